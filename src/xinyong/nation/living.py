"""Living a population: month after month, on as many threads as wished, with the same bits.

Units live apart within a month; what they do to each other passes through the couplings of their place, computed here at the
month's end from whole numbers only.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from xinyong.errors import RunError
from xinyong.kernel.draws import CELL_UNITS, MEMBERS
from xinyong.kernel.seeds import luck_key
from xinyong.life.scratch import (
    S_DAY,
    S_VERB,
    SCRIPT_WIDTH,
    TRACE_WIDTH,
    V_LOOK,
    X_CAPACITY,
    X_COUNT,
    X_FIRST,
    X_MONTH,
    X_SIZE,
    X_WATCH,
    X_WATCH_DAY,
    Life,
)
from xinyong.life.slots import BINS
from xinyong.life.store import CLASSES, INLINE, State
from xinyong.nation import cpu
from xinyong.nation.history import History
from xinyong.nation.scan import (
    classify_all,
    digest_units,
    take_stock,
)
from xinyong.scheme.layout import *
from xinyong.world.calendar import month_starts
from xinyong.world.rulebook import Rulebook

CHUNKS = 64
AGENDA_ROOM = 32_768
"""Entries that one household may have on its agenda at once."""
_WAIT_AT_MOST = 3_650
_TASKS_A_THREAD = 5
"""Of a month: half of it first, then half of what is left, and so on, so that no thread waits long for another's last."""
_CERTAIN = 1 << 32
_BITS_OF_BYTE = np.arange(256)[:, None] >> np.arange(8) & 1


class Table:
    """A table on which units are lived one by one, with all it needs; one for each task."""

    def __init__(self, book: Rulebook, seed: int, first_day: int, *, trace_rows: int = 0, script=None, watch: int = -1):
        r = book.array
        x = np.zeros(X_SIZE, np.int64)
        x[X_CAPACITY], x[X_FIRST], x[X_WATCH], x[X_WATCH_DAY] = AGENDA_ROOM, first_day, watch, -1
        if script is None:
            script = np.zeros((0, SCRIPT_WIDTH), np.int64)
        self.life = Life(
            R=r, P=np.zeros((book[H_PLACES], max(1, book[H_P_WIDTH])), np.int64), M=np.zeros((MEMBERS, book[H_WORDS]), np.int32),
            A=np.zeros(AGENDA_ROOM, np.int64), B=np.zeros(AGENDA_ROOM, np.int64), X=x, F=np.zeros(book[H_F_SIZE], np.int64),
            T=np.zeros((trace_rows, TRACE_WIDTH), np.int64), S=np.ascontiguousarray(script, np.int64),
            K=np.array(luck_key(seed), np.uint32))
        self.job = np.zeros(cpu.J_SIZE, np.int64)
        kinds, people = max(1, book[H_KINDS]), CELL_UNITS * MEMBERS
        self.cell = cpu.Cell(
            top=np.zeros(kinds, np.int64), start=np.zeros(kinds, np.uint32), offset=np.zeros(BINS + 1, np.int32), kinds=np.zeros(4 * BINS, np.int32),
            words=np.zeros((MEMBERS, CELL_UNITS), np.uint32), line=np.zeros(people + 4, np.int64), who=np.zeros(people + 4, np.int32),
            found=np.zeros(2 * people + 1, np.int64), hits=np.zeros(CELL_UNITS, np.int64), todo=np.zeros(CELL_UNITS + 1, np.int64))

    def begin(self, state: State, month: int, units: int) -> None:
        """Say of everybody which rates hold as of the first day of the first month."""
        self.life.X[X_MONTH] = month
        classify_all(state, self.life, units)

    def assign(self, month: int, last_month: int, first_unit: int, units: int, cells_per_chunk: int, chunk: int, last_chunk: int) -> None:
        """Say which months of which chunks are to be lived on this table."""
        j = self.job
        j[:] = 0
        j[cpu.J_MONTH], j[cpu.J_LAST_MONTH], j[cpu.J_FROM_MONTH] = month, last_month, month
        j[cpu.J_CHUNK], j[cpu.J_LAST_CHUNK], j[cpu.J_FROM_CHUNK] = chunk, last_chunk, chunk
        j[cpu.J_FIRST_UNIT], j[cpu.J_UNITS], j[cpu.J_CELLS] = first_unit, units, cells_per_chunk
        j[cpu.J_UNIT] = chunk * cells_per_chunk * CELL_UNITS

    def work(self, state: State, couplings: np.ndarray, pools: np.ndarray) -> None:
        """Live what was assigned, until done or until something is too small. pools: the couplings' `largest_pools`."""
        cpu.live_chunks(state, self.life, couplings, pools, self.job, self.cell)

    def bytes(self) -> int:
        return sum(a.nbytes for a in (*self.life, *self.cell))


def largest_pools(book: Rulebook, couplings: np.ndarray) -> np.ndarray:
    """The largest pool of each kind of stray in all places (months, strays)."""
    first = book[H_P_STRAY]
    return couplings[:, :, first:first + book[H_STRAYS]].max(axis=1, initial=0)


def make_room(state: State, waiting: list[Table]) -> State:
    """Enlarge what tasks found too small; the unit that one was living stays on its table."""
    for t in waiting:
        status = t.job[cpu.J_STATUS]
        if status == cpu.SLOTS_FULL:
            t.cell = t.cell._replace(kinds=np.zeros(int(t.job[cpu.J_NEED]) * 2, np.int32))
        elif status == cpu.AGENDA_FULL:
            raise RunError(f"One household has more than {AGENDA_ROOM:,} records and dates at once. "
                           "Shorten how long records count, or lower the rates.")
    if not any(t.job[cpu.J_STATUS] == cpu.ARENA_FULL for t in waiting):
        return state
    chunks, room, _ = state.arena.shape
    needed = max(int(t.life.X[X_COUNT]) for t in waiting)
    more = room + max(room // 6, 2 * needed, 64)
    grown = np.zeros((chunks, more, 2), np.int64)
    grown[:, :room] = state.arena
    return state._replace(arena=grown)


def fresh_state(offsets: np.ndarray, rows: np.ndarray, units: int) -> tuple[State, int]:
    """A population's columns before its first month, and how many cells a chunk has."""
    cells = -(-max(units, 1) // CELL_UNITS)
    per_chunk = -(-cells // CHUNKS)
    chunks = -(-cells // per_chunk)
    free = np.full((chunks, CLASSES + 1), -1, np.int32)
    free[:, CLASSES] = 0
    return State(
        offset=np.ascontiguousarray(offsets, np.uint32), row=rows, group=np.zeros(len(rows), np.uint16),
        turn=np.zeros(units, np.uint16), due=np.zeros(units, np.uint16),
        count=np.zeros(units, np.uint16),
        spill=np.zeros(units, np.int32), agenda=np.zeros((units, INLINE, 2), np.int64),
        arena=np.zeros((chunks, 64, 2), np.int64), free=free), per_chunk


def _edges_of_tasks(tasks: int, threads: int) -> np.ndarray:
    """Where tasks begin and end in what is to be done (0 to 1): each round of all threads takes half of what is left, the last round the rest."""
    rounds = -(-tasks // threads)
    shares = np.array([0.5 ** min(task // threads + 1, rounds - 1) for task in range(tasks)])
    return np.concatenate([[0], np.cumsum(shares / shares.sum())])


class Living:
    """A population being lived; `step` lives the next month.

    book: the compiled rules. population: as minted (`offsets`, `rows`), `book[H_WORDS]` words wide; taken over.
    first_month, month: counted from January 1900. threads: 0 for one a core. is_new: before its first month; else
    `restore` says where it stands. stock: where everybody stands (`H_F_STOCK`). Raises RunError when one household outgrows its agenda.
    """

    def __init__(self, book: Rulebook, population, seed: int, *, first_month: int, threads: int = 0, watch: int = -1,
                 first_unit: int = 0, is_new: bool = True):
        self.book, self.seed, self.first_month, self.month, self.first_unit = book, seed, first_month, first_month, first_unit
        self.units = len(population.offsets) - 1
        self.threads = threads or os.cpu_count() or 1
        self.state, self.cells_per_chunk = fresh_state(population.offsets, population.rows, self.units)
        self.chunks = self.state.arena.shape[0]
        first_day = int(month_starts()[first_month])
        self.tables = [Table(book, seed, first_day, watch=watch)
                       for _ in range(min(self.chunks, _TASKS_A_THREAD * self.threads if self.threads > 1 else 1))]
        self.pool = ThreadPoolExecutor(self.threads)
        if is_new:
            self.tables[0].begin(self.state, first_month, self.units)
        self.stock = self._whole_stock()
        self.history = History()
        self.queue = np.zeros((book[H_PLACES], book[H_F_PLACE_WIDTH]), np.int64)
        self.coupling = np.zeros((book[H_PLACES], max(1, book[H_P_WIDTH])), np.int64)
        self.active_units = 0
        self.peak_bytes = self.bytes_now()

    # ---- a month

    def step(self) -> None:
        """Live one month, sum its couplings, and take stock."""
        self.history.couplings.append(self.coupling.copy())
        self._live(self.coupling[None])
        self._harvest()
        self._take_stock()
        self._couple()
        self.month += 1
        self.peak_bytes = max(self.peak_bytes, self.bytes_now())

    def relive(self, couplings: np.ndarray) -> None:
        """Live months under couplings that are known already (int64, months x places x width), taking no stock."""
        self._live(np.ascontiguousarray(couplings, np.int64))
        self.month += len(couplings)

    def look_at(self, pc: int, day: int) -> None:
        """Watch, in the months to come, for a condition at the end of one day only, whatever happens that day."""
        look = np.zeros((1, SCRIPT_WIDTH), np.int64)
        look[0, [S_DAY, S_VERB]] = day, V_LOOK
        for table in self.tables:
            table.life = table.life._replace(S=look)
            table.life.X[X_WATCH], table.life.X[X_WATCH_DAY] = pc, day

    def found(self) -> np.ndarray:
        """For each row, whether what is watched for has been seen."""
        bit = self.book[H_BIT_FOUND]
        return (self.state.row[:, self.book[H_BITS] + (bit >> 5)] >> (bit & 31)) & 1 == 1

    def _live(self, couplings: np.ndarray) -> None:
        """As many months as there are couplings."""
        edges = (self.chunks * _edges_of_tasks(len(self.tables), self.threads)).round().astype(int)
        for table, lo, hi in zip(self.tables, edges, edges[1:]):
            table.assign(self.month, self.month + len(couplings), self.first_unit, self.units, self.cells_per_chunk, lo, hi)
        waiting, pools = self.tables, largest_pools(self.book, couplings)
        while waiting:
            if self.threads > 1:
                list(self.pool.map(lambda t: t.work(self.state, couplings, pools), waiting))
            else:
                for table in waiting:
                    table.work(self.state, couplings, pools)
            waiting = [t for t in waiting if t.job[cpu.J_STATUS] != cpu.DONE]
            self.state = make_room(self.state, waiting)
        self.active_units += sum(int(t.job[cpu.J_ACTIVE]) for t in self.tables)

    def _harvest(self) -> None:
        """Collect the month's flows from all tables."""
        b, h = self.book, self.history
        flows = sum(t.life.F[b[H_F_METRIC]:b[H_F_METRIC] + b[H_GROUPS] * METRICS] for t in self.tables)
        place = sum(t.life.F[b[H_F_PLACE]:b[H_F_STOCK]] for t in self.tables).reshape(self.queue.shape)
        self.stock += sum(t.life.F[b[H_F_STOCK]:b[H_F_SIZE]] for t in self.tables)
        for t in self.tables:
            t.life.F[b[H_F_METRIC]:b[H_F_METRIC] + b[H_GROUPS] * METRICS] = 0
            t.life.F[b[H_F_PLACE]:b[H_F_SIZE]] = 0
        h.metrics.append(flows.reshape(b[H_GROUPS], METRICS))
        offices = b[H_OFFICES]
        self.queue[:, :offices] += place[:, :offices]
        self.queue[:, offices:] = place[:, offices:]
        h.pools.append(self.queue.copy())

    def _take_stock(self) -> None:
        """Where everybody stands at the month's end; at a year's, by group."""
        b, h = self.book, self.history
        shapes = ((b[H_SLOTS], b[H_CODES]), (b[H_LEDGERS],), (32 * b[H_BITWORDS],), (b[H_PLACES], PLACE_STOCKS))
        edges = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes)])
        grades, scores, bits, place = (self.stock[lo:hi].reshape(shape).copy() for lo, hi, shape in zip(edges, edges[1:], shapes))
        h.grades.append(grades)
        h.scores.append(scores)
        h.lists.append(self._of_bits(bits, H_BIT_LIST, H_LISTS))
        h.measures.append(self._of_bits(bits, H_BIT_MEASURE, H_MEASURES))
        h.place.append(place)
        if self.month % 12 == 11:
            self._close_year(self._count_all(True))

    def _of_bits(self, bits: np.ndarray, first: int, number: int) -> np.ndarray:
        return bits[self.book[first]:self.book[first] + self.book[number]]

    def _whole_stock(self) -> np.ndarray:
        """Where everybody stands, counted anew: as flows change it (`H_F_STOCK`)."""
        return np.concatenate([part.ravel() for part in self._count_all(False)[:4]])

    def _count_all(self, by_group: bool) -> list[np.ndarray]:
        """Look at everybody: grades (slots, codes, groups), scores (ledgers, groups), bits (bits, groups), places, moves."""
        b = self.book
        groups = b[H_GROUPS] if by_group else 1

        def count(edge):
            z = [np.zeros(shape, np.int64) for shape in (
                (b[H_SLOTS], b[H_CODES], groups), (b[H_LEDGERS], groups), (groups, 4 * b[H_BITWORDS], 256),
                (b[H_PLACES], PLACE_STOCKS), (b[H_SLOTS], b[H_CODES], b[H_CODES], groups))]
            take_stock(self.state, self.tables[edge[0]].life, edge[1], edge[2], by_group, *z)
            return z

        n = len(self.tables) if self.threads > 1 else 1
        cuts = np.linspace(0, self.units, n + 1).astype(int)
        parts = list(self.pool.map(count, zip(range(n), cuts, cuts[1:])))
        grades, scores, bits, place, moves = (sum(p[i] for p in parts) for i in range(5))
        return [grades, scores, (bits @ _BITS_OF_BYTE).reshape(groups, -1).T, place, moves]

    def _close_year(self, tables) -> None:
        """The year's finer tables."""
        b, h = self.book, self.history
        h.year_months.append(self.month)
        h.grades_by.append(tables[0])
        h.scores_by.append(tables[1])
        h.lists_by.append(self._of_bits(tables[2], H_BIT_LIST, H_LISTS))
        h.measures_by.append(self._of_bits(tables[2], H_BIT_MEASURE, H_MEASURES))
        h.moves.append(tables[4])
        for name, lo, hi, shape in (
                ("acts", H_F_ACT, H_F_SPELL, (b[H_ACTS], b[H_GROUPS], FLOW_ACT_WIDTH)),
                ("spells", H_F_SPELL, H_F_MEASURE, (b[H_SLOTS], b[H_CODES], SPELL_MONTHS)),
                ("measure_flows", H_F_MEASURE, H_F_PLACE, (b[H_MEASURES], b[H_GROUPS], FLOW_MEASURE_WIDTH))):
            getattr(h, name).append(sum(t.life.F[b[lo]:b[hi]] for t in self.tables).reshape(shape))
            for t in self.tables:
                t.life.F[b[lo]:b[hi]] = 0

    def finish(self) -> None:
        """Close the last year when the run ends within one."""
        if self.history.grades and self.month % 12 != 0 and (not self.history.year_months or self.history.year_months[-1] != self.month - 1):
            self.month -= 1
            self._close_year(self._count_all(True))
            self.month += 1

    def _couple(self) -> None:
        """What next month is lived under: queues, how many are restricted or praised nearby, what went astray."""
        b, c = self.book, self.coupling
        place = self.history.place[-1]
        adults = np.maximum(place[:, PLACE_ADULTS], 1)
        for i, office in enumerate(b.names["offices"]):
            exact = b.names["practice"]["offices"].get(office)
            if exact:
                num, den = exact["handles"]
                wait = self.queue[:, i] * (30 * 1000 * den) // np.maximum(adults * num, 1)
                c[:, b[H_P_WAIT] + i] = np.minimum(wait, _WAIT_AT_MOST)
        for r in range(b[H_RESPONSES]):
            near = b.array[b[H_RESPONSE] + r * RESPONSE_WIDTH + R_NEAR]
            if near != NEAR_NONE:
                who = PLACE_RESTRICTED if near == NEAR_RESTRICTED else PLACE_PRAISED
                c[:, b[H_P_NEAR] + r] = place[:, who] * 65536 // adults
        strays = b[H_STRAYS]
        if strays:
            active = np.maximum(place[:, PLACE_ACTIVE], 1)[:, None]
            pool = self.queue[:, b[H_OFFICES]:]
            c[:, b[H_P_STRAY]:b[H_P_STRAY] + strays] = np.minimum(pool * _CERTAIN // active, _CERTAIN)
            self.history.metrics[-1][0, N_CLIPPED] += int(np.maximum(pool - active, 0).sum())   # more than there are strangers

    # ---- what it comes to

    def digest(self) -> str:
        """The order-free sum of hashes of everybody's state, 32 hexadecimal digits."""
        out = np.zeros(2, np.uint64)
        digest_units(self.state, self.tables[0].life, self.first_unit, 0, self.units, self.cells_per_chunk, out)
        return f"{int(out[0]):016x}{int(out[1]):016x}"

    def bytes_now(self) -> int:
        """Memory that grows with subjects, spill included."""
        return sum(a.nbytes for a in self.state)

    def bytes(self) -> int:
        """The same at its peak."""
        return self.peak_bytes

    # ---- stopping and going on

    def save(self) -> dict[str, np.ndarray]:
        """Everything that is needed to go on, as arrays."""
        b = self.book
        yearly = sum(t.life.F[b[H_F_ACT]:b[H_F_PLACE]] for t in self.tables)
        return ({f"state_{k}": v for k, v in self.state._asdict().items()} | {f"history_{k}": v for k, v in self.history.stacked().items()}
                | {"month": np.array(self.month), "queue": self.queue, "coupling": self.coupling, "yearly": yearly,
                   "peak": np.array(self.peak_bytes)})

    @classmethod
    def restore(cls, book: Rulebook, population, seed: int, saved, *, first_month: int, threads: int = 0) -> Living:
        """Go on from what `save` gave; its arrays are taken over."""
        out = cls(book, population, seed, first_month=first_month, threads=threads, is_new=False)
        out.state = State(**{k: np.ascontiguousarray(saved[f"state_{k}"]) for k in State._fields})
        prefix = "history_"
        out.history = History.unstacked({k[len(prefix):]: np.array(saved[k]) for k in saved if k.startswith(prefix)})
        out.month, out.peak_bytes = int(saved["month"]), int(saved["peak"])
        out.queue, out.coupling = np.array(saved["queue"]), np.array(saved["coupling"])
        out.tables[0].life.F[book[H_F_ACT]:book[H_F_PLACE]] = saved["yearly"]
        out.stock = out._whole_stock()
        return out
