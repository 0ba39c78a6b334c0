"""scheme.yaml: what one thing brings another: obligations that records make one owe, agreements by which records are passed on."""

from __future__ import annotations

from xinyong.scheme import values
from xinyong.scheme.fields import (
    NO_BASIS,
    SPAN,
    Field,
    bases,
    basis,
    check_span,
    condition,
    duration,
    identifier,
    label,
    named,
    nested,
    of,
    read_fields,
    scalar,
    take,
)
from xinyong.scheme.model import Agreement, Duration, Label, Obligation
from xinyong.scheme.problems import Problems
from xinyong.scheme.source import Mapping, Node, Sequence
from xinyong.scheme.when import TRUE

WITH_CONDUCT = "with the conduct"


def _amount(text: str) -> int | None:
    """Fen; None for the conduct's own amount, 0 for something to be done."""
    if text in ("amount", "none"):
        return None if text == "amount" else 0
    if not text.endswith(" yuan"):
        raise values.Unreadable("what is owed", "Write 'amount' (that of the conduct, in yuan), a sum such as '500 yuan', or 'none'.")
    fen = values.money(text)
    if fen == 0:
        raise values.OutOfRange("0 yuan is nothing.", "Write 'none' for something to be done.")
    return fen


_OBLIGATION = (
    Field("label", label, required=True, default=Label("")),
    Field("amount", scalar(lambda text: (_amount(text),)), required=True, default=(0,)),
    Field("due", duration, required=True, default=Duration(0, "for-ever")),
    Field("ends", scalar(values.one_of("performed", WITH_CONDUCT)), default="performed"),
    Field("basis", basis, required=True, default=NO_BASIS),
    *(Field(f"{name}_basis", basis) for name in ("amount", "due", "ends")),
)


def _obligation(id: str, node: Node, problems: Problems) -> Obligation:
    read = read_fields(node, _OBLIGATION, problems, "duty")
    return Obligation(id, read["label"], *read["amount"], read["due"], read["ends"] == WITH_CONDUCT, read["basis"], bases(read), node.place)


read_obligations = named(_obligation)


# --- agreements -------------------------------------------------------------------------------------------------------

SORTS = ("any", "bad", "good")
_AT_ONCE = (Duration(0, "days"), 0)
RECEIVERS = ("subject", "representative", "head", "spouse", "child", "parent", "other", "business", "household")


def reference(text: str) -> str:
    """`loan`, or of another scheme `court.loan`."""
    scheme, dot, id = text.rpartition(".")
    return (values.identifier(scheme) if dot else "") + dot + values.identifier(id)


def _acts(node, name, problems):
    """Acts given: pairs of a reference and the act it becomes ("" where `becomes` says it)."""
    if isinstance(node, Mapping):
        pairs = [(take(node.keys[key], name, reference, problems), take(each, name, values.identifier, problems)) for key, each in node.items.items()]
        return tuple(pair for pair in pairs if None not in pair)
    parts = node.items if isinstance(node, Sequence) else [node]
    read = [take(part, name, reference, problems) for part in parts]
    return tuple((each, "") for each in read if each is not None)


_GIVES = (Field("acts", _acts, default=()), Field("list", scalar(reference), default=""))


def _gives(node, name, problems):
    read = nested(_GIVES, "gift")(node, name, problems)
    if read is None:
        return None
    if len({"acts", "list"} & set(node.items)) != 1:
        problems.add(node.place, f"{name}: expected acts or a list.", "Write {acts: any}, {acts: [...]}, {acts: {GIVEN: BECOMES}} or {list: ID}.", rule="value")
        return None
    return (((read["list"], ""),), True) if read["list"] else (read["acts"], False)


def _against(node, name, problems):
    parts = node.items if isinstance(node, Sequence) else [node]
    return tuple(each for each in (take(part, name, values.one_of(*RECEIVERS), problems) for part in parts) if each is not None)


def _lag(text: str) -> tuple[Duration, int]:
    """A duration, or a span of days: how long at least, and by how many days longer."""
    if " to " in text and text.endswith(" days"):
        read = values.span(text)
        return Duration(read.least, "days"), read.most - read.least
    return values.duration(text, least=0), 0


_AGREEMENT = (
    Field("label", label, required=True, default=Label("")),
    Field("gives", _gives, required=True, default=((), False)),
    Field("of", of, default="both"),
    Field("against", _against, required=True, default=()),
    Field("becomes", identifier, default=""),
    Field("when", condition, default=TRUE),
    Field("lag", scalar(_lag), default=_AT_ONCE),
    Field("follows", scalar(values.one_of("none", "ends", "corrections", "both")), default="none"),
    Field("within", scalar(lambda text: values.duration(text, least=0)), default=_AT_ONCE[0]),
    Field("onward", scalar(values.one_of("yes", "no")), default="no"),
    Field("consent", scalar(values.one_of("none", "required")), default="none"),
    *SPAN,
    Field("basis", basis, required=True, default=NO_BASIS),
    *(Field(f"{name}_basis", basis) for name in ("gives", "against", "becomes", "when", "lag", "follows", "within", "onward", "consent")),
)


def read_agreements(first: int):
    """A kind: the agreements by which this scheme is given records, by id."""
    def entry(id: str, node: Node, problems: Problems) -> Agreement:
        read = read_fields(node, _AGREEMENT, problems, "passing")
        begins = first if read["from"] is None else read["from"]
        pairs, of_list = read["gives"]
        if isinstance(node, Mapping):
            _check_agreement(node, read, pairs, problems)
            check_span(node, begins, read["to"], problems)
        return Agreement(id, read["label"], tuple((given, becomes or read["becomes"]) for given, becomes in pairs), of_list, read["of"], read["against"],
                         read["when"], *read["lag"], read["follows"], read["within"], read["onward"] == "yes", read["consent"] == "required",
                         begins, read["to"], read["basis"], bases(read), node.place)
    return named(entry)


def _check_agreement(node: Mapping, read: dict, pairs, problems: Problems) -> None:
    mapped = any(becomes for _, becomes in pairs)
    if pairs and mapped == bool(read["becomes"]) and "becomes" not in problems.unread:
        problems.add(node.place_of("becomes"), "becomes: given beside {GIVEN: BECOMES}." if mapped else "becomes: missing.",
                     "Write an act of this scheme, or `same` for the one of the same id.", rule="missing")
    if read["follows"] != "none" and "within" not in node.items:
        problems.add(node.place_of("within"), "within: missing.", "Say within what time the copy follows, e.g. '3 working days'.", rule="missing")
    if read["follows"] == "none" and "within" in node.items:
        problems.add(node.place_of("within"), "within: given, but the copy follows nothing.", "Leave it out, or say what is followed.", rule="value")
