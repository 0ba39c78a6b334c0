"""Finding subjects by what happened to them: the population is lived again, block by block, with somebody watching."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from xinyong.errors import XinyongError
from xinyong.kernel.draws import CELL_UNITS
from xinyong.nation.replay import held
from xinyong.record.expression import ALWAYS, AT, AT_END, SOME_DAY, Asked, Combined, parts_of, read_expression
from xinyong.record.living import Conditions
from xinyong.scheme.layout import H_WORDS
from xinyong.scheme.when import Condition, Not
from xinyong.world.model import World
from xinyong.world.rulebook import Rulebook, compile_world

FIRST_BLOCK, LARGEST_BLOCK = 4 * CELL_UNITS, 64 * CELL_UNITS
Watcher = Callable[[int, int, int], None]


class Finder:
    """Finds whoever an expression fits, among the subjects of a run.

    conditions: what the run was lived under. world: its rules, from which the expression is compiled. SchemeError tells what is wrong with
    the expression. when: what a condition means that says nothing of when.
    """

    def __init__(self, conditions: Conditions, world: World, expression: str, *, when: str = SOME_DAY, threads: int = 0):
        if not conditions.months:
            raise XinyongError("The run has lived no month: nothing has happened that could be found.")
        self.conditions, self.threads = conditions, threads
        self.asked = read_expression(expression, world, conditions.first_day, conditions.last_day, when=when)
        self.books: dict[int, Rulebook] = {}
        for part in parts_of(self.asked):
            self.books[id(part)] = compile_world(world, watch=_watched(part))

    def blocks(self, *, progress: Watcher | None = None) -> Iterator[tuple[int, int]]:
        """(unit, member) of everybody it fits, by subject number. progress: told units looked at, all units, and how many were found."""
        population = self.conditions.population
        first, size, found = 0, FIRST_BLOCK, 0
        while first < population.units:
            last = min(first + size, population.units)
            for place in self.within(first, last):
                found += 1
                yield place
            if progress:
                progress(last, population.units, found)
            first, size = last, min(2 * size, LARGEST_BLOCK)

    def within(self, first: int, last: int) -> list[tuple[int, int]]:
        """(unit, member) of those it fits in units first .. last - 1; `first` begins a cell."""
        offsets = self.conditions.population.mint(first=first, last=last).offsets.astype(np.int64)
        rows = np.flatnonzero(self._fits(self.asked, first, last))
        units = np.searchsorted(offsets, rows, side="right") - 1
        return [(first + int(u), int(r - offsets[u])) for u, r in zip(units, rows)]

    def _fits(self, asked: Asked | Combined, first: int, last: int) -> np.ndarray:
        if isinstance(asked, Asked):
            return self._lived(asked, first, last)
        parts = [self._fits(part, first, last) for part in asked.parts]
        if asked.op == "not":
            return ~parts[0]
        return np.logical_and.reduce(parts) if asked.op == "and" else np.logical_or.reduce(parts)

    def _lived(self, asked: Asked, first: int, last: int) -> np.ndarray:
        """For each member of the block, whether it fits."""
        c, book = self.conditions, self.books[id(asked)]
        day = {AT: asked.day, AT_END: c.last_day}.get(asked.when)
        found = held(book, c.couplings, c.first_month, c.seed, c.population.mint(book[H_WORDS], first=first, last=last), first_unit=first,
                     day=day, threads=self.threads)
        return ~found if asked.when == ALWAYS else found


def _watched(part: Asked) -> Condition:
    """What is looked for while living: of `always`, a day on which it does not hold."""
    if part.when != ALWAYS:
        return part.condition
    return Condition(part.condition.text, Not(part.condition.tree))
