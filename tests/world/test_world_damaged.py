"""A damaged world is valid or gives errors with places, and never anything else."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from damage import damage
from xinyong.errors import Problem, SchemeError
from xinyong.world import check_world, read_world

VILLAGE = Path(__file__).parent / "good" / "village"
FILES = {path.relative_to(VILLAGE).as_posix(): path.read_bytes() for path in sorted(VILLAGE.rglob("*")) if path.is_file()}
MUTATIONS = int(os.environ.get("XINYONG_MUTATIONS", "250"))


@pytest.mark.parametrize("seed", range(10))
def test_valid_or_told(seed, tmp_path):
    folder = tmp_path / "village"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    luck = random.Random(seed)
    names = sorted(name for name in FILES if name.endswith((".yaml", ".csv")))
    for _ in range(MUTATIONS // 10):
        name = luck.choice(names)
        (folder / name).write_bytes(damage(FILES[name], luck))
        world, problems = check_world(folder, name="village")
        assert all(isinstance(problem, Problem) and problem.line >= 1 and problem.column >= 1 for problem in problems)
        assert all(problem.file.startswith("village") and "\n" not in str(problem) for problem in problems)
        if world is None:
            assert any(not problem.is_warning for problem in problems)
            with pytest.raises(SchemeError):
                read_world(folder, name="village")
        (folder / name).write_bytes(FILES[name])
