"""Derived ledgers: those whose value is not simply added up, taken anew at the end of a day on which something changed."""

from numba import int32, int64

from xinyong.kernel.dialect import called, law
from xinyong.life import agenda as ag
from xinyong.life.scratch import X_COUNT, X_HEAD
from xinyong.scheme.layout import *


@law
def counts_before(L, x, y, takes):
    """Of two live records of a group, does y count rather than x? The larger or the later entered; of equals the earlier, or the later entered."""
    a = ag.points_of(L.B[x])
    b = ag.points_of(L.B[y])
    a = a if a >= 0 else int64(-a)
    b = b if b >= 0 else int64(-b)
    first = ag.entered_of(L.B[x])
    second = ag.entered_of(L.B[y])
    if first == second:                              # of one day: in the order in which they were entered
        first = ag.ref_of(L.A[x]) << int64(16) | ag.seq_of(L.A[x])
        second = ag.ref_of(L.A[y]) << int64(16) | ag.seq_of(L.A[y])
    if takes == TAKES_LATEST:
        return second > first
    return b > a or (b == a and second < first)


@law
def is_live(L, x, j):
    return ag.whose(L.A[x]) == ag.tag(ag.RECORD, j) and (ag.flags_of(L.B[x]) & ag.SUSPENDED) == 0


@law
def gives_way(L, x, j):
    """Does live record x not count because another of its group does?"""
    act = L.R[H_ACT] + ag.ref_of(L.A[x]) * ACT_WIDTH
    takes = L.R[act + A_TAKES]
    if takes != TAKES_ALL:
        for y in range(L.X[X_HEAD], L.X[X_COUNT]):
            if y != x and is_live(L, y, j):
                if L.R[L.R[H_ACT] + ag.ref_of(L.A[y]) * ACT_WIDTH + A_GROUP] == L.R[act + A_GROUP] and counts_before(L, x, y, takes):
                    return True
    return False


@law
def sum_of_chosen(L, j, ledger):
    """The points of those live records that count."""
    total = int64(0)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if is_live(L, x, j) and L.R[L.R[H_ACT] + ag.ref_of(L.A[x]) * ACT_WIDTH + A_LEDGER] == ledger:
            if not gives_way(L, x, j):
                total = int64(total + ag.points_of(L.B[x]))
    return total


@called
def derive(L, j, changed):
    """Take the member's derived ledgers anew where what changed may matter to them; True if one has another value."""
    moved = False
    for ledger in range(L.R[H_LEDGERS]):
        row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
        if L.R[row + L_KIND] != L_SUM and changed & (int64(L.R[row + L_LOOKS]) | int64(CH_ALL)) != 0:
            value = sum_of_chosen(L, j, int64(ledger))
            if value != L.M[j, L.R[row + L_WORD]]:
                L.M[j, L.R[row + L_WORD]] = int32(value)
                moved = True
    return moved
