"""Agreements: what a record or a listing brings others, when it arrives, and how a correction follows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from . import owing
from .days import FOREVER, Counting
from .entering import Said, single_again
from .rules import Agreement, Scheme
from .state import Dossier, Listing, Member, Record

PLAINLY = Counting("excluded", "none")
"""A lag is no period of the rules: the day itself is not counted, and nothing rolls."""


@dataclass(eq=False)
class Passing:
    """What an agreement gives of one record or listing to one member. `copy`: once it has arrived; `withdrawn`: the day on which it is taken back."""

    agreement: Agreement
    to: Scheme
    of: Dossier
    becomes: str
    original: Record | Listing
    said: Said
    arrives: date
    copy: Record | None = None
    arrived: bool = False
    withdrawn: date = FOREVER


@dataclass
class Post:
    """All that agreements gave. `life` enters what arrives."""

    life: object
    passings: list[Passing] = field(default_factory=list)

    def give(self, of: Dossier, original: Record | Listing, day: date) -> None:
        """Passes on a record that was entered or a stay that began, at once or on its way."""
        brought = getattr(original, "brought_by", None)
        if brought is not None and not brought.onward:
            return
        for scheme in self.life.schemes.values():
            for agreement in scheme.agreements:
                becomes = self._becomes(agreement, scheme, of, original)
                if becomes and self._gives(agreement, scheme, of, day):
                    for member in self._against(agreement, of.member):
                        self._send(agreement, scheme, member, becomes, original, day)

    def _gives(self, agreement: Agreement, scheme: Scheme, of: Dossier, day: date) -> bool:
        mine = of.member.dossiers[scheme.id]
        return (agreement.span.holds(day) and scheme.span.holds(day) and self.life.schemes[of.scheme].span.holds(day)
                and agreement.of in ("both", of.kind) and (not agreement.consent or mine.consented)
                and bool(agreement.when.of(self.life.view(mine, day))))

    def _becomes(self, agreement: Agreement, scheme: Scheme, of: Dossier, original: Record | Listing) -> str:
        """The act that it becomes; nothing where it is not given."""
        if isinstance(original, Listing):
            return agreement.becomes if agreement.list == (of.scheme, original.list) else ""
        for (source, what), becomes in agreement.acts.items():
            if source == of.scheme and (what in ("any", original.act.id) or what == "bad" and original.bad or what == "good" and original.good):
                return original.act.id if becomes == "same" else becomes
        return ""

    def _against(self, agreement: Agreement, member: Member) -> Iterator[Member]:
        for other in self.life.members:
            if any(_is(role, member, other) for role in agreement.against):
                yield other

    def _send(self, agreement: Agreement, scheme: Scheme, member: Member, becomes: str, original: Record | Listing, day: date) -> None:
        if isinstance(original, Listing):
            said = Said(day, day)
        else:
            said = Said(original.deed, original.over, 1 if original.amount is None else original.amount, original.severity, original.lasts)
        arrives = PLAINLY.last(day, agreement.lag) if agreement.lag else day
        passing = Passing(agreement, scheme, member.dossiers[scheme.id], becomes, original, said, max(arrives, day))
        self.passings.append(passing)
        if passing.arrives <= day:
            self._arrive(passing, day)

    def arrivals(self, day: date) -> None:
        """What was on its way and is there, and what is taken back."""
        for passing in list(self.passings):
            if passing.withdrawn <= day:
                self._withdraw(passing, day)
        for passing in list(self.passings):
            if not passing.arrived and passing.arrives <= day:
                self._arrive(passing, day)

    def _arrive(self, passing: Passing, day: date) -> None:
        passing.arrived = True
        passing.copy = self.life.enter(passing.of, self.life.version(passing.of, passing.becomes, day, passing.said), day, passing.said, brought_by=passing.agreement)

    def watch(self, day: date) -> None:
        """Notes which originals are no more: their life is over, or a remedy removed them."""
        for passing in list(self.passings):
            follows, original, within = passing.agreement.follows, passing.original, passing.agreement.within
            if passing.withdrawn == FOREVER and _over(original, day) and follows in ("both", "corrections" if original.corrected else "ends"):
                passing.withdrawn = max(day, passing.to.counting.last(day, within)) if within else day
                if passing.withdrawn <= day or not passing.arrived:
                    self._withdraw(passing, day)

    def _withdraw(self, passing: Passing, day: date) -> None:
        """By a correction as if it had never been."""
        self.passings.remove(passing)
        copy = passing.copy
        if copy is None or not copy.live(day):
            return
        copy.ended, copy.erased, copy.corrected = day, True, True
        owing.forget(passing.of, copy)
        single_again(passing.to, passing.of, copy, day, lambda occasion: self.life.view(passing.of, day, occasion))
        passing.of.filings = [filing for filing in passing.of.filings if filing.against is not copy]


def _over(original: Record | Listing, day: date) -> bool:
    return original.ended is not None if isinstance(original, Listing) else not original.live(day)


def _is(role: str, member: Member, other: Member) -> bool:
    """Whether somebody is who an agreement is against: the same, another of the household, another in the role."""
    if role == "subject":
        return other is member
    if role == "household":
        return other is not member and other.kind == "person"
    if role == "representative":
        return member.kind == "organisation" and other.role == "head"
    return other is not member and other.role == role
