"""Scripts: dated events added to one life from outside. Rule tests, what-ifs and playing a person all go this way."""

from numba import int32, int64

from xinyong.life import agenda as ag
from xinyong.life.calendar import add_months
from xinyong.life.conduct import behave, catalog_points, want
from xinyong.kernel.dialect import called, law
from xinyong.life.entering import enter
from xinyong.life.flows import trace
from xinyong.life.remedies import ON_LIST, decide, file, target
from xinyong.life.scratch import (
    X_HEAD, S_A, S_B, S_C, S_D, S_DAY, S_MEMBER, S_REF, S_VERB, TR_SET, V_DECIDE, V_DO, V_ENTER, V_FILE, V_SET, V_WANT, X_AMOUNT,
    X_COUNT, X_DAY, X_END, X_LASTS, X_SEVERITY, X_START,
)
from xinyong.life.standing import classify, touch, touch_all
from xinyong.scheme.layout import *  # noqa: F403


@law
def schedule_script(L):
    """Put this month's scripted events on the agenda."""
    for s in range(L.S.shape[0]):
        if L.S[s, S_DAY] >= L.X[X_START] and L.S[s, S_DAY] < L.X[X_END]:
            ag.put(L, L.S[s, S_DAY], ag.SCRIPT, L.S[s, S_MEMBER], s, 0, int64(0))


@law
def version_of(L, act_id, day):
    """The version of an act in force on a day, or -1."""
    for a in range(L.R[H_ACTS]):
        row = L.R[H_ACT] + a * ACT_WIDTH
        if L.R[row + A_ID] == act_id and L.R[row + A_FIRST] <= day and day < L.R[row + A_LAST]:
            return int64(a)
    return int64(-1)


@law
def script_enter(L, j, s):
    """`enter ACT`: a record, its deed on the given day; a=deed, b=amount, c=severity, d=false."""
    deed = L.S[s, S_A]
    act = version_of(L, L.S[s, S_REF], deed)
    if act >= 0 and L.R[L.R[H_SCHEME] + L.R[L.R[H_ACT] + act * ACT_WIDTH + A_SCHEME] * SCHEME_WIDTH + S_BY_ENTRY] != 0:
        act = version_of(L, L.S[s, S_REF], L.X[X_DAY])
    if act >= 0:
        L.X[X_AMOUNT] = L.S[s, S_B]
        L.X[X_SEVERITY] = L.S[s, S_C]
        L.X[X_LASTS] = int64(0)
        clock = L.X[X_DAY]
        if L.R[L.R[H_SCHEME] + L.R[L.R[H_ACT] + act * ACT_WIDTH + A_SCHEME] * SCHEME_WIDTH + S_CLOCK] == CLOCK_DEED:
            clock = deed
        flags = int64(ag.SCRIPTED)
        if L.S[s, S_D] != 0:
            flags = int64(flags | ag.FALSE)
        enter(L, j, act, catalog_points(L, act), deed, clock, flags)


@law
def latest(L, j, ref, false_too):
    """The target word of the latest live record of an act (by identity) or of a listing; 0 when there is none."""
    best = int64(-1)
    out = int64(0)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        entered = ag.entered_of(L.B[x])
        if ref & ON_LIST:
            if ag.whose(e) == ag.tag(ag.LISTING, j) and ag.ref_of(e) == (ref & (ON_LIST - 1)) and entered > best:
                best = entered
                out = target(ref, entered, entered, 0)
        elif ag.whose(e) == ag.tag(ag.RECORD, j) and entered >= best:
            if ref < 0 or L.R[L.R[H_ACT] + ag.ref_of(e) * ACT_WIDTH + A_ID] == ref:
                best = entered
                out = target(ag.ref_of(e), entered, entered, ag.seq_of(e))
    return out


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
    touch_all(L)


@called
def play(L, j, s):
    """Take one scripted event."""
    verb = L.S[s, S_VERB]
    ref = L.S[s, S_REF]
    if verb == V_ENTER:
        script_enter(L, j, s)
    elif verb == V_DO:
        L.X[X_AMOUNT] = L.S[s, S_A]
        L.X[X_SEVERITY] = L.S[s, S_B]
        L.X[X_LASTS] = L.S[s, S_C]
        behave(L, j, ref, int64(ag.SCRIPTED) if L.S[s, S_D] == 0 else int64(0))
    elif verb == V_FILE:
        t = latest(L, j, L.S[s, S_A], 0)
        if t != 0:
            file(L, j, ref, t)
    elif verb == V_DECIDE:
        script_decide(L, j, ref, L.S[s, S_A])
    elif verb == V_SET:
        set_attribute(L, j, ref, L.S[s, S_A])
    elif verb == V_WANT:
        want(L, j, ref)
    touch(L, j)
