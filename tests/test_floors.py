"""The house: a package imports only from those above it in the list."""

import ast
from pathlib import Path

import xinyong

FLOORS = ("errors", "version", "kernel", "codes", "scheme", "world", "life", "nation", "run", "record", "study", "api", "portal", "cli")
"""From the top down; modules of the package itself among them."""
ROOT = Path(xinyong.__file__).parent


def _imports(path: Path):
    """(line, package) for everything that a file imports from xinyong, also within functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else \
            [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name == "xinyong" and isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif name.startswith("xinyong."):
                yield node.lineno, name.split(".")[1]


def test_every_package_has_its_floor():
    there = {path.stem for path in ROOT.iterdir() if (path.suffix == ".py" or (path / "__init__.py").is_file()) and not path.name.startswith("__")}
    assert there <= set(FLOORS), f"say where they stand: {there - set(FLOORS)}"


def test_no_floor_reaches_up():
    wrong = []
    for path in sorted(ROOT.rglob("*.py")):
        inside = path.relative_to(ROOT).parts
        floor = inside[0].removesuffix(".py")
        if floor.startswith("__"):
            continue
        for line, wanted in _imports(path):
            if wanted in FLOORS and FLOORS.index(wanted) > FLOORS.index(floor):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {wanted}")
    assert wrong == []
