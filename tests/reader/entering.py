"""Entering a record: which version, how many points, how long it counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .days import FOREVER
from .scheme import Act, Ledger, Scheme
from .state import Member, Record
from .values import on, points_of, toward_zero

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def catalog_points(scheme: Scheme, act: Act, amount: int, severity: int) -> Fraction:
    """Points by the catalog: a number, a range by severity, a scale or units by amount; before repeats and caps."""
    if not act.points:
        return 0
    if act.points.startswith("scale "):
        steps = scheme.scales[act.points.removeprefix("scale ")]
        return steps[max(reached)] if (reached := [step for step in steps if step <= amount]) else 0
    if " to " in act.points:
        least, most = map(points_of, act.points.split(" to "))
        return toward_zero(least + Fraction(most - least) * severity / 999, scheme.ledgers[act.ledger].step)
    points = points_of(act.points)
    if act.per.endswith(" units"):
        points *= amount // int(act.per.removesuffix(" units"))
    return points


def entered_points(scheme: Scheme, member: Member, act: Act, day: date, amount: int, severity: int) -> Fraction:
    """Points as entered: by the catalog, times the factor on repeat, cut to what is left of the caps."""
    points = catalog_points(scheme, act, amount, severity)
    if not points:
        return points
    ledger = scheme.ledgers[act.ledger]
    factor = on(ledger.repeat, day)
    if factor is not None and points < 0 and any(record.act.id == act.id and record.counts(day) for record in member.records):
        points = toward_zero(points * factor, ledger.step)
    if act.cap:
        points = _cut(points, act.cap, day, (record for record in member.records if record.act.id == act.id))
    if act.group:
        points = _cut(points, ledger.caps[act.group], day, (record for record in member.records if record.act.group == act.group
                                                            and record.act.ledger == act.ledger))
    return points


def _cut(points: Fraction, cap, day: date, records) -> Fraction:
    """What is left of a cap after what was entered in its period."""
    moved = sum(record.points for record in records if not record.erased and cap.same_period(record.entered, day))
    left = max(0, cap.most - abs(moved))
    return min(points, left) if points > 0 else max(points, -left)


def enter(scheme: Scheme, member: Member, act: Act, day: date, clock: date, amount: int, severity: int, lasts: int, view) -> Record:
    """Enters an act. `clock`: the day from which its periods run; `view`: who it is, for the lines that give its life."""
    points = entered_points(scheme, member, act, day, amount, severity)
    occasion = {"points": points, "amount": amount, "severity": severity, "lasts": lasts}
    period = act.counts_for or _period(scheme.ledgers.get(act.ledger), view(occasion))
    until = FOREVER if period is None else scheme.counting.over(clock, period)
    grade_until = scheme.counting.over(clock, act.grade_for) if act.grade and act.grade_for else until if act.grade else day
    record = Record(act, day, points, amount, severity, until, grade_until)
    member.records.append(record)
    return record


def _period(ledger: Ledger | None, view):
    """The first of the ledger's lines that fits."""
    return next((period for when, period in ledger.counts_for if when.of(view)), None) if ledger else None


