"""Every day of every worked case is the same under the second reader and the engine."""

from pathlib import Path

import pytest

from .compare import differences
from .conditions import Unread
from .scheme import read_scheme

HERE = Path(__file__).parents[1]
DATA = HERE.parent / "src" / "xinyong" / "data" / "schemes"
FOLDERS = [*sorted(path.parent for path in DATA.glob("*/scheme.yaml")), HERE / "scheme" / "good" / "school",
           HERE / "world" / "good" / "village" / "points"]


def long_table(case: dict) -> bool:
    """Cases made from the plain tables of acts, of which the tests take every fortieth; bench/reader.py takes all."""
    return case["file"].startswith("lines-")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_day_of_the_worked_cases(folder):
    try:
        scheme = read_scheme(folder)
    except Unread as what:
        pytest.skip(f"the reader does not know {what}")
    tables = [case["name"] for case in scheme.cases if long_table(case)]
    left_out = {name for place, name in enumerate(tables) if place % 40}
    assert differences(folder, folder.name, chosen=lambda case: case["name"] not in left_out) == []
