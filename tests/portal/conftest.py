"""A folder of runs and the portal over it, called without a network."""

import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import xinyong as xy
from xinyong.portal.app import make_app

sys.path.insert(0, str(Path(__file__).parents[1]))
HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """Runs: a small Rongcheng called town, one of no months, a file that is none."""
    folder = tmp_path_factory.mktemp("runs")
    xy.run("rongcheng", people=600, months=40, seed=2, out=folder / "town.duckdb", progress=lambda _: None)
    xy.run("rongcheng", people=20, months=0, out=folder / "no-months.duckdb", progress=lambda _: None)
    (folder / "broken.duckdb").write_bytes(b"this is no DuckDB file")
    return folder


@pytest.fixture(scope="session")
def portal(folder) -> TestClient:
    """The portal, as a browser on this machine calls it."""
    return TestClient(make_app(folder), base_url=HERE, headers={"Origin": HERE})


@pytest.fixture(scope="session")
def life(folder):
    """A person with records that weigh, rightly made."""
    run = xy.open_run(folder / "town.duckdb")
    found = [run.record(code) for code in run.find("kind == person and count(bad, within=24 months) >= 2", limit=30)]
    return max(found, key=lambda r: (sum(e.points < 0 and not e.false for e in r.life.entries), r.code))


@pytest.fixture(scope="session")
def pages(life) -> list[str]:
    """Addresses of all kinds of pages, without their language."""
    who = f"/runs/town/subjects/{life.code}"
    sections = ("regimes", "grades", "flows", "acts", "spells", "groups", "measures", "lists", "mistakes", "offices", "law")
    return ["", "/find", "/find?run=town&ask=score+%3C+900", "/find?run=town&ask=scor+%3C", "/glossary", "/timeline", "/cities", "/rules", "/rules/rongcheng", "/rules/rongcheng?at=2016-01-01", "/rules/rongcheng/explain/loan-arrears",
            "/rules/rongcheng/text", "/rules/rongcheng/text?file=measures.csv", "/rules/rongcheng/edit?file=measures.csv", "/rules/rongcheng/diff", "/runs/town/schemes/rongcheng?file=lists.yaml", "/compare", "/compare?a=town&b=town",
            "/runs/town", "/runs/no-months", "/runs/broken", "/runs/nobody",
            *(f"/runs/town/{s}" for s in sections), who, f"{who}?as_of={life.conditions.rules.epochs and '2016-01-31'}", f"{who}/what-if",
            f"{who}/what-if?without={life.life.entries[0].label}", f"{who}/what-if?variant=notice-first", f"{who}/play", f"{who}/play?until=2015-03&since=2015-01"]
