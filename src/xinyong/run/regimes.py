"""Which rules held when: the days of a run on which a scheme said something else, and what it said then.

Read from the names kept with a run, so that it follows from the texts alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from xinyong.scheme.model import FOREVER

Label = dict[str, str]
"""A name by language."""


@dataclass(frozen=True)
class Regime:
    """What a scheme says from one day on. `begun` and `ended`: how many acts of its catalog begin, change or end on that day."""

    day: int
    scheme: str
    grades: tuple[str, ...]
    start: float | None             # points
    repeat: float                   # how many times a repeated wrong counts
    asked: str                      # not asked | opt in | opt out
    without: tuple[str, ...]
    acts: int
    kinds: tuple[int, int, int]     # measures that deny, burden, grant
    lists: tuple[str, ...]          # "id" of each list in force
    begun: int = 0
    ended: int = 0

    def same_but_day(self, other: Regime) -> bool:
        """Whether both say the same of all but single acts."""
        return replace(self, day=0, begun=0, ended=0, acts=0) == replace(other, day=0, begun=0, ended=0, acts=0)


def regimes(names: dict, first_day: int, end_day: int, *, at_most: int = 8) -> tuple[list[Regime], int]:
    """The regimes of all schemes in order of day, from `first_day` to before `end_day`; and how many small changes were left out.

    A day on which only acts change is left out where there are more than `at_most`, those that change fewest first.
    """
    found: list[Regime] = []
    minor: list[Regime] = []
    for scheme in names["schemes"]:
        last = None
        for day in _days(names, scheme, first_day, end_day):
            now = _on(names, scheme, day)
            if last is None or not now.same_but_day(last):
                found.append(now)
            elif now.begun or now.ended:
                minor.append(now)
            last = now
    minor.sort(key=lambda r: -(r.begun + r.ended))
    room = max(0, at_most - len(found))
    return sorted([*found, *minor[:room]], key=lambda r: r.day), len(minor[room:])


def _days(names: dict, scheme: dict, first_day: int, end_day: int) -> list[int]:
    """The first day on which the scheme is in force, then every day on which something of it may change."""
    spans = _of(names["in_force"], scheme)
    start = max(first_day, scheme["from"], min(s["from"] for s in spans))
    end = min(end_day, scheme["to"], max(s["to"] for s in spans))
    own = [r for what in ("acts", "measures", "lists") for r in _of(names[what], scheme)]
    days = {day for r in own for day in (r["from"], r["to"])} | {c["from"] for c in scheme["consent"]} | set(names["epochs"])
    days |= {v["from"] for slot in _of(names["slots"], scheme) for v in slot["versions"]}
    return [start, *sorted(d for d in days if start < d < end)] if start < end else []


def _on(names: dict, scheme: dict, day: int) -> Regime:
    """What a scheme says on a day."""
    acts = _of(names["acts"], scheme)
    slot = next(iter(_of(names["slots"], scheme)), None)
    ledger = names["ledgers"][slot["ledger"]] if slot else next(iter(_of(names["ledgers"], scheme)), None)
    consent = _latest(scheme["consent"], day) or {"asked": "not asked", "without": []}
    measures = [m for m in _of(names["measures"], scheme) if _holds(m, day)]
    lists = [r["id"] for r in _of(names["lists"], scheme) if _holds(r, day)]
    begins = {a["id"] for a in acts if a["from"] == day}
    repeat = _latest(ledger["repeat"], day) if ledger else None
    bands = (_latest(slot["versions"], day) or {"bands": []})["bands"] if slot else []
    return Regime(
        day=day, scheme=scheme["id"], grades=tuple(slot["labels"][b["id"]]["en"] for b in bands) if slot else (),
        start=_start(names, ledger, day), repeat=repeat["factor"] / 100 if repeat else 1, asked=consent["asked"],
        without=tuple(consent["without"]), acts=sum(_holds(a, day) for a in acts),
        kinds=tuple(len({m["id"] for m in measures if m["kind"] == kind}) for kind in ("deny", "burden", "grant")), lists=tuple(sorted(set(lists))),
        begun=len(begins), ended=len({a["id"] for a in acts if a["to"] == day and day < FOREVER} - begins))


def _start(names: dict, ledger: dict | None, day: int) -> float | None:
    if ledger is None:
        return None
    epoch = sum(d <= day for d in names["epochs"]) - 1
    return ledger["start"][epoch] * ledger["step"] / 100


def _of(rows: list[dict], scheme: dict) -> list[dict]:
    return [r for r in rows if r["scheme"] == scheme["id"]]


def _holds(rule: dict, day: int) -> bool:
    return rule["from"] <= day < rule["to"]


def _latest(history: list[dict], day: int) -> dict | None:
    held = [v for v in history if v["from"] <= day]
    return held[-1] if held else None
