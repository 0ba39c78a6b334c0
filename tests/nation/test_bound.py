"""A small world in which one thing brings another: the same bits however it is lived, and every life its own replay."""

import pytest
from plainly import printed_by


@pytest.fixture(scope="module")
def lived():
    """What tests/nation/bound.py prints; the law runs as plain Python there."""
    return printed_by("bound.py")


def test_threads_and_resuming_change_nothing(lived):
    one, two, resumed = lived["digests"]
    assert one == two == resumed


def test_every_replay_ends_where_the_run_did(lived):
    for run, replay in lived["lives"]:
        assert run == replay


def test_stock_is_what_a_look_at_everybody_finds(lived):
    kept, counted = lived["stocks"]
    assert kept == counted


def test_all_of_it_happened(lived):
    """Acts arose when something held, while it held and on set days; some of what was owed was paid, some of it in part; records were passed
    on, against strangers too, and withdrawn."""
    for act in ("heedless", "watched", "thanks", "arrears"):
        assert lived["entered"].get(act, 0) > 1, lived["entered"]
    counted = lived["counted"]
    assert counted["obligations"] > counted["obligations_performed"] > 2
    for act in ("listed", "judged", "of-family"):
        assert lived["entered"].get(act, 0) > 2, lived["entered"]
    assert counted["passed_on"] > counted["withdrawn"] > 2 and counted["arrived_astray"] > 2
    assert counted["fen_owed"] > counted["fen_performed"] > 0
    assert lived["counted"]["standings_unsettled"] == 0
