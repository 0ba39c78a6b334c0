"""A record as Polars frames: one row an event, a record, a stay; every frame names the subject and says that it is synthetic."""

from __future__ import annotations

import datetime as dt

import polars as pl

_TEXT, _DAY, _NUMBER, _YES = pl.String, pl.Date, pl.Float64, pl.Boolean

_TIMELINE = {"day": _DAY, "event": _TEXT, "what": _TEXT, "label": _TEXT, "record": _TEXT, "points": _NUMBER, "from": _TEXT, "to": _TEXT,
             "score": _NUMBER, "true": _YES, "by": _TEXT, "outcome": _TEXT}
_RECORDS = {"id": _TEXT, "day": _DAY, "deed": _DAY, "scheme": _TEXT, "act": _TEXT, "label": _TEXT, "points": _NUMBER, "grade": _TEXT,
            "channel": _TEXT, "true": _YES, "wrong": _TEXT, "not_what_the_rule_says": _YES, "repeated": _YES, "capped": _YES, "displayed_until": _DAY, "ended": _DAY,
            "ended_by": _TEXT, "told": _DAY, "basis": _TEXT, "document": _TEXT, "pin": _TEXT, "seen": _DAY}
_SCORES = {"scheme": _TEXT, "from": _DAY, "to": _DAY, "score": _NUMBER, "grade": _TEXT}
_MEASURES = {"measure": _TEXT, "scheme": _TEXT, "label": _TEXT, "kind": _TEXT, "thing": _TEXT, "from": _DAY, "to": _DAY, "records": _TEXT,
             "basis": _TEXT, "document": _TEXT, "pin": _TEXT, "seen": _DAY}
_LISTS = {"list": _TEXT, "scheme": _TEXT, "label": _TEXT, "from": _DAY, "to": _DAY, "until": _DAY, "ground": _TEXT, "told": _DAY, "exit": _TEXT,
          "records": _TEXT}
_REMEDIES = {"remedy": _TEXT, "kind": _TEXT, "label": _TEXT, "filed": _DAY, "against": _TEXT, "lawful_day": _DAY, "decided": _DAY,
             "outcome": _TEXT, "late": _YES}
_SPANS = {"scheme": _TEXT, "from": _DAY, "to": _DAY, "score_as_lived": _NUMBER, "score_what_if": _NUMBER, "grade_as_lived": _TEXT,
          "grade_what_if": _TEXT}


def frame(code: str, columns: dict, rows: list[dict]) -> pl.DataFrame:
    """Rows as a frame with the columns named; texts of days become dates, labels their English."""
    data = {name: [_value(row.get(name), type_) for row in rows] for name, type_ in columns.items()}
    whose = {"code": [code] * len(rows), "synthetic": [True] * len(rows)}
    return pl.DataFrame(whose | data, schema={"code": _TEXT, "synthetic": _YES} | columns)


def _value(value, type_):
    if value is None:
        return None
    if type_ is _DAY:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(value, dict):
        return value["en"]
    return float(value) if type_ is _NUMBER else value


def timeline_frame(record) -> pl.DataFrame:
    """One row an event, in order of day."""
    rows = [{"what": e.get("what") or e.get("measure") or e.get("list") or e.get("remedy") or e.get("scheme")} | e for e in record.timeline]
    return frame(record.code, _TIMELINE, rows)


def records_frame(record) -> pl.DataFrame:
    """One row a record, with what its points rest on."""
    return frame(record.code, _RECORDS, [row | row["points_source"] for row in map(record.record_row, record.life.entries)])


def scores_frame(record) -> pl.DataFrame:
    """Score and grade over time: one row from one change to the next (`to` not included)."""
    from xinyong.record.differ import steps
    from xinyong.scheme.values import date

    rows = []
    for scheme in record.rules.schemes:
        found = sorted(steps(record, scheme).items())
        for (day, (score, grade)), following in zip(found, [*(d for d, _ in found[1:]), record.as_of + 1]):
            rows.append({"scheme": scheme, "from": date(day), "to": date(following), "score": score, "grade": grade or None})
    return frame(record.code, _SCORES, rows)


def measures_frame(record) -> pl.DataFrame:
    """One row each time a measure held, with the records behind it."""
    return frame(record.code, _MEASURES, [row | row["source"] | {"records": _records(row)} for row in map(record.measure_row, record.life.measures)])


def lists_frame(record) -> pl.DataFrame:
    """One row a stay on a list."""
    return frame(record.code, _LISTS, [row | {"records": _records(row)} for row in map(record.list_row, record.life.listings)])


def remedies_frame(record) -> pl.DataFrame:
    """One row a remedy sought."""
    return frame(record.code, _REMEDIES, [record.remedy_row(f) for f in record.life.filings])


def spans_frame(difference) -> pl.DataFrame:
    """One row for each stretch of days on which two lives differ in score or grade (`to` not included)."""
    from xinyong.scheme.values import date

    rows = [{"scheme": s.scheme, "from": date(s.first), "to": date(s.last), "score_as_lived": s.scores[0], "score_what_if": s.scores[1],
             "grade_as_lived": s.grades[0] or None, "grade_what_if": s.grades[1] or None} for s in difference.spans]
    return frame(difference.a.code, _SPANS, rows)


def _records(row: dict) -> str | None:
    return ", ".join(link["id"] for link in row["because"] if link["link"] == "record") or None
