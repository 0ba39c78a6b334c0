"""What the names of conditions mean for one member on one day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from . import owing
from .conditions import Word
from .days import Duration, within
from .scheme import Scheme
from .state import Member, Record


class View:
    """One member as of now; `occasion` holds `amount`, `severity`, `lasts`, `points` of what is judged, where something is."""

    def __init__(self, scheme: Scheme, members: list[Member], member: Member, day: date, begun: date, occasion: dict | None = None):
        self.scheme, self.members, self.member, self.day, self.begun = scheme, members, member, day, begun
        self.occasion = occasion or {}
        self.rules = scheme.on(day)

    def in_role(self, role: str) -> View | None:
        """The first other member in a role; the representative of an organisation is the head."""
        if role == "representative":
            if self.member.kind != "organisation":
                return None
            role = "head"
        other = next((other for other in self.members if other is not self.member and other.role == role), None)
        return other and View(self.scheme, self.members, other, self.day, self.begun)

    # ---- names

    def value(self, name: str):
        match name:
            case "score":
                return self.member.scores.get(self.scheme.shown_ledger)
            case "grade":
                return self.member.grade and Word(self.member.grade, self._band)
            case "no_score":
                return self.member.scores.get(self.scheme.shown_ledger) is None
            case "consented":
                return self.member.consented
            case "age":
                return self.age
            case "gap_up":
                return self._gap_up()
            case "gap_down":
                return self._gap_down()
            case "denied" | "granted":
                return self._how_many("deny" if name == "denied" else "grant")
            case "amount" | "severity" | "lasts" | "points":
                return self.occasion.get(name)
            case "kind" | "role":
                return Word(getattr(self.member, name), str)
        if name in self.scheme.ledgers:
            return self.member.scores.get(name)
        return Word(self.member.attributes.get(name, ""), _in_order)

    @property
    def age(self) -> int | None:
        """Whole years; birthdays are on 1 January."""
        return self.member.age + self.day.year - self.begun.year if self.member.kind == "person" else None

    def _band(self, id: str) -> int | None:
        """The place of a grade, better is greater; None if the day's bands have none of that name."""
        return -self.rules.places[id] if id in self.rules.places else None

    def _gap_up(self) -> Fraction | None:
        score, place = self._place()
        return self.rules.bands[place - 1].at_least - score if score is not None and place else None

    def _gap_down(self) -> Fraction | None:
        score, place = self._place()
        return score - self.rules.bands[place].at_least if score is not None and place < len(self.rules.bands) - 1 else None

    def _place(self):
        """The shown score, and the band that it reaches by itself."""
        score = self.member.scores.get(self.scheme.grades_of)
        return score, None if score is None else self.rules.reached(score)

    def _how_many(self, kind: str) -> int:
        return sum(measure.kind == kind and measure.id in self.member.measures for measure in self.rules.measures)

    # ---- calls

    def has(self, act: str, **window) -> bool:
        return bool(self.count(act, **window))

    def count(self, which: str, **window) -> int:
        return len(self._records(which, **window))

    def sum(self, which: str, **window) -> Fraction:
        return sum(record.points for record in self._records(which, **window))

    def _records(self, which: str, within: Duration | None = None, since: str = "") -> list[Record]:
        def fits(record: Record) -> bool:
            if which == "any":
                return True
            return record.bad if which == "bad" else record.good if which == "good" else record.act.id == which

        def found(record: Record) -> bool:
            if within is None:
                return record.counts(self.day)
            return not record.erased and not record.lapsed and _within(record.entered, self.day, within)
        last = max((record.entered for record in self.member.records if record.act.id == since and not record.erased), default=date.min)
        return [record for record in self.member.records if fits(record) and found(record) and record.entered > last]

    def on(self, id: str) -> bool:
        listing = self.member.listings.get(id)
        return listing is not None and not listing.suspended

    def told(self, what: str) -> bool:
        if what in self.scheme.lists:
            return what in self.member.listings
        return bool(self._records(what))

    def owes(self, obligation: str) -> Fraction:
        return owing.outstanding(self.member, obligation)

    def overdue(self, obligation: str) -> int:
        return owing.overdue(self.member, obligation, self.day)

    def denied(self, thing: str) -> bool:
        return self._measure(thing, "deny")

    def granted(self, thing: str) -> bool:
        return self._measure(thing, "grant")

    def bears(self, id: str) -> bool:
        return id in self.member.measures

    def _measure(self, thing: str, kind: str) -> bool:
        return any(measure.thing == thing and measure.kind == kind and measure.id in self.member.measures for measure in self.rules.measures)


_within = within


def _in_order(word: str):
    """Numbers by size, then words by the alphabet."""
    return (0, int(word), "") if word.isdecimal() else (1, 0, word)
