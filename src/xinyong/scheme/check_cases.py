"""What worked cases ask of their scheme: members, events and expectations name what is there, on days that there are."""

from __future__ import annotations

from fractions import Fraction

from xinyong.scheme import names, values
from xinyong.scheme.model import Place, Scheme
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_cases import RawCase
from xinyong.scheme.script import ScriptEvent
from xinyong.scheme.source import Text

MOST_MEMBERS = 16
"""Members of one household, its firms among them."""


def _date(day: int) -> str:
    return str(values.date(day))


def check_case(scheme: Scheme, raw: RawCase, problems: Problems) -> None:
    """A case with its script and what it expects."""
    members = [role for role, _ in raw.case.members]
    first = raw.case.first
    if len(members) > MOST_MEMBERS:
        problems.add(raw.node.place_of("members"), f"members: {len(members)} are given; a household has at most {MOST_MEMBERS}.",
                     "Split the case.", rule="size")
    for text, event in raw.events:
        if event is None:
            continue
        _event(scheme, text, event, members, problems)
        if first is not None and event.day < first:
            problems.add(text.place, f"script: {_date(event.day)} is before the case begins.", f"It begins on {_date(first)}.",
                         rule="script")
    if first is None and "script" not in raw.node.items:
        problems.add(raw.node.place, "from: missing.", "A case without a script says on which day it begins.", rule="missing")
    days = [event.day for _, event in raw.events if event is not None]
    begins = first if first is not None else min(days, default=None)
    if begins is not None and begins < 0:
        problems.add(raw.node.place, f"the case begins on {_date(begins)}; lives begin in 1970 or later.", rule="script")
    for day, expected, node in raw.expected:
        if first is not None and day < first:
            problems.add(node.place, f"expect: {_date(day)} is before the case begins.", f"It begins on {_date(first)}.", rule="script")
        for key, value in expected.items():
            _expectation(scheme, key, value, node.place_of(key), members, problems)


def _event(scheme: Scheme, text: Text, event: ScriptEvent, members: list[str], problems: Problems) -> None:
    check_event(scheme, event, problems, places=text)
    if event.member and event.member not in members:
        problems.add(text.at(text.value.find(event.member)), f"script: no such member: {event.member}.",
                     f"Known: {', '.join(members)}.", rule="unknown")


def check_event(scheme: Scheme, event: ScriptEvent, problems: Problems, *, places: Text | None = None) -> None:
    """The act, remedy, thing or list that an event names exists; whether another scheme has it is known once it is lived."""
    nouns = {"enter": "act", "do": "conduct", "file": "remedy", "decide": "remedy", "want": "thing", "term": "list", "perform": "obligation"}
    wanted = [(event.target, scheme.ids[nouns[event.verb]], nouns[event.verb])] if event.verb in nouns else []
    if "against" in event.options:
        wanted.append((event.options["against"], scheme.ids["act"] | scheme.ids["list"], "act or list"))
    for id, ids, noun in wanted:
        scheme_of, _, own = id.rpartition(".")
        if (own if scheme_of == scheme.id else id) not in ids and scheme_of in ("", scheme.id) and not problems.unread & set(noun.split()):
            place = places.at(_word_at(places.value, id)) if places else event.place
            hint = problems.suggest(id, sorted(ids))
            if not hint and event.verb == "enter":
                hint = "Verbs are enter, do, file, decide, set, want, term and perform."
            problems.add(place, f"script: no such {noun}: {id}.", hint, rule="unknown")
    if "points" in event.options:
        _points_said(scheme, event, problems, places.at(_word_at(places.value, "points=")) if places else event.place)
    if event.verb == "term":
        _term(scheme, event, problems, places.place if places else event.place)


def _points_said(scheme: Scheme, event: ScriptEvent, problems: Problems, place: Place) -> None:
    """Points that a script says lie within the range that the act leaves to discretion."""
    acts = [act for act in scheme.acts if event.target in (act.id, f"{scheme.id}.{act.id}")]
    ranges = [act for act in acts if act.points.kind == "range" and act.ledger in scheme.ledgers]
    if acts and not ranges:
        problems.add(place, f"script: points: those of {event.target} are not left to discretion.", "Leave the option out.", rule="script")
    for act in ranges:
        steps = Fraction(event.options["points"]) * 100 / scheme.ledgers[act.ledger].step
        if steps.denominator == 1 and min(act.points.low, act.points.high) <= steps <= max(act.points.low, act.points.high):
            return
    if ranges:
        step = Fraction(scheme.ledgers[ranges[-1].ledger].step, 100)
        ends = f"{values.plain(ranges[-1].points.low * step)} to {values.plain(ranges[-1].points.high * step)}"
        problems.add(place, f"script: points: {values.plain(event.options['points'])} is not within {ends}, the range of {event.target}.",
                     f"Write a multiple of {values.plain(step)} within it.", rule="script")


def _range_of_term(ground) -> tuple[int, int]:
    """The months within which the term of a ground is left to discretion, its extensions (where these are) included."""
    extend = ground.extend
    longer = extend.at_most * extend.longest.count if extend and extend.longest != extend.by else 0
    return ground.term.count, ground.longest.count + longer


def _term(scheme: Scheme, event: ScriptEvent, problems: Problems, place: Place) -> None:
    """A term that is decided lies within the range of some ground of the list."""
    rule = next((rule for rule in scheme.lists if rule.id == event.target), None)
    ranges = [_range_of_term(g) for g in rule.grounds] if rule else []
    ranges = [(least, most) for least, most in ranges if most > least]
    months = event.options.get("months")
    if months is None:
        problems.add(place, "script: term needs months=.", "Write term LIST months=30.", rule="script")
    elif rule and not any(least <= months <= most for least, most in ranges):
        told = " or ".join(f"{least} to {most}" for least, most in ranges)
        problems.add(place, f"script: no ground of {rule.id} leaves a term of {months} months to discretion.",
                     f"It leaves {told} months." if told else "", rule="script")


def _word_at(text: str, word: str) -> int:
    """Where an id stands, from the right: verbs and members come before it."""
    return max(text.rfind(word), 0)


def _expectation(scheme: Scheme, key: str, value, place: Place, members: list[str], problems: Problems) -> None:
    parts = key.split(".")
    if len(parts) > 1 and parts[0] != "score":
        if parts[0] not in members:
            problems.add(place, f"expect: no such member: {parts[0]}.", f"Known: {', '.join(members)}.", rule="unknown")
        parts = parts[1:]
    nouns = {"grade": "grade", "on": "list", "measures": "measure", "denied": "thing", "because": "document", "owes": "obligation", "amounts": "measure", "wants": "thing"}
    if parts[0] == "score":
        if parts[1:] and parts[1] not in scheme.ledgers:
            problems.add(place, f"expect: no such ledger: {parts[1]}.", problems.suggest(parts[1], scheme.ledgers), rule="unknown")
        elif not scheme.ledgers:
            problems.add(place, "expect: the scheme has no ledger, so no score.", rule="unknown")
        elif not parts[1:] and not names.shown_ledger(scheme):
            problems.add(place, "expect: score of which ledger?", f"Write one of score.{', score.'.join(scheme.ledgers)}.", rule="unknown")
    elif parts[0] in nouns:
        noun = nouns[parts[0]]
        ids = scheme.ids[noun]
        for id in value if isinstance(value, tuple | dict) else () if value is None else (value,):
            if id not in ids and noun not in problems.unread:
                problems.add(place, f"expect: no such {noun}: {id}.", problems.suggest(id, sorted(ids)), rule="unknown")
