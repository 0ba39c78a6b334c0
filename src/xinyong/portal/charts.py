"""A subject's score over time as a picture in the page's own colours: as lived, or two lives in one."""

from __future__ import annotations

from functools import partial

import altair as alt
from markupsafe import Markup

from xinyong.record.rules import iso
from xinyong.record.words import say
from xinyong.scheme.values import date
from xinyong.study.report.charts import ACCENT, AGAINST, GREY, INK, SOFT, WIDTHS, WRONG, Canvas, specification
from xinyong.study.report.pictures import inlined

_GOOD = "var(--good)"
_SHAPES = {"bad": AGAINST, "over": SOFT, "good": _GOOD, "wrong": WRONG}


_MOST_KEPT = 200


def score_pictures(record, scheme: str, lang: str, *, other=None) -> dict | None:
    """The pictures of a scheme's score, by width, with records as points; of `other` (the same life under a change) a second line. None without a score."""
    if other is not None:
        return _pictures(record, scheme, lang, other)
    kept = record.run.__dict__.setdefault("_score_pictures", {})
    key = record.code, record.as_of, scheme, lang
    if key not in kept:
        while len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = _pictures(record, scheme, lang, None)
    return kept[key]


def _pictures(record, scheme: str, lang: str, other) -> dict | None:
    lives = [(record, "as lived")] if other is None else [(record, "as lived"), (other, "what if")]
    rows = [row for life, word in lives for row in _steps(life, scheme, say(lang, word))]
    if not any(row["score"] is not None for row in rows):
        return None
    rows += _records(record if other is None else other, scheme, lang)
    names = [say(lang, word) for _, word in lives]
    foot = (f"SYNTHETIC{'' if lang == 'en' else ' 合成数据'}", say(lang, "in this model"), record.code,
            f"{date(record.conditions.first_day)} – {date(record.as_of)}")
    return {name: Markup(inlined(_svg(partial(_drawn, names=names, lang=lang), rows, Canvas(width, foot)), f"score-{scheme}-{name}"))
            for name, width in WIDTHS.items()}


def _svg(draw, rows: list[dict], canvas: Canvas) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(specification(draw(canvas), rows, canvas))


def _drawn(canvas: Canvas, *, names: list[str], lang: str):
    x = alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount=4 if canvas.narrow else 10, grid=False))
    y = alt.Y("score:Q", title=say(lang, "points") if len(names) == 1 else None, scale=alt.Scale(zero=False, padding=12),
              axis=alt.Axis(tickCount=4, titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-12, titleX=0, format="~r"))
    colours = [ACCENT] if len(names) == 1 else [GREY, ACCENT]
    colour = alt.Color("life:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend() if len(names) > 1 else None)
    dash = alt.StrokeDash("life:N", scale=alt.Scale(domain=names, range=[[1, 0]] if len(names) == 1 else [[5, 4], [1, 0]]), legend=None)
    base = alt.Chart(alt.NamedData(name="rows"))
    line = base.transform_filter("datum.what == 'score'").mark_line(interpolate="step-after", strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    dots = base.transform_filter("datum.what == 'record'").mark_point(filled=True, size=70, stroke=INK, strokeWidth=0.8, opacity=1).encode(
        x=x, y=y, fill=alt.Fill("sign:N", scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())), legend=None))
    chart = (line + dots).properties(width=canvas.width, height=190, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    return chart.resolve_scale(color="independent", fill="independent")


def _steps(record, scheme: str, life: str) -> list[dict]:
    """The steps of a score, held to the last day."""
    steps = list(record.score_steps(scheme))
    if steps:
        steps.append((record.as_of, steps[-1][1]))
    return [{"what": "score", "day": iso(day), "score": score, "life": life} for day, score in steps]


def _records(record, scheme: str, lang: str) -> list[dict]:
    """Records as points on the line; their colour says whether they weigh still, and hatching that they are wrong."""
    steps = record.score_steps(scheme)
    found = []
    for e in record.life.entries:
        act = record.rules.acts[e.act]
        score = next((s for d, s in reversed(steps) if d <= e.day), None)
        if act["scheme"] == scheme and score is not None:
            sign = "wrong" if e.false else "good" if e.points > 0 else "bad" if e.live(record.as_of) else "over"
            found.append({"what": "record", "day": iso(e.day), "score": score, "sign": sign})
    return found
