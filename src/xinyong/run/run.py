"""Running a world: rules read and compiled, people minted, months lived, and what came of it kept in one file."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from xinyong.errors import RunError
from xinyong.nation.living import Living
from xinyong.run.checkpoint import Checkpoints, checkpoint_path, identity, remove_checkpoint
from xinyong.run.keep import Keeper
from xinyong.run.plan import check_memory, law_hash, plan
from xinyong.run.shapes import rules_hash
from xinyong.run.start import Earlier, check_same, new_file, open_earlier, read_inputs, refuse_existing, world_of
from xinyong.run.store import Made, Seconds, first_tables, give_back, last_tables, peak_memory
from xinyong.scheme.layout import H_WORDS, LAYOUT
from xinyong.world.fields import fields_of
from xinyong.world.mint_tables import MintTables
from xinyong.world.model import World
from xinyong.world.population import Minted, Population
from xinyong.world.rulebook import compile_world


@dataclass(frozen=True)
class Progress:
    """How far a run is: what it is doing (reading, compiling, minting, living, storing), months lived, seconds of living."""

    stage: str
    month: int = 0
    months: int = 0
    subjects: int = 0
    seconds: float = 0.0
    first_month: int = 0


Watcher = Callable[[Progress], None]


def live(world: World | str | Path | None = None, *, people: int | None = None, months: int | None = None, seed: int | None = None,
         variants=(), threads: int = 0, out: str | Path | None = None, resume: str | Path | None = None,
         progress: Watcher | None = None) -> Path:
    """Live a world and keep the run in a file; gives the file.

    world: read already, a built-in name or a folder; may be left out with `resume`. people, months: the world's own where not given.
    seed: 1 where not given. variants: names of the world's own, or files. threads: 0 for one a core. out: the file; by default the first
    free one named after the world. resume: a file to go on with. progress: told how far it is.
    SchemeError where rules do not check, RunError where the run cannot start, go on or be kept.
    """
    watch = progress or (lambda _: None)
    seconds = Seconds()
    asked = {"people": people, "months": months, "seed": seed}
    watch(Progress("reading"))
    with seconds.of("load"):
        keeper, earlier, read = _begin(world, tuple(variants), out, resume)
    try:
        with seconds.of("load"):
            made = _make(read, earlier, asked, threads)
        is_done = earlier is not None and earlier.row["status"] == "finished" and earlier.row["months"] == made.plan.months
        if is_done or not _drive(keeper, made, earlier, seconds, watch):
            remove_checkpoint(keeper.path)
        return keeper.path
    except BaseException:
        if not (keeper.begun and keeper.failed) and not checkpoint_path(keeper.path).exists():
            keeper.discard()
        raise
    finally:
        keeper.close()


def _begin(world, variants: tuple, out, resume) -> tuple[Keeper, Earlier | None, World]:
    """The file, locked; what it holds when it is gone on with; and the world, read and checked."""
    if resume is None:
        if world is None:
            raise RunError("Say which WORLD is to be run. `xinyong worlds` lists the built-in ones.")
        if out is not None:
            refuse_existing(Path(out))
        read = read_inputs(world, variants)
        return new_file(read.id, out), None, read
    if out is not None and Path(out) != Path(resume):
        raise RunError("--resume goes on in its own file: leave --out away.")
    if world is None and variants:
        raise RunError("--variant needs a WORLD; a resumed run keeps its own variants.")
    read = None if world is None else read_inputs(world, variants)
    keeper, earlier = open_earlier(Path(resume))
    if read is not None or earlier is not None:
        return keeper, earlier, read or world_of(earlier)
    keeper.discard()
    raise RunError(f"There is nothing to go on with in {resume}: say which WORLD is to be run.")


def _make(world: World, earlier: Earlier | None, asked: dict, threads: int) -> Made:
    """Sizes checked, rules compiled, and for a resumed run the same as they were."""
    sizes = dict(asked)
    if earlier is not None:
        row = earlier.row
        sizes |= {"people": row["people"], "seed": row["seed"]}
        sizes["months"] = row["months_asked"] if asked["months"] is None else asked["months"]
    p = plan(world, sizes["people"], sizes["months"], sizes["seed"], threads)
    book = compile_world(world)
    rules = rules_hash(book.array, MintTables(world, fields_of(world), 0, 0).array)
    made = Made(p, book, rules, law_hash(), threads)
    if earlier is not None:
        check_same(earlier, made, asked)
    check_memory(book, p.people)
    return made


# --- living -----------------------------------------------------------------------------------------------------------

def _drive(keeper: Keeper, made: Made, earlier: Earlier | None, seconds: Seconds, watch: Watcher) -> bool:
    """Mint, live month after month with checkpoints, and keep what came of it; whether it was stopped before its end."""
    watch(Progress("compiling", months=made.plan.months))
    with seconds.of("compile"):
        _warm_up(made)
    watch(Progress("minting", months=made.plan.months))
    with _interrupts() as interrupted:
        tables, stopped = _lived(keeper, made, earlier, interrupted, seconds, watch)
        give_back()
        with seconds.of("store"):
            keeper.write(tables, made.book.names)
        keeper.note(store_seconds=seconds.store, peak_memory=peak_memory())
    return stopped


def _lived(keeper: Keeper, made: Made, earlier: Earlier | None, interrupted: list, seconds: Seconds, watch: Watcher) -> tuple[Iterable, bool]:
    """The tables of what was lived, and whether it was stopped. All that grows with the population is gone by then."""
    p = made.plan
    checkpoints = Checkpoints(keeper.path, identity(made.rules, made.law, p.seed, p.people, p.first_month, LAYOUT))
    with seconds.of("load"):
        population = Population(p.world, p.people, p.seed, threads=made.threads)
        living = _living(keeper, made, population, checkpoints.read() if earlier is not None else None, seconds)
    if earlier is None or earlier.row["status"] == "started":
        with seconds.of("store"):
            keeper.write(first_tables(made, seconds), {})
    _live_months(made, living, population, checkpoints, interrupted, seconds, watch)
    stopped = living.month < p.first_month + p.months
    if stopped:
        checkpoints.write(living.save(), seconds.live)
    watch(Progress("storing", living.month - p.first_month, p.months, population.subjects, seconds.live, p.first_month))
    seconds.store += checkpoints.seconds
    tables = last_tables(made, living, population, seconds, stopped=stopped)
    living.pool.shutdown()
    return tables, stopped


def _live_months(made: Made, living: Living, population: Population, checkpoints: Checkpoints, interrupted: list, seconds: Seconds,
                 watch: Watcher) -> None:
    """Month after month, until the last or an interruption."""
    p = made.plan
    end = p.first_month + p.months
    while living.month < end and not interrupted:
        with seconds.of("live"):
            living.step()
        watch(Progress("living", living.month - p.first_month, p.months, population.subjects, seconds.live, p.first_month))
        if checkpoints.due and living.month < end:
            checkpoints.write(living.save(), seconds.live)


def _warm_up(made: Made) -> None:
    """Have the kernel compiled, or loaded compiled, by living one household for a month."""
    p = made.plan
    population = Population(p.world, 1, 0, threads=1)
    living = Living(made.book, population.mint(made.book[H_WORDS]), 0, first_month=p.first_month, threads=1)
    living.step()
    living.digest()
    living.pool.shutdown()


def _living(keeper: Keeper, made: Made, population: Population, saved, seconds: Seconds) -> Living:
    """The population before its first month, or as the last checkpoint left it."""
    p = made.plan
    try:
        if saved is None:
            return Living(made.book, population.mint(made.book[H_WORDS]), p.seed, first_month=p.first_month, threads=made.threads)
        arrays, seconds.live = saved
        lived = int(arrays["month"]) - p.first_month
        if lived > p.months:
            raise RunError(f"{keeper.path} has lived {lived} months already: ask for at least as many --months.")
        kept = Minted(arrays["state_offset"], arrays["state_row"])
        return Living.restore(made.book, kept, p.seed, arrays, first_month=p.first_month, threads=made.threads)
    except MemoryError:
        raise RunError(f"There is not enough memory for {p.people:,} people: take fewer --people.") from None


@contextmanager
def _interrupts():
    """A list that is filled when Ctrl-C (or a request to end) arrives; a second one interrupts at once."""
    arrived: list[int] = []

    def note(number, _frame) -> None:
        arrived.append(number)
        if len(arrived) > 1:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield arrived
        return
    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield arrived
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
