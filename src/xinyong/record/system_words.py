"""What one system says of a subject, in sentences: where it has it, what feeds it, who sees it, the way out. `s` is a row of record/systems.py."""

from __future__ import annotations

from xinyong.record.rules import Rules
from xinyong.record.words import say
from xinyong.run.wording import yuan

_SHOWN = 3


class SystemWords:
    """The words of one row, in a language."""

    def __init__(self, rules: Rules, s: dict, lang: str):
        self.rules, self.s, self.lang = rules, s, lang

    def say(self, key: str, **values) -> str:
        return say(self.lang, key, **values)

    def label(self, thing: dict) -> str:
        return thing["label"][self.lang]

    @property
    def is_known(self) -> bool:
        """Whether the system has anything of the subject."""
        s = self.s
        return bool(s["records"] or s["on"] or s["score"] is not None or s["means"])

    @property
    def standing(self) -> str:
        """Score and grade, and each mean that is shown."""
        s = self.s
        parts = [f"{s['score']:g} {self.say('points')}"] if s["score"] is not None else []
        parts += [f"{self.say('grade')} {s['grade_label'][self.lang]}"] if s["grade"] else []
        parts += [f"{self.label(m)} {m['value']:g}" for m in s["means"]]
        return ", ".join(parts) or self.say("no grade" if self.is_known else "sees nothing")

    @property
    def counts(self) -> str:
        """Records, and lists."""
        s = self.s
        parts = [self.say("in records", n=s["records"]), self.say("in wrong", n=s["wrong"]) if s["wrong"] else "", self.say("in told", n=s["told"])] if s["records"] else []
        parts += [self.say("is on", what=", ".join(self.label(x) for x in s["on"]))] if s["on"] else []
        return " · ".join(p for p in parts if p)

    @property
    def brings(self) -> list[str]:
        """What is denied or burdened, and what is granted: the first few."""
        own = self.s["measures"]
        return [self.say(word, what=self._some(rules)) for word, rules in (("is denied", [*own["deny"], *own["burden"]]), ("is granted", own["grant"])) if rules]

    def _some(self, rules: list[dict]) -> str:
        names = [self.label(m) for m in rules[:_SHOWN]]
        return "; ".join([*names, *([self.say("n more", n=len(rules) - _SHOWN)] if len(rules) > _SHOWN else [])])

    @property
    def flows(self) -> str:
        """What it takes from others and passes to them, with how many records came or went."""
        parts = []
        for word, flows in (("fed by", self.s["fed_by"]), ("feeds", self.s["feeds"])):
            n: dict[str, int] = {}
            for flow in flows:
                n[flow["scheme"]] = n.get(flow["scheme"], 0) + flow["records"]
            names = [f"{self.rules.schemes[scheme]['label'][self.lang]} ({count})" for scheme, count in n.items()]
            parts += [self.say(word, what=", ".join(names))] if names else []
        return " · ".join(parts)

    @property
    def seen(self) -> str:
        """Who sees it: the keeper, who carries its measures out, to whom records went, everybody."""
        if not self.is_known:
            return ""
        s = self.s
        who = [s["keeper"][self.lang], *s["seen_by"]["executors"], *(self.rules.schemes[k]["keeper"][self.lang] for k in s["seen_by"]["keepers"])]
        who += [self.say("everybody sees")] if s["seen_by"]["everybody"] else []
        return self.say("sees", who=", ".join(dict.fromkeys(who)))

    @property
    def out(self) -> str:
        """What can be done, and what time does."""
        if not self.is_known:
            return ""
        out = self.s["way_out"]
        against: dict[str, list[str]] = {}
        for way in out["remedies"]:
            if way["is_open"]:
                against.setdefault(self.label(way), []).append(way["against"])
        parts = [self.say("out owed", what=f"{self.label(o)}{' ' + self.say('yuan', n=yuan(o['outstanding'])) if o['unit'] else ''}") for o in out["owed"]]
        parts += [self.say("out remedy", label=name, against=", ".join(what)) for name, what in against.items()]
        if out["may_leave"]:
            parts.append(self.say("out join" if out["consented"] is False else "out leave"))
        parts += [self.say("out time", day=out["next_change"])] if out["next_change"] else []
        return "; ".join(parts) or self.say("out none")

    @property
    def lines(self) -> list[str]:
        """All but the standing, a line each."""
        out = self.say("out", what=self.out) if self.out else ""
        return [line for line in (self.counts, *self.brings, " · ".join(p for p in (self.flows, self.seen) if p), out) if line]
