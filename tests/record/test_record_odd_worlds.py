"""Records in worlds that lack something or have more of it: lists without a ledger, two schemes at once."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import xinyong as xy
from xinyong.cli.life import screen
from xinyong.cli.lives import two_lives
from xinyong.record.ahead import Ahead, _borne
from xinyong.record.living import Conditions
from xinyong.record.rules import iso
from xinyong.record.subject import Record

sys.path.insert(0, str(Path(__file__).parents[1]))
from odd_worlds import bound, lists_only, two_schemes


@pytest.fixture(scope="module", params=[lists_only, two_schemes, bound])
def records(request, tmp_path_factory) -> list[Record]:
    folder = tmp_path_factory.mktemp("odd")
    run = xy.run(request.param(folder), people=250, months=60, seed=3, out=folder / "odd.duckdb", progress=lambda _: None)
    conditions = Conditions.of(run)
    day = conditions.last_day
    lives = [conditions.live(unit, day) for unit in range(run.population.units)]
    return [Record(run, conditions, unit, j, life, day) for unit, life in enumerate(lives) for j in range(len(life))]


def test_everybody_can_be_shown(records):
    for record in records[::3]:
        json.dumps(record.to_dict(), allow_nan=False)
        out = Console(width=60, file=StringIO())
        out.print(screen(record, "en", 60))
        if record.life.entries:
            out.print(two_lives(record.what_if(without="r1"), "zh", 60))
        shown = out.file.getvalue()
        assert record.code in shown and "SYNTHETIC" in shown


def test_measures_are_those_that_the_standing_brings(records):
    for record in records:
        ahead = Ahead(record)
        for day in {s.day for s in record.life.measures} | {s.ended for s in record.life.measures if s.ended} | {record.as_of}:
            assert {s.what for s in record.life.borne(day)} == {m for m, rule in enumerate(record.rules.measures) if _borne(ahead, rule, day, {})}


def test_each_scheme_has_its_own_standing_and_its_own_records(records):
    for record in records:
        told = record.to_dict()
        assert [s["scheme"] for s in told["standings"]] == list(record.rules.schemes)
        for standing in told["standings"]:
            mine = {link["id"] for link in standing["because"] if link["link"] == "record"}
            assert mine <= {r["id"] for r in told["records"] if r["scheme"] == standing["scheme"] and r["counts"]}
            start = next((link["start"] for link in standing["because"] if link["link"] == "score"), None)
            if standing["score"] is not None and start is not None:              # else the grade rests on a direct one
                assert standing["score"] == start + sum(r["points"] for r in told["records"] if r["id"] in mine)


def test_what_brought_a_record_is_told(records):
    """Copies name their original, arisen acts what they arose from, obligations the record that made them so; and what is left is what was not performed."""
    if "obligations" not in records[0].rules.names or not records[0].rules.obligations:
        return
    copies = arisen = owed = 0
    for record in records:
        told = record.to_dict()
        labels = {r["id"] for r in told["records"]}
        for r in told["records"]:
            if r["came_from"]:
                copies += 1
                of, original = r["came_from"]["of"], r["came_from"]["record"]
                assert (of is None) == (r["wrong"] == "wrong subject") or original
                if original:
                    there = Record(record.run, record.conditions, record.unit, record.whole.roles.index(of), record.whole, record.as_of)
                    assert iso(there.entry(original).day) == r["came_from"]["day"]
            if r["arose"]:
                arisen += 1
                assert r["arose"][0]["rule"] == r["act"] and len(r["arose"]) > 1
        for o in told["obligations"]:
            owed += 1
            assert o["record"] in labels and o["outstanding"] == (0 if o["ended"] else o["amount"] - sum(p["amount"] for p in o["performed"]))
    assert min(copies, arisen, owed) > 10
