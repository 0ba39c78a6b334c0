"""A run: what came out, section by section, with charts, tables, sources and data to take away."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from xinyong.portal.exhibits import Exhibits
from xinyong.portal.frame import Lang, address, page
from xinyong.portal.guard import Refused
from xinyong.portal.subjects import striking
from xinyong.study.report.download import csv_text
from xinyong.study.report.page import file_name, grouped, safe_address
from xinyong.study.report.pictures import embedded, png_file, svg_file

routes = APIRouter()
_KINDS = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}


@routes.get("/runs/{name}")
def run(request: Request, lang: Lang, name: str):
    """What was run, what came out, whom to look at; while it is being lived, how far it is."""
    desk = request.app.state.desk
    life = desk.lives.of(name)
    if life and not life.over:
        return page(request, "living.html", name=name, life=life, begun=False)
    if life and name not in desk.shelf.names():
        return page(request, "living.html", name=name, life=life, begun=False)
    kept = desk.shelf.kept(name)
    if kept.begun:
        return page(request, "living.html", name=name, life=None, begun=True)
    found = desk.shelf.open(name)
    shown = Exhibits.of(found, lang)
    return page(request, "run.html", name=name, run=found, row=found.row, m=shown.material, names=found.names, sections=shown.sections,
                documents=shown.documents, cite=shown.citation, counted=found.counted, offered=striking(found, lang) if desk.kernel.is_ready else [], safe_address=safe_address,
                error=life.error if life else "")


@routes.get("/runs/{name}/{section}")
def section(request: Request, lang: Lang, name: str, section: str):
    """One section of what came out."""
    shown = Exhibits.of(request.app.state.desk.shelf.open(name), lang)
    found = shown.section(section)
    if found is None:
        raise Refused(404, f"{name}: a run has no page {section[:60]}. It has: {', '.join(s.id for s in shown.sections)}.")
    m, at = shown.material, shown.sections.index(found)
    drawn = {e.id: shown.drawn(e) for e in found.exhibits if e.chart}

    def downloads(e) -> list[dict]:
        endings = ("csv", "png", "svg") if e.chart else ("csv",)
        return [{"label": ending.upper(), "file": file_name(m, e, ending), "address": address(lang, "runs", name, "figures", f"{e.id}.{ending}")}
                for ending in endings]

    return page(request, "section.html", name=name, section=found, sections=shown.sections, m=m,
                before=shown.sections[at - 1] if at else None, after=shown.sections[at + 1] if at + 1 < len(shown.sections) else None,
                pictures={id: d["pictures"] for id, d in drawn.items()}, live=embedded({id: d["specs"] for id, d in drawn.items()}),
                grounds=lambda e: grouped(m, e.grounds), downloads=downloads, law_address=address(lang, "runs", name, "law"), python=_python(found))


def _python(section) -> str:
    return ('from xinyong.study.report import sections\nfor s in sections(run):\n    '
            f'if s.id == "{section.id}":\n        for exhibit in s.exhibits: print(exhibit.title, exhibit.table)')


@routes.get("/runs/{name}/figures/{file}")
def figure(request: Request, lang: Lang, name: str, file: str):
    """An exhibit as a file: its data, or its picture."""
    id, _, ending = file.rpartition(".")
    shown = Exhibits.of(request.app.state.desk.shelf.open(name), lang)
    e = shown.exhibit(id)
    if e is None or ending not in _KINDS or (ending != "csv" and not e.chart):
        raise Refused(404, f"{name}: there is no figure {file[:60]}.")
    make = {"csv": csv_text, "svg": svg_file, "png": png_file}[ending]
    return Response(make(shown.material, e), media_type=_KINDS[ending], headers={
        "Content-Disposition": f'attachment; filename="{file_name(shown.material, e, ending)}"', "Cache-Control": "no-cache"})
