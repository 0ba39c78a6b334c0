"""The small rule set in C (bench/by_hand.c): compiled, given the people and rates, and lived."""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
from ctypes import POINTER, Structure, c_int16, c_int32, c_int64, c_uint8, c_uint16, c_uint32
from pathlib import Path

import numpy as np

from bench.small_rules import Outcome, Rules

SOURCE = Path(__file__).with_suffix(".c")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")      # a thread that waits for the month's end leaves its core to others
COMMAND = ("gcc", "-O3", "-march=native", "-fopenmp", "-shared", "-fPIC")
KINDS, PLACES, GRADES, FLOWS, ROOM = 10, 256, 7, 8, 48


class World(Structure):
    _fields_ = [
        ("people", c_int64), ("key", c_uint32 * 2), ("hash", c_uint32 * KINDS), ("points", c_int32 * KINDS),
        ("near_factor", c_int64 * KINDS), ("listed_factor", c_int64 * KINDS), ("rate", POINTER(c_uint32)), ("bound", POINTER(c_uint32)),
        ("month_start", POINTER(c_int32)), ("classes", c_int64), ("first_month", c_int64), ("cls", POINTER(c_uint8)),
        ("place", POINTER(c_uint16)), ("sum", POINTER(c_int16)), ("grade", POINTER(c_uint8)), ("head", POINTER(c_uint8)),
        ("count", POINTER(c_uint8)), ("spent", POINTER(c_uint8)), ("until", POINTER(c_uint16)), ("due", POINTER(c_uint16)), ("queue", POINTER(c_uint16)),
        ("adults", c_int64 * PLACES), ("near", c_int64 * PLACES), ("overflowed", c_int64)]


_TABLES = np.dtype([("grades", "i8", GRADES), ("sum", "i8"), ("listed", "i8"), ("restricted", "i8", PLACES), ("flows", "i8", FLOWS)])
_STATE = {"sum": np.int16, "grade": np.uint8, "head": np.uint8, "count": np.uint8, "spent": np.uint8, "until": np.uint16, "due": np.uint16}


def build(folder: str | None = None):
    """The C function `live`. RuntimeError with the compiler's own words when it cannot be compiled."""
    library = Path(folder or tempfile.mkdtemp(prefix="xinyong-bench-")) / "by_hand.so"
    done = subprocess.run([*COMMAND, str(SOURCE), "-o", str(library)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(COMMAND)} failed: {done.stderr}")
    function = ctypes.CDLL(str(library)).live
    function.argtypes = [POINTER(World), c_int64, ctypes.c_int, ctypes.c_void_p]
    return function


class ByHand:
    """People before their first month; `live` lives them once."""

    def __init__(self, function, rules: Rules, cls: np.ndarray, place: np.ndarray):
        self.function, people = function, len(cls)
        self.state = {name: np.zeros(people, kind) for name, kind in _STATE.items()} | {"queue": np.zeros((people, ROOM), np.uint16)}
        self.state["due"][:] = rules.month_start[rules.first_month]
        self.given = {"rate": rules.rate, "bound": rules.bound, "month_start": rules.month_start, "cls": cls, "place": place}
        self.world = World(people=people, classes=rules.rate.shape[1], first_month=rules.first_month)
        for name in ("key", "hash", "points", "near_factor", "listed_factor"):
            getattr(self.world, name)[:] = [int(x) for x in getattr(rules, name)]
        self.world.adults[:] = np.bincount(place, minlength=PLACES).tolist()
        for name, array in (self.given | self.state).items():
            kind = dict(World._fields_)[name]
            setattr(self.world, name, array.ctypes.data_as(kind))

    def live(self, months: int, threads: int) -> None:
        """Live so many months on so many threads."""
        self.tables = np.zeros(months, _TABLES)
        self.function(ctypes.byref(self.world), months, threads, self.tables.ctypes.data)
        if self.world.overflowed:
            raise RuntimeError(f"somebody had more than {ROOM} records at once: raise ROOM in {SOURCE.name} and here")

    def bytes(self) -> int:
        """Memory that grows with people."""
        return sum(a.nbytes for a in self.state.values()) + self.given["cls"].nbytes + self.given["place"].nbytes

    def outcome(self) -> Outcome:
        """What it ended with."""
        s, t = self.state, self.tables
        return Outcome(points=s["sum"].astype(np.int64), grade=s["grade"].astype(np.int32), listed=(s["until"] > 0).astype(np.int32),
                       records=s["count"].astype(np.int64), grades=t["grades"], sums=t["sum"], lists=t["listed"],
                       restricted=t["restricted"], flows=t["flows"])
