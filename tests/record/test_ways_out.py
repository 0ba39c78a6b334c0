"""Ways out in steps, so often, and as if it had never been. Every case worked by hand."""

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
LEDGER = """\
ledgers:
  score:
    kind: points
    label: {en: Points}
    start: 100
    repeat: {factor: FACTOR, basis: text D 2}
    counts_for:
      - {when: "points < -10", for: 2 years, basis: text D 3}
      - {when: "true", for: 1 year, basis: text D 3}
    basis: text D 1
"""
OBJECTION = "objection: {kind: objection, label: {en: O}, against: {acts: any}, decided_within: 10 days, if_won: WON, office: o, basis: text D 1}\n"


def made_of(folder, *, won="as if never", factor="2", acts=None, remedies=OBJECTION):
    return letter(folder, ledger=LEDGER.replace("FACTOR", factor), acts=acts or [act(points=-10)], remedies=remedies.replace("WON", won))


def scores(made, lived, *days) -> list[int]:
    return [at(made, lived, each).scores["score"] for each in days]


def entries(made, lived):
    """The first member's records, as a record shows them."""
    return UnitLife(Rules(made.book), np.zeros((1, 1), np.int32), lived.trace, day(FAR)).member(0).entries


@pytest.mark.parametrize("won, score, until", [
    # entered on 1 and 5 March: -10, then -20 as a repeat. The first is objected to on the 2nd and undone on the 12th.
    ("as if never", 90, "2021-03-06"),               # the second counts once, and as long as ten points do
    ("from now", 80, "2022-03-06"),                  # it did count until then
])
def test_a_doubling_goes_with_what_it_rested_on(tmp_path, won, score, until):
    made = made_of(tmp_path, won=won)
    lived = life(made, ["2020-03-01 act", "2020-03-02 file objection", "2020-03-05 act"], until=FAR)
    assert scores(made, lived, "2020-03-01", "2020-03-05", "2020-03-11", "2020-03-12") == [90, 70, 70, score]
    (record,) = at(made, lived, "2020-03-12").records.values()
    assert (record.points, record.until) == (score - 100, day(until))
    first, second = entries(made, lived)
    assert (second.worth(day("2020-03-11")), second.worth(day("2020-03-12"))) == (-20, score - 100)
    assert second.repeated and (second.once[2].target is first if won == "as if never" else second.once is None)


def test_what_would_be_over_by_now_ends_that_day(tmp_path):
    """The clock runs from the deed, of the second record 1 April 2019: counted once its year was over on 2 April 2020, before the first goes on the 9th."""
    made = letter(tmp_path, head="counting: {clock: deed}\n", ledger=LEDGER.replace("FACTOR", "2"), acts=[act(points=-10)],
                  remedies=OBJECTION.replace("WON", "as if never").replace("10 days", "1 month"))
    lived = life(made, ["2020-03-01 act", "2020-03-09 file objection", "2020-03-10 enter act deed=2019-04-01"], until=FAR)
    assert scores(made, lived, "2020-03-10", "2020-04-08", "2020-04-09") == [70, 70, 100]
    assert [e.how for e in entries(made, lived)] == ["remedy", "time"]


def test_another_record_that_counts_keeps_it_doubled(tmp_path):
    """Three: -10, -20, -20. The second goes: the third is still a repeat of the first."""
    made = made_of(tmp_path)
    lived = life(made, ["2020-03-01 act", "2020-03-03 act", "2020-03-04 file objection", "2020-03-05 act"], until=FAR)
    assert scores(made, lived, "2020-03-05", "2020-03-14") == [50, 70]


def test_a_record_that_ended_of_itself_did_count(tmp_path):
    """The first (until 2 March 2020) and the second double the third; the first's time is over, then the second goes: the third stays doubled."""
    made = made_of(tmp_path, remedies=OBJECTION.replace("10 days", "3 months"))
    lived = life(made, ["2019-03-01 act", "2020-01-01 act", "2020-01-02 file objection", "2020-02-01 act"], until=FAR)
    # -10; -20 from January; -20 from February; the first over on 2 March; the second undone on 2 April
    assert scores(made, lived, "2020-02-01", "2020-03-01", "2020-03-02", "2020-04-02") == [50, 50, 60, 80]


def test_a_factor_is_taken_back_exactly(tmp_path):
    """Times 1.5, toward zero: 7 is 10, and 7 again."""
    made = made_of(tmp_path, factor="1.5", acts=[act(points=-7)])
    lived = life(made, ["2020-03-01 act", "2020-03-02 file objection", "2020-03-05 act"], until=FAR)
    assert scores(made, lived, "2020-03-05", "2020-03-12") == [83, 93]


def test_what_a_cap_cut_stays_as_entered(tmp_path):
    """At most 25 a year: -10, then 15 of 20. The first goes: the 15 stay."""
    made = made_of(tmp_path, acts=[act(points=-10, cap="25 a year")])
    lived = life(made, ["2020-03-01 act", "2020-03-02 file objection", "2020-03-05 act"], until=FAR)
    assert scores(made, lived, "2020-03-05", "2020-03-12") == [75, 85]


STEPS = OBJECTION + """\
review: {kind: appeal, label: {en: R}, against: {acts: any}, follows: objection, open_for: 10 days, decided_within: 15 days, if_won: as if never,
  office: p, basis: text D 4}
"""


@pytest.mark.parametrize("filed, score", [
    ("2020-03-10", 90),        # the objection is not decided before the 12th
    ("2020-03-13", 100),       # lost on the 12th: open from then on
    ("2020-03-22", 100),       # ten days later is the last day
    ("2020-03-23", 90),
])
def test_a_second_step_is_open_from_the_first_ones_loss(tmp_path, filed, score):
    made = made_of(tmp_path, remedies=STEPS)
    lived = life(made, ["2020-03-01 act", "2020-03-02 file objection right=no", f"{filed} file review"], until=FAR)
    assert scores(made, lived, "2020-04-30") == [score]


def test_a_second_step_is_against_the_same_thing(tmp_path):
    """The objection to the first record is lost; the second record was never objected to: the review is of the first."""
    made = made_of(tmp_path, remedies=STEPS)
    lived = life(made, ["2020-03-01 act", "2020-03-02 file objection right=no", "2020-03-13 act", "2020-03-14 file review"], until=FAR)
    assert scores(made, lived, "2020-03-13", "2020-03-29") == [70, 90]      # -10 and -20; then the first is gone, the second counts once
    lived = life(made, ["2020-03-01 act", "2020-03-12 file review"], until=FAR)
    assert scores(made, lived, "2020-04-30") == [90]


@pytest.mark.parametrize("most, march, january", [("1 in all", 80, 80), ("1 a year", 80, 90), ("1 a month", 80, 90), ("2 in all", 90, 90)])
def test_so_often_and_no_more(tmp_path, most, march, january):
    """Three records of ten points. Filed on 2 March, on 21 March and on 3 January; each that is heard ends one ten days later."""
    made = made_of(tmp_path, acts=[act(points=-10, counts_for="5 years")], factor="1", remedies=OBJECTION.replace("decided", f"at_most: {most}, decided"))
    lived = life(made, ["2020-03-01 act", "2020-03-01 act", "2020-03-01 act", "2020-03-02 file objection", "2020-03-21 file objection",
                        "2021-01-03 file objection"], until=FAR)
    assert scores(made, lived, "2020-03-12", "2020-03-31") == [80, march]
    assert scores(made, lived, "2021-01-13") == [january if most != "2 in all" else 90]


@pytest.mark.parametrize("filed, score", [
    ("2020-03-14", 90),                              # ten days from 5 March are over on the 15th
    ("2020-03-15", 100),
    ("2020-03-25", 100),                             # and twenty, from 5 March too, on the 25th
    ("2020-03-26", 90),
])
def test_waiting_and_closing_both_run_from_the_entry(tmp_path, filed, score):
    made = made_of(tmp_path, remedies=OBJECTION.replace("decided_within", "after: 10 days, open_for: 20 days, decided_within"))
    lived = life(made, ["2020-03-05 act", f"{filed} file objection"], until=FAR)
    assert scores(made, lived, filed, "2020-04-30") == [90, score]


@pytest.mark.parametrize("first, score", [(" right=no", 90), ("", 100)])
def test_a_second_filing_while_one_is_pending_says_nothing_of_who_is_right(tmp_path, first, score):
    """Filed on 2 March and decided on the 12th; the filing of the 5th says otherwise, and nothing comes of it."""
    made = made_of(tmp_path)
    second = " right=no" if not first else ""
    lived = life(made, ["2020-03-01 act", f"2020-03-02 file objection{first}", f"2020-03-05 file objection{second}"], until=FAR)
    assert scores(made, lived, "2020-03-12") == [score]


def test_of_one_day_the_act_that_stands_later_is_the_latest(tmp_path):
    made = made_of(tmp_path, acts=[act("first", points=-1, counts_for="3 years"), act("second", points=-10, counts_for="1 year")])
    lived = life(made, ["2020-03-01 second", "2020-03-01 first", "2020-03-02 file objection"], until=FAR)
    assert scores(made, lived, "2020-03-12") == [99]
