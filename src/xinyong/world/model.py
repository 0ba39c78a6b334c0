"""What a world assumes, as plain values: the one shape that reading fills and compiling reads.

Shares are in 2^-32ths of certainty (`Share`), factors in 2^-16ths, rates per 1,000 subject-years as exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from xinyong.scheme.model import Basis, Label, Place, Scheme, Source, Span
from xinyong.scheme.when import Condition


@dataclass(frozen=True)
class Attribute:
    id: str
    of: str                         # household | person | organisation; in the letter: both
    values: tuple[str, ...]
    label: Label
    place: Place


@dataclass(frozen=True)
class Weight:
    """One row of population.csv. `given`: attribute (or `head.X`, `role`, `kind`) -> values it may have."""

    attribute: str
    given: tuple[tuple[str, tuple[str, ...]], ...]
    value: str
    weight: Fraction
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Member:
    """One row of households.csv, in order within its household type."""

    household: str
    member: str
    role: str
    given: tuple[tuple[str, tuple[str, ...]], ...]
    basis: Basis
    place: Place


@dataclass(frozen=True)
class District:
    """A place people live in. `part_of`: the place whose area it lies in, as maps show them together; its weight is its own."""

    id: str
    label: Label
    weight: Fraction
    basis: Basis
    place: Place
    part_of: str = ""
    tile: tuple[int, int] | None = None     # column and row on a schematic map, from 1


@dataclass(frozen=True)
class Conduct:
    id: str
    label: Label
    of: str
    kind: str                       # bad | good | want
    per_1000_years: Fraction
    at_most: Fraction
    amount: tuple[tuple[int, int], ...]     # (value, weight); ((1, 1),) when not given
    lasts: tuple[tuple[int, int], ...]      # months; ((0, 1),) when not given
    basis: Basis
    note: str
    place: Place


@dataclass(frozen=True)
class Trait:
    conduct: str                    # id, bad, good, wants or any
    given: tuple[tuple[str, tuple[str, ...]], ...]      # attribute -> values; `age` -> age groups' first years as text
    factor: Fraction
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Response:
    id: str
    label: Label
    conduct: str
    when: Condition | None          # None for a neighbours' response
    neighbours: str                 # "" | restricted | praised
    factor: Fraction
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Channel:
    id: str
    label: Label
    recall: Fraction
    lag: Span
    mistaken: Fraction
    where: str                      # "" everywhere, or a place id
    first: int
    last: int
    basis: Basis
    bases: dict[str, Basis]
    note: str
    place: Place


@dataclass(frozen=True)
class Told:
    share: Fraction
    after: Span
    basis: Basis


@dataclass(frozen=True)
class RemedyPractice:
    """How a remedy is sought and decided; shares for a record that is false (`right`) and for one that is true."""

    filed_right: Fraction
    filed_wrong: Fraction
    filed_after: Span
    won_right: Fraction
    won_wrong: Fraction
    takes: Span
    bases: dict[str, Basis]         # filed, won, takes
    place: Place


@dataclass(frozen=True)
class Office:
    id: str
    handles: Fraction               # cases per 1,000 people and month
    basis: Basis
    place: Place


@dataclass(frozen=True)
class ConsentPractice:
    share: Fraction
    basis: Basis


@dataclass(frozen=True)
class Performance:
    """Of those for whom `when` holds, which share performs, how long after it arose, and what part of it (`pays`)."""

    when: Condition
    share: Fraction
    after: Span
    pays: Fraction
    basis: Basis


@dataclass(frozen=True)
class ObligationPractice:
    rows: tuple[Performance, ...]   # the first that holds
    place: Place


@dataclass(frozen=True)
class AgreementPractice:
    """Of what an agreement gives: which share is passed on, which of that against a stranger, and of which the copy follows its original."""

    done: Fraction = Fraction(1)
    mistaken: Fraction = Fraction(0)
    followed: Fraction = Fraction(1)
    basis: Basis | None = None


@dataclass(frozen=True)
class Discretion:
    """Officials enter conduct as an act of a scheme whose text does not name it, where this is in use."""

    id: str
    label: Label
    in_use: bool
    conduct: str
    scheme: str
    act: str
    channel: str
    first: int
    last: int
    basis: Basis
    place: Place


@dataclass(frozen=True)
class Practice:
    told: dict[str, Told]           # records, lists, before, served
    remedies: dict[str, RemedyPractice]     # by remedy id or kind; the id wins
    offices: dict[str, Office]
    consent: dict[str, ConsentPractice]     # by scheme
    obligations: dict[str, ObligationPractice] = field(default_factory=dict)
    agreements: dict[str, AgreementPractice] = field(default_factory=dict)
    discretion: dict[str, Discretion] = field(default_factory=dict)


@dataclass(frozen=True)
class InForce:
    scheme: str
    places: tuple[str, ...]         # () for all
    first: int
    last: int
    place: Place


@dataclass(frozen=True)
class World:
    id: str
    label: Label
    about: str
    first: int                      # first day of the default span, the first of a month
    last: int
    people: int
    people_basis: Basis
    in_force: tuple[InForce, ...]
    schemes: tuple[Scheme, ...]
    attributes: tuple[Attribute, ...]
    report_by: tuple[str, ...]
    age_groups: tuple[int, ...]
    places: tuple[District, ...]
    weights: tuple[Weight, ...]
    members: tuple[Member, ...]
    conduct: tuple[Conduct, ...]
    traits: tuple[Trait, ...]
    responses: tuple[Response, ...]
    channels: tuple[Channel, ...]
    practice: Practice
    sources: dict[str, Source]
    variants: dict[str, str]        # id -> file
    folder: str
    text: dict[str, str] = field(repr=False, default_factory=dict)
