"""What is to be run: arguments checked before anything is lived, rules read and compiled, and what a resumed run must share with its file."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from xinyong.codes import PEOPLE_LIMIT
from xinyong.errors import RunError
from xinyong.scheme.layout import H_WORDS, LAYOUT
from xinyong.scheme.model import FOREVER
from xinyong.scheme.values import date
from xinyong.world import calendar
from xinyong.world.model import World

MOST_SEED = 2**63 - 1
MOST_THREADS = 1024
_AGENDA_BYTES = 60
_SPARE_SHARE = 0.9


@dataclass(frozen=True)
class Plan:
    """One run to be: a world under its variants, so many people and months, a seed."""

    world: World
    people: int
    months: int
    seed: int
    first_month: int

    @property
    def from_day(self) -> int:
        return int(calendar.month_starts()[self.first_month])

    def day_after(self, months: int) -> int:
        """The first day no longer lived after so many months."""
        return int(calendar.month_starts()[self.first_month + months])


def plan(world: World, people: int | None, months: int | None, seed: int | None, threads: int) -> Plan:
    """Check the sizes; what is not given is the world's own. RunError says the range."""
    people = world.people if people is None else people
    first = calendar.month_index(world.first)
    most_months = calendar.month_index(FOREVER) - first
    months = _months_of(world) if months is None else months
    seed = 1 if seed is None else seed
    _within("--people", people, 0, PEOPLE_LIMIT, "persons")
    _within("--months", months, 0, most_months, f"months from {_month_text(world.first)} on")
    _within("--seed", seed, 0, MOST_SEED, "")
    _within("--threads", threads, 0, MOST_THREADS, "(0: one for each core)")
    return Plan(world, people, months, seed, first)


def _within(name: str, value: int, least: int, most: int, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise RunError(f"{name} is a whole number, not {value!r}.")
    if not least <= value <= most:
        raise RunError(f"{name} {value}: expected {least} to {most:,} {what}".rstrip() + ".")


def _months_of(world: World) -> int:
    return max(0, calendar.month_index(world.last) - calendar.month_index(world.first))


def _month_text(day: int) -> str:
    return f"{date(day):%B %Y}"


def check_memory(book, people: int) -> None:
    """RunError when so many people cannot fit into this machine's memory, with how many can."""
    each = book[H_WORDS] * 4 + _AGENDA_BYTES
    have = int(memory() * _SPARE_SHARE)
    if people * each > have:
        raise RunError(f"--people {people:,} of about {each} bytes each need some {people * each / 2**30:,.0f} GiB of memory, and "
                       f"{have / 2**30:,.0f} of this machine's may be used: expected 0 to {have // each // 1000 * 1000:,} persons.")


def memory() -> int:
    """Bytes of memory that this process may use: the machine's, or its container's limit."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            total = min(total, int(Path(path).read_text()))
        except (OSError, ValueError):
            continue
    return total


def law_hash() -> str:
    """A hash of the kernel's sources: lives are only gone on with under the law they began with."""
    from xinyong.kernel.dialect import _SOURCES

    root = Path(__file__).parents[1]
    digest = hashlib.sha256(f"layout {LAYOUT}".encode())
    for pattern in _SOURCES:
        for path in sorted(root.glob(pattern)):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
