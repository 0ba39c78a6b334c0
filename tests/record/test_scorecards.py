"""Scorecards: what the features give, when it is taken anew, and how it is explained. Worked by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, day, foretold, letter, life, record
from xinyong.record.words import chain_text

LEDGER = """\
ledgers:
  card:
    kind: scorecard
    label: {{en: Card}}
    range: {range}
    recomputed: {recomputed}
    features:
      payment:
        label: {{en: Payment}}
        weight: {weight}
        bins:
          - {{when: "count(late, within=12 months) >= 2", points: 0}}
          - {{when: "has(late, within=12 months)", points: 40, basis: text D 3}}
          - {{otherwise: true, points: 100}}
        basis: text D 2
      tenure:
        label: {{en: Tenure}}
        weight: 40
        bins:
          - {{when: "tenure == long", points: 100}}
          - {{otherwise: true, points: 25}}
        basis: text D 2
    basis: text D 1
grades:
  ledger: card
  bands:
    - {{id: high, label: {{en: High}}, at_least: 700, basis: text D 1}}
    - {{id: low, label: {{en: Low}}, otherwise: true, basis: text D 1}}
"""
LATE = act("late", counts_for="1 month")


def made(tmp_path, recomputed="continuously", range="[350, 950]", weight="60", **more):
    return letter(tmp_path, ledger=LEDGER.format(recomputed=recomputed, range=range, weight=weight), acts=[LATE], **more)


def found(scheme, script, days, member="head: {age: 40}") -> list:
    lived = life(scheme, script, until=days[-1], members=member)
    return [(at(scheme, lived, d).scores["card"], at(scheme, lived, d).grade) for d in days]


# (60 * 100 + 40 * 25) / 100 = 70 of 100: 350 + 600 * 0.7 = 770; once late 34: 554; twice 10: 410; never and long 100: 950

def test_features_are_weighed(tmp_path):
    scheme = made(tmp_path)
    # the first late payment is looked back at until 10 March 2021, the second until 20 April 2021
    script = ["2020-03-10 late", "2020-04-20 late", "2021-05-01 set tenure=long"]
    days = ["2020-01-01", "2020-03-10", "2020-04-19", "2020-04-20", "2021-03-10", "2021-03-11", "2021-04-20", "2021-04-21", "2021-05-01"]
    assert found(scheme, script, days) == [(770, "high"), (554, "low"), (554, "low"), (410, "low"), (410, "low"), (554, "low"), (554, "low"),
                                           (770, "high"), (950, "high")]
    foretold(scheme, life(scheme, script[:2], until="2021-06-30"), "2020-04-20", "2021-06-30")


def test_between_set_days_the_score_stands(tmp_path):
    scheme = made(tmp_path, recomputed="monthly on 6")
    script = ["2020-03-06 late", "2020-03-07 late", "2020-05-06 set tenure=long"]
    days = ["2020-01-01", "2020-03-05", "2020-03-06", "2020-04-05", "2020-04-06", "2020-05-05", "2020-05-06"]
    # twice late and long: 40 of 100: 350 + 240
    assert found(scheme, script, days) == [(770, "high"), (770, "high"), (554, "low"), (554, "low"), (410, "low"), (410, "low"), (590, "low")]
    foretold(scheme, life(scheme, script[:2], until="2021-06-30"), "2020-03-20", "2021-06-30")


@pytest.mark.parametrize("points, score", [("[0, 1]", 1), ("[-1, 0]", 0), ("[10, 13]", 12)])
def test_a_half_is_rounded_up(tmp_path, points, score):
    # weight 20 beside 40: (20 * 100 + 40 * 25) / 60 = 50 of 100
    assert found(made(tmp_path, range=points, weight="20"), ["2020-01-01 set tenure=unsaid"], ["2020-01-01"])[0][0] == score


def test_a_weight_may_change_on_a_day(tmp_path):
    # from 1 June 2020 payment weighs nothing: 25 of 100 is left, 350 + 150
    scheme = made(tmp_path, weight="{2000-01-01: 60, 2020-06-01: 0}")
    assert found(scheme, ["2020-05-01 late"], ["2020-05-31", "2020-06-01"]) == [(554, "low"), (500, "low")]


def test_who_is_first_covered_has_a_score_that_day_and_nobody_else_has_one(tmp_path):
    scheme = made(tmp_path, recomputed="yearly on 12-31", subjects='subjects: {person: {when: "enrolled == yes", basis: text D 1}}\n')
    script = ["2020-03-01 set enrolled=yes", "2020-04-01 late", "2020-05-01 set enrolled=no", "2020-06-01 set enrolled=yes"]
    days = ["2020-02-29", "2020-03-01", "2020-04-01", "2020-05-01", "2020-06-01"]
    assert found(scheme, script, days, 'head: {age: 40, enrolled: "no"}') == \
        [(None, None), (770, "high"), (770, "high"), (None, None), (554, "low")]


def test_the_record_tells_the_features_those_that_moved_first(tmp_path):
    scheme = made(tmp_path)
    lived = life(scheme, ["2020-03-10 late", "2020-06-01 set tenure=long"], until="2020-06-01")
    then = record(scheme, lived, "2020-03-10")
    card, payment, tenure = then.because.score(0, then.as_of)
    assert (card["points"], card["low"], card["high"]) == (554, 350, 950)
    assert (payment["rule"], payment["points"], payment["before"], payment["weight"], payment["pin"]) == ("payment", 40, 100, 60, "3")
    assert (tenure["rule"], tenure["points"], "before" in tenure, tenure["when"], tenure["pin"]) == ("tenure", 25, False, "otherwise", "2")
    assert "Payment 40 of 100, weight 60, 100 until 2020-03-10 (has(late, within=12 months)): D 3 (text)" in chain_text(then.because.grade(0, then.as_of), "en")
    later = record(scheme, lived, "2020-06-01")
    assert [(link["rule"], link.get("before")) for link in later.because.score(0, later.as_of)[1:]] == [("tenure", 25), ("payment", 100)]
    assert day("2020-06-01") == later.as_of
