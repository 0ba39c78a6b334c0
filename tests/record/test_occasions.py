"""Measures that do not meet some wants; the gentler of two versions of an act. Worked by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, day, letter, life
from xinyong.record.life import UnitLife
from xinyong.record.rules import Rules

FAR = "2026-01-01"


def wants(made, lived):
    return [(w.worst, w.spared) for w in UnitLife(Rules(made.book), np.zeros((1, 1), np.int32), lived.trace, day(FAR)).member(0).wants]


@pytest.mark.parametrize("script, met", [
    (["2020-03-06 want flight amount=300"], (0, 0)),                         # denied
    (["2020-03-06 want flight"], (3, 1)),                                    # one, where nothing is said
    (["2020-03-06 want flight amount=299"], (3, 1)),                         # a cheap one is not met
    (["2020-03-06 set permit=yes", "2020-03-06 want flight amount=900"], (3, 1)),
])
def test_a_measure_does_not_meet_some_wants(tmp_path, script, met):
    made = letter(tmp_path, acts=[act(points=-10, counts_for="1 year")], measures=(
        'id,label_en,thing,kind,when,unless,of,basis\nbar,No flights,flight,deny,has(act),amount < 300 or permit == yes,person,text D 3\n'))
    lived = life(made, ["2020-03-05 act", *script], until=FAR)
    assert at(made, lived, "2020-03-06").measures == {0}       # it is borne all the same
    assert wants(made, lived) == [met]


BANDS = """\
grades:
  ledger: score
  bands:
    - {id: a, label: {en: A}, at_least: 60, basis: text D 1}
    - {id: b, label: {en: B}, at_least: 20, basis: text D 1}
    - {id: c, label: {en: C}, otherwise: true, basis: text D 1}
"""


def versions(early: dict, late: dict | None) -> list[str]:
    rows = [act(counts_for="5 years", to="2020-06-01", **early)]
    return rows + ([act(counts_for="5 years", from_="2020-06-01", **late)] if late else [])


@pytest.mark.parametrize("early, late, score, records", [
    ({"points": -10}, {"points": -5}, 95, 1),
    ({"points": -5}, {"points": -10}, 95, 1),
    ({"points": 5}, {"points": 10}, 110, 1),                                  # of good deeds the larger
    ({"points": -10}, None, 100, 0),                                         # it is no wrong any more
    ({"points": 10}, None, 110, 1),                                          # a good deed it was
    # the grade comes first: B with 30 points less is gentler than C with none
    ({"points": -1, "grade": "c", "grade_for": "1 year"}, {"points": -30, "grade": "b", "grade_for": "1 year"}, 70, 1),
    ({"points": -1, "grade": "c", "grade_for": "1 year"}, {"points": -30}, 70, 1),
])
def test_the_gentler_version_judges(tmp_path, early, late, score, records):
    """Done on 20 May 2020, under the early version, and entered on 10 June, under the late one; seen at once on either day, its own day decides."""
    made = letter(tmp_path, head=f"governed_by: gentler\n{BANDS}", acts=versions(early, late))
    lived = life(made, ["2020-06-10 enter act deed=2020-05-20"], until=FAR)
    found = at(made, lived, "2020-06-10")
    assert (found.scores["score"], len(found.records)) == (score, records)
    lived = life(made, ["2020-05-20 do does-act"], until=FAR)
    assert at(made, lived, "2020-05-20").scores["score"] == 100 + early["points"]
