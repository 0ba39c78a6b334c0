"""A life's events in sentences, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from xinyong.portal.words import say
from xinyong.record.words import say as say_of_record
from xinyong.record.words import signed


@dataclass(frozen=True)
class Told:
    """An event as it is read: its day, its kind (as record/timeline.py names it), what it says, whether it weighs against somebody or is wrong."""

    day: str
    kind: str
    text: str
    tone: str = ""
    record: str = ""


def by_year(record, lang: str) -> list[tuple[str, list[Told]]]:
    """All events of a life in order of day, under their years."""
    told = [_told(record, event, lang) for event in record.timeline]
    return [(year, list(events)) for year, events in groupby(told, key=lambda e: e.day[:4])]


def between(record, first: str, last: str, lang: str) -> list[Told]:
    """The events from one day to another, both included."""
    return [_told(record, e, lang) for e in record.timeline if first <= e["day"] <= last]


def _told(record, e: dict, lang: str) -> Told:
    make = _MAKERS.get(e["event"], _unnamed)
    text, tone = make(record, e, lang)
    return Told(e["day"], e["event"], text, tone, e.get("record", ""))


def _label(e: dict, lang: str) -> str:
    return e["label"][lang] or e["label"]["en"]


def _conduct(record, e, lang):
    channels = record.rules.channels
    unseen = [channels[c]["label"][lang] for c in e["not_seen_by"]]
    astray = [channels[c]["label"][lang] for c in e["taken_for_a_strangers_by"]]
    text = say(lang, "e conduct", what=_label(e, lang))
    if unseen:
        text += say(lang, "e unseen", who=", ".join(unseen))
    if astray:
        text += say(lang, "e astray", who=", ".join(astray))
    return text + (say(lang, "e scripted") if e["scripted"] else ""), ""


def _want(record, e, lang):
    met = e["met"]
    rule = next((m for m in record.rules.measures if m["id"] == e["measure"]), None)
    if not met:
        return say(lang, "e want", what=_label(e, lang)), ""
    return say(lang, f"e want {met}", what=_label(e, lang), rule=rule["label"][lang]), {"denied": "against", "burdened": "against"}.get(met, "good")


def _entered(record, e, lang):
    text = say(lang, "e record", id=e["record"], points=signed(e["points"]), what=_label(e, lang))
    if not e["true"]:
        text += say(lang, "e untrue")
    return text, "wrong" if not e["true"] else "against" if e["points"] < 0 else "good"


def _grade(record, e, lang):
    slot = record.rules.slot_of[e["scheme"]]
    names = [record.rules.grade_label(slot, e[key], lang) if e[key] else say(lang, "no grade") for key in ("from", "to")]
    score = "" if e["score"] is None else say(lang, "e at score", score=f"{e['score']:g}")
    if e["from"] is None:
        return say(lang, "e first grade", to=names[1]) + score, ""
    return say(lang, "e grade", a=names[0], b=names[1]) + score, ""


def _plain(key: str, tone: str = ""):
    def make(record, e, lang):
        label = _label(e, lang) if "label" in e else ""
        return say(lang, key, what=label, **{k: e.get(k) or "" for k in ("record", "against", "until", "value")}), tone
    return make


def _ended(key: str):
    def make(record, e, lang):
        how = "" if e["by"] == "at once" else f" ({say_of_record(lang, 'by ' + e['by'])})"
        return say(lang, key, what=_label(e, lang), record=e.get("record", "")) + how, ""
    return make


def _decided(record, e, lang):
    text = say(lang, f"e {e['outcome']}", what=_label(e, lang), against=e["against"] or "")
    return text + (say(lang, "e late") if e["late"] else ""), "good" if e["outcome"] == "won" else ""


def _measure(record, e, lang):
    return say(lang, f"e measure {e['kind']}", what=_label(e, lang)), "good" if e["kind"] == "grant" else "against"


def _told_of_list(record, e, lang):
    return say(lang, f"e notice {e['notice']}", what=_label(e, lang)), ""


def _owes(record, e, lang):
    amount = say(lang, "yuan", n=f"{e['amount'] / 100:,g}") if e["unit"] else say(lang, "e to do")
    return say(lang, "e owes", what=_label(e, lang), amount=amount, due=e["due"] or "–"), "against"


def _undone(record, e, lang):
    return say(lang, "e undone", what=_label(e, lang), record=e["record"], points=signed(e["points"])), "good"


def _unnamed(record, e, lang):
    """An event that has no sentence of its own."""
    return say(lang, "e unnamed", event=e["event"].replace("-", " "), what=_label(e, lang) if "label" in e else ""), ""


def _attribute(record, e, lang):
    label = record.rules.names["attributes"].get(e["what"], {}).get(lang, e["what"])
    return say(lang, "e attribute", what=label, value=e["value"]), ""


_MAKERS = {
    "conduct": _conduct, "want": _want, "record": _entered, "grade": _grade, "record-ends": _ended("e record ends"), "list-ends": _ended("e list ends"),
    "not-entered": _plain("e not entered"), "told": _plain("e told"), "told-of-list": _told_of_list, "filed": _plain("e filed"),
    "decided": _decided, "listed": _plain("e listed", "against"), "measure": _measure, "measure-ends": _plain("e measure ends"),
    "owes": _owes, "performed": _plain("e performed", "good"), "owes-no-more": _plain("e owes no more"), "undone": _undone,
    "notice": _plain("e notice", "against"), "term": _plain("e term"), "leaves": _plain("e leaves", "good"),
    "rules": _plain("e rules"), "attribute": _attribute,
}
