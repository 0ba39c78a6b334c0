"""Scripts: dated events added to one life from outside. Rule tests, what-ifs and playing a person all go this way."""

from numba import int32, int64

from xinyong.kernel.dialect import called, law
from xinyong.life import agenda as ag
from xinyong.life.calendar import add_months, last_day
from xinyong.life.changes import touch, touch_all
from xinyong.life.classes import classify
from xinyong.life.conduct import behave, catalog_points, clock_day, is_gentler, version_of, want
from xinyong.life.entering import enter
from xinyong.life.flows import trace
from xinyong.life.listing import set_term
from xinyong.life.owing import perform, set_size
from xinyong.life.remedies import ON_LIST, against, decide, file, find_target, lost_on, target
from xinyong.life.scratch import (
    S_A,
    S_B,
    S_C,
    S_D,
    S_DAY,
    S_E,
    S_MEMBER,
    S_REF,
    S_VERB,
    TR_CONDUCT,
    TR_SET,
    V_DECIDE,
    V_DO,
    V_ENTER,
    V_FILE,
    V_PERFORM,
    V_SET,
    V_TERM,
    V_WANT,
    X_AMOUNT,
    X_COUNT,
    X_DAY,
    X_END,
    X_HEAD,
    X_LASTS,
    X_OVER,
    X_SEVERITY,
    X_START,
)
from xinyong.scheme.layout import *

POINTS_SAID = 1 << 30


@law
def schedule_script(L):
    """Put this month's scripted events on the agenda."""
    for s in range(L.S.shape[0]):
        if L.S[s, S_DAY] >= L.X[X_START] and L.S[s, S_DAY] < L.X[X_END]:
            ag.put(L, L.S[s, S_DAY], ag.SCRIPT, L.S[s, S_MEMBER], s, 0, int64(0))


@law
def scripted_version(L, act_id, deed):
    """The version of an act that judges what was done on a day and is entered today, or -1."""
    act = version_of(L, act_id, deed)
    other = version_of(L, act_id, L.X[X_DAY])
    if act != other:
        row = L.R[H_ACT] + (act if act >= 0 else other) * ACT_WIDTH
        governed = L.R[L.R[H_SCHEME] + L.R[row + A_SCHEME] * SCHEME_WIDTH + S_GOVERNED]
        if governed == BY_ENTRY or (governed == BY_GENTLER and not is_gentler(L, act, other, True)):
            act = other
    return act


@law
def script_enter(L, j, s):
    """`enter ACT`: a record, its deed on the given day; a=deed, b=amount, c=severity, d=false | months it lasts << 1, e=points + POINTS_SAID, or 0
    where the catalog has them."""
    deed = L.S[s, S_A]
    L.X[X_LASTS] = int64(L.S[s, S_D] >> int64(1))
    set_size(L, L.S[s, S_B], L.S[s, S_C], add_months(L, deed, L.X[X_LASTS]))
    act = scripted_version(L, L.S[s, S_REF], deed)
    if act >= 0:
        clock = clock_day(L, act, deed, L.X[X_DAY], L.X[X_OVER])
        flags = int64(ag.SCRIPTED)
        if L.S[s, S_D] & int64(1) != 0:
            flags = int64(flags | ag.FALSE)
        points = catalog_points(L, act)
        if L.S[s, S_E] != 0:
            points = int64(L.S[s, S_E] - POINTS_SAID)
        enter(L, j, act, points, deed, clock, flags)


@law
def is_against(L, r, ref):
    """Is the remedy one against this act or list?"""
    first, n = against(L, ref)
    for q in range(n):
        if L.R[first + q] == r:
            return True
    return False


@law
def latest(L, j, r, what):
    """The target word of the latest live record or listing that remedy r is against; of an act (by identity), of a list, or (-1) of any. 0: none.

    Of one day the latest is that of the act or list that stands later in its file.
    """
    best = int64(-1)
    out = int64(0)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        entered = ag.entered_of(L.B[x])
        ref = int64(-1)
        if ag.whose(e) == ag.tag(ag.LISTING, j):
            if what < 0 or what == (ON_LIST | ag.ref_of(e)):
                ref = int64(ON_LIST | ag.ref_of(e))
        elif ag.whose(e) == ag.tag(ag.RECORD, j):
            if what < 0 or L.R[L.R[H_ACT] + ag.ref_of(e) * ACT_WIDTH + A_ID] == what:
                ref = ag.ref_of(e)
        occ = ag.seq_of(e) if (ref & ON_LIST) == 0 else int64(0)
        late = int64((entered << int64(40)) | (ref << int64(8)) | occ)
        if ref >= 0 and late > best and is_against(L, r, ref):
            t = target(ref, entered, entered, occ)
            follows = int64(L.R[L.R[H_REMEDY] + r * REMEDY_WIDTH + RE_FOLLOWS])
            if follows < 0 or lost_on(L, j, follows, t) >= 0:
                best = late
                out = t
    return out


@law
def open_today(L, j, r, t):
    """Is the remedy's waiting time over, and its time not? What is drawn asks when it is sought; a script may say any day."""
    re = L.R[H_REMEDY] + r * REMEDY_WIDTH
    begins = int64((t >> int64(24)) & int64(0xFFFF))
    if L.R[re + RE_FOLLOWS] >= 0:
        begins = lost_on(L, j, int64(L.R[re + RE_FOLLOWS]), t)
    opens = begins
    if L.R[re + RE_AFTER_UNIT] != U_NONE:
        opens = last_day(L, int64(L.R[re + RE_SCHEME]), begins, int64(L.R[re + RE_AFTER_COUNT]), int64(L.R[re + RE_AFTER_UNIT]))
    shuts = int64(ag.FOREVER)
    if L.R[re + RE_OPEN_UNIT] != U_NONE:
        shuts = last_day(L, int64(L.R[re + RE_SCHEME]), begins, int64(L.R[re + RE_OPEN_COUNT]), int64(L.R[re + RE_OPEN_UNIT]))
    return opens <= L.X[X_DAY] and L.X[X_DAY] <= shuts


@law
def script_file(L, j, s):
    """`file REMEDY`: sought against the latest such record or listing; a=act, list or -1, b=1 right, 0 wrong, -1 as it is."""
    t = latest(L, j, L.S[s, S_REF], L.S[s, S_A])
    if t != 0 and open_today(L, j, L.S[s, S_REF], t):
        at = find_target(L, j, t)
        if (ag.flags_of(L.B[at]) & ag.PENDING) == 0:               # nothing comes of a second one: nor does it say who is right
            if L.S[s, S_B] == 1:
                L.B[at] = L.B[at] | int64(ag.FALSE)
            elif L.S[s, S_B] == 0:
                L.B[at] = L.B[at] & ~int64(ag.FALSE)
        file(L, j, L.S[s, S_REF], t)


@law
def script_do(L, j, s):
    """`do CONDUCT`: it happens; a=amount, b=severity, c=months it lasts, d=0 and is seen, 1 as chance has it, 2 unseen."""
    L.X[X_AMOUNT] = L.S[s, S_A]
    L.X[X_SEVERITY] = L.S[s, S_B]
    L.X[X_LASTS] = L.S[s, S_C]
    if L.S[s, S_D] == 2:
        trace(L, TR_CONDUCT, j, L.S[s, S_REF], L.X[X_AMOUNT], L.X[X_SEVERITY], L.X[X_LASTS], ag.SCRIPTED)
    else:
        behave(L, j, L.S[s, S_REF], int64(ag.SCRIPTED) if L.S[s, S_D] == 0 else int64(0))


@law
def script_decide(L, j, r, verdict):
    """`decide REMEDY won|lost`: the pending remedy is decided today."""
    at = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.DECIDE, j) and ag.ref_of(L.A[x]) == r and ag.day_of(L.A[x]) >= L.X[X_DAY]:
            at = int64(x)
    if at >= 0:
        t = L.B[at]
        ag.drop(L, at)
        decide(L, j, r, t, verdict)


@law
def set_attribute(L, j, f, value):
    row = L.R[H_FIELD] + f * FIELD_WIDTH
    w = L.R[row + F_WORD]
    mask = int64(L.R[row + F_MASK]) << int64(L.R[row + F_SHIFT])
    word = (int64(L.M[j, w]) & int64(0xFFFFFFFF) & ~mask) | (int64(value) << int64(L.R[row + F_SHIFT]))
    if word >= (int64(1) << int64(31)):
        word = int64(word - (int64(1) << int64(32)))
    L.M[j, w] = int32(word)
    trace(L, TR_SET, j, f, value, 0, 0, 0)
    classify(L, j)
    touch_all(L, int64(CH_ALL))


@called
def play(L, j, s):
    """Take one scripted event."""
    verb = L.S[s, S_VERB]
    ref = L.S[s, S_REF]
    if verb == V_ENTER:
        script_enter(L, j, s)
    elif verb == V_DO:
        script_do(L, j, s)
    elif verb == V_FILE:
        script_file(L, j, s)
    elif verb == V_DECIDE:
        script_decide(L, j, ref, L.S[s, S_A])
    elif verb == V_SET:
        set_attribute(L, j, ref, L.S[s, S_A])
    elif verb == V_WANT:
        L.X[X_AMOUNT] = L.S[s, S_A]
        L.X[X_SEVERITY] = int64(0)
        L.X[X_LASTS] = int64(0)
        want(L, j, ref)
    elif verb == V_TERM:
        set_term(L, j, ref, L.S[s, S_A])
    elif verb == V_PERFORM:
        perform(L, j, ref, L.S[s, S_A])
    touch(L, j, int64(CH_RECORDS))
