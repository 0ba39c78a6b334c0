"""However a run is lived, it comes to the same: threads, interruptions, parts."""

import os
import signal

import pytest

from xinyong.errors import RunError
from xinyong.run.checkpoint import checkpoint_path
from xinyong.run.kept import KeptRun
from xinyong.run.run import live


def same(world, run: KeptRun, path, **options) -> dict:
    """What lives the same run into another file."""
    return {"world": world, "people": run.people, "seed": run.seed, "months": run.months, "out": path} | options


def interrupt_in(month: int, number: int = signal.SIGINT):
    """Progress that presses Ctrl-C once so many months are lived."""
    def watch(p):
        if p.stage == "living" and p.month == month:
            os.kill(os.getpid(), number)
    return watch


def test_threads_change_nothing(tmp_path):
    """Of a city of several cells of 1,024 units, and so of several chunks."""
    found = {}
    for threads in (1, 2, 3, 8):
        run = KeptRun(live("rongcheng", people=6000, months=30, seed=9, threads=threads, out=tmp_path / f"{threads}.duckdb"))
        found[threads] = run.digest
    assert run.query("select count(*) as n from cells")[0]["n"] > 3
    assert len(set(found.values())) == 1, found


def test_another_seed_is_another_life(village, whole, tmp_path):
    other = KeptRun(live(**same(village, whole, tmp_path / "a.duckdb", seed=6)))
    assert other.digest != whole.digest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_keeps_a_run_that_can_be_gone_on_with(number, village, whole, tmp_path):
    path = live(**same(village, whole, tmp_path / "a.duckdb", progress=interrupt_in(7, number)))
    stopped = KeptRun(path)
    assert (stopped.row["status"], stopped.months, stopped.row["months_asked"]) == ("stopped", 7, whole.months)
    assert len(stopped.months_df) == 7
    assert checkpoint_path(path).exists()
    assert KeptRun(live(resume=path)).digest == whole.digest
    assert not checkpoint_path(path).exists()


def test_interrupted_in_every_month(village, whole, tmp_path):
    """Stopped after each single month, each part on another number of threads."""
    path = tmp_path / "a.duckdb"
    live(**same(village, whole, path, progress=interrupt_in(1)))
    for month in range(2, whole.months):
        live(resume=path, threads=1 + month % 3, progress=interrupt_in(month))
        assert KeptRun(path).months == month
    assert KeptRun(live(resume=path)).digest == whole.digest


def test_the_command_says_how_to_go_on(cli, village, tmp_path, monkeypatch):
    import contextlib

    from xinyong.run import watch

    @contextlib.contextmanager
    def watching():
        yield interrupt_in(3)

    monkeypatch.setattr(watch, "watching", watching)
    monkeypatch.chdir(tmp_path)
    code, out, err = cli("run", village, "--people", 100, "--months", 5)
    assert code == 130
    assert "3 of 5 months" in out
    assert "xinyong run --resume village.duckdb" in out
    assert err == ""
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    code, out, _ = cli("run", "--resume", "village.duckdb")
    assert code == 0
    assert "5 months from January 2020" in out


def test_two_years_in_one_are_one_year_and_one_more(village, whole, tmp_path):
    """A finished run is lengthened by asking for more months."""
    path = live(**same(village, whole, tmp_path / "a.duckdb", months=12, progress=None))
    assert KeptRun(path).digest != whole.digest
    assert KeptRun(live(resume=path, months=whole.months)).digest == whole.digest


def test_lengthening_tells_the_same_tables(village, whole, tmp_path):
    path = live(**same(village, whole, tmp_path / "a.duckdb", months=7))
    longer = KeptRun(live(resume=path, months=whole.months))
    for table in ("months", "grades", "moves", "spells", "acts", "measure_flows", "striking"):
        order = "order by all"
        assert longer.query(f"from {table} {order}") == whole.query(f"from {table} {order}"), table


def test_resuming_what_is_not_there_starts_it(village, whole, tmp_path):
    path = tmp_path / "new.duckdb"
    assert KeptRun(live(**same(village, whole, None, resume=path))).digest == whole.digest


def test_a_finished_run_is_left_as_it_is(village, whole):
    before = whole.path.read_bytes()
    live(resume=whole.path)
    assert whole.path.read_bytes() == before


def test_fewer_months_than_lived_are_refused(whole):
    with pytest.raises(RunError, match="it has lived 20 months already, and 5 are asked for"):
        live(resume=whole.path, months=5)


@pytest.mark.parametrize(("options", "said"), [
    ({"seed": 6}, "its seed is 5, not 6"),
    ({"people": 50}, "its people is 600, not 50"),
    ({"world": "rongcheng"}, "its world is village, not rongcheng"),
    ({"world": "village", "variants": ["gentler"]}, "other rules"),
])
def test_resuming_something_else_says_what_differs(options, said, village, whole):
    before = whole.path.read_bytes()
    if options.get("world") == "village":
        options = options | {"world": village}
    with pytest.raises(RunError) as error:
        live(resume=whole.path, months=30, **options)
    assert said in str(error.value)
    assert "It is left as it is" in str(error.value)
    assert whole.path.read_bytes() == before


def test_other_rules_are_named_by_file(village, whole, tmp_path):
    import shutil

    folder = tmp_path / "village"
    shutil.copytree(village, folder)
    acts = folder / "points" / "acts.csv"
    acts.write_text(acts.read_text().replace(",-50,", ",-40,"))
    with pytest.raises(RunError, match="other rules: schemes/points/acts.csv"):
        live(folder, resume=whole.path, months=30)


def test_a_checkpoint_of_another_run_is_not_taken_up(village, whole, tmp_path):
    """A run that was stopped, and beside it another's checkpoint: lived anew from its first month, to the same."""
    path = live(**same(village, whole, tmp_path / "a.duckdb", progress=interrupt_in(4)))
    other = live(**same(village, whole, tmp_path / "b.duckdb", seed=77, progress=interrupt_in(9)))
    checkpoint_path(path).write_bytes(checkpoint_path(other).read_bytes())
    assert KeptRun(live(resume=path)).digest == whole.digest


@pytest.mark.parametrize("left", [0, 10, 5_000])
def test_a_damaged_checkpoint_is_not_taken_up(left, village, whole, tmp_path):
    path = live(**same(village, whole, tmp_path / "a.duckdb", progress=interrupt_in(4)))
    side = checkpoint_path(path)
    side.write_bytes(side.read_bytes()[:left])
    assert KeptRun(live(resume=path)).digest == whole.digest
