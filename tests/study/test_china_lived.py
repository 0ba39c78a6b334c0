"""China lived small: the subjects whom the issue of lists is about are found, their records tell why, and the report has its map."""

from __future__ import annotations

import pytest

import xinyong as xy
from xinyong.study.report import sections

DEBTORS, ORDER, BEHIND = "court-defaulters.dishonest-debtors", "court-defaulters.high-consumption-order", "court-defaulters.order-behind-unit"
UNTOLD = f"at_end(on({DEBTORS}) and not told({DEBTORS}))"
FOR_ANOTHER = f"at_end(on({BEHIND}) and not on({ORDER}) and not on({DEBTORS}) and owes(court-defaulters.judgment-debt) == 0)"
COPY_STAYED = f"at_end(not on({DEBTORS}) and has(joint-punishment.bureau-record) and bears(joint-punishment.bureau-report))"
NO_SCHOOL = f"at_end(on({BEHIND}) and not on({ORDER}) and not on({DEBTORS}) and denied(private-school))"


@pytest.fixture(scope="module")
def china(tmp_path_factory):
    return xy.run("china", people=12_000, seed=3, out=tmp_path_factory.mktemp("china") / "china.duckdb")


def lives(run, expression, least=1):
    codes = run.find(expression, limit=5)
    assert len(codes) >= least, f"nobody in 12,000: {expression}"
    return [run.record(code).to_dict() for code in codes]


def standing(life, what, id):
    """The stays on a list, or under a measure, that go on."""
    return [row for row in life[what] if row[what[:-1]] == id and (row["to"] is None or row["to"] > life["as_of"])]


def test_listed_and_never_told(china):
    for life in lives(china, UNTOLD):
        (listing,) = standing(life, "lists", "dishonest-debtors")
        assert listing["told"] is None
        assert life["obligations"] and any(owed["outstanding"] for owed in life["obligations"])


def test_restricted_for_anothers_debt(china):
    for life in lives(china, FOR_ANOTHER):
        assert life["kind"] == "person" and not any(owed["outstanding"] for owed in life["obligations"])
        (order,) = standing(life, "lists", "order-behind-unit")
        assert order["from"] <= life["as_of"]
        firms = [china.record(member["code"]).to_dict() for member in life["household"] if member["kind"] == "organisation"]
        assert any(standing(firm, "lists", "high-consumption-order") for firm in firms), "no firm of theirs is restricted"


def test_off_the_list_and_still_refused_as_the_copy_did_not_follow(china):
    for life in lives(china, COPY_STAYED):
        stays = [row for row in life["lists"] if row["list"] == "dishonest-debtors"]
        assert stays and all(row["to"] and row["to"] <= life["as_of"] for row in stays)
        copies = [r for r in life["records"] if r["act"] == "bureau-record" and not r["ended"]]
        assert copies and copies[0]["came_from"]["what_label"]["en"] == "List of dishonest judgment debtors"
        assert standing(life, "measures", "bureau-report")


def test_a_representative_may_not_pay_for_a_private_school_for_the_firms_debt(china):
    for life in lives(china, NO_SCHOOL):
        (bar,) = standing(life, "measures", "no-private-school")
        assert "SPC-2015" in str(bar["because"]) and life["role"] == "head"


def test_two_cities_differ_in_what_they_punish():
    from xinyong.scheme.sentences import compare

    told = compare(xy.load_scheme("suqian"), xy.load_scheme("nanjing"), at="2020-01-01", and_at="2020-01-01").to_dict()
    acts = next(group for group in told["groups"] if group["notion"] == "act")
    assert {"runs-red-light", "misuses-shared-bike"} <= {each["id"] for each in acts["only_right"]}
    assert "late-utility-bill" in {each["id"] for each in acts["only_left"]}


def test_the_report_maps_the_provinces_and_counts_everybody_once(china):
    (found,) = [e for s in sections(china) for e in s.exhibits if e.id == "places-restricted"]
    assert len(found.table.rows) == 1 + 31 and len({(row["column"], row["row"]) for row in found.chart.rows}) == 31
    at_end = china.places_df.filter(china.places_df["month"] == china.places_df["month"].max())
    whole, *provinces = found.table.rows
    for column, what in ((1, "adults"), (2, "restricted")):
        assert sum(row[column] for row in provinces) == whole[column] == at_end[what].sum()
    shares = [row[3] for row in provinces]
    assert shares == sorted(shares, reverse=True)
    spread = {row["name"]: (row["column"], row["row"]) for row in found.chart.rows}
    assert spread["Heilongjiang"][1] < spread["Beijing"][1] < spread["Hainan"][1] and spread["Xinjiang"][0] < spread["Shanghai"][0]


def test_a_world_without_tiles_has_the_table_alone(runs):
    (found,) = [e for s in sections(runs["village"]) for e in s.exhibits if e.id == "places-restricted"]
    assert found.chart is None and len(found.table.rows) == 1 + 2
