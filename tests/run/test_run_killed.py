"""kill -9 at any moment: gone on with, the run comes to the same as one that was never killed."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xinyong.errors import RunFileError
from xinyong.run.checkpoint import checkpoint_path
from xinyong.run.kept import KeptRun
from xinyong.run.run import live

DRIVER = Path(__file__).with_name("killed.py")


def begin(path, whole: KeptRun, where: str = "never", n: int = 0) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, DRIVER, path, *map(str, (whole.people, whole.months, whole.seed)), where, str(n)],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("where", "n"), [
    ("table", 1),       # before anything is kept
    ("table", 2),       # between the first two tables
    ("month", 1),       # lived, no checkpoint yet
    ("savez", 1),       # within the first checkpoint
    ("savez", 6),       # within a later one
    ("replace", 4),     # a checkpoint written, the last one still in its place
    ("table", 5),       # some of the last tables written, none of them kept
    ("remove", 1),      # all kept, the checkpoint still there
])
def test_killed_there(where, n, village, whole, tmp_path):
    path = tmp_path / "a.duckdb"
    process = begin(path, whole, where, n)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    resumed = KeptRun(live(village, people=whole.people, months=whole.months, seed=whole.seed, resume=path))
    assert resumed.digest == whole.digest
    assert resumed.row["status"] == "finished"
    assert not checkpoint_path(path).exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.duckdb"]


def test_killed_at_random_moments(village, whole, tmp_path):
    """Killed again and again, some moments after it began to live, until it once comes to its end."""
    moments = random.Random(20)
    path = tmp_path / "a.duckdb"
    for _ in range(4):
        process = begin(path, whole)
        for line in process.stdout:
            if line.startswith("living"):
                break
        time.sleep(moments.uniform(0, 0.2))
        process.kill()
        process.communicate()
    assert KeptRun(live(village, people=whole.people, months=whole.months, seed=whole.seed, resume=path)).digest == whole.digest


def test_a_killed_run_says_how_to_go_on(village, whole, tmp_path):
    path = tmp_path / "a.duckdb"
    begin(path, whole, "month", 3).communicate()
    with pytest.raises(RunFileError, match="nothing of it is kept yet. Go on with it: xinyong run --resume"):
        KeptRun(path)
    live(resume=path)
    assert KeptRun(path).digest == whole.digest
