"""Where two lives of one subject differ: score and grade by time, records, lists, measures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from xinyong.record.entries import Entry
from xinyong.record.rules import iso
from xinyong.record.subject import Record


@dataclass(frozen=True)
class Span:
    """Days, from one up to and not including another, on which score or grade of a scheme differ; as (as lived, what if)."""

    scheme: str
    first: int
    last: int
    scores: tuple[object, object]
    grades: tuple[str, str]


class Difference:
    """What differs between a life as lived and the same life under a change, up to the same day."""

    def __init__(self, as_lived: Record, what_if: Record):
        self.a, self.b = as_lived, what_if

    @cached_property
    def spans(self) -> list[Span]:
        """Days on which score or grade differ, scheme by scheme, in order."""
        schemes = [s for s in self.a.rules.schemes if s in self.b.rules.schemes]
        return [span for scheme in schemes for span in self._spans(scheme)]

    def _spans(self, scheme: str) -> list[Span]:
        a, b = steps(self.a, scheme), steps(self.b, scheme)
        days = sorted({*a, *b})
        found: list[Span] = []
        at: tuple = (None, ""), (None, "")
        for day, following in zip(days, [*days[1:], self.a.as_of + 1]):
            at = a.get(day, at[0]), b.get(day, at[1])
            if at[0] == at[1]:
                continue
            scores, grades = (at[0][0], at[1][0]), (at[0][1], at[1][1])
            if found and found[-1].last == day and (found[-1].scores, found[-1].grades) == (scores, grades):
                found[-1] = Span(scheme, found[-1].first, following, scores, grades)
            else:
                found.append(Span(scheme, day, following, scores, grades))
        return found

    # ---- records

    @cached_property
    def _entries(self) -> tuple[dict[str, Entry], dict[str, Entry]]:
        return tuple({e.label: e for e in r.life.entries} for r in (self.a, self.b))

    @cached_property
    def only_as_lived(self) -> list[Entry]:
        """Records that the changed life has not."""
        a, b = self._entries
        return [e for label, e in a.items() if label not in b]

    @cached_property
    def only_what_if(self) -> list[Entry]:
        """Records that only the changed life has."""
        a, b = self._entries
        return [e for label, e in b.items() if label not in a]

    @cached_property
    def changed(self) -> list[tuple[Entry, Entry]]:
        """Records of both lives that count for other points or for another time."""
        a, b = self._entries
        return [(a[label], b[label]) for label in a if label in b and _fate(self.a, a[label]) != _fate(self.b, b[label])]

    # ---- measures and lists

    @cached_property
    def measure_days(self) -> list[tuple[dict, int, int]]:
        """Measures borne for another number of days: rule, days as lived, days what if."""
        rules = {m["id"]: m for r in (self.a, self.b) for m in r.rules.measures}
        return [(rules[id_], *days) for id_, days in _both(_days(self.a, "measures"), _days(self.b, "measures")) if days[0] != days[1]]

    @cached_property
    def list_days(self) -> list[tuple[dict, int, int]]:
        """Lists stood on for another number of days."""
        rules = {x["id"]: x for r in (self.a, self.b) for x in r.rules.lists}
        return [(rules[id_], *days) for id_, days in _both(_days(self.a, "lists"), _days(self.b, "lists")) if days[0] != days[1]]

    @cached_property
    def wants_met(self) -> tuple[Counter, Counter]:
        """How often a want was denied, burdened or granted, in either life."""
        names = ("denied", "burdened", "granted")
        return tuple(Counter(names[w.worst] for w in r.life.wants if w.measure >= 0) for r in (self.a, self.b))

    @cached_property
    def only_done(self) -> list:
        """Deeds that only the changed life has."""
        kinds = [{(r.rules.kinds[d.kind]["id"], d.day) for d in r.life.deeds} for r in (self.a, self.b)]
        return [d for d in self.b.life.deeds if (self.b.rules.kinds[d.kind]["id"], d.day) not in kinds[0]]

    @property
    def is_nothing(self) -> bool:
        """Whether the two lives are the same in all of these."""
        return not (self.spans or self.only_as_lived or self.only_what_if or self.changed or self.only_done or self.measure_days
                    or self.list_days or self.wants_met[0] != self.wants_met[1])

    def in_words(self) -> str:
        """How much differs, in a few words."""
        days = sum(s.last - s.first for s in self.spans)
        return (f"{days:,} days with another score or grade; {len(self.only_as_lived)} records only as lived, {len(self.only_what_if)} only what if")

    def to_dict(self) -> dict:
        """As `xinyong record --json` prints it."""
        return {
            "same": self.is_nothing,
            "spans": [{"scheme": s.scheme, "from": iso(s.first), "to": iso(s.last), "score": {"as_lived": s.scores[0], "what_if": s.scores[1]},
                       "grade": {"as_lived": s.grades[0] or None, "what_if": s.grades[1] or None}} for s in self.spans],
            "records_only_as_lived": [self.a.record_row(e) for e in self.only_as_lived],
            "records_only_what_if": [self.b.record_row(e) for e in self.only_what_if],
            "records_changed": [{"as_lived": self.a.record_row(x), "what_if": self.b.record_row(y)} for x, y in self.changed],
            "done_only_what_if": [{"day": iso(d.day), "what": self.b.rules.kinds[d.kind]["id"],
                                   "not_seen_by": [self.b.rules.names["channels"][c]["id"] for c in d.unseen]} for d in self.only_done],
            "measure_days": [{"measure": m["id"], "as_lived": x, "what_if": y} for m, x, y in self.measure_days],
            "list_days": [{"list": m["id"], "as_lived": x, "what_if": y} for m, x, y in self.list_days],
            "wants_met": {"as_lived": dict(self.wants_met[0]), "what_if": dict(self.wants_met[1])}}


def _fate(record: Record, e: Entry) -> tuple:
    points = record.rules.points(record.rules.acts[e.act]["ledger"], e.points)
    return points, e.until if e.ended is None else e.ended, e.how, e.told, tuple((f.day, f.decided, f.won) for f in e.filings)


def steps(record: Record, scheme: str) -> dict[int, tuple]:
    """day -> (score, grade) from that day on."""
    slot = record.rules.slot_of.get(scheme)
    scores = dict(record.score_steps(scheme))
    grades = {stay.day: stay.what for stay in record.life.grades[slot]} if slot is not None else {}
    found, score, grade = {}, None, ""
    for day in sorted({*scores, *grades}):
        score, grade = scores.get(day, score), grades.get(day, grade)
        found[day] = score, grade
    return found


def _days(record: Record, what: str) -> Counter:
    """id -> days, up to the day of the record."""
    end = record.as_of + 1
    found: Counter = Counter()
    if what == "measures":
        for s in record.life.measures:
            found[record.rules.measures[s.what]["id"]] += (s.ended or end) - s.day
    else:
        for s in record.life.listings:
            found[record.rules.lists[s.list]["id"]] += (s.ended or end) - s.day
    return found


def _both(a: Counter, b: Counter):
    return [(key, (a[key], b[key])) for key in sorted({*a, *b})]
