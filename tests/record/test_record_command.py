"""`xinyong record` and `xinyong find` as somebody types them."""

import json
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

import xinyong as xy
from xinyong.cli.life import screen
from xinyong.cli.lives import two_lives
from xinyong.record.chart import chart
from xinyong.record.words import _WORDS

PROMISED = {"code", "synthetic", "kind", "place", "attributes", "standings", "records", "obligations", "lists", "measures", "remedies", "timeline",
            "next"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Runs with nobody, with no month, with one person."""
    folder = tmp_path_factory.mktemp("empty")
    sizes = {"nobody": (0, 12), "no-months": (60, 0), "one": (1, 3)}
    return {name: xy.run("rongcheng", people=people, months=months, out=folder / f"{name}.duckdb", progress=lambda _: None)
            for name, (people, months) in sizes.items()}


def printed(renderable, width: int) -> str:
    out = Console(width=width, file=StringIO())
    out.print(renderable)
    return out.file.getvalue()


# --- offers -----------------------------------------------------------------------------------------------------------

def test_without_a_code_some_are_offered(cli, town):
    code, out, _ = cli("record", town.path)
    assert code == 0
    for word in ("typical", "lowest score", "highest score", "at random", "SYNTHETIC", "Next: xinyong record"):
        assert word in out
    for row in town.query("select code from striking"):
        assert row["code"] in out


def test_offers_as_json_say_what_to_type(cli, town):
    code, out, _ = cli("record", town.path, "--json")
    told = json.loads(out)
    assert code == 0 and told["synthetic"]
    for offer in told["offers"]:
        assert offer["synthetic"] and offer["command"].endswith(offer["code"]) and offer["about"]["zh"]
    assert len({o["code"] for o in told["offers"]}) == len(told["offers"])


def test_like_offers_whom_it_fits_at_the_end(cli, town):
    _, out, _ = cli("record", town.path, "--like", "age > 60 and grade == a", "--json")
    offers = json.loads(out)["offers"]
    assert len(offers) == 5
    for offer in offers:
        record = town.record(offer["code"])
        assert record.attributes["age"] > 60 and record.standings[0]["grade"] == "a"


def test_like_nobody_and_like_nonsense(cli, town):
    code, out, _ = cli("record", town.path, "--like", "age > 119")
    assert code == 0 and "Nobody fits: age > 119" in out
    code, _, err = cli("record", town.path, "--like", "agee > 60")
    assert code == 1 and "agee: no such attribute" in err and "Did you mean age" in err


# --- one record -------------------------------------------------------------------------------------------------------

def test_the_promised_json(cli, town, busiest):
    """All of it, and nothing else on standard output."""
    code, out, err = cli("record", town.path, busiest[0].code, "--json")
    told = json.loads(out)
    assert code == 0 and not err and set(told) >= PROMISED
    for record in told["records"]:
        assert {"id", "day", "scheme", "act", "points", "channel", "true", "displayed_until", "source"} <= set(record)
    for measure in told["measures"]:
        assert measure["because"][0]["rule"] == measure["measure"]
    assert [e["day"] for e in told["timeline"]] == sorted(e["day"] for e in told["timeline"])
    assert told == json.loads(json.dumps(busiest[0].to_dict()))


def test_what_the_screen_shows(cli, town, busiest):
    record = busiest[0]
    code, out, _ = cli("record", town.path, record.code)
    assert code == 0
    for word in (record.code, "SYNTHETIC", "In this model", "Rongcheng credit points", "because", "seen by", "seen 2026-11-23", "it happened",
                 "What comes if nothing is done", "What can be done", "Next: xinyong record"):
        assert word in out, word
    for entry in record.life.entries:
        assert f"  {entry.label} " in out


def test_chinese(cli, town, busiest):
    code, out, _ = cli("record", town.path, busiest[0].code, "--lang", "zh")
    assert code == 0
    for word in ("合成", "在本模型中", "荣成信用积分", "信用记录", "因为", "若无任何行动", "可以做什么"):
        assert word in out, word


def test_an_organisation_and_a_newborn(town, everybody):
    firm = next(r for r in everybody if r.kind == "organisation" and r.life.entries and r.life.grade(0, r.as_of))
    told = firm.to_dict()
    assert "age" not in told["attributes"] and told["attributes"]["form"] and told["standings"][0]["grade"]
    child = next(r for r in everybody if r.kind == "person" and r.whole.age(r.member, r.conditions.first_day) == 0)
    told = town.record(child.code, as_of="2014-06-30").to_dict()
    assert told["attributes"]["age"] in (0, 1) and told["records"] == [] and told["standings"][0]["score"] is None
    assert told["standings"][0]["because"][0]["link"] == "scope"


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_line_fits_the_terminal(busiest, width, lang):
    for record in busiest[:4]:
        bad = next((e.label for e in record.life.entries if e.points < 0), None)
        shown = [screen(record, lang, width)] + ([two_lives(record.what_if(without=bad), lang, width)] if bad else [])
        for renderable in shown:
            lines = printed(renderable, width).splitlines()
            assert max(map(cell_len, lines)) <= width
            assert not any(line != line.rstrip() for line in lines if line.startswith("  r"))


def test_every_word_is_said_in_both_languages():
    for key, words in _WORDS.items():
        assert len(words) == 2 and all(words), key


# --- codes ------------------------------------------------------------------------------------------------------------

def test_mistyped_codes_are_answered(cli, town, busiest):
    code = busiest[0].code
    last = "0" if code[-1] != "0" else "1"
    for typed, said in ((code[:-1], "The code has 17 characters, 18 are expected."), (code[:-1] + last, f"Did you mean {code}?"),
                        (code[:9] + "O" + code[10:], "Character 10 is 'O'"), ("110101199003074530", "not a synthetic code"),
                        (code[:8] + "?" + code[9:], "Character 9 is '?'")):
        ended, out, err = cli("record", town.path, typed)
        assert ended == 1 and not out and said in err, (typed, err)


def test_a_code_of_nobody_here(cli, town):
    from xinyong.codes import person_code
    from xinyong.kernel.seeds import code_key

    ended, _, err = cli("record", town.path, person_code(town.people + 5, 1980, True, key=code_key(town.seed)))
    assert ended == 1 and "No such subject in this world" in err and "1,200 people" in err


def test_a_code_may_be_typed_with_spaces(town, busiest):
    code = busiest[0].code
    assert town.record(f" {code[:6]} {code[6:14]}-{code[14:]} ").code == code


# --- what is wrong ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("arguments", "ended", "said"), [
    (["--as-of", "2013-12-31"], 1, "as of 2013-12-31: the run was lived from 2014-01-01 to 2023-12-31."),
    (["--as-of", "2018-02-30"], 1, "as of: there is no day 2018-02-30."),
    (["--as-of", "last year"], 1, "as of: expected a date, found 'last year'."),
    (["--without", "r0"], 1, "r0 is no record's label"),
    (["--do", "2019-06-01 pay judgment-1"], 1, "'pay' is no verb. Verbs: enter, do, file"),
    (["--do", "2019-06-01 do donats"], 1, "Did you mean donates?"),
    (["--variant", "perfect-camera"], 1, "Did you mean perfect-cameras?"),
    (["--like", "age > 3"], 2, "leave CODE away"),
])
def test_wrong_options_are_told(cli, town, busiest, arguments, ended, said):
    code, out, err = cli("record", town.path, busiest[0].code, *arguments)
    assert (code, out) == (ended, "") and said in err


def test_options_without_a_code(cli, town):
    code, _, err = cli("record", town.path, "--without", "r3")
    assert code == 2 and "Say whose record" in err


def test_no_file_and_no_run(cli, tmp_path):
    code, _, err = cli("record", tmp_path / "none.duckdb")
    assert code == 1 and "There is no file" in err
    other = tmp_path / "other.duckdb"
    other.write_text("no database")
    code, _, err = cli("find", other, "score < 900")
    assert code == 1 and "it is not a DuckDB file" in err


# --- edges ------------------------------------------------------------------------------------------------------------

def test_a_run_with_nobody(cli, empty):
    code, out, _ = cli("record", empty["nobody"].path)
    assert code == 0 and "There is nobody in this run." in out
    code, out, _ = cli("find", empty["nobody"].path, "score < 900")
    assert code == 0 and "Nobody fits" in out


def test_a_run_with_no_months(cli, empty):
    run = empty["no-months"]
    who = run.population.code_of(3, 0)
    code, out, _ = cli("record", run.path, who)
    assert code == 0 and who in out and "has lived no month" in out
    code, out, _ = cli("record", run.path, who, "--json")
    told = json.loads(out)
    assert code == 0 and told["records"] == [] and told["next"] == {"if_nothing_is_done": [], "can_be_done": [], "assessed": []}
    for arguments in (["find", run.path, "score < 900"], ["record", run.path, "--like", "age > 3"], ["record", run.path, who, "--without", "r1"]):
        code, _, err = cli(*arguments)
        assert code == 1 and "lived no month" in err


def test_one_person_alone(cli, empty):
    run = empty["one"]
    code, out, _ = cli("record", run.path, "--json")
    (offer,) = json.loads(out)["offers"]
    code, out, _ = cli("record", run.path, offer["code"])
    assert code == 0 and "Nothing was ever recorded." in out


def test_a_life_of_thousands_of_records(busiest):
    """All of them are in JSON and Python; the screen shows the last ones and says how many more there are."""
    record = max(busiest, key=lambda r: r.life.grade(0, r.as_of) != "")
    events = [f"20{year}-{month:02}-{day:02} red-light" for year in range(15, 21) for month in range(1, 13) for day in range(1, 28)]
    found = record.what_if(do=events).record
    assert len(found.life.entries) >= len(events)
    shown = printed(screen(found, "en", 80), 80)
    assert "more are not shown; --json has all." in shown
    assert len(found.to_dict()["records"]) == len(found.life.entries)


# --- the chart --------------------------------------------------------------------------------------------------------

def test_a_chart_drawn_by_hand():
    """Forty days on ten columns, each as at its end: up on day 10, in the third; down on day 30, in the eighth."""
    lines = chart([(0, 1000), (10, 1010), (30, 1000)], 0, 40, width=16, height=3)
    assert lines == ["1010 ┤  ╭────╮", "     ┤  │    │", "1000 ┤──╯    ╰──"]


def test_a_level_chart_is_one_line_and_none_is_none():
    assert chart([(0, 1000)], 0, 40, width=16) == ["1000 ┤──────────"]
    assert chart([(0, None)], 0, 40, width=16) == []
    assert chart([(0, 5), (20, None)], 0, 40, width=11) == ["5 ┤───"]


# --- find -------------------------------------------------------------------------------------------------------------

def test_find_tells_codes_and_what_next(cli, town):
    code, out, _ = cli("find", town.path, "score < 960 and not no_score", "--limit", "2")
    assert code == 0 and "SYNTHETIC" in out and "The first 2 by subject number" in out and "Next: xinyong record" in out
    code, out, _ = cli("find", town.path, "score < 960 and not no_score", "--limit", "2", "--json")
    told = json.loads(out)
    assert code == 0 and told["more"] and len(told["subjects"]) == 2 and all(s["synthetic"] for s in told["subjects"])
    assert [s["code"] for s in told["subjects"]] == town.find("score < 960 and not no_score", limit=2)
