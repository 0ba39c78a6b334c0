"""Whole schemes with a script, dealt by Hypothesis in the breadth of the format.

Periods are short and days cluster around month ends, 29 February, holidays and changes of version, so that what could meet on a day does.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from hypothesis import strategies as st

BASIS = "text D art. 1"
NAME = "dealt"
FIRST = "2016-01-01"
CHANGES = ("2019-03-01", "2019-10-01", "2020-02-29")
GRADES = ("a", "b", "c", "d")
CONDUCTS = ("steals", "helps", "owes", "litters")
MEMBERS = ("head", "spouse", "child", "other", "business", "business-2")
ATTRIBUTES = {"hukou": ("rural", "urban"), "income": ("1", "2", "3"), "resident": ("no", "yes")}
COLUMNS = ["id", "label_en", "of", "conduct", "when", "channel", "ledger", "points", "per", "cap", "group", "grade", "grade_for", "counts_for", "counts_as", "owes", "from", "to", "basis", "points_basis", "counts_for_basis", "grade_basis"]
DAYS = tuple(date(2019, 1, 1) + timedelta(days=n) for n in range(730))
EDGES = (date(2019, 1, 30), date(2019, 1, 31), date(2019, 2, 3), date(2019, 2, 28), date(2019, 3, 1), date(2019, 4, 30), date(2019, 9, 29),
         date(2019, 9, 30), date(2019, 10, 1), date(2019, 12, 31), date(2020, 1, 1), date(2020, 1, 31), date(2020, 2, 28), date(2020, 2, 29))


@dataclass(frozen=True)
class Dealt:
    """A scheme's files by name, as text, and the lines of its script."""

    files: dict[str, str]
    script: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        """Writes the folder."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    def __repr__(self) -> str:
        return "\n".join(f"--- {name}\n{text}" for name, text in self.files.items())


pick = st.sampled_from
often = st.sampled_from((True, True, True, False))
seldom = st.sampled_from((False, False, False, True))
days_of_events = st.one_of(pick(EDGES), pick(DAYS[:450]))
periods = pick(("1 days", "5 days", "30 days", "1 working days", "3 working days", "15 working days", "1 months", "2 months", "3 months",
                "6 months", "12 months", "1 years", "2 years"))
lives = st.one_of(periods, periods, periods, st.just("for ever"))
windows = pick(("10 days", "30 days", "1 months", "2 months", "6 months", "12 months", "1 years", "2 years"))


@dataclass(frozen=True)
class Names:
    """What a scheme's conditions may name."""

    acts: tuple[str, ...]
    ledgers: tuple[str, ...]
    lists: tuple[str, ...]
    things: tuple[str, ...]
    measures: tuple[str, ...]
    grades: tuple[str, ...]
    obligations: tuple[str, ...]
    members: tuple[str, ...]


@st.composite
def dealt(draw) -> Dealt:
    """A scheme and a worked case of it."""
    members = tuple(dict.fromkeys(draw(st.lists(pick(MEMBERS), min_size=1, max_size=3))))
    names = Names(
        acts=tuple(f"act-{n}" for n in range(draw(st.integers(2, 5)))),
        ledgers=tuple(f"ledger-{n}" for n in range(draw(pick((1, 1, 2, 3))))),
        lists=tuple(f"list-{n}" for n in range(draw(pick((0, 1, 1, 2))))),
        things=("flies", "borrows"), measures=tuple(f"measure-{n}" for n in range(draw(pick((0, 1, 2, 3, 4))))),
        grades=GRADES[:draw(st.integers(2, 4))] if draw(often) else (), members=members,
        obligations=tuple(f"duty-{n}" for n in range(draw(pick((0, 1, 2))))))
    steps = {ledger: draw(pick(("1", "1", "0.5", "0.1"))) for ledger in names.ledgers}
    groups = {ledger: draw(pick(((), ("group",), ("group",)))) for ledger in names.ledgers}
    scales = {"ladder": draw(st.booleans())}
    head = draw(_head(names, steps, groups, scales))
    acts = [row for id in names.acts for row in draw(_act(id, names, steps, groups))]
    measures = [draw(_measure(id, names)) for id in names.measures]
    script = draw(_script(names, tuple(sorted({row["conduct"] for row in acts})), "consent" in head, sorted({row["thing"] for row in measures}), head["counting"]["clock"]))
    files = {
        "scheme.yaml": _yaml(head), "acts.csv": _csv(COLUMNS, acts), "sources.yaml": "D: {title: {en: D}, kind: original}\n",
        "lists.yaml": _yaml({id: draw(_list(id, names)) for id in names.lists}),
        "measures.csv": _csv(["id", "label_en", "thing", "kind", "amount", "when", "of", "from", "to", "basis"], measures),
        "remedies.yaml": _yaml({f"remedy-{n}": draw(_remedy(names)) for n in range(draw(pick((0, 1, 2, 2))))}),
    }
    remedies = tuple(f"remedy-{n}" for n in range(files["remedies.yaml"].count("kind:")))
    script = tuple(sorted([*script, *draw(_filings(names, remedies))]))
    files = {name: text for name, text in files.items() if text.strip() not in ("", "{}") and text.count("\n") > (1 if name.endswith(".csv") else 0)}
    last = max(date.fromisoformat(line[:10]) for line in script)
    case = {"name": "a case", "members": {name: draw(_subject(name)) for name in members}, "from": draw(pick(("2018-12-01", "2018-12-15", "2019-01-01"))),
            "script": list(script), "expect": {str(last + timedelta(days=draw(pick((40, 200, 400))))): {"records": "0"}}}
    files["tests/case.yaml"] = _yaml([case])
    return Dealt(files, script)


# ---- scheme.yaml

@st.composite
def _head(draw, names: Names, steps, groups, scales) -> dict:
    head = {"id": NAME, "label": {"en": "Dealt"}, "about": "Dealt at random.", "keeper": {"en": "Nobody"}, "from": FIRST}
    covered = pick(("true", "true", "true", "hukou == rural", "not resident == yes"))
    head["subjects"] = {"person": {"when": draw(st.one_of(covered, pick(("age >= 18", "age < 60")))), "basis": BASIS}}
    if draw(often):
        head["subjects"]["organisation"] = {"when": draw(covered), "basis": BASIS}
    head["counting"] = {"first_day": draw(pick(("excluded", "included"))), "roll": draw(pick(("none", "next working day"))),
                        "clock": draw(pick(("entry", "deed", "end"))), "basis": BASIS}
    head["governed_by"] = draw(pick(("deed", "entry")))
    head["same_conduct"] = draw(pick(("gravest", "all")))
    head["ledgers"] = {id: draw(_ledger(place, steps[id], groups[id])) for place, id in enumerate(names.ledgers)}
    if names.obligations:
        head["obligations"] = {id: draw(_obligation()) for id in names.obligations}
    head["scales"] = {"ladder": {"of": "amount", "reached": {"2": "1", "5": "3", "10": "4"} if scales["ladder"] else {"1": "-2", "4": "-6"}, "basis": BASIS}}
    if names.grades:
        bands = {FIRST: draw(_bands(names))}
        if draw(seldom):
            bands[draw(pick(CHANGES))] = draw(_bands(names))
        head["grades"] = {"ledger": draw(pick(names.ledgers)), "bands": bands}
    if draw(seldom):
        consent = {FIRST: {"asked": draw(pick(("not asked", "opt in", "opt out")))}, "2019-06-01": {"asked": "opt in"}}
        head["consent"] = {day: said if said["asked"] == "not asked" else said | {"without": draw(pick((["score"], ["score", "grants"], ["grants"]))), "basis": BASIS}
                           for day, said in consent.items()}
    changes = {day for written in (*head["ledgers"].values(), head.get("grades", {})) for value in written.values()
               if isinstance(value, dict) for day in value if day in CHANGES}
    if changes:
        head["transitions"] = {day: draw(pick(("keep", "keep", "lapse"))) for day in sorted(changes)}
    return head


@st.composite
def _obligation(draw) -> dict:
    written = {"label": {"en": "Duty"}, "amount": draw(pick(("amount", "amount", "3 yuan", "none"))), "due": draw(lives), "basis": BASIS}
    return written | ({"ends": "with the conduct"} if draw(st.booleans()) else {})


@st.composite
def _ledger(draw, place: int, step: str, groups) -> dict:
    def history(values, read=str):
        first = read(draw(values))
        return {FIRST: first, draw(pick(CHANGES)): read(draw(values))} if draw(seldom) else first
    ledger = {"kind": "points", "label": {"en": "Points"}, "start": history(pick((0, 10, 100))), "step": step, "basis": BASIS}
    if draw(seldom):
        ledger["floor"] = history(pick((0, -5)))
    if draw(seldom):
        ledger["ceiling"] = history(pick((105, 110)))
    if draw(st.booleans()):
        ledger["repeat"] = history(pick(("2", "1.5", "3")), lambda factor: {"factor": factor, "basis": BASIS})
    lines = draw(st.lists(pick((f"points < {-10 - place}", "points < 0", "severity >= 500", f"points > {2 + place}")), max_size=2))
    ledger["counts_for"] = [{"when": when, "for": draw(lives), "basis": BASIS} for when in lines] + [{"when": "true", "for": draw(lives), "basis": BASIS}]
    if groups:
        ledger["groups"] = {group: {"cap": draw(_cap()), "basis": BASIS} for group in groups}
    return ledger


@st.composite
def _bands(draw, names: Names) -> list:
    borders = sorted(draw(st.lists(pick((-10, 0, 5, 10, 80, 90, 95, 100, 102)), min_size=len(names.grades) - 1, max_size=len(names.grades) - 1, unique=True)), reverse=True)
    return [{"id": id, "label": {"en": id.upper()}, "at_least": str(border), "basis": BASIS} for id, border in zip(names.grades, borders)] + [
        {"id": names.grades[-1], "label": {"en": "Last"}, "otherwise": "true", "basis": BASIS}]


# ---- acts.csv

@cache
def _cap():
    return st.builds("{} {}".format, pick((1, 3, 5, 12)), pick(("a year", "a half-year", "a quarter", "a month", "in all")))


@st.composite
def _act(draw, id: str, names: Names, steps, groups) -> list[dict]:
    conduct, of, ledger = draw(pick(CONDUCTS)), draw(pick(("person", "organisation", "both", "both"))), draw(pick(names.ledgers))
    change = draw(pick(CHANGES)) if draw(seldom) else None
    channel, group = draw(pick(("office", "office", "police"))), draw(pick((*groups[ledger], "")))
    spans = [{"to": change}, {"from": change}] if change else [{}]
    if change and draw(seldom):
        spans = spans[:1]
    common = {"id": id, "label_en": id, "of": of, "conduct": conduct, "channel": channel, "ledger": ledger, "basis": BASIS}
    if draw(seldom):
        common["counts_as"] = draw(pick(("bad", "good", "neutral")))
    rows = [draw(_version(names, steps[ledger])) | common | span for span in spans]
    return [row | ({"group": group} if row.get("points") else {}) for row in rows]


@st.composite
def _version(draw, names: Names, step: str) -> dict:
    row = {}
    kind = draw(pick(("number", "number", "number", "range", "scale", "units", "none")))
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
    if kind != "none" and draw(seldom):
        row["cap"] = draw(_cap())
    if names.grades and draw(seldom):
        row |= {"grade": draw(pick(names.grades)), "grade_for": draw(lives)}
    if draw(st.booleans()):
        row["counts_for"] = draw(lives)
    if draw(st.booleans()):
        row["when"] = draw(_deed_condition(names))
    if names.obligations and draw(st.booleans()):
        row["owes"] = draw(pick(names.obligations))
    return row


@cache
def _deed_condition(names: Names):
    of_deed = pick(("amount >= 3", "amount < 8 and severity < 700", "severity >= 400", "lasts >= 2", "lasts < 4", "amount != 1", "amount * 2 + lasts > 6"))
    return st.one_of(of_deed, of_deed, _record_condition(names), _attribute_condition())


# ---- conditions

@cache
def _compare(what):
    return st.builds("{} {} {}".format, what, pick(("<", "<=", ">", ">=", "==", "!=")), pick((0, 1, 2, 3)))


@cache
def _record_condition(names: Names):
    about = pick((*names.acts, "any", "bad", "good"))
    windowed = st.builds("{}, within={}".format, about, windows)
    of = st.one_of(about, windowed)
    return st.one_of(
        st.builds("has({})".format, st.one_of(pick(names.acts), st.builds("{}, within={}".format, pick(names.acts), windows))),
        _compare(st.builds("count({})".format, of)),
        st.builds("sum({}) {} {}".format, of, pick(("<", "<=", ">", ">=")), pick((-20, -10, -3, 0, 2, 5))))


@cache
def _attribute_condition():
    return st.one_of(
        st.builds("hukou {} {}".format, pick(("==", "!=")), pick(ATTRIBUTES["hukou"])), st.just("income in (1, 2)"),
        st.builds("resident == {}".format, pick(("yes", "no"))), st.builds("kind == {}".format, pick(("person", "organisation"))),
        st.builds("age {} {}".format, pick(("<", ">=")), pick((12, 18, 30, 31, 32, 60))), st.just("consented"), st.just("role == spouse"))


@cache
def _owing_condition(names: Names):
    return st.one_of(st.builds("owes({}) {} {}".format, pick(names.obligations), pick((">", "==", ">=", "<")), pick((0, 1, 3, 5))),
                     st.builds("overdue({}) {} {}".format, pick(names.obligations), pick((">", "==", ">=", "<")), pick((0, 1, 30))))


@cache
def _standing_condition(names: Names):
    """Of scores, grades, gaps: what is judged at the end of a day."""
    parts = [st.builds("{} {} {}".format, pick((*(["score"] if names.grades or len(names.ledgers) == 1 else []), *names.ledgers)), pick(("<", ">=", "<=", ">", "==")), pick((0, 5, 80, 90, 95, 100)))]
    if names.grades:
        parts += [st.just("no_score"), st.builds("grade {} {}".format, pick(("<", "<=", ">", ">=", "==", "!=")), pick(names.grades)),
                  st.builds("grade in ({}, {})".format, pick(names.grades), pick(names.grades)),
                  st.builds("{} <= {}".format, pick(("gap_up", "gap_down")), pick((0, 5, 10)))]
    return st.one_of(parts)


@cache
def _role_condition(names: Names):
    of = [f"has({names.acts[0]})", f"count({names.acts[-1]}) > 0"]
    of += ["no_score", "score < 95", f"grade < {names.grades[0]}", f"grade == {names.grades[-1]}"] if names.grades else []
    of += [f"on({names.lists[0]})"] if names.lists else []
    return st.builds("{}.{}".format, pick(("head", "spouse", "representative")), pick(of))


@st.composite
def _condition(draw, names: Names, *, standing: bool = True, listed: bool = True) -> str:
    """A condition of lists (`listed`: may name lists), measures, remedies."""
    found = [draw(_part(names, standing, listed)) for _ in range(draw(pick((1, 1, 2, 3))))]
    found = [f"not {part}" if draw(seldom) else part for part in found]
    if len(found) == 3:
        return f"{found[0]} {draw(pick(('and', 'or')))} ({found[1]} {draw(pick(('and', 'or')))} {found[2]})"
    return f" {draw(pick(('and', 'or')))} ".join(found)


@cache
def _part(names: Names, standing: bool, listed: bool):
    parts = [_record_condition(names), _record_condition(names), _attribute_condition(), st.builds("told({})".format, pick(names.acts))]
    if standing:
        parts += [_standing_condition(names), _standing_condition(names), _role_condition(names)]
    if names.obligations:
        parts += [_owing_condition(names)] * 2
    if listed and names.lists:
        parts += [st.builds("{}({})".format, pick(("on", "on", "told")), pick(names.lists))]
    return st.one_of(parts)


# ---- lists, measures, remedies

@st.composite
def _list(draw, id: str, names: Names) -> dict:
    grounds = tuple(f"ground-{n}" for n in range(draw(pick((1, 1, 2)))))
    written = {"label": {"en": id}, "of": draw(pick(("person", "both", "both"))), "colour": draw(pick(("black", "red", "watch"))),
               "grounds": {ground: {"when": draw(_condition(names, listed=False)), "term": draw(lives), "basis": BASIS} for ground in grounds}, "basis": BASIS}
    if draw(seldom):
        written["grounds"][draw(pick(grounds))]["leaves"] = {"when": draw(_condition(names, listed=False)), "basis": BASIS}
    if draw(seldom):
        written |= {"not_again_for": draw(periods), "not_again_for_basis": BASIS}
    if draw(seldom):
        written["except"] = {"spared": {"defeats": draw(pick(("any", [grounds[0]]))), "when": draw(_attribute_condition()), "basis": BASIS}}
    if draw(seldom):
        written["leaves"] = {"when": draw(_condition(names, listed=False)), "basis": BASIS}
    if names.grades and draw(seldom):
        written |= {"grade": draw(pick(names.grades)), "grade_basis": BASIS}
    if draw(seldom):
        written["effect"] = draw(pick(("entry", "service")))
    if draw(seldom):
        written[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    return written


@st.composite
def _measure(draw, id: str, names: Names) -> dict:
    row = {"id": id, "label_en": id, "thing": draw(pick(names.things)), "kind": draw(pick(("deny", "burden", "grant"))),
           "when": draw(_condition(names)), "of": draw(pick(("person", "both", "both"))), "basis": BASIS}
    if row["kind"] == "burden":
        row["amount"] = "10 days"
    if draw(seldom):
        row[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    return row


@st.composite
def _remedy(draw, names: Names) -> dict:
    against = [{"acts": "any"}, {"acts": list(names.acts[:1])}, {"acts": list(names.acts[:2])}]
    if names.lists:
        against.append({"lists": list(names.lists)})
    written = {"kind": draw(pick(("objection", "correction", "appeal", "repair", "performance"))), "label": {"en": "Remedy"},
               "against": draw(pick(against)), "decided_within": draw(periods), "office": "office", "basis": BASIS,
               "if_won": draw(pick(("as if never", "from now")))}
    if "acts" in written["against"]:
        written["meanwhile"] = draw(pick(("counts", "suspended")))
        if draw(seldom):
            written["if_won"] = f"replace {draw(pick(names.acts))}"
    if draw(seldom):
        written["open_for"] = draw(periods)
    if draw(seldom):
        written["after"] = draw(periods)
    if draw(seldom):
        written["when"] = draw(_condition(names))
    if draw(seldom):
        written[draw(pick(("from", "to")))] = draw(pick(CHANGES))
    return written


# ---- the case

@st.composite
def _subject(draw, name: str) -> dict:
    said = {id: draw(pick(values)) for id, values in ATTRIBUTES.items() if draw(st.booleans())}
    if not name.startswith("business") and draw(st.booleans()):
        said["age"] = str(draw(pick((5, 12, 17, 18, 29, 30, 59, 60))))
    return said


@st.composite
def _script(draw, names: Names, conducts, consents: bool, things, clock: str) -> list[str]:
    return [draw(_event(names, conducts, consents, things, clock)) for _ in range(draw(st.integers(2, 12)))]


@st.composite
def _event(draw, names: Names, conducts, consents: bool, things, clock: str) -> str:
    day, member = draw(days_of_events), draw(pick(names.members))
    verb = draw(pick(("enter", "enter", "enter", "do", "do", "do", "set", "want", *(["perform"] * 2 if names.obligations else []))))
    if verb == "set":
        attribute = draw(pick(("hukou", "income", "resident", *(["consented"] * 2 if consents else []))))
        said = f"set {attribute}={draw(pick(ATTRIBUTES.get(attribute, ('yes', 'no'))))}"
    elif verb == "perform":
        said = f"perform {draw(pick(names.obligations))}{draw(pick(('', ' amount=1', ' amount=2', ' amount=5')))}"
    elif verb == "want":
        said = f"want {draw(pick(things))}" if things else f"enter {names.acts[0]}"
    else:
        said = f"{verb} {draw(pick(names.acts if verb == 'enter' else conducts))}"
        said += f" amount={draw(pick((0, 1, 2, 5, 9, 40)))}" if draw(st.booleans()) else ""
        said += f" severity={draw(pick((0, 1, 333, 500, 998, 999)))}" if draw(st.booleans()) else ""
        if draw(st.booleans()):
            said += f" lasts={draw(pick((0, 1, 2, 3, 4, 7, 13)))}"
        if verb == "enter" and draw(seldom):
            said += f" deed={day - timedelta(days=draw(pick((0, 1, 20, 40))))}"
        if verb == "do" and draw(seldom):
            said += f" seen={draw(pick(('yes', 'no')))}"
    return f"{day} {_whose(draw, names, member)}{said}"


def _whose(draw, names: Names, member: str) -> str:
    return "" if member == names.members[0] and draw(st.booleans()) else f"{member}: "


@st.composite
def _filings(draw, names: Names, remedies) -> list[str]:
    if not remedies:
        return []
    found, right = [], draw(pick(("", "", " right=no")))
    for _ in range(draw(st.integers(0, 5))):
        day, member, remedy = draw(days_of_events), draw(pick(names.members)), draw(pick(remedies))
        said = draw(pick(("file", "file", "file", "decide")))
        said = f"file {remedy}{right}" if said == "file" else f"decide {remedy} {draw(pick(('won', 'lost')))}"
        found.append(f"{day} {_whose(draw, names, member)}{said}")
    return found


# ---- writing

class _Plain(yaml.SafeDumper):
    """No anchors."""

    def ignore_aliases(self, data) -> bool:
        return True


def _yaml(written) -> str:
    return yaml.dump(written, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10000)


def _csv(columns, rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
