"""Remedies: seeking one, and what a decision does."""

from __future__ import annotations

from datetime import date

from . import owing
from .entering import single_again
from .judging import leave
from .scheme import Remedy, Scheme
from .state import Filing, Listing, Member, Record

ASKS_WHO_IS_RIGHT = ("objection", "correction", "appeal")


def file(scheme: Scheme, member: Member, remedy: Remedy, against: str | None, right: bool, day: date, view) -> None:
    """Seeks a remedy; nothing comes of it where it may not be sought, or not yet, or no longer."""
    if not remedy.span.holds(day):
        return
    target = _target(member, remedy, against, day)
    if target is None or any(filing.against is target for filing in member.filings) or not remedy.when.of(view(target)):
        return
    start = member.lost.get((remedy.follows, id(target))) if remedy.follows else target.entered
    if start is None or _often_enough(member, remedy, day):
        return
    counting = scheme.counting
    if remedy.open_for and day >= counting.over(start, remedy.open_for):
        return
    if remedy.after and day < counting.last(start, remedy.after):
        return
    due = counting.last(day, remedy.decided_within)
    member.filings.append(Filing(remedy, target, day, due, right or remedy.kind not in ASKS_WHO_IS_RIGHT))
    member.sought.append((remedy.id, day))
    target.suspended = remedy.suspends


def _often_enough(member: Member, remedy: Remedy, day: date) -> bool:
    """Whether it was sought as often as it may be, whatever came of it."""
    return remedy.at_most is not None and sum(
        id == remedy.id and remedy.at_most.same_period(sought, day) for id, sought in member.sought) >= remedy.at_most.most


def _target(member: Member, remedy: Remedy, against: str | None, day: date) -> Record | Listing | None:
    """The latest live record or listing that the remedy is against."""
    records = [record for record in member.live(day) if remedy.against_act(record.act.id) and against in (None, record.act.id)]
    stays = [stay for stay in member.listings.values() if stay.list in remedy.lists and against in (None, stay.list)]
    return max(reversed([*records, *stays]), key=lambda target: target.entered, default=None)         # of one day the last


def decide(scheme: Scheme, member: Member, filing: Filing, won: bool, day: date, enter, view) -> None:
    """Ends a pending remedy. `enter(act id)` enters what replaces a record."""
    member.filings.remove(filing)
    target = filing.against
    target.suspended = False
    if not won:
        member.lost[filing.remedy.id, id(target)] = day
    elif isinstance(target, Listing):
        leave(member, target, day)
    else:
        target.ended = day
        if filing.remedy.if_won == "as if never":
            target.erased = True
            owing.forget(member, target)
            single_again(scheme, member, target, day, view)
        elif filing.remedy.if_won.startswith("replace "):
            enter(filing.remedy.if_won.removeprefix("replace "))
