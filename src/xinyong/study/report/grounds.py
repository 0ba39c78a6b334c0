"""What is law here and what is assumed: points by what they rest on, rules and assumptions counted, documents with addresses."""

from __future__ import annotations

from collections import Counter
from functools import partial

from xinyong.study.report.charts import ACCENT, GREY, LIGHT, SOFT, bar, bars
from xinyong.study.report.exhibit import FOLLOWS, Chart, Column, Exhibit, FigureClass, Ground, Section, Table
from xinyong.study.report.material import Material
from xinyong.study.report.words import BASES

_COLOURS = (ACCENT, GREY, SOFT, LIGHT)


def law(m: Material) -> Section:
    """The section on law and assumption."""
    w = m.w
    exhibits = tuple(e for e in (_points(m), _rows(m), _practice(m)) if e)
    return Section("law", w("What is law and what is assumed", "何为规则，何为假设"), w(
        "Every figure of a scheme says on what it rests: the scheme's own text; told by others, such as a newspaper; borrowed from another text; or assumed. What "
        "a world says of people and officials is assumed unless a count was found. The documents stand at the end, each with its address and the day it was seen.",
        "方案中的每个数值都注明依据：方案原文；他人（如报纸）转述；借自其他文本；或假设。世界对民众与官员的描述，除找到统计数字者外均为假设。文件及网址、查看日期列于文末。"), exhibits)


# --- points moved -----------------------------------------------------------------------------------------------------

def _points(m: Material) -> Exhibit | None:
    w = m.w
    found = m.query("select scheme, points_basis as kind, sum(points_moved) as moved, sum(records)::bigint as records from acts group by all having sum(points_moved) > 0")
    if not found:
        return None
    schemes = [s["id"] for s in m.names["schemes"] if any(r["scheme"] == s["id"] for r in found)]
    whole = {id: sum(r["moved"] for r in found if r["scheme"] == id) for id in schemes}
    moved = {(r["scheme"], r["kind"]): r for r in found}
    columns = (Column(w("scheme", "方案")), Column(w("points rest on", "分值依据")), Column(w("points moved", "变动积分"), "number", decimals=m.decimals),
               Column(w("share", "比例"), "share"), Column(w("records", "记录"), "count"))
    table = Table(columns, tuple((m.scheme_name(id), w.basis(kind), moved[id, kind]["moved"], moved[id, kind]["moved"] / whole[id], moved[id, kind]["records"])
                                 for id in schemes for kind in BASES if (id, kind) in moved))
    drawn = [bar(schemes.index(id), m.scheme_name(id), round(100 * moved[id, kind]["moved"] / whole[id], 4), w.basis(kind), at=at)
             for id in schemes for at, kind in enumerate(kind for kind in BASES if (id, kind) in moved)]
    first = [(w.basis(kind), table.cell(i, 3, w)) for i, row in enumerate(table.rows) if row[0] == table.rows[0][0] for kind in BASES if w.basis(kind) == row[1]]
    parts = w.join(w(f"{w.percent(share)} {_rest(kind)}", f"{kind}{share}%") for kind, share in first)
    title = w.model(f"of the points moved{m.of(schemes[0])}, {parts}", f"变动的积分{m.of(schemes[0])}按依据分：{parts}")
    grounds = tuple(Ground(w.name(r["label"]), r["scheme"], b) for r in m.names["acts"] for b in [r["basis"].get("points") or r["basis"][""]] if b["kind"] == "text")
    return Exhibit("law-points", title, m.depends("conduct", "channels"), table, Chart(
        partial(bars, colours={w.basis(kind): colour for kind, colour in zip(BASES, _COLOURS)}, unit=w("% of points moved", "变动积分%"), stacked=True), drawn,
        w("a bar for each scheme, divided by what its points rest on", "每个方案一条，按分值依据分段")), grounds=grounds, note=w(
        "Weighted by what was entered in this run: another world would move other points. The sources name the lines whose points were read in the scheme's own text.",
        "以本次运行录入的记录加权，换一个世界比例会不同。来源列出分值见于原文的条目。"))


def _rest(kind: str) -> str:
    return f"are {kind}" if kind.startswith(("borrowed", "told", "assumed")) else f"rest on {kind}"


# --- rows counted -----------------------------------------------------------------------------------------------------

def _rows(m: Material) -> Exhibit:
    w, counted = m.w, rows_by_basis(m)
    names = {"acts": w("acts: lines of catalogs", "行为目录条目"), "bands": w("borders of grades", "等级界限"), "lists": w("grounds of lists", "名单列入事由"),
             "measures": w("measures", "措施"), "remedies": w("remedies", "救济"), "conduct": w("world: rates of conduct", "世界：行为发生率"),
             "channels": w("world: channels", "世界：信息来源"), "responses": w("world: responses to standing", "世界：对信用状况的反应"),
             "practice": w("world: practice of officials", "世界：机关实践")}
    columns = (Column(w("what", "内容")), Column(w("rows", "条数"), "count"), *(Column(w.basis(kind), "count") for kind in BASES))
    kept = [(key, c) for key, c in counted.items() if c]
    table = Table(columns, tuple((names[key], c.total(), *(c[kind] for kind in BASES)) for key, c in kept))
    drawn = [bar(i, names[key], round(100 * c[kind] / c.total(), 4), w.basis(kind), at=at)
             for i, (key, c) in enumerate(kept) for at, kind in enumerate(kind for kind in BASES if c[kind])]
    at = next((i for i, (key, _) in enumerate(kept) if key == "acts"), None)
    title = w("What the rules and the assumptions rest on", "规则与假设的依据") if at is None else w(
        f"{table.cell(at, 2, w)} of {table.cell(at, 1, w)} lines of the catalogs have their figure from the scheme's own text",
        f"目录{table.cell(at, 1, w)}条中，{table.cell(at, 2, w)}条的数值见于方案原文")
    return Exhibit("law-rows", title, FigureClass(FOLLOWS), table, Chart(
        partial(bars, colours={w.basis(kind): colour for kind, colour in zip(BASES, _COLOURS)}, unit=w("% of rows", "占条数%"), stacked=True), drawn,
        w("a bar for each kind of rule or assumption, divided by what it rests on", "每类规则或假设一条，按依据分段")) if drawn else None, main=False, note=w(
        "Counted in the files of the schemes and the world; every version of a rule counts once. No assumption takes part in the counting.", "在方案与世界的文件中计数；规则的每个版本计一次。计数不涉及假设。"))


def rows_by_basis(m: Material) -> dict[str, Counter]:
    """How many rows of the rules and of the world rest on what."""
    n = m.names
    practice = [p["basis"] for part in n["practice"].values() for p in part.values()]
    practice += [r["assumed"]["basis"] for r in n["remedies"] if r["assumed"]]
    bases = {"acts": [r["basis"].get("points") or r["basis"][""] for r in n["acts"]],
             "bands": [b["basis"] for s in n["slots"] for v in s["versions"] for b in v["bands"]],
             "lists": [g["basis"] for r in n["lists"] for g in r["grounds"]], "measures": [r["basis"][""] for r in n["measures"]],
             "remedies": [r["basis"][""] for r in n["remedies"]], "conduct": [k.get("basis") for k in n["kinds"] if k["kind"] != "stray"],
             "channels": [c["basis"] for c in n["channels"]], "responses": [r["basis"] for r in n["responses"]], "practice": practice}
    return {key: Counter(b["kind"] for b in found if b) for key, found in bases.items()}


# --- what is assumed of practice --------------------------------------------------------------------------------------

def _practice(m: Material) -> Exhibit | None:
    """The assumptions to vary first: who is told, who consents, how offices decide, how conduct responds."""
    w = m.w
    grounds = [*m.practice_grounds("told", "consent", "offices")]
    grounds += [Ground(w(f"{w.name(r['label'])}: decided for who is in the right {r['assumed']['won_right']:.0%}, for others {r['assumed']['won_wrong']:.0%}",
                         f"{w.name(r['label'])}：有理者胜{r['assumed']['won_right']:.0%}，其他{r['assumed']['won_wrong']:.0%}"), "", r["assumed"]["basis"])
                for r in m.names["remedies"] if r["assumed"] and r["assumed"]["basis"]]
    grounds += [Ground(w(f"{w.name(r['label'], r['id'])}: rate times {r['factor']}", f"{w.name(r['label'], r['id'])}：发生率×{r['factor']}"), "", r["basis"])
                for r in m.names["responses"]]
    if not grounds:
        return None
    grounds = list({(g.what, g.basis["why"], g.basis["document"]): g for g in grounds}.values())
    table = Table((Column(w("what is taken to be so", "假设内容")), Column(w("rests on", "依据"))), tuple((g.what, w.basis(g.basis["kind"])) for g in grounds))
    return Exhibit("law-practice", w("What this world takes people and officials to do", "本世界对民众与官员行为的假设"), m.depends("told", "consent", "offices", "remedies", "responses"),
                   table, grounds=tuple(grounds), main=False, note=w("Whoever studies notice or redress should vary these first. The reasons stand under Sources.",
                                                                       "研究告知与救济者应首先变动这些假设。理由见“来源”。"))


def documents(m: Material) -> list[dict]:
    """Every document that a rule or an assumption rests on, with the places in it that are cited (`pins`)."""
    pins: dict[tuple[str, str], dict[str, None]] = {}
    for scheme, basis in _every_basis(m):
        if basis and basis["document"] and basis["pin"]:
            of = scheme if basis["document"] in m.names["sources"].get(scheme, {}) else ""
            pins.setdefault((of, basis["document"]), {})[basis["pin"]] = None
    found = m.query('select "of" as scheme, document, title_en, title_zh, address, from_day, seen, kind from sources order by "of" = \'\', "of", document')
    return [r | {"pins": list(pins.get((r["scheme"], r["document"]), ()))} for r in found]


def _every_basis(m: Material):
    n = m.names
    for r in (*n["acts"], *n["lists"], *n["measures"], *n["remedies"]):
        yield from ((r["scheme"], b) for b in r["basis"].values())
    for r in n["lists"]:
        yield from ((r["scheme"], g["basis"]) for g in r["grounds"])
    for s in n["slots"]:
        yield from ((s["scheme"], b["basis"]) for v in s["versions"] for b in v["bands"])
    for s in n["schemes"]:
        yield from ((s["id"], c["basis"]) for c in s["consent"])
    for r in n["ledgers"]:
        yield from ((r["scheme"], b) for b in (r["basis"], *(x["basis"] for x in (*r["lives"], *r["repeat"]))))
    for r in (*(k for k in n["kinds"] if k["kind"] != "stray"), *n["channels"], *n["responses"]):
        yield "", r["basis"]
    for part in n["practice"].values():
        yield from (("", p["basis"]) for p in part.values())
