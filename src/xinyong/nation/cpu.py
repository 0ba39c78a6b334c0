"""Every unit, one month: the driver on the CPU. Threads take ranges of chunks; a chunk is a whole number of cells.

First it asks of a whole cell who may have something to do (a word of luck falling in a slot, or a day that is due), then lives those units, one by one.
"""

from collections import namedtuple

from numba import int32, int64, uint32

from xinyong.kernel.dialect import entry, fetch, law, wide
from xinyong.kernel.draws import CELL_UNITS, MONTH, philox
from xinyong.life.calendar import month_start
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
from xinyong.life.slots import COARSE, FINE, bound, build_slots, candidates, dealt
from xinyong.life.store import commit, load
from xinyong.life.story import live_month
from xinyong.scheme.layout import H_EPOCH, H_EPOCH_CHANGES, H_EPOCHS, H_KINDS, H_STRAYS, H_TOP, W_CLASS_PLACE

# ---- job: what a call is to do, and how far it came
(J_CHUNK, J_LAST_CHUNK, J_FROM_CHUNK, J_UNIT, J_MONTH, J_LAST_MONTH, J_FROM_MONTH, J_FIRST_UNIT, J_UNITS, J_CELLS, J_PENDING, J_STATUS,
 J_NEED, J_ACTIVE, J_SIZE) = range(15)
DONE, ARENA_FULL, AGENDA_FULL, SLOTS_FULL = range(4)

FEW = 16
"""A cell with fewer units looks through all kinds for each: it is not worth a table."""


Cell = namedtuple("Cell", "top start offset kinds words line who found hits todo")
"""What is worked out for a cell before its units are lived: the slots of conduct (top int64, start uint32, offset, kinds int32; life/conduct.py);
words (uint32, MEMBERS x units), of luck; line (int64): those of the members who there are, in order of rows, and who (int32): unit << 4 | member;
found (int64): whose word fell within a slot's reach; hits (int64): for each unit, a mask of the members that are dealt something; todo (int64)."""


@wide
def words_of(units, unit, month, k0, k1, words):
    """A word of luck for each of the first four members of each unit of the cell, in one pass."""
    for q in range(units):
        g = (int64(unit) + int64(q)) * int64(4)
        w0, w1, w2, w3 = philox(uint32(g & int64(0xFFFFFFFF)), uint32(((g >> int64(32)) & int64(0xFFF)) | (MONTH << 12)),
                                uint32(month), uint32(0), k0, k1)
        words[0, q] = w0
        words[1, q] = w1
        words[2, q] = w2
        words[3, q] = w3


@law
def more_words(S, units, first, unit, month, K, words):
    """The words of members beyond the fourth."""
    for q in range(units):
        n = int64(S.offset[first + q + 1]) - int64(S.offset[first + q])
        b = int64(1)
        while 4 * b < n:
            g = (int64(unit) + int64(q)) * int64(4) + b
            w0, w1, w2, w3 = philox(uint32(g & int64(0xFFFFFFFF)), uint32(((g >> int64(32)) & int64(0xFFF)) | (MONTH << 12)),
                                    uint32(month), uint32(0), K[0], K[1])
            words[4 * b, q] = w0
            words[4 * b + 1, q] = w1
            words[4 * b + 2, q] = w2
            words[4 * b + 3, q] = w3
            b = int64(b + 1)


@law
def set_tops(R, pools, top):
    """The largest bound of each kind this month: of strays, the largest pool."""
    own = int64(R[H_KINDS] - R[H_STRAYS])
    for k in range(R[H_KINDS]):
        top[k] = pools[k - own] if k >= own else int64(R[R[H_TOP] + k]) & int64(0xFFFFFFFF)


@law
def line_up(S, C, units, first):
    """The members of all units in one line, each with its word; gives how many. Four a unit are written, whoever is too many is written over:
    that costs less than asking how many there are."""
    n = int64(0)
    for q in range(units):
        members = int64(S.offset[first + q + 1]) - int64(S.offset[first + q])
        C.hits[q] = int64(0)
        for j in range(4):
            C.line[n + j] = int64(C.words[j, q])
            C.who[n + j] = int32((q << 4) | j)
        for j in range(4, members):
            C.line[n + j] = int64(C.words[j, q])
            C.who[n + j] = int32((q << 4) | j)
        n = int64(n + members)
    return n


@law
def within_reach(L, S, C, n, row, shift):
    """Whose word fell within the reach of one of the first two slots of its bin; gives how many. A bin with more is looked through at once.

    Nothing here hangs on a guess of what comes next, which a processor would make wrongly every other time.
    """
    m = int64(0)
    for x in range(n):
        word = C.line[x]
        at = int64(C.offset[word >> shift])
        more = int64(C.offset[(word >> shift) + 1]) - at
        for e in range(2):
            k = int64(C.kinds[at + e])
            C.found[m] = int64((int64(x) << int64(32)) | k)
            m = int64(m + (int64(((word - int64(C.start[k])) & int64(0xFFFFFFFF)) < C.top[k]) & int64(e < more)))
        if more > 2 and dealt(L, int64(S.row[row + x, W_CLASS_PLACE]), word, C.start, C.kinds, int64(at + 2), int64(at + more)):
            C.hits[C.who[x] >> 4] = C.hits[C.who[x] >> 4] | (int64(1) << int64(C.who[x] & 15))
    return m


@law
def active_units(S, L, C, units, first, everybody, shift):
    """The units of the cell that may have something to do this month: in C.todo, each with its mask of members; gives how many."""
    row = int64(S.offset[first])
    m = within_reach(L, S, C, line_up(S, C, units, first), row, shift)
    for y in range(m):
        x = int64(C.found[y] >> int64(32))
        k = int64(C.found[y] & int64(0xFFFFFFFF))
        packed = int64(S.row[row + x, W_CLASS_PLACE])
        into = (C.line[x] - int64(C.start[k])) & int64(0xFFFFFFFF)
        hit = int64(into < bound(L.R, L.P, (packed >> int64(16)) & int64(0x7FFF), packed & int64(0xFFFF), k))
        q = int64(C.who[x]) >> int64(4)
        C.hits[q] = C.hits[q] | (hit << (int64(C.who[x]) & int64(15)))
    n = int64(0)
    for q in range(units):
        C.todo[n] = int64(C.hits[q] | (int64(q) << int64(16)))
        n = int64(n + int64(C.hits[q] != 0 or everybody or int64(S.due[first + q]) < L.X[X_END]))
    return n


@law
def hits_of(S, L, i, words, start, offset, kinds):
    """The mask of one unit's members, where units are not looked at together (nation/gpu.py). words (MEMBERS x 1): theirs."""
    hits = int64(0)
    first = int64(S.offset[i])
    for j in range(int64(S.offset[i + 1]) - first):
        word = int64(words[j, 0])
        at = word >> int64(FINE)
        if dealt(L, int64(S.row[first + j, W_CLASS_PLACE]), word, start, kinds, int64(offset[at]), int64(offset[at + 1])):
            hits = int64(hits | (int64(1) << int64(j)))
    return hits


@law
def live_unit(S, L, unit, i, chunk, hits, shift, words, q, start, offset, kinds):
    """One unit's month on the table, which the unit before it may have left on a later day and under a later version."""
    L.X[X_DAY] = L.X[X_START]
    L.X[X_EPOCH] = L.X[X_MONTH_EPOCH]
    load(S, L, unit, i, chunk)
    for j in range(L.X[X_MEMBERS]):
        if (hits >> int64(j)) & int64(1) != 0:
            candidates(L, int64(j), words[j, q], shift, start, offset, kinds)
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
def fetch_next(S, C, first, chunk, n, t):
    """Have the memory of the units to come brought near while this one is lived: their agendas, and then what lies in the arena of them."""
    if t + 4 < n:
        fetch(S.agenda, first + (C.todo[t + 4] >> int64(16)), 0)
    if t + 2 < n:
        fetch(S.arena, chunk, S.spill[first + (C.todo[t + 2] >> int64(16))])


@law
def live_cell(S, L, J, C, cell, chunk, from_unit, everybody):
    """Live a cell's units from one on; a status other than DONE leaves the unfinished unit on the table."""
    first = int64(cell * CELL_UNITS)
    units = int64(J[J_UNITS] - first)
    if units > CELL_UNITS:
        units = int64(CELL_UNITS)
    shift = int64(COARSE) if units < FEW else int64(FINE)
    unit = int64(J[J_FIRST_UNIT] + first)
    need = build_slots(L.X[X_MONTH], unit >> int64(10), shift, L.R, L.K, C.top, C.start, C.offset, C.kinds)
    if need > C.kinds.shape[0]:
        J[J_NEED] = need
        return int64(SLOTS_FULL)
    words_of(units, unit, L.X[X_MONTH], L.K[0], L.K[1], C.words)
    more_words(S, units, first, unit, L.X[X_MONTH], L.K, C.words)
    n = active_units(S, L, C, units, first, everybody, shift)
    for t in range(n):
        q = int64(C.todo[t] >> int64(16))
        i = int64(first + q)
        if i >= from_unit:
            fetch_next(S, C, first, chunk, n, t)
            J[J_UNIT] = i
            if J[J_PENDING] == 0:
                live_unit(S, L, int64(unit + q), i, chunk, int64(C.todo[t] & int64(0xFFFF)), shift, C.words, q, C.start, C.offset, C.kinds)
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
def live_chunk_range(S, L, J, C):
    """One month of the job's chunks, from where it stopped; DONE, or why it stopped."""
    everybody = L.X[X_VERSIONS] == 2 or L.S.shape[0] > 0
    while J[J_CHUNK] < J[J_LAST_CHUNK]:
        chunk = J[J_CHUNK]
        cell = int64(chunk * J[J_CELLS])
        last = int64(cell + J[J_CELLS])
        while cell < last and cell * CELL_UNITS < J[J_UNITS]:
            if (cell + 1) * CELL_UNITS > J[J_UNIT]:
                status = live_cell(S, L, J, C, cell, chunk, J[J_UNIT], everybody)
                if status != DONE:
                    return status
            cell = int64(cell + 1)
        J[J_CHUNK] = int64(chunk + 1)
    return int64(DONE)


@entry
def live_chunks(S, life, Q, pools, J, C):
    """Live the job's months (J_MONTH to before J_LAST_MONTH) in its chunks. Call again after making room, until J says DONE.

    Q: couplings (months from J_FROM_MONTH, places, width), int64. pools (months, strays), int64: the largest of all places.
    """
    J[J_STATUS] = int64(DONE)
    while J[J_MONTH] < J[J_LAST_MONTH]:
        m = J[J_MONTH] - J[J_FROM_MONTH]
        L = Life(life.R, Q[m], life.M, life.A, life.B, life.X, life.F, life.T, life.S, life.K)
        set_month(L, J[J_MONTH])
        set_tops(L.R, pools[m], C.top)
        status = live_chunk_range(S, L, J, C)
        if status != DONE:
            J[J_STATUS] = status
            return
        J[J_MONTH] = J[J_MONTH] + 1
        J[J_CHUNK] = J[J_FROM_CHUNK]
        J[J_UNIT] = J[J_FROM_CHUNK] * J[J_CELLS] * CELL_UNITS
