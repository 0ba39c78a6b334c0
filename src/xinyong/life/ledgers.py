"""Derived ledgers: those whose value is not simply added up, taken anew at the end of a day on which something changed."""

from numba import int32, int64

from xinyong.kernel.dialect import called, law
from xinyong.life import agenda as ag
from xinyong.life.assessing import OF_LEDGER, assess_later, assessed_today
from xinyong.life.calendar import after
from xinyong.life.conditions import bit, holds, in_force, score_given, score_withheld, set_bit
from xinyong.life.entering import scored
from xinyong.life.flows import trace
from xinyong.life.looking_back import is_taken_for
from xinyong.life.scratch import TR_FEATURE, TR_FROZEN, X_COUNT, X_DAY, X_EPOCH, X_HEAD
from xinyong.scheme.layout import *


@law
def counts_before(L, x, y, takes):
    """Of two live records of a group, does y count rather than x? The larger or the later entered; of equals the earlier, or the later entered."""
    a = ag.points_of(L.B[x])
    b = ag.points_of(L.B[y])
    a = a if a >= 0 else int64(-a)
    b = b if b >= 0 else int64(-b)
    first = ag.entered_of(L.B[x])
    second = ag.entered_of(L.B[y])
    if first == second:                              # of one day: in the order in which they were entered
        first = ag.ref_of(L.A[x]) << int64(16) | ag.seq_of(L.A[x])
        second = ag.ref_of(L.A[y]) << int64(16) | ag.seq_of(L.A[y])
    if takes == TAKES_LATEST:
        return second > first
    return b > a or (b == a and second < first)


@law
def is_live(L, x, j):
    return ag.whose(L.A[x]) == ag.tag(ag.RECORD, j) and (ag.flags_of(L.B[x]) & ag.SUSPENDED) == 0


@law
def is_set_aside(L, x, ledger, frozen):
    """While the ledger is frozen: is record x one of those that are noted and not counted?"""
    if not frozen:
        return False
    what = int64(L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_FROZEN_WHAT])
    return is_taken_for(L, L.R[H_ACT] + ag.ref_of(L.A[x]) * ACT_WIDTH, L.B[x], what)


@law
def gives_way(L, x, j, ledger, frozen):
    """Does live record x not count because another of its group does?"""
    act = L.R[H_ACT] + ag.ref_of(L.A[x]) * ACT_WIDTH
    takes = L.R[act + A_TAKES]
    if takes != TAKES_ALL:
        for y in range(L.X[X_HEAD], L.X[X_COUNT]):
            if y != x and is_live(L, y, j) and not is_set_aside(L, y, ledger, frozen):
                if L.R[L.R[H_ACT] + ag.ref_of(L.A[y]) * ACT_WIDTH + A_GROUP] == L.R[act + A_GROUP] and counts_before(L, x, y, takes):
                    return True
    return False


@law
def sum_of_chosen(L, j, ledger):
    """The points of those live records that count: what is frozen is set aside, then each group takes its own."""
    pc = int64(L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_FROZEN])
    frozen = pc != NEVER and holds(L, pc, j) != 0
    if pc != NEVER:
        trace(L, TR_FROZEN, j, ledger, int64(frozen), 0, 0, 0)
    total = int64(0)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if is_live(L, x, j) and L.R[L.R[H_ACT] + ag.ref_of(L.A[x]) * ACT_WIDTH + A_LEDGER] == ledger:
            if not is_set_aside(L, x, ledger, frozen) and not gives_way(L, x, j, ledger, frozen):
                total = int64(total + ag.points_of(L.B[x]))
    return total


# ---- means of ratings

@law
def is_rating(L, x, j, ledger):
    """Is entry x a live rating of the ledger, entered within the time that its mean is taken over?"""
    if not is_live(L, x, j) or L.R[L.R[H_ACT] + ag.ref_of(L.A[x]) * ACT_WIDTH + A_LEDGER] != ledger:
        return False
    row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
    if L.R[row + L_WINDOW_UNIT] == U_NONE:
        return True
    return after(L, ag.entered_of(L.B[x]), int64(L.R[row + L_WINDOW_COUNT]), int64(L.R[row + L_WINDOW_UNIT])) >= L.X[X_DAY]


@law
def is_among_latest(L, x, j, ledger, most):
    """Is rating x one of the `most` entered last?"""
    later = int64(0)
    for y in range(L.X[X_HEAD], L.X[X_COUNT]):
        if y != x and is_rating(L, y, j, ledger) and counts_before(L, x, y, TAKES_LATEST):
            later = int64(later + 1)
    return later < most


@law
def summed(L, j, ledger, most):
    """Of the `most` latest ratings (0: of all): how many, the sum of their points, how many are above and below 0."""
    n = int64(0)
    total = int64(0)
    above = int64(0)
    below = int64(0)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if is_rating(L, x, j, ledger) and (most == 0 or is_among_latest(L, x, j, ledger, most)):
            points = ag.points_of(L.B[x])
            n = int64(n + 1)
            total = int64(total + points)
            above = int64(above + int64(points > 0))
            below = int64(below + int64(points < 0))
    return n, total, above, below


@law
def ratings(L, j, ledger):
    """What the mean is taken over, as `summed`: all ratings, or where there are more than it takes, the latest."""
    most = int64(L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_OVER])
    n, total, above, below = summed(L, j, ledger, int64(0))
    if most != 0 and n > most:
        n, total, above, below = summed(L, j, ledger, most)
    return n, total, above, below


@law
def half_up(a, b):
    """a / b (b above 0) as the nearest whole number, a half rounded up."""
    twice = int64(2 * a + b)
    return int64(twice // (2 * b)) if twice >= 0 else int64(-((2 * b - 1 - twice) // (2 * b)))


@law
def mean(L, j, ledger):
    """The mean in steps, and whether it is shown."""
    row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
    n, total, above, below = ratings(L, j, ledger)
    of = n
    part = total
    if L.R[row + L_OF] != OF_VALUE:
        hundred = int64(10000 // L.R[row + L_STEP])
        part = int64(hundred * below)
        if L.R[row + L_OF] == OF_POSITIVE:
            part = int64(hundred * above)
            of = int64(above + below)
    if of == 0 or n < L.R[row + L_SHOWN_FROM]:
        return int64(0), False
    return half_up(part, of), True


# ---- scorecards

@law
def weigh_features(L, j, ledger, told):
    """The score, in steps, that the features give; `told`: written down, each with its bin."""
    row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
    total = int64(0)
    weights = int64(0)
    for i in range(L.R[row + L_FEATURES]):
        feature = L.R[row + L_FEATURE] + i
        at = int64(L.R[L.R[H_FEATURE] + feature * FEATURE_WIDTH + FE_BIN])
        bin = int64(0)
        while bin < L.R[L.R[H_FEATURE] + feature * FEATURE_WIDTH + FE_BINS] - 1:
            if holds(L, int64(L.R[at + BN_PC]), j) != 0:
                break
            at = int64(at + BIN_WIDTH)
            bin = int64(bin + 1)
        weight = int64(L.R[L.R[H_WEIGHT] + L.X[X_EPOCH] * L.R[H_FEATURES] + feature])
        total = int64(total + weight * L.R[at + BN_POINTS])
        weights = int64(weights + weight)
        if told:
            trace(L, TR_FEATURE, j, feature, bin, int64(L.R[at + BN_POINTS]), weight, ledger)
    return int64(L.R[row + L_LOW] + half_up(L.R[row + L_RANGE] * total, 100 * weights))


# ---- who has a score, and which

@law
def no_score(L, j, ledger):
    """No score is given: the scheme is not in force, does not cover the member, was not consented to, or there are too few ratings."""
    row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
    scheme = int64(L.R[row + L_SCHEME])
    if not in_force(L, scheme, L.X[X_DAY]) or not scored(L, scheme, j) or score_withheld(L, scheme, j):
        return int64(1)
    if L.R[row + L_KIND] == L_MEAN:
        value, shown = mean(L, j, ledger)
        return int64(not shown)
    return int64(0)


@law
def set_value(L, j, ledger, value):
    """Give a derived ledger its value; True if it had another."""
    word = L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_WORD]
    if value == L.M[j, word]:
        return False
    L.M[j, word] = int32(value)
    return True


@called
def give_scores(L, j):
    """Who has a score today, of ledgers for which no grade tells it; True if that is otherwise than before. A scorecard is taken on the first day."""
    moved = False
    for ledger in range(L.R[H_LEDGERS]):
        row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
        b = int64(L.R[row + L_GIVEN])
        if b >= 0:
            given = int64(no_score(L, j, int64(ledger)) == 0)
            if given != bit(L, j, L.R[H_BIT_GIVEN] + b):
                set_bit(L, j, int64(L.R[H_BIT_GIVEN] + b), given)
                moved = True
                if L.R[row + L_KIND] == L_CARD:
                    set_value(L, j, int64(ledger), weigh_features(L, j, int64(ledger), True) if given != 0 else int64(0))
    return moved


@law
def take_card(L, j, ledger):
    """A scorecard is taken anew: today, or where it is not a day for it, on the next that is, if it comes out otherwise; True if it has another value."""
    row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
    if score_given(L, j, ledger) == 0:
        return False
    first = int64(L.R[row + L_SET_DAY])
    days = L.R[row + L_SET_DAYS]
    if assessed_today(L, first, days):
        return set_value(L, j, ledger, weigh_features(L, j, ledger, True))
    if weigh_features(L, j, ledger, False) != L.M[j, L.R[row + L_WORD]]:
        assess_later(L, j, int64(OF_LEDGER | ledger), first, days)
    return False


@called
def derive(L, j, changed):
    """Take the member's derived ledgers anew where what changed may matter to them; True if one has another value."""
    moved = False
    for ledger in range(L.R[H_LEDGERS]):
        row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
        kind = L.R[row + L_KIND]
        if kind != L_SUM and changed & (int64(L.R[row + L_LOOKS]) | int64(CH_ALL)) != 0:
            if kind == L_CARD:
                moved = take_card(L, j, int64(ledger)) or moved
            elif kind == L_MEAN:
                value, shown = mean(L, j, int64(ledger))
                moved = set_value(L, j, int64(ledger), value) or moved
            else:
                moved = set_value(L, j, int64(ledger), sum_of_chosen(L, j, int64(ledger))) or moved
    return moved
