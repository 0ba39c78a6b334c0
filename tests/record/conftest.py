"""A small city, lived once, that the tests of records share."""

import pytest

import xinyong as xy
from xinyong.record.living import Conditions
from xinyong.record.subject import Record

PEOPLE, SEED = 1200, 4


@pytest.fixture(scope="session")
def town(tmp_path_factory) -> xy.Run:
    """A small Rongcheng for all its ten years."""
    return xy.run("rongcheng", people=PEOPLE, seed=SEED, out=tmp_path_factory.mktemp("town") / "town.duckdb", progress=lambda _: None)


@pytest.fixture(scope="session")
def everybody(town) -> list[Record]:
    """The record of every subject of the town."""
    conditions = Conditions.of(town)
    day = conditions.last_day
    lives = [conditions.live(unit, day) for unit in range(town.population.units)]
    return [Record(town, conditions, unit, j, life, day) for unit, life in enumerate(lives) for j in range(len(life))]


@pytest.fixture(scope="session")
def busiest(everybody) -> list[Record]:
    """Those with most records."""
    return sorted(everybody, key=lambda r: -len(r.life.entries))[:60]


@pytest.fixture
def cli(capsys):
    """Runs `xinyong` in this process: cli("record", ...) gives exit code, output and errors."""
    from xinyong.cli import main

    def run(*arguments) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err
    return run
