"""Lives a small world in which one thing brings another, in plain Python, and prints what the tests compare, as JSON."""

import json
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from odd_worlds import bound
from xinyong.life.scratch import TR_ENTERED, TR_GRADE, TR_SCORE
from xinyong.nation.living import Living
from xinyong.nation.replay import replay
from xinyong.scheme.layout import H_GRADE_WORD, H_LEDGER, H_WORDS, L_WORD, METRIC_NAMES
from xinyong.world.calendar import month_index
from xinyong.world.population import Population
from xinyong.world.read import read_world
from xinyong.world.rulebook import compile_world

warnings.simplefilter("ignore")
PEOPLE, MONTHS, SEED = 60, 20, 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = read_world(bound(Path(folder)))
    book = compile_world(world)
    first = month_index(world.first)
    population = Population(world, PEOPLE, SEED)
    whole, other, halves = (Living(book, population.mint(book[H_WORDS]), SEED, first_month=first, threads=t) for t in (1, 2, 1))
    for living, months in ((whole, MONTHS), (other, MONTHS), (halves, 7)):
        for _ in range(months):
            living.step()
    resumed = Living.restore(book, population.mint(book[H_WORDS]), SEED, halves.save(), first_month=first, threads=2)
    for _ in range(MONTHS - 7):
        resumed.step()
    counted = np.array(whole.history.metrics).sum(axis=(0, 1))
    entered: Counter[str] = Counter()
    lives = [compare(book, population, whole, first, unit, entered) for unit in range(whole.units)]
    print(json.dumps({"digests": [x.digest() for x in (whole, other, resumed)], "lives": lives, "entered": entered,
                      "stocks": [whole.stock.tolist(), whole._whole_stock().tolist()],
                      "counted": dict(zip(METRIC_NAMES, counted.tolist()))}), file=sys.stdout)


def compare(book, population, living, first: int, unit: int, entered: Counter) -> list:
    """Scores (over the start, of the first ledger) and grades of a unit's members at the end: by the run, and by its replay."""
    a, b = int(living.state.offset[unit]), int(living.state.offset[unit + 1])
    trace = replay(book, np.array(living.history.couplings), first, SEED, unit, population.mint_one(unit, book[H_WORDS]))
    points, grades = [0] * (b - a), [0] * (b - a)
    for _, what, member, ref, x, y, _z, _d in trace.tolist():
        if what == TR_ENTERED:
            entered[book.names["acts"][ref]["id"]] += 1
        elif what == TR_SCORE and ref == 0:
            points[member] = x - book.names["ledgers"][0]["start"][-1]
        elif what == TR_GRADE and ref == 0:
            grades[member] = y
    word = book.array[book[H_LEDGER] + L_WORD]
    rows = living.state.row[a:b]
    return [[rows[:, word].tolist(), (rows[:, book[H_GRADE_WORD]] & 0xFF).tolist()], [points, grades]]


main()
