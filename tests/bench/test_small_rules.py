"""The small rule set written by hand, in C and in NumPy, is the engine's to the bit: two other readings of days, draws and order."""

import pytest

from bench import by_hand, by_numpy, small_rules

PEOPLE, MONTHS = 3_000, 60      # terms of 24 months end, and what was entered under them


@pytest.fixture(scope="module", params=[1, 20])
def lived(request):
    """The engine's outcome of a seed, and what the programs written by hand are given."""
    book, population = small_rules.compile_small()
    living = small_rules.living_of(book, small_rules.minted_of(book, population(PEOPLE, request.param)), request.param, threads=2)
    people = small_rules.people_of(living)
    for _ in range(MONTHS):
        living.step()
    return small_rules.outcome_of(living), small_rules.rules_of(book, request.param), people


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """The C program: without a C compiler this fails, and should."""
    return by_hand.build(str(tmp_path_factory.mktemp("by_hand")))


@pytest.mark.parametrize("threads", [1, 2])
def test_c_ends_as_the_engine_does(lived, compiled, threads):
    engine, rules, people = lived
    world = by_hand.ByHand(compiled, rules, *people)
    world.live(MONTHS, threads)
    assert engine.differs(world.outcome()) == []


def test_numpy_ends_as_the_engine_does(lived):
    engine, rules, people = lived
    world = by_numpy.ByNumpy(rules, *people)
    world.live(MONTHS)
    assert engine.differs(world.outcome()) == []


def test_all_that_the_rules_hold_happens(lived):
    """Each flow is met: nothing agrees only because it never was."""
    engine, _, _ = lived
    assert engine.flows.sum(axis=0).min() > 0
    assert len(set(engine.grade)) > 4
    assert 0 < engine.listed.sum() < PEOPLE / 4


def test_a_difference_is_told(lived, compiled):
    """One kind's points another, and the comparison names what is not the same."""
    engine, rules, people = lived
    world = by_hand.ByHand(compiled, rules, *people)
    world.world.points[4] = -99
    world.live(MONTHS, 1)
    assert {"points", "sums"} <= set(engine.differs(world.outcome()))
