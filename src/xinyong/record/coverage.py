"""What of a scheme its worked cases touch, and what no case would notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xinyong.life import agenda as ag
from xinyong.life.scratch import TR_ENTERED, TR_FEATURE, TR_FILED, TR_GRADE, TR_LISTED, TR_MEASURE_ON
from xinyong.record.cases import Letter, Lived
from xinyong.scheme.model import FOREVER, Place
from xinyong.scheme.names import features
from xinyong.scheme.truth import holds
from xinyong.scheme.values import date, plain

PARTS = ("acts", "scales", "caps", "lives", "repeats", "features", "grades", "lists", "exceptions", "measures", "remedies", "versions")
"""What is looked at, in the order in which it is told."""


@dataclass(frozen=True)
class Part:
    """One thing that a case may touch."""

    id: str
    place: Place | None
    touched: bool


def coverage(letter: Letter, lived: Sequence[Lived]) -> dict[str, list[Part]]:
    """Of each of PARTS, every thing of the scheme and whether a case touches it."""
    looking = _Looking(letter, lived)
    return {part: getattr(looking, part)() for part in PARTS}


class _Looking:
    def __init__(self, letter: Letter, lived: Sequence[Lived]):
        self.letter, self.lived, self.scheme, self.book = letter, lived, letter.scheme, letter.book
        rows = [row for life in lived for row in life.trace.tolist()]
        self.entered = [row for row in rows if row[1] == TR_ENTERED]
        self.taken = [row for row in rows if row[1] == TR_FEATURE]
        self.filed = {row[3] for row in rows if row[1] == TR_FILED}
        self.listed = {(row[3], row[4]) for row in rows if row[1] == TR_LISTED}
        self.measured = {row[3] for row in rows if row[1] == TR_MEASURE_ON}

    def acts(self) -> list[Part]:
        touched = {row[3] for row in self.entered}
        return [Part(_versioned(act, self.scheme.acts), act.place, i in touched) for i, act in enumerate(self.scheme.acts)]

    def scales(self) -> list[Part]:
        brought = {(self.scheme.acts[row[3]].points.scale, row[4]) for row in self.entered if not row[7] & (ag.CAPPED | ag.REPEATED)}
        return [Part(f"{scale.id} at {reached}", scale.place, (scale.id, points) in brought)
                for scale in self.scheme.scales.values() for reached, points in scale.reached]

    def caps(self) -> list[Part]:
        cut = [self.scheme.acts[row[3]] for row in self.entered if row[7] & ag.CAPPED]
        acts = {act.id: Part(act.id, act.place, act.id in {each.id for each in cut}) for act in self.scheme.acts if act.cap}
        groups = [Part(f"group {id}", ledger.place, (ledger.id, id) in {(each.ledger, each.group) for each in cut})
                  for ledger in self.scheme.ledgers.values() for id, group in ledger.groups.items() if group.cap]
        return [*acts.values(), *groups]

    def lives(self) -> list[Part]:
        """Lines of `counts_for`: the first that fits the points of a record whose act has no life of its own."""
        parts = []
        for ledger in self.scheme.ledgers.values():
            points = {row[4] * ledger.step / 100 for row in self.entered
                      if self.scheme.acts[row[3]].counts_for is None and self.scheme.acts[row[3]].ledger == ledger.id}
            used = {next((i for i, line in enumerate(ledger.counts_for) if holds(line.when.tree, {"points": p})), -1) for p in points}
            parts += [Part(f"{ledger.id}: {line.when.text}", line.place, i in used) for i, line in enumerate(ledger.counts_for)]
        return parts

    def repeats(self) -> list[Part]:
        parts = []
        for ledger in self.scheme.ledgers.values():
            days = [row[0] for row in self.entered if row[7] & ag.REPEATED and self.scheme.acts[row[3]].ledger == ledger.id]
            parts += [Part(f"{ledger.id} times {plain(value.factor / 100)} from {date(first)}", ledger.place, any(first <= day < last for day in days))
                      for first, last, value in _spans(ledger.repeat) if value is not None and value.factor != 100]
        return parts

    def features(self) -> list[Part]:
        """Bins of scorecards that gave somebody their points."""
        given, row, parts = {(r[3], r[4]) for r in self.taken}, 0, []
        for ledger in self.scheme.ledgers.values():
            for feature in features(ledger):
                parts += [Part(f"{feature.id} {'otherwise' if each.when is None else each.when.text}", each.place, (row, i) in given)
                          for i, each in enumerate(feature.bins)]
                row += 1
        return parts

    def grades(self) -> list[Part]:
        if self.scheme.grades is None:
            return []
        codes = self.book.names["slots"][0]["codes"]
        stays = [stay for life in self.lived for stay in _stays(life, codes)]
        return [Part(f"{band.id} from {date(first)}", band.place, any(grade == band.id and a < last and first < b for grade, a, b in stays))
                for first, last, bands in _spans(self.scheme.grades.bands) for band in bands]

    def lists(self) -> list[Part]:
        return [Part(f"{rule.id} by {ground.id}", ground.place, (i, g) in self.listed)
                for i, rule in enumerate(self.scheme.lists) for g, ground in enumerate(rule.grounds)]

    def exceptions(self) -> list[Part]:
        """An exception is touched if some life is another one without it."""
        return [Part(f"{rule.id} except {spared.id}", spared.place, self._matters(rule, spared))
                for rule in self.scheme.lists for spared in rule.exceptions]

    def _matters(self, rule, spared) -> bool:
        without = replace(rule, exceptions=tuple(each for each in rule.exceptions if each is not spared))
        lists = tuple(without if each is rule else each for each in self.scheme.lists)
        other = Letter(replace(self.scheme, lists=lists))
        return any(other.live(life.case).trace.tolist() != life.trace.tolist() for life in self.lived)

    def measures(self) -> list[Part]:
        return [Part(_versioned(rule, self.scheme.measures), rule.place, i in self.measured) for i, rule in enumerate(self.scheme.measures)]

    def remedies(self) -> list[Part]:
        return [Part(rule.id, rule.place, i in self.filed) for i, rule in enumerate(self.scheme.remedies)]

    def versions(self) -> list[Part]:
        """Days on which some rule changes: touched if a case expects something between it and the next."""
        epochs = [day for day in self.book.names["epochs"] if self.scheme.first <= day < self.scheme.last]
        days = {day for life in self.lived for day, _, _ in life.case.expect}
        return [Part(f"from {date(first)}", None, any(first <= day < last for day in days))
                for first, last in zip(epochs, [*epochs[1:], self.scheme.last])]


def _versioned(rule, rules) -> str:
    """A rule's id, with its first day where there are several versions."""
    return f"{rule.id} from {date(rule.first)}" if sum(each.id == rule.id for each in rules) > 1 else rule.id


def _spans(history):
    firsts = [first for first, _ in history.values]
    return ((first, last, value) for (first, value), last in zip(history.values, [*firsts[1:], FOREVER]))


def _stays(life: Lived, codes):
    """(grade, first day, day after the last) of everybody in a life."""
    end = max(day for day, _, _ in life.case.expect) + 1
    for j in life.members.values():
        moves = [(row[0], codes[row[5]]) for row in life.trace.tolist() if row[1] == TR_GRADE and row[2] == j]
        yield from ((grade, day, until) for (day, grade), until in zip(moves, [*(day for day, _ in moves[1:]), end]))


def totals(parts: dict[str, list[Part]]) -> dict[str, dict]:
    """As `xinyong test --coverage --json` prints it: of each part how many there are, how many are touched, and which are not."""
    return {name: {"all": len(each), "touched": sum(part.touched for part in each), "untouched": [part.id for part in each if not part.touched]}
            for name, each in parts.items()}
