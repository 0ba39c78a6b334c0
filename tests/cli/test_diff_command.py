"""`xinyong diff`: what it prints and how it ends."""

import json
from pathlib import Path

import pytest

from xinyong.cli import main

SCHOOL = str(Path(__file__).parents[1] / "scheme" / "good" / "school")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["diff", *arguments])
    return ended.value.code


def test_two_dates(capsys):
    assert run("rongcheng@2018-12-31", "rongcheng@2019-01-01") == 0
    assert capsys.readouterr().out == """Rongcheng credit points: 2018-12-31 → 2019-01-01

ledgers: 1 changed
  ~ Credit points (score); a repeat: as the first → 2 times

acts: 1 dropped, 1 changed, 388 on another ground only
  - Flees a traffic accident (hit-and-run): C for 3 years
  ~ Runs or crosses at a red light (red-light); points: -5 → -10

Next: xinyong explain rongcheng score --at 2019-01-01
"""


def test_chinese_and_nothing(capsys):
    assert run(f"{SCHOOL}@2020-01-01", f"{SCHOOL}@2022-01-01", "--lang", "zh") == 0
    assert "\n信用等级：1项新增，3项变更\n  + A+（a-plus）：120起\n  ~ 甲（a）；分数线：110起 → 100起\n" in capsys.readouterr().out
    assert run("rongcheng@2020-01-01", "rongcheng@2020-01-01") == 0
    assert "\nNothing differs.\n" in capsys.readouterr().out


def test_two_schemes(capsys):
    assert run("rongcheng@2020-06-01", "wendeng@2020-06-01") == 0
    out = capsys.readouterr().out
    assert out.startswith("Rongcheng credit points 2020-06-01 → Wendeng credit points 2020-06-01\n") and "only in wendeng" in out
    assert not any(line.endswith(" ") or len(line) > 100 for line in out.splitlines() if not line.startswith("Next"))


def test_json(capsys):
    assert run("rongcheng@2018-12-31", "rongcheng@2019-01-01", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    acts = next(g for g in found["groups"] if g["notion"] == "act")
    assert found["differs"] and found["left"]["at"] == "2018-12-31"
    assert acts["changed"] == [{"id": "red-light", "label": "Runs or crosses at a red light", "differing": [{"about": "points", "left": "-5", "right": "-10", "both": None}]}]
    assert len(acts["same_on_another_ground"]) == 388


@pytest.mark.parametrize(("left", "message"), [
    ("rongchen@2019-01-01", "rongchen: no such scheme or folder. Did you mean rongcheng?"),
    ("rongcheng@2019-1-1", "at: expected a date, found '2019-1-1'. Write 2019-01-01."),
    ("rongcheng@2013-01-01", "at 2013-01-01: rongcheng is in force from 2014-01-01."),
    ("rongcheng@soon", "rongcheng@soon: no such scheme or folder. Did you mean rongcheng?")])
def test_what_is_wrong_is_told(left, message, capsys):
    assert run(left, "rongcheng") == 1
    assert capsys.readouterr().err == f"{message}\n"


def test_a_second_scheme_is_missing(capsys):
    assert run("rongcheng") == 2
