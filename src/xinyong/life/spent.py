"""What keeps a ground from listing anew: a stay by it has ended, and nothing new has come.

After a stay has ended, its ground lists again only once it has ceased to hold at the end of a day, or a record was entered against the
subject on a later day. Until then an entry lies on the agenda (SPENT): the list, the ground, and the day on which the stay ended.
"""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life import agenda as ag
from xinyong.life.changes import touch
from xinyong.life.scratch import X_COUNT, X_DAY, X_HEAD
from xinyong.scheme.layout import CH_ALL

CEASED = 1 << 16
"""On the day itself it ceased to hold: it is forgotten when the day is over."""


@law
def spend(L, j, i, g):
    """A stay by the ground ends today."""
    ag.put(L, ag.FOREVER, ag.SPENT, j, i, g, L.X[X_DAY])


@law
def begin_of_spent(L):
    """Where spent grounds begin on the agenda: they lie with what is never due, at its end."""
    x = int64(L.X[X_COUNT])
    least = ag.key(ag.FOREVER, ag.SPENT, 0, 0, 0)
    while x > L.X[X_HEAD] and L.A[x - 1] >= least:
        x = int64(x - 1)
    return x


@law
def any_spent(L, j, i):
    """Where the first spent ground of the list stands on the agenda, or -1."""
    for x in range(begin_of_spent(L), L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.SPENT, j) and ag.ref_of(L.A[x]) == i:
            return int64(x)
    return int64(-1)


@law
def lists_anew(L, j, i, g, held, first):
    """May a ground, which holds today or not, list? Its entry, if any, lies at `first` or behind it and is taken off once the ground ceased to hold."""
    for x in range(first, L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.SPENT, j) and ag.ref_of(L.A[x]) == i and ag.seq_of(L.A[x]) == g:
            today = (L.B[x] & int64(0xFFFF)) == L.X[X_DAY]
            if today and not held:
                L.B[x] = L.B[x] | int64(CEASED)
            if today or held:
                return False
            ag.drop(L, x)
            break
    return held


@law
def forget_ceased(L, j):
    """The day is over: of what ceased to hold on it nothing need be remembered."""
    x = begin_of_spent(L)
    while x < L.X[X_COUNT]:
        if ag.whose(L.A[x]) == ag.tag(ag.SPENT, j) and (L.B[x] & int64(CEASED)) != 0:
            ag.drop(L, x)
        else:
            x = int64(x + 1)


@law
def renew(L, j):
    """A record was entered against the member: what was spent on earlier days may list again, and is judged today."""
    freed = False
    x = begin_of_spent(L)
    while x < L.X[X_COUNT]:
        if ag.whose(L.A[x]) == ag.tag(ag.SPENT, j) and (L.B[x] & int64(0xFFFF)) < L.X[X_DAY]:
            ag.drop(L, x)
            freed = True
        else:
            x = int64(x + 1)
    if freed:
        touch(L, j, int64(CH_ALL))
