"""Grades: each band with its border, and what standing there brings."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Scheme
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller
from xinyong.scheme.truth import holds


def _grades(scheme: Scheme) -> Iterator[Rule]:
    if scheme.grades is None:
        return
    days = [day for day, _ in scheme.grades.bands.values]
    found: dict[str, list] = {}
    for (day, bands), last in reversed(list(zip(scheme.grades.bands.values, [*days[1:], scheme.last]))):
        for band in bands:
            found.setdefault(band.id, []).insert(0, (max(day, scheme.first), last, band))
    for id, spans in found.items():         # those of the last version first, best first
        yield Rule(id, spans[-1][2].label, tuple(spans), spans[-1][2].place)


def _tell_grade(teller: Teller, band) -> Iterator[Fact]:
    t, step = teller.tongue, teller.step(teller.scheme.grades.ledger)
    bands = teller.bands()
    place = next((i for i, each in enumerate(bands) if each.id == band.id), 0)
    better = bands[place - 1] if place else None
    least = None if band.at_least is None else t.score(band.at_least, step)
    most = None if better is None or better.at_least is None else t.score(better.at_least, step)
    if least is None:
        said = t("it is the grade of every other score" if most is None else f"it is the grade of every score below {most}",
                 "其余积分均为此等级" if most is None else f"积分低于{most}的为此等级")
        short = t("all else" if most is None else f"below {most}", "其余" if most is None else f"{most}以下")
    else:
        said = t(f"it is the grade of a score of {least} or more" + (f", below {most}" if most else ""), f"积分{least}以上（含）{f'、不足{most}' if most else ''}的为此等级")
        short = t(f"from {least}", f"{least}起")
    yield Fact("border", t.sentence(said), short, band.basis)
    if band.keeps_to is not None:
        down = t.score(band.keeps_to, step)
        yield Fact("keeps", t.sentence(t(f"who has this grade keeps it while the score is not below {down}", f"已获此等级的，积分不低于{down}即保持")), down, band.basis)
    assessed = teller.scheme.grades.assessed
    if assessed.days:
        on = t.set_days(assessed)
        yield Fact("assessed", t.sentence(t(f"grades are given {on} only, by what holds at the end of that day; between these days they stand",
                                            f"等级仅在{on}按当日终了时的情况评定，其间不变")), on, teller.scheme.grades.assessed_basis, True)
    yield from _brings(teller, band, bands)


def _brings(teller: Teller, band, bands) -> Iterator[Fact]:
    """The measures that the grade alone brings, and those that it brings with something else."""
    t, scheme = teller.tongue, teller.scheme
    known = {each.id: len(bands) - i for i, each in enumerate(bands)}
    known["grade"] = known.get(band.id, 0)
    alone, also = [], []
    for rule in scheme.measures:
        if not rule.first <= teller.day < rule.last or not asks_for_grade(rule.when.tree):
            continue
        answer = holds(rule.when.tree, known)
        if answer is not False:
            (also if answer is None else alone).append(teller.named("measure", rule.id))
    if alone:
        yield Fact("brings", t.sentence(t("it brings ", "带来：") + t.joined(alone)), aside=True)
    if also:
        yield Fact("brings", t.sentence(t("with something else it brings ", "符合其他条件时还带来：") + t.joined(also)), aside=True)


def asks_for_grade(tree) -> bool:
    """Whether a condition asks for one's own grade."""
    from xinyong.scheme.when import Name, walk

    return any(isinstance(part, Name) and part.path == ("grade",) for part in walk(tree))


NOTIONS = (Notion("grade", ("grade", "信用等级"), "grades", _grades, _tell_grade, like=lambda scheme, band: band.id),)
