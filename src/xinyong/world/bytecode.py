"""Conditions as integer bytecode: (operation, argument) pairs that life/conditions.py evaluates on a stack."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from xinyong.scheme import values
from xinyong.scheme.layout import *
from xinyong.scheme.model import Duration, Scheme
from xinyong.scheme.names import NOTICES, shown_ledger
from xinyong.scheme.truth import holds
from xinyong.scheme.when import (
    Among,
    Arithmetic,
    Both,
    Call,
    Compare,
    Condition,
    Name,
    Not,
    Number,
    Others,
    Truth,
    parts_of,
    walk,
)

UNITS = {"days": U_DAYS, "working-days": U_WORKING, "months": U_MONTHS, "for-ever": U_EVER,
         "to-end": U_TO_END, "to-next-end": U_TO_NEXT_END, "while-it-holds": U_EVER}
ALWAYS = -1
_COMPARE = {"==": OP_EQ, "!=": OP_NE, "<": OP_LT, "<=": OP_LE, ">": OP_GT, ">=": OP_GE}
_HOLDS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_ARITHMETIC = {"+": OP_ADD, "-": OP_SUB, "*": OP_MUL}
_JUDGED = {"amount": OP_AMOUNT, "severity": OP_SEVERITY, "lasts": OP_LASTS, "points": OP_POINTS}
_WHOLE = Fraction(100)
"""The unit of plain numbers, in hundredths."""
_FOLD = {"any": FOLD_ANY, "all": FOLD_ALL, "number": FOLD_NUMBER, "average": FOLD_AVERAGE}
_GAPS = ("gap_up", "gap_down")
_ROLES = ("representative", "spouse", "head")
_LOOKS = {"score": CH_RECORDS, "gap_up": CH_RECORDS | CH_GRADE, "gap_down": CH_RECORDS | CH_GRADE, "has": CH_RECORDS, "count": CH_RECORDS,
          "sum": CH_RECORDS, "most": CH_RECORDS, "grade": CH_GRADE, "no_score": CH_GRADE, "on": CH_LISTS | CH_TOLD, "told": CH_RECORDS | CH_LISTS | CH_TOLD,
          "age": CH_AGE, "denied": CH_MEASURES, "granted": CH_MEASURES, "bears": CH_MEASURES, "owes": CH_RECORDS,
          "overdue": CH_RECORDS}
"""What changes the value of a name; anything may change with attributes or versions (CH_ALL)."""


def _common(a: Fraction, b: Fraction) -> Fraction:
    """The largest unit of which both are whole multiples."""
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def threshold(share) -> int:
    """A probability as a 32-bit threshold; certainty is the largest word."""
    return min(0xFFFFFFFF, int(share * 2**32))


def signed(word: int) -> int:
    """A 32-bit word as the int32 with the same bits."""
    return word - (1 << 32) if word >= 1 << 31 else word


def duration(d: Duration | None) -> tuple[int, int]:
    """Count and unit of a duration; U_NONE where none is given."""
    return (0, U_NONE) if d is None else (d.count, UNITS[d.unit])


@dataclass
class Names:
    """Where the names that conditions use stand in the rulebook; filled while it is laid out."""

    schemes: list[Scheme]
    fields: dict                                    # attribute -> Field
    act_ids: dict[tuple[str, str], int]             # (scheme, act) -> identity across versions
    ledgers: dict[tuple[str, str], int]
    slots: dict[str, int]                           # scheme -> slot
    codes: dict[tuple[str, str], int]               # (scheme, band) -> code
    lists: dict[tuple[str, str], int]
    measures: dict[tuple[str, str], list[int]]
    kinds: dict[str, int]
    steps: dict[tuple[str, str], int]               # (scheme, ledger) -> step in hundredths
    obligations: dict[tuple[str, str], int]


@dataclass
class Assembler:
    """Collects the code and the queries of all conditions of a rulebook."""

    names: Names
    epochs: list[int]
    code: list[int] = field(default_factory=list)
    known: dict[tuple, tuple[int, int]] = field(default_factory=dict)
    """Where the code of a condition begins that was compiled already, and what it looks at."""
    queries: list[tuple[int, ...]] = field(default_factory=list)
    grade_sets: list[list[int]] = field(default_factory=list)
    """Of each set of grades that a condition asks about, by epoch: its codes as bits of `code_words` words."""
    ages: set[int] = field(default_factory=set)
    overdue: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """Days after the due day on which a condition about an obligation, by scheme and id, turns."""
    crosses: int = 0
    """Changes (`CH_...`) in one member of a unit that some condition about another looks at."""
    looks: int = 0
    """Changes that the condition compiled last looks at; those of others in the unit shifted by NEAR."""
    measures: bool = False
    """Whether any condition asks how much, how grave or how long conduct is."""
    others: bool = False
    """Whether the part being compiled is about somebody else in the unit."""

    points: int = 100
    of: str = "both"
    """Of whom the condition is asked: person, organisation or both."""

    def compile(self, condition: Condition | None, scheme: str = "", *, points: int = 100, of: str = "both") -> int:
        """Position of the condition's code; ALWAYS when it always holds. points: the step, in hundredths, of the record being judged;
        of: person, organisation or both, whom it is asked of."""
        self.points = points
        self.of = of
        self.looks = 0
        known = (scheme, of, points, condition.tree if condition is not None else None)
        if known in self.known:
            at, self.looks = self.known[known]
            return at
        if condition is None or condition.tree == Truth(True) or (isinstance(condition.tree, Truth) and condition.tree.value):
            return ALWAYS
        at = len(self.code)
        self.scheme = scheme
        self._tree(condition.tree)
        self._emit(OP_END)
        self.crosses |= self.looks >> NEAR
        self.known[known] = at, self.looks
        return at

    def _look(self, changes: int) -> None:
        """The condition hangs on changes of this kind."""
        self.looks |= changes << NEAR if self.others else changes

    def _emit(self, op: int, arg: int = 0) -> None:
        self.code += (op, arg)

    @property
    def code_words(self) -> int:
        """Words that a set of codes takes."""
        return 1 + max(self.names.codes.values(), default=0) // 32

    # ---- whose names are these?

    def _home(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The scheme that a path speaks of, and the rest of the path."""
        if len(path) > 1 and any(s.id == path[0] for s in self.names.schemes):
            return path[0], path[1:]
        return self.scheme, path

    def _only(self, table: dict, scheme: str, name: str):
        """An entry of a table keyed by (scheme, id): of this scheme, or of the only one that has it."""
        if (scheme, name) in table:
            return table[scheme, name]
        return next(v for (_, n), v in table.items() if n == name)

    def _slot(self, scheme: str) -> int:
        if scheme in self.names.slots:
            return self.names.slots[scheme]
        return -1 if len(self.names.slots) != 1 else next(iter(self.names.slots.values()))

    # ---- trees

    def _tree(self, t) -> Fraction:
        """Emit a part; gives the unit, in hundredths, of the number it leaves (points are kept in their ledger's steps)."""
        if isinstance(t, Truth):
            self._emit(OP_CONST, int(t.value))
        elif isinstance(t, Number):
            self._emit(OP_CONST, t.value)
        elif isinstance(t, Not):
            self._tree(t.of)
            self._emit(OP_NOT)
        elif isinstance(t, Both):
            self._joined(t.op, [lambda part=part: self._tree(part) for part in t.parts])
        elif isinstance(t, Arithmetic) and t.op == "*":
            unit = self._tree(t.left) * self._tree(t.right) / _WHOLE
            self._emit(OP_MUL)
            return unit
        elif isinstance(t, Arithmetic):
            unit = self._alike(t.left, t.right)
            self._emit(_ARITHMETIC[t.op])
            return unit
        elif isinstance(t, Compare):
            self._compare(t.op, t.left, t.right)
        elif isinstance(t, Among):
            self._among(t.item, t.values)
        elif isinstance(t, Name):
            return self._name(t.path)
        elif isinstance(t, Call):
            return self._call(t)
        elif isinstance(t, Others):
            return self._others(t, _FOLD[t.word])
        else:
            raise TypeError(t)
        return _WHOLE

    def _joined(self, op: str, parts) -> None:
        """Emit parts joined by `and` or `or`, each by a function: what follows is skipped once it is settled."""
        skips = []
        for part in parts:
            part()
            skips.append(len(self.code) + 1)
            self._emit(OP_UNLESS if op == "and" else OP_IF)
        del self.code[-2:]
        for at in skips[:-1]:
            self.code[at] = len(self.code) - at - 1

    def _alike(self, *parts) -> Fraction:
        """Emit numbers in one unit, the largest in which both are whole."""
        before, codes = self.code, []
        for part in parts:
            self.code = []
            unit = self._tree(part)
            codes.append((part, self.code, unit))
        self.code = before
        common = _common(*(unit for _, _, unit in codes))
        for part, code, unit in codes:
            times = int(unit / common)
            if isinstance(part, Number) and abs(part.value * times) < 1 << 31:
                self._emit(OP_CONST, part.value * times)
                continue
            self.code += code
            if times != 1:
                self._emit(OP_CONST, times)
                self._emit(OP_MUL)
        return common

    def _attribute(self, t):
        """The field a name stands for, if it is an attribute of the subject or of somebody in a role."""
        if not isinstance(t, Name):
            return None
        path = t.path[1:] if t.path[0] in _ROLES and len(t.path) > 1 else t.path
        return self.names.fields.get(path[0]) if len(path) == 1 else None

    def _is_grade(self, t) -> bool:
        return isinstance(t, Name) and t.path[-1] == "grade"

    def _compare(self, op: str, left, right) -> None:
        attribute = self._attribute(left)
        if attribute is not None:
            self._member_of(left.path, [i for i, v in enumerate(attribute.values) if _fits(op, v, right, attribute.values)])
        elif self._is_grade(left):
            self._grade(left, op, [right.path[-1]])
        else:
            needed = dict.fromkeys(part.path for side in (left, right) for part in _own(side) if isinstance(part, Name | Call))
            averages = [part for side in (left, right) for part in walk(side) if isinstance(part, Others) and part.word == "average"]
            self._joined("and", [*(lambda path=path: self._given(path) for path in needed if self._may_lack(path) and not _never_holds(path, op, left, right)),
                                 *(lambda part=part: self._others(part, FOLD_COUNTED) for part in averages),
                                 lambda: self._numbers(op, left, right)])
            years = holds(right, {})
            if isinstance(left, Name) and left.path[-1] == "age" and years is not None:
                self.ages |= {years, years + 1}
            if isinstance(left, Call) and left.path[-1] == "overdue":
                self.overdue.setdefault(self._obligation(left), set()).update({right.value, right.value + 1})

    def _numbers(self, op: str, left, right) -> None:
        self._alike(left, right)
        self._emit(_COMPARE[op])

    def _others(self, t: Others, fold: int) -> Fraction:
        """What is so of the members in a role, one after another; an average is of those who have the value."""
        values_ = self.names.fields["role"].values
        role = EACH_PERSON if t.role == "household" else values_.index(t.role) if t.role in values_ else NO_ROLE
        self._emit(OP_EACH)
        begins = len(self.code)
        self._emit(OP_NEXT)
        self.others, of, self.of = True, self.of, "organisation" if t.role == "business" else "person"
        self._look(CH_ALL)
        needed = dict.fromkeys(part.path for part in walk(t.of) if isinstance(part, Name | Call)) if t.word == "average" else {}
        lacking = [path for path in needed if self._may_lack(path)]
        if lacking:
            self._joined("and", [lambda path=path: self._given(path) for path in lacking])
        else:
            self._emit(OP_CONST, 1)
        unit = self._tree(t.of)
        self.others, self.of = False, of
        self._emit(OP_GATHER, (t.word != "average") << 16 | len(self.code) + 2 - begins)
        self.code[begins + 1] = role << 16 | len(self.code) - begins - 2
        self._emit(OP_FOLD, fold)
        return unit if fold == FOLD_AVERAGE else _WHOLE

    # ---- values that may be missing: no comparison with one holds

    def _may_lack(self, path: tuple[str, ...]) -> bool:
        """May the value that a path names be missing? Somebody's in a role, the age of an organisation, a score, a gap to another grade."""
        return path[0] in _ROLES and len(path) > 1 or path[-1] == "age" and self.of != "person" or path[-1] in _GAPS or self._is_score(path)

    def _is_score(self, path: tuple[str, ...]) -> bool:
        scheme, rest = self._home(path)
        return len(rest) == 1 and (rest[0] == "score" or (scheme, rest[0]) in self.names.ledgers)

    def _given(self, path: tuple[str, ...]) -> None:
        """Is there a value that the path names?"""
        if self._in_role(path, self._given):
            return
        if path[-1] == "age":
            self._emit(OP_FIELD, self.names.fields["kind"].index)
            self._emit(OP_NOT)
        elif path[-1] in _GAPS:
            self._name(path)
            self._emit(OP_CONST, NO_GAP)
            self._emit(OP_NE)
        elif self._is_score(path):
            scheme, rest = self._home(path)
            self._score_given(self._ledger(scheme, rest[0]))
        else:
            self._emit(OP_CONST, 1)

    def _score_given(self, ledger: tuple[str, str]) -> None:
        self._look(CH_GRADE)
        self._emit(OP_GIVEN, self.names.ledgers[ledger])

    def _member_of(self, path: tuple[str, ...], indices: list[int]) -> None:
        """Is the attribute one of these values? Not where it belongs to the other kind of subject."""
        if self._in_role(path, lambda rest: self._member_of(rest, indices)):
            return
        field = self.names.fields[path[0]]
        if field.of in ("person", "organisation") and (self.others or self.of != field.of):
            kind = lambda: self._one_of(self.names.fields["kind"].index, [int(field.of == "organisation")])     # noqa: E731
            self._joined("and", [kind, lambda: self._one_of(field.index, indices)])
        else:
            self._one_of(field.index, indices)

    def _one_of(self, field: int, indices: list[int]) -> None:
        """Is the field one of these values, by number?"""
        if len(indices) and max(indices) < 31:
            self._emit(OP_FIELD, field)
            self._emit(OP_AMONG, sum(1 << i for i in indices))
            return
        self._emit(OP_CONST, 0)
        for i in indices:
            self._emit(OP_FIELD, field)
            self._emit(OP_CONST, i)
            self._emit(OP_EQ)
            self._emit(OP_OR)

    def _grade(self, left: Name, op: str, others: list[str]) -> None:
        """Does the grade stand so to one of others? Only where there is a grade and the version knows the other one."""
        if self._in_role(left.path, lambda path: self._grade(Name(path), op, others)):
            return
        slot = self._slot(self._home(left.path)[0])
        scheme = next(s for s in self.names.schemes if self.names.slots.get(s.id) == slot)
        wanted = []
        for day in self.epochs:
            bands = scheme.grades.bands.at(day) or ()
            rank = {b.id: len(bands) - i for i, b in enumerate(bands)}
            held = [b for b in rank if any(_HOLDS[op](rank[b], rank.get(o, 0)) and (o in rank or op == "!=") for o in others)]
            words = [0] * self.code_words
            for code in (self.names.codes[scheme.id, b] for b in held):
                words[code >> 5] |= 1 << (code & 31)
            wanted += words
        if wanted not in self.grade_sets:
            self.grade_sets.append(wanted)
        self._look(CH_GRADE)
        self._emit(OP_GRADE_IN, slot << 16 | self.grade_sets.index(wanted))

    def _among(self, item, members) -> None:
        attribute = self._attribute(item)
        if attribute is not None:
            self._member_of(item.path, [i for i, v in enumerate(attribute.values) if any(_fits("==", v, m, attribute.values) for m in members)])
            return
        if self._is_grade(item):
            self._grade(item, "==", [m.path[-1] for m in members])
            return
        for i, m in enumerate(members):
            self._compare("==", item, m)
            if i:
                self._emit(OP_OR)

    def _in_role(self, path: tuple[str, ...], rest) -> Fraction | None:
        """Somebody in a role: their value, or 0 where there is nobody; its unit (rest's, else that of plain numbers), or None where no role is named."""
        if path[0] not in _ROLES or len(path) < 2:
            return None
        role = "head" if path[0] == "representative" else path[0]
        values_ = self.names.fields["role"].values
        at = len(self.code)
        self._emit(OP_ROLE, 0)
        self.others = True
        self._look(CH_ALL)
        unit = rest(path[1:])
        self.others = False
        skip = len(self.code) - at - 2
        self._emit(OP_SELF)
        index = values_.index(role) if role in values_ else NO_ROLE
        self.code[at + 1] = (index | REPRESENTING * (path[0] == "representative")) << 16 | skip
        return unit or _WHOLE

    def _name(self, path: tuple[str, ...]) -> Fraction:
        unit = self._in_role(path, self._name)
        if unit is not None:
            return unit
        scheme, rest = self._home(path)
        name = rest[-1]
        self._look(CH_RECORDS if (scheme, name) in self.names.ledgers else _LOOKS.get(name, 0))
        if name in self.names.fields and len(rest) == 1:
            self._emit(OP_FIELD, self.names.fields[name].index)
        elif name == "age":
            self._emit(OP_AGE)
        elif (scheme, name) in self.names.ledgers or name == "score":
            ledger = self._ledger(scheme, name)
            self._emit(OP_SCORE, self.names.ledgers[ledger])
            return Fraction(self.names.steps[ledger])
        elif name in ("gap_up", "gap_down"):
            self._emit(OP_GAP_UP if name == "gap_up" else OP_GAP_DOWN, self.names.slots.get(scheme, -1))
            graded = [self.names.steps[s.id, s.grades.ledger] for s in self.names.schemes if s.grades and scheme in ("", s.id)]
            return Fraction(min(graded, default=100))
        elif name == "no_score":
            self._no_score(scheme)
        elif name in _JUDGED:
            self.measures |= name != "points"
            self._emit(_JUDGED[name])
            return Fraction(self.points) if name == "points" else _WHOLE
        elif name in ("denied", "granted"):
            self._emit(OP_DENIALS if name == "denied" else OP_GRANTS)
        elif name == "consented":
            index = next(i for i, s in enumerate(self.names.schemes) if s.id == scheme or not scheme)
            self._emit(OP_CONSENTED, index)
        else:
            raise KeyError(".".join(path))
        return _WHOLE

    def _no_score(self, scheme: str) -> None:
        """Is no score given: of the ledger that `score` means, or of the first? There is none where a scheme has no ledger."""
        own = [ledger for ledger in self.names.ledgers if ledger[0] == scheme] or [ledger for ledger in self.names.ledgers if not scheme]
        if not own:
            self._emit(OP_CONST, 1)
            return
        shown = shown_ledger(next(s for s in self.names.schemes if s.id == own[0][0]))
        self._score_given((own[0][0], shown) if shown else own[0])
        self._emit(OP_NOT)

    def _ledger(self, scheme: str, name: str) -> tuple[str, str]:
        """The ledger that a name, or the word `score`, means in a scheme (in the first, where none is said)."""
        if (scheme, name) in self.names.ledgers:
            return scheme, name
        return next((s.id, shown_ledger(s)) for s in self.names.schemes if s.ledgers and scheme in ("", s.id))

    def _call(self, t: Call) -> Fraction:
        def rest(path: tuple[str, ...]) -> Fraction:
            return self._called(Call(path, t.arguments, t.options))
        unit = self._in_role(t.path, rest)
        return self._called(t) if unit is None else unit

    def _called(self, t: Call) -> Fraction:
        scheme, path = self._home(t.path)
        name = path[-1]
        argument = t.arguments[0] if t.arguments else "any"
        if "." in argument:
            scheme, argument = argument.split(".", 1)
        self._look(_LOOKS[name])
        if name in ("has", "count", "sum", "most"):
            self._query(name, scheme, argument, dict(t.options))
        elif name == "on":
            self._emit(OP_ON, self._only(self.names.lists, scheme, argument))
        elif name in ("denied", "granted"):
            self._emit(OP_DENIED if name == "denied" else OP_GRANTED, self.names.kinds[argument])
        elif name == "bears":
            for i, m in enumerate(self._only(self.names.measures, scheme, argument)):
                self._emit(OP_BEARS, m)
                if i:
                    self._emit(OP_OR)
        elif name in ("owes", "overdue"):
            key = self._obligation(t)
            self._emit(OP_OWES if name == "owes" else OP_OVERDUE, self.names.obligations[key])
            owed = next(s for s in self.names.schemes if s.id == key[0]).obligations[key[1]]
            return Fraction(1) if name == "owes" and owed.amount != 0 else _WHOLE         # fen are hundredths of a yuan
        elif name == "told":
            if any(n == argument and scheme in ("", s) for s, n in self.names.lists):
                kind = NOTICES.index(t.arguments[1]) if len(t.arguments) > 1 else 0
                self._emit(OP_TOLD_LIST, kind << 16 | self._only(self.names.lists, scheme, argument))
            else:
                self._emit(OP_TOLD_ACT, self._only(self.names.act_ids, scheme, argument))
        else:
            raise KeyError(name)
        return Fraction(1) if name in ("sum", "most") else _WHOLE

    def _obligation(self, t: Call) -> tuple[str, str]:
        """Which obligation a question is about: its scheme and id."""
        scheme, _, id = t.arguments[0].rpartition(".")
        known = self.names.obligations
        return (scheme or self.scheme, id) if (scheme or self.scheme, id) in known else next(key for key in known if key[1] == id)

    def _query(self, name: str, scheme: str, argument: str, options: dict[str, str]) -> None:
        what = {"any": ANY_ACT, "bad": ANY_BAD, "good": ANY_GOOD}.get(argument)
        index = -1
        if what is None:
            what = self._only(self.names.act_ids, scheme, argument)
        elif scheme:
            index = next(i for i, s in enumerate(self.names.schemes) if s.id == scheme)
        count, unit = duration(values.duration(options["within"])) if "within" in options else (0, U_NONE)
        since = -1
        if "since" in options:
            of, _, act = options["since"].rpartition(".")
            since = self._only(self.names.act_ids, of or self.scheme, act)
        row = ({"sum": Q_SUM, "most": Q_MOST}.get(name, Q_NUMBER), what, index, count, unit, since, options.get("by") == "deed")
        if row not in self.queries:
            self.queries.append(row)
        self._emit(OP_QUERY, self.queries.index(row))
        if name == "has":
            self._emit(OP_CONST, 0)
            self._emit(OP_GT)


def _own(tree):
    """Every part of a tree but those that are asked of others, one after another."""
    if not isinstance(tree, Others):
        yield tree
        for part in parts_of(tree):
            yield from _own(part)


def _never_holds(path: tuple[str, ...], op: str, left, right) -> bool:
    """Does the comparison fail of itself where the value is missing? A gap that is none is larger than any number."""
    return path[-1] in _GAPS and left == Name(path) and isinstance(right, Number) and op in ("<", "<=", "==")


def _fits(op: str, value: str, other, order: tuple[str, ...]) -> bool:
    """Does an attribute's value stand so to the one named? By number where both are numbers, else by order of declaration."""
    if isinstance(other, Number):
        return value.lstrip("-").isdigit() and _HOLDS[op](int(value), other.value)
    if isinstance(other, Truth):
        return _HOLDS[op](value, "yes" if other.value else "no")
    named = other.path[-1]
    if op in ("==", "!="):
        return _HOLDS[op](value, named)
    return named in order and _HOLDS[op](order.index(value), order.index(named))
