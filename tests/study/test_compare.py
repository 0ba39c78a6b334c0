"""Comparisons: paired by seed and by person, with intervals over seeds; and what the systems of a world do with the same conduct."""

import json

import pytest

import xinyong as xy
from xinyong.errors import SchemeError, XinyongError
from xinyong.study.compare.pair import Pair
from xinyong.study.compare.people import by_standing, people, together
from xinyong.study.compare.spread import Spread
from xinyong.study.compare.systems import Tally, _last

PEOPLE, MONTHS = 400, 24


@pytest.fixture(scope="module")
def told():
    """Two variants over two seeds: everybody told of everything, and something written as it was."""
    return xy.compare("rongcheng", variants=["notice-first", "no-doubling"], seeds=2, people=PEOPLE, months=MONTHS)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The same, lived as runs of their own."""
    folder = tmp_path_factory.mktemp("runs")
    return {(v, seed): xy.run("rongcheng", people=PEOPLE, months=MONTHS, seed=seed, variants=[v] if v else [], out=folder / f"{v}{seed}.duckdb", progress=lambda _: None)
            for v in ("", "notice-first") for seed in (1, 2)}


@pytest.fixture(scope="module")
def cities():
    return xy.compare("five-cities", seeds=1, people=400, months=48)


def test_an_interval_by_hand():
    """Of 1, 2, 3 the mean is 2, the deviation 1, Student's t of two degrees 4.303: half the interval is 4.303 / sqrt 3 = 2.4843."""
    found = Spread.of([1, 2, 3])
    assert found.mean == 2 and found.high - found.mean == pytest.approx(2.4843, abs=1e-4) and found.low == pytest.approx(2 - 2.4843, abs=1e-4) and not found.is_sure
    assert Spread.of([5]) == Spread(5, None, None, 1) and Spread.of([None, None]) == Spread(None, None, None, 0)
    assert Spread.of([None, 4, 4]) == Spread(4, 4, 4, 2) and Spread.of([4, 4]).is_sure
    assert Spread.of([0, 100], least=0, most=100) == Spread(50, 0, 100, 2)


def test_differences_are_those_of_the_runs(told, runs):
    """A difference is the mean over seeds of the variant's figure less the world's own, each from its run's tables."""
    frame = told.difference("notice-first")
    for metric in ("told", "records_entered", "wants_denied"):
        row = frame.filter(frame["metric"] == metric).to_dicts()[0]
        a, b = ([runs[v, seed].months_df[metric].sum() for seed in (1, 2)] for v in ("", "notice-first"))
        assert row["as_is"] == pytest.approx(sum(a) / 2) and row["variant"] == pytest.approx(sum(b) / 2)
        assert row["change"] == pytest.approx(sum(y - x for x, y in zip(a, b)) / 2)
    assert frame.filter(frame["metric"] == "told")["change"][0] > 0
    assert set(told.metrics_df["variant"]) == {"as it is", "notice-first", "no-doubling"}


def test_those_who_change_most_are_those_whose_lives_differ(told, runs):
    most = told.most_changed("notice-first")
    assert [m["days"] for m in most] == sorted((m["days"] for m in most), reverse=True) and len(most) <= 10
    for m in most[:3]:
        a, b = (runs[v, m["seed"]].record(m["code"]) for v in ("", "notice-first"))
        assert not a.score_df.equals(b.score_df) or a.standings != b.standings or m["days"] > 0
        assert m["restricted_days"]["as_is"] == sum(last - first for first, last in together(a))
    pair = Pair(runs["", 1], runs["notice-first", 1])
    found = people(pair)
    assert found.looked == runs["", 1].subjects and found.units == found.of
    assert len(people(Pair(runs["", 1], runs["", 1])).changed) == 0


def test_what_changes_nothing_changes_nothing(tmp_path):
    same = tmp_path / "same.yaml"
    same.write_text("label: {en: The same}\nchange:\n  practice.told.records.share: 40 %\n", encoding="utf-8")
    found = xy.compare("rongcheng", variants=[same], seeds=2, people=200, months=12)
    assert all(not d.change.mean for d in found.differences("same")) and found.most_changed("same") == []
    assert all(spread.mean == 0 for spread in found.people("same").values())


@pytest.mark.parametrize(("options", "said"), [
    ({"seeds": 0}, "--seeds 0: expected 1 to 1,000 seeds."), ({"people": 0}, "--people 0: expected 1 or more"), ({"months": 0}, "--months 0: expected 1 or more"),
    ({"variants": ["no-doubling", "no-doubling"]}, "no-doubling is given twice"),
])
def test_what_cannot_be_compared(options, said):
    with pytest.raises(XinyongError, match=said):
        xy.compare("rongcheng", **options)


def test_a_variant_that_changes_who_lives_there(tmp_path):
    """Nobody can be compared with himself then."""
    file = tmp_path / "moved.yaml"
    file.write_text("label: {en: Moved}\nchange:\n  places.town.weight: 10\n", encoding="utf-8")
    with pytest.raises(XinyongError, match="changes who lives in the world"):
        xy.compare("five-cities", variants=[file])
    with pytest.raises(SchemeError):
        xy.compare("rongcheng", variants=["nothing-of-the-kind"])


# --- systems ----------------------------------------------------------------------------------------------------------

def test_courses_by_hand():
    """One is at 5 from day 10 to day 20 where the other is at 3: the last day apart is the 19th; a difference that goes on lasts to the end."""
    assert _last({0: 3, 10: 5, 20: 3}, {0: 3}, 100) == 19
    assert _last({0: 3, 10: 5}, {0: 3}, 100) == 100
    assert _last({5: True, 9: False}, {}, 100) == 8 and _last({}, {}, 100) is None and _last({0: 3}, {0: 3}, 100) is None


def test_a_tally_by_hand():
    """Ten subjects over two years: 40 records are 2,000 a year per 1,000; marks felt for 60, 90 and for ever have a median of 90 days."""
    found = Tally(subjects=10, scored=8, may_leave=2, records=40, wrong=2, tellings=50, told=10, wrong_days=[61, 0], days=[0, 60, None, 90]).figures(2)
    assert (found["records"], found["wrong"], found["told"], found["leave"], found["felt"]) == (2000, 5, 20, 25, 75)
    assert found["wrong_months"] == pytest.approx(30.5 / 30.4375) and found["recover"] == pytest.approx(90 / 30.4375)
    assert Tally().figures(1)["wrong"] is None


def test_what_five_cities_do(cities):
    """Suzhou takes a point for speeding for ever and asks nobody; Xiamen asks everybody and takes up almost nothing; Yiwu's points were not published, so no mark moves anything."""
    assert set(cities.systems) == {"rongcheng", "suzhou", "suqian", "xiamen", "yiwu"}
    mean = {s: {name: spread.mean for name, spread in cities.figures(s).items()} for s in cities.systems}
    assert mean["suzhou"]["felt"] == 100 and cities.outlasts("suzhou") and mean["suzhou"]["recover"] is None
    assert (mean["suzhou"]["leave"], mean["xiamen"]["leave"]) == (0, 100) and mean["yiwu"]["felt"] == 0
    assert 11.9 < mean["rongcheng"]["recover"] < 60 and mean["rongcheng"]["records"] > mean["xiamen"]["records"]
    assert len(cities.metrics_df) == 5 * 11


def test_what_meets_everybody_is_no_restriction(runs):
    """A certificate that everybody must bring to a housing loan restricts nobody; being struck off the list of candidates by a grade does."""
    from xinyong.record.living import Conditions

    rules = Conditions.of(runs["", 1]).rules
    number = {m["id"]: i for i, m in enumerate(rules.measures)}
    assert [by_standing(rules, number[id]) for id in ("housing-loan-certificate", "spouse-certificate", "village-candidate-bar", "green-channel")] == [False, False, True, True]


# --- the command ------------------------------------------------------------------------------------------------------

@pytest.fixture
def cli(capsys):
    from xinyong.cli import main

    def run(*arguments) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in arguments])
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err
    return run


def test_the_command_with_a_variant(cli, tmp_path):
    size = ("--seeds", 1, "--people", 200, "--months", 12)
    code, out, err = cli("compare", "rongcheng", "--variant", "notice-first", *size, "--json")
    found = json.loads(out)
    assert (code, err, found["synthetic"], found["seeds"]) == (0, "", True, 1) and found["variants"][0]["variant"] == "notice-first"
    assert found["variants"][0]["rules"] == ["worlds/rongcheng/applied/1-notice-first.yaml"]
    code, out, _ = cli("compare", "rongcheng", "--variant", "notice-first", *size, "--lang", "zh", "--out", tmp_path / "c.html")
    assert code == 0 and "发生了什么" in out and "applied/" not in out and "SYNTHETIC" in out and "\nNext: xinyong " in out
    page = (tmp_path / "c.html").read_text("utf-8")
    assert "SYNTHETIC" in page and "在本模型中" in page and "http" not in page.split("</style>")[1]


@pytest.mark.parametrize(("seeds", "people", "months", "said", "read"), [
    (1, 1, 1, "1 seed of 1 person and 1 month; ", "One seed gives no interval: --seeds 5 does."),
    (2, 2000, 12, "2 seeds of 2,000 people and 12 months; ", "after ±, the 95 % interval over seeds."),
])
def test_the_head_says_what_was_lived(seeds, people, months, said, read):
    from types import SimpleNamespace

    from xinyong.study.compare.tables import head
    from xinyong.study.report.words import Words

    lived, how = head(SimpleNamespace(size=SimpleNamespace(seeds=seeds, people=people), months=months), Words("en"))
    assert lived.startswith(said) and how.endswith(read)


def test_the_command_without_one(cli):
    code, out, _ = cli("compare", "five-cities", "--seeds", 1, "--people", 150, "--months", 12)
    assert code == 0 and "What one mark does" in out and "Osmanthus" in out and out.rstrip().splitlines()[-1].startswith("Next: xinyong run five-cities")


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (("compare",), 2, "Missing argument 'WORLD'"), (("compare", "nowhere"), 1, "nowhere: no such world or folder"),
    (("compare", "rongcheng", "--seeds", "many"), 2, "is not a valid integer"), (("compare", "rongcheng", "--seeds", "-1"), 1, "--seeds -1: expected 1 to 1,000 seeds."),
    (("compare", "rongcheng", "--variant", "nothing"), 1, "nothing"),
    (("compare", "rongcheng", "--out", "."), 1, ". is a folder: choose a file with --out, such as report.html."),
])
def test_bad_input(cli, arguments, code, said):
    found, out, err = cli(*arguments)
    assert (found, out) == (code, "") and said in err and "Traceback" not in err


def test_where_no_page_can_be_written_nobody_is_lived(cli, tmp_path, monkeypatch):
    """It is told before the minutes of work, which would be lost."""
    def lived(*_, **__):
        raise AssertionError("lived before it was known whether the page can be written")

    monkeypatch.setattr("xinyong.study.compare.compare", lived)
    code, out, err = cli("compare", "five-cities", "--out", tmp_path / "nowhere" / "c.html")
    assert (code, out) == (1, "") and "c.html cannot be written: " in err and "Traceback" not in err
    (tmp_path / "kept.html").write_text("kept")
    with pytest.raises(AssertionError, match="lived before"):
        cli("compare", "five-cities", "--out", tmp_path / "kept.html")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("kept.html", "kept")]
