"""The world `letter`, in which worked cases live: nothing is drawn, what happens is seen and told at once, and one scheme is in force, with those it names.

It has the attributes that the schemes' conditions and the scheme's cases name. What a case does not say of an attribute is no (of yes and no) or
`UNSAID`, which is none of the values that a rule names.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from xinyong.scheme.builtin import builtin_schemes, find_scheme
from xinyong.scheme.model import Basis, Label, Place, Scheme, Span
from xinyong.scheme.names import ROLES, attributes_needed, conditions
from xinyong.scheme.problems import Problems
from xinyong.scheme.read import read_scheme
from xinyong.scheme.read_cases import MEMBERS
from xinyong.scheme.script import parse_event
from xinyong.scheme.when import Call, Name, walk
from xinyong.world.against import check_named
from xinyong.world.fields import BUSINESS, NO_YES
from xinyong.world.model import (
    Attribute,
    Channel,
    Conduct,
    ConsentPractice,
    District,
    InForce,
    Member,
    Office,
    Practice,
    RemedyPractice,
    Told,
    World,
)

UNSAID = "unsaid"
"""The value of an attribute of which a case says nothing."""
_NEVER, _ALWAYS, _AT_ONCE = Fraction(0), Fraction(1), Span(0, 0)
_BASIS = Basis("assumption", why="the letter of the rule")
_GIVEN_BY_OTHERS = ("age", "kind", "role", "consented", "place")


def letter_world(scheme: Scheme) -> World:
    """The world in which a scheme's cases live: the scheme first, then those that its rules name. SchemeError where one of them, or what is named of it, is not to be found."""
    schemes = (scheme, *named_schemes(scheme))
    here = Place("letter", 1, 1)
    practised = RemedyPractice(_NEVER, _NEVER, _AT_ONCE, _ALWAYS, _NEVER, _AT_ONCE, {}, here)
    at_once = Told(_ALWAYS, _AT_ONCE, _BASIS)
    values, remedies = _values(schemes), [remedy for each in schemes for remedy in each.remedies]
    world = World(
        id="letter", label=Label("Letter", "条文"), about="Nothing is drawn; only what the script says happens.",
        first=scheme.first, last=scheme.last, people=1, people_basis=_BASIS,
        in_force=tuple(InForce(each.id, (), each.first, each.last, here) for each in schemes), schemes=schemes,
        attributes=tuple(Attribute(id, "both", named, Label(id), here) for id, named in values.items() if id not in _GIVEN_BY_OTHERS),
        report_by=(), age_groups=(0,),
        places=tuple(District(id, Label(id), Fraction(1), _BASIS, here) for id in values.get("place", (UNSAID,))),
        weights=(), members=tuple(Member("letter", role, role, (), _BASIS, here) for role in MEMBERS if role != BUSINESS),
        conduct=(*_conduct(schemes, here), *_wants(schemes, here)), traits=(), responses=(),
        channels=tuple(Channel(id, Label(id), _ALWAYS, _AT_ONCE, _NEVER, "", 0, scheme.last, _BASIS, {}, "", here)
                       for id in sorted({act.channel for each in schemes for act in each.acts if act.channel})),
        practice=Practice({"records": at_once, "lists": at_once, "before": at_once, "served": at_once}, {remedy.id: practised for remedy in remedies},
                          {id: Office(id, Fraction(1), _BASIS, here) for id in sorted({remedy.office for remedy in remedies})},
                          {each.id: ConsentPractice(_ALWAYS, _BASIS) for each in schemes}),
        sources={}, variants={}, folder="letter")
    problems = Problems()
    check_named(world, problems)
    problems.raise_errors()
    return world


def named_schemes(scheme: Scheme) -> tuple[Scheme, ...]:
    """The other schemes that a scheme's conditions name, and those that theirs name, without their cases."""
    found, problems = {scheme.id: scheme}, Problems()
    waiting = [scheme]
    while waiting:
        naming = waiting.pop()
        for agreement in naming.agreements.values():
            for giver, _ in (agreement.giver(what, naming.id) for what, _ in agreement.gives):
                if giver not in found and (other := _beside(scheme, giver)):
                    found[other.id] = other
                    waiting.append(other)
                elif giver not in found:
                    problems.add(agreement.place, f"gives: scheme {giver} is not in force in the world of worked cases.",
                                 "It holds the scheme and those that it names: built-in ones, and those in folders beside it.", rule="letter")
        for condition in conditions(naming):
            for part in walk(condition.tree):
                for path in _paths(part):
                    if len(path) < 2 or path[0] in found or path[0] in ROLES:
                        continue
                    if other := _beside(scheme, path[0]):
                        found[other.id] = other
                        waiting.append(other)
                    else:
                        problems.add(condition.at(part.column), f"{'.'.join(path)}: scheme {path[0]} is not in force in the world of worked cases.",
                                     "It holds the scheme and those that it names: built-in ones, and those in folders beside it.", rule="letter")
    problems.raise_errors()
    return tuple(found.values())[1:]


def _beside(scheme: Scheme, id: str) -> Scheme | None:
    if id in builtin_schemes():
        return _built_in(id)
    folder = Path(scheme.folder).parent / id
    return replace(read_scheme(folder), cases=()) if (folder / "scheme.yaml").is_file() else None


@cache
def _built_in(id: str) -> Scheme:
    return replace(find_scheme(id), cases=())


def _paths(part):
    if isinstance(part, Name):
        yield part.path[1:] if part.path[0] in ROLES else part.path
    elif isinstance(part, Call):
        yield from (tuple(argument.split(".")) for argument in part.arguments)


def _values(schemes: tuple[Scheme, ...]) -> dict[str, tuple[str, ...]]:
    """The values of each attribute that the schemes' rules or the first one's cases name, what is unsaid first."""
    named: dict[str, dict[str, None]] = {}
    said = [(id, values) for scheme in schemes for id, values in attributes_needed(scheme).items()]
    for case in schemes[0].cases:
        sets = (event.options for event in (parse_event(text) for text, _ in case.script) if event.verb == "set")
        said += [(id, (str(value),)) for attributes in (*(given for _, given in case.members), *sets) for id, value in attributes.items()]
    for id, values in said:
        named.setdefault(id, {}).update(dict.fromkeys(values))
    return {id: NO_YES if set(values) <= set(NO_YES) else (UNSAID, *sorted(values, key=_order)) for id, values in named.items()}


def _order(value: str) -> tuple[int, str]:
    return (int(value), "") if value.isdecimal() else (1 << 31, value)


def _conduct(schemes: tuple[Scheme, ...], here: Place):
    acts = [act for scheme in schemes for act in scheme.acts]
    for id in dict.fromkeys(act.conduct for act in acts if act.conduct):
        good = all(act.points.kind == "scale" or act.points.low > 0 for act in acts if act.conduct == id)
        yield Conduct(id, Label(id), "both", "good" if good else "bad", _NEVER, _ALWAYS, ((1, 1),), ((0, 1),), _BASIS, "", here)


def _wants(schemes: tuple[Scheme, ...], here: Place):
    for id in dict.fromkeys(measure.thing for scheme in schemes for measure in scheme.measures):
        yield Conduct(id, Label(id), "both", "want", _NEVER, _ALWAYS, ((1, 1),), ((0, 1),), _BASIS, "", here)
