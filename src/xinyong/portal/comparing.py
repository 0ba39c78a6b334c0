"""Two runs of the same people with the same luck: what differs in the rules, in what came of them, and for whom most."""

from __future__ import annotations

import time
from dataclasses import dataclass

from xinyong.record.living import Conditions
from xinyong.record.offer import few_words
from xinyong.record.rules import iso
from xinyong.record.subject import Record
from xinyong.run.inputs import changed_files
from xinyong.study.report.words import Words

SHOWN = 10
PATIENCE = 1.0
"""Seconds of looking for those who change most."""
_METRICS = (
    ("bad_conduct", "m bad"), ("good_conduct", "m good"), ("records_entered", "m records"), ("records_false", "m false"), ("told", "m told"), ("listed", "m listed"),
    ("wants_denied", "m denied"), ("wants_burdened", "m burdened"), ("wants_granted", "m granted"), ("remedies_filed", "m filed"), ("remedies_won", "m won"), ("decided_late", "m late"),
)


@dataclass(frozen=True)
class Row:
    """A figure of both runs: `key` is a word of the catalog, or `label` a name of the rules; `unit` of what is counted."""

    key: str
    label: str
    a: float | None
    b: float | None

    @property
    def difference(self) -> float | None:
        return None if self.a is None or self.b is None else self.b - self.a


class Compared:
    """Two runs side by side. `paired`: both have the same people and the same luck, so that single lives can be compared."""

    def __init__(self, a, b, lang: str):
        self.a, self.b, self.w = a, b, Words(lang)
        self.differs = [key for key in ("world", "people", "seed", "months", "from_day") if a.row[key] != b.row[key]]
        self.paired = not {"world", "people", "seed", "from_day"} & set(self.differs)

    def rules(self) -> list[str]:
        """Rule files that differ, and variants that only one was lived under."""
        return changed_files(self.a.inputs, self.b.inputs)

    def months(self) -> int:
        """The months both have lived."""
        return min(self.a.months, self.b.months)

    def counted(self) -> list[Row]:
        """What happened in the months that both have lived."""
        names = ", ".join(f"sum({name})::bigint as {name}" for name, _ in _METRICS)
        found = [run.query(f"select {names} from (from months order by month limit ?)", self.months())[0] for run in (self.a, self.b)]
        return [Row(key, "", found[0][name] or 0, found[1][name] or 0) for name, key in _METRICS]

    def grades(self) -> list[Row]:
        """Who has which grade at the end of the last month that both have lived, as a share of those with a grade."""
        sql = ("select scheme, grade, label_en, label_zh, sum(subjects)::bigint as n from grades where month = "
               "(select month from months order by month limit 1 offset ?) and grade is not null group by all")
        sides = [{(r["scheme"], r["grade"]): r for r in run.query(sql, max(self.months() - 1, 0))} for run in (self.a, self.b)]
        order = [(s["scheme"], band["id"]) for run in (self.a, self.b) for s in run.names["slots"] for v in reversed(s["versions"]) for band in v["bands"]]
        rows = []
        for key in dict.fromkeys(key for key in order if key in sides[0] or key in sides[1]):
            total = [sum(r["n"] for (scheme, _), r in side.items() if scheme == key[0]) for side in sides]
            shares = [100 * side[key]["n"] / n if key in side and n else None if not n else 0.0 for side, n in zip(sides, total)]
            rows.append(Row("", self.w.label(sides[0].get(key) or sides[1][key]), *shares))
        return rows

    def measures(self) -> list[Row]:
        """How many bear or enjoy which measure at the end of the last month that both have lived."""
        sql = ("select measure, kind, any_value(label_en) as label_en, any_value(label_zh) as label_zh, sum(subjects)::bigint as n from measures where month = "
               "(select month from months order by month limit 1 offset ?) group by measure, kind order by kind, n desc")
        sides = [{(r["kind"], r["measure"]): r for r in run.query(sql, max(self.months() - 1, 0))} for run in (self.a, self.b)]
        keys = dict.fromkeys([*sides[0], *sides[1]])
        return [Row(key[0], self.w.label(sides[0].get(key) or sides[1][key]), *(side[key]["n"] if key in side else 0 for side in sides))
                for key in sorted(keys, key=lambda k: ("deny", "burden", "grant").index(k[0]))]

    def most_changed(self, lang: str) -> dict:
        """The subjects whose standing differs on most days, among the households looked at in a second: those, and how many were looked at."""
        conditions = [Conditions.of(run) for run in (self.a, self.b)]
        day = min(c.last_day for c in conditions)
        units = min(c.population.units for c in conditions)
        until, found, looked = time.monotonic() + PATIENCE, [], 0
        while looked < units and time.monotonic() < until:
            found += self._changed(conditions, looked, day)
            looked += 1
        found.sort(key=lambda item: -item[0])
        return {"looked": looked, "units": units, "changed": len(found),
                "subjects": [{"code": one.code, "words": few_words(one, lang), "then": few_words(other, lang), "days": days} for days, one, other in found[:SHOWN]]}

    def _changed(self, conditions, unit: int, day: int) -> list[tuple[int, Record, Record]]:
        lives = [c.live(unit, day) for c in conditions]
        if len(lives[0]) != len(lives[1]):
            return []
        found = []
        for j in range(len(lives[0])):
            records = [Record(run, c, unit, j, life, day) for run, c, life in zip((self.a, self.b), conditions, lives)]
            days = _days_apart(*records)
            if days:
                found.append((days, *records))
        return found


def _days_apart(a: Record, b: Record) -> int:
    """Days on which score or grade differ."""
    from xinyong.record.differ import Difference

    if all(a.life.scores[i] == b.life.scores[i] for i in range(min(len(a.life.scores), len(b.life.scores)))) and _grades(a) == _grades(b):
        return 0
    return sum(span.last - span.first for span in Difference(a, b).spans)


def _grades(record: Record) -> list:
    return [[(s.what, iso(s.day)) for s in stays] for stays in record.life.grades]
