"""What rules say, one fact at a time: the shapes that explaining, comparing and reading a whole scheme share.

A *notion* (act, list, ledger, ...) is an entry of `notions.NOTIONS`: which rules of a scheme are of it, and how one is told on a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from xinyong.scheme.model import Basis, History, Label, Place, Scheme
from xinyong.scheme.sentences.conditions import Conditions
from xinyong.scheme.sentences.tongue import Tongue
from xinyong.scheme.when import Truth


@dataclass(frozen=True)
class Fact:
    """One thing a rule says on a day.

    about: a key of ABOUT, perhaps with an id behind a colon. short: the same in a few words, for tables and differences.
    basis: what it rests on; None where nothing is given. inherited: said elsewhere in the scheme, and so of this rule too.
    aside: not said by the rule at all: what hangs on it, a note.
    """

    about: str
    sentence: str
    short: str = ""
    basis: Basis | None = None
    inherited: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule by its id, with what the scheme says of it from which day until which: (first day, first day no longer, model object)."""

    id: str
    label: Label
    spans: tuple[tuple[int, int, object], ...]
    place: Place | None = None

    def at(self, day: int):
        """What the scheme says of it on a day; None where it is not in force."""
        return next((thing for first, last, thing in self.spans if first <= day < last), None)


@dataclass(frozen=True)
class Notion:
    """A kind of rule: `rules` finds them in a scheme, `tell` tells one on a day, `like` says what in another scheme it is set beside."""

    name: str
    word: tuple[str, str]           # one of them, in English and Chinese
    many: str                       # several, in English
    rules: Callable[[Scheme], Iterable[Rule]]
    tell: Callable[[Teller, object], Iterator[Fact]]
    like: Callable[[Scheme, object], str] | None = None
    minor: bool = False             # told within others: found by its id, but no part of a difference
    dated: bool = False             # what it says of itself may change while the model object stays (histories)


@dataclass
class Teller:
    """Tells rules of one scheme, in one language, as they are on one day."""

    scheme: Scheme
    tongue: Tongue
    day: int
    asked: dict | None = None       # which rules ask for which others (mentions.py), once somebody wants to know
    _conditions: dict[str, Conditions] = field(default_factory=dict)

    def when(self, condition, of: str = "both") -> str:
        """A condition as a clause; "" for one that always holds."""
        tree = condition.tree
        if isinstance(tree, Truth) and tree.value:
            return ""
        if of not in self._conditions:
            self._conditions[of] = Conditions(self.scheme, self.tongue, self.tongue.who(of))
        return self._conditions[of].text(tree)

    def step(self, ledger: str) -> int:
        """The step of a ledger in hundredths of a point."""
        return self.scheme.ledgers[ledger].step if ledger in self.scheme.ledgers else 100

    @cached_property
    def _labels(self) -> dict[str, dict[str, Label]]:
        return {"act": {act.id: act.label for act in reversed(self.scheme.acts)}, "list": {rule.id: rule.label for rule in self.scheme.lists},
                "measure": {rule.id: rule.label for rule in self.scheme.measures}, "remedy": {rule.id: rule.label for rule in self.scheme.remedies},
                "agreement": {rule.id: rule.label for rule in self.scheme.agreements.values()}, "obligation": {rule.id: rule.label for rule in self.scheme.obligations.values()}}

    def named(self, notion: str, id: str) -> str:
        """Another rule by its name and id."""
        return self.tongue.named(self._labels[notion].get(id, Label("")), id)

    def grade(self, id: str) -> str:
        """A grade by its letter, on this day or, if it is not one of this day, on any."""
        bands = self.bands()
        every = (band for _, version in reversed(self.scheme.grades.bands.values) for band in version) if self.scheme.grades else ()
        found = next((band for band in (*bands, *every) if band.id == id), None)
        return self.tongue.label(found.label, id) if found else id

    def bands(self) -> tuple:
        """The bands of this day, best first."""
        return (self.scheme.grades.bands.at(self.day) or ()) if self.scheme.grades else ()


ABOUT = {
    "owes": ("what is owed", "应履行的义务"),
    "covers": ("who is covered", "适用对象"), "keeper": ("keeper", "主管单位"), "about": ("about", "概述"), "force": ("in force", "施行期间"),
    "first-day": ("first day of a period", "期间首日"), "clock": ("start of a period", "起算"), "roll": ("last day on a holiday", "末日遇假日"),
    "governed-by": ("which version judges a deed", "适用版本"), "same-conduct": ("one conduct, several lines", "一行为多条款"),
    "transition": ("what becomes of earlier records", "旧记录的处理"), "consent": ("consent", "同意授权"),
    "start": ("start", "起始分"), "step": ("smallest part", "最小单位"), "floor": ("floor", "下限"), "ceiling": ("ceiling", "上限"),
    "repeat": ("a repeat", "重复失信"), "life": ("how long it counts", "有效期"), "lives": ("how long records count", "有效期"), "cap": ("cap", "上限"),
    "group": ("cap of the group", "类别上限"), "takes": ("which of a group counts", "同类取舍"), "assessed": ("days of assessment", "评定日"),
    "frozen": ("frozen", "冻结"), "stays": ("staying", "延续"), "counts-as": ("good or bad", "性质"), "domain": ("domain", "领域"),
    "clipped": ("what passes a limit", "超限部分"),
    "mean": ("what it is the mean of", "平均方式"), "shown-from": ("shown from", "显示条件"), "range": ("range", "分值范围"), "feature": ("feature", "特征"), "reached": ("ladder", "阶梯"), "used-by": ("used by", "适用条款"), "border": ("border", "分数线"), "keeps": ("border downwards", "保持线"),
    "brings": ("what it brings", "带来的措施"), "conduct": ("what falls under it", "适用行为"), "channel": ("who enters it", "录入渠道"),
    "points": ("points", "分值"), "grade": ("grade set", "直接定级"), "counting": ("counting", "计算方式"), "leads": ("what depends on it", "关联规则"),
    "ways-out": ("ways out", "救济途径"), "note": ("note", "备注"), "sort": ("kind", "类别"), "ground": ("ground", "列入情形"),
    "exception": ("exception", "例外"), "leaves": ("leaving", "移出"), "effect": ("effect", "生效"), "does": ("what it does", "内容"),
    "before": ("told before", "事先告知"), "published": ("published", "公示"), "removal": ("taking off", "移出期限"), "again": ("not again", "再列限制"),
    "follows": ("after what", "前置救济"), "often": ("how often", "次数"),
    "spared": ("what it does not meet", "不适用情形"),
    "executor": ("who carries it out", "执行单位"), "class": ("statutory class", "法定类别"), "against": ("against", "针对"), "open": ("time to file", "申请期限"),
    "after": ("waiting time", "等待期"), "decided": ("time to decide", "办理期限"), "meanwhile": ("meanwhile", "期间效力"), "won": ("if successful", "成功后"),
    "cost": ("cost", "费用"), "title": ("title", "标题"), "seen": ("seen", "查阅日"), "address": ("address", "地址"), "withdrawn": ("what the copy follows", "随同撤回"), "enters": ("record of its own", "自身记录"), "lost": ("if lost", "未成功时"), "passed": ("what is passed on", "传送内容"), "lag": ("delay", "时滞"), "onward": ("passing on", "再转送"),
    "amount": ("what is owed", "应履行"), "due": ("time to perform", "履行期限"), "ends": ("end", "终止"), "rests": ("what rests on it", "所依据的规则"),
}
"""What a fact may be about, as a table and a list of sources head it."""


def heading(about: str, tongue: Tongue) -> str:
    """What a fact is about, in a word or two."""
    key, _, id = about.partition(":")
    return tongue(*ABOUT.get(key, (key, key))) + (f" {id}" if id and not id.isdigit() else "")


def rows(scheme: Scheme, items) -> Iterator[Rule]:
    """Rules of rows that may have versions, each within the scheme's own time."""
    found: dict[str, list] = {}
    for item in items:
        found.setdefault(item.id, []).append(item)
    for id, versions in found.items():
        spans = tuple((max(v.first, scheme.first), min(v.last, scheme.last), v) for v in versions)
        yield Rule(id, versions[-1].label, spans, versions[-1].place)


def always(scheme: Scheme, id: str, label: Label, thing, place: Place | None = None) -> Rule:
    """A rule as old as the scheme."""
    return Rule(id, label, ((scheme.first, scheme.last, thing),), place)


def history_days(scheme: Scheme) -> list[int]:
    """Every day on which something in the scheme changes, from its first."""
    histories: list[History] = [scheme.consent]
    for ledger in scheme.ledgers.values():
        histories += [value for value in vars(ledger).values() if isinstance(value, History)]
    if scheme.grades:
        histories.append(scheme.grades.bands)
    days = {scheme.first, *scheme.transitions, *(day for history in histories for day, _ in history.values)}
    for rule in (*scheme.acts, *scheme.lists, *scheme.measures, *scheme.remedies, *scheme.agreements.values()):
        days |= {rule.first, rule.last}
    return sorted(day for day in days if scheme.first <= day < scheme.last)
