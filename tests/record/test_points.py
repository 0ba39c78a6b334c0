"""What an act is worth: ladders by amount, severity and length, what each unit brings, points left to discretion; and limits that clip. Worked by hand."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, letter, life
from xinyong.errors import SchemeError
from xinyong.scheme.model import Scale

LEDGER = """\
ledgers:
  score:
    kind: points
    label: {{en: Points}}
    start: 100
    step: {step}
    {more}
    basis: text D 1
"""


def score(scheme, script: list[str], day: str):
    lived = life(scheme, script, until=day)
    steps = at(scheme, lived, day).scores["score"]
    return Fraction(steps * scheme.scheme.ledgers["score"].step, 100)


def scaled(tmp_path, scale: str, step: str = "1"):
    return letter(tmp_path, ledger=LEDGER.format(step=step, more="floor: -9000"), head=f"scales:\n  some: {{{scale}, basis: text D 1}}\n",
                  acts=[act("act", points="scale some", counts_for="for ever")])


@pytest.mark.parametrize("step, size, found", [
    # up to 10 each brings 1, up to 14 each half, each beyond 0.25
    ("1", 0, 0), ("1", 7, 7), ("1", 10, 10), ("1", 11, 10), ("1", 12, 11), ("1", 14, 12), ("1", 15, 12), ("1", 17, 12), ("1", 18, 13),
    ("0.5", 11, "10.5"), ("0.5", 15, 12), ("0.5", 16, "12.5"), ("0.01", 15, "12.25"), ("1", 1_000_000, 250_008),
])
def test_what_each_unit_brings_is_rounded_toward_zero(tmp_path, step, size, found):
    scheme = scaled(tmp_path, "of: amount, marginal: {0: 1, 10: 0.5, 14: 0.25}", step)
    assert score(scheme, [f"2020-01-02 enter act amount={size}"], "2020-01-02") == 100 + Fraction(found)
    of = scheme.scheme.scales["some"]
    assert of.points(size, scheme.scheme.ledgers["score"].step) == Fraction(found) * 100 / scheme.scheme.ledgers["score"].step


@pytest.mark.parametrize("size, found", [(1, 0), (3, -1), (5, -2), (6, -3), (8, -5)])
def test_below_zero_it_is_rounded_toward_zero_too(tmp_path, size, found):
    # each brings -0.5, each beyond 6 one
    assert score(scaled(tmp_path, "of: amount, marginal: {0: -0.5, 6: -1}"), [f"2020-01-02 enter act amount={size}"], "2020-01-02") == 100 + found


def test_what_lies_below_the_first_border_brings_nothing(tmp_path):
    scheme = scaled(tmp_path, "of: amount, marginal: {5: 2}")
    assert [score(scheme, [f"2020-01-02 enter act amount={n}"], "2020-01-02") for n in (4, 5, 6, 8)] == [100, 100, 102, 106]


@pytest.mark.parametrize("of, option", [("severity", "severity"), ("lasts", "lasts")])
def test_a_scale_may_go_by_severity_or_length(tmp_path, of, option):
    scheme = scaled(tmp_path, f"of: {of}, reached: {{10: -5, 20: -9}}")
    assert [score(scheme, [f"2020-01-02 do does-act {option}={n} amount=500"], "2020-01-02") for n in (9, 10, 19, 20)] == [100, 95, 95, 91]


@pytest.mark.parametrize("scale, told", [
    ("of: amount", "scale some: neither reached nor marginal."),
    ("of: amount, reached: {1: 1}, marginal: {1: 1}", "scale some: both reached and marginal."),
    ("of: length, reached: {1: 1}", "of: expected one of amount, severity, lasts, found 'length'."),
    ("of: amount, marginal: {0: 0.125}", "marginal: 0.125 is not a multiple of 0.01"),
])
def test_what_is_wrong_with_a_scale_is_told(tmp_path, scale, told):
    with pytest.raises(SchemeError) as raised:
        scaled(tmp_path, scale)
    assert any(told in str(problem) for problem in raised.value.problems)


def test_samples_hold_every_kind_of_points():
    assert Scale("s", "amount", (), ((0, 100), (10, 50)), None, None).samples(100) == [1, 2, 10, 55, 10, 11, 15, 60]


# ---- points left to discretion

RANGE = act("act", points="-5 to -50", counts_for="for ever")


def test_a_script_may_say_points_within_the_range(tmp_path):
    scheme = letter(tmp_path, ledger=LEDGER.format(step="0.5", more="floor: -9000"), acts=[RANGE])
    assert [score(scheme, [f"2020-01-02 enter act{points}"], "2020-01-02") for points in ("", " points=-30", " points=-5.5", " points=-50")] == \
        [95, 70, Fraction("94.5"), 50]


@pytest.mark.parametrize("script, told", [
    ("enter act points=-51", "script: points: -51 is not within -5 to -50, the range of act."),
    ("enter act points=-4", "not within -5 to -50"), ("enter act points=-5.5", "not within -5 to -50"),
    ("enter other points=-5", "script: points: those of other are not left to discretion."),
    ("enter act points=many", "points: expected a number, found 'many'."),
])
def test_other_points_are_an_error_at_their_place(tmp_path, script, told):
    case = f"- name: c\n  subject: {{age: 40}}\n  script:\n    - 2020-01-02 {script}\n  expect:\n    2020-01-02: {{score: 1}}\n"
    with pytest.raises(SchemeError) as raised:
        letter(tmp_path, acts=[RANGE, act("other", points="-5", counts_for="for ever")], cases=case)
    (problem,) = raised.value.problems
    assert told in str(problem) and str(problem).startswith(f"small/tests/cases.yaml:4:{18 + script.index('points=') + (7 if 'many' in script else 0)}:")


# ---- limits that clip what is entered

def limited(tmp_path, clipped: str, **more):
    return letter(tmp_path, ledger=LEDGER.format(step="1", more=f"floor: 80\n    ceiling: 110\n    clipped: {clipped}"),
                  acts=[act("good", points=8, counts_for="1 month"), act("bad", points=-15, counts_for="2 months")])


def test_what_passes_a_limit_is_kept_underneath_or_never_entered(tmp_path):
    # good on the 1st and 2nd of January (8, and 2 of 8), bad on the 3rd (-15) and 4th; the good ones end on 2 and 3 February
    script = ["2020-01-01 good", "2020-01-02 good", "2020-01-03 bad", "2020-01-04 bad"]
    days = ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04", "2020-02-02", "2020-02-03", "2020-03-04", "2020-03-05"]
    # entered: 108, 110, 95, 80; then 72 and 70 underneath, shown as 80; the bad ones end on 4 and 5 March: 85, 100
    entered = limited(tmp_path, "entered")
    assert [score(entered, script, d) for d in days] == [108, 110, 95, 80, 80, 80, 85, 100]
    # shown: the sums underneath are 108, 116, 101, 86, 78, 70, 85, 100
    shown = limited(tmp_path / "s", "shown")
    assert [score(shown, script, d) for d in days] == [108, 110, 101, 86, 80, 80, 85, 100]


def test_a_limit_that_is_reached_lets_nothing_more_in(tmp_path):
    entered = limited(tmp_path, "entered")
    lived = life(entered, ["2020-01-01 good", "2020-01-01 good", "2020-01-01 good"], until="2020-01-01")
    assert sorted(live.points for live in at(entered, lived, "2020-01-01").records.values()) == [0, 2, 8]


def test_what_is_clipped_when_entered_cannot_be_set_aside(tmp_path):
    more = 'ceiling: 110\n    clipped: entered\n    groups: {g: {takes: latest, basis: text D 1}}'
    with pytest.raises(SchemeError) as raised:
        letter(tmp_path, ledger=LEDGER.format(step="1", more=more), acts=[act("good", points=8, group="g", counts_for="1 month")])
    assert "clipped: entered, but group g makes records count 0 for a time." in str(raised.value.problems[0])


def test_only_what_counts_as_bad_is_repeated(tmp_path):
    """The first version's records are neutral: the second's first record is no repeat of them, its second is."""
    made = letter(tmp_path, ledger=LEDGER.format(step="1", more="repeat: {factor: 2, basis: text D 1}"), acts=[act(points=-3, counts_for="2 years", counts_as="neutral", to="2020-06-01"), act(points=-3, counts_for="2 years", from_="2020-06-01")])
    lived = life(made, ["2020-05-01 act", "2020-07-01 act", "2020-08-01 act"], until="2020-08-01")
    assert [at(made, lived, day).scores["score"] for day in ("2020-05-01", "2020-07-01", "2020-08-01")] == [97, 94, 88]


def test_a_condition_on_points_is_judged_in_its_own_ledger_s_steps(tmp_path):
    lines = 'counts_for: [{when: "points < -5", for: 2 years, basis: text D 1}, {when: "true", for: 1 month, basis: text D 1}]\n    basis: text D 1\n'
    ledger = "ledgers:\n" + "".join(f"  {id}:\n    kind: points\n    label: {{en: L}}\n    start: 100\n    step: {step}\n    {lines}" for id, step in (("whole", 1), ("tenths", 0.1)))
    made = letter(tmp_path, ledger=ledger, acts=[act("a", ledger="whole", points=-6), act("b", ledger="tenths", points=-5.5)])
    lived = life(made, ["2020-05-01 a", "2020-05-01 b"], until="2021-05-01")
    assert at(made, lived, "2021-05-01").scores == {"whole": 94, "tenths": 945}
