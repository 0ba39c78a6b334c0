"""Days, months and working days, by the tables of the rulebook (no division, no float)."""

from numba import int64

from xinyong.kernel.dialect import called, law
from xinyong.life.agenda import FOREVER
from xinyong.life.scratch import X_MONTH
from xinyong.scheme.layout import (
    H_CAL,
    H_NTH,
    H_NTH_COUNT,
    H_SCHEME,
    H_WORK,
    H_WORK_DAYS,
    H_WORK_FIRST,
    S_EXCLUDED,
    S_ROLL,
    SCHEME_WIDTH,
    U_DAYS,
    U_EVER,
    U_MONTHS,
    U_TO_END,
    U_TO_NEXT_END,
    U_WORKING,
)


@law
def month_start(R, month):
    """First day of a month; months count from January 1900."""
    return int64(R[R[H_CAL] + month])


@law
def month_of(L, day):
    """The month a day lies in, looked for from the current one."""
    m = L.X[X_MONTH]
    while month_start(L.R, m) > day:
        m = int64(m - 1)
    while month_start(L.R, m + 1) <= day:
        m = int64(m + 1)
    return m


@law
def add_months(L, day, months):
    """The same day number so many months later, or that month's last day."""
    m = month_of(L, day)
    dom = int64(day - month_start(L.R, m))
    first = month_start(L.R, m + months)
    last = int64(month_start(L.R, m + months + 1) - 1)
    x = int64(first + dom)
    return x if x < last else last


@law
def working_days_to(R, day):
    """How many working days the table holds up to and including a day."""
    i = int64(day - R[H_WORK_FIRST])
    if i < 0:
        i = int64(0)
    if i >= R[H_WORK_DAYS]:
        i = int64(R[H_WORK_DAYS] - 1)
    return int64(R[R[H_WORK] + i])


@law
def nth_working_day(R, n):
    if n >= R[H_NTH_COUNT]:
        n = int64(R[H_NTH_COUNT] - 1)
    return int64(R[R[H_NTH] + n])


@law
def end_of_period(L, day, count, more):
    """The last day of the calendar's period of `count` months that a day lies in, or of one `more` months later."""
    m = month_of(L, day)
    return int64(month_start(L.R, m - m % count + count + more) - 1)


@law
def after(L, day, count, unit):
    """The day a duration after `day`; FOREVER for an open one."""
    x = int64(FOREVER)
    if unit == U_DAYS:
        x = int64(day + count)
    elif unit == U_MONTHS:
        x = add_months(L, day, int64(count))
    elif unit == U_WORKING:
        x = nth_working_day(L.R, working_days_to(L.R, day) + count)
    elif unit == U_TO_END:
        x = end_of_period(L, day, count, int64(0))
    elif unit == U_TO_NEXT_END:
        x = end_of_period(L, day, count, count)
    return x if x < FOREVER else int64(FOREVER)


@called
def end_of(L, scheme, day, count, unit):
    """First day on which a period that began with `day` no longer runs, by the scheme's way of counting."""
    if unit == U_EVER:
        return int64(FOREVER)
    row = L.R[H_SCHEME] + scheme * SCHEME_WIDTH
    if unit == U_TO_END or unit == U_TO_NEXT_END:    # the calendar's own last day, however a scheme counts
        last = after(L, day, count, unit)
        return int64(last + 1) if last < FOREVER else int64(FOREVER)
    if L.R[row + S_EXCLUDED] != 0:
        last = after(L, day, count, unit)
    elif unit == U_WORKING:
        last = after(L, day - 1, count, unit)
    else:
        last = int64(after(L, day, count, unit) - 1)
    if L.R[row + S_ROLL] != 0:
        if working_days_to(L.R, last) == working_days_to(L.R, last - 1):
            last = nth_working_day(L.R, working_days_to(L.R, last) + 1)
    return int64(last + 1) if last < FOREVER else int64(FOREVER)


@law
def last_day(L, scheme, day, count, unit):
    """The last day of a period that began with `day`, by the scheme's way of counting; the day itself at the earliest."""
    ends = end_of(L, scheme, day, count, unit)
    last = int64(ends - 1) if ends < FOREVER else int64(FOREVER)
    return last if last > day else int64(day)


@law
def full_years(L, birth, day):
    """Completed years of age on a day; `birth` is month << 5 | day of the month from 0."""
    m = month_of(L, day)
    months = int64(m - (birth >> 5))
    if int64(day - month_start(L.R, m)) < int64(birth & 31):
        months = int64(months - 1)
    return int64(months // 12) if months >= 0 else int64(0)
