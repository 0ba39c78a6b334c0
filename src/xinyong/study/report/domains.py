"""What was punished in a run: records and points taken by the part of life that their acts are about, by scheme and year."""

from __future__ import annotations

from functools import partial

from xinyong.scheme.model import DOMAINS
from xinyong.study.report.charts import GREY, bar, bars
from xinyong.study.report.exhibit import Chart, Column, Exhibit, Table
from xinyong.study.report.material import Material

_CLASS = ("conduct", "channels", "responses", "population", "rules")


def by_domain(m: Material) -> Exhibit | None:
    """Records that take points or give none, by domain; None where no act says its domain or nothing was recorded."""
    w = m.w
    found = _counted(m)
    if not any(domain for (domain, _, _), _ in found.items()):
        return None
    records, taken = (sum(row[i] for row in found.values()) for i in (0, 1))
    if not records:
        return None
    sums: dict[str, list[float]] = {}
    for (domain, _, _), (n, points) in found.items():
        row = sums.setdefault(domain, [0, 0.0])
        row[0] += n
        row[1] += points
    order = sorted(sums, key=lambda domain: (-sums[domain][0], domain))
    columns = (Column(w("domain", "领域")), Column(w("records", "记录"), "count"), Column(w("of all", "占比"), "share"),
               Column(w("points taken", "扣分"), "number", decimals=m.decimals), Column(w("of all", "占比"), "share"))
    table = Table(columns, tuple((_name(m, domain), int(sums[domain][0]), sums[domain][0] / records, sums[domain][1], sums[domain][1] / taken if taken else 0.0)
                                 for domain in order))
    whole = Table((Column(w("scheme", "方案")), Column(w("year", "年份"), "year"), *columns[:2], columns[3]),
                  tuple((m.scheme_name(scheme), year, _name(m, domain), int(n), points) for (domain, scheme, year), (n, points) in sorted(
                      found.items(), key=lambda each: (each[0][1], each[0][2], -each[1][0]))))
    said = columns[1].label
    title = w.model(f"{w.percent(table.cell(0, 2, w))} of what was recorded against somebody was about {table.rows[0][0]}",
                    f"不利记录中{table.cell(0, 2, w)}%属于“{table.rows[0][0]}”")
    return Exhibit("acts-domains", title, m.depends(*_CLASS), table, Chart(
        partial(bars, colours={said: GREY}, unit=said), [bar(i, row[0], row[1], said, says=w.percent(table.cell(i, 2, w))) for i, row in enumerate(table.rows)],
        w("a bar for each domain, by records", "每个领域一条，按记录数")), download=whole, main=False, note=w(
            "Records of acts that take points, set a grade, or bring none. The domains are this program's classification of acts, no text's. The download has them by scheme and year; what the texts punish, "
            "however often it happens, is told by “xinyong punished SCHEME”.",
            "统计扣分、定级或不计分行为的记录。领域为本程序的归类，非文本所定。下载文件按方案与年份列出。文本本身惩戒什么，另行统计。"))


def _name(m: Material, domain: str) -> str:
    return m.w(*DOMAINS[domain]) if domain else m.w("not said", "未归类")


def _counted(m: Material) -> dict[tuple[str, str, int], tuple[float, float]]:
    """(domain, scheme, year) -> records and points taken, of acts that are not good ones."""
    acts = {(a["scheme"], a["id"]): a for a in m.names["acts"]}
    found: dict[tuple[str, str, int], tuple[float, float]] = {}
    for r in m.query("""select scheme, act, year, sum(records)::double as records, sum(points_moved - points)::double / 2 as taken, sum(points)::double as points
                        from acts group by all order by all"""):
        act = acts.get((r["scheme"], r["act"]), {})
        if act.get("counts_as") in ("good", "neutral") or not act.get("counts_as") and r["points"] > 0:
            continue
        key = (act.get("domain") or "", r["scheme"], r["year"])
        before = found.get(key, (0.0, 0.0))
        found[key] = (before[0] + r["records"], before[1] + r["taken"])
    return found
