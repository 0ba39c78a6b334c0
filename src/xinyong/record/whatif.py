"""What if: one life lived again with the same luck under one change, and where the two lives differ.

The run's couplings are kept, so the world around does not answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from xinyong.errors import XinyongError
from xinyong.life.scratch import S_A, S_B, S_DAY, S_MEMBER, S_REF, S_VERB, SCRIPT_WIDTH, V_OMIT
from xinyong.record.differ import Difference
from xinyong.record.entries import Entry
from xinyong.record.living import Conditions
from xinyong.record.subject import Record
from xinyong.scheme.script import ScriptEvent, parse_event
from xinyong.scheme.values import date

_MOST_KEPT = 4
"""Changed rules that a run keeps compiled."""
_LABEL = re.compile(r"(?:(?P<member>[a-z][a-z0-9-]*):)?(?P<label>r[1-9][0-9]*)", re.ASCII)


@dataclass(frozen=True)
class Change:
    """What is changed in a life: records left out by label, events added as text, schemes (folders) put in the place of the run's, variants applied in order."""

    without: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "; ".join([*(f"without {label}" for label in self.without), *self.do, *(f"under {name}" for name in (*self.schemes, *self.variants))]) or "no change"

    @property
    def is_nothing(self) -> bool:
        return not (self.without or self.do or self.variants or self.schemes)


class WhatIf:
    """Two lives of one subject with the same luck: `as_lived` and `record`, and their `difference`. SYNTHETIC."""

    def __init__(self, as_lived: Record, record: Record, change: Change):
        self.as_lived, self.record, self.change = as_lived, record, change

    @cached_property
    def difference(self) -> Difference:
        return Difference(self.as_lived, self.record)

    @property
    def spans_df(self):
        """Days on which score or grade differ: a Polars frame."""
        from xinyong.record.frames import spans_frame

        return spans_frame(self.difference)

    def plot(self, *, lang: str = "en"):
        """Both scores over time: an Altair chart."""
        from xinyong.record.plot import plot_two

        return plot_two(self, lang=lang)

    def to_dict(self) -> dict:
        """The changed life as `xinyong record --json` prints it, with `what_if`: what was changed, and what differs from the life as lived."""
        return self.record.to_dict() | {"what_if": {
            "without": list(self.change.without), "do": list(self.change.do), "variants": list(self.change.variants), "schemes": list(self.change.schemes), "couplings": "kept",
            "note": "The run's couplings are kept: the world around does not answer.", "as_lived": self.as_lived.standings,
            "difference": self.difference.to_dict()}}

    def __repr__(self) -> str:
        return f"<WhatIf {self.record.code} SYNTHETIC: {'nothing differs' if self.difference.is_nothing else self.difference.in_words()}>"

    def _repr_html_(self) -> str:
        from xinyong.record.page import what_if_html

        return what_if_html(self)


def what_if(record: Record, change: Change) -> WhatIf:
    """Live a record's life again under a change. XinyongError or SchemeError says what cannot be done."""
    if not record.conditions.months:
        raise XinyongError("The run has lived no month: there is no life to change.")
    if change.is_nothing:
        return WhatIf(record, record, change)
    conditions = under(record, change.variants, change.schemes) if change.variants or change.schemes else record.conditions
    script = _script(record, conditions, change)
    life = conditions.live(record.unit, record.as_of, script)
    _relabel(record, life)
    return WhatIf(record, Record(record.run, conditions, record.unit, record.member, life, record.as_of), change)


# --- the script -------------------------------------------------------------------------------------------------------

def _script(record: Record, conditions: Conditions, change: Change) -> np.ndarray | None:
    """Events added and records left out, as the kernel reads them."""
    from xinyong.nation.script import script_rows

    parts = []
    if change.do:
        members = {role: j for j, role in enumerate(record.whole.roles)}
        events = [_event(record, text, i) for i, text in enumerate(change.do, 1)]
        parts.append(script_rows(conditions.book, events, members, first=record.role))
    parts += [_omission(record, conditions, label) for label in change.without]
    return np.concatenate(parts) if parts else None


def _event(record: Record, text: str, number: int) -> ScriptEvent:
    event = parse_event(text, f"event {number}")
    first = record.conditions.first_day
    if not first <= event.day <= record.as_of:
        raise XinyongError(f"event {number}: {date(event.day)} is not within this life, which is lived from {date(first)} to {date(record.as_of)}.")
    return event


def _omission(record: Record, conditions: Conditions, label: str) -> np.ndarray:
    """The row that leaves a record out: `r3`, or of another member `spouse:r3`."""
    found = _LABEL.fullmatch(label)
    if not found:
        raise XinyongError(f"without: {label} is no record's label. Write one such as r3, or spouse:r3 for somebody else's.")
    j = record.member
    if found["member"]:
        roles = record.whole.roles
        if found["member"] not in roles:
            raise XinyongError(f"without: nobody in this household is {found['member']}. There is: {', '.join(roles)}.")
        j = roles.index(found["member"])
    other = Record(record.run, record.conditions, record.unit, j, record.whole, record.as_of)
    entry = other.entry(found["label"])
    act = record.rules.acts[entry.act]
    row = np.zeros((1, SCRIPT_WIDTH), np.int64)
    row[0, [S_DAY, S_VERB, S_MEMBER, S_REF, S_A, S_B]] = 0, V_OMIT, j, _identity(conditions, act), entry.day, entry.occurrence
    return row


def _identity(conditions: Conditions, act: dict) -> int:
    same = [a["identity"] for a in conditions.rules.acts if (a["scheme"], a["id"]) == (act["scheme"], act["id"])]
    return same[0] if same else -1


# --- under variants ---------------------------------------------------------------------------------------------------

def under(record: Record, variants: Sequence[str], schemes: Sequence[str] = ()) -> Conditions:
    """The run's conditions under variants and other schemes: its own rules changed and compiled, the same people, the couplings kept."""
    found = _known(record, variants, schemes)
    population = found.population
    if record.unit >= population.units or record.member >= len(population.mint_one(record.unit)) \
            or population.code_of(record.unit, record.member) != record.code:
        raise XinyongError(f"Under {' and '.join((*schemes, *variants))} {record.code} is not there: that changes who lives in the world. "
                           "Compare whole runs instead.")
    return found


def _known(record: Record, variants: Sequence[str], schemes: Sequence[str]) -> Conditions:
    """The conditions, compiled once as long as the files stay the same: the next life under them is asked for soon."""
    from xinyong.scheme import scheme_folder

    run, own = record.run, record.conditions
    key = (*(_stamp(_variant(run, name)) for name in variants), *(_stamp(scheme_folder(name)[0]) for name in schemes))
    kept = run.__dict__.setdefault("_under", {})
    if key not in kept or kept[key][0] is not own:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = own, _compiled(record, variants, schemes)
    return kept[key][1]


def _stamp(path: Path) -> tuple:
    """What changes when a file, or one in a folder, does."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return tuple((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in files)


def _compiled(record: Record, variants: Sequence[str], schemes: Sequence[str]) -> Conditions:
    from xinyong.world import apply_variant
    from xinyong.world.fields import fields_of
    from xinyong.world.mint_tables import MintTables
    from xinyong.world.population import Population
    from xinyong.world.rulebook import compile_world

    run, own = record.run, record.conditions
    world = apply_variant(_with_schemes(run, schemes), *(_variant(run, name) for name in variants))
    book = compile_world(world)
    tables = MintTables(world, fields_of(world), run.people, run.seed)
    same = np.array_equal(tables.array, own.population.tables.array)
    population = Population(world, run.people, run.seed, cells=own.population.cells if same else None)
    return replace(own, book=book, couplings=_couplings(own, book), population=population)


def _with_schemes(run, schemes: Sequence[str]):
    """The run's world, with other schemes in the place of those of the same id."""
    from xinyong.run.inputs import with_scheme, world_from
    from xinyong.scheme import find_scheme

    inputs = run.inputs
    for scheme in schemes:
        inputs = with_scheme(inputs, find_scheme(scheme))
    return world_from(inputs) if schemes else run.world


def _variant(run, name: str):
    """A variant's file: one that is named, or the built-in world's own of that name."""
    from xinyong.scheme.problems import suggest
    from xinyong.world.folder import builtin_worlds, variants, world_folder

    if Path(name).is_file():
        return Path(name)
    known = variants(world_folder(run.world_id)[0]) if run.world_id in builtin_worlds() else {}
    if name not in known:
        hint = suggest(name, known) or (f"The world has {', '.join(known)}." if known else "Name a file.")
        raise XinyongError(f"variant: there is no variant or file {name}. {hint}")
    return Path(known[name])


def _couplings(own: Conditions, book) -> np.ndarray:
    """The run's couplings in the places and columns of other rules; what the run did not have is 0."""
    if own.couplings.shape[2] == 0 or (_columns(own.book) == _columns(book) and own.book.names["places"] == book.names["places"]):
        return own.couplings
    places = [p["id"] for p in book.names["places"]]
    columns = _columns(book)
    found = np.zeros((own.months, len(places), max(1, len(columns))), np.int64)
    for i, place in enumerate(p["id"] for p in own.book.names["places"]):
        for k, column in enumerate(_columns(own.book)):
            if place in places and column in columns:
                found[:, places.index(place), columns.index(column)] = own.couplings[:, i, k]
    return found


def _columns(book) -> list[str]:
    """What a place's couplings are: waiting at offices, neighbours' responses, what went astray."""
    n = book.names
    return [*(f"office {o}" for o in n["offices"]), *(f"response {r['id']}" for r in n["responses"]),
            *(k["id"] for k in n["kinds"] if k["kind"] == "stray")]


# --- the same record, the same label ----------------------------------------------------------------------------------

def _relabel(record: Record, life) -> None:
    """Records of the life as lived keep their labels; new ones are n1, n2, ..."""
    for j in range(len(life)):
        labels = {_key(record.rules, e): e.label for e in record.whole.member(j).entries}
        new = 0
        for entry in life.member(j).entries:
            known = labels.get(_key(life.rules, entry))
            new += known is None
            entry.label = known or f"n{new}"


def _key(rules, entry: Entry) -> tuple:
    act = rules.acts[entry.act]
    return act["scheme"], act["id"], entry.day, entry.occurrence
