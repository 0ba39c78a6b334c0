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
MOST_STEPS = 20_000
_GROUPS = {"bad": ("bad", "any"), "good": ("good", "any"), "want": ("wants",)}


def applies(rule: Trait | Response, conduct: Conduct) -> bool:
    """Whether a trait or response is about this kind of conduct."""
    return rule.conduct == conduct.id or rule.conduct in _GROUPS[conduct.kind]


def largest_factor(conduct: Conduct, traits: tuple[Trait, ...], responses: tuple[Response, ...] = ()) -> Fraction:
    """The most that traits which one subject can have together, and all responses, multiply this rate by; cut at `at_most`."""
    factor = Fraction(1)
    for response in responses:
        if response.factor > 1 and applies(response, conduct):
            factor *= response.factor
    for together in _linked([t for t in traits if t.factor > 1 and applies(t, conduct)]):
        if factor >= conduct.at_most:
            break
        factor *= _Search(together).best
    return min(factor, conduct.at_most)


def _linked(traits: list[Trait]) -> list[list[Trait]]:
    """Traits in groups that share no attribute, so that the largest factor is the product of the groups' largest."""
    groups: list[tuple[set[str], list[Trait]]] = []
    for trait in traits:
        names, members = {name for name, _ in trait.given}, [trait]
        for group in [g for g in groups if g[0] & names]:
            groups.remove(group)
            names |= group[0]
            members = group[1] + members
        groups.append((names, members))
    return [members for _, members in groups]


class _Search:
    """The largest product of traits that can be had together: branch over who has which, end where an attribute would need two values."""

    def __init__(self, traits: list[Trait]):
        self.traits = sorted(traits, key=lambda t: t.factor, reverse=True)
        self.reach = [Fraction(1)]
        for trait in reversed(self.traits):
            self.reach.append(self.reach[-1] * trait.factor)
        self.reach.reverse()
        self.best, self.steps = Fraction(1), 0
        self.branch(0, {}, Fraction(1))
        if self.steps > MOST_STEPS:
            self.best = self.reach[0]           # too tangled to search: no subject has more than all of them

    def branch(self, at: int, fixed: dict[str, frozenset[str]], so_far: Fraction) -> None:
        self.steps += 1
        self.best = max(self.best, so_far)
        if self.steps > MOST_STEPS or so_far * self.reach[at] <= self.best:
            return
        for index in range(at, len(self.traits)):
            trait = self.traits[index]
            narrowed = fixed | {name: fixed.get(name, frozenset(values)) & frozenset(values) for name, values in trait.given}
            if all(narrowed[name] for name, _ in trait.given):
                self.branch(index + 1, narrowed, so_far * trait.factor)


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
