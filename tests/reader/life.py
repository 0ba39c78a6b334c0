"""A worked case lived day by day in the world `letter`: nothing is drawn, and what the script says is seen and told at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from . import arising, listing, owing, seeking
from .conditions import compared
from .conduct import Coming, falls_under, gravest
from .days import FOREVER, ONE, PERIODS, add_months
from .entering import Said, enter, governing
from .judging import judge
from .passing import Post
from .rules import Act, Scheme
from .scoring import covered
from .script import Event, event
from .state import Dossier, Listing, Member, Record, Standing
from .view import View

DEFAULT_AGE = 30


class Life:
    """One unit under one scheme and those that it names. `case`: as it stands in tests/*.yaml."""

    def __init__(self, together: list[Scheme], case: dict):
        self.schemes = {scheme.id: scheme for scheme in together}
        self.own = together[0]
        self.script = [event(text) for text in case.get("script", [])]
        self.members = list(_members(together, case))
        self.begun = _first_day(case, self.script)
        self.dossiers = [(scheme, member.dossiers[scheme.id]) for scheme in together for member in self.members]
        self.post = Post(self)
        self.coming: list[Coming] = []
        self.done: list[Callable[[], None]] = []

    def days(self, until: date) -> Iterator[tuple[date, dict[str, Standing]]]:
        """Everybody's standing at the end of each day."""
        day = self.begun
        while day <= until:
            self._versions_change(day)
            self._terms_end(day)
            self.post.watch(day)
            self.post.arrivals(day)
            self._script(day)
            self._entries(day)
            self._decisions(day)
            self.post.watch(day)
            self._judge(day)
            self.post.watch(day)
            yield day, {member.name: self._standing(member.dossiers[self.own.id], day) for member in self.members}
            day += ONE

    def view(self, of: Dossier, day: date, occasion: dict | None = None) -> View:
        """Who one is with a scheme, as conditions see it."""
        return View(self, of, day, occasion)

    def enter(self, of: Dossier, act: Act | None, day: date, said: Said, *, brought_by=None) -> Record | None:
        """Enters an act, unless it is of the other kind of subject or the scheme does not cover this one."""
        scheme = self.schemes[of.scheme]
        if act is None or act.of not in ("both", of.kind) or not covered(scheme, of, self.view(of, day)):
            return None
        record = enter(scheme, of, act, day, said, lambda occasion: self.view(of, day, occasion), brought_by)
        if record and act.owes:
            owing.arises(scheme, of, record, day, said.over)
        if record:
            self.post.give(of, record, day)
        return record

    def version(self, of: Dossier, id: str, day: date, said: Said) -> Act | None:
        """The version of an act that governs what is entered on a day."""
        return governing(self.schemes[of.scheme], id, day, said)

    # ---- the order of a day

    def _versions_change(self, day: date) -> None:
        for scheme, of in self.dossiers:
            if scheme.transitions.get(day) == "lapse" and day > self.begun:
                for record in of.records:
                    record.ended = record.ended or day
                    record.lapsed = True
                of.filings = [filing for filing in of.filings if filing.against not in of.records]

    def _terms_end(self, day: date) -> None:
        for scheme, of in self.dossiers:
            owing.end(of, day)
            for record in of.records:                                     # what stays counts until it is judged at the end of the day
                if record.act.stays_while is not None and record.ended is None:
                    if record.until <= day and not record.staying:
                        record.staying, record.until = True, FOREVER
                    if record.act.grade and record.grade_until <= day and not record.grade_staying:
                        record.grade_staying, record.grade_until = True, FOREVER
            for stay in list(of.listings.values()):
                listing.terms_end(scheme.lists[stay.list], of, stay, day, scheme, self.view(of, day))
            of.filings = [filing for filing in of.filings if filing.against not in of.records or filing.against.live(day)]

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
        for _, of in self.dossiers:
            for act in of.awaited:
                self.enter(of, act, day, Said(day, day))
        for entry in [entry for entry in self.coming if entry.day == day]:
            self.coming.remove(entry)
            by_deed = self.schemes[entry.of.scheme].governed_by == "deed"
            self.enter(entry.of, entry.act if by_deed else self.version(entry.of, entry.act.id, day, entry.said), day, replace(entry.said, deed=day))

    def _decisions(self, day: date) -> None:
        for _, of in self.dossiers:
            for filing in [filing for filing in of.filings if filing.due <= day]:
                self._decided(of, filing, filing.right, day)

    def _judge(self, day: date) -> None:
        turned: set[tuple[str, str, int]] = set()
        judge(self.dossiers, day, lambda of: self.view(of, day), lambda of: arising.arise(self, of, day, turned),
              lambda of, stay: self._listed(of, stay, day))
        for scheme, of in self.dossiers:
            of.awaited = arising.tomorrow(self, scheme, of, day)

    def _listed(self, of: Dossier, stay: Listing, day: date) -> None:
        """The listing itself may be a record, and agreements may pass it on."""
        rule = self.schemes[of.scheme].lists[stay.list]
        if rule.enters:
            said = Said(day, day)
            self.enter(of, self.schemes[of.scheme].act(rule.enters, day), day, said)
        self.post.give(of, stay, day)

    # ---- what a script may say

    def _named(self, member: Member, name: str) -> tuple[Dossier, str]:
        """Whose: what a script names is the scheme's own, or another's by its scheme."""
        scheme, _, id = name.rpartition(".")
        return member.dossiers[scheme or self.own.id], id

    def _enter(self, member: Member, said: Event, day: date) -> None:
        of, id = self._named(member, said.words[0])
        deed = date.fromisoformat(said.options.get("deed", day.isoformat()))
        lasts = said.number("lasts", 0)
        points = Fraction(said.options["points"]) if "points" in said.options else None
        what = Said(deed, add_months(deed, lasts), said.number("amount", 1), said.number("severity", 0), lasts, points)
        self.enter(of, self.version(of, id, day, what), day, what)

    def _do(self, member: Member, said: Event, day: date) -> None:
        if said.options.get("seen") != "no":
            lasts = said.number("lasts", 0)
            what = Said(day, add_months(day, lasts), said.number("amount", 1), said.number("severity", 0), lasts)
            for scheme in self.schemes.values():
                self.done.append(self._conduct(scheme, member.dossiers[scheme.id], said.words[0], what, day))

    def _conduct(self, scheme: Scheme, of: Dossier, conduct: str, said: Said, day: date) -> Callable[[], None]:
        """Judges which acts a conduct falls under; the answer enters them."""
        acts = gravest(scheme, falls_under(scheme, of, conduct, day, self.view(of, day, said.occasion)), day, said)

        def bring() -> None:
            for act in acts:
                self.enter(of, act, day, said)
                every = PERIODS.get(act.per)
                for month in range(every, said.lasts, every) if every else ():
                    self.coming.append(Coming(add_months(day, month), of, act, said))
        return bring

    def _file(self, member: Member, said: Event, day: date) -> None:
        of, id = self._named(member, said.words[0])
        scheme = self.schemes[of.scheme]
        against = said.options.get("against")
        for remedy in scheme.remedies:
            if remedy.id == id:
                seeking.file(scheme, of, remedy, against and against.split(".")[-1], said.options.get("right") != "no", day, self.view(of, day))

    def _decide(self, member: Member, said: Event, day: date) -> None:
        of, id = self._named(member, said.words[0])
        for filing in [filing for filing in of.filings if filing.remedy.id == id][:1]:
            self._decided(of, filing, said.words[1] == "won", day)

    def _decided(self, of: Dossier, filing, won: bool, day: date) -> None:
        scheme = self.schemes[of.scheme]

        def bring(id: str, amount: int | None) -> None:
            self.enter(of, scheme.act(id, day), day, Said(day, day, amount))
        seeking.decide(scheme, of, filing, won, day, bring, lambda occasion: self.view(of, day, occasion))

    def _set(self, member: Member, said: Event, day: date) -> None:
        for attribute, value in said.options.items():
            if attribute == "consented":
                member.consented = dict.fromkeys(self.schemes, value == "yes")
            else:
                member.attributes[attribute] = value

    def _perform(self, member: Member, said: Event, day: date) -> None:
        of, id = self._named(member, said.words[0])
        amount = said.options.get("amount")
        owing.perform(of, id, None if amount is None else Fraction(amount))

    def _term(self, member: Member, said: Event, day: date) -> None:
        """The term of a listing is decided: so many months from its day."""
        of, id = self._named(member, said.words[0])
        if stay := of.listings.get(id):
            listing.decided(self.schemes[of.scheme], stay, said.number("months", 1), day)

    def _want(self, member: Member, said: Event, day: date) -> None:
        """Wanting changes no standing."""

    # ---- what is told

    def _standing(self, of: Dossier, day: date) -> Standing:
        denied = {measure.thing for measure in self.own.on(day).measures if measure.id in of.measures and measure.kind == "deny"}
        return Standing(
            records=tuple(sorted((record.act.id, record.entered, record.points, record.until) for record in of.live(day))),
            scores=tuple(sorted(of.scores.items())), grade=of.grade, lists=frozenset(of.listings),
            measures=frozenset(of.measures), denied=frozenset(denied),
            owes=frozenset((debt.obligation, owing.outstanding(of, debt.obligation)) for debt in of.debts))


def _members(together: list[Scheme], case: dict) -> Iterator[Member]:
    unsaid = _unsaid(together)
    written = case.get("members")
    if written is None:
        subject = case.get("subject") or {}
        written = {"business" if subject.get("kind") == "organisation" else "head": subject}
    for name, said in written.items():
        said = said or {}
        role = re.sub(r"-\d+$", "", name)
        kind = "organisation" if role == "business" else "person"
        attributes = {key: value for key, value in said.items() if key not in ("age", "kind")}
        member = Member(name, role, kind, int(said.get("age", DEFAULT_AGE)), unsaid | attributes)
        member.dossiers = {scheme.id: Dossier(member, scheme.id) for scheme in together}
        yield member


def _unsaid(together: list[Scheme]) -> dict[str, str]:
    """What a case does not say of an attribute: `no` where all values that rules and cases name are no and yes."""
    named = defaultdict(set)
    for tree in (tree for scheme in together for tree in scheme.conditions()):
        for name, value in compared(tree):
            named[name].add(value)
    for case in together[0].cases:
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
