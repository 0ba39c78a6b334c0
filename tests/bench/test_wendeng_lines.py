"""Wendeng's plain lines: the cases are those that the tables of the texts give, and every line has an act."""

import datetime as dt

import pytest

from bench import wendeng_lines
from xinyong.scheme.builtin import find_scheme


def test_the_cases_are_what_the_tables_give():
    for path, text in wendeng_lines.files().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run python bench/wendeng_lines.py"


@pytest.mark.parametrize("scheme", ["wendeng", "wendeng-villages"])
def test_every_line_has_an_act(scheme):
    assert {line["act"] for line in wendeng_lines.table() if line["scheme"] == scheme} <= {act.id for act in find_scheme(scheme).acts}


def test_the_tables_are_whole():
    lines = [(line["place"].split(",")[0], line["line"]) for line in wendeng_lines.table() if line["place"].startswith("annex") and line["scheme"] == "wendeng"]
    assert len({line for line in lines if line[0] == "annex 1"}) == 435 - 2     # two lines of one transcription repeat lines of another heading
    assert len({line for line in lines if line[0] == "annex 2"}) == 130 - 1
    villages = {line["line"] for line in wendeng_lines.table() if line["scheme"] == "wendeng-villages" and line["line"]}
    assert villages == {str(number) for number in range(1, 194)}


def test_months_end_with_the_month():
    assert wendeng_lines.months_later(dt.date(2020, 1, 31), 1) == dt.date(2020, 2, 29)
    assert wendeng_lines.months_later(dt.date(2020, 12, 1), 24) == dt.date(2022, 12, 1)


def test_a_year_ends_with_the_year_in_which_the_wrong_ended():
    assert wendeng_lines.last_day("untidy-house lasts=3", 0) == dt.date(2020, 12, 31)
    assert wendeng_lines.last_day("refuses-to-put-right lasts=8", 0) == dt.date(2021, 12, 31)
    assert wendeng_lines.last_day("misses-loan lasts=1", 1) == dt.date(2021, 7, 1)
