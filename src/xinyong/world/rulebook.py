"""The rulebook: all schemes in force in a world, and the world's assumptions, compiled to one flat array of int32.

`compile_world` is the whole of it: schemes, world and population's fields in; the array, and the names by which its rows are explained, out.
The array's layout is scheme/layout.py; nothing else knows it but the kernel.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np

from xinyong.scheme.layout import *
from xinyong.scheme.model import FOREVER
from xinyong.scheme.names import features
from xinyong.scheme.when import Condition
from xinyong.world import calendar
from xinyong.world.bytecode import Assembler, Names
from xinyong.world.compile_conduct import compile_conduct
from xinyong.world.compile_rules import compile_rules
from xinyong.world.explain import names_of
from xinyong.world.fields import Fields, fields_of
from xinyong.world.model import World


@dataclass(frozen=True)
class Rulebook:
    """`array`: int32, for the kernel. `names`: what its rows are called and rest on, as plain JSON values. `hash`: of both."""

    array: np.ndarray
    names: dict
    fields: Fields
    watch: int = -1
    """Where the code of a condition to watch for begins; -1 for none."""

    @property
    def hash(self) -> str:
        """SHA-256 over the array and the names, in hexadecimal."""
        digest = hashlib.sha256(self.array.tobytes())
        digest.update(json.dumps(self.names, sort_keys=True, ensure_ascii=False).encode())
        return digest.hexdigest()

    def __getitem__(self, header: int) -> int:
        return int(self.array[header])


class Draft:
    """A rulebook being written: the header, and the tables appended one after another."""

    def __init__(self):
        self.header = [0] * HEADER
        self.words: list[np.ndarray] = []
        self.size = HEADER

    def table(self, where: int, rows, width: int = 1) -> int:
        """Append rows and keep their position in the header (unless `where` is negative); gives the position."""
        a = np.array(rows, np.int64).reshape(-1)
        assert a.size % width == 0
        at = self.size
        if where >= 0:
            self.header[where] = at
        self.words.append(_as_int32(a))
        self.size += a.size
        return at

    def set(self, **values: int) -> None:
        """Set header words by name, e.g. `set(H_LISTS=2)`."""
        for name, value in values.items():
            self.header[globals()[name]] = int(value)

    def array(self) -> np.ndarray:
        """The whole rulebook."""
        return np.concatenate([_as_int32(np.array(self.header, np.int64)), *self.words])


def _as_int32(a: np.ndarray) -> np.ndarray:
    """Words in -2^31 .. 2^32-1 as int32, bit for bit."""
    assert a.size == 0 or (a.min() >= -(2**31) and a.max() < 2**32), "a rulebook word beyond 32 bits"
    return (a & 0xFFFFFFFF).astype(np.uint32).view(np.int32)


def epochs_of(world: World) -> list[int]:
    """The days on which any rule or practice has another version, in order; the first holds from the beginning of time."""
    days = {0}
    for f in world.in_force:
        days |= {f.first, f.last}
    for s in world.schemes:
        days |= {s.first, s.last, *s.transitions}
        for ledger in s.ledgers.values():
            for h in (ledger.start, ledger.floor, ledger.ceiling, ledger.repeat):
                days |= {d for d, _ in h.values}
            days |= {d for feature in features(ledger) for d, _ in feature.weight.values}
        if s.grades:
            days |= {d for d, _ in s.grades.bands.values}
        days |= {d for d, _ in s.consent.values}
        for rule in (*s.lists, *s.measures, *s.remedies):
            days |= {rule.first, rule.last}
    days |= arising_days(world)
    for c in world.channels:
        days |= {c.first, c.last}
    return sorted(d for d in days if d < FOREVER)


def arising_days(world: World) -> set[int]:
    """Days at whose end everybody is looked at, as other versions of acts that arise are to be judged: those on which they change, and the days before."""
    days = {d for s in world.schemes for a in s.acts if a.arises for d in (a.first, a.last)}
    if days:
        days |= {d for f in (*world.in_force, *world.schemes) for d in (f.first, f.last)}
    return {d for day in days if day < FOREVER for d in (day - 1, day) if d >= 0}


def changes_of(world: World, epochs: list[int]) -> list[int]:
    """What each of the days on which versions change may change for everybody (`CH_...`).

    A new version of an act changes nobody's standing, nor does a day from which records are kept or consent is asked with nothing hanging on it.
    """
    out, arising = [], arising_days(world)
    for day in epochs:
        force = {d for f in (*world.in_force, *world.schemes) for d in (f.first, f.last)}
        force |= {d for s in world.schemes for d, what in s.transitions.items() if what == "lapse"}
        force |= {d for s in world.schemes for d in _days_of_consent(s)}
        ledgers = {d for s in world.schemes for x in s.ledgers.values()
                   for h in (x.start, x.floor, x.ceiling, *(feature.weight for feature in features(x))) for d, _ in h.values}
        bands = {d for s in world.schemes if s.grades for d, _ in s.grades.bands.values}
        dates = {d for s in world.schemes for rule in (*s.lists, *s.measures) for d in (rule.first, rule.last)}
        out.append(CH_ALL * (day in force or day in arising) | CH_RECORDS * (day in ledgers) | CH_GRADE * (day in bands) | CH_DATES * (day in dates))
    return out


def _days_of_consent(scheme) -> list[int]:
    """Days from which other things hang on consent than before, or on that of others."""
    days, before = [], None
    for day, consent in scheme.consent.values:
        now = (consent.of, consent.without) if consent.asked != "not asked" and consent.without else None
        if now != before:
            days.append(day)
        before = now
    return days


def compile_world(world: World, *, letter: bool = False, watch: Condition | None = None) -> Rulebook:
    """Compile a checked world. `letter`: nothing is drawn, offices decide on the last lawful day. `watch`: a condition to look for."""
    fields = fields_of(world)
    draft = Draft()
    names = Names(list(world.schemes), {f.id: f for f in fields}, {}, {}, {}, {}, {}, {}, {}, {}, {})
    epochs = epochs_of(world)
    assembler = Assembler(names, epochs)
    draft.set(H_LAYOUT=LAYOUT, H_LETTER=letter, H_EPOCHS=len(epochs), H_PLACES=len(world.places))
    draft.table(H_EPOCH, epochs)
    draft.table(H_EPOCH_CHANGES, changes_of(world, epochs))
    draft.table(H_FIELD, fields.array(), FIELD_WIDTH)
    draft.set(H_ROLE_FIELD=fields["role"].index, H_KIND_FIELD=fields["kind"].index)
    calendar.write(draft)
    conduct = compile_conduct(world, fields, draft, assembler, epochs)
    rules = compile_rules(world, fields, draft, assembler, epochs, conduct)
    conduct.finish(rules)
    pc = assembler.compile(watch) if watch is not None else -1
    _write_row(draft, fields, names, world)
    _write_code(draft, assembler, world)
    _write_flows(draft, world)
    return Rulebook(draft.array(), names_of(world, names, rules, conduct, epochs), fields, pc)


def _write_row(draft: Draft, fields: Fields, names: Names, world: World) -> None:
    """Lay out a member's row: fixed words and attributes, a word a ledger, a word a graded scheme, then bits."""
    at = fields.words
    ledger_words = range(at, at + draft.header[H_LEDGERS])
    at += draft.header[H_LEDGERS]
    for i, word in enumerate(ledger_words):
        draft.words[draft.ledger_part][i * LEDGER_WIDTH + L_WORD] = word
    draft.set(H_GRADE_WORD=at, H_BITS=at + draft.header[H_SLOTS])
    lists, measures, responses = (draft.header[h] for h in (H_LISTS, H_MEASURES, H_RESPONSES))
    found = lists + measures + responses + draft.header[H_ARISES]
    bits = found + 1 + draft.header[H_GIVEN]
    words = -(-bits // 32)
    draft.set(H_BIT_LIST=0, H_BIT_MEASURE=lists, H_BIT_RESPONSE=lists + measures, H_BIT_ARISE=lists + measures + responses, H_BIT_FOUND=found,
              H_BIT_GIVEN=found + 1, H_BITWORDS=words,
              H_WORDS=draft.header[H_BITS] + words)
    restricts, grants = [0] * words, [0] * words
    for m, kind in enumerate(draft.measure_kinds):
        b = lists + m
        (grants if kind == GRANT else restricts)[b >> 5] |= 1 << (b & 31)
    draft.table(H_RESTRICTS, restricts)
    draft.table(H_GRANTS, grants)


def _write_code(draft: Draft, assembler: Assembler, world: World) -> None:
    """The code of all conditions, its queries, and the birthdays they and the rates ask about. Room is left for one more condition."""
    draft.set(H_CROSS=assembler.crosses, H_AGAIN=draft.header[H_AGAIN] | assembler.crosses)
    draft.table(H_QUERY, [w for q in assembler.queries for w in q], QUERY_WIDTH)
    cuts = sorted({c for c in (*assembler.ages, *world.age_groups, 18) if 0 < c < 150})
    draft.table(H_CUT, cuts)
    draft.set(H_CUTS=len(cuts))
    draft.table(H_GRADE_SET, [w for of in assembler.grade_sets for w in of])
    draft.set(H_CODE_WORDS=assembler.code_words)
    draft.table(H_CODE, assembler.code)


def _write_flows(draft: Draft, world: World) -> None:
    """Where flows are counted, and how wide a place's couplings are."""
    h = draft.header
    place_width = h[H_OFFICES] + h[H_STRAYS]
    sizes = ((H_F_METRIC, h[H_GROUPS] * METRICS), (H_F_ACT, h[H_ACTS] * h[H_GROUPS] * FLOW_ACT_WIDTH),
             (H_F_SPELL, h[H_SLOTS] * h[H_CODES] * SPELL_MONTHS), (H_F_MEASURE, h[H_MEASURES] * h[H_GROUPS] * FLOW_MEASURE_WIDTH),
             (H_F_PLACE, h[H_PLACES] * place_width),
             (H_F_STOCK, h[H_SLOTS] * h[H_CODES] + h[H_LEDGERS] + 32 * h[H_BITWORDS] + h[H_PLACES] * PLACE_STOCKS))
    at = 0
    for where, size in sizes:
        h[where] = at
        at += size
    draft.set(H_F_SIZE=at, H_F_PLACE_WIDTH=place_width, H_P_WAIT=0, H_P_NEAR=h[H_OFFICES],
              H_P_STRAY=h[H_OFFICES] + h[H_RESPONSES], H_P_WIDTH=h[H_OFFICES] + h[H_RESPONSES] + h[H_STRAYS])
