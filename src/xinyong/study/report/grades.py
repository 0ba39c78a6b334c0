"""Who has which grade, how they move between grades, and how long they stay."""

from __future__ import annotations

from functools import partial

from xinyong.run.figures import quantile
from xinyong.study.report.charts import heat, panels, ranges
from xinyong.study.report.exhibit import Chart, Column, Exhibit, Section, Table
from xinyong.study.report.material import Material

_SPELL_LIMIT = 120
_STANDING = ("conduct", "channels", "responses", "consent", "rules")


def grades(m: Material) -> Section:
    """The section on grades over time."""
    w = m.w
    exhibits = tuple(e for slot in m.slots() for e in [_over_time(m, slot)] if e)
    return Section("grades", w("Grades over time", "等级随时间的变化"), w(
        "Persons and organisations together, as of each month's end. Each panel has its own scale: the rare grades would not be seen beside the common one.",
        "个人与组织合计，按每月末统计。各小图刻度不同，否则少见的等级在常见等级旁无法辨认。"),
        exhibits, w("No scheme here gives grades, or no month was lived.", "此处没有评定等级的方案，或没有经过任何月份。"))


def flows(m: Material) -> Section:
    """The section on moves between grades."""
    w = m.w
    exhibits = tuple(e for slot in m.slots() for e in [_moves(m, slot)] if e)
    return Section("flows", w("From grade to grade", "等级之间的流动"), w(
        "Where those who had a grade at one year's end stood a year later, all years of the run taken together.",
        "在某年末有等级者一年后的等级，各年合并。"), exhibits, w("No two years' ends were lived under grades, so there are no moves to show.", "没有两个有等级的年末可比较。"))


def spells(m: Material) -> Section:
    """The section on how long it takes to leave a grade."""
    w = m.w
    exhibits = tuple(e for slot in m.slots() for e in [_stays(m, slot)] if e)
    return Section("spells", w("Time to get out", "走出某一等级所需时间"), w(
        "How long stays in a grade had lasted when they ended.", "各等级的停留在结束时已持续多久。"), exhibits,
        w("No stay in a grade ended within this run.", "本次运行内没有结束的等级停留。"))


# --- over time --------------------------------------------------------------------------------------------------------

def _over_time(m: Material, slot: dict) -> Exhibit | None:
    w, order = m.w, m.grades(slot)
    found = m.query("select month, grade, subjects from grades where scheme = ? order by month", slot["scheme"])
    held = {(r["month"], r["grade"]): r["subjects"] for r in found}
    months = sorted({r["month"] for r in found})
    graded = {month: sum(n for (at, grade), n in held.items() if at == month and grade) for month in months}
    if not any(graded.values()):
        return None
    ends = [month for month in months if month.month == 12 or month == months[-1]]
    share = lambda month, grade: held[month, grade] / graded[month] if (month, grade) in held and graded[month] else None  # noqa: E731
    columns = (Column(w("end of", "时点（末）")), Column(w("with a grade", "有等级者"), "count"), *(Column(m.grade_name(slot, g), "share") for g in order),
               Column(w("no grade", "无等级"), "count"))
    table = Table(columns, tuple((w.month(e), graded[e], *(share(e, g) for g in order), held.get((e, None), 0)) for e in ends))
    download = Table((Column(w("month", "月份"), "day"), Column(w("grade", "等级")), Column(w("subjects", "主体数"), "count"),
                      Column(w("share of those with a grade", "占有等级者比例"), "share")),
                     tuple((mo, m.grade_name(slot, g), held[mo, g], share(mo, g) if g else None) for mo in months for g in (*order, None) if (mo, g) in held))
    rows = [{"panel": m.grade_name(slot, g), "order": i, "month": mo.isoformat(), "value": round(100 * share(mo, g), 4)}
            for i, g in enumerate(order) for mo in months if share(mo, g) is not None]
    chart = Chart(partial(panels, unit="%", marks=len(months) < 3), rows, w("a line for each grade: its share of those who have a grade, month by month",
                                                                        "每个等级一条线：占有等级者的比例，逐月"))
    return Exhibit(f"grades-{slot['scheme']}", _commonest(m, slot, table, order), m.depends(*_STANDING), table, chart, grounds=m.band_grounds(slot),
                   download=download, note=w("Shares are of those who have a grade. The table shows years' ends; the download has every month.",
                                             "比例以有等级者为基数。表格列年末，下载文件含各月。"))


def _commonest(m: Material, slot: dict, table: Table, order: list[str]) -> str:
    """The title: how many of those with a grade had the commonest one at the end, and the worst one."""
    w, last = m.w, len(table.rows) - 1
    shares = table.rows[last][2:2 + len(order)]
    best = max(range(len(order)), key=lambda i: shares[i] or 0)
    share, when, name = table.cell(last, 2 + best, w), table.rows[last][0], m.grade_name(slot, order[best])
    return w.model(f"{w.percent(share)} of those with a grade stood at {name} at the end of {when}{m.of(slot['scheme'])}",
                   f"{when}末有等级者中{share}%为{name}{m.of(slot['scheme'])}")


# --- moves ------------------------------------------------------------------------------------------------------------

def _moves(m: Material, slot: dict) -> Exhibit | None:
    w = m.w
    found = m.query("select from_grade as a, to_grade as b, sum(subjects)::bigint as n from moves where scheme = ? and from_grade is not null group by all",
                    slot["scheme"])
    moved = {(r["a"], r["b"]): r["n"] for r in found}
    order = [g for g in m.grades(slot) if any(g == a for a, _ in moved)]
    if not order:
        return None
    to = [*[g for g in m.grades(slot) if any(g == b for _, b in moved)], *([None] if any(b is None for _, b in moved) else [])]
    rank = {g: i for i, g in enumerate(m.grades(slot))}
    columns = (Column(w("at a year's end", "某年末")), Column(w("times", "人次"), "count"), *(Column(m.grade_name(slot, g), "share") for g in to),
               Column(w("better", "变好"), "share"), Column(w("worse", "变差"), "share"))
    rows, drawn = [], []
    for i, a in enumerate(order):
        total = sum(n for (f, _), n in moved.items() if f == a)
        better, worse = (sum(n for (f, b), n in moved.items() if f == a and b and sign * (rank[b] - rank[a]) > 0) / total for sign in (-1, 1))
        rows.append((m.grade_name(slot, a), total, *(moved.get((a, b), 0) / total for b in to), better, worse))
        drawn += [{"from": m.grade_name(slot, a), "to": m.grade_name(slot, b), "from_order": i, "to_order": j, "share": moved.get((a, b), 0) / total,
                   "says": columns[2].show(moved.get((a, b), 0) / total, w) if moved.get((a, b)) else ""} for j, b in enumerate(to)]
    table = Table(columns, tuple(rows))
    last = len(rows) - 1
    name = rows[last][0]
    title = w.model(f"{w.percent(table.cell(last, len(columns) - 2, w))} of those at {name} at a year's end stood better a year later{m.of(slot['scheme'])}",
                    f"某年末处于{name}者，一年后{table.cell(last, len(columns) - 2, w)}%变好{m.of(slot['scheme'])}")
    return Exhibit(f"flows-{slot['scheme']}", title, m.depends(*_STANDING, "remedies"), table, Chart(
        partial(heat, across=w("a year later (%)", "一年后（%）"), down=w("at a year's end", "某年末")), drawn,
        w("a grid: from which grade to which, in percent of those who had the first", "方格图：从某等级到某等级，占前者的百分比")),
        note=w("Read a line from left to right: it sums to 100 %. Who had no grade before is left out. Where grades were renamed on a day, "
               "a move may be a new name only.", "逐行阅读，每行合计100%。此前无等级者不计。等级改名之日，流动可能只是名称变化。"), grounds=m.band_grounds(slot))


# --- stays ------------------------------------------------------------------------------------------------------------

def _stays(m: Material, slot: dict) -> Exhibit | None:
    w = m.w
    found = m.query("select grade, months, sum(stays)::bigint as n from spells where scheme = ? and grade is not null group by all order by months",
                    slot["scheme"])
    lengths: dict[str, list[tuple[int, int]]] = {}
    for r in found:
        lengths.setdefault(r["grade"], []).append((r["months"], r["n"]))
    order = [g for g in m.grades(slot) if g in lengths]
    if not order:
        return None
    unit = w("months", "月")
    columns = (Column(w("grade", "等级")), Column(w("stays ended", "结束的停留"), "count"),
               *(Column(w(f"{p} % had lasted at most", f"{p}%不超过"), "count", unit) for p in (10, 50, 90)),
               Column(w("in it at the end", "结束时仍在"), "count", w("subjects", "主体")))
    still = m.run.last_grades.get(slot["scheme"], {})
    table = Table(columns, tuple((m.grade_name(slot, g), sum(n for _, n in lengths[g]), *(quantile(lengths[g], p, 100) for p in (10, 50, 90)),
                                  still.get(g, 0)) for g in order))
    download = Table((Column(w("grade", "等级")), Column(w("months", "月数"), "count"), Column(w("stays ended", "结束的停留"), "count")),
                     tuple((m.grade_name(slot, g), months, n) for g in order for months, n in lengths[g]))
    rows = [{"label": r[0], "title": r[0], "order": i, "low": r[2], "middle": r[3], "high": r[4]} for i, r in enumerate(table.rows)]
    last = len(order) - 1
    name, middle = table.rows[last][0], table.cell(last, 3, w)
    title = w.model(f"half of the stays at {name} that ended had lasted {middle} months or less{m.of(slot['scheme'])}",
                    f"已结束的{name}停留中，一半持续不超过{middle}个月{m.of(slot['scheme'])}")
    return Exhibit(f"spells-{slot['scheme']}", title, m.depends(*_STANDING, "remedies", "offices"), table, Chart(
        partial(ranges, unit=unit), rows, w("for each grade the length of stays: grey from 10 to 90 %, the middle marked",
                                            "各等级停留时长：灰条为10%至90%，竖线为中位")), grounds=m.band_grounds(slot), download=download, note=w(
        f"Only stays that ended within the run are counted, for whatever reason: better, worse, no grade any more, or a new name. Those that still go on "
        f"are missing, so long stays are too few here: see the last column of the table. {_SPELL_LIMIT} months stand for that or longer; 0 for less than a month.",
        f"只计本次运行内结束的停留，不论原因：变好、变差、不再有等级或改名。仍在持续的不计（见表末列），故长期停留偏少。{_SPELL_LIMIT}个月表示{_SPELL_LIMIT}个月或更长；0表示不足一月。"))

