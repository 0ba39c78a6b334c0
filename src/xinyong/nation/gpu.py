"""Every unit, one month: the driver on a GPU. One thread lives one unit's month, by the same law as on the CPU (XINYONG_DIALECT=cuda).

A month is three kernels: a thread a cell lays out the slots of conduct; a thread a unit lives its month on a table of its own; a thread a chunk
writes back what was lived, unit after unit, so that the arena needs no locks. A unit that finds no room is left on its table, untouched at rest,
until the host has made room. Arrays are the host's here: they travel at each launch.
"""

from collections import namedtuple

import numpy as np
from numba import cuda, int64

from xinyong.kernel.dialect import DIALECT
from xinyong.kernel.draws import CELL_UNITS, MEMBERS
from xinyong.life.scratch import X_COUNT, X_END, X_FULL, X_MONTH, X_VERSIONS, Life
from xinyong.life.slots import BINS, FINE, build_slots
from xinyong.life.store import commit
from xinyong.nation.cpu import (
    AGENDA_FULL,
    ARENA_FULL,
    DONE,
    J_NEED,
    J_STATUS,
    SLOTS_FULL,
    hits_of,
    live_unit,
    more_words,
    set_month,
    set_tops,
    words_of,
)
from xinyong.nation.living import Living, largest_pools, make_room
from xinyong.scheme.layout import H_KINDS

if DIALECT != "cuda":
    raise ImportError(f"The law is compiled for {DIALECT} here. Set XINYONG_DIALECT=cuda before Xinyong is imported.")

WAVE = 4_096
"""Units lived at a time: each has a table of its own."""
BLOCK = 64
"""Threads of a block."""
LIVED = -1
"""What a thread says of a unit whose month is on its table, to be written back; otherwise DONE or AGENDA_FULL."""

Cells = namedtuple("Cells", "top start offset kinds need")
"""A cell's slots of conduct (life/conduct.py): top (int64), start (uint32), offset, kinds (int32), one row a cell; need (int64): entries of kinds."""
Wave = namedtuple("Wave", "words status")
"""For each unit of a wave: its members' words of luck (uint32, units x MEMBERS x 1), and how far it came (int64, units)."""


@cuda.jit
def lay_out(L, pools, cells, month, first_cell):
    """This month's slots, a thread a cell."""
    c = int64(cuda.grid(1))
    if c < cells.need.shape[0]:
        set_tops(L.R, pools, cells.top[c])
        cells.need[c] = build_slots(int64(month), int64(first_cell + c), int64(FINE), L.R, L.K, cells.top[c], cells.start[c],
                                    cells.offset[c], cells.kinds[c])


@cuda.jit
def live(S, tables, cells, wave, month, first_unit, first, units, cells_per_chunk):
    """The month of units `first` .. of this shard, a thread each, on its own table."""
    t = int64(cuda.grid(1))
    i = int64(first + t)
    if t < wave.status.shape[0] and i < units:
        L = Life(tables.R, tables.P, tables.M[t], tables.A[t], tables.B[t], tables.X[t], tables.F, tables.T, tables.S, tables.K)
        set_month(L, int64(month))
        c = int64(i >> 10)
        unit = int64(first_unit + i)
        u = wave.words[t]
        words_of(1, unit, L.X[X_MONTH], L.K[0], L.K[1], u)
        more_words(S, 1, i, unit, L.X[X_MONTH], L.K, u)
        hits = hits_of(S, L, i, u, cells.start[c], cells.offset[c], cells.kinds[c])
        wave.status[t] = int64(DONE)
        if hits != 0 or L.X[X_VERSIONS] == 2 or L.S.shape[0] > 0 or int64(S.due[i]) < L.X[X_END]:
            live_unit(S, L, unit, i, c // cells_per_chunk, hits, int64(FINE), u, int64(0), cells.start[c], cells.offset[c], cells.kinds[c])
            wave.status[t] = int64(LIVED) if L.X[X_FULL] == 0 else int64(AGENDA_FULL)


@cuda.jit
def write_back(S, tables, wave, month, first, units, cells_per_chunk, stopped):
    """Commit the wave's units, a thread a chunk of them; where the arena is full, say so and leave the rest on their tables."""
    chunk = int64(cuda.grid(1))
    if chunk < stopped.shape[0]:
        size = int64(cells_per_chunk * CELL_UNITS)
        i = int64(chunk * size)
        last = int64(i + size)
        if i < first:
            i = int64(first)
        if last > units:
            last = int64(units)
        if last > first + wave.status.shape[0]:
            last = int64(first + wave.status.shape[0])
        stopped[chunk] = int64(DONE)
        while i < last and stopped[chunk] == DONE:
            t = int64(i - first)
            if wave.status[t] == LIVED:
                L = Life(tables.R, tables.P, tables.M[t], tables.A[t], tables.B[t], tables.X[t], tables.F, tables.T, tables.S, tables.K)
                if commit(S, L, i, chunk, int64(month + 1)):
                    wave.status[t] = int64(DONE)
                else:
                    stopped[chunk] = int64(ARENA_FULL)
            i = int64(i + 1)


class LivingOnGpu(Living):
    """A population lived on a GPU or, where NUMBA_ENABLE_CUDASIM=1, in CUDA's simulator. It takes stock and couples as on the CPU.

    Made as `Living` is, with one thread. Raises RunError when one household outgrows its agenda.
    """

    def launch(self, kernel, threads: int, *arguments) -> None:
        """Run a kernel on so many threads."""
        kernel[-(-threads // BLOCK), BLOCK](*arguments)

    def _live(self, couplings: np.ndarray) -> None:
        cells = fresh_cells(self.units, self.book[H_KINDS], len(self.tables[0].cell.kinds))
        size = min(WAVE, self.units)
        tables = fresh_tables(self.tables[0].life, size)
        wave = Wave(np.zeros((size, MEMBERS, 1), np.uint32), np.zeros(size, np.int64))
        pools = largest_pools(self.book, couplings)
        for m, coupling in enumerate(couplings):
            tables = tables._replace(P=coupling)
            cells = self._lay_out(tables, pools[m], cells, self.month + m)
            for first in range(0, self.units, WAVE):
                self._live_wave(tables, cells, wave, self.month + m, first)

    def _lay_out(self, tables: Life, pools: np.ndarray, cells: Cells, month: int) -> Cells:
        """The month's slots, in as much room as they need."""
        while True:
            self.launch(lay_out, len(cells.need), tables, pools, cells, month, self.first_unit // CELL_UNITS)
            need = int(cells.need.max())
            if need <= cells.kinds.shape[1]:
                return cells
            self.tables[0].job[J_NEED] = need
            self._make_room(SLOTS_FULL)
            cells = fresh_cells(self.units, self.book[H_KINDS], len(self.tables[0].cell.kinds))

    def _live_wave(self, tables: Life, cells: Cells, wave: Wave, month: int, first: int) -> None:
        """A month of units `first` and on, until all of them are written back."""
        stopped = np.zeros(self.chunks, np.int64)
        self.launch(live, len(wave.status), self.state, tables, cells, wave, month, self.first_unit, first, self.units, self.cells_per_chunk)
        self.active_units += int((wave.status == LIVED).sum())
        if (wave.status == AGENDA_FULL).any():
            self._make_room(AGENDA_FULL)
        while True:
            self.launch(write_back, self.chunks, self.state, tables, wave, month, first, self.units, self.cells_per_chunk, stopped)
            if not stopped.any():
                return
            self.tables[0].life.X[X_COUNT] = tables.X[:, X_COUNT].max()
            self._make_room(ARENA_FULL)

    def _make_room(self, status: int) -> None:
        """Have the host make room as for a table of the CPU's that stopped so."""
        self.tables[0].job[J_STATUS] = status
        self.state = make_room(self.state, self.tables)


def fresh_cells(units: int, kinds: int, room: int) -> Cells:
    """Cells for so many units, each with `room` entries for its slots."""
    n = -(-max(units, 1) // CELL_UNITS)
    return Cells(np.zeros((n, max(1, kinds)), np.int64), np.zeros((n, max(1, kinds)), np.uint32), np.zeros((n, BINS + 1), np.int32),
                 np.zeros((n, room), np.int32), np.zeros(n, np.int64))


def fresh_tables(life: Life, n: int) -> Life:
    """Many tables like one: of what a life is lived on (M, A, B, X) each has its own, the rest they share."""
    own = {name: np.zeros((n, *getattr(life, name).shape), getattr(life, name).dtype) for name in ("M", "A", "B")}
    return life._replace(**own, X=np.tile(life.X, (n, 1)))
