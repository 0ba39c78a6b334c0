"""Where a member's attributes stand in its row: each is a few bits of one word of int32, from word W_FIXED on.

Bit 31 of a word is never used, so no word is ever negative. The place stands beside the class in word W_CLASS_PLACE and
is a field like the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from xinyong.scheme.layout import F_MASK, F_SHIFT, F_WORD, FIELD_WIDTH, W_CLASS_PLACE, W_FIXED
from xinyong.world.model import Attribute, World

KINDS = ("person", "organisation")
BUSINESS = "business"
"""The role of organisations."""
NO_YES = ("no", "yes")

PLACE_SHIFT, PLACE_MASK = 16, 0x7FFF
_USABLE_BITS = 31


@dataclass(frozen=True)
class Field:
    """One attribute of a member: `values[(row[word] >> shift) & mask]`."""

    id: str
    index: int
    word: int
    shift: int
    mask: int
    values: tuple[str, ...]
    of: str                         # household | person | organisation | both

    def read(self, word: int) -> str:
        """The value that a word of a row holds."""
        return self.values[(int(word) >> self.shift) & self.mask]


class Fields:
    """A world's fields in order: kind, role, place, the household's, persons', organisations' attributes, consents."""

    def __init__(self, fields: Iterable[Field], roles: tuple[str, ...]):
        self.all = tuple(fields)
        self.roles = roles
        self.words = 1 + max(W_FIXED - 1, *(field.word for field in self.all))
        """Words of a row that fields and the fixed words take up."""
        self._by_id = {field.id: field for field in self.all}

    def __getitem__(self, name: str) -> Field:
        return self._by_id[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_id

    def __iter__(self) -> Iterator[Field]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, name: str) -> Field | None:
        return self._by_id.get(name)

    def of(self, *owners: str) -> tuple[Field, ...]:
        """The fields that belong to a household, person, organisation or both."""
        return tuple(field for field in self.all if field.of in owners)

    def array(self) -> np.ndarray:
        """The rulebook's table of fields (int32, one row a field in order of index)."""
        table = np.zeros((len(self.all), FIELD_WIDTH), dtype=np.int32)
        for field in self.all:
            table[field.index, [F_WORD, F_SHIFT, F_MASK]] = field.word, field.shift, field.mask
        return table


def consented(scheme: str) -> str:
    """The name of the field that holds whether a member has consented to a scheme."""
    return f"consented:{scheme}"


def fields_of(world: World) -> Fields:
    """The fields of a world: a function of its attributes, roles, places and the schemes that ask for consent."""
    roles = roles_of(world)
    wanted = [("kind", "both", KINDS), ("role", "both", roles)]
    for owner in ("household", "person", "organisation", "both"):
        wanted += [(a.id, owner, a.values) for a in attributes_of(world, owner)]
    wanted += [(consented(scheme.id), "both", NO_YES) for scheme in world.schemes if _asks(scheme)]
    places = tuple(place.id for place in world.places)
    packed = [("place", "household", places, (W_CLASS_PLACE, PLACE_SHIFT, PLACE_MASK))]
    used: list[int] = []
    for name, owner, values in wanted:
        packed.append((name, owner, values, _packed(used, len(values))))
    packed[0:3] = packed[1], packed[2], packed[0]
    return Fields((Field(name, index, *where, values, owner)
                   for index, (name, owner, values, where) in enumerate(packed)), roles)


def roles_of(world: World) -> tuple[str, ...]:
    """Every role, in order of first appearance in households.csv; `business` is always among them."""
    return tuple(dict.fromkeys([*(member.role for member in world.members), BUSINESS]))


def attributes_of(world: World, owner: str) -> tuple[Attribute, ...]:
    """A world's attributes of a household, person, organisation or (in the letter) both, in order."""
    return tuple(attribute for attribute in world.attributes if attribute.of == owner)


def _asks(scheme) -> bool:
    return any(value.asked != "not asked" for _, value in scheme.consent.values)


def _packed(used: list[int], values: int) -> tuple[int, int, int]:
    """Word, shift and mask for so many values, in the first word with room; `used` holds the bits taken of each word."""
    bits = max(1, (values - 1).bit_length())
    at = next((i for i, taken in enumerate(used) if taken + bits <= _USABLE_BITS), len(used))
    if at == len(used):
        used.append(0)
    shift = used[at]
    used[at] += bits
    return W_FIXED + at, shift, (1 << bits) - 1
