"""The end of a day: scores, lists, grades, measures."""

from __future__ import annotations

from datetime import date

from .days import FOREVER
from .scheme import Ground, List, Rules, Scheme
from .state import Listing, Member, Record

ROUNDS = 50                           # lists, acts and measures that ask for each other are weighed again until nothing changes


def judge(scheme: Scheme, members: list[Member], day: date, view, arise) -> None:
    """Everybody's standing at the end of a day. `view(member)` weighs conditions; `arise(member)` enters what arises, and says whether anything did."""
    for member in members:
        member.held = member.grade
    rests, rounds = False, 0
    while not rests and rounds < ROUNDS:
        rounds += 1
        for member in members:
            _score(scheme, member, day, view(member))
            _grade(scheme, member, day)
        before = [dict(member.listings) for member in members]
        for member in members:
            for rule in scheme.on(day).lists:
                _list(rule, member, day, scheme, view(member))
                _grade(scheme, member, day)
        rests = not sum(arise(member) for member in members) and before == [member.listings for member in members]
    for member in members:
        for rule in scheme.lists.values():
            _cease(rule, member, view(member))
    for _ in range(ROUNDS):
        if not sum(_measures(scheme, member, day, view(member)) for member in members):
            break


def covered(scheme: Scheme, member: Member, view) -> bool:
    """Whether the scheme scores such a member."""
    when = scheme.subjects.get(member.kind)
    return scheme.span.holds(view.day) and when is not None and bool(when.of(view))


def _withheld(scheme: Scheme, member: Member, what: str, day: date) -> bool:
    consent = scheme.on(day).consent
    return consent is not None and consent.asked and consent.of in ("both", member.kind) and not member.consented and what in consent.without


def _score(scheme: Scheme, member: Member, day: date, view) -> None:
    given = covered(scheme, member, view) and not _withheld(scheme, member, "score", day)
    for id, (start, floor, ceiling) in scheme.on(day).limits.items():
        if not given:
            member.scores[id] = None
            continue
        score = start + sum(record.points for record in counting(scheme, member, id, day))
        score = score if floor is None else max(score, floor)
        score = score if ceiling is None else min(score, ceiling)
        member.scores[id] = score


def counting(scheme: Scheme, member: Member, ledger: str, day: date) -> list[Record]:
    """The live records that count in a ledger: of a group that takes one, only that one."""
    live = [record for record in member.records if record.act.ledger == ledger and record.counts(day)]
    for id, group in scheme.ledgers[ledger].groups.items() if ledger else ():
        together = [record for record in live if record.act.group == id]
        if together and group.takes != "sum":
            if group.takes == "highest":
                taken = max(together, key=lambda record: abs(record.points))                   # of equals the first
            else:
                taken = max(together, key=lambda record: (record.entered, record.act.order))
            live = [record for record in live if record is taken or record not in together]
    return live


def _grade(scheme: Scheme, member: Member, day: date) -> None:
    """The best band reached, made worse by live direct grades and by lists."""
    score, rules = member.scores.get(scheme.grades_of), scheme.on(day)
    if score is None or not rules.bands:
        member.grade = None
        return
    if scheme.assessed and not scheme.assessed.include(day) and member.held in rules.places:
        member.grade = member.held
        return
    set_by = [record.act.grade for record in member.records if record.act.grade and record.grades(day)]
    set_by += [scheme.lists[listing.list].grade for listing in member.listings.values() if not listing.suspended]
    member.grade = rules.bands[max([_place(rules, member, score), *(rules.places[grade] for grade in set_by if grade in rules.places)])].id


def _place(rules: Rules, member: Member, score) -> int:
    """The band of a score: the best one reached, or the one held, if it keeps to that score."""
    reached, held = rules.reached(score), rules.places.get(member.held)
    keeps = held is not None and rules.bands[held].keeps_to is not None and score >= rules.bands[held].keeps_to
    return min(reached, held) if keeps else reached


def _list(rule: List, member: Member, day: date, scheme: Scheme, view) -> None:
    if rule.of not in ("both", member.kind):
        return
    stay = member.listings.get(rule.id)
    if stay is not None:
        if _leaves(rule, next(ground for ground in rule.grounds if ground.id == stay.ground), view):
            leave(member, stay, day)
        return
    if rule.not_again_for and rule.id in member.left and day < scheme.counting.over(member.left[rule.id], rule.not_again_for):
        return
    for ground in rule.grounds:
        defeated = any((exception.defeats == "any" or ground.id in exception.defeats) and exception.when.of(view) for exception in rule.exceptions)
        if not _leaves(rule, ground, view) and not defeated and not _waits(member, rule.id, ground.id) and ground.when.of(view):
            until = FOREVER if ground.term.unit == "for ever" else scheme.counting.over(day, ground.term)
            member.listings[rule.id] = Listing(rule.id, ground.id, day, until)
            return


def _leaves(rule: List, ground: Ground, view) -> bool:
    """Whether `leaves` holds, the list's or that of a ground."""
    return any(part.leaves is not None and part.leaves.of(view) for part in (rule, ground))


def _waits(member: Member, list: str, ground: str) -> bool:
    """Whether a ground lists nobody anew: a stay by it ended, and no record was entered on a later day."""
    left = member.waits.get((list, ground))
    return left is not None and not any(record.entered > left for record in member.records)


def _cease(rule: List, member: Member, view) -> None:
    """A ground that does not hold at the end of a day waits for nothing any more."""
    for ground in rule.grounds:
        if (rule.id, ground.id) in member.waits and not ground.when.of(view):
            del member.waits[rule.id, ground.id]


def leave(member: Member, stay: Listing, day: date) -> None:
    """A stay on a list ends."""
    del member.listings[stay.list]
    member.waits[stay.list, stay.ground] = member.left[stay.list] = day
    member.filings = [filing for filing in member.filings if filing.against is not stay]


def _measures(scheme: Scheme, member: Member, day: date, view) -> bool:
    """Puts what holds into force; whether anything changed."""
    holds = {measure.id for measure in scheme.on(day).measures
             if measure.of in ("both", member.kind)
             and not (measure.kind == "grant" and _withheld(scheme, member, "grants", day)) and measure.when.of(view)}
    changed, member.measures = holds != member.measures, holds
    return changed
