"""Codes of persons and organisations: structure, round trip, and that none can be anybody's."""

import datetime
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent

from xinyong import codes
from xinyong.errors import CodeError

KEYS = st.integers(0, 2**64 - 1)
PEOPLE = st.integers(0, codes.PEOPLE_LIMIT - 1)
ORGANISATIONS = st.integers(0, codes.ORGANISATIONS_LIMIT - 1)
YEARS = st.integers(1800, 2199)
CATEGORIES = st.sampled_from(sorted(codes.CATEGORIES))


@given(PEOPLE, YEARS, st.booleans(), KEYS)
def test_a_persons_code_is_read_back(number, year, is_male, key):
    code = codes.person_code(number, year, is_male, key=key)
    assert codes.parse_person(code, key) == (number, year, is_male)


@given(PEOPLE, YEARS, st.booleans(), KEYS)
def test_a_persons_code_has_the_structure_of_gb_11643(number, year, is_male, key):
    code = codes.person_code(number, year, is_male, key=key)
    assert len(code) == 18 and code[:17].isdigit() and code.startswith("00")
    assert ric.calc_check_digit(code) == code[17]
    assert ric.get_birth_date(code) == datetime.date(year, *codes.birthday(number, key=key))
    assert int(code[16]) % 2 == is_male


@given(PEOPLE, YEARS, st.booleans(), KEYS)
def test_the_judge_rejects_every_persons_code_for_its_place_alone(number, year, is_male, key):
    code = codes.person_code(number, year, is_male, key=key)
    assert not ric.is_valid(code)
    with pytest.raises(InvalidComponent):
        ric.get_birth_place(code)


def test_no_division_of_a_code_is_a_place():
    """All ten thousand divisions, with the day of birth put at each year a place's code may have been given out in."""
    for division in range(10_000):
        with pytest.raises(InvalidComponent):
            ric.get_birth_place(f"00{division:04}199001010008")


@given(ORGANISATIONS, CATEGORIES, KEYS)
def test_an_organisations_code_is_read_back(number, category, key):
    code = codes.organisation_code(number, category, key=key)
    assert codes.parse_organisation(code, key) == (number, category)


@given(ORGANISATIONS, CATEGORIES, KEYS)
def test_an_organisations_code_has_the_structure_of_gb_32100(number, category, key):
    code = codes.organisation_code(number, category, key=key)
    assert len(code) == 18 and code[:2] == category and code[2:4] == "00" and code[8:10] == "MA"
    assert uscc.calc_check_digit(code[:17]) == code[17]
    assert uscc.is_valid(code) == category.isdigit()  # the judge knows no registering department A, N or Y
    assert not ric.is_valid(code)


@given(ORGANISATIONS, CATEGORIES, KEYS)
def test_an_organisations_own_code_has_the_check_of_gb_11714(number, category, key):
    own = codes.organisation_code(number, category, key=key)[8:17]
    values = ["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(c) for c in own[:8]]
    check = 10 if own[8] == "X" else int(own[8])
    assert (sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2))) + check) % 11 == 0


def test_the_limits_are_wide_enough():
    assert codes.PEOPLE_LIMIT == 365 * 10**4 * 500 > 1_400_000_000
    assert codes.ORGANISATIONS_LIMIT > 2**31


def test_codes_of_many_neighbours_differ():
    people = {codes.person_code(n, 1990, True, key=9) for n in range(20_000)}
    firms = {codes.organisation_code(n, "91", key=9) for n in range(20_000)}
    assert len(people) == len(firms) == 20_000


def test_year_and_sex_change_nothing_else():
    code = codes.person_code(123_456_789, 1950, False, key=3)
    other = codes.person_code(123_456_789, 2003, True, key=3)
    assert code[:6] == other[:6] and code[10:16] == other[10:16]
    assert (code[6:10], other[6:10]) == ("1950", "2003")
    assert int(other[14:17]) == int(code[14:17]) + 1


@given(st.lists(PEOPLE, min_size=1, max_size=30), KEYS)
def test_birthdays_of_many_are_those_of_each(numbers, key):
    months, days = codes.birthdays(np.array(numbers), key)
    assert months.dtype == days.dtype == np.int16
    assert list(zip(months.tolist(), days.tolist())) == [codes.birthday(n, key=key) for n in numbers]


def test_birthdays_fall_evenly_on_365_days():
    months, days = codes.birthdays(np.arange(730_000), 11)
    count = np.bincount(months * 100 + days, minlength=1300)
    assert (count > 0).sum() == 365 and count[229] == 0
    chi_squared = ((count[count > 0] - 2000) ** 2 / 2000).sum()
    assert abs(chi_squared - 364) < 5 * (2 * 364) ** 0.5


def test_numpy_numbers_are_taken():
    code = codes.person_code(np.int64(5), np.int16(1990), np.bool_(True), key=np.uint64(2**63 + 1))
    assert code == codes.person_code(5, 1990, True, key=2**63 + 1)


@pytest.mark.parametrize("make, message", [
    (lambda: codes.person_code(codes.PEOPLE_LIMIT, 1990, True, key=1), "1825000000 is not in 0 .. 1824999999"),
    (lambda: codes.person_code(-1, 1990, True, key=1), "-1 is not in"),
    (lambda: codes.person_code(1, 1799, True, key=1), "birth year 1799 is not in 1800 .. 2199"),
    (lambda: codes.birthdays(np.array([0, codes.PEOPLE_LIMIT]), 1), "not all in 0 .. 1824999999"),
    (lambda: codes.organisation_code(codes.ORGANISATIONS_LIMIT, "91", key=1), "is not in 0 .."),
    (lambda: codes.organisation_code(1, "94", key=1), "'94' is no category of an organisation; these are: 11, 12,"),
])  # fmt: skip
def test_arguments_out_of_range_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_reading_the_other_kind_says_so():
    with pytest.raises(CodeError, match="This is an organisation's code; a person's begins with 00"):
        codes.parse_person(codes.organisation_code(1, "91", key=1), 1)
    with pytest.raises(CodeError, match="This is a person's code; an organisation's has 00 as its third"):
        codes.parse_organisation(codes.person_code(1, 1990, True, key=1), 1)


def test_public_names_are_sorted_and_there():
    assert codes.__all__ == sorted(codes.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert all(hasattr(codes, name) for name in codes.__all__)


def test_importing_loads_neither_numba_nor_numpy():
    """`xinyong --help` answers at once only if this floor is cheap to import."""
    loaded = "import sys, xinyong.codes; print(sorted({'numba', 'numpy'} & set(sys.modules)))"
    before = "import sys, xinyong; print(sorted({'numba', 'numpy'} & set(sys.modules)))"
    said = [subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True).stdout
            for text in (loaded, before)]
    assert said[0] == said[1]
