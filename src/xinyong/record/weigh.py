"""A condition weighed for one member as of the end of a day: does it hold, and on what does that rest?

A second reading of `when:`, for explaining only: what a life really did is its trace. Values are bools, numbers, or texts of attributes
and grades.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from fractions import Fraction

from xinyong.record.entries import Entry, taken_for
from xinyong.record.life import UnitLife
from xinyong.record.rules import condition
from xinyong.record.stays import Listing
from xinyong.scheme import values
from xinyong.scheme.layout import NO_GAP
from xinyong.scheme.when import Among, Arithmetic, Both, Call, Compare, Name, Not, Number, Others, Truth, walk

_OPS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
        "+": operator.add, "-": operator.sub, "*": operator.mul}
ROLES = ("representative", "spouse", "head")


@dataclass(frozen=True)
class Ground:
    """Something a condition rests on: an attribute, a grade, a score, records, a listing, a telling, a measure; of member `member`."""

    kind: str
    member: int
    name: str
    value: object = None
    entries: tuple[Entry, ...] = ()
    listing: Listing | None = None


@dataclass(frozen=True)
class Weighed:
    """A value, and what it rests on."""

    value: object
    grounds: tuple[Ground, ...] = field(default=())


class Scales:
    """Weighs conditions of one scheme for one member of a unit, as of the end of a day.

    `standing`: overrides of scores and grades by (member, ledger's row) and (member, slot), for a day that has not come yet. `apart`: a record that
    is as if it had not been entered yet.
    """

    def __init__(self, life: UnitLife, member: int, day: int, scheme: str, standing=None, *, apart: Entry | None = None):
        self.life, self.rules, self.member, self.day, self.scheme = life, life.rules, member, day, scheme
        self.standing, self.apart = standing or {}, apart

    def weigh(self, text: str) -> Weighed:
        """Weigh a condition's text."""
        return self.tree(condition(text))

    def tree(self, t) -> Weighed:
        match t:
            case Truth(value) | Number(value):
                return Weighed(value)
            case Not(of):
                inner = self.tree(of)
                return Weighed(not inner.value, inner.grounds)
            case Both(op, parts):
                return self._both(op, [self.tree(part) for part in parts])
            case Compare(op, left, right):
                return self._compare(op, left, right)
            case Arithmetic(op, left, right):
                a, b = self.tree(left), self.tree(right)
                missing = a.value is None or b.value is None
                return Weighed(None if missing else _OPS[op](a.value, b.value), a.grounds + b.grounds)
            case Among(item, among):
                parts = [self._compare("==", item, each) for each in among]
                return Weighed(any(p.value for p in parts), parts[0].grounds)
            case Others(word, role, of):
                return self._others(word, role, of)
            case Name(path):
                return self._named(path, lambda scales, rest: scales._name(rest))
            case Call(path, arguments, options):
                return self._named(path, lambda scales, rest: scales._call(rest[-1], arguments, dict(options)))
        raise TypeError(t)

    def _others(self, word: str, role: str, of) -> Weighed:
        """Over the members of the unit in a role; an average is of those who have the value, half up to a step or a whole number."""
        def is_in(j: int) -> bool:
            if role == "household":
                return self.life.is_person(j)
            return j != self.member and self.life.attribute(j, "role", self.day) == role
        parts = [Scales(self.life, j, self.day, self.scheme, self.standing).tree(of) for j in range(len(self.life)) if is_in(j)]
        grounds = tuple(g for p in parts for g in p.grounds)
        if word == "average":
            found = [p.value for p in parts if p.value is not None]
            return Weighed(self._rounded(Fraction(sum(map(Fraction, found)), len(found)), of) if found else None, grounds)
        holding = [p for p in parts if p.value]
        if word == "number":
            return Weighed(len(holding), grounds)
        value = bool(holding) if word == "any" else len(holding) == len(parts)
        return Weighed(value, tuple(g for p in parts if bool(p.value) == value for g in p.grounds))

    def _rounded(self, average: Fraction, of):
        """Half up, to the finest step of the ledgers named, else to a whole number."""
        steps = [self.rules.ledgers[i]["step"] for part in walk(of) if isinstance(part, Name)
                 for i in (self._ledger(*self._home(part.path)),) if i is not None]
        unit = Fraction(min(steps, default=100), 100)
        steps_ = (2 * average / unit + 1) // 2
        return int(steps_ * unit) if unit == 1 else float(steps_ * unit)

    @staticmethod
    def _both(op: str, parts: list[Weighed]) -> Weighed:
        """All that decided it: of an `and` that fails and an `or` that holds, the parts that say so."""
        value = all(p.value for p in parts) if op == "and" else any(p.value for p in parts)
        decisive = [p for p in parts if bool(p.value) == value]
        return Weighed(value, tuple(g for p in decisive for g in p.grounds))

    # ---- comparing

    def _compare(self, op: str, left, right) -> Weighed:
        name = left.path[-1] if isinstance(left, Name) else ""
        if name == "grade":
            return self._compare_grades(op, left, right)
        a = self.tree(left)
        if isinstance(a.value, str):
            return Weighed(self._fits(op, name, a.value, right), a.grounds)
        if a.value is None:
            return Weighed(False, a.grounds)
        b = self.tree(right)
        if b.value is None:
            return Weighed(False, a.grounds + b.grounds)
        return Weighed(_OPS[op](a.value, b.value), a.grounds + b.grounds)

    def _fits(self, op: str, attribute: str, value: str, other) -> bool:
        if isinstance(other, Number):
            return value.lstrip("-").isdigit() and _OPS[op](int(value), other.value)
        named = ("yes" if other.value else "no") if isinstance(other, Truth) else other.path[-1]
        if op in ("==", "!="):
            return _OPS[op](value, named)
        order = self.rules.fields[attribute].values
        return named in order and _OPS[op](order.index(value), order.index(named))

    def _compare_grades(self, op: str, left: Name, right: Name) -> Weighed:
        """Holds only where there is a grade, and the version of the day knows the other one."""
        own = self.tree(left)
        ground = next((g for g in own.grounds if g.kind == "grade"), None)
        if ground is None or not own.value:
            return Weighed(False, own.grounds)
        slot = self.rules.slot_of[ground.name]
        mine, other = (self.rules.rank(slot, grade, self.day) for grade in (own.value, right.path[-1]))
        holds = bool(mine) and _OPS[op](mine, other) and (op == "!=" or bool(other))
        return Weighed(holds, own.grounds)

    # ---- names

    def _named(self, path: tuple[str, ...], take) -> Weighed:
        """Of somebody in a role, or of the member itself."""
        if path[0] in ROLES and len(path) > 1:
            role = "head" if path[0] == "representative" else path[0]
            others = [] if path[0] == "representative" and self.life.is_person(self.member) else range(len(self.life))
            other = next((j for j in others if j != self.member and self.life.attribute(j, "role", self.day) == role), None)
            if other is None:
                return Weighed(None)
            return take(Scales(self.life, other, self.day, self.scheme, self.standing, apart=self.apart), path[1:])
        return take(self, path)

    def _home(self, path: tuple[str, ...]) -> tuple[str, str]:
        """The scheme that a path speaks of, and the name within it."""
        return (path[0], path[-1]) if len(path) > 1 and path[0] in self.rules.schemes else (self.scheme, path[-1])

    def _name(self, path: tuple[str, ...]) -> Weighed:
        scheme, name = self._home(path)
        j = self.member
        if name == "age":
            return self._ground("attribute", "age", self.life.age(j, self.day) if self.life.is_person(j) else None)
        if name in self.rules.fields:
            theirs = self.rules.fields[name].of not in (("organisation",) if self.life.is_person(j) else ("person",))
            return self._ground("attribute", name, self.life.attribute(j, name, self.day) if theirs else None)
        if name == "grade":
            scheme = scheme if scheme in self.rules.slot_of else next(iter(self.rules.slot_of))
            return self._ground("grade", scheme, self.grade(self.rules.slot_of[scheme]))
        if name in ("denied", "granted"):
            return self._ground("measures", name, len(self._borne("deny" if name == "denied" else "grant")))
        if name == "consented":
            return self._ground("attribute", f"consented:{scheme}", self.consented(scheme))
        if name == "no_score":
            shown = self.rules.shown_ledger(scheme if scheme in self.rules.schemes else next(iter(self.rules.schemes)))
            return self._ground("score", scheme, shown < 0 or self.score(shown) is None)
        if name in ("gap_up", "gap_down"):
            return self._gap(name, scheme)
        ledger = self._ledger(scheme, name)
        if ledger is None:
            return Weighed(None)
        score = self.score(ledger)
        return self._ground("score", self.rules.ledgers[ledger]["scheme"], None if score is None else self.rules.points(ledger, score), ledger)

    def _ground(self, kind: str, name: str, value, ledger: int | None = None) -> Weighed:
        return Weighed(value, (Ground(kind, self.member, name, value),))

    def _ledger(self, scheme: str, name: str) -> int | None:
        own = self.rules.ledgers_of.get(scheme, {})
        if name in own:
            return own[name]
        if name == "score":
            shown = self.rules.shown_ledger(scheme) if scheme in self.rules.schemes else 0
            return shown if 0 <= shown < len(self.rules.ledgers) else None
        return None

    def score(self, ledger: int) -> int | None:
        """In steps; None where none is given."""
        key = "score", self.member, ledger
        return self.standing[key] if key in self.standing else self.life.member(self.member).score(ledger, self.day)

    def grade(self, slot: int) -> str:
        known = self.standing.get(("grade", self.member, slot))
        return self.life.member(self.member).grade(slot, self.day) if known is None else known

    def consented(self, scheme: str) -> bool:
        return self.life.attribute(self.member, f"consented:{scheme}", self.day) != "no"

    def _gap(self, name: str, scheme: str) -> Weighed:
        """Points missing to the next better grade, or above the next worse one; as points."""
        slots = [self.rules.slot_of[scheme]] if scheme in self.rules.slot_of else range(len(self.rules.slots))
        best, of = NO_GAP, 0
        for slot in slots:
            if not self.grade(slot):
                continue
            ledger = self.rules.slots[slot]["ledger"]
            score, least = self.score(ledger), [b["at_least"] for b in self.rules.bands(slot, self.day) if b["at_least"] is not None]
            gaps = [x - score for x in least if x > score] if name == "gap_up" else [score - x for x in least if score >= x]
            if gaps and min(gaps) < best:
                best, of = min(gaps), ledger
        return self._ground("score", self.rules.ledgers[of]["scheme"], None if best == NO_GAP else self.rules.points(of, best))

    # ---- calls

    def _call(self, word: str, arguments: tuple[str, ...], options: dict[str, str]) -> Weighed:
        argument = arguments[0] if arguments else "any"
        scheme, _, name = argument.rpartition(".")
        scheme = scheme or self.scheme
        if word in ("has", "count", "sum", "most"):
            return self._records(word, scheme, name, options)
        if word == "on":
            return self._on(scheme, name)
        if word in ("denied", "granted"):
            found = [m for m in self._borne("deny" if word == "denied" else "grant") if self.rules.measures[m.what]["thing"] == name]
            return self._ground("measures", name, bool(found))
        if word == "bears":
            found = [m for m in self._borne() if self.rules.measures[m.what]["id"] == name]
            return self._ground("measures", name, bool(found))
        if word == "told":
            return self._told(scheme, name, arguments[1] if len(arguments) > 1 else "known")
        if word in ("owes", "overdue"):
            return self._owed(word, scheme, name)
        return Weighed(None)

    def _owed(self, word: str, scheme: str, name: str) -> Weighed:
        """What is outstanding, in yuan or things to be done; or the days since the earliest due day of what is."""
        i, rule = next((i, o) for i, o in enumerate(self.rules.obligations) if o["id"] == name and scheme in ("", o["scheme"]))
        found = self.life.member(self.member).owes(i, self.day)
        value = sum(o.left(self.day) for o in found) if word == "owes" else max((self.day - o.due for o in found if o.due < self.day), default=0)
        if word == "owes" and rule["money"]:
            value = Fraction(value, 100)
        return Weighed(value, (Ground("records", self.member, name, value, tuple(o.entry for o in found)),))

    def _borne(self, kind: str = ""):
        return [m for m in self.life.member(self.member).borne(self.day) if not kind or self.rules.measures[m.what]["kind"] == kind]

    def _records(self, word: str, scheme: str, name: str, options: dict[str, str]) -> Weighed:
        """has(), count(), sum() and most(): live records, or those entered within a window that ends today; since the last record of another act."""
        entries = [e for e in self.life.member(self.member).entries if e is not self.apart]
        if "since" in options:
            of, _, act = options["since"].rpartition(".")
            begins = max((e.day for e in entries if e.day <= self.day and self._speaks_of(e, of or self.scheme, act)), default=-1)
            entries = [e for e in entries if e.day > begins]
        if "within" in options:
            length = values.duration(options["within"])
            found = [e for e in entries if e.day <= self.day <= self.rules.after(e.deed if options.get("by") == "deed" else e.day, length)]
        else:
            found = [e for e in entries if e.live(self.day)]
        found = [e for e in found if self._speaks_of(e, scheme, name)]
        if word in ("sum", "most"):
            worth = [self.rules.points(self.rules.acts[e.act]["ledger"], e.worth(self.day)) for e in found]
            value = sum(worth) if word == "sum" else max(map(abs, worth), default=0)
        else:
            value = bool(found) if word == "has" else len(found)
        return Weighed(value, (Ground("records", self.member, name, value, tuple(found)),))

    def _speaks_of(self, entry: Entry, scheme: str, name: str) -> bool:
        act = self.rules.acts[entry.act]
        if scheme and act["scheme"] != scheme:
            return False
        if name in ("bad", "good"):
            return name in taken_for(act, entry.worth(self.day))
        return name == "any" or act["id"] == name

    def _on(self, scheme: str, name: str) -> Weighed:
        for i, rule in enumerate(self.rules.lists):
            if rule["id"] == name and scheme in ("", rule["scheme"]):
                listing = self.life.member(self.member).on(i, self.day)
                known = self.standing.get(("list", self.member, i))
                binds = known if known is not None else listing is not None and listing.binds(self.day, rule["effect"])
                return Weighed(binds, (Ground("list", self.member, name, binds, listing=listing),))
        return Weighed(False)

    def _told(self, scheme: str, name: str, notice: str) -> Weighed:
        member = self.life.member(self.member)
        for i, rule in enumerate(self.rules.lists):
            if rule["id"] == name and scheme in ("", rule["scheme"]):
                listing = member.on(i, self.day)
                told = listing is not None and listing.given(notice, self.day)
                told = told or notice == "before" and any(n.list == i and n.told is not None and n.told <= self.day <= n.over for n in member.notices)
                return Weighed(told, (Ground("list", self.member, name, told, listing=listing),))
        known = tuple(e for e in member.live(self.day) if self.rules.acts[e.act]["id"] == name and e.told is not None and e.told <= self.day)
        return Weighed(bool(known), (Ground("records", self.member, name, bool(known), known),))
