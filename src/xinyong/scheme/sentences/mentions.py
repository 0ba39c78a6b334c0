"""Which rules name another one in their conditions, and which remedies are against it."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Scheme
from xinyong.scheme.sentences.facts import Fact, Teller
from xinyong.scheme.when import Call, walk

_ABOUT = {"has": ("act",), "count": ("act",), "sum": ("act",), "most": ("act",), "on": ("list",), "told": ("act", "list"), "bears": ("measure",),
          "owes": ("obligation",), "overdue": ("obligation",)}
"""What the argument of a question is."""


def owners(scheme: Scheme, day: int) -> Iterator[tuple[str, str, object]]:
    """(notion, id, condition) for the conditions of all lists, measures, remedies, agreements and acts that arise, in force on a day."""
    for rule in scheme.lists:
        if rule.first <= day < rule.last:
            yield from (("list", rule.id, condition) for condition in rule.conditions())
    for notion, rules in (("measure", scheme.measures), ("remedy", scheme.remedies), ("agreement", scheme.agreements.values()),
                          ("act", (act for act in scheme.acts if act.arises is not None))):
        yield from ((notion, rule.id, rule.when) for rule in rules if rule.first <= day < rule.last)


def mentions_of(teller: Teller, notion: str, id: str) -> list[str]:
    """The rules whose conditions ask for an act, a list, a measure or an obligation, each by name, once."""
    if teller.asked is None:
        teller.asked = {}
        for owner, name, condition in owners(teller.scheme, teller.day):
            for part in walk(condition.tree):
                if isinstance(part, Call):
                    for about in _ABOUT.get(part.path[-1], ()):
                        for argument in part.arguments:
                            teller.asked.setdefault((about, _own(argument, teller.scheme)), {})[owner, name] = None
    return [teller.named(owner, name) for owner, name in teller.asked.get((notion, id), ())]


def _own(argument: str, scheme: Scheme) -> str:
    return argument.removeprefix(f"{scheme.id}.")


def ways_out(teller: Teller, notion: str, id: str) -> Iterator[Fact]:
    """The remedies of this day against an act or a list."""
    t = teller.tongue
    found = []
    for remedy in teller.scheme.remedies:
        hits = id in remedy.lists if notion == "list" else remedy.acts is None or id in remedy.acts
        if hits and remedy.first <= teller.day < remedy.last:
            found.append(teller.named("remedy", remedy.id))
    if found:
        yield Fact("ways-out", t.sentence(t("against it there is ", "救济途径：") + t.joined(found)), aside=True)
    elif teller.scheme.remedies:
        yield Fact("ways-out", t.sentence(t("no remedy is against it", "无救济途径")), aside=True)
