"""The world china: the census's provinces, the cities in them with what is in force there, and its size."""

from __future__ import annotations

from datetime import date

import pytest

import xinyong as xy
from xinyong.errors import RunError
from xinyong.run import plan as plans
from xinyong.scheme.layout import H_WORDS
from xinyong.world import check_world

CENSUS = 1_409_778_724          # the 31 provinces, 1 November 2020
LOCAL = {"beijing", "hangzhou", "hangzhou-huixin", "jinan", "nanjing", "rongcheng", "shanghai", "shenzhen", "suqian", "suzhou",
         "weihai", "wendeng", "wendeng-villages", "xiamen", "yiwu"}


@pytest.fixture(scope="module")
def china():
    world, problems = check_world("china")
    assert not problems
    return world


def test_the_provinces_are_those_of_the_census(china):
    provinces = [place for place in china.places if not place.part_of]
    assert len(provinces) == 31 and len({place.tile for place in provinces}) == 31
    assert sum(place.weight for place in china.places) * 1000 == CENSUS


@pytest.mark.parametrize(("province", "people"), [("guangdong", 126_012_510), ("shandong", 101_527_453), ("zhejiang", 64_567_588), ("tibet", 3_648_100)])
def test_a_city_is_taken_out_of_its_province(china, province, people):
    whole = [place for place in china.places if province in (place.id, place.part_of)]
    assert sum(place.weight for place in whole) * 1000 == people


def test_what_is_local_holds_in_its_city_alone_and_from_its_day(china):
    somewhere = {rule.scheme: rule for rule in china.in_force if rule.places}
    assert set(somewhere) == LOCAL
    assert somewhere["weihai"].places == ("weihai", "rongcheng", "wendeng")
    assert {id for id, rule in somewhere.items() if "hangzhou" in rule.places} == {"hangzhou", "hangzhou-huixin"}
    first = {scheme.id: scheme.first for scheme in china.schemes}
    assert all(rule.first == first[id] for id, rule in somewhere.items())
    assert date.fromordinal(somewhere["beijing"].first + date(1970, 1, 1).toordinal()) == date(2019, 5, 15)


class Book(dict):
    """A rulebook of which only the width of a row is asked."""


def test_the_nation_at_its_real_size_needs_memory_and_the_arithmetic_is_told(monkeypatch):
    book = Book({H_WORDS: 25})
    monkeypatch.setattr(plans, "memory", lambda: 400 * 2**30)
    plans.check_memory(book, 1_400_000_000)
    monkeypatch.setattr(plans, "memory", lambda: 20 * 2**30)
    with pytest.raises(RunError) as refused:
        plans.check_memory(book, 1_400_000_000)
    # 1.4e9 x 160 bytes = 224e9 bytes = 209 GiB; nine tenths of 20 GiB are 18, which 120,795,955 persons fill
    assert str(refused.value) == ("--people 1,400,000,000 of about 160 bytes each need some 209 GiB of memory, and 18 of this machine's may be used: "
                                  "expected 0 to 120,795,000 persons.")


def test_the_nation_at_its_real_size_is_no_mistake_in_the_command():
    assert plans.plan(xy.load_world("china"), 1_400_000_000, 1, None, 1).people == 1_400_000_000
