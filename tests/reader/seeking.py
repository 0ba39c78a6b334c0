"""Remedies: seeking one, and what a decision does."""

from __future__ import annotations

from datetime import date

from . import listing, owing
from .entering import single_again
from .rules import Remedy, Scheme
from .state import Dossier, Filing, Listing, Record

ASKS_WHO_IS_RIGHT = ("objection", "correction", "appeal")


def file(scheme: Scheme, of: Dossier, remedy: Remedy, against: str | None, right: bool, day: date, view) -> None:
    """Seeks a remedy; nothing comes of it where it may not be sought, or not yet, or no longer."""
    if not remedy.span.holds(day):
        return
    target = _target(scheme, of, remedy, against, day)
    if target is None or any(filing.against is target for filing in of.filings) or not remedy.when.of(view):
        return
    start = of.lost.get((remedy.follows, id(target))) if remedy.follows else target.entered
    if start is None or _often_enough(of, remedy, day):
        return
    counting = scheme.counting
    if remedy.open_for and day >= counting.over(start, remedy.open_for):
        return
    if remedy.after and day < counting.last(start, remedy.after):
        return
    due = counting.last(day, remedy.decided_within)
    of.filings.append(Filing(remedy, target, day, due, right or remedy.kind not in ASKS_WHO_IS_RIGHT))
    of.sought.append((remedy.id, day))
    target.suspended = remedy.suspends


def _often_enough(of: Dossier, remedy: Remedy, day: date) -> bool:
    """Whether it was sought as often as it may be, whatever came of it."""
    return remedy.at_most is not None and sum(
        id == remedy.id and remedy.at_most.same_period(sought, day) for id, sought in of.sought) >= remedy.at_most.most


def _target(scheme: Scheme, of: Dossier, remedy: Remedy, against: str | None, day: date) -> Record | Listing | None:
    """The latest live record or listing that the remedy is against, and that the one was lost on that it follows; of one day that of the later act or list."""
    records = [(record.entered, record.act.order, place, record) for place, record in enumerate(of.records)
               if record.live(day) and remedy.against_act(record.act.id) and against in (None, record.act.id)]
    stays = [(stay.entered, list(scheme.lists).index(stay.list), 0, stay) for stay in of.listings.values()
             if stay.list in remedy.lists and against in (None, stay.list)]
    found = [target for target in (*records, *stays) if not remedy.follows or (remedy.follows, id(target[-1])) in of.lost]
    return max(found, key=lambda target: target[:3])[-1] if found else None


def decide(scheme: Scheme, of: Dossier, filing: Filing, won: bool, day: date, enter, view) -> None:
    """Ends a pending remedy. `enter(act id, amount)` enters what replaces a record, or that losing is one."""
    of.filings.remove(filing)
    target, remedy = filing.against, filing.remedy
    target.suspended = False
    if not won:
        of.lost[remedy.id, id(target)] = day
        if remedy.if_lost:
            enter(remedy.if_lost, 1)
        return
    target.corrected = True
    if isinstance(target, Listing):
        listing.leave(of, target, day, scheme)
        listing.bar(of, target.list, day, remedy.not_again_for, scheme)
        return
    target.ended = day
    if remedy.if_won == "as if never":
        target.erased = True
        owing.forget(of, target)
        single_again(scheme, of, target, day, view)
    elif remedy.if_won.startswith("replace "):
        enter(remedy.if_won.removeprefix("replace "), None)
