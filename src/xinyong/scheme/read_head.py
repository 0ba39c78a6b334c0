"""scheme.yaml: who is covered, how periods are counted, ledgers, scales, grades and consent."""

from __future__ import annotations

from xinyong.scheme import values
from xinyong.scheme.fields import (
    NO_BASIS,
    Field,
    bases,
    basis,
    condition,
    day,
    duration,
    found,
    history,
    identifier,
    label,
    listing,
    named,
    nested,
    of,
    read_fields,
    scalar,
    take,
    text,
)
from xinyong.scheme.model import (
    FOREVER,
    Band,
    Consent,
    Counting,
    Duration,
    Grades,
    Group,
    History,
    Label,
    Ledger,
    Life,
    Repeat,
    Scale,
    SetDays,
    Subjects,
)
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_bonds import read_obligations
from xinyong.scheme.source import Mapping, Node, Text
from xinyong.scheme.when import TRUE

word = values.one_of
LONG = Duration(0, "for-ever")
FINEST = 1
"""The step, in hundredths, that every number of points fits: where a ledger's own is not known."""


def read_head(node: Node, problems: Problems) -> dict:
    """The values of scheme.yaml by field name, `scales` still as a node (their step follows from the acts)."""
    first = _peek(node, "from", values.day, None)
    if first is None:
        problems.unread.add("from")
        first = 0
    read = read_fields(node, _head(first), problems, "scheme")
    read["from"] = first
    read["bases"] = bases(read)
    return read


def _peek(node: Node, name: str, parse, default):
    """A scalar that other fields need first; whatever is wrong with it is told when its turn comes."""
    child = node.items.get(name) if isinstance(node, Mapping) else None
    try:
        return parse(child.value) if isinstance(child, Text) else default
    except ValueError:
        return default


def _head(first: int) -> tuple[Field, ...]:
    return (
        Field("id", identifier, required=True, default=""),
        Field("label", label, required=True, default=Label("")),
        Field("about", text, default=""),
        Field("keeper", label, required=True, default=Label("")),
        Field("from", day, required=True, default=0),
        Field("to", day, default=FOREVER),
        Field("subjects", _subjects, required=True, default={}),
        Field("counting", _counting, default=Counting("excluded", "none", "entry", None)),
        Field("governed_by", scalar(word("deed", "entry", "gentler")), default="deed"),
        Field("governed_by_basis", basis),
        Field("same_conduct", scalar(word("gravest", "all")), default="gravest"),
        Field("same_conduct_basis", basis),
        Field("transitions", _transitions, default={}),
        Field("transitions_basis", basis),
        Field("ledgers", named(lambda id, node, problems: _ledger(id, node, problems, first)), default={}),
        Field("obligations", read_obligations, default={}),
        Field("scales", lambda node, name, problems: node),
        Field("grades", lambda node, name, problems: node),
        Field("consent", _consent(first), default=History(((first, Consent("not asked", "both", (), None)),))),
    )


# --- who, and how time is counted -------------------------------------------------------------------------------------

_SUBJECTS = (Field("when", condition, default=TRUE), Field("basis", basis, required=True, default=NO_BASIS))


def _subjects(node, name, problems):
    def entry(id, node, problems):
        if id not in ("person", "organisation"):
            problems.add(node.place, f"subjects: {id} is no kind of subject.", "Known: person, organisation.", rule="value")
            return None
        read = read_fields(node, _SUBJECTS, problems, "kind of subject")
        return Subjects(read["when"], read["basis"], node.place)
    return named(entry)(node, name, problems)


_COUNTING = (
    Field("first_day", scalar(word("excluded", "included")), default="excluded"),
    Field("roll", scalar(word("none", "next working day")), default="none"),
    Field("clock", scalar(word("entry", "deed", "end")), default="entry"),
    Field("basis", basis),
)


def _counting(node, name, problems):
    read = nested(_COUNTING, "counting")(node, name, problems)
    return read and Counting(read["first_day"], read["roll"], read["clock"], read["basis"])


def _transitions(node, name, problems):
    if not isinstance(node, Mapping):
        problems.add(node.place, f"{name}: expected days, found {found(node)}.", "Write {2017-01-01: keep}.", rule="value")
        return None
    result = {}
    for key, each in node.items.items():
        first = take(node.keys[key], name, values.day, problems)
        what = take(each, name, word("keep", "lapse"), problems)
        if first is not None and what is not None:
            result[first] = what
    return result


_CONSENT = (
    Field("asked", scalar(word("not asked", "opt in", "opt out")), required=True, default="not asked"),
    Field("of", of, default="both"),
    Field("without", listing(scalar(word("score", "grants"))), default=()),
    Field("basis", basis),
)


def _consent(first: int):
    def one(node, name, problems):
        read = nested(_CONSENT, "consent")(node, name, problems)
        return read and Consent(read["asked"], read["of"], read["without"], read["basis"])
    return history(one, first=first)


# --- ledgers ----------------------------------------------------------------------------------------------------------

def _steps(step: int):
    """A kind: points in the ledger's steps."""
    return scalar(lambda text: values.steps(text, step))


def _or_none(item):
    """A kind: another kind, or the word `none` from some day on."""
    def kind(node, name, problems):
        if isinstance(node, Text) and node.value == "none":
            return _NONE
        return item(node, name, problems)
    return kind


_NONE = object()


def _optional(item, first: int):
    """A kind: a history in which `none` means that there is no such limit any more."""
    read = history(_or_none(item), first=first)

    def kind(node, name, problems):
        result = read(node, name, problems)
        return result and History(tuple((day, None if value is _NONE else value) for day, value in result.values))
    return kind


_LIFE = (
    Field("when", condition, default=TRUE),
    Field("for", duration, required=True, default=LONG),
    Field("basis", basis, required=True, default=NO_BASIS),
)
_REPEAT = (
    Field("factor", scalar(values.factor), required=True, default=100),
    Field("basis", basis, required=True, default=NO_BASIS),
)


def _life(node, name, problems):
    read = nested(_LIFE, "line of counts_for")(node, name, problems)
    return read and Life(read["when"], read["for"], read["basis"], node.place)


def _repeat(node, name, problems):
    read = nested(_REPEAT, "repeat")(node, name, problems)
    return read and Repeat(read["factor"], read["basis"])


def _group(step: int):
    fields = (Field("takes", scalar(word("sum", "highest", "latest")), default="sum"),
              Field("cap", scalar(lambda text: values.cap(text, step))),
              Field("basis", basis, required=True, default=NO_BASIS))

    def entry(id, node, problems):
        read = nested(fields, "group")(node, id, problems)
        if read and read["takes"] == "sum" and "cap" not in node.items and "takes" not in node.items:
            problems.add(node.place, f"group {id}: neither cap nor takes.", "Write `cap: 40 a year`, `takes: highest` or both.", rule="group")
        return read and Group(read["takes"], read["cap"], read["basis"])
    return entry


def _ledger(id: str, node: Node, problems: Problems, first: int) -> Ledger:
    step = _peek(node, "step", values.ledger_step, 100 if isinstance(node, Mapping) and "step" not in node.items else FINEST)
    points, nothing = _steps(step), History(())
    fields = (
        Field("kind", scalar(word("points")), required=True, default="points"),
        Field("label", label, required=True, default=Label(id)),
        Field("start", history(points, first=first), required=True, default=History(((first, 0),))),
        Field("start_basis", basis),
        Field("step", scalar(values.ledger_step), default=100),
        Field("floor", _optional(points, first), default=nothing),
        Field("floor_basis", basis),
        Field("ceiling", _optional(points, first), default=nothing),
        Field("ceiling_basis", basis),
        Field("repeat", _optional(_repeat, first), default=nothing),
        Field("counts_for", listing(_life), default=()),
        Field("groups", named(_group(step)), default={}),
        Field("basis", basis, required=True, default=NO_BASIS),
    )
    read = read_fields(node, fields, problems, "ledger")
    return Ledger(id, read["label"], "points", step, read["start"], read["floor"], read["ceiling"], read["repeat"],
                  read["counts_for"], read["groups"], read["basis"], node.place, bases(read))


# --- grades and scales, once the ledgers are known --------------------------------------------------------------------

def read_grades(node: Node | None, ledgers: dict[str, Ledger], first: int, problems: Problems) -> Grades | None:
    """The bands of the graded ledger."""
    if node is None:
        return None
    ledger = _peek(node, "ledger", str, "")
    step = ledgers[ledger].step if ledger in ledgers else FINEST
    fields = (
        Field("ledger", identifier, required=True, default=""),
        Field("bands", history(listing(_band(step)), first=first), required=True, default=History(((first, ()),))),
        Field("assessed", scalar(values.set_days), default=SetDays()),
        Field("assessed_basis", basis),
    )
    read = read_fields(node, fields, problems, "grades")
    if isinstance(node, Mapping) and "ledger" in node.items and ledger not in ledgers:
        problems.add(node.items["ledger"].place, f"ledger: no such ledger: {ledger}.", problems.suggest(ledger, ledgers))
    return Grades(read["ledger"], read["bands"], read["assessed"], read["assessed_basis"], node.place)


def _band(step: int):
    fields = (
        Field("id", identifier, required=True, default=""),
        Field("label", label, required=True, default=Label("")),
        Field("at_least", _steps(step)),
        Field("keeps_to", _steps(step)),
        Field("otherwise", scalar(word("true"))),
        Field("basis", basis, required=True, default=NO_BASIS),
    )

    def one(node, name, problems):
        read = nested(fields, "band")(node, name, problems)
        if read is None:
            return None
        given = {"at_least", "otherwise"} & set(node.items)
        if (read["at_least"] is None) == ("otherwise" not in node.items) or not read["id"]:
            problems.unread.add("grade")
        if len(given) != 1:
            said = "both at_least and otherwise" if given else "neither at_least nor otherwise"
            problems.add(node.place, f"band {read['id']}: {said}.", "Every band has at_least; only the last has otherwise: true.",
                         rule="bands")
        if read["keeps_to"] is not None and (read["at_least"] is None or read["keeps_to"] >= read["at_least"]):
            problems.add(node.place_of("keeps_to"), f"band {read['id']}: keeps_to is not below at_least.",
                         "It is the score down to which one stays in a band that one has reached.", rule="bands")
        return Band(read["id"], read["label"], read["at_least"], read["keeps_to"], read["basis"], node.place)
    return one


def read_scales(node: Node | None, steps: dict[str, set[int]], problems: Problems) -> dict[str, Scale]:
    """The ladders; `steps` tells for each scale the steps of the ledgers whose acts use it."""
    def entry(id, node, problems):
        used = steps.get(id, {FINEST})
        if len(used) > 1:
            problems.add(node.place, f"scale {id}: used in ledgers of different steps.", "Write one scale for each.", rule="scale")
        fields = (
            Field("of", scalar(word("amount")), required=True),
            Field("reached", _reached(min(used)), required=True, default=()),
            Field("basis", basis, required=True, default=NO_BASIS),
        )
        read = read_fields(node, fields, problems, "scale")
        return Scale(id, read["reached"], read["basis"], node.place)
    return (named(entry)(node, "scales", problems) or {}) if node is not None else {}


def _reached(step: int):
    def kind(node, name, problems):
        if not isinstance(node, Mapping) or not node.items:
            seen = "none" if isinstance(node, Mapping) else found(node)
            problems.add(node.place, f"{name}: expected steps of a ladder, found {seen}.",
                         "Write {10: 2, 20: 5}: from 10 on 2 points, from 20 on 5.", rule="value")
            return None
        result = []
        for key, each in node.items.items():
            amount = take(node.keys[key], name, lambda text: values.whole(text, least=0), problems)
            points = take(each, name, lambda text: values.steps(text, step), problems)
            if amount is None or points is None:
                continue
            if result and amount <= result[-1][0]:
                problems.add(node.keys[key].place, f"{name}: {amount} comes after {result[-1][0]}.", "Begin with the smallest.",
                             rule="scale")
            result.append((amount, points))
        return tuple(result)
    return kind


