"""What the files of a world may hold: a table of fields for each, and the kinds of values that only worlds have."""

from __future__ import annotations

import re
from fractions import Fraction

from xinyong.scheme import values
from xinyong.scheme.fields import (
    SPAN,
    Field,
    basis,
    condition,
    day,
    either,
    identifier,
    label,
    listing,
    named,
    nested,
    of,
    scalar,
    text,
)
from xinyong.scheme.values import OutOfRange, Unreadable
from xinyong.scheme.when import TRUE

MOST_PEOPLE = 2_000_000_000
MOST_OUTCOMES = 64
MOST_MEMBERS = 12
MOST_TILES = 40
ROLES = ("head", "spouse", "child", "parent", "other", "business")
REMEDY_KINDS = ("objection", "correction", "appeal", "repair", "performance")
CONDUCT_GROUPS = ("bad", "good", "wants", "any")

_VALUE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*|0|[1-9]\d{0,8}|\d{1,3}-\d{1,3}", re.ASCII)
_TILE = re.compile(r"(\d{1,2}) (\d{1,2})", re.ASCII)
_HANDLES = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) per (\d{1,9}) people a month", re.ASCII)


def attribute_value(written: str) -> str:
    """A value of an attribute: an id, a whole number, or a range such as `18-59`."""
    if not _VALUE.fullmatch(written) or len(written) > 60:
        raise Unreadable("a value of an attribute", "Write an id in kebab-case, a whole number or a range such as 18-59.")
    if written in values.RESERVED_WORDS:
        raise OutOfRange(f"'{written}' is a word of the conditions' language.", "Choose another value, such as yes and no.")
    return written


def outcomes(*, most: int):
    """Outcomes with their weights: `100:5|500:3|2000:1`."""
    def read(written: str) -> tuple[tuple[int, int], ...]:
        result, at = [], 0
        for part in written.split("|"):
            value, colon, weight = (piece.strip() for piece in part.partition(":"))
            if not (colon and value.isascii() and value.isdigit() and weight.isascii() and weight.isdigit()):
                raise Unreadable("outcomes with their weights", "Write them like '100:5|500:3'.", at)
            if int(value) > most:
                raise OutOfRange(f"{value} is too large; the most is {most}.", offset=at)
            if not 0 < int(weight) <= 1_000_000:
                raise OutOfRange(f"the weight of {value} is {weight}.", "Weights go from 1 to 1000000.", at)
            if any(value == known for known, _ in result):
                raise OutOfRange(f"{value} is there twice.", "Add up its weights.", at)
            result.append((value, int(weight)))
            at += len(part) + 1
        if len(result) > MOST_OUTCOMES:
            raise OutOfRange(f"{len(result)} outcomes; the most is {MOST_OUTCOMES}.", "Bundle them.")
        return tuple((int(value), weight) for value, weight in result)
    return read


def handles(written: str) -> Fraction:
    """What an office can do: `2 per 1000 people a month`, as cases per 1,000 people and month."""
    found = _HANDLES.fullmatch(written)
    if not found or not int(found[2]):
        raise Unreadable("what an office handles", "Write it like '2 per 1000 people a month'.")
    return Fraction(found[1]) * 1000 / int(found[2])


def tile(written: str) -> tuple[int, int]:
    """Where a place stands on a schematic map: `7 3`, column from the left and row from the top, from 1 on."""
    found = _TILE.fullmatch(written)
    if not found:
        raise Unreadable("a tile of a map", "Write column and row from 1 to 40, like '7 3'.")
    if not all(1 <= int(number) <= MOST_TILES for number in found.groups()):
        raise OutOfRange(f"'{written}' is off the map.", f"Columns and rows go from 1 to {MOST_TILES}.")
    return int(found[1]), int(found[2])


def number(least, most):
    """A kind: a decimal number within bounds."""
    return scalar(lambda written: values.decimal(written, least=least, most=most))


def whole(least: int, most: int):
    """A kind: a whole number within bounds."""
    return scalar(lambda written: values.whole(written, least=least, most=most))


share, span = scalar(values.share), scalar(values.span)
_BASIS = Field("basis", basis, required=True)
_LABELS = (Field("label_en", text, required=True), Field("label_zh", text))

ATTRIBUTE = (
    Field("of", scalar(values.one_of("household", "person", "organisation")), required=True),
    Field("values", listing(scalar(attribute_value)), required=True, default=()),
    Field("label", label),
)
IN_FORCE = (
    Field("scheme", text, required=True),
    Field("places", either("all", (), listing(identifier)), default=()),
    Field("from", day, required=True),
    Field("to", day),
)
WORLD = (
    Field("id", identifier, required=True),
    Field("label", label, required=True),
    Field("about", text, default=""),
    Field("from", day, required=True),
    Field("to", day, required=True),
    Field("people", whole(1, MOST_PEOPLE), required=True, default=1),
    Field("people_basis", basis, required=True),
    Field("schemes", listing(nested(IN_FORCE, "scheme in force")), required=True, default=()),
    Field("attributes", named(lambda name, node, problems: node), required=True),
    Field("report_by", lambda node, name, problems: node),
    Field("age_groups", listing(whole(0, 120)), default=(0, 18, 30, 45, 60, 75)),
)
PLACES = (
    Field("id", identifier, required=True),
    *_LABELS,
    Field("weight", number(0, 10**9), required=True),
    Field("part_of", identifier),
    Field("tile", scalar(tile)),
    _BASIS,
)
POPULATION = (
    Field("attribute", text, required=True),
    Field("when", condition, default=TRUE),
    Field("value", text, required=True),
    Field("weight", number(0, 10**9), required=True),
    _BASIS,
)
HOUSEHOLDS = (
    Field("household", scalar(attribute_value), required=True),
    Field("member", identifier, required=True),
    Field("role", scalar(values.one_of(*ROLES)), required=True),
    Field("when", condition, default=TRUE),
    _BASIS,
)
CONDUCT = (
    Field("id", identifier, required=True), *_LABELS,
    Field("of", of, required=True),
    Field("kind", scalar(values.one_of("bad", "good", "want")), required=True),
    Field("per_1000_years", number(0, 12_000), required=True),
    Field("at_most", number(1, 1000), default=Fraction(4)),
    Field("amount", scalar(outcomes(most=values.MOST)), default=((1, 1),)),
    Field("lasts", scalar(outcomes(most=1200)), default=((0, 1),)),
    _BASIS,
    Field("note", text, default=""),
)
TRAITS = (
    Field("conduct", text, required=True),
    Field("when", condition, required=True),
    Field("factor", number(0, 1000), required=True),
    _BASIS,
)
RESPONSES = (
    Field("id", identifier, required=True),
    Field("conduct", text, required=True),
    Field("when", condition),
    Field("neighbours", scalar(values.one_of("restricted", "praised")), default=""),
    Field("factor", number(0, 1000), required=True),
    _BASIS,
    Field("label_en", text), Field("label_zh", text),
)
CHANNELS = (
    Field("id", identifier, required=True), *_LABELS,
    Field("recall", share, required=True),
    Field("lag", span, required=True),
    Field("mistaken", share, required=True),
    Field("place", identifier, default=""),
    Field("from", day), SPAN[1],
    _BASIS,
    Field("recall_basis", basis), Field("lag_basis", basis), Field("mistaken_basis", basis),
    Field("note", text, default=""),
)
TOLD = (Field("share", share, required=True), Field("after", span, required=True), _BASIS)
TOLD_OF = (Field("records", nested(TOLD, "practice of telling"), required=True),
           Field("lists", nested(TOLD, "practice of telling"), required=True),
           Field("before", nested(TOLD, "practice of telling")), Field("served", nested(TOLD, "practice of telling")))
FILED = (Field("share", share), Field("right", share), Field("wrong", share), Field("after", span, required=True), _BASIS)
WON = (Field("share", share), Field("right", share), Field("wrong", share), _BASIS)
TAKES = (Field("days", span, required=True), _BASIS)
REMEDY = (Field("filed", nested(FILED, "practice of filing"), required=True),
          Field("won", nested(WON, "practice of deciding"), required=True),
          Field("takes", nested(TAKES, "practice of deciding"), required=True))
OFFICE = (Field("handles", scalar(handles), required=True), _BASIS)
CONSENT = (Field("share", share, required=True), _BASIS)

PERFORMED = (Field("when", condition, default=TRUE), Field("share", share, required=True), Field("after", span, required=True),
             Field("pays", share, default=Fraction(1)), _BASIS)
OBLIGATION = (Field("performed", listing(nested(PERFORMED, "row of what is performed")), required=True, default=()),)

AGREEMENT = (Field("done", share, default=Fraction(1)), Field("mistaken", share, default=Fraction(0)), Field("followed", share, default=Fraction(1)), _BASIS)
DISCRETION = (
    Field("label", label, required=True),
    Field("in_use", scalar(values.one_of("yes", "no")), required=True, default="no"),
    Field("conduct", identifier, required=True),
    Field("entered_as", text, required=True),
    Field("channel", identifier, required=True),
    Field("from", day, required=True), SPAN[1],
    _BASIS,
)


def _entries(fields, what):
    kind = nested(fields, what)
    return named(lambda name, node, problems: kind(node, name, problems))


PRACTICE = (
    Field("told", nested(TOLD_OF, "practice of telling"), required=True),
    Field("remedies", _entries(REMEDY, "practice of a remedy"), default={}),
    Field("offices", _entries(OFFICE, "office"), default={}),
    Field("consent", _entries(CONSENT, "practice of consent"), default={}),
    Field("obligations", _entries(OBLIGATION, "practice of an obligation"), default={}),
    Field("agreements", _entries(AGREEMENT, "practice of passing on"), default={}),
    Field("discretion", _entries(DISCRETION, "discretion"), default={}),
)
