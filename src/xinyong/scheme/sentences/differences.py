"""What differs: one scheme on two days rule by rule, or two schemes side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xinyong.scheme.model import Scheme
from xinyong.scheme.sentences.facts import Fact, Notion, Teller, heading
from xinyong.scheme.sentences.notions import NOTIONS
from xinyong.scheme.sentences.telling import day_of, tongue_of
from xinyong.scheme.sentences.tongue import Tongue


@dataclass(frozen=True)
class Side:
    """A scheme on a day."""

    scheme: Scheme
    day: int


@dataclass(frozen=True)
class Item:
    """A rule that only one side has, in a few words."""

    id: str
    label: str
    said: str


@dataclass(frozen=True)
class Difference:
    """What each side says about something that the other does not ("" for nothing), and what both say where several rules are meant."""

    about: str
    left: str
    right: str
    both: str = ""


@dataclass(frozen=True)
class Change:
    """A rule that both sides have."""

    id: str
    label: str
    differing: tuple[Difference, ...]


@dataclass(frozen=True)
class Group:
    """What differs in one notion. `regrounded`: ids of rules that say the same on another ground; `same`: how many do not differ."""

    notion: Notion
    dropped: tuple[Item, ...]
    new: tuple[Item, ...]
    changed: tuple[Change, ...]
    regrounded: tuple[str, ...]
    same: int

    @property
    def differs(self) -> bool:
        return bool(self.dropped or self.new or self.changed or self.regrounded)


class Comparison:
    """What differs between two sides: `groups`, one for each notion that either has. `str()` gives it as text, `to_dict()` as JSON."""

    def __init__(self, left: Side, right: Side, tongue: Tongue, groups: tuple[Group, ...]):
        self.left, self.right, self.tongue, self.groups = left, right, tongue, groups
        self.one_scheme = left.scheme.id == right.scheme.id

    @property
    def differs(self) -> bool:
        return any(group.differs for group in self.groups)

    def name(self, side: Side) -> str:
        """A side as it is asked for: `rongcheng@2019-01-01`."""
        return f"{side.scheme.id}@{self.tongue.day(side.day)}"

    def title(self) -> tuple[str, str, str]:
        """What is set side by side: what is common to both sides, the left, the right."""
        names = [self.tongue.label(side.scheme.label, side.scheme.id) for side in (self.left, self.right)]
        days = [self.tongue.day(side.day) for side in (self.left, self.right)]
        return (names[0], *days) if names[0] == names[1] else ("", f"{names[0]} {days[0]}", f"{names[1]} {days[1]}")

    def difference(self, each: Difference) -> tuple[str, str, str, str]:
        """`points`, `-5`, `-10`, `both: -20`, as they are shown."""
        t, nothing = self.tongue, self.tongue("nothing", "无")
        more = t("nothing more", "无其他") if each.both else nothing
        return heading(each.about, t), each.left or more, each.right or more, t(f"both: {each.both}", f"两者均有：{each.both}") if each.both else ""

    def head(self, group: Group) -> str:
        """`acts: 1 dropped, 2 new, 3 changed, 251 on another ground only`."""
        t = self.tongue
        names = self.left.scheme.id, self.right.scheme.id
        only = (("dropped", "删去"), ("new", "新增")) if self.one_scheme else ((f"only in {names[0]}", f"仅{names[0]}有"), (f"only in {names[1]}", f"仅{names[1]}有"))
        counted = [(len(group.dropped), only[0]), (len(group.new), only[1]), (len(group.changed), ("changed", "变更") if self.one_scheme else ("different", "不同")),
                   (len(group.regrounded), ("on another ground only", "仅依据不同"))]
        parts = [t(f"{n:,} {en}", f"{n:,}项{zh}") for n, (en, zh) in counted if n]
        return t(group.notion.many, group.notion.word[1]) + t(": ", "：") + t(", ", "，").join(parts)

    def summary(self) -> str:
        """All groups in one clause."""
        t = self.tongue
        parts = [self.head(group) for group in self.groups if group.differs]
        return t("; ", "；").join(parts) if parts else t("nothing differs", "没有不同")

    def __str__(self) -> str:
        t = self.tongue
        common, left, right = self.title()
        lines = [f"{common}{t(': ', '：') if common else ''}{left} → {right}"]
        for group in self.groups:
            if group.differs:
                lines += ["", self.head(group)]
                lines += [f"  - {item.id}  {item.said}  {item.label}" for item in group.dropped] + [f"  + {item.id}  {item.said}  {item.label}" for item in group.new]
                for change in group.changed:
                    lines.append(f"  ~ {change.id}  {change.label}")
                    for about, left, right, both in map(self.difference, change.differing):
                        lines.append(f"      {about}{t(': ', '：')}{left} → {right}{t('; ', '；') + both if both else ''}")
        return "\n".join(lines if len(lines) > 1 else [*lines, t("Nothing differs.", "没有不同。")])

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre style='white-space:pre-wrap'>{escape(str(self))}</pre>"

    def to_dict(self) -> dict:
        """As `xinyong diff --json` prints it."""
        def item(each: Item) -> dict:
            return {"id": each.id, "label": each.label, "said": each.said}

        def side(each: Side) -> dict:
            return {"scheme": each.scheme.id, "label": {"en": each.scheme.label.en, "zh": each.scheme.label.zh or each.scheme.label.en}, "at": self.tongue.day(each.day)}

        return {"left": side(self.left), "right": side(self.right), "differs": self.differs, "groups": [{
            "notion": g.notion.name, "same": g.same, "only_left": [item(i) for i in g.dropped], "only_right": [item(i) for i in g.new],
            "changed": [{"id": c.id, "label": c.label, "differing": [{"about": d.about, "left": d.left or None, "right": d.right or None, "both": d.both or None} for d in c.differing]} for c in g.changed],
            "same_on_another_ground": list(g.regrounded)} for g in self.groups]}


def compare(left: Scheme, right: Scheme, *, at=None, and_at=None, lang: str = "en") -> Comparison:
    """What differs between a scheme as of one date and the same or another as of a second one (text or datetime.date; today by default).

    One scheme's rules are set side by side by id; two schemes' by what they are about: acts by conduct, measures by thing, remedies by kind.
    """
    return compare_sides(Side(left, day_of(left, at)), Side(right, day_of(right, and_at)), tongue_of(lang))


def compare_sides(left: Side, right: Side, tongue: Tongue) -> Comparison:
    groups = tuple(_group(notion, left, right, tongue) for notion in NOTIONS if not notion.minor)
    return Comparison(left, right, tongue, tuple(group for group in groups if group.differs or group.same))


# --- one notion -------------------------------------------------------------------------------------------------------

@dataclass
class _Said:
    """Rules of one side that are set beside the other side's: their ids, labels and facts."""

    ids: list[str]
    labels: list[str]
    facts: list[tuple[Fact, ...]]

    @property
    def label(self) -> str:
        return self.labels[0] if len(self.labels) == 1 else ""

    def short(self, about: str) -> list[str]:
        """What they say about something, each thing once, in order of size."""
        return sorted(dict.fromkeys(f.short for facts in self.facts for f in facts if f.about == about and f.short), key=_size)

    def said(self) -> str:
        """A few words that stand for all they say."""
        found = [" / ".join(self.short(about)) for about in _TELLING if self.short(about)]
        return "; ".join(found[: 2 if self.short("grade") else 1])


_TELLING = ("points", "grade", "border", "does", "against", "covers", "sort", "reached", "start")
"""What stands for a rule that only one side has."""
_NUMBER = re.compile(r"[+-]?[\d,.]*\d")


def _size(text: str) -> tuple:
    number = _NUMBER.match(text)
    return (float(number[0].replace(",", "")), text) if number else (0.0, text)


def _group(notion: Notion, left: Side, right: Side, tongue: Tongue) -> Group:
    across = left.scheme.id != right.scheme.id
    unchanged = _unchanged(notion, left, right)
    here, there = (_said(notion, side, tongue, across, unchanged) for side in (left, right))
    changed, regrounded, same = [], [], len(unchanged)
    for key in here:
        if key not in there:
            continue
        differing = tuple(_differing(notion, here[key], there[key], across))
        if differing:
            changed.append(Change(key, here[key].label or there[key].label, differing))
        elif not across and [f.basis for f in here[key].facts[0]] != [f.basis for f in there[key].facts[0]]:
            regrounded.append(key)
        else:
            same += 1
    dropped, new = (tuple(Item(key, said.label, said.said()) for key, said in one.items() if key not in other) for one, other in ((here, there), (there, here)))
    return Group(notion, dropped, new, tuple(changed), tuple(regrounded), same)


def _unchanged(notion: Notion, left: Side, right: Side) -> set[str]:
    """Rules of one scheme of which one version holds on both days: they need not be told to know that nothing differs."""
    if left.scheme is not right.scheme or notion.dated:
        return set()
    rules = ((rule.id, rule.at(left.day), rule.at(right.day)) for rule in notion.rules(left.scheme))
    return {id for id, one, other in rules if one is not None and one is other}


def _said(notion: Notion, side: Side, tongue: Tongue, across: bool, leave: set[str]) -> dict[str, _Said]:
    """What the rules in force say, but for some, by id or, across schemes, by what they are about."""
    teller, found = Teller(side.scheme, tongue, side.day), {}
    for rule in notion.rules(side.scheme):
        thing = rule.at(side.day)
        if thing is None or rule.id in leave:
            continue
        facts = tuple(f for f in notion.tell(teller, thing) if not f.inherited and not f.aside)
        said = found.setdefault(notion.like(side.scheme, thing) if across and notion.like else rule.id, _Said([], [], []))
        said.ids.append(rule.id)
        said.labels.append(tongue.label(getattr(thing, "label", rule.label), rule.id))
        said.facts.append(facts)
    return found


def _differing(notion: Notion, here: _Said, there: _Said, across: bool) -> Iterator[Difference]:
    abouts = dict.fromkeys(f.about for said in (here, there) for facts in said.facts for f in facts)
    for about in abouts:
        if across and (about.startswith("transition") or notion.name == "act" and about not in ("points", "grade", "cap")):
            continue        # across schemes a conduct is the same: how each says so, and who enters it, differs always
        left, right = here.short(about), there.short(about)
        if left != right:
            both = [each for each in left if each in right]
            yield Difference(about, *(" / ".join(each for each in side if each not in both) for side in (left, right)), " / ".join(both))
