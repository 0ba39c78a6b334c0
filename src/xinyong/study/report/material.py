"""What a report is made of: a run, the names of its rules, and the words to tell it in."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from xinyong.run.figures import Figures, best_first
from xinyong.run.kept import KeptRun
from xinyong.scheme.model import FOREVER
from xinyong.scheme.values import date
from xinyong.study.report.exhibit import DEPENDS, FigureClass, Ground
from xinyong.study.report.words import Words

_ASSUMPTIONS = {
    "population": ("who lives there", "人口构成"),
    "conduct": ("how often what is done", "各类行为的发生率"),
    "responses": ("how conduct answers to standing", "行为对信用状况的反应"),
    "channels": ("what is seen and what is mistaken", "信息来源的识别率与误认率"),
    "told": ("who is told", "告知的比例与时间"),
    "remedies": ("who seeks a remedy, and how offices decide", "救济的申请与处理结果"),
    "offices": ("how many cases an office handles", "机构办理能力"),
    "consent": ("how many consent", "同意的比例"),
    "rules": ("rules that the texts leave open", "文本未载明之处"),
}


class Material:
    """A run with the words it is told in. `names` is what the rules' rows are called and rest on."""

    def __init__(self, run: KeptRun, words: Words):
        self.run, self.w, self.names, self.row = run, words, run.names, run.row
        self.figures = Figures(run)

    def query(self, sql: str, *parameters) -> list[dict]:
        return self.run.query(sql, *parameters)

    # ---- time

    @property
    def first(self) -> dt.date:
        """The first day lived."""
        return self.row["from_day"]

    @property
    def end(self) -> dt.date:
        """The first day no longer lived."""
        return self.row["to_day"]

    @property
    def last_day(self) -> dt.date:
        """The last day lived."""
        return max(self.first, self.end - dt.timedelta(days=1))

    @cached_property
    def year_parts(self) -> dict[int, float]:
        """How much of each year was lived: months out of twelve."""
        return {r["y"]: r["n"] / 12 for r in self.query("select year(month)::int as y, count(*) as n from months group by 1 order by 1")}

    def day(self, number: int) -> dt.date | None:
        """A rule's day; None for an open end."""
        return None if number >= FOREVER else date(number)

    # ---- rules

    def scheme_name(self, id: str) -> str:
        return self.w.name(next((s["label"] for s in self.names["schemes"] if s["id"] == id), None), id)

    @cached_property
    def several(self) -> bool:
        """Whether more than one scheme is in force, so that names must say of which."""
        return len(self.names["schemes"]) > 1

    def of(self, scheme: str) -> str:
        """What follows a name to say of which scheme it is, where that is not plain."""
        return self.w(f" ({self.scheme_name(scheme)})", f"（{self.scheme_name(scheme)}）") if self.several else ""

    @cached_property
    def decimals(self) -> int:
        """Decimals by which points are written: as fine as the finest ledger's step."""
        return max((0 if r["step"] % 100 == 0 else 1 if r["step"] % 10 == 0 else 2 for r in self.names["ledgers"]), default=0)

    def slots(self) -> list[dict]:
        """The schemes that grade."""
        return self.names["slots"]

    def grades(self, slot: dict) -> list[str]:
        """All grades a scheme has ever given, best first."""
        return best_first(slot)

    def grade_name(self, slot: dict, id: str | None) -> str:
        return self.w.name(slot["labels"].get(id), id or "") if id else self.w("no grade", "无等级")

    # ---- what it rests on

    def depends(self, *names: str) -> FigureClass:
        """The class of a figure that depends on assumptions, with those this world makes."""
        practice = self.names["practice"]
        absent = {"responses": not self.names["responses"], "consent": not practice["consent"], "remedies": not self.names["remedies"],
                  "offices": not practice["offices"], "rules": not self._open_rules()}
        return FigureClass(DEPENDS, tuple(self.w(*_ASSUMPTIONS[name]) for name in names if not absent.get(name)))

    def _open_rules(self) -> bool:
        return any(b and b["kind"] != "text" for r in (*self.names["acts"], *self.names["lists"], *self.names["measures"]) for b in r["basis"].values())

    def band_grounds(self, slot: dict) -> tuple[Ground, ...]:
        """What a scheme's grades rest on."""
        return tuple(Ground(self.grade_name(slot, b["id"]), slot["scheme"], b["basis"]) for v in slot["versions"] for b in v["bands"])

    def practice_grounds(self, *names: str) -> tuple[Ground, ...]:
        """What the assumptions of practice rest on: told, offices, consent."""
        w = self.w
        says = {"told": lambda k, p: w(f"told of {k}: {p['share']:.0%}, after {p['after'][0]} to {p['after'][1]} days",
                                       f"获知{w.value(k)}：{p['share']:.0%}，{p['after'][0]}至{p['after'][1]}天后"),
                "offices": lambda k, p: w(f"{k} handles {p['handles'][0] / p['handles'][1]:g} cases per 1,000 people and month",
                                          f"{w.value(k)}每月每千人办理{p['handles'][0] / p['handles'][1]:g}件"),
                "consent": lambda k, p: w(f"consent: {p['share']:.0%}", f"同意：{p['share']:.0%}")}
        return tuple(Ground(says[name](key, p), "", p["basis"]) for name in names for key, p in self.names["practice"][name].items())
