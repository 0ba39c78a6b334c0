"""As if it had never been: when a record is undone, the record that counted more because of it is taken anew."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life import agenda as ag
from xinyong.life.calendar import end_of
from xinyong.life.conditions import epoch_row
from xinyong.life.entering import add_points, life_row
from xinyong.life.flows import trace
from xinyong.life.looking_back import costs, is_bad
from xinyong.life.scratch import TR_UNDONE, X_COUNT, X_DAY, X_HEAD
from xinyong.scheme.layout import *


@law
def order_of(entry, data):
    """Records in the order in which they were entered: by day, then act and occurrence."""
    return int64((ag.entered_of(data) << int64(36)) | (entry & int64(0xFFFFFFFFF)))


@law
def settle_repeats(L, j, act, occ, data):
    """A record that ends of itself did count: what was multiplied while it did stays so, whatever is undone later."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    entry = ag.key(0, 0, 0, act, occ)
    if L.R[row + A_UNDONE] != 0 and costs(L, entry, data):
        order = order_of(entry, data)
        for x in range(L.X[X_HEAD], L.X[X_COUNT]):
            if is_bad(L, j, x, L.R[row + A_ID]) and order_of(L.A[x], L.B[x]) > order:
                L.B[x] = L.B[x] & ~int64(ag.REPEATED)


@law
def epoch_at(L, day):
    """Which versions held on a day."""
    e = int64(0)
    while e + 1 < L.R[H_EPOCHS] and L.R[L.R[H_EPOCH] + e + 1] <= day:
        e = int64(e + 1)
    return e


@law
def once(L, ledger, data):
    """A multiplied record's points before the factor of its day."""
    factor = int64(L.R[L.R[H_LEDGER_E] + (epoch_at(L, ag.entered_of(data)) * L.R[H_LEDGERS] + ledger) * LEDGER_E_WIDTH + LE_FACTOR])
    return int64(-((-ag.points_of(data) * 100 + factor - 1) // factor))


@law
def life_anew(L, j, act, ledger, data, points, until):
    """When the record would have ended had it been entered with these points; `until` where its life does not hang on them."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    scheme = int64(L.R[row + A_SCHEME])
    if L.R[row + A_LIFE_UNIT] != U_NONE or L.R[epoch_row(L, H_LEDGER_E, ledger, L.R[H_LEDGERS], LEDGER_E_WIDTH) + LE_LIFE_ANEW] == 0:
        return until
    line = life_row(L, j, ledger, points)
    begins = ag.entered_of(data)
    if L.R[L.R[H_SCHEME] + scheme * SCHEME_WIDTH + S_CLOCK] == CLOCK_DEED:
        begins = ag.deed_of(data)
    return end_of(L, scheme, begins, int64(L.R[line + LF_COUNT]), int64(L.R[line + LF_UNIT]))


@law
def undo_repeat(L, j, same):
    """A record of an act was undone: the earliest that is left, if it was multiplied because of undone ones alone, counts once. What a cap cut stays."""
    first = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if is_bad(L, j, x, same) and (first < 0 or order_of(L.A[x], L.B[x]) < order_of(L.A[first], L.B[first])):
            first = int64(x)
    if first < 0 or (ag.flags_of(L.B[first]) & (ag.REPEATED | ag.CAPPED)) != ag.REPEATED:
        return
    entry = L.A[first]
    data = L.B[first]
    act = ag.ref_of(entry)
    ledger = int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_LEDGER])
    points = once(L, ledger, data)
    if (ag.flags_of(data) & ag.SUSPENDED) == 0:
        add_points(L, j, ledger, int64(points - ag.points_of(data)))
    until = life_anew(L, j, act, ledger, data, points, ag.day_of(entry))
    if until < L.X[X_DAY]:
        until = L.X[X_DAY]                           # its time would be over: it ends today
    ag.drop(L, first)
    ag.put(L, until, ag.RECORD, j, act, ag.seq_of(entry),
           ag.record_data(points, ag.entered_of(data), ag.deed_of(data), ag.flags_of(data) & ~int64(ag.REPEATED)))
    trace(L, TR_UNDONE, j, act, ag.entered_of(data), ag.seq_of(entry), points, until)
