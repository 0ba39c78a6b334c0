"""Whether a kind of conduct stays rare enough to be drawn once a month.

A month knows a kind of conduct once a subject. So its monthly chance after the largest factors that one subject can have, cut at `at_most`,
must stay under one half; what is more frequent is said as several kinds or as one with an amount.
"""

from __future__ import annotations

from fractions import Fraction

from xinyong.scheme.problems import Problems
from xinyong.scheme.values import plain
from xinyong.world.model import Conduct, Response, Trait

LIMIT = Fraction(1, 2)
_GROUPS = {"bad": ("bad", "any"), "good": ("good", "any"), "want": ("wants",)}


def applies(rule: Trait | Response, conduct: Conduct) -> bool:
    """Whether a trait or response is about this kind of conduct."""
    return rule.conduct == conduct.id or rule.conduct in _GROUPS[conduct.kind]


def largest_factor(conduct: Conduct, traits: tuple[Trait, ...], responses: tuple[Response, ...] = ()) -> Fraction:
    """The most that traits which one subject can have together, and all responses, multiply this rate by; cut at `at_most`."""
    raising = [t for t in traits if t.factor > 1 and applies(t, conduct)]
    raising.sort(key=lambda t: t.factor, reverse=True)
    always = Fraction(1)
    for response in responses:
        if response.factor > 1 and applies(response, conduct):
            always *= response.factor
    return _most(raising, 0, {}, always, Fraction(0), conduct.at_most)


def _most(traits: list[Trait], at: int, fixed: dict[str, frozenset[str]], so_far: Fraction, best: Fraction,
          limit: Fraction) -> Fraction:
    """Branch over who has which trait; a branch ends where an attribute would need two values at once."""
    best = max(best, min(so_far, limit))
    reach = so_far
    for trait in traits[at:]:
        reach *= trait.factor
    if best >= limit or reach <= best:
        return best
    for index in range(at, len(traits)):
        trait = traits[index]
        narrowed = dict(fixed)
        for attribute, values in trait.given:
            narrowed[attribute] = narrowed.get(attribute, frozenset(values)) & frozenset(values)
        if all(narrowed[attribute] for attribute, _ in trait.given):
            best = _most(traits, index + 1, narrowed, so_far * trait.factor, best, limit)
            if best >= limit:
                return best
    return best


def check_rates(conduct: tuple[Conduct, ...], traits: tuple[Trait, ...], responses: tuple[Response, ...],
                where, problems: Problems) -> None:
    """No kind of conduct comes so often that a month would have to hold two."""
    for kind in conduct:
        factor = largest_factor(kind, traits, responses)
        chance = kind.per_1000_years / 12_000 * factor
        if chance >= LIMIT:
            problems.add(where(kind, "per_1000_years"), f"{kind.id}: its chance in a month can reach {plain(round(chance * 100, 1))} % "
                         f"({plain(kind.per_1000_years)} per 1,000 years times {plain(factor)}); it must stay under 50 %.",
                         "Split it into several kinds, lower it, or give a smaller at_most.", rule="rate")
