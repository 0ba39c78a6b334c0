"""Which combinations of attributes can occur at all, and whether population.csv says something about each of them.

A variable is drawn given its parents: `place`, the household's attributes, `role`, what is known of the head (`head.X`), then one's own
attributes. The support of some variables follows from that of the last one's parents, so it is exact and stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from xinyong.scheme.problems import Problems
from xinyong.world.model import Attribute, Member, Weight

MOST = 200_000
"""Combinations looked at for one attribute; beyond, population.csv has to be said with fewer parents."""


class TooMany(Exception):
    """More combinations than anyone wants to enumerate."""


class Table:
    """The rows of one attribute: which hold for a combination of its parents, as a bit mask of rows."""

    def __init__(self, rows: list[Weight]):
        self.rows = rows
        self.parents = tuple(dict.fromkeys(name for row in rows for name, _ in row.given))
        everything = (1 << len(rows)) - 1
        self.free = dict.fromkeys(self.parents, everything)     # rows that do not ask for this parent
        self.asked: dict[str, dict[str, int]] = {parent: {} for parent in self.parents}
        for index, row in enumerate(rows):
            for name, values in row.given:
                self.free[name] &= ~(1 << index)
                for value in values:
                    self.asked[name][value] = self.asked[name].get(value, 0) | 1 << index
        self.values_of: dict[int, tuple[str, ...]] = {}

    def holding(self, names: Iterable[str], values: Iterable[str | None]) -> int:
        """The rows that hold for these values of these parents; a parent that is None is there for no row that asks for it."""
        mask = (1 << len(self.rows)) - 1
        for name, value in zip(names, values):
            mask &= self.free[name] | self.asked[name].get(value, 0)
        return mask

    def possible(self, mask: int) -> tuple[str, ...]:
        """The values that rows of this mask can bring."""
        known = self.values_of.get(mask)
        if known is None:
            known = tuple(dict.fromkeys(row.value for row in self.within(mask) if row.weight > 0))
            self.values_of[mask] = known
        return known

    def within(self, mask: int) -> Iterator[Weight]:
        return (row for index, row in enumerate(self.rows) if mask >> index & 1)


class Support:
    """The combinations that occur among subjects of one kind."""

    def __init__(self, kind: str, attributes: Iterable[Attribute], places: Iterable[str], members: Iterable[Member],
                 weights: Iterable[Weight]):
        self.kind = kind
        self.places = tuple(places)
        self.members = tuple(members)
        attributes = tuple(attributes)
        rows: dict[str, list[Weight]] = {a.id: [] for a in attributes}
        for weight in weights:
            rows[weight.attribute].append(weight)
        self.tables = {name: Table(found) for name, found in rows.items() if found}
        self.household = {a.id for a in attributes if a.of == "household"} | {"place"}
        persons = [a.id for a in attributes if a.of == "person"]
        own = [a.id for a in attributes if a.of == kind] if kind != "household" else []
        ahead = [a.id for a in attributes if a.of == "household"]
        self.order = {name: at for at, name in enumerate(
            ["kind", "place", *ahead, "role", *(f"head.{name}" for name in persons), *own])}
        self._known: dict[frozenset[str], tuple[tuple[str, ...], set]] = {}

    def parents(self, name: str) -> tuple[str, ...]:
        """What `name` is drawn from."""
        if name in ("kind", "place"):
            return ()
        if name == "role":
            return tuple(dict.fromkeys(["household", *(key for m in self.members for key, _ in m.given)]))
        if name.startswith("head."):
            return tuple(dict.fromkeys(["role", *(self._of_head(key) for key in self._head_parents(name))]))
        return self.tables[name].parents if name in self.tables else ()

    def _head_parents(self, name: str) -> list[str]:
        table = self.tables.get(name.removeprefix("head."))
        gone = ("role", "kind")
        return [key for key in table.parents if key not in gone and not key.startswith("head.")] if table else []

    def _of_head(self, key: str) -> str:
        return key if key in self.household else f"head.{key}"

    def of(self, names: Iterable[str]) -> tuple[tuple[str, ...], set]:
        """The combinations of these variables that occur, with the order their values are in."""
        wanted = frozenset(names)
        if wanted not in self._known:
            self._known[wanted] = self._find(wanted)
        return self._known[wanted]

    def _find(self, wanted: frozenset[str]) -> tuple[tuple[str, ...], set]:
        if not wanted:
            return (), {()}
        ordered = tuple(sorted(wanted, key=self.order.__getitem__))
        last, rest = ordered[-1], ordered[:-1]
        parents = self.parents(last)
        given, base = self.of(frozenset(rest) | frozenset(parents))
        kept, asked = _picker(given, rest), _picker(given, parents)
        brings: dict[tuple, tuple] = {}
        found: set[tuple] = set()
        for start, known in {(kept(combination), asked(combination)) for combination in base}:
            values = brings.get(known)
            if values is None:
                values = brings[known] = self._values(last, dict(zip(parents, known)))
            found.update([(*start, value) for value in values])
            if len(found) > MOST:
                raise TooMany(", ".join(ordered))
        return ordered, found

    def _values(self, name: str, known: dict[str, str | None]) -> tuple:
        """The values that a variable can have, given its parents'."""
        if name == "kind":
            return (self.kind,)
        if name == "place":
            return self.places
        if name == "role":
            return self._roles(known)
        table = self.tables.get(name.removeprefix("head."))
        if name.startswith("head.") and known["role"] == "head":
            return (None,)                      # nobody but the others has a head
        if table is None:
            return ()
        if name.startswith("head."):
            known = {"role": "head", "kind": "person"} | {key: known.get(self._of_head(key)) for key in table.parents
                                                           if key not in ("role", "kind")}
        return table.possible(table.holding(table.parents, [known.get(parent) for parent in table.parents]))

    def _roles(self, known: dict) -> tuple[str, ...]:
        organisation = self.kind == "organisation"
        return tuple(dict.fromkeys(
            m.role for m in self.members
            if m.household == known["household"] and (m.role == "business") == organisation
            and all(known.get(key) in values for key, values in m.given)))


def _picker(names: tuple[str, ...], wanted: tuple[str, ...]):
    """A function from a combination of `names` to the values of some of them."""
    at = [names.index(name) for name in wanted]
    if len(at) > 1:
        return itemgetter(*at)
    return (lambda combination: (combination[at[0]],)) if at else lambda combination: ()


def check_population(attributes: tuple[Attribute, ...], places: Iterable[str], members: tuple[Member, ...],
                     weights: tuple[Weight, ...], problems: Problems) -> None:
    """Every combination of parents that occurs has a row, and never two for one value."""
    places = tuple(places)
    supports = {kind: Support(kind, attributes, places, members, weights)
                for kind in ("household", "person", "organisation")}
    for attribute in attributes:
        support = supports[attribute.of]
        table = support.tables.get(attribute.id)
        if table is None:
            problems.add(attribute.place, f"{attribute.id}: population.csv has no row for it.",
                         "Say how its values are spread; equally likely is not assumed.", rule="population")
            continue
        try:
            names, combinations = support.of(table.parents)
        except TooMany as many:
            problems.add(table.rows[0].place, f"{attribute.id}: more than {MOST:,} combinations of {many}.",
                         "Let it depend on fewer attributes.", rule="population")
            continue
        _check_table(attribute.id, table, names, combinations, problems)


def _check_table(name: str, table: Table, names: tuple[str, ...], combinations: set, problems: Problems) -> None:
    asked = _picker(names, table.parents)
    by_mask: dict[int, list[tuple]] = {}
    for combination in combinations:
        by_mask.setdefault(table.holding(table.parents, asked(combination)), []).append(combination)
    missing = [c for mask, found in by_mask.items() if not table.possible(mask) for c in found]
    if missing:
        more = f" (nor for {len(missing) - 1} more)" if len(missing) > 1 else ""
        problems.add(table.rows[0].place, f"{name}: no row with a weight holds for {_said(names, min(missing, key=_rank))}{more}.",
                     "Add a row for it.", rule="population")
    clashes: dict[tuple[int, int], tuple] = {}
    for mask, found in by_mask.items():
        for first, second in _doubled(table, mask):
            known = clashes.get((second.place.line, first.place.line))
            best = min([*found, *known[2:]], key=_rank) if known else min(found, key=_rank)
            clashes[second.place.line, first.place.line] = (first, second, best)
    for _, (first, second, combination) in sorted(clashes.items(), key=lambda item: item[0]):
        problems.add(second.place, f"{name}: the rows on lines {first.place.line} and {second.place.line} both give "
                     f"{second.value} for {_said(names, combination)}.", "Let one of them hold.", rule="population")


def _rank(combination: tuple) -> tuple[str, ...]:
    return tuple(value or "" for value in combination)


def _doubled(table: Table, mask: int) -> Iterator[tuple[Weight, Weight]]:
    seen: dict[str, Weight] = {}
    for row in table.within(mask):
        if row.value in seen:
            yield seen[row.value], row
        else:
            seen[row.value] = row


def _said(names: tuple[str, ...], combination: tuple) -> str:
    told = [f"{name} == {value}" for name, value in zip(names, combination) if value is not None]
    return " and ".join(told) or "anybody"
