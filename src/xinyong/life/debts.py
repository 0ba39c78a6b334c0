"""What is owed, as it lies on the agenda: how much is left, since when, due when."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life import agenda as ag
from xinyong.life.scratch import X_COUNT, X_DAY, X_HEAD
from xinyong.scheme.layout import A_OWES, ACT_WIDTH, H_ACT


@law
def left_of(data):
    """How much of an obligation is left: fen, or 1 of something to be done."""
    return int64(data >> int64(32))


@law
def since_of(data):
    """The day on which an obligation arose."""
    return int64((data >> int64(16)) & int64(0xFFFF))


@law
def due_of(data):
    """The last day on which it is performed in time."""
    return int64(data & int64(0xFFFF))


@law
def obligation_of(L, entry):
    return int64(L.R[L.R[H_ACT] + ag.ref_of(entry) * ACT_WIDTH + A_OWES])


@law
def owed(L, j, ob, overdue):
    """What the member owes under an obligation; or (overdue) the days since the earliest due day of what is undone."""
    total = int64(0)
    day = L.X[X_DAY]
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.OWED, j) and obligation_of(L, L.A[x]) == ob:
            if overdue == 0:
                total = int64(total + left_of(L.B[x]))
            elif day - due_of(L.B[x]) > total:
                total = int64(day - due_of(L.B[x]))
    return total
