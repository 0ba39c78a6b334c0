"""Conduct: what subjects do and want, who sees it, and what it falls under."""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.kernel.draws import CONDUCT, PASSING, SEEN, below, chance, draw
from xinyong.life import agenda as ag
from xinyong.life.calendar import add_months
from xinyong.life.conditions import bit, covers, holds, in_force, rank_of
from xinyong.life.flows import count, count_measure, count_place, trace
from xinyong.life.owing import carry_size, set_size, take_size
from xinyong.life.scratch import (
    MEMBERS,
    TR_ASTRAY,
    TR_CONDUCT,
    TR_UNSEEN,
    TR_WANT,
    X_AMOUNT,
    X_DAY,
    X_EPOCH,
    X_LASTS,
    X_MONTH,
    X_PLACE,
    X_SEVERITY,
    X_UNIT,
)
from xinyong.life.slots import bound, rate_row
from xinyong.scheme.layout import *

UNGRADED = 1 << 20
"""In place of a rank, where no grade is set: better than all."""


@law
def outcome(L, at, n, word):
    """One of a table of outcomes."""
    for i in range(n - 1):
        if word < (int64(L.R[at + O_UPTO]) & int64(0xFFFFFFFF)):
            break
        at = int64(at + OUTCOME_WIDTH)
    return int64(L.R[at + O_VALUE])


@law
def rate_now(L, j, k):
    """The month's chance (of 2^32) that member j does k, as things stand today; cut at its bound, and counted."""
    cls = int64(L.M[j, W_CLASS_PLACE] & 0xFFFF)
    p = int64(L.R[rate_row(L.R, cls, k) + RT_RATE]) & int64(0xFFFFFFFF)
    at = int64(L.R[L.R[H_KIND] + k * KIND_WIDTH + K_FACTOR])
    for _ in range(L.R[L.R[H_KIND] + k * KIND_WIDTH + K_FACTORS]):
        r = L.R[at + FR_RESPONSE]
        f = int64(L.R[at + FR_FACTOR])
        if L.R[at + FR_NEAR] != NEAR_NONE:
            f = int64(65536 + (((f - 65536) * L.P[L.X[X_PLACE], L.R[H_P_NEAR] + r]) >> int64(16)))
            p = int64((p * f) >> int64(16))
        elif bit(L, j, L.R[H_BIT_RESPONSE] + r) != 0:
            p = int64((p * f) >> int64(16))
        at = int64(at + FACTOR_WIDTH)
    most = bound(L.R, L.P, L.X[X_PLACE], cls, k)
    if p > most:
        p = most
        count(L, j, N_CLIPPED, 1)
    return p


@law
def scaled_size(L, row):
    """What the scale of the act in a row goes by."""
    if L.R[row + A_SCALE_OF] == SCALE_OF_SEVERITY:
        return L.X[X_SEVERITY]
    return L.X[X_LASTS] if L.R[row + A_SCALE_OF] == SCALE_OF_LASTS else L.X[X_AMOUNT]


@law
def each_unit(L, row):
    """What the units from each border of a scale up to the next bring, added up in hundredths of a point and rounded toward zero to a step."""
    size = scaled_size(L, row)
    total = int64(0)
    for i in range(L.R[row + A_STEPS]):
        at = L.R[row + A_SCALE] + i * SCALE_WIDTH
        upto = size
        if i + 1 < L.R[row + A_STEPS] and L.R[at + SCALE_WIDTH + ST_REACHED] < size:
            upto = int64(L.R[at + SCALE_WIDTH + ST_REACHED])
        if upto > L.R[at + ST_REACHED]:
            total = int64(total + (upto - L.R[at + ST_REACHED]) * L.R[at + ST_POINTS])
    step = int64(L.R[L.R[H_LEDGER] + L.R[row + A_LEDGER] * LEDGER_WIDTH + L_STEP])
    return int64(total // step) if total >= 0 else int64(-((-total) // step))


@law
def catalog_points(L, act):
    """What the act is worth by its number, range, scale or units, before repeats and caps."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    kind = L.R[row + A_POINTS]
    p = int64(L.R[row + A_LOW])
    if kind == PT_NONE:
        p = int64(0)
    elif kind == PT_RANGE:
        d = int64((int64(L.R[row + A_HIGH]) - p) * L.X[X_SEVERITY])
        p = int64(p + (d // 999 if d >= 0 else -((-d) // 999)))
    elif kind == PT_SCALE:
        p = int64(0)
        for i in range(L.R[row + A_STEPS]):
            at = L.R[row + A_SCALE] + i * SCALE_WIDTH
            if scaled_size(L, row) >= L.R[at + ST_REACHED]:
                p = int64(L.R[at + ST_POINTS])
    elif kind == PT_MARGINAL:
        p = each_unit(L, row)
    if L.R[row + A_PER] == PER_UNITS:
        p = int64(p * (L.X[X_AMOUNT] // L.R[row + A_UNITS]))
    return p


@law
def version_of(L, act_id, day):
    """The version of an act in force on a day, or -1."""
    for a in range(L.R[H_ACTS]):
        row = L.R[H_ACT] + a * ACT_WIDTH
        if L.R[row + A_ID] == act_id and L.R[row + A_FIRST] <= day and day < L.R[row + A_LAST]:
            return int64(a)
    return int64(-1)


@law
def fits(L, j, act):
    """Is the act for such a subject, and does its condition hold?"""
    row = L.R[H_ACT] + act * ACT_WIDTH
    return covers(L, L.R[row + A_OF], j) and holds(L, int64(L.R[row + A_PC]), j) != 0


@law
def kindness(L, act):
    """How gentle an act is: first by its direct grade (none is the gentlest), then by its points. Nothing at all (-1) sets no grade and brings 0."""
    rank = int64(UNGRADED)
    points = int64(0)
    if act >= 0:
        row = L.R[H_ACT] + act * ACT_WIDTH
        if L.R[row + A_CODE] != 0:
            rank = rank_of(L, int64(L.R[L.R[H_SCHEME] + L.R[row + A_SCHEME] * SCHEME_WIDTH + S_SLOT]), int64(L.R[row + A_CODE]))
        points = catalog_points(L, act)
    return int64((rank << int64(32)) + points)


@law
def is_gentler(L, act, other, first):
    """Does this version of an act cost less than another one (-1: nothing)? Of two that cost the same the first is taken."""
    mine = kindness(L, act)
    its = kindness(L, other)
    return mine > its or (mine == its and other >= 0 and first)


@law
def version_on(L, first, n, day):
    """Of an act's n versions the one in force on a day, or -1."""
    for v in range(n):
        row = L.R[H_ACT] + (first + v) * ACT_WIDTH
        if L.R[row + A_FIRST] <= day and day < L.R[row + A_LAST]:
            return int64(first + v)
    return int64(-1)


@law
def version_among(L, first, n, deed, entered):
    """Of an act's n versions, the one that judges a deed entered on a day, or -1."""
    governed = L.R[L.R[H_SCHEME] + L.R[L.R[H_ACT] + first * ACT_WIDTH + A_SCHEME] * SCHEME_WIDTH + S_GOVERNED]
    act = version_on(L, first, n, entered if governed == BY_ENTRY else deed)
    if governed == BY_GENTLER and deed != entered:
        other = version_on(L, first, n, entered)
        if act != other and not is_gentler(L, act, other, True):
            act = other
    return act


@law
def version_holds(L, j, act, deed, entered):
    """Is this version of the act the one that judges the deed, and does it fit?"""
    row = L.R[H_ACT] + act * ACT_WIDTH
    scheme = int64(L.R[row + A_SCHEME])
    governed = L.R[L.R[H_SCHEME] + scheme * SCHEME_WIDTH + S_GOVERNED]
    day = entered if governed == BY_ENTRY else deed
    if governed == BY_GENTLER and (deed < L.R[row + A_FIRST] or deed >= L.R[row + A_LAST]):
        day = entered
    if day < L.R[row + A_FIRST] or day >= L.R[row + A_LAST] or not in_force(L, scheme, day) or not fits(L, j, act):
        return False
    if governed == BY_GENTLER and deed != entered:
        other = version_of(L, L.R[row + A_ID], entered if day == deed else deed)
        if other != act:
            if other >= 0 and not fits(L, j, other):
                other = int64(-1)
            return is_gentler(L, act, other, day == deed)
    return True


@law
def gravity(L, act, points):
    """Which of several lines is the gravest: a direct grade before any points, then the larger number."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    code = int64(L.R[row + A_CODE])
    if code != 0:
        slot = int64(L.R[L.R[H_SCHEME] + L.R[row + A_SCHEME] * SCHEME_WIDTH + S_SLOT])
        return int64((int64(1) << int64(30)) - rank_of(L, slot, code))
    return points if points >= 0 else int64(-points)


@law
def clock_day(L, act, deed, entered, over):
    """The day from which a record's life runs; what is over before the deed does not last."""
    clock = L.R[L.R[H_SCHEME] + L.R[L.R[H_ACT] + act * ACT_WIDTH + A_SCHEME] * SCHEME_WIDTH + S_CLOCK]
    day = entered
    if clock == CLOCK_DEED:
        day = deed
    elif clock == CLOCK_END:
        day = int64(over if over > deed else deed)
    return day


@law
def schedule_entry(L, j, act, points, deed, entered, flags):
    """The record will be entered; while the conduct lasts, entered again each period."""
    per = int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_PER])
    over = add_months(L, deed, L.X[X_LASTS])
    ag.put(L, entered, ag.ENTRY, j, act, 0, ag.record_data(points, clock_day(L, act, deed, entered, over), deed, flags))
    carry_size(L, entered, j, act, int64(0), over)
    if per > 0 and L.X[X_LASTS] > per:
        carry_size(L, add_months(L, deed, per), j, act, int64(1), over)
        ag.put(L, add_months(L, deed, per), ag.AGAIN, j, act, entered - deed, ag.record_data(points, L.X[X_LASTS], deed, flags))


@law
def version_again(L, act, entered, lasts, points):
    """What a lasting wrong, first entered as this version of an act, is entered as on a later day (-1: no more), and its points."""
    row = L.R[H_ACT] + act * ACT_WIDTH
    governed = L.R[L.R[H_SCHEME] + L.R[row + A_SCHEME] * SCHEME_WIDTH + S_GOVERNED]
    version = int64(act)
    if governed != BY_DEED and (entered < L.R[row + A_FIRST] or entered >= L.R[row + A_LAST]):
        L.X[X_LASTS] = lasts
        other = version_of(L, L.R[row + A_ID], entered)
        if governed == BY_ENTRY or not is_gentler(L, act, other, True):
            version = int64(other)
            if version >= 0:
                points = catalog_points(L, version)
    return version, int64(points)


@law
def again(L, j, act, lag, data):
    """Another period of a lasting wrong, counted from the deed, begins: entered once more, and so on while it lasts."""
    day = L.X[X_DAY]
    per = int64(L.R[L.R[H_ACT] + act * ACT_WIDTH + A_PER])
    lasts = ag.entered_of(data)
    deed = ag.deed_of(data)
    ends = add_months(L, deed, lasts)
    entered = int64(day + lag)
    take_size(L, j, act, int64(1))
    version, points = version_again(L, act, entered, lasts, ag.points_of(data))
    if version >= 0:
        ag.put(L, entered, ag.ENTRY, j, version, 0, ag.record_data(points, clock_day(L, version, day, entered, ends), day, ag.flags_of(data)))
        carry_size(L, entered, j, version, int64(0), ends)
    past = int64(per)
    while add_months(L, deed, past) <= day:
        past = int64(past + per)
    if past < lasts:
        ag.put(L, add_months(L, deed, past), ag.AGAIN, j, act, lag, data)
        carry_size(L, add_months(L, deed, past), j, act, int64(1), ends)


@law
def judge(L, j, k, channel, deed, entered, flags):
    """Enter the acts of conduct k that this channel reports: of each scheme the gravest line, or all."""
    kind = L.R[H_KIND] + k * KIND_WIDTH
    first = int64(L.R[kind + K_REF])
    n = int64(L.R[kind + K_REFS])
    best = int64(-1)
    grave = int64(-1)
    worth = int64(0)
    for i in range(n):
        act = int64(L.R[first + i])
        row = L.R[H_ACT] + act * ACT_WIDTH
        scheme = L.R[row + A_SCHEME]
        if L.R[row + A_CHANNEL] == channel and version_holds(L, j, act, deed, entered):
            points = catalog_points(L, act)
            if L.R[L.R[H_SCHEME] + scheme * SCHEME_WIDTH + S_GRAVEST] == 0:
                schedule_entry(L, j, act, points, deed, entered, flags)
            else:
                g = gravity(L, act, points)
                if g > grave:
                    best = act
                    grave = g
                    worth = points
        last = i == n - 1
        if not last:
            last = L.R[L.R[H_ACT] + L.R[first + i + 1] * ACT_WIDTH + A_SCHEME] != scheme
        if last and best >= 0:
            schedule_entry(L, j, best, worth, deed, entered, flags)
            best = int64(-1)
            grave = int64(-1)


@law
def not_measured(L):
    """How much, how grave, how long is not drawn yet."""
    L.X[X_AMOUNT] = int64(0)
    L.X[X_SEVERITY] = int64(0)
    L.X[X_LASTS] = int64(-1)


@law
def measure(L, j, k):
    """How much, how grave, how long: drawn when somebody looks, the same for all who do."""
    kind = L.R[H_KIND] + k * KIND_WIDTH
    if L.X[X_LASTS] >= 0 or (L.R[kind + K_MEASURED] == 0 and L.T.shape[0] == 0):
        return
    w0, w1, w2, w3 = draw(L.X[X_UNIT] * MEMBERS + j, L.X[X_MONTH], L.R[kind + K_HASH], CONDUCT, L.K[0], L.K[1])
    L.X[X_AMOUNT] = outcome(L, int64(L.R[kind + K_AMOUNT]), int64(L.R[kind + K_AMOUNTS]), w1)
    L.X[X_SEVERITY] = below(w2, int64(1000))
    L.X[X_LASTS] = outcome(L, int64(L.R[kind + K_LASTS]), int64(L.R[kind + K_LASTINGS]), w3)


@law
def be_seen(L, j, k, flags):
    """Each channel that may report the conduct sees it or not, and takes it for the subject's or a stranger's."""
    kind = L.R[H_KIND] + k * KIND_WIDTH
    day = L.X[X_DAY]
    for i in range(L.R[kind + K_CHANNELS]):
        at = L.R[kind + K_CHANNEL] + i * KIND_CHANNEL_WIDTH
        channel = int64(L.R[at + KC_CHANNEL])
        row = L.R[H_CHANNEL_E] + ((L.X[X_EPOCH] * L.R[H_CHANNELS] + channel) * L.R[H_PLACES] + L.X[X_PLACE]) * CHANNEL_WIDTH
        stray = int64(L.R[at + KC_STRAY])
        a = int64(0)
        b = int64(0xFFFFFFFF)
        c = int64(0)
        if L.R[row + C_RECALL] != -1 or L.R[row + C_LAG_SPAN] > 1 or stray >= 0:       # else nothing hangs on luck
            a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, L.X[X_MONTH], L.R[at + KC_HASH], SEEN, L.K[0], L.K[1])
        if (flags & ag.SCRIPTED) == 0 and not chance(a, L.R[row + C_RECALL]):
            trace(L, TR_UNSEEN, j, k, channel, 0, 0, 0)
        else:
            count(L, j, N_SEEN, 1)
            if (flags & ag.SCRIPTED) == 0 and stray >= 0 and chance(b, L.R[row + C_MISTAKEN]):
                count(L, j, N_ASTRAY, 1)
                count_place(L, L.R[H_OFFICES] + stray, 1)
                trace(L, TR_ASTRAY, j, k, channel, 0, 0, 0)
            else:
                lag = int64(L.R[row + C_LAG] + below(c, L.R[row + C_LAG_SPAN]))
                measure(L, j, k)
                judge(L, j, k, channel, day, day + lag, flags)


@law
def is_spared(L, j, k, row):
    """Does the measure not meet such a want? Asked of the occasion: how much is wanted is drawn when somebody looks."""
    if L.R[row + M_UNLESS] == NEVER:
        return False
    measure(L, j, k)
    return holds(L, int64(L.R[row + M_UNLESS]), j) != 0


@law
def want(L, j, k):
    """The subject wants something: measures in force deny, burden or ease it."""
    kind = L.R[H_KIND] + k * KIND_WIDTH
    count(L, j, N_WANTED, 1)
    worst = int64(3)
    which = int64(-1)
    spared = int64(0)
    for i in range(L.R[kind + K_REFS]):
        m = int64(L.R[L.R[kind + K_REF] + i])
        row = L.R[H_MEASURE] + m * MEASURE_WIDTH
        if bit(L, j, L.R[H_BIT_MEASURE] + m) != 0 and is_spared(L, j, k, row):
            spared = int64(spared + 1)
        elif bit(L, j, L.R[H_BIT_MEASURE] + m) != 0:
            what = int64(L.R[row + M_KIND])
            amount = int64(L.R[row + M_AMOUNT])
            count_measure(L, j, m, amount)
            if what == BURDEN:
                count(L, j, N_BURDENED, 1)
                if L.R[row + M_UNIT] == FEN:
                    count(L, j, FEN_BURDENED, amount)
                elif L.R[row + M_UNIT] == DAYS:
                    count(L, j, DAYS_BURDENED, amount)
            elif what == GRANT:
                count(L, j, N_GRANTED, 1)
                if L.R[row + M_UNIT] == FEN:
                    count(L, j, FEN_GRANTED, amount)
            if what < worst:
                worst = what
                which = m
    if worst == DENY:
        count(L, j, N_DENIED, 1)
    trace(L, TR_WANT, j, k, which, worst, spared, 0)


@law
def come_by_agreement(L, j, k):
    """What an agreement passed on of a stranger's arrives: one of what it gives, dealt evenly."""
    kind = L.R[H_KIND] + k * KIND_WIDTH
    day = L.X[X_DAY]
    a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, day, L.R[kind + K_HASH], PASSING, L.K[0], L.K[1])
    give = int64(L.R[L.R[kind + K_REF] + below(a, int64(L.R[kind + K_REFS]))])
    row = L.R[H_GIVE] + give * GIVE_WIDTH
    act = version_among(L, int64(L.R[row + GV_ACT]), int64(L.R[row + GV_VERSIONS]), day, day)
    if act >= 0:
        set_size(L, 1, 0, 0)
        ag.put(L, day, ag.PASSED, j, give, 0, ag.record_data(catalog_points(L, act), day, day, ag.FALSE | ag.STRAYED))


@law
def come_astray(L, j, k):
    """A record of somebody else's conduct arrives: dealt by the share of the place's pool of last month."""
    kind = L.R[H_KIND] + k * KIND_WIDTH
    count(L, j, N_ARRIVED, 1)
    if L.R[kind + K_STRAY_OF] < 0:
        come_by_agreement(L, j, k)
        return
    not_measured(L)
    measure(L, j, k)
    judge(L, j, int64(L.R[kind + K_STRAY_OF]), int64(L.R[kind + K_STRAY_CHANNEL]), L.X[X_DAY], L.X[X_DAY],
          int64(ag.FALSE | ag.STRAYED))


@law
def behave(L, j, k, flags):
    """The conduct happens."""
    good = L.R[L.R[H_KIND] + k * KIND_WIDTH + K_TYPE] == GOOD
    count(L, j, N_GOOD if good else N_BAD, 1)
    if L.T.shape[0] > 0:
        measure(L, j, k)
    trace(L, TR_CONDUCT, j, k, L.X[X_AMOUNT], L.X[X_SEVERITY], L.X[X_LASTS], flags)
    be_seen(L, j, k, flags)


@called
def do(L, j, k, x):
    """A candidate's day has come: is it done (wanted, received), as things stand today?"""
    row = L.R[H_KIND] + k * KIND_WIDTH
    kind = L.R[row + K_TYPE]
    if kind == STRAY:
        come_astray(L, j, k)
    elif x < rate_now(L, j, k):
        not_measured(L)
        if kind == WANT:
            want(L, j, k)
        else:
            behave(L, j, k, int64(0))
