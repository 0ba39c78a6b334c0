"""The world `letter`, in which worked cases live: nothing is drawn, what happens is seen and told at once, and one scheme is in force.

It has the attributes that the scheme's conditions and its cases name. What a case does not say of an attribute is no (of yes and no) or
`UNSAID`, which is none of the values that a rule names.
"""

from __future__ import annotations

from fractions import Fraction

from xinyong.scheme.model import Basis, Label, Place, Scheme, Span
from xinyong.scheme.names import attributes_needed, conditions
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_cases import MEMBERS
from xinyong.scheme.script import parse_event
from xinyong.scheme.when import Call, Name, walk
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
    """The world in which a scheme's cases live. SchemeError where a condition speaks of another scheme, which is not in force there."""
    _alone(scheme)
    here = Place("letter", 1, 1)
    practised = RemedyPractice(_NEVER, _NEVER, _AT_ONCE, _ALWAYS, _NEVER, _AT_ONCE, {}, here)
    at_once = Told(_ALWAYS, _AT_ONCE, _BASIS)
    return World(
        id="letter", label=Label("Letter", "条文"), about="Nothing is drawn; only what the script says happens.",
        first=scheme.first, last=scheme.last, people=1, people_basis=_BASIS,
        in_force=(InForce(scheme.id, (), scheme.first, scheme.last, here),), schemes=(scheme,),
        attributes=_attributes(scheme, here), report_by=(), age_groups=(0,),
        places=tuple(District(id, Label(id), Fraction(1), _BASIS, here) for id in _values(scheme).get("place", (UNSAID,))),
        weights=(), members=tuple(Member("letter", role, role, (), _BASIS, here) for role in MEMBERS if role != BUSINESS),
        conduct=(*_conduct(scheme, here), *_wants(scheme, here)), traits=(), responses=(),
        channels=tuple(Channel(id, Label(id), _ALWAYS, _AT_ONCE, _NEVER, "", 0, scheme.last, _BASIS, {}, "", here)
                       for id in sorted({act.channel for act in scheme.acts if act.channel})),
        practice=Practice({"records": at_once, "lists": at_once}, {remedy.id: practised for remedy in scheme.remedies},
                          {id: Office(id, Fraction(1), _BASIS, here) for id in sorted({r.office for r in scheme.remedies})},
                          {scheme.id: ConsentPractice(_ALWAYS, _BASIS)}),
        sources={}, variants={}, folder="letter")


def _alone(scheme: Scheme) -> None:
    problems = Problems()
    for condition in conditions(scheme):
        for part in walk(condition.tree):
            for path in _paths(part):
                if len(path) > 1 and path[0] not in ("representative", "spouse", "head", scheme.id):
                    problems.add(condition.at(part.column), f"{'.'.join(path)}: scheme {path[0]} is not in force in the world of worked cases.",
                                 "Worked cases are of one scheme alone.", rule="letter")
    problems.raise_errors()


def _paths(part):
    if isinstance(part, Name):
        yield part.path[1:] if part.path[0] in ("representative", "spouse", "head") else part.path
    elif isinstance(part, Call):
        yield from (tuple(argument.split(".")) for argument in part.arguments)


def _attributes(scheme: Scheme, here: Place) -> tuple[Attribute, ...]:
    return tuple(Attribute(id, "both", values, Label(id), here) for id, values in _values(scheme).items() if id not in _GIVEN_BY_OTHERS)


def _values(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The values of each attribute that the scheme's rules or cases name, what is unsaid first."""
    named = {id: dict.fromkeys(values) for id, values in attributes_needed(scheme).items()}
    for case in scheme.cases:
        said = [attributes for _, attributes in case.members]
        said += [event.options for event in (parse_event(text) for text, _ in case.script) if event.verb == "set"]
        for attributes in said:
            for id, value in attributes.items():
                named.setdefault(id, {})[str(value)] = None
    return {id: NO_YES if set(values) <= set(NO_YES) else (UNSAID, *sorted(values, key=_order)) for id, values in named.items()}


def _order(value: str) -> tuple[int, str]:
    return (int(value), "") if value.isdecimal() else (1 << 31, value)


def _conduct(scheme: Scheme, here: Place):
    for id in dict.fromkeys(act.conduct for act in scheme.acts if act.conduct):
        good = all(act.points.kind == "scale" or act.points.low > 0 for act in scheme.acts if act.conduct == id)
        yield Conduct(id, Label(id), "both", "good" if good else "bad", _NEVER, _ALWAYS, ((1, 1),), ((0, 1),), _BASIS, "", here)


def _wants(scheme: Scheme, here: Place):
    for id in dict.fromkeys(measure.thing for measure in scheme.measures):
        yield Conduct(id, Label(id), "both", "want", _NEVER, _ALWAYS, ((1, 1),), ((0, 1),), _BASIS, "", here)
