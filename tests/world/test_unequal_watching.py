"""The world unequal-watching: equal by default; each inequality is off until it is named, and what is beyond the text says so."""

from __future__ import annotations

import pytest

import xinyong as xy
from xinyong.world.read import read_world


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unequal")
    return {"+".join(variants): xy.run("unequal-watching", people=2000, months=36, variants=variants, out=folder / f"{'-'.join(variants) or 'as-it-is'}.duckdb")
            for variants in ([], ["watched"], ["discretion"], ["discretion", "chilling"], ["watched", "discretion"])}


def people(run, place):
    return set(run.find(f"place == {place}", limit=5000))


def entered(run, place, what="count(bad, within=100 years) >= 1"):
    return len(run.find(f"at_end(place == {place} and {what})", limit=5000))


def done(run):
    return [tuple(row) for row in run.months_df.select("bad_conduct", "good_conduct").iter_rows()]


def test_as_it_stands_both_groups_are_watched_alike_and_nothing_is_entered_beyond_the_text(lived):
    run = lived[""]
    a, b = entered(run, "group-a"), entered(run, "group-b")
    assert abs(a - b) < 0.25 * (a + b) / 2
    assert not run.acts_df.filter(run.acts_df["label_en"].str.contains("entered as"))["records"].sum()
    world = read_world("unequal-watching")
    for channel in {c.id for c in world.channels}:
        assert len({c.recall for c in world.channels if c.id == channel}) == 1
    assert all(response.factor == 1 for response in world.responses)
    assert not any(d.in_use for d in world.practice.discretion.values())


def test_watched_changes_what_is_seen_of_one_group_and_nothing_that_anybody_does(lived):
    equal, watched = lived[""], lived["watched"]
    assert done(equal) == done(watched)
    assert entered(watched, "group-b") == entered(equal, "group-b")
    assert entered(watched, "group-a") > 2 * entered(equal, "group-a")


def test_a_record_at_discretion_says_that_it_is_not_what_the_rule_says(lived):
    run = lived["watched+discretion"]
    code = run.find("has(spread-bad-information)", limit=1)[0]
    life = run.record(code)
    records = [r for r in life.to_dict()["records"] if r["act"] == "spread-bad-information"]
    assert records and {r["not_what_the_rule_says"] for r in records} <= {True, False}
    beyond = [r for r in life.to_dict()["records"] if r["not_what_the_rule_says"]]
    assert beyond and all("entered as: " in r["label"]["en"] and r["true"] for r in beyond)
    assert all(r["source"]["basis"] == "assumption" for r in beyond)
    assert "not what the rule says" in life._repr_html_()


def test_discretion_is_entered_from_its_day_on_and_counts_as_the_act_does(lived):
    found = lived["discretion"].acts_df
    beyond = found.filter(found["label_en"].str.contains("entered as"))
    assert beyond["records"].sum() > 0
    assert set(beyond.filter(beyond["records"] > 0)["year"]) <= {2019, 2020}
    run = lived["discretion"]
    posts = [r for code in run.find("has(spread-bad-information)", limit=20) for r in run.record(code).to_dict()["records"]
             if r["not_what_the_rule_says"] and r["act"] == "spread-bad-information" and not r["repeated"]]
    assert posts and all(r["points"] == -50 for r in posts)         # what the act costs in 2019 and after


def test_people_fall_silent_only_where_the_variant_says_so(lived):
    with_it = sum(good for _, good in done(lived["discretion+chilling"]))
    without = sum(good for _, good in done(lived["discretion"]))
    assert with_it < without == sum(good for _, good in done(lived[""]))
