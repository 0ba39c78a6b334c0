"""A population at rest: columns of rows, agendas of two entries inline, the rest in size classes of an arena.

`load` copies a unit to the table, `commit` writes it back. Nothing is lost or shortened: a month whose agenda finds no room in the arena waits on the
table until the host has made room.
"""

from collections import namedtuple

from numba import int32, int64, uint16

from xinyong.kernel.dialect import law
from xinyong.life import agenda as ag
from xinyong.life.changes import begin_day
from xinyong.life.scratch import (
    X_COUNT,
    X_END,
    X_ENTERED,
    X_FULL,
    X_GROUP,
    X_HEAD,
    X_MEMBERS,
    X_PLACE,
    X_TOUCHED,
    X_TURN,
    X_UNIT,
)
from xinyong.life.stock import restock
from xinyong.life.story import next_turn
from xinyong.scheme.layout import H_WORDS, W_CLASS_PLACE

State = namedtuple("State", "offset row group turn due count spill agenda arena free")
"""offset (uint32, units + 1): first row of each unit · row (int32, subjects x words) · group (uint16, subjects): in which each is reported
· turn (uint16, units): next day on which time alone
changes something · due (uint16, units): next day with an event
· count (uint16, units) · spill (int32, units): where the rest of the agenda lies · agenda (int64, units x INLINE x 2): keys
and their data · arena (int64, chunks x room x 2): the same · free (int32, chunks x (CLASSES + 1)): heads of free lists, then the first unused word."""

INLINE = 2
CLASSES = 30


@law
def room_of(c):
    """Entries that a size class holds: 2, 4, 6, 8, 12, 16, 24, 32, ... 32768 by turns of a half and a third more."""
    if c == 0:
        return int64(2)
    h = int64(c - 1) >> int64(1)
    small = int64(4) << h
    return small if (int64(c - 1) & int64(1)) == 0 else int64(small + (small >> int64(1)))


@law
def class_of(n):
    c = int64(0)
    while room_of(c) < n:
        c = int64(c + 1)
    return c


@law
def load(S, L, unit, i, chunk):
    """Copy unit i (of this shard; `unit` is its number in the world) to the table."""
    first = int64(S.offset[i])
    members = int64(S.offset[i + 1]) - first
    for j in range(members):
        for w in range(L.R[H_WORDS]):
            L.M[j, w] = S.row[first + j, w]
    n = int64(S.count[i])
    for q in range(INLINE):                          # also where there are fewer: what lies beyond the count is nobody's
        L.A[q] = S.agenda[i, q, 0]
        L.B[q] = S.agenda[i, q, 1]
    at = int64(S.spill[i])
    for q in range(n - INLINE):
        L.A[INLINE + q] = S.arena[chunk, at + q, 0]
        L.B[INLINE + q] = S.arena[chunk, at + q, 1]
    L.X[X_COUNT] = n
    L.X[X_HEAD] = int64(0)
    L.X[X_MEMBERS] = members
    L.X[X_UNIT] = int64(unit)
    L.X[X_FULL] = int64(0)
    L.X[X_ENTERED] = int64(-1)
    L.X[X_TURN] = int64(S.turn[i])
    L.X[X_PLACE] = (int64(L.M[0, W_CLASS_PLACE]) >> int64(16)) & int64(0x7FFF)
    for j in range(members):
        L.X[X_GROUP + j] = int64(S.group[first + j])
    begin_day(L)


@law
def reserve(S, chunk, c):
    """Room of a size class in the arena, or -1 when there is none."""
    at = int64(S.free[chunk, c])
    if at >= 0:
        S.free[chunk, c] = int32(S.arena[chunk, at, 0])
        return at
    at = int64(S.free[chunk, CLASSES])
    if at + room_of(c) > S.arena.shape[1]:
        return int64(-1)
    S.free[chunk, CLASSES] = int32(at + room_of(c))
    return at


@law
def release(S, chunk, c, at):
    S.arena[chunk, at, 0] = int64(S.free[chunk, c])
    S.free[chunk, c] = int32(at)


@law
def commit(S, L, i, chunk, next_month):
    """Write the unit back, if its month left anything; False, with nothing written, when its agenda finds no room."""
    if L.X[X_TOUCHED] == 0 and L.X[X_TURN] >= L.X[X_END]:
        return True
    before = int64(S.count[i])
    head = L.X[X_HEAD]
    n = int64(L.X[X_COUNT] - head)
    at = int64(S.spill[i])
    if n != before:
        old = class_of(before - INLINE) if before > INLINE else int64(-1)
        new = class_of(n - INLINE) if n > INLINE else int64(-1)
        if new != old:
            fresh = int64(0)
            if new >= 0:
                fresh = reserve(S, chunk, new)
                if fresh < 0:
                    return False
            if old >= 0:
                release(S, chunk, old, at)
            at = fresh
    for q in range(n if n < INLINE else INLINE):
        S.agenda[i, q, 0] = L.A[head + q]
        S.agenda[i, q, 1] = L.B[head + q]
    for q in range(n - INLINE):
        S.arena[chunk, at + q, 0] = L.A[head + INLINE + q]
        S.arena[chunk, at + q, 1] = L.B[head + INLINE + q]
    S.spill[i] = int32(at)
    S.count[i] = uint16(n)
    first = int64(S.offset[i])
    for j in range(L.X[X_MEMBERS]):
        restock(L, S.row, first + j, j)
        for w in range(L.R[H_WORDS]):
            S.row[first + j, w] = L.M[j, w]
        S.group[first + j] = uint16(L.X[X_GROUP + j])
    due = ag.day_of(L.A[head]) if n > 0 else int64(ag.FOREVER)
    turn = L.X[X_TURN]
    if turn < L.X[X_END]:
        turn = next_turn(L, next_month)
        S.turn[i] = uint16(turn)
    S.due[i] = uint16(turn if turn < due else due)
    return True
