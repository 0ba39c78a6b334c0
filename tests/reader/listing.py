"""Lists: who comes on one, by which ground, after what notice; how long a stay is, and how it ends."""

from __future__ import annotations

from datetime import date

from .days import FOREVER, ONE, Counting, Duration
from .rules import Ground, List, Scheme
from .state import Dossier, Listing


def judge(rule: List, of: Dossier, day: date, scheme: Scheme, view, listed) -> bool:
    """Weighs one list for one member at the end of a day; `listed(stay)` is told of a new stay. Whether somebody came or went."""
    if rule.of not in ("both", of.kind):
        return False
    stay = of.listings.get(rule.id)
    if not rule.span.holds(day):
        of.notices.pop(rule.id, None)
        if stay is not None:
            leave(of, stay, day, scheme)
    elif stay is not None:
        if stay.off == FOREVER and _leaves(rule, rule.ground(stay.ground), view):
            go(rule, of, stay, day, scheme)
    else:
        _judge_absent(rule, of, day, scheme, view, listed)
    return of.listings.get(rule.id) is not stay


def _judge_absent(rule: List, of: Dossier, day: date, scheme: Scheme, view, listed) -> None:
    """Weighs whether somebody comes on a list, or is told that it will be so."""
    ground = next((ground for ground in rule.grounds if _lists(rule, ground, of, day, view)), None)
    if rule.before is not None:
        over = of.notices.pop(rule.id, None)
        if over is None or day < over:
            if over or ground is not None:
                of.notices[rule.id] = over or scheme.counting.over(day, rule.before)
            return
    if ground is not None:
        until = FOREVER if ground.term.unit == "for ever" else scheme.counting.over(day, ground.term)
        of.listings[rule.id] = Listing(rule.id, ground.id, day, until, _binds(rule, day, scheme, view))
        listed(of.listings[rule.id])


def _lists(rule: List, ground: Ground, of: Dossier, day: date, view) -> bool:
    """Whether a ground lists somebody who is not on the list."""
    defeated = any((exception.defeats == "any" or ground.id in exception.defeats) and exception.when.of(view) for exception in rule.exceptions)
    return not defeated and day >= of.barred.get(rule.id, date.min) and not _leaves(rule, ground, view) and not _waits(of, rule.id, ground.id) and bool(ground.when.of(view))


def _binds(rule: List, day: date, scheme: Scheme, view) -> date:
    if isinstance(rule.effect, Duration):
        return scheme.counting.over(day, rule.effect)
    return view.published(rule, day) if rule.effect == "publication" else day               # in the letter it is served at once


def _leaves(rule: List, ground: Ground, view) -> bool:
    """Whether `leaves` holds, the list's or that of a ground."""
    return any(part.leaves is not None and part.leaves.of(view) for part in (rule, ground))


def _waits(of: Dossier, list: str, ground: str) -> bool:
    """Whether a ground lists nobody anew: a stay by it ended, and no record of whatever scheme was entered on a later day."""
    left = of.waits.get((list, ground))
    return left is not None and not any(record.entered > left for each in of.member.dossiers.values() for record in each.records)


def cease(rule: List, of: Dossier, view) -> None:
    """A ground that does not hold at the end of a day waits for nothing any more."""
    for ground in rule.grounds:
        if (rule.id, ground.id) in of.waits and not ground.when.of(view):
            del of.waits[rule.id, ground.id]


def terms_end(rule: List, of: Dossier, stay: Listing, day: date, scheme: Scheme, view) -> None:
    """What of a stay is over when a day begins."""
    if stay.off <= day:
        leave(of, stay, day, scheme)
    elif stay.until <= day and stay.off == FOREVER:
        extend = rule.ground(stay.ground).extend
        if extend and stay.extended < extend.at_most and extend.when.of(view):
            stay.extended += 1
            stay.until = Counting("excluded", scheme.counting.roll).over(stay.until - ONE, extend.by)       # its last day is not counted again
        else:
            go(rule, of, stay, day, scheme)


def go(rule: List, of: Dossier, stay: Listing, day: date, scheme: Scheme) -> None:
    """The list is left; where taking off takes time, the name stays on it and bound until the last lawful day."""
    if rule.removal:
        stay.off = scheme.counting.last(day, rule.removal)
    if stay.off <= day or not rule.removal:
        leave(of, stay, day, scheme)


def leave(of: Dossier, stay: Listing, day: date, scheme: Scheme) -> None:
    """A stay on a list ends."""
    del of.listings[stay.list]
    stay.ended = day
    of.waits[stay.list, stay.ground] = day
    bar(of, stay.list, day, scheme.lists[stay.list].not_again_for, scheme)
    of.filings = [filing for filing in of.filings if filing.against is not stay]


def bar(of: Dossier, list: str, day: date, period: Duration | None, scheme: Scheme) -> None:
    """Nobody is listed again for so long."""
    if period:
        of.barred[list] = max(of.barred.get(list, date.min), scheme.counting.over(day, period))


def decided(scheme: Scheme, stay: Listing, months: int, day: date) -> None:
    """The term of a stay is decided: so many months from its day."""
    if stay.off == FOREVER:
        stay.until = scheme.counting.over(stay.entered, Duration(months, "months"))
