"""How many stand where: what each unit's month changes of it, so that nobody else need be looked at."""

from numba import int64

from xinyong.kernel.dialect import law
from xinyong.kernel.sums import add
from xinyong.life.scratch import X_PLACE
from xinyong.scheme.layout import (
    F_MASK,
    F_SHIFT,
    F_WORD,
    FIELD_WIDTH,
    H_BITS,
    H_BITWORDS,
    H_CODES,
    H_F_STOCK,
    H_FIELD,
    H_GRADE_WORD,
    H_GRANTS,
    H_KIND_FIELD,
    H_LEDGER,
    H_LEDGERS,
    H_RESTRICTS,
    H_SLOTS,
    L_WORD,
    LEDGER_WIDTH,
    PLACE_ACTIVE,
    PLACE_ADULTS,
    PLACE_RESTRICTED,
    PLACE_STOCKS,
    W_CLASS_PLACE,
)


@law
def at_place(R, rows, r, stock):
    """Whether the member in a row counts in one of its place's stocks: 1 or 0."""
    if int64(rows[r, W_CLASS_PLACE]) & int64(0xFFFF) == 0:
        return int64(0)
    if stock == PLACE_ACTIVE:
        return int64(1)
    kind = R[H_FIELD] + R[H_KIND_FIELD] * FIELD_WIDTH
    if (int64(rows[r, R[kind + F_WORD]]) >> int64(R[kind + F_SHIFT])) & int64(R[kind + F_MASK]) != 0:
        return int64(0)
    if stock == PLACE_ADULTS:
        return int64(1)
    of = R[H_RESTRICTS] if stock == PLACE_RESTRICTED else R[H_GRANTS]
    any_ = int64(0)
    for w in range(R[H_BITWORDS]):
        any_ = int64(any_ | (int64(rows[r, R[H_BITS] + w]) & int64(R[of + w])))
    return int64(any_ != 0)


@law
def restock(L, rows, r, j):
    """Count what is another about member j on the table than in its row: grades, points, bits, and (per place) who is restricted or praised."""
    R = L.R
    at = int64(R[H_F_STOCK])
    for slot in range(R[H_SLOTS]):
        before = int64(rows[r, R[H_GRADE_WORD] + slot]) & int64(0xFF)
        now = int64(L.M[j, R[H_GRADE_WORD] + slot]) & int64(0xFF)
        if before != now:
            add(L.F, at + before, -1)
            add(L.F, at + now, 1)
        at = int64(at + R[H_CODES])
    for ledger in range(R[H_LEDGERS]):
        w = R[R[H_LEDGER] + ledger * LEDGER_WIDTH + L_WORD]
        add(L.F, at + ledger, int64(L.M[j, w]) - int64(rows[r, w]))
    at = int64(at + R[H_LEDGERS])
    moved = rows[r, W_CLASS_PLACE] != L.M[j, W_CLASS_PLACE]
    for w in range(R[H_BITWORDS]):
        now = int64(L.M[j, R[H_BITS] + w]) & int64(0xFFFFFFFF)
        other = now ^ (int64(rows[r, R[H_BITS] + w]) & int64(0xFFFFFFFF))
        b = int64(at + 32 * w)
        while other != 0:
            moved = True
            if other & int64(1) != 0:
                add(L.F, b, 1 if now & int64(1) != 0 else -1)
            other = other >> int64(1)
            now = now >> int64(1)
            b = int64(b + 1)
    if moved:
        at = int64(at + 32 * R[H_BITWORDS] + L.X[X_PLACE] * PLACE_STOCKS)
        for stock in range(PLACE_STOCKS):
            add(L.F, at + stock, at_place(R, L.M, j, int64(stock)) - at_place(R, rows, r, int64(stock)))
