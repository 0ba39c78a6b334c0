"""A unit's lived life, read from its trace: for each member the records, listings, measures, remedies, grades and scores with their days."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from xinyong.life import notice
from xinyong.life.agenda import FOREVER, SCRIPTED
from xinyong.life.remedies import ON_LIST
from xinyong.life.scratch import (
    TR_ASTRAY,
    TR_CONDUCT,
    TR_DECIDED,
    TR_ENDED,
    TR_ENTERED,
    TR_EPOCH,
    TR_FEATURE,
    TR_FILED,
    TR_FROZEN,
    TR_GRADE,
    TR_GRADE_END,
    TR_LIST_TERM,
    TR_LISTED,
    TR_MEASURE_OFF,
    TR_MEASURE_ON,
    TR_NOTICE,
    TR_OWED,
    TR_PASSED,
    TR_PASSED_ASTRAY,
    TR_PERFORMED,
    TR_REFUSED,
    TR_SCORE,
    TR_SET,
    TR_STAYS,
    TR_TOLD,
    TR_TOLD_LIST,
    TR_UNDONE,
    TR_UNLISTED,
    TR_UNSEEN,
    TR_WANT,
    TR_WITHDRAWN,
)
from xinyong.record.bonds import Owed, Route
from xinyong.record.derived import Taken, rated
from xinyong.record.entries import Deed, Entry, Filing, Refusal, Stay, Want, choose
from xinyong.record.rules import Rules
from xinyong.record.stays import Listing, Notice
from xinyong.scheme.layout import W_BIRTH
from xinyong.scheme.values import life

_OPEN = 1 << 30
WHILE = "while it holds"
"""The life of a record that ends when what it arose from ceases."""


class MemberLife:
    """What happened to one member; every list is in order of time."""

    def __init__(self, rules: Rules, rows: list[list[int]], member: int):
        self.rules, self.member = rules, member
        self.entries: list[Entry] = []
        self.listings: list[Listing] = []
        self.measures: list[Stay] = []
        self.filings: list[Filing] = []
        self.deeds: list[Deed] = []
        self.wants: list[Want] = []
        self.refusals: list[Refusal] = []
        self.obligations: list[Owed] = []
        self.passed_astray: list[tuple[int, int]] = []              # day, row of what agreements give: entered against a stranger
        self.settings: list[tuple[int, int, int]] = []              # day, field, value
        self.grades: list[list[Stay]] = [[] for _ in rules.slots]
        self.scores: list[list[tuple[int, int | None]]] = [[] for _ in rules.ledgers]
        self.features: dict[tuple[int, int], list[tuple[int, int, int, int]]] = {}      # ledger, feature's row -> day, bin, points, weight
        self._records: dict[tuple[int, int, int], Entry] = {}       # act's row, day, occurrence
        self._frozen: dict[int, list[tuple[int, bool]]] = {}
        self._on: dict[int, Listing] = {}
        self.notices: list[Notice] = []
        self._bears: dict[int, Stay] = {}
        self._pending: dict[tuple[int, int], Filing] = {}
        self._won: Filing | None = None
        for day, what, _, ref, a, b, c, d in rows:
            reader = _READERS.get(what)
            if reader is not None:
                reader(self, day, ref, a, b, c, d)

    # ---- one kind of row each

    def _entered(self, day, act, points, deed, until, flags):
        entry = Entry(f"r{len(self.entries) + 1}", act, day, flags >> 8, points, deed, until, flags & 0xFF)
        if until <= day:
            entry.ended, entry.how = day, "at once"
        self.entries.append(entry)
        self._records[act, day, entry.occurrence] = entry

    def _ended(self, day, act, entered, occurrence, *_):
        entry = self._records[act, entered, occurrence]
        entry.ended, entry.how = day, "ceased" if self.rules.acts[act]["counts_for"] == WHILE else "time"

    def _grade_ended(self, day, act, entered, occurrence, *_):
        self._records[act, entered, occurrence].grade_until = day

    def _stays(self, day, act, entered, occurrence, is_grade, *_):
        entry = self._records[act, entered, occurrence]
        if is_grade:
            entry.grade_stays = day
        else:
            entry.stays = day

    def _froze(self, day, ledger, frozen, *_):
        own = self._frozen.setdefault(ledger, [])
        if own and own[-1][0] == day:
            own.pop()
        own.append((day, bool(frozen)))

    def frozen(self, ledger: int, day: int) -> bool:
        """Whether the ledger was frozen at the end of a day."""
        return next((frozen for d, frozen in reversed(self._frozen.get(ledger, [])) if d <= day), False)

    def _told(self, day, act, entered, occurrence, *_):
        self._records[act, entered, occurrence].told = day

    def _told_list(self, day, i, _entered, what, *_):
        if what == notice.BEFORE:
            self.notices[self._last_notice(i)].told = day
            return
        listing = self._on[i]
        if what == notice.KNOWN:
            listing.told = day
            if not self.rules.is_served:
                listing.served = day
        elif what == notice.SERVED:
            listing.served = day
        elif what == notice.BINDS:
            listing.in_effect = day
        elif what == notice.PUBLISHED:
            listing.published = day
        else:
            listing.taken_down = day

    def _notice(self, day, i, ground, over, given, *_):
        self.notices.append(Notice(i, day, ground, over, given))

    def _last_notice(self, i: int) -> int:
        """The number of the latest notice about a list; -1 for none."""
        return next((n for n in reversed(range(len(self.notices))) if self.notices[n].list == i), -1)

    def _term(self, day, i, what, until, how, *_):
        listing = self._on[i]
        if what == 0:
            listing.terms.append((day, until))
        else:
            listing.leaving = day, ("time", "rule")[how]
        listing.until = until

    def _score(self, day, ledger, score, withheld, *_):
        own, score = self.scores[ledger], None if withheld else score
        if own and own[-1][0] == day:
            own[-1] = (day, score)
        elif not own or own[-1][1] != score:
            own.append((day, score))

    def _feature(self, day, row, bin, points, weight, ledger):
        own = self.features.setdefault((ledger, row), [])
        if own and own[-1][0] == day:                   # only what it gave at the end of the day is kept
            own.pop()
        if not own or own[-1][1:] != (bin, points, weight):
            own.append((day, bin, points, weight))

    def _grade(self, day, slot, _old, code, *_):
        own = self.grades[slot]
        grade = self.rules.slots[slot]["codes"][code]
        if own and own[-1].day == day:                  # only where it stood at the end of the day is kept
            own.pop()
        elif own:
            own[-1].ended = day
        if own and own[-1].what == grade:
            own[-1].ended = None
        else:
            own.append(Stay(grade, day))

    def _listed(self, day, i, ground, until, *_):
        self._on[i] = listing = Listing(i, day, ground, until)
        n = self._last_notice(i)
        if self.rules.lists[i]["before"] and n >= 0 and self.notices[n].over == day:
            listing.before, self.notices[n].listing = self.notices[n].told, listing
        self.listings.append(listing)

    def _unlisted(self, day, i, how, *_):
        listing = self._on.pop(i)
        listing.ended, listing.how = day, ("time", "rule", "remedy")[how]

    def _measure_on(self, day, m, *_):
        self._bears[m] = stay = Stay(m, day)
        self.measures.append(stay)

    def _measure_off(self, day, m, *_):
        self._bears.pop(m).ended = day

    def _filed(self, day, remedy, t, due, last, *_):
        filing = Filing(remedy, day, self._target(t), due, last, self.rules.remedies[remedy]["suspends"])
        if filing.target is not None:
            filing.target.filings.append(filing)
        self.filings.append(filing)
        self._pending[remedy, t >> 24 << 8 | t & 0xFF] = filing

    def _decided(self, day, remedy, t, won, *_):
        filing = self._pending.pop((remedy, t >> 24 << 8 | t & 0xFF), None)
        if filing is None:
            return
        filing.decided, filing.won = day, bool(won)
        if won:
            self._won = filing
        if won and isinstance(filing.target, Entry):
            filing.target.ended, filing.target.how = day, "remedy"
            if filing.target.grade_until is None:
                filing.target.grade_until = day

    def _undone(self, day, act, entered, occurrence, points, until, *_):
        entry = self._records[act, entered, occurrence]
        entry.once = day, entry.points, self._won
        entry.points, entry.until = points, until

    def _target(self, t: int) -> Entry | Listing | None:
        ref, entered = t >> 40, t >> 24 & 0xFFFF
        return self._on.get(ref & (ON_LIST - 1)) if ref & ON_LIST else self._records.get((ref, entered, t & 0xFF))

    def _deed(self, day, kind, amount, severity, lasts, flags):
        self.deeds.append(Deed(kind, day, amount, severity, lasts, bool(flags & SCRIPTED)))

    def _unseen(self, _day, _kind, channel, *_):
        self.deeds[-1].unseen.append(channel)

    def _astray(self, _day, _kind, channel, *_):
        self.deeds[-1].astray.append(channel)

    def _want(self, day, kind, measure, worst, spared, *_):
        self.wants.append(Want(kind, day, measure, worst, spared))

    def _refused(self, day, act, points, deed, *_):
        self.refusals.append(Refusal(act, day, deed, points))

    def _passed(self, day, give, member, since, occurrence, packed):
        self._records[packed >> 16, day, packed & 0xFFFF].route = Route(give, member, since, occurrence)

    def _withdrawn(self, day, act, entered, occurrence, *_):
        entry = self._records[act, entered, occurrence]
        entry.ended, entry.how = day, "withdrawn"
        if entry.grade_until is None:
            entry.grade_until = day

    def _passed_astray(self, day, give, *_):
        self.passed_astray.append((day, give))

    def _owed(self, day, act, amount, due, occurrence, *_):
        owed = Owed(f"o{len(self.obligations) + 1}", self.rules.acts[act]["owes"], self._records[act, day, occurrence], day, due, amount)
        self.obligations.append(owed)

    def _performed(self, day, act, amount, left, since, packed):
        entry = self._records[act, since, packed & 0xFFFF]
        owed = next(o for o in self.obligations if o.entry is entry)
        how = ("performed", "with the conduct", "void")[packed >> 16]
        if how == "performed":
            owed.parts.append((day, amount))
        if not left:
            owed.ended, owed.how = day, how

    def owes(self, obligation: int, day: int) -> list[Owed]:
        """What is outstanding of an obligation at the end of a day."""
        return [o for o in self.obligations if o.obligation == obligation and o.left(day)]

    def _set(self, day, f, value, *_):
        self.settings.append((day, f, value))

    def _versions(self, day, epoch, *_):
        """A ledger that begins anew ends all that was recorded in it, and direct grades of its scheme."""
        for ledger, about in enumerate(self.rules.ledgers):
            if self.rules.lapses(ledger, epoch):
                for entry in self.entries:
                    act = self.rules.acts[entry.act]
                    if act["ledger"] == ledger and entry.ended is None and entry.day < day:
                        entry.ended, entry.how = day, "lapse"
                    if act["scheme"] == about["scheme"] and act["grade"] and entry.grade_until is None:
                        entry.grade_until = day

    # ---- as of a day

    def score(self, ledger: int, day: int) -> int | None:
        """The ledger's score at the end of a day, in steps; None where none is given."""
        return next((s for d, s in reversed(self.scores[ledger]) if d <= day), None)

    def counted(self, ledger: int, day: int) -> int:
        """Start plus what live records count for, in steps, within floor and ceiling, whether a score is given or not; of a mean or scorecard what it showed."""
        if self.rules.ledgers[ledger]["kind"] != "points":
            return self.score(ledger, day) or 0
        start, floor, ceiling = self.rules.limits(ledger, day)
        return min(max(start + sum(e.worth(day) for e in self.counting(ledger, day)), floor), ceiling)

    def counting(self, ledger: int, day: int) -> list[Entry]:
        """Live records of a ledger that count in it at the end of a day."""
        if self.rules.ledgers[ledger]["mean"]:
            return rated(self.rules, ledger, self.live(day), day)
        return choose(self.rules, ledger, self.live(day), day, self.frozen(ledger, day))

    def card(self, ledger: int, day: int) -> list[Taken]:
        """What each feature of a scorecard gave when it was last taken."""
        found = []
        for i, row in enumerate(sorted(row for of, row in self.features if of == ledger)):
            own = [t for t in self.features[ledger, row] if t[0] <= day]
            if own:
                since, bin, points, weight = own[-1]
                found.append(Taken(i, bin, points, weight, own[-2][2] if len(own) > 1 else None, since))
        return found

    def grade(self, slot: int, day: int) -> str:
        """The grade at the end of a day; "" for none."""
        return next((s.what for s in self.grades[slot] if s.holds(day)), "")

    def grade_stay(self, slot: int, day: int) -> Stay | None:
        return next((s for s in self.grades[slot] if s.holds(day)), None)

    def live(self, day: int) -> list[Entry]:
        """Records that count at the end of a day."""
        return [entry for entry in self.entries if entry.live(day)]

    def on(self, i: int, day: int) -> Listing | None:
        """The stay on a list at the end of a day, whether it binds or not."""
        return next((s for s in self.listings if s.list == i and s.live(day)), None)

    def borne(self, day: int) -> list[Stay]:
        """Measures borne or enjoyed at the end of a day."""
        return [stay for stay in self.measures if stay.holds(day)]

    def grade_end(self, entry: Entry) -> int:
        """The first day on which the direct grade of a record holds no more, whether it has come or not."""
        if entry.grade_until is not None:
            return entry.grade_until
        if entry.grade_stays is not None:
            return FOREVER
        act = self.rules.acts[entry.act]
        return self.rules.end_of(act["scheme"], self._clock(entry, act), life(act["grade_for"]) if act["grade_for"] else None)

    def _clock(self, entry: Entry, act: dict) -> int:
        clock = self.rules.clock(act["scheme"])
        if clock == "entry":
            return entry.day
        if clock == "deed":
            return entry.deed
        lasts = next((d.lasts for d in self.deeds if d.day == entry.deed and self.rules.kinds[d.kind]["id"] == act["conduct"]), 0)
        return self.rules.add_months(entry.deed, lasts)


_READERS = {
    TR_ENTERED: MemberLife._entered, TR_ENDED: MemberLife._ended, TR_GRADE_END: MemberLife._grade_ended, TR_TOLD: MemberLife._told,
    TR_TOLD_LIST: MemberLife._told_list, TR_SCORE: MemberLife._score, TR_GRADE: MemberLife._grade, TR_LISTED: MemberLife._listed,
    TR_UNLISTED: MemberLife._unlisted, TR_MEASURE_ON: MemberLife._measure_on, TR_MEASURE_OFF: MemberLife._measure_off,
    TR_FILED: MemberLife._filed, TR_DECIDED: MemberLife._decided, TR_CONDUCT: MemberLife._deed, TR_UNSEEN: MemberLife._unseen,
    TR_ASTRAY: MemberLife._astray, TR_WANT: MemberLife._want, TR_REFUSED: MemberLife._refused, TR_SET: MemberLife._set,
    TR_EPOCH: MemberLife._versions, TR_OWED: MemberLife._owed, TR_PERFORMED: MemberLife._performed,
    TR_PASSED: MemberLife._passed, TR_WITHDRAWN: MemberLife._withdrawn, TR_PASSED_ASTRAY: MemberLife._passed_astray, TR_UNDONE: MemberLife._undone, TR_NOTICE: MemberLife._notice,
    TR_LIST_TERM: MemberLife._term,
    TR_FEATURE: MemberLife._feature, TR_STAYS: MemberLife._stays, TR_FROZEN: MemberLife._froze,
}


class UnitLife:
    """A unit's whole life up to the end of a day.

    rules: those it was lived under. rows: its members as minted (int32, members x words). trace: as nation/replay.py gives it.
    """

    def __init__(self, rules: Rules, rows: np.ndarray, trace: np.ndarray, last_day: int):
        self.rules, self.rows, self.last_day = rules, rows, last_day
        self._trace = trace[trace[:, 0] <= last_day]
        self._lives: dict[int, MemberLife] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def member(self, j: int) -> MemberLife:
        """The life of one member."""
        if j not in self._lives:
            t = self._trace
            self._lives[j] = MemberLife(self.rules, t[(t[:, 2] == j) | (t[:, 1] == TR_EPOCH)].tolist(), j)
        return self._lives[j]

    @cached_property
    def roles(self) -> list[str]:
        """Each member's name within the unit: its role, numbered where several have it."""
        field_ = self.rules.fields["role"]
        seen: dict[str, int] = {}
        found = []
        for row in self.rows:
            role = field_.read(row[field_.word])
            seen[role] = seen.get(role, 0) + 1
            found.append(role if seen[role] == 1 else f"{role}-{seen[role]}")
        return found

    def attribute(self, j: int, name: str, day: int) -> str | None:
        """The value of an attribute of a member at the end of a day; None where members have no such attribute."""
        f = self.rules.fields.get(name)
        if f is None:
            return None
        changed = [v for d, i, v in self.member(j).settings if i == f.index and d <= day] if self._set else ()
        return f.values[changed[-1]] if changed else f.read(self._words[j][f.word])

    @cached_property
    def _words(self) -> list[list[int]]:
        return self.rows.tolist()

    @cached_property
    def _set(self) -> bool:
        """Whether an attribute of anybody changes."""
        return bool((self._trace[:, 1] == TR_SET).any())

    def is_person(self, j: int) -> bool:
        f = self.rules.fields["kind"]
        return f.read(self._words[j][f.word]) == "person"

    def birth(self, j: int) -> int:
        """Month and day of birth as in the row; 0 for an organisation."""
        return self._words[j][W_BIRTH]

    def age(self, j: int, day: int) -> int:
        return self.rules.full_years(self.birth(j), day)
