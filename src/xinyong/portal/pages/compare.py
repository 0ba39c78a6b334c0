"""Compare: two runs of the same people, with the same luck, under other rules."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from xinyong.portal.frame import Lang, address, page
from xinyong.portal.guard import Refused, SentForm
from xinyong.portal.worlds import known_worlds, own_variants
from xinyong.study.compare.pair import Pair
from xinyong.study.compare.people import SHOWN, people

routes = APIRouter()
PATIENCE = 1.0
"""Seconds of looking for those who change most."""


@routes.get("/compare")
def compare(request: Request, lang: Lang, a: str = Query("", max_length=255), b: str = Query("", max_length=255),
            variant: str = Query("", max_length=100)):
    """Two runs side by side; without them, which to choose, or which to begin."""
    desk = request.app.state.desk
    busy = desk.lives.of(b)
    if busy and not busy.over:
        return page(request, "living.html", name=b, life=busy, begun=False)
    kept = [k for k in desk.shelf.all() if k.row and k.row["months"]]
    compared = most = None
    if a and b:
        compared = Pair(desk.shelf.open(a), desk.shelf.open(b))
        if compared.paired and desk.kernel.is_ready and a != b:
            most = people(compared, seconds=PATIENCE)
    return page(request, "compare.html", kept=kept, a=a, b=b, variant=variant, compared=compared, most=most, shown=SHOWN,
                variants={k.name: own_variants(k.row["world"]) for k in kept if k.row["world"] in {w["id"] for w in known_worlds()}})


@routes.post("/compare")
def begin(request: Request, lang: Lang, form: SentForm):
    """Live the same people under a variant, to be compared with a run that is there."""
    desk = request.app.state.desk
    name, variant = form.text("a", 255), form.text("variant")
    run = desk.shelf.open(name)
    if variant not in {v["id"] for v in own_variants(run.world_id)}:
        raise Refused(400, f"variant: {run.world_id} has no variant “{variant[:40]}”.")
    if run.row["variants"]:
        raise Refused(400, f"{name} was lived under {' and '.join(run.row['variants'])} already. Choose a run without variants.")
    again = desk.shelf.free_name(f"{name}-{variant}")
    desk.lives.start(again, {"world": run.world_id, "people": run.people, "months": run.months, "seed": run.seed, "variants": [variant],
                             "out": str(desk.shelf.folder / f"{again}.duckdb")})
    return RedirectResponse(address(lang, "compare", a=name, b=again), 303)
