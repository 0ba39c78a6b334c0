"""The end screen: right figures, every line within the screen, nothing that a newcomer could mistake."""

import datetime as dt
import io
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import duckdb
import pytest
from rich.cells import cell_len
from rich.console import Console

from xinyong.record import record
from xinyong.record.offer import few_words
from xinyong.run.figures import Figures, _is_travel, best_first, quantile
from xinyong.run.kept import KeptRun
from xinyong.run.run import live
from xinyong.run.summary import summary
from xinyong.run.wording import Words, yuan

sys.path.insert(0, str(Path(__file__).parents[1]))
from odd_worlds import lists_only, two_schemes


@pytest.fixture(scope="session")
def odd_runs(tmp_path_factory, village) -> dict[str, KeptRun]:
    """Worlds of other shapes, by name."""
    folder = tmp_path_factory.mktemp("odd")
    sizes = {"lists-only": (lists_only(folder), 300, 14), "two-schemes": (two_schemes(folder), 300, 14), "nobody": (village, 0, 14),
             "no-months": (village, 30, 0), "one-month": (village, 30, 1)}
    return {name: KeptRun(live(world, people=people, months=months, out=folder / f"{name}.duckdb"))
            for name, (world, people, months) in sizes.items()}


@pytest.fixture(scope="session")
def all_runs(odd_runs, whole, small_city) -> dict[str, KeptRun]:
    return odd_runs | {"village": whole, "city": small_city}


NAMES = ("lists-only", "two-schemes", "nobody", "no-months", "one-month", "village", "city")


def screen(run: KeptRun, *, width: int = 100, lang: str = "en") -> str:
    out = Console(file=io.StringIO(), width=width, highlight=False, emoji=False)
    out.print(summary(run, lambda code: few_words(record(run, code), lang), lang=lang))
    return out.file.getvalue()


# --- known answers ----------------------------------------------------------------------------------------------------

def test_quantiles_by_hand():
    stays = [(1, 3), (4, 4), (12, 2), (24, 1)]      # ten stays
    assert quantile(stays, 1, 2) == 4               # five of ten within 4 months
    assert quantile(stays, 9, 10) == 12
    assert quantile(stays, 10, 10) == 24
    assert quantile([], 1, 2) is None
    assert quantile([(7, 1)], 9, 10) == 7


def test_grades_of_all_versions_stand_best_first():
    def version(*ids):
        return {"bands": [{"id": i} for i in ids]}

    assert best_first({"versions": [version("a-plus", "a", "b", "d"), version("aaa", "aa", "a", "b", "c", "d")]}) == [
        "a-plus", "aaa", "aa", "a", "b", "c", "d"]
    assert best_first({"versions": [version("good", "bad"), version("good", "fair", "bad")]}) == ["good", "fair", "bad"]


@pytest.mark.parametrize(("n", "of", "said"), [
    (0, 10, "0 %"), (1, 100_000, "<0.01 %"), (1, 1000, "0.10 %"), (1, 3, "33.3 %"), (9_999_999, 10_000_000, "99.9 %"), (5, 5, "100.0 %"), (0, 0, "0 %")])
def test_shares(n, of, said):
    assert Words("en").share(n, of) == said


def test_money():
    assert [yuan(0), yuan(30_000), yuan(123_456_789)] == ["0", "300", "1,234,567.89"]


def test_things_fit_the_room():
    w = Words("en")
    things = [({"en": "loans", "zh": "贷款"}, 1200), ({"en": "trains", "zh": "火车"}, 30), ({"en": "schools", "zh": "学校"}, 2)]
    assert w.things(things, 100) == "loans 1,200; trains 30; schools 2"
    assert w.things(things, 30) == "loans 1,200; trains 30; 1 more"
    assert w.things(things, 5) == "loans 1,200; 2 more"
    assert Words("zh").things(things, 16) == "贷款 1,200；另2项"
    assert w.things([], 9) == ""


# --- the figures are those of the tables ------------------------------------------------------------------------------

def test_figures_are_those_of_the_tables(small_city):
    figures = Figures(small_city)
    months = figures.month_ends(7)
    assert [m.year for m in months] == [2014, 2015, 2017, 2019, 2021, 2023]
    assert {m.month for m in months} == {12}
    slot = small_city.names["slots"][0]
    rows = figures.grades(slot, months)
    everybody = small_city.people + small_city.organisations
    for i, _ in enumerate(months):
        assert sum(r.subjects[i] or 0 for r in rows) == everybody
    assert [r.label["en"] if r.label else None for r in rows] == ["A+", "AAA", "AA", "A", "B", "C", "D", None]
    assert [r.subjects[0] is None for r in rows] == [False, True, True, False, False, False, False, False]
    total = figures.total
    met = {m.kind: m for m in figures.met}
    assert total["wants_burdened"] == met["burden"].times > 0
    assert total["wants_granted"] == met["grant"].times > 0
    assert total["wants_denied"] <= met["deny"].times
    assert dict(met["grant"].amounts)["fen"] == total["fen_granted"]
    assert sum(r.records for r in figures.rests) == total["records_entered"] > 0
    assert [w.label["en"] for w in figures.ways_out(slot)] == ["B", "C", "D"]


def test_the_regimes_of_rongcheng(small_city):
    found, left_out = Figures(small_city).regimes
    assert left_out == 0
    by_date = {dt.date(1970, 1, 1) + dt.timedelta(now.day): Words("en").regime(now, before) for now, before in zip(found, [None, *found])}
    assert by_date[dt.date(2014, 1, 1)].startswith("grades A+ A B C D; start 1,000 points; 395 acts count; 1 thing denied, 3 benefits")
    assert by_date[dt.date(2017, 1, 1)].startswith("grades now AAA AA A B C D")
    assert "a repeated wrong costs 2 times as much" in by_date[dt.date(2019, 1, 1)]
    assert by_date[dt.date(2021, 6, 18)] == "score, grade, benefits only with consent; nothing denied or made harder, 6 benefits"


def test_a_scheme_holds_from_when_the_world_says(odd_runs):
    text = screen(odd_runs["two-schemes"])
    assert "2020-01-01  Village points: " in text
    assert "2020-07-01  Village stars: " in text


# --- the screen -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_every_line_fits(name, lang, width, all_runs):
    run = all_runs[name]
    text = screen(run, width=width, lang=lang)
    for line in text.splitlines():
        assert cell_len(line.rstrip()) <= width or line.strip().startswith("xinyong "), line
    assert "{" not in text and "None" not in text.replace("None of", "") and "nan" not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("name", NAMES)
def test_every_code_is_marked_synthetic(name, all_runs):
    text = screen(all_runs[name], width=120)
    codes = [line for line in text.splitlines() if re.search(r"\b00[0-9A-Z]{16}\b", line) and "xinyong record" not in line]
    assert all("SYNTHETIC" in line for line in codes)
    assert text.splitlines()[0].endswith("SYNTHETIC: nobody in it is real")


def test_the_city_fits_one_screen(small_city):
    assert len(screen(small_city).splitlines()) <= 68


def test_findings_begin_in_this_model(small_city):
    """Headings over what was counted say so; what follows from the rules alone does not."""
    headings = [line for line in screen(small_city).splitlines() if line.startswith(("In this model", "Which", "Did", "Two lives"))]
    assert [h.split(":")[0].split(" ")[0] for h in headings] == ["Which", "In", "In", "In", "In", "In", "Did", "Two"]


def test_chinese_is_chinese(small_city):
    """Only names without a Chinese one, conditions, codes, commands and units stay in Latin letters."""
    text = screen(small_city, lang="zh")
    latin = set(re.findall(r"[A-Za-z]{4,}", text))
    assert latin <= {"SYNTHETIC", "xinyong", "record", "report", "duckdb", "Deutschlandfunk", "September", *re.findall(r"[A-Za-z]{4,}", str(small_city.path))}


def test_no_points_cost_anyone_a_flight(small_city):
    text = screen(small_city)
    assert "No. None of the 16 measures in these rules touches flights or trains." in text
    assert "Supreme People's Court's list of judgment defaulters, which this world does not hold." in " ".join(text.split())


def test_a_list_that_bars_from_trains_is_not_points(whole):
    text = screen(whole)
    assert "No: neither points nor grades do that in these rules. Something else does:" in text
    assert re.search(r"No fast trains +denied \d+ times? +where on\(points-list\)", text)


@pytest.mark.parametrize(("old", "new"), [
    ("deny,,on(points-list)", "deny,,grade <= b"),                                  # the measure looks at the grade itself
    ("count(bad, within=24 months) >= 2", "points.score < 1000")])                  # or at a list that looks at the score
def test_points_that_cost_trains_are_told(old, new, village, tmp_path):
    world = tmp_path / "village"
    shutil.copytree(village, world)
    for file in ("measures.csv", "lists.yaml"):
        path = world / "points" / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    run = KeptRun(live(world, people=600, months=20, out=tmp_path / "a.duckdb"))
    denied = Figures(run).travel[0].times
    assert denied > 0
    assert f"Yes: in this model {denied:,} times." in screen(run)


def test_training_is_no_train():
    assert not _is_travel("retraining", "vocational training", "职业培训")
    assert _is_travel("bar-1", "fast train tickets")
    assert _is_travel("bar-2", "限制乘坐飞机")


def test_a_stopped_run_says_how_to_go_on(village, tmp_path):
    def stop(p):
        if p.stage == "living" and p.month == 3:
            os.kill(os.getpid(), signal.SIGINT)

    run = KeptRun(live(village, people=50, months=9, out=tmp_path / "a.duckdb", progress=stop))
    text = screen(run, width=160)
    assert f"xinyong run --resume {run.path}" in text
    assert "3 of 9 months are lived" in text


# --- a run whose tables were written by hand --------------------------------------------------------------------------

BY_HAND = """
delete from spells;
insert into spells values (2020, 'points', 'c', 'C', 'C', 3, 1), (2021, 'points', 'c', 'C', 'C', 6, 2), (2021, 'points', 'c', 'C', 'C', 12, 1);
delete from acts;
insert into acts values
  (2020, 'points', 'litters', 'Littering', '乱扔垃圾', '2020-01-01', 'person', '18-29', '1', 'rural', 30, -300, 300, 3, 'text', 'RULES', 'art. 11'),
  (2021, 'points', 'fees', 'Fees', '欠费', '2020-01-01', 'person', '30-44', '2', 'urban', 10, -100, 100, 1, 'assumption', NULL, NULL);
delete from measure_flows;
insert into measure_flows values
  (2020, 'points', 'no-trains', 'No fast trains', '限乘高铁', '2020-01-01', 'deny', 'takes-train', 'person', '18-29', '1', 'rural', 3, 0, NULL),
  (2021, 'points', 'cheap-loan', 'Cheaper loans', '优惠贷款', '2020-01-01', 'grant', 'wants-loan', 'person', '30-44', '1', 'rural', 2, 60050, 'fen');
delete from measures;
insert into measures values
  ('2021-01-01', 'points', 'no-trains', 'No fast trains', '限乘高铁', '2020-01-01', 'deny', 'takes-train', 9),
  ('2021-02-01', 'points', 'no-trains', 'No fast trains', '限乘高铁', '2020-01-01', 'deny', 'takes-train', 7);
update months set records_entered = 0, records_false = 0, false_corrected = 0, false_ended = 0, false_objected = 0, remedies_filed = 0,
  remedies_won = 0, remedies_lost = 0, decided_late = 0, fen_remedies = 0, wants = 0, wants_denied = 0, rates_clipped = 0, points_capped = 0;
update months set records_entered = 40, records_false = 4, false_corrected = 1, false_ended = 2, false_objected = 2, remedies_filed = 9,
  remedies_won = 3, remedies_lost = 5, decided_late = 2, fen_remedies = 1250, wants = 60, wants_denied = 3, points_capped = 1
  where month = '2021-03-01';
"""


def test_what_a_run_written_by_hand_says(whole, tmp_path):
    path = tmp_path / "a.duckdb"
    path.write_bytes(whole.path.read_bytes())
    with duckdb.connect(str(path)) as db:
        db.execute(BY_HAND)
    text = " ".join(screen(KeptRun(path), width=140).split())
    for said in (
            "C 4 6 months 12 months",                                               # of 3, 6, 6 and 12 months
            "Remedies: 9 filed, 3 won, 5 lost, 1 open or overtaken; 2 decided too late; fees 12.50 yuan.",
            "4 of 40 records (10.0 %) told of what had not happened or was another's deed. 2 were objected to, 1 corrected; 2 stood until their time "
            "was over; 1 still count or ended otherwise.",
            "read in the scheme's own text 75.0 % 30 Village rules", "assumed: no source 25.0 % 10", "borrowed from another keeper's text 0 % 0",
            "denied 3 Wants a fast train ticket 3", "given or eased 2 600.50 yuan Wants a loan 2",
            "They wanted something that standing can touch 60 times; 3 (5.0 %) were denied.",
            "The widest bar, “No fast trains”, held 9 at once in January 2021.",
            "No fast trains denied 3 times where on(points-list)",
            "Counted, not hidden: 1 time a record brought fewer points since a cap was reached."):
        assert said in text, said
