"""Comparing: a world under variants, or the systems that hold in one world; over several seeds, the same people and the same luck."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xinyong.study.compare.comparison import Comparison, compare_variants
from xinyong.study.compare.lived import arms, sizes
from xinyong.study.compare.systems import Systems, compare_systems
from xinyong.world.model import World


def compare(world: World | str | Path, variants=(), *, seeds: int | None = None, people: int | None = None, months: int | None = None,
            told: Callable[[str], None] = lambda _: None) -> Comparison | Systems:
    """What each variant changes; without a variant, what the systems of the world do with the same conduct.

    world: one that was read, a built-in name or a folder. variants: names of the world's own, or files; each is compared with the world as it is.
    seeds: how many (1, 2, ...). people, months: how much is lived with each. told: hears what is being done.
    SchemeError or XinyongError says what is wrong with any of these.
    """
    found = arms(world, (variants,) if isinstance(variants, (str, Path)) else tuple(variants))
    size = sizes(found[0].world, people, months, seeds)
    return compare_variants(found, size, told) if len(found) > 1 else compare_systems(found[0], size, told)
