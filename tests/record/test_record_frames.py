"""Frames, charts and how a record shows itself."""

import datetime as dt

import polars as pl

from xinyong.record.plot import svg


def test_frames_name_the_subject_and_say_synthetic(busiest):
    record = busiest[0]
    for name in ("timeline_df", "records_df", "score_df", "measures_df", "lists_df", "remedies_df"):
        frame = getattr(record, name)
        assert frame.columns[:2] == ["code", "synthetic"]
        assert frame["synthetic"].all() and set(frame["code"]) <= {record.code}
    assert len(record.records_df) == len(record.life.entries) and record.records_df["day"].dtype == pl.Date
    assert len(record.timeline_df) == len(record.timeline)


def test_the_score_frame_is_the_score_on_every_day(busiest):
    record = busiest[0]
    frame = record.score_df
    assert frame["from"][1:].to_list() == frame["to"][:-1].to_list()
    day = dt.date(2019, 5, 4)
    row = frame.filter((pl.col("from") <= day) & (day < pl.col("to"))).to_dicts()[0]
    as_of = (day - dt.date(1970, 1, 1)).days
    assert (row["score"], row["grade"]) == (record.life.score(0, as_of), record.life.grade(0, as_of) or None)


def test_synthetic_stands_in_every_picture(busiest, everybody):
    """In the drawing itself, in both languages, also where there is nothing to draw."""
    record = busiest[0]
    child = next(r for r in everybody if r.kind == "person" and r.whole.age(r.member, r.as_of) < 15)
    what_if = record.what_if(without=record.life.entries[0].label)
    for chart in (record.plot(), record.plot(lang="zh"), child.plot(), what_if.plot()):
        drawn = svg(chart)
        assert "SYNTHETIC" in drawn and drawn.startswith("<svg")
    assert record.code in svg(record.plot()) and "In this model" in svg(record.plot())


def test_a_record_shows_itself(busiest):
    record = busiest[0]
    shown = record._repr_html_()
    for word in (record.code, "SYNTHETIC", "In this model", "<svg", "because", record.life.entries[-1].label):
        assert word in shown
    assert "src=" not in shown and "href=\"http" not in shown
    two = record.what_if(without=record.life.entries[0].label)._repr_html_()
    assert "SYNTHETIC" in two and "couplings are kept" in two
    assert "SYNTHETIC" in repr(record)


def test_why_is_a_chain_that_reads_as_text(busiest):
    record = next(r for r in busiest if r.life.grade(0, r.as_of))
    assert str(record.why()).startswith("grade ") and "←" in str(record.why())
    assert [link["id"] for link in record.why("r1")] == ["r1"]
    stay = record.life.measures[-1]
    assert record.why(record.rules.measures[stay.what]["id"])[0]["link"] == "measure"
