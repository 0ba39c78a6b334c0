"""Which combinations occur is found exactly; compared here with brute force over everything."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinyong.scheme.model import Basis, Label, Place
from xinyong.scheme.problems import Problems
from xinyong.scheme.source import File, Text
from xinyong.scheme.when import read_condition
from xinyong.world.given import flatten
from xinyong.world.model import Attribute, Conduct, Member, Trait, Weight
from xinyong.world.rates import largest_factor
from xinyong.world.read import read_world
from xinyong.world.support import Support, check_population

NOWHERE, GUESS = Place("w", 1, 1), Basis("assumption", why="tests")
VILLAGE = Path(__file__).parent / "good" / "village"


def test_children_of_the_village_are_minors():
    village = read_world(VILLAGE)
    support = Support("person", village.attributes, ("east", "west"), village.members, village.weights)
    names, found = support.of(["role", "age-band", "household"])
    assert names == ("household", "role", "age-band")
    assert found == {("single", "head", "18-59"), ("single", "head", "60-99"), ("family", "head", "18-59"), ("family", "head", "60-99"),
                     ("family", "spouse", "18-59"), ("family", "spouse", "60-99"), ("family", "child", "0-17"), ("family", "parent", "60-99")}
    firms = Support("organisation", village.attributes, ("east", "west"), village.members, village.weights)
    assert firms.of(["role", "business", "household"])[1] == {("family", "shop", "business")}
    assert firms.of(["head.age-band"])[1] == {("18-59",), ("60-99",)}


@st.composite
def tables(draw):
    """Three household attributes a, b, c of two values, each perhaps depending on those before it."""
    rows, attributes = [], [Attribute("household", "household", ("h",), Label("h"), NOWHERE)]
    rows.append(Weight("household", (), "h", Fraction(1), GUESS, NOWHERE))
    for index, name in enumerate("abc"):
        attributes.append(Attribute(name, "household", ("0", "1"), Label(name), NOWHERE))
        for line in range(draw(st.integers(0, 4))):
            asked = tuple((other, (draw(st.sampled_from("01")),)) for other in "abc"[:index] if draw(st.booleans()))
            rows.append(Weight(name, asked, draw(st.sampled_from("01")), Fraction(draw(st.integers(0, 1))), GUESS,
                               Place("w", 10 * index + line, 1)))
    return tuple(attributes), tuple(rows)


def brute(rows, attributes):
    """All full assignments that can occur, the combinations nothing is said of, and clashes, by trying everything."""
    alive, uncovered, clashes = [{"household": "h"}], False, False
    for attribute in attributes[1:]:
        following = []
        mine = [row for row in rows if row.attribute == attribute.id]
        for known in alive:
            holding = [row for row in mine if all(known[name] in values for name, values in row.given)]
            brings = {row.value for row in holding if row.weight > 0}
            uncovered |= not brings
            clashes |= len({row.value for row in holding}) < len(holding)
            following += [known | {attribute.id: value} for value in brings]
        alive = following
    return alive, uncovered, clashes


@settings(max_examples=300, deadline=None)
@given(tables())
def test_support_is_what_trying_everything_finds(made):
    attributes, rows = made
    alive, uncovered, clashes = brute(rows, attributes)
    support = Support("household", attributes, ("p",), (), rows)
    for size in range(4):
        for names in itertools.combinations("abc", size):
            if not uncovered:
                assert support.of(names)[1] == {tuple(known[name] for name in names) for known in alive}
    problems = Problems()
    head = Member("h", "m", "head", (), GUESS, NOWHERE)
    check_population(attributes, ("p",), (head,), rows, problems)
    assert bool(problems.errors) == (uncovered or clashes or any(all(r.attribute != a.id for r in rows) for a in attributes))


def test_too_many_combinations_are_refused():
    attributes = tuple(Attribute(f"a{i}", "household", tuple(str(v) for v in range(100)), Label(""), NOWHERE) for i in range(4))
    rows = [Weight(a.id, (), value, Fraction(1), GUESS, NOWHERE) for a in attributes[:3] for value in a.values]
    rows += [Weight("a3", tuple((f"a{i}", ("0",)) for i in range(3)), "0", Fraction(1), GUESS, NOWHERE)]
    problems = Problems()
    check_population(attributes, ("p",), (), tuple(rows), problems)
    assert "more than 200,000 combinations" in str(problems.errors[0])


# --- given ------------------------------------------------------------------------------------------------------------

KNOWN = {"hukou": ("rural", "urban"), "income": ("1", "2", "3"), "age-band": ("0-17", "18-99"), "head.income": ("1", "2", "3")}


def flat(text: str):
    problems = Problems()
    condition = read_condition(Text(text, File("w", text), 1, 1), "when", problems)
    return flatten(condition, "when", KNOWN, problems, ages=(0, 18, 60)), [str(p) for p in problems.errors]


@pytest.mark.parametrize(("text", "found"), [
    ("true", ()),
    ("hukou == rural", (("hukou", ("rural",)),)),
    ("income in (1, 3) and age-band == 18-99", (("income", ("1", "3")), ("age-band", ("18-99",)))),
    ("income in (1, 2) and income in (2, 3)", (("income", ("2",)),)),
    ("head.income == 2", (("head.income", ("2",)),)),
    ("age < 18", (("age", ("0",)),)),
    ("age >= 18", (("age", ("18", "60")),)),
    ("age <= 17", (("age", ("0",)),)),
    ("age > 17 and age < 60", (("age", ("18",)),)),
])
def test_conjunctions_are_flattened(text, found):
    assert flat(text) == (found, [])


@pytest.mark.parametrize("text", ["hukou != rural", "not hukou == rural", "hukou == rural or income == 1", "income < 2", "income == 4",
                                  "age < 17", "age == 18", "rural == hukou", "age < 0", "has(x)", "hukou", "age >= 18 and age < 18"])
def test_all_else_is_refused(text):
    found, errors = flat(text)
    assert found is None and errors


# --- rates ------------------------------------------------------------------------------------------------------------

@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.dictionaries(st.sampled_from("abc"), st.sets(st.sampled_from("012"), min_size=1), min_size=1),
                          st.fractions(0, 4, max_denominator=4)), max_size=7))
def test_the_largest_factor_is_what_trying_everybody_finds(made):
    traits = tuple(Trait("any", tuple((name, tuple(sorted(values))) for name, values in asked.items()), factor, GUESS, NOWHERE)
                   for asked, factor in made)
    kind = Conduct("k", Label("k"), "person", "bad", Fraction(1), Fraction(50), ((1, 1),), ((0, 1),), GUESS, "", NOWHERE)
    most = Fraction(0)
    for combination in itertools.product("012", repeat=3):
        somebody = dict(zip("abc", combination))
        factor = Fraction(1)
        for trait in traits:
            if trait.factor > 1 and all(somebody[name] in values for name, values in trait.given):
                factor *= trait.factor
        most = max(most, factor)
    assert largest_factor(kind, traits) == min(most, 50)
