"""Notice of a listing: told before the decision, served, published, known: each with its own day, each as practice has it."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.kernel.draws import ENTRY, below, chance, draw
from xinyong.life import agenda as ag
from xinyong.life.calendar import after, end_of
from xinyong.life.changes import touch
from xinyong.life.conditions import listing_of
from xinyong.life.flows import count, trace
from xinyong.life.scratch import MEMBERS, TR_NOTICE, TR_TOLD_LIST, X_COUNT, X_DAY, X_HEAD, X_UNIT
from xinyong.scheme.layout import *

KNOWN, BEFORE, SERVED, PUBLISHED, TAKEN_DOWN, BINDS = range(6)
"""What an event of kind TOLD_LIST tells, as its sequence number; the first four as `told(LIST, ...)` numbers them."""
_BEFORE_NAME = 0x6265666F


@law
def told_row(L, which):
    return int64(L.R[H_TOLD] + which * TOLD_WIDTH)


@law
def pending_notice(L, j, i):
    """Where the notice before a listing stands on the agenda, its time running or over today; or -1."""
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if (ag.whose(e) == ag.tag(ag.NOTICE, j) or ag.whose(e) == ag.tag(ag.HEARD, j)) and ag.ref_of(e) == i:
            return int64(x)
    return int64(-1)


@law
def give_notice(L, j, i, g):
    """A ground holds: the subject is told, or is not, that it is to be listed; the time it has runs either way."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    day = L.X[X_DAY]
    t = told_row(L, 2)
    a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, day, int64(L.R[li + LI_HASH]) ^ int64(_BEFORE_NAME), ENTRY, L.K[0], L.K[1])
    given = int64(day + L.R[t + T_LAG] + below(b, int64(L.R[t + T_LAG_SPAN])))
    over = end_of(L, int64(L.R[li + LI_SCHEME]), given, int64(L.R[li + LI_BEFORE_COUNT]), int64(L.R[li + LI_BEFORE_UNIT]))
    ag.put(L, over, ag.NOTICE, j, i, g, ag.record_data(0, day, day, 0))
    trace(L, TR_NOTICE, j, i, g, over, given, 0)
    if chance(a, L.R[t + T_SHARE]):
        ag.put(L, given, ag.TOLD_LIST, j, i, BEFORE, ag.record_data(0, day, day, 0))


@law
def notice_over(L, j, i, g, day, data):
    """The time before a listing is over: at the end of this day it is judged whether a ground still holds."""
    ag.put(L, day + 1, ag.HEARD, j, i, g, data)
    touch(L, j, int64(CH_ALL))


@law
def tell_listing(L, j, i, until):
    """Practice: is the subject told of the listing, and when; is the decision served? The law: when it is published, and binds."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    day = L.X[X_DAY]
    about = ag.record_data(0, day, day, 0)
    t = told_row(L, 1)
    a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, day, L.R[li + LI_HASH], ENTRY, L.K[0], L.K[1])
    if chance(a, L.R[t + T_SHARE]):
        on = int64(day + L.R[t + T_LAG] + below(b, int64(L.R[t + T_LAG_SPAN])))
        if on < until:
            ag.put(L, on, ag.TOLD_LIST, j, i, KNOWN, about)
    if L.R[H_SERVED] != 0:
        t = told_row(L, 3)
        if chance(c, L.R[t + T_SHARE]):
            ag.put(L, day + L.R[t + T_LAG] + below(d, int64(L.R[t + T_LAG_SPAN])), ag.TOLD_LIST, j, i, SERVED, about)
    if L.R[li + LI_SHOWN_UNIT] != U_NONE:
        ag.put(L, after(L, day, int64(L.R[li + LI_SHOWN_COUNT]), int64(L.R[li + LI_SHOWN_UNIT])), ag.TOLD_LIST, j, i, PUBLISHED, about)
    if L.R[li + LI_EFFECT] == BINDS_LATER:
        on = end_of(L, int64(L.R[li + LI_SCHEME]), day, int64(L.R[li + LI_EFFECT_COUNT]), int64(L.R[li + LI_EFFECT_UNIT]))
        ag.put(L, on, ag.TOLD_LIST, j, i, BINDS, about)


@law
def note(L, x, mark, on):
    """Note something of a listing: one of the marks in its points' place."""
    mark = int64(mark) << int64(40)
    L.B[x] = (L.B[x] | mark) if on else (L.B[x] & ~mark)


@law
def notice_comes(L, j, i, what, data):
    """A notice other than knowledge reaches its day: told before, served, published, taken down, or the listing begins to bind."""
    x = pending_notice(L, j, i) if what == BEFORE else listing_of(L, j, i)
    if x >= 0 and ag.entered_of(L.B[x]) == ag.entered_of(data):
        if what == BEFORE:
            L.B[x] = L.B[x] | int64(ag.KNOWN)
            count(L, j, N_TOLD, 1)
        elif what == SERVED:
            note(L, x, ag.SERVED, True)
        elif what == BINDS:
            note(L, x, ag.IN_EFFECT, True)
        else:
            note(L, x, ag.PUBLISHED, what == PUBLISHED)
        trace(L, TR_TOLD_LIST, j, i, ag.entered_of(data), what, 0, 0)
        touch(L, j, int64(CH_TOLD | CH_LISTS))
        li = L.R[H_LIST] + i * LIST_WIDTH
        if what == PUBLISHED and L.R[li + LI_SHOWN_FOR_UNIT] != U_NONE:
            down = end_of(L, int64(L.R[li + LI_SCHEME]), L.X[X_DAY], int64(L.R[li + LI_SHOWN_FOR_COUNT]), int64(L.R[li + LI_SHOWN_FOR_UNIT]))
            ag.put(L, down, ag.TOLD_LIST, j, i, TAKEN_DOWN, data)
