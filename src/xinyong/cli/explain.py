"""`xinyong explain`: one rule, or a whole scheme, in plain sentences with their sources."""

from __future__ import annotations

import click

from xinyong.cli.output import (
    complete_ids,
    complete_schemes,
    console,
    emit_json,
    examples,
    json_option,
    language_option,
    next_step,
    paragraph,
    shell_word,
)


@click.command(epilog=examples(
    "xinyong explain rongcheng                                the whole scheme, from top to bottom",
    "xinyong explain rongcheng utility-theft                  one act: points, how long, since when, on what ground",
    "xinyong explain rongcheng utility-theft --at 2018-06-01  as it was then, and what it became",
    "xinyong explain rongcheng consent --lang zh              a rule without an id of its own: consent, counting, person",
    "xinyong explain rongcheng RC-STD                         a document, and which rules rest on it",
    "xinyong explain ./my-scheme points --json                for a program to read"))
@click.argument("scheme", shell_complete=complete_schemes)
@click.argument("id", required=False, shell_complete=complete_ids)
@click.option("--at", metavar="DATE", help="As of this day; by default today.")
@language_option
@json_option
def explain(scheme: str, id: str | None, at: str | None, lang: str, as_json: bool) -> None:
    """Tell what ID names in SCHEME: an act, list, ground, measure, remedy, grade, ledger, ladder, group, document, kind of conduct, ...

    In sentences, with what each rests on, and what it was before and becomes later. Without ID: the whole scheme by chapters.
    """
    from xinyong.scheme import find_scheme

    told = find_scheme(scheme).explain(id or "", at=at, lang=lang)
    if as_json:
        emit_json(told.to_dict())
        return
    command = f"xinyong explain {shell_word(scheme)}"
    if id:
        _show_rules(told)
        earlier = [version.last for each in told.rules for version in each.before if version.facts]
        then = f" {told.tongue.day(earlier[-1] - 1)}" if earlier else ""
        next_step(f"{command} {shell_word(id)} --at{then}" if then else command)
    else:
        _show_scheme(told)
        act = next((act.id for act in told.scheme.acts if act.first <= told.day < act.last), None)
        next_step(f"{command} {act}" if act else f"xinyong test {shell_word(scheme)}")


def _show_rules(told) -> None:
    from rich.text import Text

    out, t = console(), told.tongue
    for number, each in enumerate(told.rules):
        if number:
            out.print()
        out.print(Text(told.title(each), style="bold"))
        out.print(Text(told.what(each), style="dim"))
        if told.state(each):
            out.print(Text(told.state(each)))
        out.print()
        for sentence in told.sentences(each.now):
            paragraph(out, sentence)
        rests = told.rests_on(each.now)
        if rests:
            out.print(Text(f"\n{t('Rests on', '依据')}", style="bold"))
        for about, source in rests:
            paragraph(out, source if len(rests) == 1 else f"{about}{t(': ', '：')}{source}")
        for document in told.documents(each.now):
            paragraph(out, Text(document, style="dim"))
        for word, span, lines in told.others(each):
            out.print(Text(f"\n{word}{t(', ', '，')}{span}", style="bold"))
            for text in lines:
                paragraph(out, text)
        if told.where(each):
            out.print(Text(f"\n{told.where(each)}", style="dim"))


def _show_scheme(told) -> None:
    from rich.text import Text

    out, t = console(), told.tongue
    out.print(Text(told.title(), style="bold"))
    out.print(Text(told.what(), style="dim"))
    paragraph(out, Text(told.legend(), style="dim"), 0, 0)
    for chapter in told.chapters:
        out.print(Text(f"\n{chapter.title}", style="bold"))
        if chapter.common:
            paragraph(out, Text(told.common(chapter), style="dim"))
        for part in chapter.parts:
            text = Text.assemble((part.heading, "bold"), t(":", "：") if part.heading else "")
            for said, source in told.runs(part, chapter):
                text.append(t(" ", "") * bool(text) + said)
                text.append(t(f" [{source}]", f"［{source}］") if source else "", style="dim")
            paragraph(out, text)
