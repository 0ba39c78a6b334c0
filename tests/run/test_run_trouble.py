"""Bad input and bad disks: one sentence, an exit code, and nothing lost."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from xinyong.errors import RunError, RunFileError
from xinyong.run.checkpoint import Checkpoints, checkpoint_path
from xinyong.run.keep import Keeper
from xinyong.run.kept import KeptRun
from xinyong.run.run import live

FULL_DISK = Path(__file__).with_name("full_disk.py")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """A finished run of a few people."""
    village = Path(__file__).parents[1] / "world" / "good" / "village"
    return live(village, people=20, months=2, out=tmp_path_factory.mktemp("tiny") / "village.duckdb")


# --- what is asked for ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("arguments", "code", "said"), [
    (["ronghceng"], 1, "ronghceng: no such world or folder. Did you mean rongcheng?"),
    (["nowhere-at-all"], 1, "nowhere-at-all: no such world or folder. Built-in worlds: china, enrolment, five-cities, no-notice, rongcheng, side-by-side, unequal-watching, wendeng."),
    (["rongcheng", "--people", "-1"], 1, "--people -1: expected 0 to 1,825,000,000 persons."),
    (["rongcheng", "--people", "99999999999999999999"], 1, "expected 0 to 1,825,000,000 persons."),
    (["rongcheng", "--months", "-1"], 1, "--months -1: expected 0 to 1,625 months from January 2014 on."),
    (["rongcheng", "--months", "100000"], 1, "expected 0 to 1,625 months from January 2014 on."),
    (["rongcheng", "--seed", "-1"], 1, "--seed -1: expected 0 to 9,223,372,036,854,775,807."),
    (["rongcheng", "--threads", "-1"], 1, "--threads -1: expected 0 to 1,024 (0: one for each core)."),
    (["rongcheng", "--variant", "notice-frist"], 1, "notice-frist: no such variant or file. Did you mean notice-first?"),
    (["rongcheng", "--people", "many"], 2, "'many' is not a valid integer"),
    ([], 2, "Say which WORLD is to be run"),
    (["--resume", "nothing.duckdb"], 1, "There is nothing to go on with in nothing.duckdb: say which WORLD is to be run."),
    (["rongcheng", "--resume", "a.duckdb", "--out", "b.duckdb"], 1, "--resume goes on in its own file: leave --out away."),
])
def test_what_is_asked_for(arguments, code, said, cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found, out, err = cli("run", *arguments)
    assert (found, out) == (code, "")
    assert said in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_more_people_than_the_memory_holds(cli, tmp_path, monkeypatch):
    from xinyong.run import plan

    monkeypatch.setattr(plan, "memory", lambda: 2**30)
    code, _, err = cli("run", "rongcheng", "--people", 100_000_000, "--out", tmp_path / "a.duckdb")
    assert code == 1
    assert "--people 100,000,000 of about" in err and "1 of this machine's may be used: expected 0 to" in err
    assert list(tmp_path.iterdir()) == []


def test_a_world_with_errors_stops_before_anything_is_lived(cli, village, tmp_path):
    import shutil

    folder = tmp_path / "village"
    shutil.copytree(village, folder)
    acts = folder / "points" / "acts.csv"
    acts.write_text(acts.read_text().replace(",-50,", ",much,").replace(",-10,", ",-10.5,"))
    code, out, err = cli("run", folder, "--out", tmp_path / "a.duckdb")
    assert (code, out) == (1, "")
    assert "acts.csv:2:" in err and "acts.csv:4:" in err
    assert "2 errors: nothing was run." in err
    assert not (tmp_path / "a.duckdb").exists()


# --- small and odd sizes ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("people", "months"), [(0, 0), (0, 5), (1, 5), (3, 0)])
def test_nobody_one_person_no_months(people, months, cli, village, tmp_path):
    path = tmp_path / "a.duckdb"
    code, out, err = cli("run", village, "--people", people, "--months", months, "--out", path)
    assert (code, err) == (0, "")
    assert "SYNTHETIC" in out
    run = KeptRun(path)
    assert (run.people, run.months) == (people, months)
    figures = run.to_dict()
    assert figures["subject_months"] == (run.people + run.organisations) * months
    assert run.couplings.shape[0] == months
    for table in ("months", "grades", "striking", "moves", "acts"):
        getattr(run, f"{table}_df")
    assert KeptRun(live(resume=path, months=6)).months == 6


# --- files that are none ----------------------------------------------------------------------------------------------

def test_no_run(cli, tmp_path):
    text, other, empty = (tmp_path / name for name in ("text.duckdb", "other.duckdb", "empty.duckdb"))
    text.write_text("hello, this is no database at all")
    empty.write_bytes(b"")
    with duckdb.connect(str(other)) as db:
        db.execute("create table t as select 1 as a")
    for path, said in ((text, "is no run: it is not a DuckDB file."), (empty, "is no run: it is not a DuckDB file."),
                       (other, "is a DuckDB file but no run"), (tmp_path, "is a folder, not a run.")):
        before = path.read_bytes() if path.is_file() else b""
        code, out, err = cli("run", "--resume", path)
        assert (code, out) == (1, "")
        assert err.startswith(str(path)) and said in err and err.count("\n") == 1
        with pytest.raises(RunFileError, match="no run|not a run"):
            KeptRun(path)
        assert not path.is_file() or path.read_bytes() == before


def test_a_name_mistyped(tiny):
    with pytest.raises(RunFileError, match=r"There is no file .*vilage.duckdb. Did you mean village.duckdb\?"):
        KeptRun(tiny.with_name("vilage.duckdb"))


def test_an_existing_file_is_never_written_over(cli, tiny, village, tmp_path):
    before = tiny.read_bytes()
    code, _, err = cli("run", village, "--people", 5, "--months", 1, "--out", tiny)
    assert code == 1
    assert f"{tiny} exists and is left as it is. Choose another --out, or go on with it: --resume {tiny}" in err
    assert tiny.read_bytes() == before
    code, _, err = cli("run", village, "--out", tmp_path)
    assert code == 1 and f"{tmp_path} is a folder: choose a file with --out" in err


def test_without_out_the_next_free_name_is_taken(cli, village, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(3):
        assert cli("run", village, "--people", 5, "--months", 1)[0] == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["village-2.duckdb", "village-3.duckdb", "village.duckdb"]


@pytest.mark.parametrize("left", [13, 5_000, 100_000, 200_000])
def test_a_file_cut_off(left, tiny, tmp_path):
    path = tmp_path / "cut.duckdb"
    path.write_bytes(tiny.read_bytes()[:left])
    before = path.read_bytes()
    with pytest.raises(RunFileError, match="is damaged or cut off"):
        KeptRun(path).to_dict()
    if left in (13, 5_000):
        with pytest.raises(RunError, match="is damaged or cut off. It is left as it is; run it anew with another --out."):
            live(resume=path)
        assert path.read_bytes() == before


def test_a_file_of_another_version(tiny, tmp_path):
    path = tmp_path / "newer.duckdb"
    path.write_bytes(tiny.read_bytes())
    with duckdb.connect(str(path)) as db:
        db.execute("update run set format = 99, program = '9.9.9'")
    with pytest.raises(RunFileError, match=r"was written by Xinyong 9\.9\.9, in another format .* Install a newer Xinyong\."):
        KeptRun(path)
    before = path.read_bytes()
    with pytest.raises(RunError, match=r"cannot be gone on with: it was written by Xinyong 9\.9\.9"):
        live(resume=path)
    assert path.read_bytes() == before


def test_another_law_is_refused(tiny, tmp_path):
    """A run begun by a program whose kernel was another is not gone on with."""
    path = tmp_path / "law.duckdb"
    path.write_bytes(tiny.read_bytes())
    with duckdb.connect(str(path)) as db:
        db.execute("update run set law = 'abc'")
    with pytest.raises(RunError, match=r"another program: .*\(law abc\)"):
        live(resume=path, months=5)


# --- two runs to one file ---------------------------------------------------------------------------------------------

def test_two_runs_to_one_file(cli, command, village, tmp_path):
    path = tmp_path / "a.duckdb"
    with Keeper(path):
        outside = command("run", village, "--people", 5, "--months", 1, "--resume", path)
        assert outside.returncode == 1
        assert f"{path} is being written by another run (process {os.getpid()}). Wait for it, or choose another --out." in outside.stderr
        code, _, err = cli("run", village, "--people", 5, "--months", 1, "--resume", path)
        assert code == 1 and "is being written by another run" in err
    assert cli("run", village, "--people", 5, "--months", 1, "--resume", path)[0] == 0


# --- the disk ---------------------------------------------------------------------------------------------------------

@contextmanager
def read_only_folder():
    """A folder that may be looked into but not written to, also for the superuser."""
    with tempfile.TemporaryDirectory() as name:
        folder, is_root = Path(name), os.geteuid() == 0
        folder.chmod(0o555)
        if is_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_a_read_only_folder():
    with read_only_folder() as folder:
        with pytest.raises(RunError, match=r"a.duckdb cannot be written: no permission. Choose another folder with --out."):
            Keeper(folder / "a.duckdb")
        with pytest.raises(RunError, match="a.duckdb.checkpoint cannot be written: no permission"):
            Checkpoints(folder / "a.duckdb", "x").write({}, 0.0)


def test_no_such_folder(cli, village, tmp_path):
    code, _, err = cli("run", village, "--out", tmp_path / "no" / "a.duckdb")
    assert code == 1
    assert f"there is no folder {tmp_path / 'no'}. Make it, or choose another --out." in err


@pytest.mark.parametrize(("stage", "limit"), [("minting", 30_000), ("storing", 350_000), ("checkpoint", 60_000)])
def test_a_full_disk(stage, limit, village, whole, tmp_path):
    """At the start, at the end, or at a checkpoint: a sentence; gone on with when there is room, the run comes to the same."""
    path = tmp_path / "a.duckdb"
    full = subprocess.run([sys.executable, FULL_DISK, path, *map(str, (limit, whole.people, whole.months, whole.seed)), stage], capture_output=True,
                          text=True, check=False)
    assert full.returncode == 1
    assert "cannot be written: the disk is full. Free some space or choose another --out." in full.stderr
    assert "Traceback" not in full.stderr
    assert path.exists() == (stage != "minting")        # where nothing could be kept, nothing is left lying about
    assert not path.with_name("a.duckdb.checkpoint.part").exists()
    run = KeptRun(live(village, people=whole.people, months=whole.months, seed=whole.seed, resume=path))
    assert run.digest == whole.digest
    assert not checkpoint_path(path).exists()


def test_lengthening_on_a_full_disk_keeps_the_earlier_run(village, tiny, tmp_path):
    path = tmp_path / "a.duckdb"
    path.write_bytes(tiny.read_bytes())
    full = subprocess.run([sys.executable, FULL_DISK, path, "1000", "20", "9", "1", "storing"], capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert "the disk is full" in full.stderr
    assert KeptRun(path).digest == KeptRun(tiny).digest
