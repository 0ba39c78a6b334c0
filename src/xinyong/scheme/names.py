"""Names and types of conditions: does every name exist, and is like compared with like?

A `Vocabulary` lists what one scheme offers, an `Environment` what a condition may name where it stands. A scheme read alone accepts any
attribute and any other scheme (`attributes=None`, `closed=False`); a world knows them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xinyong.scheme import values
from xinyong.scheme.model import Grades, Scheme
from xinyong.scheme.problems import Problems
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
    walk,
    written,
)

ROLES = ("representative", "spouse", "head")
BUILTIN_ATTRIBUTES = ("age", "kind", "place", "role")
JUDGED = ("amount", "severity", "lasts", "points")
"""What only the conduct or record being judged has."""

_NUMBERS = ("score", "gap_up", "gap_down", "denied", "granted")
_TRUTHS = ("no_score", "consented")
_BY_SCHEME = ("score", "grade", "gap_up", "gap_down", "no_score", "consented")
_WINDOWED = ("has", "count", "sum", "most")
_CALLS = {"has": "truth", "on": "truth", "told": "truth", "bears": "truth", "denied": "truth", "granted": "truth",
          "count": "number", "sum": "number", "most": "number", "owes": "number", "overdue": "number"}
NOTICES = ("known", "before", "served", "published")
"""What may be told of a listing: that one has come to know of it; of the decision, before it; served; published."""
MEMBERS = ("household", "business", "head", "spouse", "child", "parent", "other")
"""Of whom any(), all(), number() and average() may ask: `household` is all persons of the unit, oneself included."""
RESERVED = frozenset((*_NUMBERS, *_TRUTHS, *_CALLS, *ROLES, *JUDGED, "grade", "kind", "any", "bad", "good"))
"""Names that no attribute, ledger or scheme may take (`score` is a ledger's usual name and the shown score alike)."""


@dataclass(frozen=True)
class Vocabulary:
    """The names one scheme offers to conditions."""

    id: str
    ledgers: frozenset[str] = frozenset()
    grades: tuple[str, ...] | None = None       # None: the scheme has no grades
    acts: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    obligations: frozenset[str] = frozenset()
    shown: str = ""                             # the ledger that `score` means; "" where it could be one of several

    @classmethod
    def of(cls, scheme: Scheme) -> Vocabulary:
        """What a scheme offers."""
        return cls(scheme.id, frozenset(scheme.ledgers), grade_ids(scheme.grades),
                   frozenset(act.id for act in scheme.acts), frozenset(rule.id for rule in scheme.lists),
                   frozenset(m.id for m in scheme.measures), frozenset(m.thing for m in scheme.measures),
                   frozenset(scheme.obligations), shown_ledger(scheme))


def shown_ledger(scheme: Scheme) -> str:
    """Which ledger `score` means: the one of that name, else the graded one, else the only one, else none ("")."""
    if "score" in scheme.ledgers:
        return "score"
    if scheme.grades is not None:
        return scheme.grades.ledger
    return next(iter(scheme.ledgers)) if len(scheme.ledgers) == 1 else ""


def grade_ids(grades: Grades | None) -> tuple[str, ...] | None:
    """The ids of all bands of all versions, or None without grades."""
    if grades is None:
        return None
    return tuple(dict.fromkeys(band.id for _, bands in grades.bands.values for band in bands))


@dataclass(frozen=True)
class Environment:
    """What a condition may name.

    `schemes`: by id. `home`: the scheme whose names need no qualification ("" where several hold and none comes first).
    `attributes`: each with its values, None for any; `closed`: whether `schemes` are all there are.
    `judged`: which of amount, severity, lasts, points there are here; `also`: further numbers or truths with their type.
    """

    schemes: dict[str, Vocabulary]
    home: str = ""
    attributes: dict[str, tuple[str, ...]] | None = None
    closed: bool = False
    judged: tuple[str, ...] = ()
    roles: tuple[str, ...] = ROLES
    things: frozenset[str] | None = None        # None: those of the schemes' measures
    also: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Type:
    """number, truth, grade (`of` a scheme), attribute (`of` its name) or unknown."""

    kind: str
    of: str = ""


_NUMBER, _TRUTH, _UNKNOWN = _Type("number"), _Type("truth"), _Type("unknown")
_WORDS = {"number": "a number", "truth": "true or false", "grade": "a grade", "attribute": "an attribute"}


def check(condition: Condition, environment: Environment, problems: Problems, name: str = "when") -> None:
    """Note every unknown name and every mismatch of types in a condition that must be true or false."""
    checker = _Checker(condition, environment, problems, name)
    checker.truth(condition.tree)


class _Checker:
    def __init__(self, condition, environment, problems, name):
        self.condition, self.env, self.problems, self.name = condition, environment, problems, name
        self.counted: Call | None = None        # an `overdue` that stands where it may: the days on which it turns are known

    def wrong(self, column: int, message: str, hint: str = "") -> _Type:
        self.problems.add(self.condition.at(column), f"{self.name}: {message}", hint, rule="condition")
        return _UNKNOWN

    # what a part must be

    def truth(self, tree) -> None:
        if isinstance(tree, (Name, Call, Number, Arithmetic, Others)):
            kind = self.type(tree)
            if kind.kind == "attribute":
                self.wrong(tree.column, f"{written(tree)} is an attribute, not true or false.",
                           f"Compare it with a value: `{written(tree)} {'>= 18' if kind.of == 'age' else '== yes'}`.")
            elif kind.kind not in ("truth", "unknown"):
                self.wrong(tree.column, f"{written(tree)} is {_WORDS[kind.kind]}, not true or false.", "Compare it.")
        else:
            self.type(tree)

    def number(self, tree) -> None:
        kind = self.type(tree)
        if kind.kind not in ("number", "unknown"):
            self.wrong(_column(tree), f"{written(tree)} is {_WORDS[kind.kind]}, not a number.")

    def others(self, tree: Others) -> _Type:
        """`any(household, ...)`: within, names are those of each member; roles and further such questions have no place there."""
        if tree.role not in MEMBERS:
            self.unknown(tree.column, f"{tree.word}({tree.role}, ...): no such role.", tree.role, MEMBERS)
        for part in walk(tree.of):
            if isinstance(part, Others):
                self.wrong(part.column, f"{part.word}(...) stands within {tree.word}(...).", "Ask one after the other.")
            elif isinstance(part, Name | Call) and len(part.path) > 1 and part.path[0] in self.env.roles:
                self.wrong(part.column, f"{'.'.join(part.path)}: within {tree.word}(...) names are those of each member.", "Leave the role out.")
        if tree.of != Name(("age",)):
            (self.number if tree.word == "average" else self.truth)(tree.of)
        elif tree.word != "average":
            self.truth(tree.of)
        return _NUMBER if tree.word in ("number", "average") else _TRUTH

    # what a part is

    def type(self, tree) -> _Type:
        match tree:
            case Number():
                return _NUMBER
            case Truth():
                return _TRUTH
            case Name():
                return self.name_type(tree)
            case Call():
                return self.call_type(tree)
            case Others():
                return self.others(tree)
            case Arithmetic(_, left, right):
                self.number(left)
                self.number(right)
                return _NUMBER
            case Not(of):
                self.truth(of)
            case Both(_, parts):
                for part in parts:
                    self.truth(part)
            case Compare(op, left, right):
                self.comparison(tree, op, left, right)
            case Among(item, among):
                self.among(item, among)
        return _TRUTH

    def comparison(self, tree, op, left, right) -> None:
        if isinstance(left, Call) and left.path[-1] == "overdue" and isinstance(right, Number):
            self.counted = left
        kind = self.type(left)
        if kind.kind == "attribute":
            self.attribute_value(kind.of, right, op)
        elif kind.kind == "grade":
            self.grade_value(kind.of, right)
        elif kind.kind == "truth":
            self.wrong(_column(left), f"{written(left)} is true or false already.", "Leave the comparison out; say `not` for false.")
        elif kind.kind == "number":
            if isinstance(right, Name) and len(right.path) == 1 and self.is_attribute(right.path[0]):
                if self.env.attributes is None and right.path[0] not in BUILTIN_ATTRIBUTES:
                    return self.not_a_number(right)
                self.wrong(right.column, f"{right.path[0]} stands on the wrong side.", "Put the attribute first.")
            else:
                self.number(right)
        return None

    def not_a_number(self, right: Name) -> None:
        known = (*_NUMBERS, *self.ledgers(), *self.env.judged)
        hint = self.problems.suggest(right.path[0], known) or "Put an attribute first."
        self.wrong(right.column, f"{right.path[0]} is not a number.", hint)

    def among(self, item, among) -> None:
        kind = self.type(item)
        if kind.kind == "truth":
            self.wrong(_column(item), f"{written(item)} is true or false, not one of several.")
        for value in among:
            if kind.kind == "attribute":
                self.attribute_value(kind.of, value, "==")
            elif kind.kind == "grade":
                self.grade_value(kind.of, value)
            elif kind.kind == "number" and not isinstance(value, Number):
                self.wrong(value.column, f"{written(value)} is not a number.")

    # values

    def grade_value(self, scheme: str, value) -> None:
        vocabulary = self.env.schemes.get(scheme)
        if not isinstance(value, Name) or len(value.path) != 1:
            self.wrong(_column(value), f"{written(value)} is no grade.", "Compare a grade with the id of a band.")
        elif vocabulary and value.path[0] not in (vocabulary.grades or ()) and "grade" not in self.problems.unread:
            self.unknown(value.column, f"{value.path[0]}: no such grade.", value.path[0], vocabulary.grades or ())

    def attribute_value(self, attribute: str, value, op: str) -> None:
        if attribute == "age":
            return self.number(value)
        if not isinstance(value, (Number, Name)) or (isinstance(value, Name) and len(value.path) != 1):
            return self.wrong(_column(value), f"{written(value)} is no value of {attribute}.",
                              "Compare an attribute with one of its values.") and None
        known = {"kind": ("person", "organisation")}.get(attribute)
        if self.env.attributes is not None:
            known = self.env.attributes.get(attribute, known)
        text = written(value)
        if known and text not in known:
            self.unknown(value.column, f"{text} is no value of {attribute}.", text, known)
        elif attribute == "kind" and op not in ("==", "!="):
            self.wrong(value.column, "kinds have no order.", "Use == or !=.")
        return None

    def unknown(self, column: int, message: str, name: str, known) -> None:
        known = tuple(sorted(known)) if isinstance(known, (set, frozenset)) else tuple(known)
        hint = self.problems.suggest(name, known)
        if not hint and 0 < len(known) <= 12:
            hint = "Known: " + ", ".join(known) + "."
        self.wrong(column, message, hint)

    # names

    def ledgers(self) -> frozenset[str]:
        home = self.env.schemes.get(self.env.home)
        return home.ledgers if home else frozenset()

    def is_attribute(self, name: str) -> bool:
        if name in BUILTIN_ATTRIBUTES:
            return True
        if name in RESERVED or name in self.ledgers() or name in self.env.also:
            return False
        return self.env.attributes is None or name in self.env.attributes

    def name_type(self, tree: Name) -> _Type:
        path = tree.path
        if len(path) > 1 and path[0] in self.env.roles:
            path = path[1:]
            if path[0] in JUDGED:
                return self.wrong(tree.column, f"{'.'.join(tree.path)}: {path[0]} belongs to the conduct judged, not to a member.")
        if len(path) > 2:
            return self.wrong(tree.column, f"{'.'.join(tree.path)}: too many parts.",
                              "Write ROLE.SCHEME.grade, SCHEME.LEDGER or less.")
        return self.qualified(tree, *path) if len(path) == 2 else self.bare(tree, path[0])

    def bare(self, tree: Name, name: str) -> _Type:
        env = self.env
        if name in env.also:
            return _Type(env.also[name])
        if name in JUDGED:
            if name in env.judged:
                return _NUMBER
            has = f"Here there is {', '.join(env.judged)}." if env.judged else "Name an attribute or a standing instead."
            return self.wrong(tree.column, f"{name}: not known here; it is of conduct or a record that is being judged.", has)
        if name in ("denied", "granted"):
            return _NUMBER
        if name in _BY_SCHEME and not env.home:
            return self.wrong(tree.column, f"{name}: of which scheme?", f"Write SCHEME.{name}.")
        if name in _BY_SCHEME or name in self.ledgers():
            return self.of_scheme(tree, env.home, name)
        if name in _CALLS:
            return self.wrong(tree.column, f"{name}: of what?", f"Write {name}(...).")
        if self.is_attribute(name):
            return _Type("attribute", name)
        known = {*BUILTIN_ATTRIBUTES, *(env.attributes or ()), *_BY_SCHEME, *self.ledgers(), *env.judged, *env.also}
        self.unknown(tree.column, f"{name}: no such attribute, ledger or standing.", name, known)
        return _UNKNOWN

    def qualified(self, tree: Name, scheme: str, name: str) -> _Type:
        env = self.env
        if scheme not in env.schemes:
            if env.closed or name not in _BY_SCHEME:
                self.no_scheme(tree.column, scheme)
                return _UNKNOWN
            return {"grade": _Type("grade", scheme)}.get(name, _TRUTH if name in _TRUTHS else _NUMBER)
        return self.of_scheme(tree, scheme, name)

    def of_scheme(self, tree: Name, scheme: str, name: str) -> _Type:
        vocabulary = self.env.schemes[scheme]
        if name in _TRUTHS:
            return _TRUTH
        if name == "grade":
            if vocabulary.grades is None:
                return self.wrong(tree.column, f"grade: scheme {scheme} has no grades.")
            return _Type("grade", scheme)
        if name in ("gap_up", "gap_down") and vocabulary.grades is None:
            return self.wrong(tree.column, f"{name}: scheme {scheme} has no grades.")
        if name in _NUMBERS or name in vocabulary.ledgers:
            if not vocabulary.ledgers:
                return self.wrong(tree.column, f"{name}: scheme {scheme} has no ledger.")
            if name == "score" and not vocabulary.shown:
                return self.wrong(tree.column, "score: of which ledger?", f"Write one of {', '.join(sorted(vocabulary.ledgers))}.")
            return _NUMBER
        self.unknown(tree.column, f"{scheme}.{name}: no such ledger or standing.", name, {*_BY_SCHEME, *vocabulary.ledgers})
        return _UNKNOWN

    def no_scheme(self, column: int, scheme: str) -> None:
        self.unknown(column, f"{scheme}: no such scheme or role.", scheme, {*self.env.schemes, *self.env.roles})

    # calls

    def call_type(self, tree: Call) -> _Type:
        path = tree.path[1:] if len(tree.path) > 1 and tree.path[0] in self.env.roles else tree.path
        word = path[-1]
        if len(path) > 1:
            return self.wrong(tree.column, f"{'.'.join(tree.path)}: '{path[0]}' is no role.",
                              f"A scheme goes inside: {word}({path[0]}.ID).")
        if word not in _CALLS:
            self.unknown(tree.column, f"{word}(...): no such question.", word, _CALLS)
            return _UNKNOWN
        if word == "told" and len(tree.arguments) == 2:
            self.notice(tree)
        elif len(tree.arguments) != 1:
            self.wrong(tree.column, f"{word}(...): expected one name, found {len(tree.arguments)}.")
        for index, argument in enumerate(tree.arguments[:1]):
            self.argument(tree, word, argument, tree.columns[index] if tree.columns else tree.column)
        self.options(tree, word)
        if word == "overdue" and tree is not self.counted:
            return self.wrong(tree.column, "overdue(...) is compared with a whole number of days.", "Write overdue(ID) > 30.")
        return _Type(_CALLS[word])

    def notice(self, tree: Call) -> None:
        """`told(LIST, served)`: a kind of notice, of a list."""
        column = tree.columns[1] if tree.columns else tree.column
        scheme, _, name = tree.arguments[0].rpartition(".")
        vocabulary = self.env.schemes.get(scheme or self.env.home)
        if tree.arguments[1] not in NOTICES:
            self.unknown(column, f"told(...): no such notice: {tree.arguments[1]}.", tree.arguments[1], NOTICES)
        elif vocabulary and name in vocabulary.acts:
            self.wrong(column, f"told({name}, {tree.arguments[1]}): of a record one only knows or does not.", f"Write told({name}).")

    def options(self, tree: Call, word: str) -> None:
        seen = set()
        for index, (name, text) in enumerate(tree.options):
            column = tree.columns[len(tree.arguments) + index] if tree.columns else tree.column
            if name in seen:
                self.wrong(column, f"{word}(...): {name} is given twice.")
            seen.add(name)
            if name == "by" and word in _WINDOWED:
                if text not in ("deed", "entry") or "within" not in dict(tree.options):
                    self.wrong(column, f"by: expected deed or entry, beside within=; found '{text}'.", "Write within=12 months, by=deed.")
                continue
            if name not in ("within", "since") or word not in _WINDOWED:
                self.wrong(column, f"{word}(...): no option '{name}'.",
                           "Only has, count, sum and most take within=, by= and since=." if word not in _WINDOWED else "Known: within, by, since.")
            elif name == "since":
                self.since(text, column)
            else:
                self.window(word, text, column)

    def since(self, text: str, column: int) -> None:
        scheme, _, act = text.rpartition(".")
        vocabulary = self.env.schemes.get(scheme or self.env.home)
        if vocabulary is None and (self.env.closed or not scheme):
            self.wrong(column, f"since: {text}: of which scheme?", "Write since=SCHEME.ACT.")
        elif vocabulary is not None and act not in vocabulary.acts and "act" not in self.problems.unread:
            self.unknown(column, f"since: no such act: {text}.", act, vocabulary.acts)

    def window(self, word: str, text: str, column: int) -> None:
        try:
            length = values.duration(text)
        except values.OutOfRange as error:
            self.wrong(column, f"within: {error.expected}", error.hint)
        except values.Unreadable as error:
            self.wrong(column, f"within: expected a duration, found '{text}'.", error.hint)
        else:
            if length.unit not in ("days", "months"):
                self.wrong(column, f"within: a window has days, months or years, not '{text}'.")

    def argument(self, tree: Call, word: str, argument: str, column: int) -> None:
        if word in ("denied", "granted"):
            return self.thing(word, argument, column)
        if word in ("count", "sum", "most") and argument in ("any", "bad", "good"):
            return None if self.env.home else self.wrong(column, f"{word}({argument}): of which scheme?",
                                                         f"Write {word}(SCHEME.{argument}).") and None
        scheme, _, name = argument.rpartition(".")
        scheme = scheme or self.env.home
        if not scheme:
            self.wrong(column, f"{word}({argument}): of which scheme?", f"Write {word}(SCHEME.{argument}).")
        elif scheme not in self.env.schemes:
            if self.env.closed:
                self.no_scheme(column, scheme)
        else:
            self.known_to(self.env.schemes[scheme], word, name, column)
        return None

    def known_to(self, scheme: Vocabulary, word: str, name: str, column: int) -> None:
        if word in ("count", "sum", "most") and name in ("any", "bad", "good"):
            return
        known, what = {
            "on": (scheme.lists, "list"), "bears": (scheme.measures, "measure"),
            "told": (scheme.acts | scheme.lists, "act or list"), "owes": (scheme.obligations, "obligation"),
            "overdue": (scheme.obligations, "obligation"),
        }.get(word, (scheme.acts, "act"))
        if name not in known and not self.problems.unread & set(what.split()):
            self.unknown(column, f"{word}({name}): no such {what}.", name, sorted(known))

    def thing(self, word: str, name: str, column: int) -> None:
        known = self.env.things
        if known is None:
            if not self.env.closed and self.env.schemes.get(self.env.home, _NOTHING).things == frozenset():
                return
            known = frozenset().union(*(scheme.things for scheme in self.env.schemes.values()))
        if name not in known and "thing" not in self.problems.unread:
            self.unknown(column, f"{word}({name}): no such thing.", name, sorted(known))


_NOTHING = Vocabulary("")


def _column(tree) -> int:
    return getattr(tree, "column", 0)


# --- what conditions use ----------------------------------------------------------------------------------------------

def conditions(scheme: Scheme):
    """Every condition of a scheme."""
    yield from (subjects.when for subjects in scheme.subjects.values())
    for ledger in scheme.ledgers.values():
        yield from (life.when for life in ledger.counts_for)
        yield from (bin.when for feature in features(ledger) for bin in feature.bins if bin.when is not None)
        if ledger.frozen:
            yield ledger.frozen.when
    for act in scheme.acts:
        yield act.when
        if act.stays_while:
            yield act.stays_while
    for rule in scheme.lists:
        yield from rule.conditions()
    yield from (when for measure in scheme.measures for when in (measure.when, measure.unless) if when)
    yield from (remedy.when for remedy in scheme.remedies)
    yield from (agreement.when for agreement in scheme.agreements.values())


def features(ledger) -> tuple:
    """The features of a scorecard; of other ledgers none."""
    return ledger.card.features if ledger.card else ()


def attributes_needed(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The attributes a world must have for a scheme, each with the values the scheme names (age, kind, place, role always exist)."""
    needed: dict[str, set[str]] = {}
    taken = RESERVED | set(scheme.ledgers) | set(BUILTIN_ATTRIBUTES)
    for condition in conditions(scheme):
        for part in walk(condition.tree):
            item = part.left if isinstance(part, Compare) else part.item if isinstance(part, Among) else None
            if not isinstance(item, Name):
                continue
            path = item.path[1:] if item.path[0] in ROLES else item.path
            if len(path) == 1 and path[0] not in taken:
                named = part.values if isinstance(part, Among) else (part.right,)
                needed.setdefault(path[0], set()).update(written(v) for v in named if isinstance(v, (Name, Number)))
    return {name: tuple(sorted(named)) for name, named in sorted(needed.items())}
