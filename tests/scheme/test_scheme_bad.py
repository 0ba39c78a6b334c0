"""Every mistake in a scheme is told with its place, what it is and what to do. `python tests/scheme/test_scheme_bad.py` writes the messages anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from bad_cases import cases, refresh
from xinyong.errors import SchemeError
from xinyong.scheme.read import check_scheme, read_scheme

HERE = Path(__file__).parent
GOOD = {HERE / "bad": HERE / "good" / "school", HERE / "bad_guild": HERE / "good" / "guild"}
"""The good scheme that the bad inputs of a folder are edits of."""


def told(folder: Path) -> list[str]:
    """All messages about a copy of a good scheme, by a name that does not depend on where it lies."""
    return [str(problem) for problem in checked(folder)[1]]


def checked(folder: Path):
    """A copy checked without the cases that use every notion: each would tell again what is wrong with a rule."""
    for name in ("notions", "arising", "owing", "passing", "past"):
        (folder / "tests" / f"{name}.yaml").unlink(missing_ok=True)
    return check_scheme(folder, name=folder.name)


@pytest.mark.parametrize("case", [case for folder in GOOD for case in cases(folder)], ids=lambda case: case.path.stem)
def test_message(case, tmp_path):
    good = GOOD[case.path.parent]
    folder = case.apply(good, tmp_path / good.name)
    scheme, problems = checked(folder)
    assert case.expected, "a case without messages is no bad input"
    assert [str(problem) for problem in problems] == case.expected
    assert (scheme is not None) == all(problem.is_warning for problem in problems)
    if scheme is None:
        with pytest.raises(SchemeError) as raised:
            read_scheme(folder, name=folder.name)
        assert raised.value.problems == [problem for problem in problems if not problem.is_warning]


@pytest.mark.parametrize("good", GOOD.values(), ids=lambda good: good.name)
def test_the_good_ones_have_nothing_to_tell(good):
    assert check_scheme(good, name=good.name)[1] == []


if __name__ == "__main__":
    for bad, good in GOOD.items():
        refresh(bad, good, told)
