"""Living one unit again, alone, with everything written down; and living all again to find whom something happened to."""

from __future__ import annotations

from threading import Lock

import numpy as np

from xinyong.life.scratch import TRACE_WIDTH, X_TRACE
from xinyong.nation import cpu
from xinyong.nation.living import Living, Table, fresh_state, largest_pools, make_room
from xinyong.scheme.layout import H_P_WIDTH, H_PLACES, H_WORDS
from xinyong.world.calendar import month_index, month_starts
from xinyong.world.rulebook import Rulebook

_TRACE_ROWS = 2_048


class Alone:
    """A table on which single units of one run are lived again, one after another; threads may share it.

    couplings (months, places, width): what the run's months, from `first_month` on, were lived under.
    """

    def __init__(self, book: Rulebook, couplings: np.ndarray, first_month: int, seed: int):
        months = len(couplings)
        self.book, self.first_month, self.last_month = book, first_month, first_month + months
        self.couplings = np.ascontiguousarray(couplings, np.int64).reshape(months, book[H_PLACES], max(1, book[H_P_WIDTH]))
        self.pools = largest_pools(book, self.couplings)
        self._table = Table(book, seed, int(month_starts()[first_month]), trace_rows=_TRACE_ROWS)
        self._registers, self._no_script = self._table.life.X.copy(), self._table.life.S
        self._lock = Lock()

    def trace(self, unit: int, rows: np.ndarray, script: np.ndarray | None = None) -> np.ndarray:
        """The trace of a unit's whole life: int64 rows of day, what, member, ref, a, b, c, d (life/scratch.py, `TR_...`).

        rows: the unit as minted. script: int64 rows (`S_...`).
        """
        if self.first_month == self.last_month:
            return np.zeros((0, TRACE_WIDTH), np.int64)
        with self._lock:
            table = self._table
            while True:
                table.life = table.life._replace(S=self._no_script if script is None else np.ascontiguousarray(script, np.int64))
                table.life.X[:] = self._registers
                self._live(table, unit, rows)
                written = int(table.life.X[X_TRACE])
                if written <= len(table.life.T):
                    return table.life.T[:written].copy()
                table.life = table.life._replace(T=np.zeros((written, TRACE_WIDTH), np.int64))

    def _live(self, table: Table, unit: int, rows: np.ndarray) -> None:
        own = np.zeros((len(rows), self.book[H_WORDS]), np.int32)
        own[:, :rows.shape[1]] = rows[:, :self.book[H_WORDS]]
        state, cells = fresh_state(np.array([0, len(rows)]), own, 1)
        table.begin(state, self.first_month, 1)
        table.assign(self.first_month, self.last_month, unit, 1, cells, 0, 1)
        table.work(state, self.couplings, self.pools)
        while table.job[cpu.J_STATUS] != cpu.DONE:
            state = make_room(state, [table])
            table.work(state, self.couplings, self.pools)


def replay(book: Rulebook, couplings: np.ndarray, first_month: int, seed: int, unit: int, rows: np.ndarray, *,
           script: np.ndarray | None = None) -> np.ndarray:
    """The trace of one unit's whole life, once (see `Alone`)."""
    return Alone(book, couplings, first_month, seed).trace(unit, rows, script)


def held(book: Rulebook, couplings: np.ndarray, first_month: int, seed: int, minted, *, first_unit: int = 0, day: int | None = None,
         threads: int = 0) -> np.ndarray:
    """For each row of a block of units, whether `book.watch` held at the end of some day; with `day`, at the end of that day.

    couplings (months, places, width): what the months from the first on were lived under, so it is the same life. minted: the block's units as
    minted, from `first_unit` on.
    """
    living = Living(book, minted, seed, first_month=first_month, threads=threads, watch=book.watch if day is None else -1, first_unit=first_unit)
    if day is None:
        living.relive(couplings)
    else:
        before = month_index(day) - first_month
        living.relive(couplings[:before])
        living.look_at(book.watch, day)
        living.relive(couplings[before:before + 1])
    living.pool.shutdown()
    return living.found()
