"""`xinyong record`: one subject's whole record, what if, and whom to look at."""

from __future__ import annotations

import click

from xinyong.cli.output import (
    console,
    emit_json,
    examples,
    json_option,
    language_option,
    next_step,
    paragraph,
    run_argument,
    shell_word,
)


@click.command(epilog=examples(
    "xinyong record rongcheng.duckdb                                    whom to look at",
    'xinyong record rongcheng.duckdb --like "age > 60 and grade == c"   somebody in particular',
    "xinyong record rongcheng.duckdb 001869196911051120                 a life, and why each thing in it happened",
    "xinyong record rongcheng.duckdb 001869196911051120 --as-of 2019-06-30",
    "xinyong record rongcheng.duckdb 001869196911051120 --without r3    the same life and luck without a record",
    'xinyong record rongcheng.duckdb 001869196911051120 --do "2019-06-01 do donates amount=5000"',
    "xinyong record rongcheng.duckdb 001869196911051120 --variant notice-first"))
@run_argument
@click.argument("code", required=False)
@click.option("--like", metavar="CONDITION", help="Without CODE: offer subjects of whom this holds at the end, e.g. 'age > 60'.")
@click.option("--as-of", metavar="DATE", help="The last day that counts; by default the last day lived.")
@click.option("--without", multiple=True, metavar="RECORD", help="Leave a record out, by its label (r3; spouse:r2). May be repeated.")
@click.option("--do", "do", multiple=True, metavar='"DATE EVENT"', help="Add an event (the rules' script language). May be repeated.")
@click.option("--variant", "variants", multiple=True, metavar="NAME|FILE", help="Change rules or assumptions. May be repeated.")
@language_option
@json_option
def record(run_file, code, like, as_of, without, do, variants, lang: str, as_json: bool) -> None:
    """Show the record of the subject with CODE, lived again from the RUN's file alone. Without CODE: whom to look at.

    --without, --do and --variant live it again with the same luck and show both lives; the run's couplings are kept, so the world around
    does not answer. Everybody is SYNTHETIC.
    """
    from xinyong.api import open_run

    if code is None and (as_of or without or do or variants):
        raise click.UsageError("Say whose record: RUN CODE. `xinyong record RUN` offers some.")
    if code is not None and like is not None:
        raise click.UsageError("--like looks for somebody: leave CODE away.")
    run = open_run(run_file)
    if code is None:
        _offer(run, like, lang, as_json)
        return
    found = run.record(code, as_of=as_of)
    changed = found.what_if(without=without, do=do, variant=variants) if without or do or variants else None
    if as_json:
        emit_json((changed or found).to_dict())
        return
    _show(found, changed, lang)
    next_step(_next(run_file, found, changed))


def _show(found, changed, lang: str) -> None:
    out = console()
    if changed is None:
        from xinyong.cli.life import screen

        out.print(screen(found, lang, out.width))
    else:
        from xinyong.cli.lives import two_lives

        out.print(two_lives(changed, lang, out.width))


def _offer(run, like, lang: str, as_json: bool) -> None:
    """Whom to look at."""
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
        why = "" if like else f"  {', '.join(say(lang, f'why {w}') for w in offer.why)}"
        out.print(Text.assemble((f"  {offer.code}", "bold"), why))
        paragraph(out, few_words(offer.record, lang), 6, 0)
    if not found:
        out.print(Text(say(lang, "nobody", what=like) if like else say(lang, "is empty")))
    out.print(Text(f"{say(lang, 'synthetic')}. {say(lang, 'as at the end')}", style="dim"))
    next_step(f"{command} {found[0].code}" if found else command if like else "xinyong run rongcheng")


def _next(run_file, found, changed) -> str:
    """The next useful command: the same life without what weighs most, or back to it, or somebody else."""
    command = f"xinyong record {shell_word(run_file)}"
    if changed is not None:
        return f"{command} {found.code}"
    weighing = sorted((e for e in found.life.entries if e.points < 0), key=lambda e: e.points)
    return f"{command} {found.code} --without {weighing[0].label}" if weighing else command
