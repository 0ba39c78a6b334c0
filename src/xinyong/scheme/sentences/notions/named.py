"""What rules name without being rules themselves: documents, kinds of conduct, things, channels, offices; each with the rules about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from xinyong.scheme.model import Basis, Label, Scheme, Source
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, always
from xinyong.scheme.sentences.notions.acts import worth
from xinyong.scheme.sentences.sources import SORTS

_MOST = 12


def _documents(scheme: Scheme) -> Iterator[Rule]:
    for source in scheme.sources.values():
        yield always(scheme, source.id, source.title, source, source.place)


def _tell_document(teller: Teller, source: Source) -> Iterator[Fact]:
    t = teller.tongue
    other = source.title.zh if t.lang == "en" else source.title.en
    kind = t(*SORTS[source.kind])
    yield Fact("title", t.sentence(t(f"what was read is {kind}" + (f" of “{other}”" if other and other != source.title.en else ""), f"所读为{kind}")), kind)
    if source.first is not None:
        yield Fact("force", t.sentence(t(f"it is in force from {t.day(source.first)} on", f"自{t.day(source.first)}起施行")), t.day(source.first))
    if source.seen is not None:
        yield Fact("seen", t.sentence(t(f"it was seen on {t.day(source.seen)}", f"查阅日期：{t.day(source.seen)}")), t.day(source.seen))
    if source.address:
        yield Fact("address", source.address, source.address)
    found = resting_on(teller.scheme, source.id)
    if found:
        shown = t.joined(found[:_MOST]) if len(found) <= _MOST else ", ".join(found[:_MOST]) + t(f" and {len(found) - _MOST} more", f"等{len(found)}项")
        yield Fact("rests", t.sentence(t(f"on it {'rests' if len(found) == 1 else 'rest'} ", "以此为依据：") + shown), t.number(len(found)), aside=True)


def resting_on(scheme: Scheme, document: str) -> list[str]:
    """The ids of the rules that cite a document, in the order of the files, each once."""
    found: dict[str, None] = {}
    for owner, part in _parts(scheme):
        if isinstance(part, Basis) and part.document == document:
            found[owner] = None
    return list(found)


def _parts(scheme: Scheme) -> Iterator[tuple[str, object]]:
    """(id of the rule it belongs to, value) for every value of a scheme, with whatever nests in it."""
    def walk(owner: str, value):
        yield owner, value
        if is_dataclass(value):
            owner = getattr(value, "id", "") or owner
            for each in fields(value):
                if each.name not in ("when", "leaves", "place"):
                    yield from walk(owner or each.name, getattr(value, each.name))
        elif isinstance(value, dict):
            for key, each in value.items():
                yield from walk(owner if not isinstance(key, str) or owner else key, each)
        elif isinstance(value, tuple):
            for each in value:
                yield from walk(owner, each)

    for each in fields(scheme):
        if each.name not in ("sources", "cases", "text", "folder"):
            yield from walk("" if isinstance(getattr(scheme, each.name), (tuple, dict)) and each.name != "bases" else each.name, getattr(scheme, each.name))


def _by_name(scheme: Scheme, items, name: str, also=()) -> Iterator[Rule]:
    for id in dict.fromkeys(getattr(item, name) for item in (*items, *also)):
        if id:
            yield always(scheme, id, Label(id), id)


def _held(rules, day: int):
    return [rule for rule in rules if rule.first <= day < rule.last]


def _tell_conduct(teller: Teller, id: str) -> Iterator[Fact]:
    """The acts it falls under."""
    t = teller.tongue
    for act in _held(teller.scheme.acts, teller.day):
        if act.conduct == id:
            when = teller.when(act.when, act.of)
            points = worth(teller, act)
            said = t("falls under ", "属于") + teller.named("act", act.id) + (t(": ", "：") + points if points else "") + (t(f", where {when}", f"，条件：{when}") if when else "")
            yield Fact("conduct", t.sentence(said), points, aside=True)


def _tell_thing(teller: Teller, id: str) -> Iterator[Fact]:
    """The measures about it."""
    from xinyong.scheme.sentences.notions.measures import KINDS

    t = teller.tongue
    for rule in _held(teller.scheme.measures, teller.day):
        if rule.thing == id:
            when = teller.when(rule.when, rule.of) or t("all cases", "任何情形")
            yield Fact("brings", t.sentence(f"{t(*KINDS[rule.kind])}{t(': ', '：')}{teller.named('measure', rule.id)}{t(', while ', '，条件：')}{when}"), aside=True)


def _tell_channel(teller: Teller, id: str) -> Iterator[Fact]:
    t = teller.tongue
    entered = [teller.named("act", act.id) for act in _held(teller.scheme.acts, teller.day) if act.channel == id]
    if entered:
        yield Fact("used-by", t.sentence(t("it enters ", "录入：") + t.joined(entered)), t.number(len(entered)), aside=True)


def _tell_office(teller: Teller, id: str) -> Iterator[Fact]:
    t = teller.tongue
    decided = [teller.named("remedy", rule.id) for rule in _held(teller.scheme.remedies, teller.day) if rule.office == id]
    if decided:
        yield Fact("used-by", t.sentence(t("it decides ", "办理：") + t.joined(decided)), t.number(len(decided)), aside=True)


NOTIONS = (
    Notion("document", ("document", "文件"), "documents", _documents, _tell_document, minor=True),
    Notion("conduct", ("kind of conduct", "行为种类"), "kinds of conduct", lambda scheme: _by_name(scheme, scheme.acts, "conduct"), _tell_conduct, minor=True),
    Notion("thing", ("thing", "事项"), "things", lambda scheme: _by_name(scheme, scheme.measures, "thing"), _tell_thing, minor=True),
    Notion("channel", ("channel", "信息来源"), "channels", lambda scheme: _by_name(scheme, scheme.acts, "channel"), _tell_channel, minor=True),
    Notion("office", ("office", "办理机构"), "offices", lambda scheme: _by_name(scheme, scheme.remedies, "office"), _tell_office, minor=True),
)
