"""What `find` is asked: conditions, each at the end of some day unless it says `at(DATE, ...)`, `at_end(...)` or `always(...)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xinyong.scheme import names, values
from xinyong.scheme.problems import Problems
from xinyong.scheme.source import File, Text
from xinyong.scheme.when import Both, Compare, Condition, Name, Not, read_condition, walk
from xinyong.world.against import environment_of
from xinyong.world.model import World

SOME_DAY, AT, AT_END, ALWAYS = "some day", "at", "at_end", "always"
FILE = "expression"
"""How problems call what was typed."""
_WRAPPED = re.compile(r"\b(at_end|at|always)\s*\(", re.ASCII)
_DATE = re.compile(r"\s*([^,()]*?)\s*,", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """A condition and when it must hold: `some day`, `at` (the end of `day`), `at_end` or `always`."""

    condition: Condition
    when: str
    day: int = 0


@dataclass(frozen=True)
class Combined:
    """`and`, `or` or `not` of what was asked."""

    op: str
    parts: tuple


def read_expression(text: str, world: World, first_day: int, last_day: int, *, when: str = SOME_DAY) -> Asked | Combined:
    """What an expression asks of a life from `first_day` to `last_day`; SchemeError tells everything that is wrong with it.

    when: what a condition means that says nothing of when.
    """
    problems = Problems()
    reader = _Reader(Text(text, File(FILE, text), 1, 1), when, (first_day, last_day), problems)
    asked = reader.read()
    problems.raise_errors()
    environment = environment_of(world)
    for part in parts_of(asked):
        names.check(part.condition, environment, problems, "find")
    problems.raise_errors()
    return asked


def parts_of(asked: Asked | Combined) -> Iterator[Asked]:
    """Every condition in it, in order."""
    if isinstance(asked, Asked):
        yield asked
    else:
        for part in asked.parts:
            yield from parts_of(part)


class _Reader:
    """Takes out what is wrapped, leaving a name of equal length in its place, so that columns stay true."""

    def __init__(self, text: Text, when: str, days: tuple[int, int], problems: Problems):
        self.text, self.when, self.problems = text, when, problems
        self.first, self.last = days
        self.wrapped: dict[str, Asked] = {}

    def read(self):
        rest = self._unwrap(self.text.value)
        condition = read_condition(_same_place(self.text, rest), "find", self.problems)
        if condition is None or self.problems.errors:
            return None
        return self._combine(condition.tree, condition)

    def _unwrap(self, text: str) -> str:
        while found := _WRAPPED.search(text):
            end = _closing(text, found.end())
            if end is None:
                self._wrong(found.start(), f"{found.group(1)}( is never closed.", "Write ) at its end.")
                return "true"
            name = f"zz{len(self.wrapped)}"
            self.wrapped[name] = self._inner(found.group(1), text, found.end(), end)
            text = text[:found.start()] + name.ljust(end + 1 - found.start()) + text[end + 1:]
        return text

    def _inner(self, when: str, text: str, start: int, end: int) -> Asked | None:
        day = 0
        if when == AT:
            date = _DATE.match(text, start, end)
            if not date:
                self._wrong(start, "at(...) needs a date and a condition.", "Write at(2019-06-30, score < 950).")
                return None
            day = self._day(date.group(1), date.start(1))
            start = date.end()
        inner = text[start:end]
        if _WRAPPED.search(inner):
            self._wrong(start, f"{when}(...) holds a condition only, not another moment.", "Join them by `and` instead.")
            return None
        condition = read_condition(_same_place(self.text, " " * start + inner), "find", self.problems)
        return Asked(replace(condition, tree=_of_persons(condition.tree)), when, day) if condition else None

    def _day(self, text: str, column: int) -> int:
        try:
            day = values.day(text)
        except values.Unreadable as error:
            self._wrong(column, f"at: expected a date, found '{text}'.", error.hint)
            return 0
        if not self.first <= day <= self.last:
            self._wrong(column, f"at: {text} is not within the run.", f"It was lived from {values.date(self.first)} to {values.date(self.last)}.")
        return day

    def _wrong(self, column: int, message: str, hint: str) -> None:
        self.problems.add(self.text.at(column), f"find: {message}", hint, rule="condition")

    def _combine(self, tree, whole: Condition):
        """A part without any moment is one condition on some day; parts of one `and` or `or` that have none stay together."""
        if isinstance(tree, Name) and tree.path[0] in self.wrapped:
            return self.wrapped[tree.path[0]]
        if not any(isinstance(part, Name) and part.path[0] in self.wrapped for part in walk(tree)):
            return Asked(replace(whole, tree=_of_persons(tree)), self.when)
        if isinstance(tree, Not):
            return Combined("not", (self._combine(tree.of, whole),))
        if isinstance(tree, Both):
            plain = [p for p in tree.parts if not any(isinstance(x, Name) and x.path[0] in self.wrapped for x in walk(p))]
            joined = [Both(tree.op, tuple(plain), column=tree.column)] if len(plain) > 1 else plain
            return Combined(tree.op, tuple(self._combine(p, whole) for p in [*joined, *(p for p in tree.parts if p not in plain)]))
        self._wrong(getattr(tree, "column", 0), "at(...), at_end(...) and always(...) are true or false.", "Join them by and, or, not.")
        return Asked(whole, self.when)


def _of_persons(tree):
    """An organisation has no age: what compares one holds of persons only."""
    match tree:
        case Both(op, parts):
            return Both(op, tuple(_of_persons(part) for part in parts), column=tree.column)
        case Not(of):
            return Not(_of_persons(of), column=tree.column)
        case Compare() if any(isinstance(part, Name) and part.path == ("age",) for part in walk(tree)):
            return Both("and", (Compare("==", Name(("kind",)), Name(("person",))), tree), column=tree.column)
    return tree


def _same_place(text: Text, value: str) -> Text:
    """Text as it would stand in the place of another."""
    return Text(value, text.file, text.line, text.column)


def _closing(text: str, at: int) -> int | None:
    depth = 1
    for i in range(at, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i
    return None
