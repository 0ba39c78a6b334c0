"""`xinyong punished`: what schemes punish, by the part of life it is about."""

from __future__ import annotations

import click

from xinyong.cli.output import (
    complete_schemes,
    console,
    emit_json,
    examples,
    json_option,
    language_option,
    next_step,
    shell_word,
)

_WORDS = {"en": ("domain", "acts", "share", "points", "share", "months on record", "share", "without end"),
          "zh": ("领域", "条目", "占比", "扣分", "占比", "记录月数", "占比", "无期限")}
_NOT_SAID = {"en": "not said", "zh": "未归类"}


@click.command(epilog=examples(
    "xinyong punished rongcheng wendeng             what their catalogs punish today",
    "xinyong punished rongcheng --at 2018-06-01     and by the text of 2018",
    "xinyong punished rongcheng --by-year           year by year",
    "xinyong punished court-defaulters --json"))
@click.argument("schemes", metavar="SCHEME...", nargs=-1, required=True, shell_complete=complete_schemes)
@click.option("--at", metavar="DATE", help="As of this day; by default today, or a scheme's last day.")
@click.option("--by-year", is_flag=True, help="At the end of every year in which the scheme has a text of its own.")
@language_option
@json_option
def punished(schemes: tuple[str, ...], at: str | None, by_year: bool, lang: str, as_json: bool) -> None:
    """Tell what a scheme's text punishes: acts, points and months on record by domain (court and money, commerce, traffic, daily life, family, ...).

    Counted over the catalog, each act once: what the text is for, not how often it happens (for that: xinyong report RUN). The domains are our own classification.
    """
    from xinyong.cli.rules import in_force
    from xinyong.errors import RunError
    from xinyong.scheme import builtin_schemes, find_scheme
    from xinyong.study.punished import punished as shares
    from xinyong.world import builtin_worlds

    if at and by_year:
        raise click.UsageError("--at and --by-year exclude each other.")
    found = []
    for name in schemes:
        if name in builtin_worlds() and name not in builtin_schemes():
            raise RunError(f"{name} is a world, and it is schemes that punish. {in_force(name)}")
        scheme = find_scheme(name)
        found += [(scheme, day, shares(scheme, day)) for day in _days(scheme, at, by_year)]
    if as_json:
        return emit_json([_as_json(*each) for each in found])
    for scheme, day, rows in found:
        _show(scheme, day, rows, lang)
    return next_step(f"xinyong explain {shell_word(schemes[0])}")


def _days(scheme, at: str | None, by_year: bool) -> list[int]:
    """The days to be asked about: one, or the last of each year in which some act's version began or ended."""
    from datetime import date as calendar_date

    from xinyong.errors import RunError
    from xinyong.scheme.model import FOREVER
    from xinyong.scheme.values import Unreadable, date, day

    today = (calendar_date.today() - calendar_date(1970, 1, 1)).days
    if at:
        try:
            return [day(at)]
        except Unreadable:
            raise RunError(f"--at {at}: expected a day like 2018-06-01.") from None
    last = min(today, scheme.last - 1)
    if not by_year:
        return [max(last, scheme.first)]
    turns = {scheme.first, *(turn for act in scheme.acts for turn in (act.first, act.last) if scheme.first <= turn < FOREVER)}
    years = sorted({date(turn).year for turn in turns if turn <= last})
    return [min(day(f"{year}-12-31"), last) for year in years]


def _share(part, whole) -> float:
    return float(part / whole) if whole else 0.0


def _as_json(scheme, day: int, rows) -> dict:
    from xinyong.scheme.values import date

    acts, points, months = (sum(getattr(row, name) for row in rows) for name in ("acts", "points", "months"))
    return {"scheme": scheme.id, "at": date(day).isoformat(), "class": "follows from the text", "acts": acts, "points": float(points), "months": float(months),
            "domains": [{"domain": row.domain or None, "acts": row.acts, "share_of_acts": _share(row.acts, acts), "points": float(row.points),
                         "share_of_points": _share(row.points, points), "months": float(row.months), "share_of_months": _share(row.months, months),
                         "without_end": row.endless} for row in rows]}


def _show(scheme, day: int, rows, lang: str) -> None:
    from rich.table import Table

    from xinyong.scheme.model import DOMAINS
    from xinyong.scheme.values import date

    out = console()
    name = scheme.label.zh or scheme.label.en if lang == "zh" else scheme.label.en
    out.print(f"[bold]{name}[/bold], {date(day)}: " + ("依文本统计。" if lang == "zh" else "what the text punishes."))
    if not rows:
        return out.print(f"  {_nothing(scheme, day)[lang == 'zh']}")
    acts, points, months = (sum(getattr(row, what) for row in rows) for what in ("acts", "points", "months"))
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for number, word in enumerate(_WORDS[lang]):
        table.add_column(word, justify="right" if number else "left", min_width=None if number else 10)
    for row in sorted(rows, key=lambda row: -row.acts):
        label = DOMAINS[row.domain][lang == "zh"] if row.domain else _NOT_SAID[lang]
        table.add_row(label, f"{row.acts}", f"{_share(row.acts, acts):.0%}", f"{float(row.points):g}", f"{_share(row.points, points):.0%}",
                      f"{float(row.months):.0f}", f"{_share(row.months, months):.0%}", f"{row.endless or ''}")
    out.print(table)
    if any(not row.domain for row in rows):
        out.print("  未归类：acts.csv 的 domain 列为空。" if lang == "zh" else "  not said: the column domain of acts.csv is empty there.")


def _nothing(scheme, day: int) -> tuple[str, str]:
    """Why nothing is punished on a day, in English and Chinese."""
    from xinyong.scheme.values import date

    if day < scheme.first:
        return f"Not in force yet: it begins on {date(scheme.first)}.", f"尚未施行：自{date(scheme.first)}起施行。"
    if day >= scheme.last:
        return f"No longer in force: it ended before {date(scheme.last)}.", f"已失效：{date(scheme.last)}前终止。"
    return "Nothing is punished on that day.", "该日无惩戒条目。"
