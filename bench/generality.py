"""The price of generality: the small rule set lived by the engine, by C written for nothing else, by NumPy, and by Mesa.

    python -m bench.generality [--people 1000000] [--months 60] [--repeats 3] [--mesa-people 10000] [--json]

All programs take turns in one process, so that what else the machine does falls on all alike; of each the least time counts, on the clock
and of the processors. Before any time is told, engine, C and NumPy must have ended with the same: everybody's points, grade, place
on the list and number of records, and every month's tables.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import warnings
from dataclasses import dataclass, field

from bench import by_hand, by_numpy
from bench.machine import resident
from bench.small_rules import compile_small, living_of, minted_of, outcome_of, people_of, rules_of
from xinyong.world.population import Minted

MOST_OF_C, LEAST_OF_MESA, LEAST_OF_NUMPY = 3, 100, 1
SEED = 1
MESA_MAY_DIFFER = 0.01
"""Share by which Mesa's mean score may be another: its luck is."""


@dataclass
class Timed:
    """One program: the least seconds on the clock and of the processors, and bytes a subject."""

    name: str
    threads: int
    people: int
    clock: float = float("inf")
    processors: float = float("inf")
    bytes_per_subject: float = 0.0
    all_clocks: list[float] = field(default_factory=list)

    def time(self, work) -> None:
        """Call `work` and keep its times where they are the least so far."""
        clock, processors = time.perf_counter(), time.process_time()
        work()
        clock, processors = time.perf_counter() - clock, time.process_time() - processors
        self.all_clocks.append(clock)
        self.clock, self.processors = min(self.clock, clock), min(self.processors, processors)


class Bench:
    """All programs, over the same people and months."""

    def __init__(self, people: int, months: int, mesa_people: int):
        self.people, self.months, self.mesa_people, self.town = people, months, mesa_people, mesa_town()
        self.book, population = compile_small()
        self.minted = minted_of(self.book, population(people, SEED))
        self.rules = rules_of(self.book, SEED)
        self.cls, self.place = people_of(self._living(1))
        self.function = by_hand.build()
        self.timed = {(name, threads): Timed(name, threads, mesa_people if name == "Mesa" else people)
                      for name, threads in (("engine", 1), ("C", 1), ("engine", 2), ("C", 2), ("NumPy", 1), ("Mesa", 1))}
        self.expected = None
        self.scores = {}

    def _living(self, threads: int, people: int | None = None):
        m = self.minted
        part = Minted(m.offsets, m.rows.copy()) if people is None else Minted(m.offsets[:people + 1], m.rows[:people].copy())
        return living_of(self.book, part, SEED, threads)

    def turn(self) -> None:
        """Each program once. AssertionError where two end differently."""
        for (name, threads), timed in self.timed.items():
            print(f"  {name}, threads: {threads}", file=sys.stderr, flush=True)
            getattr(self, f"_{name.lower()}")(timed, threads)

    def _engine(self, timed: Timed, threads: int) -> None:
        living = self._living(threads)
        timed.time(lambda: [living.step() for _ in range(self.months)])
        timed.bytes_per_subject = living.bytes() / self.people
        self._compare(timed, outcome_of(living))

    def _c(self, timed: Timed, threads: int) -> None:
        world = by_hand.ByHand(self.function, self.rules, self.cls, self.place)
        timed.time(lambda: world.live(self.months, threads))
        timed.bytes_per_subject = world.bytes() / self.people
        self._compare(timed, world.outcome())

    def _numpy(self, timed: Timed, threads: int) -> None:
        world = by_numpy.ByNumpy(self.rules, self.cls, self.place)
        timed.time(lambda: world.live(self.months))
        timed.bytes_per_subject = world.bytes() / self.people
        self._compare(timed, world.outcome())

    def _mesa(self, timed: Timed, threads: int) -> None:
        before = resident()
        town = self.town(self.rules, self.cls[:self.mesa_people], self.place[:self.mesa_people], SEED)
        timed.time(lambda: [town.step() for _ in range(self.months)])
        timed.bytes_per_subject = max(timed.bytes_per_subject, (resident() - before) / self.mesa_people)
        if not self.scores:
            living = self._living(1, self.mesa_people)
            for _ in range(self.months):
                living.step()
            own, mesa = outcome_of(living), town.datacollector.get_model_vars_dataframe().iloc[-1]
            self.scores = {"engine": {"mean_score": 1000 + float(own.sums[-1]) / self.mesa_people, "listed": int(own.lists[-1])},
                           "Mesa": {"mean_score": float(mesa["mean_score"]), "listed": int(mesa["listed"])}}
            a, b = (self.scores[x]["mean_score"] for x in ("engine", "Mesa"))
            assert abs(a - b) < MESA_MAY_DIFFER * a, f"Mesa's mean score is {b:.1f}, the engine's {a:.1f}: not the same rules"

    def _compare(self, timed: Timed, outcome) -> None:
        if self.expected is None:
            self.expected = outcome
        differs = self.expected.differs(outcome)
        assert not differs, f"{timed.name} (threads: {timed.threads}) ends with other {', '.join(differs)}"

    def figures(self) -> dict:
        """All figures, and the ratios asked for."""
        rows = [{"name": t.name, "threads": t.threads, "people": t.people, "clock_s": t.clock, "clock_most_s": max(t.all_clocks),
                 "processor_s": t.processors, "subject_months_per_second": t.people * self.months / t.clock,
                 "subject_months_per_processor_second": t.people * self.months / t.processors,
                 "bytes_per_subject": t.bytes_per_subject} for t in self.timed.values()]
        ratios = {by: self._ratios(by) for by in ("clock", "processors")}
        return {"people": self.people, "months": self.months, "repeats": len(self.timed["C", 1].all_clocks),
                "programs": rows, "ratios": ratios, "means": self.scores}

    def _ratios(self, by: str) -> dict:
        cost = {key: getattr(t, by) / t.people for key, t in self.timed.items()}
        return {"engine_to_c": cost["engine", 1] / cost["C", 1], "engine_to_c_two_threads": cost["engine", 2] / cost["C", 2],
                "mesa_to_engine": cost["Mesa", 1] / cost["engine", 1], "mesa_to_engine_two_threads": cost["Mesa", 1] / cost["engine", 2],
                "numpy_to_engine": cost["NumPy", 1] / cost["engine", 1]}


def mesa_town():
    """The Mesa model; without Mesa nothing is measured."""
    try:
        from bench.by_mesa import Town
    except ModuleNotFoundError as error:
        raise SystemExit(f"{error}: the peers that are measured against come with `pip install '.[bench]'`") from error
    return Town


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--mesa-people", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    bench = Bench(asked.people, asked.months, min(asked.mesa_people, asked.people))
    for turn in range(asked.repeats):
        print(f"turn {turn + 1} of {asked.repeats}", file=sys.stderr)
        bench.turn()
    found = bench.figures()
    print(json.dumps(found, indent=2) if asked.json else table(found))


def table(found: dict) -> str:
    """The figures for a reader, as Markdown."""
    head = ("| program | threads | people | seconds | processor seconds | million subject-months a second | bytes a person |",
            "| --- | --- | --- | --- | --- | --- | --- |")
    rows = [f"| {p['name']} | {p['threads']} | {p['people']:,} | {p['clock_s']:.2f} | {p['processor_s']:.2f} | "
            f"{p['subject_months_per_second'] / 1e6:.2f} | {p['bytes_per_subject']:,.0f} |" for p in found["programs"]]
    clock, processors = found["ratios"]["clock"], found["ratios"]["processors"]
    asked = (("engine_to_c", "The engine's time over C's, one thread", MOST_OF_C, False),
             ("engine_to_c_two_threads", "The engine's time over C's, two threads", MOST_OF_C, False),
             ("mesa_to_engine", "Mesa's time over the engine's, one thread", LEAST_OF_MESA, True),
             ("mesa_to_engine_two_threads", "Mesa's time over the engine's on two threads", LEAST_OF_MESA, True),
             ("numpy_to_engine", "NumPy's time over the engine's, one thread", LEAST_OF_NUMPY, True))
    ratios = ["| ratio, a person and month | on the clock | of processor time | asked | met |", "| --- | --- | --- | --- | --- |"]
    for key, label, bar, least in asked:
        met = clock[key] >= bar if least else clock[key] <= bar
        ratios.append(f"| {label} | {clock[key]:.2f} | {processors[key]:.2f} | {'at least' if least else 'at most'} {bar} | {'yes' if met else 'no'} |")
    own, mesa = found["means"]["engine"], found["means"]["Mesa"]
    same = (f"Engine, C and NumPy ended with the same bits on every turn. Mesa, with its own luck, ended with a mean score of "
            f"{mesa['mean_score']:.1f} and {mesa['listed']:,} on the list, where the engine has {own['mean_score']:.1f} and {own['listed']:,} "
            "among the same people.")
    return "\n".join([*head, *rows, "", *ratios, "", same])


if __name__ == "__main__":
    main()
