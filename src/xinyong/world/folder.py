"""A world's files: where they are, which there may be, and their nodes with places."""

from __future__ import annotations

from pathlib import Path

from xinyong.errors import SchemeError
from xinyong.scheme.fields import Field, columns
from xinyong.scheme.model import Place
from xinyong.scheme.problems import Problems, shown, suggest
from xinyong.scheme.source import Mapping, Node, read_bytes, read_csv, read_yaml
from xinyong.world import synthetic

TABLES = ("places.csv", "population.csv", "households.csv", "conduct.csv", "traits.csv", "responses.csv", "channels.csv")
FILES = ("world.yaml", *TABLES, "practice.yaml", "sources.yaml")
OPTIONAL = ("traits.csv", "responses.csv")
APPLIED = "applied/"
"""Where `World.text` keeps the variants that were applied, numbered in order."""


def builtin_worlds() -> list[str]:
    """The names of the worlds that come with the package."""
    root = _root()
    return sorted(path.name for path in root.iterdir() if (path / "world.yaml").is_file()) if root.is_dir() else []


def world_folder(name_or_folder: str | Path) -> tuple[Path, str]:
    """Where a world's files are, and how errors call that folder; SchemeError if there is none."""
    name = str(name_or_folder)
    known = builtin_worlds()
    if isinstance(name_or_folder, str) and name in known:
        return _root() / name, f"worlds/{name}"
    path = Path(name_or_folder)
    if "\0" not in name and path.is_dir():
        return path, name
    hint = suggest(name, known) or (f"Built-in worlds: {', '.join(known)}." if known else "Name a folder that holds world.yaml.")
    problems = Problems()
    problems.add(Place(name, 0, 0), "no such world or folder.", hint, rule="file")
    raise SchemeError(problems.sorted())


def _root() -> Path:
    from importlib.resources import files  # slow to import, and most readers name a folder

    return Path(str(files("xinyong") / "data" / "worlds"))


def load_files(folder: Path, name: str, problems: Problems) -> dict[str, bytes]:
    """The files of a world's folder by name; a YAML or CSV file that is none of them is an error."""
    files: dict[str, bytes] = {}
    for path in sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml", ".csv") and p.is_file()):
        shown = f"{name}/{path.name}"
        if path.name not in FILES:
            hint = problems.suggest(path.name, FILES) or f"Files of a world are {', '.join(FILES)} and variants/*.yaml."
            problems.add(Place(shown, 1, 1), "not a file of a world.", hint, rule="file")
            continue
        data = read_bytes(path, shown, problems)
        if data is not None:
            files[path.name] = data
    return files


def variants(folder: Path) -> dict[str, str]:
    """The variants kept with a world: id -> file."""
    found = sorted((folder / "variants").glob("*.yaml")) if (folder / "variants").is_dir() else []
    return {path.stem: str(path) for path in found}


class Documents:
    """The nodes of a world's files, and where each part of the world is written."""

    def __init__(self, files: dict[str, bytes], name: str, problems: Problems):
        self.files, self.name, self.problems = files, name, problems
        self._rows: dict[Place, Mapping] = {}
        self._whole: dict[str, Node] = {}
        for file in FILES:
            if file not in files and file not in OPTIONAL:
                problems.add(self.start(file), "the file is missing.", "Every world has one.", rule="file")

    def start(self, file: str) -> Place:
        return Place(f"{self.name}/{file}", 1, 1)

    def yaml(self, file: str) -> Node | None:
        """The node of a YAML file, or None where there is none to read."""
        if file not in self.files:
            return None
        node = read_yaml(f"{self.name}/{file}", self.files[file], self.problems)
        if node is not None:
            self._whole[file.removesuffix(".yaml")] = node
        return node

    def rows(self, file: str, fields: tuple[Field, ...]) -> list[Mapping]:
        """The rows of a CSV file."""
        if file not in self.files:
            return []
        known, required = columns(fields)
        rows = read_csv(f"{self.name}/{file}", self.files[file], self.problems, columns=known, required=required)
        self._rows |= {row.place: row for row in rows}
        self._refuse_people(file, known)
        return rows

    def _refuse_people(self, file: str, known: tuple[str, ...]) -> None:
        """A column that would say who somebody is gets more than `no such column`."""
        lines = self.files[file].decode("utf-8-sig", "replace").splitlines()
        number, header = next(((n, line) for n, line in enumerate(lines, 1) if line.strip(", \t") and not line.startswith("#")), (1, ""))
        column = 1
        for cell in header.split(","):
            name = cell.strip().strip('"')
            if name not in known and synthetic.names_people(name):
                self.problems.add(Place(f"{self.name}/{file}", number, column), synthetic.MESSAGE.format(what=shown(name)), synthetic.HINT,
                                  rule="synthetic-only")
            column += len(cell) + 1

    def where(self, part, field: str) -> Place:
        """The place of a row's cell; or, for a part named in text (`"practice.offices"`), of a key in a YAML file."""
        if not isinstance(part, str):
            row = self._rows.get(part.place)
            return row.place_of(field) if row is not None else part.place
        file, *path = (part or "world").split(".")
        node = self._whole.get(file)
        for step in path:
            node = node.items.get(step) if isinstance(node, Mapping) else None
        return node.place_of(field) if isinstance(node, Mapping) else self.start(f"{file}.yaml")

    def remember(self, node: Mapping) -> None:
        """Let `where` find the fields of a mapping that stands in a YAML file."""
        self._rows[node.place] = node
