"""What changed for whom today: so that at the day's end only what may be another is judged again."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life.scratch import X_CHANGED, X_CHANGES, X_MEMBERS
from xinyong.scheme.layout import H_CROSS, NEAR


@law
def touch(L, j, what):
    """Something changed for member j today (`CH_...`)."""
    L.X[X_CHANGES + j] = L.X[X_CHANGES + j] | what
    L.X[X_CHANGED] = L.X[X_CHANGED] | what


@law
def touch_all(L, what):
    """Something changed for everybody in the unit."""
    for j in range(L.X[X_MEMBERS]):
        touch(L, int64(j), what)


@law
def changed_for(L, j):
    """What changed for member j today and, shifted by NEAR, what changed in the unit that conditions about others look at."""
    return int64(L.X[X_CHANGES + j] | ((L.X[X_CHANGED] & int64(L.R[H_CROSS])) << int64(NEAR)))


@law
def begin_day(L):
    """Nothing has changed yet."""
    for j in range(L.X[X_MEMBERS]):
        L.X[X_CHANGES + j] = int64(0)
    L.X[X_CHANGED] = int64(0)
