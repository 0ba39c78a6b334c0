"""Rules: schemes as sentences with their sources, as text with line numbers, checked, tested, and edited into versions of one's own."""

from __future__ import annotations

import difflib
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse

from xinyong.errors import Problem, SchemeError
from xinyong.portal.books import MOST_TEXT, Book
from xinyong.portal.frame import Lang, address, page
from xinyong.portal.guard import Refused, SentForm
from xinyong.scheme.read import FILES
from xinyong.scheme.values import date

routes = APIRouter()
MOST_LINES = 6000
Version = Annotated[int, Query(ge=0, le=999_999)]
File = Annotated[str, Query(max_length=80)]


@routes.get("/rules")
def schemes(request: Request, lang: Lang):
    """Which schemes there are, in which versions."""
    books = request.app.state.desk.books
    rows = []
    for id in books.ids():
        for version in books.versions(id):
            scheme, problems = books.read(id, version).checked()
            rows.append({"id": id, "version": version, "scheme": scheme, "errors": sum(not p.is_warning for p in problems),
                         "from": date(scheme.first).isoformat() if scheme else "", "acts": len({a.id for a in scheme.acts}) if scheme else 0})
    return page(request, "rules.html", rows=rows)


@routes.get("/rules/{id}")
def scheme(request: Request, lang: Lang, id: str, version: Version = 0, at: str = Query("", max_length=20)):
    """A scheme in sentences, as of a day."""
    book = request.app.state.desk.books.read(id, version)
    found, problems = book.checked()
    return page(request, "scheme.html", book=book, scheme=found, told=book.told(at, lang), at=at, problems=problems, versions=request.app.state.desk.books.versions(id), days=_days(found) if found else [])


def _days(found) -> list[str]:
    """The days on which a scheme changes, for a reader to jump to."""
    from xinyong.scheme.sentences.facts import history_days

    return [date(day).isoformat() for day in history_days(found)]


@routes.get("/rules/{id}/explain/{rule}")
def rule(request: Request, lang: Lang, id: str, rule: str, version: Version = 0, at: str = Query("", max_length=20)):
    """One rule: as it is, what it rests on, what it was and becomes."""
    book = request.app.state.desk.books.read(id, version)
    found, problems = book.checked()
    if not found:
        raise SchemeError([p for p in problems if not p.is_warning])
    return page(request, "rule.html", book=book, told=found.explain(rule[:100], at=at or None, lang=lang), at=at, rule=rule)


# --- the text ---------------------------------------------------------------------------------------------------------

@routes.get("/rules/{id}/text")
def text(request: Request, lang: Lang, id: str, version: Version = 0, file: File = ""):
    """A file of a scheme with line numbers; what is wrong is marked at its line."""
    book = request.app.state.desk.books.read(id, version)
    file = file or next(iter(book.files))
    return page(request, "text.html", book=book, file=file, lines=_lines(book.text(file)), marked=_marked(book, file, book.checked()[1]), run="", versions=request.app.state.desk.books.versions(id))


@routes.get("/runs/{name}/schemes/{id}")
def text_of_run(request: Request, lang: Lang, name: str, id: str, file: File = ""):
    """A file of a scheme as a run was lived under it."""
    inputs = request.app.state.desk.shelf.open(name).inputs
    files = {f: t.encode() for (part, of, f), t in inputs.items() if part == "scheme" and of == id}
    if not files:
        raise Refused(404, f"{name} was not lived under a scheme {id[:60]}.")
    book = Book(id, 0, f"schemes/{id}", files)
    file = file or next(iter(files))
    return page(request, "text.html", book=book, file=file, lines=_lines(book.text(file)), marked={}, run=name, versions=[])


def _lines(text: str) -> list[str]:
    return text.split("\n")[:MOST_LINES]


def _marked(book: Book, file: str, problems: list[Problem]) -> dict[int, list[Problem]]:
    """Problems of a file by line."""
    found: dict[int, list[Problem]] = {}
    for p in problems:
        if p.file == f"{book.name}/{file}":
            found.setdefault(max(p.line, 1), []).append(p)
    return found


# --- checking and testing ---------------------------------------------------------------------------------------------

@routes.get("/rules/{id}/tests")
def tests(request: Request, lang: Lang, id: str, version: Version = 0):
    """The worked cases of a scheme lived, and what no case touches."""
    from xinyong.record.cases import Letter
    from xinyong.record.coverage import coverage, totals

    book = request.app.state.desk.books.read(id, version)
    found, problems = book.checked()
    if not found:
        raise SchemeError([p for p in problems if not p.is_warning])
    request.app.state.desk.kernel.need()
    letter = Letter(found)
    lived = list(letter.live_all())
    failures = sorted((f for life in lived for f in life.failures), key=lambda f: (f.place.file, f.place.line, f.place.column))
    return page(request, "tests.html", book=book, cases=len(lived), passed=sum(not life.failures for life in lived), failures=failures[:200], covered=totals(coverage(letter, lived)))


@routes.post("/rules/{id}/check")
def check(request: Request, lang: Lang, id: str, form: SentForm):
    """What is wrong with a text that is being edited, by line, as JSON."""
    book, file, text = _edited(request, id, form)
    problems = book.with_text(file, text).checked()[1]
    return JSONResponse({"problems": [p.to_dict() | {"here": p.file == f"{book.name}/{file}"} for p in problems[:200]]})


# --- editing ----------------------------------------------------------------------------------------------------------

@routes.get("/rules/{id}/edit")
def edit(request: Request, lang: Lang, id: str, version: Version = 0, file: File = ""):
    """A file to be edited."""
    book = request.app.state.desk.books.read(id, version)
    return _editor(request, book, file or "scheme.yaml", None)


@routes.post("/rules/{id}/edit")
def save(request: Request, lang: Lang, id: str, form: SentForm):
    """Check what was edited; save it as a new version where that was asked."""
    book, file, text = _edited(request, id, form)
    if form.text("do") != "save":
        return _editor(request, book, file, text)
    if file in book.files and text == book.text(file):
        return RedirectResponse(address(lang, "rules", id, "text", version=book.version, file=file), 303)
    saved = request.app.state.desk.books.save(book, file, text)
    return RedirectResponse(address(lang, "rules", id, "text", version=saved.version, file=file), 303)


def _edited(request: Request, id: str, form) -> tuple[Book, str, str]:
    """The version that is edited, the file, and its text."""
    books = request.app.state.desk.books
    book, file = books.read(id, form.number("version", "version") or 0), form.text("file")
    books.may_be_written(book, file)
    return book, file, form.whole("text", MOST_TEXT)


def _editor(request: Request, book: Book, file: str, text: str | None):
    request.app.state.desk.books.may_be_written(book, file)
    if text is None:
        text = book.text(file) if file in book.files else ""
    problems = book.with_text(file, text).checked()[1]
    return page(request, "edit.html", book=book, file=file, text=text, problems=problems, here=f"{book.name}/{file}", files=[*book.files, *(f for f in FILES if f not in book.files)])


# --- what differs -----------------------------------------------------------------------------------------------------

@routes.get("/rules/{id}/diff")
def diff(request: Request, lang: Lang, id: str, version: Version = 0, to: Version = 0):
    """What differs between two versions of a scheme, line by line."""
    books = request.app.state.desk.books
    a, b = books.read(id, version), books.read(id, to)
    changes = []
    for file in sorted({*a.files, *b.files}):
        old, new = (x.text(file).split("\n") if file in x.files else [] for x in (a, b))
        if old != new:
            changes.append((file, [line for line in difflib.unified_diff(old, new, lineterm="", n=2) if not line.startswith(("---", "+++"))][:MOST_LINES]))
    return page(request, "diff.html", a=a, b=b, changes=changes, versions=books.versions(id))
