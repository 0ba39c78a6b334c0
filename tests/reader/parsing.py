"""Conditions as they are written: recursive descent over or, and, not, comparison, sum, product, factor."""

from __future__ import annotations

import re

from .conditions import All, Among, Any, Called, Compared, Members, Named, Not, Number, Reckoned, Truth, Unread
from .days import Duration, duration

ROLES = ("representative", "spouse", "head")
CALLS = ("has", "count", "sum", "most", "on", "denied", "granted", "bears", "told", "owes", "overdue")
OVER = ("any", "all", "number", "average")
_COMPARE = ("==", "!=", "<", "<=", ">", ">=")
_WORD = re.compile(r"\s*(==|!=|<=|>=|[A-Za-z0-9][A-Za-z0-9_.-]*|[-<>+*(),=])")


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
        role = path.pop(0) if path and path[0] in ROLES else ""
        if name in OVER and self.take("("):
            return self.members(name)
        if name in CALLS and self.take("("):
            return self.call(role, name)
        return Named(role, path[0] if path else "", name)

    def members(self, how: str) -> Members:
        over = self.any_word()
        self.must(",")
        part = self.either()
        self.must(")")
        return Members(how, over, part)

    def call(self, role: str, name: str) -> Called:
        scheme, _, about = self.any_word().rpartition(".")
        options = {}
        while self.take(","):
            key = self.any_word()
            if name == "told":
                options["notice"] = key
                continue
            self.must("=")
            options[key] = self.window() if key == "within" else self.any_word().split(".")[-1]
        self.must(")")
        return Called(role, scheme, name, about, options)

    def window(self) -> Duration:
        words = []
        while self.next() not in (",", ")"):
            words.append(self.any_word())
        return duration(" ".join(words))
