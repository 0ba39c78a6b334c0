"""Scores with assumed bins are told as ranges; which conclusions about them hold over the range, and which do not."""

import math
from fractions import Fraction

import pytest

import xinyong as xy
from xinyong.record.bins import SETS, BinSet, admissible, is_assumed, scores
from xinyong.record.living import Conditions
from xinyong.record.subject import Record

HISTORY, BEHAVIOUR, CAPACITY, IDENTITY, CONNECTIONS = range(5)
NOTHING = (5, 2, 1, 1, 1)
"""The bins of a customer of middling income of whom nothing is known: the last of each feature, and `income >= 2`."""


def having(**bins) -> tuple[int, ...]:
    places = {"history": HISTORY, "behaviour": BEHAVIOUR, "capacity": CAPACITY, "identity": IDENTITY, "connections": CONNECTIONS}
    found = list(NOTHING)
    for feature, bin in bins.items():
        found[places[feature]] = bin
    return tuple(found)


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> xy.Run:
    return xy.run("side-by-side", people=120, months=4, seed=2, out=tmp_path_factory.mktemp("bins") / "county.duckdb", progress=lambda _: None)


@pytest.fixture(scope="module")
def card(county):
    return next(ledger["card"] for ledger in county.names["ledgers"] if ledger["scheme"] == "sesame-like")


def test_a_set_by_hand():
    """Weights 1 and 3, points 20 and 80: (20 + 240) / 4 = 65 of 100; of 350 to 950 that is 740."""
    assert BinSet((1, 3), ((0, 20), (80,))).score(350, 950, (1, 0)) == 740


def test_sets_are_admissible_and_always_the_same(card):
    found = admissible(card)
    assert len(found) == SETS and found == admissible(card) and len(set(found)) == SETS
    for each in found:
        for feature, weight, points in zip(card["features"], each.weights, each.points):
            own, before = feature["weights"][-1][1], [b["points"] for b in feature["bins"]]
            assert own <= 2 * weight and weight <= 2 * own and all(0 <= p <= 100 for p in points)
            assert all((x < y) == (a < b) and (x == y) == (a == b) for x, a in zip(before, points) for y, b in zip(before, points))


@pytest.mark.parametrize(("better", "worse"), [
    (NOTHING, having(history=0)), (having(history=1), having(history=0)), (NOTHING, having(history=1)), (having(history=4), NOTHING),
    (NOTHING, having(behaviour=0)), (having(behaviour=1), NOTHING), (having(capacity=0), NOTHING), (having(identity=0), NOTHING),
], ids=["a listing costs", "while listed more than after", "the mark after a listing costs", "bills help", "games cost", "children help", "income helps", "a profile helps"])
def test_conclusions_that_hold_over_the_range(card, better, worse):
    """Lower with no admissible set of bins and weights, and higher with nearly every one: with a small weight and bins close together both come to the same point."""
    pairs = list(zip(scores(card, better), scores(card, worse)))
    assert all(a >= b for a, b in pairs) and sum(a > b for a, b in pairs) > 0.95 * SETS


@pytest.mark.parametrize(("one", "other"), [
    (having(behaviour=0), having(history=3)), (having(capacity=2), having(history=1)), (having(identity=0), having(behaviour=1)),
], ids=["games cost more than a late payment", "being poor costs more than having been listed", "a profile helps more than a child"])
def test_conclusions_that_do_not_hold(card, one, other):
    """In some sets the one is the lower, in others the other: nothing may be concluded."""
    signs = {a < b for a, b in zip(scores(card, one), scores(card, other))}
    assert signs == {True, False}


def test_that_the_listed_are_poor_is_no_conclusion(card):
    """Below 550 in many sets, and not in as many others."""
    poor = sum(s < 550 for s in scores(card, having(history=0)))
    assert SETS // 4 < poor < 3 * SETS // 4


def test_a_record_tells_the_range(county, card):
    code = county.find("age >= 18 and sesame-like.score > 0", limit=1)[0]
    record = county.record(code)
    standing = {s["scheme"]: s for s in record.standings}
    found = standing["sesame-like"]["range"]
    assert found["sets"] == SETS == sum(found["grades"].values()) and 350 <= found["low"] < standing["sesame-like"]["score"] < found["high"] <= 950
    assert standing["rongcheng"]["range"] is None and standing["ebay"]["range"] is None and standing["experian-uk"]["range"]["sets"] == SETS
    from xinyong.cli.life import Screen
    from xinyong.cli.output import console

    out = console()
    with out.capture() as caught:
        out.print(Screen(record, "en", 100).standing())
    assert f"over {SETS} sets" in " ".join(caught.get().split())


def test_what_was_read_is_not_varied(county):
    """eBay's levels were read in its pages."""
    rules = Conditions.of(county).rules
    by_scheme = {ledger["scheme"]: ledger["card"] for ledger in rules.ledgers if ledger["card"]}
    assert not is_assumed(by_scheme["ebay"]) and is_assumed(by_scheme["sesame-like"])


def test_a_score_is_the_sum_of_what_its_explanation_lists(county):
    """Low, and of the range each feature's points by its weight: by the explanation alone, of everybody and every card, half up to a whole point."""
    conditions = Conditions.of(county)
    seen = 0
    for unit in range(0, conditions.population.units, 2):
        life = conditions.live(unit, conditions.last_day)
        for j in range(len(life)):
            record = Record(county, conditions, unit, j, life, conditions.last_day)
            for ledger, about in enumerate(conditions.rules.ledgers):
                if not about["card"] or record.life.score(ledger, record.as_of) is None:
                    continue
                shown, *features = record.because.score(ledger, record.as_of)
                low, high = shown["low"], shown["high"]
                parts = Fraction(sum(f["weight"] * f["points"] for f in features), 100 * sum(f["weight"] for f in features))
                assert len(features) == len(about["card"]["features"])
                assert math.floor(low + (high - low) * parts + Fraction(1, 2)) == conditions.rules.points(ledger, record.life.score(ledger, record.as_of))
                seen += 1
    assert seen > 100
