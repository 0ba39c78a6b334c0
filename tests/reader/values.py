"""Values as they are written: histories, caps, points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .days import PERIODS, period

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def history(written, read, *, empty=None):
    """A value from a day on: pairs of day and what `read` makes of it; one pair from the beginning where no history is written."""
    if written is None:
        return [(date.min, empty)]
    if isinstance(written, dict) and written and all(_DAY.fullmatch(key) for key in written):
        return sorted((date.fromisoformat(key), empty if value == "none" else read(value)) for key, value in written.items())
    return [(date.min, empty if written == "none" else read(written))]


def on(values, day: date):
    """The value of a history on a day; nothing before its first."""
    found = None
    for first, value in values:
        if first <= day:
            found = value
    return found


def points_of(text: str):
    """Points: a whole number, or exactly so many parts of one."""
    points = Fraction(text)
    return points.numerator if points.denominator == 1 else points


@dataclass(frozen=True)
class Cap:
    """The most that may be moved in a period of the calendar: `a year`, `a half-year`, `a quarter`, `a month`, or `in all`."""

    most: Fraction
    period: str

    def same_period(self, one: date, other: date) -> bool:
        """Whether two days lie in one period of the cap."""
        if self.period == "in all":
            return True
        months = PERIODS[self.period.removeprefix("a ")]
        return period(one, months) == period(other, months)


def cap(text: str) -> Cap:
    """`40 a year`."""
    most, period = text.split(" ", 1)
    return Cap(points_of(most), period)


def toward_zero(points: Fraction, step: Fraction) -> Fraction:
    """Rounded toward zero to a step."""
    return int(Fraction(points) / step) * step


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """The nearest step, a half up."""
    return (Fraction(value) / step + Fraction(1, 2)) // 1 * step
