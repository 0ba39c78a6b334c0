"""What brought a standing: the chain from a measure, a grade or a listing to the records it rests on, each link with its rule and document."""

from __future__ import annotations

from xinyong.record.entries import Entry, Stay
from xinyong.record.life import UnitLife
from xinyong.record.rules import consent_asked, iso
from xinyong.record.stays import Listing
from xinyong.record.weigh import Ground, Scales

HOLDING = "when it holds"


class Chain(list):
    """Links from an effect to its causes, plain dictionaries; reads as one line."""

    def __str__(self) -> str:
        from xinyong.record.words import chain_text

        return chain_text(self, "en")

    __repr__ = __str__


class Because:
    """Chains of one unit's members. A chain is a list of links, plain dictionaries, from the effect to its causes.

    Every link has `link` (arises, measure, consent, grade, score, direct-grade, record, list, attribute, told, measures, version, scope), `rule`
    (its id), `label` and a source; records have their label as `id`.
    """

    def __init__(self, life: UnitLife, member: int):
        self.life, self.rules, self.member = life, life.rules, member
        self._grades: dict[tuple[int, int, int], list[dict]] = {}
        self._explained: list[Listing] = []             # listings being explained: none is its own cause

    def of(self, member: int) -> Because:
        """Chains of another member of the unit, with the same listings being explained."""
        if member == self.member:
            return self
        other = Because(self.life, member)
        other._explained = self._explained
        return other

    # ---- effects

    def measure(self, stay: Stay) -> list[dict]:
        """Why a measure began."""
        return self.measure_on(stay.what, stay.day)

    def measure_on(self, m: int, day: int) -> list[dict]:
        rule = self.rules.measures[m]
        weighed = Scales(self.life, self.member, day, rule["scheme"]).weigh(rule["when"])
        own = self.link("measure", rule["id"], rule["label"], self.rules.cite(rule, "when"), at=rule["at"], when=rule["when"])
        return _once([own, *self._grounds(weighed.grounds, day)])

    def listing(self, listing: Listing) -> list[dict]:
        """Why somebody came onto a list."""
        rule = self.rules.lists[listing.list]
        ground = rule["grounds"][listing.ground]
        weighed = Scales(self.life, self.member, listing.day, rule["scheme"]).weigh(ground["when"])
        if listing in self._explained:
            return Chain()
        self._explained.append(listing)
        own = self.link("list", rule["id"], rule["label"], self.rules.cite(rule), at=rule["at"])
        by = self.link("ground", ground["id"], None, self.rules.source(rule["scheme"], ground["basis"]), when=ground["when"])
        chain = _once([own, by, *self._grounds(weighed.grounds, listing.day)])
        self._explained.remove(listing)
        return chain

    def grade(self, slot: int, day: int, member: int | None = None) -> list[dict]:
        """Why a grade was what it was on a day."""
        j = self.member if member is None else member
        if self._explained:
            return self._grade(slot, day, j)
        key = slot, day, j
        if key not in self._grades:
            self._grades[key] = self._grade(slot, day, j)
        return self._grades[key]

    def _grade(self, slot: int, day: int, j: int) -> list[dict]:
        rules, member = self.rules, self.life.member(j)
        about = rules.slots[slot]
        scheme, stay = about["scheme"], member.grade_stay(slot, day)
        if stay is None or not stay.what:
            return self.no_grade(slot, day, j)
        grade = stay.what
        judged = max(stay.day, rules.last_set_day(about["assessed"], day)) if about["assessed"] else day
        band = next((b for b in rules.bands(slot, judged) if b["id"] == grade), {"basis": None, "at_least": None, "keeps_to": None})
        kept = band["keeps_to"] is not None and band["keeps_to"] <= member.counted(about["ledger"], judged) < band["at_least"]
        link = self.link("grade", grade, about["labels"][grade], rules.source(scheme, band["basis"]), scheme=scheme, since=iso(stay.day),
                         assessed=iso(judged) if about["assessed"] else None,
                         keeps_to=rules.points(about["ledger"], band["keeps_to"]) if kept else None)
        day = judged
        direct = [e for e in member.entries if e.day <= day < (member.grade_end(e) if rules.acts[e.act]["grade"] else 0)
                  and rules.acts[e.act]["grade"] == grade and rules.acts[e.act]["scheme"] == scheme]
        if direct:
            return [link, *(self.record(e, "grade") for e in direct)]
        by_list = [member.on(i, day) for i, rule in enumerate(rules.lists) if rule["scheme"] == scheme and rule["grade"] == grade]
        by_list = [x for x in by_list if x and x.binds(day, rules.lists[x.list]["effect"]) and x not in self._explained]
        if by_list:
            return [link, *(x for listing in by_list for x in self.of(j).listing(listing))]
        return [link, *self.score(about["ledger"], day, j)]

    def no_grade(self, slot: int, day: int, j: int) -> list[dict]:
        """Why there is no grade: the scheme is not in force, does not cover the subject, or lacks consent."""
        rules = self.rules
        scheme = rules.schemes[rules.slots[slot]["scheme"]]
        kind = "person" if self.life.is_person(j) else "organisation"
        covered = scheme["subjects"].get(kind)
        if not scheme["from"] <= day < scheme["to"] or covered is None:
            return [self.link("scope", scheme["id"], scheme["label"], rules.source("", None), covered=kind if covered is None else None)]
        scales = Scales(self.life, j, day, scheme["id"])
        weighed = scales.weigh(covered["when"])
        if not weighed.value:
            return [self.link("scope", scheme["id"], scheme["label"], rules.source(scheme["id"], covered["basis"]), when=covered["when"]),
                    *self._grounds(weighed.grounds, day)]
        asked = consent_asked(scheme, day, kind)
        if asked and "score" in asked["without"] and not scales.consented(scheme["id"]):
            return [self.link("consent", scheme["id"], scheme["label"], rules.source(scheme["id"], asked["basis"]))]
        return self.score(rules.slots[slot]["ledger"], day, j) if rules.ledgers[rules.slots[slot]["ledger"]]["mean"] else []

    def score(self, ledger: int, day: int, j: int | None = None) -> list[dict]:
        """What a score is made of: the start and the records that count."""
        member = self.life.member(self.member if j is None else j)
        about = self.rules.ledgers[ledger]
        if about["kind"] != "points":
            return self._mean(ledger, day, member) if about["mean"] else self._card(ledger, day, member)
        start = self.rules.limits(ledger, day)[0]
        link = self.link("score", about["id"], about["label"], self.rules.source(about["scheme"], about["basis"]), scheme=about["scheme"],
                         points=self.rules.points(ledger, member.counted(ledger, day)), start=self.rules.points(ledger, start))
        counted = [e for e in member.counting(ledger, day) if e.worth(day)]
        return [link, *(self.record(e, day=day) for e in counted)]

    def arising(self, entry: Entry) -> list[dict]:
        """What an act arose from: as things stood when it came to hold, or at the end of the day before its set day."""
        act = self.rules.acts[entry.act]
        day = entry.day if act["arises"] == HOLDING else entry.day - 1
        weighed = Scales(self.life, self.member, day, act["scheme"], apart=entry).weigh(act["when"])
        own = self.link("arises", act["id"], act["label"], self.rules.cite(act, "arises"), at=act["at"], when=act["when"], on=act["arises"])
        return _once([own, *self._grounds(weighed.grounds, day)])

    def _shown(self, ledger: int, day: int, member, **more) -> dict:
        about, score = self.rules.ledgers[ledger], member.score(ledger, day)
        return self.link("score", about["id"], about["label"], self.rules.source(about["scheme"], about["basis"]), scheme=about["scheme"],
                         points=None if score is None else self.rules.points(ledger, score), **more)

    def _mean(self, ledger: int, day: int, member) -> list[dict]:
        """What a mean is taken over, and how many records it would need to be shown."""
        about = self.rules.ledgers[ledger]["mean"]
        counted = member.counting(ledger, day)
        return [self._shown(ledger, day, member, mean=about["of"], over=about["over"], records=len(counted), shown_from=about["shown_from"]),
                *(self.record(e) for e in counted)]

    def _card(self, ledger: int, day: int, member) -> list[dict]:
        """What each feature gives, those first that moved last, then by how much they weigh."""
        about = self.rules.ledgers[ledger]
        taken = sorted(member.card(ledger, day), key=lambda t: (not t.moved, -t.since if t.moved else 0, -t.weight, t.feature))
        links = [self._shown(ledger, day, member, low=self.rules.points(ledger, about["card"]["low"]), high=self.rules.points(ledger, about["card"]["high"]))]
        for t in taken:
            feature = about["card"]["features"][t.feature]
            bin = feature["bins"][t.bin]
            links.append(self.link("feature", feature["id"], feature["label"], self.rules.source(about["scheme"], bin["basis"] or feature["basis"]),
                                   points=t.points, before=t.before if t.moved else None,
                                   since=iso(t.since) if t.moved else None, weight=t.weight, when=bin["when"]))
        return links

    # ---- links

    def record(self, entry: Entry, *fields: str, day: int | None = None) -> dict:
        """The link of one record, with its points on a day (now)."""
        act = self.rules.acts[entry.act]
        return self.link("record", act["id"], act["label"], self.rules.cite(act, *(fields or ("points",))), id=entry.label, day=iso(entry.day),
                         points=self.rules.points(act["ledger"], entry.points if day is None else entry.worth(day)), true=not entry.false, at=act["at"])

    @staticmethod
    def link(kind: str, rule: str, label: dict | None, source: dict, **more) -> dict:
        return {"link": kind, "rule": rule, "label": label or {"en": rule, "zh": rule}} | {k: v for k, v in more.items() if v is not None} | source

    def _grounds(self, grounds: tuple[Ground, ...], day: int) -> list[dict]:
        return [link for ground in grounds for link in self._ground(ground, day)]

    def _ground(self, ground: Ground, day: int) -> list[dict]:
        rules = self.rules
        if ground.kind == "grade":
            return self.grade(rules.slot_of[ground.name], day, ground.member)
        if ground.kind == "score":
            return self.score(rules.shown_ledger(ground.name), day, ground.member)
        if ground.kind == "records":
            return [self.record(e, day=day) for e in ground.entries]
        if ground.kind == "list" and ground.listing is not None:
            return self.of(ground.member).listing(ground.listing)
        if ground.kind == "attribute":
            label = rules.names["attributes"].get(ground.name)
            whose = {} if ground.member == self.member else {"of": self.life.roles[ground.member]}
            return [self.link("attribute", ground.name, label, rules.source("", {"kind": "assumption", "document": "", "pin": "", "why":
                              "who somebody is was drawn by the world's population"}), value=ground.value, **whose)]
        return []


def _once(links: list[dict]) -> Chain:
    """Each link once, in order."""
    found = Chain()
    for link in links:
        if link not in found:
            found.append(link)
    return found
