"""The progress line: how far, how fast, how long yet; in a terminal of any width, and nowhere else."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest
from rich.cells import cell_len

from xinyong.run import watch
from xinyong.run.run import Progress


def in_terminal(columns: int, *arguments) -> list[str]:
    """What a command shows on a terminal so wide: every state of every line, in order."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")} | {"TERM": "xterm"}
    process = subprocess.Popen([sys.executable, "-c", "from xinyong.cli import main; main()", *map(str, arguments)],
                               stdin=follower, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(leader)
    assert process.wait() == 0, shown.decode()
    lines = re.split(r"\r\n?|\n|\x1b\[2K|\x1b\[1A", shown.decode())
    return [text for line in lines if (text := re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).rstrip())]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_line_fits_the_terminal(columns, village, tmp_path):
    lines = in_terminal(columns, "run", village, "--people", 300, "--out", tmp_path / "a.duckdb")
    living = [line for line in lines if line.startswith("Living")]
    assert living[0].startswith("Living 2020-01") and living[-1].startswith("Living 2021-12")
    assert all(" left" in line for line in living)
    assert any("million subject-months a second" in line for line in living) == (columns >= 76)
    assert all(cell_len(line) <= columns for line in lines if not line.strip().startswith("xinyong "))
    assert any("SYNTHETIC" in line for line in lines)


def test_nothing_where_there_is_no_terminal(command, village, tmp_path):
    done = command("run", village, "--people", 20, "--months", 2, "--out", tmp_path / "a.duckdb")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Living" not in done.stdout and "\x1b" not in done.stdout


def test_speed_and_time_left_by_hand():
    """A million subjects, 30 of 120 months in 6 seconds: 5 million a second, 18 seconds left."""
    p = Progress("living", month=30, months=120, subjects=1_000_000, seconds=6.0)
    assert watch.rate_text(p, 100) == "5.0 million subject-months a second, 18 s left"
    assert watch.rate_text(p, 50) == "18 s left"
    assert watch.rate_text(Progress("living"), 100) == ""


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 s"), (89, "89 s"), (120, "2 min"), (7200, "2.0 h")])
def test_times_to_wait(seconds, said):
    assert watch.duration_text(seconds) == said


def test_the_first_compilation_is_told(tmp_path, monkeypatch):
    from xinyong.kernel import dialect

    monkeypatch.setattr(dialect, "_cache_folder", lambda: str(tmp_path))
    assert watch._is_cold()
    (tmp_path / "cpu.live_chunks-1.nbc").touch()
    assert not watch._is_cold()
