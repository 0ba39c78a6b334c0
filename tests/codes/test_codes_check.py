"""Check characters against published examples, and against python-stdnum as the independent judge."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_2 as stdnum_mod_11_2

from xinyong.codes.check import ALPHABET, gb_11714, gb_32100, mod_11_2

SEVENTEEN_DIGITS = st.text("0123456789", min_size=17, max_size=17)
SEVENTEEN = st.text(ALPHABET, min_size=17, max_size=17)


def test_iso_7064_examples():
    assert mod_11_2("0794") == "0"
    assert mod_11_2("079") == "X"


def test_gb_11714_example_of_the_standard():
    assert gb_11714("D2143569") == "X"


def test_gb_11714_by_hand():
    assert gb_11714("00000000") == "0"  # 11 is written 0
    assert gb_11714("00000001") == "9"  # 11 - 2
    assert gb_11714("0000000A") == "2"  # 11 - 20 mod 11
    assert gb_11714("0000000Y") == "9"  # Y is 34, not 30: 11 - 68 mod 11
    assert gb_11714("10000010") == "4"  # 11 - (3 + 4)


def test_alphabet_is_that_of_the_judge():
    assert uscc._alphabet == ALPHABET


@given(SEVENTEEN_DIGITS)
def test_gb_11643_agrees_with_both_judges(digits):
    assert mod_11_2(digits) == ric.calc_check_digit(digits + "0") == stdnum_mod_11_2.calc_check_digit(digits)


@given(SEVENTEEN)
def test_gb_32100_agrees_with_the_judge(characters):
    assert gb_32100(characters) == uscc.calc_check_digit(characters)


def _slips(text, alphabet):
    for place in range(len(text)):
        yield from (text[:place] + c + text[place + 1 :] for c in alphabet if c != text[place])
    for place in range(len(text) - 1):
        if text[place] != text[place + 1]:
            yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]


@given(SEVENTEEN_DIGITS)
def test_gb_11643_finds_every_slip(digits):
    for slip in _slips(digits + mod_11_2(digits), "0123456789"):
        assert not slip[:17].isdigit() or mod_11_2(slip[:17]) != slip[17]


@given(SEVENTEEN)
def test_gb_32100_finds_every_slip(characters):
    assert all(gb_32100(slip[:17]) != slip[17] for slip in _slips(characters + gb_32100(characters), ALPHABET))
