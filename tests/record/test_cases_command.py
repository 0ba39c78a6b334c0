"""`xinyong test`: what it prints, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest

from xinyong.cli import main

TESTS = Path(__file__).parents[1]


@pytest.fixture
def points(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(TESTS / "world" / "good" / "village" / "points", tmp_path / "points"))


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["test", *arguments])
    return ended.value.code


def test_all_pass(points, capsys):
    assert run("points") == 0
    said = capsys.readouterr()
    assert said.out.startswith("points: the one worked case passes (") and said.out.endswith("Next: xinyong test --coverage points\n")
    assert not said.err


def test_one_fails(points, capsys):
    case = points / "tests" / "points.yaml"
    case.write_text(case.read_text().replace("score: 990", "score: 995"))
    assert run("points") == 1
    out = capsys.readouterr().out.splitlines()
    assert out[:3] == ["points/tests/points.yaml:6:18: littering costs ten points", "    on 2020-03-05 score: expected 995, found 990",
                       "      2020-03-05 litters: -10 points, until 2021-03-06 (points/acts.csv:2)"]
    assert out[3].startswith("points: 1 of 1 worked case fails (")


def test_as_json_with_coverage(points, capsys):
    assert run("points", "--json", "--coverage") == 0
    (scheme,) = json.loads(capsys.readouterr().out)["schemes"]
    assert (scheme["cases"], scheme["passed"], scheme["failures"]) == (1, 1, [])
    assert scheme["coverage"]["acts"] == {"all": 4, "touched": 1, "untouched": ["fees", "short-weight", "volunteering"]}


def test_a_scheme_with_errors_is_not_lived(points, capsys):
    (points / "acts.csv").write_text((points / "acts.csv").read_text().replace("-10", "ten"))
    assert run("points") == 1
    assert capsys.readouterr().err.startswith("points/acts.csv:2:48: points: expected points, found 'ten'.")


def test_a_scheme_without_cases_says_so(points, capsys):
    shutil.rmtree(points / "tests")
    assert run("points") == 0
    assert "points: no worked cases. Write some into tests/*.yaml." in capsys.readouterr().out


def test_a_case_that_nobody_can_live_is_told_with_its_place(points, capsys):
    (points / "tests" / "points.yaml").write_text(
        "- name: a firm of forty\n  subject: {kind: organisation, age: 40}\n  from: 2020-01-01\n  expect: {2020-01-02: {records: 0}}\n")
    assert run("points") == 1
    assert capsys.readouterr().err == "points/tests/points.yaml:1:3: subject: age is of a person; this member is an organisation.\n"


@pytest.mark.parametrize("name, message", [
    ("rongchen", "There is no scheme, world or folder rongchen. Did you mean rongcheng?\n"),
    (".", ". holds no scheme.yaml and no world.yaml, and neither does a folder in it.\n"),
])
def test_what_is_not_there(tmp_path, monkeypatch, capsys, name, message):
    monkeypatch.chdir(tmp_path)
    assert run(name) == 1
    assert capsys.readouterr().err == message
