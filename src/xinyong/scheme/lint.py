"""Warnings: a scheme that checks, but where somebody should look. Each has an id, the problem's `rule`."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import combinations

from xinyong.scheme import values
from xinyong.scheme.checks import grades_named
from xinyong.scheme.model import Scheme
from xinyong.scheme.names import attributes_needed, conditions, shown_ledger
from xinyong.scheme.problems import Problems, suggest
from xinyong.scheme.truth import holds
from xinyong.scheme.when import Both, Call, Name, walk

YEAR = 366
"""Days after which a source should be looked at again."""

_A = {"person": "a person", "organisation": "an organisation"}


def today() -> int:
    """The day it is, by which a source was seen long ago."""
    return (dt.date.today() - dt.date(1970, 1, 1)).days


def lint(scheme: Scheme, problems: Problems) -> None:
    """All warnings about a scheme that checks."""
    for find in (_list_without_exit, _text_without_pin, _unused_source, _unused_scale, _unused_group, _never_in_force,
                 _grade_never_reached, _measure_unreachable, _misspelt_attribute, _condition_never_holds, _always_holds,
                 _measure_before_notice, _measures_clash, _seen_long_ago):
        find(scheme, problems)


def _list_without_exit(scheme: Scheme, problems: Problems) -> None:
    for rule in scheme.lists:
        removed = any(rule.id in remedy.lists for remedy in scheme.remedies)
        for ground in rule.grounds:
            if ground.term.unit == "for-ever" and rule.leaves is None and ground.leaves is None and not removed and rule.colour != "red":
                problems.warn(ground.place, f"{rule.id}: whoever is listed by {ground.id} stays for ever.",
                              "Give it a term, leaves, or a remedy.", rule="list-without-exit")


def _text_without_pin(scheme: Scheme, problems: Problems) -> None:
    for name, document, text in problems.cited:
        words = text.value.split()
        if words[0] == "text" and len(words) == 2:
            problems.warn(text.place, f"{name}: rests on {document}, but not on which article.", "Write the pinpoint after it.",
                          rule="text-without-pin")


def _unused_source(scheme: Scheme, problems: Problems) -> None:
    used = {document for _, document, _ in problems.cited}
    for id, source in scheme.sources.items():
        if id not in used:
            problems.warn(source.place, f"{id}: no rule rests on this source.", rule="unused-source")


def _unused_scale(scheme: Scheme, problems: Problems) -> None:
    used = {act.points.scale for act in scheme.acts}
    for id, scale in scheme.scales.items():
        if id not in used:
            problems.warn(scale.place, f"scale {id}: no act uses it.", rule="unused-scale")


def _unused_group(scheme: Scheme, problems: Problems) -> None:
    for ledger in scheme.ledgers.values():
        used = {act.group for act in scheme.acts if act.ledger == ledger.id}
        for group in ledger.groups:
            if group not in used:
                problems.warn(ledger.place, f"ledger {ledger.id}: no act is in the group {group}.", rule="unused-group")


def _never_in_force(scheme: Scheme, problems: Problems) -> None:
    for what, rules in (("act", scheme.acts), ("list", scheme.lists), ("measure", scheme.measures), ("remedy", scheme.remedies)):
        for rule in rules:
            if max(rule.first, scheme.first) >= min(rule.last, scheme.last):
                problems.warn(rule.place, f"{rule.id}: never in force while the scheme is.", rule=f"{what}-never-in-force")


def _grade_never_reached(scheme: Scheme, problems: Problems) -> None:
    ledger = scheme.ledgers.get(scheme.grades.ledger) if scheme.grades else None
    if ledger is None:
        return
    direct = {act.grade for act in scheme.acts} | {rule.grade for rule in scheme.lists}
    for day, bands in scheme.grades.bands.values:
        floor, ceiling = ledger.floor.at(day), ledger.ceiling.at(day)
        for index, band in enumerate(bands):
            above = ceiling is not None and band.at_least is not None and band.at_least > ceiling
            better = bands[index - 1].at_least if index else None
            below = floor is not None and better is not None and better <= floor
            if (above or below) and band.id not in direct:
                edge = ceiling if above else floor
                problems.warn(band.place, f"grade {band.id}: no score reaches it; the {'ceiling' if above else 'floor'} is "
                              f"{values.plain(Fraction(edge * ledger.step, 100))}.", rule="grade-never-reached")


def _measure_unreachable(scheme: Scheme, problems: Problems) -> None:
    """A measure that needs a list on which no subject of its kind can be, or a grade of subjects that are not scored."""
    kinds = {rule.id: rule.of for rule in scheme.lists}
    for measure in scheme.measures:
        tree = measure.when.tree
        parts = tree.parts if isinstance(tree, Both) and tree.op == "and" else (tree,)
        for part in parts:
            if not isinstance(part, Call) or part.path != ("on",) or part.arguments[:1] not in [(id,) for id in kinds]:
                continue
            of = kinds[part.arguments[0]]
            if "both" not in (of, measure.of) and of != measure.of:
                problems.warn(measure.place, f"{measure.id}: is for {_A[measure.of]}, but {part.arguments[0]} lists only {_A[of]}.",
                              rule="measure-unreachable")
        if measure.of != "both" and measure.of not in scheme.subjects and grades_named(measure.when, scheme.id):
            problems.warn(measure.place, f"{measure.id}: is for {_A[measure.of]}, but none is covered, so none has a grade.",
                          rule="measure-unreachable")


def _misspelt_attribute(scheme: Scheme, problems: Problems) -> None:
    """An attribute that looks like one of the scheme's own words."""
    own = ("score", "grade", "gap_up", "gap_down", "consented", "age", "kind", "place", "role", *scheme.ledgers)
    suspects = {name: suggest(name, own, cutoff=0.8) for name in attributes_needed(scheme)}
    suspects = {name: hint for name, hint in suspects.items() if hint}
    if not suspects or not shown_ledger(scheme):
        return
    for condition in conditions(scheme):
        for part in walk(condition.tree):
            for side in (getattr(part, "left", None), getattr(part, "item", None)):
                if isinstance(side, Name) and side.path[-1] in suspects:
                    problems.warn(condition.at(side.column), f"{side.path[-1]} is taken for an attribute that a world must have.",
                                  suspects[side.path[-1]], rule="misspelt-attribute")


def _condition_never_holds(scheme: Scheme, problems: Problems) -> None:
    for what in (scheme.acts, *(rule.grounds for rule in scheme.lists), scheme.measures, scheme.remedies):
        for rule in what:
            if holds(rule.when.tree, {}) is False:
                problems.warn(rule.when.at(), f"when: {rule.id} can never hold.", "Delete the rule or mend the condition.",
                              rule="never-holds")


def _always_holds(scheme: Scheme, problems: Problems) -> None:
    for rule in scheme.lists:
        for ground in rule.grounds:
            if holds(ground.when.tree, {}) is True:
                problems.warn(ground.place, f"{rule.id}: the ground {ground.id} holds for everybody, always.", "Say who is listed by it.", rule="always-holds")
        for exception in rule.exceptions:
            value = holds(exception.when.tree, {})
            if value is True:
                problems.warn(exception.place, f"{rule.id}: the exception {exception.id} holds for everybody, always.", "Say whom it spares.", rule="always-holds")
            elif value is False:
                problems.warn(exception.place, f"{rule.id}: the exception {exception.id} can never hold, so it defeats nothing.", "Delete it or mend its condition.",
                              rule="defeats-nothing")


def _measure_before_notice(scheme: Scheme, problems: Problems) -> None:
    """A list that binds from entry, with a measure that takes something away by it."""
    for rule in scheme.lists:
        hurt = [m for m in scheme.measures if m.kind != "grant" and _calls(m.when.tree, "on", rule.id) and not _calls(m.when.tree, "told", rule.id)]
        if rule.effect == "entry" and rule.before is None and hurt:
            problems.warn(rule.place, f"{rule.id}: {hurt[0].id} meets whoever is listed before anybody is told.", "Let it take effect at service, if the text has it so.",
                          rule="measure-before-notice")


def _calls(tree, word: str, argument: str) -> bool:
    return any(isinstance(part, Call) and part.path[-1] == word and part.arguments[:1] == (argument,) for part in walk(tree))


def _measures_clash(scheme: Scheme, problems: Problems) -> None:
    for a, b in combinations(scheme.measures, 2):
        opposed = {a.kind, b.kind} == {"deny", "grant"} and a.thing == b.thing and a.when.tree == b.when.tree
        if opposed and max(a.first, b.first) < min(a.last, b.last) and (a.of == b.of or "both" in (a.of, b.of)):
            problems.warn(b.place, f"{b.id} ({b.kind}) and {a.id} ({a.kind}, line {a.place.line}) say opposite things of {b.thing} to the same subjects.",
                          "Correct one of them.", rule="rules-clash")


def _seen_long_ago(scheme: Scheme, problems: Problems) -> None:
    now = today()
    for id, source in scheme.sources.items():
        if source.seen is not None and now - source.seen > YEAR:
            problems.warn(source.place, f"{id}: last seen on {values.date(source.seen)}, more than a year ago.", "Look again, and write the day under seen.",
                          rule="seen-long-ago")
