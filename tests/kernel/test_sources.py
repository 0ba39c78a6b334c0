"""The compiled law is kept in a folder named by its sources: whatever is compiled must be among them."""

import ast
from pathlib import Path

import xinyong
from xinyong.kernel.dialect import _SOURCES

ROOT = Path(xinyong.__file__).parent


def imports(path: Path) -> set[Path]:
    """The files of the package that a file takes names from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("xinyong."):
            base = ROOT.joinpath(*node.module.split(".")[1:])
            found |= {base.with_suffix(".py"), *(base / f"{name.name}.py" for name in node.names)}
    return {file for file in found if file.is_file()}


def compiles(path: Path) -> bool:
    """Does the file mark functions for the compiler?"""
    return any(isinstance(node, ast.ImportFrom) and node.module == "xinyong.kernel.dialect" and {n.name for n in node.names} & {"law", "called", "entry"}
               for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def test_every_source_of_compiled_code_is_in_the_name_of_its_folder():
    named = {path for pattern in _SOURCES for path in ROOT.glob(pattern)}
    assert all(any(ROOT.glob(pattern)) for pattern in _SOURCES)
    compiled = {path for path in ROOT.rglob("*.py") if compiles(path)}
    assert ROOT / "world/mint.py" in compiled
    assert compiled <= named
    for path in compiled:
        assert imports(path) <= named, path
