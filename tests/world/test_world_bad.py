"""Every mistake in a world is told with its place, what it is and what to do. `python tests/world/test_world_bad.py` writes the messages anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from bad_cases import cases, refresh
from xinyong.world import check_world

HERE = Path(__file__).parent
VILLAGE = HERE / "good" / "village"


def told(folder: Path) -> list[str]:
    """All messages about a copy of the village, by a name that does not depend on where it lies."""
    return [str(problem) for problem in check_world(folder, name="village")[1]]


@pytest.mark.parametrize("case", cases(HERE / "bad"), ids=lambda case: case.path.stem)
def test_message(case, tmp_path):
    folder = case.apply(VILLAGE, tmp_path / "village")
    world, problems = check_world(folder, name="village")
    assert case.expected, "a case without messages is no bad input"
    assert [str(problem) for problem in problems] == case.expected
    only_warnings = all(problem.is_warning for problem in problems)
    assert only_warnings or world is None or any("/variants/" in p.file for p in problems if not p.is_warning)


if __name__ == "__main__":
    refresh(HERE / "bad", VILLAGE, told)
