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
    'xinyong record rongcheng.duckdb --like "age > 60 and grade == c"    somebody in particular',
    "xinyong record rongcheng.duckdb 001869196911051120                 a life, and why each thing in it happened",
    "xinyong record rongcheng.duckdb 001869196911051120 --as-of 2019-06-30"))
@run_argument
@click.argument("code", required=False)
@click.option("--like", metavar="CONDITION", help="Without CODE: offer subjects of whom this holds at the end, e.g. 'age > 60'.")
@click.option("--as-of", metavar="DATE", help="The last day that counts; by default the last day lived.")
@language_option
@json_option
def record(run_file, code, like, as_of, lang: str, as_json: bool) -> None:
    """Show the record of the subject with CODE, lived again from the RUN's file alone. Without CODE: whom to look at.

    Everybody is SYNTHETIC.
    """
    from xinyong.api import open_run

    run = open_run(run_file)
    if code is None:
        _offer(run, like, lang, as_json)
        return
    if like is not None:
        raise click.UsageError("--like looks for somebody: leave CODE away.")
    found = run.record(code, as_of=as_of)
    if as_json:
        emit_json(found.to_dict())
        return
    from xinyong.cli.life import screen

    out = console()
    out.print(screen(found, lang, out.width))
    next_step(_next(run_file, found))


def _offer(run, like, lang: str, as_json: bool) -> None:
    """Whom to look at."""
    from rich.padding import Padding
    from rich.text import Text

    from xinyong.record.offer import few_words, offers
    from xinyong.record.words import say

    found = offers(run, like=like)
    command = f"xinyong record {shell_word(run.path)}"
    if as_json:
        emit_json({"synthetic": True, "run": str(run.path), "offers": [o.to_dict() | {"command": f"{command} {o.code}"} for o in found]})
        return
    out = console()
    out.print(Text(say(lang, "whom") + (f": {like}" if like else ""), style="bold"))
    for offer in found:
        why = "" if like else f"  {say(lang, 'why ' + offer.why)}"
        out.print(Text.assemble((f"  {offer.code}", "bold"), why))
        out.print(Padding(Text(few_words(offer.record, lang)), (0, 0, 0, 6)))
    if not found:
        out.print(Text(say(lang, "nobody", what=like or "")))
    out.print(Text(f"{say(lang, 'synthetic')}. {say(lang, 'as at the end')}", style="dim"))
    next_step(f"{command} {found[0].code}" if found else f'{command} --like "age > 60"')


def _next(run_file, found) -> str:
    command = f"xinyong record {shell_word(run_file)} {found.code}"
    weighing = [e for e in found.life.live(found.as_of) if e.points < 0]
    return f"{command} --without {weighing[0].label}" if weighing else f"xinyong record {shell_word(run_file)}"
