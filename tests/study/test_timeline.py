"""The timeline: dated facts with sources, in order, each covered by schemes that are in force about then; the page is what the data say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xinyong.cli import main
from xinyong.errors import XinyongError
from xinyong.scheme import find_scheme
from xinyong.scheme.values import date
from xinyong.study.timeline import as_page, facts_in, timeline

PAGE = Path(__file__).parents[2] / "docs" / "background" / "timeline.md"
GOOD = """
sources: {A: {title: Paper, address: "https://example.org"}}
facts:
  - {when: 2014-06-14, kind: policy, en: Outline, zh: 纲要, source: A, basis: text, covered: [rongcheng]}
"""


def whens():
    return {fact.when for fact in timeline()}


@pytest.mark.parametrize("when", ["1980s", "1999", "2002-11", "2003-08", "2007", "2013-10-01", "2014-06-14", "2018-01", "2020", "2021", "2022-11-14", "2023-05-01", "2025-06-22"])
def test_what_the_history_is_made_of_is_there(when):
    assert when in whens()


def test_facts_come_in_order_with_source_and_both_languages():
    starts = [fact.when.replace("s", "") for fact in timeline()]
    assert starts == sorted(starts)
    for fact in timeline():
        assert fact.sources and fact.label["en"].endswith(".") and fact.label["zh"].endswith("。")
        assert all(address.startswith("http") for _, _, address in fact.sources)


def test_the_courts_list_is_of_its_day_and_covered():
    fact = next(f for f in timeline() if f.when == "2013-10-01")
    assert "court-defaulters" in fact.covered and fact.basis == "text"
    rule = next(r for r in find_scheme("court-defaulters").lists if r.id == "dishonest-debtors-2013")
    assert str(date(rule.first)) == fact.when


def test_a_scheme_in_force_from_a_day_told_is_named_on_that_day():
    """Wendeng (art. 22), the wage list and the bans: the scheme begins when the fact says."""
    for id in ("wendeng", "wage-arrears", "transport-bans"):
        day = str(date(find_scheme(id).first))
        assert any(id in fact.covered for fact in timeline() if fact.when == day), id


def test_the_docs_page_is_what_the_data_say():
    assert PAGE.read_text("utf-8") == as_page(), "write it anew: python -m xinyong.study.timeline > docs/background/timeline.md"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("2014-06-14", "June 2014", "timeline.yaml: fact 1: when: June 2014 is no day, month, year or decade."),
    ("source: A", "source: B", "timeline.yaml: fact 1: source: no such: B."),
    ("[rongcheng]", "[rongchen]", "timeline.yaml: fact 1: covered: no such: rongchen."),
    ("basis: text", "basis: hearsay", "timeline.yaml: fact 1: basis: expected one of text, secondary, assumption, found hearsay."),
    (", zh: 纲要", "", "timeline.yaml: fact 1: expected the fields basis, covered, en, kind, source, when, zh; found basis, covered, en, kind, source, when."),
])
def test_what_is_wrong_is_told(old, new, said):
    assert facts_in(GOOD)
    with pytest.raises(XinyongError) as wrong:
        facts_in(GOOD.replace(old, new))
    assert str(wrong.value) == said


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(["timeline", *arguments])
    return ended.value.code


def test_the_command(capsys):
    assert run() == 0
    out = capsys.readouterr().out
    assert "2014-06-14" in out and "not modelled" in out and out.index("1980s") < out.index("2026-04-01")
    assert run("--lang", "zh") == 0
    assert "未建模" in capsys.readouterr().out
    assert run("--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == len(timeline())
