"""`xinyong run`: live a world and keep the run."""

from __future__ import annotations

import click

from xinyong.cli.output import (
    complete_runs,
    complete_worlds,
    console,
    emit_json,
    examples,
    json_option,
    language_option,
)

INTERRUPTED = 130


@click.command(epilog=examples(
    "xinyong run rongcheng                           its real size, 2014 to 2023; kept in rongcheng.duckdb",
    "xinyong run rongcheng --people 20000 --seed 2   a smaller city with other luck",
    "xinyong run ./my-world --out trial.duckdb       a world of your own",
    "xinyong run --resume trial.duckdb               go on after Ctrl-C, or after a crash",
    "xinyong run rongcheng --json                    figures for a program to read"))
@click.argument("world", required=False, shell_complete=complete_worlds)
@click.option("--people", type=int, help="Persons to mint; by default as many as the world has.")
@click.option("--months", type=int, help="Months to live; by default the world's span.")
@click.option("--seed", type=int, help="Seed of all luck; by default 1.")
@click.option("--variant", "variants", multiple=True, metavar="NAME|FILE", help="Change rules or assumptions; may be repeated.")
@click.option("--threads", type=int, default=0, help="Threads; by default one a core. They change nothing in the result.")
@click.option("--backend", type=click.Choice(["auto", "cpu"]), default="auto", help="Where to live.")
@click.option("--out", metavar="FILE", shell_complete=complete_runs, help="File to keep the run in; by default WORLD.duckdb or the next free name.")
@click.option("--resume", metavar="FILE", shell_complete=complete_runs, help="Go on with an interrupted run, or lengthen one (--months).")
@click.option("--parquet", metavar="FOLDER", help="Also write every table as a Parquet file into FOLDER.")
@language_option
@json_option
def run(world, people, months, seed, variants, threads, backend, out, resume, parquet, lang: str, as_json: bool) -> int:
    """Live WORLD month by month under its rules, and keep what came of it in one DuckDB file.

    WORLD is a built-in name (see `xinyong worlds`) or a folder. Ctrl-C stops at the end of the month and keeps a run that can be resumed.
    Everybody in it is SYNTHETIC.
    """
    del backend     # there is one so far
    if world is None and resume is None:
        raise click.UsageError("Say which WORLD is to be run; `xinyong worlds` lists the built-in ones.")
    from xinyong.api import Run
    from xinyong.run.run import live
    from xinyong.run.watch import watching

    with watching() as progress:
        path = live(world, people=people, months=months, seed=seed, variants=variants, threads=threads, out=out, resume=resume,
                    progress=progress)
    kept = Run(path)
    if parquet:
        _export(kept, parquet)
    stopped = kept.row["status"] == "stopped"
    if as_json:
        emit_json(kept.to_dict())
    else:
        _show(kept, lang)
    return INTERRUPTED if stopped else 0


def _show(kept, lang: str) -> None:
    """Print the end screen."""
    from xinyong.record.offer import few_words
    from xinyong.run.summary import summary

    console().print(summary(kept, lambda code: few_words(kept.record(code), lang), lang=lang))


def _export(kept, folder: str) -> None:
    """Write the tables; where that fails, the run is still there and is told to be."""
    from xinyong.errors import RunError

    try:
        kept.to_parquet(folder)
    except RunError as error:
        raise RunError(f"{error} The run itself is kept in {kept.path}.") from None
