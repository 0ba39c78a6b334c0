"""Where it falls: grown-ups under something that denies or burdens, by place, on a schematic map where the world has one."""

from __future__ import annotations

from functools import partial

from xinyong.study.report.charts import tiles
from xinyong.study.report.exhibit import Chart, Column, Exhibit, Section, Table
from xinyong.study.report.material import Material

_CLASS = ("conduct", "channels", "responses", "population", "rules")


def places(m: Material) -> Section:
    """The section on places; parts are told with the place they lie in."""
    w = m.w
    exhibit = _restricted(m)
    return Section("places", w("Where", "地区差异"), w(
        "At the end of the run, of persons of 18 and over.", "运行结束时，以18岁及以上的人计。"), (exhibit,) if exhibit else (),
        w("This world has one place, or nobody was lived in it.", "本世界只有一个地点，或无人可计。"))


def _restricted(m: Material) -> Exhibit | None:
    w, known = m.w, {p["id"]: p for p in m.names["places"]}
    found = {r["place"]: r for r in m.query("select place, adults, restricted, praised from places where month = (select max(month) from places)")}
    sums: dict[str, list[int]] = {}
    for id, place in known.items():
        whole = sums.setdefault(place.get("part_of") or id, [0, 0, 0])
        for i, what in enumerate(("adults", "restricted", "praised")):
            whole[i] += found[id][what] if id in found else 0
    counted = {id: row for id, row in sums.items() if row[0]}
    if len(counted) < 2:
        return None
    order = sorted(counted, key=lambda id: (-counted[id][1] / counted[id][0], id))
    columns = (Column(w("place", "地点")), Column(w("grown-ups", "成年人"), "count"), Column(w("something denied or made harder", "受限"), "count"),
               Column(w("share", "占比"), "share", decimals=2), Column(w("something granted", "受奖励"), "count"))
    everywhere = [sum(row[i] for row in counted.values()) for i in range(3)]
    rows = [(w("all places", "全部地点"), everywhere), *((w.name(known[id]["label"], id), counted[id]) for id in order)]
    table = Table(columns, tuple((name, *row[:2], row[1] / row[0], row[2]) for name, row in rows))
    share = table.cell(0, 3, w)
    title = w.model(f"{w.percent(share)} of grown-ups stood under something that denies or burdens; most often in {table.rows[1][0]}, {w.percent(table.cell(1, 3, w))}",
                    f"{share}%的成年人处于受限状态，{table.rows[1][0]}最高，为{table.cell(1, 3, w)}%")
    drawn = [{"column": known[id]["tile"][0], "row": known[id]["tile"][1], "name": row[0], "share": row[3], "says": table.cell(i, 3, w)}
             for i, (id, row) in enumerate(zip(order, table.rows[1:]), 1) if known[id].get("tile")]
    chart = Chart(partial(tiles, unit=w("share, %", "占比，%")), drawn, w("a tile for each place, darker where a larger share is restricted",
                                                                    "每个地点一格，占比越大颜色越深")) if len(drawn) > 1 else None
    parts = sum(bool(p.get("part_of")) for p in known.values())
    return Exhibit("places-restricted", title, m.depends(*_CLASS), table, chart, main=False, note=w(
        "A schematic map: tiles stand about where the places lie. " if chart else "", "示意图：方格大致对应各地位置。" if chart else "") + (w(
            f"{w.of(str(parts), 'place', 'places')} with schemes of their own are told with the place they lie in; the download of places is in the run's file. ",
            f"另有地方方案的{parts}个地点并入其所在地。") if parts else "") + w(
            "Small places have few people in a small run, so their shares jump.", "小规模运行中人口少的地点波动较大。"))
