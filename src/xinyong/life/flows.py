"""What is counted while living: monthly flows by group, yearly ones by act, measure and length of stay; and the trace."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.kernel.sums import add
from xinyong.life.scratch import X_DAY, X_GROUP, X_PLACE, X_TRACE
from xinyong.scheme.layout import (
    FA_COUNT,
    FA_FALSE,
    FA_MOVED,
    FA_POINTS,
    FLOW_ACT_WIDTH,
    FLOW_MEASURE_WIDTH,
    FM_AMOUNT,
    FM_TIMES,
    H_CODES,
    H_F_ACT,
    H_F_MEASURE,
    H_F_METRIC,
    H_F_PLACE,
    H_F_PLACE_WIDTH,
    H_F_SPELL,
    H_GROUPS,
    METRICS,
    SPELL_MONTHS,
)


@law
def count(L, j, metric, n):
    """Add to one of the monthly metrics of the member's group."""
    i = L.R[H_F_METRIC] + L.X[X_GROUP + j] * METRICS + metric
    add(L.F, i, n)


@law
def count_act(L, j, act, points, is_false):
    i = int64(L.R[H_F_ACT] + (act * L.R[H_GROUPS] + L.X[X_GROUP + j]) * FLOW_ACT_WIDTH)
    add(L.F, i + FA_COUNT, 1)
    add(L.F, i + FA_POINTS, points)
    add(L.F, i + FA_MOVED, points if points >= 0 else -points)
    add(L.F, i + FA_FALSE, is_false)


@law
def count_measure(L, j, measure, amount):
    i = int64(L.R[H_F_MEASURE] + (measure * L.R[H_GROUPS] + L.X[X_GROUP + j]) * FLOW_MEASURE_WIDTH)
    add(L.F, i + FM_TIMES, 1)
    add(L.F, i + FM_AMOUNT, amount)


@law
def count_spell(L, slot, code, months):
    """A stay in a grade is over after so many months (the last cell holds all longer ones)."""
    m = months if months < SPELL_MONTHS else int64(SPELL_MONTHS - 1)
    i = int64(L.R[H_F_SPELL] + (slot * L.R[H_CODES] + code) * SPELL_MONTHS + m)
    add(L.F, i, 1)


@law
def count_place(L, i, n):
    """Add to a coupling of the unit's place: an office's queue, a pool of what went astray."""
    k = int64(L.R[H_F_PLACE] + L.X[X_PLACE] * L.R[H_F_PLACE_WIDTH] + i)
    add(L.F, k, n)


@law
def trace(L, what, j, ref, a, b, c, d):
    """Write a row of the trace; without one this is a comparison. Rows beyond its length are counted, not written."""
    if L.T.shape[0] > 0:
        n = L.X[X_TRACE]
        if n < L.T.shape[0]:
            L.T[n, 0] = L.X[X_DAY]
            L.T[n, 1] = int64(what)
            L.T[n, 2] = int64(j)
            L.T[n, 3] = int64(ref)
            L.T[n, 4] = int64(a)
            L.T[n, 5] = int64(b)
            L.T[n, 6] = int64(c)
            L.T[n, 7] = int64(d)
        L.X[X_TRACE] = int64(n + 1)
