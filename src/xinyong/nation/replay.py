"""Living one unit again, alone, with everything written down; and living all again to find whom something happened to."""

from __future__ import annotations

import numpy as np

from xinyong.life.scratch import X_TRACE
from xinyong.nation import cpu
from xinyong.nation.living import Living, Table, fresh_state, make_room
from xinyong.scheme.layout import H_BIT_FOUND, H_BITS, H_P_WIDTH, H_PLACES, H_WORDS
from xinyong.world.calendar import month_index, month_starts
from xinyong.world.rulebook import Rulebook

_TRACE_ROWS = 2_048


def replay(book: Rulebook, couplings: np.ndarray, first_month: int, months: int, seed: int, unit: int, rows: np.ndarray, *,
           script: np.ndarray | None = None) -> np.ndarray:
    """The trace of one unit's whole life: int64 rows of day, what, member, ref, a, b, c, d (life/scratch.py, `TR_...`).

    couplings (months, places, width): what the run's months were lived under. rows: the unit as minted. script: int64 rows (`S_...`).
    """
    if months == 0:
        return np.zeros((0, 8), np.int64)
    couplings = np.ascontiguousarray(couplings, np.int64).reshape(months, book[H_PLACES], max(1, book[H_P_WIDTH]))
    room = _TRACE_ROWS
    while True:
        table = Table(book, seed, int(month_starts()[first_month]), trace_rows=room, script=script)
        own = np.zeros((len(rows), book[H_WORDS]), np.int32)
        own[:, :rows.shape[1]] = rows[:, :book[H_WORDS]]
        state, cells = fresh_state(np.array([0, len(rows)]), own, 1)
        table.begin(state, first_month, 1)
        table.assign(first_month, first_month + months, unit, 1, cells, 0, 1)
        table.work(state, couplings)
        while table.job[cpu.J_STATUS] != cpu.DONE:
            state = make_room(state, [table])
            table.work(state, couplings)
        written = int(table.life.X[X_TRACE])
        if written <= room:
            return table.life.T[:written]
        room = written


def held(book: Rulebook, couplings: np.ndarray, first_month: int, seed: int, minted, *, first_unit: int = 0, day: int | None = None,
         threads: int = 0) -> np.ndarray:
    """For each row of a block of units, whether `book.watch` held at the end of some day; with `day`, the last of a month, of that day.

    couplings (months, places, width): what the months from the first on were lived under, so it is the same life. minted: the block's units as
    minted, from `first_unit` on.
    """
    months = len(couplings) if day is None else month_index(day) + 1 - first_month
    living = Living(book, minted, seed, first_month=first_month, threads=threads, watch=book.watch if day is None else -1, first_unit=first_unit)
    living.relive(couplings[:months])
    living.pool.shutdown()
    if day is not None:
        return living.holding(book.watch, day)
    bit = book[H_BIT_FOUND]
    return (living.state.row[:, book[H_BITS] + (bit >> 5)] >> (bit & 31)) & 1 == 1
