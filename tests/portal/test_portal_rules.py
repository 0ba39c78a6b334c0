"""Rules in the portal: read, checked and tested as the commands do it, and edited into new versions that leave the old ones as they were."""

import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import xinyong as xy
from xinyong.portal.app import make_app
from xinyong.portal.books import Books
from xinyong.portal.guard import Refused
from xinyong.record.cases import Letter
from xinyong.scheme import builtin_schemes, check_scheme, read_scheme, scheme_folder

HERE = "http://127.0.0.1"
SCHOOL = Path(__file__).parents[1] / "scheme" / "good" / "school"


@pytest.fixture
def desk(tmp_path) -> TestClient:
    """A portal over a folder that holds a scheme of somebody's own, the school's, as its first version."""
    shutil.copytree(SCHOOL, tmp_path / "schemes" / "school-1" / "school")
    return TestClient(make_app(tmp_path), base_url=HERE, headers={"Origin": HERE})


def _edit(desk, text: str, file: str = "acts.csv", *, do: str = "save", version: str = "1", id: str = "school"):
    return desk.post(f"/en/rules/{id}/edit", data={"version": version, "file": file, "text": text, "do": do}, follow_redirects=False)


def test_schemes_are_listed_with_their_versions(desk):
    text = desk.get("/en/rules").text
    for id in ("rongcheng", "school"):
        assert f"<code>{id}</code>" in text


def test_a_file_is_shown_with_line_numbers_and_what_is_wrong_at_its_line(desk):
    lines = (SCHOOL / "acts.csv").read_text("utf-8").split("\n")
    shown = desk.get("/en/rules/school/text?file=acts.csv&version=1").text
    assert len(re.findall(r'<li id="L\d+"', shown)) == len(lines)
    broken = "\n".join([lines[0], lines[1].replace(",", ",,", 1), *lines[2:]])
    saved = _edit(desk, broken)
    assert saved.headers["location"] == "/en/rules/school/text?version=2&file=acts.csv"
    marked = desk.get(saved.headers["location"]).text
    assert re.search(r'<li id="L2" class="marked">', marked)
    assert desk.get("/en/rules/school?version=2").status_code == 200
    assert desk.get("/en/rules/school/tests?version=2").status_code == 400


def test_saving_never_loses_a_version(desk, tmp_path):
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    text = (SCHOOL / "README.md").read_text("utf-8")
    assert _edit(desk, text, file="README.md").status_code == 400
    head = (SCHOOL / "scheme.yaml").read_text("utf-8")
    for number in (2, 3):
        assert _edit(desk, head + f"# {number}\n", file="scheme.yaml", version=str(number - 1)).status_code == 303
        assert (tmp_path / "schemes" / f"school-{number}" / "school" / "scheme.yaml").read_text("utf-8") == head + f"# {number}\n"
    assert all(p.read_bytes() == data for p, data in before.items())
    scheme, problems = check_scheme(tmp_path / "schemes" / "school-3" / "school")
    assert scheme is not None and not [p for p in problems if not p.is_warning]
    assert "# 3" in desk.get("/en/rules/school/diff?version=1&to=3").text
    assert _edit(desk, head + "# 3\n", file="scheme.yaml", version="3").headers["location"].endswith("version=3&file=scheme.yaml")
    assert not (tmp_path / "schemes" / "school-4").exists()


def test_a_built_in_scheme_is_never_written(desk, tmp_path):
    folder, _ = scheme_folder("rongcheng")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    text = (folder / "measures.csv").read_text("utf-8")
    assert _edit(desk, text + "\n", file="measures.csv", version="0", id="rongcheng").status_code == 303
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert (tmp_path / "schemes" / "rongcheng-1" / "rongcheng" / "measures.csv").read_text("utf-8") == text + "\n"


@pytest.mark.parametrize("file", ["../outside.yaml", "/etc/passwd", "tests/../../x.yaml", "a/b.yaml", "acts.csv\0", "README.md", "", "tests/x.yaml/../../../y.yaml"])
def test_no_file_outside_a_scheme_is_read_or_written(desk, tmp_path, file):
    assert _edit(desk, "x", file=file).status_code == 400
    assert desk.get("/en/rules/school/text", params={"file": file or "none", "version": 1}).status_code in (400, 404)
    assert desk.get("/en/rules/school/edit", params={"file": file or "none", "version": 1}).status_code == 400
    with pytest.raises(Refused):
        books = Books(tmp_path)
        books.save(books.read("school", 1), file, "x")
    assert sorted(p.name for p in (tmp_path / "schemes").iterdir()) == ["school-1"]


def test_what_is_typed_is_checked_at_once(desk):
    head = (SCHOOL / "scheme.yaml").read_text("utf-8")
    sent = {"version": "1", "file": "scheme.yaml", "text": head}
    assert [p for p in desk.post("/en/rules/school/check", data=sent).json()["problems"] if not p["warning"]] == []
    found = desk.post("/en/rules/school/check", data=sent | {"text": head + "nonsense: 1\n"}).json()["problems"]
    wrong = next(p for p in found if not p["warning"])
    assert wrong["here"] and wrong["line"] == head.count("\n") + 1 and "nonsense" in wrong["message"]
    shown = _edit(desk, head + "nonsense: 1\n", file="scheme.yaml", do="check")
    assert shown.status_code == 200 and "nonsense" in shown.text


def test_worked_cases_are_lived(desk):
    text = re.sub(r"<[^>]+>", "", desk.get("/en/rules/school/tests?version=1").text)
    numbers = re.search(r"(\d+) of (\d+) worked cases pass", text)
    letter = Letter(read_scheme(SCHOOL, name="school"))
    passed = [not life.failures for life in letter.live_all()]
    assert [int(numbers[1]), int(numbers[2])] == [sum(passed), len(passed)] and passed


@pytest.mark.parametrize("path", ["/rules/nothing", "/rules/school?version=9", "/rules/school?version=-1", "/rules/school?version=x", "/rules/school/text?file=nothing",
                                  "/rules/school/explain/nothing", "/rules/school?at=yesterday", "/rules/school?version=99999999999999999999"])
def test_what_is_not_there_is_told(desk, path):
    assert desk.get(f"/en{path}").status_code in (400, 404)


def test_a_version_that_cannot_be_kept_is_told(desk, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "schemes").write_text("a file stands where the folder should be")
    portal = TestClient(make_app(tmp_path / "other"), base_url=HERE, headers={"Origin": HERE})
    text = (scheme_folder("rongcheng")[0] / "measures.csv").read_text("utf-8")
    answer = portal.post("/en/rules/rongcheng/edit", data={"version": "0", "file": "measures.csv", "text": text + "\n", "do": "save"})
    assert answer.status_code == 400 and "cannot be written" in answer.text


def test_a_saved_version_is_tried_on_one_life_and_lived_by_a_small_world(tmp_path):
    portal = TestClient(make_app(tmp_path), base_url=HERE, headers={"Origin": HERE})
    folder = scheme_folder("rongcheng")[0]
    later = (folder / "measures.csv").read_text("utf-8").replace(",2017-01-01,2021-06-18,", ",2017-12-01,2021-06-18,")
    assert _edit(portal, later, file="measures.csv", version="0", id="rongcheng").status_code == 303
    run = xy.run("rongcheng", people=200, months=40, seed=3, out=tmp_path / "town.duckdb", progress=lambda _: None)
    borne = run.find("denied >= 1", limit=1)[0]
    answer = portal.get(f"/en/runs/town/subjects/{borne}/what-if?rules=rongcheng-1")
    assert answer.status_code == 200 and "Measures, lists and wants" in answer.text
    assert portal.get(f"/en/runs/town/subjects/{borne}/what-if?rules=rongcheng-2").status_code == 400
    assert '<option value="rongcheng-1">' in portal.get("/en").text
    portal.post("/en/runs", data={"world": "rongcheng", "people": "200", "months": "40", "seed": "3", "rules": "rongcheng-1"})
    life = portal.app.state.desk.lives.of("rongcheng-under-rongcheng-1-seed3")
    life.process.wait(300)
    lived = xy.open_run(tmp_path / "rongcheng-under-rongcheng-1-seed3.duckdb")
    first = "select min(month) as month from measures where subjects > 0 and measure = 'cadre-bar'"
    assert [str(r.query(first)[0]["month"]) for r in (run, lived)] == ["2017-01-01", "None"]
    shown = portal.get("/en/compare?a=town&b=rongcheng-under-rongcheng-1-seed3").text
    assert "schemes/rongcheng/measures.csv" in shown and "These are not the same people" not in shown


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_built_in_scheme_reads_as_sentences(portal, lang):
    for id in builtin_schemes():
        answer = portal.get(f"/{lang}/rules/{id}")
        assert answer.status_code == 200 and answer.text.count("<p>") > 3, id
