"""What every page shares: its language, its address, its templates."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from xinyong.portal.words import LANGUAGES, say
from xinyong.record.words import say as say_of_record
from xinyong.study.report.page import PAGE_FOLDER, SHARED_STYLE
from xinyong.study.report.words import Words
from xinyong.version import VERSION

Lang = Literal["en", "zh"]
FOLDER = Path(__file__).parent


def address(lang: str, *parts: str, **query) -> str:
    """The address of a page: parts of a path, and a query without what is empty; a list is written as often as it has items."""
    path = "/".join(quote(str(part), safe="") for part in (lang, *parts))
    asked = urlencode({key: value for key, value in query.items() if value not in (None, "", (), [])}, doseq=True)
    return f"/{path}?{asked}" if asked else f"/{path}"


def language_of(request: Request) -> str:
    """The language of an address; of one that has none, the first that the browser asks for."""
    first = request.url.path.lstrip("/").partition("/")[0]
    if first in LANGUAGES:
        return first
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The language for an Accept-Language header: Chinese where it stands before English, English otherwise."""
    weighed = []
    for place, part in enumerate(accepted[:500].split(",")):
        tag, _, weight = part.strip().lower().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag[:2]))
        except ValueError:
            continue
    return next((tag for weight, _, tag in sorted(weighed) if tag in LANGUAGES and weight < 0), "en")


def page(request: Request, template: str, *, status: int = 200, **context) -> HTMLResponse:
    """A page in the language of its address."""
    lang = language_of(request)
    text = _environment().get_template(template).render(
        lang=lang, w=Words(lang), t=lambda key, **values: say(lang, key, **values), say=lambda key, **values: say_of_record(lang, key, **values),
        to=lambda *parts, **query: address(lang, *parts, **query), other=_in_other_language(request, lang), version=VERSION, static=static_address,
        desk=request.app.state.desk, **context)
    return HTMLResponse(text, status, headers={"Content-Language": lang, "Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _in_other_language(request: Request, lang: str) -> str:
    """The address of the same page in the other language; where a form was sent, of the page it was sent from."""
    other = next(each for each in LANGUAGES if each != lang)
    parts = request.url.path.strip("/").split("/")
    if parts[0] not in LANGUAGES or request.method != "GET":
        return f"/{other}"
    path = quote("/".join([other, *parts[1:]]))
    return f"/{path}?{request.url.query}" if request.url.query else f"/{path}"


@cache
def _environment() -> Environment:
    found = Environment(loader=FileSystemLoader([FOLDER / "templates", PAGE_FOLDER]), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                        lstrip_blocks=True)
    found.filters["number"] = lambda value: f"{value:,}".replace("-", "−")
    found.filters["points"] = lambda value: "–" if value is None else f"{value:,g}".replace("-", "−")
    found.filters["signed"] = lambda value: f"{value:+g}".replace("-", "−") if value else "0"
    return found


# --- files served as they are -----------------------------------------------------------------------------------------

@cache
def static_file(name: str) -> tuple[bytes, str] | None:
    """A file of the portal's own and its media type; None where there is none of that name."""
    if name == "portal.css":
        return SHARED_STYLE.read_bytes() + (FOLDER / "static" / "portal.css").read_bytes(), "text/css; charset=utf-8"
    if name == "portal.js":
        return (FOLDER / "static" / "portal.js").read_bytes(), "text/javascript; charset=utf-8"
    if name == "vega.js":
        from xinyong.study.report.pictures import bundle

        return bundle().encode(), "text/javascript; charset=utf-8"
    if name == "icon.svg":
        return (FOLDER / "static" / "icon.svg").read_bytes(), "image/svg+xml"
    return None


@cache
def static_version(name: str) -> str:
    """What changes when a file does. The bundle changes with the program only, and is too large to be read for its address."""
    content = VERSION.encode() if name == "vega.js" else static_file(name)[0]
    return hashlib.sha256(content).hexdigest()[:12]


def static_address(name: str) -> str:
    """The address of a file, which changes when the file does."""
    return f"/static/{name}?v={static_version(name)}"
