"""What a scheme's folder says, in the words of the format: one dataclass for each kind of rule, and what is in force on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from .days import Counting, Duration, SetDays
from .values import Cap, on


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
    stays_while: object | None
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
class Scale:
    """A ladder: the points of the highest step reached, or so much for each unit from a border on."""

    of: str                           # amount | severity | lasts
    reached: dict[int, Fraction]
    marginal: dict[int, Fraction]


@dataclass(frozen=True)
class Group:
    cap: Cap | None
    takes: str                        # sum | highest | latest


@dataclass(frozen=True)
class Frozen:
    what: str                         # good | bad | any
    when: object


@dataclass(frozen=True)
class Feature:
    weight: list                      # a history
    bins: list                        # pairs: condition, points


@dataclass(frozen=True)
class Ledger:
    """`kind`: points, mean or scorecard; what the others need is empty."""

    id: str
    kind: str
    step: Fraction
    start: list
    floor: list
    ceiling: list
    clips_entries: bool
    repeat: list
    counts_for: list                  # pairs: condition, duration
    groups: dict[str, Group]
    frozen: Frozen | None
    of: str                           # mean: value | positive | defective
    over: int | Duration | None       # mean: the latest so many, those entered within a time, or all
    shown_from: int
    low: Fraction
    high: Fraction
    recomputed: SetDays | None
    features: list[Feature]


@dataclass(frozen=True)
class Agreement:
    """`list`, `acts`: what is given, by scheme and id (of acts also any, bad, good); `acts` says what each becomes, `becomes` what a listing does."""

    id: str
    list: tuple[str, str] | None
    acts: dict[tuple[str, str], str]
    becomes: str
    of: str
    against: tuple[str, ...]
    when: object
    lag: Duration | None
    follows: str
    within: Duration | None
    onward: bool
    consent: bool
    span: Span


@dataclass(frozen=True)
class Band:
    id: str
    at_least: Fraction | None         # nothing: otherwise
    keeps_to: Fraction | None


@dataclass(frozen=True)
class Extend:
    by: Duration
    when: object
    at_most: int


@dataclass(frozen=True)
class Ground:
    id: str
    when: object
    term: Duration
    extend: Extend | None
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
    enters: str
    grade: str
    before: Duration | None           # told so long before
    effect: str | Duration            # entry | service | publication, or so long after entry
    published: bool
    published_after: Duration | None
    published_for: Duration | None
    removal: Duration | None
    not_again_for: Duration | None
    span: Span

    def ground(self, id: str) -> Ground:
        return next(ground for ground in self.grounds if ground.id == id)


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
    not_again_for: Duration | None
    follows: str
    at_most: Cap | None
    suspends: bool
    if_won: str
    if_lost: str
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
    agreements: list[Agreement]
    scales: dict[str, Scale]
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

    @cached_property
    def arising(self) -> list[Act]:
        """The acts that arise by rule."""
        return [act for act in self.acts if act.arises]

    def act(self, id: str, day: date) -> Act | None:
        """The version of an act that is in force on a day."""
        return next((act for act in self.acts if act.id == id and act.span.holds(day)), None)

    def conditions(self) -> Iterator:
        """Every condition that a rule states."""
        yield from self.subjects.values()
        for ledger in self.ledgers.values():
            yield from (when for when, _ in ledger.counts_for)
            yield from (when for feature in ledger.features for when, _ in feature.bins)
            yield ledger.frozen and ledger.frozen.when
        yield from (rule.when for rules in (self.acts, self.measures, self.remedies, self.agreements) for rule in rules)
        yield from (act.stays_while for act in self.acts)
        for rule in self.lists.values():
            yield from (part.when for part in (*rule.grounds, *rule.exceptions))
            yield from (part.leaves for part in (rule, *rule.grounds))
            yield from (ground.extend.when for ground in rule.grounds if ground.extend)

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
