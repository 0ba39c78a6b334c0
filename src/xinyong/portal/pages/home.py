"""The home page, looking a code up, and runs being lived."""

from __future__ import annotations

import asyncio
import json
import re

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, StreamingResponse

from xinyong.errors import CodeError, RunError, XinyongError
from xinyong.portal.frame import Lang, address, page
from xinyong.portal.guard import Refused, SentForm
from xinyong.portal.pages.find import examples
from xinyong.portal.worlds import known_worlds

routes = APIRouter()
_MEANT = re.compile(r"Did you mean ([0-9A-Z]{18})\?")
_LOOK_EVERY = 0.25
SHOWN = 6


@routes.get("")
def home(request: Request, lang: Lang):
    """What this is, who to look at, which runs there are, and a new one."""
    desk = request.app.state.desk
    going_on = desk.lives.going_on()
    busy = {life.name for life in going_on}
    kept = [k for k in desk.shelf.all() if k.name not in busy]
    readable = [k for k in kept if k.row and k.row["months"]]
    return page(request, "home.html", kept=kept, going_on=going_on, readable=readable, worlds=known_worlds(), folder=desk.shelf.folder,
                offered=_offered(desk, readable, lang) if desk.kernel.is_ready else [], questions=_questions(desk, readable, lang),
                books=[known for known, book in desk.books.mine() if any(book.id in w["schemes"] for w in known_worlds())])


def _offered(desk, readable, lang: str) -> list[dict]:
    """Some striking lives of the newest run that can be lived again."""
    from xinyong.portal.subjects import striking

    try:
        return striking(desk.shelf.open(readable[0].name), lang)[:SHOWN] if readable else []
    except XinyongError:
        return []


def _questions(desk, readable, lang: str) -> list[tuple[str, str]]:
    """Questions to start from, with where each is answered in the newest run."""
    cities = [("q cities", address(lang, "cities"))]
    if not readable:
        return cities
    name = readable[0].name
    asked = dict(examples(desk.shelf.open(name).names))
    found = [("q wrong", address(lang, "find", run=name, ask=asked["x low"]))] if "x low" in asked else []
    found += [("q airport", address(lang, "runs", name, "measures")), *cities, ("q notice", address(lang, "compare", a=name, variant="notice-first"))]
    return found + ([("q play", address(lang, "find", run=name, ask=asked["x worst"]))] if "x worst" in asked else [])


@routes.get("/look-up")
def look_up(request: Request, lang: Lang, code: str = Query("", max_length=200), run: str = Query("", max_length=255)):
    """To the record of a code; where it names nobody, what is wrong with it and who may be meant."""
    found = request.app.state.desk.shelf.open(run)
    try:
        unit, member = found.population.find(code)
    except CodeError as error:
        meant = _MEANT.search(str(error))
        return page(request, "error.html", status=404, head="cannot", sentence=str(error), problems=(),
                    meant=(meant[1], address(lang, "runs", run, "subjects", meant[1])) if meant else "")
    return RedirectResponse(address(lang, "runs", run, "subjects", found.population.code_of(unit, member)), 303)


# --- runs being lived -------------------------------------------------------------------------------------------------

@routes.post("/runs")
def start(request: Request, lang: Lang, form: SentForm):
    """Begin a run."""
    desk = request.app.state.desk
    worlds = {w["id"]: w for w in known_worlds()}
    world, variant = form.text("world"), form.text("variant")
    if world not in worlds:
        raise Refused(400, f"world: there is no built-in world “{world[:40]}”. There is: {', '.join(worlds)}.")
    if variant and variant not in {v["id"] for v in worlds[world]["variants"]}:
        raise Refused(400, f"variant: {world} has no variant “{variant[:40]}”.")
    rules = form.text("rules")
    people, months, seed = form.number("people", "persons"), form.number("months", "months"), form.number("seed", "seed")
    name = desk.shelf.free_name("-".join([world, *([variant] if variant else []), *([f"under-{rules}"] if rules else []), *([f"seed{seed}"] if seed not in (None, 1) else [])]))
    order = {"world": world, "people": people, "months": months, "seed": seed, "variants": [variant] if variant else [],
             "out": str(desk.shelf.folder / f"{name}.duckdb")}
    if rules:
        order["files"] = _files(world, desk.books.named(rules))
    desk.lives.start(name, order)
    return RedirectResponse(address(lang, "runs", name), 303)


def _files(world: str, scheme) -> list[list[str]]:
    """A world's rule files with a saved scheme in the place of its own: part, id, file, text."""
    from xinyong.run.inputs import inputs_of, with_scheme
    from xinyong.scheme import find_scheme
    from xinyong.world import read_world

    return [[*key, text] for key, text in with_scheme(inputs_of(read_world(world)), find_scheme(scheme)).items()]


@routes.post("/runs/{name}/stop")
def stop(request: Request, lang: Lang, name: str, form: SentForm):
    """Stop a run; what was lived is kept."""
    request.app.state.desk.lives.stop(name)
    return RedirectResponse(address(lang, "runs", name), 303)


@routes.post("/runs/{name}/resume")
def resume(request: Request, lang: Lang, name: str, form: SentForm):
    """Go on with a run that was stopped."""
    desk = request.app.state.desk
    life = desk.lives.of(name)
    if life and not life.over:
        raise RunError(f"{name} is being lived already.")
    desk.lives.start(name, {"resume": str(desk.shelf.path(name))})
    return RedirectResponse(address(lang, "runs", name), 303)


@routes.get("/runs/{name}/progress")
async def progress(request: Request, lang: Lang, name: str):
    """How far a run is, as events; the last one says that it is over."""
    life = request.app.state.desk.lives.of(name)
    if life is None:
        raise Refused(404, f"{name[:100]} is not being lived here.")

    async def events():
        told = None
        while True:
            now = json.dumps(life.to_dict())
            if now != told:
                told = now
                yield f"data: {now}\n\n"
            if life.over or await request.is_disconnected():
                return
            await asyncio.sleep(_LOOK_EVERY)

    return StreamingResponse(events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
