"""`xinyong find`: subjects by what happened to them."""

from __future__ import annotations

from itertools import islice

import click

from xinyong.cli.output import (
    console,
    emit_json,
    examples,
    json_option,
    language_option,
    next_step,
    paragraph,
    progress,
    run_argument,
    shell_word,
)


@click.command(epilog=examples(
    'xinyong find rongcheng.duckdb "score < 850"                                somebody who once stood so low',
    'xinyong find rongcheng.duckdb "on(local-blacklist) and not told(local-blacklist)"',
    'xinyong find rongcheng.duckdb "at_end(grade == aaa) and always(grade >= a)"',
    'xinyong find rongcheng.duckdb "at(2018-12-31, score < 900) and kind == organisation" --limit 5 --json'))
@run_argument
@click.argument("expression")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many to find: the first by subject number.")
@language_option
@json_option
def find(run_file, expression: str, limit: int, lang: str, as_json: bool) -> int:
    """Find subjects of RUN for whom EXPRESSION holds, by living the population again.

    A condition (the language of `when:` in the rules) means: at the end of some day. at(DATE, ...), at_end(...) and always(...) say
    otherwise; they may be joined by and, or, not. Everybody is SYNTHETIC.
    """
    from xinyong.api import open_run
    from xinyong.record.finding import Finder
    from xinyong.record.living import Conditions
    from xinyong.record.offer import few_words
    from xinyong.record.subject import Record

    run = open_run(run_file)
    conditions = Conditions.of(run)
    finder = Finder(conditions, run.world, expression)
    with progress() as display:
        task = display.add_task("Living the population again")
        places = list(islice(finder.blocks(progress=lambda done, units, found: display.update(
            task, total=units, completed=done, description=f"Living the population again: {done:,} of {units:,} households, {found:,} found")), limit))
    day = conditions.last_day
    records = [Record(run, conditions, unit, member, conditions.live(unit, day), day) for unit, member in places]
    if as_json:
        emit_json({"synthetic": True, "run": str(run.path), "expression": expression, "limit": limit, "more": len(records) == limit,
                   "subjects": [{"code": r.code, "synthetic": True, "kind": r.kind, "about": few_words(r, lang)} for r in records]})
        return 0
    _show(records, expression, limit, lang)
    next_step(f"xinyong record {shell_word(run.path)} {records[0].code}" if records else f"xinyong record {shell_word(run.path)}")
    return 0


def _show(records, expression: str, limit: int, lang: str) -> None:
    from rich.text import Text

    from xinyong.record.offer import few_words
    from xinyong.record.words import say

    out = console()
    if not records:
        out.print(Text(say(lang, "nobody", what=expression)))
        return
    for record in records:
        out.print(Text(f"  {record.code}", style="bold"))
        paragraph(out, few_words(record, lang), 6, 0)
    more = say(lang, "first", n=limit) if len(records) == limit else say(lang, "all of them", n=len(records))
    out.print(Text(f"{say(lang, 'synthetic')}. {more} {say(lang, 'as at the end')}", style="dim"))
