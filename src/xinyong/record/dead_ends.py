"""Dead ends: standings that a life runs into and does not get out of, found by living it.

For every ground of a list, and every act whose record or direct grade has no end, a subject is brought there by a script; then it lives on for
decades in the letter world, doing nothing, then all that costs nothing, then all that costs money. What does not let it out is told with the life.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xinyong.errors import Problem
from xinyong.record.cases import Letter, Lived
from xinyong.record.standing import Standing, standings
from xinyong.record.ways_in import Way, ways
from xinyong.scheme.model import FOREVER, Act, Case, Ground, ListRule, Place, Scheme
from xinyong.scheme.values import date

YEARS = 40
"""How long a life waits for a way out."""
SOON = 800
"""Within so many days a script must have brought the subject there: a sum must fall overdue, a notice must run."""
_ASKS_WHO_IS_RIGHT = ("objection", "correction", "appeal")
NO_WAY_OUT, NEEDS_MONEY = "no-way-out", "no-way-out-without-money"


@dataclass(frozen=True)
class DeadEnd:
    """A standing without a way out, or with none for whoever has no money.

    `what`: the list and ground, or the act; `script`: the life that runs into it; `since`: the day on which it is there; `out`: what would end it.
    """

    rule: str
    what: str
    place: Place
    script: tuple[str, ...]
    since: int
    out: str

    def problem(self) -> Problem:
        """As a warning, at the rule's place."""
        life = "; ".join(self.script)
        rest = f"only {self.out} ends it" if self.out else "nothing the subject can do ends it"
        return Problem(self.place.file, self.place.line, self.place.column,
                       f"{self.what}: who lives this ({life}) is there on {date(self.since)} and still {YEARS} years later; {rest}.",
                       "Give it a term or a way out, if the text has one.", self.rule, is_warning=True)


@dataclass(frozen=True)
class Search:
    """How many standings were looked at, what was found, and for which grounds no life was found that gets there."""

    looked_at: int
    found: tuple[DeadEnd, ...]
    unreached: tuple[str, ...]


def dead_ends(scheme: Scheme, told=lambda what: None) -> Search:
    """Search a scheme for dead ends; `told` hears what is being lived."""
    letter, found, unreached, looked_at = Letter(scheme), [], [], 0
    for target in _targets(scheme):
        looked_at += 1
        told(target.what)
        lives = _Lives(letter, target)
        if not lives.arrive():
            unreached += [target.what] if target.list_id else []          # an act need not change a grade
        elif not lives.leaves(lives.script):
            found += lives.dead_end()
    return Search(looked_at, tuple(found), tuple(unreached))


# --- where one may get stuck ------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class _Target:
    what: str
    of: str
    place: Place
    first: int
    last: int
    list_id: str                    # "": a grade worse than before
    ground: int
    ways: tuple[Way, ...]


def _targets(scheme: Scheme) -> Iterator[_Target]:
    for rule in scheme.lists:
        if rule.colour != "red":
            for ground in rule.grounds:
                yield _of_ground(scheme, rule, ground)
    for act in scheme.acts:
        if scheme.grades and not act.arises and (act.grade or act.points.low < 0) and _has_no_end(scheme, act):
            of = "organisation" if act.of == "organisation" else "person"
            yield _Target(act.id, of, act.place, act.first, act.last, "", 0, (Way(acts=((act.id, 1),)), Way(acts=((act.id, 10),))))


def _of_ground(scheme: Scheme, rule: ListRule, ground: Ground) -> _Target:
    of = "organisation" if rule.of == "organisation" else "person"
    return _Target(f"{rule.id}, ground {ground.id}", of, ground.place, rule.first, rule.last, rule.id, rule.grounds.index(ground), tuple(ways(scheme, ground.when.tree, of)))


def _has_no_end(scheme: Scheme, act: Act) -> bool:
    lives = [act.counts_for] if act.counts_for else [line.duration for line in scheme.ledgers[act.ledger].counts_for] if act.ledger else []
    return any(d and d.unit == "for-ever" for d in (*lives, act.grade_for)) or act.stays_while is not None


# --- living it --------------------------------------------------------------------------------------------------------

class _Lives:
    """One target's lives in the letter."""

    def __init__(self, letter: Letter, target: _Target):
        self.letter, self.scheme, self.target = letter, letter.scheme, target
        self.begin = max(target.first, self.scheme.first) + 10
        self.end = min(target.last, self.scheme.last, self.begin + YEARS * 366, FOREVER - 400) - 1
        self.script: tuple[str, ...] = ()
        self.attributes: dict[str, str] = {}
        self.since = 0

    def arrive(self) -> bool:
        """Find a script that brings the subject there soon."""
        for way in self.target.ways:
            self.attributes = way.attributes
            self.script = tuple(f"{date(self._day(act))} enter {act} amount=100000 severity=999" for act, times in way.acts for _ in range(times))
            lived, days = self._live(self.script, soon=True)
            if lived is not None:
                at = next((day for day in days if self._there(lived[day])), None)
                if at is not None:
                    self.since = at
                    return True
        return False

    def _day(self, act_id: str) -> int:
        return max(self.begin, min(act.first for act in self.scheme.acts if act.id == act_id))

    def leaves(self, script: tuple[str, ...]) -> bool:
        """Does the subject get out some day, while the rule still stands? That something later may bring it back is another life."""
        lived, days = self._live(script)
        return lived is not None and any(not self._there(lived[day]) for day in days if day > self.since)

    def dead_end(self) -> list[DeadEnd]:
        """Nothing, or what is wrong: no way out, or none without money."""
        free, paid = self._deeds(paid=False), self._deeds(paid=True)
        if free and self.leaves(self.script + free):
            return []
        opens = bool(paid) and self.leaves(self.script + free + paid)
        verbs = {text.split()[1] for text in paid}
        out = " or ".join((["paying what is owed"] if "perform" in verbs else []) + (["a remedy that costs money"] if "file" in verbs else []))
        t = self.target
        return [DeadEnd(NEEDS_MONEY if opens else NO_WAY_OUT, t.what, t.place, self.script, self.since, out if opens else "")]

    def _deeds(self, *, paid: bool) -> tuple[str, ...]:
        """All that one may do a year, three and six years on: perform what is owed, seek what asks not who is right."""
        found = []
        for years in (1, 3, 6):
            day = date(self.since + 366 * years)
            found += [f"{day} perform {o.id}" for o in self.scheme.obligations.values() if (o.amount != 0) == paid]
            found += [f"{day} file {r.id}" for r in self.scheme.remedies if r.kind not in _ASKS_WHO_IS_RIGHT and (r.cost > 0) == paid
                      and (not r.lists or self.target.list_id in r.lists)]
        return tuple(found)

    def _there(self, standing: Standing) -> bool:
        if self.target.list_id:
            lists = self.letter.book.names["lists"]
            return any(lists[i]["id"] == self.target.list_id and ground == self.target.ground for i, (ground, _, _) in standing.lists.items())
        return standing.grade is not None and standing.grade != self._usual

    @cached_property
    def _usual(self) -> str | None:
        """The grade of who did nothing, at the end."""
        lived, days = self._live(())
        return lived[days[-1]].grade if lived else None

    def _live(self, script: tuple[str, ...], *, soon: bool = False) -> tuple[dict[int, Standing] | None, list[int]]:
        """The subject's standing on some days; None where such a subject cannot be."""
        until = min(self.end, self.begin + SOON) if soon else self.end
        days = sorted({*range(self.begin, until, 20 if soon else 180), until})
        kind = {"kind": "organisation"} if self.target.of == "organisation" else {"age": "40"} | _likely(self.scheme)
        role = "business" if self.target.of == "organisation" else "head"
        case = Case("a life", ((role, kind | self.attributes),), self.begin, tuple((text, self.target.place) for text in script),
                    tuple((day, {}, {}) for day in days), self.target.place)
        lived: Lived = self.letter.live(case)
        standing = standings(self.letter.book, lived.trace, 1, days)
        return {day: of[0] for day, of in standing.items()}, days


def _likely(scheme: Scheme) -> dict[str, str]:
    """Attributes by which a person is covered."""
    way = next(iter(ways(scheme, scheme.subjects["person"].when.tree, "person")), Way()) if "person" in scheme.subjects else Way()
    return {name: value for name, value in way.attributes.items() if name != "age"}
