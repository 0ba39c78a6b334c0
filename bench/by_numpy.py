"""The small rule set in vectorised NumPy: whole columns, day by day, with the engine's draws, so to its bits.

A day's doings are those of a few thousand people at once; records that will end wait in the bucket of their last day.
"""

from __future__ import annotations

import numpy as np

from bench.small_rules import FLOWS, Outcome, Rules

START, LISTED_BELOW, LEAVES_AT, LIFE, TERM = 1000, 600, 700, 24, 24
CELL, MEMBERS, PLACES = 1024, 16, 256
BLOCK = 8192
MONTH_DRAW, SLOT_DRAW, CONDUCT_DRAW = 1, 2, 3
_BANDS = np.array([600, 850, 960, 1030, 1050])
_LOW, _WORD = np.uint64(0xFFFFFFFF), np.uint64(32)
BAD, GOOD, ENTERED, ENDED, LISTED, UNLISTED, BETTER, WORSE = range(len(FLOWS))


def philox(c0, c1, c2, c3, key) -> np.ndarray:
    """The first word of Philox4x32-7, as uint32; counters are uint64 arrays or numbers of 32 bits."""
    c0, c1, c2, c3 = (np.asarray(c, np.uint64) for c in (c0, c1, c2, c3))
    k0, k1 = key
    for _ in range(7):
        p, q = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (q >> _WORD) ^ c1 ^ np.uint64(k0), q & _LOW, (p >> _WORD) ^ c3 ^ np.uint64(k1), p & _LOW
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0.astype(np.uint32)


class ByNumpy:
    """People before their first month; `live` lives them once."""

    def __init__(self, rules: Rules, cls: np.ndarray, place: np.ndarray):
        self.rules, self.cls, self.place, people = rules, cls, place, len(cls)
        self.sum = np.zeros(people, np.int16)
        self.grade = np.zeros(people, np.uint8)
        self.until = np.zeros(people, np.uint16)              # last day on the list, 0: not on it
        self.spent = np.zeros(people, bool)                   # a stay is over, and nothing new has come
        self.records = np.zeros(people, np.uint8)
        self.stamp = np.zeros(people, np.uint32)
        self.ends: dict[int, list] = {}                       # day -> people and kind of the records that end then
        self.leaves: dict[int, list] = {}                     # day -> people whose term may end then
        self.adults = np.maximum(np.bincount(place, minlength=PLACES), 1)
        self.near = np.zeros(PLACES, np.int64)
        self.peak = 0

    def live(self, months: int) -> None:
        """Live so many months."""
        self.tables = {name: [] for name in ("grades", "sums", "lists", "restricted", "flows")}
        for month in range(self.rules.first_month, self.rules.first_month + months):
            self.flows = np.zeros(len(FLOWS), np.int64)
            first, end = (int(self.rules.month_start[month + i]) for i in (0, 1))
            due = self._candidates(month, first, end - first)
            for day in range(first, end):
                self._live_day(day, month, day - first, due.get(day, ()), month == self.rules.first_month and day == first)
            self._take_stock()

    def _candidates(self, month: int, first: int, days: int) -> dict[int, list]:
        """Who may do what on which day: by day, people, kind and how far into the slot their word fell."""
        r, people = self.rules, len(self.cls)
        word = np.empty(people, np.uint32)
        for a in range(0, people, BLOCK):                     # in parts that stay in the cache
            counter = np.arange(a, min(a + BLOCK, people), dtype=np.uint64) * np.uint64(4)
            word[a:a + BLOCK] = philox(counter, MONTH_DRAW << 12, month, 0, r.key)
        cells = np.arange(-(-people // CELL), dtype=np.uint64)
        due: dict[int, list] = {}
        for k in range(len(r.hash)):
            into = word - np.repeat(philox(cells, SLOT_DRAW, month, r.hash[k], r.key), CELL)[:people]
            who = np.flatnonzero(into < r.bound[k].max())
            who = who[into[who] < r.bound[k][self.cls[who]]]
            counter = who.astype(np.uint64) * np.uint64(MEMBERS)
            drawn = philox(counter & _LOW, (counter >> _WORD) | np.uint64(CONDUCT_DRAW << 12), month, r.hash[k], r.key)
            day = (drawn.astype(np.uint64) * np.uint64(days)) >> _WORD
            order = np.argsort(day, kind="stable")
            cuts = np.searchsorted(day[order], np.arange(days + 1))
            who, into = who[order], into[who[order]]
            for d in range(days):
                if cuts[d] < cuts[d + 1]:
                    due.setdefault(first + d, []).append((k, who[cuts[d]:cuts[d + 1]], into[cuts[d]:cuts[d + 1]]))
        return due

    def _live_day(self, day: int, month: int, day_of_month: int, candidates, is_first: bool) -> None:
        """Records end, terms end, things are done and entered; then the standing of whom anything changed for."""
        r, touched = self.rules, []
        was_listed = self.until > 0 if candidates and self.leaves.get(day) else None
        for kind, who in self.ends.pop(day, ()):
            self.sum[who] -= np.int16(r.points[kind])
            self.records[who] -= np.uint8(1)
            self.flows[ENDED] += len(who)
            touched.append(who)
        over = [who[self.until[who] == day] for who in self.leaves.pop(day, ())]
        for who in over:
            self._unlist(who)
            touched.append(who)
        last = self._months_on(month, day_of_month, LIFE)
        for kind, who, into in candidates:
            listed = self.until[who] > 0 if was_listed is None else was_listed[who]
            who = who[into < self._chance(kind, who, listed)]
            self.flows[[BAD if r.points[kind] < 0 else GOOD, ENTERED]] += len(who)
            self.sum[who] += np.int16(r.points[kind])
            self.records[who] += np.uint8(1)
            self.spent[who] = False
            self.ends.setdefault(last, []).append((kind, who))
            touched.append(who)
        for who in over:
            self.spent[who] = True
        if is_first:
            self._settle(np.arange(len(self.cls)), self._months_on(month, day_of_month, TERM))
        elif touched:
            self._settle(self._once(touched), self._months_on(month, day_of_month, TERM))

    def _once(self, touched: list) -> np.ndarray:
        """Everybody who was touched, once."""
        who = np.concatenate(touched)
        turn = np.arange(len(who), dtype=np.uint32)
        self.stamp[who] = turn
        return who[self.stamp[who] == turn]

    def _chance(self, kind: int, who: np.ndarray, listed: np.ndarray) -> np.ndarray:
        r = self.rules
        p = r.rate[kind][self.cls[who]].astype(np.int64)
        p = (p * (65536 + (((r.near_factor[kind] - 65536) * self.near[self.place[who]]) >> 16))) >> 16
        p = np.where(listed, (p * r.listed_factor[kind]) >> 16, p)
        return np.minimum(p, r.bound[kind][self.cls[who]])

    def _settle(self, who: np.ndarray, until: int) -> None:
        """Grades, and who comes onto the list or leaves it."""
        score = self.sum[who].astype(np.int32) + START
        now, old = (6 - np.searchsorted(_BANDS, score, side="right")).astype(np.uint8), self.grade[who]
        self.flows[BETTER] += np.count_nonzero((now < old) & (old > 0))
        self.flows[WORSE] += np.count_nonzero((now > old) & (old > 0))
        self.grade[who] = now
        on = self.until[who] > 0
        self.spent[who] &= score < LISTED_BELOW
        enter, leave = who[~on & ~self.spent[who] & (score < LISTED_BELOW)], who[on & (score >= LEAVES_AT)]
        if len(enter):
            self.until[enter] = until
            self.flows[LISTED] += len(enter)
            self.leaves.setdefault(until, []).append(enter)
        self._unlist(leave)

    def _unlist(self, who: np.ndarray) -> None:
        self.until[who] = 0
        self.flows[UNLISTED] += len(who)

    def _months_on(self, month: int, day_of_month: int, months: int) -> int:
        """The day after the same day of the month so many months on, or after that month's last."""
        start = self.rules.month_start
        return int(min(start[month + months] + day_of_month, start[month + months + 1] - 1)) + 1

    def _take_stock(self) -> None:
        listed = self.until > 0
        restricted = np.bincount(self.place[listed], minlength=PLACES)
        t = self.tables
        t["grades"].append(np.bincount(self.grade, minlength=7))
        t["sums"].append(self.sum.sum(dtype=np.int64))
        t["lists"].append(restricted.sum())
        t["restricted"].append(restricted)
        t["flows"].append(self.flows)
        self.near = restricted * 65536 // self.adults
        self.peak = max(self.peak, self._bytes())

    def _bytes(self) -> int:
        columns = sum(a.nbytes for a in (self.cls, self.place, self.sum, self.grade, self.until, self.spent, self.records, self.stamp))
        return columns + sum(who.nbytes for day in self.ends.values() for _, who in day) + sum(
            who.nbytes for day in self.leaves.values() for who in day)

    def bytes(self) -> int:
        """Memory that grows with people, at its peak, without the columns that live for one operation."""
        return self.peak

    def outcome(self) -> Outcome:
        """What it ended with."""
        t = {name: np.array(rows) for name, rows in self.tables.items()}
        return Outcome(points=self.sum.astype(np.int64), grade=self.grade.astype(np.int32), listed=(self.until > 0).astype(np.int32),
                       records=self.records.astype(np.int64), **t)
