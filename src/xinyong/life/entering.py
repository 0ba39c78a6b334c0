"""Entering: an act becomes a record against a subject, with its points, its life and what it sets."""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.kernel.draws import ENTRY, below, chance, draw
from xinyong.life import agenda as ag
from xinyong.life.calendar import after, end_of, month_start
from xinyong.life.changes import touch
from xinyong.life.conditions import covers, epoch_row, holds, in_force, is_organisation
from xinyong.life.conduct import version_on
from xinyong.life.flows import count, count_act, trace
from xinyong.life.looking_back import is_bad, may_cost
from xinyong.life.owing import owe, set_size
from xinyong.life.passing import give_record, record_gone
from xinyong.life.scratch import (
    MEMBERS,
    S_A,
    S_B,
    S_MEMBER,
    S_REF,
    S_VERB,
    TR_ENDED,
    TR_ENTERED,
    TR_REFUSED,
    V_OMIT,
    X_COUNT,
    X_DAY,
    X_ENTERED,
    X_HEAD,
    X_MONTH,
    X_POINTS,
    X_UNIT,
)
from xinyong.life.spent import renew
from xinyong.scheme.layout import *

POINTS_AT_MOST = (1 << 23) - 1


@law
def scored(L, scheme, j):
    """Does the scheme cover the member?"""
    row = L.R[H_SCHEME] + scheme * SCHEME_WIDTH
    pc = int64(L.R[row + S_PC_PERSON])
    if is_organisation(L, j) != 0:
        pc = int64(L.R[row + S_PC_ORGANISATION])
    return pc != -2 and holds(L, pc, j) != 0


@law
def left_of_cap(L, j, act, who, most, per):
    """What is left of a cap: of those acts whose column `who` is this act's, by sum of points entered since the cap's period began, by size."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    since = int64(0)
    if per != PER_EVER:
        since = month_start(L.R, L.X[X_MONTH] - L.X[X_MONTH] % per)
    used = int64(0)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        kind = ag.kind_of(e)
        if ag.member_of(e) == j and (kind == ag.RECORD or kind == ag.KEPT):
            if L.R[L.R[H_ACT] + ag.ref_of(e) * ACT_WIDTH + who] == L.R[row + who] and ag.entered_of(L.B[x]) >= since:
                used = int64(used + ag.points_of(L.B[x]))
    left = int64(most - (used if used >= 0 else -used))
    return left if left >= 0 else int64(0)


@law
def is_repeat(L, j, act):
    """Does an earlier bad record of the same act still count?"""
    same = L.R[L.R[H_ACT] + act * ACT_WIDTH + A_ID]
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if is_bad(L, j, x, same) and (ag.flags_of(L.B[x]) & ag.SUSPENDED) == 0:
            return True
    return False


@law
def occurrence(L, j, act, day):
    """How many records of the act were already entered against the member that day."""
    n = int64(0)
    if L.X[X_ENTERED] != day:                        # the day of the last entry against anybody in the unit
        return n
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        kind = ag.kind_of(e)
        if ag.member_of(e) == j and ag.ref_of(e) == act and (kind == ag.RECORD or kind == ag.KEPT):
            n = int64(n + int64(ag.entered_of(L.B[x]) == day))
    return n


@law
def omitted(L, j, act, day, occ):
    """A what-if leaves this record out."""
    same = L.R[L.R[H_ACT] + act * ACT_WIDTH + A_ID]
    for s in range(L.S.shape[0]):
        if L.S[s, S_VERB] == V_OMIT and L.S[s, S_MEMBER] == j and L.S[s, S_REF] == same and L.S[s, S_A] == day:
            if L.S[s, S_B] == occ:
                return True
    return False


@law
def life_row(L, j, ledger, points):
    """The ledger's line that says how long such points count."""
    e = epoch_row(L, H_LEDGER_E, ledger, L.R[H_LEDGERS], LEDGER_E_WIDTH)
    L.X[X_POINTS] = points
    row = int64(L.R[e + LE_LIFE])
    for i in range(L.R[e + LE_LIVES] - 1):
        if holds(L, int64(L.R[row + LF_PC]), j) != 0:
            break
        row = int64(row + LIFE_WIDTH)
    return row


@law
def room_within(L, j, ledger, points):
    """By how much such points may move the ledger before its floor or ceiling is reached."""
    e = epoch_row(L, H_LEDGER_E, ledger, L.R[H_LEDGERS], LEDGER_E_WIDTH)
    total = int64(L.R[e + LE_START] + L.M[j, L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_WORD]])
    room = int64(L.R[e + LE_CEILING] - total) if points > 0 else int64(total - L.R[e + LE_FLOOR])
    return room if room > 0 else int64(0)


@law
def counted_points(L, j, act, ledger, points, flags):
    """Points after repeat and cap, and the record's flags. Points beyond 24 bits are cut, and counted."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    if ledger >= 0 and points < 0 and may_cost(L, act):
        factor = int64(L.R[epoch_row(L, H_LEDGER_E, ledger, L.R[H_LEDGERS], LEDGER_E_WIDTH) + LE_FACTOR])
        if factor != 100 and is_repeat(L, j, act):
            points = int64(-((-points * factor) // 100))
            flags = int64(flags | ag.REPEATED)
    left = int64(-1)
    if L.R[row + A_OWN_MOST] >= 0:
        left = left_of_cap(L, j, act, A_ID, int64(L.R[row + A_OWN_MOST]), int64(L.R[row + A_OWN_PER]))
    if L.R[row + A_MOST] >= 0:
        together = left_of_cap(L, j, act, A_GROUP, int64(L.R[row + A_MOST]), int64(L.R[row + A_CAP_PER]))
        if left < 0 or together < left:
            left = together
    if ledger >= 0 and L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_CLIPPED] != 0:
        room = room_within(L, j, ledger, points)
        if left < 0 or room < left:
            left = room
    if left >= 0:
        size = points if points >= 0 else int64(-points)
        if size > left:
            points = left if points >= 0 else int64(-left)
            flags = int64(flags | ag.CAPPED)
            count(L, j, N_CAPPED, 1)
    if points > POINTS_AT_MOST or points < -POINTS_AT_MOST:
        points = int64(POINTS_AT_MOST) if points > 0 else int64(-POINTS_AT_MOST)
        count(L, j, N_POINTS_OVER, 1)
    return points, flags


@law
def add_points(L, j, ledger, points):
    """Points begin to count in a ledger, or (negated) cease to; a derived one is taken anew at the day's end."""
    if ledger >= 0:
        row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
        if L.R[row + L_KIND] == L_SUM:
            L.M[j, L.R[row + L_WORD]] = L.M[j, L.R[row + L_WORD]] + points


@law
def set_windows(L, j, act, day, deed):
    """Days on which a count that looks back at this act, by its entry or its deed, falls."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    for w in range(L.R[row + A_WINDOWS]):
        at = L.R[row + A_WINDOW] + 3 * w
        falls = int64(after(L, deed if L.R[at + 2] != 0 else day, int64(L.R[at]), int64(L.R[at + 1])) + 1)
        if falls > day:
            ag.put(L, falls, ag.WINDOW, j, act, w, int64(0))


@law
def tell(L, j, act, day, occ, until):
    """Practice: is the subject told of the record, and when?"""
    t = L.R[H_TOLD]
    if L.R[t + T_SHARE] == 0:
        return
    a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, day, L.R[L.R[H_ACT] + act * ACT_WIDTH + A_HASH], ENTRY, L.K[0], L.K[1])
    if chance(a, L.R[t + T_SHARE]):
        on = int64(day + L.R[t + T_LAG] + below(b, L.R[t + T_LAG_SPAN]))
        if on < until:
            ag.put(L, on, ag.TOLD, j, act, occ, ag.record_data(0, day, day, 0))


@called
def enter(L, j, act, points, deed, clock, flags):
    """Enter a record of `act` against member j today, with the points the catalog gives before repeats and caps; its occurrence, or -1 if it is not entered."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    scheme = int64(L.R[row + A_SCHEME])
    day = L.X[X_DAY]
    occ = occurrence(L, j, act, day)
    done = int64(-1)
    if not in_force(L, scheme, day) or not covers(L, L.R[row + A_OF], j) or not scored(L, scheme, j):
        trace(L, TR_REFUSED, j, act, points, deed, 0, 0)
    elif not omitted(L, j, act, day, occ):
        done = occ
        ledger = int64(L.R[row + A_LEDGER])
        points, flags = counted_points(L, j, act, ledger, points, flags)
        n = int64(L.R[row + A_LIFE_COUNT])
        unit = int64(L.R[row + A_LIFE_UNIT])
        if unit == U_NONE:
            unit = int64(U_EVER)
            if ledger >= 0:
                line = life_row(L, j, ledger, points)
                n = int64(L.R[line + LF_COUNT])
                unit = int64(L.R[line + LF_UNIT])
        until = end_of(L, scheme, clock, n, unit)
        is_false = int64((flags & ag.FALSE) != 0)
        count(L, j, N_ENTERED, 1)
        count(L, j, N_FALSE, is_false)
        count_act(L, j, act, points, is_false)
        trace(L, TR_ENTERED, j, act, points, deed, until, flags | (occ << 8))
        if L.R[row + A_OWES] >= 0:
            owe(L, j, act, occ)
        if until > day:
            L.X[X_ENTERED] = day
            ag.put(L, until, ag.RECORD, j, act, occ, ag.record_data(points, day, deed, flags))
            add_points(L, j, ledger, points)
            set_windows(L, j, act, day, deed)
            if L.R[row + A_CODE] != 0:
                upto = end_of(L, scheme, clock, int64(L.R[row + A_GRADE_COUNT]), int64(L.R[row + A_GRADE_UNIT]))
                if upto > day:
                    ag.put(L, upto, ag.GRADE, j, act, occ, ag.record_data(0, day, deed, flags))
            tell(L, j, act, day, occ, until)
            touch(L, j, int64(CH_RECORDS))
            if L.R[H_LISTS] > 0:
                renew(L, j)
        if L.R[row + A_GIVE_COUNT] != 0:
            give_record(L, j, act, points, occ, deed, flags)
    return done


@law
def find_record(L, j, act, entered, occ):
    """Where the live record stands on the agenda, or -1."""
    at = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.RECORD, j) and ag.ref_of(e) == act and ag.seq_of(e) == occ:
            if ag.entered_of(L.B[x]) == entered:
                at = int64(x)
    return at


@law
def lift_grade(L, j, act, entered, occ):
    """The direct grade of a record that is gone goes with it."""
    at = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.GRADE, j) and ag.ref_of(e) == act and ag.seq_of(e) == occ:
            if ag.entered_of(L.B[x]) == entered:
                at = int64(x)
    if at >= 0:
        ag.drop(L, at)


@law
def uncount(L, j, act, points, flags):
    """The points of a record no longer count in its ledger."""
    ledger = int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_LEDGER])
    if (flags & ag.SUSPENDED) == 0:
        add_points(L, j, ledger, int64(-points))


@law
def keep(L, j, act, occ, data):
    """A record that counts no more is kept as long as a rule may look back at it."""
    k = int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_KEEP])
    if k > 0:
        until = after(L, ag.entered_of(data), k, U_MONTHS) + 1
        if until > L.X[X_DAY]:
            ag.put(L, until, ag.KEPT, j, act, occ, data)


@law
def end_record(L, j, act, occ, data):
    """A record that is off the agenda stops counting."""
    uncount(L, j, act, ag.points_of(data), ag.flags_of(data))
    count(L, j, N_EXPIRED, 1)
    count(L, j, N_FALSE_EXPIRED, int64((ag.flags_of(data) & ag.FALSE) != 0))
    trace(L, TR_ENDED, j, act, ag.entered_of(data), occ, ag.points_of(data), 0)
    record_gone(L, j, act, ag.entered_of(data), occ, int64(FOLLOWS_END))
    keep(L, j, act, occ, data)
    touch(L, j, int64(CH_RECORDS))


@law
def enter_by_rule(L, j, first, n):
    """A listing or a lost remedy is itself a record, and one that is won may bring a smaller one: of an act's n versions (none: of nothing) the one of today is entered."""
    act = version_on(L, first, n, L.X[X_DAY])
    if act >= 0:
        set_size(L, 1, 0, 0)
        enter(L, j, act, int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_LOW]), L.X[X_DAY], L.X[X_DAY], int64(0))
