"""The end of a day: scores, grades, lists, what stays and arises, measures; again until nothing changes."""

from __future__ import annotations

from datetime import date

from . import listing
from .days import FOREVER
from .rules import Rules, Scheme
from .scoring import score, withheld
from .state import Dossier

ROUNDS = 50                           # lists, acts and measures that ask for each other are weighed again until nothing changes


def judge(dossiers: list[tuple[Scheme, Dossier]], day: date, view, arise, listed) -> None:
    """Everybody's standing at the end of a day. `view(dossier)` weighs conditions; `arise(dossier)` enters what arises, and says whether anything did;
    `listed(dossier, listing)` is told of who is listed."""
    for _, of in dossiers:
        of.held, of.held_scores = of.grade, dict(of.scores)
    rests, rounds = False, 0
    while not rests and rounds < ROUNDS:
        rounds += 1
        before = [_standing(of) for _, of in dossiers]
        for scheme, of in dossiers:
            _stays(of, day, view(of))
            score(scheme, of, day, view(of))
            _grade(scheme, of, day)
        for scheme, of in dossiers:
            for rule in scheme.lists.values():
                if listing.judge(rule, of, day, scheme, view(of), lambda stay, of=of: listed(of, stay)):
                    _grade(scheme, of, day)
        changed = sum(arise(of) for _, of in dossiers)
        rests = not changed and before == [_standing(of) for _, of in dossiers]
    for scheme, of in dossiers:
        for rule in scheme.lists.values():
            listing.cease(rule, of, view(of))
        _measures(scheme, of, day, view(of))


def _standing(of: Dossier):
    return dict(of.scores), of.grade, dict(of.listings), len(of.records)


def _stays(of: Dossier, day: date, view) -> None:
    """What is not put right goes on beyond its life while its condition holds, and ends on the first day on which it does not."""
    for record in of.records:
        if record.act.stays_while is None or record.ended is not None:
            continue
        holds = record.act.stays_while.of(view)
        if record.staying and record.until >= day:
            record.until = FOREVER if holds else day
        if record.grade_staying and record.grade_until >= day:
            record.grade_until = FOREVER if holds else day


def _grade(scheme: Scheme, of: Dossier, day: date) -> None:
    """The best band reached, made worse by live direct grades and by lists."""
    score, rules = of.scores.get(scheme.grades_of), scheme.on(day)
    if score is None or not rules.bands:
        of.grade = None
        return
    if scheme.assessed and not scheme.assessed.include(day) and of.held in rules.places:
        of.grade = of.held
        return
    set_by = [record.act.grade for record in of.records if record.act.grade and record.grades(day)]
    set_by += [scheme.lists[stay.list].grade for stay in of.listings.values() if stay.bound(day)]
    of.grade = rules.bands[max([_place(rules, of, score), *(rules.places[grade] for grade in set_by if grade in rules.places)])].id


def _place(rules: Rules, of: Dossier, score) -> int:
    """The band of a score: the best one reached, or the one held, if it keeps to that score."""
    reached, held = rules.reached(score), rules.places.get(of.held)
    keeps = held is not None and rules.bands[held].keeps_to is not None and score >= rules.bands[held].keeps_to
    return min(reached, held) if keeps else reached


def _measures(scheme: Scheme, of: Dossier, day: date, view) -> None:
    """Puts what holds into force, in the order of measures.csv: one that asks for others sees those before it as they are, those after it as they were."""
    for measure in scheme.on(day).measures:
        holds = (measure.of in ("both", of.kind) and not (measure.kind == "grant" and withheld(scheme, of, "grants", day)) and bool(measure.when.of(view)))
        (of.measures.add if holds else of.measures.discard)(measure.id)
    of.measures &= {measure.id for measure in scheme.on(day).measures}
