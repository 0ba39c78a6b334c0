"""The rules of a run as a record cites them: rows with their labels, bases and documents, and the calendar they count by."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache

from xinyong.scheme.layout import (
    CLOCK_DEED,
    CLOCK_END,
    CLOCK_ENTRY,
    H_CAL,
    H_LEDGER_E,
    H_NTH,
    H_NTH_COUNT,
    H_SCHEME,
    H_SERVED,
    H_WORK,
    H_WORK_DAYS,
    H_WORK_FIRST,
    LE_CEILING,
    LE_FLOOR,
    LE_LAPSE,
    LE_START,
    LEDGER_E_WIDTH,
    S_CLOCK,
    S_EXCLUDED,
    S_ROLL,
    SCHEME_WIDTH,
    U_DAYS,
    U_EVER,
    U_MONTHS,
    U_TO_END,
    U_TO_NEXT_END,
    U_WORKING,
)
from xinyong.scheme.model import FOREVER
from xinyong.scheme.values import date
from xinyong.scheme.when import Truth, parse
from xinyong.world.bytecode import duration
from xinyong.world.rulebook import Rulebook

KINDS = ("text", "secondary", "borrowed", "assumption")
"""What a rule may rest on, from the firmest."""
NO_BASIS = {"kind": "assumption", "document": "", "pin": "", "why": "no source is given"}


@lru_cache(maxsize=4096)
def condition(text: str):
    """The tree of a condition's text; of an empty one, that which always holds."""
    return parse(text) if text else Truth(True)


class Rules:
    """A compiled rulebook with what its rows are called. `names` are world/explain.py's; days are whole numbers since 1970."""

    def __init__(self, book: Rulebook):
        self.book, self.names, self.fields = book, book.names, book.fields
        n = book.names
        self.acts, self.lists, self.measures, self.remedies = n["acts"], n["lists"], n["measures"], n["remedies"]
        self.obligations, self.agreements, self.gives = n["obligations"], n["agreements"], n["gives"]
        self.ledgers, self.slots, self.kinds, self.epochs = n["ledgers"], n["slots"], n["kinds"], n["epochs"]
        self.schemes = {s["id"]: s for s in n["schemes"]}
        self.channels = {c["id"]: c for c in n["channels"]}
        self.things = {m["thing"] for m in self.measures}

    @cached_property
    def is_served(self) -> bool:
        """Whether practice says when decisions are served; else they are when they are known."""
        return bool(self.book[H_SERVED])

    # ---- rows

    def scheme_number(self, scheme: str) -> int:
        return self._scheme_numbers[scheme]

    @cached_property
    def _scheme_numbers(self) -> dict[str, int]:
        return {s["id"]: i for i, s in enumerate(self.names["schemes"])}

    @cached_property
    def slot_of(self) -> dict[str, int]:
        """scheme -> its row among graded schemes."""
        return {s["scheme"]: i for i, s in enumerate(self.slots)}

    @cached_property
    def ledgers_of(self) -> dict[str, dict[str, int]]:
        """scheme -> ledger -> row."""
        found: dict[str, dict[str, int]] = {s: {} for s in self.schemes}
        for i, ledger in enumerate(self.ledgers):
            found[ledger["scheme"]][ledger["id"]] = i
        return found

    def shown_ledger(self, scheme: str) -> int:
        """The ledger that `score` means in a scheme: the one of that name, else the graded one, else the first; -1 for none."""
        own = self.ledgers_of[scheme]
        if "score" in own:
            return own["score"]
        if scheme in self.slot_of:
            return self.slots[self.slot_of[scheme]]["ledger"]
        return next(iter(own.values()), -1)

    def epoch(self, day: int) -> int:
        """Which versions hold on a day."""
        return max(0, bisect_right(self.epochs, day) - 1)

    # ---- ledgers and grades

    def limits(self, ledger: int, day: int) -> tuple[int, int, int]:
        """Start, floor and ceiling of a ledger on a day, in steps."""
        at = self.book[H_LEDGER_E] + (self.epoch(day) * len(self.ledgers) + ledger) * LEDGER_E_WIDTH
        row = self.book.array[at:at + LEDGER_E_WIDTH]
        return int(row[LE_START]), int(row[LE_FLOOR]), int(row[LE_CEILING])

    def lapses(self, ledger: int, epoch: int) -> bool:
        """Whether the ledger begins anew with this version."""
        at = self.book[H_LEDGER_E] + (epoch * len(self.ledgers) + ledger) * LEDGER_E_WIDTH
        return bool(self.book.array[at + LE_LAPSE])

    def points(self, ledger: int, steps: int):
        """Steps of a ledger as points: whole where its step is."""
        step = self.ledgers[ledger]["step"] if ledger >= 0 else 100
        hundredths = steps * step
        return hundredths // 100 if step % 100 == 0 else hundredths / 100

    def bands(self, slot: int, day: int) -> list[dict]:
        """The bands of a graded scheme in force on a day, best first."""
        found: list[dict] = []
        for version in self.slots[slot]["versions"]:
            if version["from"] <= day:
                found = version["bands"]
        return found

    def rank(self, slot: int, grade: str, day: int) -> int:
        """How good a grade is on a day: 1 is the worst, 0 is no grade of that day."""
        bands = self.bands(slot, day)
        return next((len(bands) - i for i, b in enumerate(bands) if b["id"] == grade), 0)

    def band_of(self, slot: int, score: int, day: int, held: str = "") -> dict | None:
        """The band that a score (in steps) falls into on a day, or in which it keeps who holds a grade."""
        return next((b for b in self.bands(slot, day) if b["at_least"] is None or score >= b["at_least"] or
                     (b["id"] == held and b["keeps_to"] is not None and score >= b["keeps_to"])), None)

    # ---- days of assessment

    def next_set_day(self, set_days: list, day: int) -> int:
        """The first of some set days ((month, day), month 0: every month) that is `day` or comes after it."""
        found = []
        for month, number in set_days:
            for m in range(self.month(day), self.month(day) + 13):
                if month in (0, m % 12 + 1):
                    found.append(min(self._months[m] + number, self._months[m + 1]) - 1)
        return min(d for d in found if d >= day)

    def last_set_day(self, set_days: list, day: int) -> int:
        """The last of some set days that is `day` or came before it."""
        found, at = day - 366, day - 366
        while (at := self.next_set_day(set_days, at)) <= day:
            found, at = at, at + 1
        return found

    def grade_label(self, slot: int, grade: str, lang: str = "en") -> str:
        return self.slots[slot]["labels"][grade][lang] if grade else ""

    # ---- what a rule rests on

    def source(self, scheme: str, basis: dict | None) -> dict:
        """A basis with its document: kind, document, title, pin, address, seen, why. `scheme` "" is the world."""
        basis = basis or NO_BASIS
        known = self.names["sources"].get(scheme, {}).get(basis["document"])
        known = known or self.names["sources"].get("", {}).get(basis["document"])
        return {"basis": basis["kind"], "document": basis["document"] or None, "pin": basis["pin"] or None, "why": basis["why"] or None,
                "title": known["title"] if known else None, "address": known["address"] if known else None,
                "seen": iso(known["seen"]) if known else None}

    def cite(self, rule: dict, *fields: str) -> dict:
        """The source of a rule's field where it has a basis of its own, else of the whole rule."""
        bases = rule["basis"]
        found = next((bases[f] for f in fields if bases.get(f)), bases.get(""))
        return self.source(rule["scheme"], found)

    # ---- the calendar

    @cached_property
    def _months(self):
        at = self.book[H_CAL]
        return self.book.array[at:self.book[H_WORK]].tolist()

    def month(self, day: int) -> int:
        return bisect_right(self._months, day) - 1

    def clock(self, scheme: str) -> str:
        """From when the life of a scheme's records runs: entry, deed or end."""
        row = self.book[H_SCHEME] + self.scheme_number(scheme) * SCHEME_WIDTH
        return {CLOCK_ENTRY: "entry", CLOCK_DEED: "deed", CLOCK_END: "end"}[int(self.book.array[row + S_CLOCK])]

    def add_months(self, day: int, months: int) -> int:
        """The same day number so many months later, or that month's last day."""
        m = self.month(day)
        return min(self._months[m + months] + day - self._months[m], self._months[m + months + 1] - 1)

    def full_years(self, birth: int, day: int) -> int:
        """Completed years of age; `birth` as in a member's row."""
        m = self.month(day)
        months = m - (birth >> 5) - (day - self._months[m] < (birth & 31))
        return max(0, months // 12)

    def birthday(self, birth: int, years: int) -> int:
        """The day on which so many years are completed."""
        return self._months[(birth >> 5) + 12 * years] + (birth & 31)

    def _worked(self, day: int) -> int:
        i = min(max(day - self.book[H_WORK_FIRST], 0), self.book[H_WORK_DAYS] - 1)
        return int(self.book.array[self.book[H_WORK] + i])

    def _nth_working_day(self, n: int) -> int:
        return int(self.book.array[self.book[H_NTH] + min(n, self.book[H_NTH_COUNT] - 1)])

    def after(self, day: int, length) -> int:
        """The day a duration (as read by scheme/values.py) after `day`; FOREVER for an open one."""
        count, unit = duration(length)
        if unit == U_DAYS:
            return min(day + count, FOREVER)
        if unit == U_MONTHS:
            return min(self.add_months(day, count), FOREVER)
        if unit == U_WORKING:
            return min(self._nth_working_day(self._worked(day) + count), FOREVER)
        if unit in (U_TO_END, U_TO_NEXT_END):
            begins = self.month(day) // count * count
            return min(self._months[begins + (count if unit == U_TO_END else 2 * count)] - 1, FOREVER)
        return FOREVER

    def excludes_first(self, scheme: str) -> bool:
        """Whether a period's first day is not counted."""
        return bool(self.book.array[self.book[H_SCHEME] + self.scheme_number(scheme) * SCHEME_WIDTH + S_EXCLUDED])

    def end_of(self, scheme: str, day: int, length) -> int:
        """The first day on which a period that began with `day` no longer runs, by the scheme's way of counting."""
        count, unit = duration(length)
        if unit == U_EVER:
            return FOREVER
        if unit in (U_TO_END, U_TO_NEXT_END):
            return min(self.after(day, length) + 1, FOREVER)
        row = self.book[H_SCHEME] + self.scheme_number(scheme) * SCHEME_WIDTH
        excluded, roll = self.book.array[row + S_EXCLUDED], self.book.array[row + S_ROLL]
        last = self.after(day, length) if excluded else self.after(day - 1, length) if unit == U_WORKING else self.after(day, length) - 1
        if roll and self._worked(last) == self._worked(last - 1):
            last = self._nth_working_day(self._worked(last) + 1)
        return last + 1 if last < FOREVER else FOREVER

    def last_day(self, scheme: str, day: int, length) -> int:
        """The last day of a period that began with `day`, by the scheme's way of counting; the day itself at the earliest."""
        ends = self.end_of(scheme, day, length)
        return max(day, ends - 1) if ends < FOREVER else FOREVER


def iso(day: int | None) -> str | None:
    """A day as an ISO date; None for an open end or where there is none."""
    return None if day is None or day >= FOREVER else date(day).isoformat()


def consent_asked(scheme: dict, day: int, kind: str) -> dict | None:
    """The version of a scheme's consent on a day, where it asks such subjects (`kind`: person or organisation) for it."""
    last = next((c for c in reversed(scheme["consent"]) if c["from"] <= day), None)
    return last if last and last["asked"] != "not asked" and last["of"] in (kind, "both") else None
