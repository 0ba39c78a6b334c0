"""Lives the village with a limit on how large a file may grow, as on a full disk.

Usage: full_disk.py FILE LIMIT PEOPLE MONTHS SEED FROM     FROM: the stage from which on the limit holds; prints what is said
"""

import resource
import sys
from pathlib import Path

from xinyong.errors import XinyongError
from xinyong.run import checkpoint
from xinyong.run.run import live

VILLAGE = Path(__file__).parents[1] / "world" / "good" / "village"


def main(file: str, limit: str, people: str, months: str, seed: str, stage: str) -> None:
    def full(p) -> None:
        if p.stage == stage:
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))

    if stage == "checkpoint":
        checkpoint.Checkpoints.due = property(lambda self: True)
        stage = "living"
    try:
        live(VILLAGE, people=int(people), months=int(months), seed=int(seed), resume=file, progress=full)
    except XinyongError as error:
        sys.exit(str(error))


main(*sys.argv[1:])
