"""Worked cases: the lives that a scheme's authors worked out by hand, lived by the same kernel as everybody's and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from xinyong.errors import Problem, SchemeError, XinyongError
from xinyong.life.scratch import (
    TR_DECIDED,
    TR_ENDED,
    TR_ENTERED,
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
    TR_TOLD,
    TR_TOLD_LIST,
    TR_UNDONE,
    TR_UNLISTED,
    TR_WITHDRAWN,
)
from xinyong.nation.replay import replay
from xinyong.nation.script import script_rows
from xinyong.record.standing import Standing, standings
from xinyong.scheme.layout import H_P_WIDTH, H_WORDS
from xinyong.scheme.model import Case, Place, Scheme
from xinyong.scheme.names import shown_ledger
from xinyong.scheme.read_cases import MET
from xinyong.scheme.script import ScriptEvent, parse_event
from xinyong.scheme.values import date, plain
from xinyong.world.by_hand import unit_from
from xinyong.world.calendar import month_index, month_starts
from xinyong.world.letter import letter_world
from xinyong.world.rulebook import Rulebook, compile_world

_SEED = 0
_REASONS_AT_MOST = 20
_CONSEQUENCES = frozenset({TR_ENTERED, TR_FILED, TR_DECIDED, TR_PERFORMED})
_NAMED_BY = {
    "acts": (TR_ENTERED, TR_ENDED, TR_GRADE_END, TR_UNDONE, TR_STAYS, TR_TOLD, TR_OWED, TR_PERFORMED, TR_WITHDRAWN), "remedies": (TR_FILED, TR_DECIDED), "slots": (TR_GRADE,), "ledgers": (TR_SCORE,),
    "lists": (TR_LISTED, TR_LIST_TERM, TR_UNLISTED, TR_TOLD_LIST), "measures": (TR_MEASURE_ON, TR_MEASURE_OFF),
}
"""Of rows of a trace that tell of something by its row in the rulebook: which table. A scheme's own rows come first."""


@dataclass(frozen=True)
class Failure:
    """An expectation that does not hold: where it stands, of whom and when, and what brought what was found."""

    place: Place
    case: str
    day: int
    what: str
    expected: str
    found: str
    because: tuple[str, ...]

    def __str__(self) -> str:
        head = f"{self.place.file}:{self.place.line}:{self.place.column}: {self.case}"
        told = self.because[-_REASONS_AT_MOST:]
        more = len(self.because) - len(told)
        before = [f"      {more:,} more before these (--json has all)"] if more else []
        return "\n".join([head, f"    on {date(self.day)} {self.what}: expected {self.expected}, found {self.found}", *before, *(f"      {line}" for line in told)])

    def to_dict(self) -> dict:
        """The failure as `xinyong test --json` prints it."""
        return {"file": self.place.file, "line": self.place.line, "column": self.place.column, "case": self.case,
                "day": date(self.day).isoformat(), "what": self.what, "expected": self.expected, "found": self.found,
                "because": list(self.because)}


@dataclass(frozen=True)
class Lived:
    """A case as it was lived: its trace (rows of the kernel's, without those of other schemes), from its first day on."""

    case: Case
    events: tuple[ScriptEvent, ...]
    members: dict[str, int]
    trace: np.ndarray
    failures: list[Failure] = field(default_factory=list)


class Letter:
    """A scheme compiled for its worked cases, with the schemes that it names. SchemeError where one of them is not to be found."""

    def __init__(self, scheme: Scheme):
        self.scheme = scheme
        self.world = letter_world(scheme)
        self.book: Rulebook = compile_world(self.world, letter=True)
        self.score = shown_ledger(scheme)
        self.own = {what: sum(rule["scheme"] == scheme.id for rule in self.book.names[names]) for names, of in _NAMED_BY.items() for what in of}

    def live_all(self) -> Iterator[Lived]:
        """Every case, lived and judged."""
        for case in self.scheme.cases:
            yield self.live(case)

    def live(self, case: Case) -> Lived:
        """One case; SchemeError where it gives somebody what nobody can have."""
        events = tuple(parse_event(text, place=place) for text, place in case.script)
        members = {name: i for i, (name, _) in enumerate(case.members)}
        first = month_index(first_day(case, events))
        months = month_index(max(day for day, _, _ in case.expect)) - first + 1
        rows = self._unit(case, int(month_starts()[first]))
        quiet = np.zeros((months, len(self.world.places), max(1, self.book[H_P_WIDTH])), np.int64)
        trace = replay(self.book, quiet, first, _SEED, 0, rows, script=script_rows(self.book, map(self._meant, events), members))
        lived = Lived(case, events, members, trace[[row[3] < self.own.get(row[1], row[3] + 1) for row in trace.tolist()]])
        lived.failures.extend(self._judge(lived))
        return lived

    def _meant(self, event: ScriptEvent) -> ScriptEvent:
        """An event that names an act, a list or a remedy means the scheme's own, whatever others call theirs."""
        own = {rule.id for rules in (self.scheme.acts, self.scheme.lists, self.scheme.remedies, self.scheme.obligations.values()) for rule in rules}
        options = {name: f"{self.scheme.id}.{value}" if name == "against" and value in own else value for name, value in event.options.items()}
        target = f"{self.scheme.id}.{event.target}" if event.verb in ("enter", "file", "decide", "perform") and event.target in own else event.target
        return replace(event, target=target, options=options)

    def _unit(self, case: Case, first: int) -> np.ndarray:
        try:
            return unit_from(self.world, case.members, first, words=self.book[H_WORDS])
        except XinyongError as error:
            raise SchemeError([Problem(case.place.file, case.place.line, case.place.column, f"subject: {error}", rule="letter")]) from None

    # ---- what was expected

    def _judge(self, lived: Lived) -> Iterator[Failure]:
        days = sorted({day for day, _, _ in lived.case.expect})
        standing = standings(self.book, lived.trace, len(lived.members), days)
        for day, expected, places in lived.case.expect:
            for key, value in expected.items():
                member, what = self._whose(lived, key)
                of = standing[day][lived.members[member]]
                found = self._found(of, what, value, day)
                if found != (set(value) if isinstance(value, tuple) else value):
                    told = f"{member}: {what}" if len(lived.members) > 1 else what
                    yield Failure(places[key], lived.case.name, day, told, _text(value), _text(found),
                                  (*of.because(self.book, what), *self._idle(lived, day, lived.members[member])))

    def _whose(self, lived: Lived, key: str) -> tuple[str, str]:
        member, dot, what = key.partition(".")
        return (member, what) if dot and member != "score" else (lived.case.members[0][0], key)

    def _found(self, of: Standing, what: str, value, on: int):
        match what.split("."):
            case ["score", *ledger]:
                id = ledger[0] if ledger else self.score
                steps = of.scores.get(id)
                return None if steps is None else Fraction(steps * self.scheme.ledgers[id].step, 100)
            case ["grade"]:
                return of.grade
            case ["records"]:
                return len(of.records)
            case ["because"]:
                documents = of.documents(self.book)
                return value if value in documents else documents
            case ["owes"]:
                return of.owed(self.book)
            case ["amounts"]:
                return of.amounts(self.book)
            case ["paid"]:
                return Fraction(of.paid, 100)
            case ["wants"]:
                return {self.book.names["kinds"][kind]["id"]: MET[worst] for kind, (day, worst) in of.wants.items() if day == on}
            case ["on"]:
                return {self.book.names["lists"][i]["id"] for i in of.lists}
            case ["measures"]:
                return {self.book.names["measures"][m]["id"] for m in of.measures}
            case _:
                return {m["thing"] for m in map(self.book.names["measures"].__getitem__, of.measures) if m["kind"] == "deny"}

    def _idle(self, lived: Lived, until: int, j: int) -> Iterator[str]:
        """Events of a member's script that had no consequence."""
        came = {int(row[0]) for row in lived.trace if row[1] in _CONSEQUENCES and row[2] == j}
        for event, (text, _) in zip(lived.events, lived.case.script):
            theirs = lived.members.get(event.member, 0) == j
            if theirs and event.verb in ("enter", "do", "file", "decide", "perform") and event.day <= until and event.day not in came:
                yield f"nothing came of `{text}`"


def first_day(case: Case, events: tuple[ScriptEvent, ...]) -> int:
    """The day a case begins: as it says, or 1 January of the year of its first event."""
    if case.first is not None:
        return case.first
    year = date(min(event.day for event in events)).replace(month=1, day=1)
    return (year - date(0)).days


def _text(value) -> str:
    if value is None:
        return "none"
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {each if isinstance(each, str) else plain(each)}" for key, each in sorted(value.items())) + "}"
    if isinstance(value, (set, tuple)):
        return "[" + ", ".join(sorted(value)) + "]"
    return str(value)
