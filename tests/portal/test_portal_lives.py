"""Runs begun from a page: lived in a process of their own, watched, stopped with what was lived kept, gone on with."""

import json
import time

import pytest
from fastapi.testclient import TestClient

import xinyong as xy
from xinyong.portal.app import make_app

HERE = "http://127.0.0.1"
PATIENCE = 300


@pytest.fixture
def portal(tmp_path):
    """A portal over an empty folder."""
    app = make_app(tmp_path)
    yield TestClient(app, base_url=HERE, headers={"Origin": HERE})
    app.state.desk.lives.close()


def _wait(portal, name: str, ready) -> dict:
    life = portal.app.state.desk.lives.of(name)
    until = time.monotonic() + PATIENCE
    while not ready(life):
        assert time.monotonic() < until, life.to_dict()
        time.sleep(0.02)
    return life.to_dict()


def test_a_run_is_started_watched_and_then_there(portal, tmp_path):
    assert "There is no run in this folder yet" in portal.get("/en").text
    begun = portal.post("/en/runs", data={"world": "rongcheng", "people": "120", "months": "14", "seed": "3"}, follow_redirects=False)
    assert begun.status_code == 303 and begun.headers["location"] == "/en/runs/rongcheng-seed3"
    shown = portal.get("/en/runs/rongcheng-seed3").text
    assert 'http-equiv="refresh"' in shown and "Stop, and keep what was lived" in shown
    with portal.stream("GET", "/en/runs/rongcheng-seed3/progress") as stream:
        told = [json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line.startswith("data: ")]
    assert told[-1]["over"] and not told[-1]["error"]
    run = xy.open_run(tmp_path / "rongcheng-seed3.duckdb")
    assert (run.people, run.months, run.seed, run.row["status"]) == (120, 14, 3, "finished")
    assert "what the rules did" in portal.get("/en/runs/rongcheng-seed3").text
    assert run.digest == xy.run("rongcheng", people=120, months=14, seed=3, out=tmp_path / "again.duckdb", progress=lambda _: None).digest


def test_a_run_that_is_stopped_is_kept_and_goes_on(portal, tmp_path):
    portal.post("/en/runs", data={"world": "rongcheng", "people": "6000", "variant": "notice-first"})
    name = "rongcheng-notice-first"
    _wait(portal, name, lambda life: life.progress["stage"] == "living" and life.progress["month"] >= 1 or life.over)
    assert portal.post(f"/zh/runs/{name}/stop", follow_redirects=False).headers["location"] == f"/zh/runs/{name}"
    assert not _wait(portal, name, lambda life: life.over)["error"]
    run = xy.open_run(tmp_path / f"{name}.duckdb")
    assert run.row["status"] == "stopped" and 0 < run.months < 120
    assert f"{run.months} of 120 months were lived" in portal.get(f"/en/runs/{name}").text
    portal.post(f"/en/runs/{name}/resume")
    _wait(portal, name, lambda life: life.over)
    assert xy.open_run(tmp_path / f"{name}.duckdb").row["status"] == "finished"
    assert "were lived before it was stopped" not in portal.get(f"/en/runs/{name}").text


def test_what_cannot_be_lived_is_told(portal):
    portal.post("/en/runs", data={"world": "rongcheng", "people": "-5"})
    _wait(portal, "rongcheng", lambda life: life.over)
    shown = portal.get("/en/runs/rongcheng").text
    assert "--people -5" in shown and "could not be lived" in shown
    assert portal.get("/en/runs/nobody/progress").status_code == 404
    assert portal.post("/en/runs/nobody/resume").status_code == 404


def test_a_run_that_was_killed_is_there_and_goes_on(portal, tmp_path):
    portal.post("/en/runs", data={"world": "rongcheng", "people": "200000"})
    life = portal.app.state.desk.lives.of("rongcheng")
    _wait(portal, "rongcheng", lambda life: life.progress["stage"] == "living" or life.over)
    life.process.kill()
    assert "unexpectedly" in _wait(portal, "rongcheng", lambda life: life.over)["error"]
    assert "can go on" in portal.get("/en").text
    assert "Go on with it" in portal.get("/en/runs/rongcheng").text
    assert portal.get("/en/runs/rongcheng/grades").status_code == 404
    portal.post("/en/runs/rongcheng/resume")
    _wait(portal, "rongcheng", lambda life: life.over)
    assert xy.open_run(tmp_path / "rongcheng.duckdb").row["status"] == "finished"
