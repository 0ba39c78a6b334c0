"""The second reader against the engine on thousands of schemes and scripts: `python bench/reader.py [SCHEMES] [SEED]`.

Every worked case of the built-in schemes first, then schemes dealt by Hypothesis. Says how many agree; of those that do not, the first
day, and the smallest scheme in full. Exit 1 if any does not.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402

from reader.compare import differences  # noqa: E402
from reader.generate import NAME, dealt  # noqa: E402
from xinyong.errors import SchemeError  # noqa: E402


def built_in() -> int:
    """Differences in the worked cases of the schemes that come with the package."""
    wrong = 0
    for path in sorted((ROOT / "src" / "xinyong" / "data" / "schemes").glob("*/scheme.yaml")):
        found = differences(path.parent, path.parent.name)
        print(f"{path.parent.name}: {len(found)} worked cases differ", *found, sep="\n  ")
        wrong += len(found)
    return wrong


def dealt_at_random(schemes: int, begin: int) -> int:
    """Differences in schemes dealt at random."""
    lived, refused, wrong = 0, Counter(), []

    @seed(begin)
    @settings(max_examples=schemes, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(dealt())
    def one(scheme):
        nonlocal lived
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = differences(scheme.write(Path(folder) / NAME), NAME)
            except SchemeError as error:
                refused[error.problems[0].message] += 1
                return
        lived += 1
        if found:
            wrong.append((len(repr(scheme)), found[0], scheme))
    began = time.time()
    one()
    print(f"{lived - len(wrong)} of {lived} schemes agree, {sum(refused.values())} refused, in {time.time() - began:.0f} s")
    for message, times in refused.most_common():
        print(f"  refused {times} times: {message}")
    for _, line in sorted({(size, line) for size, line, _ in wrong}):
        print(f"  {line}")
    if wrong:
        print(min(wrong, key=lambda each: each[0])[2])
    return len(wrong)


def main() -> None:
    schemes, begin = (int(text) for text in (*sys.argv[1:3], *("1000", "0")[len(sys.argv) - 1:]))
    sys.exit(bool(built_in() + dealt_at_random(schemes, begin)))


if __name__ == "__main__":
    main()
