"""`xinyong record`: one subject's whole record, and whom to look at."""

from __future__ import annotations

import click

from xinyong.cli.output import (
    console,
    emit_json,
    examples,
    json_option,
    language_option,
    next_step,
    run_argument,
    shell_word,
)


@click.command(epilog=examples(
    "xinyong record rongcheng.duckdb                                    whom to look at",
    "xinyong record rongcheng.duckdb 001869196911051120                 a life, and why each thing in it happened",
    "xinyong record rongcheng.duckdb 001869196911051120 --as-of 2019-06-30"))
@run_argument
@click.argument("code", required=False)
@click.option("--as-of", metavar="DATE", help="The last day that counts; by default the last day lived.")
@language_option
@json_option
def record(run_file, code, as_of, lang: str, as_json: bool) -> None:
    """Show the record of the subject with CODE, lived again from the RUN's file alone. Without CODE: whom to look at.

    Everybody is SYNTHETIC.
    """
    from xinyong.api import open_run

    run = open_run(run_file)
    if code is None:
        raise click.UsageError("Say whose record is to be shown.")
    found = run.record(code, as_of=as_of)
    if as_json:
        emit_json(found.to_dict())
        return
    from xinyong.cli.life import screen

    out = console()
    out.print(screen(found, lang, out.width))
    next_step(_next(run_file, found))


def _next(run_file, found) -> str:
    command = f"xinyong record {shell_word(run_file)} {found.code}"
    weighing = [e for e in found.life.live(found.as_of) if e.points < 0]
    return f"{command} --without {weighing[0].label}" if weighing else f"xinyong record {shell_word(run_file)}"
