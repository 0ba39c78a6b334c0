"""Words and method: the field's terms in both languages, what the model does and assumes, its limits."""

from __future__ import annotations

from fastapi import APIRouter, Request

from xinyong.portal.frame import Lang, page
from xinyong.portal.glossary import LIMITS, METHOD, TERMS

routes = APIRouter()


@routes.get("/glossary")
def words(request: Request, lang: Lang):
    """The glossary and the method."""
    return page(request, "glossary.html", terms=TERMS, method=METHOD, limits=LIMITS)
