"""A variant changes what it says and nothing else, from the day it says."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest

from xinyong.errors import SchemeError
from xinyong.scheme.model import FOREVER
from xinyong.scheme.values import day
from xinyong.world import apply_variant, check_variant, read_world, read_world_files

VILLAGE = Path(__file__).parent / "good" / "village"
DAY = day("2021-01-01")


@pytest.fixture(scope="module")
def village():
    return read_world(VILLAGE)


@pytest.fixture
def changed(village, tmp_path):
    """The village under changes, given as lines of a variant; with the problems."""
    def under(*lines: str, start: str = ""):
        file = tmp_path / "reform.yaml"
        head = "label: {en: A reform}\n" + (f"from: {start}\n" if start else "")
        file.write_text(head + "change:\n" + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
        return apply_variant(village, file)
    return under


def same_but(world, other, *fields):
    """Whether two worlds agree in all but some fields (and their texts)."""
    return all(getattr(world, f.name) == getattr(other, f.name)
               for f in dataclasses.fields(world) if f.name not in (*fields, "text", "folder", "schemes"))


def act(world, id):
    return [a for a in world.schemes[0].acts if a.id == id]


def test_a_reform_of_everything(changed, village):
    world = changed("schemes.points.acts.litters.points: -5", "schemes.points.lists.points-list.grounds.two-wrongs.term: 1 year",
                    "schemes.points.measures.cheap-loan.amount: 100 yuan", "schemes.points.remedies.repair.decided_within: 5 days",
                    "schemes.points.grades.bands.b.at_least: 950", "schemes.points.ledgers.score.repeat.factor: 1",
                    "schemes.points.scales.hours.reached.10: 40", "schemes.points.ledgers.score.counts_for.1.for: 3 years",
                    "practice.told.records.share: 100 %", "channels.camera.mistaken: 0 %", "conduct.litters.per_1000_years: 60",
                    "responses.strives.factor: 1", "places.east.weight: 1", "world.people: 100", "world.schemes.points.from: 2020-06-01")
    scheme = world.schemes[0]
    assert act(world, "litters")[0].points.low == -5
    assert scheme.lists[0].grounds[0].term.count == 12
    assert scheme.measures[1].amount == 10_000
    assert scheme.remedies[1].decided_within.count == 5
    assert scheme.grades.bands.at(FOREVER)[1].at_least == 950
    assert scheme.ledgers["score"].repeat.at(FOREVER).factor == 100
    assert scheme.scales["hours"].reached == ((2, 5), (10, 40))
    assert scheme.ledgers["score"].counts_for[0].duration.count == 36
    assert world.practice.told["records"].share == 1
    assert all(c.mistaken == 0 for c in world.channels if c.id == "camera")
    assert next(c for c in world.conduct if c.id == "litters").per_1000_years == 60
    assert next(r for r in world.responses if r.id == "strives").factor == 1
    assert world.places[0].weight == 1 and world.people == 100 and world.in_force[0].first == day("2020-06-01")
    assert world.weights == village.weights


def test_only_what_is_said_changes(changed, village):
    world = changed("channels.warden.recall: 50 %")
    assert same_but(world, village, "channels") and world.schemes == village.schemes
    assert [c.recall for c in world.channels if c.id == "warden"] == [Fraction(1, 2), Fraction(1, 2)]
    assert [c for c in world.channels if c.id != "warden"] == [c for c in village.channels if c.id != "warden"]


def test_from_a_day_on(changed):
    world = changed("schemes.points.acts.litters.points: -5", "schemes.points.ledgers.score.start: 900", "channels.warden.recall: 50 %",
                    "schemes.points.grades.bands.a.at_least: 1100", "schemes.points.consent.asked: opt out", start="2021-01-01")
    scheme = world.schemes[0]
    assert [(a.points.low, a.first, a.last) for a in act(world, "litters")] == [(-10, scheme.first, DAY), (-5, DAY, FOREVER)]
    assert scheme.ledgers["score"].start.values == ((scheme.first, 1000), (DAY, 900))
    assert [b.at_least for b in scheme.grades.bands.at(DAY)] == [1100, 900, None]
    assert [b.at_least for b in scheme.grades.bands.at(DAY - 1)] == [1000, 900, None]
    assert [c.asked for _, c in scheme.consent.values] == ["opt in", "opt out"]
    assert scheme.transitions == {DAY: "keep"}
    assert [(c.recall, c.first) for c in world.channels if c.id == "warden"] == [(Fraction(3, 10), world.first), (Fraction(1, 2), DAY)]


def test_a_day_before_the_scheme_begins_is_its_first_day(changed):
    world = changed("schemes.points.ledgers.score.repeat.factor: 1", "schemes.points.acts.litters.points: -5", start="2019-01-01")
    scheme = world.schemes[0]
    assert [(on, r.factor) for on, r in scheme.ledgers["score"].repeat.values] == [(scheme.first, 100)]
    assert [(a.points.low, a.first) for a in act(world, "litters")] == [(-5, scheme.first)] and scheme.transitions == {}


def test_a_transition_of_the_variants_own(changed):
    world = changed("schemes.points.ledgers.score.start: 900", "schemes.points.transitions: {2021-01-01: lapse}", start="2021-01-01")
    assert world.schemes[0].transitions == {DAY: "lapse"}


def test_dropping(changed):
    world = changed("schemes.points.acts.litters: drop", "schemes.points.acts.volunteering.cap: drop", "schemes.points.remedies.repair: drop",
                    "schemes.points.ledgers.score.floor: drop", "responses.imitates: drop", "practice.remedies.repair: drop")
    scheme = world.schemes[0]
    assert act(world, "litters") == [] and act(world, "volunteering")[0].cap is None
    assert [r.id for r in scheme.remedies] == ["objection"] and scheme.ledgers["score"].floor.values == ()
    assert [r.id for r in world.responses] == ["strives", "deterred", "barred"]


def test_dropping_from_a_day_on(changed):
    world = changed("schemes.points.acts.litters: drop", "schemes.points.lists.points-list: drop", "schemes.points.ledgers.score.floor: drop",
                    "schemes.points.measures.no-trains: drop", start="2021-01-01")
    scheme = world.schemes[0]
    assert [(a.first, a.last) for a in act(world, "litters")] == [(scheme.first, DAY)]
    assert scheme.lists[0].last == DAY and scheme.measures[0].last == DAY
    assert scheme.ledgers["score"].floor.values == ((scheme.first, 0), (DAY, None))


def test_adding_a_field(changed):
    world = changed("schemes.points.acts.litters.cap: 20 a year", "schemes.points.remedies.objection.meanwhile: suspended",
                    "schemes.points.lists.points-list.leaves: {when: \"not has(litters)\", basis: assumption a reform}")
    assert act(world, "litters")[0].cap.most == 20 and world.schemes[0].remedies[0].suspends
    assert world.schemes[0].lists[0].leaves.text == "not has(litters)"


def test_one_after_the_other_and_again_from_texts(village):
    both = apply_variant(village, "gentler", "softer-list")
    one = apply_variant(apply_variant(village, "gentler"), "softer-list")
    assert both.schemes == one.schemes and both.practice == one.practice and both.text == one.text
    assert [name for name in both.text if name.startswith("applied/")] == ["applied/1-gentler.yaml", "applied/2-softer-list.yaml"]
    kept = read_world_files(both.text, {s.id: s.text for s in both.schemes}, name=both.folder)
    assert kept.channels == both.channels and kept.practice == both.practice
    assert [(a.id, a.points, a.first) for a in kept.schemes[0].acts] == [(a.id, a.points, a.first) for a in both.schemes[0].acts]


def test_what_changes_nothing_is_told(village, tmp_path):
    file = tmp_path / "same.yaml"
    file.write_text("label: {en: As it is}\nchange:\n  channels.own-report.recall: 90 %\n", encoding="utf-8")
    world, problems = check_variant(village, file)
    assert [(p.rule, p.line, p.is_warning) for p in problems] == [("changes-nothing", 3, True)]
    assert same_but(world, village) and world.schemes == village.schemes


def test_no_such_variant(village):
    with pytest.raises(SchemeError) as error:
        apply_variant(village, "no-cameras")
    assert "no such variant or file. Did you mean no-camera?" in str(error.value)


def test_an_error_of_the_new_rule_stands_in_the_variant(changed):
    with pytest.raises(SchemeError) as error:
        changed("schemes.points.acts.fees.when: \"amuont > 1000\"")
    assert [(p.file.rsplit("/", 1)[-1], p.line, p.column) for p in error.value.problems] == [("reform.yaml", 3, 35)]
