"""An organisation's code, written from the organisation's number and category and read back.

The structure is that of GB 32100-2015: registering department, category, division, organisation code of nine
characters (GB 11714-1997), check character. The division is `00dddd`, and no place's division begins with 00. The
organisation code begins with MA, as those given out to enterprises since 2015 do, so no organisation's code can look
like a citizen number. A keyed permutation carries the number into `dddd` and the six characters after MA; the category
is the organisation's own trait. So different numbers never share a code, whatever their categories.
"""

from __future__ import annotations

from typing import NamedTuple

from xinyong.codes.check import ALPHABET, gb_11714, gb_32100
from xinyong.codes.permutation import permutation
from xinyong.codes.shape import NOT_SYNTHETIC, kind_of, normalise, require_alphabet, require_digits
from xinyong.errors import CodeError

_DIVISIONS = 10_000
_BASE_LENGTH = 6
_BASES = len(ALPHABET) ** _BASE_LENGTH

ORGANISATIONS_LIMIT = _DIVISIONS * _BASES
"""How many organisations can have a code: 10,000 divisions x 31**6 = 8,875,036,810,000."""

CATEGORIES = {
    "11": "机关", "12": "事业单位", "13": "中央编办直接管理机构编制的群众团体", "19": "机构编制其他",
    "21": "外国常住新闻机构", "29": "外交其他",
    "31": "律师执业机构", "32": "公证处", "33": "基层法律服务所", "34": "司法鉴定机构",
    "35": "仲裁委员会", "39": "司法行政其他",
    "41": "外国在华文化中心", "49": "文化其他",
    "51": "社会团体", "52": "民办非企业单位", "53": "基金会", "59": "民政其他",
    "61": "外国旅游部门常驻代表机构", "62": "港澳台地区旅游部门常驻内地（大陆）代表机构", "69": "旅游其他",
    "71": "宗教活动场所", "72": "宗教院校", "79": "宗教其他",
    "81": "基层工会", "89": "工会其他",
    "91": "企业", "92": "个体工商户", "93": "农民专业合作社",
    "A1": "军队事业单位", "A9": "中央军委改革和编制办公室其他",
    "N1": "组级集体经济组织", "N2": "村级集体经济组织", "N3": "乡镇级集体经济组织", "N9": "农业其他",
    "Y1": "其他",
}  # fmt: skip
"""Registering department and category, the first two characters of a code: those of GB 32100-2015 as amended."""


class Organisation(NamedTuple):
    """What an organisation's code says."""

    number: int
    category: str


def organisation_code(number: int, category: str, *, key: int) -> str:
    """The code, 18 characters, of organisation `number` (0 .. ORGANISATIONS_LIMIT-1) in the world whose key is `key`.

    `category` is one of CATEGORIES, for example 91 for an enterprise. The 17th character is the check of GB 11714-1997,
    the 18th that of GB 32100-2015. ValueError when the number is out of range or the category is none.
    """
    if category not in CATEGORIES:
        raise ValueError(f"{category!r} is no category of an organisation; these are: {', '.join(CATEGORIES)}")
    division, base = divmod(_permutation(key).forward(number), _BASES)
    own = "MA" + _written(base)
    body = f"{category}00{division:04}{own}{gb_11714(own)}"
    return body + gb_32100(body)


def parse_organisation(code: str, key: int) -> Organisation:
    """Number and category of an organisation's code: the inverse of `organisation_code`.

    Spaces, hyphens, full-width and small letters are taken as meant. CodeError tells what is wrong first: length,
    division, a character, the category, a check character. That the organisation exists is for the caller to see.
    """
    text = normalise(code)
    if kind_of(text) != "organisation":
        raise CodeError("This is a person's code; an organisation's has 00 as its third and fourth character.")
    require_alphabet(text)
    if text[8:10] != "MA":
        raise CodeError(f"Characters 9 and 10 of a synthetic organisation's code are MA. {NOT_SYNTHETIC}")
    require_digits(text, 3, 8, "an organisation's code")
    if text[:2] not in CATEGORIES:
        raise CodeError(f"Characters 1 and 2, '{text[:2]}', are no category of an organisation (91 is an enterprise,"
                        " 92 an individual business, 93 a farmers' cooperative, 51 a social organisation,"
                        " 11 a state organ).")
    should = gb_32100(text[:17])
    if text[17] != should:
        raise CodeError(f"The check character (the 18th) is '{text[17]}' and would be '{should}' for the 17 before it:"
                        " a character is mistyped.")
    should = gb_11714(text[8:16])
    if text[16] != should:
        raise CodeError(f"The check character of the organisation code (the 17th) is '{text[16]}' and would be"
                        f" '{should}' for the 8 before it: more than one character is mistyped.")
    place = int(text[4:8]) * _BASES + _read(text[10:16])
    return Organisation(_permutation(key).backward(place), text[:2])


def _permutation(key: int):
    return permutation(ORGANISATIONS_LIMIT, key, "organisation")


def _written(base: int) -> str:
    characters = []
    for _ in range(_BASE_LENGTH):
        base, value = divmod(base, len(ALPHABET))
        characters.append(ALPHABET[value])
    return "".join(reversed(characters))


def _read(characters: str) -> int:
    base = 0
    for character in characters:
        base = base * len(ALPHABET) + ALPHABET.index(character)
    return base
