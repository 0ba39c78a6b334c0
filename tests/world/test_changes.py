"""What the days on which versions change may change for everybody: no more than is so, since on such a day everybody is judged."""

from dataclasses import replace

import pytest

from xinyong.scheme.layout import CH_ALL, CH_DATES, CH_GRADE
from xinyong.scheme.values import date
from xinyong.world.read import read_world
from xinyong.world.rulebook import changes_of, epochs_of


@pytest.fixture(scope="module")
def rongcheng():
    return read_world("rongcheng")


def changes(world) -> dict[str, int]:
    epochs = epochs_of(world)
    return {str(date(day)): changed for day, changed in zip(epochs, changes_of(world, epochs))}


def with_scheme(world, **fields):
    return replace(world, schemes=(replace(world.schemes[0], **fields),))


def test_days_of_rongcheng(rongcheng):
    found = changes(rongcheng)
    assert found["2014-01-01"] & CH_ALL
    assert found["2017-01-01"] == CH_GRADE | CH_DATES        # other grades, kept records
    assert found["2019-01-01"] == 0                          # other acts, kept records
    assert found["2021-06-18"] == CH_ALL | CH_DATES          # score and grants hang on consent from here on


def test_records_that_lapse_change_everything(rongcheng):
    day = next(day for day in rongcheng.schemes[0].transitions if str(date(day)) == "2019-01-01")
    lapsing = with_scheme(rongcheng, transitions={**rongcheng.schemes[0].transitions, day: "lapse"})
    assert changes(lapsing)["2019-01-01"] == CH_ALL


@pytest.mark.parametrize("fields, changed", [({}, 0), ({"of": "person"}, CH_ALL), ({"without": ("score",)}, CH_ALL)])
def test_consent_changes_what_hangs_on_it(rongcheng, fields, changed):
    consent = rongcheng.schemes[0].consent
    (_, asked), day = consent.values[-1], date_number(rongcheng, "2019-01-01")
    asked = replace(asked, of="both")
    before, after = consent.values[0][0], replace(asked, **fields)
    other = with_scheme(rongcheng, consent=replace(consent, values=((before, asked), (day, after))))
    assert changes(other)["2019-01-01"] == changed


def date_number(world, text: str) -> int:
    return next(day for day in epochs_of(world) if str(date(day)) == text)
