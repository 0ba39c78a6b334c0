"""A million people in one street: the tests' village with a single place, lived with one thread and with two, to the same digest.

All that units do to each other passes through their place, so here every coupling carries most.

    python -m bench.one_street [--people 1000000] [--months 24]
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

from bench.machine import machine
from xinyong.run import KeptRun
from xinyong.run.run import live

VILLAGE = Path(__file__).parents[1] / "tests" / "world" / "good" / "village"


def one_street(folder: Path) -> Path:
    """The village without its west side."""
    world = folder / "village"
    shutil.copytree(VILLAGE, world)
    for name in ("places.csv", "population.csv", "traits.csv"):
        lines = (world / name).read_text("utf-8").splitlines(keepends=True)
        (world / name).write_text("".join(line for line in lines if "west" not in line), "utf-8")
    return world


def main() -> None:
    """Live it twice and print both runs' figures as JSON; ends with 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--months", type=int, default=24)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        world = one_street(Path(name))
        runs = [KeptRun(live(world, people=asked.people, months=asked.months, threads=n, out=Path(name) / f"{n}.duckdb")).to_dict() for n in (1, 2)]
    same = runs[0]["digest"] == runs[1]["digest"]
    figures = ("people", "organisations", "months", "digest", "subject_months_per_second", "bytes_per_subject", "peak_memory", "counted")
    print(json.dumps({"machine": machine(), "same": same, "runs": [{key: run[key] for key in figures} for run in runs]}, indent=2))
    raise SystemExit(0 if same else 1)


if __name__ == "__main__":
    main()
