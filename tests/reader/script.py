"""Scripts: what happens to whom on which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

VERBS = ("enter", "do", "file", "decide", "set", "want", "perform", "term")


@dataclass(frozen=True)
class Event:
    """`DATE [MEMBER:] VERB ID [key=value ...]`; of `decide` and the like, `words` are what stands without a key."""

    day: date
    member: str | None
    verb: str
    words: tuple[str, ...]
    options: dict[str, str] = field(default_factory=dict)

    def number(self, key: str, otherwise: int) -> int:
        return int(self.options.get(key, otherwise))


def event(text: str) -> Event:
    """Reads one line."""
    day, *words = text.split()
    member = words.pop(0)[:-1] if words[0].endswith(":") else None
    verb = words.pop(0) if words[0] in VERBS and len(words) > 1 else "enter"
    options = dict(word.split("=", 1) for word in words if "=" in word)
    return Event(date.fromisoformat(day), member, verb, tuple(word for word in words if "=" not in word), options)
