"""Play this person: a life month by month, in which the reader decides and bears it. The address holds every decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from xinyong.portal.choices import choices, event_text
from xinyong.portal.frame import Lang, address, page
from xinyong.portal.guard import Refused
from xinyong.portal.pages.record import View, record_of
from xinyong.portal.timeline import between
from xinyong.record.rules import iso
from xinyong.scheme import values
from xinyong.study.report.page import safe_address
from xinyong.world import calendar

routes = APIRouter()
MOST = 400
Several = Annotated[list[str], Query(max_length=MOST)]
_STEPS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Played:
    """What was decided so far: events added (`do`), deeds refused (`skip`, as DAY:CONDUCT), and the last month lived, counted from January 1900."""

    do: tuple[str, ...]
    skip: tuple[str, ...]
    month: int


@routes.get("/runs/{name}/subjects/{code}/play")
def play(request: Request, lang: Lang, name: str, code: str, do: Several = (), skip: Several = (), until: str = Query("", max_length=10),
         since: str = Query("", max_length=10)):
    """A month of a life that the reader decides: what it brought, where it led, and what may be done next."""
    record = record_of(request, name, code)
    run = record.run
    if not record.conditions.months:
        raise Refused(400, "The run has lived no month: there is no life to play.")
    first, last = record.conditions.first_month, record.conditions.first_month + record.conditions.months - 1
    played = Played(do, skip, _month(until, first, last))
    begun = _month(since, first, last) if since else played.month
    life = _lived(run, record, played, played.month)
    view = View(name, life, lang)
    refused = set(skip)
    first_day = iso(_first_day(begun))
    events = [e for e in between(life, first_day, iso(life.as_of), lang) if e.kind != "conduct"] if until else []
    deeds = [d for d in life.life.deeds if d.day >= _first_day(begun) and _deed(record, d) not in refused] if until else []
    ahead = _lived(run, record, played, min(played.month + 1, last))
    tempted = [(_deed(record, d), iso(d.day), record.rules.kinds[d.kind]["label"][lang]) for d in ahead.life.deeds
               if d.day > life.as_of and not d.scripted and record.rules.kinds[d.kind]["kind"] == "bad" and _deed(record, d) not in refused]
    query = {"do": list(do), "skip": list(skip)}
    return page(request, "play.html", name=name, r=life, v=view, begun=bool(until), events=events, deeds=[(iso(d.day), record.rules.kinds[d.kind]["label"][lang]) for d in deeds],
                month=_text(played.month), next_month=_text(played.month + 1) if until else _text(first), over=bool(until) and played.month >= last, tempted=tempted, query=query,
                choices=choices(life, lang), played=played, safe_address=safe_address, until=until,
                compared=address(lang, "runs", name, "subjects", record.code, "what-if", do=list(do), without=_without(record, played, record.as_of)))


@routes.get("/runs/{name}/subjects/{code}/play/on")
def live_on(request: Request, lang: Lang, name: str, code: str, do: Several = (), skip: Several = (), until: str = Query("", max_length=10),
            event: str = Query("", max_length=120), amount: str = Query("", max_length=12), refuse: Several = (), step: str = Query("month", max_length=10)):
    """Take a decision and live on: to the address that holds it."""
    record = record_of(request, name, code)
    first, last = record.conditions.first_month, record.conditions.first_month + record.conditions.months - 1
    begins = _month(until, first, last) + 1 if until else first
    if begins > last:
        raise Refused(400, "The life as the run has it ends here.")
    ends = min(begins + _STEPS.get(step, 1) - 1, last)
    added = [event_text(iso(_first_day(begins)), event, amount)] if event else []
    if added:
        record.what_if(do=added)        # SchemeError tells what is wrong with it, before it is in every address that follows
    return RedirectResponse(address(lang, "runs", name, "subjects", record.code, "play", do=[*do, *added], skip=[*skip, *refuse], until=_text(ends), since=_text(begins)), 303)


def _lived(run, record, played: Played, month: int):
    """The life under all that was decided, up to the end of a month."""
    day = _first_day(month + 1) - 1
    upto = run.record(record.code, as_of=iso(day))
    do = [text for text in played.do if text[:10] <= iso(day)]
    without = _without(record, played, day)
    return upto.what_if(do=do, without=without).record if do or without else upto


def _without(record, played: Played, day: int) -> list[str]:
    """The records, entered by a day, that the refused deeds would bring."""
    refused = set(played.skip)
    acts = record.rules.acts
    return [e.label for e in record.life.entries if e.day <= day and f"{iso(e.deed)}:{acts[e.act]['conduct']}" in refused]


def _deed(record, d) -> str:
    return f"{iso(d.day)}:{record.rules.kinds[d.kind]['id']}"


def _first_day(month: int) -> int:
    return int(calendar.month_starts()[month])


def _text(month: int) -> str:
    return f"{1900 + month // 12}-{month % 12 + 1:02d}"


def _month(text: str, first: int, last: int) -> int:
    """A month such as 2016-03, within those lived; the first where none is given."""
    if not text:
        return first
    try:
        month = calendar.month_index(values.day(f"{text}-01"))
    except values.Unreadable:
        raise Refused(400, f"until: expected a month such as {_text(first)}, found “{text}”.") from None
    if not first <= month <= last:
        raise Refused(400, f"until {text}: this life is lived from {_text(first)} to {_text(last)}.")
    return month
