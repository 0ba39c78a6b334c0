"""Entering a record: which version, how many points, how long it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .conditions import names
from .days import FOREVER
from .rules import Act, Agreement, Scale, Scheme
from .scoring import underneath
from .state import Dossier, Record
from .values import on, points_of, toward_zero


@dataclass(frozen=True)
class Said:
    """What is known of a conduct. `amount` is None where nothing is: its units count once, of a scale no step is reached. `points`: a script's own, of a range."""

    deed: date
    over: date                        # the day on which it is over
    amount: int | None = 1
    severity: int = 0
    lasts: int = 0
    points: Fraction | None = None

    @property
    def occasion(self) -> dict:
        return {"amount": self.amount, "severity": self.severity, "lasts": self.lasts}


def catalog_points(scheme: Scheme, act: Act, said: Said) -> Fraction:
    """Points by the catalog: a number, a range by severity, a scale or units by amount; before repeats and caps."""
    if not act.points:
        return 0
    if act.points.startswith("scale "):
        return _of_scale(scheme.scales[act.points.removeprefix("scale ")], said, scheme.ledgers[act.ledger].step)
    if " to " in act.points:
        least, most = map(points_of, act.points.split(" to "))
        by_severity = toward_zero(least + Fraction(most - least) * said.severity / 999, scheme.ledgers[act.ledger].step)
        return by_severity if said.points is None else said.points
    points = points_of(act.points)
    if act.per.endswith(" units") and said.amount is not None:
        points *= said.amount // int(act.per.removesuffix(" units"))
    return points


def _of_scale(scale: Scale, said: Said, step: Fraction) -> Fraction:
    if said.amount is None:
        return Fraction(0)
    much = said.occasion[scale.of]
    if scale.reached:
        return max(((border, points) for border, points in scale.reached.items() if border <= much), default=(0, Fraction(0)))[1]
    borders = sorted(scale.marginal)
    ends = [*borders[1:], much]
    parts = (scale.marginal[border] * max(0, min(end, much) - border) for border, end in zip(borders, ends))
    return toward_zero(sum(parts), step)


def governing(scheme: Scheme, id: str, day: date, said: Said) -> Act | None:
    """The version that governs what is entered on a day."""
    of_deed, of_entry = scheme.act(id, said.deed), scheme.act(id, day)
    if scheme.governed_by != "gentler":
        return of_entry if scheme.governed_by == "entry" else of_deed
    places = scheme.on(day).places

    def costs(act: Act | None):
        return (places.get(act.grade, -1), -catalog_points(scheme, act, said)) if act else (-1, 0)
    if of_deed is None or of_entry is None:
        only = of_deed or of_entry
        return only if costs(only) < costs(None) else None                                     # what costs no less than nothing gives way to it
    return min(of_deed, of_entry, key=costs)                                                   # of equals that of the deed


def entered_points(scheme: Scheme, of: Dossier, act: Act, day: date, single, view) -> tuple[Fraction, bool]:
    """Points as entered: by the catalog (`single`), times the factor on repeat, cut to what is left of the caps; whether they were multiplied."""
    points = single
    if not points:
        return points, False
    ledger = scheme.ledgers[act.ledger]
    factor = on(ledger.repeat, day)
    multiplied = factor is not None and points < 0 and any(record.act.id == act.id and record.bad and record.counts(day) for record in of.records)
    if multiplied:
        points = toward_zero(points * factor, ledger.step)
    if act.cap:
        points = _cut(points, act.cap, day, (record for record in of.records if record.act.id == act.id))
    if act.group and ledger.groups[act.group].cap:
        together = (record for record in of.records if (record.act.ledger, record.act.group) == (act.ledger, act.group))
        points = _cut(points, ledger.groups[act.group].cap, day, together)
    if ledger.clips_entries:
        _, floor, ceiling = scheme.on(day).limits[act.ledger]
        now = underneath(scheme, of, act.ledger, day, view)
        if points > 0 and ceiling is not None:
            points = min(points, max(0, ceiling - now))
        if points < 0 and floor is not None:
            points = max(points, min(0, floor - now))
    return points, multiplied


def _cut(points: Fraction, cap, day: date, records) -> Fraction:
    """What is left of a cap after what was entered in its period."""
    moved = sum(record.points for record in records if not record.erased and not record.lapsed and record.until > record.entered and cap.same_period(record.entered, day))
    left = max(0, cap.most - abs(moved))
    return min(points, left) if points > 0 else max(points, -left)


def enter(scheme: Scheme, of: Dossier, act: Act, day: date, said: Said, view, brought_by: Agreement | None = None) -> Record | None:
    """Enters an act, unless its life is over already. `view`: who it is, for the lines of lives."""
    clock = {"entry": day, "deed": said.deed, "end": said.over}[scheme.clock]
    single = catalog_points(scheme, act, said)
    points, multiplied = entered_points(scheme, of, act, day, single, view({}))
    until = _until(scheme, act, clock, points, said.occasion, view)
    grade_until = FOREVER if act.grade_while_holds else scheme.counting.over(clock, act.grade_for) if act.grade else day
    if until <= day and grade_until <= day:
        return None
    record = Record(act, day, said.deed, said.over, points, single, multiplied, said.amount, said.severity, said.lasts, until, grade_until, brought_by=brought_by)
    of.records.append(record)
    return record


def _until(scheme: Scheme, act: Act, clock: date, points, said: dict, view) -> date:
    """First day on which it counts no longer: by the act's own life, or the ledger's lines, or for as long as a mean looks back."""
    if act.while_holds:
        return FOREVER
    ledger = scheme.ledgers.get(act.ledger)
    lines = ledger.counts_for if ledger else []
    period = act.counts_for or next((period for when, period in lines if when.of(view(said | {"points": points}))), None)
    if period is None and ledger and ledger.kind == "mean" and not isinstance(ledger.over, int):
        period = ledger.over
    return scheme.counting.over(clock, period) if period else FOREVER


def single_again(scheme: Scheme, of: Dossier, gone: Record, day: date, view) -> None:
    """What was multiplied as the repeat of a record that never was counts once, unless yet another was live before it."""
    for record in of.records:
        others = [other for other in of.records[:of.records.index(record)] if other.act.id == record.act.id and other.bad and not other.erased]
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
