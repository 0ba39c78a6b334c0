"""What a life consists of: records, stays, filings, deeds, wants and refusals, each with its days; and which records of a day count."""

from __future__ import annotations

from dataclasses import dataclass, field

from xinyong.life.agenda import CAPPED, FALSE, FOREVER, REPEATED, SCRIPTED, STRAYED
from xinyong.record.bonds import Route
from xinyong.record.rules import Rules
from xinyong.record.stays import Listing


@dataclass(slots=True, eq=False)
class Entry:
    """A record: one act entered against the member on one day. `key` is what stays the same in every replay: act, day, occurrence."""

    label: str
    act: int
    day: int
    occurrence: int
    points: int
    deed: int
    until: int
    flags: int
    ended: int | None = None
    how: str = ""                   # why it counts no more: time | remedy | lapse | at once | ceased (what it arose from holds no more) | withdrawn (a copy)
    told: int | None = None
    grade_until: int | None = None  # of a direct grade: when it ended
    filings: list = field(default_factory=list)
    stays: int | None = None        # since when it goes on counting beyond its life
    grade_stays: int | None = None  # of a direct grade, likewise
    once: tuple | None = None       # a doubling that was undone: the day, the points before, and the remedy (Filing) that undid it
    route: Route | None = None      # of a copy: how it came

    def worth(self, day: int) -> int:
        """Its points on a day, in steps."""
        return self.once[1] if self.once and day < self.once[0] else self.points

    @property
    def false(self) -> bool:
        return bool(self.flags & FALSE)

    @property
    def strayed(self) -> bool:
        return bool(self.flags & STRAYED)

    @property
    def repeated(self) -> bool:
        return bool(self.flags & REPEATED)

    @property
    def capped(self) -> bool:
        return bool(self.flags & CAPPED)

    @property
    def scripted(self) -> bool:
        return bool(self.flags & SCRIPTED)

    def live(self, day: int) -> bool:
        """Whether it counts at the end of a day: entered, not ended, and not suspended by a pending remedy."""
        end = self.ended if self.ended is not None else FOREVER if self.stays is not None else self.until
        return self.day <= day < end and not any(f.suspends and f.day <= day and (f.decided is None or day < f.decided) for f in self.filings)


def taken_for(act: dict, points: int) -> tuple[str, ...]:
    """What a record of an act, with so many points, counts as: bad, good, both (it brings points and sets a grade) or neither."""
    if act["counts_as"]:
        return (act["counts_as"],)
    return ("bad",) * (points < 0 or bool(act["grade"])) + ("good",) * (points > 0)


def choose(rules: Rules, ledger: int, live: list[Entry], day: int, frozen: bool = False) -> list[Entry]:
    """Of records live on a day, those that count in a ledger: what is frozen is set aside; of a group that takes one, the largest (of equals the
    earlier) or the one entered last."""
    own = [e for e in live if rules.acts[e.act]["ledger"] == ledger]
    if frozen:
        own = [e for e in own if not set_aside(rules, ledger, e, day)]
    groups = rules.ledgers[ledger]["groups"]
    for id, group in groups.items():
        mine = [e for e in own if rules.acts[e.act]["group"] == id]
        if group["takes"] != "sum" and len(mine) > 1:
            entered = {e: (e.day, e.act, e.occurrence) for e in mine}
            chosen = (max(mine, key=entered.__getitem__) if group["takes"] == "latest" else
                      min(mine, key=lambda e: (-abs(e.worth(day)), entered[e])))
            own = [e for e in own if e is chosen or e not in mine]
    return own


def set_aside(rules: Rules, ledger: int, entry: Entry, day: int) -> bool:
    """Whether a record is one of those that count 0 while the ledger is frozen."""
    return rules.ledgers[ledger]["frozen"]["what"] in ("any", *taken_for(rules.acts[entry.act], entry.worth(day)))


@dataclass(slots=True)
class Stay:
    """Something that held from one day up to and not including another: a grade (`what`: its id), a measure (`what`: its row)."""

    what: object
    day: int
    ended: int | None = None

    def holds(self, day: int) -> bool:
        return self.day <= day and (self.ended is None or day < self.ended)


@dataclass(slots=True, eq=False)
class Filing:
    """A remedy that was sought against a record or a listing (`target`)."""

    remedy: int
    day: int
    target: Entry | Listing | None
    due: int                        # when the office will decide, as things stand
    last: int                       # the last lawful day
    suspends: bool
    decided: int | None = None
    won: bool | None = None


@dataclass(slots=True)
class Deed:
    """Something done. `seen`: (channel's row, saw it, took it for a stranger's)."""

    kind: int
    day: int
    amount: int
    severity: int
    lasts: int
    scripted: bool
    unseen: list = field(default_factory=list)
    astray: list = field(default_factory=list)


@dataclass(slots=True)
class Want:
    """Something wanted; `worst`: what it met (0 denied, 1 burdened, 2 granted, 3 nothing) by which measure."""

    kind: int
    day: int
    measure: int
    worst: int
    spared: int                     # measures that do not meet such a want, though in force


@dataclass(slots=True)
class Refusal:
    """An act that was not entered, as the scheme does not cover the member then."""

    act: int
    day: int
    deed: int
    points: int
