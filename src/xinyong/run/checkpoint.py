"""Checkpoints: everything that is needed to go on, in a side file beside the run, swapped whole.

They go by wall time: the first after a few seconds, then so that writing them stays below a twentieth of living.
"""

from __future__ import annotations

import hashlib
import os
import time
import zipfile
from pathlib import Path

import numpy as np

from xinyong.errors import RunError
from xinyong.run.trouble import reason_of

FIRST_AFTER = 3.0
SHARE = 0.05
_LIVED = "lived_seconds"
_IDENTITY = "identity"


def checkpoint_path(path: Path) -> Path:
    """The side file of a run's file."""
    return path.with_name(path.name + ".checkpoint")


def identity(*parts) -> str:
    """What a checkpoint belongs to: it is taken up only by a run of the same rules, seed, sizes, law and layout."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class Checkpoints:
    """The checkpoints of one run. `clock`: seconds; passed in, so that a test need not wait."""

    def __init__(self, path: Path, identity: str, *, first_after: float = FIRST_AFTER, clock=time.perf_counter):
        self.path, self.identity, self.clock = checkpoint_path(path), identity, clock
        self.seconds = 0.0
        self._next = clock() + first_after

    @property
    def due(self) -> bool:
        """Whether it is time for one."""
        return self.clock() >= self._next

    def write(self, saved: dict[str, np.ndarray], lived: float) -> None:
        """Write one and put it in the place of the last; RunError when it cannot be written, with the last one intact."""
        start = self.clock()
        part = self.path.with_name(self.path.name + ".part")
        try:
            with part.open("wb") as file:
                np.savez(file, **saved, **{_IDENTITY: np.array(self.identity), _LIVED: np.array(lived)})
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, self.path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise RunError(reason_of(error, self.path)) from None
        took = self.clock() - start
        self.seconds += took
        self._next = self.clock() + max(FIRST_AFTER, took / SHARE)

    def read(self) -> tuple[dict[str, np.ndarray], float] | None:
        """What the last one saved and how long had been lived; None where there is none, or it is damaged or another run's."""
        try:
            with np.load(self.path, allow_pickle=False) as file:
                if str(file[_IDENTITY]) != self.identity:
                    return None
                return {name: file[name] for name in file.files if name not in (_IDENTITY, _LIVED)}, float(file[_LIVED])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None


def remove_checkpoint(path: Path) -> None:
    """A run is finished: nothing is left beside its file to go on with."""
    side = checkpoint_path(path)
    for left in (side, side.with_name(side.name + ".part")):
        left.unlink(missing_ok=True)
