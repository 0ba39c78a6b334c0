"""The page: one HTML file with its style, its charts and its data in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from xinyong.study.citation import citation
from xinyong.study.report.download import csv_address
from xinyong.study.report.exhibit import Exhibit, Ground, Section
from xinyong.study.report.grounds import documents
from xinyong.study.report.material import Material
from xinyong.study.report.pictures import DIGEST_SHOWN, bundle, drawn, embedded

PAGE_FOLDER = Path(__file__).parent / "page"

SHARED_STYLE = PAGE_FOLDER / "shared.css"
"""Type, colours, tables and exhibits, as the report and the portal show them."""


def render(m: Material, sections: list[Section], told: Callable[[str], None]) -> str:
    """The whole page as HTML. `told` is called with what is being done."""
    environment = Environment(loader=FileSystemLoader(PAGE_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    exhibits = [e for s in sections for e in s.exhibits]
    charts = {}
    for e in exhibits:
        if e.chart:
            told(e.title)
            charts[e.id] = drawn(m, e)
    told(m.w("putting the page together", "生成页面"))
    return environment.get_template("report.html").render(
        m=m, w=m.w, row=m.row, title=_title(m), names=m.names, sections=sections, documents=documents(m), cite=citation(m.run), counted=m.run.counted,
        pictures={id: d["pictures"] for id, d in charts.items()}, live=embedded({id: d["specs"] for id, d in charts.items()}),
        bundle=Markup(bundle().replace("</script", r"<\/script")) if charts else "", style=Markup(SHARED_STYLE.read_text("utf-8") + (PAGE_FOLDER / "report.css").read_text("utf-8")),
        script=Markup((PAGE_FOLDER / "report.js").read_text("utf-8")), downloads=lambda e: [_download(m, e)], law_address="#law",
        grounds=lambda e: grouped(m, e.grounds), safe_address=safe_address, findings=[e for e in exhibits if e.main], short_digest=_short_digest(m))


def _download(m: Material, e: Exhibit) -> dict:
    """An exhibit's data, within the page itself."""
    return {"label": m.w("Data (CSV)", "数据 (CSV)"), "file": file_name(m, e, "csv"), "address": csv_address(m, e)}


def file_name(m: Material, e: Exhibit, ending: str) -> str:
    """What a file that holds an exhibit is called."""
    return f"xinyong-{m.row['world']}-{_short_digest(m)}-{e.id}.{ending}"


def _short_digest(m: Material) -> str:
    return (m.row["digest"] or "")[:DIGEST_SHOWN]


def _title(m: Material) -> str:
    """The page's title: place, years, and that it is synthetic."""
    years = str(m.first.year) if m.first.year == m.last_day.year else f"{m.first.year}–{m.last_day.year}"
    return f"{m.w.name(m.names['world']['label'])} {years} · Xinyong {m.w('report', '报告')} · SYNTHETIC"


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
