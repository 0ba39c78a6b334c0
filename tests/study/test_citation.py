"""What is cited for a run, and the commands `report` and `cite`."""

import json

from click.testing import CliRunner

from xinyong.cli import xinyong
from xinyong.study.citation import citation


def test_a_citation_names_all_by_which_a_run_is_made_again(runs):
    run = runs["rongcheng"]
    found = citation(run)
    for part in (run.row["rules"], run.digest, "xinyong run rongcheng --people 3000 --months 36 --seed 1", "RC-STD", "荣成市个人信用评价标准",
                 "seen 2026-11-23", "no variants", "SYNTHETIC", "version " + run.row["program"]):
        assert part in found.text, part
    assert run.row["rules"] in found.bibtex and run.digest in found.bibtex


def test_bibtex_is_balanced_and_escaped(runs):
    for run in runs.values():
        bibtex = citation(run).bibtex
        assert bibtex.count("{") == bibtex.count("}")
        assert bibtex.startswith(f"@software{{xinyong-{run.world_id}-{run.digest[:8]},\n")
        assert all(c not in bibtex.replace("\\" + c, "") for c in "%&#_$")


def test_cite_prints_one_json_document(runs):
    result = CliRunner().invoke(xinyong, ["cite", str(runs["village"].path), "--json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 0 and found["synthetic"] is True and found["digest"] == runs["village"].digest
    assert [d["document"] for s in found["schemes"] for d in s["documents"]] == ["RULES"]


def test_the_commands_end_by_naming_the_next(runs, tmp_path):
    out = tmp_path / "a report.html"
    told = CliRunner().invoke(xinyong, ["report", str(runs["village"].path), "--out", str(out), "--lang", "zh"])
    assert told.exit_code == 0 and str(out) in told.stdout and "Next: xinyong cite" in told.stdout and out.stat().st_size < 3_000_000
    cited = CliRunner().invoke(xinyong, ["cite", str(runs["village"].path)])
    assert cited.exit_code == 0 and "@software{" in cited.stdout and "Next: xinyong report" in cited.stdout
