"""Acts that arise by rule: entered when a standing comes to hold, or on set days against those for whom it holds; nobody need do anything."""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.life import agenda as ag
from xinyong.life.assessing import next_set_day
from xinyong.life.changes import done_today, note_done
from xinyong.life.conditions import bit, covers, holds, in_force, set_bit
from xinyong.life.entering import end_record, enter, lift_grade, scored
from xinyong.life.flows import trace
from xinyong.life.owing import set_size
from xinyong.life.scratch import TR_GRADE_END, X_AROSE, X_COUNT, X_DAY, X_EPOCH, X_HEAD
from xinyong.scheme.layout import *


@law
def set_day_of(L, act, day):
    """The next day after one on which this version of an act arises, or FOREVER."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    on = int64(ag.FOREVER)
    if L.R[row + A_ARISES] == ARISES_ON_DAYS:
        after = int64(day + 1) if day >= L.R[row + A_FIRST] else int64(L.R[row + A_FIRST])
        on = next_set_day(L, after, int64(L.R[row + A_DAYS]), int64(L.R[row + A_DAY_COUNT]))
        if on >= L.R[row + A_LAST]:
            on = int64(ag.FOREVER)
    return on


@law
def next_version(L, i, day):
    """The version of arising act i whose set day comes next after a day, and that day; -1 and FOREVER where none comes."""
    at = L.R[H_ARISE] + i * ARISE_WIDTH
    best = int64(ag.FOREVER)
    act = int64(-1)
    for v in range(L.R[at + AR_VERSIONS]):
        on = set_day_of(L, int64(L.R[at + AR_ACT] + v), day)
        if on < best:
            best = on
            act = int64(L.R[at + AR_ACT] + v)
    return act, best


@law
def applies(L, j, act, day):
    """Does what the act arises from hold for the member, and may the scheme record it on that day?"""
    row = L.R[H_ACT] + act * ACT_WIDTH
    scheme = int64(L.R[row + A_SCHEME])
    return covers(L, L.R[row + A_OF], j) and in_force(L, scheme, day) and holds(L, int64(L.R[row + A_PC]), j) != 0 and scored(L, scheme, j)


@law
def holding_version(L, i):
    """The version of arising act i in force today, if it arises when something holds; -1 without one."""
    at = L.R[H_ARISE] + i * ARISE_WIDTH
    for v in range(L.R[at + AR_VERSIONS]):
        act = int64(L.R[at + AR_ACT] + v)
        row = L.R[H_ACT] + act * ACT_WIDTH
        if L.R[row + A_FIRST] <= L.X[X_DAY] and L.X[X_DAY] < L.R[row + A_LAST] and L.R[row + A_ARISES] == ARISES_HOLDING:
            return act
    return int64(-1)


@law
def standing_record(L, j, i):
    """Where the record of arising act i that lives while it holds stands on the agenda, or -1."""
    first = L.R[L.R[H_ARISE] + i * ARISE_WIDTH + AR_ACT]
    n = L.R[L.R[H_ARISE] + i * ARISE_WIDTH + AR_VERSIONS]
    at = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.RECORD, j) and ag.ref_of(e) >= first and ag.ref_of(e) < first + n:
            if L.R[L.R[H_ACT] + ag.ref_of(e) * ACT_WIDTH + A_WHILE] != 0:
                at = int64(x)
    return at


@law
def cease(L, j, at):
    """What a record lived by holds no more: it ends, and a grade that it set with it."""
    act = ag.ref_of(L.A[at])
    occ = ag.seq_of(L.A[at])
    data = L.B[at]
    ag.drop(L, at)
    if L.R[L.R[H_ACT] + act * ACT_WIDTH + A_WHILE] == 2:
        lift_grade(L, j, act, ag.entered_of(data), occ)
        trace(L, TR_GRADE_END, j, act, ag.entered_of(data), occ, 0, 0)
    end_record(L, j, act, occ, data)


@law
def come_to_hold(L, j, i):
    """Does act i arise today, or does what it arose from cease? It does so at most once a day; True if so."""
    act = holding_version(L, i)
    now = act >= 0 and applies(L, j, act, L.X[X_DAY])
    b = int64(L.R[H_BIT_ARISE] + i)
    before = bit(L, j, b) != 0
    spent = done_today(L, int64(X_AROSE), j, i)
    moved = False
    if now and not before:
        if not spent:
            set_bit(L, j, b, 1)
            note_done(L, int64(X_AROSE), j, i)
            set_size(L, 1, 0, 0)
            enter(L, j, act, int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_LOW]), L.X[X_DAY], L.X[X_DAY], int64(0))
            moved = True
    elif before and not now:
        at = standing_record(L, j, i)
        if at < 0:
            set_bit(L, j, b, 0)
        elif not spent:
            set_bit(L, j, b, 0)
            note_done(L, int64(X_AROSE), j, i)
            cease(L, j, at)
            moved = True
    return moved


@law
def is_awaited(L, j, i):
    """Is a set day of act i on the member's agenda?"""
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.ARISE, j) and ag.ref_of(L.A[x]) == i:
            return True
    return False


@law
def arise(L, j, changed):
    """Which acts arise for member j by how things stand now, and for which its next set day is to be awaited; True if any arose or ceased."""
    moved = False
    for i in range(L.R[H_ARISES]):
        if changed & (int64(L.R[L.R[H_ARISE] + i * ARISE_WIDTH + AR_LOOKS]) | int64(CH_ALL)) != 0:
            if come_to_hold(L, j, int64(i)):
                moved = True
            act, on = next_version(L, int64(i), L.X[X_DAY])
            if act >= 0 and holds(L, int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_PC]), j) != 0 and not is_awaited(L, j, int64(i)):
                ag.put(L, on, ag.ARISE, j, i, 0, int64(0))
    return moved


@called
def set_day_comes(L, j, i):
    """A set day of act i begins: it is entered today if what it arises from held at the end of yesterday; then the next one is awaited."""
    today = L.X[X_DAY]
    epoch = L.X[X_EPOCH]
    act, on = next_version(L, i, int64(today - 1))
    if act >= 0 and on == today:
        row = L.R[H_ACT] + act * ACT_WIDTH
        L.X[X_DAY] = int64(today - 1)
        for e in range(L.R[H_EPOCHS]):
            if L.R[L.R[H_EPOCH] + e] < today:
                L.X[X_EPOCH] = int64(e)
        held = covers(L, L.R[row + A_OF], j) and holds(L, int64(L.R[row + A_PC]), j) != 0
        L.X[X_DAY] = today
        L.X[X_EPOCH] = epoch
        if held:
            ag.put(L, today, ag.ENTRY, j, act, 0, ag.record_data(int64(L.R[row + A_LOW]), today, today, 0))
            then, on = next_version(L, i, today)
            if then >= 0:
                ag.put(L, on, ag.ARISE, j, i, 0, int64(0))
