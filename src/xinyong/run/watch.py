"""A run's progress as one line: on standard error in a terminal, below the cell in a notebook, nowhere else."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager

from xinyong.run.run import Progress

_EVERY = 0.1
_SAYS = {"reading": "Reading and checking the rules", "compiling": "Loading the kernel", "minting": "Minting people", "storing": "Keeping the run"}
COLD = "Compiling the kernel, once: some twenty seconds"


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
    with Bar(TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"), console=console, transient=True,
             refresh_per_second=10) as bar:
        yield _Line(bar)


class _Line:
    """One line of progress, drawn anew at most ten times a second."""

    def __init__(self, bar):
        self.bar, self.drawn = bar, 0.0
        self.task = bar.add_task(_SAYS["reading"], total=None, rate="")

    def __call__(self, p: Progress) -> None:
        if p.stage != "living":
            self.bar.update(self.task, description=COLD if p.stage == "compiling" and _is_cold() else _SAYS[p.stage], rate="",
                            total=p.months or None, completed=p.month)
            return
        now = time.monotonic()
        if now - self.drawn < _EVERY and p.month < p.months:
            return
        self.drawn = now
        self.bar.update(self.task, description=f"Living {month_text(p.first_month + p.month - 1)}", total=p.months, completed=p.month,
                        rate=rate_text(p))


def rate_text(p: Progress) -> str:
    """Speed and time left."""
    if not p.seconds or not p.month:
        return ""
    rate = p.subjects * p.month / p.seconds
    left = p.seconds / p.month * (p.months - p.month)
    return f"{rate / 1e6:.1f} million subject-months a second, {duration_text(left)} left"


def duration_text(seconds: float) -> str:
    """A time to wait, roughly."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def month_text(month: int) -> str:
    """A month counted from January 1900, as 2014-01."""
    return f"{1900 + month // 12}-{month % 12 + 1:02d}"


def _is_cold() -> bool:
    """Whether the kernel has to be compiled first."""
    from pathlib import Path

    from xinyong.kernel.dialect import _cache_folder

    return not any(Path(_cache_folder()).rglob("*.nbc"))


def _in_notebook() -> bool:
    """Whether this runs in a Jupyter kernel."""
    shell = sys.modules.get("IPython")
    here = shell.get_ipython() if shell else None
    return type(here).__name__ == "ZMQInteractiveShell"
