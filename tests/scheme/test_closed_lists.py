"""What lies outside the national closed lists is told, by year; what lies within, ended before or is a benefit is not."""

from __future__ import annotations

import pytest

from xinyong.cli import main
from xinyong.scheme import find_scheme
from xinyong.scheme.closed_lists import closed_lists, outside_closed_lists
from xinyong.scheme.read import read_scheme
from xinyong.scheme.values import day

FILES = {
    "scheme.yaml": """id: town
label: {en: Town points}
keeper: {en: A town}
from: 2020-01-01
subjects: {person: {when: "true", basis: text RULES art. 1}}
counting: {first_day: excluded, roll: none, clock: entry, basis: text RULES art. 1}
governed_by: deed
governed_by_basis: text RULES art. 1
same_conduct: gravest
same_conduct_basis: text RULES art. 1
ledgers: {score: {kind: points, label: {en: Points}, start: 100, step: 1, basis: text RULES art. 2, counts_for: [{when: "true", for: 1 year, basis: text RULES art. 2}]}}
""",
    "acts.csv": """id,label_en,of,conduct,channel,points,to,basis
gossip,Gossip,person,gossips,neighbourhood-committee,-5,,text RULES art. 3
fined,Fined,person,parks-badly,traffic-police,-5,,text RULES art. 3
helped,Helped,person,helps,neighbourhood-committee,5,,text RULES art. 3
once,Once punished,person,spits,neighbourhood-committee,-5,2021-12-31,text RULES art. 3
""",
    "measures.csv": """id,label_en,thing,kind,when,of,to,basis
no-feast,No feast,village-feast,deny,score < 90,person,,text RULES art. 4
no-flight,No flight,air-ticket,deny,score < 80,person,,text RULES art. 4
first-feast,First at the feast,village-feast,grant,score > 110,person,,text RULES art. 4
no-dance,No dance,village-dance,deny,score < 70,person,2022-01-01,text RULES art. 4
""",
    "sources.yaml": "RULES: {title: {en: Rules}, kind: original}\n",
}
ACT = ("town/acts.csv:2:1: warning: gossip: in force on or after 2022-01-01, and entered by neighbourhood-committee, upon no judgment or decision that the national catalog names. "
       "Let it rest on an effective document; end it before, or accept it with the law that allows it. [act-outside-list]")
MEASURE = ("town/measures.csv:2:1: warning: no-feast: in force on or after 2022-01-01, and no kind of the national list of measures covers village-feast. "
           "Look whether a law, regulation or central policy of its own carries it; end it before, or accept it with that law. [measure-outside-list]")


def town(tmp_path, **changed):
    folder = tmp_path / "town"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(changed.get(name.split(".")[0], text), "utf-8")
    return folder


def told(folder):
    return [str(problem) for problem in outside_closed_lists(read_scheme(folder, name="town"), "town")]


def test_what_is_outside_is_told_and_nothing_else(tmp_path):
    assert sorted(told(town(tmp_path))) == sorted([ACT, MEASURE])


def test_a_scheme_that_ended_before_is_asked_nothing(tmp_path):
    ended = FILES["scheme.yaml"].replace("from: 2020-01-01", "from: 2020-01-01\nto: 2022-01-01")
    assert told(town(tmp_path, scheme=ended)) == []


def test_a_comment_accepts_it_with_the_law_that_allows_it(tmp_path):
    measures = FILES["measures.csv"].replace("no-feast,", "# accepts measure-outside-list: the town's regulation of 2022, art. 5\nno-feast,", 1)
    assert told(town(tmp_path, measures=measures)) == [ACT]


def test_built_in_schemes_that_are_national_stay_within_their_lists_of_measures():
    for id in ("court-defaulters", "joint-punishment", "transport-bans"):
        assert outside_closed_lists(find_scheme(id), id) == [], id


def test_rongchengs_bars_ended_in_june_2021_and_jinans_dogs_did_not():
    assert not [p for p in outside_closed_lists(find_scheme("rongcheng"), "rongcheng") if p.rule == "measure-outside-list"]
    assert ["no-dog" in str(p) for p in outside_closed_lists(find_scheme("jinan"), "jinan") if p.rule == "measure-outside-list"] == [True]


def test_the_lists_begin_after_the_edition_of_2021():
    measures, recorded = closed_lists()
    assert {kind["from"] for kind in measures.values()} == {day("2022-01-01")}
    assert len(measures) == 10 and recorded["intellectual-property"]["from"] == day("2025-01-01")


@pytest.mark.parametrize(("extra", "lines"), [((), 0), (("--closed-lists",), 2)])
def test_the_command_asks_only_when_told_to(tmp_path, capsys, extra, lines):
    with pytest.raises(SystemExit) as ended:
        main(["check", str(town(tmp_path)), *extra])
    assert ended.value.code == 0
    assert capsys.readouterr().out.count("outside-list") == lines


def test_a_world_without_a_scheme_of_its_own_is_not_said_to_be_within_the_lists(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["check", "five-cities", "--closed-lists"])
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("five-cities is a world, and --closed-lists looks at schemes. In force in it: ")
    assert all(city in said.err for city in ("suqian", "xiamen", "yiwu"))
