"""scheme.yaml: who is covered, how periods are counted, scales, grades and consent; its ledgers by read_ledgers.py."""

from __future__ import annotations

from xinyong.scheme import read_ledgers, values
from xinyong.scheme.fields import (
    NO_BASIS,
    Field,
    bases,
    basis,
    condition,
    day,
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
    Grades,
    History,
    Label,
    Ledger,
    Scale,
    SetDays,
    Subjects,
)
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_bonds import read_agreements, read_obligations
from xinyong.scheme.read_ledgers import FINEST, steps_of
from xinyong.scheme.source import Mapping, Node, Text
from xinyong.scheme.when import TRUE

word = values.one_of


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
        Field("agreements", read_agreements(first), default={}),
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


def _ledger(id: str, node: Node, problems: Problems, first: int) -> Ledger:
    """Its step and kind are read first: how the rest is read hangs on them."""
    step = _peek(node, "step", values.ledger_step, 100 if isinstance(node, Mapping) and "step" not in node.items else FINEST)
    return read_ledgers.ledger(id, node, problems, first, step, _peek(node, "kind", str, "points"))


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
        Field("at_least", steps_of(step)),
        Field("keeps_to", steps_of(step)),
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
            Field("of", scalar(word("amount", "severity", "lasts")), required=True, default="amount"),
            Field("reached", _reached(min(used)), default=()),
            Field("marginal", _reached(FINEST), default=()),
            Field("basis", basis, required=True, default=NO_BASIS),
        )
        read = read_fields(node, fields, problems, "scale")
        if isinstance(node, Mapping) and ("reached" in node.items) == ("marginal" in node.items):
            problems.add(node.place, f"scale {id}: {'both reached and marginal' if 'reached' in node.items else 'neither reached nor marginal'}.",
                         "Write `reached: {10: 2, 20: 5}` for the step that is reached, or `marginal: {0: 1, 10: 0.5}` for what each unit brings.", rule="scale")
        return Scale(id, read["of"], read["reached"], read["marginal"], read["basis"], node.place)
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


