"""The portal as an application: its pages, and what is said when one cannot be shown."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from xinyong.errors import CodeError, RunFileError, SchemeError, XinyongError
from xinyong.portal.books import Books
from xinyong.portal.frame import address, language_of, page, static_file, static_version
from xinyong.portal.guard import LOOPBACK, Guard, Refused
from xinyong.portal.kernel import Kernel, NotYet
from xinyong.portal.lives import Lives
from xinyong.portal.pages import ROUTES
from xinyong.portal.shelf import Shelf

_log = logging.getLogger(__name__)


@dataclass
class Desk:
    """What pages work with: the runs of a folder, the schemes, and the runs being lived."""

    shelf: Shelf
    books: Books
    kernel: Kernel = field(default_factory=Kernel)
    lives: Lives = field(default_factory=Lives)


def make_app(runs: str | Path, *, hosts: tuple[str, ...] = LOOPBACK) -> FastAPI:
    """The pages over the runs of a folder. hosts: names under which they may be called; empty for any."""
    app = FastAPI(title="Xinyong", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.desk = Desk(Shelf(runs), Books(runs))
    app.add_middleware(GZipMiddleware, minimum_size=2000)
    app.add_middleware(Guard, hosts=hosts)
    app.get("/")(_begin)
    app.get("/static/{name}")(_static)
    app.get("/favicon.ico")(lambda: _file("icon.svg", ""))
    for routes in ROUTES:
        app.include_router(routes, prefix="/{lang}")
    app.add_exception_handler(XinyongError, _told)
    app.add_exception_handler(OSError, _told)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _not_there)
    app.add_exception_handler(Exception, _mistake)
    return app


def _begin(request: Request) -> Response:
    """The home page in the browser's language."""
    return RedirectResponse(address(language_of(request)), 302, headers={"Vary": "Accept-Language"})


def _static(name: str, v: str = "") -> Response:
    return _file(name, v)


def _file(name: str, version: str) -> Response:
    found = static_file(name)
    if found is None:
        raise HTTPException(404)
    lasting = version and version == static_version(name)
    return Response(found[0], media_type=found[1], headers={"Cache-Control": "max-age=31536000, immutable" if lasting else "no-cache"})


# --- what cannot be shown ---------------------------------------------------------------------------------------------

def _told(request: Request, error: Exception) -> Response:
    """An error that was foreseen, in its own words."""
    if isinstance(error, NotYet):
        return page(request, "waiting.html", status=202)
    if isinstance(error, SchemeError):
        return page(request, "error.html", status=400, head="problems", sentence="", problems=error.problems, meant="")
    if isinstance(error, OSError):
        sentence = f"{error.filename or 'The system'}: {error.strerror or error}."
        return page(request, "error.html", status=400, head="cannot", sentence=sentence, problems=(), meant="")
    status = error.status if isinstance(error, Refused) else 404 if isinstance(error, (RunFileError, CodeError)) else 400
    return page(request, "error.html", status=status, head="not found" if status == 404 else "cannot", sentence=str(error), problems=(), meant="")


def _not_understood(request: Request, error: RequestValidationError) -> Response:
    if any(problem["loc"][:2] == ("path", "lang") for problem in error.errors()):
        return page(request, "error.html", status=404, head="not found", sentence="", problems=(), meant="")
    wrong = "; ".join(f"{'.'.join(str(part) for part in problem['loc'][1:])}: {problem['msg']}" for problem in error.errors()[:5])
    return page(request, "error.html", status=400, head="not understood", sentence=wrong[:500], problems=(), meant="")


def _not_there(request: Request, error: HTTPException) -> Response:
    head = {404: "not found", 405: "not allowed"}.get(error.status_code, "cannot")
    return page(request, "error.html", status=error.status_code, head=head, sentence="", problems=(), meant="")


def _mistake(request: Request, error: Exception) -> Response:
    """A mistake of the program itself: told as such, and written to the log."""
    _log.error("no answer to %s", request.url.path, exc_info=error)
    return page(request, "error.html", status=500, head="mistake", sentence="", problems=(), meant="")
