"""Every unit, one month: the driver on the CPU. Threads take ranges of chunks; a chunk is a whole number of cells.

First it asks of a whole cell who may have something to do (a word of luck falling in a slot, or a day that is due), then lives those units, one by one.
"""

from numba import int64, uint32

from xinyong.kernel.dialect import entry, law
from xinyong.kernel.draws import CELL_UNITS, MONTH, philox
from xinyong.life.calendar import month_start
from xinyong.life.conduct import COARSE, FINE, bound, build_slots, candidates
from xinyong.life.scratch import (
    X_DAY,
    X_END,
    X_EPOCH,
    X_FIRST,
    X_FULL,
    X_MEMBERS,
    X_MONTH,
    X_MONTH_EPOCH,
    X_START,
    X_VERSIONS,
    Life,
)
from xinyong.life.store import commit, load
from xinyong.life.story import live_month
from xinyong.scheme.layout import H_EPOCH, H_EPOCH_CHANGES, H_EPOCHS, H_KINDS, H_STRAYS, H_TOP, W_CLASS_PLACE

# ---- job: what a call is to do, and how far it came
(J_CHUNK, J_LAST_CHUNK, J_FROM_CHUNK, J_UNIT, J_MONTH, J_LAST_MONTH, J_FROM_MONTH, J_FIRST_UNIT, J_UNITS, J_CELLS, J_PENDING, J_STATUS,
 J_NEED, J_ACTIVE, J_SIZE) = range(15)
DONE, ARENA_FULL, AGENDA_FULL, SLOTS_FULL = range(4)

FEW = 16
"""A cell with fewer units looks through all kinds for each: it is not worth a table."""


@law
def words_of(units, unit, month, K, u):
    """A word of luck for each of the first four members of each unit of the cell, in one pass."""
    for q in range(units):
        g = (int64(unit) + int64(q)) * int64(4)
        w0, w1, w2, w3 = philox(uint32(g & int64(0xFFFFFFFF)), uint32(((g >> int64(32)) & int64(0xFFF)) | (MONTH << 12)),
                                uint32(month), uint32(0), K[0], K[1])
        u[q, 0] = w0
        u[q, 1] = w1
        u[q, 2] = w2
        u[q, 3] = w3


@law
def more_words(S, units, first, unit, month, K, u):
    """The words of members beyond the fourth."""
    for q in range(units):
        n = int64(S.offset[first + q + 1]) - int64(S.offset[first + q])
        b = int64(1)
        while 4 * b < n:
            g = (int64(unit) + int64(q)) * int64(4) + b
            w0, w1, w2, w3 = philox(uint32(g & int64(0xFFFFFFFF)), uint32(((g >> int64(32)) & int64(0xFFF)) | (MONTH << 12)),
                                    uint32(month), uint32(0), K[0], K[1])
            u[q, 4 * b] = w0
            u[q, 4 * b + 1] = w1
            u[q, 4 * b + 2] = w2
            u[q, 4 * b + 3] = w3
            b = int64(b + 1)


@law
def set_tops(R, pools, top):
    """The largest bound of each kind this month: of strays, the largest pool."""
    own = int64(R[H_KINDS] - R[H_STRAYS])
    for k in range(R[H_KINDS]):
        top[k] = pools[k - own] if k >= own else int64(R[R[H_TOP] + k]) & int64(0xFFFFFFFF)


@law
def active_units(S, L, units, first, everybody, shift, u, top, start, offset, kinds, todo):
    """The units of the cell that may have something to do this month; for each, a mask of the members whose word hit a slot."""
    n = int64(0)
    for q in range(units):
        a = int64(S.offset[first + q])
        b = int64(S.offset[first + q + 1])
        hits = int64(0)
        for r in range(a, b):
            word = int64(u[q, r - a])
            bin_ = word >> shift
            for x in range(offset[bin_], offset[bin_ + 1]):
                k = int64(kinds[x])
                into = (word - int64(start[k])) & int64(0xFFFFFFFF)
                if into < top[k]:
                    packed = int64(S.row[r, W_CLASS_PLACE])
                    if into < bound(L.R, L.P, (packed >> int64(16)) & int64(0x7FFF), packed & int64(0xFFFF), k):
                        hits = int64(hits | (int64(1) << int64(r - a)))
        if hits != 0 or everybody or int64(S.due[first + q]) < L.X[X_END]:
            todo[n] = int64(hits | (int64(q) << int64(16)))
            n = int64(n + 1)
    return n


@law
def live_unit(S, L, unit, i, chunk, hits, shift, u, q, start, offset, kinds):
    """One unit's month on the table, which the unit before it may have left on a later day and under a later version."""
    L.X[X_DAY] = L.X[X_START]
    L.X[X_EPOCH] = L.X[X_MONTH_EPOCH]
    load(S, L, unit, i, chunk)
    for j in range(L.X[X_MEMBERS]):
        if (hits >> int64(j)) & int64(1) != 0:
            candidates(L, int64(j), u[q, j], shift, start, offset, kinds)
    live_month(L)


@law
def set_month(L, month):
    """The month's days, the version of the rules it begins with, and in X_VERSIONS whether another one begins in it: 2 where that may
    change anybody's standing, as does the first day of all."""
    L.X[X_MONTH] = month
    L.X[X_START] = month_start(L.R, month)
    L.X[X_END] = month_start(L.R, month + 1)
    begun = int64(0)
    within = int64(0)
    for i in range(L.R[H_EPOCHS]):
        day = int64(L.R[L.R[H_EPOCH] + i])
        if day <= L.X[X_START]:
            begun = int64(i)
        if day >= L.X[X_START] and day < L.X[X_END]:
            within = int64(2) if within == 2 or L.R[L.R[H_EPOCH_CHANGES] + i] != 0 else int64(1)
    if L.X[X_FIRST] >= L.X[X_START] and L.X[X_FIRST] < L.X[X_END]:
        within = int64(2)
    L.X[X_MONTH_EPOCH] = begun
    L.X[X_VERSIONS] = within


@law
def live_cell(S, L, J, cell, chunk, from_unit, everybody, u, top, start, offset, kinds, todo):
    """Live a cell's units from one on; a status other than DONE leaves the unfinished unit on the table."""
    first = int64(cell * CELL_UNITS)
    units = int64(J[J_UNITS] - first)
    if units > CELL_UNITS:
        units = int64(CELL_UNITS)
    shift = int64(COARSE) if units < FEW else int64(FINE)
    unit = int64(J[J_FIRST_UNIT] + first)
    need = build_slots(L.X[X_MONTH], unit >> int64(10), shift, L.R, L.K, top, start, offset, kinds)
    if need > kinds.shape[0]:
        J[J_NEED] = need
        return int64(SLOTS_FULL)
    words_of(units, unit, L.X[X_MONTH], L.K, u)
    more_words(S, units, first, unit, L.X[X_MONTH], L.K, u)
    n = active_units(S, L, units, first, everybody, shift, u, top, start, offset, kinds, todo)
    for t in range(n):
        q = int64(todo[t] >> int64(16))
        i = int64(first + q)
        if i >= from_unit:
            J[J_UNIT] = i
            if J[J_PENDING] == 0:
                live_unit(S, L, int64(unit + q), i, chunk, int64(todo[t] & int64(0xFFFF)), shift, u, q, start, offset, kinds)
                J[J_ACTIVE] = J[J_ACTIVE] + 1
            if L.X[X_FULL] != 0:
                return int64(AGENDA_FULL)
            J[J_PENDING] = int64(1)
            if not commit(S, L, i, chunk, int64(L.X[X_MONTH] + 1)):
                return int64(ARENA_FULL)
            J[J_PENDING] = int64(0)
            J[J_UNIT] = int64(i + 1)
    return int64(DONE)


@law
def live_chunk_range(S, L, J, u, top, start, offset, kinds, todo):
    """One month of the job's chunks, from where it stopped; DONE, or why it stopped."""
    everybody = L.X[X_VERSIONS] == 2 or L.S.shape[0] > 0
    while J[J_CHUNK] < J[J_LAST_CHUNK]:
        chunk = J[J_CHUNK]
        cell = int64(chunk * J[J_CELLS])
        last = int64(cell + J[J_CELLS])
        while cell < last and cell * CELL_UNITS < J[J_UNITS]:
            if (cell + 1) * CELL_UNITS > J[J_UNIT]:
                status = live_cell(S, L, J, cell, chunk, J[J_UNIT], everybody, u, top, start, offset, kinds, todo)
                if status != DONE:
                    return status
            cell = int64(cell + 1)
        J[J_CHUNK] = int64(chunk + 1)
    return int64(DONE)


@entry
def live_chunks(S, life, Q, pools, J, u, top, start, offset, kinds, todo):
    """Live the job's months (J_MONTH to before J_LAST_MONTH) in its chunks. Call again after making room, until J says DONE.

    Q: couplings (months from J_FROM_MONTH, places, width), int64. pools (months, strays), int64: the largest of all places.
    top (int64), start (uint32): a kind each.
    """
    J[J_STATUS] = int64(DONE)
    while J[J_MONTH] < J[J_LAST_MONTH]:
        m = J[J_MONTH] - J[J_FROM_MONTH]
        L = Life(life.R, Q[m], life.M, life.A, life.B, life.X, life.F, life.T, life.S, life.K)
        set_month(L, J[J_MONTH])
        set_tops(L.R, pools[m], top)
        status = live_chunk_range(S, L, J, u, top, start, offset, kinds, todo)
        if status != DONE:
            J[J_STATUS] = status
            return
        J[J_MONTH] = J[J_MONTH] + 1
        J[J_CHUNK] = J[J_FROM_CHUNK]
        J[J_UNIT] = J[J_FROM_CHUNK] * J[J_CELLS] * CELL_UNITS
