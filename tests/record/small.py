"""A small scheme written for one question at a time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

from xinyong.record.ahead import Ahead
from xinyong.record.cases import Letter, Lived, first_day
from xinyong.record.life import UnitLife
from xinyong.record.rules import Rules
from xinyong.record.standing import Standing, standings
from xinyong.record.subject import Record
from xinyong.scheme.problems import Problems
from xinyong.scheme.read import read_scheme
from xinyong.scheme.read_cases import read_cases
from xinyong.scheme.source import read_yaml
from xinyong.world.calendar import month_index, month_starts

HEAD = """\
id: small
label: {en: Small}
keeper: {en: Nobody}
from: 2000-01-01
"""
PERSONS = 'subjects: {person: {when: "true", basis: text D 1}}\n'
LEDGER = """\
ledgers:
  score:
    kind: points
    label: {en: Points}
    start: 100
    basis: text D 1
"""
COLUMNS = "id,label_en,of,conduct,when,channel,arises,ledger,points,per,cap,group,grade,grade_for,counts_for,counts_as,owes,from,to,basis"


def day(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def act(id: str = "act", **cells) -> str:
    """A row of acts.csv; conduct and channel are called as the act unless said or it arises by rule."""
    by_conduct = {} if "arises" in cells else {"conduct": f"does-{id}", "channel": "office"}
    given = {"id": id, "label_en": id, "of": "person", "basis": "text D 1"} | by_conduct | {
        key.rstrip("_"): str(value) for key, value in cells.items()}
    return ",".join(f'"{given[c]}"' if c in given else "" for c in COLUMNS.split(","))


def letter(folder: Path, *, head: str = "", subjects: str = PERSONS, ledger: str = LEDGER, acts: list[str], **files: str) -> Letter:
    """The scheme compiled; `files` by name without ending (lists, measures, remedies, cases)."""
    folder = folder / "small"
    (folder / "tests").mkdir(parents=True, exist_ok=True)
    (folder / "scheme.yaml").write_text(HEAD + subjects + ledger + head)
    (folder / "acts.csv").write_text("\n".join([COLUMNS, *acts]) + "\n")
    (folder / "sources.yaml").write_text("D: {title: {en: D}, kind: original}\n")
    for name, text in files.items():
        path = {"measures": "measures.csv", "cases": "tests/cases.yaml"}.get(name, f"{name}.yaml")
        (folder / path).write_text(text)
    return Letter(read_scheme(folder, name="small"))


def failures(made: Letter) -> list[str]:
    """What of the scheme's cases does not hold."""
    return [str(failure) for lived in made.live_all() for failure in lived.failures]


def life(made: Letter, script: list[str], *, until: str, members: str = "head: {age: 40}") -> Lived:
    """A script lived to the end of a day."""
    lines = "".join(f'    - "{line}"\n' for line in script)
    text = f"- name: a case\n  members: {{{members}}}\n  script:\n{lines}  expect: {{{until}: {{records: 0}}}}\n"
    problems = Problems()
    (read,) = read_cases(read_yaml("case.yaml", text.encode(), problems), problems)
    problems.raise_errors()
    return made.live(read.case)


def at(made: Letter, lived: Lived, date: str, member: int = 0) -> Standing:
    """Where somebody stands at the end of a day."""
    return standings(made.book, lived.trace, len(lived.members), [day(date)])[day(date)][member]


def record(made: Letter, lived: Lived, date: str, member: int = 0) -> Record:
    """Somebody's record as of the end of a day, as far as it asks for no run."""
    first = month_index(first_day(lived.case, lived.events))
    whole = UnitLife(Rules(made.book), made._unit(lived.case, int(month_starts()[first])), lived.trace, day(date))
    conditions = SimpleNamespace(rules=whole.rules, months=1, wait=lambda *_: 0)
    return Record(None, conditions, 0, member, whole, day(date))


def foretold(made: Letter, lived: Lived, date: str, until: str) -> None:
    """What a record says of days that have not come is what comes, where a script says nothing more."""
    ahead = Ahead(record(made, lived, date))
    for each in range(day(date), day(until) + 1):
        scores, grades, lists = ahead.standing(each)
        came = record(made, lived, str(dt.date(1970, 1, 1) + dt.timedelta(days=each))).life
        assert list(scores) == [came.score(i, each) for i in range(len(scores))], each
        assert list(grades) == [came.grade(i, each) for i in range(len(grades))], each
