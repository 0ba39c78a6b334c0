"""What went wrong and who could put it right: false records and what became of them, offices and their queues."""

from __future__ import annotations

from functools import partial

from xinyong.study.report.charts import ACCENT, WRONG, bar, bars, lines
from xinyong.study.report.exhibit import Chart, Column, Exhibit, Ground, Section, Table
from xinyong.study.report.material import Material

_TOP = 10


def mistakes(m: Material) -> Section:
    """The section on false records."""
    w = m.w
    exhibits = tuple(e for e in (_fates(m), _by_act(m)) if e)
    return Section("mistakes", w("False records, and what became of them", "失实记录及其结局"), w(
        "A record is false when what it says did not happen or was done by somebody else: a camera takes one for another, a namesake's debt is entered. "
        "Records that lacked a lawful ground, or were kept beyond their time, are not told apart by this run's tables.",
        "记录所述未发生或为他人所为，即为失实：摄像头认错人、录入同名者的债务。缺乏法定依据或超期保存的记录，本运行的表格未加区分。"),
        exhibits, w("No record was entered in this run.", "本次运行没有录入任何记录。"))


def offices(m: Material) -> Section:
    """The section on offices."""
    w = m.w
    exhibit = _queues(m)
    return Section("offices", w("Offices and their queues", "机构与积案"), w(
        "Remedies wait until their office has time. Cases undecided at each month's end, all places together.", "救济申请须等机构办理。各月末未决案件，各地合计。"),
        (exhibit,) if exhibit else (), w("No office had a case in this run.", "本次运行中没有机构收到案件。"))


# --- false records ----------------------------------------------------------------------------------------------------

def _fates(m: Material) -> Exhibit | None:
    w = m.w
    found = m.query("""select coalesce(sum(records_entered), 0)::bigint as entered, coalesce(sum(records_false), 0)::bigint as wrong,
        coalesce(sum(false_corrected), 0)::bigint as corrected, coalesce(sum(false_ended), 0)::bigint as ended,
        coalesce(sum(false_objected), 0)::bigint as objected, coalesce(sum(went_astray), 0)::bigint as astray,
        coalesce(sum(arrived_astray), 0)::bigint as arrived from months""")[0]
    if not found["entered"]:
        return None
    wrong = found["wrong"]
    others = wrong - found["corrected"] - found["ended"]
    share = lambda n: n / wrong if wrong else None  # noqa: E731
    columns = (Column(w("records", "记录")), Column(w("number", "数目"), "count"), Column(w("of false records", "占失实记录"), "share"),
               Column(w("of all records", "占全部记录"), "share", decimals=2))
    fates = ((w("ended by a remedy", "经救济终止"), found["corrected"]), (w("stood until their time was over", "直至到期"), found["ended"]),
             (w("neither: still standing at the end, or ended otherwise", "其余：结束时仍有效，或以其他方式终止"), others))
    rows = ((w("entered", "录入"), found["entered"], None, 1.0), (w("false", "失实"), wrong, share(wrong), wrong / found["entered"]),
            *((name, n, share(n), n / found["entered"]) for name, n in fates),
            (w("of the false: remedies filed against them", "其中：对失实记录提出的救济"), found["objected"], share(found["objected"]), None))
    table = Table(columns, rows)
    title = w.model(f"{w.percent(table.cell(1, 3, w))} of records were false; of these {w.percent(table.cell(2, 2, w))} were ended by a remedy",
                    f"{table.cell(1, 3, w)}%的记录失实，其中{table.cell(2, 2, w)}%经救济终止") if wrong else w.model("no record was false", "没有失实记录")
    drawn = [bar(i, name, n, w("false records", "失实记录"), says=table.cell(2 + i, 1, w)) for i, (name, n) in enumerate(fates)]
    return Exhibit("mistakes-fates", title, m.depends("conduct", "channels", "told", "remedies", "offices"), table, Chart(
        partial(bars, colours={w("false records", "失实记录"): WRONG}, unit=w("false records", "失实记录")), drawn,
        w("a hatched bar for each fate of false records", "失实记录的每种结局一条斜线条")) if wrong else None, grounds=_channel_grounds(m), note=w(
        f"{w.number(found['astray'])} deeds were taken for a stranger's and {w.number(found['arrived'])} of these reached one; what reaches somebody whom no act "
        "covers is not entered.", f"{w.number(found['astray'])}项行为被误认为他人所为，其中{w.number(found['arrived'])}项到达他人；到达不受任何条目约束者的不录入。"))


def _channel_grounds(m: Material) -> tuple[Ground, ...]:
    """What is assumed of who takes one for another, and of who is told."""
    w = m.w
    channels = tuple(Ground(w(f"{w.name(c['label'])}: {c['mistaken']:.3%} of what it sees is entered against another", f"{w.name(c['label'])}：{c['mistaken']:.3%}误记于他人"),
                            "", c["basis"]) for c in m.names["channels"] if c["mistaken"])
    won = tuple(Ground(w(f"{w.name(r['label'])}: {r['assumed']['won_right']:.0%} won by who is in the right", f"{w.name(r['label'])}：有理者胜{r['assumed']['won_right']:.0%}"),
                       "", r["assumed"]["basis"]) for r in m.names["remedies"] if r["assumed"] and r["assumed"]["basis"] and r["kind"] in ("objection", "correction", "appeal"))
    return channels + m.practice_grounds("told") + won


def _by_act(m: Material) -> Exhibit | None:
    w = m.w
    found = m.query("""select scheme, act, any_value(label_en) as label_en, any_value(label_zh) as label_zh, sum(records)::bigint as records,
        sum(false_records)::bigint as wrong from acts group by scheme, act having sum(false_records) > 0 order by wrong desc, records, scheme, act""")
    if not found:
        return None
    columns = (Column(w("act", "行为")), Column(w("false records", "失实记录"), "count"), Column(w("records", "记录"), "count"), Column(w("false", "失实"), "share", decimals=2))
    whole = Table(columns, tuple((w.label(r, r["act"]) + m.of(r["scheme"]), r["wrong"], r["records"], r["wrong"] / r["records"]) for r in found))
    drawn = [bar(i, row[0], row[1], columns[1].label, says=f"{whole.cell(i, 1, w)} ({w.percent(whole.cell(i, 3, w))})")
             for i, row in enumerate(whole.rows[:_TOP])]
    title = w.model(f"most false records were of “{whole.rows[0][0]}”: {whole.cell(0, 1, w)}, {w.percent(whole.cell(0, 3, w))} of its records",
                    f"失实记录最多的是“{whole.rows[0][0]}”：{whole.cell(0, 1, w)}条，占其记录的{whole.cell(0, 3, w)}%")
    return Exhibit("mistakes-acts", title, m.depends("conduct", "channels"), Table(columns, whole.rows[:2 * _TOP]), Chart(
        partial(bars, colours={columns[1].label: WRONG}, unit=columns[1].label), drawn, w("a hatched bar for each act: its false records", "每种行为一条斜线条：失实记录数")),
        download=whole, main=False, grounds=_channel_grounds(m))


# --- offices ----------------------------------------------------------------------------------------------------------

def _queues(m: Material) -> Exhibit | None:
    w = m.w
    found = m.query("select month, office, sum(waiting)::bigint as waiting from offices group by all order by month, office")
    flows = {r["y"]: r for r in m.query("""select year(month)::int as y, sum(remedies_filed)::bigint as filed, sum(remedies_won)::bigint as won,
        sum(remedies_lost)::bigint as lost, sum(decided_late)::bigint as late from months group by 1""")}
    if not found or not any(r["filed"] for r in flows.values()):
        return None
    waiting = {(r["month"], r["office"]): r["waiting"] for r in found}
    months, names = sorted({r["month"] for r in found}), sorted({r["office"] for r in found})
    last_of = {mo.year: mo for mo in months}
    columns = (Column(w("year", "年")), Column(w("cases filed", "提出"), "count"), Column(w("won", "支持"), "count"), Column(w("lost", "驳回"), "count"),
               Column(w("decided late", "逾期作出"), "count"), Column(w("late, of those decided", "逾期占已决"), "share"), Column(w("waiting at its end", "年末未决"), "count"))
    late = lambda r: r["late"] / (r["won"] + r["lost"]) if r["won"] + r["lost"] else None  # noqa: E731
    total = {key: sum(r[key] for r in flows.values()) for key in ("filed", "won", "lost", "late")}
    row = lambda name, r, end: (name, r["filed"], r["won"], r["lost"], r["late"], late(r), sum(waiting[end, o] for o in names))  # noqa: E731
    table = Table(columns, (*(row(str(y), r, last_of[y]) for y, r in sorted(flows.items())), row(w("in all", "合计"), total, months[-1])))
    download = Table((Column(w("month", "月份"), "day"), Column(w("office", "机构")), Column(w("waiting", "未决"), "count")),
                     tuple((mo, w.value(o), waiting[mo, o]) for mo in months for o in names))
    last = len(table.rows) - 1
    cases, share = w.of(table.cell(last, 6, w), "case", "cases"), table.cell(last, 5, w)
    title = w.model(f"{cases} waited at the end, and {w.percent(share)} of decisions came after the lawful day",
                    f"结束时有{table.cell(last, 6, w)}件未决，{share}%的决定超过法定期限")
    if not total["won"] + total["lost"]:
        title = w.model(f"{cases} waited at the end, and none was decided", f"结束时有{table.cell(last, 6, w)}件未决，尚无决定")
    rows = [{"line": w.value(o), "month": mo.isoformat(), "value": waiting[mo, o]} for mo in months for o in names]
    shades = (ACCENT, "var(--grey)", "var(--soft)", "var(--ink)")
    return Exhibit("offices-queues", title, m.depends("conduct", "channels", "told", "remedies", "offices"), table, Chart(
        partial(lines, unit=w("cases waiting", "未决案件"), colours={w.value(o): shades[i % 4] for i, o in enumerate(names)}, marks=len(months) < 3), rows,
        w("a line for each office: cases undecided at each month's end", "每个机构一条线：各月末未决案件")), download=download, grounds=m.practice_grounds("offices"))
