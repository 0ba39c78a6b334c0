"""The little language of `when:`: total, exact, no loops, no user functions (docs/reference/format.md, section 3).

Text is parsed once into a tree of the classes below (`parse`, `read_condition`) and can be written back (`written`); scheme/names.py checks
names and types against a scheme; scheme/sentences/conditions.py tells it as a sentence; the compiler turns the tree into integer bytecode.

A minus that subtracts has spaces around it: `a-b` is one id, `a - b` is a difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

OVER = ("any", "all", "number", "average")
"""Words that ask something of all members of the unit in a role."""
MOST_CHARACTERS = 2_000
MOST_DEPTH = 40
MOST_PARTS = 300
_COLUMN = {"default": 0, "compare": False}      # the place in the condition's text, from 0; no part of what a tree says


@dataclass(frozen=True)
class Number:
    value: int
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Truth:
    value: bool
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Name:
    """A bare or dotted name: `age`, `score`, `rongcheng.score`, `representative.grade`, or a value such as `rural`."""

    path: tuple[str, ...]
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Call:
    """`has(act, within=24 months)`, perhaps of somebody else: `spouse.on(list)`. Options are kept as text."""

    path: tuple[str, ...]
    arguments: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    column: int = field(**_COLUMN)
    columns: tuple[int, ...] = field(default=(), compare=False)     # of the arguments, then of the options' values


@dataclass(frozen=True)
class Others:
    """Over the members of the unit in a role: `any(household, on(list))`; `word` is any, all, number or average."""

    word: str
    role: str
    of: object
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Compare:
    op: str                         # == != < <= > >=
    left: object
    right: object
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Among:
    item: object
    values: tuple[object, ...]
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Arithmetic:
    op: str                         # + - *
    left: object
    right: object
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Not:
    of: object
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Both:
    """`and` (`op` is "and") or `or` of two or more parts."""

    op: str
    parts: tuple[object, ...]
    column: int = field(**_COLUMN)


@dataclass(frozen=True)
class Condition:
    """A parsed condition with the text it came from and where that stands."""

    text: str
    tree: object
    file: str = ""
    line: int = 0
    column: int = 0
    source: object = field(default=None, repr=False, compare=False)     # the Text it was read from, for places within it

    def at(self, node_column: int = 0):
        """The place in its file of a part of the tree, given the part's `column`."""
        if self.source is not None:
            return self.source.at(node_column)
        from xinyong.scheme.model import Place  # model.py itself needs Condition
        return Place(self.file, self.line, self.column + node_column)


TRUE = Condition("true", Truth(True))
"""The condition that always holds."""


class WhenError(ValueError):
    """Text that is no condition: what is wrong, what to do, and at which character (from 0)."""

    def __init__(self, message: str, hint: str = "", offset: int = 0):
        super().__init__(message)
        self.message, self.hint, self.offset = message, hint, offset


def read_condition(text, name: str, problems) -> Condition | None:
    """The condition a scalar or cell (source.Text) holds; None, with a problem at the exact place, where it holds none."""
    try:
        tree = parse(text.value)
    except WhenError as error:
        problems.add(text.at(error.offset), f"{name}: {error.message}", error.hint, rule="condition")
        return None
    return Condition(text.value, tree, text.file.name, text.line, text.column, text)


@lru_cache(maxsize=4096)
def parse(text: str):
    """The tree of a condition, or WhenError."""
    if len(text) > MOST_CHARACTERS:
        raise WhenError(f"the condition has {len(text)} characters; the most is {MOST_CHARACTERS}.", "Split it.")
    parser = _Parser(_tokens(text))
    tree = parser.either()
    parser.end()
    return tree


# --- tokens -----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"""
    (?P<space>\s+)
  | (?P<date>\d{4}-\d\d-\d\d(?![\w-]))
  | (?P<decimal>\d+\.\d+)
  | (?P<range>\d+(?:-[A-Za-z0-9_]+)+)
  | (?P<odd>\d+[A-Za-z_][A-Za-z0-9_-]*)
  | (?P<number>\d+)
  | (?P<name>[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*(?:\.[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)*)
  | (?P<op>==|!=|<=|>=|<|>|\+|-|\*|\(|\)|,|=)
""", re.VERBOSE | re.ASCII)
_INSTEAD = {"&": "and", "&&": "and", "|": "or", "||": "or", "!": "not", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "（": "(",
            "）": ")", "，": ",", "−": "-", "–": "-", "[": "(", "]": ")", "{": "(", "}": ")"}
_WORDS = ("and", "or", "not", "in", "true", "false")
_COMPARE = ("==", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class _Token:
    kind: str                       # name, range, number, odd, op, word, end
    text: str
    offset: int


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise _no_token(text, at)
        kind, piece = found.lastgroup, found.group()
        if kind == "decimal":
            raise WhenError(f"'{piece}' is not a whole number.", "Conditions hold whole numbers only.", at)
        if kind == "date":
            raise WhenError(f"'{piece}' is a date; conditions hold none.", "Give the rule `from` and `to` instead.", at)
        if kind == "name" and piece in _WORDS:
            kind = "word"
        elif kind == "name" and piece != piece.lower():
            raise WhenError(f"'{piece}' has capitals.", f"Write {piece.lower()}.", at)
        if kind == "number" and len(piece) > 9:
            raise WhenError(f"'{piece}' is too large.", "Whole numbers have at most nine digits.", at)
        if kind != "space":
            tokens.append(_Token(kind, piece, at))
        at = found.end()
    tokens.append(_Token("end", "", len(text.rstrip())))
    return tokens


def _no_token(text: str, at: int) -> WhenError:
    for length in (2, 1):
        if text[at : at + length] in _INSTEAD:
            piece = text[at : at + length]
            return WhenError(f"'{piece}' is not used in conditions.", f"Write {_INSTEAD[piece]}.", at)
    hint = ""
    if text[at] in "'\"":
        hint = "Write names and values without quotes."
    elif text[at] in "/%":
        hint = "Multiply instead: `3 * a > b`."
    return WhenError(f"'{text[at]}' is not used in conditions.", hint, at)


# --- parsing: a function for each strength of binding, weakest first --------------------------------------------------

class _Parser:
    def __init__(self, tokens: list[_Token]):
        self.tokens = tokens
        self.index = 0
        self.depth = 0
        self.parts = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.index]

    def take(self) -> _Token:
        token = self.tokens[self.index]
        self.index += 1
        return token

    def takes(self, *texts: str) -> _Token | None:
        token = self.next
        return self.take() if token.kind in ("op", "word") and token.text in texts else None

    def expect(self, text: str, opened: _Token) -> None:
        if not self.takes(text):
            raise self.wrong(f"expected '{text}' to close '{opened.text}'")

    def wrong(self, expected: str, hint: str = "") -> WhenError:
        token = self.next
        if token.kind == "odd":
            hint = "An id begins with a letter; a number stands alone."
        found = "the end of the condition" if token.kind == "end" else f"'{token.text}'"
        return WhenError(f"{expected}, found {found}.", hint, token.offset)

    def end(self) -> None:
        token = self.next
        if token.kind == "end":
            return
        hint = ""
        if token.text in _COMPARE:
            hint = "Compare two things at a time: `a < b and b < c`."
        elif token.text == "=":
            hint = "Write ==."
        elif token.text == "not":
            hint = "Write `not (x in (...))`."
        raise self.wrong("expected `and`, `or` or the end of the condition", hint)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise WhenError(f"nested more than {MOST_DEPTH} deep.", "Simplify it.", self.next.offset)

    def count(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise WhenError(f"more than {MOST_PARTS} parts.", "Split it.", self.next.offset)

    def either(self):
        return self._joined("or", self.all)

    def all(self):
        return self._joined("and", self.negation)

    def _joined(self, word: str, part):
        start = self.next.offset
        parts = [part()]
        while self.takes(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Both(word, tuple(parts), column=start)

    def negation(self):
        word = self.takes("not")
        if not word:
            return self.comparison()
        self.deeper()
        tree = Not(self.negation(), column=word.offset)
        self.depth -= 1
        return tree

    def comparison(self):
        start = self.next.offset
        left = self.sum()
        op = self.takes(*_COMPARE)
        if op:
            return Compare(op.text, left, self.sum(), column=start)
        if self.takes("in"):
            return Among(left, self.values(), column=start)
        return left

    def values(self) -> tuple:
        opened = self.takes("(")
        if not opened:
            raise self.wrong("expected '(' and values after `in`", "Write `in (a, b)`.")
        values = [self.value()]
        while self.takes(","):
            values.append(self.value())
        self.expect(")", opened)
        return tuple(values)

    def value(self):
        self.count()
        token = self.next
        minus = self.takes("-")
        if self.next.kind == "number":
            number = self.take()
            return Number(-int(number.text) if minus else int(number.text), column=token.offset)
        if not minus and token.kind in ("name", "range"):
            self.take()
            return Name(tuple(token.text.split(".")), column=token.offset)
        raise self.wrong("expected a value")

    def sum(self):
        start = self.next.offset
        left = self.product()
        while op := self.takes("+", "-"):
            left = Arithmetic(op.text, left, self.product(), column=start)
        return left

    def product(self):
        start = self.next.offset
        left = self.atom()
        while op := self.takes("*"):
            left = Arithmetic(op.text, left, self.atom(), column=start)
        return left

    def atom(self):
        self.count()
        token = self.next
        if token.text in ("true", "false"):
            self.take()
            return Truth(token.text == "true", column=token.offset)
        if token.kind in ("number", "range"):
            return self.value()
        if token.kind == "name":
            self.take()
            path = tuple(token.text.split("."))
            if not self.takes("("):
                return Name(path, column=token.offset)
            return self.others(token) if token.text in OVER else self.call(path, token)
        if self.takes("("):
            self.deeper()
            tree = self.either()
            self.depth -= 1
            self.expect(")", token)
            return tree
        if self.takes("-"):
            if self.next.kind == "number":
                return Number(-int(self.take().text), column=token.offset)
            self.deeper()
            tree = Arithmetic("-", Number(0, column=token.offset), self.atom(), column=token.offset)
            self.depth -= 1
            return tree
        raise self.wrong("expected a name, a number or '('")

    def others(self, opened: _Token) -> Others:
        """`any(household, CONDITION)`, `average(household, NUMBER)`, its word and parenthesis taken."""
        role = self.take()
        if role.kind != "name":
            self.index -= 1
            raise self.wrong(f"expected a role in '{opened.text}(...)'", f"Write {opened.text}(household, ...).")
        if not self.takes(","):
            raise self.wrong(f"expected ',' and what of each in '{opened.text}(...)'", f"Write {opened.text}({role.text}, ...).")
        self.deeper()
        of = self.sum() if opened.text == "average" else self.either()
        self.depth -= 1
        self.expect(")", opened)
        return Others(opened.text, role.text, of, column=opened.offset)

    def call(self, path: tuple[str, ...], opened: _Token) -> Call:
        arguments, options, columns, option_columns = [], [], [], []
        while not self.takes(")"):
            if (arguments or options) and not self.takes(","):
                raise self.wrong(f"expected ',' or ')' to close '{opened.text}('")
            word = self.take()
            if word.kind not in ("name", "range"):
                self.index -= 1
                raise self.wrong(f"expected the name of something in '{opened.text}(...)'")
            if self.takes("="):
                option_columns.append(self.next.offset)
                options.append((word.text, self.option(word)))
            elif options:
                raise WhenError(f"'{word.text}' stands after an option.", "Put it first.", word.offset)
            else:
                columns.append(word.offset)
                arguments.append(word.text)
        return Call(path, tuple(arguments), tuple(options), column=opened.offset,
                    columns=(*columns, *option_columns))

    def option(self, word: _Token) -> str:
        pieces = []
        while self.next.kind in ("number", "name", "range", "odd") or self.next.text == "in":
            pieces.append(self.take().text)
        if not pieces:
            raise self.wrong(f"expected a value after '{word.text}='")
        return " ".join(pieces)


# --- writing ----------------------------------------------------------------------------------------------------------

def written(tree) -> str:
    """A tree as the text of a condition; `parse` gives an equal tree back."""
    match tree:
        case Number(value):
            return str(value)
        case Truth(value):
            return "true" if value else "false"
        case Name(path):
            return ".".join(path)
        case Call(path, arguments, options):
            inside = [*arguments, *(f"{name}={value}" for name, value in options)]
            return f"{'.'.join(path)}({', '.join(inside)})"
        case Others(word, role, of):
            return f"{word}({role}, {written(of)})"
        case Compare(op, left, right):
            return f"{_inner(left, 4)} {op} {_inner(right, 4)}"
        case Among(item, values):
            return f"{_inner(item, 4)} in ({', '.join(written(value) for value in values)})"
        case Arithmetic(op, left, right):
            return f"{_inner(left, _strength(tree))} {op} {_inner(right, _strength(tree) + 1)}"
        case Not(of):
            return f"not {_inner(of, 2)}"
        case Both(op, parts):
            return f" {op} ".join(_inner(part, _strength(tree) + 1) for part in parts)
    raise TypeError(f"no part of a condition: {tree!r}")


def _inner(tree, strength: int) -> str:
    """A part, in parentheses where it binds more weakly than its place asks."""
    return f"({written(tree)})" if _strength(tree) < strength else written(tree)


def _strength(tree) -> int:
    match tree:
        case Both(op):
            return 0 if op == "or" else 1
        case Not():
            return 2
        case Compare() | Among():
            return 3
        case Arithmetic(op):
            return 5 if op == "*" else 4
    return 6


def walk(tree):
    """Every part of a tree, itself first."""
    yield tree
    for part in parts_of(tree):
        yield from walk(part)


def parts_of(tree) -> tuple:
    """The parts a tree is made of at once."""
    match tree:
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Among(item, values):
            return (item, *values)
        case Not(of) | Others(_, _, of):
            return (of,)
        case Both(_, parts):
            return parts
    return ()
