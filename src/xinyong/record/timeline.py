"""All that happened to a subject, as events in order of day."""

from __future__ import annotations

from xinyong.record.rules import iso

_ORDER = ("rules", "attribute", "record-ends", "list-ends", "conduct", "want", "record", "not-entered", "owes", "performed", "owes-no-more", "told", "told-of-list", "filed", "decided", "undone",
          "grade", "leaves", "notice", "listed", "term", "measure-ends", "measure")
_RANK = {name: i for i, name in enumerate(_ORDER)}
MET = ("denied", "burdened", "granted")


def timeline(record) -> list[dict]:
    """Events: `day`, `event` (one of those above), and what it is about. Records are named by their labels."""
    found = [*_conduct(record), *_records(record), *_standing(record), *_lists(record), *_remedies(record), *_obligations(record), *_world(record)]
    found.sort(key=lambda event: (event[0], _RANK[event[1]]))
    return [{"day": iso(day), "event": event} | more for day, event, more in found]


def _conduct(record):
    rules = record.rules
    channels = rules.names["channels"]
    for d in record.life.deeds:
        kind = rules.kinds[d.kind]
        yield d.day, "conduct", {"what": kind["id"], "label": kind["label"], "kind": kind["kind"], "amount": d.amount, "severity": d.severity,
                                 "lasts_months": d.lasts, "scripted": d.scripted, "not_seen_by": [channels[c]["id"] for c in d.unseen],
                                 "taken_for_a_strangers_by": [channels[c]["id"] for c in d.astray]}
    for w in record.life.wants:
        kind = rules.kinds[w.kind]
        met = MET[w.worst] if w.measure >= 0 and w.worst < len(MET) else None
        yield w.day, "want", {"what": kind["id"], "label": kind["label"], "met": met,
                              "measure": rules.measures[w.measure]["id"] if met else None, "measures_not_met": w.spared}


def _records(record):
    rules = record.rules
    for e in record.life.entries:
        act = rules.acts[e.act]
        about = {"record": e.label, "what": act["id"], "label": act["label"]}
        yield e.day, "record", about | {"points": rules.points(act["ledger"], e.worth(e.day)), "true": not e.false, "deed": iso(e.deed), "by_agreement": record.agreement_of(e)}
        if e.told is not None:
            yield e.told, "told", about
        if e.once:
            yield e.once[0], "undone", about | {"points": rules.points(act["ledger"], e.points), "by": record.target_name(e.once[2].target)}
        if e.ended is not None and e.how != "at once":
            yield e.ended, "record-ends", about | {"by": e.how}
    for r in record.life.refusals:
        act = rules.acts[r.act]
        yield r.day, "not-entered", {"what": act["id"], "label": act["label"], "deed": iso(r.deed)}


def _standing(record):
    rules = record.rules
    for slot, stays in enumerate(record.life.grades):
        before = None
        about = rules.slots[slot]
        for stay in stays:
            if stay.what or before:
                score = record.life.score(about["ledger"], stay.day)
                yield stay.day, "grade", {"scheme": about["scheme"], "from": before, "to": stay.what or None,
                                          "score": None if score is None or not stay.what else rules.points(about["ledger"], score)}
            before = stay.what or None
    for s in record.life.measures:
        rule = rules.measures[s.what]
        about = {"measure": rule["id"], "label": rule["label"], "kind": rule["kind"]}
        yield s.day, "measure", about
        if s.ended is not None:
            yield s.ended, "measure-ends", about


def _lists(record):
    rules = record.rules
    for n in record.life.notices:
        rule = rules.lists[n.list]
        about = {"list": rule["id"], "label": rule["label"]}
        yield n.day, "notice", about | {"ground": rule["grounds"][n.ground]["id"], "until": iso(n.over)}
        if n.told is not None:
            yield n.told, "told-of-list", about | {"notice": "before"}
    for s in record.life.listings:
        rule = rules.lists[s.list]
        about = {"list": rule["id"], "label": rule["label"]}
        yield s.day, "listed", about | {"ground": rule["grounds"][s.ground]["id"], "until": iso(s.until)}
        if s.told is not None:
            yield s.told, "told-of-list", about | {"notice": "known"}
        for name in ("served", "published", "taken_down", "in_effect"):
            came = getattr(s, name)
            if came is not None and not (name == "served" and came == s.told and not rules.is_served):
                yield came, "told-of-list", about | {"notice": name.replace("_", "-")}
        for day, until in s.terms:
            yield day, "term", about | {"until": iso(until)}
        if s.leaving:
            yield s.leaving[0], "leaves", about | {"by": s.leaving[1], "until": iso(s.until)}
        if s.ended is not None:
            yield s.ended, "list-ends", about | {"by": s.how}


def _obligations(record):
    for o in record.life.obligations:
        rule = record.rules.obligations[o.obligation]
        about = {"obligation": o.label, "what": rule["id"], "label": rule["label"], "record": o.entry.label}
        yield o.day, "owes", about | {"amount": o.amount, "unit": "fen" if rule["money"] else None, "due": iso(o.due)}
        for day, amount in o.parts:
            yield day, "performed", about | {"amount": amount}
        if o.ended is not None and o.how != "performed":
            yield o.ended, "owes-no-more", about | {"by": o.how}


def _remedies(record):
    for f in record.life.filings:
        rule = record.rules.remedies[f.remedy]
        about = {"remedy": rule["id"], "label": rule["label"], "against": record.target_name(f.target)}
        yield f.day, "filed", about
        if f.decided is not None:
            yield f.decided, "decided", about | {"outcome": "won" if f.won else "lost", "late": f.decided > f.last}


def _world(record):
    rules, first = record.rules, record.conditions.first_day
    for day in rules.epochs:
        if first < day <= record.as_of:
            yield day, "rules", {}
    for day, f, value in record.life.settings:
        field = rules.fields.all[f]
        yield day, "attribute", {"what": field.id, "value": field.values[value]}
