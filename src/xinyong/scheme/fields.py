"""Tables of fields: what a mapping or a CSV row may hold, each field a row saying how its value is read.

A *kind* is a function (node, name, problems) -> value, or None with a problem noted. `read_fields` takes a mapping through a table.
Plain tables fill the dataclasses instead of pydantic models because every error must name line and column, also within a cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xinyong.scheme import values
from xinyong.scheme.model import FOREVER, Basis, History, Label
from xinyong.scheme.problems import Problems, shown
from xinyong.scheme.source import Mapping, Node, Sequence, Text
from xinyong.scheme.when import read_condition

NO_BASIS = Basis("assumption", why="not readable")
"""Stands in for a basis that could not be read, so that checking can go on."""


@dataclass(frozen=True)
class Field:
    """One field of a rule: its name, how it is read, whether it must be there, and its value when it is not."""

    name: str
    kind: Callable[[Node, str, Problems], object]
    required: bool = False
    default: object = None


def read_fields(node: Node, fields: tuple[Field, ...], problems: Problems, what: str = "rule") -> dict:
    """The values of a mapping by field name; a field that is absent or wrong has its default."""
    result = {field.name: field.default for field in fields}
    if not isinstance(node, Mapping):
        problems.add(place_of(node), f"expected the fields of a {what}, found {found(node)}.",
                     f"A {what} has: {', '.join(field.name for field in fields)}.")
        return result
    known = set(result)
    for key in node.keys:
        if key not in known:
            hint = problems.suggest(key, known) or f"A {what} has: {', '.join(field.name for field in fields)}."
            problems.add(node.keys[key].place, f"{shown(key)}: no such field.", hint, rule="unknown-field")
    for field in fields:
        value = node.items.get(field.name)
        if value is None:
            if field.required and (node.spots is None or field.name in node.spots):      # a column that is missing is told once
                problems.add(node.place_of(field.name), f"{field.name}: missing.", f"A {what} needs it.", rule="missing")
        elif isinstance(value, Text) and not value.given:
            problems.add(node.place_of(field.name), f"{field.name}: nothing is written here.",
                         "Write a value or delete the line.", rule="missing")
        else:
            read = field.kind(value, field.name, problems)
            if read is not None:
                result[field.name] = read
    return result


def columns(fields: tuple[Field, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All and the required columns of a CSV file with these fields, for `read_csv`."""
    return tuple(field.name for field in fields), tuple(field.name for field in fields if field.required)


def bases(read: dict) -> dict[str, Basis]:
    """The bases of single fields: `points_basis: ...` as {"points": ...}."""
    return {name[:-6]: value for name, value in read.items() if name.endswith("_basis") and value is not None}


def row_label(read: dict) -> Label:
    """A CSV row's label out of its two columns."""
    return Label(read["label_en"] or "", read["label_zh"] or "")


def place_of(node: Node):
    """Where a node begins."""
    return node.place


def found(node: Node) -> str:
    """A node as an error names what it found."""
    if isinstance(node, Mapping):
        return "a mapping"
    return "a list" if isinstance(node, Sequence) else f"'{shown(node.value)}'"


# --- kinds ------------------------------------------------------------------------------------------------------------

def scalar(parse):
    """A kind read from one scalar by a function of scheme/values.py."""
    def kind(node, name, problems):
        return take(node, name, parse, problems)
    return kind


def take(node: Node, name: str, parse, problems: Problems):
    """The value of a scalar, or None with a problem such as `points: expected a number, found 'many'.`"""
    if not isinstance(node, Text):
        problems.add(node.place, f"{name}: expected one value, found {found(node)}.", "Write it on one line.", rule="value")
        return None
    try:
        return parse(node.value)
    except values.OutOfRange as error:
        problems.add(node.at(error.offset), f"{name}: {error.expected}", error.hint, rule="value")
    except values.Unreadable as error:
        problems.add(node.at(error.offset), f"{name}: expected {error.expected}, found '{shown(node.value)}'.",
                     error.hint, rule="value")
    return None


def condition(node, name, problems):
    """A kind: the little language of `when:`."""
    if not isinstance(node, Text):
        problems.add(node.place, f"{name}: expected a condition, found {found(node)}.", "Put it in quotes.", rule="condition")
        return None
    return read_condition(node, name, problems)


def listing(item):
    """A kind: a YAML list of some kind; what is wrong in it is left out."""
    def kind(node, name, problems):
        if not isinstance(node, Sequence):
            problems.add(node.place, f"{name}: expected a list, found {found(node)}.", "Write [a, b].", rule="value")
            return None
        read = (item(each, name, problems) for each in node.items)
        return tuple(each for each in read if each is not None)
    return kind


def either(word: str, value, item):
    """A kind: one word that stands for a value, or else another kind (`any`, or a list of ids)."""
    def kind(node, name, problems):
        if isinstance(node, Text) and node.value == word:
            return value
        if isinstance(node, Text):
            problems.add(node.place, f"{name}: expected {word} or a list, found {found(node)}.",
                         f"Write [{shown(node.value)}].", rule="value")
            return None
        return item(node, name, problems)
    return kind


def named(entry):
    """A kind: a mapping from ids to entries; `entry(id, node, problems)` gives each entry's value, or None."""
    def kind(node, name, problems):
        if not isinstance(node, Mapping):
            problems.add(node.place, f"{name}: expected names and what they stand for, found {found(node)}.",
                         "Write each as `id: {...}`.", rule="value")
            return None
        result = {}
        for key, value in node.items.items():
            take(node.keys[key], name, values.identifier, problems)
            read = entry(key, value, problems)
            if read is not None:
                result[key] = read
        return result
    return kind


def nested(fields: tuple[Field, ...], what: str):
    """A kind: a mapping with fields of its own, as a dict of their values with the node under `node`."""
    def kind(node, name, problems):
        if not isinstance(node, Mapping):
            problems.add(node.place, f"{name}: expected the fields of a {what}, found {found(node)}.",
                         f"A {what} has: {', '.join(field.name for field in fields)}.", rule="value")
            return None
        return {**read_fields(node, fields, problems, what), "node": node}
    return kind


def history(item, *, first: int | None = None):
    """A kind: one value, which holds from `first` (default: ever), or values from given days on."""
    def kind(node, name, problems):
        if not is_dated(node):
            value = item(node, name, problems)
            return None if value is None else History(((values.FIRST_DAY if first is None else first, value),))
        dated = []
        for key, each in node.items.items():
            day = take(node.keys[key], name, values.day, problems)
            value = item(each, name, problems)
            if day is not None and value is not None:
                dated.append((day, value))
        return History(tuple(sorted(dated, key=lambda pair: pair[0])))
    return kind


def is_dated(node: Node) -> bool:
    """Whether a node is written as a history: a mapping whose first key begins like a date."""
    return isinstance(node, Mapping) and any(key[:1].isdigit() for key in node.keys)


_LABEL = (Field("en", scalar(values.free), required=True), Field("zh", scalar(values.free), default=""))


def label(node, name, problems):
    """A kind: a name in English and Chinese."""
    if not isinstance(node, Mapping):
        hint = f"Write {{en: {shown(node.value)}, zh: ...}}." if isinstance(node, Text) else "Write {en: ..., zh: ...}."
        problems.add(node.place, f"{name}: expected a label, found {found(node)}.", hint, rule="value")
        return None
    read = read_fields(node, _LABEL, problems, "label")
    return Label(read["en"] or "", read["zh"])


day = scalar(values.day)
text = scalar(values.free)
identifier = scalar(values.identifier)
duration = scalar(values.duration)
of = scalar(values.one_of("person", "organisation", "both"))

def basis(node, name, problems):
    """A kind: where a figure comes from; what it cites is noted for `Problems.check_citations`."""
    read = take(node, name, values.basis, problems)
    if read is not None and read.document:
        problems.cited.append((name, read.document, node))
    return read


SPAN = (Field("from", day), Field("to", day, default=FOREVER))
"""The fields of a rule's time in force."""


def check_span(node: Mapping, first: int, last: int, problems: Problems) -> None:
    """`to` comes after `from`."""
    if last <= first:
        problems.add(node.place_of("to"), f"to: {values.date(last)} is not after from: {values.date(first)}.",
                     "`to` is the first day on which the rule no longer holds.", rule="span")
