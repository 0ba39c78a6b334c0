"""What is punished, by domain: counted by hand over small schemes, and relations in runs."""

from __future__ import annotations

import json

import pytest

from xinyong.cli import main
from xinyong.scheme import builtin_schemes, check_scheme, find_scheme
from xinyong.scheme.model import DOMAINS
from xinyong.scheme.read import read_scheme
from xinyong.scheme.values import day
from xinyong.study.punished import punished
from xinyong.study.report import sections

HEAD = """id: house
label: {en: House rules}
keeper: {en: A house}
from: 2020-01-01
subjects: {person: {when: "true", basis: text RULES art. 1}}
counting: {first_day: excluded, roll: none, clock: entry, basis: text RULES art. 1}
governed_by: deed
governed_by_basis: text RULES art. 1
same_conduct: gravest
same_conduct_basis: text RULES art. 1
ledgers:
  score:
    kind: points
    label: {en: Points}
    start: 100
    step: 0.5
    counts_for:
      - {when: "points < -20", for: 2 years, basis: text RULES art. 2}
      - {when: "true", for: 6 months, basis: text RULES art. 2}
    basis: text RULES art. 2
"""
ACTS = """id,label_en,of,conduct,channel,points,counts_for,domain,from,to,basis
noise,Noise,person,makes-noise,warden,-10,,daily-life,,,text RULES art. 3
dirt,Dirt,person,leaves-dirt,warden,-10 to -50,,daily-life,,,text RULES art. 3
debt,Unpaid rent,person,owes-rent,warden,-20.5,for ever,court-and-money,,,text RULES art. 3
old,Parking,person,parks-badly,warden,-5,,traffic,,2021-01-01,text RULES art. 3
help,Help,person,helps,warden,5,,daily-life,,,text RULES art. 3
talk,Talk,person,talks-badly,warden,,1 year,petitions-and-speech,,,text RULES art. 3
"""
LISTS = """house-list:
  label: {en: House list}
  of: person
  colour: black
  grounds: {talk: {when: has(talk) and not has(help), term: 1 year, basis: text RULES art. 4}}
  basis: text RULES art. 4
"""


@pytest.fixture
def house(tmp_path):
    folder = tmp_path / "house"
    folder.mkdir()
    for name, text in (("scheme.yaml", HEAD), ("acts.csv", ACTS), ("lists.yaml", LISTS),
                       ("sources.yaml", "RULES: {title: {en: Rules}, kind: original}\n")):
        (folder / name).write_text(text, "utf-8")
    return folder


def test_domains_are_counted_over_the_catalog(house):
    """By hand: noise 10 for 6 months, dirt 10 to 50 (middle 30) for two years; rent 20.5 for ever; talk only lists; parking ended with 2020."""
    rows = {row.domain: row for row in punished(read_scheme(house), day("2021-06-01"))}
    assert set(rows) == {"daily-life", "court-and-money", "petitions-and-speech"}
    life, money, speech = (rows[d] for d in ("daily-life", "court-and-money", "petitions-and-speech"))
    assert (life.acts, life.points, life.months, life.endless) == (2, 40, 30, 0)
    assert (money.acts, float(money.points), money.months, money.endless) == (1, 20.5, 0, 1)
    assert (speech.acts, speech.points, speech.months) == (1, 0, 12)


def test_a_version_that_ended_is_counted_in_its_time(house):
    rows = {row.domain: row for row in punished(read_scheme(house), day("2020-06-01"))}
    assert (rows["traffic"].acts, rows["traffic"].points, rows["traffic"].months) == (1, 5, 6)
    assert punished(read_scheme(house), day("2019-12-31")) == []


def test_an_unknown_domain_is_told(house):
    (house / "acts.csv").write_text(ACTS.replace("traffic", "trafic"), "utf-8")
    said = [str(p) for p in check_scheme(house, name="house")[1] if not p.is_warning]
    assert said == ["house/acts.csv:5:43: domain: expected one of court-and-money, commerce, traffic, daily-life, family, public-order, petitions-and-speech, politics, "
                    "found 'trafic'. Did you mean traffic?"]


@pytest.mark.parametrize("name", builtin_schemes())
def test_every_act_of_a_built_in_scheme_says_its_domain(name):
    unsaid = {act.id for act in find_scheme(name).acts if not act.domain and not act.conduct.startswith("not-published")}
    assert unsaid == set()


def test_petitions_are_petitions_and_no_red_light_is():
    acts = find_scheme("rongcheng").acts
    assert {a.domain for a in acts if a.id.startswith("petition-")} == {"petitions-and-speech"}
    assert {a.domain for a in acts if a.conduct == "runs-red-light"} == {"traffic"}
    assert {a.domain for a in acts if a.conduct in ("misses-loan", "ignores-judgment")} == {"court-and-money"}


def test_the_court_punishes_its_six_grounds_and_no_debt_as_such():
    rows = punished(find_scheme("court-defaulters"), day("2020-01-01"))
    assert [(row.domain, row.acts, row.points) for row in rows] == [("court-and-money", 7, 0)]      # resistance in two degrees


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(["punished", *map(str, arguments)])
    return ended.value.code


def test_the_command(house, capsys):
    assert run(house, "--at", "2021-06-01") == 0
    said = capsys.readouterr().out
    assert "daily life" in said and "50%" in said and "not said" not in said
    assert run(house, "--at", "2021-06-01", "--json") == 0
    (whole,) = json.loads(capsys.readouterr().out)
    assert whole["class"] == "follows from the text" and sum(d["share_of_acts"] for d in whole["domains"]) == pytest.approx(1)
    assert run(house, "--by-year", "--json") == 0
    assert [each["at"] for each in json.loads(capsys.readouterr().out)] == ["2020-12-31", "2021-12-31"]
    assert run(house, "--at", "yesterday") == 1
    assert capsys.readouterr().err.strip() == "--at yesterday: expected a day like 2018-06-01."
    assert run(house, "--at", "2021-01-01", "--by-year") == 2


def test_the_command_says_why_nothing_is_punished_and_what_is_not_said(house, capsys):
    assert run(house, "--at", "2019-12-31") == 0
    assert "Not in force yet: it begins on 2020-01-01." in capsys.readouterr().out
    (house / "acts.csv").write_text((house / "acts.csv").read_text().replace("daily-life", ""))
    assert run(house, "--at", "2021-06-01") == 0
    assert "not said: the column domain of acts.csv is empty there.\n\nNext: " in capsys.readouterr().out


def test_the_command_sends_who_names_a_world_to_its_schemes(capsys):
    assert run("no-notice") == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.strip() == "no-notice is a world, and it is schemes that punish. In force in it: court-defaulters, joint-punishment."


def test_a_world_is_no_scheme_whoever_asks(tmp_path, capsys):
    (tmp_path / "world.yaml").write_text("id: town\n")
    for arguments in (["punished", str(tmp_path)], ["explain", str(tmp_path)], ["explain", "no-notice"], ["diff", "no-notice", "rongcheng"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 1
        assert capsys.readouterr().err.strip().endswith(": a world, and no scheme. Name one of the schemes in force in it: its world.yaml has them.")


def test_a_report_counts_every_record_against_somebody_once(runs):
    found = next(e for s in sections(runs["rongcheng"]) for e in s.exhibits if e.id == "acts-domains")
    acts = runs["rongcheng"].acts_df
    assert sum(row[3] for row in found.table.rows) == pytest.approx(-float(acts.filter(acts["points"] < 0)["points"].sum()))
    assert sum(row[2] for row in found.table.rows) == pytest.approx(1)
    assert {row[0] for row in found.table.rows} <= {en for en, _ in DOMAINS.values()}
    assert sum(row[3] for row in found.downloaded.rows) == sum(row[1] for row in found.table.rows)


def test_where_no_act_says_its_domain_nothing_is_shown(by_hand):
    assert not [e for s in sections(by_hand) for e in s.exhibits if e.id == "acts-domains"]


