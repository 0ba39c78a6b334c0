"""Where a subject stands at the end of a day, read off the trace of its life, and what brought it there."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from xinyong.life.remedies import ON_LIST
from xinyong.life.scratch import (
    TR_DECIDED,
    TR_ENDED,
    TR_ENTERED,
    TR_EPOCH,
    TR_FILED,
    TR_GRADE,
    TR_GRADE_END,
    TR_LIST_TERM,
    TR_LISTED,
    TR_MEASURE_OFF,
    TR_MEASURE_ON,
    TR_OWED,
    TR_PERFORMED,
    TR_SCORE,
    TR_STAYS,
    TR_UNDONE,
    TR_UNLISTED,
    TR_WANT,
    TR_WITHDRAWN,
)
from xinyong.scheme.layout import H_LEDGER_E, H_LEDGERS, LE_LAPSE, LEDGER_E_WIDTH
from xinyong.scheme.model import FOREVER
from xinyong.scheme.values import date, plain
from xinyong.world.rulebook import Rulebook


@dataclass
class Live:
    """A live record: points in steps, first day on which it counts no longer, whether its direct grade still holds."""

    points: int
    until: int
    graded: bool = True


@dataclass
class Standing:
    """One member's standing. `scores`: by ledger, in steps, None where no score is given. `records`: by (act row, day, occurrence)."""

    scores: dict[str, int | None] = field(default_factory=dict)
    grade: str | None = None
    records: dict[tuple[int, int, int], Live] = field(default_factory=dict)
    lists: dict[int, tuple[int, int, int]] = field(default_factory=dict)        # list row -> ground, since, until
    measures: set[int] = field(default_factory=set)
    wants: dict[int, tuple[int, int]] = field(default_factory=dict)             # by kind: the day it was last wanted, the worst measure it met
    paid: int = 0                                                               # fen, for the remedies sought so far
    owes: dict[tuple[int, int, int], int] = field(default_factory=dict)         # by (act row, day, occurrence): what is left

    def documents(self, book: Rulebook) -> set[str]:
        """What the live records rest on."""
        bases = (basis for act, _, _ in self.records for basis in book.names["acts"][act]["basis"].values())
        return {basis["document"] for basis in bases if basis and basis["document"]}

    def owed(self, book: Rulebook) -> dict[str, Fraction]:
        """What is outstanding by obligation: yuan, or things to be done."""
        found: dict[str, Fraction] = {}
        for (act, _, _), left in self.owes.items():
            rule = book.names["obligations"][book.names["acts"][act]["owes"]]
            found[rule["id"]] = found.get(rule["id"], Fraction(0)) + Fraction(left, 100 if rule["money"] else 1)
        return found

    def amounts(self, book: Rulebook) -> dict[str, Fraction]:
        """What the measures in force cost or give, of those that have an amount: yuan, days, or a number of something."""
        rules = map(book.names["measures"].__getitem__, self.measures)
        return {rule["id"]: Fraction(rule["amount"], 100 if rule["unit"] == "fen" else 1) for rule in rules if rule["amount"]}

    def because(self, book: Rulebook, what: str) -> Iterator[str]:
        """The chain of what was found, a line each: records, and what hangs on them."""
        names = book.names
        for (act, day, _), live in sorted(self.records.items(), key=lambda item: item[0][1]):
            yield _record(names, act, day, live)
        if what == "grade" or what in ("measures", "denied"):
            yield f"grade {self.grade or 'none'}"
        for i, (ground, since, until) in self.lists.items():
            rule = names["lists"][i]
            yield f"{date(since)} on {rule['id']} by {rule['grounds'][ground]['id']}, {_until(until)} ({rule['at']})"
        if what in ("measures", "denied"):
            for m in sorted(self.measures):
                rule = names["measures"][m]
                yield f"{rule['id']}: {rule['kind']} {rule['thing']} when {rule['when']} ({rule['at']})"


def _record(names: dict, act: int, day: int, live: Live) -> str:
    rule = names["acts"][act]
    ledger = rule["ledger"]
    worth = plain(Fraction(live.points * names["ledgers"][ledger]["step"], 100)) + " points" if ledger >= 0 else ""
    grade = f"grade {rule['grade']} for {rule['grade_for']}" if rule["grade"] and live.graded else ""
    parts = ", ".join(part for part in (worth if live.points or not grade else "", grade, _until(live.until)) if part)
    return f"{date(day)} {rule['id']}: {parts} ({rule['at']})"


def _until(day: int) -> str:
    return "for ever" if day >= FOREVER else f"until {date(day)}"


def standings(book: Rulebook, trace: np.ndarray, members: int, days: Iterable[int]) -> dict[int, list[Standing]]:
    """Everybody's standing at the end of each of some days (in order)."""
    now = [Standing() for _ in range(members)]
    kept, at, rows = {}, 0, trace.tolist()
    begun = rows[0][0] if rows else 0
    for day in days:
        while at < len(rows) and rows[at][0] <= day:
            _take(book, now, rows[at], begun)
            at += 1
        kept[day] = copy.deepcopy(now)
    return kept


def _take(book: Rulebook, now: list[Standing], row: list[int], begun: int) -> None:
    day, what, j, ref, a, b, c, d = row
    of = now[j]
    if what == TR_ENTERED:
        if c > day:
            of.records[ref, day, d >> 8] = Live(a, c)
    elif what in (TR_ENDED, TR_WITHDRAWN):
        of.records.pop((ref, a, b), None)
    elif what == TR_GRADE_END:
        if (ref, a, b) in of.records:
            of.records[ref, a, b].graded = False
    elif what == TR_DECIDED and b:
        act, entered, occurrence = a >> 40, a >> 24 & 0xFFFF, a & 0xFF
        if not act & ON_LIST:
            of.records.pop((act, entered, occurrence), None)
    elif what == TR_STAYS and not c:
        of.records[ref, a, b].until = FOREVER
    elif what == TR_UNDONE:
        of.records[ref, a, b] = Live(c, d, of.records[ref, a, b].graded)
    elif what == TR_GRADE:
        of.grade = book.names["slots"][ref]["codes"][b] or None
    elif what == TR_LISTED:
        of.lists[ref] = a, day, b
    elif what == TR_LIST_TERM:
        of.lists[ref] = *of.lists[ref][:2], b
    elif what == TR_UNLISTED:
        of.lists.pop(ref, None)
    elif what == TR_MEASURE_ON:
        of.measures.add(ref)
    elif what == TR_MEASURE_OFF:
        of.measures.discard(ref)
    elif what == TR_FILED:
        of.paid += book.names["remedies"][ref]["cost"]
    elif what == TR_WANT:
        of.wants[ref] = day, b
    elif what == TR_OWED:
        of.owes[ref, day, c] = a
    elif what == TR_PERFORMED:
        of.owes.pop((ref, c, d & 0xFFFF))
        if b:
            of.owes[ref, c, d & 0xFFFF] = b
    elif what == TR_SCORE:
        of.scores[book.names["ledgers"][ref]["id"]] = None if b else a
    elif what == TR_EPOCH and day > begun:
        _lapse(book, now, ref)


def _lapse(book: Rulebook, now: list[Standing], epoch: int) -> None:
    """Where a new version begins with nothing, what was recorded has ended."""
    for ledger in range(book[H_LEDGERS]):
        if book.array[book[H_LEDGER_E] + (epoch * book[H_LEDGERS] + ledger) * LEDGER_E_WIDTH + LE_LAPSE]:
            for of in now:
                of.records = {key: live for key, live in of.records.items() if book.names["acts"][key[0]]["ledger"] != ledger}
