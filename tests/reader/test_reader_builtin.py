"""Every day of every worked case is the same under the second reader and the engine."""

from pathlib import Path

import pytest

from .compare import differences
from .scheme import read_together

HERE = Path(__file__).parents[1]
DATA = HERE.parent / "src" / "xinyong" / "data" / "schemes"
FOLDERS = [*sorted(path.parent for path in DATA.glob("*/scheme.yaml")), *sorted((HERE / "scheme" / "good").iterdir()),
           HERE / "world" / "good" / "village" / "points"]


MANY = 60


def left_out(cases: list[dict]) -> set[str]:
    """Of cases made from the plain tables of acts the tests take every fortieth, of more than so many others every third; bench/reader.py takes all."""
    tables = [case["name"] for case in cases if case["file"].startswith("lines-")]
    others = [case["name"] for case in cases if not case["file"].startswith("lines-")]
    return {name for place, name in enumerate(tables) if place % 40} | {name for place, name in enumerate(others) if len(others) > MANY and place % 3}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_day_of_the_worked_cases(folder):
    skipped = left_out(read_together(folder)[0].cases)
    assert differences(folder, folder.name, chosen=lambda case: case["name"] not in skipped) == []
