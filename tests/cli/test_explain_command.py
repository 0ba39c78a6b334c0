"""`xinyong explain`: what it prints, how it ends, in a narrow terminal and for a program."""

import json
from pathlib import Path

import pytest

from xinyong.cli import main

SCHOOL = str(Path(__file__).parents[1] / "scheme" / "good" / "school")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["explain", *arguments])
    return ended.value.code


def test_one_rule(capsys):
    assert run("rongcheng", "heating-rebate", "--at", "2018-05-01") == 0
    said = capsys.readouterr()
    assert said.out == """Rebate on the winter heating bill  取暖费减免
measure heating-rebate of “Rongcheng credit points”, as on 2018-05-01
In force like this from 2017-01-01 on.

  It grants a person “heating-bill” or eases it: 300 yuan each time, while the person has the
    grade AAA.
  It is carried out by “heating company”.
  Note: a season; told in April 2018.

Rests on
  told by others: CE-2018
  CE-2018: “Economic Daily, 4 April 2018”, a news report, seen on 2026-11-23

schemes/rongcheng/measures.csv:2

Next: xinyong explain rongcheng
"""
    assert not said.err


def test_the_next_step_is_the_earlier_version(capsys):
    assert run("rongcheng", "utility-theft", "--at", "2020-01-01") == 0
    assert capsys.readouterr().out.endswith("\nNext: xinyong explain rongcheng utility-theft --at 2018-12-31\n")


def test_a_whole_scheme(capsys):
    assert run(SCHOOL, "--at", "2022-01-01") == 0
    out = capsys.readouterr().out
    assert out.startswith("School merit points  学校积分\nscheme school, as on 2022-01-01\n") and "\n1. Who is covered\n" in out
    assert not any(line.endswith(" ") or len(line) > 100 for line in out.splitlines() if not line.startswith("Next"))


def test_chinese(capsys):
    assert run("rongcheng", "local-blacklist", "--lang", "zh") == 0
    out = capsys.readouterr().out
    assert "  自然人的黑名单。\n" in out and "（情形public-brawl）" in out and "\n依据\n" in out


def test_json(capsys):
    assert run("rongcheng", "utility-theft", "--at", "2019-06-01", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    (rule,) = told["rules"]
    assert (told["scheme"], told["id"], told["at"], rule["notion"], rule["in_force"], rule["from"], rule["to"]) == (
        "rongcheng", "utility-theft", "2019-06-01", "act", True, "2019-01-01", None)
    points = next(s for s in rule["sentences"] if s["about"] == "points")
    assert points["text"] == "A record of it takes 60 points."
    assert points["source"]["document"] == "RC-STD" and points["source"]["basis"] == "text" and points["source"]["seen"] == "2026-11-23"
    assert [version["from"] for version in rule["before"]] == ["2014-01-01"]
    assert run("rongcheng", "--json") == 0
    assert json.loads(capsys.readouterr().out)["chapters"][0]["title"] == "1. Who is covered"


def test_an_unknown_id(capsys):
    assert run("rongcheng", "utility-thef") == 1
    said = capsys.readouterr()
    assert said.err == "schemes/rongcheng: utility-thef: nothing in this scheme is called so. Did you mean utility-theft?\n" and not said.out


def test_an_unknown_scheme_and_a_wrong_date(capsys):
    assert run("rongchen", "a") == 1
    assert capsys.readouterr().err == "rongchen: no such scheme or folder. Did you mean rongcheng?\n"
    assert run("rongcheng", "a", "--at", "soon") == 1
    assert capsys.readouterr().err == "at: expected a date, found 'soon'. Write it as 2019-01-31.\n"


def test_ids_are_completed():
    from types import SimpleNamespace

    from xinyong.cli.output import complete_ids

    assert "utility-theft" in [item.value for item in complete_ids(SimpleNamespace(params={"scheme": "rongcheng"}), None, "utility-")]
    assert complete_ids(SimpleNamespace(params={"scheme": "nowhere"}), None, "") == []
