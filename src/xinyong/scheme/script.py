"""Scripts: dated events of one life as text, `2016-03-05 spouse: enter utility-theft amount=3`, read into `ScriptEvent`.

Worked cases, `--do` on the command line and Python share this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from xinyong.errors import SchemeError
from xinyong.scheme import values
from xinyong.scheme.model import Place
from xinyong.scheme.problems import Problems, suggest
from xinyong.scheme.source import File, Text


@dataclass(frozen=True)
class ScriptEvent:
    """One event. `options` are read: `deed` a day, `amount` (of `perform` in fen), `severity`, `lasts` ints, `seen`, `right` bools, `against` an id.

    `decide` has the option `outcome` (won or lost); `set` has no target and one option, the attribute with its value as text.
    """

    day: int
    member: str                     # "" for the first member
    verb: str                       # enter, do, file, decide, set, want, term, perform
    target: str
    options: dict[str, object] = field(default_factory=dict)
    place: Place = Place("", 1, 1)


def _yes(text: str) -> bool:
    return values.one_of("yes", "no")(text) == "yes"


def _one_of_a_scheme(text: str) -> str:
    """`utility-theft`, or of another scheme `wendeng.utility-theft`."""
    scheme, dot, id = text.rpartition(".")
    return (values.identifier(scheme) if dot else "") + dot + values.identifier(id)


def _months(text: str) -> int:
    return values.whole(text, least=0, most=1200)


_AMOUNT = {"amount": lambda text: values.whole(text, least=0), "severity": lambda text: values.whole(text, least=0, most=999)}
VERBS = {
    "enter": {"deed": values.day, **_AMOUNT, "lasts": _months, "points": values.decimal},
    "do": {**_AMOUNT, "lasts": _months, "seen": _yes},
    "file": {"against": _one_of_a_scheme, "right": _yes},
    "decide": {},
    "set": {},
    "want": {"amount": lambda text: values.whole(text, least=0)},
    "term": {"months": lambda text: values.whole(text, least=1, most=1200)},
    "perform": {"amount": lambda text: values.money(f"{text} yuan")},
}
"""The verbs, each with its options and how they are read."""

_WORD = re.compile(r"\S+")
_MEMBER = re.compile(r"[a-z][a-z0-9-]*:")


class _Wrong(Exception):
    def __init__(self, offset: int, message: str, hint: str = ""):
        super().__init__(message)
        self.offset, self.message, self.hint = offset, message, hint


def parse_event(text: str, name: str = "event", *, place: Place | None = None) -> ScriptEvent:
    """An event from a command line, from Python or from a case's kept text (at `place`); SchemeError says what is wrong with it."""
    problems = Problems()
    event = read_event(Text(text, File(name, text), 1, 1), problems)
    problems.raise_errors()
    if event is None:
        raise SchemeError(problems.sorted())
    return replace(event, place=place) if place else event


def read_event(text: Text, problems: Problems) -> ScriptEvent | None:
    """The event that a scalar holds; None, with a problem at its exact place, where it holds none."""
    try:
        return _event(text)
    except _Wrong as wrong:
        problems.add(text.at(wrong.offset), f"script: {wrong.message}", wrong.hint, rule="script")
        return None


def _event(text: Text) -> ScriptEvent:
    words = [(found.group(), found.start()) for found in _WORD.finditer(text.value)]
    if not words:
        raise _Wrong(0, "an event is missing.", "Write DATE [MEMBER:] VERB ID [key=value ...].")
    day = _read("day", values.day, *words.pop(0))
    member = ""
    if words and _MEMBER.fullmatch(words[0][0]):
        member = words.pop(0)[0][:-1]
    verb = "enter"
    if words and words[0][0] in VERBS:
        verb = words.pop(0)[0]
    elif len(words) > 1 and "=" not in words[1][0]:
        raise _Wrong(words[0][1], f"'{words[0][0][:40]}' is no verb.", suggest(words[0][0], VERBS) or f"Verbs: {', '.join(VERBS)}.")
    end = len(text.value)
    if not words:
        raise _Wrong(end, f"nothing stands after '{text.value.split()[-1]}'.", f"Write what to {verb}.")
    if verb == "set":
        target, options = "", _setting(words)
    else:
        target = _read("id", _one_of_a_scheme if verb in ("enter", "file", "decide") else values.identifier, *words.pop(0))
        options = _outcome(words, end) if verb == "decide" else _options(verb, words)
    return ScriptEvent(day, member, verb, target, options, text.place)


def _read(name: str, parse, word: str, offset: int):
    try:
        return parse(word)
    except values.OutOfRange as error:
        raise _Wrong(offset, f"{name}: {error.expected}", error.hint) from None
    except values.Unreadable as error:
        raise _Wrong(offset, f"{name}: expected {error.expected}, found '{word[:40]}'.", error.hint) from None


def _setting(words) -> dict[str, object]:
    word, offset = words[0]
    name, equals, value = word.partition("=")
    if not equals or not name or not value or len(words) > 1:
        raise _Wrong(offset, "set takes one ATTRIBUTE=VALUE.", "Write it without spaces: set resident=no.")
    _read("attribute", values.identifier, name, offset)
    return {name: value}


def _outcome(words, end: int) -> dict[str, object]:
    if len(words) != 1 or words[0][0] not in ("won", "lost"):
        raise _Wrong(words[0][1] if words else end, "decide ends with won or lost.", "Write decide REMEDY won.")
    return {"outcome": words[0][0]}


def _options(verb: str, words) -> dict[str, object]:
    options: dict[str, object] = {}
    known = VERBS[verb]
    for word, offset in words:
        name, equals, value = word.partition("=")
        if not equals or name not in known:
            hint = f"{verb} takes {', '.join(f'{each}=' for each in known)}." if known else f"{verb} takes one id only."
            raise _Wrong(offset, f"'{word[:40]}' is no option of {verb}.", hint)
        if name in options:
            raise _Wrong(offset, f"{name} is given twice.", "Keep one.")
        options[name] = _read(name, known[name], value, offset + len(name) + 1)
    return options
