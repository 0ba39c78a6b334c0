"""Records that outlast their life: while a condition holds they go on counting, and they end on the first day on which it does not."""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.life import agenda as ag
from xinyong.life.changes import touch
from xinyong.life.conditions import holds
from xinyong.life.entering import end_record
from xinyong.life.flows import trace
from xinyong.life.scratch import TR_GRADE_END, TR_STAYS, X_COUNT, X_HEAD
from xinyong.life.undoing import settle_repeats
from xinyong.scheme.layout import A_STAYS, ACT_WIDTH, CH_RECORDS, H_ACT, NEVER


@law
def record_ends(L, j, act, occ, data):
    """A record that is off the agenda stops counting."""
    settle_repeats(L, j, act, occ, data)
    end_record(L, j, act, occ, data)


@law
def grade_ends(L, j, act, occ, data):
    """The direct grade of a record that is off the agenda holds no more."""
    trace(L, TR_GRADE_END, j, act, ag.entered_of(data), occ, 0, 0)
    touch(L, j, int64(CH_RECORDS))


@law
def life_is_over(L, entry, data):
    """The life of a record, or of a direct grade, is over: it ends, or stays until the day's end has asked."""
    j = ag.member_of(entry)
    act = ag.ref_of(entry)
    occ = ag.seq_of(entry)
    if L.R[L.R[H_ACT] + act * ACT_WIDTH + A_STAYS] != NEVER and ag.day_of(entry) != ag.STAYING:
        ag.put(L, int64(ag.STAYING), ag.kind_of(entry), j, act, occ, data)
        trace(L, TR_STAYS, j, act, ag.entered_of(data), occ, int64(ag.kind_of(entry) == ag.GRADE), 0)
        touch(L, j, int64(CH_RECORDS))
    elif ag.kind_of(entry) == ag.RECORD:
        record_ends(L, j, act, occ, data)
    else:
        grade_ends(L, j, act, occ, data)


@called
def let_go(L, j):
    """End those of the member's records that stay and may no longer; True if there are any."""
    moved = False
    x = L.X[X_HEAD]
    while x < L.X[X_COUNT]:
        entry = L.A[x]
        kind = ag.kind_of(entry)
        if ag.day_of(entry) == ag.STAYING and ag.member_of(entry) == j and (kind == ag.RECORD or kind == ag.GRADE):
            if holds(L, int64(L.R[L.R[H_ACT] + ag.ref_of(entry) * ACT_WIDTH + A_STAYS]), j) == 0:
                data = L.B[x]
                ag.drop(L, x)
                if kind == ag.RECORD:
                    record_ends(L, j, ag.ref_of(entry), ag.seq_of(entry), data)
                else:
                    grade_ends(L, j, ag.ref_of(entry), ag.seq_of(entry), data)
                moved = True
                continue
        x = int64(x + 1)
    return moved
