"""How charts are drawn: a few forms, each an Altair chart for a wide page and a narrow one.

Colours are names of the page's style (`var(--accent)`), so that one drawing serves light, dark and print. Red is for what is in force against
somebody, hatching for what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

INK, GREY, SOFT, LIGHT = "var(--ink)", "var(--grey)", "var(--soft)", "var(--light)"
ACCENT, AGAINST, WRONG = "var(--accent)", "var(--against)", "url(#hatch)"

_CONFIG = {
    "background": None, "font": "sans-serif", "view": {"stroke": None}, "padding": {"left": 2, "right": 8, "top": 6, "bottom": 2},
    "axis": {"labelColor": GREY, "titleColor": GREY, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": LIGHT,
             "domainColor": SOFT, "tickColor": SOFT, "domain": False, "ticks": False,
             "labelPadding": 5},
    "legend": {"labelColor": INK, "titleColor": GREY, "labelFontSize": 12, "orient": "top", "title": None, "symbolType": "square", "columns": 2,
               "labelLimit": 280},
    "header": {"labelColor": INK, "labelFontSize": 13, "labelFontWeight": "bold", "title": None, "labelAnchor": "start", "labelPadding": 2},
    "title": {"color": GREY, "fontSize": 11, "fontWeight": "normal", "anchor": "start", "orient": "bottom", "offset": 8},
    "text": {"color": INK, "fontSize": 12},
}
_BAR_STEP = 42


@dataclass(frozen=True)
class Canvas:
    """Where a chart is drawn: its whole width in pixels; `foot` is written below it, also when it is cut out of its page."""

    width: int
    foot: tuple[str, ...]

    @property
    def narrow(self) -> bool:
        return self.width < 500


WIDTHS = {"wide": 744, "narrow": 324}
_EXTENT = 40


def specification(chart: alt.Chart, rows: list[dict], canvas: Canvas) -> dict:
    """The Vega-Lite specification of a chart with its data and what stands below it."""
    spec = chart.to_dict(validate=False)         # a few fixed forms: drawing them in the tests judges them
    if isinstance(spec.get("height"), dict):     # a step for each value of y: said in pixels, so that width alone is fitted
        y = spec["layer"][0]["encoding"]["y"]["field"]
        spec["height"] = spec["height"]["step"] * len({row[y] for row in rows})
    spec["title"] = {"text": list(canvas.foot) if canvas.narrow else " · ".join(canvas.foot)}
    return spec | {"config": _CONFIG, "datasets": {"rows": rows}}


def _data() -> alt.NamedData:
    return alt.NamedData(name="rows")


def _fit(chart, canvas: Canvas):
    return chart.properties(width=canvas.width, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))


def panels(canvas: Canvas, *, unit: str, marks: bool = False):
    """Lines over months in small panels, each with its own scale. Rows: panel, order, month, value."""
    columns = 2 if canvas.narrow else 3
    width = canvas.width // columns - _EXTENT - 14
    x = alt.X("month:T", title=None, axis=alt.Axis(format="%Y", tickCount=3 if canvas.narrow else 4, grid=False))
    y = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=3, format="~r", minExtent=_EXTENT, maxExtent=_EXTENT), scale=alt.Scale(zero=False, nice=True))
    line = alt.Chart(_data()).mark_line(color=ACCENT, strokeWidth=2, point=alt.OverlayMarkDef(color=ACCENT, size=24) if marks else False)
    line = line.encode(x=x, y=y, tooltip=[alt.Tooltip("panel:N", title=" "), alt.Tooltip("month:T", format="%Y-%m", title=" "),
                                          alt.Tooltip("value:Q", title=unit, format=",.2f")])
    facet = alt.Facet("panel:N", sort=alt.EncodingSortField("order", op="min"), header=alt.Header(title=None))
    return line.properties(width=width, height=96).facet(facet=facet, columns=columns, spacing=14).resolve_scale(y="independent")


def lines(canvas: Canvas, *, unit: str, colours: dict[str, str], marks: bool = False):
    """Lines over months on one scale from 0. Rows: line, month, value."""
    x = alt.X("month:T", title=None, axis=alt.Axis(format="%Y", tickCount=4 if canvas.narrow else 8, grid=False))
    y = alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=4, titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-10, titleX=0))
    colour = alt.Color("line:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                       legend=alt.Legend() if len(colours) > 1 else None)
    chart = alt.Chart(_data()).mark_line(strokeWidth=2, point=marks).encode(x=x, y=y, color=colour, tooltip=[
        alt.Tooltip("line:N", title=" "), alt.Tooltip("month:T", format="%Y-%m", title=" "), alt.Tooltip("value:Q", title=unit, format=",")])
    return _fit(chart.properties(height=200), canvas)


def bar(order: int, name: str, value: float, colour: str, *, says: str = "", at: int = 0) -> dict:
    """A row for `bars`: `order` from the top, `at` within a stacked bar, whose name is written once."""
    return {"label": str(order), "title": "" if at else name, "name": name, "order": order, "at": at, "value": value, "colour": colour, "says": says}


def bars(canvas: Canvas, *, colours: dict[str, str], unit: str, stacked: bool = False):
    """Bars under their names, with what they say at their end. Rows: `bar`."""
    y = alt.Y("label:N", sort=alt.EncodingSortField("order", op="min"), axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.3))
    x = alt.X("value:Q", title=unit, axis=alt.Axis(tickCount=3 if canvas.narrow else 6), stack="zero" if stacked else None,
              scale=alt.Scale(nice=True, zero=True))
    colour = alt.Color("colour:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                       legend=alt.Legend(columns=1 if canvas.narrow else min(4, len(colours))) if len(colours) > 1 else None)
    tips = [alt.Tooltip("name:N", title=" "), alt.Tooltip("colour:N", title=" "), alt.Tooltip("value:Q", title=unit, format=",.6~r")]
    base = alt.Chart(_data())
    ends = base.mark_text(align="left", baseline="middle", dx=5, fontSize=12, color=GREY).encode(y=y, x=x, text="says:N")
    bar = base.mark_bar(stroke=GREY, strokeWidth=0.6).encode(y=y, x=x, color=colour, order=alt.Order("at:Q"), tooltip=tips)
    names = base.mark_text(align="left", baseline="bottom", dy=-9, fontSize=13, limit=canvas.width - 16).encode(y=y, x=alt.value(0), text="title:N")
    return _fit((bar + names if stacked else bar + names + ends).properties(height=alt.Step(_BAR_STEP)), canvas)


def heat(canvas: Canvas, *, across: str, down: str):
    """Shares as shades, the share in each cell. Rows: from, to, from_order, to_order, share (0 to 1), says."""
    x = alt.X("to:N", sort=alt.EncodingSortField("to_order", op="min"), title=across,
              axis=alt.Axis(orient="top", labelAngle=0, labelLimit=52, labelColor=INK, labelFontSize=11 if canvas.narrow else 13))
    y = alt.Y("from:N", sort=alt.EncodingSortField("from_order", op="min"), title=down, axis=alt.Axis(labelColor=INK, labelFontSize=13, titleAngle=-90))
    base = alt.Chart(_data()).encode(x=x, y=y)
    tips = [alt.Tooltip("from:N", title=down), alt.Tooltip("to:N", title=across), alt.Tooltip("says:N", title="%")]
    shade = base.mark_rect(color=ACCENT, stroke=LIGHT).encode(fillOpacity=alt.FillOpacity("share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.03, 1])),
                                                              tooltip=tips)
    text = base.mark_text(fontSize=10 if canvas.narrow else 13).encode(text="says:N", color=alt.condition(
        "datum.share > 0.55", alt.value("var(--paper)"), alt.value(INK)))
    return _fit((shade + text).properties(height=alt.Step(34)), canvas)


def tiles(canvas: Canvas, *, unit: str):
    """A schematic map: a tile for each place, shaded by its share. Rows: column, row (from 1), name, share (0 to 1), says."""
    x = alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.06))
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06))
    base = alt.Chart(_data()).encode(x=x, y=y)
    tips = [alt.Tooltip("name:N", title=" "), alt.Tooltip("says:N", title=unit)]
    shade = base.mark_rect(color=ACCENT, stroke=SOFT).encode(fillOpacity=alt.FillOpacity("share:Q", legend=None, scale=alt.Scale(range=[0.04, 0.6])), tooltip=tips)
    says = base.mark_text(fontSize=9 if canvas.narrow else 13, dy=0 if canvas.narrow else 8).encode(text="says:N")
    names = base.mark_text(fontSize=10, dy=-9).encode(text="name:N")
    return _fit((shade + says if canvas.narrow else shade + says + names).properties(height=alt.Step(34 if canvas.narrow else 46)), canvas)


def ranges(canvas: Canvas, *, unit: str):
    """From low to high with the middle marked. Rows: label, title, order, low, middle, high."""
    y = alt.Y("label:N", sort=alt.EncodingSortField("order", op="min"), axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.3))
    base = alt.Chart(_data())
    axis = alt.Axis(tickCount=4 if canvas.narrow else 8)
    tips = [alt.Tooltip("label:N", title=" "), alt.Tooltip("low:Q", title="10 %"), alt.Tooltip("middle:Q", title="50 %"), alt.Tooltip("high:Q", title="90 %")]
    band = base.mark_bar(color=SOFT, size=10).encode(y=y, x=alt.X("low:Q", title=unit, axis=axis), x2="high:Q", tooltip=tips)
    middle = base.mark_tick(color=ACCENT, thickness=4, size=18, opacity=1).encode(y=y, x=alt.X("middle:Q"), tooltip=tips)
    names = base.mark_text(align="left", baseline="bottom", dy=-10, fontSize=13, limit=canvas.width - 16).encode(y=y, x=alt.value(0), text="title:N")
    return _fit((band + middle + names).properties(height=alt.Step(_BAR_STEP)), canvas)


def spans(canvas: Canvas):
    """What held from when to when, in lanes. Rows: lane, title, order, start, end, says, odd."""
    y = alt.Y("lane:N", sort=alt.EncodingSortField("order", op="min"), axis=None, scale=alt.Scale(paddingInner=0.5, paddingOuter=0.4))
    x = alt.X("start:T", title=None, axis=alt.Axis(format="%Y", tickCount=5 if canvas.narrow else 10))
    base = alt.Chart(_data())
    colour = alt.Color("odd:N", scale=alt.Scale(domain=["no", "yes"], range=[LIGHT, "var(--shade)"]), legend=None)
    bar = base.mark_bar(stroke="var(--paper)", strokeWidth=1.5).encode(y=y, x=x, x2="end:T", color=colour, tooltip=[
        alt.Tooltip("lane:N", title=" "), alt.Tooltip("says:N", title=" "), alt.Tooltip("start:T", format="%Y-%m-%d", title=" ")])
    says = base.mark_text(align="left", dx=4, fontSize=10 if canvas.narrow else 12).encode(y=y, x=x, text="short:N" if canvas.narrow else "says:N")
    names = base.mark_text(align="left", baseline="bottom", dy=-12, fontSize=12, color=GREY, limit=canvas.width - 16).encode(y=y, x=alt.value(0), text="title:N")
    return _fit((bar + says + names).properties(height=alt.Step(48)), canvas)
