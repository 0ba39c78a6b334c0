"""The names by which a rulebook's rows are explained: plain JSON values, kept with every run, so that a record needs no parsing.

Each list is in the order of the rulebook's rows. Days are whole numbers since 1970-01-01, points in steps, money in fen. A basis is
`{kind, document, pin, why}`; `at` is the line of the rule's file.
"""

from __future__ import annotations

from dataclasses import asdict

from xinyong.scheme.model import SetDays
from xinyong.scheme.values import duration_text, set_days_text
from xinyong.world.bytecode import Names
from xinyong.world.model import World


def _label(label) -> dict:
    return {"en": label.en, "zh": label.zh or label.en}


def _basis(basis) -> dict | None:
    return None if basis is None else asdict(basis)


def _at(place) -> str:
    return f"{place.file}:{place.line}"


def _bases(rule, *fields: str) -> dict:
    """The basis of the row, and of each field that has its own."""
    return {"": _basis(rule.basis)} | {f: _basis(rule.bases[f]) for f in fields if f in rule.bases}


def names_of(world: World, names: Names, rules, conduct, epochs: list[int]) -> dict:
    """Everything a record or a report needs to name and cite what the arrays hold."""
    return {
        "world": {"id": world.id, "label": _label(world.label), "about": world.about, "first": world.first, "last": world.last,
                  "people": world.people, "people_basis": _basis(world.people_basis), "age_groups": list(world.age_groups)},
        "epochs": epochs,
        "in_force": [{"scheme": f.scheme, "places": list(f.places), "from": f.first, "to": f.last} for f in world.in_force],
        "schemes": [_scheme(s) for s in world.schemes],
        "ledgers": [_ledger(s, ledger, epochs) for s, ledger in rules.ledgers],
        "slots": [_slot(s, rules.codes[i], names) for i, s in enumerate(rules.slots)],
        "acts": [_act(s, a, names) for s, a in rules.acts],
        "lists": [_list(s, r) for s, r in rules.lists],
        "measures": [_measure(s, m) for s, m in rules.measures],
        "remedies": [_remedy(s, r, world) for s, r in rules.remedies],
        "obligations": [_obligation(s, o) for s, o in rules.obligations],
        "kinds": [{"id": c.id, "label": _label(c.label), "kind": c.kind, "of": c.of, "basis": _basis(c.basis)} for c in world.conduct]
                 + [{"id": f"astray:{k}:{ch}", "kind": "stray", "of": "both"} for k, ch in (*conduct.strays, *conduct.passed)],
        "agreements": [_agreement(s, g) for s, g in rules.agreements],
        "gives": [{"agreement": g, "list" if source >> 19 else "act": source & 0x7FFFF} for g, source, *_ in rules.gifts.rows],
        "channels": [_channel(world, c) for c in conduct.channels],
        "offices": list(world.practice.offices) or ["office"],
        "places": [_where(p) for p in world.places],
        "fields": [{"id": f.id, "values": list(f.values)} for f in names.fields.values()],
        "attributes": {a.id: _label(a.label) for a in world.attributes},
        "responses": [{"id": r.id, "label": _label(r.label), "conduct": r.conduct, "when": r.when.text if r.when else r.neighbours,
                       "factor": str(r.factor), "basis": _basis(r.basis)} for r in world.responses],
        "groups": [{"attribute": a, "values": list(v)} for a, v in conduct.group_dims],
        "practice": _practice(world),
        "sources": {s.id: _sources(s.sources) for s in world.schemes} | {"": _sources(world.sources)},
    }


def _where(p) -> dict:
    return {"id": p.id, "label": _label(p.label), "part_of": p.part_of or None, "tile": list(p.tile) if p.tile else None}


def _sources(sources) -> dict:
    return {d.id: {"title": _label(d.title), "address": d.address, "from": d.first, "seen": d.seen, "kind": d.kind} for d in sources.values()}


def _scheme(s) -> dict:
    return {"id": s.id, "label": _label(s.label), "about": s.about, "keeper": _label(s.keeper), "from": s.first, "to": s.last,
            "governed_by": s.governed_by, "transitions": {str(k): v for k, v in s.transitions.items()},
            "subjects": {k: {"when": v.when.text, "basis": _basis(v.basis)} for k, v in s.subjects.items()},
            "consent": [{"from": d, "asked": c.asked, "of": c.of, "without": list(c.without), "basis": _basis(c.basis)} for d, c in s.consent.values]}


def _ledger(s, ledger, epochs) -> dict:
    return {"scheme": s.id, "id": ledger.id, "label": _label(ledger.label), "kind": ledger.kind, "step": ledger.step, "basis": _basis(ledger.basis),
            "mean": _mean(ledger), "card": _card(ledger),
            "frozen": {"what": ledger.frozen.what, "while": ledger.frozen.when.text, "basis": _basis(ledger.frozen.basis)} if ledger.frozen else None,
            "start": [ledger.start.at(day) or 0 for day in epochs],
            "lives": [{"when": line.when.text, "for": duration_text(line.duration), "basis": _basis(line.basis)} for line in ledger.counts_for],
            "groups": {id: {"takes": g.takes, "basis": _basis(g.basis)} for id, g in ledger.groups.items()},
            "repeat": [{"from": d, "factor": r.factor, "basis": _basis(r.basis)} for d, r in ledger.repeat.values if r]}


def _mean(ledger) -> dict | None:
    if ledger.mean is None:
        return None
    m = ledger.mean
    over = "live" if m.over is None else f"{m.over} records" if isinstance(m.over, int) else duration_text(m.over)
    return {"of": m.of, "over": over, "shown_from": m.shown_from, "basis": {name: _basis(b) for name, b in ledger.bases.items()}}


def _card(ledger) -> dict | None:
    """A scorecard; its features are numbered through all ledgers, in the order of rows."""
    if ledger.card is None:
        return None
    c = ledger.card
    return {"low": c.low, "high": c.high, "recomputed": [list(day) for day in c.recomputed.days], "recomputed_text": set_days_text(c.recomputed),
            "basis": {name: _basis(b) for name, b in ledger.bases.items()},
            "features": [{"id": f.id, "label": _label(f.label), "weights": [[d, w] for d, w in f.weight.values], "basis": _basis(f.basis),
                          "bins": [{"when": b.when.text if b.when else "otherwise", "points": b.points, "basis": _basis(b.basis)} for b in f.bins]}
                         for f in c.features]}


def _slot(s, codes, names) -> dict:
    bands = {}
    for _, version in s.grades.bands.values:
        for b in version:
            bands[b.id] = _label(b.label)
    return {"scheme": s.id, "ledger": names.ledgers[s.id, s.grades.ledger], "codes": list(codes), "labels": bands,
            "assessed": [list(day) for day in s.grades.assessed.days], "assessed_text": set_days_text(s.grades.assessed),
            "assessed_basis": _basis(s.grades.assessed_basis),
            "versions": [{"from": d, "bands": [{"id": b.id, "at_least": b.at_least, "keeps_to": b.keeps_to, "basis": _basis(b.basis)} for b in version]}
                         for d, version in s.grades.bands.values]}


def _act(s, a, names) -> dict:
    worth = {"none": "", "number": str(a.points.low), "range": f"{a.points.low} to {a.points.high}", "scale": f"scale {a.points.scale}"}
    return {"scheme": s.id, "id": a.id, "label": _label(a.label), "of": a.of, "conduct": a.conduct, "channel": a.channel,
            "ledger": names.ledgers.get((s.id, a.ledger), -1), "points": worth[a.points.kind], "low": a.points.low, "per": a.per, "group": a.group, "counts_as": a.counts_as,
            "stays_while": a.stays_while.text if a.stays_while else "",
            "grade": a.grade, "grade_for": duration_text(a.grade_for) if a.grade_for else "",
            "counts_for": duration_text(a.counts_for) if a.counts_for else "", "from": a.first, "to": a.last,
            "arises": arises_text(a.arises), "owes": names.obligations.get((s.id, a.owes), -1), "identity": names.act_ids[s.id, a.id], "when": a.when.text if a.when else "true", "note": a.note, "by_practice": a.by_practice, "domain": a.domain, "at": _at(a.place),
            "basis": _bases(a, "points", "counts_for", "grade", "channel", "arises")}


def arises_text(arises) -> str:
    """When an act arises, as acts.csv writes it; "" for one that conduct falls under."""
    return set_days_text(arises) if isinstance(arises, SetDays) else arises or ""


def _obligation(s, o) -> dict:
    return {"scheme": s.id, "id": o.id, "label": _label(o.label), "money": o.amount != 0, "due": duration_text(o.due),
            "ends": "with the conduct" if o.with_conduct else "performed", "at": _at(o.place), "basis": _bases(o, "amount", "due", "ends")}


def _agreement(s, g) -> dict:
    return {"scheme": s.id, "id": g.id, "label": _label(g.label), "gives": [list(pair) for pair in g.gives], "against": list(g.against), "when": g.when.text,
            "lag": duration_text(g.lag) if g.lag.count else "", "follows": g.follows, "within": duration_text(g.within) if g.within.count else "",
            "onward": g.onward, "from": g.first, "to": g.last, "at": _at(g.place), "basis": _bases(g, "gives", "against", "becomes", "lag", "follows")}


def _list(s, r) -> dict:
    return {"scheme": s.id, "id": r.id, "label": _label(r.label), "colour": r.colour, "of": r.of, "grade": r.grade, "effect": r.effect,
            "effect_after": _length(r.effect_after), "before": _length(r.before), "removal": _length(r.removal), "not_again_for": _length(r.not_again_for),
            "published": {"after": _length(r.published.after), "for": _length(r.published.length)} if r.published else None,
            "leaves": r.leaves.text if r.leaves else "", "enters": r.enters, "from": r.first, "to": r.last, "at": _at(r.place),
            "basis": _bases(r, "grade", "leaves", "before", "effect", "published", "removal", "not_again_for"),
            "grounds": [_ground(g) for g in r.grounds]}


def _length(length) -> str:
    return duration_text(length) if length else ""


def _ground(g) -> dict:
    extend = {"by": _length(g.extend.by), "longest": _length(g.extend.longest), "when": g.extend.when.text, "at_most": g.extend.at_most, "basis": _basis(g.extend.basis)} if g.extend else None
    return {"id": g.id, "when": g.when.text, "term": _length(g.term), "longest": _length(g.longest), "leaves": g.leaves.text if g.leaves else "",
            "extend": extend, "basis": _basis(g.basis)}


def _measure(s, m) -> dict:
    return {"scheme": s.id, "id": m.id, "label": _label(m.label), "of": m.of, "thing": m.thing, "kind": m.kind, "amount": m.amount,
            "unit": m.amount_unit, "when": m.when.text, "unless": m.unless.text if m.unless else "", "class": m.statutory_class, "executor": m.executor, "from": m.first,
            "to": m.last, "note": m.note, "at": _at(m.place), "basis": _bases(m, "amount", "when", "unless")}


def _remedy(s, r, world) -> dict:
    p = world.practice.remedies.get(r.id) or world.practice.remedies.get(r.kind)
    return {"scheme": s.id, "id": r.id, "kind": r.kind, "label": _label(r.label), "when": r.when.text, "acts": None if r.acts is None else list(r.acts),
            "lists": list(r.lists), "after": duration_text(r.after) if r.after else "",
            "open_for": duration_text(r.open_for) if r.open_for else "", "decided_within": duration_text(r.decided_within),
            "not_again_for": _length(r.not_again_for), "follows": r.follows, "at_most": {"times": r.at_most.most, "per": r.at_most.per} if r.at_most else None,
            "suspends": r.suspends, "if_lost": r.if_lost, "if_won": r.if_won, "replacement": r.replacement, "cost": r.cost, "office": r.office,
            "from": r.first, "to": r.last, "at": _at(r.place), "basis": _bases(r, "decided_within", "if_won", "open_for"),
            "assumed": {"won_right": float(p.won_right), "won_wrong": float(p.won_wrong), "takes": [p.takes.least, p.takes.most],
                        "basis": _basis(p.bases.get("won"))} if p else None}


def _channel(world, name) -> dict:
    c = next(c for c in world.channels if c.id == name)
    return {"id": name, "label": _label(c.label), "recall": float(c.recall), "mistaken": float(c.mistaken), "basis": _basis(c.basis)}


def _practice(world) -> dict:
    p = world.practice
    return {"told": {k: {"share": float(t.share), "after": [t.after.least, t.after.most], "basis": _basis(t.basis)} for k, t in p.told.items()},
            "offices": {k: {"handles": [o.handles.numerator, o.handles.denominator], "basis": _basis(o.basis)} for k, o in p.offices.items()},
            "consent": {k: {"share": float(c.share), "basis": _basis(c.basis)} for k, c in p.consent.items()}}
