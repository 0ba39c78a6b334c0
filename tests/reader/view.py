"""What the names of conditions mean for one member on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from . import owing
from .conditions import Word, names
from .days import FOREVER, Duration, within
from .state import Dossier, Member, Record


class View:
    """One member as one scheme has it now; `occasion` holds `amount`, `severity`, `lasts`, `points` of what is judged, where something is."""

    def __init__(self, life, of: Dossier, day: date, occasion: dict | None = None):
        self.life, self.dossier, self.member, self.day = life, of, of.member, day
        self.scheme = life.schemes[of.scheme]
        self.occasion = occasion or {}
        self.rules = self.scheme.on(day)

    # ---- whose

    def whose(self, role: str, scheme: str) -> View | None:
        """Oneself or the first other member in a role, with this scheme or another; the representative of an organisation is the head."""
        member = self._in_role(role) if role else self.member
        if member is None:
            return None
        return self if member is self.member and scheme in ("", self.scheme.id) else self._of(member, scheme)

    def _of(self, member: Member, scheme: str = "") -> View:
        return View(self.life, member.dossiers[scheme or self.scheme.id], self.day)

    def _in_role(self, role: str) -> Member | None:
        if role == "representative":
            if self.member.kind != "organisation":
                return None
            role = "head"
        return next((other for other in self.life.members if other is not self.member and other.role == role), None)

    def others(self, over: str) -> Iterator[View]:
        """The members of the unit in a role; of the household all persons, oneself included."""
        for member in self.life.members:
            if member.kind == "person" if over == "household" else member.role == over and member is not self.member:
                yield self._of(member)

    def step(self, part) -> Fraction:
        """To what an average of it is rounded: a step of the ledger that it names, or a whole number."""
        ledgers = [self.scheme.shown_ledger if name == "score" else name for name in names(part)]
        return next((self.scheme.ledgers[name].step for name in ledgers if name in self.scheme.ledgers), Fraction(1))

    # ---- names

    def value(self, name: str):
        match name:
            case "score":
                return self.dossier.scores.get(self.scheme.shown_ledger)
            case "grade":
                return self.dossier.grade and Word(self.dossier.grade, self._band)
            case "no_score":
                return self.dossier.scores.get(self.scheme.shown_ledger) is None
            case "consented":
                return self.dossier.consented
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
            return self.dossier.scores.get(name)
        return Word(self.member.attributes.get(name, ""), _in_order)

    @property
    def age(self) -> int | None:
        """Whole years; birthdays are on 1 January."""
        return self.member.age + self.day.year - self.life.begun.year if self.member.kind == "person" else None

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
        score = self.dossier.scores.get(self.scheme.grades_of)
        return score, None if score is None else self.rules.reached(score)

    def _how_many(self, kind: str) -> int:
        return sum(measure.kind == kind and measure.id in self.dossier.measures for measure in self.rules.measures)

    # ---- calls

    def has(self, act: str, **window) -> bool:
        return bool(self.count(act, **window))

    def count(self, which: str, **window) -> int:
        return len(self._records(which, **window))

    def sum(self, which: str, **window) -> Fraction:
        return sum(record.points for record in self._records(which, **window))

    def most(self, which: str, **window) -> Fraction:
        return max((abs(record.points) for record in self._records(which, **window)), default=0)

    def _records(self, which: str, within: Duration | None = None, since: str = "", by: str = "entry") -> list[Record]:
        def fits(record: Record) -> bool:
            if which == "any":
                return True
            return record.bad if which == "bad" else record.good if which == "good" else record.act.id == which

        def found(record: Record) -> bool:
            if within is None:
                return record.counts(self.day)
            return not record.erased and not record.lapsed and _within(record.deed if by == "deed" else record.entered, self.day, within)
        last = max((record.entered for record in self.dossier.records if record.act.id == since and not record.erased), default=date.min)
        return [record for record in self.dossier.records if fits(record) and found(record) and record.entered > last]

    def on(self, id: str) -> bool:
        listing = self.dossier.listings.get(id)
        return listing is not None and listing.bound(self.day)

    def told(self, what: str, notice: str = "known") -> bool:
        if what not in self.scheme.lists:
            return bool(self._records(what))
        rule, stay = self.scheme.lists[what], self.dossier.listings.get(what)
        if notice == "before":
            return what in self.dossier.notices or rule.before is not None and stay is not None
        if stay is None or notice != "published":
            return stay is not None
        return rule.published and self.published(rule, stay.entered) <= self.day < self.published_until(rule, stay.entered)

    def published(self, rule, entered: date) -> date:
        """The day on which publication begins: the last lawful one."""
        after = rule.published_after
        return max(entered, self.scheme.counting.last(entered, after)) if after else entered

    def published_until(self, rule, entered: date) -> date:
        """The first day on which it is published no longer, if it stays listed."""
        return self.scheme.counting.over(self.published(rule, entered), rule.published_for) if rule.published_for else FOREVER

    def owes(self, obligation: str) -> Fraction:
        return owing.outstanding(self.dossier, obligation)

    def overdue(self, obligation: str) -> int:
        return owing.overdue(self.dossier, obligation, self.day)

    def denied(self, thing: str) -> bool:
        return self._measure(thing, "deny")

    def granted(self, thing: str) -> bool:
        return self._measure(thing, "grant")

    def bears(self, id: str) -> bool:
        return id in self.dossier.measures

    def _measure(self, thing: str, kind: str) -> bool:
        return any(measure.thing == thing and measure.kind == kind and measure.id in self.dossier.measures for measure in self.rules.measures)


_within = within


def _in_order(word: str):
    """Numbers by size, then words by the alphabet."""
    return (0, int(word), "") if word.isdecimal() else (1, 0, word)
