"""The runs in a folder: what is there, and opening one by name."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from threading import Lock

from xinyong.api import Run
from xinyong.errors import RunFileError, XinyongError

ENDING = ".duckdb"
MOST_OPEN = 12
MOST_SHOWN = 200


@dataclass(frozen=True)
class Kept:
    """A run's file as it is listed: its row, or what is wrong with it. `begun`: nothing of it is kept yet, but it can be gone on with."""

    name: str
    row: dict | None
    trouble: str = ""
    begun: bool = False


class Shelf:
    """The runs in one folder. A run is called by its file's name without the ending; only names that are there are ever opened."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self._open: OrderedDict[str, tuple[tuple, Run]] = OrderedDict()
        self._lock = Lock()

    def names(self) -> list[str]:
        """Names of runs, the newest first."""
        try:
            found = [(entry.stat().st_mtime, entry.name.removesuffix(ENDING)) for entry in os.scandir(self.folder)
                     if entry.name.endswith(ENDING) and not entry.name.startswith(".") and entry.is_file()]
        except OSError as error:
            raise RunFileError(f"The folder {self.folder} cannot be read: {error.strerror}.") from None
        return [name for _, name in sorted(found, reverse=True)]

    def path(self, name: str) -> Path:
        """The file of a run that is there; RunFileError otherwise."""
        known = self.names()
        if name in known:
            return self.folder / (name + ENDING)
        near = get_close_matches(name[:100], known, n=1, cutoff=0.6)
        raise RunFileError(f"There is no run called {name[:100]} in {self.folder}." + (f" Did you mean {near[0]}?" if near else ""))

    def open(self, name: str) -> Run:
        """A run, kept open as long as its file is the same."""
        path = self.path(name)
        with self._lock:
            found = path.stat()
            stamp = found.st_mtime_ns, found.st_size, found.st_ino
            if name in self._open and self._open[name][0] == stamp:
                self._open.move_to_end(name)
                return self._open[name][1]
            run = Run(path)
            self._open[name] = stamp, run
            self._open.move_to_end(name)
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
            return run

    def all(self) -> list[Kept]:
        """Every run in the folder, with what is wrong with those that cannot be opened."""
        return [self.kept(name) for name in self.names()[:MOST_SHOWN]]

    def kept(self, name: str) -> Kept:
        """A run as it is listed."""
        try:
            return Kept(name, self.open(name).row)
        except XinyongError as error:
            return Kept(name, None, str(error), "was begun" in str(error))
        except OSError as error:
            return Kept(name, None, f"{error.strerror}.")

    def free_name(self, wanted: str) -> str:
        """A name that no file has yet."""
        taken = {entry.name.lower() for entry in os.scandir(self.folder)}
        number = 1
        while True:
            name = wanted if number == 1 else f"{wanted}-{number}"
            if not any(f"{name}{ENDING}{more}".lower() in taken for more in ("", ".checkpoint", ".wal")):
                return name
            number += 1
