"""Records that outlast their life, ledgers that are frozen, and what records count as. Worked by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import COLUMNS, act, at, foretold, letter, life, record
from xinyong.errors import SchemeError

LEDGER = """\
ledgers:
  score:
    kind: points
    label: {{en: Points}}
    start: 100
    {more}
    basis: text D 1
"""
GRADES = "grades: {ledger: score, bands: [{id: a, label: {en: A}, at_least: 90, basis: text D 1}, {id: c, label: {en: C}, otherwise: true, basis: text D 1}]}\n"
PLAIN = LEDGER.format(more="step: 1")


@pytest.fixture(autouse=True)
def columns(monkeypatch):
    import small
    monkeypatch.setattr(small, "COLUMNS", COLUMNS + ",stays_while")


def scores(scheme, script, days, members="head: {age: 40}") -> list:
    lived = life(scheme, script, until=days[-1], members=members)
    return [(at(scheme, lived, d).scores["score"], at(scheme, lived, d).grade) for d in days]


# ---- records that stay

def test_what_is_not_put_right_runs_on_and_ends_on_the_first_day_it_is(tmp_path):
    scheme = letter(tmp_path, ledger=PLAIN, acts=[act("wrong", points=-20, counts_for="to the end of the year", stays_while="mended == no")])
    script = ["2020-03-01 wrong", "2021-04-05 set mended=yes", "2021-04-06 set mended=no"]
    assert scores(scheme, script, ["2020-12-31", "2021-01-01", "2021-04-04", "2021-04-05", "2021-04-06"], 'head: {age: 40, mended: "no"}') == \
        [(80, None), (80, None), (80, None), (100, None), (100, None)]


def test_what_is_put_right_before_or_on_the_day_ends_with_its_life(tmp_path):
    scheme = letter(tmp_path, ledger=PLAIN, acts=[act("wrong", points=-20, counts_for="1 month", stays_while="mended == no")])
    for mended in ("2020-03-10", "2020-04-02"):         # the life is over on 2 April
        assert scores(scheme, ["2020-03-01 wrong", f"{mended} set mended=yes"], ["2020-04-01", "2020-04-02"], 'head: {age: 40, mended: "no"}') == \
            [(80, None), (100, None)]


def test_a_direct_grade_stays_likewise(tmp_path):
    bad = act("wrong", points=0, grade="c", grade_for="1 month", counts_for="3 months", stays_while="mended == no")
    scheme = letter(tmp_path, ledger=PLAIN, head=GRADES, acts=[bad])
    days = ["2020-03-01", "2020-04-02", "2020-04-19", "2020-04-20", "2020-06-01", "2020-06-02"]
    lived = life(scheme, ["2020-03-01 wrong", "2020-04-20 set mended=yes"], until=days[-1], members='head: {age: 40, mended: "no"}')
    # the grade ends on 20 April; the record lives until 1 June
    assert [(at(scheme, lived, d).grade, len(at(scheme, lived, d).records)) for d in days] == [("c", 1), ("c", 1), ("c", 1), ("a", 1), ("a", 1), ("a", 0)]


def test_it_may_stay_by_other_records(tmp_path):
    scheme = letter(tmp_path, ledger=PLAIN, acts=[act("wrong", points=-20, counts_for="1 month", stays_while="has(other)"),
                                                  act("other", points=-1, counts_for="2 months")])
    script = ["2020-03-01 wrong", "2020-03-20 other"]
    assert scores(scheme, script, ["2020-04-02", "2020-05-20", "2020-05-21"]) == [(79, None), (79, None), (100, None)]
    lived = life(scheme, script, until="2020-06-30")
    foretold(scheme, lived, "2020-03-20", "2020-06-30")
    foretold(scheme, lived, "2020-04-20", "2020-06-30")
    told = record(scheme, lived, "2020-04-20")
    assert (told.life.entries[0].stays is not None, told._counts(told.life.entries[0])) == (True, True)


# ---- frozen ledgers

def test_while_a_wrong_lives_good_ones_are_noted_and_count_nothing(tmp_path):
    frozen = 'frozen: {what: good, while: "has(wrong)", basis: text D 7}'
    scheme = letter(tmp_path, ledger=LEDGER.format(more=frozen), head=GRADES,
                    acts=[act("good", points=30, counts_for="3 months"), act("wrong", points=-20, counts_for="1 month")])
    script = ["2020-01-10 good", "2020-02-01 wrong", "2020-02-10 good"]
    # the wrong ends on 2 March, the first good one on 11 April, the second on 11 May
    days = ["2020-01-31", "2020-02-01", "2020-02-10", "2020-03-01", "2020-03-02", "2020-04-10", "2020-04-11", "2020-05-10", "2020-05-11"]
    assert scores(scheme, script, days) == [(130, "a"), (80, "c"), (80, "c"), (80, "c"), (160, "a"), (160, "a"), (130, "a"), (130, "a"), (100, "a")]
    lived = life(scheme, script, until="2020-05-31")
    foretold(scheme, lived, "2020-02-10", "2020-05-31")
    told = record(scheme, lived, "2020-02-20")
    assert [told._counts(e) for e in told.life.entries] == [False, True, False]
    assert told._frozen(told.life.entries[0])["while"] == "has(wrong)" and told._frozen(told.life.entries[0])["source"]["pin"] == "7"
    assert [link["id"] for link in told.because.score(0, told.as_of) if link["link"] == "record"] == ["r2"]
    later = record(scheme, lived, "2020-03-02")
    assert [later._counts(e) for e in later.life.entries] == [True, False, True] and later._frozen(later.life.entries[0]) is None


@pytest.mark.parametrize("what, score", [("good", 80), ("bad", 130), ("any", 100)])
def test_what_is_frozen(tmp_path, what, score):
    scheme = letter(tmp_path, ledger=LEDGER.format(more=f'frozen: {{what: {what}, while: "shut == yes", basis: text D 7}}'),
                    acts=[act("good", points=30, counts_for="3 months"), act("wrong", points=-20, counts_for="3 months")])
    assert scores(scheme, ["2020-01-10 good", "2020-01-10 wrong", "2020-01-11 set shut=yes"], ["2020-01-10", "2020-01-11"],
                  'head: {age: 40, shut: "no"}') == [(110, None), (score, None)]


def test_in_a_group_what_is_frozen_gives_way(tmp_path):
    more = 'groups: {honours: {takes: highest, basis: text D 1}}\n    frozen: {what: bad, while: "shut == yes", basis: text D 7}'
    scheme = letter(tmp_path, ledger=LEDGER.format(more=more),
                    acts=[act("good", points=10, group="honours", counts_for="3 months"), act("wrong", points=-20, group="honours", counts_for="3 months")])
    assert scores(scheme, ["2020-01-10 good", "2020-01-10 wrong", "2020-01-11 set shut=yes"], ["2020-01-10", "2020-01-11"],
                  'head: {age: 40, shut: "no"}') == [(80, None), (110, None)]


# ---- what a record counts as

@pytest.mark.parametrize("counts_as, bad, good", [("", True, False), ("bad", True, False), ("neutral", False, False), ("good", False, True)])
def test_what_a_record_counts_as(tmp_path, counts_as, bad, good):
    lists = "".join(f"{name}: {{label: {{en: S}}, of: person, colour: watch, grounds: {{g: {{when: 'count({what}) >= 1', term: for ever, basis: text D 1}}}}, basis: text D 1}}\n"
                    for name, what in (("bad-list", "bad"), ("good-list", "good"), ("any-list", "any")))
    scheme = letter(tmp_path, ledger=LEDGER.format(more="repeat: {factor: 2, basis: text D 1}"), lists=lists,
                    acts=[act("spending", points=-10, counts_for="1 year", counts_as=counts_as)])
    lived = life(scheme, ["2020-01-10 spending", "2020-01-11 spending"], until="2020-01-11")
    end = at(scheme, lived, "2020-01-11")
    assert ("bad-list" in {scheme.scheme.lists[i].id for i in end.lists}, "good-list" in {scheme.scheme.lists[i].id for i in end.lists}) == (bad, good)
    assert end.scores["score"] == (70 if bad else 80)        # only what is bad is doubled


@pytest.mark.parametrize("cells, told", [
    ({"counts_for": "for ever", "stays_while": "mended == no"}, "stays_while: given, but counts_for has no end after which it could stay."),
    ({"counts_for": "1 year", "grade": "c", "grade_for": "for ever", "stays_while": "mended == no"}, "stays_while: given, but grade_for has no end"),
    ({"counts_for": "1 year", "stays_while": "grade == z"}, "no such grade"),
    ({"counts_for": "1 year", "counts_as": "worse"}, "counts_as: expected one of bad, good, neutral, found 'worse'."),
])
def test_what_is_wrong_with_an_act_is_told(tmp_path, cells, told):
    with pytest.raises(SchemeError) as raised:
        letter(tmp_path, ledger=PLAIN, head=GRADES, acts=[act("wrong", points=-20, **cells)])
    assert any(told in str(problem) and "small/acts.csv:2:" in str(problem) for problem in raised.value.problems)


@pytest.mark.parametrize("frozen, told", [
    ('{what: good, while: "owes", basis: text D 7}', "while: owes"),
    ("{what: best, basis: text D 7}", "what: expected one of good, bad, any, found 'best'."),
    ("{what: good, basis: text D 7}", "while: missing."),
])
def test_what_is_wrong_with_a_frozen_ledger_is_told(tmp_path, frozen, told):
    with pytest.raises(SchemeError) as raised:
        letter(tmp_path, ledger=LEDGER.format(more=f"frozen: {frozen}"), acts=[act("wrong", points=-20, counts_for="1 year")])
    assert any(told in str(problem).replace("when:", "while:") for problem in raised.value.problems)
