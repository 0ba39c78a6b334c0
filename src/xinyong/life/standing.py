"""Standing: at the end of a day on which something changed, score, grade, lists, measures and what people make of them."""

from numba import int32, int64

from xinyong.kernel.dialect import called, law
from xinyong.kernel.draws import ENTRY, below, chance, draw
from xinyong.life import agenda as ag
from xinyong.life.arising import arise
from xinyong.life.assessing import assess_later, assessed_today
from xinyong.life.calendar import end_of, month_of
from xinyong.life.changes import changed_for, done_today, note_done, touch
from xinyong.life.conditions import (
    bit,
    consented,
    covers,
    epoch_row,
    grade_code,
    holds,
    rank_of,
    score_withheld,
    set_bit,
    shown_score,
)
from xinyong.life.entering import in_force, scored
from xinyong.life.flows import count, count_spell, trace
from xinyong.life.ledgers import derive
from xinyong.life.scratch import (
    MEMBERS,
    TR_GRADE,
    TR_LISTED,
    TR_MEASURE_OFF,
    TR_MEASURE_ON,
    TR_UNLISTED,
    X_COUNT,
    X_DAY,
    X_ENDED,
    X_HEAD,
    X_MEMBERS,
    X_UNIT,
)
from xinyong.scheme.layout import *

ROUNDS = 4
"""Lists set grades, grades ground lists and acts arise of both: the day's standing is taken again until it rests, at most so often and
once more for each act that may arise."""


@law
def worse_of(L, slot, code, other):
    """The worse of two grades; a grade that the current version does not know changes nothing."""
    rank = rank_of(L, slot, other)
    return other if rank != 0 and rank < rank_of(L, slot, code) else code


@law
def judged_grade(L, j, slot):
    """The grade the score and the overrides give; 0 where there is none."""
    row = L.R[H_SLOT] + slot * SLOT_WIDTH
    scheme = int64(L.R[row + SL_SCHEME])
    e = epoch_row(L, H_SLOT_E, slot, L.R[H_SLOTS], SLOT_E_WIDTH)
    n = L.R[e + SE_BANDS]
    if n == 0 or not in_force(L, scheme, L.X[X_DAY]) or not scored(L, scheme, j) or score_withheld(L, scheme, j):
        return int64(0)
    score = shown_score(L, j, int64(L.R[row + SL_LEDGER]))
    held = grade_code(L, j, slot)
    at = int64(L.R[e + SE_BAND])
    for b in range(n - 1):
        if score >= L.R[at + B_AT_LEAST] or (score >= L.R[at + B_KEEPS_TO] and L.R[at + B_CODE] == held):
            break
        at = int64(at + BAND_WIDTH)
    code = int64(L.R[at + B_CODE])
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        entry = L.A[x]
        if ag.whose(entry) == ag.tag(ag.GRADE, j):
            act = L.R[H_ACT] + ag.ref_of(entry) * ACT_WIDTH
            if L.R[act + A_SCHEME] == scheme and (ag.flags_of(L.B[x]) & ag.SUSPENDED) == 0:
                code = worse_of(L, slot, code, int64(L.R[act + A_CODE]))
    for i in range(L.R[H_LISTS]):
        li = L.R[H_LIST] + i * LIST_WIDTH
        if L.R[li + LI_SLOT] == slot and L.R[li + LI_CODE] != 0 and bit(L, j, L.R[H_BIT_LIST] + i) != 0:
            code = worse_of(L, slot, code, int64(L.R[li + LI_CODE]))
    return code


@law
def no_score(L, j, ledger):
    """No score is given: the scheme is not in force, does not cover the member, or was not consented to."""
    scheme = int64(L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_SCHEME])
    return int64(not in_force(L, scheme, L.X[X_DAY]) or not scored(L, scheme, j) or score_withheld(L, scheme, j))


@law
def give_scores(L, j):
    """Who has a score today, of ledgers for which no grade tells it; True if that is otherwise than before."""
    moved = False
    for ledger in range(L.R[H_LEDGERS]):
        b = int64(L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_GIVEN])
        if b >= 0:
            given = int64(no_score(L, j, ledger) == 0)
            if given != bit(L, j, L.R[H_BIT_GIVEN] + b):
                set_bit(L, j, int64(L.R[H_BIT_GIVEN] + b), given)
                moved = True
    return moved


@law
def regrade(L, j, slot):
    """Give the member today's grade; True if it is another one. Where grades are given on set days, the one held stands until the next."""
    code = judged_grade(L, j, slot)
    old = grade_code(L, j, slot)
    if code == old:
        return False
    set_days = L.R[L.R[H_SLOT] + slot * SLOT_WIDTH + SL_SET_DAYS]
    if set_days != 0 and code != 0 and rank_of(L, slot, old) != 0:
        first = int64(L.R[L.R[H_SLOT] + slot * SLOT_WIDTH + SL_SET_DAY])
        if not assessed_today(L, first, set_days):
            assess_later(L, j, slot, first, set_days)
            return False
    w = L.R[H_GRADE_WORD] + slot
    since = int64((int64(L.M[j, w]) >> int64(8)) & int64(0xFFFF))
    day = L.X[X_DAY]
    if old != 0:
        count_spell(L, slot, old, int64(month_of(L, day) - month_of(L, since)))
        before = rank_of(L, slot, old)
        now = rank_of(L, slot, code)
        if before != 0 and now != 0:
            count(L, j, N_BETTER if now > before else N_WORSE, 1)
    L.M[j, w] = int32((int64(L.M[j, w]) & int64(0x7F000000)) | (day << int64(8)) | code)
    score = shown_score(L, j, int64(L.R[L.R[H_SLOT] + slot * SLOT_WIDTH + SL_LEDGER]))
    trace(L, TR_GRADE, j, slot, old, code, score, 0)
    return True


@law
def tell_listing(L, j, i, until):
    """Practice: is the subject told of the listing, and when?"""
    day = L.X[X_DAY]
    t = L.R[H_TOLD] + TOLD_WIDTH
    a, b, c, d = draw(L.X[X_UNIT] * MEMBERS + j, day, L.R[L.R[H_LIST] + i * LIST_WIDTH + LI_HASH], ENTRY, L.K[0], L.K[1])
    if chance(a, L.R[t + T_SHARE]):
        on = int64(day + L.R[t + T_LAG] + below(b, int64(L.R[t + T_LAG_SPAN])))
        if on < until:
            ag.put(L, on, ag.TOLD_LIST, j, i, 0, ag.record_data(0, day, day, 0))


@law
def ground_of(L, j, i):
    """The first ground that holds and that no exception defeats, or -1."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    spared = int64(0)
    for x in range(L.R[li + LI_EXCEPTS]):
        at = L.R[li + LI_EXCEPT] + x * EXCEPT_WIDTH
        if holds(L, int64(L.R[at + X_PC]), j) != 0:
            spared = int64(spared | L.R[at + X_MASK])
    for g in range(L.R[li + LI_GROUNDS]):
        if (spared >> int64(g)) & int64(1) == 0:
            if holds(L, int64(L.R[L.R[li + LI_GROUND] + g * GROUND_WIDTH + G_PC]), j) != 0:
                return int64(g)
    return int64(-1)


@law
def enlist(L, j, i, g):
    """Put the member on a list by a ground, for that ground's own term."""
    li = L.R[H_LIST] + i * LIST_WIDTH
    at = L.R[li + LI_GROUND] + g * GROUND_WIDTH
    day = L.X[X_DAY]
    until = end_of(L, int64(L.R[li + LI_SCHEME]), day, int64(L.R[at + G_COUNT]), int64(L.R[at + G_UNIT]))
    set_bit(L, j, int64(L.R[H_BIT_LIST] + i), 1)
    ag.put(L, until, ag.LISTING, j, i, g, ag.record_data(0, day, day, 0))
    count(L, j, N_LISTED, 1)
    trace(L, TR_LISTED, j, i, g, until, 0, 0)
    tell_listing(L, j, i, until)


@law
def unlist(L, j, i, how):
    """Take the member off a list: its term is over (0), it left by rule (1), or a remedy removed it (2)."""
    at = int64(-1)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.LISTING, j) and ag.ref_of(e) == i:
            at = int64(x)
    if at >= 0:
        ag.drop(L, at)
    set_bit(L, j, int64(L.R[H_BIT_LIST] + i), 0)
    note_done(L, int64(X_ENDED), j, i)
    count(L, j, N_UNLISTED, 1)
    trace(L, TR_UNLISTED, j, i, how, 0, 0, 0)


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
        if not concerns(changed, int64(L.R[li + LI_LOOKS]), day, int64(L.R[li + LI_FIRST]), int64(L.R[li + LI_LAST])):
            continue
        if bit(L, j, L.R[H_BIT_LIST] + i) == 0:
            current = L.R[li + LI_FIRST] <= day and day < L.R[li + LI_LAST]
            if current and covers(L, L.R[li + LI_OF], j) and in_force(L, int64(L.R[li + LI_SCHEME]), day):
                if not done_today(L, int64(X_ENDED), j, i):
                    g = ground_of(L, j, i)
                    if g >= 0:
                        enlist(L, j, int64(i), g)
                        moved = True
        elif L.R[li + LI_LEAVES] >= 0 and holds(L, int64(L.R[li + LI_LEAVES]), j) != 0:
            unlist(L, j, int64(i), int64(1))
            moved = True
    return moved


@law
def bearable(L, j, row):
    """May the measure meet the member today: it is current, for such subjects, in force here, and consented to where that is asked?"""
    day = L.X[X_DAY]
    scheme = int64(L.R[row + M_SCHEME])
    if day < L.R[row + M_FIRST] or day >= L.R[row + M_LAST] or not covers(L, L.R[row + M_OF], j) or not in_force(L, scheme, day):
        return False
    if L.R[row + M_KIND] == GRANT:
        e = epoch_row(L, H_CONSENT_E, scheme, L.R[H_SCHEMES], CONSENT_E_WIDTH)
        return L.R[e + CE_NO_GRANTS] == 0 or not covers(L, L.R[e + CE_ASKED_OF], j) or consented(L, scheme, j) != 0
    return True


@law
def stand(L, j, changed):
    """The member's grades and, as these now are, lists today, and what arises of them; gives what moved (`CH_...`)."""
    moved = int64(0)
    if L.R[H_GIVEN] != 0 and give_scores(L, j):
        moved = int64(CH_GRADE)
    if L.R[H_DERIVED] != 0 and derive(L, j, changed):
        moved = int64(moved | CH_RECORDS)
    for slot in range(L.R[H_SLOTS]):
        if regrade(L, j, int64(slot)):
            moved = int64(moved | CH_GRADE)
    if relist(L, j, int64(changed | moved)):
        moved = int64(moved | CH_LISTS)
    if L.R[H_ARISES] != 0 and arise(L, j, int64(changed | moved)):
        moved = int64(moved | CH_RECORDS)
    return moved


@law
def bear(L, j, changed):
    """What the member's standing brings: measures begin and end; gives what moved."""
    moved = int64(0)
    asked = int64(-2)           # neighbours in the table often have one condition: it is evaluated once
    held = int64(0)
    for m in range(L.R[H_MEASURES]):
        row = L.R[H_MEASURE] + m * MEASURE_WIDTH
        if concerns(changed, int64(L.R[row + M_LOOKS]), L.X[X_DAY], int64(L.R[row + M_FIRST]), int64(L.R[row + M_LAST])):
            b = int64(L.R[H_BIT_MEASURE] + m)
            now = int64(0)
            if bearable(L, j, row):
                pc = int64(L.R[row + M_PC])
                if pc != asked:
                    asked = pc
                    held = int64(holds(L, pc, j) != 0)
                now = held
            if now != bit(L, j, b):
                set_bit(L, j, b, now)
                moved = int64(CH_MEASURES)
                asked = int64(-2)
                trace(L, TR_MEASURE_ON if now != 0 else TR_MEASURE_OFF, j, m, 0, 0, 0, 0)
    return moved


@law
def respond(L, j, changed):
    """Which of the world's responses the member's standing calls for."""
    asked = int64(-1)
    held = int64(0)
    for r in range(L.R[H_RESPONSES]):
        row = L.R[H_RESPONSE] + r * RESPONSE_WIDTH
        pc = int64(L.R[row + R_PC])
        if pc >= 0 and (int64(L.R[row + R_LOOKS]) | int64(CH_ALL)) & changed != 0:
            if pc != asked:
                asked = pc
                held = int64(holds(L, pc, j) != 0)
            set_bit(L, j, int64(L.R[H_BIT_RESPONSE] + r), held)


@called
def settle(L):
    """The end of a day on which something changed: everybody's grades and lists, until they rest; then measures; then what people make of them."""
    rounds = int64(ROUNDS + L.R[H_ARISES])
    for again in range(rounds):
        rests = True
        for j in range(L.X[X_MEMBERS]):
            changed = changed_for(L, int64(j))
            if changed != 0:
                moved = stand(L, int64(j), changed)
                if moved != 0:
                    touch(L, int64(j), moved)
                    if moved & int64(L.R[H_AGAIN]) != 0:         # else no grade or list looks at it
                        rests = False
                        count(L, int64(j), N_UNSETTLED, int64(again == rounds - 1))
        if rests:
            break
    for j in range(L.X[X_MEMBERS]):
        changed = changed_for(L, int64(j))
        if changed != 0:
            moved = bear(L, int64(j), changed)
            if moved != 0:
                touch(L, int64(j), moved)
    for j in range(L.X[X_MEMBERS]):
        changed = changed_for(L, int64(j))
        if changed != 0:
            respond(L, int64(j), changed)
