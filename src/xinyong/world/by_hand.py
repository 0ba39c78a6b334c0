"""A unit given by hand, as worked cases and scripts need it: nothing is drawn, what is not said has a stated default.

What is not said: a person is 30 (where no age-band holds 30: as old as the first begins); every other attribute has its first value; everybody has consented, as the letter of a rule supposes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from xinyong.errors import XinyongError
from xinyong.kernel.draws import MEMBERS
from xinyong.scheme.layout import W_BIRTH
from xinyong.scheme.problems import suggest
from xinyong.world.fields import BUSINESS, KINDS, Field, Fields, consented, fields_of
from xinyong.world.mint import NO_AGE
from xinyong.world.mint_tables import AGE_BAND
from xinyong.world.model import World

MOST_AGE = 120
_A = {"person": "a person", "organisation": "an organisation"}


def unit_from(world: World | Fields, members: Sequence[tuple[str, Mapping[str, object]]], first_day: int, *,
              words: int = 0) -> np.ndarray:
    """The rows (int32, members x words) of a unit whose members are given, each as its role and attributes.

    Roles may be numbered (`child-2`). Of the attributes, `age` is in whole years on `first_day` (the birthday is 1 January), `kind` is `person` or
    `organisation` (the default for `business`), `consented` goes for all schemes and `consented:SCHEME` for one. What one member says of the
    household or the place holds for all. XinyongError names what is unknown and what is near to it.
    """
    fields = world if isinstance(world, Fields) else fields_of(world)
    if not 1 <= len(members) <= MEMBERS:
        raise XinyongError(f"A unit has 1 to {MEMBERS} members; {len(members)} are given.")
    shared: dict[str, str] = {}
    given = [_said(fields, role, attributes, shared) for role, attributes in members]
    rows = np.zeros((len(members), words or fields.words), dtype=np.int32)
    for row, values in zip(rows, given):
        age = values.pop("age")
        if values["kind"] == "person":
            row[W_BIRTH] = _birth(age, first_day)
        for name, value in (values | shared).items():
            field = fields[name]
            row[field.word] |= field.values.index(value) << field.shift
    return rows


def _said(fields: Fields, role: str, attributes: Mapping[str, object], shared: dict[str, str]) -> dict:
    """One member's values by name, with `age` and `kind`; what is the household's goes to `shared`."""
    name = role.rstrip("0123456789").removesuffix("-")
    said = {"role": _known(name, "role", fields.roles)}
    said["kind"] = _known(str(attributes.get("kind", KINDS[name == BUSINESS])), "kind", KINDS)
    own = {field.id: field for field in fields if field.of in ("household", "both", said["kind"])}
    said |= {field.id: "yes" for field in fields if field.id.startswith(consented(""))}
    for key, value in attributes.items():
        text = str(value)
        if key in ("age", "kind"):
            continue
        if key == "consented":
            said |= {name: _known(text, key, fields[name].values) for name in own if name.startswith(consented(""))}
            continue
        if key == "role" or key not in own:
            raise XinyongError(_unknown(fields, key, said["kind"], [*(own.keys() - {"role"}), "age", "kind", "consented"]))
        _known(text, key, own[key].values)
        if own[key].of != "household":
            said[key] = text
        elif shared.setdefault(key, text) != text:
            raise XinyongError(f"{key} is {shared[key]} for one member and {text} for another; it belongs to the whole household.")
    said["age"] = _age(fields, attributes, said)
    return said


def _unknown(fields: Fields, key: str, kind: str, known: list[str]) -> str:
    if key in fields and key != "role":
        return f"{key} is of {_A[fields[key].of]}; this member is {_A[kind]}."
    return f"No such attribute: {key}. {suggest(key, known) or 'Known here: ' + ', '.join(sorted(known)) + '.'}"


def _known(value: str, name: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise XinyongError(f"{value} is no value of {name}. {suggest(value, values) or 'Its values are ' + ', '.join(values) + '.'}")
    return value


def _age(fields: Fields, attributes: Mapping[str, object], said: dict[str, str]) -> int:
    """A person's age; age and age-band follow from each other where one is given."""
    band: Field | None = fields.get(AGE_BAND) if said["kind"] == "person" else None
    if "age" not in attributes and AGE_BAND in said:
        return int(said[AGE_BAND].partition("-")[0])
    if "age" in attributes and said["kind"] != "person":
        raise XinyongError("age is of a person; this member is an organisation.")
    text = str(attributes.get("age", NO_AGE))
    if not text.isdecimal() or int(text) > MOST_AGE:
        raise XinyongError(f"age: a whole number of years from 0 to {MOST_AGE} is expected, not {text}.")
    age = int(text)
    if band is not None:
        holding = [value for value in band.values if _within(age, value)]
        if AGE_BAND in said and said[AGE_BAND] not in holding:
            raise XinyongError(f"age: {age} is not within the age-band {said[AGE_BAND]} of this member.")
        if holding:
            said[AGE_BAND] = holding[0]
        elif "age" in attributes:
            raise XinyongError(f"age: {age} lies in none of the age-bands {', '.join(band.values)}.")
        else:
            age = int(band.values[0].partition("-")[0])
    return age


def _within(age: int, band: str) -> bool:
    first, _, last = band.partition("-")
    return int(first) <= age <= int(last)


def _birth(age: int, day: int) -> int:
    """Born on 1 January, so that this is the age on the day; never before 2 January 1900, as 0 says that somebody is no person."""
    year = (dt.date(1970, 1, 1) + dt.timedelta(days=day)).year - age
    return max((year - 1900) * 12 << 5, 1)
