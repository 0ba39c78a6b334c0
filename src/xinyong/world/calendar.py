"""The calendar as tables: first days of months from 1900, and Chinese working days.

Public holidays and make-up days are those of `chinesecalendar` (State Council notices); beyond its years a working day is a weekday.
"""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np

from xinyong.scheme.layout import H_CAL, H_NTH, H_WORK

EPOCH = dt.date(1970, 1, 1)
FIRST_YEAR, LAST_YEAR = 1900, 2290
WORK_FIRST, WORK_LAST = dt.date(2000, 1, 1), dt.date(2060, 1, 1)


def month_index(day: int) -> int:
    """The month of a day, counted from January 1900."""
    d = EPOCH + dt.timedelta(days=day)
    return (d.year - FIRST_YEAR) * 12 + d.month - 1


@functools.cache
def month_starts() -> np.ndarray:
    """First day of every month from January 1900, in days since 1970."""
    months = np.arange(np.datetime64(f"{FIRST_YEAR}-01"), np.datetime64(f"{LAST_YEAR}-01"))
    return months.astype("datetime64[D]").astype(np.int64)


@functools.cache
def working_days() -> np.ndarray:
    """True for each day from WORK_FIRST to WORK_LAST that is a working day in China."""
    import chinese_calendar

    days = np.arange(np.datetime64(WORK_FIRST), np.datetime64(WORK_LAST))
    work = np.is_busday(days)
    first = (days[0] - np.datetime64(EPOCH)).astype(int)
    for d, off in chinese_calendar.constants.holidays.items():
        if off and WORK_FIRST <= d < WORK_LAST:
            work[(d - EPOCH).days - first] = False
    for d in chinese_calendar.constants.workdays:
        if WORK_FIRST <= d < WORK_LAST:
            work[(d - EPOCH).days - first] = True
    return work


def write(draft) -> None:
    """Append the tables to a rulebook."""
    draft.table(H_CAL, month_starts())
    draft.set(H_CAL_FIRST=0)
    work = working_days()
    first = (WORK_FIRST - EPOCH).days
    upto = np.cumsum(work)
    nth = np.concatenate([[first - 1], np.flatnonzero(work) + first])
    draft.table(H_WORK, upto)
    draft.table(H_NTH, nth)
    draft.set(H_WORK_FIRST=first, H_WORK_DAYS=len(work), H_NTH_COUNT=len(nth))
