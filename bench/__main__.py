"""Measures everything and writes the page: `python -m bench`, or only some parts: `python -m bench generality rongcheng`.

What a part found is kept in bench/results/PART.json with the machine and how busy it was; the page docs/background/speed.md is made
of what is kept, so no figure on it was typed. The parts' own commands have more options.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import page
from bench.machine import busy, machine

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PARTS = ("generality", "rongcheng", "record", "codes_unique")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}; all, where none is given")
    asked = parser.parse_args().parts or PARTS
    if unknown := set(asked) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="xinyong-bench-") as folder:
        city = Path(folder) / "rongcheng.duckdb"
        for part in PARTS:
            if part in asked:
                print(part, file=sys.stderr, flush=True)
                keep(part, city)
    target = HERE.parent / "docs" / "background" / "speed.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(page.written({part: json.loads(path.read_text()) for part in PARTS if (path := RESULTS / f"{part}.json").exists()}))
    print(f"written: {target.relative_to(HERE.parent)}")


def keep(part: str, city: Path) -> None:
    """Run a part in a process of its own and keep what it found."""
    options = {"generality": ["--json"], "rongcheng": ["--json", "--keep", str(city)], "record": [str(city), "--json"], "codes_unique": []}
    if part == "record" and not city.exists():
        subprocess.run([sys.executable, "-m", "xinyong", "run", "rongcheng", "--out", str(city)], check=True, stdout=subprocess.DEVNULL)
    before = busy()
    done = subprocess.run([sys.executable, "-m", f"bench.{part}", *options[part]], stdout=subprocess.PIPE, text=True, check=True)
    kept = {"taken": dt.date.today().isoformat(), "machine": machine(), "busy": [round(before, 1), round(busy(), 1)], "found": json.loads(done.stdout)}
    (RESULTS / f"{part}.json").write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
