"""Same conduct, five cities: one person of a run under several systems, what was done beside what each system makes of it."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request

from xinyong.errors import XinyongError
from xinyong.portal.frame import Lang, page
from xinyong.portal.pages.record import View, record_of
from xinyong.portal.subjects import striking
from xinyong.record.living import Conditions
from xinyong.record.rules import iso

routes = APIRouter()
WORLD = "five-cities"
PEOPLE = 2000
"""Persons of the run that is offered where there is none: lived in seconds."""
MOST = 200
"""Rows of conduct shown at most."""


@routes.get("/cities")
def cities(request: Request, lang: Lang, run: str = Query("", max_length=255), who: str = Query("", max_length=60)):
    """The same person in every system; without a run of that world, the form that lives one."""
    desk = request.app.state.desk
    kept = [k.name for k in desk.shelf.all() if k.row and k.row["months"] and k.row["world"] == WORLD and _lives_again(desk.shelf.open(k.name))]
    name = run or next(iter(kept), "")
    if not name:
        return page(request, "cities.html", name="", kept=kept, view=None, people=PEOPLE, world=WORLD, offered=[], deeds=[])
    desk.kernel.need()
    offered = striking(desk.shelf.open(name), lang)
    record = record_of(request, name, who) if who else _liveliest(request, name, offered)
    return page(request, "cities.html", name=name, kept=kept, view=View(name, record, lang) if record else None, people=PEOPLE, world=WORLD, offered=offered,
                deeds=deeds(record, lang) if record else [])


def _lives_again(run) -> bool:
    """Whether this version of the program lived it, so that its lives can be lived again."""
    try:
        Conditions.of(run)
    except XinyongError:
        return False
    return True


def _liveliest(request: Request, name: str, offered: list[dict]):
    """Of the lives that the run noted, the one of which most systems have a record; None where it noted none."""
    found = [record_of(request, name, each["code"]) for each in offered]
    return max(found, key=lambda r: (len({_scheme(r, e) for e in r.life.entries}), len(r.life.entries), r.code), default=None)


def _scheme(record, entry) -> str:
    return record.rules.acts[entry.act]["scheme"]


def deeds(record, lang: str) -> list[dict]:
    """What was done, in order of days: its day, what it was, and by scheme (points, whether wrong) of each record made of it."""
    rules = record.rules
    labels = {k["id"]: k["label"][lang] or k["label"]["en"] for k in rules.kinds if "label" in k}
    found: dict[tuple, dict] = {}
    for entry in record.life.entries:
        act = rules.acts[entry.act]
        row = found.setdefault((entry.deed, act["conduct"]), {"day": iso(entry.deed), "label": labels.get(act["conduct"]) or act["label"][lang] or act["label"]["en"], "by": {}})
        row["by"].setdefault(act["scheme"], []).append((rules.points(act["ledger"], entry.points) if act["ledger"] >= 0 else 0, entry.false))
    return [found[key] for key in sorted(found)][:MOST]
