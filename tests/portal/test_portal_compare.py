"""Two runs beside each other: paired where people and luck are the same, and said not to be where they are not."""

import re

import pytest
from fastapi.testclient import TestClient

import xinyong as xy
from xinyong.portal.app import make_app
from xinyong.study.compare.pair import Pair

HERE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The same people as they are and told of everything, and others."""
    folder = tmp_path_factory.mktemp("compared")
    for name, seed, variants in (("a", 2, []), ("b", 2, ["notice-first"]), ("c", 3, [])):
        xy.run("rongcheng", people=400, months=30, seed=seed, variants=variants, out=folder / f"{name}.duckdb", progress=lambda _: None)
    return folder


def test_what_differs_is_what_the_tables_say(runs):
    a, b = (xy.open_run(runs / f"{name}.duckdb") for name in "ab")
    found = Pair(a, b)
    assert found.paired and found.rules() == ["worlds/rongcheng/applied/1-notice-first.yaml"]
    told = next(r for r in found.rows["counted"] if r.figure.id == "told")
    assert (told.a, told.b) == (a.months_df["told"].sum(), b.months_df["told"].sum()) and told.b > told.a and told.difference == told.b - told.a
    assert sum(r.a for r in found.rows["grades"]) == pytest.approx(100)
    same = Pair(a, a)
    assert same.rules() == [] and all(not r.difference for r in (r for rows in same.rows.values() for r in rows))


def test_the_page(runs):
    portal = TestClient(make_app(runs), base_url=HERE, headers={"Origin": HERE})
    assert "notice-first.yaml" in portal.get("/en/compare?a=a&b=b").text
    assert "These are not the same people" in portal.get("/en/compare?a=a&b=c").text
    assert portal.get("/zh/compare?a=a&b=x").status_code == 404
    assert portal.get("/zh/compare").status_code == 200
    assert portal.post("/en/compare", data={"a": "b", "variant": "notice-first"}).status_code == 400
    assert portal.post("/en/compare", data={"a": "a", "variant": "nothing"}).status_code == 400
    begun = portal.post("/en/compare", data={"a": "c", "variant": "no-mistakes"}, follow_redirects=False)
    assert begun.headers["location"] == "/en/compare?a=c&b=c-no-mistakes"
    portal.app.state.desk.lives.of("c-no-mistakes").process.wait(300)
    assert re.search("applied/1-no-mistakes.yaml", portal.get(begun.headers["location"]).text)
