"""What acts cost whom: by act, and by the groups that a world reports by."""

from __future__ import annotations

from functools import partial

from xinyong.study.report.charts import ACCENT, GREY, bar, bars
from xinyong.study.report.domains import by_domain
from xinyong.study.report.exhibit import Chart, Column, Exhibit, Ground, Section, Table
from xinyong.study.report.material import Material
from xinyong.study.report.words import BASES

_TOP = 12
_ALIKE = 1.1
"""Groups whose points differ by less than this factor are said to be alike."""
_CLASS = ("conduct", "channels", "responses", "population", "rules")


def acts(m: Material) -> Section:
    """The section on acts."""
    w = m.w
    exhibits = tuple(exhibit for exhibit in (_by_act(m), by_domain(m)) if exhibit)
    return Section("acts", w("What acts cost", "各行为的代价"), w(
        "Acts by the points they moved, up or down, all years and subjects together.", "按所变动的积分（加或减）排列，各年各主体合计。"),
        exhibits, w("No record was entered in this run.", "本次运行没有录入任何记录。"))


def groups(m: Material) -> Section:
    """The section on groups of persons."""
    w = m.w
    exhibits = tuple(e for slot in m.slots() for group in m.names["groups"] for e in [_by_group(m, slot, group)] if e)
    return Section("groups", w("Whom it meets", "影响了谁"), w(
        "Records and points of persons, for each person and year, by the groups this world reports by. Age groups in which nobody is ever graded are left out.",
        "个人的记录与积分，按人年计，依本世界的分组。从无等级的年龄组不计。"), exhibits,
        w("There are no persons in groups of whom something was recorded.", "没有可按组显示的个人记录。"))


# --- by act -----------------------------------------------------------------------------------------------------------

_ACTS = """
    select scheme, act, any_value(label_en) as label_en, any_value(label_zh) as label_zh, sum(records)::bigint as records, sum(points) as points,
           sum(points_moved) as moved, sum(false_records)::bigint as wrong, sum(records) filter (kind_of_subject = 'organisation')::bigint as firms
    from acts group by scheme, act order by moved desc, records desc, scheme, act"""


def _by_act(m: Material) -> Exhibit | None:
    w, found = m.w, m.query(_ACTS)
    if not found:
        return None
    bases = _bases(m)
    columns = (Column(w("act", "行为")), Column(w("records", "记录"), "count"), Column(w("of these of organisations", "其中组织"), "count"),
               Column(w("points moved", "变动积分"), "number", decimals=m.decimals), Column(w("net", "净额"), "number", decimals=m.decimals),
               Column(w("false records", "失实记录"), "count"), Column(w("false", "失实"), "share", decimals=2), Column(w("points rest on", "分值依据")))
    rows = tuple((w.label(r, r["act"]) + m.of(r["scheme"]), r["records"], r["firms"] or 0, r["moved"], r["points"], r["wrong"], r["wrong"] / r["records"],
                  w.join(w.basis(kind) for kind in BASES if kind in bases.get((r["scheme"], r["act"]), {}))) for r in found)
    whole = Table(columns, rows)
    measured = 3 if found[0]["moved"] else 1     # where no act moves points, acts are told by their records
    lost, won = (w("points taken", "扣分"), w("points given", "加分")) if measured == 3 else (columns[1].label,) * 2
    drawn = [bar(i, row[0], row[measured], lost if row[4] < 0 else won, says=_end(m, whole, i, measured)) for i, row in enumerate(rows[:_TOP]) if row[measured]]
    records = w.of(whole.cell(0, 1, w), "record", "records")
    title = w.model(f"“{rows[0][0]}” moved most points: {whole.cell(0, 3, w)}, in {records}",
                    f"“{rows[0][0]}”变动积分最多：{whole.cell(0, 3, w)}分，共{whole.cell(0, 1, w)}条记录")
    if measured == 1:
        title = w.model(f"“{rows[0][0]}” was entered most often: {records}", f"录入最多的是“{rows[0][0]}”：{whole.cell(0, 1, w)}条记录")
    return Exhibit("acts-points", title, m.depends(*_CLASS), Table(columns, rows[:2 * _TOP]), Chart(
        partial(bars, colours={lost: GREY, won: ACCENT}, unit=columns[measured].label), drawn,
        w("a bar for each of the first acts", "前若干行为，每项一条")),
        download=whole, grounds=_grounds(m, found[:_TOP], bases), note=_shown(m, len(rows)) + w(
            "An act that sets a grade directly may move no points. What did not happen, or was another's, is a false record.",
            "直接定级的行为可能不变动积分。未发生或属于他人的记录为失实记录。"))


def _shown(m: Material, acts: int) -> str:
    """That the table is shorter than the download, where it is."""
    shown = 2 * _TOP
    return m.w(f"The table has the first {shown} of {acts} acts that were entered, the download all. ", f"表中为录入的{acts}种行为中的前{shown}种，下载文件为全部。"
               ) if acts > shown else ""


def _end(m: Material, table: Table, row: int, measured: int) -> str:
    """What stands at a bar's end: points (or records), and how many of the records were false."""
    w, points = m.w, table.cell(row, measured, m.w)
    return points + w(f", {w.percent(table.cell(row, 6, w))} false", f"，失实{table.cell(row, 6, w)}%") if table.rows[row][5] else points


def _bases(m: Material) -> dict[tuple[str, str], dict[str, dict]]:
    """(scheme, act) -> kind of basis -> a basis on which some record's points rest."""
    found = m.query("select distinct scheme, act, points_basis as kind, document, pin from acts order by all")
    bases: dict[tuple[str, str], dict[str, dict]] = {}
    why = {(r["scheme"], r["id"]): b for r in m.names["acts"] for b in [r["basis"].get("points") or r["basis"][""]] if b["kind"] == "assumption"}
    for r in found:
        key = (r["scheme"], r["act"])
        basis = {"kind": r["kind"], "document": r["document"] or "", "pin": r["pin"] or "", "why": why[key]["why"] if r["kind"] == "assumption" and key in why else ""}
        bases.setdefault(key, {})[r["kind"]] = basis
    return bases


def _grounds(m: Material, found: list[dict], bases: dict) -> tuple[Ground, ...]:
    return tuple(Ground(m.w.label(r, r["act"]), r["scheme"], basis) for r in found for basis in bases.get((r["scheme"], r["act"]), {}).values())


# --- by group ---------------------------------------------------------------------------------------------------------

def _by_group(m: Material, slot: dict, group: dict) -> Exhibit | None:
    w, attribute = m.w, group["attribute"]
    rows = group_rows(m, slot, attribute)
    if not any(r[2] for r in rows):
        return None
    name = m.names["attributes"].get(attribute) or {"age": {"en": "Age", "zh": "年龄"}}.get(attribute)
    name = w.name(name, attribute)
    per = w("per 100 and year", "每百人年")
    columns = (Column(name), Column(w("person-years", "人年"), "count"), Column(w("bad and good records", "记录"), "number", per),
               Column(w("points taken", "扣分"), "number", w("points a person and year", "分/人年"), 2),
               Column(w("points given", "加分"), "number", w("points a person and year", "分/人年"), 2),
               Column(w("false records", "失实记录"), "number", w("per 10,000 and year", "每万人年"), 1),
               Column(w("below where one starts", "低于起始等级"), "share"))
    table = Table(columns, tuple((w.value(r[0]), *r[1:]) for r in rows))
    title = _title(m, name, table) + m.of(slot["scheme"])
    taken, given = w("points taken", "扣分"), w("points given", "加分")
    drawn = [bar(i, row[0], row[column], colour, at=at) for i, row in enumerate(table.rows) for at, (column, colour) in enumerate(((3, taken), (4, given)))]
    return Exhibit(f"groups-{slot['scheme']}-{attribute}", title, m.depends(*_CLASS), table, Chart(
        partial(bars, colours={taken: GREY, given: ACCENT}, unit=columns[3].unit, stacked=True), drawn,
        w("a bar for each group: points taken and given, a person and year", "每组一条：每人年扣分与加分")), note=w(
        "A person-year is a person present at a year's end, times the part of the year that was lived. The last column is of persons with a grade at the "
        "end of the run, and compares with the grade of somebody without any record.",
        "一人年为年末在册一人乘以该年经过的比例。末列以运行结束时有等级的个人为基数，与无任何记录者的等级相比。"))


def _title(m: Material, name: str, table: Table) -> str:
    """Who lost most points and who fewest; or that they hardly differ."""
    w = m.w
    most, least = (pick(range(len(table.rows)), key=lambda i: table.rows[i][3]) for pick in (max, min))
    high, low, by = table.cell(most, 3, w), table.cell(least, 3, w), name[0].lower() + name[1:]
    if table.rows[most][3] < _ALIKE * table.rows[least][3]:
        return w.model(f"points lost hardly differ by {by}: {low} to {high} a person and year", f"扣分因{name}而异甚微：每人年{low}至{high}分")
    return w.model(f"of the groups by {by}, “{table.rows[most][0]}” lost most points, {high} a person and year, and “{table.rows[least][0]}” fewest, {low}",
                   f"按“{name}”分组，“{table.rows[most][0]}”扣分最多，每人年{high}分；“{table.rows[least][0]}”最少，{low}分")


def group_rows(m: Material, slot: dict, attribute: str) -> list[tuple]:
    """Under a scheme that grades, for each value of a group's attribute: value, person-years, records per 100, points taken and given each a year, false records per 10,000,
    share of those with a grade who stand below where one starts."""
    column = _column(m, attribute)
    where = _ages_graded(m)
    years = ", ".join(f"({year}, {part!r})" for year, part in m.year_parts.items()) or "(0, 0.0)"
    below = sorted(m.figures.below_start(slot))
    people = m.query(f"""
        select "{column}" as value, sum(subjects * part)::double as years,
               sum(subjects) filter (year = last and grade is not null)::bigint as graded, sum(subjects) filter (year = last and list_contains(?, grade))::bigint as below
        from grades_by_group join (values {years}) as lived(of_year, part) on year = of_year, (select max(year) as last from grades_by_group)
        where scheme = ? and kind_of_subject = 'person' {where} group by 1""", below, slot["scheme"])
    moved = {r["value"]: r for r in m.query(f"""
        select "{column}" as value, sum(records)::double as records, sum(points_moved - points) / 2 as taken, sum(points_moved + points) / 2 as given,
               sum(false_records)::double as wrong from acts where scheme = ? and kind_of_subject = 'person' {where} group by 1""", slot["scheme"])}
    nothing = {"records": 0.0, "taken": 0.0, "given": 0.0, "wrong": 0.0}
    rows = []
    for r in sorted((r for r in people if r["years"]), key=lambda r: _order(r["value"])):
        got, n = moved.get(r["value"], nothing), r["years"]
        rows.append((r["value"], n, 100 * got["records"] / n, got["taken"] / n, got["given"] / n, 10_000 * got["wrong"] / n,
                     (r["below"] or 0) / r["graded"] if r["graded"] else None))
    return rows


def _column(m: Material, attribute: str) -> str:
    """The column of a group's attribute in the run's tables."""
    from xinyong.run.tables import group_columns

    return group_columns(m.names)[1 + [g["attribute"] for g in m.names["groups"]].index(attribute)].name


def _ages_graded(m: Material) -> str:
    """The condition that leaves out age groups in which nobody is ever graded; none where the world does not report by age."""
    if not any(g["attribute"] == "age" for g in m.names["groups"]):
        return ""
    column = _column(m, "age")
    return f'and "{column}" in (select "{column}" from grades_by_group where grade is not null and kind_of_subject = \'person\')'


def _order(value: str) -> tuple:
    digits = "".join(c if c.isdigit() else " " for c in value).split()
    return (0, int(digits[0]), value) if digits else (1, 0, value)
