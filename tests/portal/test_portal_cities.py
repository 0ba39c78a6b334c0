"""Same conduct, five cities; and what happened when."""

import re

import pytest
from fastapi.testclient import TestClient

import xinyong as xy
from xinyong.portal.app import make_app
from xinyong.portal.pages.cities import deeds
from xinyong.study.timeline import timeline

HERE = "http://127.0.0.1"
CITIES = ("rongcheng", "suzhou", "suqian", "xiamen", "yiwu")


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cities")
    run = xy.run("five-cities", people=400, months=36, out=folder / "five.duckdb", progress=lambda _: None)
    return run, TestClient(make_app(folder), base_url=HERE, headers={"Origin": HERE})


def test_without_a_run_one_click_lives_one(tmp_path):
    portal = TestClient(make_app(tmp_path), base_url=HERE, headers={"Origin": HERE})
    assert 'href="/en/cities"' in portal.get("/en").text
    shown = portal.get("/en/cities").text
    form = re.search(r'<form class="row" method="post" action="/en/runs">(.*?)</form>', shown)[1]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields["world"] == "five-cities" and int(fields["people"]) > 0


def test_one_person_stands_in_five_cities(cities):
    run, portal = cities
    for lang in ("en", "zh"):
        shown = portal.get(f"/{lang}/cities")
        assert shown.status_code == 200
        table = shown.text.partition('id="standing"')[2].partition("</table>")[0]
        assert table.count('<th scope="row">') == len(CITIES)
        code = re.search(rf'href="/{lang}/runs/five/subjects/([0-9A-Z]{{18}})"', shown.text)[1]
        assert portal.get(f"/{lang}/cities?run=five&who={code}").status_code == 200
    assert portal.get("/en/cities?run=five&who=nobody").status_code == 404


def test_every_record_is_in_its_deeds_row_and_its_citys_column(cities):
    run, _ = cities
    code = run.find("count(rongcheng.bad, within=36 months) >= 1", limit=1)[0]
    record = run.record(code)
    told = record.to_dict()["records"]
    rows = deeds(record, "en")
    assert sorted((row["day"], scheme, points) for row in rows for scheme, made in row["by"].items() for points, _ in made) == sorted((r["deed"], r["scheme"], r["points"]) for r in told)
    assert all(set(row["by"]) <= set(CITIES) for row in rows)


def test_the_timeline_shows_each_fact_with_its_sources(portal):
    assert 'href="/en/timeline"' in portal.get("/en/glossary").text
    for lang in ("en", "zh"):
        shown = portal.get(f"/{lang}/timeline").text
        assert shown.count('<td class="day">') == len(timeline())
        assert all(f'href="/{lang}/rules/{s}"' in shown for fact in timeline() for s in fact.covered)


def test_the_form_tells_every_worlds_size(portal):
    shown = portal.get("/en").text
    assert "five-cities" in shown
    for world in ("china", "no-notice", "unequal-watching", "side-by-side", "enrolment"):
        option = re.search(rf'<option value="{world}">([^<]*)</option>', shown)[1]
        size = xy.load_world(world)
        assert f"({size.people:,} persons" in option
