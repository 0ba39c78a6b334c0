"""Stays on lists, and the notices that come before one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Listing:
    """A stay on a list."""

    list: int
    day: int
    ground: int
    until: int
    ended: int | None = None
    how: str = ""                   # time | rule | remedy
    told: int | None = None
    before: int | None = None       # told before the decision
    served: int | None = None
    published: int | None = None
    taken_down: int | None = None   # published no more, while still on the list
    in_effect: int | None = None    # of a list that binds only some time after entry
    terms: list = field(default_factory=list)       # (day, new end): each time its term went on or was decided
    leaving: tuple | None = None    # (day, how): left, but the name is taken off later
    filings: list = field(default_factory=list)

    def live(self, day: int) -> bool:
        return self.day <= day < (self.until if self.ended is None else self.ended)

    def given(self, notice: str, day: int) -> bool:
        """Whether a notice (known, before, served, published) holds at the end of a day."""
        came = self.told if notice == "known" else getattr(self, notice)
        return came is not None and came <= day and not (notice == "published" and self.taken_down is not None and self.taken_down <= day)

    def binds(self, day: int, effect: str) -> bool:
        """Whether it binds at the end of a day, by its list's `effect`: it has come into effect, and no remedy suspends it."""
        held = {"entry": True, "service": self.given("served", day), "publication": self.given("published", day)}.get(
            effect, self.in_effect is not None and self.in_effect <= day)
        return self.live(day) and held and not any(f.suspends and f.day <= day and (f.decided is None or day < f.decided) for f in self.filings)


@dataclass(slots=True, eq=False)
class Notice:
    """Told, or on paper only, that one is to be listed: from `given` until `over` the time before the decision runs."""

    list: int
    day: int
    ground: int
    over: int
    given: int
    told: int | None = None
    listing: Listing | None = None
