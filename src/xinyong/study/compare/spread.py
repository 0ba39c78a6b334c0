"""A figure over several seeds: its mean, and the interval in which the mean of very many seeds would lie."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

_T = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
      2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042)
"""Student's t, 97.5 %, by degrees of freedom from 1 to 30."""
_NORMAL = 1.960


@dataclass(frozen=True)
class Spread:
    """Mean over seeds and its 95 % interval (Student); None for the interval where one seed was lived, None for all where no seed has a value."""

    mean: float | None
    low: float | None
    high: float | None
    seeds: int

    @classmethod
    def of(cls, values: Sequence[float | None], *, least: float | None = None, most: float | None = None) -> Spread:
        """Seeds without a value are left out, and not counted. The interval is cut at what the figure can be at least and at most."""
        there = [v for v in values if v is not None]
        if not there:
            return cls(None, None, None, 0)
        mean = statistics.fmean(there)
        if len(there) == 1:
            return cls(mean, None, None, 1)
        freedom = len(there) - 1
        half = (_T[freedom - 1] if freedom <= len(_T) else _NORMAL) * statistics.stdev(there) / math.sqrt(len(there))
        low = mean - half if least is None else max(least, mean - half)
        high = mean + half if most is None else min(most, mean + half)
        return cls(mean, low, high, len(there))

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low is not None and (self.low > 0 or self.high < 0)

    def to_dict(self) -> dict:
        return {"mean": self.mean, "low": self.low, "high": self.high, "seeds": self.seeds}
