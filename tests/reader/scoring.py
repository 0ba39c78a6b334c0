"""Scores: the sum of points, the mean of ratings, the card of features."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .days import Duration, within
from .rules import Ledger, Scheme
from .state import Dossier, Record
from .values import half_up, on


def covered(scheme: Scheme, of: Dossier, view) -> bool:
    """Whether the scheme scores such a member."""
    when = scheme.subjects.get(of.kind)
    return when is not None and scheme.span.holds(view.day) and bool(when.of(view))


def withheld(scheme: Scheme, of: Dossier, what: str, day: date) -> bool:
    """Whether it is not given for want of consent."""
    consent = scheme.on(day).consent
    return consent is not None and consent.asked and consent.of in ("both", of.kind) and not of.consented and what in consent.without


def score(scheme: Scheme, of: Dossier, day: date, view) -> None:
    """Takes every ledger's score; None where none is given."""
    given = covered(scheme, of, view) and not withheld(scheme, of, "score", day)
    for id, ledger in scheme.ledgers.items():
        of.scores[id] = _score(scheme, ledger, of, day, view) if given else None


def _score(scheme: Scheme, ledger: Ledger, of: Dossier, day: date, view) -> Fraction | None:
    if ledger.kind == "scorecard":
        held = of.held_scores.get(ledger.id)
        return held if held is not None and ledger.recomputed and not ledger.recomputed.include(day) else _card(ledger, day, view)
    if ledger.kind == "mean":
        return _mean(ledger, of, day)
    _, floor, ceiling = scheme.on(day).limits[ledger.id]
    found = underneath(scheme, of, ledger.id, day, view)
    found = found if floor is None else max(found, floor)
    return found if ceiling is None else min(found, ceiling)


def underneath(scheme: Scheme, of: Dossier, ledger: str, day: date, view) -> Fraction:
    """Start and points of all live records that count, whatever floor and ceiling say."""
    return scheme.on(day).limits[ledger][0] + sum(record.points for record in counting(scheme, of, ledger, day, view))


def counting(scheme: Scheme, of: Dossier, ledger: str, day: date, view) -> list[Record]:
    """The live records that count in a ledger: none that is frozen, and of a group that takes one, only that one."""
    live = [record for record in of.records if record.act.ledger == ledger and record.counts(day)]
    frozen = scheme.ledgers[ledger].frozen
    if frozen and frozen.when.of(view):
        live = [record for record in live if not (frozen.what == "any" or (record.good if frozen.what == "good" else record.bad))]
    for id, group in scheme.ledgers[ledger].groups.items():
        together = [record for record in live if record.act.group == id]
        if together and group.takes != "sum":
            if group.takes == "highest":
                taken = max(together, key=lambda record: abs(record.points))                   # of equals the first
            else:
                taken = max(reversed(together), key=lambda record: (record.entered, record.act.order))      # of equals the last
            live = [record for record in live if record is taken or record not in together]
    return live


def _mean(ledger: Ledger, of: Dossier, day: date) -> Fraction | None:
    live = [record for record in of.records if record.act.ledger == ledger.id and record.counts(day)]
    if isinstance(ledger.over, Duration):
        live = [record for record in live if within(record.entered, day, ledger.over)]
    elif ledger.over is not None:
        live = sorted(live, key=lambda record: (record.entered, record.act.order))[-ledger.over:]
    above, below = sum(record.points > 0 for record in live), sum(record.points < 0 for record in live)
    part, whole = {"value": (sum(record.points for record in live), len(live)), "positive": (100 * above, above + below),
                   "defective": (100 * below, len(live))}[ledger.of]
    return half_up(Fraction(part, whole), ledger.step) if whole and len(live) >= ledger.shown_from else None


def _card(ledger: Ledger, day: date, view) -> Fraction:
    weights = [on(feature.weight, day) for feature in ledger.features]
    points = [next(points for when, points in feature.bins if when.of(view)) for feature in ledger.features]
    share = Fraction(sum(weight * each for weight, each in zip(weights, points)), 100 * sum(weights))
    return half_up(ledger.low + (ledger.high - ledger.low) * share, ledger.step)
