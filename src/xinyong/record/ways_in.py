"""What would bring a condition about: for a search over rules, which then lives it. A guess may be wrong; the life tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product

from xinyong.scheme.model import Act, Scheme
from xinyong.scheme.truth import holds
from xinyong.scheme.when import Among, Arithmetic, Both, Call, Compare, Name, Not, Truth

MOST_WAYS = 40
"""Of one condition; more alternatives are left out."""
MOST_TIMES = 60
DEPTH = 4


@dataclass(frozen=True)
class Way:
    """Attributes that a subject has, and acts entered against it (id, how often)."""

    attributes: dict[str, str] = field(default_factory=dict)
    acts: tuple[tuple[str, int], ...] = ()

    def __add__(self, other: Way) -> Way:
        return Way(self.attributes | other.attributes, tuple(dict.fromkeys(self.acts + other.acts)))


def ways(scheme: Scheme, tree, of: str, *, depth: int = DEPTH) -> Iterator[Way]:
    """Ways in which the condition may come to hold for a subject of a kind (person or organisation), at most MOST_WAYS, likeliest first."""
    yield from islice(_Guess(scheme, of, depth).of_tree(tree), MOST_WAYS)


class _Guess:
    def __init__(self, scheme: Scheme, of: str, depth: int):
        self.scheme, self.of, self.depth = scheme, of, depth
        self.acts = [act for act in scheme.acts if act.of in (of, "both")]

    def of_tree(self, tree) -> Iterator[Way]:
        match tree:
            case Truth(True):
                yield Way()
            case Both("or", parts):
                for part in parts:
                    yield from self.of_tree(part)
            case Both("and", parts):
                for combined in product(*(list(islice(self.of_tree(part), 6)) for part in parts)):
                    yield sum(combined, Way())
            case Not():
                yield Way()
            case Call(path, arguments):
                yield from self._call(path, arguments)
            case Among(Name((name,)), values):
                for value in values:
                    yield from self._named(name, "==", value)
            case Compare(op, Call(path, arguments), right):
                yield from self._counted(op, path[-1], arguments, right)
            case Compare(op, Arithmetic("+", left, more), right):
                for part in (left, more):
                    yield from self.of_tree(Compare(op, part, right))
            case Compare(op, Name(path), right):
                yield from self._named(path[-1], op, right)
            case _:
                yield Way()

    def _call(self, path, arguments) -> Iterator[Way]:
        word, argument = path[-1], arguments[0] if arguments else "any"
        if word in ("has", "told") and argument in {act.id for act in self.acts}:
            yield Way(acts=((argument, 1),))
        elif word in ("on", "told"):
            yield from self._listed(argument)
        else:
            yield Way()

    def _listed(self, list_id: str) -> Iterator[Way]:
        for rule in self.scheme.lists:
            if rule.id == list_id and self.depth:
                for ground in rule.grounds:
                    yield from ways(self.scheme, ground.when.tree, self.of, depth=self.depth - 1)

    def _counted(self, op: str, word: str, arguments, right) -> Iterator[Way]:
        """count(), sum(), owes() and the like against a number."""
        number, argument = holds(right, {}), arguments[0] if arguments else "any"
        if not isinstance(number, int) or op in ("<=", "==") and number == 0 or op == "<" and number == 1:
            yield Way()
        elif word == "count":
            times = number + (op == ">")
            for act in self._meant(argument)[:3]:
                yield Way(acts=((act.id, min(times, MOST_TIMES)),))
        elif word in ("owes", "overdue"):
            for act in self.acts:
                if act.owes == argument:
                    yield Way(acts=((act.id, 1),))
        elif word in ("sum", "most") and op in ("<", "<="):
            yield from self._fallen()
        else:
            yield Way()

    def _meant(self, argument: str) -> list[Act]:
        if argument in ("bad", "any", "good"):
            return sorted((a for a in self.acts if a.points.low != 0 and (a.points.low > 0) == (argument == "good")), key=lambda a: -abs(a.points.low))
        return [act for act in self.acts if act.id == argument][:1]

    def _named(self, name: str, op: str, right) -> Iterator[Way]:
        number = holds(right, {})
        value = right.path[-1] if isinstance(right, Name) else str(number)
        if name == "age" and isinstance(number, int):
            yield Way({"age": str({">": number + 1, ">=": number, "==": number, "<": max(number - 1, 0), "<=": number}.get(op, 30))})
        elif name in ("score", "grade", *self.scheme.ledgers):
            yield from self._fallen()
        elif op == "==" and name not in ("kind", "role"):
            yield Way({name: value})
        else:
            yield Way()

    def _fallen(self) -> Iterator[Way]:
        """A low standing: the gravest acts, the more the lower."""
        gravest = self._meant("bad")[:2]
        direct = [act for act in self.acts if act.grade][:4]
        for act in direct:
            yield Way(acts=((act.id, 1),))
        for times in (1, 3, 10, 30):
            for act in gravest:
                yield Way(acts=((act.id, times),))
