"""The report's page and its data: one file that loads nothing, in both languages, also of runs in which nothing happened."""

import base64
import csv
import io
import re
import shutil

import duckdb
import polars as pl
import pytest

import xinyong as xy
from html_page import Page
from xinyong.errors import RunError
from xinyong.study.report import sections, write_report
from xinyong.study.report.download import BOM, comment, csv_text
from xinyong.study.report.material import Material
from xinyong.study.report.words import Words

NAMES = ("village", "rongcheng", "month", "nobody", "no-months", "lists-only", "two-schemes")
SHOWN = (*((name, "en") for name in NAMES), ("rongcheng", "zh"), ("nobody", "zh"))


@pytest.fixture(scope="session")
def pages(runs, tmp_path_factory):
    """Pages by run and language."""
    folder = tmp_path_factory.mktemp("pages")
    return {(name, lang): write_report(runs[name], folder / f"{name}-{lang}.html", lang=lang).read_text("utf-8")
            for name, lang in SHOWN}


@pytest.fixture(params=SHOWN, ids="-".join)
def page(request, pages):
    """One page, taken apart."""
    return Page(pages[request.param])


def test_the_page_parses_and_its_ids_are_its_own(page):
    assert page.wrong == [] and page.open == []
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    for tag, a in page.tags:
        if tag == "label":
            assert a["for"] in ids
        if tag == "a" and a["href"].startswith("#"):
            assert a["href"][1:] in ids


def test_the_page_loads_nothing(page, pages):
    for tag, a in page.tags:
        assert "src" not in a and "srcset" not in a and tag not in ("link", "iframe", "object", "embed", "base"), (tag, a)
        assert "href" not in a or tag == "a", (tag, a)
        assert "xlink:href" not in a and "action" not in a
    for text in pages.values():
        style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
        assert "@import" not in style and "url(" not in style
        assert set(re.findall(r'url\((#?)', re.sub(r"<script[\s\S]*?</script>", "", text))) <= {"#"}


def test_every_figure_says_what_it_is_and_can_be_switched_without_a_script(page):
    figures = sum(tag == "figure" for tag, _ in page.tags)
    text = " ".join(t for _, t in page.text)
    assert text.count("SYNTHETIC") > figures
    groups: dict[str, list[bool]] = {}
    for tag, a in page.tags:
        if tag == "input":
            assert a["type"] == "radio"
            groups.setdefault(a["name"], []).append("checked" in a)
    assert len(groups) == figures and all(sum(checked) == 1 for checked in groups.values())


def test_charts_are_drawn_before_any_script_and_the_libraries_are_there_once(pages):
    import vl_convert

    bundle = vl_convert.javascript_bundle().replace("</script", r"<\/script")
    for (name, _), text in pages.items():
        charts = text.count('class="view chart"')
        assert text.count('class="picture wide"><svg') == charts == text.count('class="picture narrow"><svg')
        assert text.count(bundle) == 1 and charts > (10 if name in ("village", "rongcheng", "two-schemes") else 0)


@pytest.mark.parametrize("name", ["rongcheng", "nobody"])
def test_the_chinese_page_is_in_chinese(pages, name):
    page = Page(pages[name, "zh"])
    text = " ".join(t for language, t in page.text if language == "zh-Hans")
    words = set(re.findall(r"[A-Za-z]{4,}", text))
    assert words <= {"SYNTHETIC", "Xinyong", "xinyong", "BibTeX"}


def test_a_finding_is_the_same_in_both_languages(runs):
    def cells(lang):
        return [[r[1:] for r in e.table.rows if e.id.startswith(("acts", "grades"))] for s in sections(runs["village"], lang=lang) for e in s.exhibits]
    assert [[[v for v in r if not isinstance(v, str)] for r in rows] for rows in cells("en")] == \
        [[[v for v in r if not isinstance(v, str)] for r in rows] for rows in cells("zh")]


# --- data -------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name, lang", SHOWN)
def test_data_open_with_their_header_and_say_what_they_are(runs, pages, name, lang):
    m = Material(runs[name], Words(lang))
    links = [a["href"] for tag, a in Page(pages[name, lang]).tags if tag == "a" and "download" in a]
    exhibits = [e for s in sections(runs[name], lang=lang) for e in s.exhibits]
    assert len(links) == len(exhibits)
    for link, e in zip(links, exhibits):
        raw = base64.b64decode(link.removeprefix("data:text/csv;charset=utf-8;base64,"))
        assert raw.startswith(b"\xef\xbb\xbf") and raw.decode() == csv_text(m, e)
        rows = list(csv.reader(io.StringIO(raw.decode().removeprefix(BOM))))
        notes = [r for r in rows if r[0].startswith("# ")]
        assert "SYNTHETIC" in notes[0][0] and any(m.row["digest"] in n[0] for n in notes) and any(comment(e.of_class.text(m.w)) in n[0] for n in notes)
        assert rows[len(notes)] == [c.heading(m.w) for c in e.downloaded.columns]
        assert len(rows) == len(notes) + 1 + len(e.downloaded.rows)
        assert comment(e.title) in notes[1][0] and all(len(n) == 1 for n in notes)


def test_a_share_is_written_in_percent_and_a_number_without_commas(by_hand):
    m = Material(by_hand, Words("zh"))
    [text] = [csv_text(m, e) for s in sections(by_hand, lang="zh") for e in s.exhibits if e.id == "acts-points"]
    rows = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    assert rows[-2][:7] == ["乱丢垃圾", "40", "0", "400", "-400", "4", "10"]


def test_the_data_are_read_by_who_skips_comments(by_hand, tmp_path):
    [text] = [csv_text(Material(by_hand, Words()), e) for s in sections(by_hand) for e in s.exhibits if e.id == "acts-points"]
    (tmp_path / "acts.csv").write_bytes(text.encode())
    frame = pl.read_csv(tmp_path / "acts.csv", comment_prefix="#")
    assert frame["act"].to_list() == ["Litters", "Helps"] and frame["points moved"].to_list() == [400, 100]


def test_a_comment_is_one_cell_without_quotes():
    assert comment('“A, B” moved 1,234,567 points, in 12 "records"') == "“A; B” moved 1234567 points; in 12 'records'"


def test_what_a_stranger_wrote_into_rules_is_shown_and_does_nothing(by_hand, tmp_path):
    path = tmp_path / "strange.duckdb"
    shutil.copy(by_hand.path, path)
    with duckdb.connect(str(path)) as db:
        db.execute("update acts set label_en = '=1+1<script>alert(1)</script>' where act = 'littering'")
        db.execute("update sources set address = 'javascript:alert(1)', title_en = '</script><b>'")
        db.execute("""update rulebook set names = replace(names, 'https://example.org/rules', 'javascript:alert(1)')""")
    run = xy.open_run(path)
    text = write_report(run, tmp_path / "report.html").read_text("utf-8")
    page = Page(text)
    assert page.wrong == [] and sum(tag == "script" for tag, _ in page.tags) == 3
    assert not any(a.get("href", "").startswith("javascript") for _, a in page.tags)
    [data] = [csv_text(Material(run, Words()), e) for s in sections(run) for e in s.exhibits if e.id == "acts-points"]
    assert "\n'=1+1<script>" in data


def test_a_stopped_run_says_so(by_hand, tmp_path):
    path = tmp_path / "stopped.duckdb"
    shutil.copy(by_hand.path, path)
    with duckdb.connect(str(path)) as db:
        db.execute("update run set status = 'stopped', months_asked = 60")
    text = write_report(xy.open_run(path), tmp_path / "report.html").read_text("utf-8")
    assert re.search(r'class="warning">This run was stopped: 24\s+of 60\s+months were lived', text)


# --- the file ---------------------------------------------------------------------------------------------------------

def test_an_existing_report_is_replaced_whole(runs, tmp_path):
    out = tmp_path / "report.html"
    out.write_text("old")
    assert write_report(runs["no-months"], out) == out
    assert out.read_text("utf-8").startswith("<!doctype html>") and [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_what_cannot_be_written_is_said_and_nothing_is_lost(runs, tmp_path, monkeypatch):
    with pytest.raises(RunError, match="is a folder"):
        write_report(runs["no-months"], tmp_path)
    with pytest.raises(RunError, match="there is no folder"):
        write_report(runs["no-months"], tmp_path / "nowhere" / "report.html")
    with pytest.raises(RunError, match="is the run itself"):
        write_report(runs["no-months"], runs["no-months"].path)
    out = tmp_path / "report.html"
    out.write_text("old")

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("xinyong.study.report.os.replace", refused)
    with pytest.raises(RunError, match="no permission. Choose another folder"):
        write_report(runs["no-months"], out)
    assert out.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["report.html"]
