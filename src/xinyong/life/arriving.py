"""What agreements bring: a copy arrives and is entered as the receiving scheme's own record; later it may be withdrawn."""

from numba import int64

from xinyong.kernel.dialect import called
from xinyong.life import agenda as ag
from xinyong.life.changes import touch
from xinyong.life.conduct import clock_day, version_among
from xinyong.life.entering import enter, find_record, keep, lift_grade, uncount
from xinyong.life.flows import count, trace
from xinyong.life.owing import forgive, pick_size
from xinyong.life.passing import record_gone
from xinyong.life.scratch import TR_PASSED, TR_WITHDRAWN, X_COPY, X_COUNT, X_DAY, X_HEAD, X_OVER
from xinyong.scheme.layout import *


@called
def arrive(L, k, give, seq, data):
    """A passing arrives: the act it becomes is entered against member k."""
    row = L.R[H_GIVE] + give * GIVE_WIDTH
    ag_ = L.R[H_AGREEMENT] + L.R[row + GV_AGREEMENT] * AGREEMENT_WIDTH
    deed = ag.deed_of(data)
    day = L.X[X_DAY]
    act = version_among(L, int64(L.R[row + GV_ACT]), int64(L.R[row + GV_VERSIONS]), deed, day)
    occ = int64(-1)
    pick_size(L, day, int64(ag.COPY_SIZE), k, give, seq)
    if act >= 0:
        L.X[X_COPY] = int64(L.R[ag_ + AG_ONWARD] == 0)
        occ = enter(L, k, act, ag.points_of(data), deed, clock_day(L, act, deed, day, L.X[X_OVER]), ag.flags_of(data))
        L.X[X_COPY] = int64(0)
    if occ >= 0:
        count(L, k, N_PASSED, 1)
        trace(L, TR_PASSED, k, give, seq >> int64(12), ag.entered_of(data), seq & int64(0xFFF), (int64(act) << int64(16)) | occ)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.LINK, k) and ag.ref_of(e) == give and ag.seq_of(e) == seq and int64(L.B[x] >> int64(40)) == ag.entered_of(data):
            if occ >= 0:
                L.B[x] = int64((L.B[x] & ~int64(0xFFFF)) | occ)
            else:
                ag.drop(L, int64(x))
            break


@called
def withdraw(L, k, give, why, data):
    """A copy is withdrawn, as its original ended or was corrected."""
    act = int64(L.R[L.R[H_GIVE] + give * GIVE_WIDTH + GV_ACT] + ((data >> int64(16)) & int64(0xFF)))
    entered = int64((data >> int64(24)) & int64(0xFFFF))
    occ = int64(data & int64(0xFFFF))
    at = find_record(L, k, act, entered, occ)
    if at >= 0:
        d = L.B[at]
        ag.drop(L, at)
        uncount(L, k, act, ag.points_of(d), ag.flags_of(d))
        lift_grade(L, k, act, entered, occ)
        if why == FOLLOWS_CORRECTION:
            if L.R[L.R[H_ACT] + act * ACT_WIDTH + A_OWES] >= 0:
                forgive(L, k, act, entered, occ)
        else:
            keep(L, k, act, occ, d)
        count(L, k, N_WITHDRAWN, 1)
        trace(L, TR_WITHDRAWN, k, act, entered, occ, why, 0)
        record_gone(L, k, act, entered, occ, why)
        touch(L, k, int64(CH_RECORDS))
