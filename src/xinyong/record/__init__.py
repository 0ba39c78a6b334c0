"""One subject's whole record: living it again, explaining it, what if; and finding subjects by what happened to them.

record      a subject's Record, by its code
find        codes of subjects for whom a condition held
"""

from __future__ import annotations

from xinyong.scheme import values


def record(run, code: str, *, as_of=None):
    """The Record of the subject with a code, lived again from the run's file.

    as_of: a date (text or datetime.date), the last day that counts; by default the last day lived.
    CodeError says what is wrong with a code, XinyongError what is wrong with a date.
    """
    from xinyong.record.living import Conditions
    from xinyong.record.subject import Record

    unit, member = run.population.find(code)
    conditions = Conditions.of(run)
    day = last_day(conditions, as_of)
    return Record(run, conditions, unit, member, conditions.live(unit, day), day)


def find(run, expression: str, *, limit: int = 20, threads: int = 0, progress=None) -> list[str]:
    """Codes of the first subjects (by number) for whom a condition held at the end of some day, e.g. `score < 950`.

    `at(DATE, ...)`, `at_end(...)` and `always(...)` say otherwise. threads: 0 for one a core. progress: told units looked at, all units and
    how many were found. SchemeError tells what is wrong with the expression.
    """
    from itertools import islice

    from xinyong.record.finding import Finder
    from xinyong.record.living import Conditions

    if limit < 1:
        from xinyong.errors import XinyongError

        raise XinyongError(f"limit: {limit} is less than one. Write how many are to be found.")
    finder = Finder(Conditions.of(run), run.world, expression, threads=threads)
    return [run.population.code_of(*place) for place in islice(finder.blocks(progress=progress), limit)]


def last_day(conditions, as_of) -> int:
    """A date within a run as a day; the last day lived where none is given."""
    from xinyong.errors import XinyongError

    if as_of is None:
        return conditions.last_day
    text = as_of if isinstance(as_of, str) else as_of.isoformat()
    try:
        day = values.day(text)
    except values.Unreadable as error:
        said = error.expected if isinstance(error, values.OutOfRange) else f"expected {error.expected}, found '{text}'."
        raise XinyongError(f"as of: {said} {error.hint}".strip()) from None
    if not conditions.first_day <= day <= conditions.last_day:
        raise XinyongError(f"as of {text}: the run was lived from {values.date(conditions.first_day)} to {values.date(conditions.last_day)}.")
    return day
