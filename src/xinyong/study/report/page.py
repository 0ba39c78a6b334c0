"""The page: one HTML file with its style, its charts and its data in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from xinyong.study.citation import citation
from xinyong.study.report.charts import WIDTHS, Canvas, specification
from xinyong.study.report.download import csv_address
from xinyong.study.report.exhibit import Exhibit, Ground, Section
from xinyong.study.report.grounds import documents
from xinyong.study.report.material import Material

_FOLDER = Path(__file__).parent / "page"
_DIGEST_SHOWN = 12


def render(m: Material, sections: list[Section], told: Callable[[str], None]) -> str:
    """The whole page as HTML. `told` is called with what is being done."""
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    exhibits = [e for s in sections for e in s.exhibits]
    drawn = {}
    for e in exhibits:
        if e.chart:
            told(e.title)
            drawn[e.id] = _drawn(m, e)
    told(m.w("putting the page together", "生成页面"))
    return environment.get_template("report.html").render(
        m=m, w=m.w, row=m.row, title=_title(m), names=m.names, sections=sections, documents=documents(m), cite=citation(m.run), counted=m.run.counted,
        pictures={id: d["pictures"] for id, d in drawn.items()}, live=_embedded({id: d["specs"] for id, d in drawn.items()}),
        bundle=Markup(_bundle()) if drawn else "", style=Markup((_FOLDER / "report.css").read_text("utf-8")),
        script=Markup((_FOLDER / "report.js").read_text("utf-8")), csv_address=lambda e: csv_address(m, e),
        grounds=lambda e: grouped(m, e.grounds), safe_address=safe_address, findings=[e for e in exhibits if e.main], short_digest=(m.row["digest"] or "")[:_DIGEST_SHOWN])


def _title(m: Material) -> str:
    """The page's title: place, years, and that it is synthetic."""
    years = str(m.first.year) if m.first.year == m.last_day.year else f"{m.first.year}–{m.last_day.year}"
    return f"{m.w.name(m.names['world']['label'])} {years} · Xinyong {m.w('report', '报告')} · SYNTHETIC"


# --- charts -----------------------------------------------------------------------------------------------------------

def _drawn(m: Material, e: Exhibit) -> dict:
    """An exhibit's chart: for each width a picture, and the specification by which it comes to life; its data only once."""
    import vl_convert

    foot = ("SYNTHETIC" + m.w("", " 合成数据"), e.of_class.short(m.w), f"{m.w.name(m.names['world']['label'])} {(m.row['digest'] or '')[:_DIGEST_SHOWN]}")
    pictures, specs = {}, {"rows": e.chart.rows}
    for name, width in WIDTHS.items():
        canvas = Canvas(width, foot)
        spec = specification(e.chart.draw(canvas), e.chart.rows, canvas)
        pictures[name] = Markup(_own_ids(vl_convert.vegalite_to_svg(spec), f"{e.id}-{name}"))
        specs[name] = {key: part for key, part in spec.items() if key not in ("datasets", "$schema")}
    return {"pictures": pictures, "specs": specs}


def _own_ids(svg: str, prefix: str) -> str:
    """A picture whose ids are its own within the page, that names itself to nobody (the page does) and is set in the page's fonts."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#(?!hatch\b)([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"| (role|aria-[a-z]+)="[^"]*"| font-family="[^"]*"', "", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)


def _bundle() -> str:
    import vl_convert

    return vl_convert.javascript_bundle().replace("</script", r"<\/script")


def _embedded(value) -> Markup:
    """A value as JSON that cannot end the script it stands in."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


# --- sources ----------------------------------------------------------------------------------------------------------

def safe_address(address: str | None) -> str:
    """An address that may be a link: one of the web; the files of rules may come from anybody."""
    return address if address and address.lower().startswith(("http://", "https://")) else ""


def grouped(m: Material, grounds: tuple[Ground, ...]) -> list[dict]:
    """What an exhibit rests on, the same basis told once: kind, document with address and day seen, pinpoint or reason, and of what."""
    found: dict[tuple, dict] = {}
    for g in grounds:
        b = g.basis
        document = m.names["sources"].get(g.scheme, {}).get(b["document"]) or m.names["sources"].get("", {}).get(b["document"])
        key = (b["kind"], b["document"], b["pin"], b["why"])
        entry = found.setdefault(key, {
            "kind": b["kind"], "id": b["document"], "title": document["title"]["en"] if document else "",
            "title_zh": document["title"]["zh"] if document else "", "pin": b["pin"], "why": b["why"],
            "address": safe_address(document["address"]) if document else "", "seen": m.day(document["seen"]) if document and document["seen"] else None, "of": []})
        if g.what not in entry["of"]:
            entry["of"].append(g.what)
    return list(found.values())
