"""What dealt schemes are made of: ids, attributes, days, periods, and how often something is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

BASIS = "text D art. 1"
NAME, OTHER = "dealt", "beside"
FIRST = "2016-01-01"
CHANGES = ("2019-03-01", "2019-10-01", "2020-02-29")
CONDUCTS = ("steals", "helps", "owes", "litters")
MEMBERS = ("head", "spouse", "child", "other", "business", "business-2")
ATTRIBUTES = {"hukou": ("rural", "urban"), "income": ("1", "2", "3"), "resident": ("no", "yes")}
DAYS = tuple(date(2019, 1, 1) + timedelta(days=n) for n in range(730))
EDGES = (date(2019, 1, 30), date(2019, 1, 31), date(2019, 2, 3), date(2019, 2, 28), date(2019, 3, 1), date(2019, 4, 30), date(2019, 9, 29),
         date(2019, 9, 30), date(2019, 10, 1), date(2019, 12, 31), date(2020, 1, 1), date(2020, 1, 31), date(2020, 2, 28), date(2020, 2, 29))

pick = st.sampled_from
often = st.sampled_from((True, True, True, False))
seldom = st.sampled_from((False, False, False, True))
days_of_events = st.one_of(pick(EDGES), pick(DAYS[:450]))
periods = pick(("1 days", "5 days", "30 days", "1 working days", "3 working days", "15 working days", "1 months", "2 months", "3 months",
                "6 months", "12 months", "1 years", "2 years"))
calendars = pick(("to the end of the month", "to the end of the quarter", "to the end of the half-year", "to the end of the year", "to the end of the next year"))
lives = st.one_of(periods, periods, periods, calendars, st.just("for ever"))
windows = pick(("10 days", "30 days", "1 months", "2 months", "6 months", "12 months", "1 years", "2 years"))
set_days = pick(("monthly on 6", "monthly on 31", "yearly on 12-31", "yearly on 02-29 and 09-30"))


@dataclass(frozen=True)
class Names:
    """What a scheme's rules may name. `kinds`, `steps`, `groups` by ledger; `arising`: acts that arise by rule; `other`: the scheme beside it."""

    scheme: str
    members: tuple[str, ...]
    acts: tuple[str, ...]
    ledgers: tuple[str, ...]
    kinds: dict[str, str]
    lists: tuple[str, ...]
    things: tuple[str, ...]
    measures: tuple[str, ...]
    grades: tuple[str, ...]
    obligations: tuple[str, ...]
    arising: tuple[str, ...]
    other: Names | None
    steps: dict[str, str] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ladder: str = "good"
    judged: str = ""                  # the act whose conditions are dealt

    @property
    def entered(self) -> tuple[str, ...]:
        """Ledgers that acts may belong to."""
        return tuple(id for id in self.ledgers if self.kinds[id] != "scorecard")

    @property
    def shown(self) -> bool:
        """Whether `score` has a meaning."""
        return bool(self.grades) or len(self.ledgers) == 1
