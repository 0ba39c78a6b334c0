"""`xinyong report` and `xinyong cite`: a run told to others."""

from __future__ import annotations

from pathlib import Path

import click

from xinyong.cli.output import (
    emit_json,
    examples,
    json_option,
    language_option,
    next_step,
    progress,
    run_argument,
    shell_word,
)


@click.command(epilog=examples(
    "xinyong report rongcheng.duckdb                        rongcheng.html, for any browser",
    "xinyong report rongcheng.duckdb --lang zh --out a.html  in Chinese"))
@run_argument
@click.option("--out", metavar="FILE", help="File to write; by default the run's name with .html. A file of that name is replaced.")
@language_option
def report(run_file: str, out: str | None, lang: str) -> None:
    """Write RUN's report as one HTML file that opens offline, with every chart's table and data.

    It tells who had which grade, what acts cost whom, how long it took to get out, what was recorded falsely, and what of it is law and
    what is assumed. Everybody in it is SYNTHETIC.
    """
    from xinyong.api import open_run
    from xinyong.study.report import write_report

    run = open_run(run_file)
    with progress() as display:
        task = display.add_task("")
        path = write_report(run, out or Path(run_file).with_suffix(".html"), lang=lang, told=lambda what: display.update(task, description=what))
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB. Open it in a browser; it needs no network.")
    next_step(f"xinyong cite {shell_word(run.path)}     what to cite with it")


@click.command(epilog=examples(
    "xinyong cite rongcheng.duckdb           as text and as BibTeX",
    "xinyong cite rongcheng.duckdb --json    for a program"))
@run_argument
@json_option
def cite(run_file: str, as_json: bool) -> None:
    """Print what to cite for RUN: program, version, world, schemes and their documents, seed, variants, rules and digest."""
    from xinyong.api import open_run
    from xinyong.study.citation import citation

    run = open_run(run_file)
    found = citation(run)
    if as_json:
        emit_json(found.to_dict())
        return
    print(found.text)
    print()
    print(found.bibtex)
    next_step(f"xinyong report {shell_word(run.path)}     the run's report in one page")
