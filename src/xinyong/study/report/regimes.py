"""Which rules held when, from the versions of the schemes in force."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from xinyong.study.report.charts import spans
from xinyong.study.report.exhibit import FOLLOWS, Chart, Column, Exhibit, FigureClass, Ground, Section, Table
from xinyong.study.report.material import Material

_MOST_LISTS = 8
_MOST_DAYS = 4


class Held(NamedTuple):
    """A version of a rule: it held from `start` up to and not including `end`."""

    lane: str
    says: str
    start: dt.date
    end: dt.date
    basis: dict | None
    scheme: str
    begun: bool
    """Whether it began within the run, rather than before."""


def regimes(m: Material) -> Section:
    """The section on the rules in time."""
    w = m.w
    held = [h for s in m.names["schemes"] for h in _held(m, s)]
    section = Section("regimes", w("Which rules held when", "何时适用何规则"), w(
        "A scheme's rules are dated. What is drawn here is what the program lived by, within the span of this run.",
        "方案中的规则都带有日期。此处所示为本次运行期间实际适用的规则。"),
        nothing=w("No scheme was in force, or no month was lived.", "没有方案生效，或没有经过任何月份。"))
    if not held or m.first == m.end:
        return section
    return Section(section.id, section.heading, section.lead, (_exhibit(m, held),))


def _exhibit(m: Material, held: list[Held]) -> Exhibit:
    w = m.w
    of_class = _class(m, held)
    columns = (Column(w("rule", "规则")), Column(w("what holds", "内容")), Column(w("from", "起"), "day"), Column(w("up to", "止（不含）"), "day"),
               Column(w("rests on", "依据")))
    rows = tuple((h.lane, h.says, h.start, h.end, w.basis(h.basis["kind"]) if h.basis else w("counted", "计数")) for h in held)
    grounds = tuple(Ground(f"{h.lane}: {h.says}", h.scheme, h.basis) for h in held if h.basis)
    return Exhibit("regimes-spans", _title(m, held, of_class), of_class, Table(columns, rows), Chart(
        spans, _rows(m, held), w("lanes of time, one a rule, with what held in each", "各规则随时间的版本")), grounds=grounds, note=w(
        "Of acts, measures and lists it is told how many were in force; their text is in the run's file.", "对行为条目、措施与名单只列生效数目；全文在运行文件中。"))


def _class(m: Material, held: list[Held]) -> FigureClass:
    told = all(h.basis is None or h.basis["kind"] == "text" for h in held)
    return FigureClass(FOLLOWS) if told else m.depends("rules")


def _title(m: Material, held: list[Held], of_class: FigureClass) -> str:
    w = m.w
    days = sorted({h.start for h in held if h.begun and h.basis})
    tell = w if of_class.kind == FOLLOWS else w.model
    if not days:
        return tell("the rules did not change", "规则没有变化") if tell == w.model else w("The rules did not change", "规则没有变化")
    shown = w.join(d.isoformat() for d in days[:_MOST_DAYS])
    more = w(" and later", "等") if len(days) > _MOST_DAYS else ""
    en, zh = f"the rules changed on {shown}{more}", f"规则在{shown}{more}发生变化"
    return tell(en, zh) if of_class.kind != FOLLOWS else w(en[0].upper() + en[1:], zh)


def _rows(m: Material, held: list[Held]) -> list[dict]:
    rows, before = [], {}
    for order, h in enumerate(held):
        odd = not before.get(h.lane, True)
        before[h.lane] = odd
        first = h.lane not in {r["lane"] for r in rows}
        room = (h.end - h.start) / (m.end - m.first)
        rows.append({"lane": h.lane, "title": h.lane if first else "", "order": order, "start": h.start.isoformat(), "end": h.end.isoformat(),
                     "says": _within(h.says, room, 110), "short": _within(h.says, room, 52), "odd": "yes" if odd else "no"})
    return rows


def _within(text: str, room: float, characters: int) -> str:
    """As much of a text as fits its part of a lane."""
    size = int(room * characters) - 1
    wide = sum(ord(c) > 0x2E80 for c in text)
    return text if len(text) + wide <= size else text[:max(0, size - 1 - wide // 2)] + "…" if size > 3 else ""


# --- the versions -----------------------------------------------------------------------------------------------------

def _held(m: Material, scheme: dict) -> list[Held]:
    """All that held of a scheme, lane after lane."""
    w, id, of = m.w, scheme["id"], m.of(scheme["id"])
    lane = partial(_lane, m, scheme)
    found = []
    for slot in (s for s in m.slots() if s["scheme"] == id):
        versions = [(v["from"], " ".join(m.grade_name(slot, b["id"]) for b in v["bands"]), _weakest([b["basis"] for b in v["bands"]]))
                    for v in slot["versions"]]
        found += lane(w("Grades", "等级") + of, versions)
    for ledger in (r for r in m.names["ledgers"] if r["scheme"] == id):
        name = w.name(ledger["label"])
        starts = [(day, value) for day, value in zip(m.names["epochs"], ledger["start"]) if day >= scheme["from"]]
        changed = [s for i, s in enumerate(starts) if i == 0 or s[1] != starts[i - 1][1]]
        found += lane(w(f"{name}: start", f"{name}：起点") + of, [
            (day, w(f"{w.number(value * ledger['step'] / 100)} points", f"{w.number(value * ledger['step'] / 100)}分"), ledger["basis"])
            for day, value in changed])
        found += lane(w("The same again", "再犯") + of, [
            (r["from"], w(f"counts {r['factor'] / 100:g} times", f"按{r['factor'] / 100:g}倍计"), r["basis"]) for r in ledger["repeat"]])
    found += lane(w("Consent", "同意") + of, [(c["from"], w.asked(c["asked"]), c["basis"]) for c in scheme["consent"]])
    for rule in [r for r in m.names["lists"] if r["scheme"] == id][:_MOST_LISTS]:
        found += _clipped(m, w.name(rule["label"]) + of, w("in force", "生效"), rule["from"], rule["to"], rule["basis"][""], id)
    found += _counts(m, scheme, w("Acts in the catalog", "行为目录") + of, m.names["acts"], w("{} lines", "{}条"))
    for kind, name in (("deny", w("Measures that deny", "禁止类措施")), ("burden", w("Measures that burden", "加重负担类措施")),
                       ("grant", w("Measures that grant", "激励类措施"))):
        found += _counts(m, scheme, name + of, [r for r in m.names["measures"] if r["kind"] == kind], w("{} in force", "{}项生效"))
    return found


def _weakest(bases: list[dict]) -> dict | None:
    """The least sure of several bases."""
    order = ("text", "secondary", "borrowed", "assumption")
    return max((b for b in bases if b), key=lambda b: order.index(b["kind"]), default=None)


def _lane(m: Material, scheme: dict, lane: str, versions: list[tuple]) -> list[Held]:
    """Versions that each hold until the next."""
    found = []
    for (day, says, basis), (end, *_) in pairwise([*versions, (scheme["to"],)]):
        found += _clipped(m, lane, says, max(day, scheme["from"]), end, basis, scheme["id"])
    return found


def _clipped(m: Material, lane: str, says: str, first: int, last: int, basis: dict | None, scheme: str) -> list[Held]:
    start, end = m.day(first) or m.end, m.day(last) or m.end
    begun, start, end = start > m.first, max(start, m.first), min(end, m.end)
    return [Held(lane, says, start, end, basis, scheme, begun)] if start < end else []


def _counts(m: Material, scheme: dict, lane: str, rules: list[dict], says: str) -> list[Held]:
    """How many rules were in force, from one change of their number to the next."""
    rules = [r for r in rules if r["scheme"] == scheme["id"]]
    days = sorted({scheme["from"], *(d for r in rules for d in (r["from"], r["to"]) if scheme["from"] <= d < scheme["to"])}) if rules else []
    numbers = [(day, sum(r["from"] <= day < r["to"] for r in rules)) for day in days]
    changed = [n for i, n in enumerate(numbers) if i == 0 or n[1] != numbers[i - 1][1]]
    return [h for h in _lane(m, scheme, lane, [(day, says.format(n), None) for day, n in changed]) if not h.says.startswith(says.format(0))]
