"""Reading a code that somebody typed: whose it is in this world, or what is wrong with it and what may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xinyong.codes.check import ALPHABET
from xinyong.codes.organisation import Organisation, parse_organisation
from xinyong.codes.person import Person, parse_person
from xinyong.codes.shape import LENGTH, kind_of, normalise
from xinyong.errors import CodeError

Subject = Person | Organisation


def anyone(subject: Subject) -> bool:
    """The predicate that takes every subject within the world's numbers for one that exists."""
    return True


def read_code(code: str, *, key: int, people: int, organisations: int,
              exists: Callable[[Subject], bool] = anyone) -> Subject:
    """The person or organisation that a typed code belongs to.

    `people` and `organisations` are the world's counts: numbers run from 0 to one less. `exists` says whether a subject
    within them is as the code has it (a person's year of birth and sex, an organisation's category). CodeError tells
    in one sentence what is wrong and, when exactly one other code is one slip away and belongs to somebody, asks
    whether that was meant.
    """
    text = normalise(code)
    try:
        subject = _parse(text, key)
    except CodeError as error:
        meant = suggest_code(text, key=key, people=people, organisations=organisations, exists=exists)
        if meant:
            raise CodeError(f"{error} Did you mean {meant}?") from None
        raise
    if not _is_here(subject, people, organisations, exists):
        raise CodeError(f"No such subject in this world: the code is well formed, but none of the world's"
                        f" {_whom(subject, people, organisations)} has it.")
    return subject


def suggest_code(code: str, *, key: int, people: int, organisations: int,
                 exists: Callable[[Subject], bool] = anyone) -> str:
    """The one code of this world that is a single mistyped character or two swapped neighbours away, or "".

    "" too when there are several, when nothing is wrong, and for whatever is not synthetic: no advice is given on it.
    Let `exists` check traits: a person's other years of birth are slips away too, and make several of one.
    """
    text = normalise(code)
    try:
        kind_of(text)
    except CodeError:
        return ""
    found = []
    for candidate in _one_slip_away(text):
        try:
            subject = _parse(candidate, key)
        except CodeError:
            continue
        if _is_here(subject, people, organisations, exists):
            found.append(candidate)
            if len(found) > 1:
                return ""
    return found[0] if found else ""


def _parse(text: str, key: int) -> Subject:
    return parse_person(text, key) if kind_of(text) == "person" else parse_organisation(text, key)


def _is_here(subject: Subject, people: int, organisations: int, exists: Callable[[Subject], bool]) -> bool:
    count = people if isinstance(subject, Person) else organisations
    return subject.number < count and exists(subject)


def _whom(subject: Subject, people: int, organisations: int) -> str:
    return f"{people:,} people" if isinstance(subject, Person) else f"{organisations:,} organisations"


def _one_slip_away(text: str) -> Iterator[str]:
    """Every text that differs from this one in one character, or in the order of two neighbours that differ."""
    for place in range(LENGTH):
        for character in ALPHABET:
            if character != text[place]:
                yield text[:place] + character + text[place + 1 :]
    for place in range(LENGTH - 1):
        if text[place] != text[place + 1]:
            yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]
