"""Ways out: who comes to know, who seeks a remedy, when it is decided and what it brings."""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.kernel.draws import REMEDY, below, chance, draw
from xinyong.life import agenda as ag
from xinyong.life.calendar import last_day, month_start
from xinyong.life.changes import touch
from xinyong.life.conditions import holds
from xinyong.life.entering import enter_by_rule, find_record, keep, lift_grade, uncount
from xinyong.life.flows import count, count_place, trace
from xinyong.life.listing import BY_REMEDY, bar, unlist
from xinyong.life.owing import forgive
from xinyong.life.passing import record_gone
from xinyong.life.scratch import (
    MEMBERS,
    TR_DECIDED,
    TR_FILED,
    TR_TOLD,
    TR_TOLD_LIST,
    X_COUNT,
    X_DAY,
    X_HEAD,
    X_MONTH,
    X_PLACE,
    X_UNIT,
)
from xinyong.life.undoing import settle_repeats, undo_repeat
from xinyong.scheme.layout import *

ON_LIST = 1 << 19
"""Marks the target of a remedy as a list; otherwise it is an act."""


@law
def target(ref, entered, told, occ):
    """What a remedy is against: act or list | day of entry | day told | occurrence."""
    return int64((int64(ref) << int64(40)) | (int64(entered) << int64(24)) | (int64(told) << int64(8)) | int64(occ))


@law
def find_listing(L, j, i, entered):
    at = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.LISTING, j) and ag.ref_of(e) == i and ag.entered_of(L.B[x]) == entered:
            at = int64(x)
    return at


@law
def find_target(L, j, t):
    """Where what the remedy is against stands on the agenda, or -1 when it is gone."""
    ref = int64(t >> int64(40))
    entered = int64((t >> int64(24)) & int64(0xFFFF))
    if ref & ON_LIST:
        return find_listing(L, j, ref & (ON_LIST - 1), entered)
    return find_record(L, j, ref, entered, t & int64(0xFF))


@law
def hash_of_target(L, t):
    ref = int64(t >> int64(40))
    if ref & ON_LIST:
        return int64(L.R[L.R[H_LIST] + (ref & (ON_LIST - 1)) * LIST_WIDTH + LI_HASH])
    return int64(L.R[L.R[H_ACT] + ref * ACT_WIDTH + A_HASH])


@law
def against(L, ref):
    """The remedies against an act or list: where they begin in the rulebook, and how many."""
    if ref & ON_LIST:
        row = L.R[H_LIST] + (ref & (ON_LIST - 1)) * LIST_WIDTH
        return int64(L.R[row + LI_REF]), int64(L.R[row + LI_REFS])
    row = L.R[H_ACT] + ref * ACT_WIDTH
    return int64(L.R[row + A_REMEDY]), int64(L.R[row + A_REMEDIES])


@called
def seek(L, j, t, is_right, lost):
    """Practice: of the remedies open against it, which will be sought, and when? `lost`: those that follow this one, which was lost today (-1: first steps)."""
    ref = int64(t >> int64(40))
    entered = int64((t >> int64(24)) & int64(0xFFFF))
    day = L.X[X_DAY]
    first, n = against(L, ref)
    for q in range(n):
        r = int64(L.R[first + q])
        re = L.R[H_REMEDY] + r * REMEDY_WIDTH
        if L.R[re + RE_FOLLOWS] != lost:
            continue
        name = int64(L.R[re + RE_HASH]) ^ hash_of_target(L, t)
        a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, entered, name, REMEDY, L.K[0], L.K[1])
        if chance(a, L.R[re + (RE_FILED_RIGHT if is_right != 0 else RE_FILED_WRONG)]):
            opens = day
            scheme = int64(L.R[re + RE_SCHEME])
            if L.R[re + RE_AFTER_UNIT] != U_NONE:
                ready = last_day(L, scheme, entered if lost < 0 else day, int64(L.R[re + RE_AFTER_COUNT]), int64(L.R[re + RE_AFTER_UNIT]))
                opens = ready if ready > day else day
            on = int64(opens + L.R[re + RE_LAG] + below(b, int64(L.R[re + RE_LAG_SPAN])))
            shuts = int64(ag.FOREVER)
            if L.R[re + RE_OPEN_UNIT] != U_NONE:
                shuts = last_day(L, scheme, day, int64(L.R[re + RE_OPEN_COUNT]), int64(L.R[re + RE_OPEN_UNIT]))
            if on <= shuts and on < ag.FOREVER:
                ag.put(L, on, ag.FILE, j, r, t & int64(0xFF), t)


@law
def be_told(L, j, act, occ, data):
    """The subject comes to know of a record."""
    at = find_record(L, j, act, ag.entered_of(data), occ)
    if at >= 0:
        L.B[at] = L.B[at] | int64(ag.KNOWN)
        flags = ag.flags_of(L.B[at])
        count(L, j, N_TOLD, 1)
        trace(L, TR_TOLD, j, act, ag.entered_of(data), occ, 0, 0)
        touch(L, j, int64(CH_TOLD))
        if (flags & ag.SCRIPTED) == 0:
            seek(L, j, target(act, ag.entered_of(data), L.X[X_DAY], occ), int64((flags & ag.FALSE) != 0), int64(-1))


@law
def be_told_of_list(L, j, i, data):
    """The subject comes to know of being on a list."""
    at = find_listing(L, j, i, ag.entered_of(data))
    if at >= 0:
        L.B[at] = L.B[at] | int64(ag.KNOWN)
        count(L, j, N_TOLD, 1)
        trace(L, TR_TOLD_LIST, j, i, ag.entered_of(data), 0, 0, 0)
        touch(L, j, int64(CH_TOLD | CH_LISTS))
        seek(L, j, target(ON_LIST | i, ag.entered_of(data), L.X[X_DAY], 0), int64(0), int64(-1))


@law
def deadline(L, r, day):
    """The last lawful day for a decision on what is filed today, as the scheme counts; the day itself at the earliest."""
    re = L.R[H_REMEDY] + r * REMEDY_WIDTH
    return last_day(L, int64(L.R[re + RE_SCHEME]), day, int64(L.R[re + RE_WITHIN_COUNT]), int64(L.R[re + RE_WITHIN_UNIT]))


@law
def suspend(L, j, at, on):
    """A disputed record does not count, a disputed listing does not bind, while the remedy is pending."""
    d = L.B[at]
    if ag.kind_of(L.A[at]) == ag.LISTING:
        L.B[at] = (d | int64(ag.SUSPENDED)) if on else (d & ~int64(ag.SUSPENDED))
    elif ag.kind_of(L.A[at]) == ag.RECORD:
        if on:
            uncount(L, j, ag.ref_of(L.A[at]), ag.points_of(d), ag.flags_of(d))
            L.B[at] = d | int64(ag.SUSPENDED)
        else:
            L.B[at] = d & ~int64(ag.SUSPENDED)
            uncount(L, j, ag.ref_of(L.A[at]), -ag.points_of(d), int64(0))
        act = ag.ref_of(L.A[at])
        for x in range(L.X[X_HEAD], L.X[X_COUNT]):
            e = L.A[x]
            if ag.whose(e) == ag.tag(ag.GRADE, j) and ag.ref_of(e) == act and ag.entered_of(L.B[x]) == ag.entered_of(d):
                L.B[x] = (L.B[x] | int64(ag.SUSPENDED)) if on else (L.B[x] & ~int64(ag.SUSPENDED))


@law
def lost_on(L, j, r, t):
    """The day on which remedy r was last lost on what t is against, or -1."""
    day = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.LOST, j) and ag.ref_of(L.A[x]) == r:
            d = L.B[x]
            decided = int64((d >> int64(8)) & int64(0xFFFF))
            if (d >> int64(24)) == (t >> int64(24)) and (d & int64(0xFF)) == (t & int64(0xFF)) and decided > day:
                day = decided
    return day


@law
def may_seek(L, j, r):
    """May the subject seek the remedy once more? Each time is remembered until its period ends."""
    n = int64(0)
    most = L.R[L.R[H_REMEDY] + r * REMEDY_WIDTH + RE_MOST]
    if most > 0:
        for x in range(L.X[X_HEAD], L.X[X_COUNT]):
            n = int64(n + int64(ag.whose(L.A[x]) == ag.tag(ag.SOUGHT, j) and ag.ref_of(L.A[x]) == r))
    return most == 0 or n < most


@law
def remember_seeking(L, j, r):
    re = L.R[H_REMEDY] + r * REMEDY_WIDTH
    if L.R[re + RE_MOST] > 0:
        ends = int64(ag.FOREVER)
        month = L.X[X_MONTH]
        per = int64(L.R[re + RE_MOST_PER])
        if per != PER_EVER:
            ends = month_start(L.R, month - month % per + per)
        ag.put(L, ends, ag.SOUGHT, j, r, L.X[X_DAY] - month_start(L.R, month), int64(0))


@called
def file(L, j, r, t):
    """A remedy is sought: its office takes it, unless one is pending or what it is against is gone."""
    re = L.R[H_REMEDY] + r * REMEDY_WIDTH
    day = L.X[X_DAY]
    at = find_target(L, j, t)
    if at >= 0 and L.R[re + RE_FIRST] <= day and day < L.R[re + RE_LAST] and holds(L, int64(L.R[re + RE_PC]), j) != 0:
        d = L.B[at]
        if (ag.flags_of(d) & ag.PENDING) == 0 and may_seek(L, j, r):
            remember_seeking(L, j, r)
            at = find_target(L, j, t)
            L.B[at] = d | int64(ag.PENDING)
            if L.R[re + RE_SUSPENDS] != 0:
                suspend(L, j, at, True)
                touch(L, j, int64(CH_RECORDS | CH_LISTS))
            count(L, j, N_FILED, 1)
            count(L, j, N_FALSE_FILED, int64((ag.flags_of(d) & ag.FALSE) != 0))
            count(L, j, FEN_REMEDIES, int64(L.R[re + RE_COST]))
            last = deadline(L, r, day)
            on = last
            if L.R[H_LETTER] == 0:
                a, b, c, e = draw(L.X[X_UNIT] * MEMBERS + j, day, int64(L.R[re + RE_HASH]) ^ hash_of_target(L, t),
                                  REMEDY, L.K[0], L.K[1])
                on = int64(day + L.R[re + RE_TAKES] + below(a, int64(L.R[re + RE_TAKES_SPAN])))
                on = int64(on + L.P[L.X[X_PLACE], L.R[H_P_WAIT] + L.R[re + RE_OFFICE]])
                if on > last:
                    count(L, j, N_LATE, 1)
            if on >= ag.FOREVER:
                on = int64(ag.FOREVER - 1)
            count_place(L, int64(L.R[re + RE_OFFICE]), 1)
            trace(L, TR_FILED, j, r, t, on, last, 0)
            ag.put(L, on, ag.DECIDE, j, r, t & int64(0xFF), t)


@law
def succeed(L, j, r, t, at):
    """The remedy is won: the record or listing ends today, or gives way to a smaller one."""
    re = L.R[H_REMEDY] + r * REMEDY_WIDTH
    d = L.B[at]
    if ag.kind_of(L.A[at]) == ag.LISTING:
        i = ag.ref_of(L.A[at])
        unlist(L, j, i, ag.seq_of(L.A[at]), int64(BY_REMEDY))
        bar(L, j, i, int64(L.R[re + RE_AGAIN_COUNT]), int64(L.R[re + RE_AGAIN_UNIT]))
    else:
        act = ag.ref_of(L.A[at])
        occ = ag.seq_of(L.A[at])
        ag.drop(L, at)
        uncount(L, j, act, ag.points_of(d), ag.flags_of(d))
        lift_grade(L, j, act, ag.entered_of(d), occ)
        if L.R[re + RE_NEVER] == 0:
            settle_repeats(L, j, act, occ, d)
            keep(L, j, act, occ, d)
        elif L.R[L.R[H_ACT] + act * ACT_WIDTH + A_UNDONE] != 0:
            undo_repeat(L, j, L.R[L.R[H_ACT] + act * ACT_WIDTH + A_ID])
        record_gone(L, j, act, ag.entered_of(d), occ, int64(FOLLOWS_CORRECTION))
        if L.R[re + RE_NEVER] != 0 and L.R[L.R[H_ACT] + act * ACT_WIDTH + A_OWES] >= 0:
            forgive(L, j, act, ag.entered_of(d), occ)
    bond = L.R[H_REMEDY_BOND] + r * REMEDY_BOND_WIDTH
    enter_by_rule(L, j, int64(L.R[bond + RB_WON]), int64(L.R[bond + RB_WON_VERSIONS]))


@law
def lose(L, j, r, t, at, false):
    """What another remedy may follow was lost: it is remembered as long as that of which it was lasts."""
    d = L.B[at]
    ends = ag.day_of(L.A[at])
    lost = target(t >> int64(40), (t >> int64(24)) & int64(0xFFFF), L.X[X_DAY], t & int64(0xFF))
    ag.put(L, ends, ag.LOST, j, r, t & int64(0xFF), lost)
    if (ag.flags_of(d) & ag.SCRIPTED) == 0:
        seek(L, j, t, false, r)


@called
def decide(L, j, r, t, verdict):
    """The office decides. `verdict`: -1 as practice has it (in the letter world: for who is right), 0 lost, 1 won."""
    re = L.R[H_REMEDY] + r * REMEDY_WIDTH
    count_place(L, int64(L.R[re + RE_OFFICE]), -1)
    at = find_target(L, j, t)
    if at >= 0:
        d = L.B[at]
        false = int64((ag.flags_of(d) & ag.FALSE) != 0)
        suited = false
        if L.R[re + RE_KIND] != 0:                   # only an objection or a correction asks who is right
            suited = int64(1)
        won = verdict
        if verdict < 0:
            won = suited
            if L.R[H_LETTER] == 0:
                a, b, c, e = draw(L.X[X_UNIT] * MEMBERS + j, L.X[X_DAY], int64(L.R[re + RE_HASH]) ^ hash_of_target(L, t),
                                  REMEDY, L.K[0], L.K[1])
                won = int64(chance(b, L.R[re + (RE_WON_RIGHT if false != 0 else RE_WON_WRONG)]))
        if (ag.flags_of(d) & ag.SUSPENDED) != 0:
            suspend(L, j, at, False)
        L.B[at] = L.B[at] & ~int64(ag.PENDING)
        count(L, j, N_WON if won != 0 else N_LOST, 1)
        trace(L, TR_DECIDED, j, r, t, won, 0, 0)
        if won != 0:
            count(L, j, N_FALSE_CORRECTED, false)
            succeed(L, j, r, t, at)
        else:
            if L.R[re + RE_FOLLOWED] != 0:
                lose(L, j, r, t, at, false)
            bond = L.R[H_REMEDY_BOND] + r * REMEDY_BOND_WIDTH
            enter_by_rule(L, j, int64(L.R[bond + RB_LOST]), int64(L.R[bond + RB_LOST_VERSIONS]))
        touch(L, j, int64(CH_RECORDS | CH_LISTS))
