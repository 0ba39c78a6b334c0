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


PERIODS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def period(day: date, months: int) -> int:
    """The number of the calendar's period of so many months in which a day lies."""
    return (day.year * 12 + day.month - 1) // months


def last_of_period(day: date, months: int, later: int) -> date:
    """The last day of that period, or of one so many later."""
    year, month = divmod((period(day, months) + later + 1) * months, 12)
    return date(year, month + 1, 1) - ONE


@dataclass(frozen=True)
class Duration:
    """So many of a unit: `days`, `working days`, `months` (years are twelve), `for ever`, or to the end of a period of the calendar:
    `number` 0 for the one that the day lies in, 1 for the next."""

    number: int
    unit: str


def duration(text: str) -> Duration:
    """`15 days`, `15 working days`, `24 months`, `3 years`, `for ever`, `to the end of the next year`."""
    if text == "for ever":
        return Duration(0, text)
    if text.startswith("to the end of the "):
        of = text.removeprefix("to the end of the ")
        return Duration(int(of.startswith("next ")), f"to the end of the {of.removeprefix('next ')}")
    number, unit = re.fullmatch(r"(\d+) (days?|working days?|months?|years?)", text).groups()
    unit = unit.rstrip("s") + "s"
    return Duration(int(number) * 12, "months") if unit == "years" else Duration(int(number), unit)


def shortest(text: str) -> Duration:
    """The shortest of `1 to 3 years`, as it is in the letter; of one duration itself."""
    least, to, rest = text.partition(" to ")
    return duration(f"{least} {rest.split(' ', 1)[1]}") if to and least.isdecimal() else duration(text)


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
        if period.unit.startswith("to the end"):
            return last_of_period(start, PERIODS[period.unit.split()[-1]], period.number)
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


@dataclass(frozen=True)
class SetDays:
    """Days of the year on which something is done: by month (0: every month) and day number."""

    days: tuple[tuple[int, int], ...]

    def include(self, day: date) -> bool:
        """Whether it is such a day; where a month has no such day, its last is."""
        last = calendar.monthrange(day.year, day.month)[1]
        return any(month in (0, day.month) and min(number, last) == day.day for month, number in self.days)


def set_days(text: str) -> SetDays | None:
    """`monthly on 6`, `yearly on 06-30 and 12-31`; nothing for `continuously`."""
    if text == "continuously":
        return None
    how, days = text.split(" on ")
    return SetDays(tuple((0, int(day)) if how == "monthly" else tuple(map(int, day.split("-"))) for day in days.split(" and ")))
