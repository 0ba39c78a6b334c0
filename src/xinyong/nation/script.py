"""Scripts as the kernel reads them: one row of whole numbers an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from xinyong.life.remedies import ON_LIST
from xinyong.life.scratch import SCRIPT_WIDTH, V_DECIDE, V_DO, V_ENTER, V_FILE, V_PERFORM, V_SET, V_TERM, V_WANT
from xinyong.life.script import POINTS_SAID
from xinyong.scheme.layout import H_LETTER
from xinyong.scheme.problems import Problems, suggest
from xinyong.scheme.script import ScriptEvent
from xinyong.scheme.values import plain
from xinyong.world.fields import consented
from xinyong.world.rulebook import Rulebook

_SEEN, _BY_CHANCE, _UNSEEN = range(3)
_NO, _YES, _AS_IT_IS = 0, 1, -1


def script_rows(book: Rulebook, events: Iterable[ScriptEvent], members: Mapping[str, int], *, first: str = "") -> np.ndarray:
    """The rows (int64, events x SCRIPT_WIDTH, in order of day, then as written) of a script.

    members: each member's place in the unit by name. first: who is meant where an event names nobody (the first, if empty). In the letter what is
    done is seen and who files is right, unless the script says otherwise; in a run chance and the facts have it. SchemeError names every event
    that names something the rulebook does not hold.
    """
    writer, problems, rows = _Writer(book, members), Problems(), []
    for event in sorted(events, key=lambda event: event.day):
        try:
            member = writer.member(event.member or first)
            rows += [(event.day, verb, j, ref, *options, *(0,) * (5 - len(options))) for verb, j, ref, options in writer.write(event, member)]
        except _Unknown as unknown:
            problems.add(event.place, f"script: {unknown.args[0]}", unknown.args[1], rule="script")
    problems.raise_errors()
    return np.array(rows, np.int64).reshape(-1, SCRIPT_WIDTH)


class _Unknown(Exception):
    """What is wrong, and what to do."""


class _Writer:
    def __init__(self, book: Rulebook, members: Mapping[str, int]):
        self.book, self.members, names = book, members, book.names
        self.letter = bool(book[H_LETTER])
        self.acts = {}
        for act in names["acts"]:
            self.acts |= {act["id"]: act["identity"], f"{act['scheme']}.{act['id']}": act["identity"]}
        self.lists, self.remedies = _rows(names["lists"]), _rows(names["remedies"])
        self.obligations = _rows(names["obligations"])
        kinds = [(kind["id"], i, kind["kind"]) for i, kind in enumerate(names["kinds"])]
        self.conduct = {id: i for id, i, kind in kinds if kind in ("bad", "good")}
        self.wants = {id: i for id, i, kind in kinds if kind == "want"}

    def member(self, name: str) -> int:
        return _find(self.members, name, "member") if name else 0

    def write(self, event: ScriptEvent, j: int) -> Sequence[tuple[int, int, int, tuple[int, ...]]]:
        """Verb, member, what it is about, and its options, five at most."""
        options = event.options
        match event.verb:
            case "enter":
                row = (options.get("deed", event.day), options.get("amount", 1), options.get("severity", 0), options.get("lasts", 0) << 1,
                       self.points(event.target, options["points"]) if "points" in options else 0)
                return [(V_ENTER, j, _find(self.acts, event.target, "act"), row)]
            case "do":
                seen = _SEEN if options.get("seen", self.letter) else _UNSEEN if options.get("seen") is False else _BY_CHANCE
                row = (options.get("amount", 1), options.get("severity", 0), options.get("lasts", 0), seen)
                return [(V_DO, j, _find(self.conduct, event.target, "conduct"), row)]
            case "file":
                right = int(options["right"]) if "right" in options else _YES if self.letter else _AS_IT_IS
                return [(V_FILE, j, _find(self.remedies, event.target, "remedy"), (self.against(options.get("against")), right, 0, 0))]
            case "decide":
                return [(V_DECIDE, j, _find(self.remedies, event.target, "remedy"), (int(options["outcome"] == "won"), 0, 0, 0))]
            case "term":
                return [(V_TERM, j, _find(self.lists, event.target, "list"), (options["months"], 0, 0, 0))]
            case "perform":
                return [(V_PERFORM, j, _find(self.obligations, event.target, "obligation"), (self.performed(event), 0, 0, 0))]
            case "want":
                return [(V_WANT, j, _find(self.wants, event.target, "want"), (options.get("amount", 1), 0, 0, 0))]
            case _:
                ((name, value),) = options.items()
                return self.set(name, value, j)

    def performed(self, event: ScriptEvent) -> int:
        """Fen (or things done) performed; -1 for all that is owed."""
        if "amount" not in event.options:
            return -1
        owed = self.book.names["obligations"][self.obligations[event.target]]
        return event.options["amount"] if owed["money"] else event.options["amount"] // 100

    def points(self, target: str, points: Fraction) -> int:
        """Points within the range that some version of the act leaves to discretion, in its ledger's steps, as the kernel reads them."""
        own = [act for act in self.book.names["acts"] if target in (act["id"], f"{act['scheme']}.{act['id']}") and " to " in act["points"]]
        if not own:
            raise _Unknown(f"points: those of {target} are not left to discretion.", "Leave the option out.")
        for act in own:
            step = self.book.names["ledgers"][act["ledger"]]["step"]
            low, high = sorted(int(end) for end in act["points"].split(" to "))
            steps = points * 100 / step
            if steps.denominator == 1 and low <= steps <= high:
                return int(steps) + POINTS_SAID
        ends = " to ".join(plain(Fraction(int(end) * step, 100)) for end in own[-1]["points"].split(" to "))
        raise _Unknown(f"points: {plain(points)} is not within {ends}, the range of {target}.", f"Write a multiple of {plain(Fraction(step, 100))} within it.")

    def against(self, what: str | None) -> int:
        if what is None:
            return -1
        return ON_LIST | self.lists[what] if what in self.lists else _find(self.acts, what, "act or list")

    def set(self, name: str, value: str, j: int):
        """One row for each field (of consent there is one a scheme) and member (of the household's, all) that changes."""
        fields = self.book.fields
        if name in ("age", "kind", "role"):
            raise _Unknown(f"{name} cannot be set.", "It follows from who somebody is.")
        names = [f.id for f in fields if f.id.startswith(consented(""))] if name == "consented" else [name]
        if not names:
            raise _Unknown("consented: no scheme in force asks for consent.", "Leave the event out.")
        rows = []
        for each in names:
            index = _find({f.id: f.index for f in fields}, each, "attribute")
            values = {text: i for i, text in enumerate(fields[each].values)}
            whose = self.members.values() if fields[each].of == "household" else (j,)
            rows += [(V_SET, k, index, (_find(values, value, f"value of {each}"), 0, 0, 0)) for k in whose]
        return rows


def _rows(rules) -> dict[str, int]:
    return {name: i for i, rule in enumerate(rules) for name in (rule["id"], f"{rule['scheme']}.{rule['id']}")}


def _find(known: Mapping[str, int], id: str, noun: str) -> int:
    if id not in known:
        raise _Unknown(f"no such {noun}: {id}.", suggest(id, known) or (f"Known: {', '.join(sorted(known))}." if len(known) <= 12 else ""))
    return known[id]
