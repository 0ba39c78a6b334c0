"""The same people in two runs, life beside life: for how many something differs, and for whom most."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from xinyong.record.differ import Difference
from xinyong.record.living import Conditions
from xinyong.record.offer import few_words
from xinyong.record.rules import Rules, condition, iso
from xinyong.record.subject import Record
from xinyong.scheme.when import Call, Name, walk
from xinyong.study.compare.pair import Pair

SHOWN = 10


@dataclass(frozen=True)
class Changed:
    """One whose life differs: days with another score or grade, and days under something denied or burdened in either run."""

    a: Record
    b: Record
    days: int
    restricted: tuple[int, int]

    @property
    def code(self) -> str:
        return self.a.code

    def to_dict(self) -> dict:
        """As `xinyong compare --json` prints it."""
        words = [{lang: few_words(record, lang) for lang in ("en", "zh")} for record in (self.a, self.b)]
        return {"code": self.code, "synthetic": True, "seed": self.a.run.seed, "days": self.days,
                "restricted_days": {"as_is": self.restricted[0], "variant": self.restricted[1]}, "as_is": words[0], "variant": words[1]}


@dataclass
class People:
    """Those looked at: how many subjects in how many households, and those whose lives differ, most first."""

    looked: int = 0
    units: int = 0
    of: int = 0
    changed: list[Changed] = field(default_factory=list)

    @property
    def fewer(self) -> int:
        """How many are restricted on fewer days than before."""
        return sum(c.restricted[1] < c.restricted[0] for c in self.changed)

    @property
    def more(self) -> int:
        return sum(c.restricted[1] > c.restricted[0] for c in self.changed)

    @property
    def restricted_days(self) -> int:
        """Days restricted in the second run less those in the first, all together."""
        return sum(c.restricted[1] - c.restricted[0] for c in self.changed)


def people(pair: Pair, *, units: int | None = None, seconds: float | None = None) -> People:
    """Look at households of both runs: so many, for so long, or all."""
    conditions = [Conditions.of(run) for run in (pair.a, pair.b)]
    day = min(c.last_day for c in conditions)
    there = min(c.population.units for c in conditions)
    found, until = People(of=there), None if seconds is None else time.monotonic() + seconds
    while found.units < min(there, units if units is not None else there) and (until is None or time.monotonic() < until):
        for a, b in _members(pair, conditions, found.units, day):
            found.looked += 1
            changed = _changed(a, b)
            found.changed += [changed] if changed else []
        found.units += 1
    found.changed.sort(key=lambda c: (-c.days, -abs(c.restricted[1] - c.restricted[0])))
    return found


def _members(pair: Pair, conditions: list[Conditions], unit: int, day: int) -> Iterator[tuple[Record, Record]]:
    lives = [c.live(unit, day) for c in conditions]
    if len(lives[0]) != len(lives[1]):
        return
    for j in range(len(lives[0])):
        yield tuple(Record(run, c, unit, j, life, day) for run, c, life in zip((pair.a, pair.b), conditions, lives))


def _changed(a: Record, b: Record) -> Changed | None:
    days = days_apart(a, b)
    restricted = restricted_days(a), restricted_days(b)
    return Changed(a, b, days, restricted) if days or restricted[0] != restricted[1] else None


def days_apart(a: Record, b: Record) -> int:
    """Days on which score or grade differ."""
    if all(a.life.scores[i] == b.life.scores[i] for i in range(min(len(a.life.scores), len(b.life.scores)))) and _grades(a) == _grades(b):
        return 0
    return sum(span.last - span.first for span in Difference(a, b).spans)


def _grades(record: Record) -> list:
    return [[(s.what, iso(s.day)) for s in stays] for stays in record.life.grades]


def by_standing(rules: Rules, measure: int) -> bool:
    """Whether a measure asks where one stands; what meets everybody of an age or a role alike is no restriction of anybody."""
    words = {"score", "grade", "gap_up", "gap_down", "denied", "granted", *(ledger["id"] for ledger in rules.ledgers)}
    return any(isinstance(part, Call) or (isinstance(part, Name) and part.path[-1] in words) for part in walk(condition(rules.measures[measure]["when"])))


def restricted_days(record: Record, *, grants: bool = False) -> int:
    """Days on which something is denied or burdened to the subject by its standing (`grants`: granted)."""
    return sum(last - first for first, last in together(record, grants=grants))


def together(record: Record, *, grants: bool = False) -> list[tuple[int, int]]:
    """The spans of days, none overlapping another, on which a measure of the kind holds."""
    end, rules = record.as_of + 1, record.rules
    stays = sorted((s.day, min(end, s.ended or end)) for s in record.life.measures
                   if (rules.measures[s.what]["kind"] == "grant") == grants and by_standing(rules, s.what))
    found: list[tuple[int, int]] = []
    for first, last in stays:
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        elif last > first:
            found.append((first, last))
    return found
