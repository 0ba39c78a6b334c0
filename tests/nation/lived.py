"""Lives a small Rongcheng in plain Python (the law without its compiler) and prints what the tests compare, as JSON."""

import json
import sys
import warnings

import numpy as np

from xinyong.life import agenda as ag
from xinyong.life.scratch import TR_ENDED, TR_ENTERED, TR_GRADE
from xinyong.nation.living import Living
from xinyong.nation.replay import replay
from xinyong.scheme.layout import H_GRADE_WORD, H_LEDGER, H_WORDS, L_WORD
from xinyong.world.calendar import month_index
from xinyong.world.population import Population
from xinyong.world.read import read_world
from xinyong.world.rulebook import compile_world

warnings.simplefilter("ignore")
PEOPLE, MONTHS, SEED = 250, 14, 7


def main() -> None:
    world = read_world("rongcheng")
    book = compile_world(world)
    first = month_index(world.first)
    population = Population(world, PEOPLE, SEED)
    whole, other, halves = (Living(book, population.mint(book[H_WORDS]), SEED, first_month=first, threads=t) for t in (1, 2, 1))
    for _ in range(MONTHS):
        whole.step()
        other.step()
    for _ in range(MONTHS // 2):
        halves.step()
    resumed = Living.restore(book, population.mint(book[H_WORDS]), SEED, halves.save(), first_month=first, threads=1)
    for _ in range(MONTHS - MONTHS // 2):
        resumed.step()
    stocks = [[x.stock.tolist(), x._whole_stock().tolist()] for x in (whole, other, resumed)]
    print(json.dumps({"stocks": stocks, "digests": [x.digest() for x in (whole, other, resumed)], "units": compare_units(book, population, whole, first),
                      "events": int(sum(m.sum() for m in whole.history.metrics))}), file=sys.stdout)


def compare_units(book, population, living, first) -> list[dict]:
    """Of every unit: grades and points at the end, as kept by the run, as its replay has them, and as its live records sum to."""
    couplings = np.array(living.history.couplings)
    state = living.state
    word = book.array[book[H_LEDGER] + L_WORD]
    out = []
    for unit in range(living.units):
        a, b = int(state.offset[unit]), int(state.offset[unit + 1])
        trace = replay(book, couplings, first, SEED, unit, population.mint_one(unit, book[H_WORDS]))
        points, grades, live = [0] * (b - a), [0] * (b - a), [0] * (b - a)
        for _, what, member, _ref, x, y, z, _ in trace.tolist():
            if what == TR_ENTERED and z > 0:
                points[member] += x
            elif what == TR_ENDED:
                points[member] -= z
            elif what == TR_GRADE:
                grades[member] = y
        for key, data in agenda_of(living, unit):
            if ag.kind_of(key) == ag.RECORD:
                live[int(ag.member_of(key))] += int(ag.points_of(data))
        out.append({"run": [state.row[a:b, word].tolist(), (state.row[a:b, book[H_GRADE_WORD]] & 0xFF).tolist()],
                    "replay": [points, grades], "records": live})
    return out


def agenda_of(living, unit):
    """What is due for a unit, as it lies at rest."""
    s = living.state
    n, inline = int(s.count[unit]), s.agenda.shape[1]
    chunk = (unit >> 10) // living.cells_per_chunk
    at = int(s.spill[unit])
    return [*s.agenda[unit, :n], *s.arena[chunk, at:at + max(0, n - inline)]]


main()
