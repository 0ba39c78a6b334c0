"""Lists: who comes on one and when, who is spared, how one leaves, what it brings."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Label, ListRule, Scheme
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, rows
from xinyong.scheme.sentences.mentions import mentions_of, ways_out

_COLOURS = {"black": ("a black list", "黑名单"), "red": ("a red list", "红名单"), "watch": ("a watch list", "重点关注名单")}


def _lists(scheme: Scheme) -> Iterator[Rule]:
    yield from rows(scheme, scheme.lists)


def _tell_list(teller: Teller, rule: ListRule) -> Iterator[Fact]:
    t = teller.tongue
    basis = lambda name: rule.bases.get(name, rule.basis)  # noqa: E731
    colour = t(*_COLOURS.get(rule.colour, (rule.colour, rule.colour)))
    yield Fact("sort", t.sentence(t(f"it is {colour} of {t.kinds(rule.of)}", f"{t.kinds(rule.of)}的{colour}")), t(f"{rule.colour}, {rule.of}", f"{colour}，{t.kinds(rule.of)}"), rule.basis)
    for ground in rule.grounds:
        yield _ground(teller, rule, ground, f"ground:{ground.id}")
    for spared in rule.exceptions:
        yield _exception(teller, rule, spared, f"exception:{spared.id}")
    if rule.leaves is not None:
        when = teller.when(rule.leaves, rule.of) or t("in every case", "任何情形")
        yield Fact("leaves", t.sentence(t(f"whoever is on it leaves it as soon as {when}", f"在名单上者，一旦{when}，即行移出")), when, basis("leaves"))
    if rule.grade:
        grade = teller.grade(rule.grade)
        yield Fact("grade", t.sentence(t(f"while on it, the grade is no better than {grade}", f"在名单期间等级不高于{grade}")), grade, basis("grade"))
    yield from _notice(teller, rule, basis)
    yield from _leaving(teller, rule, basis)
    if rule.enters:
        act = teller.named("act", rule.enters)
        yield Fact("enters", t.sentence(t(f"the listing is itself a record of {act}", f"列入本身即记为{act}")), rule.enters, basis("enters"))
    found = mentions_of(teller, "list", rule.id)
    if found:
        yield Fact("brings", t.sentence(t("being on it may bring ", "在名单上可导致：") + t.joined(found)), aside=True)
    yield from ways_out(teller, "list", rule.id)


def _notice(teller: Teller, rule: ListRule, basis) -> Iterator[Fact]:
    """Told before, from when it binds, published."""
    t = teller.tongue
    if rule.before is not None:
        length = t.duration(rule.before)
        yield Fact("before", t.sentence(t(f"whoever is to be listed is told {length} before", f"列入前{length}事先告知")), length, basis("before"))
    later = t.duration(rule.effect_after) if rule.effect_after else ""
    en, zh, short = {"entry": ("from the day of listing", "自列入之日起", ("from entry", "列入起")),
                     "service": ("from the day on which the decision is served", "自送达之日起", ("from service", "送达起")),
                     "publication": ("from the day on which it is published", "自公示之日起", ("from publication", "公示起")),
                     "after entry": (f"once {later} from listing are over", f"自列入满{later}起", (f"{later} after entry", f"列入满{later}"))}[rule.effect]
    yield Fact("effect", t.sentence(t(f"it binds {en}", f"{zh}生效")), t(*short), basis("effect"))
    if rule.published is not None:
        after = t.duration(rule.published.after)
        length = t.duration(rule.published.length) if rule.published.length else t("as long as it lasts", "在名单期间")
        span = t(f", for {length}" if rule.published.length else f", {length}", f"，公示{length}" if rule.published.length else f"，{length}持续公示")
        yield Fact("published", t.sentence(t(f"it is published {after} after entry{span}", f"列入后{after}公示{span}")), f"{after}; {length}", basis("published"))


def _leaving(teller: Teller, rule: ListRule, basis) -> Iterator[Fact]:
    """When the name is taken off, and when it may come on again."""
    t = teller.tongue
    if rule.removal is not None:
        length = t.duration(rule.removal)
        yield Fact("removal", t.sentence(t(f"the name is taken off within {length} of leaving", f"符合移出条件后{length}内移出")), length, basis("removal"))
    if rule.not_again_for is not None:
        length = t.duration(rule.not_again_for)
        yield Fact("again", t.sentence(t(f"nobody is listed again within {length} of that", f"移出后{length}内不再列入")), length, basis("not_again_for"))


def _longer(teller: Teller, rule: ListRule, ground) -> tuple[str, str]:
    """What a ground says of its own end and of a longer term, in English and Chinese."""
    t, en, zh = teller.tongue, "", ""
    if ground.longest != ground.term:
        en, zh = f"; the term may be up to {t.duration(ground.longest)}", f"；期限可至{t.duration(ground.longest)}"
    if ground.extend is not None:
        by = t.duration(ground.extend.by) + (t(f" to {t.duration(ground.extend.longest)}", f"至{t.duration(ground.extend.longest)}") if ground.extend.longest != ground.extend.by else "")
        when = teller.when(ground.extend.when, rule.of) or t("in every case", "任何情形")
        times = ground.extend.at_most
        en += f"; at its end it goes on {by} longer if {when}" + (f", up to {times} times" if times > 1 else "")
        zh += f"；期满时{when}的，延长{by}" + (f"，至多{times}次" if times > 1 else "")
    if ground.leaves is not None:
        when = teller.when(ground.leaves, rule.of) or t("in every case", "任何情形")
        en, zh = en + f"; whoever is on it by this ground leaves as soon as {when}", zh + f"；因此列入者，一旦{when}，即行移出"
    return en, zh


def _ground(teller: Teller, rule: ListRule, ground, about: str) -> Fact:
    t, when = teller.tongue, teller.when(ground.when, rule.of)
    length = t.lasting(ground.term)
    en, zh = _longer(teller, rule, ground)
    until = t("until a way out removes it" if ground.term.unit == "for-ever" else length, "直至依规移出" if ground.term.unit == "for-ever" else length)
    a = "an" if rule.of == "organisation" else "a"
    said = t(f"{a} {t.kind(rule.of)} is listed, {until}, if {when}" if when else f"every {t.kind(rule.of)} is listed, {until}",
             f"{when}的，列入名单，期限{until}" if when else f"一切{t.kind(rule.of)}列入名单，期限{until}")
    return Fact(about, t.sentence(f"{said}{t(' (', '（')}{t('ground ', '情形')}{ground.id}{t(')', '）')}{t(en, zh)}"), f"{when or t('always', '一律')}: {t.duration(ground.term)}{t(en, zh)}", ground.basis)


def _exception(teller: Teller, rule: ListRule, spared, about: str) -> Fact:
    t = teller.tongue
    when = teller.when(spared.when, rule.of) or t("in every case", "任何情形")
    of = t("any ground", "任何情形") if not spared.defeats else t(f"the ground {t.joined(spared.defeats, 'or')}", t.joined(spared.defeats, "or"))
    return Fact(about, t.sentence(t(f"nobody is listed by {of} if {when} (exception {spared.id})", f"{when}的，不因{of}列入（例外{spared.id}）")), f"{when} ({of})", spared.basis)


# --- grounds and exceptions, by their own ids -------------------------------------------------------------------------

def _parts(scheme: Scheme, name: str) -> Iterator[Rule]:
    for rule in scheme.lists:
        for part in getattr(rule, name):
            label = Label(f"{rule.label.en}: {part.id}", f"{rule.label.zh or rule.label.en}：{part.id}")
            yield Rule(part.id, label, ((max(rule.first, scheme.first), min(rule.last, scheme.last), (rule, part)),), part.place)


NOTIONS = (
    Notion("list", ("list", "名单"), "lists", _lists, _tell_list, like=lambda scheme, rule: rule.id),
    Notion("ground", ("ground of a list", "列入情形"), "grounds of lists", lambda scheme: _parts(scheme, "grounds"),
           lambda teller, thing: iter((_ground(teller, *thing, "ground"),)), minor=True),
    Notion("exception", ("exception of a list", "名单例外"), "exceptions of lists", lambda scheme: _parts(scheme, "exceptions"),
           lambda teller, thing: iter((_exception(teller, *thing, "exception"),)), minor=True),
)
