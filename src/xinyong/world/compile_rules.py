"""Compiling what the schemes say: ledgers, grades, acts, lists, measures, remedies."""

from __future__ import annotations

from dataclasses import dataclass, field

from xinyong.kernel.seeds import hash32
from xinyong.scheme.layout import *
from xinyong.scheme.model import FOREVER, Act, Cap, Duration, Scheme, SetDays
from xinyong.scheme.values import WHILE_IT_HOLDS
from xinyong.scheme.when import Name, walk
from xinyong.world.bytecode import Assembler, duration, threshold
from xinyong.world.compile_bonds import Gifts, write_agreements, write_gifts, write_obligations
from xinyong.world.compile_conduct import Conducts
from xinyong.world.compile_ledgers import Ledgers
from xinyong.world.model import World

OF = {"person": OF_PERSON, "organisation": OF_ORGANISATION, "both": OF_BOTH}
_PER = {"act": PER_ACT, "month": 1, "quarter": 3, "half-year": 6, "year": 12, "units": PER_UNITS}
_POINTS = {"none": PT_NONE, "number": PT_NUMBER, "range": PT_RANGE, "scale": PT_SCALE}
_CAP_PER = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "ever": PER_EVER}
_EVER = 1200
"""Months for which a record is kept that is looked back at for ever."""
_TAKES = {"sum": TAKES_ALL, "highest": TAKES_HIGHEST, "latest": TAKES_LATEST}
_KEEP_UNIT_DAYS = 30
_SCALE_OF = {"amount": SCALE_OF_AMOUNT, "severity": SCALE_OF_SEVERITY, "lasts": SCALE_OF_LASTS}
_TAKEN = {"": TAKEN_BY_SIGN, "bad": TAKEN_BAD, "good": TAKEN_GOOD, "neutral": TAKEN_NEUTRAL}
_CLOCK = {"entry": CLOCK_ENTRY, "deed": CLOCK_DEED, "end": CLOCK_END}
_EFFECT = {"entry": BINDS_AT_ENTRY, "service": BINDS_SERVED, "publication": BINDS_PUBLISHED, "after entry": BINDS_LATER}
_GOVERNED = {"deed": BY_DEED, "entry": BY_ENTRY, "gentler": BY_GENTLER}
_COLOUR = {"black": 0, "red": 1, "watch": 2}
_MEASURE = {"deny": DENY, "burden": BURDEN, "grant": GRANT}
_UNIT = {"": NO_UNIT, "fen": FEN, "days": DAYS}


def _cap(cap: Cap | None) -> tuple[int, int]:
    """The most that may be moved (-1: no cap), and the months of the period."""
    return (cap.most, _CAP_PER[cap.per]) if cap else (-1, 0)


def _arises(arises) -> int:
    return ARISES_NOT if arises is None else ARISES_ON_DAYS if isinstance(arises, SetDays) else ARISES_HOLDING


def _while(a: Act) -> int:
    """Whether the act's records live while it holds (1), and the grade that they set with them (2)."""
    return (a.counts_for == WHILE_IT_HOLDS) + (a.counts_for == a.grade_for == WHILE_IT_HOLDS)


def _consent(consent) -> tuple[int, bool, bool]:
    """Of whom it is asked, and whether the score and grants hang on it."""
    if consent is None or consent.asked == "not asked":
        return OF_BOTH, False, False
    return OF[consent.of], "score" in consent.without, "grants" in consent.without


@dataclass
class Rules:
    """The rows of the rulebook's tables as the schemes' own rules, in the rows' order."""

    acts: list[tuple[Scheme, Act]] = field(default_factory=list)
    lists: list = field(default_factory=list)
    measures: list = field(default_factory=list)
    remedies: list = field(default_factory=list)
    ledgers: list = field(default_factory=list)
    slots: list = field(default_factory=list)
    obligations: list = field(default_factory=list)
    agreements: list = field(default_factory=list)
    gifts: Gifts | None = None
    codes: dict[int, list[str]] = field(default_factory=dict)       # slot -> band id by code (0: none)


class Compiler:
    """Writes the schemes' tables into a draft, one after another."""

    def __init__(self, world: World, fields, draft, assembler: Assembler, epochs: list[int], conduct: Conducts):
        self.world, self.fields, self.draft, self.asm, self.epochs, self.conduct = world, fields, draft, assembler, epochs, conduct
        self.names = assembler.names
        self.rules = Rules()
        self.arising: dict[tuple[str, str], list[int]] = {}         # (scheme, act) -> first row, versions, looks
        self.looks = 0          # what the conditions compiled since this was last set to 0 look at

    def enumerate(self) -> None:
        """Give every rule its row before any condition is compiled, since conditions name them."""
        n, r = self.names, self.rules
        for s in self.world.schemes:
            for ledger in s.ledgers.values():
                n.ledgers[s.id, ledger.id] = len(r.ledgers)
                n.steps[s.id, ledger.id] = ledger.step
                r.ledgers.append((s, ledger))
            if s.grades:
                slot = n.slots[s.id] = len(r.slots)
                r.slots.append(s)
                ids = list(dict.fromkeys(b.id for _, bands in s.grades.bands.values for b in bands))
                r.codes[slot] = ["", *ids]
                n.codes |= {(s.id, b): i + 1 for i, b in enumerate(ids)}
            for act in s.acts:
                n.act_ids.setdefault((s.id, act.id), len(n.act_ids))
                r.acts.append((s, act))
            for rule in s.lists:
                n.lists[s.id, rule.id] = len(r.lists)
                r.lists.append((s, rule))
            for rule in s.measures:
                n.measures.setdefault((s.id, rule.id), []).append(len(r.measures))
                r.measures.append((s, rule))
            for rule in s.remedies:
                r.remedies.append((s, rule))
            for rule in s.obligations.values():
                n.obligations[s.id, rule.id] = len(r.obligations)
                r.obligations.append((s, rule))
            r.agreements += [(s, rule) for rule in s.agreements.values()]
        r.gifts = Gifts(r, self.world.schemes)

    def pc(self, condition, scheme: Scheme, of: str = "both") -> int:
        at = self.asm.compile(condition, scheme.id, of=of)
        self.looks |= self.asm.looks
        return at

    # ---- schemes and what of them holds where

    def write_schemes(self) -> None:
        rows, force = [], []
        for s in self.world.schemes:
            who = [self.pc(s.subjects[k].when, s, k) if k in s.subjects else -2 for k in ("person", "organisation")]
            consent = self.names.fields.get(f"consented:{s.id}")
            rows += [s.first, s.last, _GOVERNED[s.governed_by], s.same_conduct == "gravest", s.counting.first_day == "excluded",
                     s.counting.roll != "none", _CLOCK[s.counting.clock], *who, self.names.slots.get(s.id, -1),
                     consent.index if consent else -1, hash32(f"scheme {s.id}")]
            for place in self.world.places:
                spans = [f for f in self.world.in_force if f.scheme == s.id and (not f.places or place.id in f.places)]
                span = (max(s.first, spans[0].first), min(s.last, spans[0].last)) if spans else (FOREVER, FOREVER)
                force += span
        self.draft.set(H_SCHEMES=len(self.world.schemes), H_AGAIN=CH_LISTS | self.looks & CH_GRADE)
        self.draft.table(H_SCHEME, rows, SCHEME_WIDTH)
        self.draft.table(H_CONSENT_E, [w for day in self.epochs for s in self.world.schemes for w in _consent(s.consent.at(day))], CONSENT_E_WIDTH)
        self.draft.table(H_FORCE, force, 2)

    # ---- ledgers and grades

    def write_ledgers(self) -> None:
        lives, by_epoch, ledgers = [], [], Ledgers(self)
        for s, ledger in self.rules.ledgers:
            ledgers.add(s, ledger)
            for line in ledger.counts_for:
                lives += [self.asm.compile(line.when, s.id, points=ledger.step), *duration(line.duration)]
        at = self.draft.table(H_LIFE, lives, LIFE_WIDTH)
        ledgers.write(self.draft, self.epochs)
        starts, place = [], at
        for _, ledger in self.rules.ledgers:
            starts.append(place)
            place += len(ledger.counts_for) * LIFE_WIDTH
        for day in self.epochs:
            for (s, ledger), start in zip(self.rules.ledgers, starts):
                floor, ceiling, repeat = ledger.floor.at(day), ledger.ceiling.at(day), ledger.repeat.at(day)
                by_epoch += [ledger.start.at(day) or 0, NO_FLOOR if floor is None else floor,
                             NO_CEILING if ceiling is None else ceiling, repeat.factor if repeat else 100, start,
                             len(ledger.counts_for), s.transitions.get(day) == "lapse", _life_anew(s, ledger)]
        self.draft.table(H_LEDGER_E, by_epoch, LEDGER_E_WIDTH)

    def set_days(self, days: SetDays) -> tuple[int, int]:
        """Where set days stand, and how many; none: continuously."""
        return (self.draft.table(-1, [word for day in days.days for word in day], SET_DAY_WIDTH), len(days.days)) if days.days else (0, 0)

    def write_grades(self) -> None:
        rows, by_epoch, bands, ranks = [], [], [], []
        most = max((len(c) for c in self.rules.codes.values()), default=1)
        for s in self.rules.slots:
            rows += [self.world.schemes.index(s), self.names.ledgers[s.id, s.grades.ledger], *self.set_days(s.grades.assessed),
                     any(a.grade for a in s.acts)]
        for day in self.epochs:
            for s in self.rules.slots:
                current = s.grades.bands.at(day) or ()
                by_epoch += [len(bands), len(current)]
                rank = [0] * most
                for i, b in enumerate(current):
                    code = self.names.codes[s.id, b.id]
                    rank[code] = len(current) - i
                    bands += [NO_FLOOR if b.at_least is None else b.at_least, code, NO_CEILING if b.keeps_to is None else b.keeps_to]
                ranks += rank
        self.draft.set(H_SLOTS=len(self.rules.slots), H_CODES=most)
        at = self.draft.table(H_BAND, bands, BAND_WIDTH)
        for i in range(0, len(by_epoch), SLOT_E_WIDTH):
            by_epoch[i + SE_BAND] += at
        self.draft.table(H_SLOT, rows, SLOT_WIDTH)
        self.draft.table(H_SLOT_E, by_epoch, SLOT_E_WIDTH)
        self.draft.table(H_RANK, ranks)

    # ---- acts

    def write_acts(self) -> None:
        groups: dict[tuple, int] = {}
        rows: list[int] = []
        again = 0               # what the conditions look at under which records stay
        scales: dict[tuple[str, str], tuple[int, int]] = {}
        steps: list[int] = []
        for s in self.world.schemes:
            for scale in s.scales.values():
                rungs = scale.reached or scale.marginal
                scales[s.id, scale.id] = (len(steps), len(rungs))
                steps += [w for pair in rungs for w in pair]
        at = self.draft.table(H_SCALE, steps, SCALE_WIDTH)
        refs = self._remedies_of_acts()
        first = self.draft.table(-1, [r for mine in refs for r in mine])
        given = write_gifts(self)
        for i, (s, a) in enumerate(self.rules.acts):
            group, takes = self._group(s, a)
            which = groups.setdefault((s.id, a.ledger, a.group), len(groups)) if group else -1
            where, n = scales.get((s.id, a.points.scale), (0, 0))
            scale = s.scales.get(a.points.scale)
            worth = PT_MARGINAL if scale and scale.marginal else _POINTS[a.points.kind]
            stays = self.pc(a.stays_while, s, a.of) if a.stays_while else NEVER
            again |= self.asm.looks if a.stays_while else 0
            rows += [
                self.world.schemes.index(s), self.names.ledgers.get((s.id, a.ledger), -1), OF[a.of], a.first, a.last,
                self.pc(a.when, s, a.of), self.conduct.channel(a.channel), worth, a.points.low, a.points.high,
                at + where, n, _PER[a.per], max(1, a.units), which, *_cap(group and group.cap),
                self.names.codes.get((s.id, a.grade), 0), *duration(a.grade_for), *duration(a.counts_for),
                hash32(f"act {s.id} {a.id}"), self.names.act_ids[s.id, a.id], 0, first, len(refs[i]), 0, 0, 0,
                *_cap(a.cap), takes, self._undone(s, a, refs[i]),
                _arises(a.arises), _while(a), *(self.set_days(a.arises) if isinstance(a.arises, SetDays) else (0, 0)),
                self.names.obligations.get((s.id, a.owes), -1), i in self.rules.gifts.sized, stays, _TAKEN[a.counts_as], *given[i],
                _SCALE_OF[scale.of] if scale else 0]
            first += len(refs[i])
            if a.arises:
                versions = [r for r, (of, b) in enumerate(self.rules.acts) if of is s and b.id == a.id]
                self.arising.setdefault((s.id, a.id), [versions[0], len(versions), 0])[AR_LOOKS] |= self.asm.looks
        self.draft.set(H_ACTS=len(self.rules.acts), H_ARISES=len(self.arising), H_STAYS=sum(a.stays_while is not None for _, a in self.rules.acts),
                       H_AGAIN=self.draft.header[H_AGAIN] | again & (CH_RECORDS | CH_GRADE | CH_LISTS))
        if self.arising:
            self.draft.set(H_AGAIN=self.draft.header[H_AGAIN] | CH_RECORDS | CH_GRADE | CH_LISTS)
        self.draft.table(H_ARISE, [w for row in self.arising.values() for w in row], ARISE_WIDTH)
        self.draft.act_part = len(self.draft.words)
        self.draft.table(H_ACT, rows, ACT_WIDTH)

    def _group(self, s: Scheme, a: Act):
        """The group of an act, and which of its records count."""
        group = s.ledgers[a.ledger].groups.get(a.group) if a.group and a.ledger else None
        return group, _TAKES[group.takes] if group else TAKES_ALL

    def _undone(self, s: Scheme, a: Act, remedies: list[int]) -> bool:
        """May a remedy against such a record undo the doubling of a later one?"""
        ledger = s.ledgers.get(a.ledger)
        repeats = ledger is not None and any(r is not None and r.factor != 100 for _, r in ledger.repeat.values)
        return repeats and any(self.rules.remedies[i][1].if_won == "as if never" for i in remedies)

    def _remedies_of_acts(self) -> list[list[int]]:
        """For each act row, the remedies open against it."""
        return [[i for i, (rs, r) in enumerate(self.rules.remedies) if rs is s and not r.lists and (r.acts is None or a.id in r.acts)]
                for s, a in self.rules.acts]

    def look_back(self) -> None:
        """How long each act's records are kept for rules that look back, and on which days a look back falls: known once all
        conditions are compiled."""
        part = self.draft.words[self.draft.act_part]
        windows: list[int] = []
        spans = []
        for i, (s, _) in enumerate(self.rules.acts):
            row = part[i * ACT_WIDTH:(i + 1) * ACT_WIDTH]
            scheme = self.world.schemes.index(s)
            asked = {(q[Q_COUNT], q[Q_UNIT], q[Q_BY_DEED]) for q in self.asm.queries if q[Q_UNIT] != U_NONE
                     and q[Q_ACT] in (row[A_ID], ANY_ACT, ANY_BAD, ANY_GOOD) and q[Q_SCHEME] in (-1, scheme)}
            mine = sorted(asked | self._window_of_mean(*self.rules.acts[i]))
            capped = [row[per] for most, per in ((A_MOST, A_CAP_PER), (A_OWN_MOST, A_OWN_PER)) if row[most] >= 0]
            if any(q[Q_SINCE] == row[A_ID] for q in self.asm.queries):
                capped.append(PER_EVER)             # counting begins anew with it, however long ago it was
            keep = max((_EVER if per == PER_EVER else per for per in capped), default=0)
            for count, unit, _ in asked:
                keep = max(keep, _EVER if unit == U_EVER else count if unit == U_MONTHS else count // _KEEP_UNIT_DAYS * 2 + 2)
            row[A_KEEP] = keep
            row[A_WINDOWS] = len(mine)
            spans.append(len(windows))
            windows += [w for pair in mine for w in pair]
        at = self.draft.table(-1, windows)
        for i, start in enumerate(spans):
            part[i * ACT_WIDTH + A_WINDOW] = at + start

    @staticmethod
    def _window_of_mean(s: Scheme, a: Act) -> set[tuple[int, int, int]]:
        """The time over which a mean is taken, where a record may outlive it."""
        ledger = s.ledgers.get(a.ledger)
        over = ledger.mean.over if ledger and ledger.mean else None
        if not isinstance(over, Duration) or (a.counts_for is None and all(line.duration == over for line in ledger.counts_for)):
            return set()
        return {(*duration(over), 0)}

    # ---- lists, measures, remedies

    def write_lists(self) -> None:
        rows, grounds, excepts, refs = [], [], [], []
        for s, rule in self.rules.lists:
            self.looks = 0
            leaves = self.pc(rule.leaves, s, rule.of) if rule.leaves else NEVER
            mine = [i for i, (rs, r) in enumerate(self.rules.remedies) if rs is s and rule.id in r.lists]
            rows.append([self.world.schemes.index(s), OF[rule.of], rule.first, rule.last, len(grounds), len(rule.grounds),
                         len(excepts), len(rule.exceptions), leaves, self.names.slots.get(s.id, -1),
                         self.names.codes.get((s.id, rule.grade), 0), _EFFECT[rule.effect], _COLOUR[rule.colour],
                         hash32(f"list {s.id} {rule.id}"), len(refs), len(mine), 0, *self._listing(rule, [self.rules.remedies[i][1] for i in mine])])
            refs += mine
            order = [g.id for g in rule.grounds]
            for g in rule.grounds:
                longer = (self.pc(g.extend.when, s, rule.of), *duration(g.extend.by), g.extend.longest.count - g.extend.by.count, g.extend.at_most) if g.extend else (NEVER, 0, U_NONE, 0, 0)
                grounds += [self.pc(g.when, s, rule.of), *duration(g.term), g.longest.count - g.term.count,
                            self.pc(g.leaves, s, rule.of) if g.leaves else NEVER, *longer]
            for x in rule.exceptions:
                mask = sum(1 << order.index(g) for g in x.defeats) if x.defeats else (1 << len(order)) - 1
                excepts += [self.pc(x.when, s, rule.of), mask]
            rows[-1][LI_LOOKS] = self.looks
        g, x, q = self.draft.table(H_GROUND, grounds, GROUND_WIDTH), self.draft.table(H_EXCEPT, excepts, EXCEPT_WIDTH), self.draft.table(-1, refs)
        for row in rows:
            row[LI_GROUND] += g
            row[LI_EXCEPT] += x
            row[LI_REF] += q
        self.draft.set(H_LISTS=len(rows))
        self.draft.table(H_LIST, rows, LIST_WIDTH)

    @staticmethod
    def _listing(rule, remedies) -> list[int]:
        """What a list says of notice, effect, publication and leaving."""
        shown = (*duration(rule.published.after), *duration(rule.published.length)) if rule.published else (0, U_NONE, 0, U_NONE)
        own = rule.removal is not None or any(g.leaves for g in rule.grounds)
        return [*duration(rule.effect_after), any(r.suspends for r in remedies), *duration(rule.before), *shown, *duration(rule.removal),
                *duration(rule.not_again_for), rule.not_again_for is not None or any(r.not_again_for for r in remedies), own]

    def write_measures(self) -> None:
        rows = []
        for s, m in self.rules.measures:
            unless = self.pc(m.unless, s, m.of) if m.unless else NEVER
            pc = self.pc(m.when, s, m.of)
            rows += [pc, OF[m.of], m.first, m.last, _MEASURE[m.kind], self.names.kinds.get(m.thing, -1), m.amount,
                     _UNIT.get(m.amount_unit, OTHER_UNIT), self.world.schemes.index(s), self.asm.looks, unless]
        self.draft.measure_kinds = [_MEASURE[m.kind] for _, m in self.rules.measures]
        self.draft.set(H_MEASURES=len(self.rules.measures))
        self.draft.table(H_MEASURE, rows, MEASURE_WIDTH)

    def write_remedies(self) -> None:
        rows = []
        practice = self.world.practice
        offices = list(practice.offices)
        ids = [(s.id, r.id) for s, r in self.rules.remedies]
        for s, r in self.rules.remedies:
            p = practice.remedies.get(r.id) or practice.remedies.get(r.kind)
            disputes = r.kind in ("objection", "correction", "appeal")
            steps = [ids.index((s.id, r.follows)) if r.follows else -1, any(rs is s and other.follows == r.id for rs, other in self.rules.remedies),
                     *((r.at_most.most, _CAP_PER[r.at_most.per]) if r.at_most else (0, 0)), *duration(r.not_again_for)]
            practised = ([threshold(p.filed_right), threshold(p.filed_wrong), p.filed_after.least, p.filed_after.most - p.filed_after.least + 1,
                          threshold(p.won_right), threshold(p.won_wrong), p.takes.least, p.takes.most - p.takes.least + 1]
                         if p else [0, 0, 0, 1, 0, 0, 0, 1])
            rows += [0 if disputes else 1, self.world.schemes.index(s), self.pc(r.when, s), *duration(r.open_for), *duration(r.after),
                     *duration(r.decided_within), r.suspends, r.if_won == "as if never", r.cost, offices.index(r.office) if r.office in offices else 0,
                     r.first, r.last, hash32(f"remedy {s.id} {r.id}"), *practised, *steps]
        self.draft.set(H_REMEDIES=len(self.rules.remedies), H_OFFICES=max(1, len(offices)))
        self.draft.table(H_REMEDY, rows, REMEDY_WIDTH)


def _life_anew(s: Scheme, ledger) -> bool:
    """Can the life of a record be told from its points and days alone?"""
    named = {part.path[-1] for line in ledger.counts_for for part in walk(line.when.tree) if isinstance(part, Name)}
    return s.counting.clock != "end" and named <= {"points"}


def compile_rules(world: World, fields, draft, assembler: Assembler, epochs: list[int], conduct: Conducts) -> Rules:
    """Write all that the schemes say; gives the rules in the order of their rows."""
    c = Compiler(world, fields, draft, assembler, epochs, conduct)
    c.enumerate()
    c.write_schemes()
    c.write_ledgers()
    c.write_grades()
    c.write_acts()
    c.write_lists()
    c.write_measures()
    c.write_remedies()
    conduct.write_responses()
    write_agreements(c)
    write_obligations(c)
    c.look_back()
    return c.rules
