"""sources.yaml and tests/*.yaml: the documents, and the worked cases that say what the rules come to."""

from __future__ import annotations

from xinyong.scheme import values
from xinyong.scheme.fields import Field, basis, day, found, label, read_fields, scalar, take, text
from xinyong.scheme.model import Case, Label, Source
from xinyong.scheme.problems import Problems
from xinyong.scheme.script import ScriptEvent, read_event
from xinyong.scheme.source import Mapping, Node, Sequence, Text

_SOURCE = (
    Field("title", label, required=True, default=Label("")),
    Field("address", text, default=""),
    Field("from", day),
    Field("seen", day),
    Field("kind", scalar(values.one_of("original", "translation", "mirror", "news", "paper")), required=True, default="paper"),
    Field("note", text, default=""),
)


def read_sources(node: Node, problems: Problems) -> dict[str, Source]:
    """All documents by id."""
    result: dict[str, Source] = {}
    if not isinstance(node, Mapping):
        problems.add(node.place, f"expected documents by id, found {found(node)}.", "Write each as `ID: {title: ...}`.", rule="value")
        return result
    for id, each in node.items.items():
        take(node.keys[id], "source", values.document, problems)
        read = read_fields(each, _SOURCE, problems, "source")
        result[id] = Source(id, read["title"], read["address"], read["from"], read["seen"], read["kind"], node.keys[id].place)
    return result


# --- worked cases -----------------------------------------------------------------------------------------------------

MEMBERS = ("head", "spouse", "child", "parent", "other", "business")
"""What a member of a case may be called, perhaps numbered: child-2."""


def _attributes(node, name, problems):
    if not isinstance(node, Mapping):
        problems.add(node.place, f"{name}: expected attributes, found {found(node)}.", "Write {age: 40}.", rule="value")
        return None
    result = {}
    for key, each in node.items.items():
        take(node.keys[key], name, values.identifier, problems)
        parse = {"age": _age, "kind": values.one_of("person", "organisation")}.get(key, values.free)
        value = take(each, key, parse, problems)
        if value is not None:
            result[key] = value
    return result


def _age(text: str) -> str:
    return str(values.whole(text, least=0, most=120))


def _members(node, name, problems):
    if not isinstance(node, Mapping) or not node.items:
        problems.add(node.place, f"{name}: expected members, found {found(node)}.", "Write {head: {...}, spouse: {...}}.", rule="value")
        return None
    result = []
    for key, each in node.items.items():
        if key.rstrip("0123456789").removesuffix("-") not in MEMBERS:
            problems.add(node.keys[key].place, f"{name}: no such member: {key}.",
                         f"Known: {', '.join(MEMBERS)}; number several: child-2.", rule="unknown")
        result.append((key, _attributes(each, key, problems) or {}))
    return tuple(result)


def _script(node, name, problems):
    if not isinstance(node, Sequence):
        problems.add(node.place, f"{name}: expected a list of events, found {found(node)}.", "Begin each line with '- '.", rule="value")
        return None
    lines = []
    for each in node.items:
        if isinstance(each, Text):
            lines.append((each, read_event(each, problems)))
        else:
            problems.add(each.place, f"{name}: expected an event, found {found(each)}.", "Put the line in quotes: its colon makes a mapping of it.",
                         rule="script")
    return tuple(lines)


def _points(text: str):
    return None if text == "none" else values.decimal(text)


def _grade(text: str):
    return None if text == "none" else values.identifier(text)


def _ids(node, name, problems):
    if not isinstance(node, Sequence):
        problems.add(node.place, f"{name}: expected a list of ids, found {found(node)}.", "Write [a, b], or [] for none.", rule="value")
        return None
    read = (take(each, name, values.identifier, problems) for each in node.items)
    return tuple(each for each in read if each is not None)


def _numbers(node, name, problems):
    if not isinstance(node, Mapping):
        what, example = ("obligations", "judgment-debt: 300") if name.endswith("owes") else ("measures", "heating-bill: 300")
        problems.add(node.place, f"{name}: expected {what}, found {found(node)}.", f"Write {{{example}}}, or {{}} for none.", rule="value")
        return None
    read = {key: take(each, name, lambda text: values.decimal(text, least=0), problems) for key, each in node.items.items()}
    return {key: value for key, value in read.items() if value is not None}


def _met(node, name, problems):
    if not isinstance(node, Mapping):
        problems.add(node.place, f"{name}: expected things wanted, found {found(node)}.", "Write {bank-loan: denied}, or {} for none.", rule="value")
        return None
    read = {key: take(each, name, values.one_of(*MET), problems) for key, each in node.items.items()}
    return {key: value for key, value in read.items() if value is not None}


MET = ("denied", "burdened", "granted", "nothing")
"""What may come of a want, by the worst measure that meets it."""

EXPECTED = {
    "score": scalar(_points), "grade": scalar(_grade), "on": _ids, "measures": _ids, "denied": _ids,
    "records": scalar(lambda text: values.whole(text, least=0)), "because": scalar(values.document), "owes": _numbers,
    "amounts": _numbers, "wants": _met, "paid": scalar(lambda text: values.decimal(text, least=0)),
}
"""What a case may expect, and how each is read."""


def _expect(node, name, problems):
    if not isinstance(node, Mapping) or not node.items:
        problems.add(node.place, f"{name}: expected days, found {found(node)}.", "Write `2020-03-05: {score: 940}`.", rule="value")
        return None
    result = []
    for key, each in node.items.items():
        first = take(node.keys[key], name, values.day, problems)
        if not isinstance(each, Mapping):
            problems.add(each.place, f"{name}: expected what holds that day, found {found(each)}.", "Write {score: 940}.", rule="value")
        elif first is not None:
            result.append((first, _expected(each, problems), each))
    return tuple(result)


def _expected(node: Mapping, problems: Problems) -> dict:
    result = {}
    for key, each in node.items.items():
        parts = key.split(".")
        if parts[0] not in EXPECTED and len(parts) > 1:
            parts = parts[1:]
        kind = EXPECTED.get(parts[0])
        if kind is None or len(parts) > 2 or (len(parts) == 2 and parts[0] != "score"):
            hint = problems.suggest(key, EXPECTED) or f"Known: {', '.join(EXPECTED)}."
            problems.add(node.keys[key].place, f"expect: no such thing: {key}.", hint, rule="unknown-field")
            continue
        took = len(problems.found)
        value = kind(each, key, problems)
        if len(problems.found) == took:
            result[key] = value
    return result


_CASE = (
    Field("name", text, required=True, default=""),
    Field("subject", _attributes),
    Field("members", _members),
    Field("from", day),
    Field("script", _script, default=()),
    Field("expect", _expect, required=True, default=()),
    Field("basis", basis),
)


class RawCase:
    """A case with the nodes that checking its names still needs."""

    __slots__ = ("case", "events", "expected", "node")

    def __init__(self, case: Case, events: tuple[tuple[Text, ScriptEvent | None], ...], expected, node: Mapping):
        self.case, self.events, self.expected, self.node = case, events, expected, node


def read_cases(node: Node, problems: Problems) -> list[RawCase]:
    """The worked cases of one file."""
    if not isinstance(node, Sequence):
        problems.add(node.place, f"expected a list of worked cases, found {found(node)}.", "Begin each with '- name: ...'.", rule="value")
        return []
    return [_case(each, problems) for each in node.items if _is_mapping(each, problems)]


def _is_mapping(node: Node, problems: Problems) -> bool:
    if not isinstance(node, Mapping):
        problems.add(node.place, f"expected a worked case, found {found(node)}.", "Begin it with '- name: ...'.", rule="value")
    return isinstance(node, Mapping)


def _case(node: Mapping, problems: Problems) -> RawCase:
    read = read_fields(node, _CASE, problems, "worked case")
    if "subject" in node.items and "members" in node.items:
        problems.add(node.place_of("members"), "members: given beside subject.", "Keep one of them.", rule="value")
    members = read["members"]
    if members is None:
        attributes = read["subject"] or {}
        members = (("business" if attributes.get("kind") == "organisation" else "head", attributes),)
    script = tuple((line.value, line.place) for line, _ in read["script"])
    expect = tuple((on, what, {key: each.place_of(key) for key in what}) for on, what, each in read["expect"])
    case = Case(read["name"], members, read["from"], script, expect, node.place)
    return RawCase(case, read["script"], read["expect"], node)
