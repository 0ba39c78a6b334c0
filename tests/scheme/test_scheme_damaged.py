"""A damaged scheme is valid, and then compiles and lives its cases, or gives errors with places; never anything else."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from damage import damage
from xinyong.errors import Problem, SchemeError
from xinyong.record.cases import Letter
from xinyong.scheme.read import check_scheme, read_scheme

GOOD = Path(__file__).parent / "good"
FILES = {path.relative_to(GOOD).as_posix(): path.read_bytes() for path in sorted(GOOD.rglob("*")) if path.suffix in (".yaml", ".csv")}
MUTATIONS = int(os.environ.get("XINYONG_MUTATIONS", "500"))


@pytest.fixture(scope="module")
def folder():
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(GOOD, Path(place) / "good"))


@settings(max_examples=MUTATIONS, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), st.randoms(use_true_random=False))
def test_valid_or_told(folder, name, luck):
    (folder / name).write_bytes(damage(FILES[name], luck))
    id = name.partition("/")[0]
    try:
        scheme, problems = check_scheme(folder / id, name=id)
        assert all(isinstance(problem, Problem) and problem.line >= 1 and problem.column >= 1 for problem in problems)
        assert all(problem.file.startswith(id) and "\n" not in str(problem) for problem in problems)
        if scheme is None:
            assert any(not problem.is_warning for problem in problems)
            with pytest.raises(SchemeError):
                read_scheme(folder / id, name=id)
        else:
            live(scheme)
    finally:
        (folder / name).write_bytes(FILES[name])


def live(scheme) -> None:
    """Whatever checks can be lived; a case that cannot be says so."""
    try:
        list(Letter(scheme).live_all())
    except SchemeError as error:
        assert all(problem.rule in ("letter", "script") for problem in error.problems)
