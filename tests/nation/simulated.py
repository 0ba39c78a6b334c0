"""Lives a small world on the CPU, as plain Python or in CUDA's simulator, as the environment says, and prints what the tests compare, as JSON."""

import json
import warnings
from hashlib import sha256

import numpy as np

from xinyong.errors import RunError
from xinyong.kernel.dialect import DIALECT
from xinyong.life.scratch import X_CAPACITY
from xinyong.nation.living import Living
from xinyong.scheme.layout import H_WORDS
from xinyong.world.calendar import month_index
from xinyong.world.population import Population
from xinyong.world.read import read_world
from xinyong.world.rulebook import compile_world

if DIALECT == "cuda":
    from xinyong.nation import gpu
    gpu.WAVE, gpu.BLOCK = 24, 8                  # several waves, several blocks

warnings.simplefilter("ignore")
PEOPLE, MONTHS, SEED = 200, 13, 7


def main() -> None:
    world = read_world("rongcheng")
    book = compile_world(world)
    population = Population(world, PEOPLE, SEED)
    kind = gpu.LivingOnGpu if DIALECT == "cuda" else Living
    living, crowded = (kind(book, population.mint(book[H_WORDS]), SEED, first_month=month_index(world.first), threads=1) for _ in range(2))
    living.tables[0].cell = living.tables[0].cell._replace(kinds=np.zeros(1, np.int32))                  # room for nothing: all has to be made while living
    living.state = living.state._replace(arena=np.zeros((1, 1, 2), np.int64))
    digests = []
    for _ in range(MONTHS):
        living.step()
        digests.append(living.digest())
    told = {"digests": digests, "lived": living.active_units, "room": [len(living.tables[0].cell.kinds), living.state.arena.shape[1]],
            "events": int(np.sum(living.history.metrics)), "history": {k: v.tolist() if v.size < 1_000 else sha256(v.tobytes()).hexdigest()
                                                                        for k, v in living.history.stacked().items()}}
    crowded.tables[0].life.X[X_CAPACITY] = 1
    try:
        crowded.step()
    except RunError as error:
        told["crowded"] = str(error)
    print(json.dumps(told))


main()
