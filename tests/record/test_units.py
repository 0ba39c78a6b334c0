"""Points are kept in their ledger's steps; whatever a condition compares them with is in points."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, letter, life

LEDGERS = """\
ledgers:
  fine: {kind: points, label: {en: F}, start: 50, step: 0.01, basis: text D 1}
  main:
    kind: points
    label: {en: M}
    start: 100
    step: 0.5
    counts_for:
      - {when: "points < -10", for: 2 years, basis: text D 1}
      - {when: "points == -10", for: 1 year, basis: text D 1}
      - {when: "points * 2 > -20", for: 6 months, basis: text D 1}
    basis: text D 1
grades:
  ledger: main
  bands:
    - {id: high, label: {en: H}, at_least: 100, basis: text D 1}
    - {id: low, label: {en: L}, otherwise: true, basis: text D 1}
"""
ACTS = [act("slip", ledger="main", points="-2.5"), act("wrong", ledger="main", points=-10), act("grave", ledger="main", points="-10.5"),
        act("bit", ledger="fine", points="-0.25", counts_for="1 year")]


@pytest.mark.parametrize("when, holds", [
    ("score < 98", True), ("score < 97", False), ("score == 97", False), ("main > 97", True), ("fine < 50", True), ("fine < 49", False),
    ("score + 3 > 100", True), ("score + 2 > 100", False), ("2 * score == 195", True), ("score * 2 == 195", True),
    ("score - fine > 47", True), ("score - fine < 48", True), ("100 * score - 100 * fine == 4775", True), ("fine * 4 == 199", True),
    ("sum(bad) < -2", True), ("sum(bad) < -3", False), ("4 * sum(bad) == -11", True), ("sum(slip) > -3", True), ("sum(slip) == -2", False),
    ("count(bad) == 2", True), ("count(bad) + sum(bad) < 0", True), ("gap_up > 2", True), ("gap_up < 3", True), ("score in (97, 98)", False),
    ("999999999 > score", True), ("score > -999999999", True), ("fine > score", False),
])
def test_numbers_are_points(tmp_path, when, holds):
    made = letter(tmp_path, ledger=LEDGERS, acts=ACTS, measures=f'id,label_en,thing,kind,when,of,basis\nm,M,trips,deny,"{when}",person,text D 1\n')
    lived = life(made, ["2020-03-05 slip", "2020-03-05 bit"], until="2020-04-01")
    assert (at(made, lived, "2020-03-05").measures == {0}) is holds


@pytest.mark.parametrize("id, last", [("slip", "2020-09-05"), ("wrong", "2021-03-05"), ("grave", "2022-03-05")])
def test_the_life_of_points_is_by_points(tmp_path, id, last):
    made = letter(tmp_path, ledger=LEDGERS, acts=ACTS)
    lived = life(made, [f"2020-03-05 {id}"], until="2023-01-01")
    assert len(at(made, lived, last).records) == 1
    year, month, day = last.split("-")
    assert len(at(made, lived, f"{year}-{month}-06").records) == 0


def test_a_year_may_be_reckoned(tmp_path):
    """Whoever is 17 in 2020 turns 18 on 1 January 2021, the day on which the measure begins."""
    made = letter(tmp_path, ledger=LEDGERS, acts=ACTS, measures=(
        'id,label_en,thing,kind,when,of,basis\nm,M,trips,deny,"age >= 10 + 4 * 2",person,text D 1\n'))
    lived = life(made, ["2020-03-05 slip"], until="2021-02-01", members="head: {age: 17}")
    assert (at(made, lived, "2020-12-31").measures, at(made, lived, "2021-01-01").measures) == (set(), {0})


@pytest.mark.parametrize("when, holds", [
    ("spouse.grade < high", True), ("spouse.grade == high", False), ("not spouse.grade < high", False), ("spouse.score < 98", True),
    ("spouse.score < 97", False), ("spouse.has(slip)", True), ("spouse.sum(bad) == 0 - 3", False), ("2 * spouse.sum(bad) == -5", True),
    ("head.grade == low", False), ("representative.grade == low", False), ("spouse.grade in (low, high) and grade == high", True),
    ("score - spouse.score > 2", True), ("spouse.age > 40", True), ("spouse.grade != high and score == 100", True),
])
def test_somebody_in_a_role(tmp_path, when, holds):
    """The head is asked about the spouse; for the head there is no other head."""
    made = letter(tmp_path, ledger=LEDGERS, acts=ACTS, measures=f'id,label_en,thing,kind,when,of,basis\nm,M,trips,deny,"{when}",person,text D 1\n')
    lived = life(made, ["2020-03-05 spouse: slip"], until="2020-04-01", members="head: {age: 40}, spouse: {age: 41}")
    assert (at(made, lived, "2020-03-05").measures == {0}) is holds
