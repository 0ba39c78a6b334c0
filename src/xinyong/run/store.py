"""What is written of a run: at its start what it is made from, at its end everything."""

from __future__ import annotations

import ctypes
import datetime as dt
import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain

import numpy as np

from xinyong.nation.living import Living
from xinyong.run.columns import Story, month_dates
from xinyong.run.inputs import inputs_of, variants_of
from xinyong.run.keep import about
from xinyong.run.plan import Plan
from xinyong.run.shapes import run_digest, shaped
from xinyong.run.striking import striking
from xinyong.run.tables import FORMAT, SYNTHETIC
from xinyong.scheme.layout import LAYOUT
from xinyong.scheme.values import date
from xinyong.version import VERSION
from xinyong.world.population import Population
from xinyong.world.rulebook import Rulebook


@dataclass
class Seconds:
    """Where the time went."""

    load: float = 0.0
    compile: float = 0.0
    live: float = 0.0
    store: float = 0.0

    @contextmanager
    def of(self, part: str):
        """Count the time of what is done within."""
        start = time.perf_counter()
        try:
            yield
        finally:
            setattr(self, part, getattr(self, part) + time.perf_counter() - start)


@dataclass(frozen=True)
class Made:
    """A run that can be lived: its plan, its compiled rules, and what they are known by."""

    plan: Plan
    book: Rulebook
    rules: str
    law: str
    threads: int


def first_tables(made: Made, seconds: Seconds) -> list[tuple[str, Mapping]]:
    """What is written before anything is lived, so that it can be resumed whatever happens."""
    rows = [(*key, text) for key, text in inputs_of(made.plan.world).items()]
    inputs = {name: np.array(column, object) for name, column in zip(("part", "id", "file", "text"), zip(*rows))}
    return [("run", _row(made, seconds, "started")), ("inputs", inputs)]


def last_tables(made: Made, living: Living, population: Population, seconds: Seconds, *, stopped: bool) -> Iterator[tuple[str, Mapping]]:
    """Everything, once the last month is lived. What is made of everybody is made at once; the tables of the history when they are asked for."""
    p = made.plan
    lived = living.month - p.first_month
    with seconds.of("store"):
        if lived:
            living.finish()
        series = shaped(living.history.stacked(), made.book)
        digest = run_digest(made.rules, p.seed, p.people, p.first_month, lived, series, living.digest())
        tables = _replay_tables(made, series, population) | {"striking": striking(living, population, made.book)}
    subjects = population.people + population.organisations
    row = _row(made, seconds, "stopped" if stopped else "finished") | {
        "organisations": population.organisations, "months": lived, "to_day": date(p.day_after(lived)), "digest": digest,
        "subject_months": subjects * lived, "bytes_of_subjects": living.bytes()}
    story = Story(series, made.book.names, p.first_month)
    return chain(tables.items(), story.tables(), [("about_tables", about(made.book.names)), ("run", row)])


def _replay_tables(made: Made, series, population: Population) -> dict:
    """What any life is lived again from."""
    fields = made.book.fields
    months = month_dates(np.arange(len(series["couplings"])) + made.plan.first_month)
    under = np.empty(len(months), object)
    under[:] = [part.tobytes() for part in series["couplings"]]
    cells, mint = population.cells, population.tables
    return {
        "rulebook": {"book": np.ascontiguousarray(made.book.array, "<i4").tobytes(),
                     "names": json.dumps(made.book.names, ensure_ascii=False),
                     "fields": json.dumps({"roles": fields.roles, "fields": [asdict(f) for f in fields]}, ensure_ascii=False),
                     "mint": np.ascontiguousarray(mint.array, "<i8").tobytes(), "mint_slots": len(mint.scratch()) - 1},
        "cells": {"cell": np.arange(len(cells.persons)), "persons": cells.persons, "organisations": cells.organisations},
        "couplings": {"month": months, "lived_under": under},
    }


def _row(made: Made, seconds: Seconds, status: str) -> dict:
    """The row of `run` while nothing is lived."""
    import numba

    p, world = made.plan, made.plan.world
    return {
        "synthetic": SYNTHETIC, "status": status, "format": FORMAT, "program": VERSION, "law": made.law, "layout": LAYOUT,
        "numba": numba.__version__, "world": world.id, "label_en": world.label.en, "label_zh": world.label.zh or world.label.en,
        "variants": variants_of(world), "seed": p.seed, "people": p.people, "organisations": None, "months": 0,
        "months_asked": p.months, "from_day": date(p.from_day), "to_day": date(p.from_day), "rules": made.rules, "digest": None,
        "subject_months": 0, "load_seconds": seconds.load, "compile_seconds": seconds.compile, "live_seconds": seconds.live,
        "store_seconds": seconds.store, "bytes_of_subjects": None, "peak_memory": None, "threads": made.threads,
        "finished_at": dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0),
    }


def give_back() -> None:
    """Return freed memory to the system, where its library can be asked to: else what was freed of the population stays with the process."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)


def peak_memory() -> int:
    """Most memory this process has had, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
