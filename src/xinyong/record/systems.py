"""One subject in every system at once: where each has it, what feeds what, who sees it, and the way out."""

from __future__ import annotations

from xinyong.record.rules import consent_asked


def in_systems(record, coming: list[dict], ways: list[dict]) -> list[dict]:
    """A row a scheme. coming, ways: what comes if nothing is done, and what can be done, as record/ahead.py gives them."""
    return [_row(record, scheme, coming, ways) for scheme in record.rules.schemes]


def _row(record, scheme: str, coming: list[dict], ways: list[dict]) -> dict:
    rules, life, day = record.rules, record.life, record.as_of
    about, ledger, slot = rules.schemes[scheme], rules.shown_ledger(scheme), rules.slot_of.get(scheme)
    score = life.score(ledger, day) if ledger >= 0 else None
    grade = life.grade(slot, day) if slot is not None else ""
    entries = [e for e in life.entries if rules.acts[e.act]["scheme"] == scheme]
    listings = [s for s in life.listings if rules.lists[s.list]["scheme"] == scheme and s.live(day)]
    borne = [rules.measures[s.what] for s in life.borne(day) if rules.measures[s.what]["scheme"] == scheme]
    fed_by, feeds = _flows(record, scheme)
    return {
        "scheme": scheme, "label": about["label"], "keeper": about["keeper"], "score": None if score is None else rules.points(ledger, score),
        "grade": grade or None, "grade_label": rules.slots[slot]["labels"][grade] if grade else None,
        "means": [{"ledger": id, "label": rules.ledgers[i]["label"], "value": rules.points(i, shown)} for id, i in rules.ledgers_of[scheme].items()
                  if i != ledger and rules.ledgers[i]["kind"] == "mean" for shown in (life.score(i, day),) if shown is not None],
        "records": len(entries), "wrong": sum(e.false for e in entries), "told": sum(e.told is not None for e in entries),
        "on": [{"list": rules.lists[s.list]["id"], "label": rules.lists[s.list]["label"], "told": s.told is not None} for s in listings],
        "measures": {kind: [{"measure": m["id"], "label": m["label"], "executor": m["executor"] or None} for m in borne if m["kind"] == kind] for kind in ("deny", "burden", "grant")},
        "fed_by": fed_by, "feeds": feeds,
        "seen_by": {"executors": sorted({m["executor"] for m in borne if m["executor"]}), "keepers": [f["scheme"] for f in feeds if f["records"]],
                    "everybody": any(s.published is not None and s.taken_down is None for s in listings)},
        "way_out": {"owed": [{"obligation": rules.obligations[o.obligation]["id"], "label": rules.obligations[o.obligation]["label"], "outstanding": o.left(day),
                              "unit": "fen" if rules.obligations[o.obligation]["money"] else None}
                             for o in life.obligations if rules.obligations[o.obligation]["scheme"] == scheme and o.left(day)],
                    "remedies": [{"remedy": w["remedy"], "label": w["label"], "against": w["against"], "is_open": w["is_open"], "open_from": w["open_from"]}
                                 for w in ways if w["scheme"] == scheme],
                    "may_leave": consent_asked(about, day, record.kind) is not None, "consented": _consented(record, scheme),
                    "next_change": next((c["day"] for c in coming if any(x["scheme"] == scheme for x in (*c["scores"], *c["grades"]))), None)}}


def _consented(record, scheme: str) -> bool | None:
    """Whether consent was given; None where no such subject is asked."""
    field = f"consented:{scheme}"
    return record.whole.attribute(record.member, field, record.as_of) == "yes" if field in record.rules.fields else None


def _flows(record, scheme: str) -> tuple[list[dict], list[dict]]:
    """Agreements with other systems by which records come in and go out, each with how many of the subject's came or went."""
    rules, found = record.rules, {}
    for number, give in enumerate(rules.gives):
        rule = rules.agreements[give["agreement"]]
        source = (rules.lists[give["list"]] if "list" in give else rules.acts[give["act"]])["scheme"]
        if source == rule["scheme"] or scheme not in (source, rule["scheme"]) or not rule["from"] <= record.as_of < rule["to"]:
            continue
        way = found.setdefault((source, rule["scheme"], rule["id"]), {"agreement": rule["id"], "label": rule["label"], "follows": rule["follows"] or None, "records": 0})
        way["records"] += sum(e.route is not None and e.route.give == number for e in record.life.entries)
    return ([{"scheme": source} | way for (source, to, _), way in found.items() if to == scheme],
            [{"scheme": to} | way for (source, to, _), way in found.items() if source == scheme])
