"""What was compiled is kept for later, and an edit to the law is never answered from it.

The package is copied, and an entry point of a few lines is put beside it that inlines a law of another file: the case in which the compiler's own
cache, which watches only the entry point's file, would give the old answer.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import xinyong

ENTRY = '''"""What one record counts for."""
from xinyong.kernel.dialect import entry
from xinyong.life.agenda import points_of, record_data


@entry
def counted(points):
    return points_of(record_data(points, 0, 0, 0))
'''
ASK = "from xinyong.nation.probe import counted; print(counted(-60), sum(counted.stats.cache_hits.values()))"


@pytest.fixture
def copied(tmp_path) -> Path:
    """A folder with a copy of the package that can be edited."""
    shutil.copytree(Path(xinyong.__file__).parent, tmp_path / "xinyong", ignore=shutil.ignore_patterns("__pycache__", "data"))
    (tmp_path / "xinyong" / "nation" / "probe.py").write_text(ENTRY, "utf-8")
    return tmp_path


def ask(folder: Path) -> tuple[int, int]:
    """What the record counts for, and how many compilations were taken from those kept; asked in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(folder), "XINYONG_CACHE": str(folder / "cache"), "XINYONG_DIALECT": "cpu"}
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=False, env=environment, cwd=folder)
    assert done.returncode == 0, done.stderr
    points, hits = done.stdout.split()
    return int(points), int(hits)


def kept(folder: Path) -> set[Path]:
    """The files of all compilations kept."""
    return {p.relative_to(folder) for p in (folder / "cache").rglob("*.nb?")}


def test_an_edit_to_the_law_is_lived_and_nothing_is_compiled_twice(copied):
    assert ask(copied) == (-60, 0)
    once = kept(copied)
    assert len(once) == 2
    assert ask(copied) == (-60, 1)
    assert kept(copied) == once

    law = copied / "xinyong" / "life" / "agenda.py"
    before = law.read_text("utf-8")
    edited, edits = re.subn(r"(def points_of\(data\):\n    return )(.+)", r"\1int64(2 * (\2))", before)
    assert edits == 1
    law.write_text(edited, "utf-8")
    assert ask(copied) == (-120, 0)
    assert kept(copied) > once

    law.write_text(before, "utf-8")
    assert ask(copied) == (-60, 1)
