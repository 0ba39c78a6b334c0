"""Unified social credit codes (统一社会信用代码) of synthetic subjects, computed from their numbers and back.

Nothing is looked up in a table and nothing is kept: a keyed permutation makes every code unique. Every division begins
with 00 and names no place, so no code here can be a real person's or organisation's.

`person_code`, `parse_person`, `birthday` and `birthdays` are for people (GB 11643-1999, ISO 7064), `organisation_code`
and `parse_organisation` for organisations (GB 32100-2015, GB 11714-1997), `read_code` and `suggest_code` for what users
type.
"""

from xinyong.codes.organisation import (
    CATEGORIES,
    ORGANISATIONS_LIMIT,
    Organisation,
    organisation_code,
    parse_organisation,
)
from xinyong.codes.person import BIRTH_YEARS, PEOPLE_LIMIT, Person, birthday, birthdays, parse_person, person_code
from xinyong.codes.reading import read_code, suggest_code
from xinyong.codes.shape import normalise

__all__ = [
    "BIRTH_YEARS",
    "CATEGORIES",
    "ORGANISATIONS_LIMIT",
    "PEOPLE_LIMIT",
    "Organisation",
    "Person",
    "birthday",
    "birthdays",
    "normalise",
    "organisation_code",
    "parse_organisation",
    "parse_person",
    "person_code",
    "read_code",
    "suggest_code",
]
