"""Groups of acts: which of their live records count, and what they may move together. Worked by hand."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, foretold, letter, life, record

LEDGER = """\
ledgers:
  score:
    kind: points
    label: {{en: Points}}
    start: 100
    groups:
      honours: {{{group}, basis: text D 1}}
    basis: text D 1
"""


def scores(tmp_path, group: str, acts: list[str], script: list[str], days: list[str]) -> list[Fraction | None]:
    made = letter(tmp_path, ledger=LEDGER.format(group=group), acts=acts)
    lived = life(made, script, until=days[-1])
    return [at(made, lived, d).scores["score"] for d in days]


COUNTY = act("county", points=20, group="honours", counts_for="3 months")
CITY = act("city", points=30, group="honours", counts_for="1 month")
SHAME = act("shame", points=-30, group="honours", counts_for="1 month")
OTHER = act("other", points=5, counts_for="1 year")


def test_of_a_group_that_takes_the_highest_the_next_counts_when_it_ends(tmp_path):
    # county 1 January to 1 April; city 10 January to 10 February: from the 11th of February county counts again
    assert scores(tmp_path, "takes: highest", [COUNTY, CITY, OTHER],
                  ["2020-01-01 county", "2020-01-05 other", "2020-01-10 city"],
                  ["2020-01-01", "2020-01-09", "2020-01-10", "2020-02-10", "2020-02-11", "2020-04-01", "2020-04-02"]) == \
        [120, 125, 135, 135, 125, 125, 105]


def test_of_equals_the_earlier_counts(tmp_path):
    assert scores(tmp_path, "takes: highest", [CITY, SHAME], ["2020-01-10 city", "2020-01-20 shame"],
                  ["2020-01-10", "2020-01-20", "2020-02-10", "2020-02-11", "2020-02-21"]) == [130, 130, 130, 70, 100]


def test_of_a_group_that_takes_the_latest_only_the_last_entered_counts(tmp_path):
    assert scores(tmp_path, "takes: latest", [COUNTY, CITY, OTHER],
                  ["2020-01-01 city", "2020-01-10 county", "2020-01-10 other"],
                  ["2020-01-09", "2020-01-10", "2020-04-10", "2020-04-11"]) == [130, 125, 125, 105]


def test_what_does_not_count_while_disputed_gives_way_to_nothing(tmp_path):
    remedies = ("objection: {kind: objection, label: {en: O}, against: {acts: any}, open_for: 15 days, decided_within: 7 days, "
                "meanwhile: suspended, if_won: as if never, office: o, basis: text D 1}\n")
    made = letter(tmp_path, ledger=LEDGER.format(group="takes: highest"), acts=[COUNTY, CITY], remedies=remedies)
    lived = life(made, ["2020-01-01 county", "2020-01-02 city", "2020-01-03 file objection against=city"], until="2020-01-10")
    assert [at(made, lived, d).scores["score"] for d in ("2020-01-02", "2020-01-03", "2020-01-10")] == [130, 120, 120]


@pytest.mark.parametrize("per, days, found", [
    # three entries of 20 points, at most 25 a period: 20, then 5, then 20 in the new period
    ("quarter", ("2020-01-31", "2020-03-31", "2020-04-01"), [120, 125, 145]),
    ("half-year", ("2020-01-31", "2020-06-30", "2020-07-01"), [120, 125, 145]),
    ("month", ("2020-01-01", "2020-01-31", "2020-02-01"), [120, 125, 145]),
    ("year", ("2020-01-31", "2020-12-31", "2021-01-01"), [120, 125, 145]),
])
def test_periods_of_caps_are_those_of_the_calendar(tmp_path, per, days, found):
    honour = act("honour", points=20, group="honours", counts_for="for ever")
    assert scores(tmp_path, f"cap: 25 a {per}", [honour], [f"{d} honour" for d in days], list(days)) == found


def test_an_act_keeps_within_its_own_cap_and_that_of_its_group(tmp_path):
    a = act("a", points=20, cap="30 in all", group="honours", counts_for="for ever")
    b = act("b", points=20, group="honours", counts_for="for ever")
    # 20; own cap lets 10 of the second; the group has 45 - 30 = 15 left for b
    assert scores(tmp_path, "cap: 45 in all", [a, b], ["2020-01-01 a", "2020-01-02 a", "2020-01-03 b"],
                  ["2020-01-01", "2020-01-02", "2020-01-03"]) == [120, 130, 145]


def test_the_record_shows_and_foretells_which_record_of_a_group_counts(tmp_path):
    made = letter(tmp_path, ledger=LEDGER.format(group="takes: highest"), acts=[COUNTY, CITY, OTHER])
    lived = life(made, ["2020-01-01 county", "2020-01-05 other", "2020-01-10 city"], until="2020-04-30")
    then = record(made, lived, "2020-01-10")
    assert [link["id"] for link in then.because.score(0, then.as_of) if link["link"] == "record"] == ["r2", "r3"]
    assert [(then._counts(e), then._gives_way(e)) for e in then.life.entries] == [(False, True), (True, False), (True, False)]
    foretold(made, lived, "2020-01-10", "2020-04-30")
