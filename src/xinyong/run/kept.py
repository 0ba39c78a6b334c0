"""A run kept earlier, read from its file. Only what is asked for is read, so that opening one for a single record is quick."""

from __future__ import annotations

import json
from contextlib import closing
from functools import cached_property
from pathlib import Path

import duckdb
import numpy as np

from xinyong.errors import RunFileError
from xinyong.run.tables import COUNTED, FORMAT, TABLES
from xinyong.run.trouble import is_duckdb, reason_of
from xinyong.scheme.layout import LAYOUT

_TABLE_NAMES = tuple(table.name for table in TABLES)


class KeptRun:
    """One run's file.

    path: the file. Attributes that end in `_df` are its tables as Polars frames (`grades_df`, `acts_df`, ...); `row` is what was run;
    `book`, `couplings` and `population` are what any life is lived again from. RunFileError where the file is no run that can be read.
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)
        _must_be_duckdb(self.path)
        self.row = self._row()

    # ---- what was run

    def _row(self) -> dict:
        with self._connection() as db:
            if not _read(db, self.path, "select 1 from duckdb_tables() where table_name = 'run'"):
                raise RunFileError(f"{self.path} is a DuckDB file but no run of Xinyong.")
            found = _read(db, self.path, "from run")
            row = dict(zip([column[0] for column in db.description], found[0])) if found else {}
        if row.get("format") != FORMAT:
            newer = isinstance(row.get("format"), int) and row["format"] > FORMAT
            raise RunFileError(f"{self.path} was written by Xinyong {row.get('program', '?')}, in another format than this program reads. "
                               + ("Install a newer Xinyong." if newer else "Run it anew."))
        if row["status"] == "started":
            raise RunFileError(f"{self.path} was begun and nothing of it is kept yet. Go on with it: xinyong run --resume {self.path}")
        return row

    def _connection(self):
        """A connection for reading, for as short as possible: while it is open nobody can write the file."""
        try:
            return closing(duckdb.connect(str(self.path), read_only=True))
        except duckdb.Error as error:
            raise RunFileError(reason_of(error, self.path, reading=True)) from None

    @property
    def world_id(self) -> str:
        return self.row["world"]

    @property
    def seed(self) -> int:
        return self.row["seed"]

    @property
    def people(self) -> int:
        return self.row["people"]

    @property
    def organisations(self) -> int:
        return self.row["organisations"]

    @property
    def subjects(self) -> int:
        """Persons and organisations."""
        return self.people + self.organisations

    @property
    def months(self) -> int:
        """Months lived."""
        return self.row["months"]

    @property
    def first_month(self) -> int:
        """The first month lived, counted from January 1900."""
        return (self.row["from_day"].year - 1900) * 12 + self.row["from_day"].month - 1

    @property
    def digest(self) -> str:
        return self.row["digest"]

    # ---- tables

    def query(self, sql: str, *parameters) -> list[dict]:
        """Rows of a query over the run's tables, as dictionaries."""
        with self._connection() as db:
            rows = _read(db, self.path, sql, *parameters)
            names = [column[0] for column in db.description]
        return [dict(zip(names, row)) for row in rows]

    def frame(self, table: str):
        """A table, or the result of a query, as a Polars frame."""
        sql = f"from {table}" if table in _TABLE_NAMES else table
        with self._connection() as db:
            try:
                return db.sql(sql).pl()
            except duckdb.Error as error:
                raise RunFileError(reason_of(error, self.path, reading=True)) from None

    def __getattr__(self, name: str):
        table = name.removesuffix("_df")
        if name == table or table not in _TABLE_NAMES:
            raise AttributeError(f"a run has no {name}; its tables are {', '.join(f'{t}_df' for t in _TABLE_NAMES)}")
        frame = self.__dict__[name] = self.frame(table)
        return frame

    def __dir__(self):
        return sorted({*super().__dir__(), *(f"{t}_df" for t in _TABLE_NAMES)})

    def to_parquet(self, folder: str | Path) -> list[Path]:
        """Write every table as a Parquet file into a folder; the files."""
        from xinyong.run.keep import export

        with self._connection() as db:
            return export(db, Path(folder))

    # ---- living any of it again

    @cached_property
    def _replay(self) -> dict:
        from xinyong.run.plan import law_hash

        if self.row["layout"] != LAYOUT or self.row["law"] != law_hash():
            raise RunFileError(f"{self.path} was lived by another version of the program (Xinyong {self.row['program']}, law {self.row['law']}): its "
                               "tables can be read, its lives cannot be lived again. Run it anew.")
        return self.query("select * exclude (names) from rulebook")[0]

    @cached_property
    def names(self) -> dict:
        """What the rules' rows are called and rest on (world/explain.py)."""
        return json.loads(self.query("select names from rulebook")[0]["names"])

    @cached_property
    def fields(self):
        """Where attributes stand in a member's row."""
        from xinyong.world.fields import Field, Fields

        kept = json.loads(self._replay["fields"])
        return Fields((Field(**(f | {"values": tuple(f["values"])})) for f in kept["fields"]), tuple(kept["roles"]))

    @cached_property
    def book(self):
        """The compiled rules."""
        from xinyong.world.rulebook import Rulebook

        return Rulebook(np.frombuffer(self._replay["book"], "<i4").copy(), self.names, self.fields)

    @cached_property
    def couplings(self) -> np.ndarray:
        """What each month was lived under: int64, months x places x width."""
        rows = self.query("select lived_under from couplings order by month")
        whole = np.frombuffer(b"".join(row["lived_under"] for row in rows), "<i8")
        return whole.reshape(self.months, len(self.names["places"]), -1).copy() if rows else np.zeros((0, len(self.names["places"]), 1), np.int64)

    @cached_property
    def population(self):
        """Who lives there: anybody can be minted, and found by code."""
        from xinyong.world.mint_tables import KeptTables
        from xinyong.world.population import Cells, Population

        rows = self.query("from cells order by cell")
        cells = Cells(*(np.array([row[name] for row in rows], np.int64) for name in ("persons", "organisations")))
        tables = KeptTables(np.frombuffer(self._replay["mint"], "<i8").copy(), self._replay["mint_slots"])
        return Population.kept(self.fields, tables, self.people, self.seed, cells)

    @cached_property
    def inputs(self) -> dict[tuple[str, str, str], str]:
        """The exact rule files: (world or scheme, id, file) -> text."""
        return {(r["part"], r["id"], r["file"]): r["text"] for r in self.query("from inputs")}

    @cached_property
    def world(self):
        """The world as it was, read from the rule files kept with the run."""
        from xinyong.run.inputs import world_from

        return world_from(self.inputs)

    # ---- what it came to

    def to_dict(self) -> dict:
        """The run as `xinyong run --json` prints it."""
        r = self.row
        live = r["live_seconds"]
        return {
            "synthetic": True, "run": str(self.path), "status": r["status"], "world": r["world"], "variants": r["variants"],
            "seed": r["seed"], "people": r["people"], "organisations": r["organisations"], "months": r["months"],
            "from": r["from_day"].isoformat(), "to": r["to_day"].isoformat(), "rules": r["rules"], "digest": r["digest"],
            "program": r["program"], "subject_months": r["subject_months"],
            "seconds": {part: round(r[f"{part}_seconds"], 6) for part in ("load", "compile", "live", "store")},
            "subject_months_per_second": round(r["subject_months"] / live) if live else None,
            "bytes_per_subject": round(r["bytes_of_subjects"] / self.subjects, 2) if self.subjects else None,
            "peak_memory": r["peak_memory"], "grades": self.last_grades, "lists": self._last("lists", "list"), "counted": self.counted,
        }

    @cached_property
    def last_grades(self) -> dict[str, dict[str, int]]:
        """How many subjects have which grade at the end, best first: scheme -> grade -> subjects; "" stands for none."""
        found = self._last("grades", "grade")
        best_first = {s["scheme"]: [b["id"] for v in reversed(s["versions"]) for b in v["bands"]] for s in self.names["slots"]}
        return {scheme: dict(sorted(grades.items(), key=lambda item: best_first[scheme].index(item[0]) if item[0] else len(best_first[scheme])))
                for scheme, grades in found.items()}

    def _last(self, table: str, column: str) -> dict:
        """How many subjects stand where at the end: scheme -> grade or list -> subjects; "" stands for no grade."""
        found: dict[str, dict[str, int]] = {}
        for row in self.query(f'select scheme, "{column}" as id, sum(subjects)::bigint as n from {table} '
                              f"where month = (select max(month) from {table}) group by all order by all"):
            found.setdefault(row["scheme"], {})[row["id"] or ""] = row["n"]
        return found

    @cached_property
    def counted(self) -> dict[str, int]:
        """Whatever overflowed, was clipped or refused in the run."""
        return self.query(f"select {', '.join(f'coalesce(sum({name}), 0)::bigint as {name}' for name in COUNTED)} from months")[0]

    def __repr__(self) -> str:
        r = self.row
        return (f"<Run {self.path}: {r['label_en']}, {r['people']:,} people, {r['months']} months from {r['from_day']}, "
                f"seed {r['seed']}, {r['status']}; SYNTHETIC>")


def _must_be_duckdb(path: Path) -> None:
    from xinyong.run.keep import is_open_here

    if path.is_dir():
        raise RunFileError(f"{path} is a folder, not a run. A run is a .duckdb file.")
    if not path.exists():
        beside = sorted(p.name for p in path.parent.glob("*.duckdb")) if path.parent.is_dir() else []
        raise RunFileError(f"There is no file {path}. " + _offer(path, beside))
    if is_open_here(path):
        return
    try:
        found = is_duckdb(path)
    except OSError as error:
        raise RunFileError(reason_of(error, path, reading=True)) from None
    if not found:
        raise RunFileError(f"{path} is no run: it is not a DuckDB file.")


def _offer(path: Path, beside: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(path.name, beside, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Runs there: {', '.join(beside[:5])}." if beside else "Make a run with: xinyong run rongcheng"


def _read(db, path: Path, sql: str, *parameters) -> list[tuple]:
    try:
        return db.execute(sql, parameters or None).fetchall()
    except duckdb.Error as error:
        raise RunFileError(reason_of(error, path, reading=True)) from None
