"""What differs between two days or two schemes: known answers, and that every change of a rule is told."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xinyong as xy
from xinyong.scheme import read_scheme, read_scheme_files
from xinyong.scheme.sentences import compare
from xinyong.scheme.sentences.facts import history_days
from xinyong.scheme.values import date

GOOD = Path(__file__).parent / "good"
SCHOOL = read_scheme(GOOD / "school")
POINTS = read_scheme(Path(__file__).parents[1] / "world" / "good" / "village" / "points")
RONGCHENG = xy.load_scheme("rongcheng")


def group(found, notion: str):
    return next(each for each in found.groups if each.notion.name == notion)


def test_two_days_of_one_scheme():
    found = compare(RONGCHENG, RONGCHENG, at="2018-12-31", and_at="2019-01-01")
    acts = group(found, "act")
    assert [item.id for item in acts.dropped] == ["hit-and-run"] and acts.dropped[0].said == "C for 3 years" and not acts.new
    assert [(c.id, [(d.about, d.left, d.right) for d in c.differing]) for c in acts.changed] == [("red-light", [("points", "-5", "-10")])]
    assert len(acts.regrounded) == 388
    assert found.head(acts) == "acts: 1 dropped, 1 changed, 388 on another ground only"
    assert [(d.about, d.left, d.right) for d in group(found, "ledger").changed[0].differing] == [("repeat", "as the first", "2 times")]
    assert not group(found, "measure").differs


def test_grades_lists_measures_and_consent():
    found = compare(SCHOOL, SCHOOL, at="2019-12-31", and_at="2022-01-01")
    assert [item.id for item in group(found, "grade").new] == ["a-plus"]
    assert [(c.id, c.differing[0].left, c.differing[0].right) for c in group(found, "grade").changed] == [
        ("a", "from 110", "from 100"), ("b", "from 60.5", "from 60"), ("c", "below 60.5", "below 60")]
    assert [item.id for item in group(found, "list").new] == ["watch"]
    assert [item.id for item in group(found, "measure").dropped] == ["extra-essay"] and [item.id for item in group(found, "measure").new] == ["free-lunch"]
    assert group(found, "consent").changed[0].differing[0].left == "not asked"
    assert [item.id for item in group(found, "remedy").new] == ["making-good"]


def test_two_schemes_by_what_they_are_about():
    found = compare(SCHOOL, POINTS, at="2021-01-01", and_at="2021-01-01")
    acts = group(found, "act")
    assert [item.id for item in acts.dropped] == ["comes-late", "cheats", "helps", "gives-books", "keeps-books", "visits", "is-warned"]
    assert [item.id for item in acts.new] == ["litters", "sells-short", "volunteers"]
    assert [(c.id, [(d.about, d.left, d.right) for d in c.differing]) for c in acts.changed] == [("owes-fees", [("points", "-1 every month", "-5 to -50")])]
    assert found.head(acts) == "acts: 7 only in school, 3 only in points, 1 different"
    assert [c.id for c in group(found, "remedy").changed] == ["objection", "repair"]


def test_several_lines_of_one_conduct_are_told_by_what_each_has_alone():
    found = compare(RONGCHENG, xy.load_scheme("wendeng"), at="2020-06-01", and_at="2020-06-01")
    change = next(c for c in group(found, "act").changed if c.id == "joins-gathering")
    assert [(d.about, d.left, d.right, d.both) for d in change.differing] == [("points", "", "-150", "-50 / -20")]
    assert found.difference(change.differing[0]) == ("points", "nothing more", "-150", "both: -50 / -20")


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([SCHOOL, POINTS]), st.data())
def test_turned_round_it_says_the_same_and_with_itself_nothing(scheme, data):
    one, other = (data.draw(st.integers(scheme.first, min(scheme.last, scheme.first + 4000) - 1)) for _ in range(2))
    there, back = compare(scheme, scheme, at=date(one), and_at=date(other)), compare(scheme, scheme, at=date(other), and_at=date(one))
    for left, right in zip(there.groups, back.groups):
        assert (left.notion, left.dropped, left.new, left.same) == (right.notion, right.new, right.dropped, right.same)
        assert [(d.left, d.right) for c in left.changed for d in c.differing] == [(d.right, d.left) for c in right.changed for d in c.differing]
    assert not compare(scheme, scheme, at=date(one), and_at=date(one)).differs


CHANGES = [("acts.csv", "teacher,merit,-0.5", "teacher,merit,-1"), ("acts.csv", "10 a month", "11 a month"), ("acts.csv", "-5 to -50", "-5 to -45"),
           ("acts.csv", "c,6 months", "c,7 months"), ("acts.csv", "c,6 months", "b,6 months"), ("acts.csv", ",3 years,", ",2 years,"), ("acts.csv", "4 units", "5 units"), ("acts.csv", "lasts >= 2", "lasts >= 3"),
           ("acts.csv", "library,library,-1,quarter", "library,library,-1,month"), ("acts.csv", "office,merit,scale hours,act,,help", "office,merit,1,act,,help"),
           ("scheme.yaml", "floor: 0", "floor: 1"), ("scheme.yaml", "ceiling: {2019-09-01: 150", "ceiling: {2019-09-01: 160"), ("scheme.yaml", "start: 10", "start: 11"),
           ("scheme.yaml", "factor: 1.5", "factor: 2"), ("scheme.yaml", "for: 12 months", "for: 13 months"), ("scheme.yaml", "cap: 7.5 a year", "cap: 8 a year"), ("scheme.yaml", "20: 3", "20: 3.5"),
           ("scheme.yaml", "at_least: 110", "at_least: 111"), ("scheme.yaml", "first_day: excluded", "first_day: included"), ("scheme.yaml", "roll: next working day", "roll: none"),
           ("scheme.yaml", "clock: deed", "clock: entry"), ("scheme.yaml", "same_conduct: all", "same_conduct: gravest"), ("scheme.yaml", "governed_by: entry", "governed_by: deed"),
           ("scheme.yaml", "2023-09-01: lapse", "2023-09-01: keep"), ("scheme.yaml", "age >= 6", "age >= 7"), ("scheme.yaml", "without: [score, grants]", "without: [score]"),
           ("lists.yaml", "term: 1 year", "term: 2 years"), ("lists.yaml", "age < 10", "age < 11"), ("lists.yaml", "defeats: [twice]", "defeats: any"), ("lists.yaml", "score >= 60", "score >= 61"),
           ("lists.yaml", "grade: c", "grade: b"), ("lists.yaml", "effect: service", "effect: entry"), ("lists.yaml", "colour: red", "colour: watch"),
           ("measures.csv", "trips,deny", "trips,grant"), ("measures.csv", "2 essays", "3 essays"), ("measures.csv", "library < 5", "library < 6"),
           ("remedies.yaml", "open_for: 15 working days", "open_for: 16 working days"), ("remedies.yaml", "after: 6 months", "after: 7 months"), ("remedies.yaml", "meanwhile: suspended", "meanwhile: counts"),
           ("remedies.yaml", "if_won: from now", "if_won: as if never"), ("remedies.yaml", "cost: 5.50 yuan", "cost: 5 yuan"), ("remedies.yaml", "decided_within: 30 days", "decided_within: 31 days"),
           ("remedies.yaml", "acts: [cheating]", "acts: [late]")]


@pytest.mark.parametrize(("file", "was", "becomes"), CHANGES)
def test_every_change_of_a_rule_is_told(file, was, becomes):
    files = {name: text for name, text in SCHOOL.text.items() if not name.startswith("tests/")}
    assert was in files[file], "the school has changed"
    other = read_scheme_files(files | {file: files[file].replace(was, becomes)}, name="school", id="school")
    days = [date(day) for day in history_days(SCHOOL)]
    told = [compare(SCHOOL, other, at=day, and_at=day, lang=lang) for day in days for lang in ("en", "zh")]
    changed = {lang: any(g.changed or g.new or g.dropped for found in told[i::2] for g in found.groups) for i, lang in enumerate(("en", "zh"))}
    assert changed == {"en": True, "zh": True}
