"""`xinyong diff`: what changed between two dates of a scheme, or between two schemes."""

from __future__ import annotations

import re

import click

from xinyong.cli.output import (
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

_MOST = 40
_DATED = re.compile(r"(.+)@(\d{4}-\d\d-\d\d)", re.ASCII | re.DOTALL)


@click.command(epilog=examples(
    "xinyong diff rongcheng@2018-12-31 rongcheng@2019-01-01   what the rules of 2019 changed",
    "xinyong diff rongcheng@2021-01-01 rongcheng              between a day and today",
    "xinyong diff rongcheng@2020-06-01 wendeng@2020-06-01     two schemes side by side: acts by conduct, measures by thing",
    "xinyong diff ./old/school ./new/school --json            two folders of one scheme, for a program to read"))
@click.argument("left", metavar="SCHEME[@DATE]", shell_complete=complete_schemes)
@click.argument("right", metavar="SCHEME[@DATE]", shell_complete=complete_schemes)
@language_option
@json_option
def diff(left: str, right: str, lang: str, as_json: bool) -> None:
    """Tell what differs between two dates of one scheme, rule by rule, or between two schemes. Without a date: today.

    Of two schemes it tells which conduct only one of them names, and which both name with other points.
    """
    from xinyong.scheme import find_scheme
    from xinyong.scheme.sentences import compare

    (one, at), (other, and_at) = _dated(left), _dated(right)
    first = find_scheme(one)
    found = compare(first, first if other == one else find_scheme(other), at=at, and_at=and_at, lang=lang)
    if as_json:
        emit_json(found.to_dict())
        return
    _show(found)
    next_step(_next(found, one, other))


def _dated(text: str) -> tuple[str, str | None]:
    """SCHEME@DATE as its two parts; a wrong date is told when it is read."""
    found = _DATED.fullmatch(text)
    if found:
        return found[1], found[2]
    name, at, date = text.rpartition("@")
    return (name, date) if at and name and date[:1].isdigit() else (text, None)


def _next(found, one: str, other: str) -> str:
    """A rule to look at: the first that changed, else one that is new or gone; else the whole scheme."""
    for group in found.groups:
        if found.one_scheme and group.changed:
            return f"xinyong explain {shell_word(one)} {group.changed[0].id} --at {found.tongue.day(found.right.day)}"
    for group in found.groups:
        for side, items, scheme in ((found.right, group.new, other), (found.left, group.dropped, one)):
            if items:
                return f"xinyong explain {shell_word(scheme)} {items[0].id} --at {found.tongue.day(side.day)}"
    return f"xinyong explain {shell_word(other)}"


def _show(found) -> None:
    from rich.text import Text

    out, t = console(), found.tongue
    common, left, right = found.title()
    paragraph(out, Text.assemble((f"{common}{t(': ', '：')}" if common else "", "bold"), (left, "bold red"), (" → ", "bold"), (right, "bold green")), 0)
    if not found.differs:
        out.print(Text(t("Nothing differs.", "没有不同。")))
    for group in found.groups:
        if group.differs:
            out.print()
            head, _, counted = found.head(group).partition(t(": ", "："))
            paragraph(out, Text.assemble((head, "bold"), t(": ", "："), counted), 0)
            for sign, style, items in (("-", "red", group.dropped), ("+", "green", group.new)):
                _items(out, t, sign, style, items)
            for change in group.changed[:_MOST]:
                _change(out, found, change)
            _more(out, t, group.changed)


def _items(out, t, sign: str, style: str, items) -> None:
    from rich.text import Text

    for item in items[:_MOST]:
        name = f"{item.label}{t(' (', '（')}{item.id}{t(')', '）')}" if item.label not in ("", item.id) else item.id
        paragraph(out, Text.assemble((f"{sign} {name}", style), f"{t(': ', '：')}{item.said}" if item.said else ""))
    _more(out, t, items)


def _change(out, found, change) -> None:
    from rich.text import Text

    t = found.tongue
    name = f"{change.label}{t(' (', '（')}{change.id}{t(')', '）')}" if change.label not in ("", change.id) else change.id
    lines = [Text.assemble(f"{about}{t(': ', '：')}", (left, "red"), " → ", (right, "green"), (f"{t('; ', '；')}{both}" if both else "", "dim"))
             for about, left, right, both in map(found.difference, change.differing)]
    if len(lines) == 1:
        paragraph(out, Text.assemble((f"~ {name}", "yellow"), t("; ", "；")) + lines[0])
        return
    paragraph(out, Text(f"~ {name}", style="yellow"))
    for line in lines:
        paragraph(out, line, 6)


def _more(out, t, items) -> None:
    if len(items) > _MOST:
        from rich.text import Text

        paragraph(out, Text(t(f"... and {len(items) - _MOST:,} more (--json has all)", f"……另有{len(items) - _MOST:,}项（--json 含全部）"), style="dim"))
