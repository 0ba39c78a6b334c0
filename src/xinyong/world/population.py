"""A world's population: how many units there are, who is in each, and whose code is whose.

Nothing of it is stored but two counts for every 1,024 units: any unit can be minted alone, and all of them in parallel.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from xinyong.codes import PEOPLE_LIMIT, Organisation, Person, organisation_code, person_code, read_code
from xinyong.errors import XinyongError
from xinyong.kernel.draws import CELL_UNITS, MEMBERS
from xinyong.kernel.seeds import code_key, hash32
from xinyong.scheme.layout import W_BIRTH
from xinyong.world.fields import Field, Fields, fields_of
from xinyong.world.mint import WRONG_SIZE, count_cells, mint_units
from xinyong.world.mint_tables import KeptTables, MintTables
from xinyong.world.model import World

CATEGORIES = {"individual-business": "92", "enterprise": "91", "cooperative": "93"}
"""The category in an organisation's code, by its attribute `form`; 91 where there is none of these."""
_ENTERPRISE = "91"

_CELLS_REMEMBERED = 512
"""Of so many cells, 16 kB each, it is remembered how many each unit holds."""
_NO_UNITS = np.empty((0, 2), dtype=np.uint8)


class Cells(NamedTuple):
    """Persons and organisations before each cell of 1,024 units, and all of them at the end (int64, cells + 1)."""

    persons: np.ndarray
    organisations: np.ndarray


class Minted(NamedTuple):
    """Members of some units: `offsets` (uint32, units + 1) says where in `rows` (int32, subjects x words) each unit begins."""

    offsets: np.ndarray
    rows: np.ndarray


class Population:
    """Exactly `people` persons in units 0, 1, 2, ..., the last one cut where they are complete; their organisations besides.

    A pure function of the three arguments. With their `cells`, kept from an earlier time, nothing is counted anew.
    """

    def __init__(self, world: World, people: int, seed: int, *, cells: Cells | None = None, threads: int = 0):
        if not 0 <= people <= PEOPLE_LIMIT:
            raise XinyongError(f"{people:,} people cannot be minted: from 0 to {PEOPLE_LIMIT:,} can.")
        fields = fields_of(world)
        self._begin(fields, MintTables(world, fields, people, seed), people, seed, cells, threads)

    @classmethod
    def kept(cls, fields: Fields, tables: KeptTables, people: int, seed: int, cells: Cells) -> Population:
        """A population from what a run keeps of it, without the world it was made from."""
        population = cls.__new__(cls)
        population._begin(fields, tables, people, seed, cells, 1)
        return population

    def _begin(self, fields: Fields, tables: MintTables | KeptTables, people: int, seed: int, cells: Cells | None, threads: int) -> None:
        self.fields, self.people, self.seed = fields, people, seed
        self.threads = threads or len(os.sched_getaffinity(0))
        self._tables = tables
        self._key = code_key(seed)
        self._counted: dict[int, np.ndarray] = {}
        if cells is not None and int(cells.persons[-1]) != people:
            raise ValueError(f"cells of {int(cells.persons[-1]):,} people were kept, not of {people:,}")
        self._set_counts(cells)

    @property
    def tables(self) -> MintTables | KeptTables:
        """The compiled table that minting reads."""
        return self._tables

    @property
    def persons(self) -> int:
        return self.people

    @property
    def cell_persons(self) -> np.ndarray:
        """Persons before each cell, and all at the end."""
        return self.cells.persons

    @property
    def cell_organisations(self) -> np.ndarray:
        """Organisations before each cell, and all at the end."""
        return self.cells.organisations

    # ---- counting

    def _set_counts(self, cells: Cells | None) -> None:
        """Count whole cells until there are enough persons; then find the unit that is the last."""
        counts = np.empty((0, 2), dtype=np.int64) if cells is None else np.diff(np.stack(cells), axis=1).T
        persons = int(counts[:, 0].sum())
        while persons < self.people:
            done = len(counts)
            more = 1 + ((self.people - persons) * done // persons if done else 0)
            counts = np.concatenate([counts, self._count(done, done + more + more // 256)])
            persons = int(counts[:, 0].sum())
        last = int(np.searchsorted(counts[:, 0].cumsum(), self.people))
        counts = counts[: last + 1]
        self.units = 0
        if self.people:
            left = self.people - int(counts[:last, 0].sum())
            members = self._count_units(last)
            end = int(np.searchsorted(members[:, 0].cumsum(), left)) + 1
            self.units = last * CELL_UNITS + end
            counts[last] = left, members[:end, 1].sum()
        else:
            counts = counts[:0]
        sums = np.zeros((2, len(counts) + 1), dtype=np.int64)
        sums[:, 1:] = counts.cumsum(axis=0).T
        self.cells = Cells(*sums)
        self.organisations = int(sums[1, -1])
        self.subjects = self.people + self.organisations
        self._counted.clear()

    def _count(self, first: int, last: int) -> np.ndarray:
        """Persons and organisations of whole cells."""
        counts = np.empty((last - first, 2), dtype=np.int64)

        def count(start: int, end: int) -> np.ndarray:
            wrong = np.zeros(WRONG_SIZE, dtype=np.int64)
            count_cells(self._tables.array, self._tables.scratch(), wrong, start, end, counts[start - first : end - first], _NO_UNITS)
            return wrong

        self._in_parallel(count, first, last)
        return counts

    def _count_units(self, cell: int) -> np.ndarray:
        """Persons and organisations of each unit of a cell, uncut; those of some cells are remembered."""
        members = self._counted.get(cell)
        if members is None:
            found = np.empty((CELL_UNITS, 2), dtype=np.uint8)
            wrong = np.zeros(WRONG_SIZE, dtype=np.int64)
            count_cells(self._tables.array, self._tables.scratch(), wrong, cell, cell + 1, np.empty((1, 2), dtype=np.int64), found)
            self._tables.check(wrong)
            members = found.astype(np.int64)
            if len(self._counted) >= _CELLS_REMEMBERED:
                self._counted.clear()
            self._counted[cell] = members
        return members

    def _in_parallel(self, work, first: int, last: int) -> None:
        """Call `work` for ranges of cells on all threads; what it finds wrong first is raised."""
        parts = min(last - first, 4 * self.threads)
        bounds = [first + (last - first) * part // max(parts, 1) for part in range(parts + 1)]
        if self.threads == 1 or parts < 2:
            found = [work(*each) for each in zip(bounds, bounds[1:])]
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                found = list(pool.map(work, bounds[:-1], bounds[1:]))
        for wrong in found:
            self._tables.check(wrong)

    # ---- minting

    def mint(self, words: int = 0, *, first: int = 0, last: int | None = None) -> Minted:
        """The rows of units first .. last - 1 (default: all), each `words` wide (default: as wide as the fields are); the rest is zero.

        `first` is the first unit of a cell. A unit's persons stand in order, its organisations after them.
        """
        last = self.units if last is None else last
        if not 0 <= first <= last <= self.units or first % CELL_UNITS:
            raise ValueError(f"units {first} to {last} of {self.units}: begin at a multiple of {CELL_UNITS}")
        before = self.cells.persons + self.cells.organisations
        cell, end = first // CELL_UNITS, -(-last // CELL_UNITS)
        subjects = before[cell : end + 1] - before[cell]
        size = sum(self._before(last)) - int(before[cell]) if last > first else 0
        offsets = np.zeros(last - first + 1, dtype=np.uint32)
        rows = np.empty((size, self._width(words)), dtype=np.int32)

        def mint(start: int, stop: int) -> np.ndarray:
            wrong = np.zeros(WRONG_SIZE, dtype=np.int64)
            mint_units(self._tables.array, self._tables.scratch(), wrong, start * CELL_UNITS, min(stop * CELL_UNITS, last),
                       int(self.cells.persons[start]), int(subjects[start - cell]), first, offsets, rows)
            return wrong

        self._in_parallel(mint, cell, end)
        return Minted(offsets, rows)

    def mint_one(self, unit: int, words: int = 0) -> np.ndarray:
        """The rows of one unit, minted alone."""
        if not 0 <= unit < self.units:
            raise IndexError(f"unit {unit}: there are {self.units}, from 0")
        persons, _ = self._before(unit)
        rows = np.empty((MEMBERS, self._width(words)), dtype=np.int32)
        offsets = np.zeros(2, dtype=np.uint32)
        wrong = np.zeros(WRONG_SIZE, dtype=np.int64)
        mint_units(self._tables.array, self._tables.scratch(), wrong, unit, unit + 1, persons, 0, unit, offsets, rows)
        self._tables.check(wrong)
        return rows[: int(offsets[1])]

    def _width(self, words: int) -> int:
        if words and words < self.fields.words:
            raise ValueError(f"a row of {words} words is too narrow for fields that take {self.fields.words}")
        return words or self.fields.words

    # ---- which unit

    def _before(self, unit: int) -> tuple[int, int]:
        """Persons and organisations in all units before this one; `units` stands for the end."""
        if unit == self.units:
            return self.people, self.organisations
        cell, place = divmod(unit, CELL_UNITS)
        persons, organisations = self._count_units(cell)[:place].sum(axis=0)
        return int(self.cells.persons[cell] + persons), int(self.cells.organisations[cell] + organisations)

    def unit_of_person(self, number: int) -> tuple[int, int]:
        """Unit and member of person `number` (0 .. persons - 1)."""
        return self._unit_of(number, self.people, self.cells.persons, 0)

    def unit_of_organisation(self, number: int) -> tuple[int, int]:
        """Unit and member of organisation `number` (0 .. organisations - 1)."""
        unit, place = self._unit_of(number, self.organisations, self.cells.organisations, 1)
        return unit, self._persons_of(unit) + place

    def _unit_of(self, number: int, count: int, before: np.ndarray, column: int) -> tuple[int, int]:
        if not 0 <= number < count:
            raise IndexError(f"number {number}: there are {count}, from 0")
        cell = int(np.searchsorted(before, number, side="right")) - 1
        ends = self._count_units(cell)[:, column].cumsum()
        left = number - int(before[cell])
        place = int(np.searchsorted(ends, left, side="right"))
        return cell * CELL_UNITS + place, left - (int(ends[place - 1]) if place else 0)

    def _persons_of(self, unit: int) -> int:
        cell, place = divmod(unit, CELL_UNITS)
        return min(int(self._count_units(cell)[place, 0]), self.people - self._before(unit)[0])

    # ---- codes

    def code_of(self, unit: int, member: int) -> str:
        """The unified social credit code of a member of a unit."""
        self._member(unit, member)
        return self.codes_of(unit, self.mint_one(unit))[member]

    def codes_of(self, unit: int, rows: np.ndarray) -> list[str]:
        """The codes of all members of a unit, given its rows as minted."""
        persons, organisations = self._before(unit)
        kind, own = self.fields["kind"], self._persons_of(unit)
        return [person_code(persons + j, self._birth_year(row), self._is_male(row, unit, j), key=self._key) if self._value(row, kind) == "person"
                else organisation_code(organisations + j - own, self._category(row), key=self._key) for j, row in enumerate(rows)]

    def find(self, code: str) -> tuple[int, int]:
        """Unit and member of whom a typed code belongs to; CodeError says what is wrong with it and what may be meant."""
        found = read_code(code, key=self._key, people=self.people, organisations=self.organisations, exists=self._exists)
        return self._place_of(found)

    def _place_of(self, subject: Person | Organisation) -> tuple[int, int]:
        place = self.unit_of_person if isinstance(subject, Person) else self.unit_of_organisation
        return place(subject.number)

    def _exists(self, subject: Person | Organisation) -> bool:
        """Whether a numbered subject is as a code has it: year of birth and sex, or category."""
        unit, member = self._place_of(subject)
        row = self._member(unit, member)
        if isinstance(subject, Person):
            return (self._birth_year(row), self._is_male(row, unit, member)) == (subject.birth_year, subject.is_male)
        return self._category(row) == subject.category

    def _member(self, unit: int, member: int) -> np.ndarray:
        rows = self.mint_one(unit)
        if not 0 <= member < len(rows):
            raise IndexError(f"unit {unit} has {len(rows)} members; there is no member {member}")
        return rows[member]

    def _value(self, row: np.ndarray, field: Field) -> str:
        return field.read(row[field.word])

    def _birth_year(self, row: np.ndarray) -> int:
        return 1900 + (int(row[W_BIRTH]) >> 5) // 12

    def _is_male(self, row: np.ndarray, unit: int, member: int) -> bool:
        """By the attribute `sex`; where the world has none with the value `male`, by a bit of the member's own."""
        sex = self.fields.get("sex")
        if sex is not None and "male" in sex.values:
            return self._value(row, sex) == "male"
        return hash32(f"sex {self._key} {unit * MEMBERS + member}") & 1 == 1

    def _category(self, row: np.ndarray) -> str:
        form = self.fields.get("form")
        return CATEGORIES.get(self._value(row, form), _ENTERPRISE) if form else _ENTERPRISE
