"""Pages of worlds unlike the built-in city: lists without a ledger, two schemes at once, a court whose list others take up, a district with its villages."""

import re
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1]))
import xinyong as xy
from odd_worlds import VILLAGE, bound, lists_only, two_schemes
from xinyong.portal.app import make_app

HERE = "http://127.0.0.1"
LOOKED_AT = 15
WORLDS = {"village": lambda _: VILLAGE, "lists-only": lists_only, "two-schemes": two_schemes, "bound": bound, "wendeng": lambda _: "wendeng"}


@pytest.mark.parametrize("name", WORLDS)
def test_every_page_of_a_run_and_of_its_liveliest_subjects_answers(name, tmp_path):
    run = xy.run(WORLDS[name](tmp_path), people=250, months=24, out=tmp_path / "run.duckdb", progress=lambda _: None)
    portal = TestClient(make_app(tmp_path), base_url=HERE)
    for lang in ("en", "zh"):
        shown = portal.get(f"/{lang}/runs/run")
        assert shown.status_code == 200
        for link in set(re.findall(rf'href="(/{lang}/runs/run/[a-z]+)"', shown.text)):
            assert portal.get(link).status_code == 200, link
        for link in set(re.findall(r'href="(/\w+/find\?[^"]*)"', portal.get(f"/{lang}/find?run=run").text)):
            assert portal.get(link.replace("&amp;", "&")).status_code == 200, link
    records = [run.record(run.population.code_of(unit, 0)) for unit in range(min(run.population.units, 120))]
    for record in sorted(records, key=lambda r: -len(r.timeline))[:LOOKED_AT]:
        who = f"/runs/run/subjects/{record.code}"
        for path in (f"/en{who}", f"/zh{who}", f"/en{who}/play?until={record.to_dict()['as_of'][:7]}&since={record.to_dict()['lived_from'][:7]}"):
            assert portal.get(path).status_code == 200, path
        for e in record.life.entries[:1]:
            assert portal.get(f"/en{who}/what-if?without={e.label}").status_code == 200
