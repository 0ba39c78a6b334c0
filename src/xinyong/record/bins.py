"""Scores whose formula nobody knows: a scorecard that rests on assumed bins is told as a range over many sets of bins and weights that are as good.

A set is admissible if within each feature the bins keep their order (what counted more counts more, what counted alike counts alike), points lie within 0 to
100, and each weight is between half and double the assumed one. The sets are the same in every life, so that lives can be compared set by set.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xinyong.record.derived import half_up
from xinyong.record.rules import Rules

SETS = 200


@dataclass(frozen=True)
class BinSet:
    """One way to fill a scorecard in: a weight for each feature, and points for each of its bins."""

    weights: tuple[int, ...]
    points: tuple[tuple[int, ...], ...]

    def score(self, low: int, high: int, bins: tuple[int, ...]) -> int:
        """In steps, of somebody for whom these bins hold, one of each feature."""
        total = sum(w * p[b] for w, p, b in zip(self.weights, self.points, bins))
        return low + half_up((high - low) * total, 100 * sum(self.weights))


def is_assumed(card: Mapping) -> bool:
    """Whether any bin of a scorecard is assumed (a row of names, world/explain.py)."""
    return any(basis and basis["kind"] == "assumption" for f in card["features"] for basis in (f["basis"], *(b["basis"] for b in f["bins"])))


def admissible(card: Mapping, sets: int = SETS) -> tuple[BinSet, ...]:
    """So many admissible sets, always the same ones."""
    return _sets(tuple((f["weights"][-1][1], tuple(b["points"] for b in f["bins"])) for f in card["features"]), sets)


@lru_cache(maxsize=64)
def _sets(features: tuple, sets: int) -> tuple[BinSet, ...]:
    luck = random.Random("admissible bins")
    return tuple(BinSet(tuple(luck.randint(max(1, -(-w // 2)), max(1, 2 * w)) for w, _ in features), tuple(_redrawn(points, luck) for _, points in features))
                 for _ in range(sets))


def _redrawn(points: tuple[int, ...], luck: random.Random) -> tuple[int, ...]:
    """Other points in the same order."""
    values = sorted(set(points))
    other = dict(zip(values, sorted(luck.sample(range(101), len(values)))))
    return tuple(other[p] for p in points)


def scores(card: Mapping, bins: tuple[int, ...], sets: int = SETS) -> list[int]:
    """The score, in steps, that each admissible set gives to somebody for whom these bins hold."""
    return [each.score(card["low"], card["high"], bins) for each in admissible(card, sets)]


def score_range(rules: Rules, life, ledger: int, day: int) -> dict | None:
    """The range of a member's score on a day over the admissible sets, and in how many of them it reaches which grade; None where the bins are not assumed, or
    no score is given."""
    card = rules.ledgers[ledger]["card"] if ledger >= 0 else None
    if not card or not is_assumed(card) or life.score(ledger, day) is None:
        return None
    bins = _bins(rules, life, ledger, day)
    if bins is None:
        return None
    found = scores(card, bins)
    slot = rules.slot_of.get(rules.ledgers[ledger]["scheme"])
    grades = Counter(_grade(rules, slot, score, day) for score in found) if slot is not None and rules.slots[slot]["ledger"] == ledger else {}
    return {"sets": len(found), "low": rules.points(ledger, min(found)), "high": rules.points(ledger, max(found)), "grades": dict(grades.most_common())}


def _bins(rules: Rules, life, ledger: int, day: int) -> tuple[int, ...] | None:
    """Which bin of each feature held when the score of that day was taken."""
    first = sum(len(each["card"]["features"]) for each in rules.ledgers[:ledger] if each["card"])
    held = [next((bin for d, bin, _, _ in reversed(life.features.get((ledger, first + i), [])) if d <= day), None) for i in range(len(rules.ledgers[ledger]["card"]["features"]))]
    return None if None in held else tuple(held)


def _grade(rules: Rules, slot: int, score: int, day: int) -> str:
    """The grade that a score reaches."""
    version = next(v for v in reversed(rules.slots[slot]["versions"]) if v["from"] <= day)
    return next(band["id"] for band in version["bands"] if band["at_least"] is None or score >= band["at_least"])
