"""What changed for whom today: so that at the day's end only what may be another is judged again."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life.scratch import MEMBERS, X_AROSE, X_CHANGED, X_CHANGES, X_ENDED, X_MEMBERS, X_ONCE
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
def done_today(L, what, j, i):
    """Has that befallen member j today which befalls it at most once a day (what: X_ENDED, X_AROSE)?"""
    return (L.X[what + 4 * j + i // 62] >> int64(i % 62)) & int64(1) != 0


@law
def note_done(L, what, j, i):
    """It has befallen member j today."""
    k = what + 4 * j + i // 62
    L.X[k] = L.X[k] | (int64(1) << int64(i % 62))
    L.X[X_ONCE] = int64(1)


@law
def forget_done(L):
    """Another day: what befalls one at most once a day may befall one again."""
    if L.X[X_ONCE] != 0:
        L.X[X_ONCE] = int64(0)
        for k in range(4 * MEMBERS):
            L.X[X_ENDED + k] = int64(0)
            L.X[X_AROSE + k] = int64(0)


@law
def begin_day(L):
    """Nothing has changed yet."""
    for j in range(L.X[X_MEMBERS]):
        L.X[X_CHANGES + j] = int64(0)
    L.X[X_CHANGED] = int64(0)
