"""How the end screen says things: figures, dates and rules in English or Chinese."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len

from xinyong.run.regimes import Regime
from xinyong.scheme.values import date

_KINDS = {"deny": ("denied", "不予办理"), "burden": ("made harder", "增加负担"), "grant": ("given or eased", "给予便利")}
_ASKED = {"opt in": ("only with consent", "仅限本人同意者"), "opt out": ("unless one objects", "本人反对者除外")}
_WITHOUT = {"score": ("score, grade", "积分、等级"), "grants": ("benefits", "激励")}
_UNITS = {"documents": "份证明", "inspections": "次检查", "days": "天"}
_COUNTED = {
    "rates_clipped": ("somebody's chance of some conduct stood above its bound and was cut to it", "某主体某行为的概率超过上限，按上限计"),
    "points_capped": ("a record brought fewer points since a cap was reached", "记录因触及分值上限而少计分"),
    "standings_unsettled": ("standings that depend on each other did not settle within the day", "相互依赖的信用状况当日未能稳定"),
    "points_beyond_range": ("a record's points were too many to be kept and were cut", "记录的分值超出可存范围而被截断"),
}
_LIVES = {
    "typical": ("typical", "典型"), "lowest": ("lowest", "最低分"), "highest": ("highest", "最高分"), "listed": ("listed", "在名单"),
    "restricted": ("restricted", "受惩戒最多"), "granted": ("favoured", "受激励最多"), "organisation": ("lowest", "最低分"),
}


class Words:
    """Says things in one language: called with English and Chinese, gives the one that is wanted."""

    def __init__(self, lang: str):
        self.lang = lang

    def __call__(self, en: str, zh: str) -> str:
        return en if self.lang == "en" else zh

    def label(self, label: dict) -> str:
        """A rule's name."""
        return label[self.lang] if label.get(self.lang) else label["en"]

    def count(self, n: int, one: str, more: str, zh: str) -> str:
        """`1 month`, `12 months`, `12个月`."""
        return self(f"{n:,} {one if n == 1 else more}", f"{n:,}{zh}")

    def times(self, n: int) -> str:
        return self.count(n, "time", "times", "次")

    def month(self, day: dt.date) -> str:
        return self(f"{day:%B} {day.year}", f"{day.year}年{day.month}月")

    def year_end(self, month: dt.date) -> str:
        """The end of a month, at the head of a column."""
        return str(month.year) if month.month == 12 else f"{month:%Y-%m}"

    def kind(self, kind: str) -> str:
        """What measures of a kind do."""
        return self(*_KINDS[kind])

    def life(self, why: str) -> str:
        return self(*_LIVES.get(why, (why, why)))

    def counted(self, name: str, n: int) -> str:
        """What was counted, and how often."""
        en, zh = _COUNTED[name]
        return self(f"{self.times(n)} {en}", f"{zh}：{n:,}次")

    def amount(self, unit: str, n: int) -> str:
        """Money, days, documents."""
        if unit == "fen":
            return self(f"{yuan(n)} yuan", f"{yuan(n)}元")
        return self(f"{n:,} {unit if n != 1 else unit.removesuffix('s')}", f"{n:,}{_UNITS.get(unit, unit)}")

    def things(self, things, room: int) -> str:
        """What was wanted, with how often, as many as fit into so many columns (one at least); the rest as a number."""
        shown = ""
        for i, (label, n) in enumerate(things):
            more = shown + self("; ", "；") * bool(shown) + f"{self.label(label)} {n:,}"
            rest = len(things) - i - 1
            tail = self(f"; {rest} more", f"；另{rest}项") if rest else ""
            if shown and cell_len(more + tail) > room:
                return shown + self(f"; {rest + 1} more", f"；另{rest + 1}项")
            shown = more
        return shown

    def share(self, n: float, of: float) -> str:
        """A share in per cent, fine where it is small."""
        p = 100 * n / of if of else 0.0
        if not p:
            text = "0"
        elif p < 0.01:
            text = "<0.01"
        elif p < 1:
            text = f"{p:.2f}"
        else:
            text = f"{p:.1f}" if p < 99.95 or n == of else "99.9"
        return self(f"{text} %", f"{text}%")

    def _row(self, grades: tuple[str, ...]) -> str:
        return self(" ", "、").join(grades)

    # ---- rules

    def regime(self, now: Regime, before: Regime | None) -> str:
        """What a scheme says from a day on: all of it the first time, then what is other than before."""
        parts = self._first(now) if before is None else self._changed(now, before)
        return self("; ", "；").join(parts)

    def _first(self, now: Regime) -> list[str]:
        parts = [self(f"grades {self._row(now.grades)}", f"等级{self._row(now.grades)}") if now.grades else self("no grades", "不分等级")]
        if now.start is not None:
            parts.append(self(f"start {now.start:,g} points", f"起始{now.start:,g}分"))
        parts.append(self.count(now.acts, "act counts", "acts count", "项行为计入"))
        parts.append(self._measures(now))
        if now.repeat != 1:
            parts.append(self._repeat(now))
        if now.asked != "not asked":
            parts.append(self._consent(now))
        return parts + [self.count(len(now.lists), "list", "lists", "个名单")] * bool(now.lists)

    def _changed(self, now: Regime, before: Regime) -> list[str]:
        parts = []
        if now.grades != before.grades:
            parts.append(self(f"grades now {self._row(now.grades)}", f"等级改为{self._row(now.grades)}"))
        if now.start != before.start and now.start is not None:
            parts.append(self(f"start {now.start:,g} points", f"起始{now.start:,g}分"))
        if now.begun:
            parts.append(self.count(now.begun, "act new or changed", "acts new or changed", "项行为新增或修改"))
        if now.ended:
            parts.append(self.count(now.ended, "act dropped", "acts dropped", "项行为删去"))
        if now.repeat != before.repeat:
            parts.append(self._repeat(now))
        if (now.asked, now.without) != (before.asked, before.without):
            parts.append(self._consent(now))
        if now.kinds != before.kinds:
            parts.append(self._measures(now))
        begun, ended = len(set(now.lists) - set(before.lists)), len(set(before.lists) - set(now.lists))
        parts += [self.count(begun, "new list", "new lists", "个新名单")] * bool(begun)
        parts += [self.count(ended, "list dropped", "lists dropped", "个名单取消")] * bool(ended)
        return parts or [self("a detail changes", "细节有变")]

    def _measures(self, r: Regime) -> str:
        deny, burden, grant = r.kinds
        if not any(r.kinds):
            return self("nothing depends on standing", "信用状况不带来任何措施")
        benefits = self.count(grant, "benefit", "benefits", "项便利")
        if not deny and not burden:
            return self(f"nothing denied or made harder, {benefits}", f"不再限制任何事项，{benefits}")
        parts = [self.count(deny, "thing denied", "things denied", "项不予办理")] * bool(deny)
        things = self.count(burden, "thing", "things", "")
        parts += [self(f"{burden if deny else things} made harder", f"{burden}项增加负担")] * bool(burden)
        return self(", ", "、").join([*parts, *[benefits] * bool(grant)])

    def _repeat(self, r: Regime) -> str:
        if r.repeat == 1:
            return self("a repeated wrong no longer costs more", "重复失信不再加倍")
        return self(f"a repeated wrong costs {r.repeat:g} times as much", f"重复失信按{r.repeat:g}倍计")

    def _consent(self, r: Regime) -> str:
        if r.asked == "not asked":
            return self("consent is no longer asked", "不再征求同意")
        what = self(", ", "、").join(self(*_WITHOUT[w]) for w in r.without)
        return self(f"{what} {_ASKED[r.asked][0]}", f"{what}{_ASKED[r.asked][1]}") if what else self("consent is asked", "征求同意")


def yuan(fen: int) -> str:
    """Money in yuan; fen only where there are any."""
    return f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"


def day_text(day: int) -> str:
    """A day as 2014-01-01."""
    return date(day).isoformat()
