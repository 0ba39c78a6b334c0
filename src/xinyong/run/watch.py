"""A run's progress as one line: on standard error in a terminal, below the cell in a notebook, nowhere else."""

from __future__ import annotations

import math
import sys
import time
from contextlib import contextmanager

from xinyong.run.run import Progress

_EVERY = 0.1
_SAYS = {"reading": "Reading and checking the rules", "compiling": "Loading the kernel", "minting": "Minting people", "storing": "Keeping the run"}
COLD = "Compiling the kernel: once, up to two minutes"
_WIDE, _MIDDLE = 92, 76
"""Columns from which a bar fits beside the figures; from which the speed does."""


@contextmanager
def watching(*, stream=None):
    """A callable that shows progress while the context is open."""
    stream = stream or sys.stderr
    if not (stream.isatty() or _in_notebook()):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(file=stream) if stream.isatty() else Console()
    columns = [TextColumn("{task.description}"), *([BarColumn(bar_width=28)] if console.width >= _WIDE else []), _figures()]
    with Bar(*columns, console=console, transient=True, refresh_per_second=10) as bar:
        yield _Line(bar, console.width)


def _figures():
    """The last column: how fast and how long yet while months are lived, else how long it has taken so far."""
    from rich.progress import ProgressColumn
    from rich.text import Text

    class Figures(ProgressColumn):
        def render(self, task):
            waited = time.monotonic() - task.fields["since"]
            return Text(task.fields["rate"] or (f"{waited:.0f} s" if waited >= 1 else ""), no_wrap=True)

    return Figures()


class _Line:
    """One line of progress, drawn anew at most ten times a second."""

    def __init__(self, bar, width: int):
        self.bar, self.width, self.drawn = bar, width, 0.0
        self.task = bar.add_task(_SAYS["reading"], total=None, rate="", since=time.monotonic())

    def __call__(self, p: Progress) -> None:
        now = time.monotonic()
        if p.stage != "living":
            self.bar.update(self.task, description=COLD if p.stage == "compiling" and _is_cold() else _SAYS[p.stage], rate="", since=now,
                            total=p.months or None, completed=p.month, refresh=True)
        elif now - self.drawn >= _EVERY or p.month == p.months:
            self.drawn = now
            said = f"Living {month_text(p.first_month + p.month - 1)}"
            self.bar.update(self.task, description=said if self.width >= _WIDE else f"{said}, {p.month} of {p.months},", total=p.months,
                            completed=p.month, rate=rate_text(p, self.width), refresh=True)


def rate_text(p: Progress, width: int) -> str:
    """Speed, where there is room for it, and time left."""
    if not p.seconds or not p.month:
        return ""
    rate = p.subjects * p.month / p.seconds
    left = f"{duration_text(p.seconds / p.month * (p.months - p.month))} left"
    return f"{rate / 1e6:.1f} million subject-months a second, {left}" if width >= _MIDDLE else left


def duration_text(seconds: float) -> str:
    """A time to wait, roughly."""
    if seconds < 90:
        return f"{math.ceil(seconds)} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def month_text(month: int) -> str:
    """A month counted from January 1900, as 2014-01."""
    return f"{1900 + month // 12}-{month % 12 + 1:02d}"


def _is_cold() -> bool:
    """Whether the kernel has to be compiled first."""
    from pathlib import Path

    from xinyong.kernel.dialect import _cache_folder

    return not any(Path(_cache_folder()).rglob("*live_chunks*.nbc"))


def _in_notebook() -> bool:
    """Whether this runs in a Jupyter kernel."""
    shell = sys.modules.get("IPython")
    here = shell.get_ipython() if shell else None
    return type(here).__name__ == "ZMQInteractiveShell"
