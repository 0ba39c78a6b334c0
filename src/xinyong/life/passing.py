"""Agreements: what a record or a listing of one keeper brings another keeper's records, against whom, and when; and what becomes of it when the first is gone.

A passing lies on the agenda (PASSED) until it arrives. Where the copy follows its original, a LINK from the one to the other lies there for ever, until the
original ends or is corrected.
"""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.kernel.draws import PASSING, below, chance, draw
from xinyong.life import agenda as ag
from xinyong.life.calendar import after
from xinyong.life.conditions import consented, covers, field, holds, in_force, is_organisation
from xinyong.life.conduct import catalog_points, version_among
from xinyong.life.flows import count, count_place, trace
from xinyong.life.looking_back import is_taken_for
from xinyong.life.owing import pick_size, put_size, set_size
from xinyong.life.scratch import MEMBERS, TR_PASSED_ASTRAY, X_COPY, X_COUNT, X_DAY, X_HEAD, X_MEMBERS, X_OVER, X_UNIT
from xinyong.scheme.layout import *

OF_LIST = 1 << 19
"""Marks what is passed on as a listing; otherwise it is the record of an act."""
NOT_YET = 0xFFFF
"""Stands for a copy's occurrence while it is on its way."""


@law
def receives(L, j, k, to):
    """Is member k one to whom what is j's goes?"""
    if j == k:
        return (to & TO_SUBJECT) != 0
    if (to & TO_HOUSEHOLD) != 0 and is_organisation(L, k) == 0:
        return True
    role = field(L, k, int64(L.R[H_ROLE_FIELD]))
    if (to & TO_REPRESENTATIVE) != 0 and role == (to >> int64(20)) and is_organisation(L, j) != 0:
        return True
    return ((to >> role) & int64(1)) != 0


@law
def is_given(L, j, row, a, points):
    """Does what is given by a row of the table pass today, from member j? (a: the row of the act recorded.)"""
    ag_ = L.R[H_AGREEMENT] + L.R[row + GV_AGREEMENT] * AGREEMENT_WIDTH
    day = L.X[X_DAY]
    sort = L.R[row + GV_SORT]
    if sort != ANY_ACT and not is_taken_for(L, a, ag.record_data(points, 0, 0, 0), sort):
        return False
    if day < L.R[ag_ + AG_FIRST] or day >= L.R[ag_ + AG_LAST] or not covers(L, L.R[ag_ + AG_OF], j) or not in_force(L, int64(L.R[ag_ + AG_SCHEME]), day):
        return False
    if L.R[ag_ + AG_CONSENT] != 0 and consented(L, int64(L.R[ag_ + AG_SCHEME]), j) == 0:
        return False
    return holds(L, int64(L.R[ag_ + AG_PC]), j) != 0


@law
def link_data(since, arrives, version, occ):
    """day of the original | day of the copy | which version of its act | occurrence."""
    return int64((int64(since) << int64(40)) | (int64(arrives) << int64(24)) | (int64(version) << int64(16)) | int64(occ))


@law
def wants_size(L, act):
    """Must a copy that becomes this act know how much, how grave and on which day over what was done is?"""
    row = L.R[H_ACT] + act * ACT_WIDTH
    return L.R[row + A_SIZED] != 0 or L.R[L.R[H_SCHEME] + L.R[row + A_SCHEME] * SCHEME_WIDTH + S_CLOCK] == CLOCK_END


@law
def pass_on(L, j, give, what, points, occ, deed, flags):
    """What a row of the table gives goes to whom it is for, or astray to a stranger."""
    row = L.R[H_GIVE] + give * GIVE_WIDTH
    ag_ = L.R[H_AGREEMENT] + L.R[row + GV_AGREEMENT] * AGREEMENT_WIDTH
    day = L.X[X_DAY]
    a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, day, int64((int64(L.R[ag_ + AG_HASH]) ^ int64(what)) + occ), PASSING, L.K[0], L.K[1])
    if not chance(a, L.R[ag_ + AG_DONE]):
        return
    on = int64(after(L, day, int64(L.R[ag_ + AG_LAG]), int64(L.R[ag_ + AG_LAG_UNIT])))
    if L.R[H_LETTER] == 0:                                   # in the letter the shortest
        on = int64(on + below(b, int64(L.R[ag_ + AG_LAG_SPAN])))
    act = version_among(L, int64(L.R[row + GV_ACT]), int64(L.R[row + GV_VERSIONS]), deed, on)
    if act < 0 or on >= ag.FOREVER:
        return
    if L.R[ag_ + AG_STRAY] >= 0 and chance(c, L.R[ag_ + AG_MISTAKEN]):
        count(L, j, N_ASTRAY, 1)
        count_place(L, L.R[H_OFFICES] + L.R[ag_ + AG_STRAY], 1)
        trace(L, TR_PASSED_ASTRAY, j, give, 0, 0, 0, 0)
        return
    worth = catalog_points(L, act)
    seq = int64((j << int64(12)) | (occ & int64(0xFFF)))
    for k in range(L.X[X_MEMBERS]):
        if receives(L, j, int64(k), int64(L.R[ag_ + AG_TO])):
            ag.put(L, on, ag.PASSED, k, give, seq, ag.record_data(worth, day, deed, flags & (ag.FALSE | ag.STRAYED | ag.SCRIPTED)))
            if wants_size(L, act):
                put_size(L, on, int64(ag.COPY_SIZE), int64(k), give, seq, L.X[X_OVER])
            if L.R[ag_ + AG_FOLLOWS] != 0:
                ag.put(L, ag.FOREVER, ag.LINK, k, give, seq, link_data(day, on, act - L.R[row + GV_ACT], NOT_YET))


@law
def give_record(L, j, act, points, occ, deed, flags):
    """A record was entered: what agreements pass of it. What came by an agreement goes on only where that one says so."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    if L.R[row + A_SIZED] == 0:
        set_size(L, 1, 0, 0)
    if L.X[X_COPY] == 0:
        for q in range(L.R[row + A_GIVE_COUNT]):
            give = int64(L.R[L.R[row + A_GIVES] + q])
            if is_given(L, j, L.R[H_GIVE] + give * GIVE_WIDTH, row, points):
                pass_on(L, j, give, L.R[row + A_HASH], points, occ, deed, flags)


@law
def give_listing(L, j, i):
    """Somebody was listed: what agreements pass of it."""
    row = L.R[H_LIST_BOND] + i * LIST_BOND_WIDTH
    if L.R[row + LB_GIVE_COUNT] != 0:
        set_size(L, 1, 0, 0)
    for q in range(L.R[row + LB_GIVE_COUNT]):
        give = int64(L.R[L.R[row + LB_GIVES] + q])
        if is_given(L, j, L.R[H_GIVE] + give * GIVE_WIDTH, int64(0), int64(0)):
            pass_on(L, j, give, L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_HASH], int64(0), int64(0), L.X[X_DAY], int64(0))


# ---- the original is gone

@law
def is_link(L, x, j, source, since, occ):
    """Does the entry link a copy to what was against member j: a record (act's row, day, occurrence) or, whatever its day, a listing?"""
    e = L.A[x]
    if ag.kind_of(e) != ag.LINK or L.R[L.R[H_GIVE] + ag.ref_of(e) * GIVE_WIDTH + GV_SOURCE] != source:
        return False
    if ag.seq_of(e) != int64((j << int64(12)) | (occ & int64(0xFFF))):
        return False
    return (source & OF_LIST) != 0 or int64(L.B[x] >> int64(40)) == since


@law
def stop_passing(L, k, give, seq, since):
    """What is on its way does not arrive."""
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.PASSED, k) and ag.ref_of(e) == give and ag.seq_of(e) == seq and ag.entered_of(L.B[x]) == since:
            ag.drop(L, int64(x))
            pick_size(L, ag.day_of(e), int64(ag.COPY_SIZE), k, give, seq)
            return


@law
def follow(L, x, why):
    """One copy whose original ended (FOLLOWS_END) or was corrected: it will be withdrawn, where the agreement says so and practice does so."""
    e = L.A[x]
    data = L.B[x]
    k = ag.member_of(e)
    give = ag.ref_of(e)
    ag.drop(L, x)
    row = L.R[H_AGREEMENT] + L.R[L.R[H_GIVE] + give * GIVE_WIDTH + GV_AGREEMENT] * AGREEMENT_WIDTH
    if (L.R[row + AG_FOLLOWS] & why) == 0:
        return
    if (data & int64(0xFFFF)) == NOT_YET:
        stop_passing(L, k, give, ag.seq_of(e), int64(data >> int64(40)))
        return
    a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + k, L.X[X_DAY], int64(int64(L.R[row + AG_HASH]) + ag.seq_of(e)), PASSING, L.K[0], L.K[1])
    if chance(d, L.R[row + AG_FOLLOWED]):
        on = after(L, L.X[X_DAY], int64(L.R[row + AG_WITHIN]), int64(L.R[row + AG_WITHIN_UNIT]))
        if on < ag.FOREVER:
            ag.put(L, on, ag.WITHDRAW, k, give, why, int64(data & int64(0xFFFFFFFFFF)))


@law
def original_gone(L, j, source, since, occ, why):
    """A record or listing that was passed on is gone: its copies follow, one after the other."""
    found = True
    while found:
        found = False
        for x in range(L.X[X_HEAD], L.X[X_COUNT]):
            if is_link(L, int64(x), j, source, since, occ):
                follow(L, int64(x), why)
                found = True
                break


@law
def record_gone(L, j, act, since, occ, why):
    """A record is gone; where nobody was given it, this is a comparison."""
    if L.R[L.R[H_ACT] + act * ACT_WIDTH + A_GIVE_COUNT] != 0:
        original_gone(L, j, act, since, occ, why)


@law
def listing_gone(L, j, i, why):
    """A listing is gone."""
    if L.R[L.R[H_LIST_BOND] + i * LIST_BOND_WIDTH + LB_GIVE_COUNT] != 0:
        original_gone(L, j, int64(OF_LIST | i), int64(0), int64(0), why)
