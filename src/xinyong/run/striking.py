"""Some lives to look at, chosen by where they stand at the end: a typical one, the lowest and highest scores, who is listed, who bears most."""

from __future__ import annotations

import numpy as np

from xinyong.nation.living import Living
from xinyong.run.columns import texts
from xinyong.scheme.layout import (
    DENY,
    GRANT,
    H_BIT_LIST,
    H_BIT_MEASURE,
    H_BITS,
    H_EPOCH,
    H_EPOCHS,
    H_GRADE_WORD,
    H_KIND_FIELD,
    H_LEDGER,
    H_LEDGER_E,
    H_LEDGERS,
    H_MEASURE,
    L_WORD,
    LE_CEILING,
    LE_FLOOR,
    LE_START,
    LEDGER_E_WIDTH,
    LEDGER_WIDTH,
    M_KIND,
    MEASURE_WIDTH,
    NO_CEILING,
    NO_FLOOR,
)
from xinyong.world.population import Population
from xinyong.world.rulebook import Rulebook

WHYS = ("typical", "lowest", "highest", "listed", "restricted", "granted", "organisation")


def striking(living: Living, population: Population, book: Rulebook) -> dict[str, np.ndarray]:
    """The table `striking`: at most one subject for each of WHYS; the first by number among equals."""
    rows, offset = living.state.row, living.state.offset
    chosen = _chosen(rows, living.state, book, living.month) if len(rows) else {}
    scores = _scores(rows, book, living.month)
    grades = rows[:, book[H_GRADE_WORD]] & 0xFF if book.names["slots"] else np.zeros(len(rows), int)
    codes = book.names["slots"][0]["codes"] if book.names["slots"] else [""]
    found = []
    for why, row in chosen.items():
        unit = int(np.searchsorted(offset, row, side="right")) - 1
        member = int(row - int(offset[unit]))
        kind = "organisation" if _is_organisation(rows[row:row + 1], book)[0] else "person"
        score = None if scores is None else int(scores[row]) * book.names["ledgers"][book.names["slots"][0]["ledger"]]["step"] / 100
        found.append((population.code_of(unit, member), why, kind, unit, member, score, codes[int(grades[row])] or None))
    columns = list(zip(*found)) or [()] * 7
    names = ("code", "why", "kind", "unit", "member", "score", "grade")
    return {name: texts(column) for name, column in zip(names, columns)}


def _chosen(rows, state, book: Rulebook, month: int) -> dict[str, int]:
    organisation = _is_organisation(rows, book)
    graded = rows[:, book[H_GRADE_WORD]] & 0xFF != 0 if book.names["slots"] else np.ones(len(rows), bool)
    persons, firms = graded & ~organisation, graded & organisation
    scores = _scores(rows, book, month)
    found: dict[str, int] = {}
    if scores is not None and persons.any():
        own = scores[persons]
        alike = persons & (scores == np.partition(own, len(own) // 2)[len(own) // 2])
        busy = alike & np.repeat(state.count > 0, np.diff(state.offset.astype(np.int64)))
        found["typical"] = np.argmax(busy if busy.any() else alike)
        found["lowest"], found["highest"] = np.argmin(np.where(persons, scores, NO_CEILING)), np.argmax(np.where(persons, scores, NO_FLOOR))
    black = [i for i, r in enumerate(book.names["lists"]) if r["colour"] == "black"]
    found |= _most("listed", rows, book, book[H_BIT_LIST], black)
    kinds = [int(book.array[book[H_MEASURE] + i * MEASURE_WIDTH + M_KIND]) for i in range(len(book.names["measures"]))]
    for why, wanted in (("restricted", DENY), ("granted", GRANT)):
        chosen = [i for i, kind in enumerate(kinds) if kind == wanted or (wanted == DENY and kind != GRANT)]
        found |= _most(why, rows, book, book[H_BIT_MEASURE], chosen)
    if scores is not None and firms.any():
        found["organisation"] = np.argmin(np.where(firms, scores, NO_CEILING))
    return {why: int(row) for why, row in found.items()}


def _most(why: str, rows, book: Rulebook, first_bit: int, numbers: list[int]) -> dict[str, int]:
    """Who holds most of these bits, if anybody holds one."""
    held = np.zeros(len(rows), np.int32)
    for i in numbers:
        bit = first_bit + i
        held += (rows[:, book[H_BITS] + (bit >> 5)] >> (bit & 31)) & 1
    return {why: int(np.argmax(held))} if held.any() else {}


def _scores(rows, book: Rulebook, month: int) -> np.ndarray | None:
    """Shown scores in steps (int32), by the first graded ledger; None where there is none."""
    if not book.names["slots"] or book.names["slots"][0]["ledger"] < 0:
        return None
    ledger = book.names["slots"][0]["ledger"]
    epochs = book.array[book[H_EPOCH]:book[H_EPOCH] + book[H_EPOCHS]]
    epoch = int(np.searchsorted(epochs, _last_day(month), side="right")) - 1
    at = book[H_LEDGER_E] + (epoch * book[H_LEDGERS] + ledger) * LEDGER_E_WIDTH
    word = book.array[book[H_LEDGER] + ledger * LEDGER_WIDTH + L_WORD]
    start, floor, ceiling = (book.array[at + i] for i in (LE_START, LE_FLOOR, LE_CEILING))
    shown = rows[:, word] + start
    return np.clip(shown, floor, ceiling, out=shown)


def _last_day(month: int) -> int:
    from xinyong.world.calendar import month_starts

    return int(month_starts()[month]) - 1


def _is_organisation(rows, book: Rulebook) -> np.ndarray:
    f = book.fields.all[book[H_KIND_FIELD]]
    return ((rows[:, f.word] >> f.shift) & f.mask) != 0
