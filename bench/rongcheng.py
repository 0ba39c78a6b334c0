"""Full Rongcheng: how long it takes to live, to compile first and to start again, and what memory it takes.

    python -m bench.rongcheng [--repeats 3] [--people N] [--keep FILE] [--json]

Every figure is of a whole process as a user starts it. The first compilation is into an empty cache; all later ones find it filled.
Of repeated runs the least time counts and the largest memory; the digest must be the same each time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOST_LIVE, MOST_COMPILE, MOST_MEMORY, MOST_BYTES = 5.0, 30.0, 400e6, 64
_COMMAND = [sys.executable, "-m", "xinyong"]


def process(arguments: list[str], cache: Path) -> dict:
    """A whole process: its seconds on the clock and of the processors, its peak memory, and the JSON it printed."""
    start = time.perf_counter()
    child = subprocess.Popen([*_COMMAND, *arguments, "--json"], stdout=subprocess.PIPE, env=os.environ | {"XINYONG_CACHE": str(cache)})
    printed = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if child.returncode:
        raise SystemExit(f"xinyong {' '.join(arguments)} failed ({child.returncode})")
    return {"seconds": seconds, "processor_s": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024, "said": json.loads(printed)}


def processor_time_of_living(people: int, months: int, cache: Path) -> float:
    """Seconds of the processors, of all threads together, in the months alone: what else the machine does hardly lengthens them."""
    os.environ["XINYONG_CACHE"] = str(cache)
    from xinyong.nation.living import Living
    from xinyong.scheme.layout import H_WORDS
    from xinyong.world.calendar import month_index
    from xinyong.world.population import Population
    from xinyong.world.read import read_world
    from xinyong.world.rulebook import compile_world

    world = read_world("rongcheng")
    book = compile_world(world)
    living = Living(book, Population(world, people, 1).mint(book[H_WORDS]), 1, first_month=month_index(world.first))
    start = time.process_time()
    for _ in range(months):
        living.step()
    return time.process_time() - start


def measure(repeats: int, people: int | None, keep: Path | None) -> dict:
    """All figures, in seconds and bytes."""
    with tempfile.TemporaryDirectory(prefix="xinyong-bench-") as folder:
        cache, small = Path(folder) / "cache", ["run", "rongcheng", "--people", "1000", "--months", "1"]
        first = process([*small, "--out", f"{folder}/first.duckdb"], cache)
        again = [process([*small, "--out", f"{folder}/again-{i}.duckdb"], cache) for i in range(max(2, repeats))]
        whole = ["run", "rongcheng"] + (["--people", str(people)] if people else [])
        runs = []
        for i in range(repeats):
            print(f"  Rongcheng, run {i + 1} of {repeats}", file=sys.stderr, flush=True)
            runs.append(process([*whole, "--out", f"{folder}/whole-{i}.duckdb"], cache))
        assert len({r["said"]["digest"] for r in runs}) == 1, "two runs of one city end differently"
        live_processors = min(processor_time_of_living(runs[0]["said"]["people"], runs[0]["said"]["months"], cache) for _ in range(repeats))
        if keep:
            shutil.copy(f"{folder}/whole-0.duckdb", keep)
    said = runs[0]["said"]
    live = min(r["said"]["seconds"]["live"] for r in runs)
    return {
        "people": said["people"], "organisations": said["organisations"], "months": said["months"], "repeats": repeats,
        "digest": said["digest"], "live_s": live, "live_processor_s": live_processors, "subject_months_per_second": said["subject_months"] / live,
        "run_s": min(r["seconds"] for r in runs), "run_processor_s": min(r["processor_s"] for r in runs),
        "first_compile_s": first["said"]["seconds"]["compile"], "first_start_s": first["seconds"],
        "first_processor_s": first["processor_s"] - min(a["processor_s"] for a in again),
        "cached_compile_s": min(a["said"]["seconds"]["compile"] for a in again), "cached_start_s": min(a["seconds"] for a in again),
        "memory": max(r["memory"] for r in runs), "bytes_per_subject": max(r["said"]["bytes_per_subject"] for r in runs)}


def table(found: dict) -> str:
    """The figures beside what is asked, as Markdown."""
    rows = [
        ("living it", f"{found['live_s']:.2f} s", f"{MOST_LIVE:g} s", found["live_s"] <= MOST_LIVE),
        ("first compilation, into an empty cache", f"{found['first_compile_s']:.1f} s", f"{MOST_COMPILE:g} s", found["first_compile_s"] <= MOST_COMPILE),
        ("peak memory of the whole process", f"{found['memory'] / 1e6:,.0f} MB", f"{MOST_MEMORY / 1e6:g} MB", found["memory"] <= MOST_MEMORY),
        ("memory that grows with subjects, spill included, at its peak", f"{found['bytes_per_subject']:.1f} bytes a subject",
         f"{MOST_BYTES} bytes", found["bytes_per_subject"] <= MOST_BYTES),
        ("processor time of living it, all threads together", f"{found['live_processor_s']:.2f} s", "", None),
        ("processor time of the first compilation", f"{found['first_processor_s']:.1f} s", "", None),
        ("loading what was compiled before", f"{found['cached_compile_s']:.2f} s", "", None),
        ("a month of 1,000 people, whole process, compiled before", f"{found['cached_start_s']:.2f} s", "", None),
        ("the whole run from the shell, file written", f"{found['run_s']:.1f} s", "", None),
        ("processor time of the whole run", f"{found['run_processor_s']:.1f} s", "", None),
        ("subject-months a second while living", f"{found['subject_months_per_second'] / 1e6:.1f} million", "", None)]
    lines = [f"{found['people']:,} people and {found['organisations']:,} organisations by {found['months']} months; repeats: {found['repeats']}.", "",
             "| what | measured | asked, at most | met |", "| --- | --- | --- | --- |"]
    return "\n".join(lines + [f"| {what} | {is_} | {most} | {'' if met is None else 'yes' if met else 'no'} |" for what, is_, most, met in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--people", type=int, default=None, help="fewer than the city has")
    parser.add_argument("--keep", type=Path, default=None, help="keep the run's file")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.repeats, asked.people, asked.keep)
    print(json.dumps(found, indent=2) if asked.json else table(found))


if __name__ == "__main__":
    main()
