"""What comes: what time alone will change, and which ways out are open, with what the law says of them and what is assumed."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from xinyong.record.derived import card, mean
from xinyong.record.entries import Entry, choose
from xinyong.record.life import MemberLife
from xinyong.record.list_ahead import end_of_stay, notices_to_come
from xinyong.record.rules import Rules, condition, consent_asked, iso
from xinyong.record.stays import Listing
from xinyong.record.weigh import Scales
from xinyong.scheme.layout import H_CUT, H_CUTS
from xinyong.scheme.model import FOREVER
from xinyong.scheme.values import duration
from xinyong.scheme.when import Call, walk

MOST_CHANGES = 5
HORIZON = 5 * 366
"""Days ahead for which birthdays and new versions of rules are foretold."""


class Ahead:
    """One member's standing on days that have not come, if nothing more is done and nothing pending is decided.

    without, plus: a record left out, and points added to its ledger, as a remedy that is won would do.
    """

    def __init__(self, record, *, without: Entry | None = None, plus: int = 0):
        self.whole, self.member, self.rules, self.as_of = record.whole, record.member, record.rules, record.as_of
        self.life: MemberLife = record.life
        self.entries = [e for e in self.life.entries if e.live(record.as_of) and e is not without]
        self.direct = [e for e in self.life.entries if self.rules.acts[e.act]["grade"] and e is not without and e.day <= record.as_of]
        self.listings = [s for s in self.life.listings if s.live(record.as_of)]
        self._scored: dict[tuple[str, int], bool] = {}
        self.plus, self.to = plus, self.rules.acts[without.act]["ledger"] if without else -1

    def score(self, ledger: int, day: int) -> int:
        """In steps, within floor and ceiling; of a scorecard as it is taken until then."""
        if self.rules.ledgers[ledger]["card"]:
            return self._card(ledger, day)
        if self.rules.ledgers[ledger]["mean"]:
            return mean(self.rules, ledger, self._live(day), day) or 0
        start, floor, ceiling = self.rules.limits(ledger, day)
        points = sum(e.points for e in choose(self.rules, ledger, self._live(day), day, self._frozen(ledger, day)))
        return min(max(start + points + (self.plus if ledger == self.to else 0), floor), ceiling)

    def _live(self, day: int) -> list[Entry]:
        """The records that will count on a day."""
        return [e for e in self.entries if self._lasts(e, day, e.until, e.stays)]

    def _lasts(self, e: Entry, day: int, until: int, stays: int | None) -> bool:
        """Whether a record or its grade is still there on a day: its life is not over, or it stays, as what it stays by held all the time."""
        if stays is None and day < until:
            return True
        act = self.rules.acts[e.act]
        if not act["stays_while"]:
            return False
        over = max(until if stays is None else stays, self.as_of)
        days = [over, *(d for d in self.turns if over < d < day), day]
        return all(Scales(self.whole, self.member, d, act["scheme"]).weigh(act["stays_while"]).value for d in days)

    def _frozen(self, ledger: int, day: int) -> bool:
        about = self.rules.ledgers[ledger]
        return bool(about["frozen"] and Scales(self.whole, self.member, day, about["scheme"]).weigh(about["frozen"]["while"]).value)

    def _card(self, ledger: int, day: int) -> int:
        """A scorecard stands until it is taken anew, on any day or on set days."""
        set_days, now = self.rules.ledgers[ledger]["card"]["recomputed"], self.life.counted(ledger, self.as_of)
        if set_days:
            taken = self.rules.last_set_day(set_days, day)
            return self._weighed(ledger, taken) if taken > self.as_of else now
        return self._weighed(ledger, day) if day > self.as_of else now

    def _weighed(self, ledger: int, day: int) -> int:
        scales = Scales(self.whole, self.member, day, self.rules.ledgers[ledger]["scheme"])
        return card(self.rules, ledger, day, lambda when: scales.weigh(when).value)

    def grade(self, slot: int, day: int) -> str:
        """By score, direct grades and lists; "" for none. What is held counts where it keeps one, and until the next day of assessment."""
        about = self.rules.slots[slot]
        if not about["assessed"] and not any(b["keeps_to"] is not None for v in about["versions"] for b in v["bands"]):
            return self._judged(slot, day, "")
        held = self.life.grade(slot, self.as_of)
        for each in (*(d for d in self.days(self.as_of) if d < day), day):
            if each > self.as_of:
                held = self._next_grade(slot, each, held)
        return held

    def _next_grade(self, slot: int, day: int, held: str) -> str:
        set_days = self.rules.slots[slot]["assessed"]
        judged = self._judged(slot, day, held)
        waits = set_days and judged and self.rules.rank(slot, held, day) and self.rules.next_set_day(set_days, day) != day
        return held if waits else judged

    def _judged(self, slot: int, day: int, held: str, *, by_lists: bool = True) -> str:
        rules, about = self.rules, self.rules.slots[slot]
        score = self._given(about["ledger"], day)
        if score is None:
            return ""
        band = rules.band_of(slot, score, day, held)
        grades = [band["id"]] if band else []
        grades += [rules.acts[e.act]["grade"] for e in self.direct
                   if rules.acts[e.act]["scheme"] == about["scheme"] and self._lasts(e, day, self.life.grade_end(e), e.grade_stays)]
        grades += [rules.lists[s.list]["grade"] for s in (self.listings if by_lists else ())
                   if self._binds(s, day) and rules.lists[s.list]["scheme"] == about["scheme"]]
        known = [g for g in grades if g and rules.rank(slot, g, day)]
        return min(known, key=lambda g: rules.rank(slot, g, day), default="")

    def _given(self, ledger: int, day: int) -> int | None:
        if not self._is_scored(self.rules.ledgers[ledger]["scheme"], day):
            return None
        if self.rules.ledgers[ledger]["mean"]:
            return mean(self.rules, ledger, self._live(day), day)
        return self.score(ledger, day)

    def _is_scored(self, scheme: str, day: int) -> bool:
        """Whether scores and grades are given: looked at anew only where an age or the rules turned in between."""
        key = scheme, self.turn(day)
        if key not in self._scored:
            self._scored[key] = _scored(self, scheme, day)
        return self._scored[key]

    def turn(self, day: int) -> int:
        """How many of the days on which an age or the rules turn have come by a day."""
        return bisect_right(self.turns, day)

    @cached_property
    def turns(self) -> list[int]:
        """Days on which an age is reached that some rule asks about, or a rule has another version."""
        return sorted({*self.rules.epochs, *_birthdays(self)})

    @cached_property
    def _windows(self) -> list[str]:
        """The times over which means are taken, and over which features and what makes records stay or freezes ledgers look back."""
        over = {ledger["mean"]["over"] for ledger in self.rules.ledgers if ledger["mean"]} - {"live"}
        asked = {bin["when"] for ledger in self.rules.ledgers if ledger["card"] for feature in ledger["card"]["features"] for bin in feature["bins"]} - {"otherwise"}
        asked |= {act["stays_while"] for act in self.rules.acts if act["stays_while"]}
        asked |= {ledger["frozen"]["while"] for ledger in self.rules.ledgers if ledger["frozen"]}
        back = {value for text in asked for part in walk(condition(text)) if isinstance(part, Call) for name, value in part.options if name == "within"}
        return sorted({length for length in over if not length.endswith(" records")} | back)

    def standing(self, day: int) -> tuple:
        """Scores (None where none is given), grades and lists of a day, to be compared."""
        return (tuple(self._given(i, day) for i in range(len(self.rules.ledgers))), tuple(self.grade(i, day) for i in range(len(self.rules.slots))),
                tuple(s.list for s in self.listings if day < self.ends[s]))

    def _binds(self, s: Listing, day: int) -> bool:
        """Whether a stay on a list binds on a day: as it does now, unless a day on which it begins to was told."""
        if day >= self.ends[s]:
            return False
        rule = self.rules.lists[s.list]
        begins = [d for d, what in self.notices if what["list"] == rule["id"] and what["what"] == ("binds" if rule["effect"] == "after entry" else "published")]
        return s.binds(self.as_of, rule["effect"]) or rule["effect"] in ("after entry", "publication") and any(d <= day for d in begins)

    @cached_property
    def ends(self) -> dict[Listing, int]:
        """The first day off each list, if time alone ends the stay."""
        return {s: end_of_stay(self, s) for s in self.listings}

    @cached_property
    def notices(self) -> list[tuple[int, dict]]:
        return notices_to_come(self)

    def known(self, day: int) -> dict:
        """Scores, and grades without what lists do to them, of a day, for conditions to be weighed by."""
        return ({("score", self.member, i): self.score(i, day) for i in range(len(self.rules.ledgers))}
                | {("grade", self.member, i): self._judged(i, day, "", by_lists=False) for i in range(len(self.rules.slots))})

    def measures(self, day: int, standing: tuple) -> frozenset[int]:
        """The measures that a standing brings on a day."""
        known = {("score", self.member, i): s for i, s in enumerate(standing[0])} | {("grade", self.member, i): g for i, g in enumerate(standing[1])}
        known |= {("list", self.member, s.list): self._binds(s, day) for s in self.listings}
        return frozenset(m for m, rule in enumerate(self.rules.measures) if _borne(self, rule, day, known))

    def days(self, after: int) -> list[int]:
        """Days after one on which time alone may change something."""
        found = {e.until for e in self.entries} | {self.life.grade_end(e) for e in self.direct} | set(self.ends.values())
        found |= {d for d, _ in self.notices}
        found |= {d for d in self.turns if d < after + HORIZON}
        found |= {d for e in self.life.entries for length in self._windows for d in (self.rules.after(e.day, duration(length)) + 1,)}
        found |= {self.rules.next_set_day(ledger["card"]["recomputed"], d) for ledger in self.rules.ledgers if ledger["card"] and ledger["card"]["recomputed"]
                  for d in (after + 1, *found) if after < d < FOREVER}
        found |= {self.rules.next_set_day(slot["assessed"], d) for slot in self.rules.slots if slot["assessed"] for d in (after + 1, *found)
                  if after < d < FOREVER}
        return sorted(d for d in found if after < d < FOREVER)


def _scored(ahead: Ahead, id: str, day: int) -> bool:
    scheme = ahead.rules.schemes[id]
    kind = "person" if ahead.whole.is_person(ahead.member) else "organisation"
    covered = scheme["subjects"].get(kind)
    scales = Scales(ahead.whole, ahead.member, day, scheme["id"])
    if not scheme["from"] <= day < scheme["to"] or covered is None or not scales.weigh(covered["when"]).value:
        return False
    asked = consent_asked(scheme, day, kind)
    return asked is None or "score" not in asked["without"] or scales.consented(scheme["id"])


def _borne(ahead: Ahead, rule: dict, day: int, known: dict) -> bool:
    kind = "person" if ahead.whole.is_person(ahead.member) else "organisation"
    scheme = ahead.rules.schemes[rule["scheme"]]
    if not max(rule["from"], scheme["from"]) <= day < min(rule["to"], scheme["to"]) or rule["of"] not in (kind, "both"):
        return False
    scales = Scales(ahead.whole, ahead.member, day, rule["scheme"], known)
    asked = consent_asked(scheme, day, kind) if rule["kind"] == "grant" else None
    if asked and "grants" in asked["without"] and not scales.consented(rule["scheme"]):
        return False
    return bool(scales.weigh(rule["when"]).value)


def _birthdays(ahead: Ahead) -> list[int]:
    """Days on which an age is reached that some rule asks about."""
    birth = ahead.whole.birth(ahead.member)
    if not birth:
        return []
    rules: Rules = ahead.rules
    at = rules.book[H_CUT]
    return [rules.birthday(birth, int(c)) for c in rules.book.array[at:at + rules.book[H_CUTS]]]


# --- what comes -------------------------------------------------------------------------------------------------------

def what_comes(record) -> list[dict]:
    """The next changes if nothing is done: day, what ends, and the score, grade, lists and measures it brings."""
    if not record.conditions.months:
        return []
    ahead = Ahead(record)
    now = ahead.standing(record.as_of)
    borne = frozenset(s.what for s in record.life.borne(record.as_of))
    found = []
    for day in ahead.days(record.as_of):
        then = ahead.standing(day)
        turned = then[1:] != now[1:] or day in ahead.turns or any(d == day for d, _ in ahead.notices)
        bears = ahead.measures(day, then) if turned else borne
        if then != now or bears != borne or any(d == day for d, _ in ahead.notices):
            found.append(_change(record, ahead, day, now, then, borne, bears))
            now, borne = then, bears
            if len(found) == MOST_CHANGES:
                break
    return found


def _change(record, ahead: Ahead, day: int, now, then, borne, bears) -> dict:
    rules = record.rules
    ending = [{"record": e.label} for e in ahead.entries if e.until == day]
    ending += [{"direct_grade_of": e.label} for e in ahead.direct if record.life.grade_end(e) == day]
    ending += [{"list": rules.lists[s.list]["id"]} for s in ahead.listings if ahead.ends[s] == day]
    return {
        "day": iso(day), "ends": ending, "rules_change": day in rules.epochs, "lists": [what for d, what in ahead.notices if d == day],
        "scores": [{"scheme": ledger["scheme"], "ledger": ledger["id"], "from": _points(rules, i, now[0][i]), "to": _points(rules, i, then[0][i])}
                   for i, ledger in enumerate(rules.ledgers) if now[0][i] != then[0][i]],
        "grades": [{"scheme": slot["scheme"], "from": now[1][i] or None, "to": then[1][i] or None}
                   for i, slot in enumerate(rules.slots) if now[1][i] != then[1][i]],
        "measures_end": [rules.measures[m]["id"] for m in sorted(borne - bears)],
        "measures_begin": [rules.measures[m]["id"] for m in sorted(bears - borne)]}


def _points(rules: Rules, ledger: int, steps: int | None):
    return None if steps is None else rules.points(ledger, steps)


def assessments(record) -> list[dict]:
    """Of grades that are given on set days: the next such day, and the grade it brings if nothing is done."""
    ahead, found = Ahead(record), []
    for i, slot in enumerate(record.rules.slots):
        if slot["assessed"] and record.conditions.months:
            day = record.rules.next_set_day(slot["assessed"], record.as_of + 1)
            found.append({"scheme": slot["scheme"], "assessed": slot["assessed_text"], "day": iso(day), "grade": record.life.grade(i, record.as_of) or None,
                          "then": ahead.grade(i, day) or None, "source": record.rules.source(slot["scheme"], slot["assessed_basis"])})
    return found


# --- ways out ---------------------------------------------------------------------------------------------------------

def ways_out(record) -> list[dict]:
    """Remedies open against what weighs on the subject: what the law says, what is assumed, and what a success would bring."""
    rules, day = record.rules, record.as_of
    listings = [s for s in record.life.listings if s.live(day) and rules.lists[s.list]["colour"] != "red"]
    chains = [record.because.listing(s) for s in listings]
    chains += [record.because.measure(s) for s in record.life.borne(day) if rules.measures[s.what]["kind"] != "grant"]
    behind = {link["id"] for chain in chains for link in chain if link["link"] == "record" and link["points"] <= 0}
    weighs: list[Entry | Listing] = [e for e in record.life.live(day) if e.points < 0 or rules.acts[e.act]["grade"] or e.label in behind]
    weighs += listings
    return [_way(record, target, rule) for target in weighs for rule in record.rules.remedies if _applies(record, target, rule)]


def _applies(record, target: Entry | Listing, rule: dict) -> bool:
    rules, day = record.rules, record.as_of
    if isinstance(target, Entry):
        act = rules.acts[target.act]
        against = act["scheme"] == rule["scheme"] and not rule["lists"] and (rule["acts"] is None or act["id"] in rule["acts"])
    else:
        about = rules.lists[target.list]
        against = about["scheme"] == rule["scheme"] and about["id"] in rule["lists"]
    if not against or not rule["from"] <= day < rule["to"]:
        return False
    return bool(Scales(record.whole, record.member, day, rule["scheme"]).weigh(rule["when"]).value)


def _way(record, target, rule: dict) -> dict:
    rules, day = record.rules, record.as_of
    lost = _lost(rules, target, rule["follows"]) if rule["follows"] else target.day
    opens = None if lost is None else rules.last_day(rule["scheme"], lost, duration(rule["after"])) if rule["after"] else lost
    begins = max(opens or day, day)
    known = lost if rule["follows"] else target.told
    shuts = rules.last_day(rule["scheme"], known, duration(rule["open_for"])) if rule["open_for"] and known is not None else None
    left = _left(record, rule)
    pending = next((f for f in target.filings if f.decided is None), None)
    label = rules.lists[target.list]["id"] if isinstance(target, Listing) else target.label
    return {
        "remedy": rule["id"], "scheme": rule["scheme"], "kind": rule["kind"], "label": rule["label"], "against": label, "pending_since": iso(pending.day) if pending else None,
        "open_from": iso(opens), "open_until": iso(shuts), "follows": rule["follows"] or None, "times_left": left,
        "is_open": opens is not None and opens <= day and (shuts is None or day <= shuts) and not pending and left != 0,
        "law": {"decided_within": rule["decided_within"], "decided_by": iso(rules.last_day(rule["scheme"], begins, duration(rule["decided_within"]))),
                "meanwhile": "does not count" if rule["suspends"] else "counts", "if_won": rule["if_won"],
                "source": rules.cite(rule), "decided_within_source": rules.cite(rule, "decided_within")},
        "cost": rule["cost"], "assumed": _assumed(record, rule), "if_won": _if_won(record, target, rule)}


def _lost(rules: Rules, target, remedy: str) -> int | None:
    """The day on which a remedy was last lost on something."""
    return max((f.decided for f in target.filings if f.won is False and rules.remedies[f.remedy]["id"] == remedy), default=None)


def _left(record, rule: dict) -> int | None:
    """How many more times a remedy may be sought today; None where nothing limits it."""
    if not rule["at_most"]:
        return None
    rules, most, per = record.rules, rule["at_most"]["times"], rule["at_most"]["per"]
    period = {"ever": 1 << 30, "year": 12, "half-year": 6, "quarter": 3, "month": 1}[per]
    sought = [f for f in record.life.filings if rules.remedies[f.remedy] is rule
              and rules.month(f.day) // period == rules.month(record.as_of) // period]
    return max(0, most - len(sought))


def _assumed(record, rule: dict) -> dict | None:
    """How long it takes and how often it succeeds, by assumption; a chance as a range from where the record is right to where it is wrong."""
    p = rule["assumed"]
    if not p:
        return None
    offices = record.rules.names["offices"]
    office = offices.index(rule["office"]) if rule["office"] in offices else 0
    place = record.rules.fields["place"].values.index(record.place["id"])
    wait = record.conditions.wait(place, office, record.as_of)
    chances = sorted((p["won_wrong"], p["won_right"]))
    return {"days": [p["takes"][0] + wait, p["takes"][1] + wait], "of_these_waiting": wait, "chance": chances,
            "chance_if_true": p["won_wrong"], "chance_if_false": p["won_right"], "source": record.rules.source("", p["basis"])}


def _if_won(record, target, rule: dict) -> dict:
    """The standing that a success today would bring."""
    if isinstance(target, Listing):
        return {"list": None}
    rules = record.rules
    plus = 0
    if rule["replacement"]:
        versions = [a for a in rules.acts if (a["scheme"], a["id"]) == (rule["scheme"], rule["replacement"])]
        plus = versions[-1]["low"] if versions else 0
    then, now = Ahead(record, without=target, plus=plus), Ahead(record)
    ledger = rules.acts[target.act]["ledger"]
    slot = rules.slot_of.get(rule["scheme"])
    day = record.as_of
    judged = rules.next_set_day(rules.slots[slot]["assessed"], day + 1) if slot is not None and rules.slots[slot]["assessed"] else day + 1
    return {"score": [rules.points(ledger, a.score(ledger, day)) for a in (now, then)] if ledger >= 0 else None,
            "grade": [a.grade(slot, judged) or None for a in (now, then)] if slot is not None else None}
