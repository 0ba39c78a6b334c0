"""A run's figures: what its end screen tells, read from the tables of its file.

Counts and money are whole numbers as the tables keep them; nothing is worded here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from xinyong.run.kept import KeptRun
from xinyong.run.regimes import Label, Regime, regimes
from xinyong.run.tables import METRICS

BASES = ("text", "borrowed", "secondary", "assumption")
TRAVEL = ("flight", "airplane", "aeroplane", "airline", "air-ticket", "plane ticket", "train", "railway", "飞机", "航班", "机票", "民航", "高铁",
          "火车", "列车", "动车", "铁路")
_SURELY_NO_TRAVEL = ("training", "trainee", "trainer", "培训")


@dataclass(frozen=True)
class Grade:
    """A grade (or a list) and how many subjects are in it at the end of each chosen month."""

    scheme: str
    label: Label | None             # None: no grade is given
    subjects: tuple[int | None, ...]        # None: not in force then
    below_start: bool = False


@dataclass(frozen=True)
class Way:
    """Stays in a grade that ended: how many, and their months at the median and at nine in ten; and who is in it at the end."""

    label: Label
    stays: int
    median: int | None
    nine_in_ten: int | None
    still: int


@dataclass(frozen=True)
class Met:
    """How often measures of one kind met somebody who wanted the thing."""

    kind: str                       # deny | burden | grant
    rules: int                      # measures of this kind in the rules, at any time of the run
    times: int
    amounts: tuple[tuple[str, int], ...]    # unit (fen, days, ...), how much
    things: tuple[tuple[Label, int], ...]   # what was wanted, times; most first


@dataclass(frozen=True)
class Rests:
    """Points moved by records whose points rest on one kind of basis; `documents`: title, points moved; most first."""

    kind: str
    points: float
    records: int
    documents: tuple[tuple[Label, float], ...]


@dataclass(frozen=True)
class Travel:
    """A measure that denies or burdens flights or trains, and how often it met somebody. `by_points`: a score or grade brings it."""

    scheme: str
    label: Label
    kind: str
    when: str
    times: int
    by_points: bool


class Figures:
    """What a run came to, as its end screen tells it."""

    def __init__(self, kept: KeptRun):
        self.kept, self.names = kept, kept.names

    # ---- the rules

    @cached_property
    def regimes(self) -> tuple[list[Regime], int]:
        """Which rules held when; and how many changes of single acts are left out."""
        first = _day(self.kept.row["from_day"])
        return regimes(self.names, first, max(first + 1, _day(self.kept.row["to_day"])))

    # ---- who stands where

    def month_ends(self, most: int) -> list:
        """First days of up to so many months whose ends are to be shown: evenly spread Decembers, and the last month."""
        months = [r["month"] for r in self.kept.query("select distinct month from months order by 1")]
        if not months:
            return []
        ends = [m for m in months if m.month == 12 or m == months[-1]]
        if len(ends) <= most:
            return ends
        if most < 2:
            return ends[-1:]
        step = -(-(len(ends) - 1) // (most - 1))
        return [ends[0], *ends[:0:-step][::-1]]

    def grades(self, slot: dict, months: list) -> list[Grade]:
        """Each grade a scheme has ever given, best first, then those without one."""
        found = {(r["grade"], r["month"]): r["n"] for r in self.kept.query(
            "select grade, month, sum(subjects)::bigint n from grades where scheme = ? group by all", slot["scheme"])}
        below = self.below_start(slot)
        out = [Grade(slot["scheme"], slot["labels"][id], tuple(found.get((id, m)) for m in months), id in below) for id in best_first(slot)]
        return [*out, Grade(slot["scheme"], None, tuple(found.get((None, m), 0) for m in months))]

    def below_start(self, slot: dict) -> set[str]:
        """Grades worse than the one that the points to start with reach, by the last version in which both stand."""
        ledger = self.names["ledgers"][slot["ledger"]]
        below: dict[str, bool] = {}
        for version in slot["versions"]:
            epoch = max(0, sum(d <= version["from"] for d in self.names["epochs"]) - 1)
            reached = False
            for band in version["bands"]:
                below[band["id"]] = reached
                reached = reached or band["at_least"] is None or ledger["start"][epoch] >= band["at_least"]
        return {id for id, is_below in below.items() if is_below}

    def lists(self, months: list) -> list[Grade]:
        """How many are on each list."""
        found = {(r["scheme"], r["list"], r["month"]): r["n"] for r in self.kept.query(
            "select scheme, list, month, sum(subjects)::bigint n from lists group by all")}
        rows = {(r["scheme"], r["id"]): r["label"] for r in self.names["lists"]}
        return [Grade(scheme, label, tuple(found.get((scheme, id, m)) for m in months)) for (scheme, id), label in rows.items()]

    # ---- what happened

    @cached_property
    def total(self) -> dict[str, int]:
        """Each monthly metric summed over the run."""
        return self.kept.query("select " + ", ".join(f"coalesce(sum({c.name}), 0)::bigint as {c.name}" for c in METRICS) + " from months")[0]

    @cached_property
    def widest_denial(self) -> tuple[Label, int, object] | None:
        """The denial under which most stood at once: its name, how many, and in which month; None where nobody was."""
        found = self.kept.query("select label_en as en, label_zh as zh, sum(subjects)::bigint as n, month from measures where kind = 'deny' "
                                "group by all having n > 0 order by n desc, month, en limit 1")
        return ({"en": found[0]["en"], "zh": found[0]["zh"]}, found[0]["n"], found[0]["month"]) if found else None

    @cached_property
    def met(self) -> list[Met]:
        """What measures did, by kind."""
        found = self.kept.query("select kind, thing, amount_unit as unit, sum(times)::bigint n, sum(amount)::bigint amount "
                                "from measure_flows group by all order by n desc, thing")
        labels = {k["id"]: k["label"] for k in self.names["kinds"] if "label" in k}
        out = []
        for kind in ("deny", "burden", "grant"):
            rows = [r for r in found if r["kind"] == kind]
            amounts, things = {}, {}
            for r in rows:
                if r["unit"]:
                    amounts[r["unit"]] = amounts.get(r["unit"], 0) + r["amount"]
                things[r["thing"]] = things.get(r["thing"], 0) + r["n"]
            rules = {(m["scheme"], m["id"]) for m in self.names["measures"] if m["kind"] == kind}
            out.append(Met(kind, len(rules), sum(r["n"] for r in rows), tuple(amounts.items()),
                           tuple((labels.get(t, {"en": t, "zh": t}), n) for t, n in sorted(things.items(), key=lambda i: -i[1]))))
        return out

    def ways_out(self, slot: dict) -> list[Way]:
        """How long stays in grades below that of the start lasted."""
        stays: dict[str, list[tuple[int, int]]] = {}
        for r in self.kept.query("select grade, months, sum(stays)::bigint n from spells where scheme = ? group by all order by months",
                                 slot["scheme"]):
            stays.setdefault(r["grade"], []).append((r["months"], r["n"]))
        still = self.kept.last_grades.get(slot["scheme"], {})
        below = self.below_start(slot)
        return [Way(slot["labels"][id], sum(n for _, n in stays.get(id, [])), quantile(stays.get(id, []), 1, 2),
                    quantile(stays.get(id, []), 9, 10), still.get(id, 0)) for id in best_first(slot) if id in below]

    # ---- on what it rests

    @cached_property
    def rests(self) -> list[Rests]:
        """On what the points moved rest, by kind of basis, in the order of BASES."""
        titles = {(r["of"], r["document"]): {"en": r["title_en"], "zh": r["title_zh"]} for r in self.kept.query("from sources")}
        found = self.kept.query("select points_basis as kind, scheme, document, sum(points_moved) as points, sum(records)::bigint as records "
                                "from acts group by all order by points desc, document")
        out = []
        for kind in BASES:
            rows = [r for r in found if r["kind"] == kind]
            documents = [(titles[r["scheme"], r["document"]], r["points"]) for r in rows
                         if r["points"] and (r["scheme"], r["document"]) in titles]
            out.append(Rests(kind, sum(r["points"] for r in rows), sum(r["records"] for r in rows), tuple(documents)))
        return out

    @cached_property
    def travel(self) -> list[Travel]:
        """Measures of this world that deny or burden flights or trains; read from the rules, whether they met anybody or not."""
        labels = {k["id"]: k["label"] for k in self.names["kinds"] if "label" in k}
        times = {(r["scheme"], r["measure"]): r["n"] for r in self.kept.query(
            "select scheme, measure, sum(times)::bigint n from measure_flows group by all")}
        out = {}
        for m in self.names["measures"]:
            thing = labels.get(m["thing"], {})
            if m["kind"] != "grant" and _is_travel(m["id"], m["thing"], *m["label"].values(), *thing.values()):
                out[m["scheme"], m["id"]] = Travel(m["scheme"], m["label"], m["kind"], m["when"], times.get((m["scheme"], m["id"]), 0),
                                                       _by_points(self.names, m["when"]))
        return list(out.values())

    # ---- whom to look at

    @cached_property
    def lives(self) -> list[dict]:
        """A typical life and a striking one, as far as there are any: rows of `striking`."""
        rows = {r["why"]: r for r in self.kept.query("from striking")}
        striking = next((rows[why] for why in ("lowest", "restricted", "listed", "highest", "granted", "organisation")
                         if why in rows and rows[why]["code"] != rows.get("typical", {}).get("code")), None)
        return [r for r in (rows.get("typical"), striking) if r]


def best_first(slot: dict) -> list[str]:
    """Ids of all grades of a scheme, those of the last version in their order; older ones above the next worse that is still there."""
    order: list[str] = []
    for version in reversed(slot["versions"]):
        at = 0
        for band in version["bands"]:
            if band["id"] in order:
                at = order.index(band["id"]) + 1
            else:
                order.insert(at, band["id"])
                at += 1
    return order


def quantile(stays: list[tuple[int, int]], part: int, of: int) -> int | None:
    """The least number of months within which `part` of `of` stays ended; stays are (months, how many) in order of months."""
    total, seen = sum(n for _, n in stays), 0
    for months, n in stays:
        seen += n
        if seen * of >= total * part:
            return months
    return None


def _by_points(names: dict, when: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a condition looks at a score or grade, itself or through the grounds of a list that it asks for."""
    words = set(re.findall(r"[a-z][a-z0-9_-]*", when))
    if words & {"score", "grade", "gap_up", "gap_down", "no_score", *(r["id"] for r in names["ledgers"])}:
        return True
    grounds = [g["when"] for r in names["lists"] if r["id"] in words - seen for g in r["grounds"]]
    return any(_by_points(names, g, seen | words) for g in grounds)


def _is_travel(*texts: str) -> bool:
    text = " ".join(texts).lower()
    for word in _SURELY_NO_TRAVEL:
        text = text.replace(word, "")
    return any(word in text for word in TRAVEL)


def _day(date) -> int:
    """Days since 1970."""
    return date.toordinal() - 719_163
