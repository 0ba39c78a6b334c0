"""What a scheme says, as plain values: the one shape that reading fills and compiling reads.

Nothing here knows of files but the `Place` each rule keeps, for errors and for citing a line.
Days are whole days since 1970-01-01; `FOREVER` is an open end; points are in the ledger's steps; money in fen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from xinyong.scheme.when import Condition

FOREVER = 65_535
"""The day that never comes: days fit 16 bits, so the calendar of the model ends on 2149-06-05."""


@dataclass(frozen=True)
class Place:
    """Where something is written: file as the user named it, line and column from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Label:
    """A name in English and Chinese."""

    en: str
    zh: str = ""


@dataclass(frozen=True)
class Basis:
    """Where a figure comes from: `kind` is text, secondary, borrowed or assumption; `why` stands for an assumption."""

    kind: str
    document: str = ""
    pin: str = ""
    why: str = ""


@dataclass(frozen=True)
class Duration:
    """A length of time: `unit` is days, working-days, months or for-ever (`count` is 0 then), or what ends with the calendar: to-end and
    to-next-end of a period of `count` months (1, 3, 6 or 12); while-it-holds is the life of what arises."""

    count: int
    unit: str


@dataclass(frozen=True)
class Span:
    """Days drawn evenly from `least` to `most`, both included."""

    least: int
    most: int


@dataclass(frozen=True)
class Cap:
    """Most points (in steps) that may be moved in a period: `per` is month, quarter, half-year, year or ever."""

    most: int
    per: str


ONCE = -1


@dataclass(frozen=True)
class SetDays:
    """Days of the year on which something is assessed: (month, day), month 0 standing for every month; none: continuously. ONCE stands for the month
    of a single day, which is then given as it is."""

    days: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class History:
    """A value in time: (first day, value) in order of day. Before the first day it is not given."""

    values: tuple[tuple[int, object], ...]

    def at(self, day: int):
        """The value on a day, or None before the first."""
        found = None
        for first, value in self.values:
            if first <= day:
                found = value
        return found


@dataclass(frozen=True)
class Life:
    """One line of a ledger's `counts_for`: records whose points fit `when` live for `duration`."""

    when: Condition
    duration: Duration
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Repeat:
    """A repeated bad act counts `factor` times, in hundredths (200: doubled)."""

    factor: int
    basis: Basis


@dataclass(frozen=True)
class Group:
    """Acts of one ledger that count together: `takes` is sum, highest or latest; `cap` what they may move together."""

    takes: str
    cap: Cap | None
    basis: Basis


@dataclass(frozen=True)
class Scale:
    """A ladder by amount, severity or lasts (`of`): the points (in steps) of the highest value reached; or what each unit from a value on brings
    (`marginal`, in hundredths of a point)."""

    id: str
    of: str
    reached: tuple[tuple[int, int], ...]
    marginal: tuple[tuple[int, int], ...]
    basis: Basis
    place: Place

    def points(self, size: int, step: int) -> int:
        """What a size brings, in steps: what units bring is added up exactly and rounded toward zero."""
        if not self.marginal:
            return max(((least, points) for least, points in self.reached if size >= least), default=(0, 0))[1]
        ends = [least for least, _ in self.marginal[1:]] + [size]
        total = sum(max(0, min(size, end) - least) * each for (least, each), end in zip(self.marginal, ends))
        return abs(total) // step * (1 if total >= 0 else -1)

    @property
    def borders(self) -> tuple[int, ...]:
        """The sizes from which on it brings something else."""
        return tuple(least for least, _ in self.reached or self.marginal)

    def samples(self, step: int) -> list[int]:
        """Points that it may bring, in steps: of every kind there is."""
        if self.reached:
            return [points for _, points in self.reached]
        return [self.points(border + more, step) for border in self.borders for more in (1, 2, 10, 100)]


@dataclass(frozen=True)
class Frozen:
    """While `when` holds, records that are `what` (good, bad, any) count 0 in the ledger."""

    what: str
    when: Condition
    basis: Basis


@dataclass(frozen=True)
class Mean:
    """What a ledger of ratings shows: `of` is value, positive or defective; `over` the latest so many records, those of a time, or None (all live)."""

    of: str
    over: int | Duration | None
    shown_from: int                 # records, below which no score is given


@dataclass(frozen=True)
class Bin:
    """One line of a feature: its points (0 to 100) where `when` holds; None: in all other cases."""

    when: Condition | None
    points: int
    basis: Basis | None
    place: Place


@dataclass(frozen=True)
class Feature:
    """One feature of a scorecard; the first bin that holds gives its points."""

    id: str
    label: Label
    weight: History                 # of int
    bins: tuple[Bin, ...]
    basis: Basis
    place: Place
    bases: dict[str, Basis] = field(default_factory=dict)      # of weight, where it differs


@dataclass(frozen=True)
class Scorecard:
    """How a ledger's score follows from features: from `low` to `high` (in steps), taken anew on set days."""

    low: int
    high: int
    recomputed: SetDays
    features: tuple[Feature, ...]


@dataclass(frozen=True)
class Ledger:
    id: str
    label: Label
    kind: str
    step: int                       # hundredths of a point: 100 for whole points, 10 for tenths
    start: History                  # of int, in steps
    floor: History                  # of int | None
    ceiling: History                # of int | None
    repeat: History                 # of Repeat | None
    counts_for: tuple[Life, ...]
    groups: dict[str, Group]
    basis: Basis
    place: Place
    bases: dict[str, Basis] = field(default_factory=dict)      # of start, floor, ceiling, over, range, ..., where it differs
    mean: Mean | None = None        # for kind == mean
    card: Scorecard | None = None   # for kind == scorecard
    frozen: Frozen | None = None
    clipped: str = "shown"          # shown | entered: what passes floor or ceiling is not shown, or not entered


@dataclass(frozen=True)
class Band:
    id: str
    label: Label
    at_least: int | None            # in steps; None for the last band
    keeps_to: int | None            # in steps: who is in this band leaves it only below; None: below at_least
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Grades:
    ledger: str
    bands: History                  # of tuple[Band, ...], best first
    assessed: SetDays
    assessed_basis: Basis | None
    place: Place


@dataclass(frozen=True)
class Consent:
    asked: str                      # not asked | opt in | opt out
    of: str                         # person | organisation | both: whose consent is asked for
    without: tuple[str, ...]        # of: score, grants
    basis: Basis | None


@dataclass(frozen=True)
class Counting:
    first_day: str                  # excluded | included
    roll: str                       # none | next working day
    clock: str                      # entry | deed | end
    basis: Basis | None


@dataclass(frozen=True)
class Subjects:
    when: Condition
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Points:
    """What an act is worth, in steps: `kind` is none, number, range or scale."""

    kind: str
    low: int = 0                    # the number; or the range's end at severity 0
    high: int = 0                   # the range's end at severity 999
    scale: str = ""


@dataclass(frozen=True)
class Obligation:
    """What a record may make one owe: `amount` in fen; None: the conduct's own; 0: something to be done, counted 1."""

    id: str
    label: Label
    amount: int | None
    due: Duration
    with_conduct: bool              # it ends with the conduct, performed or not
    basis: Basis
    bases: dict[str, Basis]
    place: Place


@dataclass(frozen=True)
class Agreement:
    """What is passed to this scheme's records. `gives`: pairs of what is given (an act, or any, bad, good; of another scheme with its id and a dot before)
    and the act of this scheme that it becomes ("same": the one of the same id); `of_list`: what is given are listings."""

    id: str
    label: Label
    gives: tuple[tuple[str, str], ...]
    of_list: bool
    of: str
    against: tuple[str, ...]        # whose record it becomes: subject, household, or roles
    when: Condition
    lag: Duration
    spread: int                     # days by which the lag may be longer
    follows: str                    # none | ends | corrections | both
    within: Duration
    onward: bool
    consent: bool
    first: int
    last: int
    basis: Basis
    bases: dict[str, Basis]
    place: Place

    def giver(self, what: str, home: str) -> tuple[str, str]:
        """The scheme and the id of what is given."""
        scheme, dot, id = what.rpartition(".")
        return (scheme, id) if dot else (home, id)


DOMAINS = {
    "court-and-money": ("court and money", "法院与金钱"), "commerce": ("commerce", "商务经营"), "traffic": ("traffic", "交通出行"),
    "daily-life": ("daily life", "日常生活"), "family": ("family", "家庭"), "public-order": ("public order", "治安与行政秩序"),
    "petitions-and-speech": ("petitions and speech", "信访与言论"), "politics": ("politics and office", "政治与公职"),
}
"""What acts are about, in English and Chinese: our own classification, no text's."""


@dataclass(frozen=True)
class Act:
    id: str
    label: Label
    of: str                         # person | organisation | both
    conduct: str                    # "" for an act that no conduct falls under: it arises, or another rule enters it
    when: Condition
    channel: str                    # "" likewise
    ledger: str                     # "" where the scheme has none
    points: Points
    per: str                        # act | month | quarter | half-year | year | units
    units: int                      # for per == units
    cap: Cap | None
    group: str
    grade: str
    grade_for: Duration | None
    counts_for: Duration | None
    first: int
    last: int                       # first day no longer; FOREVER
    basis: Basis
    bases: dict[str, Basis]         # by field name, where it differs from `basis`
    note: str
    place: Place
    stays_while: Condition | None = None        # its records go on counting beyond their life while it holds
    counts_as: str = ""             # bad | good | neutral; "": by its points and direct grade
    arises: str | SetDays | None = None         # "when it holds", or on which days; None: by conduct
    owes: str = ""                  # an obligation's id
    domain: str = ""                # the part of life it is about: one of DOMAINS; "": not said
    by_practice: str = ""           # the discretion of a world's officials by which it is entered: not what the rule says

    def basis_of(self, name: str) -> Basis:
        """The basis of one field: its own, or the row's."""
        return self.bases.get(name, self.basis)


@dataclass(frozen=True)
class Extension:
    """At the end of its term, if `when` holds, a listing goes on `by` as much again, so often at most."""

    by: Duration                    # the shortest, where a range is left to discretion
    longest: Duration
    when: Condition
    at_most: int
    basis: Basis


@dataclass(frozen=True)
class Ground:
    id: str
    when: Condition
    term: Duration                  # the shortest, where a range is left to discretion
    longest: Duration
    leaves: Condition | None
    extend: Extension | None
    basis: Basis
    bases: dict[str, Basis]
    place: Place


@dataclass(frozen=True)
class Exception_:
    """An exception names the grounds it defeats; an empty tuple means any."""

    id: str
    defeats: tuple[str, ...]
    when: Condition
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Published:
    """A listing is published so long after entry, and for so long (None: while it lasts)."""

    after: Duration
    length: Duration | None


@dataclass(frozen=True)
class ListRule:
    id: str
    label: Label
    of: str
    colour: str                     # black | red | watch
    grounds: tuple[Ground, ...]
    exceptions: tuple[Exception_, ...]
    leaves: Condition | None
    grade: str
    before: Duration | None         # how long before a decision the subject is told
    effect: str                     # entry | service | publication | after entry
    effect_after: Duration | None   # for after entry
    published: Published | None
    removal: Duration | None        # how long after leaving the name is taken off
    not_again_for: Duration | None
    first: int
    last: int
    basis: Basis
    bases: dict[str, Basis]
    place: Place
    enters: str = ""                # the act of which the listing is itself a record

    def conditions(self):
        """All conditions of the list: of its grounds, their extensions and exits, its exceptions, its own way of leaving."""
        for ground in self.grounds:
            yield ground.when
            yield from (when for when in (ground.leaves, ground.extend and ground.extend.when) if when)
        yield from (exception.when for exception in self.exceptions)
        yield from (self.leaves,) if self.leaves else ()


@dataclass(frozen=True)
class Measure:
    id: str
    label: Label
    thing: str
    kind: str                       # deny | burden | grant
    amount: int                     # fen, days or a number
    amount_unit: str                # "" | fen | days | anything else counted (documents, inspections)
    when: Condition
    unless: Condition | None        # on the occasion: such a want it does not meet
    of: str
    statutory_class: str
    executor: str
    first: int
    last: int
    basis: Basis
    bases: dict[str, Basis]
    note: str
    place: Place


@dataclass(frozen=True)
class Remedy:
    id: str
    kind: str                       # objection | correction | appeal | repair | performance
    label: Label
    acts: tuple[str, ...] | None    # None: any act; () where it is against lists
    lists: tuple[str, ...]
    when: Condition
    open_for: Duration | None
    after: Duration | None
    decided_within: Duration
    not_again_for: Duration | None  # won: the same list not again for so long
    follows: str                    # the remedy that must have been lost on the same thing; "" for none
    at_most: Cap | None             # how often one subject may seek it
    suspends: bool
    if_won: str                     # as if never | from now | replace
    replacement: str                # act id for replace
    cost: int                       # fen
    office: str
    first: int
    last: int
    basis: Basis
    bases: dict[str, Basis]
    place: Place
    if_lost: str = ""               # the act of which losing is itself a record


@dataclass(frozen=True)
class Source:
    id: str
    title: Label
    address: str
    first: int | None
    seen: int | None
    kind: str
    place: Place


@dataclass(frozen=True)
class Case:
    """A worked case; `record.cases` lives it in the world of `world.letter`.

    `expect` holds (day, what, where each stands); in `what`, `score` and `score.LEDGER` are Fractions of points or None (no score), `grade` an id or None,
    `records` an int, `because` a document, `on`, `measures` and `denied` tuples of ids,
    `owes` a dict of Fractions (yuan, or things to be done) by obligation, `amounts` one (yuan, days, ...) by measure, `paid` a Fraction (yuan), `wants` a dict of read_cases.MET by thing; `MEMBER.` may stand before each.
    """

    name: str
    members: tuple[tuple[str, dict[str, str]], ...]     # (role, attributes); `age`, `kind` among them
    first: int | None
    script: tuple[tuple[str, Place], ...]               # scheme.script.read_event reads a line
    expect: tuple[tuple[int, dict[str, object], dict[str, Place]], ...]
    place: Place


@dataclass(frozen=True)
class Scheme:
    id: str
    label: Label
    about: str
    keeper: Label
    first: int
    last: int
    subjects: dict[str, Subjects]   # by kind: person, organisation
    counting: Counting
    governed_by: str                # deed | entry | gentler
    same_conduct: str               # gravest | all
    transitions: dict[int, str]     # day -> keep | lapse
    ledgers: dict[str, Ledger]
    scales: dict[str, Scale]
    grades: Grades | None
    consent: History                # of Consent
    acts: tuple[Act, ...]           # versions of one id follow each other in order of `first`
    lists: tuple[ListRule, ...]
    measures: tuple[Measure, ...]
    remedies: tuple[Remedy, ...]
    sources: dict[str, Source]
    cases: tuple[Case, ...]
    folder: str
    bases: dict[str, Basis] = field(default_factory=dict)      # of governed_by, same_conduct, transitions
    text: dict[str, str] = field(repr=False, default_factory=dict)     # file name -> exact text, kept with a run

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """What there is, by noun: act, conduct, list, measure, thing, remedy, obligation, document, grade."""
        bands = self.grades.bands.values if self.grades else ()
        return {noun: frozenset(ids) for noun, ids in {
            "act": (act.id for act in self.acts), "conduct": (act.conduct for act in self.acts if act.conduct), "list": (rule.id for rule in self.lists),
            "measure": (rule.id for rule in self.measures), "thing": (rule.thing for rule in self.measures), "remedy": (rule.id for rule in self.remedies),
            "obligation": self.obligations, "document": self.sources, "grade": (band.id for _, of in bands for band in of)}.items()}
    obligations: dict[str, Obligation] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)

    def explain(self, id: str = "", *, at=None, lang: str = "en"):
        """What an id names, in sentences with sources, or without one the whole scheme by chapters; as of a date, today by default.

        It prints itself; `to_dict()` is what `xinyong explain --json` prints. SchemeError suggests the nearest ids for one that names nothing.
        """
        from xinyong.scheme import sentences  # which needs this module

        return sentences.explain(self, id, at=at, lang=lang) if id else sentences.tell_scheme(self, at=at, lang=lang)
