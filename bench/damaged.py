"""Rule files of every built-in scheme damaged at random: `python bench/damaged.py [MUTATIONS] [SEED]`.

Each is valid, and then compiles and lives one of its worked cases, or gives errors with their places; no other exception, and none takes
over two seconds of the processor to check. Says how many were tried, how many were valid still, and the slowest; what fails is named and kept. Exit 1
if any does.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from damage import damage  # noqa: E402
from xinyong.errors import SchemeError  # noqa: E402
from xinyong.record.cases import Letter  # noqa: E402
from xinyong.scheme.read import check_scheme  # noqa: E402

SECONDS = 2.0
LIVED_OF = 5                                    # of those that are valid still, one in so many is lived as well


def told(folder: Path, luck: random.Random) -> tuple[bool, float]:
    """Whether the folder is valid still, and the seconds that checking took; AssertionError where an error lacks its place."""
    began = time.process_time()
    scheme, problems = check_scheme(folder, name=folder.name)
    seconds = time.process_time() - began
    for problem in problems:
        assert problem.line >= 1 and problem.column >= 1 and problem.file.startswith(folder.name) and "\n" not in str(problem), problem
    assert seconds < SECONDS, f"{seconds:.1f} s"
    if scheme is None:
        assert any(not problem.is_warning for problem in problems), "no scheme and no error"
        return False, seconds
    try:
        made = Letter(scheme)
        if scheme.cases and not luck.randrange(LIVED_OF):
            made.live(luck.choice(scheme.cases))
    except SchemeError as error:
        assert all(problem.line >= 1 for problem in error.problems)
    return True, seconds


def main() -> None:
    mutations, seed = (int(text) for text in (*sys.argv[1:3], *("10000", "0")[len(sys.argv) - 1:]))
    luck, valid, slowest, failed = random.Random(seed), 0, 0.0, []
    with tempfile.TemporaryDirectory() as place:
        for path in (ROOT / "src" / "xinyong" / "data" / "schemes").glob("*/scheme.yaml"):
            shutil.copytree(path.parent, Path(place) / path.parent.name)
        folders = sorted(Path(place).iterdir())
        for turn in range(mutations):
            folder = luck.choice(folders)
            file = luck.choice(sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv")))
            whole = file.read_bytes()
            file.write_bytes(damage(whole, luck))
            try:
                still, seconds = told(folder, luck)
                valid, slowest = valid + still, max(slowest, seconds)
            except Exception as error:                            # whatever it is, it is what is looked for
                kept = Path(tempfile.gettempdir()) / f"damaged-{seed}-{turn}-{folder.name}-{file.name}"
                shutil.copy(file, kept)
                failed.append(kept)
                print(f"{kept}: {type(error).__name__}: {str(error)[:200]}", *traceback.format_exc().splitlines()[-3:-1], sep="\n  ", flush=True)
            finally:
                file.write_bytes(whole)
    print(f"{mutations} damaged files, {valid} valid still, {len(failed)} failed; the slowest took {slowest:.2f} s")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
