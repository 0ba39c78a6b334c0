"""Counting days: months, working days, and when a period ends."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import chinese_calendar

ONE = timedelta(days=1)
FOREVER = date.max


def add_months(day: date, months: int) -> date:
    """The same day number so many months later; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@cache
def works(day: date) -> bool:
    """Whether a day is a working day of the calendar `cn`; Monday to Friday in years whose holidays are not in the table."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def next_working(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not works(day):
        day += ONE
    return day


@dataclass(frozen=True)
class Duration:
    """So many of a unit: `days`, `working days`, `months` (years are twelve), or `for ever`."""

    number: int
    unit: str


def duration(text: str) -> Duration:
    """`15 days`, `15 working days`, `24 months`, `3 years`, `for ever`."""
    if text == "for ever":
        return Duration(0, text)
    number, unit = re.fullmatch(r"(\d+) (days?|working days?|months?|years?)", text).groups()
    unit = unit.rstrip("s") + "s"
    return Duration(int(number) * 12, "months") if unit == "years" else Duration(int(number), unit)


@dataclass(frozen=True)
class Counting:
    """How a scheme counts: whether the first day is counted, and whether a last day on a holiday rolls on."""

    first_day: str
    roll: str

    def last(self, start: date, period: Duration) -> date:
        """The last day of a period that runs from `start`."""
        included = self.first_day == "included"
        if period.unit == "for ever":
            return FOREVER
        if period.unit == "days":
            day = start + timedelta(days=period.number - included)
        elif period.unit == "months":
            day = add_months(start, period.number) - included * ONE
        else:
            day, left = start, period.number - (included and works(start))
            while left:
                day += ONE
                left -= works(day)
        return next_working(day) if self.roll == "next working day" else day

    def over(self, start: date, period: Duration) -> date:
        """The first day after it."""
        last = self.last(start, period)
        return last if last == FOREVER else last + ONE


def within(day: date, today: date, window: Duration) -> bool:
    """Whether `today` still lies in a window that opened on `day`, the anniversary included."""
    if day > today:
        return False
    return today <= Counting("excluded", "none").last(day, window)
