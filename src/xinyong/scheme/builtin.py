"""Finding a scheme: a built-in one by name, any other by its folder."""

from __future__ import annotations

from pathlib import Path

from xinyong.errors import SchemeError
from xinyong.scheme.model import Place, Scheme
from xinyong.scheme.problems import Problems, suggest
from xinyong.scheme.read import read_scheme


def builtin_schemes() -> list[str]:
    """The names of the schemes that come with the package."""
    root = _root()
    return sorted(path.name for path in root.iterdir() if (path / "scheme.yaml").is_file()) if root.is_dir() else []


def scheme_folder(name_or_folder: str | Path) -> tuple[Path, str]:
    """Where a scheme's files are, and how errors call that folder; SchemeError if there is none."""
    name = str(name_or_folder)
    if isinstance(name_or_folder, str) and name in (known := builtin_schemes()):
        return _root() / name, f"schemes/{name}"
    path = Path(name_or_folder)
    is_world = any((folder / "world.yaml").is_file() and not (folder / "scheme.yaml").is_file() for folder in (path, _root().parent / "worlds" / path))
    if path.is_dir() and not is_world:
        return path, name
    known = builtin_schemes()
    hint = "Name one of the schemes in force in it: its world.yaml has them." if is_world else suggest(name, known) or (f"Built-in schemes: {', '.join(known)}." if known else "Name a folder that holds scheme.yaml.")
    problems = Problems()
    problems.add(Place(name, 0, 0), "a world, and no scheme." if is_world else "no such scheme or folder.", hint, rule="file")
    raise SchemeError(problems.sorted())


def find_scheme(name_or_folder: str | Path) -> Scheme:
    """The built-in scheme of that name, or the scheme in that folder."""
    folder, name = scheme_folder(name_or_folder)
    return read_scheme(folder, name=name)


def _root() -> Path:
    from importlib.resources import files  # slow to import, and most readers name a folder

    return Path(str(files("xinyong") / "data" / "schemes"))
