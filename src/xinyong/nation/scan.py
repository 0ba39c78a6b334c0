"""Looking over a whole population at rest: where everybody stands, and the digest of their state."""

from numba import int32, int64, uint16, uint64

from xinyong.kernel.dialect import entry, law
from xinyong.life.calendar import month_start
from xinyong.life.classes import classify
from xinyong.life.scratch import X_DAY, X_GROUP, X_MEMBERS, X_MONTH
from xinyong.life.stock import at_place
from xinyong.life.store import load
from xinyong.scheme.layout import (
    H_BITS,
    H_BITWORDS,
    H_GRADE_WORD,
    H_LEDGER,
    H_LEDGERS,
    H_SLOTS,
    H_WORDS,
    L_WORD,
    LEDGER_WIDTH,
    PLACE_STOCKS,
    W_CLASS_PLACE,
)


@entry
def take_stock(S, L, first, last, by_group, grades, scores, bits, place, moves):
    """Add where each member of units first .. last-1 stands to the tables.

    grades (slots, codes, groups), scores (ledgers, groups: sums over the start), bits (groups, bytes of a row's bits, 256: how many have
    which byte), place (places, PLACE_STOCKS). With `by_group` also moves (slots, codes, codes, groups): from last year's grade to this
    one's, which is then remembered for the next year.
    """
    words = int64(L.R[H_BITWORDS])
    at = int64(L.R[H_BITS])
    grade = int64(L.R[H_GRADE_WORD])
    for r in range(S.offset[first], S.offset[last]):
        g = int64(S.group[r]) if by_group else int64(0)
        for slot in range(L.R[H_SLOTS]):
            word = int64(S.row[r, grade + slot])
            code = word & int64(0xFF)
            grades[slot, code, g] += 1
            if by_group:
                moves[slot, (word >> int64(24)) & int64(0x7F), code, g] += 1
                S.row[r, grade + slot] = int32((word & int64(0x00FFFFFF)) | (code << int64(24)))
        for ledger in range(L.R[H_LEDGERS]):
            scores[ledger, g] += S.row[r, L.R[L.R[H_LEDGER] + ledger * LEDGER_WIDTH + L_WORD]]
        for w in range(words):
            word = int64(S.row[r, at + w]) & int64(0xFFFFFFFF)
            for q in range(4):
                bits[g, 4 * w + q, (word >> int64(8 * q)) & int64(0xFF)] += 1
        p = (int64(S.row[r, W_CLASS_PLACE]) >> int64(16)) & int64(0x7FFF)
        for stock in range(PLACE_STOCKS):
            place[p, stock] += at_place(L.R, S.row, r, int64(stock))


@law
def _mix(x, v, m):
    x = uint64(uint64(x ^ uint64(v)) * uint64(m))
    return uint64(x ^ (x >> uint64(29)))


@entry
def digest_units(S, L, first_unit, first, last, cells_per_chunk, out):
    """Add the order-free 128-bit sum of hashes of the units' canonical state (rows, agenda in order; no offsets) to `out` (uint64, 2)."""
    for i in range(first, last):
        load(S, L, int64(first_unit + i), int64(i), int64((i >> 10) // cells_per_chunk))
        n = int64(S.count[i])
        for lane in range(2):
            m = uint64(0xBF58476D1CE4E5B9) if lane == 0 else uint64(0x94D049BB133111EB)
            x = _mix(uint64(0x9E3779B97F4A7C15) + uint64(lane), uint64(first_unit + i), m)
            for j in range(L.X[X_MEMBERS]):
                for w in range(L.R[H_WORDS]):
                    x = _mix(x, uint64(int64(L.M[j, w]) & int64(0xFFFFFFFF)), m)
            for q in range(n):
                x = _mix(x, uint64(L.A[q]), m)
                x = _mix(x, uint64(L.B[q]), m)
            out[lane] = uint64(out[lane] + x)


@entry
def classify_all(S, L, units):
    """Before the first month: which rates hold for everybody, and in which group each is reported, as of its first day."""
    L.X[X_DAY] = month_start(L.R, L.X[X_MONTH])
    for i in range(units):
        for r in range(S.offset[i], S.offset[i + 1]):
            for w in range(L.R[H_WORDS]):
                L.M[0, w] = S.row[r, w]
            classify(L, int64(0))
            S.row[r, W_CLASS_PLACE] = L.M[0, W_CLASS_PLACE]
            S.group[r] = uint16(L.X[X_GROUP])
