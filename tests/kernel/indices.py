"""Lives a small village in plain Python over arrays that refuse an index from their end, and prints how much happened."""

import warnings

import numpy as np

from xinyong.nation import living
from xinyong.scheme.layout import H_WORDS, N_ENTERED
from xinyong.world import population
from xinyong.world.calendar import month_index
from xinyong.world.population import Population
from xinyong.world.read import read_world
from xinyong.world.rulebook import compile_world

PEOPLE, MONTHS, SEED = 150, 16, 3
ENTRIES = {living.cpu: ("live_chunks",), living: ("take_stock", "digest_units", "classify_all"), population: ("count_cells", "mint_units")}


class FromTheFront(np.ndarray):
    """An array whose indices are 0 or more."""

    def __getitem__(self, index):
        check(index)
        return super().__getitem__(index)

    def __setitem__(self, index, value):
        check(index)
        super().__setitem__(index, value)


def check(index) -> None:
    for i in index if isinstance(index, tuple) else (index,):
        assert isinstance(i, slice) or i >= 0, f"index {i}"


def strict(value):
    """The array, or all arrays of a bundle, with indices checked."""
    if isinstance(value, np.ndarray):
        return value.view(FromTheFront)
    return type(value)(*map(strict, value)) if isinstance(value, tuple) else value


def watched(function):
    return lambda *arguments: function(*map(strict, arguments))


def main() -> None:
    warnings.simplefilter("ignore")
    for module, names in ENTRIES.items():
        for name in names:
            setattr(module, name, watched(getattr(module, name)))
    world = read_world("tests/world/good/village")
    book = compile_world(world)
    lived = living.Living(book, Population(world, PEOPLE, SEED).mint(book[H_WORDS]), SEED, first_month=month_index(world.first), threads=1)
    for _ in range(MONTHS):
        lived.step()
    lived.digest()
    print(int(np.array(lived.history.metrics)[:, :, N_ENTERED].sum()))


main()
