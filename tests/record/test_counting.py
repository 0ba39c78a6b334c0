"""How time is counted, to the day. Every date here was worked out by hand from a calendar."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, letter, life

FAR = "2026-01-01"


def entered(lived) -> list[str]:
    return [str(dt.date(1970, 1, 1) + dt.timedelta(days=row[0])) for row in lived.trace.tolist() if row[1] == 3]


def gone(lived) -> str:
    """The day on which the record counts no longer."""
    (until,) = {row[6] for row in lived.trace.tolist() if row[1] == 3}
    return str(dt.date(1970, 1, 1) + dt.timedelta(days=until))


@pytest.mark.parametrize("first_day, roll, length, begins, ends", [
    # the first day does not count: the last day has the same number, and the record is gone on the day after
    ("excluded", "none", "1 year", "2020-03-05", "2021-03-06"),
    ("excluded", "none", "1 year", "2020-02-29", "2021-03-01"),            # no 29 February in 2021: the last day is the 28th
    ("excluded", "none", "4 years", "2020-02-29", "2024-03-01"),
    ("excluded", "none", "1 year", "2019-02-28", "2020-02-29"),            # the 28th stays the 28th, gone on the 29th
    ("excluded", "none", "1 month", "2020-01-31", "2020-03-01"),           # 29 February is the last day
    ("excluded", "none", "1 month", "2019-01-31", "2019-03-01"),
    ("excluded", "none", "3 months", "2019-11-30", "2020-03-01"),
    ("excluded", "none", "24 months", "2020-05-31", "2022-06-01"),
    ("excluded", "none", "15 days", "2020-03-05", "2020-03-21"),
    ("excluded", "none", "1 day", "2019-12-31", "2020-01-02"),
    ("excluded", "none", "365 days", "2020-02-28", "2021-02-28"),          # 2020 has 366: the last day is 27 February 2021
    # the first day counts: the record is gone on the same day number
    ("included", "none", "1 year", "2020-03-05", "2021-03-05"),
    ("included", "none", "1 year", "2020-02-29", "2021-02-28"),
    ("included", "none", "1 month", "2020-01-31", "2020-02-29"),
    ("included", "none", "15 days", "2020-03-05", "2020-03-20"),
    ("included", "none", "1 day", "2020-03-05", "2020-03-06"),
    # working days over the Spring Festival 2020: free from 24 January to 2 February (extended), Sunday 19 January worked
    ("excluded", "none", "3 working days", "2020-01-22", "2020-02-05"),    # 23 January, 3 and 4 February
    ("included", "none", "3 working days", "2020-01-22", "2020-02-04"),    # 22, 23 January, 3 February
    ("excluded", "none", "1 working day", "2020-01-18", "2020-01-20"),     # Sunday the 19th
    ("excluded", "none", "5 working days", "2020-01-17", "2020-01-24"),    # 19, 20, 21, 22, 23 January
    ("excluded", "none", "7 working days", "2019-09-27", "2019-10-13"),    # 29, 30 September (a Sunday, a Monday), 8 to 12 October
    ("excluded", "none", "1 working day", "2020-03-06", "2020-03-10"),     # Friday; Monday the 9th
    # a last day on a holiday rolls on
    ("excluded", "next working day", "7 days", "2020-01-17", "2020-02-04"),        # the 24th: Monday 3 February
    ("excluded", "next working day", "1 month", "2019-12-25", "2020-02-04"),       # 25 January
    ("excluded", "next working day", "1 month", "2019-12-23", "2020-01-24"),       # the 23rd was worked
    ("excluded", "next working day", "2 days", "2020-01-17", "2020-01-20"),        # Sunday the 19th was worked
    ("excluded", "next working day", "1 day", "2020-03-06", "2020-03-10"),         # Saturday the 7th: Monday
    ("included", "next working day", "8 days", "2020-01-17", "2020-02-04"),
    ("excluded", "none", "for ever", "2020-03-05", "2149-06-06"),
    # what ends with the calendar counts up to the last day of the period, whatever else the scheme counts by
    ("excluded", "none", "to the end of the month", "2020-02-10", "2020-03-01"),
    ("included", "none", "to the end of the month", "2020-02-29", "2020-03-01"),
    ("excluded", "none", "to the end of the quarter", "2019-11-30", "2020-01-01"),
    ("excluded", "none", "to the end of the half-year", "2020-01-01", "2020-07-01"),
    ("included", "next working day", "to the end of the year", "2020-12-31", "2021-01-01"),
    ("excluded", "none", "to the end of the year", "2021-01-01", "2022-01-01"),
    ("excluded", "none", "to the end of the next month", "2020-12-31", "2021-02-01"),
    ("included", "none", "to the end of the next year", "2020-05-31", "2022-01-01"),
])
def test_a_record_lives_to_its_last_day(tmp_path, first_day, roll, length, begins, ends):
    made = letter(tmp_path, head=f"counting: {{first_day: {first_day}, roll: {roll}}}\n", acts=[act(points=-10, counts_for=length)])
    last = str(dt.date.fromisoformat(ends) - dt.timedelta(days=1))
    lived = life(made, [f"{begins} act"], until=min(ends, FAR))
    assert gone(lived) == ends
    if ends < FAR:
        assert (at(made, lived, last).scores["score"], at(made, lived, ends).scores["score"]) == (90, 100)


@pytest.mark.parametrize("clock, ends", [("entry", "2021-04-06"), ("deed", "2021-03-06"), ("end", "2021-03-06")])
def test_the_clock_runs_from_entry_or_deed(tmp_path, clock, ends):
    made = letter(tmp_path, head=f"counting: {{clock: {clock}}}\n", acts=[act(points=-10, counts_for="1 year")])
    assert gone(life(made, ["2020-04-05 enter act deed=2020-03-05"], until=FAR)) == ends


@pytest.mark.parametrize("clock, ends", [("entry", "2021-03-06"), ("deed", "2021-03-06"), ("end", "2021-09-06")])
def test_the_clock_runs_from_the_end_of_a_lasting_wrong(tmp_path, clock, ends):
    made = letter(tmp_path, head=f"counting: {{clock: {clock}}}\n", acts=[act(points=-10, counts_for="1 year")])
    assert gone(life(made, ["2020-03-05 do does-act lasts=6"], until=FAR)) == ends


@pytest.mark.parametrize("per, lasts, days", [
    ("month", 4, ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"]),        # counted from the deed, not from the last entry
    ("month", 1, ["2020-01-31"]),
    ("month", 0, ["2020-01-31"]),
    ("quarter", 7, ["2020-01-31", "2020-04-30", "2020-07-31"]),
    ("half-year", 12, ["2020-01-31", "2020-07-31"]),
    ("year", 25, ["2020-01-31", "2021-01-31", "2022-01-31"]),
    ("act", 9, ["2020-01-31"]),
])
def test_a_lasting_wrong_is_entered_each_time(tmp_path, per, lasts, days):
    made = letter(tmp_path, acts=[act(points=-10, per=per, counts_for="1 year")])
    assert entered(life(made, [f"2020-01-31 do does-act lasts={lasts}"], until=FAR)) == days


@pytest.mark.parametrize("within, last", [("12 months", "2021-03-05"), ("15 days", "2020-03-20"), ("1 year", "2021-03-05")])
def test_within_includes_the_anniversary(tmp_path, within, last):
    made = letter(tmp_path, acts=[act(points=-10, counts_for="2 days")], measures=(
        f'id,label_en,thing,kind,when,of,basis\nbarred,Barred,trips,deny,"has(act, within={within})",person,text D 1\n'))
    lived = life(made, ["2020-03-05 act"], until=FAR)
    after = str(dt.date.fromisoformat(last) + dt.timedelta(days=1))
    assert (at(made, lived, "2020-03-04").measures, at(made, lived, "2020-03-05").measures) == (set(), {0})
    assert (at(made, lived, last).measures, at(made, lived, after).measures) == ({0}, set())


REMEDIES = """\
objection: {kind: objection, label: {en: O}, against: {acts: any}, open_for: 15 days, decided_within: 7 working days, if_won: %s, office: o,
  meanwhile: %s, basis: text D 1}
repair: {kind: repair, label: {en: R}, against: {acts: [act]}, after: 6 months, decided_within: 10 days, if_won: replace less, office: o, basis: text D 1}
"""


@pytest.mark.parametrize("filed, score", [("2020-03-05", 100), ("2020-03-20", 100), ("2020-03-21", 90)])
def test_an_objection_is_open_for_its_days(tmp_path, filed, score):
    made = letter(tmp_path, acts=[act(points=-10, counts_for="2 years"), act("less", points=-3, counts_for="1 year")],
                  remedies=REMEDIES % ("from now", "counts"))
    lived = life(made, ["2020-03-05 act", f"{filed} file objection"], until=FAR)
    assert at(made, lived, "2020-06-01").scores["score"] == score


@pytest.mark.parametrize("filed, score", [("2020-08-28", 90), ("2020-08-29", 97), ("2020-08-30", 97)])
def test_repair_waits_its_time(tmp_path, filed, score):
    """Six months from 29 February are over on 29 August."""
    made = letter(tmp_path, acts=[act(points=-10, counts_for="2 years"), act("less", points=-3, counts_for="1 year")],
                  remedies=REMEDIES % ("from now", "counts"))
    lived = life(made, ["2020-02-29 act", f"{filed} file repair"], until=FAR)
    assert at(made, lived, "2020-10-01").scores["score"] == score


@pytest.mark.parametrize("first_day, within, decided", [
    ("excluded", "3 days", "2020-06-08"), ("included", "3 days", "2020-06-07"), ("included", "1 day", "2020-06-05"), ("excluded", "0 days", "2020-06-05"),
    ("excluded", "1 working day", "2020-06-08"), ("included", "1 working day", "2020-06-05"), ("included", "3 working days", "2020-06-09"),
])
def test_an_office_decides_on_the_last_lawful_day(tmp_path, first_day, within, decided):
    """Filed on a Friday."""
    made = letter(tmp_path, head=f"counting: {{first_day: {first_day}}}\n", acts=[act(points=-10, counts_for="2 years")], remedies=(
        f"o: {{kind: objection, label: {{en: O}}, against: {{acts: any}}, decided_within: {within}, if_won: from now, office: o, basis: text D 1}}\n"))
    lived = life(made, ["2020-03-05 act", "2020-06-05 file o"], until=FAR)
    before = str(dt.date.fromisoformat(decided) - dt.timedelta(days=1))
    assert (at(made, lived, before).scores["score"], at(made, lived, decided).scores["score"]) == (90, 100)


def test_a_disputed_record_does_not_count_meanwhile(tmp_path):
    """Filed on Thursday 5 March 2020, lost on the seventh working day after it, Monday 16 March."""
    made = letter(tmp_path, acts=[act(points=-10, counts_for="2 years"), act("less", points=-3, counts_for="1 year")],
                  remedies=REMEDIES % ("from now", "suspended"))
    lived = life(made, ["2020-03-02 act", "2020-03-05 file objection right=no"], until=FAR)
    assert [at(made, lived, day).scores["score"] for day in ("2020-03-04", "2020-03-05", "2020-03-15", "2020-03-16")] == [90, 100, 100, 90]


@pytest.mark.parametrize("if_won, looked_back", [("as if never", set()), ("from now", {0})])
def test_what_was_never_is_not_looked_back_at(tmp_path, if_won, looked_back):
    made = letter(tmp_path, acts=[act(points=-10, counts_for="2 years"), act("less", points=-3, counts_for="1 year")],
                  remedies=REMEDIES % (if_won, "counts"),
                  measures='id,label_en,thing,kind,when,of,basis\nbarred,Barred,trips,deny,"has(act, within=3 years)",person,text D 1\n')
    lived = life(made, ["2020-03-02 act", "2020-03-05 file objection"], until=FAR)
    assert at(made, lived, "2020-03-13").measures == {0}
    assert at(made, lived, "2020-03-16").measures == looked_back


@pytest.mark.parametrize("filed, score", [("2020-06-05", 99), ("2020-09-07", 91)])
def test_what_replaces_a_record_is_the_version_of_that_day(tmp_path, filed, score):
    made = letter(tmp_path, acts=[act(points=-20, counts_for="2 years"), act("less", points=-1, counts_for="2 years", to="2020-09-01"),
                                  act("less", points=-9, counts_for="2 years", from_="2020-09-01")], remedies=(
        "r: {kind: repair, label: {en: R}, against: {acts: [act]}, decided_within: 3 days, if_won: replace less, office: o, basis: text D 1}\n"))
    lived = life(made, ["2020-06-01 act", f"{filed} file r"], until=FAR)
    assert at(made, lived, "2020-12-01").scores["score"] == score
