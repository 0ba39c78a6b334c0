"""Entering a record: which version, how many points, how long it counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .conditions import names
from .days import FOREVER
from .scheme import Act, Scheme
from .state import Member, Record
from .values import on, points_of, toward_zero


def catalog_points(scheme: Scheme, act: Act, amount: int | None, severity: int) -> Fraction:
    """Points by the catalog: a number, a range by severity, a scale or units by amount; before repeats and caps.

    What replaces a record has no amount: its units count once, of a scale no step is reached.
    """
    if not act.points:
        return 0
    if act.points.startswith("scale "):
        steps = scheme.scales[act.points.removeprefix("scale ")]
        return steps[max(reached)] if (reached := [step for step in steps if step <= (amount or 0)]) else 0
    if " to " in act.points:
        least, most = map(points_of, act.points.split(" to "))
        return toward_zero(least + Fraction(most - least) * severity / 999, scheme.ledgers[act.ledger].step)
    points = points_of(act.points)
    if act.per.endswith(" units") and amount is not None:
        points *= amount // int(act.per.removesuffix(" units"))
    return points


def entered_points(scheme: Scheme, member: Member, act: Act, day: date, single) -> tuple[Fraction, bool]:
    """Points as entered: by the catalog (`single`), times the factor on repeat, cut to what is left of the caps; whether they were multiplied."""
    points = single
    if not points:
        return points, False
    ledger = scheme.ledgers[act.ledger]
    factor = on(ledger.repeat, day)
    multiplied = factor is not None and points < 0 and any(record.act.id == act.id and record.bad and record.counts(day) for record in member.records)
    if multiplied:
        points = toward_zero(points * factor, ledger.step)
    if act.cap:
        points = _cut(points, act.cap, day, (record for record in member.records if record.act.id == act.id))
    if act.group and ledger.groups[act.group].cap:
        together = (record for record in member.records if (record.act.ledger, record.act.group) == (act.ledger, act.group))
        points = _cut(points, ledger.groups[act.group].cap, day, together)
    return points, multiplied


def _cut(points: Fraction, cap, day: date, records) -> Fraction:
    """What is left of a cap after what was entered in its period."""
    moved = sum(record.points for record in records if not record.erased and not record.lapsed and record.until > record.entered and cap.same_period(record.entered, day))
    left = max(0, cap.most - abs(moved))
    return min(points, left) if points > 0 else max(points, -left)


def enter(scheme: Scheme, member: Member, act: Act, day: date, deed: date, clock: date, said: dict, view) -> Record | None:
    """Enters an act, unless its life is over already. `clock`: the day from which its periods run; `said`: amount, severity, lasts; `view`: who it is, for the lines of lives."""
    single = catalog_points(scheme, act, said["amount"], said["severity"])
    points, multiplied = entered_points(scheme, member, act, day, single)
    until = _until(scheme, act, clock, points, said, view)
    grade_until = FOREVER if act.grade_while_holds else scheme.counting.over(clock, act.grade_for) if act.grade else day
    if until <= day and grade_until <= day:
        return None
    record = Record(act, day, deed, points, single, multiplied, said["amount"], said["severity"], until, grade_until)
    member.records.append(record)
    return record


def _until(scheme: Scheme, act: Act, clock: date, points, said: dict, view) -> date:
    """First day on which it counts no longer: by the act's own life, or the ledger's lines."""
    if act.while_holds:
        return FOREVER
    lines = scheme.ledgers[act.ledger].counts_for if act.ledger else []
    period = act.counts_for or next((period for when, period in lines if when.of(view(said | {"points": points}))), None)
    return scheme.counting.over(clock, period) if period else FOREVER


def single_again(scheme: Scheme, member: Member, gone: Record, day: date, view) -> None:
    """What was multiplied as the repeat of a record that never was counts once, unless yet another was live before it."""
    for record in member.records:
        others = [other for other in member.records[:member.records.index(record)] if other.act.id == record.act.id and other.bad and not other.erased]
        if record.act.id != gone.act.id or not record.multiplied or any(other.live(record.entered) for other in others):
            continue
        record.multiplied = False
        if not record.live(day):
            continue
        record.points = max(record.points, record.single)
        if record.act.counts_for is None and not record.act.while_holds and scheme.clock != "end" and _by_points_alone(scheme, record.act):
            said = {"amount": record.amount, "severity": record.severity}
            record.until = _until(scheme, record.act, record.deed if scheme.clock == "deed" else record.entered, record.points, said, view)


def _by_points_alone(scheme: Scheme, act: Act) -> bool:
    return all(set(names(when)) <= {"points"} for when, _ in scheme.ledgers[act.ledger].counts_for)
