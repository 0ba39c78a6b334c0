"""Living one unit of a run again: from what its file keeps, under its couplings, with or without a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from xinyong.nation.replay import Alone
from xinyong.record.life import UnitLife
from xinyong.record.rules import Rules
from xinyong.run.kept import KeptRun
from xinyong.scheme.layout import H_P_WIDTH
from xinyong.world.calendar import EPOCH
from xinyong.world.population import Population
from xinyong.world.rulebook import Rulebook


@dataclass(frozen=True)
class Conditions:
    """What a life is lived under: rules, couplings (int64, months x places x width), population, and the months of the run."""

    book: Rulebook
    couplings: np.ndarray
    population: Population
    first_month: int
    months: int
    seed: int
    first_day: int
    last_day: int

    @classmethod
    def of(cls, run: KeptRun) -> Conditions:
        """Those of a run; read once."""
        known = run.__dict__.get("_conditions")
        if known is None:
            known = run.__dict__["_conditions"] = cls._read(run)
        return known

    @classmethod
    def _read(cls, run: KeptRun) -> Conditions:
        first, end = ((run.row[name] - EPOCH).days for name in ("from_day", "to_day"))
        return cls(run.book, run.couplings, run.population, run.first_month, run.months, run.seed, first, max(first, end - 1))

    @cached_property
    def rules(self) -> Rules:
        return Rules(self.book)

    def live(self, unit: int, last_day: int, script: np.ndarray | None = None) -> UnitLife:
        """A unit's life up to the end of a day."""
        rows = self.population.mint_one(unit)
        return UnitLife(self.rules, rows, self.alone.trace(unit, rows, script), last_day)

    @cached_property
    def alone(self) -> Alone:
        """Where single units are lived again."""
        return Alone(self.book, self.couplings, self.first_month, self.seed)

    def wait(self, place: int, office: int, day: int) -> int:
        """Days for which the office's queue holds a case up in the month of a day, as the run's couplings have it."""
        month = min(max(self.rules.month(day) - self.first_month, 0), self.months - 1)
        return int(self.couplings[month, place, office]) if self.months and self.book[H_P_WIDTH] else 0
