"""A run's report: one HTML file that opens offline.

Each module of a section asks the run's tables (grades, acts, measures, mistakes) or the rules' names (regimes, grounds), and gives exhibits; `charts` draws
them, `download` makes them CSV, `page` puts them into one file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from xinyong.errors import RunError
from xinyong.run.kept import KeptRun
from xinyong.run.trouble import reason_of
from xinyong.study.report import acts, grades, grounds, measures, mistakes, places, regimes
from xinyong.study.report.exhibit import Section
from xinyong.study.report.material import Material
from xinyong.study.report.page import render
from xinyong.study.report.words import Words

_SECTIONS = (regimes.regimes, grades.grades, grades.flows, acts.acts, grades.spells, acts.groups, measures.measures, measures.lists, places.places, mistakes.mistakes,
             mistakes.offices, grounds.law)


def sections(run: KeptRun, *, lang: str = "en") -> list[Section]:
    """A report's sections with their findings, charts and tables, in order."""
    return _made(Material(run, Words(lang)))


def _made(m: Material) -> list[Section]:
    return [make(m) for make in _SECTIONS]


def write_report(run: KeptRun, out: str | Path, *, lang: str = "en", told: Callable[[str], None] = lambda _: None) -> Path:
    """Write a run's report as one HTML file, whole or not at all; a file of that name is replaced.

    lang: en or zh. told: called with what is being done. RunError where the file cannot be written.
    """
    path = Path(out)
    if path.resolve() == run.path.resolve():
        raise RunError(f"{path} is the run itself: choose another --out.")
    ready_to_write(path)
    m = Material(run, Words(lang))
    told(m.w("reading the run's tables", "读取运行表格"))
    return write_page(path, render(m, _made(m), told))


def ready_to_write(path: Path) -> None:
    """RunError where a page cannot be written there: asked before the minutes of work that it takes to make one."""
    _written(path, "", keep=False)


def write_page(path: Path, text: str) -> Path:
    """Write a page, whole or not at all. RunError where that fails."""
    return _written(path, text, keep=True)


def _written(path: Path, text: str, *, keep: bool) -> Path:
    if path.is_dir():
        raise RunError(f"{path} is a folder: choose a file with --out, such as {path / 'report.html'}.")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        if keep:
            os.replace(part, path)
    except OSError as error:
        raise RunError(reason_of(error, path)) from None
    finally:
        part.unlink(missing_ok=True)
    return path
