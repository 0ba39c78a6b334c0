"""What conditions ask of records: how many there are, their points, the largest; those that count, or those of a time that ends today."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.life import agenda as ag
from xinyong.life.calendar import after
from xinyong.life.scratch import X_COUNT, X_DAY, X_HEAD
from xinyong.scheme.layout import *


@law
def may_cost(L, act):
    """May records of the act be bad, by what the act says they count as?"""
    taken = L.R[L.R[H_ACT] + act * ACT_WIDTH + A_TAKEN]
    return taken == TAKEN_BY_SIGN or taken == TAKEN_BAD


@law
def costs(L, entry, data):
    """Does the record take points, as a bad one?"""
    return ag.points_of(data) < 0 and may_cost(L, ag.ref_of(entry))


@law
def is_bad(L, j, x, same):
    """Is entry x a live bad record of an act (by identity) against member j?"""
    e = L.A[x]
    return ag.whose(e) == ag.tag(ag.RECORD, j) and L.R[L.R[H_ACT] + ag.ref_of(e) * ACT_WIDTH + A_ID] == same and costs(L, e, L.B[x])


@law
def is_taken_for(L, a, data, what):
    """Is a record (of the act's row a) any, a bad or a good one? By its points and direct grade, unless the act says what it counts as."""
    taken = L.R[a + A_TAKEN]
    points = ag.points_of(data)
    if what == ANY_ACT:
        return True
    if what == ANY_BAD:
        return taken == TAKEN_BAD or (taken == TAKEN_BY_SIGN and (points < 0 or L.R[a + A_CODE] != 0))
    if what == ANY_GOOD:
        return taken == TAKEN_GOOD or (taken == TAKEN_BY_SIGN and points > 0)
    return False


@law
def fits(L, entry, data, q):
    """Is this record one that the query speaks of?"""
    a = L.R[H_ACT] + ag.ref_of(entry) * ACT_WIDTH
    what = L.R[q + Q_ACT]
    ok = L.R[a + A_ID] == what or is_taken_for(L, a, data, what)
    return ok and (L.R[q + Q_SCHEME] < 0 or L.R[q + Q_SCHEME] == L.R[a + A_SCHEME])


@law
def hundredths(L, entry, data):
    """A record's points in hundredths, so that those of ledgers of different steps can be summed."""
    ledger = int64(L.R[L.R[H_ACT] + ag.ref_of(entry) * ACT_WIDTH + A_LEDGER])
    return int64(ag.points_of(data) * L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_STEP]) if ledger >= 0 else int64(0)


@law
def last_entered(L, j, act_id):
    """The day on which the member's latest record of an act was entered, of those that are live or kept; -1 without one."""
    last = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        kind = ag.kind_of(e)
        if ag.member_of(e) == j and (kind == ag.RECORD or kind == ag.KEPT):
            if L.R[L.R[H_ACT] + ag.ref_of(e) * ACT_WIDTH + A_ID] == act_id and ag.entered_of(L.B[x]) > last:
                last = ag.entered_of(L.B[x])
    return last


@law
def query(L, j, i):
    """has(), count(), sum() and most(): live records, or those entered (or done) within a window that ends today."""
    q = L.R[H_QUERY] + i * QUERY_WIDTH
    day = L.X[X_DAY]
    total = int64(0)
    since = int64(-1)
    if L.R[q + Q_SINCE] >= 0:
        since = last_entered(L, j, L.R[q + Q_SINCE])
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        kind = ag.kind_of(e)
        if ag.member_of(e) == j and (kind == ag.RECORD or kind == ag.KEPT):
            d = L.B[x]
            live = kind == ag.RECORD and (ag.flags_of(d) & ag.SUSPENDED) == 0
            if L.R[q + Q_UNIT] != U_NONE:
                begins = ag.deed_of(d) if L.R[q + Q_BY_DEED] != 0 else ag.entered_of(d)
                live = after(L, begins, L.R[q + Q_COUNT], L.R[q + Q_UNIT]) >= day
            if live and ag.entered_of(d) > since and fits(L, e, d, q):
                if L.R[q + Q_WHAT] == Q_NUMBER:
                    total = int64(total + 1)
                elif L.R[q + Q_WHAT] == Q_SUM:
                    total = int64(total + hundredths(L, e, d))
                else:
                    size = hundredths(L, e, d)
                    size = size if size >= 0 else int64(-size)
                    total = size if size > total else total
    return total
