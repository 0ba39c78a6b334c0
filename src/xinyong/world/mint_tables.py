"""The table that minting reads: a world's population.csv and households.csv as whole numbers.

Each attribute becomes a step: its name's hash, where it goes in the row, and for every combination of its parents' values the sums of its
weights so far, in 2^-32ths, made with exact fractions. Who lives together becomes a table by the household's attributes.
"""

from __future__ import annotations

import calendar
import datetime as dt
from math import lcm

import numpy as np

from xinyong.codes import PEOPLE_LIMIT
from xinyong.codes.permutation import ROUNDS, permutation
from xinyong.errors import XinyongError
from xinyong.kernel.draws import MEMBERS
from xinyong.kernel.seeds import code_key, hash32, luck_key
from xinyong.world import mint
from xinyong.world.fields import BUSINESS, KINDS, Fields, attributes_of, consented
from xinyong.world.model import World

CERTAIN = 1 << 32
AGE_BAND, HOUSEHOLD = "age-band", "household"
MOST_ENTRIES = 1 << 24
"""Weights kept for one attribute: combinations of its parents' values times its own values."""


class MintTables:
    """The table `T` of one world, seed and number of people, and the names of its steps."""

    def __init__(self, world: World, fields: Fields, people: int, seed: int):
        self.world, self.fields = world, fields
        self._words: list[np.ndarray] = [np.zeros(mint.T_HEADER, dtype=np.int64)]
        self._end = mint.T_HEADER
        self._names: dict[int, str] = {}
        self._set_names()
        self._set_weights()
        steps = {owner: self._steps(owner) for owner in ("household", "person", "organisation")}
        head = self._words[0]
        head[[mint.T_K0, mint.T_K1, mint.T_PEOPLE]] = *luck_key(seed), people
        head[[mint.T_HOUSEHOLD, mint.T_HOUSEHOLDS]] = steps["household"]
        head[[mint.T_PERSON, mint.T_PERSONS]] = steps["person"]
        head[[mint.T_ORGANISATION, mint.T_ORGANISATIONS]] = steps["organisation"]
        head[[mint.T_ROLE, mint.T_KIND]] = self.slots["role"], self.slots["kind"]
        head[[mint.T_ROLE_WORD, mint.T_ROLE_SHIFT]] = fields["role"].word, fields["role"].shift
        head[[mint.T_KIND_WORD, mint.T_KIND_SHIFT]] = fields["kind"].word, fields["kind"].shift
        self._compose(head)
        self._set_births(head, seed)
        self.array = np.concatenate(self._words)

    def scratch(self) -> np.ndarray:
        """Room for one unit's values while it is minted; each thread has its own."""
        return np.zeros(len(self.slots) + 1, dtype=np.int64)

    def check(self, wrong: np.ndarray) -> None:
        """XinyongError when minting met what no file says; a world that was read and checked never does."""
        if wrong[mint.G_WRONG] == mint.NO_WEIGHT:
            raise XinyongError(f"world {self.world.id}, unit {wrong[mint.G_UNIT]}: population.csv has no row with a weight for the"
                               f" {self._names[int(wrong[mint.G_STEP])]} of a member. Add a row for every combination that occurs.")
        if wrong[mint.G_WRONG] == mint.NO_MEMBERS:
            raise XinyongError(f"world {self.world.id}, unit {wrong[mint.G_UNIT]}: households.csv puts nobody into this household."
                               " Let the head of every household be there without condition.")

    # ---- names and weights

    def _set_names(self) -> None:
        """Every name a table may be looked up by: its slot in `v` and its values."""
        own = {field.id: field.values for field in self.fields if field.of != "both"}
        self.values = {"role": self.fields.roles, "kind": KINDS, **own}
        for attribute in attributes_of(self.world, "person"):
            self.values[f"head.{attribute.id}"] = attribute.values + ("",)      # "": the head itself, of whom nothing is known yet
        self.slots = {name: at for at, name in enumerate(self.values)}

    def _set_weights(self) -> None:
        self.weights = {"place": [((), place.id, place.weight) for place in self.world.places]}
        for attribute in self.world.attributes:
            self.weights[attribute.id] = []
        for row in self.world.weights:
            self.weights[row.attribute].append((row.given, row.value, row.weight))
        for scheme in self.world.schemes:
            name = consented(scheme.id)
            if name in self.fields:
                practice = self.world.practice.consent.get(scheme.id)
                share = practice.share if practice else 0
                self.weights[name] = [((), "no", 1 - share), ((), "yes", share)]

    # ---- steps

    def _steps(self, owner: str) -> tuple[int, int]:
        """The steps of a household, person or organisation: where they stand, how many they are."""
        names = ["place"] if owner == "household" else []
        names += [attribute.id for attribute in attributes_of(self.world, owner)]
        if owner != "household":
            names += [field.id for field in self.fields if field.id in self.weights and field.of == "both"]
        steps = [self._step(name) for name in names]
        at = self._put(np.array(steps, dtype=np.int64))
        for index, name in enumerate(names):
            self._names[at + index * mint.STEP_WIDTH] = name
        return at, len(steps)

    def _step(self, name: str) -> list[int]:
        field = self.fields[name]
        nowhere = len(self.slots)                   # consents are parents of nothing
        parents, sums = self._sums(name, field.values)
        step = [0] * mint.STEP_WIDTH
        step[mint.ST_HASH], step[mint.ST_WORD], step[mint.ST_SHIFT] = hash32(name), field.word, field.shift
        step[mint.ST_SLOT] = self.slots.get(name, nowhere)
        step[mint.ST_HEAD] = self.slots.get(f"head.{name}", nowhere)
        step[mint.ST_VALUES], step[mint.ST_TABLE] = len(field.values), self._put(sums)
        step[mint.ST_PARENT], step[mint.ST_PARENTS] = self._put(self._parents(parents, len(field.values))), len(parents)
        if name == AGE_BAND and field.of == "person":
            step[mint.ST_BAND] = self._put(np.array([_band(value) for value in field.values], dtype=np.int64))
        return step

    def _sums(self, name: str, values: tuple[str, ...]) -> tuple[tuple[str, ...], np.ndarray]:
        """For every combination of the parents' values, the share of the values up to each, in 2^-32ths; zeros where no row holds."""
        rows = self.weights[name]
        parents = tuple(dict.fromkeys(parent for given, _, _ in rows for parent, _ in given))
        shape = (*(len(self.values[parent]) for parent in parents), len(values))
        if np.prod(shape, dtype=object) > MOST_ENTRIES:
            raise XinyongError(f"world {self.world.id}: {name} depends on {', '.join(parents)}, which have too many combinations."
                               " Let it depend on fewer attributes.")
        scale = lcm(*(weight.denominator for _, _, weight in rows if weight))
        total = sum(weight * scale for _, _, weight in rows)
        sums = np.zeros(shape, dtype=np.int64 if total < 1 << 31 else object)
        for given, value, weight in rows:
            sums[np.ix_(*self._where(parents, dict(given)), [values.index(value)])] += int(weight * scale)
        sums = sums.cumsum(axis=-1)
        last = sums[..., -1:]
        return parents, (sums * CERTAIN // np.where(last > 0, last, 1)).astype(np.int64)

    def _where(self, parents: tuple[str, ...], given: dict[str, tuple[str, ...]]) -> list[list[int]]:
        """For each parent, the positions of the values that are given; a role that nobody has has none."""
        return [[at for at, value in enumerate(self.values[parent]) if parent not in given or value in given[parent]]
                for parent in parents]

    def _parents(self, parents: tuple[str, ...], width: int) -> np.ndarray:
        """The slot of each parent, and what one step of its value is worth in a table of entries of this width."""
        rows = []
        for parent in reversed(parents):
            rows.append((self.slots[parent], width))
            width *= len(self.values[parent])
        return np.array(rows[::-1], dtype=np.int64)

    # ---- who lives together

    def _compose(self, head: np.ndarray) -> None:
        """For every combination of the household's attributes that matter: persons in order, then organisations, with their roles."""
        members = sorted(self.world.members, key=lambda member: member.role == BUSINESS)
        asked = [{HOUSEHOLD: (member.household,), **dict(member.given)} for member in members]
        if HOUSEHOLD not in self.values:            # a world of one type of household need not name it
            if len({member.household for member in members}) > 1:
                raise XinyongError(f"world {self.world.id}: households.csv has several types of household; declare the attribute household.")
            asked = [dict(member.given) for member in members]
        parents = tuple(dict.fromkeys(name for given in asked for name in given))
        shape = tuple(len(self.values[parent]) for parent in parents)
        if np.prod(shape, dtype=object) * mint.COMPOSITION_WIDTH > MOST_ENTRIES:
            raise XinyongError(f"world {self.world.id}: households.csv depends on {', '.join(parents)}, which have too many combinations.")
        living = np.zeros((*shape, mint.COMPOSITION_WIDTH), dtype=np.int64)
        flat = living.reshape(-1, mint.COMPOSITION_WIDTH)
        numbers = np.arange(len(flat)).reshape(shape)
        for member, given in zip(members, asked):
            here = numbers[np.ix_(*self._where(parents, given))].ravel()
            at = flat[here, mint.CO_PERSONS] + flat[here, mint.CO_ORGANISATIONS]
            if at.size and at.max() >= MEMBERS:
                raise XinyongError(f"world {self.world.id}: a household of the type {member.household} has more than {MEMBERS} members.")
            flat[here, mint.CO_ROLE + at] = self.fields.roles.index(member.role)
            flat[here, mint.CO_ORGANISATIONS if member.role == BUSINESS else mint.CO_PERSONS] += 1
        head[mint.T_LIVING] = self._put(living)
        head[mint.T_LIVING_PARENT] = self._put(self._parents(parents, mint.COMPOSITION_WIDTH))
        head[mint.T_LIVING_PARENTS] = len(parents)

    # ---- births

    def _set_births(self, head: np.ndarray, seed: int) -> None:
        first = dt.date(1970, 1, 1) + dt.timedelta(days=self.world.first)
        head[mint.T_FIRST_MONTH], head[mint.T_FIRST_DAY] = (first.year - 1900) * 12 + first.month - 1, first.day - 1
        head[mint.T_CALENDAR] = self._put(np.array(
            [month << 5 | day for month in range(12) for day in range(calendar.monthrange(2001, month + 1)[1])], dtype=np.int64))
        birthdays = permutation(PEOPLE_LIMIT, code_key(seed), "person")
        head[[mint.T_SIZE, mint.T_LEFT, mint.T_RIGHT]] = birthdays.size, birthdays.left_radix, birthdays.right_radix
        head[mint.T_KEYS:mint.T_KEYS + ROUNDS] = birthdays.keys

    def _put(self, table: np.ndarray) -> int:
        """Append a table; returns where it begins."""
        at = self._end
        self._words.append(table.ravel())
        self._end += table.size
        return at


class KeptTables:
    """The table as a run keeps it: enough to mint anyone anew. `slots`: values held while a unit is minted."""

    def __init__(self, array: np.ndarray, slots: int):
        self.array, self._slots = array, slots

    def scratch(self) -> np.ndarray:
        """Room for one unit's values while it is minted."""
        return np.zeros(self._slots + 1, dtype=np.int64)

    def check(self, wrong: np.ndarray) -> None:
        """XinyongError when the table does not say who is to be minted; a run that was lived has one that does."""
        if wrong[mint.G_WRONG]:
            raise XinyongError(f"unit {wrong[mint.G_UNIT]} cannot be minted from this run's tables: the file is damaged.")


def _band(value: str) -> tuple[int, int]:
    """`18-29` as its first age and the number of ages in it."""
    first, _, last = value.partition("-")
    return int(first), int(last) - int(first) + 1
