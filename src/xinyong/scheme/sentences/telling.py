"""Explaining what an id names: each rule in sentences with its sources, and what it was before and becomes later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from xinyong.errors import SchemeError, XinyongError
from xinyong.scheme import values
from xinyong.scheme.model import FOREVER, Label, Place, Scheme
from xinyong.scheme.problems import Problems, suggest
from xinyong.scheme.sentences import sources
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, heading, history_days
from xinyong.scheme.sentences.notions import NOTIONS
from xinyong.scheme.sentences.tongue import LANGUAGES, Tongue


@dataclass(frozen=True)
class Version:
    """What a rule says from a day until another: no facts where it is not in force."""

    first: int
    last: int
    facts: tuple[Fact, ...]
    place: Place | None = None


@dataclass(frozen=True)
class Explained:
    """One rule: as it is on the day, and each version before and later."""

    notion: Notion
    rule: Rule
    label: Label
    now: Version
    before: tuple[Version, ...]
    later: tuple[Version, ...]


class Explanation:
    """What an id names in a scheme, as of a day: `rules`, one for each rule of that id. `str()` gives it as text, `to_dict()` as JSON."""

    def __init__(self, scheme: Scheme, id: str, day: int, tongue: Tongue, rules: list[Explained]):
        self.scheme, self.id, self.day, self.tongue, self.rules = scheme, id, day, tongue, rules

    def __str__(self) -> str:
        return "\n\n".join("\n".join(self._text(each)) for each in self.rules)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre style='white-space:pre-wrap'>{escape(str(self))}</pre>"

    # ---- parts, as text

    def title(self, each: Explained) -> str:
        """A rule's name, with the Chinese beside the English."""
        label = each.label
        return self.tongue(f"{label.en}  {label.zh}" if label.zh and label.zh != label.en else label.en or each.rule.id, label.zh or label.en or each.rule.id)

    def what(self, each: Explained) -> str:
        """`act utility-theft of “Rongcheng credit points”, as on 2019-01-01`."""
        t = self.tongue
        of = t.quoted(t.label(self.scheme.label, self.scheme.id))
        id = "" if each.rule.id == each.notion.name else f" {each.rule.id}"
        return t(f"{each.notion.word[0]}{id} of {of}, as on {t.day(self.day)}", f"{of}的{each.notion.word[1]}{id}，{t.day(self.day)}时")

    def state(self, each: Explained) -> str:
        """Since when and until when what is told holds."""
        t, now = self.tongue, each.now
        if not now.facts:
            return t(f"Not in force on {t.day(self.day)}.", f"{t.day(self.day)}未施行。")
        if not any(fact.basis for fact in now.facts):
            return ""
        return t.sentence(t(f"in force like this {t.span(now.first, now.last)}", f"{t.span(now.first, now.last)}施行"))

    def sentences(self, version: Version) -> list[str]:
        return [fact.sentence for fact in version.facts]

    def rests_on(self, version: Version) -> list[tuple[str, str]]:
        """(which facts, their source as a sentence): each source once."""
        found: dict = {}
        for fact in version.facts:
            if fact.basis is not None:
                found.setdefault(fact.basis, []).append(heading(fact.about, self.tongue))
        return [(self.tongue.joined(dict.fromkeys(about)), sources.told(basis, self.tongue)) for basis, about in found.items()]

    def documents(self, version: Version) -> list[str]:
        """The documents it rests on, each with its title."""
        ids = dict.fromkeys(fact.basis.document for fact in version.facts if fact.basis is not None and fact.basis.document)
        return [sources.document(self.scheme, id, self.tongue) for id in ids]

    def differing(self, version: Version, other: Version) -> list[str]:
        """What a version says otherwise than the one next to it towards the day."""
        t, lines, moved = self.tongue, [], {}
        if not version.facts:
            return [t("Not in force.", "未施行。")]
        own = [fact for fact in version.facts if not fact.aside]
        beside = {fact.about: fact for fact in other.facts if not fact.aside}
        for fact in own:
            same = beside.get(fact.about)
            if same is None or same.sentence != fact.sentence:
                lines.append(fact.sentence + (t(" ", "") + t(f"[{sources.short(fact.basis, t)}]", f"［{sources.short(fact.basis, t)}］") if fact.basis else ""))
            elif same.basis != fact.basis:
                moved.setdefault(fact.basis, []).append(heading(fact.about, t))
        for basis, about in moved.items():
            what = t.joined(dict.fromkeys(about))
            lines.append(t(f"The same on another ground ({what}): {sources.told(basis, t)}.", f"内容相同，依据不同（{what}）：{sources.told(basis, t)}。"))
        here = {fact.about for fact in own}
        lines += [t(f"Nothing is said of this: {heading(about, t)}.", f"未规定：{heading(about, t)}。") for about in beside if about not in here]
        return lines

    def others(self, each: Explained) -> Iterator[tuple[str, str, list[str]]]:
        """(before or later, span, what differs there) for every other version, in order of time."""
        t = self.tongue
        for i, version in enumerate(each.before):
            beside = each.before[i + 1] if i + 1 < len(each.before) else each.now
            yield t("Before", "此前"), t.span(version.first, version.last), self.differing(version, beside)
        for i, version in enumerate(each.later):
            yield t("Later", "此后"), t.span(version.first, version.last), self.differing(version, each.later[i - 1] if i else each.now)

    def where(self, each: Explained) -> str:
        """The line of the file."""
        place = each.now.place
        return f"{place.file}:{place.line}" if place else ""

    def _text(self, each: Explained) -> Iterator[str]:
        t = self.tongue
        yield self.title(each)
        yield self.what(each)
        yield from [self.state(each)] if self.state(each) else []
        yield from (f"  {line}" for line in self.sentences(each.now))
        rests = self.rests_on(each.now)
        if rests:
            yield t("Rests on", "依据")
            yield from (f"  {told if len(rests) == 1 else self._headed(about, told)}" for about, told in rests)
            yield from (f"  {line}" for line in self.documents(each.now))
        for word, span, lines in self.others(each):
            yield f"{word}{t(', ', '，')}{span}"
            yield from (f"  {line}" for line in lines)

    def _headed(self, about: str, told: str) -> str:
        return f"{about}{self.tongue(': ', '：')}{told}"

    # ---- as JSON

    def to_dict(self) -> dict:
        return {"scheme": self.scheme.id, "id": self.id, "at": self.tongue.day(self.day), "rules": [self._rule(each) for each in self.rules]}

    def _rule(self, each: Explained) -> dict:
        label = each.label
        return {"notion": each.notion.name, "id": each.rule.id, "label": {"en": label.en, "zh": label.zh or label.en}, "in_force": bool(each.now.facts),
                **self._version(each.now), "before": [self._version(v) for v in each.before], "later": [self._version(v) for v in each.later]}

    def _version(self, version: Version) -> dict:
        t = self.tongue
        return {"from": t.day(version.first), "to": None if version.last >= FOREVER else t.day(version.last),
                "file": f"{version.place.file}:{version.place.line}" if version.place else None,
                "sentences": [{"about": fact.about, "text": fact.sentence, "source": sources.source_of(self.scheme, fact.basis) if fact.basis else None}
                              for fact in version.facts]}


# --- finding and telling ----------------------------------------------------------------------------------------------

def explain(scheme: Scheme, id: str, *, at=None, lang: str = "en") -> Explanation:
    """What an id names, as of a date (text or datetime.date; today by default), each rule of that id in sentences.

    SchemeError, with the nearest known ids, where it names nothing; XinyongError where the date is none.
    """
    tongue, day = tongue_of(lang), day_of(scheme, at)
    found = [(notion, rule) for notion in NOTIONS for rule in notion.rules(scheme) if rule.id == id]
    if not found:
        raise _unknown(scheme, id)
    return Explanation(scheme, id, day, tongue, [explained(scheme, notion, rule, day, tongue) for notion, rule in found])


def explained(scheme: Scheme, notion: Notion, rule: Rule, day: int, tongue: Tongue) -> Explained:
    """One rule with all its versions; neighbours that say the same are one."""
    versions: list[Version] = []
    days = sorted({*history_days(scheme), *(max(scheme.first, first) for first, _, _ in rule.spans), *(min(last, scheme.last) for _, last, _ in rule.spans)})
    days = [d for d in days if scheme.first <= d < scheme.last]
    for first, last in zip(days, [*days[1:], scheme.last]):
        thing = rule.at(first)
        facts = tuple(notion.tell(Teller(scheme, tongue, first), thing)) if thing is not None else ()
        if versions and _own(versions[-1].facts) == _own(facts):
            versions[-1] = Version(versions[-1].first, last, facts, versions[-1].place)
        else:
            versions.append(Version(first, last, facts, getattr(thing, "place", None) or rule.place))
    here = next((i for i, v in enumerate(versions) if v.first <= day < v.last), 0)
    before = [v for i, v in enumerate(versions[:here]) if v.facts or i]
    now, thing = versions[here], rule.at(day)
    facts = tuple(notion.tell(Teller(scheme, tongue, day), thing)) if thing is not None else ()      # what hangs on it, as of the day itself
    label = getattr(thing, "label", rule.label)
    return Explained(notion, rule, label, Version(now.first, now.last, facts, now.place), tuple(before), tuple(versions[here + 1:]))


def _own(facts: tuple[Fact, ...]) -> list[Fact]:
    """What the rule itself says."""
    return [fact for fact in facts if not fact.aside]


def tongue_of(lang: str) -> Tongue:
    if lang not in LANGUAGES:
        raise XinyongError(f"lang: there is no language '{lang}'. Known: {', '.join(LANGUAGES)}.")
    return Tongue(lang)


def day_of(scheme: Scheme, at) -> int:
    """A date as a day within the scheme's time; without one today, or the scheme's last day where it has ended."""
    if at is None:
        today = values.day(dt.date.today().isoformat())
        return min(max(today, scheme.first), scheme.last - 1)
    text = at if isinstance(at, str) else at.isoformat()
    try:
        day = values.day(text)
    except values.Unreadable as error:
        said = error.expected if isinstance(error, values.OutOfRange) else f"expected {error.expected}, found '{text}'."
        raise XinyongError(f"at: {said} {error.hint}".strip()) from None
    if not scheme.first <= day < scheme.last:
        span = f"from {values.date(scheme.first)}" + (f" until {values.date(scheme.last)}" if scheme.last < FOREVER else "")
        raise XinyongError(f"at {text}: {scheme.id} is in force {span}.")
    return day


def known_ids(scheme: Scheme) -> dict[str, set[str]]:
    """Every id that can be explained, with its names."""
    found: dict[str, set[str]] = {}
    for notion in NOTIONS:
        for rule in notion.rules(scheme):
            found.setdefault(rule.id, set()).update({rule.label.en, rule.label.zh})
    return found


def _unknown(scheme: Scheme, id: str) -> SchemeError:
    known = known_ids(scheme)
    wanted = id.casefold()
    named = [each for each, names in known.items() if each.casefold() == wanted or len(wanted) > 1 and any(wanted in name.casefold() for name in names)]
    hint = f"Did you mean {' or '.join(named[:6])}?" if named else suggest(id.lower(), known) or f"xinyong explain {scheme.id} tells them all."
    problems = Problems()
    problems.add(Place(scheme.folder, 0, 0), f"{id}: nothing in this scheme is called so.", hint, rule="unknown-id")
    return SchemeError(problems.sorted())
