"""Obligations: what entering a record makes one owe, and how it comes to be performed, in whole or in part.

What one owes lies on the agenda (OWED), so who owes nothing carries nothing. It ends when nothing is left or, where it ends with the conduct, on
that day; else it lies there for ever.
"""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.kernel.draws import OWING, below, chance, draw
from xinyong.life import agenda as ag
from xinyong.life.calendar import end_of
from xinyong.life.changes import touch
from xinyong.life.conditions import holds
from xinyong.life.debts import left_of, obligation_of, since_of
from xinyong.life.flows import count, trace
from xinyong.life.scratch import (
    MEMBERS,
    TR_OWED,
    TR_PERFORMED,
    X_AMOUNT,
    X_COUNT,
    X_DAY,
    X_HEAD,
    X_OVER,
    X_SEVERITY,
    X_UNIT,
)
from xinyong.scheme.layout import *

MOST_OWED = (1 << 31) - 1
PERFORMED, WITH_CONDUCT, VOID = range(3)
"""How an obligation, or a part of it, came to an end: it was performed, the conduct ended, or its record was as if it had never been."""
WHOLE = 1 << 16


# ---- the size of what was done, on its way to the entry

@law
def carry_size(L, day, j, act, again, over):
    """Keep how much, how grave and on which day over for what is entered on a day (or, `again`, once more begun), where the act asks for it then."""
    if L.R[L.R[H_ACT] + act * ACT_WIDTH + A_SIZED] != 0:
        put_size(L, day, int64(ag.SIZE), j, act, again, over)


@law
def put_size(L, day, kind, j, ref, seq, over):
    """Put on the agenda how much and how grave what is looked at is, and when it is over."""
    if over > ag.FOREVER:
        over = int64(ag.FOREVER)
    ag.put(L, day, kind, j, ref, seq, int64((L.X[X_AMOUNT] << int64(32)) | (L.X[X_SEVERITY] << int64(16)) | over))


@law
def set_size(L, amount, severity, over):
    """What is entered next is so much, so grave, and over on that day."""
    L.X[X_AMOUNT] = int64(amount)
    L.X[X_SEVERITY] = int64(severity)
    L.X[X_OVER] = int64(over)


@law
def take_size(L, j, act, again):
    """What was kept for an entry of today, in the order in which it was put; one unit that is over where nothing was."""
    if L.R[L.R[H_ACT] + act * ACT_WIDTH + A_SIZED] != 0:
        pick_size(L, L.X[X_DAY], int64(ag.SIZE), j, act, again)


@law
def pick_size(L, day, kind, j, ref, seq):
    """Take the first size of that day off the agenda: what is entered next is so; one unit that is over where there is none."""
    set_size(L, 1, 0, 0)
    key = ag.key(day, kind, j, ref, seq)
    x = L.X[X_HEAD]
    while x < L.X[X_COUNT] and L.A[x] < key:
        x = int64(x + 1)
    if x < L.X[X_COUNT] and L.A[x] == key:
        d = L.B[x]
        set_size(L, d >> int64(32), (d >> int64(16)) & int64(0xFFFF), d & int64(0xFFFF))
        ag.drop(L, x)


# ---- owing

@law
def owe(L, j, act, occ):
    """Entering a record of the act makes the member owe what the act says."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    ob = L.R[H_OBLIGATION] + L.R[row + A_OWES] * OBLIGATION_WIDTH
    day = L.X[X_DAY]
    amount = int64(L.R[ob + OB_AMOUNT])
    if L.R[ob + OB_KIND] == OWES_AMOUNT:
        amount = int64(L.X[X_AMOUNT] * 100)
        if amount > MOST_OWED:
            amount = int64(MOST_OWED)
            count(L, j, N_POINTS_OVER, 1)
    ends = int64(ag.FOREVER)
    if L.R[ob + OB_WITH_CONDUCT] != 0:
        ends = L.X[X_OVER]
    if amount > 0 and ends > day:
        due = end_of(L, int64(L.R[row + A_SCHEME]), day, int64(L.R[ob + OB_DUE_COUNT]), int64(L.R[ob + OB_DUE_UNIT]))
        if due < ag.FOREVER:
            due = int64(due - 1)
        ag.put(L, ends, ag.OWED, j, act, occ, int64((amount << int64(32)) | (day << int64(16)) | due))
        count(L, j, N_OWED, 1)
        if L.R[ob + OB_KIND] != OWES_ACT:
            count(L, j, FEN_OWED, amount)
        trace(L, TR_OWED, j, act, amount, due, occ, ends)
        if due < ag.FOREVER:
            for t in range(L.R[ob + OB_TURNS]):
                ag.put(L, due + L.R[L.R[ob + OB_TURN] + t], ag.WINDOW, j, act, int64(0x8000 + t), int64(0))
        practise(L, j, act, occ, ob)


@law
def practise(L, j, act, occ, ob):
    """Practice: will it be performed, when, and what part of it? By the first row that holds on the day it arises."""
    day = L.X[X_DAY]
    for i in range(L.R[ob + OB_PRACTICES]):
        at = L.R[ob + OB_PRACTICE] + i * PERFORMANCE_WIDTH
        if holds(L, int64(L.R[at + PF_PC]), j) != 0:
            name = int64((int64(L.R[ob + OB_HASH]) ^ int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_HASH])) + occ)
            a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, day, name, OWING, L.K[0], L.K[1])
            if chance(a, L.R[at + PF_SHARE]):
                on = int64(day + L.R[at + PF_LAG] + below(b, int64(L.R[at + PF_LAG_SPAN])))
                ag.put(L, on, ag.PERFORM, j, act, occ, ag.record_data(int64(L.R[at + PF_PAYS]), day, day, 0))
            return


@law
def find_owed(L, j, act, since, occ):
    """Where what a record made the member owe lies on the agenda, or -1."""
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.OWED, j) and ag.ref_of(e) == act and ag.seq_of(e) == occ and since_of(L.B[x]) == since:
            return int64(x)
    return int64(-1)


# ---- performing

@law
def told_done(L, j, entry, data, amount, how):
    """So much of what was owed is owed no more."""
    left = int64(left_of(data) - amount)
    if how != VOID:
        if left == 0:
            count(L, j, N_PERFORMED, 1)
        if L.R[L.R[H_OBLIGATION] + obligation_of(L, entry) * OBLIGATION_WIDTH + OB_KIND] != OWES_ACT:
            count(L, j, FEN_PERFORMED, amount)
    trace(L, TR_PERFORMED, j, ag.ref_of(entry), amount, left, since_of(data), int64(ag.seq_of(entry) | (int64(how) << int64(16))))
    touch(L, j, int64(CH_RECORDS))


@law
def settle_part(L, j, at, amount, how):
    """Part or all of what lies at a place on the agenda is done."""
    entry = L.A[at]
    data = L.B[at]
    if amount >= left_of(data):
        amount = left_of(data)
        ag.drop(L, at)
    else:
        L.B[at] = int64(data - (int64(amount) << int64(32)))
    told_done(L, j, entry, data, amount, how)


@called
def perform_now(L, j, act, occ, data):
    """The day has come on which practice has it performed, or a part of it."""
    at = find_owed(L, j, act, ag.entered_of(data), occ)
    if at >= 0:
        amount = int64((left_of(L.B[at]) * ag.points_of(data)) // WHOLE)
        settle_part(L, j, at, amount if amount > 0 else int64(1), int64(PERFORMED))


@law
def perform(L, j, ob, amount):
    """The member performs so much (negative: all) of what it owes under an obligation, the oldest first."""
    while amount != 0:
        at = int64(-1)
        for x in range(L.X[X_HEAD], L.X[X_COUNT]):
            if ag.whose(L.A[x]) == ag.tag(ag.OWED, j) and obligation_of(L, L.A[x]) == ob and (at < 0 or since_of(L.B[x]) < since_of(L.B[at])):
                at = int64(x)
        if at < 0:
            return
        left = left_of(L.B[at])
        part = left if amount < 0 or amount > left else int64(amount)
        settle_part(L, j, at, part, int64(PERFORMED))
        if amount > 0:
            amount = int64(amount - part)


@law
def forgive(L, j, act, entered, occ):
    """A record is as if it had never been: nothing is owed because of it any more."""
    at = find_owed(L, j, act, entered, occ)
    if at >= 0:
        settle_part(L, j, at, left_of(L.B[at]), int64(VOID))
