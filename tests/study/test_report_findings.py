"""Findings of a report, against tables written by hand; and titles that say only what their tables hold."""

import re

import pytest

from xinyong.study.report import sections
from xinyong.study.report.acts import group_rows
from xinyong.study.report.exhibit import DEPENDS, FOLLOWS
from xinyong.study.report.grounds import rows_by_basis
from xinyong.study.report.material import Material
from xinyong.study.report.words import Words

NAMES = ("village", "rongcheng", "month", "nobody", "no-months", "lists-only", "two-schemes")


@pytest.fixture(scope="module")
def found(by_hand):
    return {e.id: e for s in sections(by_hand) for e in s.exhibits}


def test_the_commonest_grade_is_a_share_of_those_with_a_grade(found):
    e = found["grades-points"]
    assert e.title == "In this model, 90.0\u00a0% of those with a grade stood at A at the end of December 2021"
    assert e.table.rows == (("December 2020", 100, 0.95, 0.04, 0.01, 0), ("December 2021", 80, 0.9, 0.075, 0.025, 20))


def test_moves_are_shares_of_the_grade_they_start_from(found):
    e = found["flows-points"]
    assert [c.label for c in e.table.columns] == ["at a year's end", "times", "A", "B", "C", "no grade", "better", "worse"]
    assert e.table.rows == (("B", 10, 0.3, 0.5, 0.1, 0.1, 0.3, 0.1), ("C", 4, 0, 0.25, 0.75, 0, 0.25, 0))
    assert e.title == "In this model, 25.0\u00a0% of those at C at a year's end stood better a year later"


def test_stays_are_told_by_the_least_length_that_so_many_do_not_exceed(found):
    assert found["spells-points"].table.rows == (("C", 4, 3, 6, 12, 2),)
    assert found["spells-points"].title == "In this model, half of the stays at C that ended had lasted 6 months or less"


def test_acts_are_ranked_by_points_moved_and_say_what_was_false(found):
    e = found["acts-points"]
    assert e.title == "In this model, “Litters” moved most points: 400, in 40 records"
    assert e.table.rows == (("Litters", 40, 0, 400, -400, 4, 0.1, "the scheme's own text, assumed"), ("Helps", 20, 0, 100, 100, 0, 0, "the scheme's own text"))


def test_groups_are_told_a_person_and_year_without_ages_that_are_never_graded(by_hand, found):
    m = Material(by_hand, Words())
    young, middle = group_rows(m, m.slots()[0], "age")
    assert young == ("18-29", 200, 100 * 50 / 200, 300 / 200, 100 / 200, 10_000 * 3 / 200, 0.25)
    assert middle == ("30-44", 100, 10, 1, 0, 100, 0)
    assert found["groups-points-age"].title == "In this model, of the groups by age, “18-29” lost most points, 1.50 a person and year, and “30-44” fewest, 1.00"


def test_what_became_of_false_records_adds_up(found):
    e = found["mistakes-fates"]
    assert e.title == "In this model, 6.67\u00a0% of records were false; of these 25.0\u00a0% were ended by a remedy"
    assert [r[1] for r in e.table.rows] == [60, 4, 1, 2, 1, 2]
    assert found["mistakes-acts"].title == "In this model, most false records were of “Litters”: 4, 10.00\u00a0% of its records"


def test_offices_are_told_with_what_waits_and_what_was_late(found):
    e = found["offices-queues"]
    assert e.title == "In this model, 1 case waited at the end, and 25.0\u00a0% of decisions came after the lawful day"
    assert e.table.rows[-1] == ("in all", 9, 3, 5, 2, 0.25, 1)


def test_measures_are_told_by_how_often_they_met_a_want(found):
    e = found["measures-met"]
    assert e.title == "In this model, measures denied what was wanted 5 times, burdened it 1 time and granted or eased it 0 times"
    assert e.table.rows[3:] == (("No loans", "denied", 5, 4, 4, ""), ("A fee", "burdened", 1, 2, 2, "25 yuan"))


def test_flights_are_told_by_the_rules_and_not_by_the_legend(runs, by_hand):
    [(_, answer)] = next(s.answers for s in sections(runs["rongcheng"]) if s.id == "measures")
    assert answer.startswith("No: none of the 16 measures in these rules touches flights or trains.")
    [(_, answer)] = next(s.answers for s in sections(by_hand) if s.id == "measures")
    assert answer == "Neither points nor grades do that in these rules; something else does. In this model: No fast trains (0 times)."


def test_lists_are_told_now_and_when_they_were_longest(found):
    assert found["lists-months"].title == "In this model, 1 subject stood on the list “Village list” at the end of December 2021, and 6 when it was longest"


def test_points_are_divided_by_what_they_rest_on(found):
    e = found["law-points"]
    assert e.title == "In this model, of the points moved, 80.0\u00a0% rest on the scheme's own text, 20.0\u00a0% are assumed"
    assert [r[2:] for r in e.table.rows] == [(400, 0.8, 50), (100, 0.2, 10)]


def test_rows_are_counted_by_what_they_rest_on(by_hand, runs):
    m = Material(runs["rongcheng"], Words())
    counted = rows_by_basis(m)
    acts = runs["rongcheng"].world.schemes[0].acts
    assert counted["acts"].total() == len(acts)
    assert counted["acts"]["text"] == sum(a.basis_of("points").kind == "text" for a in acts)
    assert counted["bands"] == {"assumption": 4, "secondary": 2, "borrowed": 5}


def test_the_rules_in_time_of_rongcheng(runs):
    [e] = sections(runs["rongcheng"])[0].exhibits
    assert e.title == "In this model, the rules did not change"
    assert ("Grades", "A+ A B C D") in [r[:2] for r in e.table.rows]
    assert {r[3].isoformat() for r in e.table.rows} == {"2017-01-01"}


# --- what holds of every report ---------------------------------------------------------------------------------------

def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?", text.replace(",", "")))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_every_number_in_a_title_stands_in_its_table(runs, name, lang):
    w = Words(lang)
    for section in sections(runs[name], lang=lang):
        for e in section.exhibits:
            cells = [c.heading(w) for c in e.table.columns] + [c.show(v, w) for r in e.table.rows for c, v in zip(e.table.columns, r)]
            assert _numbers(e.title) <= _numbers(" ".join(cells)), e.title


@pytest.mark.parametrize("lang, begins", [("en", "In this model"), ("zh", "在本模型中")])
@pytest.mark.parametrize("name", NAMES)
def test_a_title_that_depends_on_assumptions_says_so(runs, name, lang, begins):
    for section in sections(runs[name], lang=lang):
        for e in section.exhibits:
            if e.of_class.kind == DEPENDS:
                assert e.title.startswith(begins) or not _numbers(e.title)
                assert e.of_class.assumptions
            else:
                assert e.of_class.kind == FOLLOWS and not e.title.startswith(begins)


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_whole(runs, name):
    for section in sections(runs[name]):
        assert section.exhibits or section.nothing
        for e in section.exhibits:
            for table in (e.table, e.downloaded):
                assert table.rows and all(len(r) == len(table.columns) for r in table.rows)
