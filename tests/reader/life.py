"""A worked case lived day by day in the world `letter`: nothing is drawn, and what the script says is seen and told at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from . import entering, owing, seeking
from .conditions import compared
from .days import ONE, PERIODS, add_months
from .judging import covered, judge, leave
from .scheme import Act, Scheme
from .script import Event, event
from .state import Member, Record, Standing
from .view import View

DEFAULT_AGE = 30


@dataclass(frozen=True)
class Coming:
    """A record that a lasting wrong brings on a later day."""

    day: date
    member: Member
    act: Act
    amount: int
    severity: int
    lasts: int
    end: date                         # of the whole wrong


class Life:
    """One unit under one scheme. `case`: as it stands in tests/*.yaml."""

    def __init__(self, scheme: Scheme, case: dict):
        self.scheme = scheme
        self.script = [event(text) for text in case.get("script", [])]
        self.members = list(_members(scheme, case))
        self.begun = _first_day(case, self.script)
        self.coming: list[Coming] = []
        self.done: list[Callable[[], None]] = []

    def days(self, until: date) -> Iterator[tuple[date, dict[str, Standing]]]:
        """Everybody's standing at the end of each day."""
        day = self.begun
        while day <= until:
            self._versions_change(day)
            self._terms_end(day)
            self._script(day)
            self._entries(day)
            self._decisions(day)
            self._judge(day)
            yield day, {member.name: self._standing(member, day) for member in self.members}
            day += ONE

    def _view(self, member: Member, day: date, occasion: dict | None = None) -> View:
        return View(self.scheme, self.members, member, day, self.begun, occasion)

    # ---- the order of a day

    def _judge(self, day: date) -> None:
        turned: set[tuple[str, int]] = set()
        judge(self.scheme, self.members, day, lambda member: self._view(member, day), lambda member: self._arise(member, day, turned))
        for member in self.members:
            member.awaited = self._tomorrow(member, day)

    def _arise(self, member: Member, day: date, turned: set[tuple[str, int]]) -> bool:
        """Enters what arises as its condition comes to hold, ends what lives while it holds; each at most once a day (`turned`)."""
        view, changed = self._view(member, day), False
        for act in self.scheme.acts:
            if act.arises != "when it holds" or act.of not in ("both", member.kind) or (member.name, act.order) in turned:
                continue
            holds = act.span.holds(day) and covered(self.scheme, member, view) and bool(act.when.of(view))
            if holds == (act.order in member.arisen):
                continue
            turned.add((member.name, act.order))
            changed = True
            if holds:
                member.arisen[act.order] = self._record(member, act, day, day)
            else:
                self._cease(act, member.arisen.pop(act.order), day)
        return changed

    def _cease(self, act: Act, record, day: date) -> None:
        if act.while_holds and record.ended is None:
            record.ended = day
        elif act.grade_while_holds:
            record.grade_until = min(record.grade_until, day)

    def _tomorrow(self, member: Member, day: date) -> list[Act]:
        """Acts of tomorrow's versions that tomorrow is a set day of and whose condition holds today."""
        def due(act: Act) -> bool:
            days = act.arises_on
            return days == day + ONE if isinstance(days, date) else days is not None and days.include(day + ONE)
        return [act for act in self.scheme.acts if act.arises == "set" and due(act) and act.span.holds(day + ONE)
                and act.of in ("both", member.kind) and act.when.of(self._view(member, day))]

    def _versions_change(self, day: date) -> None:
        if self.scheme.transitions.get(day) == "lapse" and day > self.begun:
            for member in self.members:
                for record in member.records:
                    record.ended = record.ended or day
                    record.lapsed = True
                member.filings = [filing for filing in member.filings if filing.against not in member.records]

    def _terms_end(self, day: date) -> None:
        for member in self.members:
            owing.end(member, day)
            for stay in list(member.listings.values()):
                if stay.until <= day or not self.scheme.lists[stay.list].span.holds(day):
                    leave(member, stay, day)
            member.filings = [filing for filing in member.filings if filing.against not in member.records or filing.against.live(day)]

    def _script(self, day: date) -> None:
        for happening in self.script:
            if happening.day == day:
                member = next((m for m in self.members if m.name == happening.member), self.members[0])
                getattr(self, f"_{happening.verb}")(member, happening, day)

    def _entries(self, day: date) -> None:
        """What conduct of this day and lasting wrongs bring is entered after all that the script says."""
        for bring in self.done:
            bring()
        self.done.clear()
        for member in self.members:
            for act in member.awaited:
                self._record(member, act, day, day)
        for entry in [entry for entry in self.coming if entry.day == day]:
            self.coming.remove(entry)
            act = entry.act if self.scheme.governed_by == "deed" else self.scheme.act(entry.act.id, day)
            if act is not None:
                self._record(entry.member, act, day, day, amount=entry.amount, severity=entry.severity, lasts=entry.lasts, end=entry.end)

    def _decisions(self, day: date) -> None:
        for member in self.members:
            for filing in [filing for filing in member.filings if filing.due <= day]:
                self._decided(member, filing, filing.right, day)

    # ---- what a script may say

    def _enter(self, member: Member, said: Event, day: date) -> None:
        deed = date.fromisoformat(said.options.get("deed", day.isoformat()))
        act = self.scheme.act(said.words[0], deed if self.scheme.governed_by == "deed" else day)
        if act is not None:
            lasts = said.number("lasts", 0)
            self._record(member, act, day, deed, amount=said.number("amount", 1), severity=said.number("severity", 0), lasts=lasts, end=add_months(deed, lasts))

    def _do(self, member: Member, said: Event, day: date) -> None:
        if said.options.get("seen") != "no":
            self.done.append(self._conduct(member, said, day))

    def _conduct(self, member: Member, said: Event, day: date) -> Callable[[], None]:
        """Judges which acts a conduct falls under; the answer enters them."""
        amount, severity, lasts = said.number("amount", 1), said.number("severity", 0), said.number("lasts", 0)
        view = self._view(member, day, {"amount": amount, "severity": severity, "lasts": lasts})
        fits = [act for act in self.scheme.acts if act.conduct == said.words[0] and act.span.holds(day)
                and act.of in ("both", member.kind) and act.when.of(view)]
        end = add_months(day, lasts)
        acts = self._gravest(fits, day, amount, severity)

        def bring() -> None:
            for act in acts:
                self._record(member, act, day, day, amount=amount, severity=severity, lasts=lasts, end=end)
                every = PERIODS.get(act.per)
                for month in range(every, lasts, every) if every else ():
                    self.coming.append(Coming(add_months(day, month), member, act, amount, severity, lasts, end))
        return bring

    def _gravest(self, fits: list[Act], day: date, amount: int, severity: int) -> list[Act]:
        """Of the lines that one channel reports the gravest, in the order of acts.csv."""
        if self.scheme.same_conduct == "all":
            return fits
        places = self.scheme.on(day).places

        def gravity(act: Act):
            return places.get(act.grade, -1), abs(entering.catalog_points(self.scheme, act, amount, severity)), -act.order
        gravest = {}
        for act in fits:
            if act.channel not in gravest or gravity(act) > gravity(gravest[act.channel]):
                gravest[act.channel] = act
        return sorted(gravest.values(), key=lambda act: act.order)

    def _record(self, member: Member, act: Act, day: date, deed: date, *, amount: int | None = 1, severity: int = 0, lasts: int = 0,
                end: date | None = None) -> Record | None:
        """Enters an act, unless it is of the other kind of subject or the scheme does not cover this one."""
        if act.of not in ("both", member.kind) or not covered(self.scheme, member, self._view(member, day)):
            return None
        clock = {"entry": day, "deed": deed, "end": end or deed}[self.scheme.clock]
        said = {"amount": amount, "severity": severity, "lasts": lasts}
        record = entering.enter(self.scheme, member, act, day, deed, clock, said, lambda occasion: self._view(member, day, occasion))
        if record and act.owes:
            owing.arises(self.scheme, member, record, day, end or deed)
        return record

    def _file(self, member: Member, said: Event, day: date) -> None:
        for remedy in self.scheme.remedies:
            if remedy.id == said.words[0]:
                seeking.file(self.scheme, member, remedy, said.options.get("against"), said.options.get("right") != "no", day,
                             lambda target: self._view(member, day))

    def _decide(self, member: Member, said: Event, day: date) -> None:
        id, outcome = said.words
        for filing in [filing for filing in member.filings if filing.remedy.id == id][:1]:
            self._decided(member, filing, outcome == "won", day)

    def _decided(self, member: Member, filing, won: bool, day: date) -> None:
        def enter(id: str) -> None:
            act = self.scheme.act(id, day)
            if act is not None:
                self._record(member, act, day, day, amount=None)
        seeking.decide(self.scheme, member, filing, won, day, enter, lambda occasion: self._view(member, day, occasion))

    def _set(self, member: Member, said: Event, day: date) -> None:
        for attribute, value in said.options.items():
            if attribute == "consented":
                member.consented = value == "yes"
            else:
                member.attributes[attribute] = value

    def _perform(self, member: Member, said: Event, day: date) -> None:
        amount = said.options.get("amount")
        owing.perform(member, said.words[0], None if amount is None else Fraction(amount))

    def _want(self, member: Member, said: Event, day: date) -> None:
        """Wanting changes no standing."""

    # ---- what is told

    def _standing(self, member: Member, day: date) -> Standing:
        denied = {measure.thing for measure in self.scheme.on(day).measures
                  if measure.id in member.measures and measure.kind == "deny"}
        return Standing(
            records=tuple(sorted((record.act.id, record.entered, record.points, record.until) for record in member.live(day))),
            scores=tuple(sorted(member.scores.items())), grade=member.grade, lists=frozenset(member.listings),
            measures=frozenset(member.measures), denied=frozenset(denied),
            owes=frozenset((debt.obligation, owing.outstanding(member, debt.obligation)) for debt in member.debts))


def _members(scheme: Scheme, case: dict) -> Iterator[Member]:
    unsaid = _unsaid(scheme)
    written = case.get("members")
    if written is None:
        subject = case.get("subject") or {}
        written = {"business" if subject.get("kind") == "organisation" else "head": subject}
    for name, said in written.items():
        said = said or {}
        role = re.sub(r"-\d+$", "", name)
        kind = "organisation" if role == "business" else "person"
        attributes = {key: value for key, value in said.items() if key not in ("age", "kind")}
        yield Member(name, role, kind, int(said.get("age", DEFAULT_AGE)), unsaid | attributes, said.get("consented", "yes") == "yes")


def _unsaid(scheme: Scheme) -> dict[str, str]:
    """What a case does not say of an attribute: `no` where all values that rules and cases name are no and yes."""
    named = defaultdict(set)
    for tree in scheme.conditions():
        for name, value in compared(tree):
            named[name].add(value)
    for case in scheme.cases:
        said = [*(case.get("members") or {}).values(), case.get("subject")]
        said += [happening.options for happening in map(event, case.get("script", [])) if happening.verb == "set"]
        for attributes in said:
            for name, value in (attributes or {}).items():
                named[name].add(value)
    return {name: "no" for name, values in named.items() if values <= {"no", "yes"}}


def _first_day(case: dict, script: list[Event]) -> date:
    """The first of the month in which the case begins."""
    first = date.fromisoformat(case["from"]) if "from" in case else min(said.day for said in script).replace(month=1)
    return first.replace(day=1)
