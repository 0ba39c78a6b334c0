"""A score over time as an Altair chart. SYNTHETIC stands inside the picture, so that it stays when the picture is cut out of its page."""

from __future__ import annotations

import altair as alt

from xinyong.record.rules import iso
from xinyong.record.words import say
from xinyong.scheme.values import date

BLUE, RED, GREEN, GREY = "#1f5fa8", "#b3261e", "#2e7d32", "#6b7280"
WIDTH, HEIGHT = 680, 220


def plot(record, *, lang: str = "en") -> alt.LayerChart | alt.VConcatChart:
    """The score of each scheme over time, with its records as points."""
    parts = [_one(record, scheme, lang) for scheme in record.rules.schemes if record.score_steps(scheme)]
    if not parts:
        return _nothing(record, lang)
    return _configured(parts[0] if len(parts) == 1 else alt.vconcat(*parts))


def plot_two(what_if, *, lang: str = "en"):
    """Both lives' scores over time, scheme by scheme."""
    a, b = what_if.as_lived, what_if.record
    parts = []
    for scheme in a.rules.schemes:
        rows = [row | {"life": say(lang, word)} for record, word in ((a, "as lived"), (b, "what if")) for row in _steps(record, scheme)]
        if rows:
            colour = alt.Color("life:N", title=None, scale=alt.Scale(domain=[say(lang, "as lived"), say(lang, "what if")], range=[GREY, BLUE]),
                               legend=alt.Legend(orient="top"))
            lines = alt.Chart(alt.Data(values=rows)).mark_line(interpolate="step-after", strokeWidth=2).encode(_x(), _y(lang), colour)
            parts.append((lines + _mark(a, lang)).properties(width=WIDTH, height=HEIGHT, title=_title(a, scheme, lang, str(what_if.change))))
    return _configured(parts[0] if len(parts) == 1 else alt.vconcat(*parts)) if parts else _nothing(a, lang)


def svg(chart) -> str:
    """The chart as SVG, drawn offline."""
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_dict())


def _one(record, scheme: str, lang: str):
    line = alt.Chart(alt.Data(values=_steps(record, scheme))).mark_line(interpolate="step-after", color=BLUE, strokeWidth=2).encode(_x(), _y(lang))
    score = dict(record.score_steps(scheme))
    entries = []
    for e in record.life.entries:
        act = record.rules.acts[e.act]
        shown = next((s for d, s in reversed(list(score.items())) if d <= e.day and s is not None), None)
        if act["scheme"] == scheme and shown is not None:
            points = record.rules.points(act["ledger"], e.points)
            entries.append({"day": iso(e.day), "score": shown, "record": e.label, "act": act["label"][lang], "points": points,
                            "sign": "bad" if points < 0 else "good"})
    colour = alt.Color("sign:N", scale=alt.Scale(domain=["bad", "good"], range=[RED, GREEN]), legend=None)
    dots = alt.Chart(alt.Data(values=entries)).mark_point(filled=True, size=45).encode(
        _x(), _y(lang), colour, tooltip=["record:N", "day:T", "act:N", "points:Q"])
    layers = [line, *([dots] if entries else []), _mark(record, lang)]
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=_title(record, scheme, lang))


def _steps(record, scheme: str) -> list[dict]:
    """The steps of a score, held to the last day."""
    steps = [(day, score) for day, score in record.score_steps(scheme)]
    if steps:
        steps.append((record.as_of, steps[-1][1]))
    return [{"day": iso(day), "score": score} for day, score in steps]


def _x():
    return alt.X("day:T", title=None, axis=alt.Axis(format="%Y", grid=False))


def _y(lang: str):
    return alt.Y("score:Q", title=say(lang, "points"), scale=alt.Scale(zero=False, padding=12))


def _title(record, scheme: str, lang: str, change: str = "") -> alt.TitleParams:
    """In this model: it is a score that assumptions made."""
    label = record.rules.schemes[scheme]["label"][lang]
    text = f"{say(lang, 'in this model')}: {label}, {record.code} ({say(lang, 'synthetic')})"
    below = [f"{say(lang, 'what if')}: {change}"] if change else []
    return alt.TitleParams(text, anchor="start", fontSize=13, subtitle=[*below, f"{date(record.conditions.first_day)} – {date(record.as_of)}"])


def _mark(record, lang: str):
    return alt.Chart(alt.Data(values=[{"text": say(lang, "synthetic")}])).mark_text(
        align="right", baseline="bottom", fontSize=11, fontWeight="bold", color=GREY, opacity=0.8).encode(
        text="text:N", x=alt.value(WIDTH - 4), y=alt.value(HEIGHT - 4))


def _nothing(record, lang: str):
    words = f"{say(lang, 'no months') if not record.conditions.months else say(lang, 'no grade')} {say(lang, 'synthetic')} {record.code}"
    return _configured(alt.Chart(alt.Data(values=[{"text": words}])).mark_text(fontSize=13).encode(text="text:N").properties(width=WIDTH, height=60))


def _configured(chart):
    return chart.configure_view(stroke=None).configure_axis(labelColor=GREY, titleColor=GREY, titleFontWeight="normal")
