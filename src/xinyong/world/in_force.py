"""Which schemes are in force in a world: found by name or path, read, and each read once."""

from __future__ import annotations

from collections.abc import Mapping as Named
from pathlib import Path

from xinyong.errors import Problem
from xinyong.scheme.builtin import builtin_schemes, scheme_folder
from xinyong.scheme.model import FOREVER, Place, Scheme
from xinyong.scheme.problems import Problems, shown
from xinyong.scheme.read import check_scheme_files, load_files
from xinyong.world import folder
from xinyong.world.folder import Documents
from xinyong.world.model import InForce


class Origin:
    """Where a world's files come from: their contents, how errors call them, and what variants change in them.

    `path`: the world's folder, from which paths of schemes are read. `schemes`: where schemes come from no folder, what errors call
    each one's folder and its contents, by id.
    """

    def __init__(self, files: Named[str, bytes], name: str, *, id: str = "", path: Path | None = None,
                 schemes: Named[str, tuple[str, Named[str, bytes]]] | None = None, changes=None):
        self.files, self.name, self.id, self.path = dict(files), name, id, path
        self.schemes, self.changes = schemes, changes
        self.variants = folder.variants(path) if path else {}
        self.unchanged: dict[str, tuple[Scheme | None, list[Problem]]] = {}     # schemes read before, as no variant changes them

    def changed(self, files: Named[str, bytes], scheme: str = "") -> dict[str, bytes]:
        """File contents with what variants change in them."""
        return dict(files) if self.changes is None else self.changes.on(files, scheme)

    def with_changes(self, changes) -> Origin:
        """The same files under other variants."""
        origin = Origin(self.files, self.name, id=self.id, path=self.path, schemes=self.schemes, changes=changes)
        origin.variants, origin.unchanged = self.variants, self.unchanged
        return origin

    def check_scheme(self, id: str, name: str, files: Named[str, bytes]) -> tuple[Scheme | None, list[Problem]]:
        """A scheme and its problems; under variants that change it without its worked cases, which are of the unchanged rules."""
        if self.changes is not None and self.changes.about(id):
            rules = {file: data for file, data in files.items() if "/" not in file}
            return check_scheme_files(self.changed(rules, id), name=name, id=id)
        if id not in self.unchanged:
            self.unchanged[id] = check_scheme_files(files, name=name, id=id)
        return self.unchanged[id]


class Schemes:
    """The schemes in force: `rows` as world.yaml says, `read` each once, `complete` when all of them could be read."""

    def __init__(self, entries: tuple[dict, ...], origin: Origin, documents: Documents, problems: Problems):
        self.rows: list[InForce] = []
        self.told: list[Problem] = []
        self._read: dict[str, Scheme | None] = {}
        self._origin, self._problems = origin, problems
        self.complete = True
        for entry in entries:
            documents.remember(entry["node"])
            id = self._scheme(entry["scheme"], entry["node"].place_of("scheme")) if entry["scheme"] else None
            if id is None or entry["from"] is None:
                self.complete = False
                continue
            last = FOREVER if entry["to"] is None else entry["to"]
            self.rows.append(InForce(id, entry["places"], entry["from"], last, entry["node"].place))
        self.complete = self.complete and None not in self._read.values()

    @property
    def read(self) -> tuple[Scheme, ...]:
        return tuple(scheme for scheme in self._read.values() if scheme is not None)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all schemes in force, also of those that could not be read."""
        return tuple(self._read)

    def _scheme(self, wanted: str, place: Place) -> str | None:
        """Read a scheme unless it has been; its id, or None if it cannot be found."""
        if self._origin.schemes is not None:
            return self._kept(wanted, place)
        located = self._locate(wanted, place)
        if located is None:
            return None
        path, name = located
        id = path.resolve().name
        if id not in self._read:
            loading = Problems()
            files = load_files(path, name, loading)
            self.told += loading.sorted()
            self._check(id, name, files)
        return id

    def _kept(self, wanted: str, place: Place) -> str | None:
        id = wanted.rstrip("/").rsplit("/", 1)[-1]
        known = self._origin.schemes
        if id not in known:
            self._problems.add(place, f"scheme: no files of {shown(wanted)} are kept.", self._problems.suggest(id, known), rule="file")
            return None
        if id not in self._read:
            self._check(id, *known[id])
        return id

    def _check(self, id: str, name: str, files: Named[str, bytes]) -> None:
        self._read[id], found = self._origin.check_scheme(id, name, files)
        self.told += found

    def _locate(self, wanted: str, place: Place) -> tuple[Path, str] | None:
        """A built-in scheme by name, or a folder by its path from the world's folder."""
        if "/" not in wanted:
            known = builtin_schemes()
            if wanted in known:
                return scheme_folder(wanted)
            hint = self._problems.suggest(wanted, known) or f"Write a built-in name or a path such as ./{shown(wanted)}."
            self._problems.add(place, f"scheme: no such scheme: {shown(wanted)}.", hint, rule="file")
            return None
        try:
            path = self._origin.path / wanted
            if path.is_dir() and path.resolve().name:
                return path, f"{self._origin.name}/{wanted.removeprefix('./').rstrip('/')}"
        except (OSError, ValueError):
            pass
        self._problems.add(place, f"scheme: no such folder: {shown(wanted)}.", "A path is read from the world's folder.", rule="file")
        return None
