"""Conditions that are plain conjunctions on attributes, flattened to what each attribute may be.

`hukou == rural and income in (1, 2)` becomes `(("hukou", ("rural",)), ("income", ("1", "2")))`. Such conditions can be enumerated, which
those of schemes cannot; so population.csv, households.csv and traits.csv use no others.
"""

from __future__ import annotations

from collections.abc import Mapping

from xinyong.scheme.problems import Problems
from xinyong.scheme.when import Among, Both, Compare, Condition, Name, Number, Truth

Given = tuple[tuple[str, tuple[str, ...]], ...]

_FORM = "Write `attribute == value` or `attribute in (a, b)`, joined by `and`."


def flatten(condition: Condition, name: str, known: Mapping[str, tuple[str, ...]], problems: Problems, *,
            ages: tuple[int, ...] = (), missing: Mapping[str, str] | None = None) -> Given | None:
    """What a conjunction asks of each attribute, or None with problems.

    `known`: names that may stand in it, with their values. `ages`: the cuts that comparisons of `age` may name.
    `missing`: names that may not stand here, each with the reason ("" where it was told before).
    """
    reading = _Reading(condition, name, known, problems, ages, missing or {})
    asked: dict[str, tuple[str, ...]] = {}
    parts = condition.tree.parts if isinstance(condition.tree, Both) and condition.tree.op == "and" else (condition.tree,)
    sound = True
    for part in parts:
        found = reading.part(part)
        if found is None:
            sound = False
            continue
        for attribute, values in found:
            before = asked.get(attribute, values)
            asked[attribute] = tuple(value for value in before if value in values)
            if not asked[attribute]:
                reading.wrong(part, f"{attribute} cannot be all that is asked of it here.", "No one fits; correct it.")
                sound = False
    return tuple(asked.items()) if sound else None


class _Reading:
    def __init__(self, condition, name, known, problems, ages, missing):
        self.condition, self.name, self.known, self.problems = condition, name, known, problems
        self.ages, self.missing = ages, missing

    def wrong(self, part, message: str, hint: str = "") -> None:
        self.problems.add(self.condition.at(part.column), f"{self.name}: {message}", hint, rule="given")

    def part(self, part) -> Given | None:
        match part:
            case Truth(value=True):
                return ()
            case Compare(op=op, left=Name(path=("age",)), right=Number()) if self.ages:
                return self.age(part, op)
            case Compare(op="==", left=Name() as left, right=(Name() | Number()) as right):
                return self.asked(left, (right,))
            case Among(item=Name() as left, values=values):
                return self.asked(left, values)
        self.wrong(part, "not a comparison of an attribute with its values.", _FORM)
        return None

    def asked(self, left: Name, values) -> Given | None:
        attribute = ".".join(left.path)
        if attribute in self.missing:
            if self.missing[attribute]:
                self.wrong(left, self.missing[attribute])
            return None
        if attribute not in self.known:
            hint = self.problems.suggest(attribute, self.known) or f"Known here: {', '.join(self.known)}."
            if attribute == "age":
                hint = "Compare age with whole numbers here." if self.ages else "Use age-band here."
            self.wrong(left, f"no such attribute: {attribute}.", hint)
            return None
        sound = [self.value(attribute, value) for value in values]
        return None if None in sound else ((attribute, tuple(dict.fromkeys(sound))),)

    def value(self, attribute: str, value) -> str | None:
        text = str(value.value) if isinstance(value, Number) else ".".join(value.path)
        if text in self.known[attribute]:
            return text
        hint = self.problems.suggest(text, self.known[attribute])
        self.wrong(value, f"{text} is no value of {attribute}.",
                   hint or f"Its values are {', '.join(self.known[attribute])}.")
        return None

    def age(self, part: Compare, op: str) -> Given | None:
        first = part.right.value + (1 if op in (">", "<=") else 0)
        cuts = (*self.ages, 0)
        if op not in ("<", "<=", ">", ">=") or first not in cuts:
            self.wrong(part, f"age {op} {part.right.value} fits no cut of age_groups ({', '.join(map(str, self.ages))}).",
                       "Compare with one of them by < or >=, or add the cut to world.yaml.")
            return None
        groups = [cut for cut in self.ages if (cut < first) == (op in ("<", "<="))]
        if not groups:
            self.wrong(part, f"nobody's age is {op} {part.right.value}.", "Correct it.")
            return None
        return (("age", tuple(map(str, groups))),)
