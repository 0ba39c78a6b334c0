"""Ledgers of ratings: what they are the mean of, over which records, and from when they are shown. Worked by hand."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, day, foretold, letter, life, record
from xinyong.record.words import chain_text

LEDGER = """\
ledgers:
  feedback:
    kind: mean
    label: {{en: Feedback}}
    of: {of}
    over: {over}
    {more}
    step: {step}
    basis: text D 1
grades:
  ledger: feedback
  bands:
    - {{id: good, label: {{en: Good}}, at_least: 4, basis: text D 1}}
    - {{id: poor, label: {{en: Poor}}, otherwise: true, basis: text D 1}}
"""
STARS = [act(f"stars-{n}", points=n, counts_for="for ever") for n in range(1, 6)]
VOTES = [act("up", points=1, counts_for="for ever"), act("down", points=-1, counts_for="for ever"), act("so-so", points=0, counts_for="for ever")]


def made(tmp_path, acts=STARS, of="value", over="live", more="", step="0.01", **files):
    return letter(tmp_path, ledger=LEDGER.format(of=of, over=over, more=more, step=step), acts=acts, **files)


def scores(scheme, script: list[str], days: list[str]) -> list:
    lived = life(scheme, script, until=days[-1])
    return [at(scheme, lived, d).scores["feedback"] and Fraction(at(scheme, lived, d).scores["feedback"] * scheme.scheme.ledgers["feedback"].step, 100)
            for d in days]


def test_the_mean_is_rounded_half_up_to_the_step(tmp_path):
    # 5; (5 + 5 + 4) / 3 = 4.666..; with a 1 also 15 / 4 = 3.75
    script = ["2020-01-02 stars-5", "2020-01-03 stars-5", "2020-01-03 stars-4", "2020-01-04 stars-1"]
    assert scores(made(tmp_path), script, ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"]) == [None, 5, Fraction("4.67"), Fraction("3.75")]


@pytest.mark.parametrize("script, found", [(["stars-4", "stars-5"], 5), (["stars-4", "stars-4", "stars-5"], 4), (["stars-1", "stars-2"], 2)])
def test_a_half_is_rounded_up(tmp_path, script, found):
    assert scores(made(tmp_path, step="1"), [f"2020-01-02 {each}" for each in script], ["2020-01-02"]) == [found]


def test_a_half_below_zero_is_rounded_up_too(tmp_path):
    acts = [act("minus", points=-2, counts_for="for ever"), act("zero", points=-1, counts_for="for ever")]
    assert scores(made(tmp_path, acts=acts, step="1"), ["2020-01-02 minus", "2020-01-02 zero"], ["2020-01-02"]) == [-1]


def test_shares_of_good_and_of_bad_ones(tmp_path):
    script = ["2020-01-02 up", "2020-01-02 so-so", "2020-01-03 up", "2020-01-03 up", "2020-01-03 down"]
    assert scores(made(tmp_path, acts=VOTES, of="positive"), script, ["2020-01-02", "2020-01-03"]) == [100, 75]
    assert scores(made(tmp_path / "d", acts=VOTES, of="defective", step="0.1"), script, ["2020-01-02", "2020-01-03"]) == [0, 20]
    # of one good in three that count 33.33..: two decimals
    assert scores(made(tmp_path / "t", acts=VOTES, of="positive"), ["2020-01-02 up", "2020-01-02 down", "2020-01-02 down"], ["2020-01-02"]) == \
        [Fraction("33.33")]


def test_neither_good_nor_bad_is_no_share(tmp_path):
    assert scores(made(tmp_path, acts=VOTES, of="positive"), ["2020-01-02 so-so"], ["2020-01-02"]) == [None]


def test_only_the_latest_count(tmp_path):
    script = ["2020-01-02 stars-1", "2020-01-03 stars-2", "2020-01-04 stars-3", "2020-01-05 stars-5", "2020-01-05 stars-4"]
    # the last three: 1; 1.5; 2; then of 3 (the 4th) and both of the 5th: 4
    assert scores(made(tmp_path, over="3 records"), script, ["2020-01-02", "2020-01-03", "2020-01-04", "2020-01-05"]) == [1, Fraction("1.5"), 2, 4]


@pytest.mark.parametrize("counts_for", ["", "for ever"])
def test_only_those_of_a_time_count(tmp_path, counts_for):
    acts = [act(f"stars-{n}", points=n, counts_for=counts_for) for n in (1, 5)]
    script = ["2020-01-15 stars-1", "2020-02-20 stars-5"]
    scheme = made(tmp_path, acts=acts, over="2 months")
    # 15 March is the last day of the first, 20 April of the second
    assert scores(scheme, script, ["2020-02-20", "2020-03-15", "2020-03-16", "2020-04-20", "2020-04-21"]) == [3, 3, 5, 5, None]
    foretold(scheme, life(scheme, script, until="2020-05-01"), "2020-02-20", "2020-05-01")


def test_too_few_are_no_score_and_no_grade(tmp_path):
    rules = "bad: {label: {en: S}, of: person, colour: black, grounds: {g: {when: 'feedback < 4', term: for ever, basis: text D 1}}, basis: text D 1}\n"
    scheme = made(tmp_path, more="shown_from: 3 records", lists=rules)
    lived = life(scheme, ["2020-01-02 stars-1", "2020-01-03 stars-1", "2020-01-04 stars-4"], until="2020-01-04")
    found = [at(scheme, lived, d) for d in ("2020-01-02", "2020-01-03", "2020-01-04")]
    assert [(f.scores["feedback"], f.grade, len(f.lists)) for f in found] == [(None, None, 0), (None, None, 0), (200, "poor", 1)]


def test_a_rating_that_is_taken_back_counts_no_more(tmp_path):
    remedies = ("objection: {kind: objection, label: {en: O}, against: {acts: any}, open_for: 15 days, decided_within: 3 days, "
                "meanwhile: counts, if_won: as if never, office: o, basis: text D 1}\n")
    scheme = made(tmp_path, remedies=remedies)
    assert scores(scheme, ["2020-01-02 stars-1", "2020-01-02 stars-5", "2020-01-03 file objection against=stars-1"],
                  ["2020-01-03", "2020-01-06"]) == [3, 5]


def test_the_record_tells_what_the_mean_is_of(tmp_path):
    scheme = made(tmp_path, over="2 records", more="shown_from: 2 records")
    lived = life(scheme, ["2020-01-02 stars-1", "2020-01-03 stars-5", "2020-01-04 stars-4"], until="2020-01-04")
    then = record(scheme, lived, "2020-01-04")
    told = chain_text(then.because.grade(0, then.as_of), "en")
    assert told == "grade Good: D 1 (text) ← Feedback 4.5 (mean of 2 records): D 1 (text) ← r2 +5, r3 +4"
    before = record(scheme, lived, "2020-01-02")
    assert chain_text(before.because.grade(0, day("2020-01-02")), "en") == "Feedback none (mean of 1 records; shown from 2 on): D 1 (text) ← r1 +1"


@pytest.mark.parametrize("over", ["3 records", "500 records", "2 months", "live"])
@pytest.mark.parametrize("stars", range(1, 6))
def test_a_mean_of_equal_ratings_is_that_rating(tmp_path, over, stars):
    """Whatever it is taken over, and however many there are: 1, 2, 4 and 7 ratings all alike."""
    days = ["2020-01-02", "2020-01-03", "2020-01-05", "2020-01-08"]
    script = [f"{days[sum(n > most for most in (1, 2, 4))]} stars-{stars}" for n in range(1, 8)]
    assert scores(made(tmp_path, over=over), script, days) == [stars] * 4
