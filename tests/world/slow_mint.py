"""A slow, plain reading of how a unit is minted: the judge of world/mint.py. It shares no code with it but the hash of names and the keys."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from xinyong import codes
from xinyong.kernel.seeds import code_key, hash32, luck_key

MINT = 7


def philox(counter, key):
    """Philox4x32 with seven rounds (Salmon et al. 2011)."""
    (c0, c1, c2, c3), (k0, k1) = counter, key
    for _ in range(7):
        a, b = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (b >> 32) ^ c1 ^ k0, b & 0xFFFFFFFF, (a >> 32) ^ c3 ^ k1, a & 0xFFFFFFFF
        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32
    return c0, c1, c2, c3


class SlowMint:
    """Units as lists of dicts: role, kind, place, every attribute that applies, consents, and for persons `age` and `born`."""

    def __init__(self, world, seed):
        self.world, self.luck, self.key = world, luck_key(seed), code_key(seed)
        self.first = dt.date(1970, 1, 1) + dt.timedelta(days=world.first)

    def unit(self, unit, number, people):
        who = unit * 16
        place, _ = self._draw(who, "place", [(d.id, d.weight) for d in self.world.places])
        household = {"place": place} | self._attributes("household", who, {"place": place})
        there = [m for m in self.world.members if m.household == household["household"] and _holds(m.given, household)]
        persons = [m.role for m in there if m.role != "business"]
        firms = [m.role for m in there if m.role == "business"]
        members, head = [], {}
        for j, role in enumerate(persons[: people - number]):
            known = household | head | {"role": role, "kind": "person"}
            own = known | self._attributes("person", who + j, known)
            if j == 0:
                head = {f"head.{a.id}": own[a.id] for a in self.world.attributes if a.of == "person"}
            own["born"] = self._born(number + j, own["age"])
            members.append(own)
        for j, role in enumerate(firms):
            known = household | head | {"role": role, "kind": "organisation"}
            members.append(known | self._attributes("organisation", who + len(persons) + j, known))
        return members, min(len(persons), people - number)

    def _attributes(self, of, who, known):
        own = {}
        for attribute in (a for a in self.world.attributes if a.of == of):
            rows = [w for w in self.world.weights if w.attribute == attribute.id and _holds(w.given, known | own)]
            weights = [(v, sum((w.weight for w in rows if w.value == v), Fraction(0))) for v in attribute.values]
            own[attribute.id], word = self._draw(who, attribute.id, weights)
            if attribute.id == "age-band":
                low, high = map(int, own["age-band"].split("-"))
                own["age"] = low + (word * (high - low + 1) >> 32)
        if of != "household":
            for scheme in self.world.schemes:
                if any(value.asked != "not asked" for _, value in scheme.consent.values):
                    practice = self.world.practice.consent.get(scheme.id)
                    share = practice.share if practice else Fraction(0)
                    name = f"consented:{scheme.id}"
                    own[name], _ = self._draw(who, name, [("no", 1 - share), ("yes", share)])
        return own

    def _draw(self, who, name, weights):
        word, second, _, _ = philox((who % 2**32, (who >> 32) | MINT << 12, 0, hash32(name)), self.luck)
        total = sum(weight for _, weight in weights)
        upto = Fraction(0)
        for value, weight in weights:
            upto += weight
            if word < int(upto / total * 2**32):
                return value, second
        raise AssertionError(name)

    def _born(self, number, age):
        month, day = codes.birthday(number, key=self.key)
        year = self.first.year - age - ((month, day) > (self.first.month, self.first.day))
        return dt.date(year, month, day)


def _holds(given, known):
    return all(known.get(name) in values for name, values in given)
