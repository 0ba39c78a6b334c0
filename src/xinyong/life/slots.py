"""Slots: each kind of conduct owns a part of a month's luck, and whoever's word falls into it is a candidate to do it.

The slots lie where the month and the cell say; each reaches as far as its kind's upper rate, which no rule changes.
"""

from numba import int64, uint32

from xinyong.kernel.dialect import law
from xinyong.kernel.draws import CONDUCT, SLOT, below, draw, philox
from xinyong.life import agenda as ag
from xinyong.life.calendar import month_start
from xinyong.life.scratch import MEMBERS, X_MONTH, X_PLACE, X_UNIT
from xinyong.scheme.layout import *

BINS = 1024
FINE, COARSE = 22, 32
"""How far a word is shifted to give its bin: a thousand bins for a cell of many units, a single one for a few."""


@law
def rate_row(R, cls, k):
    return int64(R[H_RATE] + (k * R[H_CLASSES] + cls) * RATE_WIDTH)


@law
def bound(R, P, place, cls, k):
    """The chance (of 2^32) up to which members of a class are dealt k as a candidate; of a stray, the share of the place's pool."""
    stray = int64(k - (R[H_KINDS] - R[H_STRAYS]))
    if stray < 0:
        return int64(R[rate_row(R, cls, k) + RT_BOUND]) & int64(0xFFFFFFFF)
    return P[place, R[H_P_STRAY] + stray] if cls != 0 else int64(0)


@law
def dealt(L, packed, word, start, kinds, first, last):
    """Does a member's word fall into the slot of one of these kinds? `packed`: its class and place (W_CLASS_PLACE)."""
    for x in range(first, last):
        k = int64(kinds[x])
        if (word - int64(start[k])) & int64(0xFFFFFFFF) < bound(L.R, L.P, (packed >> int64(16)) & int64(0x7FFF), packed & int64(0xFFFF), k):
            return True
    return False


@law
def slot_start(k, t, cell, R, K):
    """Where the slot of a kind begins this month in this cell: by the kind's own name, so other kinds are never re-dealt."""
    w0, w1, w2, w3 = philox(uint32(cell), uint32(SLOT), uint32(t), uint32(R[R[H_KIND] + k * KIND_WIDTH + K_HASH]), K[0], K[1])
    return w0


@law
def build_slots(t, cell, shift, R, K, top, start, offset, kinds):
    """This month's table of slots for a cell: for each bin of words, the kinds whose slot may hold one of them.

    A member's month has one word u; kind k is a candidate when u - start[k] (mod 2^32) is below its bound for the member, which is at most top[k].
    Returns how many entries of `kinds` it takes; where they do not fit, nothing is filled.
    """
    bins = int64(1) << int64(32 - shift)
    for b in range(bins + 1):
        offset[b] = 0
    n = R[H_KINDS]
    need = int64(2)                                  # to spare: two of a bin are looked at, also where it has fewer
    for k in range(n):
        if top[k] > 0:
            s = slot_start(int64(k), t, cell, R, K)
            start[k] = s
            first = int64(s) >> shift
            last = (int64(s) + top[k] - int64(1)) >> shift
            if last - first >= bins:
                last = int64(first + bins - 1)
            need = int64(need + last - first + 1)
            for b in range(first, last + 1):
                c = (b & (bins - 1)) + 1
                offset[c] = offset[c] + 1
    if need > kinds.shape[0]:
        return need
    for b in range(bins):
        offset[b + 1] = offset[b + 1] + offset[b]
    for k in range(n):
        if top[k] > 0:
            first = int64(start[k]) >> shift
            last = (int64(start[k]) + top[k] - int64(1)) >> shift
            if last - first >= bins:
                last = int64(first + bins - 1)
            for b in range(first, last + 1):
                c = b & (bins - 1)
                kinds[offset[c]] = k
                offset[c] = offset[c] + 1
    for b in range(bins, 0, -1):
        offset[b] = offset[b - 1]
    offset[0] = 0
    return need


@law
def candidates(L, j, u, shift, start, offset, kinds):
    """Put this month's candidates of member j on the agenda, each with the part of its slot that u fell into."""
    b = int64(u) >> shift
    cls = int64(L.M[j, W_CLASS_PLACE] & 0xFFFF)
    first = month_start(L.R, L.X[X_MONTH])
    days = month_start(L.R, L.X[X_MONTH] + 1) - first
    for q in range(offset[b], offset[b + 1]):
        k = int64(kinds[q])
        x = (int64(u) - int64(start[k])) & int64(0xFFFFFFFF)
        if x < bound(L.R, L.P, L.X[X_PLACE], cls, k):
            name = int64(L.R[L.R[H_KIND] + k * KIND_WIDTH + K_HASH])
            w0, w1, w2, w3 = draw(L.X[X_UNIT] * MEMBERS + j, L.X[X_MONTH], name, CONDUCT, L.K[0], L.K[1])
            ag.put(L, first + below(w0, days), ag.CONDUCT, j, k, 0, x)
