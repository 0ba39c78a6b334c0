"""Grades given on set days, and bands that keep those who reached them. Worked by hand from the definitions."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, day, foretold, letter, life, record
from xinyong.record.ahead import assessments, what_comes
from xinyong.record.words import chain_text
from xinyong.scheme import values
from xinyong.scheme.layout import H_SLOT, SL_SET_DAY, SL_SET_DAYS

GRADES = """\
grades:
  ledger: score
{more}  bands:
    - {{id: a, label: {{en: A}}, at_least: 110, {keeps}basis: text D 1}}
    - {{id: b, label: {{en: B}}, at_least: 90, basis: text D 1}}
    - {{id: c, label: {{en: C}}, otherwise: true, basis: text D 1}}
"""
GOOD = act("good", points=20, counts_for="1 year")
BAD = act("bad", points=-12, counts_for="1 year")
WORSE = act("worse", points=-50, counts_for="1 year")
DIRECT = act("direct", points=0, grade="c", grade_for="1 month", counts_for="1 month")


def grades(tmp_path, script, days, *, assessed="", keeps="", subjects="", acts=(GOOD, BAD, WORSE, DIRECT), **files):
    more = f"  assessed: {assessed}\n" if assessed else ""
    made = letter(tmp_path, head=GRADES.format(more=more, keeps=f"keeps_to: {keeps}, " if keeps else ""), acts=list(acts), **files)
    lived = life(made, script, until=days[-1])
    return [at(made, lived, d).grade for d in days]


def test_a_grade_stands_until_the_end_of_the_next_set_day(tmp_path):
    # A point more on the 7th comes too late for the 6th of January; it is judged on the 6th of February
    assert grades(tmp_path, ["2020-01-07 good"], ["2020-01-01", "2020-01-07", "2020-02-05", "2020-02-06", "2020-12-31"],
                  assessed="monthly on 6") == ["b", "b", "b", "a", "a"]


def test_what_happens_on_a_set_day_counts_that_day(tmp_path):
    assert grades(tmp_path, ["2020-02-06 good"], ["2020-02-05", "2020-02-06"], assessed="monthly on 6") == ["b", "a"]


def test_what_has_passed_by_the_set_day_changes_nothing(tmp_path):
    # grade c from the 7th of January to the 7th of February (a month, the first day not counted): the 6th of February finds it, the 6th of March does not
    days = ["2020-01-07", "2020-02-05", "2020-02-06", "2020-02-08", "2020-03-05", "2020-03-06"]
    assert grades(tmp_path, ["2020-01-07 direct"], days, assessed="monthly on 6") == ["b", "b", "c", "c", "c", "b"]
    # and a year's assessment never sees it
    assert grades(tmp_path, ["2020-01-07 direct"], [*days, "2020-12-31"], assessed="yearly on 12-31") == ["b"] * 7


def test_several_days_of_the_year(tmp_path):
    days = ["2020-01-02", "2020-06-29", "2020-06-30", "2020-07-01", "2020-12-30", "2020-12-31"]
    assert grades(tmp_path, ["2020-01-02 worse", "2020-07-01 good", "2020-07-02 good"], days,
                  assessed="yearly on 12-31 and 06-30") == ["b", "b", "c", "c", "c", "b"]


def test_a_month_without_that_day_has_its_last(tmp_path):
    assert grades(tmp_path, ["2021-02-01 good"], ["2021-02-27", "2021-02-28"], assessed="monthly on 31") == ["b", "a"]


def test_who_is_first_covered_is_graded_that_day(tmp_path):
    # until then no grade, from then one, whatever the set day
    made = letter(tmp_path, head=GRADES.format(more="  assessed: yearly on 12-31\n", keeps=""), acts=[GOOD],
                  subjects='subjects: {person: {when: "enrolled == yes", basis: text D 1}}\n')
    lived = life(made, ["2020-03-01 set enrolled=yes", "2020-04-01 good"], until="2020-12-31", members='head: {age: 40, enrolled: "no"}')
    assert [at(made, lived, d).grade for d in ("2020-02-29", "2020-03-01", "2020-04-01", "2020-12-30", "2020-12-31")] == \
        [None, "b", "b", "b", "a"]


def test_a_band_keeps_who_reached_it_down_to_a_lower_score(tmp_path):
    # 120 is an A; 108 is below 110 but keeps it; 96 does not; 116 is an A again; one who comes to 108 from below has a B
    assert grades(tmp_path, ["2020-01-01 good", "2020-01-02 bad", "2020-01-03 bad", "2020-01-04 good"],
                  ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"], keeps="100") == ["a", "a", "b", "a"]
    assert grades(tmp_path, ["2020-01-01 bad", "2020-01-02 good"], ["2020-01-01", "2020-01-02"], keeps="100") == ["c", "b"]


def test_keeping_looks_at_the_grade_held_on_the_set_day(tmp_path):
    assert grades(tmp_path, ["2020-01-01 good", "2020-01-02 bad", "2020-02-02 bad"], ["2020-01-06", "2020-01-31", "2020-02-06"],
                  assessed="monthly on 6", keeps="100") == ["a", "a", "b"]


@pytest.mark.parametrize("text", ["monthly on 1", "monthly on 31", "yearly on 02-29", "yearly on 01-01 and 06-30 and 12-31"])
def test_the_record_knows_the_same_set_days_as_the_kernel(tmp_path, text):
    from xinyong.record.rules import Rules

    made = letter(tmp_path, head=GRADES.format(more=f"  assessed: {text}\n", keeps=""), acts=[GOOD])
    rules, set_days = Rules(made.book), values.set_days(text).days
    assert values.set_days(values.set_days_text(values.set_days(text))) == values.set_days(text)
    first, n = (made.book.array[made.book[H_SLOT] + c] for c in (SL_SET_DAY, SL_SET_DAYS))
    table = made.book.array[first:first + 2 * n].reshape(-1, 2).tolist()
    assert [tuple(row) for row in table] == list(set_days)
    for d in range(day("2019-12-25"), day("2021-03-05"), 7):
        after = rules.next_set_day(set_days, d)
        assert after >= d and rules.last_set_day(set_days, after) == after and rules.next_set_day(set_days, after) == after
        if after > d:
            assert rules.last_set_day(set_days, d) < d and rules.last_set_day(set_days, after - 1) < after


def test_the_record_tells_the_next_day_of_assessment_and_what_it_brings(tmp_path):
    made = letter(tmp_path, head=GRADES.format(more="  assessed: monthly on 6\n  assessed_basis: text D 2\n", keeps="keeps_to: 100, "),
                  acts=[GOOD, BAD, WORSE, DIRECT])
    lived = life(made, ["2020-01-03 good", "2020-01-07 bad", "2020-01-08 bad"], until="2021-03-31")
    (told,) = assessments(record(made, lived, "2020-01-20"))
    assert (told["day"], told["grade"], told["then"], told["source"]["pin"]) == ("2020-02-06", "a", "b", "2")
    assert chain_text(record(made, lived, "2020-01-20").because.grade(0, day("2020-01-20")), "en").startswith("grade A (assessed on 2020-01-06): D 1")
    # 120 is judged on the 6th; the two bad acts of the 7th and 8th come to count on 6 February only
    assert [(c["day"], c["grades"]) for c in what_comes(record(made, lived, "2020-01-20"))][0] == \
        ("2020-02-06", [{"scheme": "small", "from": "a", "to": "b"}])
    foretold(made, lived, "2020-01-09", "2021-03-31")


def test_the_record_says_that_a_band_keeps(tmp_path):
    made = letter(tmp_path, head=GRADES.format(more="", keeps="keeps_to: 100, "), acts=[GOOD, BAD])
    lived = life(made, ["2020-01-01 good", "2020-01-02 bad"], until="2021-03-31")
    assert "grade A (kept down to 100 points)" in chain_text(record(made, lived, "2020-01-02").because.grade(0, day("2020-01-02")), "en")
    foretold(made, lived, "2020-01-02", "2021-03-31")
