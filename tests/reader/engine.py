"""The engine, asked the same: everybody's standing on each day on which something changed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from xinyong.record.cases import Letter, Lived
from xinyong.record.standing import standings
from xinyong.scheme.read import read_scheme

from .days import FOREVER
from .state import Standing

_ZERO = date(1970, 1, 1)
_NEVER = (date(2100, 1, 1) - _ZERO).days


def letter(folder: Path, name: str) -> Letter:
    """A folder's scheme compiled for its worked cases."""
    return Letter(read_scheme(folder, name=name))


def days(made: Letter, lived: Lived) -> dict[date, dict[str, Standing]]:
    """By day on which anything happened: everybody's standing at its end."""
    happened = sorted({row[0] for row in lived.trace.tolist()})
    found = standings(made.book, lived.trace, len(lived.members), happened)
    return {_date(day): {name: _standing(made, found[day][place]) for name, place in lived.members.items()} for day in happened}


def _date(day: int) -> date:
    return FOREVER if day >= _NEVER else _ZERO + timedelta(days=day)


def _standing(made: Letter, of) -> Standing:
    names = made.book.names

    def points(act: int, steps: int) -> Fraction:
        ledger = names["acts"][act]["ledger"]
        return Fraction(steps * names["ledgers"][ledger]["step"], 100) if ledger >= 0 else Fraction(steps)
    measures = [names["measures"][measure] for measure in of.measures]
    return Standing(
        records=tuple(sorted((names["acts"][act]["id"], _date(day), points(act, live.points), _date(live.until))
                             for (act, day, _), live in of.records.items())),
        scores=tuple(sorted((id, None if steps is None else Fraction(steps * made.scheme.ledgers[id].step, 100)) for id, steps in of.scores.items())),
        grade=of.grade, lists=frozenset(names["lists"][i]["id"] for i in of.lists),
        measures=frozenset(measure["id"] for measure in measures),
        denied=frozenset(measure["thing"] for measure in measures if measure["kind"] == "deny"),
        owes=frozenset((id, left) for id, left in of.owed(made.book).items() if left))
