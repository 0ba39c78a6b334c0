"""Worked cases are lived and judged; those of every scheme that comes with the package pass."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from xinyong.errors import SchemeError
from xinyong.record.cases import Letter
from xinyong.record.coverage import PARTS, coverage, totals
from xinyong.scheme.builtin import builtin_schemes, find_scheme
from xinyong.scheme.problems import Problems
from xinyong.scheme.read import read_scheme
from xinyong.scheme.source import File, Text
from xinyong.scheme.when import read_condition

GOOD = Path(__file__).parents[1] / "scheme" / "good" / "school"
GUILD = GOOD.parent / "guild"
VILLAGE = Path(__file__).parents[1] / "world" / "good" / "village" / "points"


def day(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


@pytest.fixture(scope="module", params=[*builtin_schemes(), str(GOOD), str(GUILD), str(VILLAGE)])
def letter(request):
    return Letter(find_scheme(request.param))


def test_every_case_passes(letter):
    failures = [str(failure) for life in letter.live_all() for failure in life.failures]
    assert not failures, "\n".join(failures)
    assert letter.scheme.cases


def written(tmp_path, case: str) -> Letter:
    """The village's points with one case of our own."""
    folder = tmp_path / "points"
    shutil.copytree(VILLAGE, folder)
    (folder / "tests" / "points.yaml").write_text(case, encoding="utf-8")
    return Letter(read_scheme(folder, name="points"))


def test_a_failure_says_where_what_and_why(tmp_path):
    letter = written(tmp_path, """\
- name: littering is free
  subject: {age: 40, resident: "yes"}
  script:
    - 2020-03-05 litters
  expect:
    2020-03-05: {grade: b, score: 1000}
""")
    (life,) = letter.live_all()
    (failure,) = life.failures
    assert str(failure).splitlines()[:3] == [
        "points/tests/points.yaml:6:28: littering is free",
        "    on 2020-03-05 score: expected 1000, found 990",
        "      2020-03-05 litters: -10 points, until 2021-03-06 (points/acts.csv:2)"]
    assert failure.to_dict()["line"] == 6 and failure.to_dict()["day"] == "2020-03-05"


def test_of_many_records_the_last_are_told_and_how_many_there_are_more(tmp_path):
    script = "".join(f"    - 2020-03-{day:02} litters\n" for day in range(1, 31))
    letter = written(tmp_path, f"""\
- name: littering every day is free
  subject: {{age: 40, resident: "yes"}}
  script:
{script}  expect:
    2020-03-31: {{records: 0}}
""")
    (life,) = letter.live_all()
    (failure,) = life.failures
    lines = str(failure).splitlines()
    assert lines[2] == "      11 more before these (--json has all)"
    assert [line.split()[0] for line in lines[3:-1]] == [f"2020-03-{day:02}" for day in range(12, 31)]
    assert " on points-list by " in lines[-1]
    assert len(failure.to_dict()["because"]) == 31


def test_what_came_of_nothing_is_told(tmp_path):
    letter = written(tmp_path, """\
- name: an objection on the sixteenth day is too late, one on the fifteenth is not, and repair is not against records
  members: {head: {age: 40, resident: "yes"}, spouse: {age: 40, resident: "yes"}}
  script:
    - 2020-03-02 litters
    - "2020-03-02 spouse: litters"
    - 2020-03-03 file repair
    - 2020-03-17 file objection
    - "2020-03-18 spouse: file objection"
  expect:
    2020-03-25: {score: 990, spouse.score: 990}
    2020-03-26: {score: 990, spouse.score: 1000}
""")
    (life,) = letter.live_all()
    assert [(failure.what, failure.found, failure.because[-1]) for failure in life.failures] == [
        ("head: score", "1000", "nothing came of `2020-03-03 file repair`"),
        ("spouse: score", "990", "nothing came of `2020-03-18 spouse: file objection`")]


def test_who_may_not_be_scored_has_no_score(tmp_path):
    letter = written(tmp_path, """\
- name: children, strangers and those who do not consent have none
  members:
    head: {age: 40, resident: "yes"}
    child: {age: 17, resident: "yes"}
    other: {age: 40}
    business: {}
  script:
    - 2020-03-05 set consented=no
    - 2020-06-01 other: set resident=yes
  expect:
    2020-03-04: {score: 1000, grade: a, measures: [cheap-loan], child.score: none, child.grade: none, other.score: none, business.score: 1000}
    2020-03-05: {score: none, grade: none, measures: []}
    2020-05-31: {other.score: none}
    2020-06-01: {other.score: 1000}
    2020-12-31: {child.score: none}
    2021-01-01: {child.score: 1000, child.grade: a}
""".replace("- 2020-06-01 other: set resident=yes", '- "2020-06-01 other: set resident=yes"'))
    (life,) = letter.live_all()
    assert not life.failures


def test_the_world_of_cases_holds_one_scheme(tmp_path):
    scheme = find_scheme("rongcheng")
    when = read_condition(Text("court.grade < b", File("measures.csv", ""), 3, 5), "when", Problems())
    with pytest.raises(SchemeError, match="measures.csv:3:5: court.grade: scheme court is not in force"):
        Letter(replace(scheme, measures=(replace(scheme.measures[0], when=when),)))


def test_coverage_says_what_no_case_touches(tmp_path):
    letter = written(tmp_path, """\
- name: two wrongs bring the list and bar fast trains, littering doubles
  members: {head: {age: 40, resident: "yes"}, child: {age: 17, resident: "yes"}}
  script:
    - 2020-03-02 litters
    - 2020-03-03 litters
    - 2020-03-04 enter volunteering amount=10
  expect:
    2020-03-03: {score: 970, on: [points-list], denied: [takes-train]}
    2020-03-04: {score: 990}
""")
    lives = list(letter.live_all())
    assert not [str(failure) for life in lives for failure in life.failures]
    told = totals(coverage(letter, lives))
    assert list(told) == list(PARTS)
    assert told["acts"]["untouched"] == ["fees", "short-weight"]
    assert told["scales"]["untouched"] == ["hours at 2"]
    assert told["caps"]["untouched"] == ["volunteering", "group donations"]
    assert told["grades"]["untouched"] == ["c from 2020-01-01"]
    assert told["lists"] == {"all": 1, "touched": 1, "untouched": []}
    assert told["exceptions"]["untouched"] == ["points-list except minors"]
    assert told["measures"]["untouched"] == []
    assert told["remedies"]["untouched"] == ["objection", "repair"]
    assert told["repeats"]["untouched"] == []
