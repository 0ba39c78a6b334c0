"""The small rule set (bench/small), lived by the engine, and as plain arrays for the programs written by hand for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from xinyong.kernel.draws import CELL_UNITS
from xinyong.kernel.seeds import luck_key
from xinyong.life.agenda import RECORD
from xinyong.life.store import INLINE
from xinyong.nation.living import Living
from xinyong.scheme import layout as lay
from xinyong.scheme.layout import PLACE_RESTRICTED
from xinyong.world.calendar import month_starts
from xinyong.world.population import Minted, Population
from xinyong.world.read import read_world
from xinyong.world.rulebook import Rulebook, compile_world

FOLDER = Path(__file__).parent / "small"
FIRST_MONTH = 120 * 12
"""January 2020, counted from January 1900."""
FLOWS = (lay.N_BAD, lay.N_GOOD, lay.N_ENTERED, lay.N_EXPIRED, lay.N_LISTED, lay.N_UNLISTED, lay.N_BETTER, lay.N_WORSE)
"""The flows of a month that every program counts, in the order in which `Outcome.flows` has them."""


@dataclass(frozen=True)
class Outcome:
    """What a program ends with. Of everybody: `points` over the start, `grade` (1 the best), `listed`, `records` that still count.
    By month: `grades` (months, 7: none first), `sums` of points, `lists`, `restricted` (months, places), `flows` (months, 8)."""

    points: np.ndarray
    grade: np.ndarray
    listed: np.ndarray
    records: np.ndarray
    grades: np.ndarray
    sums: np.ndarray
    lists: np.ndarray
    restricted: np.ndarray
    flows: np.ndarray

    def differs(self, other: Outcome) -> list[str]:
        """What is not the same to the bit."""
        return [name for name in self.__dataclass_fields__ if not np.array_equal(getattr(self, name), getattr(other, name))]


@dataclass(frozen=True)
class Rules:
    """The compiled rule set as arrays. Kinds are those that anybody does, in the world's order."""

    key: tuple[int, int]
    hash: np.ndarray            # uint32 by kind: its name in draws
    points: np.ndarray          # int32 by kind
    near_factor: np.ndarray     # int64 by kind, of 65536: when all neighbours are restricted
    listed_factor: np.ndarray   # int64 by kind, of 65536
    rate: np.ndarray            # uint32, kinds x classes: chance a month, of 2^32
    bound: np.ndarray           # the same, at most
    month_start: np.ndarray     # int32, from January 1900
    first_month: int


def compile_small() -> tuple[Rulebook, Callable[[int, int], Population]]:
    """The rulebook, and how to mint so many people from a seed."""
    world = read_world(FOLDER)
    return compile_world(world), lambda people, seed: Population(world, people, seed)


def rules_of(book: Rulebook, seed: int) -> Rules:
    """The rulebook as arrays, after a check that it holds nothing which the programs written by hand do not."""
    r = book.array.view(np.uint32)
    kinds, classes = book[lay.H_KINDS] - 1, book[lay.H_CLASSES]
    assert (kinds, book[lay.H_PLACES], book[lay.H_LISTS], book[lay.H_SLOTS], book[lay.H_STRAYS]) == (10, 256, 1, 1, 0)
    kind = book.array[book[lay.H_KIND]:].reshape(-1)[:(kinds + 1) * lay.KIND_WIDTH].reshape(-1, lay.KIND_WIDTH)
    act = book.array[book[lay.H_ACT]:][:kinds * lay.ACT_WIDTH].reshape(-1, lay.ACT_WIDTH)
    refs = book.array[kind[:kinds, lay.K_REF]]
    response = book.array[book[lay.H_RESPONSE]:][:2 * lay.RESPONSE_WIDTH].reshape(2, lay.RESPONSE_WIDTH)
    assert response[0, lay.R_NEAR] == lay.NEAR_RESTRICTED and response[1, lay.R_NEAR] == lay.NEAR_NONE
    factor = np.full((2, kinds), 65536, np.int64)
    for k in range(kinds):
        for f in book.array[kind[k, lay.K_FACTOR]:].reshape(-1)[:kind[k, lay.K_FACTORS] * lay.FACTOR_WIDTH].reshape(-1, lay.FACTOR_WIDTH):
            factor[f[lay.FR_RESPONSE], k] = f[lay.FR_FACTOR]

    rates = r[book[lay.H_RATE]:][:(kinds + 1) * classes * lay.RATE_WIDTH].reshape(kinds + 1, classes, lay.RATE_WIDTH)
    assert not rates[kinds].any(), "the last kind is a want that nobody has"

    return Rules(luck_key(seed), kind[:kinds, lay.K_HASH].astype(np.uint32), act[refs, lay.A_LOW].astype(np.int32), factor[0].copy(), factor[1].copy(),
                 *(np.ascontiguousarray(rates[:kinds, :, x]) for x in (lay.RT_RATE, lay.RT_BOUND)), month_starts().astype(np.int32), FIRST_MONTH)


def minted_of(book: Rulebook, population: Population) -> Minted:
    """Everybody, as the engine takes them over."""
    return population.mint(book[lay.H_WORDS])


def living_of(book: Rulebook, minted: Minted, seed: int, threads: int) -> Living:
    """The engine before its first month."""
    return Living(book, minted, seed, first_month=FIRST_MONTH, threads=threads)


def people_of(living: Living) -> tuple[np.ndarray, np.ndarray]:
    """Class (uint8) and place (uint16) of everybody, each a unit of one person."""
    word = living.state.row[:, lay.W_CLASS_PLACE]
    assert len(word) == living.units
    return (word & 0xFFFF).astype(np.uint8), ((word >> 16) & 0x7FFF).astype(np.uint16)


def records_of(living: Living) -> np.ndarray:
    """How many live records everybody has: entries of that kind on the agendas, inline and behind."""
    state = living.state
    count = state.count.astype(np.int64)
    inline = (_is_record(state.agenda[:, :, 0]) & (np.arange(INLINE) < count[:, None])).sum(1)
    more = np.maximum(count - INLINE, 0)
    unit = np.repeat(np.arange(len(count)), more)
    turn = np.arange(len(unit)) - np.repeat(np.cumsum(more) - more, more)
    behind = state.arena[(unit // CELL_UNITS) // living.cells_per_chunk, state.spill[unit] + turn, 0]
    return inline + np.bincount(unit, weights=_is_record(behind), minlength=len(count)).astype(np.int64)


def _is_record(keys: np.ndarray) -> np.ndarray:
    return (keys >> 40) & 63 == RECORD


def outcome_of(living: Living) -> Outcome:
    """What the engine ended with."""
    book, h, row = living.book, living.history, living.state.row
    listed = row[:, book[lay.H_BITS]] & 1
    return Outcome(
        points=row[:, book.array[book[lay.H_LEDGER] + lay.L_WORD]].astype(np.int64), grade=row[:, book[lay.H_GRADE_WORD]] & 0xFF, listed=listed,
        records=records_of(living), grades=np.array(h.grades)[:, 0], sums=np.array(h.scores)[:, 0],
        lists=np.array(h.lists)[:, 0], restricted=np.array(h.place)[:, :, PLACE_RESTRICTED], flows=np.array(h.metrics).sum(1)[:, FLOWS])
