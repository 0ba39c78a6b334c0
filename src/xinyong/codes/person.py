"""A person's code, written from the person's number and read back.

The code has the structure of a citizen number (GB 11643-1999): division, birthday, serial whose last digit is odd for
men, check character. The division is `00dddd`, and no place's division begins with 00. A keyed permutation carries the
number into day of the year, `dddd` and serial without its sex; year of birth and sex are the person's own traits. So
different numbers never share a code, and a person's birthday follows from the number.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, NamedTuple

from xinyong.codes.check import mod_11_2
from xinyong.codes.permutation import permutation
from xinyong.codes.shape import DIGITS, kind_of, normalise, require_alphabet, require_digits, shown
from xinyong.errors import CodeError

if TYPE_CHECKING:
    import numpy as np

_DIVISIONS = 10_000
_SERIALS = 500
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CALENDAR = tuple((month, day) for month, length in enumerate(_LENGTHS, start=1) for day in range(1, length + 1))
_DAY_OF = {birthday: place for place, birthday in enumerate(_CALENDAR)}

PEOPLE_LIMIT = len(_CALENDAR) * _DIVISIONS * _SERIALS
"""How many people can have a code: 365 days x 10,000 divisions x 500 serials = 1,825,000,000."""

BIRTH_YEARS = range(1800, 2200)
"""The years of birth that a code may carry."""


class Person(NamedTuple):
    """What a person's code says."""

    number: int
    birth_year: int
    is_male: bool


def person_code(number: int, birth_year: int, is_male: bool, *, key: int) -> str:
    """The code, 18 characters, of person `number` (0 .. PEOPLE_LIMIT-1) in the world whose key, 64 bits, is `key`.

    `birth_year` is in BIRTH_YEARS. Month and day are those of `birthday`. The check character is that of GB 11643-1999
    (ISO 7064 MOD 11-2). ValueError when number or year is out of range.
    """
    year = index(birth_year)
    if year not in BIRTH_YEARS:
        raise ValueError(f"birth year {year} is not in {BIRTH_YEARS.start} .. {BIRTH_YEARS.stop - 1}")
    day_of_year, division, serial = _parts(number, key)
    month, day = _CALENDAR[day_of_year]
    body = f"00{division:04}{year}{month:02}{day:02}{2 * serial + bool(is_male):03}"
    return body + mod_11_2(body)


def parse_person(code: str, key: int) -> Person:
    """Number, year of birth and sex of a person's code: the inverse of `person_code`.

    Spaces, hyphens, full-width digits and a small x are taken as meant. CodeError tells what is wrong first: length,
    division, a character, the date, the check character. That the person exists is for the caller to see.
    """
    text = normalise(code)
    if kind_of(text) != "person":
        raise CodeError("This is an organisation's code; a person's begins with 00.")
    require_alphabet(text)
    require_digits(text, 1, 17, "a person's code")
    if text[17] not in DIGITS + "X":
        raise CodeError(f"Character 18 is {shown(text[17])}: a person's code ends with a digit or X.")
    day_of_year = _read_date(text)
    should = mod_11_2(text[:17])
    if text[17] != should:
        raise CodeError(f"The check character (the 18th) is '{text[17]}' and would be '{should}' for the 17 before it:"
                        " a character is mistyped.")
    serial, sex = divmod(int(text[14:17]), 2)
    place = (day_of_year * _DIVISIONS + int(text[2:6])) * _SERIALS + serial
    return Person(_permutation(key).backward(place), int(text[6:10]), sex == 1)


def birthday(number: int, *, key: int) -> tuple[int, int]:
    """Month (1 .. 12) and day (1 .. 31) of person `number`'s birth, as the code has them; never 29 February.

    ValueError when the number is not in 0 .. PEOPLE_LIMIT-1.
    """
    return _CALENDAR[_parts(number, key)[0]]


def birthdays(numbers: np.ndarray, key: int) -> tuple[np.ndarray, np.ndarray]:
    """`birthday` of many: two int16 arrays, months and days, in the shape of the integer array `numbers`.

    ValueError when a number is not in 0 .. PEOPLE_LIMIT-1.
    """
    import numpy as np

    day_of_year = _permutation(key).forward_many(numbers) // (_DIVISIONS * _SERIALS)
    months, days = np.array(_CALENDAR, dtype=np.int16).T
    return months[day_of_year], days[day_of_year]


def _permutation(key: int):
    return permutation(PEOPLE_LIMIT, key, "person")


def _parts(number: int, key: int) -> tuple[int, int, int]:
    """Day of the year from 0, last four digits of the division, serial without its sex."""
    rest, serial = divmod(_permutation(key).forward(number), _SERIALS)
    day_of_year, division = divmod(rest, _DIVISIONS)
    return day_of_year, division, serial


def _read_date(text: str) -> int:
    """The day of the year, from 0, of characters 7 to 14."""
    year, month, day = int(text[6:10]), int(text[10:12]), int(text[12:14])
    where = f"Characters 7 to 14, {text[6:14]}, are no birthday"
    if year not in BIRTH_YEARS:
        raise CodeError(f"{where}: the year is not from {BIRTH_YEARS.start} to {BIRTH_YEARS.stop - 1}.")
    if not 1 <= month <= 12:
        raise CodeError(f"{where}: there is no month {month:02}.")
    if (month, day) == (2, 29):
        raise CodeError(f"{where}: no synthetic person is born on 29 February.")
    if (month, day) not in _DAY_OF:
        raise CodeError(f"{where}: month {month:02} has no day {day:02}.")
    return _DAY_OF[month, day]
