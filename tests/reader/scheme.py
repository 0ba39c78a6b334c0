"""A scheme as its folder says it, read without any checking: what is wrong in a folder is not this reader's business."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from .conditions import Unread, schemes_named
from .days import FOREVER, Counting, Duration, duration, set_days, shortest
from .files import read_csv, read_yaml
from .parsing import condition
from .rules import (
    Act,
    Agreement,
    Band,
    Consent,
    Exception_,
    Extend,
    Feature,
    Frozen,
    Ground,
    Group,
    Ledger,
    List,
    Measure,
    Obligation,
    Remedy,
    Scale,
    Scheme,
    Span,
)
from .values import cap, history, points_of

BUILT_IN = Path(__file__).parents[2] / "src" / "xinyong" / "data" / "schemes"
WHILE = "while it holds"
KNOWN = {
    "scheme": "id label about keeper from to subjects counting governed_by same_conduct transitions ledgers obligations agreements scales grades consent note",
    "ledger": "kind label start step floor ceiling clipped repeat counts_for groups frozen of over shown_from range recomputed features weights note",
    "feature": "label weight bins note",
    "act": "id label_en label_zh of conduct when channel arises ledger points per cap group grade grade_for counts_for stays_while counts_as owes domain from to note",
    "obligation": "label amount due ends note",
    "agreement": "label gives of against becomes when lag follows within onward consent from to note",
    "scale": "of reached marginal note",
    "list": "label of colour grounds except leaves enters grade before effect published removal not_again_for from to note",
    "ground": "when term extend leaves note from to",
    "remedy": "kind label against when open_for after decided_within not_again_for follows at_most meanwhile if_won if_lost cost office from to note",
}
"""The notions that this reader knows; `basis` and the like it passes over."""


class Unknown(Unread):
    """A notion of the format that this reader does not know yet."""


def _known(what: str, written: dict) -> dict:
    for key in written:
        if key not in KNOWN[what].split() and not key.endswith("basis"):
            raise Unknown(f"{what}: {key}")
    return written


def read_together(folder: Path) -> list[Scheme]:
    """A folder's scheme, and those that its rules name, and that theirs name: beside it, or built in."""
    found, folders = [], [folder]
    for each in folders:
        scheme = read_scheme(each)
        found.append(scheme)
        for name in _named(scheme):
            if name not in (other.name for other in folders):
                folders.append(each.parent / name if (each.parent / name / "scheme.yaml").exists() else BUILT_IN / name)
    return found


def _named(scheme: Scheme) -> list[str]:
    by_rules = [name for agreement in scheme.agreements for name, _ in (*agreement.acts, *([agreement.list] if agreement.list else []))]
    by_rules += [name for tree in scheme.conditions() for name in schemes_named(tree)]
    return [name for name in dict.fromkeys(by_rules) if name != scheme.id]


def read_scheme(folder: Path) -> Scheme:
    """Everything a folder says, and its worked cases as they are written, each with its `file`."""
    head = _known("scheme", read_yaml(folder / "scheme.yaml"))
    span = Span(date.fromisoformat(head["from"]), date.fromisoformat(head["to"]) if "to" in head else FOREVER)
    counting, grades = head.get("counting", {}), head.get("grades", {})
    ledgers = {id: _ledger(id, written) for id, written in head.get("ledgers", {}).items()}
    return Scheme(
        id=head["id"], span=span,
        subjects={kind: condition(_when(written)) for kind, written in head["subjects"].items()},
        counting=Counting(counting.get("first_day", "excluded"), counting.get("roll", "none")),
        clock=counting.get("clock", "entry"),
        governed_by=head.get("governed_by", "deed"), same_conduct=head.get("same_conduct", "gravest"),
        transitions={date.fromisoformat(day): what for day, what in head.get("transitions", {}).items()},
        ledgers=ledgers, obligations={id: _obligation(id, written) for id, written in head.get("obligations", {}).items()},
        agreements=[_agreement(id, written, head["id"], span) for id, written in head.get("agreements", {}).items()],
        scales={id: _scale(written) for id, written in head.get("scales", {}).items()},
        grades_of=grades.get("ledger"), bands=history(grades.get("bands"), _bands),
        assessed=set_days(grades.get("assessed", "continuously")),
        consent=history(head.get("consent"), _consent, empty=Consent(False, "both", ())),
        acts=[_act(order, row, span, ledgers) for order, row in enumerate(read_csv(folder / "acts.csv"))],
        lists={id: _list(id, written, span) for id, written in read_yaml(folder / "lists.yaml").items()},
        measures=[_measure(row, span) for row in read_csv(folder / "measures.csv")],
        remedies=[_remedy(id, written, span) for id, written in read_yaml(folder / "remedies.yaml").items()],
        cases=[case | {"file": path.name} for path in sorted((folder / "tests").glob("*.yaml")) for case in read_yaml(path)])


def _when(written) -> str:
    return written.get("when", "") if isinstance(written, dict) else written


def _period(written: dict, key: str) -> Duration | None:
    return duration(written[key]) if written.get(key, WHILE) != WHILE else None


def _span(written: dict, whole: Span) -> Span:
    first, end = written.get("from"), written.get("to")
    return Span(date.fromisoformat(first) if first else whole.first, date.fromisoformat(end) if end else whole.end)


# ---- scheme.yaml

def _ledger(id: str, written: dict) -> Ledger:
    _known("ledger", written)
    over, frozen = written.get("over", "live"), written.get("frozen")
    low, high = written.get("range", ("0", "0"))
    return Ledger(
        id, written["kind"], points_of(written.get("step", "1")), history(written.get("start"), points_of, empty=0),
        history(written.get("floor"), points_of), history(written.get("ceiling"), points_of), written.get("clipped") == "entered",
        history(written.get("repeat"), lambda repeat: Fraction(repeat["factor"])),
        [(condition(line.get("when", "")), duration(line["for"])) for line in written.get("counts_for", [])],
        {group: Group(cap(line["cap"]) if "cap" in line else None, line.get("takes", "sum")) for group, line in written.get("groups", {}).items()},
        frozen and Frozen(frozen["what"], condition(frozen["while"])), of=written.get("of", ""),
        over=int(over.split()[0]) if over.endswith("records") else None if over == "live" else duration(over),
        shown_from=int(written.get("shown_from", "0").split()[0]), low=points_of(low), high=points_of(high),
        recomputed=set_days(written.get("recomputed", "continuously")),
        features=[_feature(feature) for feature in written.get("features", {}).values()])


def _feature(written: dict) -> Feature:
    _known("feature", written)
    return Feature(history(written["weight"], int), [(condition(bin.get("when", "")), int(bin["points"])) for bin in written["bins"]])


def _obligation(id: str, written: dict) -> Obligation:
    amount = _known("obligation", written)["amount"]
    return Obligation(id, amount if amount in ("amount", "none") else Fraction(amount.removesuffix(" yuan")), duration(written["due"]),
                      written.get("ends") == "with the conduct")


def _agreement(id: str, written: dict, own: str, whole: Span) -> Agreement:
    def whose(id: str) -> tuple[str, str]:
        scheme, _, name = id.rpartition(".")
        return scheme or own, name
    gives, against, becomes = _known("agreement", written)["gives"], written["against"], written.get("becomes", "")
    acts = gives.get("acts", {})
    acts = acts if isinstance(acts, dict) else dict.fromkeys([acts] if isinstance(acts, str) else acts, becomes)
    return Agreement(
        id, whose(gives["list"]) if "list" in gives else None, {whose(act): into for act, into in acts.items()}, becomes,
        written.get("of", "both"), tuple([against] if isinstance(against, str) else against), condition(written.get("when", "")),
        shortest(written["lag"]) if "lag" in written else None, written.get("follows", "none"), _period(written, "within"),
        written.get("onward") == "yes", written.get("consent") == "required", _span(written, whole))


def _scale(written: dict) -> Scale:
    def steps(key: str) -> dict:
        return {int(step): Fraction(points) for step, points in written.get(key, {}).items()}
    return Scale(_known("scale", written)["of"], steps("reached"), steps("marginal"))


def _bands(written: list[dict]) -> list[Band]:
    def points(band: dict, key: str):
        return points_of(band[key]) if key in band else None
    return [Band(band["id"], points(band, "at_least"), points(band, "keeps_to")) for band in written]


def _consent(written: dict) -> Consent:
    return Consent(written["asked"] != "not asked", written.get("of", "both"), tuple(written.get("without", ())))


# ---- the other files

def _act(order: int, row: dict[str, str], whole: Span, ledgers: dict[str, Ledger]) -> Act:
    arises = _known("act", row).get("arises", "")
    on_days = None if arises in ("", "when it holds") else date.fromisoformat(arises[3:]) if arises.startswith("on ") else set_days(arises)
    return Act(
        id=row["id"], order=order, of=row["of"], conduct=row.get("conduct", ""), when=condition(row.get("when", "")),
        channel=row.get("channel", ""), arises="set" if on_days else arises, arises_on=on_days,
        while_holds=row.get("counts_for") == WHILE, grade_while_holds=row.get("grade_for") == WHILE,
        ledger=row.get("ledger", next(iter(ledgers), "")), points=row.get("points", ""), per=row.get("per", "act"),
        cap=cap(row["cap"]) if "cap" in row else None, group=row.get("group", ""),
        grade=row.get("grade", ""), grade_for=_period(row, "grade_for"), counts_for=_period(row, "counts_for"),
        stays_while=condition(row["stays_while"]) if "stays_while" in row else None,
        counts_as=row.get("counts_as", ""), owes=row.get("owes", ""), span=_span(row, whole))


def _list(id: str, written: dict, whole: Span) -> List:
    effect, published = _known("list", written).get("effect", "entry"), written.get("published") or {}
    return List(
        id, written["of"], [_ground(name, ground) for name, ground in written["grounds"].items()],
        [Exception_(exception["defeats"], condition(_when(exception))) for exception in written.get("except", {}).values()],
        _leaves(written), written.get("enters", ""), written.get("grade", ""), duration(written["before"]["told"]) if "before" in written else None,
        duration(effect.removesuffix(" after entry")) if effect.endswith(" after entry") else effect,
        "published" in written, _period(published, "after"), _period(published, "for"), _period(written, "removal"), _period(written, "not_again_for"), _span(written, whole))


def _ground(name: str, written: dict) -> Ground:
    extend = _known("ground", written).get("extend")
    return Ground(name, condition(_when(written)), shortest(written["term"]),
                  extend and Extend(shortest(extend["by"]), condition(_when(extend)), int(extend.get("at_most", 1))), _leaves(written))


def _leaves(written: dict) -> object | None:
    return condition(_when(written["leaves"])) if "leaves" in written else None


def _measure(row: dict[str, str], whole: Span) -> Measure:
    return Measure(row["id"], row["thing"], row["kind"], row["of"], condition(row.get("when", "")), _span(row, whole))


def _remedy(id: str, written: dict, whole: Span) -> Remedy:
    _known("remedy", written)
    return Remedy(
        id, written["kind"], written["against"].get("acts"), written["against"].get("lists", []), condition(written.get("when", "")),
        _period(written, "open_for"), _period(written, "after"), duration(written["decided_within"]), _period(written, "not_again_for"),
        written.get("follows", ""), cap(written["at_most"]) if "at_most" in written else None, written.get("meanwhile") == "suspended",
        written["if_won"], written.get("if_lost", ""), _span(written, whole))
