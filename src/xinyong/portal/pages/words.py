"""Words and method: the field's terms in both languages, what the model does and assumes, its limits."""

from __future__ import annotations

from fastapi import APIRouter, Request

from xinyong.portal.frame import Lang, page
from xinyong.portal.glossary import LIMITS, METHOD, TERMS
from xinyong.study.report.page import safe_address
from xinyong.study.timeline import timeline

routes = APIRouter()


@routes.get("/glossary")
def words(request: Request, lang: Lang):
    """The glossary and the method."""
    return page(request, "glossary.html", terms=TERMS, method=METHOD, limits=LIMITS)


@routes.get("/timeline")
def years(request: Request, lang: Lang):
    """What happened when, with sources, and which built-in scheme covers what of it."""
    return page(request, "timeline.html", facts=timeline(), safe_address=safe_address)
