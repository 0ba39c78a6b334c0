"""The world no-notice shows what it is for: listed and never told, though paid in time; and the rules to the letter beside it."""

from __future__ import annotations

import pytest

import xinyong as xy

LIST = "court-defaulters.dishonest-debtors"
UNTOLD = f"denied(air-ticket) and on({LIST}) and not told({LIST})"


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("no-notice")
    return {name: xy.run("no-notice", people=300, seed=2, variants=variants, out=folder / f"{name}.duckdb")
            for name, variants in (("as-it-is", []), ("to-the-letter", ["to-the-letter"]), ("told", ["told"]))}


def of_writers(run, code):
    return run.record(code).to_dict()["attributes"]["work"] == "journalist"


def test_somebody_who_paid_in_time_is_listed_refused_and_never_told(lived):
    run = lived["as-it-is"]
    found = []
    for code in run.find(f"at_end({UNTOLD})", limit=300):
        life = run.record(code).to_dict()
        debts = [owed for owed in life["obligations"] if owed["outstanding"]]
        found += [code for owed in debts if owed["performed"] and owed["performed"][0]["day"] <= owed["due"]]
    assert found, "nobody paid what was first asked and is listed for the rest"
    assert any(of_writers(run, code) for code in found)


def test_to_the_letter_nobody_is_left_untold_and_who_paid_is_not_listed(lived):
    run = lived["to-the-letter"]
    assert not run.find(f"at_end(on({LIST}) and not told({LIST}))", limit=300)
    for code in run.find(f"on({LIST})", limit=300):
        assert any(not owed["performed"] or owed["performed"][0]["day"] > owed["due"] for owed in run.record(code).to_dict()["obligations"])


def test_the_same_judgments_fall_and_fewer_are_listed(lived):
    judged = {name: sum(int(n) for n in run.acts_df.filter(run.acts_df["act"] == "judgment-debt")["records"]) for name, run in lived.items()}
    assert judged["as-it-is"] == judged["to-the-letter"] == judged["told"] > 0
    listed = {name: len(run.find(f"on({LIST})", limit=300)) for name, run in lived.items()}
    assert listed["to-the-letter"] < listed["as-it-is"]


def test_being_told_alone_ends_no_listing_that_has_a_term(lived):
    run = lived["told"]
    assert not run.find(f"at_end(on({LIST}) and not told({LIST}))", limit=300)
    assert len(run.find(f"on({LIST})", limit=300)) > len(lived["to-the-letter"].find(f"on({LIST})", limit=300))
