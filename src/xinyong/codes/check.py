"""Check characters of the three standards a code is made after.

A mistyped character, or two swapped neighbours, always makes the last check character of an 18-character code wrong:
both its systems, MOD 11-2 and MOD 31-3, find every such mistake.
"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a unified social credit code in order of value: digits and letters without I, O, S, V, Z."""

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS_31 = tuple(pow(3, place, 31) for place in range(17))
_WEIGHTS_11714 = (3, 7, 9, 10, 5, 8, 4, 2)


def mod_11_2(digits: str) -> str:
    """ISO 7064 MOD 11-2: the check character, 0 to 9 or X, that follows any number of digits.

    Of GB 11643-1999 when there are 17 of them. ValueError when something else than digits is among them.
    """
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(1 - rest) % 11]


def gb_11714(base: str) -> str:
    """GB 11714-1997: the check character, 0 to 9 or X, that follows the 8 characters of an organisation code.

    11 less the sum of value times weight (3, 7, 9, 10, 5, 8, 4, 2) modulo 11; 10 is written X and 11 is written 0.
    Values are those of the standard's own 36 characters, A = 10 to Z = 35, not those of the 31 of GB 32100.
    ValueError when `base` has not 8 characters of the 36.
    """
    total = sum(int(character, 36) * weight for character, weight in zip(base, _WEIGHTS_11714, strict=True))
    return "0123456789X"[-total % 11]


def gb_32100(first_17: str) -> str:
    """GB 32100-2015: the 18th character of a unified social credit code, from the 17 before it.

    31 less the sum of value times weight (powers of 3 modulo 31) modulo 31, written in ALPHABET; 31 is written 0.
    KeyError when a character is not of ALPHABET, ValueError when there are not 17.
    """
    total = sum(_VALUE[character] * weight for character, weight in zip(first_17, _WEIGHTS_31, strict=True))
    return ALPHABET[-total % 31]
