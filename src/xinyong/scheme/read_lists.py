"""lists.yaml, measures.csv, remedies.yaml: what a standing is, what it brings, and the ways out."""

from __future__ import annotations

from xinyong.scheme import values
from xinyong.scheme.fields import (
    NO_BASIS,
    SPAN,
    Field,
    bases,
    basis,
    check_span,
    columns,
    condition,
    duration,
    either,
    identifier,
    label,
    listing,
    named,
    nested,
    of,
    read_fields,
    row_label,
    scalar,
    text,
)
from xinyong.scheme.model import (
    FOREVER,
    Duration,
    Exception_,
    Extension,
    Ground,
    Label,
    ListRule,
    Measure,
    Published,
    Remedy,
)
from xinyong.scheme.problems import Problems
from xinyong.scheme.source import Mapping, Node, read_csv
from xinyong.scheme.when import TRUE

word = values.one_of
_BASIS = Field("basis", basis, required=True, default=NO_BASIS)

# --- lists ------------------------------------------------------------------------------------------------------------

_FOR_EVER = Duration(0, "for-ever")
_LEAVES = (Field("when", condition, required=True), _BASIS)
_EXTEND = (
    Field("by", scalar(values.term), required=True, default=(Duration(1, "months"), Duration(1, "months"))),
    Field("when", condition, required=True, default=TRUE),
    Field("at_most", scalar(lambda text: values.whole(text, least=1, most=15)), default=1),
    _BASIS,
)
_GROUND = (
    Field("when", condition, required=True, default=TRUE),
    Field("term", scalar(values.term), required=True, default=(_FOR_EVER, _FOR_EVER)),
    Field("term_basis", basis),
    Field("leaves", nested(_LEAVES, "way of leaving")),
    Field("extend", nested(_EXTEND, "extension")),
    _BASIS,
)
_EXCEPTION = (
    Field("defeats", either("any", (), listing(identifier)), required=True, default=()),
    Field("when", condition, required=True, default=TRUE),
    _BASIS,
)
_BEFORE = (Field("told", duration, required=True, default=Duration(1, "days")), _BASIS)
_PUBLISHED = (
    Field("after", scalar(lambda text: values.duration(text, least=0)), default=Duration(0, "days")),
    Field("for", duration),
    _BASIS,
)


def _ground(id: str, node: Node, problems: Problems) -> Ground:
    read = read_fields(node, _GROUND, problems, "ground")
    own, leaves, extend = bases(read), read["leaves"], read["extend"]
    own |= {name: part["basis"] for name, part in (("leaves", leaves), ("extend", extend)) if part}
    if extend and read["term"][0].unit == "for-ever":
        problems.add(extend["node"].place, "extend: a term for ever has no end.", "Give the ground a term.", rule="value")
    longer = Extension(*extend["by"], extend["when"], extend["at_most"], extend["basis"]) if extend else None
    return Ground(id, read["when"], *read["term"], leaves and leaves["when"], longer, read["basis"], own, node.place)


def _exception(id: str, node: Node, problems: Problems) -> Exception_:
    read = read_fields(node, _EXCEPTION, problems, "exception")
    return Exception_(id, read["defeats"], read["when"], read["basis"], node.place)


_LIST = (
    Field("label", label, required=True, default=Label("")),
    Field("of", of, required=True, default="both"),
    Field("colour", scalar(word("black", "red", "watch")), required=True, default="watch"),
    Field("grounds", named(_ground), required=True, default={}),
    Field("except", named(_exception), default={}),
    Field("leaves", nested(_LEAVES, "way of leaving")),
    Field("grade", identifier, default=""),
    Field("grade_basis", basis),
    Field("enters", identifier, default=""),
    Field("enters_basis", basis),
    Field("before", nested(_BEFORE, "notice before")),
    Field("effect", scalar(values.effect), default=("entry", None)),
    Field("effect_basis", basis),
    Field("published", nested(_PUBLISHED, "publication")),
    Field("removal", duration),
    Field("removal_basis", basis),
    Field("not_again_for", duration),
    Field("not_again_for_basis", basis),
    *SPAN,
    _BASIS,
)


def read_lists(node: Node, first: int, problems: Problems) -> tuple[ListRule, ...]:
    """All lists in the order of the file."""
    def entry(id: str, node: Node, problems: Problems) -> ListRule:
        read = read_fields(node, _LIST, problems, "list")
        begins, ends = _span(node, read, first, problems)
        leaves, own = read["leaves"], bases(read)
        before, shown = read["before"], read["published"]
        own |= {name: part["basis"] for name, part in (("leaves", leaves), ("before", before), ("published", shown)) if part}
        rule = ListRule(id, read["label"], read["of"], read["colour"], tuple(read["grounds"].values()),
                        tuple(read["except"].values()), leaves and leaves["when"], read["grade"], before and before["told"],
                        *read["effect"], Published(shown["after"], shown["for"]) if shown else None, read["removal"], read["not_again_for"],
                        begins, ends, read["basis"], own, node.place, read["enters"])
        _check_list(rule, node, problems)
        return rule
    return tuple((named(entry)(node, "lists", problems) or {}).values())


def _span(node: Node, read: dict, first: int, problems: Problems) -> tuple[int, int]:
    begins = first if read["from"] is None else read["from"]
    ends = FOREVER if read["to"] is None else read["to"]
    if isinstance(node, Mapping):
        check_span(node, begins, ends, problems)
    return begins, ends


def _check_list(rule: ListRule, node: Node, problems: Problems) -> None:
    if isinstance(node, Mapping) and "grounds" in node.items and not rule.grounds:
        problems.add(node.place_of("grounds"), f"grounds: list {rule.id} has none.", "Write at least one.", rule="missing")
    if rule.effect == "publication" and rule.published is None and isinstance(node, Mapping) and "published" not in node.items:
        problems.add(node.place_of("effect"), "effect: publication, but the list is not published.", "Give it `published`.", rule="missing")
    grounds = [ground.id for ground in rule.grounds]
    for exception in rule.exceptions:
        for ground in exception.defeats:
            if ground not in grounds:
                problems.add(exception.place, f"defeats: list {rule.id} has no ground {ground}.",
                             problems.suggest(ground, grounds), rule="unknown")


# --- measures ---------------------------------------------------------------------------------------------------------

_MEASURE = (
    Field("id", identifier, required=True, default=""),
    Field("label_en", text, required=True, default=""),
    Field("label_zh", text, default=""),
    Field("thing", identifier, required=True, default=""),
    Field("kind", scalar(word("deny", "burden", "grant")), required=True, default="deny"),
    Field("amount", scalar(values.amount), default=(0, "")),
    Field("when", condition, required=True, default=TRUE),
    Field("unless", condition),
    Field("of", of, required=True, default="both"),
    Field("class", text, default=""),
    Field("executor", text, default=""),
    *SPAN,
    _BASIS,
    Field("amount_basis", basis),
    Field("when_basis", basis),
    Field("unless_basis", basis),
    Field("class_basis", basis),
    Field("executor_basis", basis),
    Field("note", text, default=""),
)


def read_measures(name: str, data: bytes, first: int, problems: Problems) -> tuple[Measure, ...]:
    """All measures in the order of the file."""
    known, required = columns(_MEASURE)
    rows = read_csv(name, data, problems, columns=known, required=required)
    return tuple(_measure(row, first, problems) for row in rows)


def _measure(row: Mapping, first: int, problems: Problems) -> Measure:
    read = read_fields(row, _MEASURE, problems, "row")
    begins, ends = _span(row, read, first, problems)
    if read["kind"] == "burden" and "amount" not in row.items:
        problems.add(row.place_of("amount"), "amount: missing.", "A burden says how much: money, days or a number.", rule="missing")
    if read["kind"] == "deny" and "amount" in row.items:
        problems.add(row.place_of("amount"), "amount: what is denied has no amount.", "Empty this cell, or write burden.",
                     rule="value")
    return Measure(read["id"], row_label(read), read["thing"], read["kind"], *read["amount"], read["when"], read["unless"], read["of"],
                   read["class"], read["executor"], begins, ends, read["basis"], bases(read), read["note"], row.place)


# --- remedies ---------------------------------------------------------------------------------------------------------

_AGAINST = (
    Field("acts", either("any", None, listing(identifier))),
    Field("lists", listing(identifier), default=()),
)


def _against(node, name, problems):
    read = nested(_AGAINST, "target")(node, name, problems)
    if read is None:
        return None
    given = {"acts", "lists"} & set(node.items)
    if len(given) != 1:
        problems.add(node.place, f"{name}: expected acts or lists, found {'both' if given else 'neither'}.",
                     "Write {acts: any}, {acts: [...]} or {lists: [...]}; a remedy against both is two remedies.", rule="value")
    return ((), read["lists"]) if "lists" in given else (read["acts"], ())


def _if_won(text: str) -> tuple[str, str]:
    if text.startswith("replace "):
        return "replace", values.identifier(text[8:].strip())
    if text not in ("as if never", "from now"):
        raise values.Unreadable("an effect", "Write 'as if never', 'from now' or 'replace ACT'.")
    return text, ""


_REMEDY = (
    Field("kind", scalar(word("objection", "correction", "appeal", "repair", "performance")), required=True, default="objection"),
    Field("label", label, required=True, default=Label("")),
    Field("against", _against, required=True, default=(None, ())),
    Field("when", condition, default=TRUE),
    Field("open_for", duration),
    Field("after", duration),
    Field("decided_within", scalar(lambda text: values.duration(text, least=0)), required=True, default=Duration(0, "days")),
    Field("not_again_for", duration),
    Field("follows", identifier, default=""),
    Field("at_most", scalar(values.times)),
    Field("meanwhile", scalar(word("counts", "suspended")), default="counts"),
    Field("if_lost", identifier, default=""),
    Field("if_won", scalar(_if_won), required=True, default=("from now", "")),
    Field("cost", scalar(values.money), default=0),
    Field("office", identifier, required=True, default=""),
    *SPAN,
    _BASIS,
    *(Field(f"{name}_basis", basis) for name in ("against", "when", "open_for", "after", "decided_within", "not_again_for", "follows", "at_most",
                                                 "meanwhile", "if_won", "if_lost", "cost", "office")),
)


def read_remedies(node: Node, first: int, problems: Problems) -> tuple[Remedy, ...]:
    """All remedies in the order of the file."""
    def entry(id: str, node: Node, problems: Problems) -> Remedy:
        read = read_fields(node, _REMEDY, problems, "remedy")
        begins, ends = _span(node, read, first, problems)
        acts, lists = read["against"]
        if_won, replacement = read["if_won"]
        if replacement and lists:
            problems.add(node.place_of("if_won"), "if_won: a listing is not replaced by a record.",
                         "Write 'as if never' or 'from now'.", rule="value")
        if read["not_again_for"] and not lists and isinstance(node, Mapping):
            problems.add(node.place_of("not_again_for"), "not_again_for: given, but the remedy is against no list.", "Delete it.", rule="remedy")
        if isinstance(node, Mapping) and read["decided_within"].unit == "for-ever":
            problems.add(node.place_of("decided_within"), "decided_within: 'for ever' is never.", "Write a length of time.",
                         rule="value")
        return Remedy(id, read["kind"], read["label"], acts, lists, read["when"], read["open_for"], read["after"],
                      read["decided_within"], read["not_again_for"], read["follows"], read["at_most"], read["meanwhile"] == "suspended", if_won, replacement, read["cost"],
                      read["office"], begins, ends, read["basis"], bases(read), node.place, read["if_lost"])
    return tuple((named(entry)(node, "remedies", problems) or {}).values())
