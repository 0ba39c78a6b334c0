"""Small runs that the tests of this folder share. The kernel is compiled once and kept, so all of them live the compiled law."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xinyong.run.kept import KeptRun
from xinyong.run.run import live

VILLAGE = Path(__file__).parents[1] / "world" / "good" / "village"
PEOPLE, MONTHS = 600, 20
"""Sizes of most runs here."""


@pytest.fixture(scope="session")
def village() -> Path:
    return VILLAGE


@pytest.fixture(scope="session")
def whole(tmp_path_factory) -> KeptRun:
    """The village lived without interruption."""
    return KeptRun(live(VILLAGE, people=PEOPLE, months=MONTHS, seed=5, out=tmp_path_factory.mktemp("whole") / "village.duckdb"))


@pytest.fixture(scope="session")
def small_city(tmp_path_factory) -> KeptRun:
    """A small Rongcheng, of several chunks of units, for all its ten years."""
    return KeptRun(live("rongcheng", people=3000, seed=3, out=tmp_path_factory.mktemp("city") / "rongcheng.duckdb"))


@pytest.fixture
def command():
    """Runs `xinyong` in a process of its own: command("run", ...) gives exit code, output and errors."""
    def run(*arguments, **options) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-c", "from xinyong.cli import main; main()", *map(str, arguments)], capture_output=True,
                              text=True, check=False, env=os.environ | options.pop("env", {}), **options)
    return run


@pytest.fixture
def cli(capsys):
    """Runs `xinyong` in this process: cli("run", ...) gives exit code, output and errors."""
    from xinyong.cli import main

    def run(*arguments) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err
    return run
