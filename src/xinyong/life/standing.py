"""Standing: at the end of a day on which something changed, score, grade, lists, measures and what people make of them."""

from numba import int32, int64

from xinyong.kernel.dialect import called, law
from xinyong.life import agenda as ag
from xinyong.life.arising import arise
from xinyong.life.assessing import assess_later, assessed_today
from xinyong.life.calendar import month_of
from xinyong.life.changes import changed_for, touch
from xinyong.life.conditions import (
    bit,
    consented,
    covers,
    epoch_row,
    grade_code,
    holds,
    in_force,
    on_list,
    rank_of,
    set_bit,
    shown_score,
)
from xinyong.life.flows import count, count_spell, trace
from xinyong.life.lasting import let_go
from xinyong.life.ledgers import derive, give_scores, no_score
from xinyong.life.listing import concerns, relist
from xinyong.life.scratch import (
    TR_GRADE,
    TR_MEASURE_OFF,
    TR_MEASURE_ON,
    X_COUNT,
    X_DAY,
    X_HEAD,
    X_MEMBERS,
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
    ledger = int64(L.R[row + SL_LEDGER])
    if n == 0 or no_score(L, j, ledger) != 0:
        return int64(0)
    score = shown_score(L, j, ledger)
    held = grade_code(L, j, slot)
    at = int64(L.R[e + SE_BAND])
    for b in range(n - 1):
        if score >= L.R[at + B_AT_LEAST] or (score >= L.R[at + B_KEEPS_TO] and L.R[at + B_CODE] == held):
            break
        at = int64(at + BAND_WIDTH)
    code = int64(L.R[at + B_CODE])
    for x in range(L.X[X_HEAD] if L.R[row + SL_DIRECT] != 0 else L.X[X_COUNT], L.X[X_COUNT]):
        entry = L.A[x]
        if ag.whose(entry) == ag.tag(ag.GRADE, j):
            act = L.R[H_ACT] + ag.ref_of(entry) * ACT_WIDTH
            if L.R[act + A_SCHEME] == scheme and (ag.flags_of(L.B[x]) & ag.SUSPENDED) == 0:
                code = worse_of(L, slot, code, int64(L.R[act + A_CODE]))
    for i in range(L.R[H_LISTS]):
        li = L.R[H_LIST] + i * LIST_WIDTH
        if L.R[li + LI_SLOT] == slot and L.R[li + LI_CODE] != 0 and on_list(L, j, i) != 0:
            code = worse_of(L, slot, code, int64(L.R[li + LI_CODE]))
    return code


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
    if L.R[H_STAYS] != 0 and let_go(L, j):
        moved = int64(CH_RECORDS)
    if L.R[H_GIVEN] != 0 and give_scores(L, j):
        moved = int64(moved | CH_GRADE)
    if L.R[H_DERIVED] != 0 and derive(L, j, int64(changed | moved)):
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
    """What the member's standing brings: measures begin and end, in the order of their table, each seeing those before it; gives what moved."""
    moved = int64(0)
    asked = int64(-2)           # neighbours in the table often have one condition: it is evaluated once
    held = int64(0)
    for m in range(L.R[H_MEASURES]):
        row = L.R[H_MEASURE] + m * MEASURE_WIDTH
        if concerns(int64(changed | moved), int64(L.R[row + M_LOOKS]), L.X[X_DAY], int64(L.R[row + M_FIRST]), int64(L.R[row + M_LAST])):
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
