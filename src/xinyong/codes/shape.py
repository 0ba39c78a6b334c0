"""What any code must look like before its parts are read: 18 characters, in a division that is no place.

Reading is lenient about how a code was typed (`normalise`) and strict about what it says.
"""

from __future__ import annotations

import unicodedata

from xinyong.codes.check import ALPHABET
from xinyong.errors import CodeError

LENGTH = 18
DIGITS = "0123456789"
NOT_SYNTHETIC = "This is not a synthetic code; Xinyong looks up synthetic subjects only."


def normalise(code: str) -> str:
    """A code as typed, in the one way it is written: full-width forms (NFKC) and lower case are changed, spaces,
    hyphens, dashes and invisible characters are left out. Nothing else is; CodeError when it is no text at all."""
    if not isinstance(code, str):
        raise CodeError(f"A code is a text of {LENGTH} characters, not {type(code).__name__}; write it in quotes.")
    text = unicodedata.normalize("NFKC", code)
    kept = (c for c in text if not (c.isspace() or c == "\u2212" or unicodedata.category(c) in ("Pd", "Cf")))
    return "".join(kept).upper()


def kind_of(text: str) -> str:
    """`person` or `organisation`, of a normalised code: where the two zeros stand that make its division no place.

    Looks at the length and at those zeros only, and takes a character that no code ever has for a mistyped zero.
    CodeError when one is wrong: of what cannot be a synthetic code, mistyped or not, nothing else is said.
    """
    if len(text) != LENGTH:
        raise CodeError(f"The code has {len(text)} character{'' if len(text) == 1 else 's'}, {LENGTH} are expected.")
    if _may_mean_zeros(text[0:2]):
        return "person"
    if _may_mean_zeros(text[2:4]):
        return "organisation"
    raise CodeError(NOT_SYNTHETIC)


def require_alphabet(text: str) -> None:
    """CodeError when a character is none of the 31 that a unified social credit code is written in."""
    for position, character in enumerate(text, start=1):
        if character not in ALPHABET:
            raise CodeError(f"Character {position} is {shown(character)}: {_why_never(character)}.")


def require_digits(text: str, first: int, last: int, what: str) -> None:
    """CodeError unless characters `first` to `last`, counted from 1, are digits; `what` names where they stand."""
    for position in range(first, last + 1):
        if text[position - 1] not in DIGITS:
            raise CodeError(f"Character {position} is {shown(text[position - 1])}: {what} has only digits there.")


def shown(character: str) -> str:
    """A character in quotes, or by its number where it could not be seen."""
    return f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}"


def _may_mean_zeros(pair: str) -> bool:
    return all(c == "0" or c not in ALPHABET for c in pair)


def _why_never(character: str) -> str:
    if character in "IOSVZ":
        look = {"I": " (1?)", "O": " (0?)", "S": " (5?)", "V": " (U or Y?)", "Z": " (2?)"}[character]
        return f"the letters I, O, S, V and Z are never used in a unified social credit code{look}"
    return "a unified social credit code has digits and capital letters only"
