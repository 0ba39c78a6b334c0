"""Acts that arise by rule: when something comes to hold, while it holds, on set days; each case worked by hand."""

from small import act, day, failures, letter, life
from xinyong.life.scratch import TR_ENTERED

GRADES = """\
grades:
  ledger: score
  bands: [{id: good, label: {en: Good}, at_least: 100, basis: text D 1}, {id: poor, label: {en: Poor}, at_least: 50, basis: text D 1},
          {id: bad, label: {en: Bad}, otherwise: true, basis: text D 1}]
"""
RED = [act("red", points=-1, counts_for="1 year"),
       act("general", arises="when it holds", when="count(red, within=12 months, since=general) >= 5", points=-20, counts_for="for ever"),
       act("grave", arises="when it holds", when="count(general, since=grave) >= 2", points=-30, counts_for="for ever")]


def test_five_red_lights_make_a_general_breach_and_two_of_those_a_grave_one(tmp_path):
    made = letter(tmp_path, acts=RED, cases="""\
- name: the fifth brings it on its own day, the next four nothing, the tenth the second and with it, that day, the grave one
  subject: {age: 40}
  script: [2020-01-01 red, 2020-01-02 red, 2020-01-03 red, 2020-01-04 red, 2020-02-05 red, 2020-02-06 red, 2020-02-07 red, 2020-02-08 red,
           2020-02-09 red, 2020-02-10 red, 2020-02-11 red]
  expect:
    2020-02-04: {score: 96}
    2020-02-05: {score: 75, records: 6}
    2020-02-09: {score: 71, records: 10}
    2020-02-10: {score: 20, records: 13}
    2020-02-11: {score: 19, records: 14}
- name: five more on the day after count anew although it never ceased on a day between, and a sixth on the same day is used up with them
  subject: {age: 40}
  script: [2020-01-01 red, 2020-01-01 red, 2020-01-01 red, 2020-01-01 red, 2020-01-01 red, 2020-01-02 red, 2020-01-02 red, 2020-01-02 red,
           2020-01-02 red, 2020-01-02 red, 2020-01-02 red, 2020-01-03 red]
  expect:
    2020-01-01: {score: 75, records: 6}
    2020-01-02: {score: 19, records: 14}
    2020-01-03: {score: 18, records: 15}
- name: what lies more than twelve months back does not count
  subject: {age: 40}
  script: [2020-01-01 red, 2020-01-02 red, 2020-01-03 red, 2020-01-04 red, 2021-01-02 red]
  expect: {2021-01-02: {score: 96, records: 4}}
- name: the anniversary does
  subject: {age: 40}
  script: [2020-01-01 red, 2020-01-02 red, 2020-01-03 red, 2020-01-04 red, 2021-01-01 red]
  expect: {2021-01-01: {score: 75}}
""")
    assert failures(made) == []


def test_what_lives_while_it_holds_ends_when_it_ceases(tmp_path):
    made = letter(tmp_path, head=GRADES, acts=[
        act("wrong", points=-20, counts_for="1 year"), act("small", points=-3, counts_for="1 month"),
        act("watched", arises="when it holds", when="score < 80", points=-5, counts_for="while it holds"),
        act("barred", arises="when it holds", when="has(watched)", grade="bad", grade_for="while it holds", counts_for="while it holds")], cases="""\
- name: its own points keep it standing, and a grade that hangs on it comes and goes the same day
  subject: {age: 40}
  script: [2020-01-01 wrong, 2020-03-01 small, 2020-03-15 small, 2021-02-01 small]
  expect:
    2020-01-01: {score: 80, grade: poor, records: 1}
    2020-03-01: {score: 72, grade: bad, records: 4}
    2020-04-02: {score: 72, grade: bad}
    2020-04-16: {score: 75, grade: bad, records: 3}
    2021-01-02: {score: 100, grade: good, records: 0}
    2021-02-01: {score: 97, grade: poor, records: 1}
- name: it comes again after it ceased
  subject: {age: 40}
  script: [2020-01-01 wrong, 2020-01-01 small, 2022-01-01 wrong, 2022-01-01 small]
  expect:
    2020-01-01: {score: 72, records: 4}
    2021-01-02: {score: 100, records: 0}
    2022-01-01: {score: 72, records: 4, grade: bad}
""")
    assert failures(made) == []


def test_on_set_days_who_held_the_day_before(tmp_path):
    made = letter(tmp_path, head=GRADES, acts=[
        act("help", points=2, counts_for="13 months"), act("wrong", points=-60, counts_for="1 month"),
        act("stars", arises="yearly on 01-01", when="score >= 102", points=10, counts_for="1 month"),
        act("talk", arises="monthly on 31", when="grade == bad", points=-1, counts_for="10 days"),
        act("carried", arises="on 2020-07-01", when="has(help)", points=5, counts_for="for ever")], cases="""\
- name: stars of 31 December come on 1 January, and again the next year as the help still counts
  subject: {age: 40}
  script: [2020-12-31 help]
  expect:
    2020-12-31: {score: 102}
    2021-01-01: {score: 112}
    2021-02-01: {score: 112}
    2021-02-02: {score: 102}
    2022-01-01: {score: 112}
    2023-01-01: {score: 100}
- name: help on 1 January is too late
  subject: {age: 40}
  from: 2020-01-01
  script: [2021-01-01 help]
  expect: {2021-01-01: {score: 102}, 2021-12-31: {score: 102}, 2022-01-01: {score: 112}}
- name: monthly on the 31st is the last day of a short month; whose grade is mended that day is still talked to
  subject: {age: 40}
  script: [2020-02-10 wrong, 2020-04-01 wrong, 2020-04-30 help]
  expect:
    2020-02-28: {score: 40}
    2020-02-29: {score: 39}
    2020-03-10: {score: 39}
    2020-03-11: {score: 100}
    2020-03-31: {score: 100}
    2020-04-29: {score: 40}
    2020-04-30: {score: 41, records: 3}
    2020-05-31: {score: 102, records: 1}
- name: on one day only, who had helped before it
  members: {head: {age: 40}, spouse: {age: 40}}
  from: 2020-06-01
  script: [2020-06-30 help, "2020-07-01 spouse: help"]
  expect: {2020-06-30: {score: 102}, 2020-07-01: {score: 107, spouse.score: 102}, 2020-12-31: {score: 107, spouse.score: 102}}
""")
    assert failures(made) == []


def test_versions_arise_each_in_their_time(tmp_path):
    made = letter(tmp_path, acts=[
        act("wrong", points=-20, counts_for="for ever"),
        act("mark", arises="when it holds", when="score < 90", points=-1, counts_for="while it holds", to="2021-01-01"),
        act("mark", arises="when it holds", when="score < 75", points=-2, counts_for="while it holds", from_="2021-01-01"),
        act("gift", arises="yearly on 01-01", when="score < 0", points=1, counts_for="for ever", to="2021-01-01"),
        act("gift", arises="yearly on 01-01", when="score < 100", points=3, counts_for="for ever", from_="2021-01-01")], cases="""\
- name: the first ends with its version, the second is judged by its own words; a set day that begins a version judges by it the day before
  subject: {age: 40}
  from: 2020-01-01
  script: [2020-02-01 wrong, 2022-06-01 wrong]
  expect:
    2020-02-01: {score: 79, records: 2}
    2020-12-31: {score: 79}
    2021-01-01: {score: 83, records: 2}
    2022-01-01: {score: 86}
    2022-06-01: {score: 64, records: 5}
""")
    assert failures(made) == []


def test_rules_that_turn_in_a_circle_come_to_rest(tmp_path):
    """An act arises or ceases at most once a day: what contradicts itself comes and goes with each day on which something changes."""
    made = letter(tmp_path, acts=[
        act("seed", counts_for="for ever"),
        act("liar", arises="when it holds", when="has(seed) and not has(liar)", points=-1, counts_for="while it holds")])
    lived = life(made, [f"2020-01-0{n} seed" for n in range(1, 6)], until="2020-01-09")
    assert [row[0] - day("2020-01-01") for row in lived.trace if row[1] == TR_ENTERED and row[4] == -1] == [0, 2, 4]
