"""How two lives of one subject look side by side in a terminal of any width."""

from __future__ import annotations

from rich.console import Group
from rich.text import Text

from xinyong.cli.life import Screen
from xinyong.record.rules import iso
from xinyong.record.whatif import WhatIf
from xinyong.record.words import say, signed

MOST_SPANS = 12


class TwoLives:
    """The parts of a comparison, in a language and for a width."""

    def __init__(self, found: WhatIf, lang: str, width: int):
        self.found, self.difference, self.lang = found, found.difference, lang
        self.a, self.b = (Screen(record, lang, width) for record in (found.as_lived, found.record))

    def say(self, key: str, **values) -> str:
        return say(self.lang, key, **values)

    def all(self) -> Group:
        """Everything."""
        d = self.difference
        parts = [self.a.who(), self.change(), self.lives()]
        if d.is_nothing:
            parts.append(Text(f"\n{self.say('no difference')}", style="bold"))
        else:
            parts += [self.spans(), self.records("only as lived", self.a, d.only_as_lived), self.records("only what if", self.b, d.only_what_if),
                      self.changed(), self.done(), self.days()]
        parts.append(Text(f"\n{self.say('kept couplings')}", style="dim"))
        return Group(*(part for part in parts if part is not None))

    def change(self) -> Group:
        change = self.found.change
        lines = [self.say("left out", what=self._left_out(label)) for label in change.without]
        lines += [self.say("added", what=text) for text in change.do]
        lines += [self.say("under", what=name) for name in change.variants]
        return Group(Text(f"\n{self.say('two lives')}", style="bold"), *(Text(f"  {line}") for line in lines))

    def _left_out(self, label: str) -> str:
        if ":" in label:
            return label
        e = self.found.as_lived.entry(label)
        return f"{label}, {iso(e.day)}, {self.a.rules.acts[e.act]['label'][self.lang]}"

    def lives(self) -> Group:
        """Both standings at the end, each with its chart."""
        parts = []
        for word, screen in (("as lived", self.a), ("what if", self.b)):
            for s in screen.whole["standings"]:
                grade = self.say("no grade") if s["grade"] is None else f"{self.say('grade')} {s['grade_label'][self.lang]}"
                score = "" if s["score"] is None else f"{s['score']:g} {self.say('points')}, "
                parts.append(Text(f"\n{self.say(word)}: {screen.label(s)}, {score}{grade}", style="bold"))
                parts += screen.chart(s["scheme"])
        return Group(*parts)

    def spans(self) -> Group | None:
        rows = []
        spans = self.difference.spans
        for s in spans[:MOST_SPANS]:
            scores = self.say("score to", a=self.a.number(s.scores[0]), b=self.a.number(s.scores[1])) if s.scores[0] != s.scores[1] else ""
            grades = ""
            if s.grades[0] != s.grades[1]:
                grades = self.say("grade to", a=self.a.grade(s.scheme, s.grades[0] or None), b=self.b.grade(s.scheme, s.grades[1] or None))
            rows.append(("•", [self.a.joined(self.say("to", a=iso(s.first), b=iso(s.last)) + self.a.of_scheme(s.scheme), scores, grades)]))
        if len(spans) > MOST_SPANS:
            rows.append(("", [self.say("not shown", n=len(spans) - MOST_SPANS)]))
        return self.a.section(self.say("what differs"), rows)

    def records(self, title: str, screen: Screen, entries) -> Group | None:
        rows = [(e.label, screen.record_lines(screen.record.record_row(e))) for e in entries]
        return self.a.section(self.say(title), rows, mark=3)

    def changed(self) -> Group | None:
        rows = []
        for x, y in self.difference.changed:
            head = f"{iso(x.day)}  {self.a.rules.acts[x.act]['label'][self.lang]}"
            lines = [f"{self.say(word)}: {signed(row['points'])} · {screen.life_of(row)} · {screen.told(row)}"
                     for word, screen, row in (("as lived", self.a, self.a.record.record_row(x)), ("what if", self.b, self.b.record.record_row(y)))]
            rows.append((x.label, [Text(head, style="bold"), *lines]))
        return self.a.section(self.say("changed"), rows, mark=3)

    def done(self) -> Group | None:
        rows = []
        for d in self.difference.only_done:
            channels = [self.b.rules.names["channels"][c]["label"][self.lang] for c in d.unseen]
            rows.append(("•", [self.a.joined(f"{iso(d.day)}  {self.b.rules.kinds[d.kind]['label'][self.lang]}",
                                             self.say("not seen by", who=", ".join(channels)) if channels else "")]))
        return self.a.section(self.say("only done"), rows)

    def days(self) -> Group | None:
        d = self.difference
        rows = [("•", [f"{rule['label'][self.lang]}: {self.say('days to', a=x, b=y)}"]) for rule, x, y in (*d.list_days, *d.measure_days)]
        before, after = d.wants_met
        rows += [("•", [f"{self.say('wants')}, {self.say(word)}: {before[word]} → {after[word]}"]) for word in ("denied", "burdened", "granted")
                 if before[word] != after[word]]
        return self.a.section(self.say("bears days"), rows)


def two_lives(found: WhatIf, lang: str, width: int) -> Group:
    """The screen of a what-if."""
    return TwoLives(found, lang, width).all()
