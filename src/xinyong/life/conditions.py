"""Conditions of the rules, evaluated as integer bytecode on a small stack."""

from numba import int32, int64

from xinyong.kernel.dialect import called, law
from xinyong.life import agenda as ag
from xinyong.life.calendar import full_years
from xinyong.life.debts import owed
from xinyong.life.looking_back import query
from xinyong.life.scratch import (
    X_AMOUNT,
    X_COUNT,
    X_DAY,
    X_EPOCH,
    X_HEAD,
    X_LASTS,
    X_MEMBERS,
    X_PLACE,
    X_POINTS,
    X_SEVERITY,
    X_STACK,
)
from xinyong.scheme.layout import *


@law
def field(L, j, f):
    """An attribute of member j."""
    row = L.R[H_FIELD] + f * FIELD_WIDTH
    return int64((int64(L.M[j, L.R[row + F_WORD]]) >> int64(L.R[row + F_SHIFT])) & int64(L.R[row + F_MASK]))


@law
def bit(L, j, b):
    """One of the member's bits: a list, a measure, a response."""
    return int64((int64(L.M[j, L.R[H_BITS] + (b >> 5)]) >> int64(b & 31)) & int64(1))


@law
def set_bit(L, j, b, on):
    w = L.R[H_BITS] + (b >> 5)
    mask = int64(1) << int64(b & 31)
    word = int64(L.M[j, w]) & int64(0xFFFFFFFF)
    word = (word | mask) if on != 0 else (word & ~mask)
    if word >= (int64(1) << int64(31)):
        word = int64(word - (int64(1) << int64(32)))
    L.M[j, w] = int32(word)


@law
def is_organisation(L, j):
    """Whether member j was never born: its kind, where it lies nearest."""
    return int64(L.M[j, W_BIRTH] == 0)


@law
def covers(L, of, j):
    """Does a rule for persons, organisations or both speak of member j?"""
    return of == OF_BOTH or of == is_organisation(L, j)


@law
def in_force(L, scheme, day):
    """Is the scheme in force at the unit's place?"""
    f = L.R[H_FORCE] + (scheme * L.R[H_PLACES] + L.X[X_PLACE]) * 2
    return L.R[f] <= day and day < L.R[f + 1]


@law
def epoch_row(L, table, i, n, width):
    """A row of a table kept by epoch: row i of n in the current epoch."""
    return int64(L.R[table] + (L.X[X_EPOCH] * n + i) * width)


@law
def shown_score(L, j, ledger):
    """Start plus what live records count for, within floor and ceiling."""
    e = epoch_row(L, H_LEDGER_E, ledger, L.R[H_LEDGERS], LEDGER_E_WIDTH)
    s = int64(L.R[e + LE_START] + L.M[j, L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_WORD]])
    if s < L.R[e + LE_FLOOR]:
        s = int64(L.R[e + LE_FLOOR])
    if s > L.R[e + LE_CEILING]:
        s = int64(L.R[e + LE_CEILING])
    return s


@law
def grade_code(L, j, slot):
    return int64(L.M[j, L.R[H_GRADE_WORD] + slot] & 0xFF)


@law
def rank_of(L, slot, code):
    """How good a grade is in the current version: 1 is the worst, 0 is no grade."""
    return int64(L.R[epoch_row(L, H_RANK, slot, L.R[H_SLOTS], L.R[H_CODES]) + code])


@law
def grade_in(L, j, which):
    """Is the member's grade one of a set (which: slot << 16 | set), as the current version orders grades?"""
    code = grade_code(L, j, int64(which >> 16))
    at = L.R[H_GRADE_SET] + ((which & 0xFFFF) * L.R[H_EPOCHS] + L.X[X_EPOCH]) * L.R[H_CODE_WORDS] + (code >> 5)
    return int64((int64(L.R[at]) >> (code & int64(31))) & int64(1))


@law
def gap(L, j, slot, up):
    """Points missing to the next better grade, or above the next worse one."""
    code = grade_code(L, j, slot)
    out = int64(NO_GAP)
    if code != 0:
        e = epoch_row(L, H_SLOT_E, slot, L.R[H_SLOTS], SLOT_E_WIDTH)
        score = shown_score(L, j, int64(L.R[L.R[H_SLOT] + slot * SLOT_WIDTH + SL_LEDGER]))
        n = L.R[e + SE_BANDS]
        for b in range(n):
            least = int64(L.R[L.R[e + SE_BAND] + b * BAND_WIDTH + B_AT_LEAST])
            if up != 0 and score < least:
                out = int64(least - score)           # bands run from best to worst: the last one above is the next
            if up == 0 and score >= least and b < n - 1 and out == NO_GAP:
                out = int64(score - least)
    return out


@law
def nearest_gap(L, j, slot, up):
    if slot >= 0:
        return gap(L, j, slot, up)
    out = int64(NO_GAP)
    for s in range(L.R[H_SLOTS]):
        g = gap(L, j, s, up)
        if g < out:
            out = g
    return out


@law
def told_of_act(L, j, act):
    """Has the member come to know of a live record of an act?"""
    yes = int64(0)
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.whose(e) == ag.tag(ag.RECORD, j) and (ag.flags_of(L.B[x]) & ag.KNOWN) != 0:
            if L.R[L.R[H_ACT] + ag.ref_of(e) * ACT_WIDTH + A_ID] == act:
                yes = int64(1)
    return yes


@law
def listing_of(L, j, i):
    """Where the member's stay on list i stands on the agenda, or -1."""
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        if ag.whose(L.A[x]) == ag.tag(ag.LISTING, j) and ag.ref_of(L.A[x]) == i:
            return int64(x)
    return int64(-1)


@law
def told_of_list(L, j, i, notice):
    """Was the member given notice of a list: known (0), told before (1), served (2), published (3)? Where practice says nothing of serving, what is known is served."""
    for x in range(L.X[X_HEAD], L.X[X_COUNT]):
        e = L.A[x]
        if ag.ref_of(e) == i and ag.member_of(e) == j:
            kind = ag.kind_of(e)
            known = (ag.flags_of(L.B[x]) & ag.KNOWN) != 0
            if kind == ag.LISTING:
                if notice > 0 and (notice != 2 or L.R[H_SERVED] != 0):
                    known = (ag.points_of(L.B[x]) >> int64(notice - 1)) & int64(1) != 0
                if known:
                    return int64(1)
            elif notice == 1 and (kind == ag.NOTICE or kind == ag.HEARD) and known:
                return int64(1)
    return int64(0)


@law
def on_list(L, j, i):
    """On the list, and it binds: it has come into effect, and no remedy suspends it."""
    if bit(L, j, L.R[H_BIT_LIST] + i) == 0:
        return int64(0)
    li = L.R[H_LIST] + i * LIST_WIDTH
    effect = L.R[li + LI_EFFECT]
    if effect == BINDS_AT_ENTRY and L.R[li + LI_DISPUTED] == 0:
        return int64(1)
    x = listing_of(L, j, i)
    if x < 0:
        return int64(0)
    marks = ag.points_of(L.B[x])
    binds = effect == BINDS_AT_ENTRY
    if effect == BINDS_SERVED:
        binds = told_of_list(L, j, i, int64(2)) != 0
    elif effect == BINDS_PUBLISHED:
        binds = marks & ag.PUBLISHED != 0
    elif effect == BINDS_LATER:
        binds = marks & ag.IN_EFFECT != 0
    return int64(binds and (ag.flags_of(L.B[x]) & ag.SUSPENDED) == 0)


@law
def bearing(L, j, kind, thing):
    """How many measures of a kind the member bears, on one thing or (-1) on all."""
    n = int64(0)
    for m in range(L.R[H_MEASURES]):
        row = L.R[H_MEASURE] + m * MEASURE_WIDTH
        if L.R[row + M_KIND] == kind and (thing < 0 or L.R[row + M_THING] == thing):
            n = int64(n + bit(L, j, L.R[H_BIT_MEASURE] + m))
    return n


@law
def in_role(L, j, role):
    """The first other member in a role, or -1; a representative has an organisation only."""
    if role >= REPRESENTING:
        if is_organisation(L, j) == 0:
            return int64(-1)
        role = int64(role - REPRESENTING)
    for i in range(L.X[X_MEMBERS]):
        if i != j and field(L, i, int64(L.R[H_ROLE_FIELD])) == role:
            return int64(i)
    return int64(-1)


@law
def score_withheld(L, scheme, j):
    """Consent is asked, the score hangs on it, and it was not given."""
    e = epoch_row(L, H_CONSENT_E, scheme, L.R[H_SCHEMES], CONSENT_E_WIDTH)
    return L.R[e + CE_NO_SCORE] != 0 and covers(L, L.R[e + CE_ASKED_OF], j) and consented(L, scheme, j) == 0


@law
def score_given(L, j, ledger):
    """Was a score given when the member's standing was last taken?"""
    row = L.R[H_LEDGER] + ledger * LEDGER_WIDTH
    if L.R[row + L_GIVEN] >= 0:
        return bit(L, j, L.R[H_BIT_GIVEN] + L.R[row + L_GIVEN])
    return int64(grade_code(L, j, int64(L.R[row + L_SLOT])) != 0)


@law
def consented(L, scheme, j):
    f = int64(L.R[L.R[H_SCHEME] + scheme * SCHEME_WIDTH + S_CONSENT_FIELD])
    return field(L, j, f) if f >= 0 else int64(1)


@law
def _standing_value(L, op, arg, j):
    """What an operation that reads the member's standing gives."""
    v = int64(0)
    if op == OP_QUERY:
        v = query(L, j, arg)
    elif op == OP_ON:
        v = on_list(L, j, arg)
    elif op == OP_DENIED:
        v = int64(bearing(L, j, int64(DENY), arg) > 0)
    elif op == OP_GRANTED:
        v = int64(bearing(L, j, int64(GRANT), arg) > 0)
    elif op == OP_BEARS:
        v = bit(L, j, L.R[H_BIT_MEASURE] + arg)
    elif op == OP_DENIALS:
        v = bearing(L, j, int64(DENY), int64(-1))
    elif op == OP_GRANTS:
        v = bearing(L, j, int64(GRANT), int64(-1))
    elif op == OP_TOLD_ACT:
        v = told_of_act(L, j, arg)
    elif op == OP_TOLD_LIST:
        v = told_of_list(L, j, arg & int64(0xFFFF), arg >> int64(16))
    elif op == OP_CONSENTED:
        v = consented(L, arg, j)
    elif op == OP_GAP_UP:
        v = nearest_gap(L, j, arg, 1)
    elif op == OP_GAP_DOWN:
        v = nearest_gap(L, j, arg, 0)
    elif op == OP_GIVEN:
        v = score_given(L, j, arg)
    elif op == OP_OWES:
        v = owed(L, j, arg, int64(0))
    elif op == OP_OVERDUE:
        v = owed(L, j, arg, int64(1))
    return v


@law
def _value(L, op, arg, j):
    """What an operation that pushes one number gives."""
    if op == OP_CONST:
        v = int64(arg)
    elif op == OP_FIELD:
        v = field(L, j, arg)
    elif op == OP_AGE:
        v = full_years(L, int64(L.M[j, W_BIRTH]), L.X[X_DAY])
    elif op == OP_SCORE:
        v = shown_score(L, j, arg)
    elif op == OP_GRADE_IN:
        v = grade_in(L, j, arg)
    elif op == OP_AMOUNT:
        v = L.X[X_AMOUNT]
    elif op == OP_SEVERITY:
        v = L.X[X_SEVERITY]
    elif op == OP_LASTS:
        v = L.X[X_LASTS]
    elif op == OP_POINTS:
        v = L.X[X_POINTS]
    else:
        v = _standing_value(L, op, arg, j)
    return v


@law
def _combine(op, a, b):
    """What an operation on the two topmost numbers gives."""
    v = int64(0)
    if op == OP_ADD:
        v = int64(a + b)
    elif op == OP_SUB:
        v = int64(a - b)
    elif op == OP_MUL:
        v = int64(a * b)
    elif op == OP_EQ:
        v = int64(a == b)
    elif op == OP_NE:
        v = int64(a != b)
    elif op == OP_LT:
        v = int64(a < b)
    elif op == OP_LE:
        v = int64(a <= b)
    elif op == OP_GT:
        v = int64(a > b)
    elif op == OP_GE:
        v = int64(a >= b)
    elif op == OP_OR:
        v = int64(a | b)
    return v


@law
def next_in(L, j, role, m):
    """The next member after m in a role, or -1: another one than j, or of the household any person."""
    for i in range(m + 1, L.X[X_MEMBERS]):
        if role == EACH_PERSON:
            if is_organisation(L, i) == 0:
                return int64(i)
        elif i != j and field(L, i, int64(L.R[H_ROLE_FIELD])) == role:
            return int64(i)
    return int64(-1)


@law
def fold(what, total, number):
    """What is made of the members that were gone through: the sum of what was found of each, and how many there were."""
    v = total
    if what == FOLD_ANY:
        v = int64(total > 0)
    elif what == FOLD_ALL:
        v = int64(total == number)
    elif what == FOLD_AVERAGE:
        v = int64((2 * total + number) // (2 * number)) if number > 0 else int64(0)
    elif what == FOLD_COUNTED:
        v = number
    return v


@called
def evaluate(L, pc, j):
    """The value of the condition whose code begins at `pc`, for member j."""
    me = int64(j)
    top = int64(X_STACK - 1)
    at = int64(L.R[H_CODE] + pc)
    while True:
        op = L.R[at]
        arg = int64(L.R[at + 1])
        at = int64(at + 2)
        if op == OP_END:
            return L.X[top]
        if op == OP_ROLE:                        # arg: role << 16 | words to skip where nobody is in it
            other = in_role(L, int64(j), int64(arg >> 16))
            if other < 0:
                top = int64(top + 1)
                L.X[top] = int64(0)
                at = int64(at + (arg & 0xFFFF))
            else:
                me = other
        elif op == OP_SELF:
            me = int64(j)
        elif op == OP_UNLESS or op == OP_IF:     # arg: words to skip where the first parts of an `and` or `or` settle it
            if (L.X[top] != 0) == (op == OP_IF):
                at = int64(at + arg)
            else:
                top = int64(top - 1)
        elif op == OP_NOT:
            L.X[top] = int64(L.X[top] == 0)
        elif op == OP_EACH:                      # three numbers: the sum so far, how many members, the member at hand
            L.X[top + 1] = int64(0)
            L.X[top + 2] = int64(0)
            L.X[top + 3] = int64(-1)
            top = int64(top + 3)
        elif op == OP_NEXT:                      # arg: role << 16 | words to skip when all were gone through
            me = next_in(L, int64(j), int64(arg >> 16), L.X[top])
            L.X[top] = me
            if me < 0:
                me = int64(j)
                at = int64(at + (arg & 0xFFFF))
        elif op == OP_GATHER:                    # arg: is it a truth << 16 | words back to the next; below it, whether there is a value
            top = int64(top - 2)
            if L.X[top + 1] != 0:
                found = L.X[top + 2]
                if arg >> 16 != 0:
                    found = int64(found != 0)
                L.X[top - 2] = L.X[top - 2] + found
                L.X[top - 1] = L.X[top - 1] + int64(1)
            at = int64(at - (arg & 0xFFFF))
        elif op == OP_FOLD:
            top = int64(top - 2)
            L.X[top] = fold(arg, L.X[top], L.X[top + 1])
        elif op == OP_AMONG:
            L.X[top] = int64((int64(arg) >> L.X[top]) & int64(1))
        elif op >= OP_ADD:
            top = int64(top - 1)
            L.X[top] = _combine(op, L.X[top], L.X[top + 1])
        else:
            top = int64(top + 1)
            L.X[top] = _value(L, op, arg, me)


@law
def holds(L, pc, j):
    """The value of a condition for member j; a negative pc always holds, and a grade that is all it asks about is looked up here."""
    if pc < 0:
        return int64(1)
    at = int64(L.R[H_CODE] + pc)
    if L.R[at] == OP_GRADE_IN and L.R[at + 2] == OP_END:
        return grade_in(L, int64(j), int64(L.R[at + 1]))
    return evaluate(L, int64(pc), int64(j))
