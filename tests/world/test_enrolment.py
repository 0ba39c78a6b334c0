"""Joining as a choice by what is lost without it and by what neighbours did: it unravels where many begin, and need not where few do."""

import math

import pytest

import xinyong as xy


@pytest.fixture(scope="module")
def joined(tmp_path_factory):
    """Variants -> place -> the share of adults who have joined at each year's end, in percent."""
    folder, found = tmp_path_factory.mktemp("enrolment"), {}
    for number, variants in enumerate(((), ("nobody-looks",), ("nothing-lost",), ("nobody-looks", "nothing-lost"))):
        run = xy.run("enrolment", people=3000, variants=variants, out=folder / f"{number}.duckdb", progress=lambda _: None)
        rows = run.query("select place, 100.0 * praised / adults as share from places where month(month) = 12 order by place, month")
        found[variants] = {place: [r["share"] for r in rows if r["place"] == place] for place in ("town", "hills")}
    return found


def test_without_both_people_join_at_the_rate_assumed(joined):
    """In town 60 a year of 1,000, a third of that (18) of those over 65, who are about 19 % of adults: 1 - exp(-5 r) each, 22.6 % after five years; few leave."""
    expected = 100 * (0.81 * (1 - math.exp(-5 * 0.060)) + 0.19 * (1 - math.exp(-5 * 0.018)))
    assert joined["nobody-looks", "nothing-lost"]["town"][-1] == pytest.approx(expected, abs=4)


def test_each_force_alone_and_both_together(joined):
    """In town both together bring nearly all in; each alone about half or less."""
    town = {variants: places["town"][-1] for variants, places in joined.items()}
    both, alone, neither = town[()], (town[("nobody-looks",)], town[("nothing-lost",)]), town["nobody-looks", "nothing-lost"]
    assert both > 90 and max(alone) < 70 and min(alone) > neither + 10
    assert both - neither > sum(each - neither for each in alone)


def test_it_unravels_in_town_and_not_in_the_hills(joined):
    """In town one year brings in more than a third of all; in the hills most stay out to the end."""
    town, hills = joined[()]["town"], joined[()]["hills"]
    assert max(b - a for a, b in zip(town, town[1:])) > 35 and hills[-1] < 40
    assert all(a <= b + 1 for a, b in zip(town, town[1:]))
