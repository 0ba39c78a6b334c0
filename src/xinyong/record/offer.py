"""Whom to look at: typical and striking lives, some at random, some of whom a condition holds."""

from __future__ import annotations

import random
from dataclasses import dataclass

from xinyong.kernel.draws import CELL_UNITS
from xinyong.record.expression import AT_END
from xinyong.record.finding import Finder
from xinyong.record.living import Conditions
from xinyong.record.rules import Rules
from xinyong.record.subject import Record
from xinyong.record.words import say

AT_RANDOM, LIKE = 3, 5


@dataclass(frozen=True)
class Offer:
    """A subject to look at. `why`: some of typical, lowest, highest, listed, restricted, granted, organisation, random, like."""

    code: str
    why: tuple[str, ...]
    record: Record

    def to_dict(self) -> dict:
        """As `xinyong record RUN --json` prints it."""
        r = self.record
        return {"code": self.code, "synthetic": True, "why": list(self.why), "kind": r.kind, "about": {lang: few_words(r, lang) for lang in ("en", "zh")}}


def offers(run, *, like: str | None = None, luck: random.Random | None = None) -> list[Offer]:
    """Some subjects of a run; with `like`, only such of whom that condition holds at the end. SchemeError tells what is wrong with it."""
    luck = luck or random.Random()
    conditions = Conditions.of(run)
    if like is not None:
        chosen = [("like", place) for place in _like(run, conditions, like, luck)]
    else:
        chosen = [(s["why"], (s["unit"], s["member"])) for s in run.query("select why, unit, member from striking")]
        chosen += [("random", place) for place in _anybody(conditions, luck)]
    whys: dict[tuple[int, int], list[str]] = {}
    for why, place in chosen:
        whys.setdefault(place, []).append(why)
    return [Offer(record.code, tuple(why), record) for record, why in zip(_at(run, conditions, whys), whys.values())]


def _at(run, conditions: Conditions, places) -> list[Record]:
    day = conditions.last_day
    return [Record(run, conditions, unit, member, conditions.live(unit, day), day) for unit, member in places]


def _anybody(conditions: Conditions, luck: random.Random) -> list[tuple[int, int]]:
    population = conditions.population
    numbers = luck.sample(range(population.people), min(AT_RANDOM, population.people))
    return [population.unit_of_person(n) for n in numbers]


def _like(run, conditions: Conditions, like: str, luck: random.Random) -> list[tuple[int, int]]:
    """Some of whom the condition holds, from cells in an order of chance."""
    finder = Finder(conditions, run.world, like, when=AT_END)
    units = conditions.population.units
    cells = list(range(-(-units // CELL_UNITS)))
    luck.shuffle(cells)
    found: list[tuple[int, int]] = []
    for cell in cells:
        here = finder.within(cell * CELL_UNITS, min((cell + 1) * CELL_UNITS, units))
        found += luck.sample(here, min(LIKE - len(found), len(here)))
        if len(found) == LIKE:
            break
    return found


def few_words(record: Record, lang: str) -> str:
    """Who it is, in one line: `person of 54, Chengshan town, 780 points, grade C, 16 records`."""
    rules: Rules = record.rules
    who = say(lang, record.kind)
    if record.kind == "person":
        who = say(lang, "of age", age=record.whole.age(record.member, record.as_of))
    parts = [who, record.place["label"][lang]]
    for scheme, slot in rules.slot_of.items():
        grade = record.life.grade(slot, record.as_of)
        score = record.life.score(rules.shown_ledger(scheme), record.as_of)
        of = f"{rules.schemes[scheme]['label'][lang]} " if len(rules.slot_of) > 1 else ""
        if score is not None:
            parts.append(of + f"{rules.points(rules.shown_ledger(scheme), score):g} {say(lang, 'points')}, {say(lang, 'grade')} {rules.grade_label(slot, grade, lang)}")
        elif not of:                                    # of several systems, those that do not grade the subject are left out
            parts.append(say(lang, "no grade"))
    parts.append(say(lang, "n records", n=len(record.life.entries)))
    return ("，" if lang == "zh" else ", ").join(parts)
