"""What a comparison says, as tables of text: for the screen and for the page alike."""

from __future__ import annotations

from dataclasses import dataclass

from xinyong.study.compare.comparison import PEOPLE_FIGURES, Comparison
from xinyong.study.compare.spread import Spread
from xinyong.study.compare.systems import FIGURES, MARKS, Systems
from xinyong.study.report.words import Words

_GROUPS = {"counted": ("What happened", "发生了什么"), "grades": ("Grades at the end (% of those graded)", "结束时的等级（占有等级者%）"),
           "lists": ("On lists at the end", "结束时在名单上"), "measures": ("Measures at the end", "结束时的措施")}
_UNITS = {"percent": "%", "months": "", "records": "", "days": "", "times": "", "subjects": ""}


@dataclass(frozen=True)
class Table:
    """A table of text; its first column names the rows."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    note: str = ""


def number(value: float | None, unit: str = "") -> str:
    """A figure, as precise as it is large."""
    if value is None:
        return "–"
    decimals = 0 if abs(value) >= 100 or value == 0 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}{_UNITS.get(unit, '')}"


def signed(value: float | None, unit: str = "") -> str:
    text = number(value, unit)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,%") else text


def interval(spread: Spread, sign: bool = False) -> str:
    """`1.2 (0.9 to 1.5)`; without an interval where one seed was lived."""
    say = signed if sign else number
    if spread.low is None:
        return say(spread.mean)
    return f"{say(spread.mean)} ({say(spread.low)} … {say(spread.high)})"


def head(found: Comparison | Systems, w: Words) -> list[str]:
    """What was lived, and how it is to be read."""
    size, months = found.size, found.months
    lived = [f"{size.seeds} seed{'s' * (size.seeds != 1)}", f"{size.people:,} {'person' if size.people == 1 else 'people'}", f"{months} month{'s' * (months != 1)}"]
    read = (("In parentheses, or after ±, the 95 % interval over seeds.", "括号内或±后为按种子计算的95%区间。") if size.seeds > 1 else
            ("One seed gives no interval: --seeds 5 does.", "仅一个种子，没有区间：可用 --seeds 5。"))
    return [w(f"{lived[0]} of {lived[1]} and {lived[2]}; everybody is SYNTHETIC.",
              f"{size.seeds}个种子，各{size.people:,}人、{months}个月；所有人均为合成（SYNTHETIC）。"),
            w(f"Depends on assumptions: in this model. {read[0]}", f"取决于假设：在本模型中。{read[1]}")]


# --- variants ---------------------------------------------------------------------------------------------------------

def of_variant(found: Comparison, variant: str, w: Words) -> list[Table]:
    """Everything about one variant. A figure that is the same with every seed is left out, and counted."""
    tables, differences = [], found.differences(variant)
    for group, title in _GROUPS.items():
        own = [d for d in differences if d.figure.group == group]
        moved = [d for d in own if d.change.mean]
        if own:
            same = len(own) - len(moved)
            note = w(f"{same} more did not change.", f"另有{same}项未变。") if same else ""
            several = len(found.world.schemes) > 1
            tables.append(Table(w(*title), ("", w("as it is", "原样"), found.label(variant, w.lang), w("change", "变化")),
                                [(_name(d.figure, w, several), number(d.as_is.mean), number(d.variant.mean), interval(d.change, sign=True)) for d in moved], note))
    people = found.people(variant)
    tables.append(Table(w(f"Person by person, of {found.looked(variant):,} subjects looked at", f"逐人比较（共查看{found.looked(variant):,}个主体）"), ("", ""),
                        [(w(en, zh), interval(people[key], sign=key == "restricted_days") + ("%" if unit == "percent" else "")) for key, (en, zh, unit) in PEOPLE_FIGURES.items()]))
    return tables


def _name(figure, w: Words, several: bool) -> str:
    label = figure.label(w.lang)
    kind = f" [{w.kind(figure.kind)}]" if figure.kind else ""
    return (f"{figure.scheme}: " if several and figure.scheme else "") + label + kind


def most_changed(found: Comparison, variant: str, w: Words) -> Table:
    """The ten whose lives change most."""
    rows = [(f"{m['code']} SYNTHETIC", w(f"seed {m['seed']}", f"种子{m['seed']}"), f"{m['days']:,}",
             f"{m['restricted_days']['as_is']:,} → {m['restricted_days']['variant']:,}", f"{m['as_is'][w.lang]} → {m['variant'][w.lang]}") for m in found.most_changed(variant)]
    return Table(w("Who changes most", "变化最大者"), ("", "", w("days with another score or grade", "积分或等级不同的天数"), w("days restricted", "受限天数"), w("who", "何人")), rows,
                 "" if rows else w("Nobody's life differed among those looked at.", "所查看者中无人不同。"))


# --- systems ----------------------------------------------------------------------------------------------------------

_FIRST = ("scored", "records", "wrong", "told", "leave")
_STANDING = ("restricted", "granted")
_SECOND = ("wrong_months", "wrong_grants", "felt", "recover")


def of_systems(found: Systems, w: Words) -> list[Table]:
    """Every system: whom it takes up, and what a mark in it does."""
    name = {scheme: w.name(label) for scheme, label in found.labels.items()}
    tables = [Table(w(*title), ("", *(w(*FIGURES[key][:2]) for key in keys)),
                    [(name[s], *(_cell(found, s, key, w) for key in keys)) for s in found.systems], note)
              for title, keys, note in (
                  (("Whom each system takes up, and who knows", "各系统收录何人、谁被告知"), _FIRST,
                   w("Who may leave follows from the text: those whose consent is asked.", "可否退出由文本决定：须征得其同意者。")),
                  (("What it brings at the end", "期末后果"), _STANDING, ""),
                  (("What one mark does", "一条记录的后果"), _SECOND,
                   w(f"Found by living lives again without the mark: the first {MARKS} bad marks of each system and seed in the first half of the time. "
                     "“> n”: most were still felt after so long. A dash: there was none.",
                     f"以去掉该记录重演人生得出：各系统各种子前半期的头{MARKS}条不良记录。“> n”：多数经此期限仍有影响。“–”：没有此类记录。")))]
    flows = [(f"{name[f['from']]} → {name[f['to']]}", w.name(f["label"]), _follows(f["follows"], w)) for f in found.feeds]
    if flows:
        tables.append(Table(w("What feeds what", "信息流向"), ("", w("by", "依据"), w("what follows there", "随之更新")), flows))
    return tables


def _cell(found: Systems, scheme: str, key: str, w: Words) -> str:
    spread, unit = found.figures(scheme)[key], FIGURES[key][2]
    if key == "recover" and found.outlasts(scheme):
        return f"> {found.months // 2}"
    half = "" if spread.low is None else f"±{number(max(spread.mean - spread.low, spread.high - spread.mean))}"
    return number(spread.mean) + half + (_UNITS[unit] if spread.mean is not None else "")


def _follows(follows: str, w: Words) -> str:
    return w(*{"": ("nothing: neither ends nor corrections", "无：终止与更正均不传递"), "none": ("nothing: neither ends nor corrections", "无：终止与更正均不传递"),
               "ends": ("ends", "终止"), "corrections": ("corrections", "更正"), "both": ("ends and corrections", "终止与更正")}[follows])
