"""How long a life takes to be lived again: traced, as a Python record with its explanation, and from the shell.

    python bench/record.py rongcheng.duckdb [--units 300] [--json]

Over units drawn at random from a run: replay and trace (0.5 ms asked), the record with all that explains it (2 ms and 10 microseconds an
event), medians and the slowest of ten. From the shell: `xinyong record` (1.5 s) and `xinyong --help` (0.3 s), the middle of five.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import subprocess
import sys
import time

from xinyong.api import open_run
from xinyong.record.living import Conditions
from xinyong.record.subject import Record

MOST_REPLAY, MOST_RECORD, MOST_EVENT, MOST_SHELL, MOST_HELP = 0.5e-3, 2e-3, 10e-6, 1.5, 0.3


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("run")
    arguments.add_argument("--units", type=int, default=300)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    found = measure(asked.run, asked.units)
    print(json.dumps(found, indent=2) if asked.json else table(found))


def measure(path: str, units: int) -> dict:
    """All figures, in seconds."""
    run = open_run(path)
    conditions = Conditions.of(run)
    luck = random.Random(1)
    places = [conditions.population.unit_of_person(luck.randrange(run.people)) for _ in range(units)]
    lived(conditions, places[0][0])
    record(run, conditions, *places[0])
    replays = [timed(lived, conditions, unit) for unit, _ in places]
    records, events = zip(*(timed_record(run, conditions, unit, member) for unit, member in places))
    over = [seconds - MOST_EVENT * n for seconds, n in zip(records, events)]
    code = conditions.population.code_of(*places[0])
    command = [sys.executable, "-m", "xinyong"]
    return {
        "machine": f"{platform.processor() or platform.machine()}, Python {platform.python_version()}", "subjects": run.subjects, "months": run.months,
        "units": units, "replay": spread(replays), "record": spread(records), "events": statistics.median(events), "record_less_events": spread(over),
        "shell": statistics.median(shell([*command, "record", path, code]) for _ in range(5)),
        "help": statistics.median(shell([*command, "--help"]) for _ in range(5))}


def lived(conditions: Conditions, unit: int) -> None:
    """Minted, lived and traced."""
    conditions.alone.trace(unit, conditions.population.mint_one(unit))


def record(run, conditions: Conditions, unit: int, member: int) -> int:
    """The record with all that explains it, as plain values; gives how many events it has."""
    found = Record(run, conditions, unit, member, conditions.live(unit, conditions.last_day), conditions.last_day)
    return len(found.to_dict()["timeline"])


def timed(work, *arguments) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def timed_record(*arguments) -> tuple[float, int]:
    start = time.perf_counter()
    events = record(*arguments)
    return time.perf_counter() - start, events


def shell(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def spread(seconds) -> dict:
    ordered = sorted(seconds)
    return {"median": statistics.median(ordered), "nine_in_ten": ordered[int(0.9 * len(ordered))]}


def table(found: dict) -> str:
    """The figures beside what is asked."""
    rows = [("one unit replayed and traced", found["replay"]["median"], found["replay"]["nine_in_ten"], MOST_REPLAY),
            (f"record with explanation, {found['events']:g} events", found["record"]["median"], found["record"]["nine_in_ten"],
             MOST_RECORD + MOST_EVENT * found["events"]),
            ("xinyong record, from the shell", found["shell"], None, MOST_SHELL), ("xinyong --help", found["help"], None, MOST_HELP)]
    lines = [f"{found['machine']}; {found['subjects']:,} subjects, {found['months']} months; {found['units']} units at random",
             f"{'':<44}{'median':>10}{'9 in 10':>10}{'asked':>10}"]
    lines += [f"{name:<44}{text(a):>10}{text(b):>10}{text(most):>10}" for name, a, b, most in rows]
    return "\n".join(lines)


def text(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1e3:.2f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


if __name__ == "__main__":
    main()
