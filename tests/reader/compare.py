"""Reader against engine: the first day on which they differ, and in what."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

from . import engine
from .life import Life
from .scheme import read_together
from .state import Standing


def differences(folder: Path, name: str, *, chosen=lambda case: True) -> list[str]:
    """Of every worked case of a scheme, or of those `chosen`: a line for the first difference."""
    together, made = read_together(folder), engine.letter(folder, str(folder))
    found = []
    for case, theirs in zip(together[0].cases, made.scheme.cases, strict=True):
        assert case["name"] == theirs.name
        if chosen(case):
            found += [f"{case['name']}: {line}" for line in case_differences(together, made, case, theirs)[:1]]
    return found


def case_differences(together, made, case: dict, theirs) -> list[str]:
    """Of one case, a line for each day and member on which reader and engine differ."""
    until = max(map(date.fromisoformat, case["expect"]))
    happened = engine.days(made, made.live(theirs))
    found, last = [], {}
    for day, mine in Life(together, case).days(until):
        last = happened.get(day, last)
        for member, standing in mine.items():
            if member in last and standing != last[member]:
                found.append(f"{day} {member}: {_told(standing, last[member])}")
    return found


def _told(reader: Standing, engine: Standing) -> str:
    return "; ".join(f"{field.name}: reader {_plain(getattr(reader, field.name))}, engine {_plain(getattr(engine, field.name))}"
                     for field in fields(Standing) if getattr(reader, field.name) != getattr(engine, field.name))


def _plain(value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(" ".join(map(str, item)) for item in value) + "]"
    return str(sorted(value)) if isinstance(value, frozenset) else str(value)
