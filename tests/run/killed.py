"""Lives the village into a file with a checkpoint after every month, to be killed on the way.

Usage: killed.py FILE PEOPLE MONTHS SEED WHERE N     WHERE: the N-th call of which function ends the process as kill -9 would; or `never`
"""

import os
import signal
import sys
from pathlib import Path

import numpy as np

from xinyong.run import checkpoint, keep, run

VILLAGE = Path(__file__).parents[1] / "world" / "good" / "village"


def dying(function, after: int, *, halfway=None):
    """The function, which at its call number `after` is cut short by a kill."""
    calls = 0

    def called(*arguments, **named):
        nonlocal calls
        calls += 1
        if calls == after:
            if halfway:
                halfway(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return called


def half_a_checkpoint(file, *_arguments) -> None:
    """What lies in the file when the process dies within writing it."""
    file.write(b"PK\x03\x04 and no more")
    file.flush()


def main(file: str, people: str, months: str, seed: str, where: str, n: str) -> None:
    checkpoint.Checkpoints.due = property(lambda self: True)
    os.fsync = lambda _descriptor: None
    after = int(n)
    if where == "savez":
        np.savez = dying(np.savez, after, halfway=half_a_checkpoint)
    elif where == "replace":
        os.replace = dying(os.replace, after)
    elif where == "table":
        keep.Keeper._replace = dying(keep.Keeper._replace, after)
    elif where == "remove":
        run.remove_checkpoint = dying(run.remove_checkpoint, after)

    def progress(p) -> None:
        if where == "month" and p.stage == "living" and p.month == after:
            os.kill(os.getpid(), signal.SIGKILL)
        print(p.stage, p.month, flush=True)

    run.live(VILLAGE, people=int(people), months=int(months), seed=int(seed), resume=file, progress=progress)


main(*sys.argv[1:])
