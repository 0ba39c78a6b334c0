"""Conditions: read once to a tree, weighed for one member on one day.

Weighing gives a truth, a number, a word (of an attribute, a grade), or None where there is no value. Every comparison with None is false.
What names and calls mean is asked of a view (`view.View`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction

from .values import half_up

_COMPARE = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_RECKON = {"+": operator.add, "-": operator.sub, "*": operator.mul}


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
    """A name, of oneself or of the first other member in a role, as this scheme or another has it."""

    role: str
    scheme: str
    name: str

    def of(self, view):
        whose = view.whose(self.role, self.scheme)
        return None if whose is None else whose.value(self.name)

    @property
    def literal(self) -> str:
        return self.name


@dataclass(frozen=True)
class Called:
    """`has(ACT, within=24 months)` and the like."""

    role: str
    scheme: str
    name: str
    about: str
    options: Mapping[str, object] = field(default_factory=dict)

    def of(self, view):
        whose = view.whose(self.role, self.scheme)
        return None if whose is None else getattr(whose, self.name)(self.about, **self.options)


@dataclass(frozen=True)
class Members:
    """`any`, `all`, `number`, `average` over the members of the unit in a role."""

    how: str
    over: str
    part: object

    def of(self, view):
        found = [self.part.of(each) for each in view.others(self.over)]
        match self.how:
            case "any":
                return any(found)
            case "all":
                return all(found)
            case "number":
                return sum(map(bool, found))
        values = [value for value in found if value is not None]
        return half_up(Fraction(sum(values), len(values)), view.step(self.part)) if values else None


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


def schemes_named(tree):
    """Every other scheme that a condition names."""
    if isinstance(tree, (Named, Called)) and tree.scheme:
        yield tree.scheme
    elif is_dataclass(tree):
        for part in fields(tree):
            inner = getattr(tree, part.name)
            for each in inner if isinstance(inner, tuple) else (inner,):
                yield from schemes_named(each)
