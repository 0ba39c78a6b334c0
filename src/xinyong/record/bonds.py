"""What one thing brought another in a life: what is owed because of a record, and how a copy came."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Route:
    """How a copy came: by which row of what agreements give, from whose record (or listing) of which day and occurrence."""

    give: int
    member: int
    day: int
    occurrence: int


@dataclass(slots=True, eq=False)
class Owed:
    """An obligation: what the record `entry` made the member owe. `parts`: (day, how much was performed); amounts in fen, or 1 of something to be done."""

    label: str
    obligation: int
    entry: object                   # record.life.Entry
    day: int
    due: int
    amount: int
    parts: list = field(default_factory=list)
    ended: int | None = None
    how: str = ""                   # performed | with the conduct | void (its record is as if it had never been)

    def left(self, day: int) -> int:
        """What is outstanding at the end of a day."""
        if day < self.day or (self.ended is not None and self.ended <= day):
            return 0
        return self.amount - sum(amount for on, amount in self.parts if on <= day)
