"""Lists: who comes onto one by which ground, for how long, and how one leaves."""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.kernel.draws import ENTRY, below, draw
from xinyong.life import agenda as ag
from xinyong.life.calendar import end_of, last_day
from xinyong.life.changes import done_today, note_done, touch
from xinyong.life.conditions import bit, covers, holds, listing_of, set_bit
from xinyong.life.entering import enter_by_rule, in_force
from xinyong.life.flows import count, trace
from xinyong.life.notice import give_notice, pending_notice, tell_listing
from xinyong.life.passing import give_listing, listing_gone
from xinyong.life.scratch import (
    MEMBERS,
    TR_LIST_TERM,
    TR_LISTED,
    TR_UNLISTED,
    X_COUNT,
    X_DAY,
    X_ENDED,
    X_HEAD,
    X_UNIT,
)
from xinyong.life.spent import any_spent, lists_anew, spend
from xinyong.scheme.layout import *

OVER, BY_RULE, BY_REMEDY = range(3)
"""How a list is left: its term is over, its rule says so, or a remedy removed it."""
_TERM_NAME = 0x7465726D


@law
def way_out(L, j, i, g):
    """Does the list's own way of leaving hold for the member, or that of the ground?"""
    li = L.R[H_LIST] + i * LIST_WIDTH
    leaves = L.R[li + LI_LEAVES] != NEVER and holds(L, int64(L.R[li + LI_LEAVES]), j) != 0
    if L.R[li + LI_OWN_WAYS] != 0 and not leaves:
        pc = int64(L.R[L.R[li + LI_GROUND] + g * GROUND_WIDTH + G_LEAVES])
        leaves = pc != NEVER and holds(L, pc, j) != 0
    return leaves


@law
def ground_of(L, j, i):
    """The first ground that holds, that no exception defeats, that is not spent and by which one would not leave at once, or -1."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    spared = int64(0)
    for x in range(L.R[li + LI_EXCEPTS]):
        at = L.R[li + LI_EXCEPT] + x * EXCEPT_WIDTH
        if holds(L, int64(L.R[at + X_PC]), j) != 0:
            spared = int64(spared | L.R[at + X_MASK])
    spent = any_spent(L, j, i)
    first = int64(-1)
    for g in range(L.R[li + LI_GROUNDS]):
        held = (spared >> int64(g)) & int64(1) == 0 and holds(L, int64(L.R[L.R[li + LI_GROUND] + g * GROUND_WIDTH + G_PC]), j) != 0
        if spent >= 0:
            held = lists_anew(L, j, int64(i), int64(g), held, spent)
        if held and first < 0 and not way_out(L, j, i, int64(g)):
            first = int64(g)
            if spent < 0:
                break
    return first


@law
def term_of(L, j, i, n, spread):
    """A term, or what is added to it: where it is left to discretion, whole months drawn evenly, in the letter the shortest."""
    n = int64(n)
    if spread > 0 and L.R[H_LETTER] == 0:
        name = int64(L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_HASH]) ^ int64(_TERM_NAME)
        a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, L.X[X_DAY], name, ENTRY, L.K[0], L.K[1])
        n = int64(n + below(a, int64(spread + 1)))
    return n


@called
def enlist(L, j, i, g, marks):
    """Put the member on a list by a ground, for that ground's own term."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    at = L.R[li + LI_GROUND] + g * GROUND_WIDTH
    day = L.X[X_DAY]
    until = end_of(L, int64(L.R[li + LI_SCHEME]), day, term_of(L, j, i, L.R[at + G_COUNT], L.R[at + G_SPREAD]), int64(L.R[at + G_UNIT]))
    set_bit(L, j, int64(L.R[H_BIT_LIST] + i), 1)
    ag.put(L, until, ag.LISTING, j, i, g, ag.record_data(marks, day, day, 0))
    count(L, j, N_LISTED, 1)
    trace(L, TR_LISTED, j, i, g, until, 0, 0)
    tell_listing(L, j, i, until)
    give_listing(L, j, i)
    bond = L.R[H_LIST_BOND] + i * LIST_BOND_WIDTH
    enter_by_rule(L, j, int64(L.R[bond + LB_ACT]), int64(L.R[bond + LB_VERSIONS]))


@law
def consider(L, j, i, g):
    """A ground holds for somebody not on the list: listed at once, or told first and listed when that time is over; True when listed."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    if L.R[li + LI_BEFORE_UNIT] == U_NONE:
        enlist(L, j, i, g, int64(0))
        return True
    x = pending_notice(L, j, i)
    if x < 0:
        give_notice(L, j, i, g)
    elif ag.kind_of(L.A[x]) == ag.HEARD:
        marks = int64(ag.TOLD_BEFORE) if (ag.flags_of(L.B[x]) & ag.KNOWN) != 0 else int64(0)
        ag.drop(L, x)
        enlist(L, j, i, g, marks)
        return True
    return False


@law
def barred(L, j, i):
    """May the member not be listed again yet?"""
    if L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_BARS] != 0:
        for x in range(L.X[X_HEAD], L.X[X_COUNT]):
            if ag.whose(L.A[x]) == ag.tag(ag.BARRED, j) and ag.ref_of(L.A[x]) == i:
                return True
    return False


@law
def bar(L, j, i, n, unit):
    """The member may not be listed again for a time."""
    if unit != U_NONE:
        ag.put(L, end_of(L, int64(L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_SCHEME]), L.X[X_DAY], n, unit), ag.BARRED, j, i, 0, int64(0))


@called
def unlist(L, j, i, g, how):
    """Take the member off a list on which it is by a ground: its term is over, it left by rule, or a remedy removed it."""
    at = listing_of(L, j, i)
    if at >= 0:
        ag.drop(L, at)
    spend(L, j, i, g)
    set_bit(L, j, int64(L.R[H_BIT_LIST] + i), 0)
    note_done(L, int64(X_ENDED), j, i)
    count(L, j, N_UNLISTED, 1)
    trace(L, TR_UNLISTED, j, i, how, 0, 0, 0)
    listing_gone(L, j, i, int64(FOLLOWS_CORRECTION if how == BY_REMEDY else FOLLOWS_END))
    li = L.R[H_LIST] + i * LIST_WIDTH
    bar(L, j, i, int64(L.R[li + LI_AGAIN_COUNT]), int64(L.R[li + LI_AGAIN_UNIT]))


@law
def move_listing(L, j, i, g, day, data, what, how):
    """The listing ends on another day: its term goes on, or its name is taken off then."""
    ag.put(L, day, ag.LISTING, j, i, g, data)
    trace(L, TR_LIST_TERM, j, i, what, day, how, 0)


@law
def depart(L, j, i, g, data, how):
    """The list is to be left: today, or when the time for taking the name off is over. Its entry has left the agenda."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    if L.R[li + LI_REMOVAL_UNIT] == U_NONE:
        unlist(L, j, i, g, how)
        return True
    off = last_day(L, int64(L.R[li + LI_SCHEME]), L.X[X_DAY], int64(L.R[li + LI_REMOVAL_COUNT]), int64(L.R[li + LI_REMOVAL_UNIT]))
    marks = int64(ag.LEAVING | (how << int64(ag.LEAVING_HOW)))
    move_listing(L, j, i, g, off, data | (marks << int64(40)), 1, how)
    return False


@law
def term_ends(L, j, i, g, data):
    """The last day of a listing is over: its name goes, or its term goes on where the ground says so."""
    marks = ag.points_of(data)
    at = L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_GROUND] + g * GROUND_WIDTH
    scheme = int64(L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_SCHEME])
    times = int64((marks // ag.EXTENDED) & int64(15))
    if marks & ag.LEAVING:
        unlist(L, j, i, g, int64((marks >> int64(ag.LEAVING_HOW)) & int64(3)))
    elif L.R[at + G_EXTEND] != NEVER and times < L.R[at + G_MOST] and holds(L, int64(L.R[at + G_EXTEND]), j) != 0:
        last = L.X[X_DAY]
        if L.R[L.R[H_SCHEME] + scheme * SCHEME_WIDTH + S_EXCLUDED] != 0:
            last = int64(last - 1)
        until = end_of(L, scheme, last, term_of(L, j, i, L.R[at + G_BY_COUNT], L.R[at + G_BY_SPREAD]), int64(L.R[at + G_BY_UNIT]))
        move_listing(L, j, i, g, until, data + (int64(ag.EXTENDED) << int64(40)), 0, times + 1)
    else:
        depart(L, j, i, g, data, int64(OVER))


@law
def may_leave(L, j, i):
    """May the member leave the list it is on, and is not leaving it already?"""
    li = L.R[H_LIST] + i * LIST_WIDTH
    if L.R[li + LI_LEAVES] == NEVER and L.R[li + LI_OWN_WAYS] == 0:
        return False
    x = listing_of(L, j, i)
    return (ag.points_of(L.B[x]) & ag.LEAVING) == 0 and way_out(L, j, i, ag.seq_of(L.A[x]))


@law
def leave(L, j, i):
    """The way of leaving holds: True when the list is left today."""
    x = listing_of(L, j, i)
    g = ag.seq_of(L.A[x])
    data = L.B[x]
    ag.drop(L, x)
    return depart(L, j, i, g, data, int64(BY_RULE))


@law
def concerns(changed, looks, day, first, last):
    """May what changed make a list or measure come out otherwise, one that looks at such changes and holds from one day to another?"""
    return changed & (looks | int64(CH_ALL)) != 0 or (changed & int64(CH_DATES) != 0 and (day == first or day == last))


@law
def relist(L, j, changed):
    """Who comes onto which list today, and who leaves, where what changed may matter to it; True if anything came of it."""
    moved = False
    day = L.X[X_DAY]
    for i in range(L.R[H_LISTS]):
        li = L.R[H_LIST] + i * LIST_WIDTH
        left = changed & int64(CH_LISTS) != 0 and done_today(L, int64(X_ENDED), j, i)
        if not left and not concerns(changed, int64(L.R[li + LI_LOOKS]), day, int64(L.R[li + LI_FIRST]), int64(L.R[li + LI_LAST])):
            continue
        current = L.R[li + LI_FIRST] <= day and day < L.R[li + LI_LAST] and in_force(L, int64(L.R[li + LI_SCHEME]), day)
        if bit(L, j, L.R[H_BIT_LIST] + i) == 0:
            if current and covers(L, L.R[li + LI_OF], j) and not barred(L, j, i):
                g = ground_of(L, j, i)
                if g >= 0 and consider(L, j, int64(i), g):
                    moved = True
        elif not current:
            unlist(L, j, int64(i), ag.seq_of(L.A[listing_of(L, j, i)]), int64(OVER))
            moved = True
        elif may_leave(L, j, i) and leave(L, j, int64(i)):
            ground_of(L, j, i)
            moved = True
    return moved


@law
def set_term(L, j, i, months):
    """Script: the term of the listing is decided, in whole months from its day."""
    x = listing_of(L, j, i)
    if x >= 0 and (ag.points_of(L.B[x]) & ag.LEAVING) == 0:
        g = ag.seq_of(L.A[x])
        data = L.B[x]
        until = end_of(L, int64(L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_SCHEME]), ag.entered_of(data), months, int64(U_MONTHS))
        if until < L.X[X_DAY]:
            until = L.X[X_DAY]
        ag.drop(L, x)
        move_listing(L, j, i, g, until, data, 0, int64(0))
        touch(L, j, int64(CH_LISTS))
