"""A record: who, where they stand, what that brings and why, what can be done, what comes, and all that happened."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from xinyong.portal.charts import score_pictures
from xinyong.portal.frame import Lang, address, page
from xinyong.portal.timeline import by_year
from xinyong.portal.words import say
from xinyong.record.rules import iso
from xinyong.record.system_words import SystemWords
from xinyong.record.words import link_head, range_text
from xinyong.record.words import say as say_of_record
from xinyong.run.wording import Words as Wording
from xinyong.run.wording import yuan
from xinyong.scheme.values import date
from xinyong.study.report.page import safe_address

routes = APIRouter()
_KINDS = ("deny", "burden", "grant")
_NEVER = "9999"
"""After every date."""
_SPANS = {"working days": "个工作日", "working day": "个工作日", "days": "天", "day": "天", "months": "个月", "month": "个月", "years": "年", "year": "年"}


@routes.get("/runs/{name}/subjects/{code}")
def record(request: Request, lang: Lang, name: str, code: str, as_of: str = Query("", max_length=20)):
    """One subject's record, as it stood at the end of a day."""
    found = record_of(request, name, code, as_of)
    view = View(name, found, lang)
    return page(request, "record.html", name=name, r=found, v=view, whole=view.whole, years=by_year(found, lang), safe_address=safe_address, as_of=as_of,
                pictures={s["scheme"]: p for s in view.whole["standings"] if (p := score_pictures(found, s["scheme"], lang))}, python=_python(name, found, as_of),
                shell=f"xinyong record {name}.duckdb {found.code}" + (f" --as-of {as_of}" if as_of else ""))


@routes.get("/runs/{name}/subjects/{code}/data.json")
def data(request: Request, lang: Lang, name: str, code: str, as_of: str = Query("", max_length=20)):
    """The record as `xinyong record --json` prints it."""
    return JSONResponse(record_of(request, name, code, as_of).to_dict())


def record_of(request: Request, name: str, code: str, as_of: str = ""):
    """A subject's Record, lived again."""
    run = request.app.state.desk.shelf.open(name)
    request.app.state.desk.kernel.need()
    return run.record(code, as_of=as_of or None)


def _python(name: str, record, as_of: str) -> str:
    day = f', as_of="{as_of}"' if as_of else ""
    return (f'import xinyong as xy\nlife = xy.open_run("{name}.duckdb").record("{record.code}"{day})\n'
            "life.why(), life.timeline_df, life.records_df, life.measures_df, life.plot()")


class View:
    """A record arranged for a page: what holds now and what held, in the page's language."""

    def __init__(self, name: str, record, lang: str):
        self.name, self.record, self.lang = name, record, lang
        self.rules = record.rules
        self.whole = record.to_dict()

    def label(self, label: dict) -> str:
        return label[self.lang] or label["en"]

    # ---- who

    @property
    def attributes(self) -> list[tuple[str, str]]:
        """What is so of the subject: name and value."""
        own, named = self.whole["attributes"], self.rules.names["attributes"]
        found = []
        if self.record.kind == "person":
            found.append((self._say("age"), f"{own['age']} ({self._say('born')} {own['born']})"))
        found += [(self.label(named[key]), value) for key, value in own.items() if key in named and key != "age-band"]
        for key, value in own.items():
            if key.startswith("consented:") and value == "no":
                found.append((self._say("no consent"), key.partition(":")[2]))
        return found

    def _say(self, key: str, **values) -> str:
        return say_of_record(self.lang, key, **values)

    # ---- what holds

    @property
    def standings(self) -> list[dict]:
        """Standing in each scheme that keeps a ledger or grades."""
        return [s for s in self.whole["standings"] if s["scheme"] in self.rules.slot_of or self.rules.ledgers_of[s["scheme"]]]

    def range(self, s: dict) -> str:
        """A score over admissible bins, where its own are assumed."""
        labels = self.rules.slots[self.rules.slot_of[s["scheme"]]]["labels"] if s["range"] and s["range"]["grades"] else {}
        return range_text(s["range"], labels, self.lang) if s["range"] else ""

    @property
    def systems(self) -> list[SystemWords]:
        """One row for each system, where there are several."""
        rows = self.whole["systems"] if len(self.rules.schemes) > 1 and self.record.conditions.months else []
        return [SystemWords(self.rules, row, self.lang) for row in rows]

    @property
    def in_force(self) -> dict[str, list[dict]]:
        """Measures that hold, by kind."""
        return {kind: [m for m in self.whole["measures"] if m["kind"] == kind and m["to"] is None] for kind in _KINDS}

    @property
    def earlier(self) -> dict[str, list[dict]]:
        """Measures that held and hold no more, by kind, the last first."""
        return {kind: [m for m in reversed(self.whole["measures"]) if m["kind"] == kind and m["to"] is not None] for kind in _KINDS}

    def amount(self, measure: dict) -> str:
        """What a measure costs or gives, in its unit."""
        return Wording(self.lang).amount(measure["unit"], measure["amount"]) if measure["amount"] else ""

    def span(self, text: str) -> str:
        """A period such as `7 working days`, in the page's language."""
        number, _, unit = text.partition(" ")
        return f"{number}{_SPANS[unit]}" if self.lang == "zh" and unit in _SPANS else text

    def channel(self, label: str) -> str:
        """By which channel a record of the subject came."""
        return next((self.label(r["channel_label"]) for r in self.whole["records"] if r["id"] == label and r["channel_label"]), "")

    def grade_then(self, way: dict, grade: str | None) -> str:
        """The name of a grade that a success would bring."""
        return self.grade(way["scheme"], grade)

    @property
    def ways(self) -> list[dict]:
        """Remedies against what weighs, those open now first."""
        return sorted(self.whole["next"]["can_be_done"], key=lambda way: (not way["is_open"], way["open_from"] or _NEVER))

    def filed_at(self, way: dict) -> tuple[str, str] | None:
        """(day, address) of the same life in which the remedy was filed on the first day it was open; None where that has not come."""
        against = way["against"]
        entry = next((e for e in self.record.life.entries if e.label == against), None)
        if (way["open_from"] or _NEVER) > self.whole["as_of"] or (entry and entry.scripted):
            return None
        target = self.rules.acts[entry.act]["id"] if entry else against
        do = f"{way['open_from']} file {way['remedy']} against={target}"
        return way["open_from"], address(self.lang, "runs", self.name, "subjects", self.record.code, "what-if", do=[do])

    def when(self, way: dict) -> str:
        """When a remedy can be sought."""
        if way["pending_since"]:
            return say(self.lang, "pending", day=way["pending_since"])
        if way["times_left"] == 0:
            return self._say("used up")
        if not way["open_from"]:
            return self._say("follows", remedy=next(self.label(r["label"]) for r in self.rules.remedies if (r["scheme"], r["id"]) == (way["scheme"], way["follows"])))
        if way["is_open"]:
            return say(self.lang, "open until", day=way["open_until"]) if way["open_until"] else say(self.lang, "open now")
        late = way["open_until"] and way["open_until"] < self.whole["as_of"]
        return say(self.lang, "closed", day=way["open_until"]) if late else say(self.lang, "opens", day=way["open_from"])

    def owed(self, o: dict, amount: int) -> str:
        """Money owed in yuan, or that something is to be done."""
        return self._say("yuan", n=yuan(amount)) if o["unit"] else self._say("to do")

    def notices(self, s: dict) -> list[str]:
        """What happened to a stay on a list: notices, longer terms, the time after leaving."""
        found = [self._say(f"notice {name}", day=s["notice"][name]) for name in ("before", "served", "published") if s["notice"][name]]
        found += [self._say("not shown any more", day=s["notice"]["published_until"])] if s["notice"]["published_until"] else []
        found += [self._say("longer", day=term["day"], until=term["until"] or "–") for term in s["terms"]]
        found += [self._say("leaving", day=s["leaving"]["since"], off=s["leaving"]["off"])] if s["leaving"] and not s["to"] else []
        return found + ([] if s["binds"] or s["to"] else [self._say("not binding")])

    def head(self, link: dict) -> str:
        """A link of a chain in words, without what it rests on."""
        return link_head(link, self.lang)

    def measure_names(self, ids: list[str]) -> str:
        """Measures by their names."""
        names = {m["id"]: self.label(m["label"]) for m in self.rules.measures}
        return ("；" if self.lang == "zh" else "; ").join(names[id] for id in ids)

    def grade(self, scheme: str, grade: str | None) -> str:
        return self.rules.grade_label(self.rules.slot_of[scheme], grade, self.lang) if grade else self._say("no grade")

    # ---- figures of the chart in words

    def chart_words(self, scheme: str) -> dict | None:
        """What a score's chart shows: first and last day, first, last, lowest and highest score."""
        given = [(day, score) for day, score in self.record.score_steps(scheme) if score is not None]
        if not given:
            return None
        scores = [score for _, score in given]
        return {"first": iso(given[0][0]), "last": iso(self.record.as_of), "a": f"{scores[0]:g}", "b": f"{scores[-1]:g}", "low": f"{min(scores):g}", "high": f"{max(scores):g}"}

    @property
    def channels(self) -> list[str]:
        """By which channels the subject's records came."""
        return list(dict.fromkeys(self.label(r["channel_label"]) for r in self.whole["records"] if r["channel_label"] and not r["scripted"]))

    @property
    def passed_on(self) -> list[dict]:
        """The agreements that pass on what is recorded here or which lists it is on: label, and what they rest on."""
        acts = {self.rules.acts[e.act]["id"] for e in self.record.life.entries}
        lists = {self.rules.lists[s.list]["id"] for s in self.record.life.listings}
        found = {}
        for give in self.rules.names["gives"]:
            id = self.rules.lists[give["list"]]["id"] if "list" in give else self.rules.acts[give["act"]]["id"]
            if id in (lists if "list" in give else acts):
                rule = self.rules.names["agreements"][give["agreement"]]
                found[rule["id"]] = {"label": rule["label"], "source": self.rules.cite(rule)}
        return list(found.values())

    @property
    def first_day(self) -> str:
        return date(self.record.conditions.first_day).isoformat()

    @property
    def last_day(self) -> str:
        return date(self.record.conditions.last_day).isoformat()

    def line(self, at: str) -> str:
        """The address of a rule's line in the run's own files: `schemes/x/acts.csv:33`."""
        path, _, number = at.rpartition(":")
        parts = path.split("/")
        if len(parts) < 3:
            return address(self.lang, "runs", self.name)
        return address(self.lang, "runs", self.name, "schemes", parts[-2], file=parts[-1]) + f"#L{number}"
