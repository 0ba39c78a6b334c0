"""Wendeng's plain lines: the cases are those that the tables of the text give, and every line has an act."""

import csv

from bench import wendeng_lines
from xinyong.scheme.builtin import find_scheme


def test_the_cases_are_what_the_tables_give():
    for path, text in wendeng_lines.files().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run python bench/wendeng_lines.py"


def test_the_tables_are_whole():
    with (wendeng_lines.HERE / "wendeng_lines.csv").open(encoding="utf-8", newline="") as table:
        lines = list(csv.DictReader(table))
    assert {line["act"] for line in lines} <= {act.id for act in find_scheme("wendeng").acts}
    annex = [line for line in lines if line["text"] == "WD" and line["place"].startswith("annex")]
    assert len({(line["place"][:7], line["line"]) for line in annex}) == 433 + 129


def test_months_end_with_the_month():
    assert wendeng_lines.months_later(wendeng_lines.dt.date(2020, 1, 31), 1) == wendeng_lines.dt.date(2020, 2, 29)
    assert wendeng_lines.months_later(wendeng_lines.dt.date(2020, 12, 1), 24) == wendeng_lines.dt.date(2022, 12, 1)
