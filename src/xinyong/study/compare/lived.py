"""Living a world and its variants with several seeds: every run of one seed has the same people and the same luck."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from xinyong.errors import XinyongError
from xinyong.run.kept import KeptRun
from xinyong.run.run import live
from xinyong.world import apply_variant, read_world
from xinyong.world.fields import fields_of
from xinyong.world.mint_tables import MintTables
from xinyong.world.model import World

PEOPLE, SEEDS, MOST_SEEDS = 2_000, 5, 1_000
AS_IS = "as it is"
Told = Callable[[str], None]


@dataclass(frozen=True)
class Arm:
    """A world to be lived: as it is, or under one variant. `name`: the variant's, `label` its label {en, zh}."""

    name: str
    world: World
    label: dict


@dataclass(frozen=True)
class Sizes:
    people: int
    months: int | None
    seeds: int


def arms(world: World | str | Path, variants) -> list[Arm]:
    """The world as it is, and under each variant alone; SchemeError or XinyongError says what is wrong."""
    names = [str(v) for v in variants]
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice:
        raise XinyongError(f"--variant {twice} is given twice. Each variant is compared with the world as it is.")
    first = world if isinstance(world, World) else read_world(world)
    found = [Arm(AS_IS, first, {"en": "as it is", "zh": "原样"})]
    mint = MintTables(first, fields_of(first), 0, 0).array
    for name in names:
        changed = apply_variant(world, name)
        if not np.array_equal(MintTables(changed, fields_of(changed), 0, 0).array, mint):
            raise XinyongError(f"--variant {name} changes who lives in the world, so that nobody could be compared with himself. "
                               "Run the two worlds and put the runs side by side: xinyong run.")
        found.append(Arm(Path(name).stem, changed, _label(first, name)))
    return found


def _label(world: World, name: str) -> dict:
    """What a variant is called."""
    import yaml

    path = Path(name) if Path(name).suffix == ".yaml" and Path(name).is_file() else world.variants.get(name)
    try:
        said = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["label"] if path else {}
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        said = {}
    en = said.get("en", Path(name).stem) if isinstance(said, dict) else Path(name).stem
    return {"en": en, "zh": said.get("zh", en) if isinstance(said, dict) else en}


def sizes(world: World, people: int | None, months: int | None, seeds: int | None) -> Sizes:
    """How much is lived; XinyongError where it cannot be."""
    seeds = SEEDS if seeds is None else seeds
    if not 1 <= seeds <= MOST_SEEDS:
        raise XinyongError(f"--seeds {seeds}: expected 1 to {MOST_SEEDS:,} seeds.")
    people = min(PEOPLE, world.people) if people is None else people
    if people < 1:
        raise XinyongError(f"--people {people}: expected 1 or more: with nobody there is nothing to compare.")
    if months is not None and months < 1:
        raise XinyongError(f"--months {months}: expected 1 or more: without a month there is nothing to compare.")
    return Sizes(people, months, seeds)


@contextmanager
def lived(arm: Arm, size: Sizes, seed: int, told: Told) -> Iterator[KeptRun]:
    """A run of an arm with a seed, in a file that is there as long as the context is open."""
    from xinyong.run.watch import month_text

    def watch(p) -> None:
        said = f"{arm.name}, seed {seed} of {size.seeds}: {p.stage}"
        told(f"{said} {month_text(p.first_month + p.month - 1)}" if p.stage == "living" and p.month else said)

    with tempfile.TemporaryDirectory(prefix="xinyong-") as folder:
        yield KeptRun(live(arm.world, people=size.people, months=size.months, seed=seed, out=Path(folder) / f"{seed}.duckdb", progress=watch))
