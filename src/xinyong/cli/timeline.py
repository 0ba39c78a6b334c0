"""`xinyong timeline`: what happened when, and which built-in scheme covers it."""

from __future__ import annotations

import click

from xinyong.cli.output import console, emit_json, examples, json_option, next_step

_WORDS = {"en": {"text": "read", "secondary": "told", "assumption": "recalled", "none": "not modelled", "covered": "covered by"},
          "zh": {"text": "原文", "secondary": "转述", "assumption": "凭记忆", "none": "未建模", "covered": "对应方案"}}


@click.command(epilog=examples(
    "xinyong timeline               dated facts from the 1980s on, with sources",
    "xinyong timeline --lang zh     the same in Chinese",
    "xinyong timeline --json        with titles and addresses of all sources"))
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="Language of the text.")
@json_option
def timeline(lang: str, as_json: bool) -> None:
    """Tell the history of social credit in China as dated facts, each with its source and the built-in schemes that cover some of it.

    read: the text's own words were read; told: by news, research or officials; recalled: not read again.
    """
    from xinyong.study.timeline import timeline as facts

    if as_json:
        return emit_json([fact.to_dict() for fact in facts()])
    from rich.table import Table
    from rich.text import Text

    words = _WORDS[lang]
    table = Table.grid(padding=(0, 2))
    for fact in facts():
        about = Text.assemble((f"{words[fact.basis]}: {', '.join(id for id, _, _ in fact.sources)} · ", "dim"),
                              (f"{words['covered']} {', '.join(fact.covered)}" if fact.covered else words["none"], "cyan" if fact.covered else "dim"))
        table.add_row(Text(fact.when, style="bold"), Text.assemble(fact.label[lang], "\n", about))
    console().print(table)
    return next_step("xinyong explain court-defaulters     what one of these schemes says, in sentences")
