"""Units given by hand, for worked cases."""

import datetime as dt
from pathlib import Path

import pytest

from xinyong.errors import XinyongError
from xinyong.scheme.layout import W_BIRTH
from xinyong.world.by_hand import unit_from
from xinyong.world.fields import fields_of
from xinyong.world.read import read_world

TODAY = (dt.date(2020, 3, 5) - dt.date(1970, 1, 1)).days


@pytest.fixture(scope="module")
def village():
    return read_world(Path(__file__).parent / "good" / "village")


def said(village, row):
    return {f.id: f.read(row[f.word]) for f in fields_of(village)}


def test_what_is_not_said_has_its_default(village):
    rows = unit_from(village, (("head", {}),), TODAY)
    assert said(village, rows[0]) == {
        "kind": "person", "role": "head", "place": "east", "hukou": "rural", "household": "single", "business": "none", "age-band": "18-59",
        "sex": "female", "income": "1", "resident": "no", "aware": "no", "form": "individual-business", "consented:points": "yes"}
    assert rows[0, W_BIRTH] == (1990 - 1900) * 12 << 5


def test_what_is_said_holds(village):
    members = (("head", {"age": "40", "resident": "yes", "hukou": "urban"}), ("child-2", {"age": 7, "sex": "male", "consented": "no"}),
               ("business", {"form": "enterprise", "place": "west"}))
    head, child, firm = (said(village, row) for row in unit_from(fields_of(village), members, TODAY, words=9))
    assert (head["role"], head["age-band"], head["resident"], head["consented:points"]) == ("head", "18-59", "yes", "yes")
    assert (child["role"], child["age-band"], child["sex"], child["consented:points"]) == ("child", "0-17", "male", "no")
    assert (firm["kind"], firm["role"], firm["form"]) == ("organisation", "business", "enterprise")
    assert {m["hukou"] for m in (head, child, firm)} == {"urban"} and {m["place"] for m in (head, child, firm)} == {"west"}
    rows = unit_from(village, members, TODAY, words=9)
    assert rows.shape == (3, 9) and rows[:, W_BIRTH].tolist() == [(1980 - 1900) * 12 << 5, (2013 - 1900) * 12 << 5, 0]


def test_age_and_age_band_follow_from_each_other(village):
    row = unit_from(village, (("head", {"age-band": "60-99"}),), TODAY)[0]
    assert (row[W_BIRTH] >> 5) // 12 == 60 and said(village, row)["age-band"] == "60-99"
    row = unit_from(village, (("head", {"age-band": "60-99", "age": "70"}),), TODAY)[0]
    assert (row[W_BIRTH] >> 5) // 12 == 50


def test_a_subject_may_be_an_organisation(village):
    row = unit_from(village, (("head", {"kind": "organisation", "consented:points": "no"}),), TODAY)[0]
    assert said(village, row)["kind"] == "organisation" and row[W_BIRTH] == 0 and said(village, row)["consented:points"] == "no"


@pytest.mark.parametrize("members, message", [
    ((), "A unit has 1 to 16 members; 0 are given."),
    ((("head", {}),) * 17, "A unit has 1 to 16 members; 17 are given."),
    ((("haed", {}),), "haed is no value of role. Did you mean head?"),
    ((("head", {"incom": "1"}),), "No such attribute: incom. Did you mean income?"),
    ((("head", {"role": "spouse"}),), "No such attribute: role. Known here: age, age-band, "),
    ((("head", {"hukou": "rurl"}),), "rurl is no value of hukou. Did you mean rural?"),
    ((("head", {"kind": "firm"}),), "firm is no value of kind. Its values are person, organisation."),
    ((("head", {"form": "enterprise"}),), "form is of an organisation; this member is a person."),
    ((("business", {"age": "4"}),), "age is of a person; this member is an organisation."),
    ((("head", {"age": "old"}),), "age: a whole number of years from 0 to 120 is expected, not old."),
    ((("head", {"age": "121"}),), "age: a whole number of years from 0 to 120 is expected, not 121."),
    ((("head", {"age": "110"}),), "age: 110 lies in none of the age-bands 0-17, 18-59, 60-99."),
    ((("head", {"age": "70", "age-band": "18-59"}),), "age: 70 is not within the age-band 18-59 of this member."),
    ((("head", {"hukou": "rural"}), ("spouse", {"hukou": "urban"})), "hukou is rural for one member and urban for another"),
])
def test_what_cannot_be_is_told(village, members, message):
    with pytest.raises(XinyongError) as error:
        unit_from(village, members, TODAY)
    assert str(error.value).startswith(message)


def test_nobody_is_born_before_1900(village):
    assert unit_from(village, (("head", {"age": "99"}),), -365 * 30)[0, W_BIRTH] == 1
