"""Before a run: where its file is, what it goes on with, and whether it may."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from xinyong.errors import RunError
from xinyong.run.inputs import Inputs, changed_files, inputs_of, world_from
from xinyong.run.keep import Keeper
from xinyong.run.store import Made
from xinyong.run.tables import FORMAT
from xinyong.run.trouble import is_duckdb, reason_of
from xinyong.scheme.layout import LAYOUT
from xinyong.version import VERSION
from xinyong.world import apply_variant
from xinyong.world.model import World

_MOST_NAMES = 10_000


@dataclass(frozen=True)
class Earlier:
    """What a file that is gone on with says: the row of `run`, and the rule files."""

    path: Path
    row: dict
    inputs: Inputs


def new_file(world_id: str, out: str | Path | None) -> Keeper:
    """A new run's file, locked: the name that was asked for, or the first free one named after the world."""
    if out is not None:
        path = Path(out)
        refuse_existing(path)
        return Keeper(path)
    for number in range(1, _MOST_NAMES):
        path = Path(f"{world_id}{f'-{number}' if number > 1 else ''}.duckdb")
        if not path.exists():
            try:
                return Keeper(path)
            except RunError as error:
                if "being written" not in str(error):
                    raise
    raise RunError(f"There are {_MOST_NAMES:,} runs named {world_id} here: choose a name with --out.")


def refuse_existing(path: Path) -> None:
    """RunError when a new run would take the place of something."""
    if path.is_dir():
        raise RunError(f"{path} is a folder: choose a file with --out, such as {path / 'run.duckdb'}.")
    if path.exists():
        raise RunError(f"{path} exists and is left as it is. Choose another --out, or go on with it: --resume {path}")


def open_earlier(path: Path) -> tuple[Keeper, Earlier | None]:
    """A file to go on with, locked, and what it says; None where nothing was begun."""
    if path.is_dir():
        raise RunError(f"{path} is a folder, not a run.")
    if not path.exists():
        return Keeper(path), None
    if not is_duckdb(path):
        raise RunError(f"{path} is no run: it is not a DuckDB file. It is left as it is.")
    keeper = Keeper(path)
    try:
        return keeper, _earlier(keeper)
    except duckdb.Error as error:
        keeper.close()
        raise RunError(reason_of(error, path)) from None
    except BaseException:
        keeper.close()
        raise


def _earlier(keeper: Keeper) -> Earlier | None:
    row = keeper.row()
    if row is None:
        if keeper.db.execute("select 1 from duckdb_tables() limit 1").fetchall():
            raise RunError(f"{keeper.path} is a DuckDB file but no run. It is left as it is.")
        return None
    if row.get("format") != FORMAT or row.get("layout") != LAYOUT:
        raise RunError(f"{keeper.path} cannot be gone on with: it was written by Xinyong {row.get('program', '?')}, whose runs are kept in "
                       "another format. Run it anew with another --out.")
    inputs = {(part, id, file): text for part, id, file, text in keeper.db.execute("from inputs").fetchall()}
    return Earlier(keeper.path, row, inputs)


def world_of(earlier: Earlier) -> World:
    """The world of an earlier run, from the rule files it keeps."""
    return world_from(earlier.inputs)


def read_inputs(world: World | str | Path, variants: tuple) -> World:
    """The world under its variants; SchemeError with every problem before anything is lived."""
    return apply_variant(world, *variants) if variants or not isinstance(world, World) else world


def check_same(earlier: Earlier, made: Made, asked: dict) -> None:
    """RunError that says what differs, unless the earlier run can be gone on with."""
    row, world = earlier.row, made.plan.world
    differs = []
    if row["world"] != world.id:
        differs.append(f"its world is {row['world']}, not {world.id}")
    elif row["rules"] != made.rules:
        files = changed_files(earlier.inputs, inputs_of(world))
        differs.append("other rules: " + (", ".join(files) if files else "they are compiled in another way"))
    if row["law"] != made.law:
        differs.append(f"another program: it was begun by Xinyong {row['program']} (law {row['law']}), and this is {VERSION} (law {made.law})")
    differs += [f"its {name} is {row[name]:,}, not {asked[name]:,}" for name in ("seed", "people")
                if asked[name] is not None and asked[name] != row[name]]
    if asked["months"] is not None and asked["months"] < row["months"]:
        differs.append(f"it has lived {row['months']} months already, and {asked['months']} are asked for")
    if differs:
        raise RunError(f"{earlier.path} cannot be gone on with: {'; '.join(differs)}. It is left as it is; for a new run choose another --out.")
