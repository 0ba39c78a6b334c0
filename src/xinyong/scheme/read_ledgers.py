"""Ledgers of scheme.yaml: points that are added up, means of ratings, and scorecards."""

from __future__ import annotations

from xinyong.scheme import values
from xinyong.scheme.bins import check_reached
from xinyong.scheme.fields import (
    NO_BASIS,
    Field,
    bases,
    basis,
    condition,
    duration,
    found,
    history,
    label,
    listing,
    named,
    nested,
    read_fields,
    scalar,
    take,
)
from xinyong.scheme.model import (
    Bin,
    Duration,
    Feature,
    Frozen,
    Group,
    History,
    Label,
    Ledger,
    Life,
    Mean,
    Repeat,
    Scorecard,
    SetDays,
)
from xinyong.scheme.problems import Problems
from xinyong.scheme.source import Node, Sequence, Text
from xinyong.scheme.when import TRUE

word = values.one_of
LONG = Duration(0, "for-ever")
FINEST = 1
"""The step, in hundredths, that every number of points fits: where a ledger's own is not known."""
KINDS = ("points", "mean", "scorecard")


def steps_of(step: int):
    """A kind: points in the ledger's steps."""
    return scalar(lambda text: values.steps(text, step))


def ledger(id: str, node: Node, problems: Problems, first: int, step: int, kind: str) -> Ledger:
    """One ledger of its kind; `step` in hundredths of a point."""
    return {"mean": _mean, "scorecard": _scorecard}.get(kind, _points)(id, node, problems, first, step)


def _common(*fields: Field) -> tuple[Field, ...]:
    return (Field("kind", scalar(word(*KINDS)), required=True, default="points"), Field("label", label, required=True, default=Label("")),
            *fields, Field("step", scalar(values.ledger_step), default=100), Field("basis", basis, required=True, default=NO_BASIS))


# --- points -----------------------------------------------------------------------------------------------------------

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


_FROZEN = (
    Field("what", scalar(word("good", "bad", "any")), required=True, default="any"),
    Field("while", condition, required=True, default=TRUE),
    Field("basis", basis, required=True, default=NO_BASIS),
)


def _frozen(node, name, problems):
    read = nested(_FROZEN, "frozen")(node, name, problems)
    return read and Frozen(read["what"], read["while"], read["basis"])


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


def _points(id: str, node: Node, problems: Problems, first: int, step: int) -> Ledger:
    points, nothing = steps_of(step), History(())
    fields = _common(
        Field("start", history(points, first=first), required=True, default=History(((first, 0),))),
        Field("start_basis", basis),
        Field("floor", _optional(points, first), default=nothing),
        Field("floor_basis", basis),
        Field("ceiling", _optional(points, first), default=nothing),
        Field("ceiling_basis", basis),
        Field("repeat", _optional(_repeat, first), default=nothing),
        Field("counts_for", listing(_life), default=()),
        Field("groups", named(_group(step)), default={}),
        Field("frozen", _frozen),
        Field("clipped", scalar(word("shown", "entered")), default="shown"),
        Field("clipped_basis", basis),
    )
    read = read_fields(node, fields, problems, "ledger")
    derived = "frozen" if read["frozen"] else next((f"group {id}" for id, group in read["groups"].items() if group.takes != "sum"), "")
    if read["clipped"] == "entered" and derived:
        problems.add(node.place_of("clipped"), f"clipped: entered, but {derived} makes records count 0 for a time.",
                     "What was not entered then would be missing later: leave one of them out.", rule="ledger")
    return Ledger(id, read["label"], "points", step, read["start"], read["floor"], read["ceiling"], read["repeat"],
                  read["counts_for"], read["groups"], read["basis"], node.place, bases(read), frozen=read["frozen"], clipped=read["clipped"])


# --- means of ratings -------------------------------------------------------------------------------------------------

MOST_RATINGS = 10_000


def _records(text: str) -> int:
    """`500 records`."""
    count, _, noun = text.partition(" ")
    if noun not in ("record", "records"):
        raise values.Unreadable("a number of records", "Write it like '10 records'.")
    return values.whole(count, least=1, most=MOST_RATINGS)


def _over(text: str) -> int | Duration | None:
    """The latest so many records, those of a time, or (None) all that are live."""
    if text == "live":
        return None
    if text.endswith((" record", " records")):
        return _records(text)
    try:
        length = values.duration(text)
    except values.Unreadable:
        raise values.Unreadable("what the mean is taken over", "Write 'live', '500 records' or '12 months'.") from None
    if length.unit not in ("days", "months"):
        raise values.Unreadable("what the mean is taken over", "Write 'live', '500 records', or days, months or years.")
    return length


def _mean(id: str, node: Node, problems: Problems, first: int, step: int) -> Ledger:
    fields = _common(
        Field("of", scalar(word("value", "positive", "defective")), required=True, default="value"),
        Field("over", scalar(lambda text: (_over(text),)), required=True, default=(None,)),
        Field("over_basis", basis),
        Field("shown_from", scalar(_records), default=1),
        Field("shown_from_basis", basis),
        Field("counts_for", listing(_life), default=()),
    )
    read = read_fields(node, fields, problems, "mean")
    (over,), lives = read["over"], read["counts_for"]
    if isinstance(over, Duration) and not lives:
        lives = (Life(TRUE, over, read["over_basis"] or read["basis"], node.place),)
    return Ledger(id, read["label"], "mean", step, History(((first, 0),)), History(()), History(()), History(()), lives, {}, read["basis"],
                  node.place, bases(read), mean=Mean(read["of"], over, read["shown_from"]))


# --- scorecards -------------------------------------------------------------------------------------------------------

def _range(step: int):
    def kind(node, name, problems):
        if not isinstance(node, Sequence) or len(node.items) != 2:
            problems.add(node.place, f"{name}: expected the least and the most, found {found(node)}.", "Write [350, 950].", rule="value")
            return None
        low, high = (take(each, name, lambda text: values.steps(text, step), problems) for each in node.items)
        if low is not None and high is not None and low >= high:
            problems.add(node.place, f"{name}: the least is not below the most.", "Write [350, 950].", rule="value")
            return None
        return None if low is None or high is None else (low, high)
    return kind


_BIN = (
    Field("when", condition),
    Field("otherwise", scalar(word("true"))),
    Field("points", scalar(lambda text: values.whole(text, least=0, most=100)), required=True, default=0),
    Field("basis", basis),
)


def _bin(node, name, problems):
    read = nested(_BIN, "bin")(node, name, problems)
    if read is None:
        return None
    if ("when" in node.items) == ("otherwise" in node.items):
        problems.add(node.place, f"{name}: a bin has either when or otherwise.", "Write `when: \"...\"`, or in the last one `otherwise: true`.", rule="bins")
    return Bin(read["when"], read["points"], read["basis"], node.place)


def _feature(first: int):
    fields = (
        Field("label", label, required=True, default=Label("")),
        Field("weight", history(scalar(lambda text: values.whole(text, least=0, most=10_000)), first=first), required=True, default=History(((first, 1),))),
        Field("weight_basis", basis),
        Field("bins", listing(_bin), required=True, default=()),
        Field("basis", basis, required=True, default=NO_BASIS),
    )

    def entry(id, node, problems):
        read = nested(fields, "feature")(node, id, problems)
        if read is None:
            return None
        bins = read["bins"]
        otherwise = [i for i, each in enumerate(bins) if each.when is None]
        if bins and otherwise != [len(bins) - 1]:
            problems.add(node.place, f"feature {id}: its bins do not end with the only `otherwise: true`.",
                         "The first bin that holds gives the points; the last one is for all others.", rule="bins")
        check_reached(id, bins, problems)
        return Feature(id, read["label"], read["weight"], bins, read["basis"], node.place, bases(read))
    return entry


def _scorecard(id: str, node: Node, problems: Problems, first: int, step: int) -> Ledger:
    fields = _common(
        Field("range", _range(step), required=True, default=(0, 1)),
        Field("range_basis", basis),
        Field("recomputed", scalar(values.set_days), default=SetDays()),
        Field("recomputed_basis", basis),
        Field("features", named(_feature(first)), required=True, default={}),
        Field("weights", scalar(lambda text: values.whole(text, least=1, most=320_000))),
    )
    read = read_fields(node, fields, problems, "scorecard")
    features = tuple(read["features"].values())
    for day in sorted({day for feature in features for day, _ in feature.weight.values}):
        together = sum(feature.weight.at(day) or 0 for feature in features)
        if together and read["weights"] is not None and together != read["weights"]:
            problems.add(node.items["weights"].place, f"weights: from {values.date(day)} the features' weights add up to {together}, not {read['weights']}.",
                         "Correct a weight, or what they are said to add up to.", rule="weights")
        if not together:
            problems.add(node.place, f"ledger {id}: all weights are 0 from {values.date(day)}.", "Some feature must weigh something.", rule="weights")
    return Ledger(id, read["label"], "scorecard", step, History(((first, 0),)), History(()), History(()), History(()), (), {}, read["basis"],
                  node.place, bases(read), card=Scorecard(*read["range"], read["recomputed"], features))
