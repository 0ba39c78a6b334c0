"""Minting: who lives in a world, from their numbers alone."""

import dataclasses
import datetime as dt
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from slow_mint import SlowMint, philox

from xinyong import codes
from xinyong.errors import CodeError, XinyongError
from xinyong.kernel.seeds import code_key, luck_key
from xinyong.scheme.layout import W_BIRTH
from xinyong.world.model import District, Member, Weight
from xinyong.world.population import Population
from xinyong.world.read import read_world

SEED = 20200101


@pytest.fixture(scope="module")
def village():
    return read_world(Path(__file__).parent / "good" / "village")


@pytest.fixture(scope="module")
def three_thousand(village):
    return Population(village, 3000, SEED)


def value(population, row, name):
    field = population.fields[name]
    return field.values[(int(row[field.word]) >> field.shift) & field.mask]


def column(population, rows, name):
    field = population.fields[name]
    return np.array(field.values)[(rows[:, field.word] >> field.shift) & field.mask]


def units_of(minted):
    return [minted.rows[a:b] for a, b in zip(minted.offsets, minted.offsets[1:])]


def only(world, attributes, weights, members, places=("here",)):
    """The world with these attributes, weights and members, all certain where one value has all the weight."""
    basis, place = world.places[0].basis, world.places[0].place
    by_id = {a.id: a for a in world.attributes}
    return dataclasses.replace(
        world, attributes=tuple(dataclasses.replace(by_id[id], values=values) for id, values in attributes),
        weights=tuple(Weight(attribute, given, value, Fraction(weight), basis, place) for attribute, given, value, weight in weights),
        members=tuple(Member(household, role, role, given, basis, place) for household, role, given in members),
        places=tuple(District(id, world.label, Fraction(1), basis, place) for id in places))


@pytest.fixture
def certain(village):
    """Everybody rural and 40; a couple with a firm in every household: worked by hand."""
    return only(village, [("hukou", ("rural", "urban")), ("age-band", ("40-40",)), ("sex", ("female", "male")), ("form", ("enterprise",))],
                [("hukou", (), "rural", 1), ("hukou", (), "urban", 0), ("age-band", (), "40-40", 3),
                 ("sex", (("role", ("head",)),), "female", 1), ("sex", (("head.sex", ("female",)),), "male", 1), ("form", (), "enterprise", 2)],
                [("pair", "head", ()), ("pair", "business", (("hukou", ("rural",)),)), ("pair", "spouse", ()),
                 ("pair", "child", (("hukou", ("urban",)),))])


# ---- known answers


def test_a_world_without_chance_is_as_worked_out_by_hand(certain):
    population = Population(certain, 20, SEED)
    assert (population.units, population.persons, population.organisations, population.subjects) == (10, 20, 10, 30)
    minted = population.mint()
    assert minted.offsets.tolist() == list(range(0, 31, 3))
    for rows in units_of(minted):
        assert [value(population, r, "role") for r in rows] == ["head", "spouse", "business"]
        assert [value(population, r, "kind") for r in rows] == ["person", "person", "organisation"]
        assert [value(population, r, "sex") for r in rows[:2]] == ["female", "male"]
        assert {value(population, r, "hukou") for r in rows} == {"rural"}
        assert rows[2, W_BIRTH] == 0


def test_everything_is_as_a_slow_reading_of_the_files_has_it(village, three_thousand):
    slow, minted, number = SlowMint(village, SEED), three_thousand.mint(), 0
    for unit, rows in enumerate(units_of(minted)):
        members, persons = slow.unit(unit, number, 3000)
        number += persons
        assert len(members) == len(rows)
        for member, row in zip(members, rows):
            for field in three_thousand.fields:
                assert field.read(row[field.word]) == member.get(field.id, field.values[0])
            born = member.get("born")
            assert row[W_BIRTH] == (((born.year - 1900) * 12 + born.month - 1) << 5 | born.day - 1 if born else 0)
    assert number == 3000


def test_philox_of_the_slow_reading_is_the_published_one():
    """Random123's known answers for philox4x32-7."""
    assert philox((0, 0, 0, 0), (0, 0)) == (0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48)


def test_rongcheng_is_minted():
    world = read_world("rongcheng")
    population = Population(world, 20_000, SEED)
    slow, minted, number = SlowMint(world, SEED), population.mint(), 0
    for unit, rows in enumerate(units_of(minted)[:300]):
        members, persons = slow.unit(unit, number, 20_000)
        number += persons
        for member, row in zip(members, rows, strict=True):
            assert all(value(population, row, name) == member[name] for name in member if name in population.fields)


# ---- relations


@pytest.mark.parametrize("name, given", [("hukou", "place"), ("household", None), ("income", "hukou")])
def test_values_are_as_frequent_as_their_weights(village, name, given):
    """Chi-square with a fixed seed, one test for each combination of what the attribute depends on; for income, of those who earn."""
    population = Population(village, 60_000, SEED)
    minted = population.mint()
    rows = minted.rows[minted.offsets[:-2]]                                     # heads; the cut unit is left out
    spread = {"hukou": {"east": (9, 1), "west": (1, 1)}, "household": {None: (30, 70)}, "income": {"rural": (5, 4, 1), "urban": (0, 1, 1)}}[name]
    for parent, weights in spread.items():
        among = rows if given is None else rows[column(population, rows, given) == parent]
        counts = Counter(column(population, among, name))
        chi = 0
        for v, weight in zip(population.fields[name].values, weights):
            expected = len(among) * weight / sum(weights)
            if weight == 0:
                assert counts[v] == 0
            else:
                chi += (counts[v] - expected) ** 2 / expected
        assert len(among) > 1000 and chi < 13.8                                 # 0.001 at two degrees of freedom


def test_ages_are_spread_evenly_over_their_band(village):
    population = Population(village, 60_000, SEED)
    rows = population.mint().rows
    head = (column(population, rows, "role") == "head") & (column(population, rows, "age-band") == "18-59")
    months = (dt.date(2020, 1, 1).year - 1900) * 12 - (rows[head, W_BIRTH] >> 5)
    # born on 1 January: the birthday is today, at exactly twelve months a year
    ages = np.where((rows[head, W_BIRTH] & 31) + (months % 12) == 0, months // 12, (months - (months % 12 == 0)) // 12)
    counts = np.bincount(ages, minlength=60)[18:60]
    assert counts.sum() == head.sum()
    assert ((counts - counts.mean()) ** 2 / counts.mean()).sum() < 74.7          # 0.001 at 41 degrees of freedom


def test_a_larger_world_holds_the_same_people(village):
    small, large = Population(village, 1000, SEED).mint(), Population(village, 2000, SEED).mint()
    whole = len(small.offsets) - 2                                              # all units but the cut one
    end = small.offsets[whole]
    assert (small.offsets[: whole + 1] == large.offsets[: whole + 1]).all()
    assert (small.rows[:end] == large.rows[:end]).all()
    persons = len(small.rows) - end
    assert (small.rows[end] == large.rows[end]).all() and persons >= 1


def test_another_seed_gives_other_people(village):
    assert (Population(village, 500, 1).mint().rows[:400] != Population(village, 500, 2).mint().rows[:400]).any()
    assert luck_key(1) != luck_key(2) and code_key(1) != code_key(2) != luck_key(2)[0] | luck_key(2)[1] << 32


def test_an_attribute_that_others_do_not_ask_about_changes_nobody_else(village):
    """Draws are keyed by names: taking an attribute away re-deals none of the others."""
    without = dataclasses.replace(village, attributes=tuple(a for a in village.attributes if a.id != "resident"),
                                  weights=tuple(w for w in village.weights if w.attribute != "resident"))
    a, b = Population(village, 3000, SEED), Population(without, 3000, SEED)
    x, y = a.mint(), b.mint()
    assert (x.offsets == y.offsets).all() and (x.rows[:, W_BIRTH] == y.rows[:, W_BIRTH]).all()
    for field in b.fields:
        assert (column(a, x.rows, field.id) == column(b, y.rows, field.id)).all()


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(village, threads):
    ours, one = Population(village, 9000, SEED, threads=threads), Population(village, 9000, SEED, threads=1)
    assert all((a == b).all() for a, b in zip(ours.cells, one.cells))
    assert all((a == b).all() for a, b in zip(ours.mint(7), one.mint(7)))


def test_each_unit_alone_is_as_among_all(village):
    population = Population(village, 9000, SEED)
    all_at_once = units_of(population.mint(9))
    again = Population(village, 9000, SEED, cells=population.cells)
    assert len(all_at_once) == population.units == again.units and again.subjects == population.subjects
    for unit in [*range(0, population.units, 37), 1023, 1024, 2047, 2048, population.units - 1]:
        assert (again.mint_one(unit, 9) == all_at_once[unit]).all()


@pytest.mark.parametrize("first, last", [(0, 0), (0, 1), (0, 1024), (1024, 1100), (1024, 2048), (2048, None), (0, 1500), (0, None)])
def test_a_shard_is_a_part_of_the_whole(village, first, last):
    population = Population(village, 9000, SEED)
    whole, part = population.mint(), population.mint(first=first, last=last)
    end = population.units if last is None else last
    assert (part.offsets == whole.offsets[first : end + 1] - whole.offsets[first]).all()
    assert (part.rows == whole.rows[whole.offsets[first] : whole.offsets[end]]).all()


def test_rows_have_the_width_that_is_asked_for(three_thousand):
    narrow, wide = three_thousand.mint(), three_thousand.mint(20)
    width = three_thousand.fields.words
    assert narrow.rows.shape == (three_thousand.subjects, width) and wide.rows.shape == (three_thousand.subjects, 20)
    assert narrow.rows.dtype == np.int32 and narrow.offsets.dtype == np.uint32
    assert (wide.rows[:, :width] == narrow.rows).all() and not wide.rows[:, width:].any() and (narrow.rows >= 0).all()
    with pytest.raises(ValueError, match="too narrow"):
        three_thousand.mint(width - 1)


# ---- who lives together


def test_households_are_composed_as_the_files_say(village, three_thousand):
    for rows in units_of(three_thousand.mint())[:-1]:
        head = rows[0]
        roles = ["head"]
        if value(three_thousand, head, "household") == "family":
            roles += ["spouse", "child"]
            roles += ["parent"] if value(three_thousand, head, "hukou") == "rural" else []
            roles += ["business"] if value(three_thousand, head, "business") == "shop" else []
        assert [value(three_thousand, r, "role") for r in rows] == roles
        for name in ("place", "hukou", "household", "business"):
            assert len({value(three_thousand, r, name) for r in rows}) == 1
        for row, role in zip(rows, roles):
            if role == "spouse":
                assert value(three_thousand, row, "sex") != value(three_thousand, head, "sex")
                assert value(three_thousand, row, "age-band") == value(three_thousand, head, "age-band")
            if role == "business":
                assert value(three_thousand, row, "form") == (
                    "enterprise" if value(three_thousand, head, "income") == "3" else "individual-business")
                assert value(three_thousand, row, "income") == "1"              # persons' attributes: the first value
            else:
                assert value(three_thousand, row, "form") == "individual-business"


@pytest.mark.parametrize("people", range(12))
def test_there_are_exactly_as_many_persons_as_asked_for(village, people):
    population = Population(village, people, SEED)
    minted = population.mint()
    kinds = column(population, minted.rows, "kind") if people else np.array([])
    assert (kinds == "person").sum() == people == population.persons
    assert (kinds == "organisation").sum() == population.organisations
    assert len(minted.offsets) == population.units + 1 and minted.offsets[-1] == population.subjects
    assert population.cell_persons[-1] == people and population.cell_organisations[-1] == population.organisations


def test_the_last_unit_keeps_its_head_and_its_firms(certain):
    population = Population(certain, 3, SEED)
    assert (population.units, population.organisations) == (2, 2)
    assert [value(population, r, "role") for r in population.mint_one(1)] == ["head", "business"]
    assert population.unit_of_organisation(1) == (1, 1)
    whole = Population(certain, 4, SEED)
    assert (population.mint_one(1)[[0, 1]] == whole.mint_one(1)[[0, 2]]).all()


def test_a_world_of_one_type_of_household_need_not_name_it(certain):
    assert "household" not in {a.id for a in certain.attributes}
    two = dataclasses.replace(certain, members=certain.members + (dataclasses.replace(certain.members[0], household="lone"),))
    with pytest.raises(XinyongError, match="several types of household"):
        Population(two, 10, SEED)


# ---- ages, birthdays, codes


def test_everybody_has_the_age_of_their_band_on_the_worlds_first_day(village):
    for first in (dt.date(2020, 1, 1), dt.date(2019, 7, 1)):
        world = dataclasses.replace(village, first=(first - dt.date(1970, 1, 1)).days)
        population = Population(world, 2000, SEED)
        rows = population.mint().rows
        persons = rows[column(population, rows, "kind") == "person"]
        for number, row in enumerate(persons):
            month, day = codes.birthday(number, key=code_key(SEED))
            year = 1900 + (row[W_BIRTH] >> 5) // 12
            assert ((row[W_BIRTH] >> 5) % 12 + 1, (row[W_BIRTH] & 31) + 1) == (month, day)
            age = first.year - year - ((month, day) > (first.month, first.day))
            low, high = map(int, value(population, row, "age-band").split("-"))
            assert low <= age <= high


def test_nobody_is_born_before_1900(certain):
    aged = dataclasses.replace(certain, first=(dt.date(1950, 1, 1) - dt.date(1970, 1, 1)).days,
                               attributes=tuple(dataclasses.replace(a, values=("60-60",)) if a.id == "age-band" else a for a in certain.attributes),
                               weights=tuple(dataclasses.replace(w, value="60-60") if w.attribute == "age-band" else w for w in certain.weights))
    population = Population(aged, 2000, SEED)
    births = population.mint().rows[:, W_BIRTH]
    assert ((births > 0) == (np.arange(len(births)) % 3 < 2)).all() and births.max() < 24 << 5


def test_codes_lead_to_their_subjects_and_back(village, three_thousand):
    seen = set()
    for unit, rows in enumerate(units_of(three_thousand.mint())):
        if unit % 5 and unit < three_thousand.units - 3:
            continue
        for member in range(len(rows)):
            code = three_thousand.code_of(unit, member)
            assert three_thousand.find(code) == (unit, member)
            seen.add(code)
            assert ("MA" in code) == (value(three_thousand, rows[member], "kind") == "organisation")
    assert len(seen) > 600


def test_numbers_lead_to_units_and_members(three_thousand):
    minted, persons, organisations = three_thousand.mint(), 0, 0
    for unit, rows in enumerate(units_of(minted)):
        for member, row in enumerate(rows):
            if value(three_thousand, row, "kind") == "person":
                assert three_thousand.unit_of_person(persons) == (unit, member)
                persons += 1
            else:
                assert three_thousand.unit_of_organisation(organisations) == (unit, member)
                organisations += 1
    for number in (-1, persons):
        with pytest.raises(IndexError):
            three_thousand.unit_of_person(number)
    with pytest.raises(IndexError):
        three_thousand.unit_of_organisation(organisations)


def test_codes_say_sex_birth_and_form(three_thousand):
    for unit in range(0, three_thousand.units, 7):
        rows = three_thousand.mint_one(unit)
        for member, row in enumerate(rows):
            code = three_thousand.code_of(unit, member)
            if value(three_thousand, row, "kind") == "person":
                assert int(code[16]) % 2 == (value(three_thousand, row, "sex") == "male")
                assert int(code[6:10]) == 1900 + (row[W_BIRTH] >> 5) // 12
            else:
                assert code[:2] == {"individual-business": "92", "enterprise": "91"}[value(three_thousand, row, "form")]


def test_a_code_with_another_year_or_sex_is_nobodys(three_thousand):
    code = three_thousand.code_of(3, 0)
    person = codes.parse_person(code, code_key(SEED))
    other = codes.person_code(person.number, person.birth_year - 1, person.is_male, key=code_key(SEED))
    with pytest.raises(CodeError, match="No such subject"):
        three_thousand.find(other)
    other = codes.person_code(person.number, person.birth_year, not person.is_male, key=code_key(SEED))
    with pytest.raises(CodeError, match="No such subject"):
        three_thousand.find(other)
    other = codes.organisation_code(0, "51", key=code_key(SEED))
    with pytest.raises(CodeError, match="No such subject"):
        three_thousand.find(other)


def test_a_slip_in_a_code_is_told_with_the_code_that_was_meant(three_thousand):
    code = three_thousand.code_of(7, 0)
    slip = code[:15] + str((int(code[15]) + 1) % 10) + code[16:]
    with pytest.raises(CodeError, match="Did you mean|mistyped"):
        three_thousand.find(slip)


def test_without_an_attribute_for_it_sex_is_anybodys(village):
    world = dataclasses.replace(village, attributes=tuple(a for a in village.attributes if a.id != "sex"),
                                weights=tuple(w for w in village.weights if w.attribute != "sex"))
    population = Population(world, 400, SEED)
    male = [int(population.code_of(unit, 0)[16]) % 2 for unit in range(population.units)]
    assert 0.35 < sum(male) / len(male) < 0.65
    assert population.find(population.code_of(9, 0)) == (9, 0)


# ---- consent


def test_as_many_consent_as_practice_has_it(village):
    population = Population(village, 20_000, SEED)
    consents = column(population, population.mint().rows, "consented:points") == "yes"
    assert abs(consents.mean() - 0.7) < 0.012
    silent = dataclasses.replace(village, practice=dataclasses.replace(village.practice, consent={}))
    population = Population(silent, 2000, SEED)
    assert (column(population, population.mint().rows, "consented:points") == "no").all()


# ---- what cannot be minted


def test_what_no_file_says_is_told(certain):
    gap = dataclasses.replace(certain, weights=tuple(w for w in certain.weights if w.given != (("head.sex", ("female",)),)))
    with pytest.raises(XinyongError, match="no row with a weight for the sex of a member"):
        Population(gap, 10, SEED).mint()
    empty = dataclasses.replace(certain, members=tuple(m for m in certain.members if m.role == "business"))
    with pytest.raises(XinyongError, match="puts nobody into this household"):
        Population(empty, 10, SEED)


def test_too_many_or_too_few_people_are_refused(village):
    for people in (-1, codes.PEOPLE_LIMIT + 1):
        with pytest.raises(XinyongError, match="people cannot be minted"):
            Population(village, people, SEED)
    with pytest.raises(ValueError, match="cells of 100"):
        Population(village, 90, SEED, cells=Population(village, 100, SEED).cells)


def test_a_household_of_more_than_sixteen_is_refused(certain):
    crowd = dataclasses.replace(certain, members=(*certain.members, *[dataclasses.replace(certain.members[2], member=f"m{i}") for i in range(16)]))
    with pytest.raises(XinyongError, match="more than 16 members"):
        Population(crowd, 10, SEED)


def test_an_attribute_with_too_many_combinations_is_refused(village):
    values = tuple(f"v{i}" for i in range(128))
    attributes = tuple(dataclasses.replace(a, values=values) if a.id in ("hukou", "household", "business") else a for a in village.attributes)
    basis, place = village.places[0].basis, village.places[0].place
    rows = tuple(Weight("resident", ((name, ("v1",)),), "yes", Fraction(1), basis, place) for name in ("hukou", "household", "business", "income", "sex"))
    with pytest.raises(XinyongError, match="too many combinations"):
        Population(dataclasses.replace(village, attributes=attributes, weights=rows, members=()), 10, SEED)


def test_weights_beyond_machine_words_are_exact(certain):
    """A weight of one in 10^12 beside its rest: sums are made with whole numbers of any size."""
    world = dataclasses.replace(certain, weights=tuple(
        dataclasses.replace(w, weight=Fraction(1, 10**12) if w.value == "urban" else 1 - Fraction(1, 10**12)) if w.attribute == "hukou" else w
        for w in certain.weights))
    assert (Population(world, 20, SEED).mint().rows == Population(certain, 20, SEED).mint().rows).all()
