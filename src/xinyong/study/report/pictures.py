"""An exhibit's chart as pictures: drawn in the page's own colours for a page, in colours of their own for a file."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from xinyong.study.report.charts import WIDTHS, Canvas, specification
from xinyong.study.report.exhibit import Exhibit
from xinyong.study.report.material import Material

DIGEST_SHOWN = 12
_HATCH = ('<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" '
          'fill="#fff"/><rect width="2.4" height="6" fill="#1c1c1c"/></pattern></defs>')
_COLOURS = {"paper": "#fff", "ink": "#1c1c1c", "grey": "#5a5a5a", "soft": "#9a9a9a", "light": "#e6e6e6", "shade": "#d2d8db", "accent": "#1d5c7c",
            "against": "#b3261e"}
"""The light colours of page/shared.css, for a picture that has left its page."""


def drawn(m: Material, e: Exhibit) -> dict:
    """An exhibit's chart: for each width a picture, and the specification by which it comes to life; its data only once."""
    pictures, specs = {}, {"rows": e.chart.rows}
    for name, width in WIDTHS.items():
        spec = _specification(m, e, width)
        pictures[name] = Markup(inlined(_svg(spec), f"{e.id}-{name}"))
        specs[name] = {key: part for key, part in spec.items() if key not in ("datasets", "$schema")}
    return {"pictures": pictures, "specs": specs}


def svg_file(m: Material, e: Exhibit) -> str:
    """An exhibit's chart as an SVG file that needs no page."""
    svg = re.sub(r"var\(--(\w+)\)", lambda found: _COLOURS[found.group(1)], _svg(_specification(m, e, WIDTHS["wide"])))
    at = svg.index(">") + 1
    return f'{svg[:at]}{_HATCH}<rect width="100%" height="100%" fill="#fff"/>{svg[at:]}'


def png_file(m: Material, e: Exhibit) -> bytes:
    """An exhibit's chart as a PNG, at twice the size in which a page shows it."""
    import vl_convert

    return vl_convert.svg_to_png(svg_file(m, e), scale=2)


def bundle() -> str:
    """The script that brings charts to life: Vega, Vega-Lite and what they need."""
    import vl_convert

    return vl_convert.javascript_bundle()


def inlined(svg: str, prefix: str) -> str:
    """A picture whose ids are its own within the page, that names itself to nobody (the page does) and is set in the page's fonts."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#(?!hatch\b)([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"| (role|aria-[a-z]+)="[^"]*"| font-family="[^"]*"', "", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)


def embedded(value) -> Markup:
    """A value as JSON that cannot end the script it stands in."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _specification(m: Material, e: Exhibit, width: int) -> dict:
    foot = ("SYNTHETIC" + m.w("", " 合成数据"), e.of_class.short(m.w), f"{m.w.name(m.names['world']['label'])} {(m.row['digest'] or '')[:DIGEST_SHOWN]}")
    canvas = Canvas(width, foot)
    return specification(e.chart.draw(canvas), e.chart.rows, canvas)


def _svg(spec: dict) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(spec)
