"""Set days: what is assessed on certain days of the year only. Nobody is looked at on such a day but those for whom something differs by then."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life import agenda as ag
from xinyong.life.calendar import month_of, month_start
from xinyong.life.scratch import X_COUNT, X_DAY, X_HEAD
from xinyong.scheme.layout import SD_DAY, SD_MONTH, SET_DAY_WIDTH

OF_LEDGER = 1 << 19
"""Marks what is assessed as a ledger; otherwise it is a graded scheme."""


@law
def next_set_day(L, day, first, n):
    """The first of n set days (from position `first` of the rulebook) that is `day` or comes after it."""
    now = month_of(L, day)
    best = int64(ag.FOREVER)
    for i in range(n):
        at = first + i * SET_DAY_WIDTH
        if L.R[at + SD_MONTH] < 0 and L.R[at + SD_DAY] >= day and L.R[at + SD_DAY] < best:
            best = int64(L.R[at + SD_DAY])           # a single day
        for ahead in range(13):
            m = int64(now + ahead)
            if L.R[at + SD_MONTH] == 0 or m % 12 == L.R[at + SD_MONTH] - 1:
                d = int64(month_start(L.R, m) + L.R[at + SD_DAY] - 1)
                if d >= month_start(L.R, m + 1):     # a month without that day has its last
                    d = int64(month_start(L.R, m + 1) - 1)
                if d >= day:
                    if d < best:
                        best = d
                    break
    return best


@law
def assessed_today(L, first, n):
    """Is today one of the set days, or is it assessed on any day?"""
    return n == 0 or next_set_day(L, L.X[X_DAY], first, n) == L.X[X_DAY]


@law
def assess_later(L, j, what, first, n):
    """Something differs from what was assessed: it is looked at again on the next set day, once."""
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.ASSESS, j) and ag.ref_of(L.A[x]) == what:
            return
    day = next_set_day(L, L.X[X_DAY] + 1, first, n)
    if day < ag.FOREVER:
        ag.put(L, day, int64(ag.ASSESS), j, what, 0, int64(0))
