"""On schemes and scripts dealt at random, reader and engine give the same on every day: records, scores, grades, lists, measures."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from xinyong.errors import SchemeError

from .compare import differences
from .generate import NAME, Dealt, dealt

SCHEMES = 30                                    # bench/reader.py takes thousands; to see a small one that differs, let Phase.shrink run here


def agrees(scheme: Dealt) -> bool | None:
    """Whether both read it alike (AssertionError with the first day if not); None where the engine refuses the scheme."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = differences(scheme.write(Path(folder) / NAME), NAME)
        except SchemeError:
            return None
    assert not found, "\n".join([*found, repr(scheme)])
    return True


def test_reader_and_engine_agree():
    seen = []

    @settings(max_examples=SCHEMES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(dealt())
    def lived(scheme):
        seen.append(agrees(scheme))
    lived()
    assert seen.count(True) > 0.7 * len(seen), "too many schemes that the engine refuses"
