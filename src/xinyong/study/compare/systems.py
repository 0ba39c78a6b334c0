"""The systems of one world over the same conduct: whom each takes up, how often wrongly, who is told, who may leave, and how long one bad mark lasts."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from xinyong.record.differ import steps
from xinyong.record.entries import Entry, taken_for
from xinyong.record.living import Conditions
from xinyong.record.rules import Rules, consent_asked
from xinyong.record.subject import Record
from xinyong.run.kept import KeptRun
from xinyong.study.compare.comparison import CLASS, LOOKED
from xinyong.study.compare.lived import Arm, Sizes, lived
from xinyong.study.compare.people import by_standing, restricted_days
from xinyong.study.compare.spread import Spread

MARKS, WRONG = 25, 60
"""Bad marks, and wrong records, that are taken out of lives: the first so many of each system, for each seed."""
_MONTH = 365.25 / 12
FIGURES = {
    "scored": ("has a standing of", "有其状况者", "percent"),
    "records": ("records a year per 1,000", "每千人年记录", "records"),
    "wrong": ("wrong of these", "其中错误", "percent"),
    "told": ("told of", "已告知本人", "percent"),
    "restricted": ("restricted at the end", "期末受限主体", "percent"),
    "granted": ("granted something at the end", "期末受益主体", "percent"),
    "leave": ("may leave it", "可以退出者", "percent"),
    "wrong_months": ("months restricted per wrong bad record", "每条错误失信记录的受限月数", "months"),
    "wrong_grants": ("months of grants lost per wrong bad record", "每条错误失信记录丧失优惠的月数", "months"),
    "felt": ("bad marks that move anything", "有影响的不良记录", "percent"),
    "recover": ("months to recover from one (median)", "一条不良记录的恢复月数（中位数）", "months"),
}
"""What is asked of every system, of all subjects, or of its records and listings: English, Chinese, unit. `leave` follows from the text; the others depend on assumptions."""


@dataclass
class Tally:
    """What one seed's run shows of one system."""

    subjects: int = 0
    scored: int = 0
    may_leave: int = 0
    restricted: int = 0
    granted: int = 0
    records: int = 0
    wrong: int = 0
    tellings: int = 0
    told: int = 0
    wrong_days: list[int] = field(default_factory=list)
    grants_lost: list[int] = field(default_factory=list)
    days: list[int | None] = field(default_factory=list)
    """For each bad mark days until nothing shows that it was there; None: still at the horizon."""

    def figures(self, years: float) -> dict[str, float | None]:
        felt = [d for d in self.days if d != 0]
        lasting = sorted(d if d is not None else float("inf") for d in felt)
        middle = statistics.median_low(lasting) if lasting else None
        return {
            "scored": _share(self.scored, self.subjects), "records": 1000 * self.records / self.subjects / years if self.subjects else None,
            "wrong": _share(self.wrong, self.records), "told": _share(self.told, self.tellings), "restricted": _share(self.restricted, self.subjects),
            "granted": _share(self.granted, self.subjects), "leave": _share(self.may_leave, self.scored), "wrong_months": _months(self.wrong_days),
            "wrong_grants": _months(self.grants_lost), "felt": _share(len(felt), len(self.days)),
            "recover": None if middle in (None, float("inf")) else middle / _MONTH}


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _months(days: list[int]) -> float | None:
    return statistics.fmean(days) / _MONTH if days else None


class Systems:
    """What the systems of a world do with the same conduct. SYNTHETIC, and in this model.

    `metrics_df`: a row a system and figure, mean and 95 % interval over seeds; `figures(scheme)` the same as values; `feeds` who passes what to whom.
    """

    def __init__(self, arm: Arm, size: Sizes, months: int, labels: dict[str, dict], feeds: list[dict], tallies: list[dict[str, Tally]]):
        self.world, self.size, self.months, self.labels, self.feeds, self.tallies = arm.world, size, months, labels, feeds, tallies

    @property
    def systems(self) -> list[str]:
        return list(self.labels)

    @cached_property
    def _figures(self) -> dict[str, dict[str, Spread]]:
        by_seed = [{scheme: tally.figures(self.months / 12) for scheme, tally in tallies.items()} for tallies in self.tallies]
        return {scheme: {name: Spread.of([each[scheme][name] for each in by_seed], least=0, most=100 if unit == "percent" else None) for name, (_, _, unit) in FIGURES.items()} for scheme in self.labels}

    def figures(self, scheme: str) -> dict[str, Spread]:
        """A system's figures (`FIGURES`) over seeds."""
        return self._figures[scheme]

    def outlasts(self, scheme: str) -> bool:
        """Whether most bad marks that moved anything were still felt when they were followed no further."""
        days = [d for tallies in self.tallies for d in tallies[scheme].days if d != 0]
        return bool(days) and 2 * sum(d is None for d in days) > len(days)

    def marks(self, scheme: str) -> tuple[int, int]:
        """How many bad marks and wrong records were taken out of lives, of all seeds."""
        return sum(len(t[scheme].days) for t in self.tallies), sum(len(t[scheme].wrong_days) for t in self.tallies)

    @cached_property
    def metrics_df(self):
        """Every figure of every system: a Polars frame; `low` and `high` are 95 % intervals over seeds."""
        import polars as pl

        return pl.DataFrame([{"system": scheme, "metric": name, "label_en": en, "label_zh": zh, "unit": unit} | self.figures(scheme)[name].to_dict()
                             for scheme in self.systems for name, (en, zh, unit) in FIGURES.items()], infer_schema_length=None)

    def report(self, path: str | Path, *, lang: str = "en") -> Path:
        """Write all of it as one HTML file that opens offline; a file of that name is replaced. RunError where it cannot be written."""
        from xinyong.study.compare.page import write_systems

        return write_systems(self, path, lang=lang)

    def to_dict(self) -> dict:
        """As `xinyong compare --json` prints it."""
        return {
            "synthetic": True, "class": CLASS["en"], "world": self.world.id, "people": self.size.people, "months": self.months, "seeds": self.size.seeds,
            "interval": "95 % (Student), over seeds", "systems": [{
                "system": scheme, "label": label, "figures": {name: spread.to_dict() for name, spread in self.figures(scheme).items()},
                "marks": self.marks(scheme)[0], "wrong_records": self.marks(scheme)[1], "still_felt": self.outlasts(scheme),
                "fed_by": [f for f in self.feeds if f["to"] == scheme]} for scheme, label in self.labels.items()]}

    def __repr__(self) -> str:
        return f"<Systems of {self.world.id} SYNTHETIC: {', '.join(self.systems)}; {self.size.seeds} seeds, {self.size.people:,} people, {self.months} months>"


def compare_systems(arm: Arm, size: Sizes, told: Callable[[str], None]) -> Systems:
    """Live the world with each seed, and look at some households' lives."""
    tallies, months, labels, feeds = [], 0, {}, []
    for seed in range(1, size.seeds + 1):
        with lived(arm, size, seed, told) as run:
            rules = Conditions.of(run).rules
            months, labels, feeds = run.months, {id: s["label"] for id, s in rules.schemes.items()}, feeds_of(rules)
            tallies.append(tally(run, lambda what, seed=seed: told(f"seed {seed} of {size.seeds}: {what}")))
    return Systems(arm, size, months, labels, feeds, tallies)


def feeds_of(rules: Rules) -> list[dict]:
    """What flows between systems: from, to, the agreement, and what is passed."""
    found = {}
    for give in rules.gives:
        rule, what = rules.agreements[give["agreement"]], rules.lists[give["list"]] if "list" in give else rules.acts[give["act"]]
        if what["scheme"] != rule["scheme"]:
            found.setdefault((what["scheme"], rule["scheme"], rule["id"]), {"from": what["scheme"], "to": rule["scheme"], "agreement": rule["id"], "label": rule["label"],
                                                                             "follows": rule["follows"]})
    return list(found.values())


# --- one run ----------------------------------------------------------------------------------------------------------

def tally(run: KeptRun, told: Callable[[str], None] = lambda _: None, *, units: int = LOOKED) -> dict[str, Tally]:
    """What each system did to those of the first so many households."""
    conditions = Conditions.of(run)
    found = {scheme: Tally() for scheme in conditions.rules.schemes}
    horizon = (conditions.last_day - conditions.first_day) // 2
    units = min(units, conditions.population.units)
    for unit in range(units):
        told(f"household {unit + 1} of {units}")
        life = conditions.live(unit, conditions.last_day)
        for j in range(len(life)):
            record = Record(run, conditions, unit, j, life, conditions.last_day)
            for scheme, into in found.items():
                _stand(record, scheme, into)
            for entry in record.life.entries:
                _take_up(record, entry, found[record.rules.acts[entry.act]["scheme"]], horizon)
    return found


def _stand(record: Record, scheme: str, into: Tally) -> None:
    """Where the system has the subject at the end."""
    rules, life, day = record.rules, record.life, record.as_of
    ledger = rules.shown_ledger(scheme)
    listings = [s for s in life.listings if rules.lists[s.list]["scheme"] == scheme]
    into.subjects += 1
    into.tellings += len(listings)
    into.told += sum(s.told is not None for s in listings)
    known = (ledger >= 0 and life.score(ledger, day) is not None) or bool(listings) or any(rules.acts[e.act]["scheme"] == scheme for e in life.entries)
    into.scored += known
    into.may_leave += known and consent_asked(rules.schemes[scheme], day, record.kind) is not None
    held = {rules.measures[s.what]["kind"] for s in life.measures if rules.measures[s.what]["scheme"] == scheme and s.holds(day) and by_standing(rules, s.what)}
    into.restricted += bool(held & {"deny", "burden"})
    into.granted += "grant" in held


def _take_up(record: Record, entry: Entry, into: Tally, horizon: int) -> None:
    """One record: counted; where it is wrong or a bad mark, the life is lived again without it."""
    into.records += 1
    into.tellings += 1
    into.told += entry.told is not None
    into.wrong += entry.false
    is_bad_one = is_bad(record, entry)
    is_wrong = is_bad_one and entry.false and len(into.wrong_days) < WRONG
    is_mark = is_bad_one and entry.day + horizon <= record.as_of and len(into.days) < MARKS
    if not (is_wrong or is_mark):
        return
    without = record.what_if(without=entry.label).record
    if is_wrong:
        into.wrong_days.append(sum(restricted_days(a) - restricted_days(b) for a, b in _household(record, without)))
        into.grants_lost.append(sum(restricted_days(b, grants=True) - restricted_days(a, grants=True) for a, b in _household(record, without)))
    if is_mark:
        last = last_apart(record, without, record.rules.acts[entry.act]["scheme"])
        into.days.append(0 if last is None else None if last >= entry.day + horizon else last + 1 - entry.day)


def _household(a: Record, b: Record) -> Iterator[tuple[Record, Record]]:
    """Every member of the unit in either life."""
    for j in range(len(a.whole)):
        yield tuple(Record(r.run, r.conditions, r.unit, j, r.whole, r.as_of) for r in (a, b))


def is_bad(record: Record, entry: Entry) -> bool:
    """Whether a record is a bad mark: it is taken for bad, what was done is, or it is a rating below the mean shown the day before."""
    rules, act = record.rules, record.rules.acts[entry.act]
    if "bad" in taken_for(act, entry.points):
        return True
    if act["ledger"] >= 0 and rules.ledgers[act["ledger"]]["kind"] == "mean":
        before = record.life.score(act["ledger"], entry.day - 1)
        return before is not None and entry.points < before
    return not act["counts_as"] and entry.points == 0 and any(k["id"] == act["conduct"] and k["kind"] == "bad" for k in rules.kinds)


# --- how long two lives differ ----------------------------------------------------------------------------------------

def last_apart(a: Record, b: Record, scheme: str) -> int | None:
    """The last day on which a system has the subject elsewhere in one life than in the other: score, grade, lists, measures; None where on no day."""
    days = [_last(x, y, a.as_of) for x, y in _courses(a, b, scheme)]
    return max((d for d in days if d is not None), default=None)


def _courses(a: Record, b: Record, scheme: str) -> Iterator[tuple[dict, dict]]:
    """Everything the system says of the subject over time, as day -> value from that day on, in both lives."""
    yield steps(a, scheme), steps(b, scheme)
    rules = a.rules
    for name, rows, of in (("listings", rules.lists, "list"), ("measures", rules.measures, "what")):
        for i, rule in enumerate(rows):
            if rule["scheme"] == scheme:
                yield tuple(_course([s for s in getattr(r.life, name) if getattr(s, of) == i]) for r in (a, b))


def _course(stays: list) -> dict[int, object]:
    found: dict[int, object] = {}
    for s in stays:
        found[s.day] = True
        if s.ended is not None:
            found[s.ended] = False
    return found


def _last(a: dict, b: dict, end: int) -> int | None:
    """The last day, up to `end`, on which two courses differ."""
    last, x, y = None, None, None
    days = sorted({*a, *b})
    for day, following in zip(days, [*days[1:], end + 1]):
        x, y = a.get(day, x), b.get(day, y)
        if (x or None) != (y or None) and following > day:
            last = min(following - 1, end)
    return last
