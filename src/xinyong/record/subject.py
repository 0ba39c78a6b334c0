"""One subject's whole record, lived again from the run's file."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from xinyong.errors import XinyongError
from xinyong.record.ahead import assessments, ways_out, what_comes
from xinyong.record.because import Because, Chain
from xinyong.record.bins import score_range
from xinyong.record.bonds import Owed
from xinyong.record.entries import Entry, Filing, set_aside
from xinyong.record.life import WHILE, MemberLife, UnitLife
from xinyong.record.living import Conditions
from xinyong.record.rules import Rules, iso
from xinyong.record.stays import Listing
from xinyong.record.systems import in_systems

_FRAMES = {"timeline_df": "timeline_frame", "records_df": "records_frame", "score_df": "scores_frame", "measures_df": "measures_frame",
           "lists_df": "lists_frame", "remedies_df": "remedies_frame"}
"""Frames of a record, and what makes each (record/frames.py)."""


class Record:
    """One subject's record as of the end of a day. SYNTHETIC.

    `why()` says what brought anything in it; `timeline_df`, `records_df`, `score_df`, `measures_df`, `lists_df`, `remedies_df` are frames;
    `plot()` a chart; `to_dict()` all of it as `xinyong record --json` prints it; `what_if()` the same life under one change.
    """

    def __init__(self, run, conditions: Conditions, unit: int, member: int, life: UnitLife, as_of: int):
        self.run, self.conditions, self.unit, self.member, self.as_of = run, conditions, unit, member, as_of
        self.whole = life

    @property
    def rules(self) -> Rules:
        return self.conditions.rules

    @property
    def life(self) -> MemberLife:
        """What happened to the subject, as plain values."""
        return self.whole.member(self.member)

    @property
    def code(self) -> str:
        return self._codes[self.member]

    @cached_property
    def _codes(self) -> list[str]:
        return self.conditions.population.codes_of(self.unit, self.whole.rows)

    @property
    def kind(self) -> str:
        return "person" if self.whole.is_person(self.member) else "organisation"

    @property
    def role(self) -> str:
        """What the subject is within its unit."""
        return self.whole.roles[self.member]

    @cached_property
    def because(self) -> Because:
        return Because(self.whole, self.member)

    # ---- parts

    def entry(self, label: str) -> Entry:
        """The record with a label such as r3; XinyongError when there is none."""
        found = next((e for e in self.life.entries if e.label == label), None)
        if found is None:
            entries = self.life.entries
            has = f"it has {entries[0].label} to {entries[-1].label}" if len(entries) > 1 else "it has one, r1" if entries else "it has none"
            raise XinyongError(f"There is no record {label} in this life by {iso(self.as_of)}: {has}.")
        return found

    def why(self, what: str = "") -> Chain:
        """The chain that brought something: a record's label (r3), a measure, a list, `grade` or, when left out, the present standing."""
        rules, slots = self.rules, self.rules.slots
        if what in ("", "grade"):
            return Chain(link for slot in range(len(slots)) for link in self.because.grade(slot, self.as_of))
        if what == "score":
            return Chain(link for i in range(len(rules.ledgers)) for link in self.because.score(i, self.as_of))
        stays = [s for s in self.life.measures if rules.measures[s.what]["id"] == what]
        if stays:
            return self.because.measure(stays[-1])
        listings = [s for s in self.life.listings if rules.lists[s.list]["id"] == what]
        if listings:
            return self.because.listing(listings[-1])
        known = {rules.measures[s.what]["id"] for s in self.life.measures} | {rules.lists[s.list]["id"] for s in self.life.listings}
        if not what.startswith("r"):
            names = ", ".join(["grade", "score", *sorted(known)])
            raise XinyongError(f"Nothing in this life is called {what}. There is: {names}, and records by their labels.")
        return Chain([self.because.record(self.entry(what))])

    def what_if(self, *, without=(), do=(), variant=(), scheme=()):
        """The same life with the same luck under changes: a WhatIf of this record and the other.

        without: labels of records to leave out (r3; `spouse:r2` for another member's). do: events such as `2019-06-01 do donates`.
        variant: names or files. scheme: folders of schemes that take the place of the run's own of the same id. Each may be one or several.
        The run's couplings are kept. XinyongError says what cannot be done.
        """
        from xinyong.record.whatif import Change, what_if

        return what_if(self, Change(_several(without), _several(do), _several(variant), _several(scheme)))

    # ---- frames and pictures

    def __getattr__(self, name: str):
        if name not in _FRAMES:
            raise AttributeError(f"a record has no {name}; its frames are {', '.join(_FRAMES)}")
        from xinyong.record import frames

        value = self.__dict__[name] = getattr(frames, _FRAMES[name])(self)
        return value

    def __dir__(self):
        return sorted({*super().__dir__(), *_FRAMES})

    def plot(self, *, lang: str = "en"):
        """The score over time: an Altair chart."""
        from xinyong.record.plot import plot

        return plot(self, lang=lang)

    def _repr_html_(self) -> str:
        from xinyong.record.page import record_html

        return record_html(self)

    # ---- the whole

    def to_dict(self) -> dict:
        """All of it, as `xinyong record --json` prints it."""
        coming, ways = what_comes(self), ways_out(self)
        return {
            "synthetic": True, "code": self.code, "kind": self.kind, "role": self.role, "world": self.run.world_id, "run": str(self.run.path),
            "seed": self.run.seed, "as_of": iso(self.as_of), "lived_from": iso(self.conditions.first_day),
            "lived_to": iso(self.conditions.last_day), "place": self.place, "attributes": self.attributes, "household": self.household,
            "standings": self.standings, "systems": in_systems(self, coming, ways), "records": [self.record_row(e) for e in self.life.entries], "obligations": [self.obligation_row(o) for o in self.life.obligations],
            "lists": [self.list_row(s) for s in self.life.listings], "notices": [self.notice_row(n) for n in self.life.notices],
            "measures": [self.measure_row(s) for s in self.life.measures], "remedies": [self.remedy_row(f) for f in self.life.filings], "timeline": self.timeline,
            "next": {"if_nothing_is_done": coming, "can_be_done": ways, "assessed": assessments(self)},
        }

    @property
    def place(self) -> dict:
        id_ = self.whole.attribute(self.member, "place", self.as_of)
        label = next(p["label"] for p in self.rules.names["places"] if p["id"] == id_)
        return {"id": id_, "label": label}

    @property
    def attributes(self) -> dict:
        """What is so of the subject: attributes by id, with age and birthday of persons."""
        own = ("household", "both", self.kind)
        found = {f.id: self.whole.attribute(self.member, f.id, self.as_of) for f in self.rules.fields
                 if f.of in own and f.id not in ("kind", "role", "place")}
        if self.kind == "person":
            birth = self.whole.birth(self.member)
            found = {"born": iso(self.rules.birthday(birth, 0)), "age": self.whole.age(self.member, self.as_of)} | found
        return found

    @property
    def household(self) -> list[dict]:
        """Everybody in the unit, with their codes."""
        return [{"member": role, "code": self._codes[j], "synthetic": True,
                 "kind": "person" if self.whole.is_person(j) else "organisation"} for j, role in enumerate(self.whole.roles)]

    @property
    def standings(self) -> list[dict]:
        """Score and grade in each scheme, as of the day."""
        found = []
        for scheme, about in self.rules.schemes.items():
            ledger, slot = self.rules.shown_ledger(scheme), self.rules.slot_of.get(scheme)
            score = self.life.score(ledger, self.as_of) if ledger >= 0 else None
            stay = self.life.grade_stay(slot, self.as_of) if slot is not None else None
            grade = stay.what if stay else ""
            found.append({
                "scheme": scheme, "label": about["label"], "score": None if score is None else self.rules.points(ledger, score),
                "grade": grade or None, "grade_label": self.rules.slots[slot]["labels"][grade] if grade else None,
                "range": score_range(self.rules, self.life, ledger, self.as_of), "since": iso(stay.day) if stay else None, "as_of": iso(self.as_of),
                "because": self.because.grade(slot, self.as_of) if slot is not None else
                           self.because.score(ledger, self.as_of) if ledger >= 0 else []})
        return found

    def score_steps(self, scheme: str) -> list[tuple[int, float | None]]:
        """The score `scheme` shows over time: (day, points) wherever it changes; None from a day on which none is given."""
        ledger = self.rules.shown_ledger(scheme)
        if ledger < 0:
            return []
        return [(day, None if s is None else self.rules.points(ledger, s)) for day, s in self.life.scores[ledger]]

    def record_row(self, e: Entry) -> dict:
        act = self.rules.acts[e.act]
        channel = self.rules.channels.get(act["channel"])
        return {
            "id": e.label, "key": {"act": act["id"], "day": iso(e.day), "occurrence": e.occurrence}, "day": iso(e.day), "deed": iso(e.deed),
            "scheme": act["scheme"], "act": act["id"], "label": act["label"], "points": self.rules.points(act["ledger"], e.points),
            "grade": act["grade"] or None, "channel": act["channel"] or None, "channel_label": channel["label"] if channel else None,
            "true": not e.false, "wrong": ("wrong subject" if e.strayed else "untrue") if e.false else None, "repeated": e.repeated,
            "not_what_the_rule_says": bool(act.get("by_practice")), "undone": self._undone(e), "capped": e.capped, "scripted": e.scripted, "displayed_until": iso(e.until), "ended": iso(e.ended), "ended_by": e.how or None,
            "lives_while_it_holds": act["counts_for"] == WHILE, "came_from": self.route_row(e), "entered_by": self.entered_by(e),
            "arose": self.because.arising(e) if act["arises"] and not e.scripted else None,
            "stays_since": iso(e.stays), "stays_while": act["stays_while"] or None, "frozen": self._frozen(e), "gives_way": self._gives_way(e),
            "counts": self._counts(e), "told": iso(e.told), "source": self.rules.cite(act),
            "points_source": self.rules.cite(act, "points"), "rule_at": act["at"]}

    def _frozen(self, e: Entry) -> dict | None:
        """Where a live record is noted and not counted as its ledger is frozen: while what, and the source."""
        ledger = self.rules.acts[e.act]["ledger"]
        if not e.live(self.as_of) or ledger < 0 or not self.life.frozen(ledger, self.as_of) or not set_aside(self.rules, ledger, e, self.as_of):
            return None
        about = self.rules.ledgers[ledger]
        return {"while": about["frozen"]["while"], "source": self.rules.source(about["scheme"], about["frozen"]["basis"])}

    def _gives_way(self, e: Entry) -> bool:
        """Whether a live record does not count as others do instead: of its group, or among the ratings of a mean."""
        return e.live(self.as_of) and not self._counts(e) and self._frozen(e) is None

    def _counts(self, e: Entry) -> bool:
        """Whether a record counts today: it is live, and does not give way to another of its group."""
        ledger = self.rules.acts[e.act]["ledger"]
        return e.live(self.as_of) and (ledger < 0 or e in self.life.counting(ledger, self.as_of))

    def _undone(self, e: Entry) -> dict | None:
        """When a record that counted more as a repeat came to count once: what it counted before, and which record, by which remedy, never was."""
        if not e.once:
            return None
        day, points, filing = e.once
        return {"day": iso(day), "points_before": self.rules.points(self.rules.acts[e.act]["ledger"], points),
                "without": self.target_name(filing.target), "remedy": self.rules.remedies[filing.remedy]["id"]}

    def obligation_row(self, o: Owed) -> dict:
        """What is owed: money in fen; something to be done counts 1. `record`: the record that made it so."""
        rule = self.rules.obligations[o.obligation]
        return {"id": o.label, "obligation": rule["id"], "scheme": rule["scheme"], "label": rule["label"], "record": o.entry.label,
                "unit": "fen" if rule["money"] else None, "amount": o.amount, "since": iso(o.day), "due": iso(o.due),
                "performed": [{"day": iso(day), "amount": amount} for day, amount in o.parts], "outstanding": o.left(self.as_of),
                "ended": iso(o.ended), "ended_by": o.how or None, "overdue_days": max(0, self.as_of - o.due) if o.left(self.as_of) else 0,
                "source": self.rules.cite(rule), "because": [self.because.record(o.entry)]}

    def route_row(self, e: Entry) -> dict | None:
        """How a copy came: the agreement, and the record or listing that it is a copy of; of a stranger's that came astray, neither is known here."""
        if e.route is None:
            return None
        give = self.rules.gives[e.route.give]
        rule = self.rules.agreements[give["agreement"]]
        what = self.rules.lists[give["list"]] if "list" in give else self.rules.acts[give["act"]]
        member = self.whole.member(e.route.member)
        original = None if e.strayed or "list" in give else next(
            (o.label for o in member.entries if (o.act, o.day, o.occurrence) == (give["act"], e.route.day, e.route.occurrence)), None)
        return {"agreement": rule["id"], "label": rule["label"], "scheme": what["scheme"], "keeper": self.rules.schemes[what["scheme"]]["keeper"],
                "what": what["id"], "what_label": what["label"], "of": None if e.strayed else self.whole.roles[e.route.member], "record": original,
                "day": iso(e.route.day), "follows": rule["follows"], "source": self.rules.cite(rule)}

    def entered_by(self, e: Entry) -> dict | None:
        """The listing, or the remedy that was lost, of which the record is one."""
        act = self.rules.acts[e.act]
        if act["conduct"] or act["arises"] or e.route or e.scripted:
            return None
        for s in self.life.listings:
            rule = self.rules.lists[s.list]
            if s.day == e.day and (rule["scheme"], rule["enters"]) == (act["scheme"], act["id"]):
                return {"list": rule["id"], "label": rule["label"]}
        for f in self.life.filings:
            rule = self.rules.remedies[f.remedy]
            if f.decided == e.day and rule["scheme"] == act["scheme"] and act["id"] == (rule["replacement"] if f.won else rule["if_lost"]):
                return {"remedy": rule["id"], "label": rule["label"], "against": self.target_name(f.target)}
        return None

    def agreement_of(self, e: Entry) -> str | None:
        """The agreement by which a record came."""
        return self.rules.agreements[self.rules.gives[e.route.give]["agreement"]]["id"] if e.route else None

    def list_row(self, s: Listing) -> dict:
        rule = self.rules.lists[s.list]
        return {"list": rule["id"], "scheme": rule["scheme"], "label": rule["label"], "from": iso(s.day), "to": iso(s.ended),
                "until": iso(s.until), "ground": rule["grounds"][s.ground]["id"], "told": iso(s.told),
                "notice": {"before": iso(s.before), "served": iso(s.served), "published": iso(s.published), "published_until": iso(s.taken_down),
                           "known": iso(s.told)},
                "binds": s.binds(self.as_of, rule["effect"]), "effect": rule["effect"],
                "terms": [{"day": iso(day), "until": iso(until)} for day, until in s.terms],
                "leaving": {"since": iso(s.leaving[0]), "by": s.leaving[1], "off": iso(s.until)} if s.leaving else None,
                "exit": {"time": "term over", "rule": "left by rule", "remedy": "removed by a remedy"}.get(s.how),
                "because": self.because.listing(s)}

    def notice_row(self, n) -> dict:
        rule = self.rules.lists[n.list]
        outcome = "listed" if n.listing is not None else "pending" if n.over > self.as_of else "not listed"
        return {"list": rule["id"], "scheme": rule["scheme"], "label": rule["label"], "ground": rule["grounds"][n.ground]["id"], "held": iso(n.day),
                "given": iso(n.given), "told": iso(n.told), "over": iso(n.over), "outcome": outcome, "source": self.rules.cite(rule, "before")}

    def measure_row(self, s) -> dict:
        rule = self.rules.measures[s.what]
        return {"measure": rule["id"], "scheme": rule["scheme"], "label": rule["label"], "kind": rule["kind"], "thing": rule["thing"],
                "amount": rule["amount"], "unit": rule["unit"] or None, "executor": rule["executor"] or None, "from": iso(s.day),
                "to": iso(s.ended), "source": self.rules.cite(rule), "because": self.because.measure(s)}

    def remedy_row(self, f: Filing) -> dict:
        rule = self.rules.remedies[f.remedy]
        return {"remedy": rule["id"], "kind": rule["kind"], "label": rule["label"], "filed": iso(f.day), "against": self.target_name(f.target),
                "lawful_day": iso(f.last), "decided": iso(f.decided), "outcome": None if f.won is None else "won" if f.won else "lost",
                "late": f.decided is not None and f.decided > f.last, "source": self.rules.cite(rule)}

    def target_name(self, target) -> str | None:
        """What a remedy is against: a record's label or a list's id."""
        if isinstance(target, Entry):
            return target.label
        return self.rules.lists[target.list]["id"] if target is not None else None

    @cached_property
    def timeline(self) -> list[dict]:
        """All events in order of day: what happened, in words, with the record it is about."""
        from xinyong.record.timeline import timeline

        return timeline(self)

    def __repr__(self) -> str:
        where = ", ".join(f"{s['scheme']} {s['score']} {s['grade'] or 'no grade'}" for s in self.standings)
        return f"<Record {self.code} SYNTHETIC: {where}; {len(self.life.entries)} records by {iso(self.as_of)}>"


def _several(given) -> tuple[str, ...]:
    """One text (or path) or several."""
    return (str(given),) if isinstance(given, (str, Path)) else tuple(str(each) for each in given)
