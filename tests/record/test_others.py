"""Conditions over the others in a unit, by deed or entry, and the largest. Worked by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, day, letter, life
from xinyong.record.life import UnitLife
from xinyong.record.rules import Rules
from xinyong.record.weigh import Scales

FAR = "2022-01-01"
LEDGER = """\
ledgers:
  score: {kind: points, label: {en: P}, start: 100, step: 0.5, basis: text D 1}
"""
ALL = 'subjects: {person: {when: "true", basis: text D 1}, organisation: {when: "true", basis: text D 1}}\n'
FAMILY = "head: {age: 40}, spouse: {age: 39}, child: {age: 12}, child-2: {age: 20}, business: {}, business-2: {}"
ACTS = [act(points=-10, counts_for="1 year", of="both"), act("small", points="-0.5", counts_for="1 year", of="both")]


def held(folder, when: str, script, date: str, member: str = "head", family: str = FAMILY) -> bool:
    """Whether a condition holds of a member at the end of a day: as lived, and as a record weighs it."""
    made = letter(folder, subjects=ALL, ledger=LEDGER, acts=ACTS,
                  measures=f'id,label_en,thing,kind,when,of,basis\nbarred,Barred,trips,deny,"{when}",both,text D 1\n')
    lived = life(made, script, until=FAR, members=family)
    j = lived.members[member]
    found = at(made, lived, date, j).measures == {0}
    rules = Rules(made.book)
    whole = UnitLife(rules, made._unit(lived.case, day("2020-01-01")), lived.trace, day(FAR))
    assert bool(Scales(whole, j, day(date), "small").weigh(when).value) == found
    return found


ONE = ["2020-03-05 spouse: act", "2020-03-06 business: act"]


@pytest.mark.parametrize("when, expected", [
    ("any(household, has(act))", True),              # the spouse
    ("all(household, has(act))", False),
    ("number(household, has(act)) == 1", True),
    ("number(household, true) == 4", True),          # all persons, oneself and the child of twelve included
    ("any(child, has(act))", False),
    ("all(child, age < 21)", True),
    ("number(child, age >= 18) == 1", True),
    ("any(spouse, score < 100)", True),
    ("any(business, has(act))", True),
    ("all(business, has(act))", False),
    ("number(business, true) == 2", True),
    ("any(parent, true)", False),                    # nobody: any is false, all is true
    ("all(parent, has(act))", True),
    ("not any(household, denied(trips) and age < 10)", True),
    ("number(household, has(act)) * 4 >= number(household, true)", True),
])
def test_over_the_others(tmp_path, when, expected):
    assert held(tmp_path, when, ONE, "2020-03-06") is expected


def test_oneself_is_one_of_the_household_but_not_among_the_others(tmp_path):
    assert held(tmp_path / "a", "any(household, has(act))", ["2020-03-05 act"], "2020-03-05")
    assert not held(tmp_path / "b", "any(business, has(act))", ["2020-03-05 business: act"], "2020-03-05", "business")
    assert held(tmp_path / "c", "any(business, has(act))", ["2020-03-05 business: act"], "2020-03-05", "business-2")


@pytest.mark.parametrize("when, expected", [
    # four persons, of whom one lost 10: (100 + 90 + 100 + 100) / 4 = 97.5
    ("average(household, score) == 97 + 1", False),
    ("average(household, score) * 2 == 195", True),
    ("average(household, age) == 28", True),         # 40, 39, 12, 20: 27.75, half up to a whole number
    ("average(spouse, score) == 90", True),
    ("average(parent, score) < 1000", False),        # nobody: no comparison holds
    ("average(parent, score) >= 0", False),
    ("not (average(parent, score) >= 0)", True),
])
def test_averages(tmp_path, when, expected):
    assert held(tmp_path, when, ONE, "2020-03-06") is expected


def test_an_average_is_rounded_half_up_to_the_ledgers_step(tmp_path):
    """Head 99.5 and child 100: 99.75 is half way between the steps 99.5 and 100."""
    family = "head: {age: 40}, child: {age: 12}"
    assert held(tmp_path / "a", "average(household, score) == 100", ["2020-03-05 small"], "2020-03-05", family=family)
    # both members and one more: 99.5, 100, 100 are 99.83 on average: 100; 99.5, 99.5, 100: 99.67, nearer to 99.5
    family = "head: {age: 40}, child: {age: 12}, child-2: {age: 13}"
    assert held(tmp_path / "b", "average(household, score) * 2 == 199", ["2020-03-05 small", "2020-03-05 child: small"], "2020-03-05", family=family)


def test_windows_by_deed_and_by_entry(tmp_path):
    """Done on 5 January, entered on 5 March: within three months by deed until 5 April, by entry until 5 June."""
    script = ["2020-03-05 enter act deed=2020-01-05"]
    for i, (by, last) in enumerate((("deed", "2020-04-05"), ("entry", "2020-06-05"))):
        when = f"has(act, within=3 months, by={by})"
        assert held(tmp_path / f"a{i}", when, script, last)
        assert not held(tmp_path / f"b{i}", when, script, str(np.datetime64(last) + 1))
    assert not held(tmp_path / "c", "has(act, within=1 months, by=deed)".replace("1 months", "1 month"), script, "2020-03-05")


@pytest.mark.parametrize("when", ["most(bad) == 10", "most(small) * 2 == 1", "most(good) == 0", "most(any, within=2 days) * 2 == 1"])
def test_the_largest(tmp_path, when):
    assert held(tmp_path, when, ["2020-03-05 act", "2020-03-10 small"], "2020-03-10")
