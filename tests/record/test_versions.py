"""Which version of an act governs what a script enters: that of the deed, of the entry, or the gentler one. Worked by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, letter, life

CHANGE, FAR = "2020-06-01", "2022-01-01"
BEFORE, AFTER = {"to": CHANGE}, {"from_": CHANGE}


def entered(folder, governed: str, *versions: dict) -> list[int]:
    """The points of what was done in May and is entered in June."""
    made = letter(folder, head=f"governed_by: {governed}\n", acts=[act("fined", counts_for="1 year", **version) for version in versions])
    standing = at(made, life(made, ["2020-06-10 enter fined deed=2020-05-10"], until=FAR), "2020-06-10")
    return [live.points for live in standing.records.values()]


@pytest.mark.parametrize("governed, points", [("deed", [-10]), ("entry", [-3]), ("gentler", [-3])])
def test_two_versions(tmp_path, governed, points):
    assert entered(tmp_path, governed, {"points": -10} | BEFORE, {"points": -3} | AFTER) == points


@pytest.mark.parametrize("governed, points", [("deed", []), ("entry", [-3]), ("gentler", [])])
def test_a_wrong_that_was_none_when_it_was_done(tmp_path, governed, points):
    assert entered(tmp_path, governed, {"points": -3} | AFTER) == points


@pytest.mark.parametrize("governed, points", [("deed", [-3]), ("entry", []), ("gentler", [])])
def test_a_wrong_that_is_none_any_more(tmp_path, governed, points):
    assert entered(tmp_path, governed, {"points": -3} | BEFORE) == points


@pytest.mark.parametrize("governed, before, after", [("deed", [3], []), ("entry", [], [3]), ("gentler", [3], [3])])
def test_a_good_deed_that_was_one_or_is_one_now(tmp_path, governed, before, after):
    assert entered(tmp_path / "a", governed, {"points": 3} | BEFORE) == before
    assert entered(tmp_path / "b", governed, {"points": 3} | AFTER) == after


@pytest.mark.parametrize("governed, points", [("deed", [-1, -1, -1, -1]), ("entry", [-1, -1, -5, -5]), ("gentler", [-1, -1, -1, -1])])
def test_what_lasts_is_entered_by_the_version_that_governs(tmp_path, governed, points):
    """From 10 April on four months; severity 999 costs five points since June, and one before."""
    made = letter(tmp_path, head=f"governed_by: {governed}\n", acts=[act("late", per="month", counts_for="2 years", points=-1, **BEFORE),
                                                                   act("late", per="month", counts_for="2 years", points="-2 to -5", **AFTER)])
    records = at(made, life(made, ["2020-04-10 do does-late severity=999 lasts=4"], until=FAR), "2020-12-01").records
    assert [live.points for _, live in sorted(records.items(), key=lambda item: item[0][1])] == points


@pytest.mark.parametrize("governed, entered", [("deed", 4), ("entry", 2), ("gentler", 2)])
def test_what_lasts_beyond_its_rule(tmp_path, governed, entered):
    made = letter(tmp_path, head=f"governed_by: {governed}\n", acts=[act("late", per="month", counts_for="2 years", points=-1, **BEFORE)])
    assert len(at(made, life(made, ["2020-04-10 do does-late lasts=4"], until=FAR), "2020-12-01").records) == entered
