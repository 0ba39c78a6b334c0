"""A comparison on a terminal."""

from __future__ import annotations

from rich.console import Group
from rich.markup import escape
from rich.table import Table as Drawn
from rich.text import Text

from xinyong.study.compare.comparison import Comparison
from xinyong.study.compare.systems import Systems
from xinyong.study.compare.tables import Table, head, most_changed, of_systems, of_variant
from xinyong.study.report.words import Words

_CELL, _FEW = 14, 4
"""Columns that a figure takes up at most, its head wrapped, in a table of more than so many columns: the names of rows have the rest."""


def screen(found: Comparison | Systems, lang: str) -> Group:
    """Everything that was found."""
    w = Words(lang)
    parts = [Text(w(found.world.label.en, found.world.label.zh), style="bold"), *(Text(line, style="dim") for line in head(found, w))]
    if isinstance(found, Systems):
        parts += [drawn for table in of_systems(found, w) for drawn in _drawn(table)]
        return Group(*parts)
    for variant in found.variants:
        parts.append(Text(f"\n{found.label(variant, lang)} ({variant})", style="bold"))
        parts += [drawn for table in of_variant(found, variant, w) for drawn in _drawn(table)]
        parts += _people(most_changed(found, variant, w))
    return Group(*parts)


def _drawn(table: Table) -> list:
    out = Drawn(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_header=any(table.heads))
    for i, name in enumerate(table.heads):
        out.add_column(escape(name), justify="right" if i else "left", overflow="fold", max_width=_CELL if i and len(table.heads) > _FEW else None)
    for row in table.rows:
        out.add_row(*(escape(cell) for cell in row))
    return [Text(f"\n{table.title}", style="bold"), *([out] if table.rows else []), *([Text(table.note, style="dim")] if table.note else [])]


def _people(table: Table) -> list:
    """Those who change most, two lines each."""
    lines = [Text(f"\n{table.title}", style="bold")]
    for code, seed, days, restricted, who in table.rows:
        lines += [Text(f"{code}  {seed}  {table.heads[2]}: {days}  {table.heads[3]}: {restricted}"), Text(f"    {who}", style="dim")]
    return [*lines, *([Text(table.note, style="dim")] if table.note else [])]
