"""A scheme as its folder says it, read without any checking: what is wrong in a folder is not this reader's business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from .conditions import Unread, condition
from .days import FOREVER, Counting, Duration, SetDays, duration, set_days
from .files import read_csv, read_yaml
from .values import Cap, cap, history, on, points_of

WHILE = "while it holds"
KNOWN = {
    "scheme": "id label about keeper from to subjects counting governed_by same_conduct transitions ledgers obligations scales grades consent note",
    "ledger": "kind label start step floor ceiling repeat counts_for groups",
    "act": "id label_en label_zh of conduct when channel arises ledger points per cap group grade grade_for counts_for counts_as owes from to note",
    "obligation": "label amount due ends note",
    "list": "label of colour grounds except leaves grade effect published not_again_for from to note",
    "ground": "when term leaves note from to",
    "remedy": "kind label against when open_for after decided_within follows at_most meanwhile if_won cost office from to note",
}
"""The notions that this reader knows; `basis` and the like it passes over."""


class Unknown(Unread):
    """A notion of the format that this reader does not know yet."""


def _known(what: str, written: dict) -> dict:
    for key in written:
        if key not in KNOWN[what].split() and not key.endswith("basis"):
            raise Unknown(f"{what}: {key}")
    return written


@dataclass(frozen=True)
class Span:
    """From its first day up to and not including its end."""

    first: date
    end: date

    def holds(self, day: date) -> bool:
        return self.first <= day < self.end


@dataclass(frozen=True)
class Act:
    """One version of an act."""

    id: str
    order: int                        # its place in acts.csv
    of: str
    conduct: str
    when: object
    channel: str
    ledger: str
    points: str                       # as written: "-20", "-5 to -50", "scale hours", or nothing
    per: str
    cap: Cap | None
    group: str
    grade: str
    grade_for: Duration | None
    counts_for: Duration | None
    counts_as: str                    # bad | good | neutral, or nothing: its points and grade decide
    owes: str
    span: Span
    arises: str                       # "", "when it holds", or "set" with `arises_on`
    arises_on: SetDays | date | None
    while_holds: bool                 # it counts for as long as `when` holds
    grade_while_holds: bool


@dataclass(frozen=True)
class Obligation:
    id: str
    amount: Fraction | str            # yuan; "amount": the conduct's; "none": something to be done
    due: Duration
    with_conduct: bool                # it ends with the conduct


@dataclass(frozen=True)
class Group:
    cap: Cap | None
    takes: str                        # sum | highest | latest


@dataclass(frozen=True)
class Ledger:
    id: str
    step: Fraction
    start: list
    floor: list
    ceiling: list
    repeat: list
    counts_for: list                  # pairs: condition, duration
    groups: dict[str, Group]


@dataclass(frozen=True)
class Band:
    id: str
    at_least: Fraction | None         # nothing: otherwise
    keeps_to: Fraction | None


@dataclass(frozen=True)
class Ground:
    id: str
    when: object
    term: Duration
    leaves: object | None


@dataclass(frozen=True)
class Exception_:
    defeats: object                   # "any" or a list of grounds
    when: object


@dataclass(frozen=True)
class List:
    id: str
    of: str
    grounds: list[Ground]
    exceptions: list[Exception_]
    leaves: object | None
    not_again_for: Duration | None
    grade: str
    span: Span


@dataclass(frozen=True)
class Measure:
    id: str
    thing: str
    kind: str
    of: str
    when: object
    span: Span


@dataclass(frozen=True)
class Remedy:
    id: str
    kind: str
    acts: object                      # "any", a list, or nothing
    lists: list[str]
    when: object
    open_for: Duration | None
    after: Duration | None
    decided_within: Duration
    follows: str
    at_most: Cap | None
    suspends: bool
    if_won: str
    span: Span

    def against_act(self, id: str) -> bool:
        return self.acts == "any" or id in (self.acts or ())


@dataclass(frozen=True)
class Consent:
    asked: bool
    of: str
    without: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """What is in force on one day. `limits`: start, floor, ceiling by ledger; `places`: of grades, 0 is the best."""

    limits: dict[str, tuple]
    bands: list[Band]
    places: dict[str, int]
    consent: Consent
    measures: list[Measure]
    lists: list[List]

    def reached(self, score) -> int:
        """The place of the best band that a score reaches."""
        return next(place for place, band in enumerate(self.bands) if band.at_least is None or score >= band.at_least)


@dataclass
class Scheme:
    id: str
    span: Span
    subjects: dict[str, object]
    counting: Counting
    clock: str
    governed_by: str
    same_conduct: str
    transitions: dict[date, str]
    ledgers: dict[str, Ledger]
    obligations: dict[str, Obligation]
    scales: dict[str, dict[int, Fraction]]
    grades_of: str | None
    bands: list
    assessed: SetDays | None
    consent: list
    acts: list[Act]
    lists: dict[str, List]
    measures: list[Measure]
    remedies: list[Remedy]
    cases: list[dict] = field(default_factory=list)
    _days: dict[date, Rules] = field(default_factory=dict)

    def act(self, id: str, day: date) -> Act | None:
        """The version of an act that is in force on a day."""
        return next((act for act in self.acts if act.id == id and act.span.holds(day)), None)

    def conditions(self) -> Iterator:
        """Every condition that a rule states."""
        yield from self.subjects.values()
        for ledger in self.ledgers.values():
            yield from (when for when, _ in ledger.counts_for)
        yield from (rule.when for rules in (self.acts, self.measures, self.remedies) for rule in rules)
        for rule in self.lists.values():
            yield from (part.when for part in (*rule.grounds, *rule.exceptions))
            yield from (part.leaves for part in (rule, *rule.grounds))

    def on(self, day: date) -> Rules:
        """What is in force on a day."""
        if day not in self._days:
            bands = on(self.bands, day) or []
            self._days[day] = Rules(
                {id: (on(ledger.start, day), on(ledger.floor, day), on(ledger.ceiling, day)) for id, ledger in self.ledgers.items()},
                bands, {band.id: place for place, band in enumerate(bands)}, on(self.consent, day),
                [measure for measure in self.measures if measure.span.holds(day)], [rule for rule in self.lists.values() if rule.span.holds(day)])
        return self._days[day]

    @property
    def shown_ledger(self) -> str:
        """The ledger that `score` speaks of: that of the grades, or the first."""
        return self.grades_of or next(iter(self.ledgers), "")


def read_scheme(folder: Path) -> Scheme:
    """Everything a folder says, and its worked cases as they are written, each with its `file`."""
    head = _known("scheme", read_yaml(folder / "scheme.yaml"))
    span = Span(date.fromisoformat(head["from"]), date.fromisoformat(head["to"]) if "to" in head else FOREVER)
    counting = head.get("counting", {})
    grades = head.get("grades", {})
    ledgers = {id: _ledger(id, written) for id, written in head.get("ledgers", {}).items()}
    return Scheme(
        id=head["id"], span=span,
        subjects={kind: condition(_when(written)) for kind, written in head["subjects"].items()},
        counting=Counting(counting.get("first_day", "excluded"), counting.get("roll", "none")),
        clock=counting.get("clock", "entry"),
        governed_by=head.get("governed_by", "deed"), same_conduct=head.get("same_conduct", "gravest"),
        transitions={date.fromisoformat(day): what for day, what in head.get("transitions", {}).items()},
        ledgers=ledgers, obligations={id: _obligation(id, written) for id, written in head.get("obligations", {}).items()},
        scales={id: {int(step): points_of(points) for step, points in written["reached"].items()}
                for id, written in head.get("scales", {}).items()},
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


def _span(written: dict, whole: Span) -> Span:
    first, end = written.get("from"), written.get("to")
    return Span(date.fromisoformat(first) if first else whole.first, date.fromisoformat(end) if end else whole.end)


def _ledger(id: str, written: dict) -> Ledger:
    if _known("ledger", written)["kind"] != "points":
        raise Unknown(f"ledger: {written['kind']}")
    return Ledger(
        id, points_of(written.get("step", "1")), history(written["start"], points_of),
        history(written.get("floor"), points_of), history(written.get("ceiling"), points_of),
        history(written.get("repeat"), lambda repeat: Fraction(repeat["factor"])),
        [(condition(line.get("when", "")), duration(line["for"])) for line in written.get("counts_for", [])],
        {group: Group(cap(line["cap"]) if "cap" in line else None, line.get("takes", "sum")) for group, line in written.get("groups", {}).items()})


def _obligation(id: str, written: dict) -> Obligation:
    amount = _known("obligation", written)["amount"]
    return Obligation(id, amount if amount in ("amount", "none") else Fraction(amount.removesuffix(" yuan")), duration(written["due"]),
                      written.get("ends") == "with the conduct")


def _bands(written: list[dict]) -> list[Band]:
    def points(band: dict, key: str):
        return points_of(band[key]) if key in band else None
    return [Band(band["id"], points(band, "at_least"), points(band, "keeps_to")) for band in written]


def _consent(written: dict) -> Consent:
    return Consent(written["asked"] != "not asked", written.get("of", "both"), tuple(written.get("without", ())))


def _act(order: int, row: dict[str, str], whole: Span, ledgers: dict[str, Ledger]) -> Act:
    def period(column: str) -> Duration | None:
        return duration(row[column]) if row.get(column, WHILE) != WHILE else None
    arises = _known("act", row).get("arises", "")
    on_days = None if arises in ("", "when it holds") else date.fromisoformat(arises[3:]) if arises.startswith("on ") else set_days(arises)
    return Act(
        id=row["id"], order=order, of=row["of"], conduct=row.get("conduct", ""), when=condition(row.get("when", "")),
        channel=row.get("channel", ""), arises="set" if on_days else arises, arises_on=on_days,
        while_holds=row.get("counts_for") == WHILE, grade_while_holds=row.get("grade_for") == WHILE,
        ledger=row.get("ledger", next(iter(ledgers), "")), points=row.get("points", ""), per=row.get("per", "act"),
        cap=cap(row["cap"]) if "cap" in row else None, group=row.get("group", ""),
        grade=row.get("grade", ""), grade_for=period("grade_for"), counts_for=period("counts_for"),
        counts_as=row.get("counts_as", ""), owes=row.get("owes", ""), span=_span(row, whole))


def _list(id: str, written: dict, whole: Span) -> List:
    _known("list", written)
    for ground in written["grounds"].values():
        _known("ground", ground)
    if written.get("effect", "entry") not in ("entry", "service"):
        raise Unknown("effect")
    return List(
        id, written["of"], [Ground(name, condition(_when(ground)), duration(ground["term"]), _leaves(ground)) for name, ground in written["grounds"].items()],
        [Exception_(exception["defeats"], condition(_when(exception))) for exception in written.get("except", {}).values()],
        _leaves(written), duration(written["not_again_for"]) if "not_again_for" in written else None, written.get("grade", ""), _span(written, whole))


def _leaves(written: dict) -> object | None:
    return condition(_when(written["leaves"])) if "leaves" in written else None


def _measure(row: dict[str, str], whole: Span) -> Measure:
    return Measure(row["id"], row["thing"], row["kind"], row["of"], condition(row.get("when", "")), _span(row, whole))


def _remedy(id: str, written: dict, whole: Span) -> Remedy:
    def period(key: str) -> Duration | None:
        return duration(written[key]) if key in written else None
    _known("remedy", written)
    return Remedy(
        id, written["kind"], written["against"].get("acts"), written["against"].get("lists", []), condition(written.get("when", "")),
        period("open_for"), period("after"), duration(written["decided_within"]), written.get("follows", ""),
        cap(written["at_most"]) if "at_most" in written else None, written.get("meanwhile") == "suspended",
        written["if_won"], _span(written, whole))
