"""What users type: leniency, the sentence for each mistake, and "did you mean"."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong import codes
from xinyong.codes.check import ALPHABET, gb_32100, mod_11_2
from xinyong.codes.shape import NOT_SYNTHETIC
from xinyong.errors import CodeError

KEY = 0xC0DE
WORLD = {"key": KEY, "people": 1000, "organisations": 300}
YEAR = 1987


def exists(subject):
    """In this world everybody is born in one year, men have odd numbers, and all organisations are enterprises."""
    if isinstance(subject, codes.Person):
        return subject.birth_year == YEAR and subject.is_male == bool(subject.number % 2)
    return subject.category == "91"


def person(number=7):
    return codes.person_code(number, YEAR, bool(number % 2), key=KEY)


def organisation(number=7):
    return codes.organisation_code(number, "91", key=KEY)


def read(code):
    return codes.read_code(code, **WORLD, exists=exists)


def complaint(code):
    with pytest.raises(CodeError) as caught:
        read(code)
    return str(caught.value)


def put(code, position, character):
    """The code with the character at a position, counted from 1, replaced."""
    return code[: position - 1] + character + code[position:]


def checked(first_17):
    return first_17 + (mod_11_2 if first_17.startswith("00") else gb_32100)(first_17)


@given(st.integers(0, 999))
def test_everybody_is_found(number):
    assert read(person(number)) == codes.Person(number, YEAR, bool(number % 2))
    assert read(organisation(number % 300)) == codes.Organisation(number % 300, "91")


FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in ALPHABET}


@pytest.mark.parametrize("typed", [
    lambda code: f"  {code}\n", lambda code: code.lower(), lambda code: code.translate(FULL_WIDTH),
    lambda code: f"{code[:6]} {code[6:14]}-{code[14:]}",
    lambda code: "\u3000".join(code), lambda code: "\u2013".join(code),
    lambda code: "\ufeff" + "\u00ad".join(code),
    lambda code: code.lower().translate(FULL_WIDTH) + "\u00a0",
])  # fmt: skip
def test_the_way_a_code_is_typed_does_not_matter(typed):
    ending_in_x = next(code for code in map(person, range(1000)) if code.endswith("X"))
    for code in (ending_in_x, organisation()):
        assert codes.normalise(typed(code)) == code
        assert read(typed(code)) == read(code)


MISTAKES = [
    ("", "The code has 0 characters, 18 are expected."),
    ("7", "The code has 1 character, 18 are expected."),
    (person()[:-1], "The code has 17 characters, 18 are expected."),
    (organisation() + "0", "The code has 19 characters, 18 are expected."),
    ("11" + person()[2:], NOT_SYNTHETIC),
    (put(organisation(), 4, "1"), NOT_SYNTHETIC),
    ("中文" * 9, "Character 1 is '中': a unified social credit code has digits and capital letters only."),
    (put(person(), 5, "\x00"), "Character 5 is U+0000: a unified social credit code has digits and capital letters"),
    (put(person(), 5, "٣"), "Character 5 is '٣': a unified social credit code has digits and capital letters only."),
    (put(person(), 1, "O"), "Character 1 is 'O': the letters I, O, S, V and Z are never used in a unified social credit"
                            " code (0?)."),
    (put(organisation(), 12, "z"), "Character 12 is 'Z': the letters I, O, S, V and Z are never used"),
    (put(person(), 15, "A"), "Character 15 is 'A': a person's code has only digits there."),
    (put(person(), 18, "A"), "Character 18 is 'A': a person's code ends with a digit or X."),
    (put(organisation(), 8, "A"), "Character 8 is 'A': an organisation's code has only digits there."),
    (checked("00123419871301001"), "Characters 7 to 14, 19871301, are no birthday: there is no month 13."),
    (checked("00123419870431001"), "Characters 7 to 14, 19870431, are no birthday: month 04 has no day 31."),
    (checked("00123419870400001"), "Characters 7 to 14, 19870400, are no birthday: month 04 has no day 00."),
    (checked("00123419880229001"), "Characters 7 to 14, 19880229, are no birthday: no synthetic person is born on 29"),
    (checked("00123409880228001"), "are no birthday: the year is not from 1800 to 2199."),
    (checked("94" + organisation()[2:17]), "Characters 1 and 2, '94', are no category of an organisation (91 is an"),
    (checked(put(organisation()[:17], 9, "N")), "Characters 9 and 10 of a synthetic organisation's code are MA. This"),
    (codes.person_code(1000, YEAR, False, key=KEY), "is well formed, but none of the world's 1,000 people has it."),
    (codes.person_code(7, YEAR + 1, True, key=KEY), "No such subject in this world"),
    (codes.person_code(7, YEAR, False, key=KEY), "No such subject in this world"),
    (codes.organisation_code(300, "91", key=KEY), "none of the world's 300 organisations has it."),
    (codes.organisation_code(7, "92", key=KEY), "No such subject in this world"),
    (codes.person_code(7, YEAR, True, key=KEY + 1), "No such subject in this world"),
]  # fmt: skip


@pytest.mark.parametrize("code, message", MISTAKES)
def test_each_mistake_has_its_sentence(code, message):
    assert message in complaint(code)


@pytest.mark.parametrize("code", [None, 7, b"7", ["7"]])
def test_what_is_no_text_is_refused(code):
    with pytest.raises(CodeError, match="A code is a text of 18 characters, not .*; write it in quotes"):
        read(code)


def test_a_wrong_check_character_is_told_with_the_right_one():
    for code, should in ((person(), person()[17]), (organisation(), organisation()[17])):
        wrong = "3" if should != "3" else "4"
        assert complaint(put(code, 18, wrong)).startswith(
            f"The check character (the 18th) is '{wrong}' and would be '{should}' for the 17 before it")


def test_a_wrong_check_of_the_organisation_code_alone_is_told():
    code = organisation()
    wrong = "3" if code[16] != "3" else "4"
    assert complaint(checked(put(code[:17], 17, wrong))).startswith(
        f"The check character of the organisation code (the 17th) is '{wrong}' and would be '{code[16]}'")


@given(st.integers(0, 999), st.booleans(), st.integers(3, 18), st.sampled_from(ALPHABET + "IOSVZ中"))
def test_one_mistyped_character_is_found(number, is_person, position, character):
    """Beyond the zeros that mark the division: the only code of this world a slip away is the one that was meant."""
    code = person(number) if is_person else organisation(number % 300)
    slip = put(code, position, character)
    if slip == code:
        assert read(slip)
        return
    said = complaint(slip)
    if not is_person and position in (3, 4) and character in ALPHABET:
        assert said == NOT_SYNTHETIC
    else:
        assert said.endswith(f" Did you mean {code}?")


@given(st.integers(0, 999), st.booleans(), st.integers(5, 17))
def test_two_swapped_neighbours_are_found(number, is_person, position):
    code = person(number) if is_person else organisation(number % 300)
    slip = code[: position - 1] + code[position] + code[position - 1] + code[position + 1 :]
    if slip != code:
        assert complaint(slip).endswith(f" Did you mean {code}?")


def test_of_several_that_may_be_meant_none_is_suggested():
    crowded = {"key": KEY, "people": codes.PEOPLE_LIMIT, "organisations": codes.ORGANISATIONS_LIMIT}
    slip = put(person(), 15, str((int(person()[14]) + 1) % 10))
    assert codes.suggest_code(slip, **WORLD, exists=exists) == person()
    assert codes.suggest_code(slip, **crowded) == ""
    with pytest.raises(CodeError, match="a character is mistyped.$"):
        codes.read_code(slip, **crowded)


def test_nobody_is_suggested_where_nobody_exists():
    slip = put(person(), 18, "3" if person()[17] != "3" else "4")
    assert codes.suggest_code(slip, **WORLD, exists=lambda subject: False) == ""
    assert codes.suggest_code(person(), **WORLD, exists=exists) == ""


@given(st.text("123456789", min_size=1, max_size=1), st.text("0123456789", min_size=3, max_size=3), st.integers(0, 999))
def test_a_code_with_another_division_is_neither_repeated_nor_mended(first, others, number):
    """Whatever looks like a citizen number of a real place is refused without a word about it."""
    body = first + others + person(number)[4:17]
    for code in (body + mod_11_2(body), body + "3", put(body, 9, "A") + "3"):
        said = complaint(code)
        assert said.endswith(NOT_SYNTHETIC)
        assert not re.search(r"\d{4}|mean", said)
        assert codes.suggest_code(code, **WORLD, exists=exists) == ""


@given(st.text(max_size=30) | st.text(ALPHABET + "IOSVZ", min_size=18, max_size=18)
       | st.text("0X9M", min_size=18, max_size=18))
def test_any_text_is_read_or_refused_in_one_sentence(text):
    try:
        read(text)
    except CodeError as error:
        assert str(error) and "\n" not in str(error)
