"""Conditions: read once to a tree, weighed for one member on one day.

Weighing gives a truth, a number, a word (of an attribute, a grade), or None where there is no value. Every comparison with None is false.
What names and calls mean is asked of a view (`view.View`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from .days import Duration, duration

ROLES = ("representative", "spouse", "head")
CALLS = ("has", "count", "sum", "on", "denied", "granted", "bears", "told", "owes", "overdue")
_COMPARE = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_RECKON = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_WORD = re.compile(r"\s*(==|!=|<=|>=|[A-Za-z0-9][A-Za-z0-9_.-]*|[-<>+*(),=])")


class Unread(Exception):
    """Something in a condition that this reader does not know."""


@dataclass(frozen=True)
class Word:
    """The value of an attribute or a grade; `rank` gives the place of a word in their order, None for a stranger."""

    text: str
    rank: Callable[[str], object]

    def compare(self, how: str, other: str) -> bool:
        if how in ("==", "!="):
            return _COMPARE[how](self.text, other)
        here, there = self.rank(self.text), self.rank(other)
        return here is not None and there is not None and _COMPARE[how](here, there)


@dataclass(frozen=True)
class Number:
    value: int

    def of(self, view):
        return self.value

    @property
    def literal(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class Truth:
    value: bool

    def of(self, view):
        return self.value


@dataclass(frozen=True)
class Named:
    """A name, of oneself or of the first other member in a role."""

    role: str
    name: str

    def of(self, view):
        whose = view.in_role(self.role) if self.role else view
        return None if whose is None else whose.value(self.name)

    @property
    def literal(self) -> str:
        return self.name


@dataclass(frozen=True)
class Called:
    """`has(ACT, within=24 months)` and the like."""

    role: str
    name: str
    about: str
    options: Mapping[str, object] = field(default_factory=dict)

    def of(self, view):
        whose = view.in_role(self.role) if self.role else view
        return None if whose is None else getattr(whose, self.name)(self.about, **self.options)


@dataclass(frozen=True)
class Reckoned:
    how: str
    left: object
    right: object

    def of(self, view):
        left, right = self.left.of(view), self.right.of(view)
        return None if left is None or right is None else _RECKON[self.how](left, right)


@dataclass(frozen=True)
class Compared:
    how: str
    left: object
    right: object

    def of(self, view):
        left = self.left.of(view)
        if isinstance(left, Word):
            return left.compare(self.how, self.right.literal)
        right = self.right.of(view)
        return left is not None and right is not None and _COMPARE[self.how](left, right)


@dataclass(frozen=True)
class Among:
    item: object
    literals: tuple[str, ...]

    def of(self, view):
        item = self.item.of(view)
        return item is not None and (item.text if isinstance(item, Word) else str(item)) in self.literals


@dataclass(frozen=True)
class Not:
    part: object

    def of(self, view):
        return not self.part.of(view)


@dataclass(frozen=True)
class All:
    parts: tuple

    def of(self, view):
        return all(part.of(view) for part in self.parts)


@dataclass(frozen=True)
class Any:
    parts: tuple

    def of(self, view):
        return any(part.of(view) for part in self.parts)


def compared(tree):
    """Every name that a condition compares with a literal, and the literal."""
    if isinstance(tree, Compared) and isinstance(tree.left, Named) and hasattr(tree.right, "literal"):
        yield tree.left.name, tree.right.literal
    elif isinstance(tree, Among) and isinstance(tree.item, Named):
        yield from ((tree.item.name, literal) for literal in tree.literals)
    elif is_dataclass(tree):
        for part in fields(tree):
            inner = getattr(tree, part.name)
            for each in inner if isinstance(inner, tuple) else (inner,):
                yield from compared(each)


def names(tree):
    """Every name that a condition asks for; of calls what they are about."""
    if isinstance(tree, (Named, Called)):
        yield tree.name if isinstance(tree, Named) else tree.about
    elif is_dataclass(tree):
        for part in fields(tree):
            inner = getattr(tree, part.name)
            for each in inner if isinstance(inner, tuple) else (inner,):
                yield from names(each)


def condition(text: str):
    """The tree of a condition; `true` where none is written."""
    if not text:
        return Truth(True)
    reader = _Reader(text)
    found = reader.either()
    if reader.next():
        raise Unread(f"cannot read `{reader.next()}` in: {text}")
    return found


class _Reader:
    """Recursive descent: or, and, not, comparison, sum, product, factor."""

    def __init__(self, text: str):
        self.words, self.at = [], 0
        at, text = 0, text.rstrip()
        while at < len(text):
            match = _WORD.match(text, at)
            assert match, f"cannot read {text[at:]!r}"
            self.words.append(match[1])
            at = match.end()

    def next(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def any_word(self) -> str:
        self.at += 1
        return self.words[self.at - 1]

    def take(self, *which: str) -> str:
        """The next word if it is one of those, else nothing."""
        return self.any_word() if self.next() in which else ""

    def must(self, word: str) -> None:
        assert self.take(word), f"expected {word} in {' '.join(self.words)}"

    def either(self):
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def both(self):
        parts = [self.negated()]
        while self.take("and"):
            parts.append(self.negated())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def negated(self):
        return Not(self.negated()) if self.take("not") else self.comparison()

    def comparison(self):
        left = self.sum()
        if self.take("in"):
            return Among(left, tuple(self.items()))
        how = self.take(*_COMPARE)
        return Compared(how, left, self.sum()) if how else left

    def items(self):
        self.must("(")
        yield self.any_word()
        while self.take(","):
            yield self.any_word()
        self.must(")")

    def sum(self):
        found = self.product()
        while how := self.take("+", "-"):
            found = Reckoned(how, found, self.product())
        return found

    def product(self):
        found = self.factor()
        while self.take("*"):
            found = Reckoned("*", found, self.factor())
        return found

    def factor(self):
        if self.take("-"):
            return Reckoned("-", Number(0), self.factor())
        if self.take("("):
            found = self.either()
            self.must(")")
            return found
        word = self.any_word()
        if word.isdecimal():
            return Number(int(word))
        if word in ("true", "false"):
            return Truth(word == "true")
        *path, name = word.split(".")
        role = path[0] if path and path[0] in ROLES else ""
        if name in CALLS and self.take("("):
            return self.call(role, name)
        return Named(role, name)

    def call(self, role: str, name: str) -> Called:
        about, options = self.any_word().split(".")[-1], {}
        while self.take(","):
            key = self.any_word()
            self.must("=")
            options[key] = self.window() if key == "within" else self.any_word()
        self.must(")")
        return Called(role, name, about, options)

    def window(self) -> Duration:
        words = []
        while self.next() not in (",", ")"):
            words.append(self.any_word())
        return duration(" ".join(words))
