"""What standings brought: measures that denied, burdened or granted, and lists."""

from __future__ import annotations

from functools import partial

from xinyong.study.report.charts import ACCENT, AGAINST, GREY, bar, bars, lines
from xinyong.study.report.exhibit import Chart, Column, Exhibit, Ground, Section, Table
from xinyong.study.report.material import Material

_TOP = 12
_KINDS = ("deny", "burden", "grant")
_CLASS = ("conduct", "channels", "responses", "consent", "population", "rules")
_MOST_LINES = 8

_MEASURES = """
    with met as (select scheme, measure, sum(times)::bigint as times, sum(amount)::bigint as amount, any_value(amount_unit) as unit from measure_flows group by all),
         held as (select scheme, measure, any_value(label_en) as label_en, any_value(label_zh) as label_zh, any_value(kind) as kind,
                         sum(subjects)::bigint as months, sum(subjects) filter (month = (select max(month) from measures))::bigint as at_end
                  from measures group by all)
    select held.*, coalesce(times, 0) as times, coalesce(amount, 0) as amount, unit from held left join met using (scheme, measure)
    order by times desc, months desc, scheme, measure"""


def measures(m: Material) -> Section:
    """The section on measures."""
    w = m.w
    exhibit = _met(m)
    return Section("measures", w("What was lost and gained", "失去与得到了什么"), w(
        "A measure is felt when somebody wants what it denies, burdens or grants. Both are told: how often it met such a want, and how long it was borne.",
        "措施在当事人需要相应事物时才真正起作用。此处同时列出：遇到此类需求的次数，以及承受的时长。"),
        (exhibit,) if exhibit else (), w("No measure was in force.", "没有措施生效。"), (_travel(m),))


def lists(m: Material) -> Section:
    """The section on lists."""
    w = m.w
    exhibit = _listed(m)
    return Section("lists", w("Who was listed", "被列入名单者"), w("As of each month's end.", "按每月末统计。"), (exhibit,) if exhibit else (),
                   w("No list was in force within this run.", "本次运行期间没有名单生效。"))


def _travel(m: Material) -> tuple[str, str]:
    """What everybody asks first, and the answer by the rules of this world."""
    w, found = m.w, m.figures.travel
    rules = len({(r["scheme"], r["id"]) for r in m.names["measures"]})
    question = w("Did points cost anyone a flight or a train?", "有人因积分坐不了飞机或火车吗？")
    if not found:
        return question, w(f"No: none of the {w.of(str(rules), 'measure', 'measures')} in these rules touches flights or trains. In China those are denied by the "
                           "Supreme People's Court's list of judgment defaulters, which this world does not hold.",
                           f"没有：这些规则中的{rules}项措施都不涉及飞机或火车。在中国，限制乘坐的是最高人民法院的失信被执行人名单，本世界不含该名单。")
    told = w.join(f"{w.name(t.label)} ({w.of(w.number(t.times), 'time', 'times')})" if not w.chinese else f"{w.name(t.label)}（{w.number(t.times)}次）" for t in found)
    if any(t.by_points for t in found):
        return question, w(f"These rules let points or grades do so. In this model: {told}.", f"这些规则允许积分或等级如此。在本模型中：{told}。")
    return question, w(f"Neither points nor grades do that in these rules; something else does. In this model: {told}.", f"规则中积分和等级都不会如此，但有其他规则会。在本模型中：{told}。")


def _met(m: Material) -> Exhibit | None:
    w, found = m.w, m.query(_MEASURES)
    if not found:
        return None
    columns = (Column(w("measure", "措施")), Column(w("kind", "类别")), Column(w("met a want", "遇到需求"), "count", w("times", "次")),
               Column(w("borne or enjoyed", "承受或享有"), "count", w("subject-months", "主体月")), Column(w("at the end", "结束时"), "count", w("subjects", "主体")),
               Column(w("cost or gave", "代价或所得")))
    totals = {kind: sum(r["times"] for r in found if r["kind"] == kind) for kind in _KINDS}
    sums = tuple((w(f"all that {verb}", f"全部{zh}类"), w.kind(kind), totals[kind], sum(r["months"] for r in found if r["kind"] == kind), None, "")
                 for kind, verb, zh in (("deny", "deny", "禁止"), ("burden", "burden", "加重"), ("grant", "grant", "给予")))
    rows = tuple((w.label(r, r["measure"]) + m.of(r["scheme"]), w.kind(r["kind"]), r["times"], r["months"], r["at_end"] or 0, _amount(m, r)) for r in found)
    table = Table(columns, sums + rows)
    colours = {w.kind("deny"): AGAINST, w.kind("burden"): GREY, w.kind("grant"): ACCENT}
    drawn = [bar(i, row[0], row[2], row[1], says=columns[2].show(row[2], w)) for i, row in enumerate(rows[:_TOP]) if row[2]]
    denied, burdened, granted = (table.cell(i, 2, w) for i in range(3))
    title = w.model(f"measures denied what was wanted {w.of(denied, 'time', 'times')}, burdened it {w.of(burdened, 'time', 'times')} and granted or "
                    f"eased it {w.of(granted, 'time', 'times')}", f"措施禁止所需事物{denied}次，加重负担{burdened}次，给予或便利{granted}次")
    if not any(totals.values()):
        title = w.model("no measure met anybody who wanted the thing", "没有措施遇到需要相应事物的人")
    grounds = tuple(Ground(w.name(r["label"]), r["scheme"], b) for r in m.names["measures"] for b in r["basis"].values() if b)
    return Exhibit("measures-met", title, m.depends(*_CLASS), table, Chart(
        partial(bars, colours=colours, unit=w("times", "次")), drawn, w("a bar for each measure: how often it met a want", "每项措施一条：遇到需求的次数"))
        if drawn else None, grounds=grounds, note=w(
            "One want may meet several measures. A subject-month is a subject under the measure at a month's end.", "一次需求可能遇到多项措施。一主体月为月末处于该措施之下的一个主体。"))


def _amount(m: Material, r: dict) -> str:
    """What a measure cost or gave together, with its unit."""
    if not r["unit"] or not r["amount"]:
        return ""
    amount = r["amount"] / 100 if r["unit"] == "fen" else r["amount"]
    return f"{m.w.number(amount)} {m.w.unit(r['unit'])}"


def _listed(m: Material) -> Exhibit | None:
    w = m.w
    found = m.query("select month, scheme, list, label_en, label_zh, subjects from lists order by month, scheme, list")
    if not found:
        return None
    names = {(r["scheme"], r["list"]): w.label(r, r["list"]) + m.of(r["scheme"]) for r in found}
    held = {(r["month"], r["scheme"], r["list"]): r["subjects"] for r in found}
    months = sorted({r["month"] for r in found})
    ends = [mo for mo in months if mo.month == 12 or mo == months[-1]]
    most = {key: max(n for (_, *k), n in held.items() if tuple(k) == key) for key in names}
    keys = sorted(names, key=lambda key: (-most[key], key))
    table = Table((Column(w("list", "名单")), Column(w("most at any month's end", "各月末最多"), "count", w("subjects", "主体")),
                   *(Column(w.month(e), "count") for e in ends)),
                  tuple((names[k], most[k], *(held.get((e, *k)) for e in ends)) for k in keys))
    download = Table((Column(w("month", "月份"), "day"), Column(w("list", "名单")), Column(w("subjects", "主体"), "count")),
                     tuple((mo, names[k], held[mo, *k]) for mo in months for k in keys if (mo, *k) in held))
    colour = {(r["scheme"], r["id"]): {"black": AGAINST, "red": ACCENT}.get(r["colour"], GREY) for r in m.names["lists"]}
    shown = keys[:_MOST_LINES]
    rows = [{"line": names[k], "month": mo.isoformat(), "value": held[mo, *k]} for k in shown for mo in months if (mo, *k) in held]
    last = len(table.columns) - 1
    now, most_ever, name, end = table.cell(0, last, w), table.cell(0, 1, w), names[keys[0]], w.month(ends[-1])
    title = w.model(f"{w.of(now, 'subject', 'subjects')} stood on the list “{name}” at the end of {end}, and {most_ever} when it was longest",
                    f"{end}末“{name}”上有{now}个主体，最多时{most_ever}个")
    grounds = tuple(Ground(w.name(r["label"]), r["scheme"], g["basis"]) for r in m.names["lists"] for g in r["grounds"] if g["basis"])
    return Exhibit("lists-months", title, m.depends(*_CLASS), table, Chart(
        partial(lines, unit=w("subjects", "主体"), colours={names[k]: colour[k] for k in shown}, marks=len(months) < 3), rows,
        w("a line for each list: who stood on it at each month's end", "每个名单一条线：各月末在列主体数")), download=download, grounds=grounds)
