"""What is kept of a run while it is lived: flows and stocks by month, finer tables by year. Whole numbers only, in canonical order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np


def _series():
    return field(default_factory=list)


@dataclass
class History:
    """Lists of int64 arrays, one a month or one a year; `stacked` gives them as arrays.

    Monthly: metrics (groups, metrics), grades (slots, codes), scores (ledgers: points over the start, of everybody), lists, measures,
    place (places, 4: adults, restricted, praised, active subjects), couplings (places, width: what the month was lived under),
    pools (places, offices + strays: queue at the month's end; records gone astray in the month).
    Yearly (each December and the last month): year_months, grades_by (slots, codes, groups), scores_by, lists_by, measures_by,
    moves (slots, before, now, groups), acts (acts, groups, 4), spells (slots, codes, months), measure_flows (measures, groups, 2).
    """

    metrics: list = _series()
    grades: list = _series()
    scores: list = _series()
    lists: list = _series()
    measures: list = _series()
    place: list = _series()
    couplings: list = _series()
    pools: list = _series()
    year_months: list = _series()
    grades_by: list = _series()
    scores_by: list = _series()
    lists_by: list = _series()
    measures_by: list = _series()
    moves: list = _series()
    acts: list = _series()
    spells: list = _series()
    measure_flows: list = _series()

    def stacked(self) -> dict[str, np.ndarray]:
        """Each series as one int64 array, months or years first."""
        return {f.name: np.array(getattr(self, f.name), np.int64) for f in fields(self)}

    @classmethod
    def unstacked(cls, arrays) -> History:
        """The history that `stacked` gave."""
        return cls(**{f.name: list(arrays[f.name]) for f in fields(cls)})
