"""What is known at one moment: who the members are, and of each with each keeper the records, listings, filings, standing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .days import FOREVER
from .rules import Act, Agreement, Remedy


@dataclass(eq=False)
class Record:
    """One act entered against one member. `until`: first day on which it counts no longer; `ended`: the day something else ended it."""

    act: Act
    entered: date
    deed: date
    over: date                        # the day on which what it is of is over
    points: Fraction                  # as they count, were the record alone
    single: Fraction                  # by the catalog, before repeats and caps
    multiplied: bool                  # as the repeat of an earlier one
    amount: int | None                # None: nothing is known of it
    severity: int
    lasts: int
    until: date
    grade_until: date                 # first day on which its direct grade holds no longer; the day of entry where it sets none
    ended: date | None = None
    lapsed: bool = False              # a version that begins with nothing: caps leave it out
    erased: bool = False              # as if never: no rule that looks back finds it
    suspended: bool = False           # disputed, and not counted meanwhile
    corrected: bool = False           # a remedy ended it
    staying: bool = False             # beyond its life, for as long as it stays
    grade_staying: bool = False
    brought_by: Agreement | None = None

    def live(self, day: date) -> bool:
        return self.entered <= day < self.until and (self.ended is None or day < self.ended)

    def counts(self, day: date) -> bool:
        return self.live(day) and not self.suspended

    def grades(self, day: date) -> bool:
        """Its direct grade has a life of its own, which only a remedy, a new beginning or a dispute cuts short."""
        return bool(self.act.grade) and self.entered <= day < self.grade_until and (self.ended is None or day < self.ended) and not self.suspended

    @property
    def bad(self) -> bool:
        return self.act.counts_as == "bad" if self.act.counts_as else self.points < 0 or bool(self.act.grade)

    @property
    def good(self) -> bool:
        return self.act.counts_as == "good" if self.act.counts_as else self.points > 0


@dataclass(eq=False)
class Debt:
    """What a record made its subject owe. `left`: yuan, or 1 where something is to be done; `due`: last day in time; `end`: the day on which it is owed no more."""

    obligation: str
    record: Record
    left: Fraction
    due: date
    end: date


@dataclass(eq=False)
class Listing:
    """A stay on a list. `off`: the day on which the name is taken off, once the list was left."""

    list: str
    ground: str
    entered: date
    until: date
    binds: date                       # the first day on which it binds
    off: date = FOREVER
    extended: int = 0
    suspended: bool = False
    ended: date | None = None
    corrected: bool = False           # a remedy ended it

    def bound(self, day: date) -> bool:
        """Whether it binds on a day."""
        return self.binds <= day and not self.suspended


@dataclass(eq=False)
class Filing:
    """A remedy that was sought and is not yet decided."""

    remedy: Remedy
    against: Record | Listing
    filed: date
    due: date
    right: bool


@dataclass(eq=False)
class Dossier:
    """What one keeper has on one member."""

    member: Member
    scheme: str
    records: list[Record] = field(default_factory=list)
    listings: dict[str, Listing] = field(default_factory=dict)
    notices: dict[str, date] = field(default_factory=dict)               # list -> the day on which the time after the notice is over
    debts: list[Debt] = field(default_factory=list)                      # the oldest first
    waits: dict[tuple[str, str], date] = field(default_factory=dict)     # (list, ground) that waits for something new -> the day a stay by it ended
    barred: dict[str, date] = field(default_factory=dict)                # list -> first day on which it may list again
    filings: list[Filing] = field(default_factory=list)
    sought: list[tuple[str, date]] = field(default_factory=list)         # every remedy that was sought, and when
    lost: dict[tuple[str, int], date] = field(default_factory=dict)      # (remedy, what it was against) -> the day it was lost
    arisen: dict[int, Record | None] = field(default_factory=dict)       # acts (their place in acts.csv) whose condition holds -> its record
    awaited: list[Act] = field(default_factory=list)                     # acts that arise tomorrow
    scores: dict[str, Fraction | None] = field(default_factory=dict)
    held_scores: dict[str, Fraction | None] = field(default_factory=dict)   # at the end of the day before
    grade: str | None = None
    held: str | None = None           # the grade at the end of the day before
    measures: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        return self.member.kind

    @property
    def name(self) -> str:
        return self.member.name

    @property
    def consented(self) -> bool:
        return self.member.consented.get(self.scheme, True)

    def live(self, day: date) -> list[Record]:
        return [record for record in self.records if record.live(day)]


@dataclass(eq=False)
class Member:
    name: str
    role: str
    kind: str
    age: int
    attributes: dict[str, str]
    consented: dict[str, bool] = field(default_factory=dict)             # by scheme; everybody has
    dossiers: dict[str, Dossier] = field(default_factory=dict)           # by scheme


@dataclass(frozen=True)
class Standing:
    """Where a member stands at the end of a day. `records`: act, day entered, points, first day on which it counts no longer."""

    records: tuple[tuple[str, date, Fraction, date], ...]
    scores: tuple[tuple[str, Fraction | None], ...]
    grade: str | None
    lists: frozenset[str]
    measures: frozenset[str]
    denied: frozenset[str]
    owes: frozenset[tuple[str, Fraction]]
