"""Find: subjects by what happened to them."""

from __future__ import annotations

import time

from fastapi import APIRouter, Query, Request

from xinyong.errors import SchemeError, XinyongError
from xinyong.portal.frame import Lang, page
from xinyong.record.finding import Finder
from xinyong.record.living import Conditions
from xinyong.record.offer import few_words
from xinyong.record.subject import Record

routes = APIRouter()
SHOWN = 50
PATIENCE = 1.2
"""Seconds of looking before what was found so far is shown."""


class _Enough(Exception):
    """It has taken long enough."""


@routes.get("/find")
def find(request: Request, lang: Lang, run: str = Query("", max_length=255), ask: str = Query("", max_length=500), whole: str = Query("", max_length=3)):
    """Subjects of whom an expression holds, with how many there are."""
    desk = request.app.state.desk
    kept = [k for k in desk.shelf.all() if k.row and k.row["months"]]
    name = run or (kept[0].name if kept else "")
    found = desk.shelf.open(name) if name else None
    result, problems, sentence = None, [], ""
    if found and ask.strip():
        desk.kernel.need()
        try:
            result = look(found, ask.strip(), lang, patience=None if whole else PATIENCE)
        except SchemeError as error:
            problems = error.problems
        except XinyongError as error:
            sentence = str(error)
    return page(request, "find.html", status=400 if problems or sentence else 200, kept=kept, name=name, ask=ask.strip(), result=result, problems=problems, sentence=sentence,
                examples=examples(found.names) if found else [], names=found.names if found else None)


def look(run, ask: str, lang: str, *, patience: float | None) -> dict:
    """The first subjects of whom it holds, how many were found among how many households, and whether all were looked at.

    patience: seconds after which to stop; None: never. SchemeError tells what is wrong with the expression.
    """
    conditions = Conditions.of(run)
    finder = Finder(conditions, run.world, ask)
    until = time.monotonic() + patience if patience is not None else float("inf")
    looked = {"at": 0, "of": conditions.population.units, "found": 0}

    def note(at: int, of: int, found: int) -> None:
        looked.update(at=at, of=of, found=found)
        if time.monotonic() > until and at < of:
            raise _Enough

    places = []
    try:
        for place in finder.blocks(progress=note):
            if len(places) < SHOWN:
                places.append(place)
    except _Enough:
        pass
    day = conditions.last_day
    records = [Record(run, conditions, unit, member, conditions.live(unit, day), day) for unit, member in places]
    return looked | {"subjects": [(r.code, few_words(r, lang)) for r in records], "all": looked["at"] == looked["of"]}


def examples(names: dict) -> list[tuple[str, str]]:
    """Expressions to click that a run's rules can answer: the key of what each says, and the expression. Where there are several schemes, names say of which."""
    found, low = [], ""
    of = (lambda scheme, name: f"{scheme}.{name}") if len(names["schemes"]) > 1 else (lambda _, name: name)
    ledger = next((r for r in names["ledgers"] if r["start"]), None)
    if ledger:
        start = ledger["start"][-1] * ledger["step"] / 100
        score = of(ledger["scheme"], ledger["id"]) if len(names["schemes"]) > 1 or len(names["ledgers"]) > 1 else "score"
        found.append(("x low", f"{score} < {start * 0.9:g}"))
        low = f" and {score} < {start:g}"
    for slot in names["slots"][:1]:
        bands, grade = slot["versions"][-1]["bands"], of(slot["scheme"], "grade")
        worst = f"{grade} == {bands[-1]['id']}"
        found += [("x worst", f"at_end({worst})"), ("x best", f"at_end({grade} == {bands[0]['id']})"), ("x rose", f"{worst} and not at_end({worst})")]
    for rule in names["lists"][:1]:
        list_ = of(rule["scheme"], rule["id"])
        found += [("x listed", f"on({list_})"), ("x untold", f"on({list_}) and not told({list_})")]
    return [*found, ("x firm", f"kind == organisation{low}")]
