"""Two runs of the same people with the same luck: what differs in the rules and in what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xinyong.run.inputs import changed_files
from xinyong.run.kept import KeptRun

COUNTED = {
    "bad_conduct": ("bad conduct, seen or not", "失信行为（无论是否被发现）"), "good_conduct": ("good conduct, seen or not", "守信行为（无论是否被发现）"),
    "records_entered": ("records entered", "录入记录"), "records_false": ("of these, false", "其中错误"), "told": ("times somebody came to know", "知悉次数"),
    "listed": ("entries on lists", "列入名单"), "wants_denied": ("wants denied", "需求被拒"), "wants_burdened": ("wants made harder", "需求被加重"),
    "wants_granted": ("wants eased", "需求获便利"), "remedies_filed": ("remedies filed", "提出救济"), "remedies_won": ("remedies won", "救济成功"),
    "decided_late": ("decided after the lawful day", "逾期决定"),
}
"""What is counted of a run's months, in English and Chinese."""
_KINDS = ("deny", "burden", "grant")
_LAST = "where month = (select month from months order by month limit 1 offset ?)"


@dataclass(frozen=True)
class Figure:
    """Something counted. `group`: counted, grades (percent of those with a grade), lists or measures (subjects); `id` is a metric's name or a rule's id, of a
    scheme (where there is one); `kind` is a measure's."""

    group: str
    scheme: str
    id: str
    label_en: str
    label_zh: str
    kind: str = ""

    @property
    def key(self) -> str:
        """One word for it, the same in every run: `records_entered`, `grades:rongcheng.aaa`, `measures:rongcheng.kerb-parking`."""
        return self.id if self.group == "counted" else f"{self.group}:{self.scheme}.{self.id}"

    @property
    def unit(self) -> str:
        return {"counted": "times", "grades": "percent"}.get(self.group, "subjects")

    def label(self, lang: str) -> str:
        return (self.label_zh if lang == "zh" else self.label_en) or self.label_en


@dataclass(frozen=True)
class Row:
    """A figure of both runs; None where a run has nothing of the kind."""

    figure: Figure
    a: float | None
    b: float | None

    @property
    def difference(self) -> float | None:
        return None if self.a is None or self.b is None else self.b - self.a


class Pair:
    """Two runs side by side. `paired`: both have the same people and the same luck, so that single lives can be compared."""

    def __init__(self, a: KeptRun, b: KeptRun):
        self.a, self.b = a, b
        self.differs = [key for key in ("world", "people", "seed", "months", "from_day") if a.row[key] != b.row[key]]
        self.paired = not {"world", "people", "seed", "from_day"} & set(self.differs)

    def rules(self) -> list[str]:
        """Rule files that differ, and variants that only one was lived under."""
        return changed_files(self.a.inputs, self.b.inputs)

    @property
    def months(self) -> int:
        """The months both have lived."""
        return min(self.a.months, self.b.months)

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Every figure, by group: what happened in the months that both have lived, and who stood where at the end of the last of them."""
        return {group: self._rows(group) for group in ("counted", "grades", "lists", "measures")}

    def _rows(self, group: str) -> list[Row]:
        a, b = ({f.key: (f, n) for f, n in figures(run, self.months, group).items()} for run in (self.a, self.b))
        absent = None if group == "grades" else 0
        found = []
        for key in dict.fromkeys([*a, *b]):
            figure = (a.get(key) or b.get(key))[0]
            found.append(Row(figure, a[key][1] if key in a else absent, b[key][1] if key in b else absent))
        return sorted(found, key=lambda r: _KINDS.index(r.figure.kind)) if group == "measures" else found


def figures(run: KeptRun, months: int, group: str) -> Mapping[Figure, float]:
    """One group of a run's figures over its first so many months."""
    return {"counted": _counted, "grades": _grades, "lists": _lists, "measures": _measures}[group](run, months)


def _counted(run: KeptRun, months: int) -> dict[Figure, float]:
    names = ", ".join(f"sum({name})::bigint as {name}" for name in COUNTED)
    found = run.query(f"select {names} from (from months order by month limit ?)", months)[0]
    return {Figure("counted", "", name, *label): found[name] or 0 for name, label in COUNTED.items()}


def _grades(run: KeptRun, months: int) -> dict[Figure, float]:
    """Who has which grade, best first, as a share of those whom the scheme grades."""
    sql = f"select scheme, grade, sum(subjects)::bigint as n from grades {_LAST} and grade is not null group by all"
    held = {(r["scheme"], r["grade"]): r["n"] for r in run.query(sql, max(months - 1, 0))}
    total: dict[str, int] = {}
    for (scheme, _), n in held.items():
        total[scheme] = total.get(scheme, 0) + n
    found = {}
    for slot in run.names["slots"]:
        for id in dict.fromkeys(band["id"] for version in reversed(slot["versions"]) for band in version["bands"]):
            if total.get(slot["scheme"]) and (slot["scheme"], id) in held:
                label = slot["labels"][id]
                found[Figure("grades", slot["scheme"], id, label["en"], label["zh"])] = 100 * held[slot["scheme"], id] / total[slot["scheme"]]
    return found


def _lists(run: KeptRun, months: int) -> dict[Figure, float]:
    sql = f"select scheme, list, any_value(label_en) as en, any_value(label_zh) as zh, sum(subjects)::bigint as n from lists {_LAST} group by scheme, list order by 1, 2"
    return {Figure("lists", r["scheme"], r["list"], r["en"], r["zh"]): r["n"] for r in run.query(sql, max(months - 1, 0))}


def _measures(run: KeptRun, months: int) -> dict[Figure, float]:
    sql = (f"select scheme, measure, kind, any_value(label_en) as en, any_value(label_zh) as zh, sum(subjects)::bigint as n from measures {_LAST} "
           "group by scheme, measure, kind order by n desc, 1, 2")
    return {Figure("measures", r["scheme"], r["measure"], r["en"], r["zh"], r["kind"]): r["n"] for r in run.query(sql, max(months - 1, 0))}
