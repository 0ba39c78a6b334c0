"""The little language of `when:`: total, exact, no loops, no user functions (docs/reference/format.md, section 3).

Text is parsed once into a tree of the classes below; scheme/names.py checks names and types against a scheme; the compiler turns the tree
into integer bytecode; `sentence` prints it back in words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    value: int
    column: int = 0


@dataclass(frozen=True)
class Truth:
    value: bool
    column: int = 0


@dataclass(frozen=True)
class Name:
    """A bare or dotted name: `age`, `score`, `rongcheng.score`, `representative.grade`, or a value such as `rural`."""

    path: tuple[str, ...]
    column: int = 0


@dataclass(frozen=True)
class Call:
    """`has(act, within=24 months)`, perhaps of somebody else: `spouse.on(list)`. Options are kept as text."""

    path: tuple[str, ...]
    arguments: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    column: int = 0


@dataclass(frozen=True)
class Compare:
    op: str                         # == != < <= > >=
    left: object
    right: object
    column: int = 0


@dataclass(frozen=True)
class Among:
    item: object
    values: tuple[object, ...]
    column: int = 0


@dataclass(frozen=True)
class Arithmetic:
    op: str                         # + - *
    left: object
    right: object
    column: int = 0


@dataclass(frozen=True)
class Not:
    of: object
    column: int = 0


@dataclass(frozen=True)
class Both:
    """`and` (`op` is "and") or `or` of two or more parts."""

    op: str
    parts: tuple[object, ...]
    column: int = 0


@dataclass(frozen=True)
class Condition:
    """A parsed condition with the text it came from and where that stands."""

    text: str
    tree: object
    file: str = ""
    line: int = 0
    column: int = 0
