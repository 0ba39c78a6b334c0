"""A second reading of standings against the kernel's, under a scheme that uses every notion of the format, in lives of random scripts.

The scheme is tests/scheme/good/school: two ledgers, a version that begins anew, records that are suspended while disputed, direct grades, lists that
grade and bind by notice, conditions on other ledgers and gaps.
"""

import random
import types
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from xinyong.nation.replay import Alone
from xinyong.nation.script import script_rows
from xinyong.record.ahead import Ahead, _borne
from xinyong.record.because import Because
from xinyong.record.cases import Letter
from xinyong.record.life import UnitLife
from xinyong.record.rules import Rules
from xinyong.record.weigh import Scales
from xinyong.scheme.builtin import find_scheme
from xinyong.scheme.layout import H_P_WIDTH, H_WORDS
from xinyong.scheme.script import parse_event
from xinyong.scheme.values import date, day
from xinyong.world.by_hand import unit_from
from xinyong.world.calendar import month_index

SCHOOL = Path(__file__).parents[1] / "scheme" / "good" / "school"
FIRST, MONTHS, LIVES = day("2019-09-01"), 96, 150
LAST = day("2027-08-31")


class School:
    """The school's letter, in which pupils live random scripts."""

    def __init__(self):
        letter = Letter(find_scheme(str(SCHOOL)))
        self.world, self.book = letter.world, letter.book
        self.rules = Rules(self.book)
        self.acts = sorted({act["id"] for act in self.rules.acts})
        quiet = np.zeros((MONTHS, len(self.world.places), max(1, self.book[H_P_WIDTH])), np.int64)
        self.alone = Alone(self.book, quiet, month_index(FIRST), 0)

    def pupil(self, seed: int) -> types.SimpleNamespace:
        """One life: what `Ahead` asks of a record."""
        luck = random.Random(seed)
        leaning = luck.choices(self.acts, k=luck.randrange(1, 8))
        events = [parse_event(self._event(luck, leaning)) for _ in range(luck.randrange(3, 40))]
        rows = unit_from(self.world, [("head", {"age": luck.choice([5, 9, 12]), "enrolled": "yes"})], FIRST, words=self.book[H_WORDS])
        whole = UnitLife(self.rules, rows, self.alone.trace(0, rows, script_rows(self.book, events, {"head": 0})), LAST)
        return types.SimpleNamespace(whole=whole, member=0, rules=self.rules, life=whole.member(0), as_of=LAST)

    def _event(self, luck: random.Random, leaning: list[str]) -> str:
        on = date(FIRST + luck.randrange(LAST - FIRST))
        kind = luck.random()
        if kind < 0.7:
            return f"{on} enter {luck.choice(leaning)} amount={luck.randrange(1, 60)} severity={luck.randrange(1000)}"
        if kind < 0.85:
            return f"{on} file {luck.choice([r['id'] for r in self.rules.remedies])}{luck.choice([' right=no', ''])}"
        return f"{on} set consented={luck.choice(['yes', 'no'])}"


@pytest.fixture(scope="module")
def pupils():
    school = School()
    return [school.pupil(seed) for seed in range(LIVES)]


def turning_days(pupil) -> list[int]:
    days = {int(d) for d in pupil.whole._trace[:, 0]}
    return sorted(d for x in days for d in (x - 1, x) if d >= FIRST)


def test_every_notion_was_lived(pupils):
    """Records that ended by time, by a remedy and by a new beginning; lists left by rule and by time; suspended records; three measures."""
    how = Counter(e.how for p in pupils for e in p.life.entries)
    exits = Counter(s.how for p in pupils for s in p.life.listings)
    assert all(how[x] for x in ("time", "remedy", "lapse")) and all(exits[x] for x in ("time", "rule"))
    assert any(f.suspends for p in pupils for f in p.life.filings)
    assert len({s.what for p in pupils for s in p.life.measures}) >= 3


def test_scores(pupils):
    for p in pupils:
        for on in turning_days(p):
            for ledger in range(len(p.rules.ledgers)):
                score = p.life.score(ledger, on)
                if score is not None:
                    start, floor, ceiling = p.rules.limits(ledger, on)
                    points = sum(e.points for e in p.life.live(on) if p.rules.acts[e.act]["ledger"] == ledger)
                    assert score == min(max(start + points, floor), ceiling), date(on)


def test_grades(pupils):
    for p in pupils:
        for on in turning_days(p):
            score = p.life.score(0, on)
            grades = [p.rules.band_of(0, score, on)["id"]] if score is not None else []
            grades += [p.rules.acts[e.act]["grade"] for e in p.life.entries if _graded(p, e, on)]
            grades += [rule["grade"] for i, rule in enumerate(p.rules.lists) if p.life.on(i, on)]
            known = [g for g in grades if p.rules.rank(0, g, on)] if score is not None else []
            assert p.life.grade(0, on) == min(known, key=lambda g: p.rules.rank(0, g, on), default=""), date(on)


def _graded(p, entry, on: int) -> bool:
    disputed = any(f.suspends and f.day <= on and (f.decided is None or on < f.decided) for f in entry.filings)
    return bool(p.rules.acts[entry.act]["grade"]) and entry.day <= on < p.life.grade_end(entry) and not disputed


def test_measures(pupils):
    for p in pupils:
        ahead = Ahead(p)
        for on in turning_days(p):
            assert {s.what for s in p.life.borne(on)} == {m for m, rule in enumerate(p.rules.measures) if _borne(ahead, rule, on, {})}, date(on)


def test_lists_have_their_ground_and_say_so(pupils):
    for p in pupils:
        because = Because(p.whole, 0)
        for listing in p.life.listings:
            rule = p.rules.lists[listing.list]
            assert Scales(p.whole, 0, listing.day, rule["scheme"]).weigh(rule["grounds"][listing.ground]["when"]).value
            chain = because.listing(listing)
            assert [link["link"] for link in chain[:2]] == ["list", "ground"] and len(chain) > 2
            assert all(link["document"] or link["why"] for link in chain)
