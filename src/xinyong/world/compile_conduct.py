"""Compiling what a world assumes: kinds of conduct and wants, rates by class, responses, channels, what goes astray, who is told."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np

from xinyong.kernel.seeds import hash32
from xinyong.scheme.layout import *
from xinyong.world.bytecode import Assembler, threshold
from xinyong.world.model import World

_OF = {"person": OF_PERSON, "organisation": OF_ORGANISATION, "both": OF_BOTH}
_TYPE = {"bad": BAD, "good": GOOD, "want": WANT}
_GROUPS = {"bad": {"bad"}, "good": {"good"}, "wants": {"want"}, "any": {"bad", "good"}}
_NEAR = {"": NEAR_NONE, "restricted": NEAR_RESTRICTED, "praised": NEAR_PRAISED}
_CERTAIN_BOUND = 2**31 - 1


class Conducts:
    """Kinds, channels and rates; the parts that hang on the schemes' rows are written by `finish`."""

    def __init__(self, world: World, fields, draft, assembler: Assembler, epochs: list[int]):
        self.world, self.fields, self.draft, self.asm, self.epochs = world, fields, draft, assembler, epochs
        self.channels = list(dict.fromkeys(c.id for c in world.channels))
        self.pairs = self._pairs()
        self.strays = [(k, c) for k, c in self.pairs if any(ch.mistaken > 0 for ch in world.channels if ch.id == c)]
        self.kinds = [c.id for c in world.conduct]
        self.asm.names.kinds |= {k: i for i, k in enumerate(self.kinds)}
        mistaken = {id for id, practice in world.practice.agreements.items() if practice.mistaken > 0}
        self.passed = [(s.id, id) for s in world.schemes for id in s.agreements if id in mistaken]
        """Agreements of which some goes astray: their pools follow those of the channels."""
        self.total = len(self.kinds) + len(self.strays) + len(self.passed)

    def _pairs(self) -> list[tuple[str, str]]:
        """Which channels may report which conduct: as the acts of all schemes say."""
        known = {c.id for c in self.world.conduct}
        pairs = {(a.conduct, a.channel) for s in self.world.schemes for a in s.acts if a.conduct in known and a.channel in self.channels}
        return sorted(pairs)

    def channel(self, name: str) -> int:
        """A channel's number; -1 for one that the world does not have."""
        return self.channels.index(name) if name in self.channels else -1

    # ---- classes and groups

    def write_dimensions(self) -> None:
        """Which attributes make classes (of rates) and groups (of reports), and by which strides."""
        groups = self.world.age_groups or (0,)
        used = {a for t in self.world.traits for a, _ in t.given}
        of = {a.id: a.of for a in self.world.attributes} | {"place": "household", "role": "person", "kind": "household"}
        size = {a: len(self.fields[a].values) for a in used if a != "age"} | {"age": len(groups)}
        self.class_dims = {k: [a for a in sorted(used) if of.get(a, "person") in ("household", k) and a != "kind"]
                           for k in ("person", "organisation")}
        self.class_dims["organisation"] = [a for a in self.class_dims["organisation"] if a != "age"]
        self.products = {k: int(np.prod([size[a] for a in d], dtype=np.int64)) for k, d in self.class_dims.items()}
        widest = max(self.products.values())
        rows = [self.fields["kind"].index, widest, OF_BOTH]
        for kind, dims in self.class_dims.items():
            stride = 1
            for a in reversed(dims):
                rows += [-1 if a == "age" else self.fields[a].index, stride, _OF[kind]]
                stride *= size[a]
        self.widest, self.sizes = widest, size
        self.draft.table(H_CLASSDIM, rows, DIM_WIDTH)
        self.draft.set(H_NCLASSDIM=len(rows) // DIM_WIDTH, H_CLASSES=1 + 2 * widest, H_NAGEGROUP=len(groups))
        self.draft.table(H_AGEGROUP, groups)
        self._write_groups(groups, of)

    def _write_groups(self, groups, of) -> None:
        """Groups of reports: a product over persons, and one group for all organisations after it."""
        rows, stride = [], 1
        self.group_dims = [(a, tuple(str(g) for g in groups) if a == "age" else self.fields[a].values)
                           for a in self.world.report_by if a == "age" or of.get(a) in ("household", "person")]
        for a, vals in reversed(self.group_dims):
            rows += [-1 if a == "age" else self.fields[a].index, stride, OF_PERSON]
            stride *= len(vals)
        rows += [self.fields["kind"].index, stride, OF_ORGANISATION]
        self.draft.table(H_GROUPDIM, rows, DIM_WIDTH)
        self.draft.set(H_NGROUPDIM=len(rows) // DIM_WIDTH, H_GROUPS=stride + 1)

    # ---- rates

    def write_rates(self) -> None:
        """Monthly chances of each class and kind, as thresholds; and the bound up to which candidates are dealt.

        What comes astray has no rate of its own: its chance is the share of the place's pool.
        """
        classes = 1 + 2 * self.widest
        rate = np.zeros((classes, self.total), np.int64)
        bound = np.zeros((classes, self.total), np.int64)
        rise = self._rises()
        for kind, at in (("person", 1), ("organisation", 1 + self.widest)):
            n = self.products[kind]
            has = {(i, a): self._having(kind, a, v) for i, t in enumerate(self.world.traits) for a, v in t.given}
            for k, c in enumerate(self.world.conduct):
                if c.of not in (kind, "both") or c.per_1000_years == 0:
                    continue
                mine = [i for i, t in enumerate(self.world.traits) if t.conduct == c.id or c.kind in _GROUPS.get(t.conduct, ())]
                mask = np.zeros(n, np.int64)
                for b, i in enumerate(mine):
                    held = np.ones(n, bool)
                    for a, _ in self.world.traits[i].given:
                        held &= has[i, a]
                    mask |= held.astype(np.int64) << b
                base = c.per_1000_years / 12000
                for m in np.unique(mask):
                    factor = Fraction(1)
                    for b, i in enumerate(mine):
                        if m >> b & 1:
                            factor *= self.world.traits[i].factor
                    most = min(base * c.at_most, base * factor * rise[k])
                    rows = at + np.flatnonzero(mask == m)
                    rate[rows, k] = min(threshold(min(base * factor, base * c.at_most)), _CERTAIN_BOUND)
                    bound[rows, k] = min(threshold(most), _CERTAIN_BOUND)
        self.draft.table(H_RATE, np.stack([rate.T, bound.T], axis=-1), RATE_WIDTH)
        self.draft.table(H_TOP, bound.max(axis=0))

    def _having(self, kind: str, attribute: str, wanted) -> np.ndarray:
        """Which classes of a kind have one of the wanted values of an attribute."""
        dims = self.class_dims[kind]
        n = self.products[kind]
        if attribute == "kind":
            return np.full(n, kind in wanted)
        if attribute not in dims:
            return np.zeros(n, bool)
        i = dims.index(attribute)
        stride = int(np.prod([self.sizes[a] for a in dims[i + 1:]], dtype=np.int64))
        vals = [str(g) for g in self.world.age_groups] if attribute == "age" else list(self.fields[attribute].values)
        index = np.arange(n) // stride % len(vals)
        return np.isin(index, [vals.index(v) for v in wanted])

    def _rises(self) -> list[Fraction]:
        """How far the responses together may raise each kind's rate."""
        out = [Fraction(1)] * len(self.kinds)
        for r, k in itertools.product(self.world.responses, range(len(self.kinds))):
            c = self.world.conduct[k]
            if (r.conduct == c.id or c.kind in _GROUPS.get(r.conduct, ())) and r.factor > 1:
                out[k] *= r.factor
        return out

    # ---- channels, kinds

    def write_channels(self) -> None:
        """What each channel sees, and how soon, in each epoch and place."""
        rows = []
        for day in self.epochs:
            for name in self.channels:
                for place in self.world.places:
                    rows += self._channel_at(name, day, place.id)
        self.draft.set(H_CHANNELS=len(self.channels))
        self.draft.table(H_CHANNEL_E, rows, CHANNEL_WIDTH)

    def _channel_at(self, name: str, day: int, place: str) -> list[int]:
        for where in (place, ""):
            for c in self.world.channels:
                if c.id == name and c.where == where and c.first <= day < c.last:
                    return [threshold(c.recall), c.lag.least, c.lag.most - c.lag.least + 1, threshold(c.mistaken)]
        return [0, 0, 1, 0]

    def write_responses(self) -> None:
        """The factors that standing puts on rates, by kind; written once the schemes' names are known."""
        rows, self.factors = [], [[] for _ in range(self.total)]
        for i, r in enumerate(self.world.responses):
            pc = self.asm.compile(r.when) if r.when is not None else -1
            rows += [pc if not r.neighbours else -1, _NEAR[r.neighbours], self.asm.looks if pc >= 0 else 0]
            for k, c in enumerate(self.world.conduct):
                factor = round(r.factor * 65536)
                if factor != 65536 and (r.conduct == c.id or c.kind in _GROUPS.get(r.conduct, ())):
                    self.factors[k].append((i, _NEAR[r.neighbours], factor))
        self.draft.set(H_RESPONSES=len(self.world.responses))
        self.draft.table(H_RESPONSE, rows, RESPONSE_WIDTH)

    def finish(self, rules) -> None:
        """The kinds, with the acts (or, for wants, the measures) that are about them; and who is told."""
        outcomes, refs, via, rows = [], [], [], []
        for c in self.world.conduct:
            if c.kind == "want":
                mine = [i for i, (_, m) in enumerate(rules.measures) if m.thing == c.id]
            else:
                mine = [i for i, (_, a) in enumerate(rules.acts) if a.conduct == c.id]
            channels = [(self.channel(ch), self.strays.index((c.id, ch)) if (c.id, ch) in self.strays else -1,
                         hash32(f"seen {c.id} {ch}")) for kind, ch in self.pairs if kind == c.id]
            rows.append([_TYPE[c.kind], _OF[c.of], hash32(f"conduct {c.id}"), len(refs), len(mine), len(outcomes), len(c.amount),
                         0, len(c.lasts), -1, -1, len(via), len(channels), 0, 0,
                         self.asm.measures or any(_is_measured(*rules.acts[i]) or i in rules.gifts.sized for i in mine if c.kind != "want")])
            outcomes += _upto(c.amount)
            rows[-1][K_LASTS] = len(outcomes)
            outcomes += _upto(c.lasts)
            refs += mine
            via += channels
        for k, ch in self.strays:
            like = rows[self.kinds.index(k)]
            rows.append([STRAY, OF_BOTH, hash32(f"astray {k} {ch}"), like[K_REF], like[K_REFS], like[K_AMOUNT], like[K_AMOUNTS],
                         like[K_LASTS], like[K_LASTINGS], self.kinds.index(k), self.channel(ch), 0, 0, 0, 0, like[K_MEASURED]])
        for s, id in self.passed:
            mine = rules.gifts.of.get(next(g for g, (of, rule) in enumerate(rules.agreements) if (of.id, rule.id) == (s, id)), [])
            rows.append([STRAY, OF_BOTH, hash32(f"astray by agreement {s} {id}"), len(refs), len(mine), 0, 0, 0, 0, -1, -1, 0, 0, 0, 0, 0])
            refs += mine
        f = self.draft.table(H_FACTOR, [w for of in self.factors for row in of for w in row], FACTOR_WIDTH)
        for row, of in zip(rows, self.factors):
            row[K_FACTOR], row[K_FACTORS] = f, len(of)
            f += len(of) * FACTOR_WIDTH
        o = self.draft.table(H_OUTCOME, [w for row in outcomes for w in row], OUTCOME_WIDTH)
        r = self.draft.table(H_REF, refs)
        v = self.draft.table(-1, [w for row in via for w in row], KIND_CHANNEL_WIDTH)
        for row in rows:
            row[K_REF] += r
            row[K_AMOUNT] = o + row[K_AMOUNT] * OUTCOME_WIDTH
            row[K_LASTS] = o + row[K_LASTS] * OUTCOME_WIDTH
            row[K_CHANNEL] = v + row[K_CHANNEL] * KIND_CHANNEL_WIDTH
        self.draft.set(H_KINDS=self.total, H_STRAYS=len(self.strays) + len(self.passed))
        self.draft.table(H_KIND, rows, KIND_WIDTH)
        told = []
        for what in ("records", "lists", "before", "served"):
            t = self.world.practice.told.get(what)
            told += [threshold(t.share), t.after.least, t.after.most - t.after.least + 1] if t else [0, 0, 1]
        self.draft.set(H_SERVED="served" in self.world.practice.told)
        self.draft.table(H_TOLD, told, TOLD_WIDTH)


def _is_measured(scheme, act) -> bool:
    """Does what the act comes to hang on how much, how grave or how long it is?"""
    return act.points.kind in ("range", "scale") or act.per != "act" or scheme.counting.clock == "end"


def _upto(table) -> list[tuple[int, int]]:
    """A table of outcomes as (threshold, value) pairs, the thresholds cumulative."""
    whole = sum(w for _, w in table)
    out, sofar = [], 0
    for value, weight in table:
        sofar += weight
        out.append((threshold(Fraction(sofar, whole)), value))
    return out


def compile_conduct(world: World, fields, draft, assembler: Assembler, epochs: list[int]) -> Conducts:
    """Write what of the world does not hang on the schemes' rows."""
    c = Conducts(world, fields, draft, assembler, epochs)
    c.write_dimensions()
    c.write_rates()
    c.write_channels()
    return c
