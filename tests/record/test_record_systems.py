"""One person in every system on one page: where each has it, what feeds what, who sees it, the way out."""

import pytest

import xinyong as xy

LISTED = ["2018-06-01 enter court-defaulters.judgment-debt amount=50000", "2018-06-05 enter court-defaulters.refuses-though-able"]


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> xy.Run:
    return xy.run("side-by-side", people=150, months=9, seed=3, out=tmp_path_factory.mktemp("county") / "county.duckdb", progress=lambda _: None)


@pytest.fixture(scope="module")
def listed(county):
    """A customer of the loyalty score whom the court lists on 5 June 2018; the listing goes on to the company a working day later, to the bureau after ten."""
    code = county.find("age >= 18 and sesame-like.score > 0 and rongcheng.score > 0", limit=1)[0]
    return county.record(code).what_if(do=LISTED).record


def test_what_feeds_what(listed):
    rows = {s["scheme"]: s for s in listed.to_dict()["systems"]}
    court, company, bureau = rows["court-defaulters"], rows["sesame-like"], rows["joint-punishment"]
    assert {x["list"] for x in court["on"]} == {"dishonest-debtors", "high-consumption-order"}
    assert {(f["scheme"], f["records"]) for f in company["fed_by"]} == {("court-defaulters", 1)} == {(f["scheme"], f["records"]) for f in bureau["fed_by"] if f["records"]}
    assert {f["scheme"] for f in court["feeds"] if f["records"]} == {"sesame-like", "joint-punishment"} == set(court["seen_by"]["keepers"])
    assert rows["rongcheng"]["fed_by"] == [] == rows["ebay"]["feeds"]


def test_who_sees_it_and_the_way_out(listed):
    """The court's debt is to be paid; the company may be left; a British file cannot."""
    rows = {s["scheme"]: s for s in listed.to_dict()["systems"]}
    assert [(o["obligation"], o["outstanding"]) for o in rows["court-defaulters"]["way_out"]["owed"]] == [("judgment-debt", 5_000_000)]
    assert {m["measure"] for m in rows["sesame-like"]["measures"]["deny"]} == {"no-costly-goods", "no-car-hire", "no-tours", "no-hotel"}
    assert "shopping platform" in rows["sesame-like"]["seen_by"]["executors"]
    out = {scheme: row["way_out"] for scheme, row in rows.items()}
    assert out["sesame-like"]["may_leave"] and out["sesame-like"]["consented"] is True
    assert not out["experian-uk"]["may_leave"] and out["experian-uk"]["consented"] is None


def test_what_the_rows_say_is_what_the_record_says(listed):
    whole = listed.to_dict()
    for row in whole["systems"]:
        own = [r for r in whole["records"] if r["scheme"] == row["scheme"]]
        assert (row["records"], row["wrong"], row["told"]) == (len(own), sum(not r["true"] for r in own), sum(r["told"] is not None for r in own))
        standing = next(s for s in whole["standings"] if s["scheme"] == row["scheme"])
        assert (row["score"], row["grade"]) == (standing["score"], standing["grade"])


@pytest.mark.parametrize(("lang", "said"), [("en", ("In every system", "way out: perform:", "passes to", "may leave: consent can be withdrawn")),
                                            ("zh", ("在各系统中", "出路：履行：", "传递至", "可退出：可撤回同意"))])
def test_the_page(listed, lang, said):
    from xinyong.cli.life import Screen
    from xinyong.cli.output import console

    out = console()
    with out.capture() as caught:
        out.print(Screen(listed, lang, 100).all())
    assert all(words in caught.get() for words in said)


def test_the_two_readings_of_the_mark_after_a_listing(county):
    """Enforcement ends on 4 July 2018: the mark that comes then is still there at the end of September by the court's words, and gone after a day by the other reading."""
    code = county.find("age >= 18 and sesame-like.score > 0", limit=1)[0]
    ended = [*LISTED, "2018-07-04 enter court-defaulters.enforcement-terminated"]
    lives = {name: county.record(code).what_if(do=ended, variant=variant).record for name, variant in (("court", ()), ("wired", "marked-until-paid"))}
    marks = {name: [r for r in life.to_dict()["records"] if r["act"] == "mark-after-listing"] for name, life in lives.items()}
    assert [m["ended"] for m in marks["court"]] == [None] and [m["ended"] is not None for m in marks["wired"]] == [True]
    assert marks["court"][0]["displayed_until"] == "2023-07-" + marks["court"][0]["displayed_until"][-2:]


def test_one_system_needs_no_such_page(town):
    from xinyong.cli.life import Screen

    record = town.record(town.query("select code from striking limit 1")[0]["code"])
    assert Screen(record, "en", 100).systems() is None and len(record.to_dict()["systems"]) == 1


def test_the_portal_shows_it(county, listed):
    from fastapi.testclient import TestClient

    from xinyong.portal.app import make_app

    here = "http://127.0.0.1"
    portal = TestClient(make_app(county.path.parent), base_url=here, headers={"Origin": here})
    assert "In every system" in portal.get(f"/en/runs/county/subjects/{listed.code}").text
