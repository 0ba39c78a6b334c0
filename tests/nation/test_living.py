"""A small city lived: the same bits however it is lived, and every life its own replay."""

import pytest
from plainly import printed_by


@pytest.fixture(scope="module")
def lived():
    """What tests/nation/lived.py prints; the law runs as plain Python there, so no compiler stands between."""
    return printed_by("lived.py")


def test_threads_and_resuming_change_nothing(lived):
    """The digest is the same for one thread and two, and after a stop half-way."""
    one, two, resumed = lived["digests"]
    assert one == two == resumed


def test_something_happened(lived):
    assert lived["events"] > 500
    assert any(any(unit["records"]) for unit in lived["units"])


def test_every_replay_ends_where_the_run_did(lived):
    """Points and grade of each member at the end: of the run, and of the unit lived again alone."""
    for unit in lived["units"]:
        assert unit["replay"] == unit["run"]


def test_points_are_what_live_records_count_for(lived):
    """Score over the start is the sum of live records (no remedy took any in these months' cut of the city)."""
    for unit in lived["units"]:
        assert unit["records"] == unit["run"][0]


def test_stock_kept_month_by_month_is_what_a_look_at_everybody_finds(lived):
    """Grades, points, lists, measures, and who is restricted or praised where: what each month changed adds up to what there is."""
    for kept, counted in lived["stocks"]:
        assert kept == counted and sum(kept) != 0
