"""Where attributes stand in a row."""

import dataclasses
from pathlib import Path

import pytest

from xinyong.scheme.layout import FIELD_WIDTH, W_CLASS_PLACE, W_FIXED
from xinyong.scheme.model import History
from xinyong.world.fields import fields_of
from xinyong.world.read import read_world


@pytest.fixture(scope="module")
def village():
    return read_world(Path(__file__).parent / "good" / "village")


def test_fields_come_in_order_and_know_their_values(village):
    fields = fields_of(village)
    assert [f.id for f in fields] == ["kind", "role", "place", "hukou", "household", "business", "age-band", "sex", "income", "resident", "aware",
                                      "form", "consented:points"]
    assert [f.index for f in fields] == list(range(len(fields)))
    assert fields.roles == ("head", "spouse", "child", "parent", "business") == fields["role"].values
    assert fields["kind"].values == ("person", "organisation") and fields["consented:points"].values == ("no", "yes")
    assert fields.get("nothing") is None and "sex" in fields and fields["place"].values == ("east", "west")
    assert [f.id for f in fields.of("organisation")] == ["form"]


def test_place_stands_beside_the_class_and_has_fifteen_bits(village):
    place = fields_of(village)["place"]
    assert (place.word, place.shift, place.mask) == (W_CLASS_PLACE, 16, 0x7FFF)
    assert place.read(1 << 16 | 77) == "west"


def test_fields_do_not_overlap_and_leave_the_sign_alone(village):
    """Thirty attributes of 128 values: four to a word of 31 bits."""
    wide = tuple(dataclasses.replace(village.attributes[0], id=f"a{i}", values=tuple(f"v{v}" for v in range(128))) for i in range(30))
    fields = fields_of(dataclasses.replace(village, attributes=wide))
    taken = {}
    for field in fields:
        bits = field.mask << field.shift
        assert 0 < bits < 1 << 31 and taken.get(field.word, 0) & bits == 0 and len(field.values) <= field.mask + 1
        taken[field.word] = taken.get(field.word, 0) | bits
    assert fields.words == max(taken) + 1 == W_FIXED + 8


def test_a_field_of_one_value_still_has_a_bit(village):
    lone = dataclasses.replace(village.attributes[0], values=("only",))
    assert fields_of(dataclasses.replace(village, attributes=(lone,)))["hukou"].mask == 1


def test_the_rulebooks_table_is_the_fields(village):
    fields = fields_of(village)
    table = fields.array()
    assert table.shape == (len(fields), FIELD_WIDTH) and table.dtype == "int32"
    assert [tuple(row) for row in table] == [(f.word, f.shift, f.mask) for f in fields]


def test_only_a_scheme_that_asks_has_a_field_for_consent(village):
    silent = dataclasses.replace(village.schemes[0], consent=History(()))
    assert "consented:points" not in fields_of(dataclasses.replace(village, schemes=(silent,)))
