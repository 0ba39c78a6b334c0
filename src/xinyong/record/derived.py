"""Scores that are not added up, read anew to be explained and foretold: means of ratings, and scorecards."""

from __future__ import annotations

from dataclasses import dataclass

from xinyong.record.rules import Rules
from xinyong.scheme.values import duration


@dataclass(frozen=True)
class Taken:
    """What a feature gave when a scorecard was taken: its place among the scorecard's features, its bin, points and weight, and the points it gave the time before."""

    feature: int
    bin: int
    points: int
    weight: int
    before: int | None
    since: int                      # the day from which on it gave so many

    @property
    def moved(self) -> bool:
        return self.before is not None and self.before != self.points


def half_up(a: int, b: int) -> int:
    """a / b (b above 0) as the nearest whole number, a half rounded up."""
    return (2 * a + b) // (2 * b)


def rated(rules: Rules, ledger: int, live: list, day: int) -> list:
    """Of live records, the ratings that a mean is taken over on a day: those within its time, or the latest so many."""
    over = rules.ledgers[ledger]["mean"]["over"]
    own = [e for e in live if rules.acts[e.act]["ledger"] == ledger]
    if over.endswith(" records"):
        return sorted(own, key=lambda e: (e.day, e.act, e.occurrence))[-int(over.split()[0]):]
    return own if over == "live" else [e for e in own if rules.after(e.day, duration(over)) >= day]


def mean(rules: Rules, ledger: int, live: list, day: int) -> int | None:
    """The mean in steps; None where it is not shown."""
    about = rules.ledgers[ledger]["mean"]
    points = [e.worth(day) for e in rated(rules, ledger, live, day)]
    above, below = sum(p > 0 for p in points), sum(p < 0 for p in points)
    hundred = 10_000 // rules.ledgers[ledger]["step"]
    part, of = {"value": (sum(points), len(points)), "positive": (hundred * above, above + below), "defective": (hundred * below, len(points))}[about["of"]]
    return half_up(part, of) if of and len(points) >= about["shown_from"] else None


def card(rules: Rules, ledger: int, day: int, weigh) -> int:
    """A scorecard's score, in steps, as of a day; `weigh(condition)` tells whether a bin's condition holds then."""
    about = rules.ledgers[ledger]["card"]
    total = weights = 0
    for feature in about["features"]:
        points = next(b["points"] for b in feature["bins"] if b["when"] == "otherwise" or weigh(b["when"]))
        weight = next((w for d, w in reversed(feature["weights"]) if d <= day), 0)
        total, weights = total + weight * points, weights + weight
    return about["low"] + half_up((about["high"] - about["low"]) * total, 100 * weights)
