"""What a copy knows of what was done: on which day it was over, and how much it was. Worked by hand."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, letter, life

FAR = "2024-01-01"
COUPLE = "head: {age: 40}, spouse: {age: 40}"
HOUSEHOLD = """\
agreements:
  family:
    label: {{en: The family answers}}
    gives: {{acts: [wrong]}}
    against: household
    becomes: {becomes}
    lag: {lag} days
    basis: text D 2
"""


def ends(lived) -> list[tuple[int, str, str]]:
    """Of each record entered: against whom, on which day, and on which day it counts no longer."""
    return [(row[2], *(str(dt.date(1970, 1, 1) + dt.timedelta(days=d)) for d in (row[0], row[6]))) for row in lived.trace.tolist() if row[1] == 3]


@pytest.mark.parametrize("clock, first, second, third", [
    ("end", "2020-10-04", "2020-10-04", "2020-10-04"),          # over on 3 September: the last day is 3 October
    ("deed", "2020-03-04", "2020-06-04", "2020-09-04"),
    ("entry", "2020-03-04", "2020-06-04", "2020-09-04"),
])
def test_a_copy_of_what_is_entered_again_ends_as_its_original_does(tmp_path, clock, first, second, third):
    made = letter(tmp_path, head=f"counting: {{clock: {clock}}}\n" + HOUSEHOLD.format(becomes="same", lag=0),
                  acts=[act("wrong", points=-1, per="quarter", counts_for="1 month")])
    lived = life(made, ["2020-02-03 do does-wrong lasts=7"], until=FAR, members=COUPLE)
    assert ends(lived) == [(j, day, end) for day, end in (("2020-02-03", first), ("2020-05-03", second), ("2020-08-03", third)) for j in (0, 1)]


@pytest.mark.parametrize("clock, copied", [("end", "2020-10-04"), ("deed", "2020-03-04"), ("entry", "2020-03-14")])
def test_a_copy_on_its_way_keeps_its_day_whatever_else_is_done(tmp_path, clock, copied):
    made = letter(tmp_path, head=f"counting: {{clock: {clock}}}\n" + HOUSEHOLD.format(becomes="copy", lag=10),
                  acts=[act("wrong", points=-1, counts_for="1 year"), act("copy", points=-1, counts_for="1 month"),
                        act("other", points=-1, counts_for="1 year")])
    script = ["2020-02-03 do does-wrong lasts=7", "2020-02-10 do does-other lasts=20"]
    assert (1, "2020-02-13", copied) in ends(life(made, script, until=FAR, members=COUPLE))


def test_what_does_not_last_and_what_is_entered_late_run_from_the_deed(tmp_path):
    made = letter(tmp_path, head="counting: {clock: end}\n" + HOUSEHOLD.format(becomes="same", lag=0),
                  acts=[act("wrong", points=-1, counts_for="1 year")])
    script = ["2020-03-05 do does-wrong", "2020-06-05 enter wrong deed=2020-04-05", "2020-09-05 enter wrong deed=2020-04-05 lasts=2"]
    assert [end for member, _, end in ends(life(made, script, until=FAR, members=COUPLE)) if member == 1] == ["2021-03-06", "2021-04-06", "2021-06-06"]


def test_what_is_passed_on_twice_is_over_on_the_same_day(tmp_path):
    onward = HOUSEHOLD.format(becomes="copy", lag=1) + """\
    onward: yes
  back:
    label: {en: And back}
    gives: {acts: [copy]}
    of: person
    when: role == spouse
    against: head
    becomes: again
    basis: text D 3
"""
    made = letter(tmp_path, head="counting: {clock: end}\n" + onward,
                  acts=[act("wrong", points=-1, counts_for="1 year"), act("copy", points=-1, counts_for="1 year"), act("again", points=-1, counts_for="1 month"),
                        act("other", of="organisation", points=-1, counts_for="1 year")])
    found = ends(life(made, ["2020-02-03 do does-wrong lasts=7", "2020-02-03 do does-other lasts=20"], until=FAR, members=COUPLE))
    assert found == [(0, "2020-02-03", "2021-09-04"), (1, "2020-02-04", "2021-09-04"), (0, "2020-02-04", "2020-10-04")]


LEDGER = """\
ledgers:
  score:
    kind: points
    label: {en: Points}
    start: 100
    counts_for:
      - {when: amount >= 5, for: 2 years, basis: text D 1}
      - {when: "true", for: 1 year, basis: text D 1}
    basis: text D 1
"""


@pytest.mark.parametrize("amount, end", [(4, "2021-02-04"), (5, "2022-02-04")])
def test_how_much_it_was_sets_the_life_of_a_copy_too(tmp_path, amount, end):
    made = letter(tmp_path, ledger=LEDGER, head=HOUSEHOLD.format(becomes="copy", lag=0),
                  acts=[act("wrong", points=-1, counts_for="1 month"), act("copy", points=-1)])
    assert (1, "2020-02-03", end) in ends(life(made, [f"2020-02-03 do does-wrong amount={amount}"], until=FAR, members=COUPLE))


FIRM = """\
agreements:
  answers:
    label: {en: Who represents it answers}
    gives: {acts: [wrong]}
    against: [representative, child]
    becomes: copy
    basis: text D 2
"""


def test_a_firm_has_a_representative_and_a_person_has_none(tmp_path):
    both = "subjects: {person: {when: 'true', basis: text D 1}, organisation: {when: 'true', basis: text D 1}}\n"
    made = letter(tmp_path, head=FIRM, subjects=both, acts=[act("wrong", of="both", points=-1, counts_for="1 year"), act("copy", of="both", points=-1, counts_for="1 year")])
    members = "head: {age: 40}, spouse: {age: 40}, child: {age: 12}, business: {kind: organisation}"
    firm = ends(life(made, ["2020-02-03 business: enter wrong"], until=FAR, members=members))
    assert [member for member, _, _ in firm] == [3, 0, 2]
    person = ends(life(made, ["2020-02-03 spouse: enter wrong"], until=FAR, members=members))
    assert [member for member, _, _ in person] == [1, 2]


def test_in_the_letter_what_takes_one_to_thirty_days_takes_one(tmp_path):
    made = letter(tmp_path, head=HOUSEHOLD.format(becomes="copy", lag="1 to 30"), acts=[act("wrong", points=-1, counts_for="1 year"), act("copy", points=-1, counts_for="1 year")])
    for day, next_day in (("2020-02-03", "2020-02-04"), ("2020-02-10", "2020-02-11"), ("2020-05-20", "2020-05-21")):
        assert [at for member, at, _ in ends(life(made, [f"{day} enter wrong"], until=FAR, members=COUPLE)) if member == 1] == [next_day]
