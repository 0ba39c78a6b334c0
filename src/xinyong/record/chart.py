"""A score over time as a small chart of characters, for a terminal."""

from __future__ import annotations


def chart(steps: list[tuple[int, float | None]], first: int, last: int, *, width: int, height: int = 7, labels=None) -> list[str]:
    """Lines of a step chart: `steps` are (day, value, or None for none) in order; `first` to `last` the days shown; `labels`: (day, text) along the bottom.

    Each line is at most `width` wide. A single level is one line.
    """
    values = [v for _, v in steps if v is not None]
    if not values:
        return []
    low, high = min(values), max(values)
    rows = height if high > low else 1
    margin = max(len(f"{v:g}") for v in (low, high)) + 2
    columns = max(8, width - margin)
    span = max(1, last - first)
    level = [None if v is None else _row(v, low, high, rows) for v in _sampled(steps, first, span, columns)]
    grid = [[" "] * columns for _ in range(rows)]
    before = level[0]
    for x, y in enumerate(level):
        if y is None or before is None or y == before:
            if y is not None:
                grid[y][x] = "─"
        else:
            top, bottom = min(y, before), max(y, before)
            for between in range(top + 1, bottom):
                grid[between][x] = "│"
            grid[before][x] = "╯" if y < before else "╮"
            grid[y][x] = "╭" if y < before else "╰"
        before = y
    ticks = {_row(v, low, high, rows): f"{v:g}" for v in (low, high, values[0])}
    lines = [f"{ticks.get(y, ''):>{margin - 2}} ┤{''.join(row).rstrip()}" for y, row in enumerate(grid)]
    return [*lines, _axis(labels or [], first, span, margin, columns)] if labels else lines


def _row(value: float, low: float, high: float, rows: int) -> int:
    """From the top; only the extremes themselves stand in the outermost rows."""
    if rows == 1:
        return 0
    return rows - 1 - round((value - low) * (rows - 1) / (high - low))


def _sampled(steps, first: int, span: int, columns: int) -> list[float | None]:
    """The value at each column's end."""
    found, i, value = [], 0, None
    for x in range(columns):
        day = first + (x + 1) * span // columns
        while i < len(steps) and steps[i][0] <= day:
            value = steps[i][1]
            i += 1
        found.append(value)
    return found


def _axis(labels: list[tuple[int, str]], first: int, span: int, margin: int, columns: int) -> str:
    line = [" "] * (margin + columns)
    free = 0
    for day, text in labels:
        at = margin + (day - first) * columns // span
        if at >= free and at + len(text) <= len(line):
            line[at:at + len(text)] = text
            free = at + len(text) + 1
    return "".join(line).rstrip()
