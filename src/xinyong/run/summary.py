"""The end screen of a run: what somebody who knows nothing of it needs to know, on one screen."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable

from rich.cells import cell_len, set_cell_size
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from xinyong.run.figures import Figures, Grade
from xinyong.run.kept import KeptRun
from xinyong.run.wording import Words, day_text, yuan

_NARROW = 84
_SCHEMES_SHOWN = 3


def summary(kept: KeptRun, tell: Callable[[str], str], *, lang: str = "en") -> Summary:
    """A run's end screen, as something Rich prints.

    tell: of a subject's code, who it is in one line; what replays lives stands below this floor. lang: en or zh.
    """
    return Summary(kept, tell, lang)


class Summary:
    """Sections in the order in which a newcomer asks; each is a heading and a few lines or one table."""

    def __init__(self, kept: KeptRun, tell: Callable[[str], str], lang: str):
        self.kept, self.tell, self.figures, self.words = kept, tell, Figures(kept), Words(lang)

    def __rich_console__(self, console, options):
        width = options.max_width
        yield from self._head()
        yield from self._rules()
        if not self.kept.months:
            yield Text(self.words("\nNothing was lived: no months.", "\n未推演任何月份。"))
        elif not self.kept.subjects:
            yield Text(self.words("\nNobody lives here: there is nothing to count.", "\n此处无人居住：没有可统计的内容。"))
        else:
            for section in (self._standing, self._met, self._ways_out, self._false, self._rests):
                yield from section(width)
        yield from self._travel()
        yield from self._lives()
        yield from self._counted()
        yield from self._file(width)

    # ---- what this is

    def _head(self):
        w, r = self.words, self.kept.row
        name = w(f"{r['label_en']} {r['label_zh']}" if r["label_zh"] != r["label_en"] else r["label_en"], r["label_zh"])
        yield Text.assemble((name, "bold"), w("   SYNTHETIC: nobody in it is real", "   合成（SYNTHETIC）：其中无一真人"))
        who = w(f"{w.count(r['people'], 'person', 'people', '人')} and {w.count(r['organisations'], 'organisation', 'organisations', '家')}",
                f"{r['people']:,}人、{r['organisations']:,}家组织")
        span = w(f"{w.count(r['months'], 'month', 'months', '个月')} from {w.month(r['from_day'])}", f"自{w.month(r['from_day'])}起{r['months']}个月")
        variants = w(f", with {', '.join(r['variants'])}", f"，变体：{'、'.join(r['variants'])}") if r["variants"] else ""
        yield Text(w(f"{who}, {span}, seed {r['seed']}{variants}.", f"{who}，{span}，种子{r['seed']}{variants}。"))

    def _rules(self):
        w = self.words
        found, left_out = self.figures.regimes
        yield _heading(w("Which rules held, from which day on", "自何时起适用何种规则"))
        if not found:
            yield Text(w("No scheme was in force.", "没有方案生效。"))
            return
        table = _table("", "")
        before: dict = {}
        for r in found:
            said = w.regime(r, before.get(r.scheme))
            name = self._scheme(r.scheme)
            table.add_row(day_text(r.day), escape(w(f"{name}: {said}", f"{name}：{said}") if name else said))
            before[r.scheme] = r
        if left_out:
            table.add_row("", w(f"{left_out} more days on which single acts changed", f"另有{left_out}天调整了个别行为"))
        yield table

    # ---- what it came to

    def _standing(self, width: int):
        w, names = self.words, self.kept.names
        months = self.figures.month_ends(7 if width >= _NARROW else 3)
        lists = self.figures.lists(months)
        schemes = [s for s in names["schemes"] if any(r["scheme"] == s["id"] for r in (*names["slots"], *names["lists"]))]
        if not schemes:
            return
        what = (w("persons and organisations in each grade at the end of the year", "年末各等级的个人与组织数") if names["slots"]
                else w("how many are on each list at the end of the year", "年末各名单的主体数"))
        yield _heading(w(f"In this model: {what}", f"在本模型中：{what}"))
        for scheme in schemes[:_SCHEMES_SHOWN]:
            rows = [row for slot in names["slots"] if slot["scheme"] == scheme["id"] for row in self.figures.grades(slot, months)]
            yield self._standings(self._scheme(scheme["id"]), rows, [x for x in lists if x.scheme == scheme["id"]], months)
        if len(schemes) > _SCHEMES_SHOWN:
            more = len(schemes) - _SCHEMES_SHOWN
            yield Text(w(f"{more} more schemes: see tables grades and lists.", f"另有{more}个方案，见表 grades 和 lists。"))
        t, said = self.figures.total, []
        if names["slots"]:
            said.append(w(f"Grades fell {w.times(t['grade_falls'])} and rose {w.times(t['grade_rises'])}. No grade: not covered by the rules, or did not agree.",
                          f"等级下降{t['grade_falls']:,}次，上升{t['grade_rises']:,}次。无等级：规则不适用或未同意者。"))
        if names["lists"]:
            said.append(w(f"Put on a list {w.times(t['listed'])}, taken off {w.times(t['unlisted'])}.", f"列入名单{t['listed']:,}次，移出{t['unlisted']:,}次。"))
        yield Text(w(" ", "").join(said))

    def _scheme(self, id: str) -> str:
        """A scheme's name where there are several, else nothing."""
        schemes = self.kept.names["schemes"]
        return next(self.words.label(s["label"]) for s in schemes if s["id"] == id) if len(schemes) > 1 else ""

    def _standings(self, title: str, grades: list[Grade], lists: list[Grade], months: list) -> Table:
        w = self.words
        graded = sum(r.subjects[-1] or 0 for r in grades if r.label)
        table = _table(title, *(w.year_end(m) for m in months), *([w("share of graded", "占有等级者")] if grades else []), numbers=True)
        for r in grades:
            name = w("no grade", "无等级") if r.label is None else w(f"grade {w.label(r.label)}", f"等级{w.label(r.label)}")
            last = "" if r.label is None or r.subjects[-1] is None else w.share(r.subjects[-1], graded)
            table.add_row(escape(name), *("" if n is None else f"{n:,}" for n in r.subjects), last)
        for r in lists:
            table.add_row(escape(w(f"on: {w.label(r.label)}", f"在{w.label(r.label)}")), *("" if n is None else f"{n:,}" for n in r.subjects))
        return table

    def _met(self, width: int):
        w, t = self.words, self.figures.total
        met = [m for m in self.figures.met if m.rules]
        yield _heading(w("In this model: what people lost and gained by their standing", "在本模型中：人们因信用状况失去与得到什么"))
        if not met:
            yield Text(w("Nothing: these rules have no measures.", "什么都没有：规则中没有任何措施。"))
            return
        heads = ("", w("times", "次数"), w("in all", "合计"))
        rows = [(w.kind(m.kind), f"{m.times:,}", w(", ", "、").join(w.amount(unit, n) for unit, n in m.amounts if n)) for m in met]
        table, room = _table(*heads, w("most often", "最常见"), numbers=True, text_last=True), _room(width, heads, rows)
        for m, row in zip(met, rows):
            table.add_row(*row, escape(w.things(m.things, room)))
        yield table
        yield Text(w(f"They wanted something that standing can touch {w.times(t['wants'])}; {t['wants_denied']:,} ({w.share(t['wants_denied'], t['wants'])}) "
                     "were denied.", f"可能受信用状况影响的需求共{t['wants']:,}次，其中{t['wants_denied']:,}次（{w.share(t['wants_denied'], t['wants'])}）未获办理。")
                   + self._widest())

    def _widest(self) -> str:
        w, found = self.words, self.figures.widest_denial
        if not found:
            return ""
        label, n, month = found
        return w(f" The widest bar, \u201c{w.label(label)}\u201d, held {n:,} at once in {w.month(month)}.",
                 f"范围最广的限制“{w.label(label)}”在{w.month(month)}同时涉及{n:,}个主体。")

    def _ways_out(self, width: int):
        w, t = self.words, self.figures.total
        slots = self.kept.names["slots"]
        if not slots and not t["remedies_filed"]:
            return
        yield _heading(w("In this model: how long low grades lasted, and ways out", "在本模型中：低等级持续多久，如何走出"))
        for slot in slots[:_SCHEMES_SHOWN]:
            ways = self.figures.ways_out(slot)
            table = _table(self._scheme(slot["scheme"]) or w("grade", "等级"), w("stays ended", "已结束次数"), w("half within", "半数不超过"), w("nine in ten within", "九成不超过"),
                           w("still in it at the end", "期末仍在"), numbers=True)
            for x in ways:
                table.add_row(escape(w.label(x.label)), f"{x.stays:,}", *("-" if n is None else w.count(n, "month", "months", "个月")
                                                                         for n in (x.median, x.nine_in_ten)), f"{x.still:,}")
            if ways:
                yield table
        undecided = t["remedies_filed"] - t["remedies_won"] - t["remedies_lost"]
        yield Text(w(f"Remedies: {t['remedies_filed']:,} filed, {t['remedies_won']:,} won, {t['remedies_lost']:,} lost, {undecided:,} open or overtaken; "
                     f"{t['decided_late']:,} decided too late; fees {yuan(t['fen_remedies'])} yuan.",
                     f"救济：提出{t['remedies_filed']:,}件（异议、修复等），支持{t['remedies_won']:,}件，驳回{t['remedies_lost']:,}件，未决或已失去对象{undecided:,}件；"
                     f"逾期决定{t['decided_late']:,}件；费用{yuan(t['fen_remedies'])}元。"))

    def _false(self, width: int):
        w, t = self.words, self.figures.total
        yield _heading(w("In this model: wrong records, and what became of them", "在本模型中：错误记录及其去向"))
        if not t["records_entered"]:
            yield Text(w("No records were entered.", "没有记入任何记录。"))
            return
        if not t["records_false"]:
            yield Text(w(f"None of {w.count(t['records_entered'], 'record', 'records', '条')} was wrong.", f"{t['records_entered']:,}条记录中没有错误的。"))
            return
        rest = t["records_false"] - t["false_corrected"] - t["false_ended"]
        yield Text(w(f"{t['records_false']:,} of {t['records_entered']:,} records ({w.share(t['records_false'], t['records_entered'])}) told of what had not happened "
                     f"or was another's deed. {t['false_objected']:,} were objected to, {t['false_corrected']:,} corrected; {t['false_ended']:,} stood until their "
                     f"time was over; {rest:,} still count or ended otherwise.",
                     f"{t['records_entered']:,}条记录中有{t['records_false']:,}条（{w.share(t['records_false'], t['records_entered'])}）所记之事并未发生或系他人所为。"
                     f"其中{t['false_objected']:,}条被提出异议，{t['false_corrected']:,}条得到更正，{t['false_ended']:,}条一直计至期满，{rest:,}条仍在计或以其他方式终止。"))

    def _rests(self, width: int):
        w = self.words
        points = sum(r.points for r in self.figures.rests)
        if not points:
            return
        yield _heading(w("In this model: where the points given and taken come from", "在本模型中：加减分值的依据"))
        says = {"text": w("read in the scheme's own text", "方案自身条文"), "borrowed": w("borrowed from another keeper's text", "借自其他机构的条文"),
                "secondary": w("told by news, research, officials", "新闻、研究或官员转述"), "assumption": w("assumed: no source", "假定，无来源")}
        heads = ("", w("of points", "占分值"), w("records", "记录数"))
        rows = [(says[r.kind], w.share(r.points, points), f"{r.records:,}") for r in self.figures.rests]
        table, room = _table(*heads, w("mostly", "主要来源"), numbers=True, text_last=True), _room(width, heads, rows)
        for r, row in zip(self.figures.rests, rows):
            table.add_row(*row, escape(_cut(w.label(r.documents[0][0]), room)) if r.documents else "")
        yield table

    # ---- what everybody asks first

    def _travel(self):
        w = self.words
        yield _heading(w("Did points cost anyone a flight or a train?", "有人因积分坐不了飞机或火车吗？"))
        found = self.figures.travel
        if not found:
            rules = len({(m["scheme"], m["id"]) for m in self.kept.names["measures"]})
            yield Text(w(f"No. None of the {w.count(rules, 'measure', 'measures', '')} in these rules touches flights or trains. Those are denied by the Supreme "
                         "People's Court's list of judgment defaulters, which this world does not hold.",
                         f"没有。本世界规则中的{rules}项措施都不涉及飞机或火车。限制乘坐飞机、高铁的是最高人民法院的失信被执行人名单，本世界不含该名单。"))
            return
        met = sum(t.times for t in found if t.by_points)
        if not any(t.by_points for t in found):
            yield Text(w("No: neither points nor grades do that in these rules. Something else does:", "没有：规则中积分和等级都不会如此。但有其他规则会："))
        elif self.kept.months and self.kept.subjects:
            yield Text(w(f"Yes: in this model {w.times(met)}." if met else "In this model nobody, though these rules could:",
                         f"有：在本模型中{met:,}次。" if met else "在本模型中没有，但规则可能如此："))
        else:
            yield Text(w("These rules could:", "规则可能如此："))
        table = _table("", w("in this model", "在本模型中"), "")
        for t in found:
            name = w(": ", "：").join(part for part in (self._scheme(t.scheme), w.label(t.label)) if part)
            table.add_row(escape(name), f"{w.kind(t.kind)} {w.times(t.times)}", escape(w(f"where {t.when}", f"条件：{t.when}")))
        yield table

    # ---- whom to look at, and what is where

    def _lives(self):
        w, lives = self.words, self.figures.lives
        if not lives:
            return
        yield _heading(w("Two lives to look at" if len(lives) > 1 else "A life to look at", "可以细看的人生"))
        table = _table("", "", "")
        for r in lives:
            table.add_row(w.life(r["why"]), Text.assemble((r["code"], "bold"), " SYNTHETIC"), escape(self.tell(r["code"])))
        yield table

    def _counted(self):
        w = self.words
        if not self.kept.months:
            return
        found = [w.counted(name, n) for name, n in self.kept.counted.items() if n]
        yield Text("\n" + (w("Counted, not hidden: ", "如实计数：") + w("; ", "；").join(found) + w(".", "。") if found else
                           w("Nothing overflowed, was clipped or refused.", "没有溢出、截断或拒绝。")))

    def _file(self, width: int):
        w, r = self.words, self.kept.row
        seconds, lived = r["live_seconds"], r["subject_months"]
        speed = w(f" Lived in {seconds:,.1f} s: {lived / seconds / 1e6:,.1f} million subject-months a second.",
                  f"推演用时{seconds:,.1f}秒，每秒{lived / seconds / 1e6:,.1f}百万主体月。") if seconds >= 0.05 and lived else ""
        size = os.path.getsize(self.kept.path) / 1e6
        yield Text(w(f"Kept in {self.kept.path} ({size:,.1f} MB).{speed}",
                     f"保存于{self.kept.path}（{size:,.1f}MB）。{speed}"))
        file = shlex.quote(str(self.kept.path))
        nexts = []
        if r["status"] == "stopped":
            nexts.append((f"xinyong run --resume {file}", w(f"go on: {r['months']} of {r['months_asked']} months are lived",
                                                            f"继续：已推演{r['months']}／{r['months_asked']}个月")))
        for life in self.figures.lives[-1:]:
            nexts.append((f"xinyong record {file} {life['code']}", w("that life, day by day, and why", "逐日查看此人及其原因")))
        nexts.append((f"xinyong report {file}", w("all of this and more, as a page", "生成网页报告")))
        if width < max(cell_len(command) + cell_len(what) for command, what in nexts) + 12:
            yield Text(w("Next:", "接下来："), style="bold")
            yield from (Text(command, no_wrap=True, overflow="ignore") for command, _ in nexts)
            return
        table = _table("", "", "")
        for i, (command, what) in enumerate(nexts):
            table.add_row(Text(w("Next:", "接下来：") if i == 0 else "", style="bold"), escape(command), what)
        yield table


def _heading(text: str) -> Text:
    return Text("\n" + text, style="bold")


def _room(width: int, heads: tuple, rows: list[tuple]) -> int:
    """Columns that are left for one more column of text, beside those given."""
    return max(16, width - sum(max(cell_len(row[i]) for row in (heads, *rows)) + 2 for i in range(len(heads))) - 2)


def _cut(text: str, room: int) -> str:
    """A title that fits into so many columns."""
    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "\u2026"


def _table(*heads: str, numbers: bool = False, text_last: bool = False) -> Table:
    """A table without lines. `numbers`: all columns but the first are flush right (and but the last, if it is text)."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(heads), header_style="dim")
    for i, head in enumerate(heads):
        right = numbers and i > 0 and not (text_last and i == len(heads) - 1)
        table.add_column(head, justify="right" if right else "left", overflow="fold")
    return table
