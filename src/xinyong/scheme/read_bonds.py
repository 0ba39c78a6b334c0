"""scheme.yaml: what one thing brings another: obligations that records make one owe."""

from __future__ import annotations

from xinyong.scheme import values
from xinyong.scheme.fields import NO_BASIS, Field, bases, basis, duration, label, named, read_fields, scalar
from xinyong.scheme.model import Duration, Label, Obligation
from xinyong.scheme.problems import Problems
from xinyong.scheme.source import Node

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
