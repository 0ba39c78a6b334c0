"""What a report shows: sections of exhibits, each a finding with its class, chart, table and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from xinyong.study.report.words import Words

FOLLOWS, DEPENDS = "follows from the text", "depends on assumptions"


class FigureClass(NamedTuple):
    """What a figure may be taken for: `kind` is FOLLOWS or DEPENDS; `assumptions` are named in the reader's language."""

    kind: str
    assumptions: tuple[str, ...] = ()

    def short(self, w: Words) -> str:
        return w("follows from the text", "由文本得出") if self.kind == FOLLOWS else w("depends on assumptions", "取决于假设")

    def text(self, w: Words) -> str:
        """The class and, where there are any, the assumptions by name."""
        if not self.assumptions:
            return self.short(w)
        return self.short(w) + w(": ", "：") + w.join(self.assumptions)


class Column(NamedTuple):
    """A table's column. `kind`: text, year, count, share (a fraction, shown in percent), number or day."""

    label: str
    kind: str = "text"
    unit: str = ""
    decimals: int = 1

    @property
    def is_number(self) -> bool:
        return self.kind in ("count", "share", "number")

    def heading(self, w: Words) -> str:
        unit = "%" if self.kind == "share" else self.unit
        return f"{self.label}{w(f' ({unit})', f'（{unit}）')}" if unit else self.label

    def show(self, value, w: Words) -> str:
        """A cell as it is read, without its unit."""
        if value is None:
            return "–"
        match self.kind:
            case "count":
                return w.number(value)
            case "share":
                return w.number(100 * value, self.decimals)
            case "number":
                return w.number(value, self.decimals)
            case "day":
                return value.isoformat()
            case _:
                return str(value)

    def plain(self, value) -> str:
        """A cell for a program: a share in percent, no thousands' commas."""
        if value is None:
            return ""
        match self.kind:
            case "share":
                return f"{100 * value:.6g}"
            case "number":
                return f"{value:.10g}"
            case "day":
                return value.isoformat() if isinstance(value, dt.date) else str(value)
            case _:
                return str(value)


@dataclass(frozen=True)
class Table:
    """Rows under columns; a cell is a plain value or None."""

    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]

    def cell(self, row: int, column: int, w: Words) -> str:
        """A cell as it is read: what a title may quote."""
        return self.columns[column].show(self.rows[row][column], w)


@dataclass(frozen=True)
class Chart:
    """A chart to be drawn: `draw(canvas)` gives an Altair chart over `rows`. `says` is what it shows, for those who cannot see it."""

    draw: Callable
    rows: list[dict]
    says: str


class Ground(NamedTuple):
    """What a rule or a figure rests on: `basis` as in the run's names, its document found among the sources of `scheme` ("" is the world)."""

    what: str
    scheme: str
    basis: dict


@dataclass(frozen=True)
class Exhibit:
    """One finding. `download` is the table that is downloaded, where the page shows a shorter one."""

    id: str
    title: str
    of_class: FigureClass
    table: Table
    chart: Chart | None = None
    note: str = ""
    grounds: tuple[Ground, ...] = ()
    download: Table | None = None
    main: bool = True
    """Whether its title stands among the findings at the top."""

    @property
    def downloaded(self) -> Table:
        return self.download or self.table


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it: exhibits, or `nothing` where there is none; `answers` are questions everybody asks, with what is true."""

    id: str
    heading: str
    lead: str = ""
    exhibits: tuple[Exhibit, ...] = ()
    nothing: str = ""
    answers: tuple[tuple[str, str], ...] = ()
