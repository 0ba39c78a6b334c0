"""What a scheme punishes: its acts, points and months on record by domain, as its text stands on a day. No world, no assumption of who does what.

Punished is an act whose records take points, set a grade or are said to be bad, or one that a ground of a black list asks for. Its points are those of
the catalog for one record: a range by its middle, a scale by its first step, units by one. Its months are how long one record counts (a day is a thirtieth of a
month); what counts for ever, or while something holds, is told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from xinyong.scheme.model import DOMAINS, Act, Duration, Scheme
from xinyong.scheme.truth import holds

NOT_SAID = ""
_ASIDE = re.compile(r"not has\([^)]*\)|not told\([^)]*\)|count\([^)]*\) == 0|since=[a-z0-9-]+|owes\([^)]*\)|overdue\([^)]*\)")
"""What a ground asks for without punishing it: exceptions, where counting begins anew, what is owed."""
_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Share:
    """One domain: how many acts, points that one record of each takes, months that it counts; and acts whose records have no fixed end."""

    domain: str                     # one of DOMAINS, or NOT_SAID
    acts: int
    points: Fraction
    months: Fraction
    endless: int


def punished(scheme: Scheme, day: int) -> list[Share]:
    """The domains of a scheme's punished acts on a day, in the order of DOMAINS; those of which it has none are left out."""
    found: dict[str, list[Act]] = {}
    listed = _asked_by_black_lists(scheme, day)
    for act in scheme.acts:
        if act.first <= day < act.last and scheme.first <= day < scheme.last and (_is_bad(act) or act.id in listed):
            found.setdefault(act.domain, []).append(act)
    return [_share(scheme, domain, found[domain]) for domain in (*DOMAINS, NOT_SAID) if domain in found]


def _share(scheme: Scheme, domain: str, acts: list[Act]) -> Share:
    months = [_months(scheme, act) for act in acts]
    return Share(domain, len(acts), sum((max(Fraction(0), -_points(scheme, act)) for act in acts), Fraction(0)),
                 sum((m for m in months if m is not None), Fraction(0)), months.count(None))


def _is_bad(act: Act) -> bool:
    if act.counts_as:
        return act.counts_as == "bad"
    return bool(act.grade) or act.points.low < 0 or act.points.high < 0


def _asked_by_black_lists(scheme: Scheme, day: int) -> set[str]:
    """Acts named by the grounds of black lists that are in force; for one that arises, what it arises from."""
    texts = [ground.when.text for rule in scheme.lists if rule.colour == "black" and rule.first <= day < rule.last for ground in rule.grounds]
    arising = [act for act in scheme.acts if act.arises and act.first <= day < act.last]
    known, asked = {act.id for act in scheme.acts}, set()
    while texts:
        new = {word for text in texts for word in _WORD.findall(_ASIDE.sub("", text))} & known - asked
        asked |= new
        texts = [act.when.text for act in arising if act.id in new]
    return asked - {act.id for act in arising if act.id in asked and _WORD.search(act.when.text)}


def _points(scheme: Scheme, act: Act) -> Fraction:
    if not act.ledger:
        return Fraction(0)
    step = Fraction(scheme.ledgers[act.ledger].step, 100)
    if act.points.kind == "range":
        return step * Fraction(act.points.low + act.points.high, 2)
    if act.points.kind == "scale":
        scale = scheme.scales[act.points.scale]
        return step * (scale.reached[0][1] if scale.reached else 0)
    return step * act.points.low if act.points.kind == "number" else Fraction(0)


def _months(scheme: Scheme, act: Act) -> Fraction | None:
    """How long one record counts; None where it has no fixed end."""
    life = act.counts_for
    if life is None and act.ledger:
        points = {"points": _points(scheme, act)}
        life = next((line.duration for line in scheme.ledgers[act.ledger].counts_for if holds(line.when.tree, points)), None)
    lives = [months for months in (_length(life), _length(act.grade_for)) if months is not None]
    return max(lives) if lives and "for-ever" not in {each.unit for each in (life, act.grade_for) if each} else None


def _length(life: Duration | None) -> Fraction | None:
    if life is None:
        return None
    days = {"days": Fraction(1, 30), "working-days": Fraction(7, 150), "months": Fraction(1), "to-end": Fraction(1, 2), "to-next-end": Fraction(3, 2)}
    return life.count * days[life.unit] if life.unit in days else None
