"""The rules of dealt schemes: scheme.yaml, acts, lists, measures, remedies."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from .generate_conditions import condition, of_attributes, of_deed, of_records, of_standing
from .generate_names import BASIS, CHANGES, CONDUCTS, FIRST, OTHER, Names, lives, often, periods, pick, seldom, set_days

_caps = st.builds("{} {}".format, pick((1, 3, 5, 12)), pick(("a year", "a half-year", "a quarter", "a month", "in all")))
_LADDERS = {"good": {"of": "amount", "reached": {"2": "1", "5": "3", "10": "4"}}, "bad": {"of": "severity", "reached": {"1": "-2", "400": "-6"}},
            "marginal": {"of": "lasts", "marginal": {"0": "-1", "3": "-0.5", "7": "0"}}}


# ---- scheme.yaml

@st.composite
def head(draw, names: Names) -> dict:
    """scheme.yaml."""
    written = {"id": names.scheme, "label": {"en": "Dealt"}, "about": "Dealt at random.", "keeper": {"en": "Nobody"}, "from": FIRST}
    if names.scheme == OTHER and draw(seldom):
        written[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    covered = pick(("true", "true", "true", "hukou == rural", "not resident == yes"))
    written["subjects"] = {"person": {"when": draw(st.one_of(covered, pick(("age >= 18", "age < 60")))), "basis": BASIS}}
    if draw(often):
        written["subjects"]["organisation"] = {"when": draw(covered), "basis": BASIS}
    written["counting"] = {"first_day": draw(pick(("excluded", "included"))), "roll": draw(pick(("none", "next working day"))),
                           "clock": draw(pick(("entry", "deed", "end"))), "basis": BASIS}
    written["governed_by"] = draw(pick(("deed", "entry", "gentler")))
    written["same_conduct"] = draw(pick(("gravest", "all")))
    written["ledgers"] = {id: draw(_ledger(place, id, names)) for place, id in enumerate(names.ledgers)}
    if names.obligations:
        written["obligations"] = {id: draw(_obligation()) for id in names.obligations}
    agreements = {f"agreement-{n}": draw(_agreement(n, names)) for n in range(draw(pick((0, 0, 1, 2))))} if names.scheme != OTHER else {}
    if agreements:
        written["agreements"] = agreements
    written["scales"] = {"ladder": _LADDERS[names.ladder] | {"basis": BASIS}}
    if names.grades:
        written["grades"] = draw(_grades(names))
    required = any(agreement.get("consent") for agreement in agreements.values())
    if required or draw(seldom):
        consent = {FIRST: {"asked": draw(pick(("not asked", "opt in", "opt out")))}, "2019-06-01": {"asked": "opt in"}}
        written["consent"] = {day: said if said["asked"] == "not asked" else said | {"without": draw(pick((["score"], ["score", "grants"], ["grants"]))), "basis": BASIS}
                              for day, said in consent.items()}
    changes = {day for part in (*written["ledgers"].values(), written.get("grades", {})) for value in part.values()
               if isinstance(value, dict) for day in value if day in CHANGES and written["from"] < day < written.get("to", "9999")}
    if changes:
        written["transitions"] = {day: draw(pick(("keep", "keep", "lapse"))) for day in sorted(changes)}
    return written


@st.composite
def _obligation(draw) -> dict:
    written = {"label": {"en": "Duty"}, "amount": draw(pick(("amount", "amount", "3 yuan", "none"))), "due": draw(lives), "basis": BASIS}
    return written | ({"ends": "with the conduct"} if draw(st.booleans()) else {})


@st.composite
def _agreement(draw, n: int, names: Names) -> dict:
    """What the scheme beside gives, or oneself; nothing is passed in a circle."""
    other = names.other if names.other and draw(often) else None
    prefix, of = ("beside.", other) if other else ("", names)
    into = names.acts[-1]
    if of.lists and draw(seldom):
        gives = {"list": prefix + of.lists[0]}
    else:
        acts = [f"{prefix}{id}" for id in (of.acts[:2] if other else of.acts[:1])]
        gives = {"acts": draw(pick((acts, acts[:1], dict.fromkeys(acts, into), {acts[0]: into}) + ((f"{prefix}any", f"{prefix}bad", [f"{prefix}good"]) if other else ())))}
        if isinstance(gives["acts"], str):
            gives["acts"] = [gives["acts"]] if "." in gives["acts"] else gives["acts"]
    written = {"label": {"en": f"Agreement {n}"}, "gives": gives, "against": draw(pick(("subject", "household", "spouse", "head", "representative", "business", ["head", "child"]))),
               "basis": BASIS}
    if not isinstance(gives.get("acts"), dict):
        written["becomes"] = "same" if other and gives.get("acts") == ["beside.act-0"] and draw(st.booleans()) else into
    if draw(seldom):
        written["of"] = draw(pick(("person", "organisation")))
    if draw(seldom):
        written["when"] = draw(st.one_of(of_attributes(), of_records(names)))
    if draw(st.booleans()):
        written["lag"] = draw(st.one_of(periods, pick(("1 to 30 days",))))
    if draw(st.booleans()):
        written |= {"follows": draw(pick(("ends", "corrections", "both"))), "within": draw(pick(("0 days", "1 days", "5 days", "3 working days", "1 months")))}
    if draw(seldom):
        written["consent"] = "required"
    if draw(seldom):
        written[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    return written


@st.composite
def _ledger(draw, place: int, id: str, names: Names) -> dict:
    kind = names.kinds[id]
    common = {"kind": kind, "label": {"en": "Points"}, "step": names.steps[id], "basis": BASIS}
    if kind == "scorecard":
        return common | draw(_card(names))
    lines = draw(st.lists(pick((f"points < {-10 - place}", "points < 0", "severity >= 500", f"points > {2 + place}", "points > 2")), max_size=2))
    common["counts_for"] = [{"when": when, "for": draw(lives), "basis": BASIS} for when in lines] + [{"when": "true", "for": draw(lives), "basis": BASIS}]
    if kind == "mean":
        return common | draw(_mean())
    return common | draw(_points(id, names))


@st.composite
def _mean(draw) -> dict:
    ledger = {"of": draw(pick(("value", "positive", "defective"))), "over": draw(pick(("1 records", "2 records", "30 days", "6 months", "live")))}
    return ledger | ({"shown_from": draw(pick(("1 records", "2 records")))} if draw(seldom) else {})


@st.composite
def _card(draw, names: Names) -> dict:
    """Features that ask for records and other things; none for a score."""
    def feature() -> dict:
        bins = [{"when": draw(st.one_of(of_records(names), of_attributes())), "points": draw(pick((0, 30, 75, 100)))} for _ in range(draw(pick((0, 1, 2))))]
        weight = draw(pick((1, 2, 35)))
        return {"label": {"en": "Feature"}, "weight": {FIRST: weight, draw(pick(CHANGES)): draw(pick((1, 3)))} if draw(seldom) else weight, "basis": BASIS,
                "bins": [*bins, {"otherwise": "true", "points": draw(pick((0, 50, 100)))}]}
    ledger = {"range": draw(pick(([0, 100], [-5, 15], [350, 950]))), "features": {f"feature-{n}": feature() for n in range(draw(pick((1, 2, 3))))}}
    return ledger | ({"recomputed": draw(set_days)} if draw(st.booleans()) else {})


@st.composite
def _points(draw, id: str, names: Names) -> dict:
    def history(values, read=str):
        first = read(draw(values))
        return {FIRST: first, draw(pick(CHANGES)): read(draw(values))} if draw(seldom) else first
    ledger = {"start": history(pick((0, 10, 100)))}
    if draw(seldom):
        ledger["floor"] = history(pick((0, -5)))
    if draw(seldom):
        ledger["ceiling"] = history(pick((105, 110)))
    if draw(st.booleans()):
        ledger["repeat"] = history(pick(("2", "1.5", "3")), lambda factor: {"factor": factor, "basis": BASIS})
    if names.groups[id]:
        group = draw(pick(({"cap": draw(_caps)}, {"takes": "highest"}, {"takes": "latest"}, {"cap": draw(_caps), "takes": "highest"})))
        ledger["groups"] = {each: group | {"basis": BASIS} for each in names.groups[id]}
    if draw(seldom):
        while_ = draw(st.one_of(of_records(names), of_attributes(), *([st.just(f"owes({names.obligations[0]}) > 0")] if names.obligations else [])))
        ledger["frozen"] = {"what": draw(pick(("good", "bad", "any"))), "while": while_, "basis": BASIS}
    counts_all = all(group.get("takes", "sum") == "sum" for group in ledger.get("groups", {}).values()) and "frozen" not in ledger
    if ("floor" in ledger or "ceiling" in ledger) and counts_all and draw(seldom):
        ledger["clipped"] = "entered"
    return ledger


@st.composite
def _grades(draw, names: Names) -> dict:
    bands = {FIRST: draw(_bands(names))}
    if draw(seldom):
        bands[draw(pick(CHANGES))] = draw(_bands(names))
    grades = {"ledger": draw(pick(names.ledgers)), "bands": bands}
    return grades | ({"assessed": draw(set_days)} if draw(seldom) else {})


@st.composite
def _bands(draw, names: Names) -> list:
    borders = sorted(draw(st.lists(pick((-10, 0, 5, 10, 80, 90, 95, 100, 102)), min_size=len(names.grades) - 1, max_size=len(names.grades) - 1, unique=True)), reverse=True)
    bands = [{"id": id, "label": {"en": id.upper()}, "at_least": str(border), "basis": BASIS} for id, border in zip(names.grades, borders)]
    for band, below in zip(bands, [*borders[1:], -100]):
        if draw(seldom) and int(band["at_least"]) - 3 > below:
            band["keeps_to"] = str(int(band["at_least"]) - 3)
    return [*bands, {"id": names.grades[-1], "label": {"en": "Last"}, "otherwise": "true", "basis": BASIS}]


# ---- acts.csv

@st.composite
def act(draw, id: str, names: Names, *, arises: bool) -> list[dict]:
    """The versions of an act."""
    ledger = draw(pick(names.entered)) if names.entered else None
    change = draw(pick(CHANGES)) if draw(seldom) else None
    spans = [{"to": change}, {"from": change}] if change else [{}]
    if change and draw(seldom):
        spans = spans[:1]
    common = {"id": id, "label_en": id, "of": draw(pick(("person", "organisation", "both", "both"))), "basis": BASIS, "ledger": ledger or names.ledgers[0]}
    group = draw(pick((*names.groups[ledger], ""))) if ledger else ""
    if arises:
        common["arises"] = draw(pick(("when it holds", "when it holds", "monthly on 6", "yearly on 01-01", "on 2019-09-30")))
    else:
        common |= {"conduct": draw(pick(CONDUCTS)), "channel": draw(pick(("office", "office", "police")))}
    rows = [draw(_version(replace(names, judged=id), ledger, common.get("arises"))) | common | span for span in spans]
    return [row | ({"group": group} if row.get("points") else {}) for row in rows]


@st.composite
def _version(draw, names: Names, ledger: str | None, arises: str | None) -> dict:
    row = draw(_worth(names, ledger, names.steps.get(ledger, "1"))) if ledger and not arises else {"points": draw(pick(("-1", "-3", "2", *(("",) if names.kinds[ledger] == "points" else ()))))} if ledger else {}
    if row.get("points") and names.kinds[ledger] == "points" and draw(seldom):
        row["cap"] = draw(_caps)
    if draw(seldom):
        row["counts_as"] = draw(pick(("bad", "good", "neutral")))
    if names.grades and draw(seldom):
        row |= {"grade": draw(pick(names.grades)), "grade_for": draw(lives)}
    if draw(st.booleans()) or not ledger:
        row["counts_for"] = draw(lives)
    if arises == "when it holds" and draw(st.booleans()):
        row["counts_for"] = "while it holds"
    elif row.get("counts_for") != "for ever" and row.get("grade_for") != "for ever" and draw(seldom):
        row["stays_while"] = draw(st.one_of(of_attributes(), *([st.just(f"owes({names.obligations[0]}) > 0")] if names.obligations else []), *([st.just(f"on({names.lists[0]})")] if names.lists else [])))
    if arises:
        row["when"] = draw(_rise(names, bool(row.get("points") or row.get("grade"))))
    elif draw(st.booleans()):
        row["when"] = draw(of_deed(names))
    if names.obligations and not arises and draw(st.booleans()):
        row["owes"] = draw(pick(names.obligations))
    return row


def _rise(names: Names, counts: bool):
    """When an act arises: by what it does not change itself."""
    earlier = replace(names, acts=names.acts[:names.acts.index(names.judged)])
    return st.one_of(of_records(earlier, kinds=False), of_attributes(), *([] if counts else [of_standing(names)]))


@st.composite
def _worth(draw, names: Names, ledger: str, step: str) -> dict:
    """What an act moves."""
    rated = names.kinds[ledger] == "mean"                                       # each record is a rating
    kind = draw(pick(("number", "number", "number", "range", "scale", "units", "none")))
    if kind == "none" and rated or kind == "scale" and step != names.steps[names.entered[0]]:          # a ladder serves ledgers of one step
        kind = "number"
    row = {}
    if kind == "number":
        row["points"] = draw(pick(("-1", "-3", "-10", "-20", "0", "2", "5")))
    elif kind == "range":
        row["points"] = draw(pick(("-5 to -50", "1 to 20", "-2 to -3")))
    elif kind == "scale":
        row["points"] = "scale ladder"
    elif kind == "units":
        row |= {"points": draw(pick(("1", "-2"))), "per": draw(pick(("1 units", "4 units")))}
    if kind in ("number", "range"):
        row["per"] = draw(pick(("", "act", "act", "month", "quarter", "half-year", "year")))
    return row


# ---- lists, measures, remedies

@st.composite
def list_(draw, id: str, names: Names) -> dict:
    """A list; its conditions name no list of the scheme."""
    def when() -> str:
        return draw(condition(names, listed=False))
    grounds = {f"ground-{n}": {"when": when(), "term": draw(lives.filter(lambda life: not life.startswith("to the"))), "basis": BASIS} for n in range(draw(pick((1, 1, 2))))}
    for ground in grounds.values():
        if draw(seldom):
            ground["leaves"] = {"when": when(), "basis": BASIS}
        if ground["term"] != "for ever" and draw(seldom):
            ground["extend"] = {"by": draw(pick(("1 months", "10 days", "1 to 3 years"))), "when": when(), "at_most": draw(pick((1, 2))), "basis": BASIS}
        if draw(seldom):
            ground["term"] = "1 to 3 years"
    written = {"label": {"en": id}, "of": draw(pick(("person", "both", "both"))), "colour": draw(pick(("black", "red", "watch"))), "grounds": grounds, "basis": BASIS}
    if draw(seldom):
        written |= {"not_again_for": draw(periods), "not_again_for_basis": BASIS}
    if draw(seldom):
        written["except"] = {"spared": {"defeats": draw(pick(("any", ["ground-0"]))), "when": draw(of_attributes()), "basis": BASIS}}
    if draw(seldom):
        written["leaves"] = {"when": when(), "basis": BASIS}
    if draw(seldom):
        written["enters"] = names.acts[0]
    if names.grades and draw(seldom):
        written |= {"grade": draw(pick(names.grades)), "grade_basis": BASIS}
    if draw(seldom):
        written["before"] = {"told": draw(pick(("5 working days", "1 days", "10 days", "1 months"))), "basis": BASIS}
    if draw(seldom):
        written["effect"] = draw(pick(("entry", "service", "publication", "10 working days after entry", "1 days after entry")))
    if written.get("effect") == "publication" or draw(seldom):
        written["published"] = {"after": draw(pick(("0 days", "7 days", "3 working days")))} | ({"for": draw(pick(("1 months", "3 years", "10 days")))} if draw(st.booleans()) else {}) | {"basis": BASIS}
    if draw(seldom):
        written["removal"] = draw(pick(("3 working days", "1 days", "1 months")))
    if draw(seldom):
        written[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    return written


@st.composite
def measure(draw, id: str, names: Names) -> dict:
    """A row of measures.csv."""
    row = {"id": id, "label_en": id, "thing": draw(pick(names.things)), "kind": draw(pick(("deny", "burden", "grant"))),
           "when": draw(condition(names, bears=names.measures[:names.measures.index(id)])), "of": draw(pick(("person", "both", "both"))), "basis": BASIS}
    if row["kind"] == "burden":
        row["amount"] = "10 days"
    if draw(seldom):
        row[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    return row


@st.composite
def remedy(draw, names: Names) -> dict:
    """A way out."""
    against = [{"acts": "any"}, {"acts": list(names.acts[:1])}, {"acts": list(names.acts[:2])}]
    if names.lists:
        against.append({"lists": list(names.lists)})
    written = {"kind": draw(pick(("objection", "correction", "appeal", "repair", "performance"))), "label": {"en": "Remedy"},
               "against": draw(pick(against)), "decided_within": draw(periods), "office": "office", "basis": BASIS,
               "if_won": draw(pick(("as if never", "from now"))), "meanwhile": draw(pick(("counts", "suspended")))}
    if "acts" in written["against"] and draw(seldom):
        written["if_won"] = f"replace {draw(pick(names.acts))}"
    if "lists" in written["against"] and draw(st.booleans()):
        written["not_again_for"] = draw(periods)
    if draw(seldom):
        written["if_lost"] = names.acts[-1]
    if draw(seldom):
        written["open_for"] = draw(periods)
    if draw(seldom):
        written["after"] = draw(periods)
    if draw(seldom):
        written["at_most"] = draw(pick(("1 a month", "1 a year", "2 in all")))
    if draw(seldom):
        written["when"] = draw(condition(names, denied=bool(names.measures)))
    if draw(seldom):
        written[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    return written
