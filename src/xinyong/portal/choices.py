"""What can be added to a life: conduct, remedies and wants, as forms offer them, and the event each stands for."""

from __future__ import annotations

from xinyong.errors import XinyongError
from xinyong.record.rules import iso


def choices(record, lang: str) -> dict[str, list[tuple[str, str]]]:
    """Events by kind (good, bad, want, file): (what the event says after its day, how it is called)."""
    rules, kind = record.rules, record.kind
    found: dict[str, list[tuple[str, str]]] = {"good": [], "bad": [], "want": [], "file": []}
    for each in rules.kinds:
        if each["kind"] in ("good", "bad") and each["of"] in (kind, "both"):
            found[each["kind"]].append((f"do {each['id']}", each["label"][lang] or each["label"]["en"]))
        elif each["kind"] == "want" and each["id"] in rules.things:
            found["want"].append((f"want {each['id']}", each["label"][lang] or each["label"]["en"]))
    found["file"] = _remedies(record, lang)
    for options in found.values():
        options.sort(key=lambda option: option[1])
    return found


def _remedies(record, lang: str) -> list[tuple[str, str]]:
    """Remedies against the subject's own records and listings, each with the day it can be filed from."""
    rules, found = record.rules, {}
    for remedy in rules.remedies:
        label = remedy["label"][lang] or remedy["label"]["en"]
        for entry in record.life.entries:
            act = rules.acts[entry.act]
            if act["scheme"] == remedy["scheme"] and not remedy["lists"] and (remedy["acts"] is None or act["id"] in remedy["acts"]) and entry.points <= 0:
                found[f"file {remedy['id']} against={act['id']}"] = f"{label}: {entry.label}, {act['label'][lang]} ({iso(entry.day)})"
        for listing in record.life.listings:
            rule = rules.lists[listing.list]
            if rule["scheme"] == remedy["scheme"] and rule["id"] in remedy["lists"]:
                found[f"file {remedy['id']} against={rule['id']}"] = f"{label}: {rule['label'][lang]} ({iso(listing.day)})"
    return list(found.items())


def event_text(day: str, event: str, amount: str) -> str:
    """A script's event, as a form says it."""
    if not day:
        raise XinyongError("event: a day is missing. Choose the day on which it happens.")
    more = f" amount={amount}" if amount and event.startswith(("do ", "enter ")) else ""
    return f"{day} {event}{more}"
