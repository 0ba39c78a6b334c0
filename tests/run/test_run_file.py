"""What a run's file, its JSON and its export hold."""

import json
import re

import duckdb
import polars as pl
import pytest

from xinyong.run.kept import KeptRun
from xinyong.run.tables import COUNTED, METRICS, TABLES, columns_of

FIELDS = {
    "run": str, "world": str, "seed": int, "people": int, "organisations": int, "months": int, "from": str, "to": str, "rules": str,
    "digest": str, "subject_months": int, "seconds": dict, "subject_months_per_second": int, "bytes_per_subject": float, "peak_memory": int,
    "grades": dict, "lists": dict, "counted": dict, "synthetic": bool, "status": str, "program": str, "variants": list}


def test_json_has_all_that_is_promised_and_nothing_else_is_printed(command, village, tmp_path):
    path = tmp_path / "a.duckdb"
    done = command("run", village, "--people", 300, "--months", 13, "--seed", 4, "--variant", "gentler", "--out", path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    figures = json.loads(done.stdout)
    assert {name: type(value) for name, value in figures.items()} == FIELDS
    assert set(figures["seconds"]) == {"load", "compile", "live", "store"}
    assert (figures["world"], figures["people"], figures["months"], figures["seed"], figures["variants"]) == ("village", 300, 13, 4, ["gentler"])
    assert (figures["from"], figures["to"]) == ("2020-01-01", "2021-02-01")
    assert re.fullmatch("[0-9a-f]{64}", figures["digest"]) and re.fullmatch("[0-9a-f]{64}", figures["rules"])
    assert figures["subject_months"] == 13 * (300 + figures["organisations"])
    assert set(figures["counted"]) == set(COUNTED)
    assert sum(figures["grades"]["points"].values()) == 300 + figures["organisations"]
    assert figures == KeptRun(path).to_dict()


def test_json_of_nothing_lived(command, village, tmp_path):
    """Where nothing can be said, null."""
    figures = json.loads(command("run", village, "--people", 0, "--months", 0, "--out", tmp_path / "a.duckdb", "--json").stdout)
    assert figures["subject_months"] == 0
    assert figures["subject_months_per_second"] is None and figures["bytes_per_subject"] is None


def test_errors_leave_standard_output_empty(command, tmp_path):
    done = command("run", "nowhere", "--json")
    assert (done.returncode, done.stdout) == (1, "")


def test_every_table_is_there_and_every_column_described(whole):
    about = {(r["table"], r["column"]): r for r in whole.query("from about_tables")}
    for table in TABLES:
        columns = whole.query(f"describe {table.name}")
        assert about[table.name, ""]["meaning"] == table.meaning
        for column in columns:
            row = about[table.name, column["column_name"]]
            assert row["meaning"], row
            assert row["type"] == column["column_type"], row
        assert [c["column_name"] for c in columns] == [c.name for c in columns_of(table, whole.names)]
    assert len(about) == sum(1 + len(whole.query(f"describe {t.name}")) for t in TABLES)
    assert {r["table_name"] for r in whole.query("select table_name from duckdb_tables()")} == {t.name for t in TABLES}


def test_any_tool_reads_what_the_tables_mean(whole):
    """The tables' comments stand in the file itself."""
    with duckdb.connect(str(whole.path), read_only=True) as db:
        comments = dict(db.execute("select table_name, comment from duckdb_tables()").fetchall())
    assert comments == {t.name: t.meaning for t in TABLES}


def test_months_are_sums_of_their_groups(whole):
    for metric in METRICS:
        total = whole.query(f"select sum({metric.name})::bigint as n from months")[0]["n"]
        assert total == whole.query(f"select sum({metric.name})::bigint as n from months_by_group")[0]["n"], metric


def test_everything_to_live_it_again_is_there(whole, village):
    """The exact rule files, and the same world out of them."""
    own = {file: text for (part, _, file), text in whole.inputs.items() if part == "world"}
    assert own["world.yaml"] == (village / "world.yaml").read_text("utf-8")
    assert whole.world.id == "village"
    assert whole.couplings.shape[0] == whole.months
    assert whole.population.people == whole.people


def test_parquet(cli, village, tmp_path):
    folder = tmp_path / "tables"
    code, _, err = cli("run", village, "--people", 100, "--months", 4, "--out", tmp_path / "a.duckdb", "--parquet", folder)
    assert (code, err) == (0, "")
    assert sorted(p.name for p in folder.iterdir()) == sorted(f"{t.name}.parquet" for t in TABLES)
    run = KeptRun(tmp_path / "a.duckdb")
    for table in ("months", "grades", "acts", "about_tables", "run"):
        kept, exported = run.frame(table), pl.read_parquet(folder / f"{table}.parquet")
        assert exported.equals(kept), table


def test_parquet_where_it_cannot_be_written(cli, village, tmp_path):
    """The run is kept all the same."""
    (tmp_path / "tables").write_text("a file stands there")
    code, _, err = cli("run", village, "--people", 100, "--months", 4, "--out", tmp_path / "a.duckdb", "--parquet", tmp_path / "tables")
    assert code == 1
    assert err == (f"{tmp_path / 'tables'} is a file: Parquet files are written into a folder, a file for each table. "
                   f"The run itself is kept in {tmp_path / 'a.duckdb'}.\n")
    assert KeptRun(tmp_path / "a.duckdb").row["status"] == "finished"


def test_a_table_misspelt_is_not_called_damage(whole):
    from xinyong.errors import RunFileError

    with pytest.raises(RunFileError) as error:
        whole.query("from grade")
    assert "damaged" not in str(error.value) and "grade" in str(error.value)
