"""How a record looks in a terminal of any width."""

from __future__ import annotations

from collections import Counter
from urllib.parse import unquote

from rich.cells import cell_len
from rich.console import Group
from rich.text import Text

from xinyong.record.chart import chart as draw
from xinyong.record.rules import iso
from xinyong.record.system_words import SystemWords
from xinyong.record.words import chain_text, range_text, say, signed, source_text
from xinyong.run.wording import yuan
from xinyong.scheme.values import date, day

MOST_SHOWN = 200
_SPANS = 3


class Item:
    """A mark and lines of text that wrap beside it."""

    def __init__(self, mark: str, lines: list, indent: int):
        self.mark, self.indent = mark, indent
        self.lines = [line if isinstance(line, Text) else Text(line) for line in lines if line]

    def __rich_console__(self, console, options):
        before = Text(f"  {self.mark}", style="bold")
        for line in self.lines:
            for part in line.wrap(console, max(options.max_width - self.indent, 12)):
                part.rstrip()
                before.append(" " * (self.indent - before.cell_len))
                yield before + part
                before = Text("")


class Screen:
    """The parts of a record's screen, in a language and for a width."""

    def __init__(self, record, lang: str, width: int):
        self.record, self.rules, self.lang, self.width = record, record.rules, lang, width
        self.whole = record.to_dict()

    def say(self, key: str, **values) -> str:
        return say(self.lang, key, **values)

    def label(self, thing: dict) -> str:
        return thing["label"][self.lang]

    def all(self) -> Group:
        """Everything."""
        parts = [self.who(), self.systems(), self.standing()]
        if self.record.conditions.months:
            parts += [self.records(), self.obligations(), self.lists(), self.measures(), self.remedies(), self.deeds(), self.ahead(), self.ways(), self.documents()]
        return Group(*(part for part in parts if part is not None))

    # ---- shapes

    def section(self, title: str, rows: list[tuple[str, list]], empty: str = "", mark: int = 1) -> Group | None:
        """A title over items, each a short mark and lines of text that wrap beside it."""
        if not rows and not empty:
            return None
        head = Text(f"\n{title}", style="bold")
        if not rows:
            return Group(head, Text(f"  {empty}"))
        indent = max(mark, *(cell_len(marked) for marked, _ in rows)) + 3
        return Group(head, *(Item(marked, lines, indent) for marked, lines in rows))

    def joined(self, *parts: str) -> Text:
        return Text(" · ".join(p for p in parts if p))

    def _source(self, source: dict) -> Text:
        return Text(source_text(source, self.lang), style="dim")

    def _span(self, since: str, until: str | None) -> str:
        return self.say("to", a=since, b=until) if until else self.say("from", a=since)

    # ---- who

    def who(self) -> Group:
        w, r = self.whole, self.record
        own = [f"{self.say('age')} {w['attributes']['age']} ({self.say('born')} {w['attributes']['born']})"] if r.kind == "person" else []
        named = self.rules.names["attributes"]
        shown = {k: v for k, v in w["attributes"].items() if k in named and k != "age-band"}
        own += [f"{named[k][self.lang]}: {v}" for k, v in shown.items()]
        consents = [f"{self.say('no consent')} ({k.partition(':')[2]})" for k, v in w["attributes"].items() if k.startswith("consented:") and v == "no"]
        others = [f"{m['member']} {m['code']}" for m in w["household"] if m["code"] != w["code"]]
        day_ = self.say("as of", day=w["as_of"]) + (f" ({self.say('last day')})" if r.as_of == r.conditions.last_day else "")
        lines = [Text.assemble((w["code"], "bold"), "  ", (self.say("synthetic"), "bold reverse"), f"  {self.say(r.kind)}"),
                 self.joined(self.label(w["place"]), f"{self.say('role')}: {r.role}", *own, *consents)]
        if others:
            lines.append(Text(f"{self.say('with')}: {', '.join(others)} ({self.say('synthetic')})"))
        if r.run.row["status"] == "stopped":
            day_ += self.say("stopped", n=r.run.months, asked=r.run.row["months_asked"])
        lines.append(Text(self.say("as it is", day=day_), style="dim"))
        return Group(*lines)

    # ---- standing

    def standing(self) -> Group:
        if not self.record.conditions.months:
            return Group(Text(f"\n{self.say('no months')}"))
        parts = []
        for s in self.whole["standings"]:
            if s["scheme"] not in self.rules.slot_of and not self.rules.ledgers_of[s["scheme"]]:
                continue                                # it keeps lists only
            grade = self.say("no grade") if s["grade"] is None else f"{self.say('grade')} {s['grade_label'][self.lang]} ({self.say('since', day=s['since'])})"
            score = "" if s["score"] is None else f"{s['score']:g} {self.say('points')}, "
            parts.append(Text.assemble("\n", (f"{self.label(s)}: ", "bold"), (score + grade, "bold")))
            parts += [Text(self.say("next assessed", day=a["day"], grade=self.grade(a["scheme"], a["then"])))
                      for a in self.whole["next"]["assessed"] if a["scheme"] == s["scheme"]]
            parts += self.chart(s["scheme"])
            if s["range"]:
                parts.append(Text(range_text(s["range"], self.rules.slots[self.rules.slot_of[s["scheme"]]]["labels"] if s["range"]["grades"] else {}, self.lang)))
            if s["because"]:
                parts.append(Text(f"{self.say('because')} {chain_text(s['because'], self.lang)}", style="dim"))
        return Group(*parts)

    def systems(self) -> Group | None:
        """Where there are several systems: one person in all of them."""
        if len(self.rules.schemes) < 2 or not self.record.conditions.months:
            return None
        return self.section(self.say("systems"), [("•", self._system(s)) for s in self.whole["systems"]])

    def _system(self, s: dict) -> list:
        words = SystemWords(self.rules, s, self.lang)
        return [Text.assemble((f"{self.label(s)}: ", "bold"), words.standing), *words.lines]

    def chart(self, scheme: str) -> list[Text]:
        steps = self.record.score_steps(scheme)
        given = [d for d, score in steps if score is not None]
        if not given:
            return []
        first, last = given[0], self.record.as_of
        years = [(day(f"{y}-01-01"), str(y)) for y in range(date(first).year, date(last).year + 1)]
        lines = draw(steps, first, last, width=min(self.width, 100) - 2, labels=[y for y in years if y[0] >= first])
        return [Text(f"  {line}", no_wrap=True, overflow="crop") for line in lines]

    # ---- records

    def records(self) -> Group:
        rows = self.whole["records"]
        live = sum(r["counts"] for r in rows)
        title = self.say("records") + (f" ({len(rows)}; {self.say('count today', n=live)})" if rows else "")
        shown = rows[-MOST_SHOWN:]
        items = [(r["id"], self.record_lines(r)) for r in shown]
        if len(shown) < len(rows):
            items.insert(0, ("", [self.say("not shown", n=len(rows) - len(shown))]))
        return self.section(title, items, self.say("nothing"), 3)

    def record_lines(self, r: dict) -> list:
        grade = f" → {self.rules.grade_label(self.rules.slot_of[r['scheme']], r['grade'], self.lang)}" if r["grade"] else ""
        head = Text.assemble(f"{r['day']}  ", (f"{signed(r['points'])}{grade}", "bold red" if r["points"] < 0 or r["grade"] else "bold green"),
                             f"  {self.label(r)}{self.of_scheme(r['scheme'])}")
        seen = self.say("seen by", who=r["channel_label"][self.lang]) if r["channel_label"] and not r["scripted"] else ""
        marks = [self.say(k) for k in ("scripted", "repeated", "capped") if r[k]]
        marks += [self.say("frozen", when=r["frozen"]["while"])] if r["frozen"] else []
        marks += [self.say("gives way")] if r["gives_way"] else []
        if r["undone"]:
            u = r["undone"]
            marks.append(self.say("undone", day=u["day"], without=u["without"], points=signed(u["points_before"])))
        truth = Text(self.say("true") if r["true"] else self.say(r["wrong"]), style="" if r["true"] else "bold yellow")
        if r["not_what_the_rule_says"]:
            truth = Text(self.say("not_what_the_rule_says"), style="bold yellow")
        how = [self.route(r)] if r["came_from"] else []
        how += [Text(self.say("entered by", what=self.label(r["entered_by"])))] if r["entered_by"] else []
        how += [Text(self.say("arose", what=chain_text(r["arose"], self.lang)), style="dim")] if r["arose"] else []
        return [head, Text(" · ").join([Text(self.say("done", day=r["deed"])), *([Text(seen)] if seen else []), truth, *map(Text, marks)]),
                self.joined(self.life_of(r), self.told(r)), *how, self._source(r["points_source"])]

    def route(self, r: dict) -> Text:
        """How a copy came."""
        c = r["came_from"]
        said = {"keeper": c["keeper"][self.lang], "agreement": self.label(c)}
        if c["of"] is None:
            return Text(self.say("came astray", **said))
        whose = ", ".join(part for part in (c["record"], c["of"] if c["of"] != self.record.role else "") if part)
        return Text(self.say("came from", what=c["what_label"][self.lang], day=c["day"], whose=self.say("whose", who=whose) if whose else "", **said))

    def told(self, r: dict) -> str:
        return self.say("told", day=r["told"]) if r["told"] else self.say("not told")

    def life_of(self, r: dict) -> str:
        if r["ended_by"] == "at once":
            return self.say("at once")
        if r["ended"]:
            return f"{self.say('counted until', day=r['ended'])}: {self.say('by ' + r['ended_by'])}"
        if r["stays_since"]:
            return self.say("stays", day=r["stays_since"], when=r["stays_while"])
        if r["lives_while_it_holds"]:
            return self.say("counts while")
        return self.say("counts until", day=r["displayed_until"]) if r["displayed_until"] else self.say("counts always")

    # ---- what it brought

    def owed(self, o: dict, amount: int) -> str:
        return self.say("yuan", n=yuan(amount)) if o["unit"] else self.say("to do")

    def obligations(self) -> Group | None:
        rows = []
        for o in self.whole["obligations"]:
            head = Text.assemble((self.label(o), "bold"), f"  {self.owed(o, o['amount'])}{self.of_scheme(o['scheme'])}")
            parts = ", ".join(f"{p['day']} {self.owed(o, p['amount'])}" for p in o["performed"]) if o["unit"] else ""
            state = self.say(f"owed by {o['ended_by']}", day=o["ended"]) if o["ended_by"] else self.say("owed left", what=self.owed(o, o["outstanding"]))
            late = self.say("overdue", n=o["overdue_days"]) if o["overdue_days"] else ""
            rows.append((o["id"], [head, self.joined(self.say("owed since", day=o["since"], due=o["due"] or "–"), self.say("because of", what=o["record"])),
                                   self.joined(state, late, self.say("owed parts", what=parts) if parts else ""), self._source(o["source"])]))
        return self.section(self.say("obligations"), rows, mark=3)

    def lists(self) -> Group | None:
        rows = []
        for s in self.whole["lists"]:
            exit_ = {"term over": "by time", "left by rule": "by rule", "removed by a remedy": "by remedy"}.get(s["exit"])
            rows.append(("•", [Text(self.label(s), style="bold"), self.joined(self._span(s["from"], s["to"] or s["until"]), self.told(s), *self.notices(s), self.say(exit_) if exit_ else ""),
                               Text(f"{self.say('because')} {chain_text(s['because'], self.lang)}", style="dim")]))
        return self.section(self.say("lists"), rows)

    def notices(self, s: dict) -> list[str]:
        """What else happened to a stay on a list: notices, longer terms, the time after leaving."""
        found = [self.say(f"notice {name}", day=s["notice"][name]) for name in ("before", "published") if s["notice"][name]]
        found += [self.say("notice served", day=s["notice"]["served"])] if s["notice"]["served"] not in (None, s["notice"]["known"]) else []
        found += [self.say("not shown any more", day=s["notice"]["published_until"])] if s["notice"]["published_until"] else []
        found += [self.say("longer", day=t["day"], until=t["until"]) for t in s["terms"]]
        found += [self.say("leaving", day=s["leaving"]["since"], off=s["leaving"]["off"])] if s["leaving"] and not s["to"] else []
        return found + ([] if s["binds"] or s["to"] else [self.say("not binding")])

    def measures(self) -> Group | None:
        by_rule: dict[tuple, list[dict]] = {}
        for m in self.whole["measures"]:
            by_rule.setdefault((m["kind"], m["measure"]), []).append(m)
        rows = []
        for (kind, _), stays in sorted(by_rule.items(), key=lambda item: (item[1][-1]["to"] is not None, item[0])):
            last = stays[-1]
            spans = [self._span(s["from"], s["to"]) for s in stays[-_SPANS:]]
            more = self.say("more", n=len(stays) - _SPANS) if len(stays) > _SPANS else ""
            head = Text.assemble((self.say(kind), "bold green" if kind == "grant" else "bold red"), f"  {self.label(last)}")
            rows.append(("•", [head, self.joined(", ".join(spans), more),
                               Text(f"{self.say('because')} {chain_text(last['because'], self.lang)}", style="dim")]))
        return self.section(self.say("measures"), rows)

    def remedies(self) -> Group | None:
        rows = []
        for f in self.whole["remedies"]:
            end = self.say("pending") if f["outcome"] is None else self.say(f["outcome"], day=f["decided"])
            law = self.say("late" if f["late"] else "lawful", day=f["lawful_day"])
            rows.append(("•", [Text(self.label(f), style="bold"), self.joined(self.say("against", what=f["against"]), self.say("filed", day=f["filed"]), end, law),
                               self._source(f["source"])]))
        return self.section(self.say("remedies"), rows)

    def deeds(self) -> Group | None:
        life, kinds = self.record.life, self.rules.kinds
        rows = []
        for k, n in Counter(d.kind for d in life.deeds).most_common():
            mine = [d for d in life.deeds if d.kind == k]
            unseen, astray = sum(bool(d.unseen) for d in mine), sum(bool(d.astray) for d in mine)
            rows.append(("•", [self.joined(f"{self.label(kinds[k])} ({self.say(kinds[k]['kind'])}): {self.say('times', n=n)}",
                                            self.say("nobody saw", n=unseen) if unseen else "", self.say("strangers", n=astray) if astray else "")]))
        met = Counter((w.kind, w.worst) for w in life.wants if w.measure >= 0)
        for (k, worst), n in met.most_common():
            rows.append(("•", [f"{self.label(kinds[k])}: {self.say(('denied', 'burdened', 'granted')[worst])} {self.say('times', n=n)}"]))
        return self.section(self.say("deeds"), rows)

    # ---- what comes

    def ahead(self) -> Group:
        rows = [(change["day"], [self.joined(*self._change(change))]) for change in self.whole["next"]["if_nothing_is_done"]]
        return self.section(self.say("ahead"), rows, self.say("no change"))

    def _change(self, change: dict) -> list[str]:
        what = [next(iter(end.values())) for end in change["ends"]]
        parts = [self.say("ends", what=", ".join(dict.fromkeys(what)))] if what else []
        parts += [f"{what['list']}: {self.say('list ' + what['what'])}" for what in change["lists"]]
        parts += [self.say("rules change")] if change["rules_change"] else []
        parts += [self.say("score to", a=self.number(s["from"]), b=self.number(s["to"])) + self.of_scheme(s["scheme"]) for s in change["scores"]]
        parts += [self.say("grade to", a=self.grade(g["scheme"], g["from"]), b=self.grade(g["scheme"], g["to"])) + self.of_scheme(g["scheme"])
                  for g in change["grades"]]
        for key, word in (("measures_end", "loses"), ("measures_begin", "gains")):
            names = [self.label(next(m for m in self.rules.measures if m["id"] == id_)) for id_ in change[key]]
            parts += [self.say(word, what="; ".join(names))] if names else []
        return parts

    def number(self, value) -> str:
        return self.say("none") if value is None else f"{value:g}"

    def of_scheme(self, scheme: str) -> str:
        """Which scheme something is of, where there are several."""
        schemes = self.rules.schemes
        return f" ({schemes[scheme]['label'][self.lang]})" if len(schemes) > 1 else ""

    def grade(self, scheme: str, grade: str | None) -> str:
        return self.rules.grade_label(self.rules.slot_of[scheme], grade, self.lang) if grade else self.say("no grade")

    def ways(self) -> Group:
        """What can be done; of several records against which the same is open, one success is told."""
        alike: dict[tuple, list[dict]] = {}
        for way in self.whole["next"]["can_be_done"]:
            alike.setdefault((way["remedy"], way["is_open"], way["is_open"] or way["open_from"], way["pending_since"], way["open_until"]), []).append(way)
        rows = [("•", self._way(ways)) for ways in alike.values()]
        return self.section(self.say("ways"), rows, self.say("no way"))

    def _way(self, ways: list[dict]) -> list:
        way = ways[0]
        when = ""
        if way["pending_since"]:
            when = self.say("pending since", day=way["pending_since"])
        elif way["times_left"] == 0:
            when = self.say("used up")
        elif way["follows"] and not way["open_from"]:
            when = self.say("follows", remedy=self.label(next(r for r in self.rules.remedies if (r["scheme"], r["id"]) == (way["scheme"], way["follows"]))))
        elif not way["is_open"]:
            late = way["open_until"] and way["open_until"] < iso(self.record.as_of)
            when = self.say("closed", day=way["open_until"]) if late else self.say("opens", day=way["open_from"])
        cost = self.say("cost", n=f"{way['cost'] / 100:g}") if way["cost"] else self.say("free")
        against = self.say("against", what=", ".join(w["against"] for w in ways))
        lines = [Text.assemble((self.label(way), "bold"), f" {against}"),
                 self.joined(when, self.say("by law", span=way["law"]["decided_within"]), cost)]
        assumed = way["assumed"]
        if assumed:
            a, b = (f"{100 * c:g}" for c in assumed["chance"])
            chance = self.say("chance", a=a, b=b) if a != b else self.say("chance one", a=a)
            a, b = assumed["days"]
            lines.append(self.joined(self.say("assumed days", a=a, b=b) if a != b else self.say("assumed day", a=a), chance))
        lines += self._success(way)
        return [*lines, self._source(way["law"]["source"])]

    def _success(self, way: dict) -> list[str]:
        score, grade = way["if_won"].get("score"), way["if_won"].get("grade")
        bring = [self.say("score to", a=f"{score[0]:g}", b=f"{score[1]:g}")] if score and score[0] != score[1] else []
        if grade and grade[0] != grade[1]:
            scheme = next(r["scheme"] for r in self.whole["records"] if r["id"] == way["against"])
            bring.append(self.say("grade to", a=self.grade(scheme, grade[0]), b=self.grade(scheme, grade[1])))
        return [self.say("would bring", against=way["against"], what=", ".join(bring))] if bring else []


    # ---- what it rests on

    def documents(self) -> Group | None:
        """Every document that was cited, by the name under which it was."""
        w = self.whole
        chains = [part["because"] for name in ("standings", "lists", "measures") for part in w[name]]
        cited = [link for chain in chains for link in chain] + [r["points_source"] for r in w["records"]] + [f["source"] for f in w["remedies"]]
        cited += [way["law"]["source"] for way in w["next"]["can_be_done"]]
        known = {source["document"]: source for source in cited if source["document"]}
        rows = []
        for document, source in sorted(known.items()):
            titles = source["title"] or {"en": "", "zh": ""}
            both = dict.fromkeys([titles[self.lang], titles["zh"], titles["en"]] if self.lang == "en" else [titles["zh"]])
            rows.append((document, [" ".join(t for t in list(both)[:2] if t), Text(unquote(source["address"] or ""), style="dim")]))
        return self.section(self.say("documents"), rows, mark=9)


def screen(record, lang: str, width: int) -> Group:
    """A record's screen."""
    return Screen(record, lang, width).all()
