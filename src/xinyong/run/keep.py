"""Writing a run: one DuckDB file, locked while the run is lived, written at once at its end.

When a run starts, `run` and `inputs` are written, so that it can be resumed whatever happens; when it ends, everything is written in one
transaction. So a full disk or a kill leaves what was there before.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import duckdb
import numpy as np

from xinyong.errors import RunError
from xinyong.run.tables import TABLES, Column, Table, columns_of
from xinyong.run.trouble import being_written, reason_of

_THREADS = 2
_BLOCK = 16_384
"""Bytes: small, since a run has many small tables."""
_ROWS_AT_ONCE = 16_384
"""Few enough that what is written at once takes little memory."""
_open_here: set[Path] = set()
"""Files that this process is writing: the system's lock does not hold against ourselves."""


def is_open_here(path: Path) -> bool:
    """Whether this process is writing a file. It must not be opened otherwise then: closing it would free the system's lock."""
    return path.resolve() in _open_here


class Keeper:
    """A run's file, open for writing and locked against everybody else until it is closed."""

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self._key = self.path.resolve()
        if self._key in _open_here:
            raise RunError(being_written(self.path))
        self.existed = self.path.exists()
        self.begun = self.failed = False
        """Whether something was written, and whether something could not be: with both, the file is what can be gone on with."""
        try:
            self.db = duckdb.connect(str(self.path), config={"threads": _THREADS, "default_block_size": _BLOCK})
        except duckdb.Error as error:
            raise RunError(reason_of(error, self.path)) from None
        _open_here.add(self._key)

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_error) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        try:
            self.db.close()
        finally:
            _open_here.discard(self._key)

    def discard(self) -> None:
        """Let go of a file that was made for a run which then could not start."""
        self.close()
        if not self.existed:
            for path in (self.path, Path(f"{self.path}.wal")):
                path.unlink(missing_ok=True)

    def row(self) -> dict | None:
        """The one row of `run`, or None while there is none."""
        if not self.db.execute("select 1 from duckdb_tables() where table_name = 'run'").fetchall():
            return None
        found = self.db.execute("from run").fetchall()
        return dict(zip([c[0] for c in self.db.description], found[0])) if found else None

    def write(self, tables: Iterable[tuple[str, Mapping]], names: dict) -> None:
        """Replace tables, all or none of them. RunError when the disk is full or gone; the file then is as it was."""
        known = {table.name: table for table in TABLES}
        try:
            self.db.begin()
            for name, columns in tables:
                self._replace(known[name], columns, names)
            self.db.commit()
            self.db.execute("checkpoint")
            self.begun = True
        except (duckdb.Error, OSError) as error:
            self.failed = True
            self._undo()
            raise RunError(f"{reason_of(error, self.path)} What was there before is unchanged.") from None

    def note(self, **values) -> None:
        """Change columns of the row of `run`; left as they are where the disk is full, since all that matters is kept by then."""
        with suppress(duckdb.Error):
            self.db.execute(f"update run set {', '.join(f'{quoted(name)} = ?' for name in values)}", list(values.values()))

    def _undo(self) -> None:
        with suppress(duckdb.Error):
            self.db.rollback()

    def _replace(self, table: Table, columns: Mapping, names: dict) -> None:
        declared = columns_of(table, names) if names else table.columns
        assert list(columns) == [c.name for c in declared], (table.name, list(columns), [c.name for c in declared])
        self.db.execute(f"create or replace table {quoted(table.name)} ({', '.join(f'{quoted(c.name)} {c.type}' for c in declared)})")
        comment = table.meaning.replace("'", "''")
        self.db.execute(f"comment on table {quoted(table.name)} is '{comment}'")
        if any(isinstance(v, np.ndarray) for v in columns.values()):
            self._insert_arrays(table, columns, declared)
        else:
            marks = ", ".join("?" * len(declared))
            self.db.executemany(f"insert into {quoted(table.name)} values ({marks})", [list(columns.values())])

    def _insert_arrays(self, table: Table, columns: Mapping, declared: tuple[Column, ...]) -> None:
        arrays = [_plain(v) for v in columns.values()]
        casts = ", ".join(f"c{i}::{c.type}" for i, c in enumerate(declared))
        for at in range(0, len(arrays[0]), _ROWS_AT_ONCE):
            self.db.register("arrays", {f"c{i}": array[at:at + _ROWS_AT_ONCE] for i, array in enumerate(arrays)})
            self.db.execute(f"insert into {quoted(table.name)} select {casts} from arrays")
            self.db.unregister("arrays")


def export(db, folder: Path) -> list[Path]:
    """Write every table of an open run as a Parquet file into a folder; the files."""
    if folder.exists() and not folder.is_dir():
        raise RunError(f"{folder} is a file: Parquet files are written into a folder, a file for each table.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for (name,) in db.execute("select table_name from duckdb_tables() order by table_name").fetchall():
            path = folder / f"{name}.parquet"
            part = folder / f".{name}.parquet.part"
            target = str(part).replace("'", "''")
            db.execute(f"copy {quoted(name)} to '{target}' (format parquet, compression zstd)")
            os.replace(part, path)
            written.append(path)
    except (duckdb.Error, OSError) as error:
        raise RunError(reason_of(error, folder)) from None
    return written


def about(names: dict) -> dict[str, np.ndarray]:
    """The table that describes all tables."""
    rows = []
    for table in TABLES:
        rows.append((table.name, "", "", table.meaning, ""))
        rows += [(table.name, c.name, c.type, c.meaning, c.unit) for c in columns_of(table, names)]
    return {name: np.array(column, object) for name, column in zip(("table", "column", "type", "meaning", "unit"), zip(*rows))}


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _plain(array: np.ndarray) -> np.ndarray:
    """An array as DuckDB takes it: days as microseconds."""
    array = np.ascontiguousarray(array)
    return array.astype("datetime64[us]") if array.dtype.kind == "M" else array
