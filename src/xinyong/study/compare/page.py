"""A comparison as one HTML file that opens offline."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from xinyong.study.compare.comparison import Comparison
from xinyong.study.compare.systems import Systems
from xinyong.study.compare.tables import head, most_changed, of_systems, of_variant
from xinyong.study.report import write_page
from xinyong.study.report.page import SHARED_STYLE
from xinyong.study.report.words import Words
from xinyong.version import VERSION


def write_comparison(found: Comparison, path: str | Path, *, lang: str = "en") -> Path:
    """Write what variants change. RunError where the file cannot be written."""
    w = Words(lang)
    parts = [{"title": f"{found.label(v, lang)} ({v})", "files": found.rules(v), "tables": [*of_variant(found, v, w), most_changed(found, v, w)]} for v in found.variants]
    return write_page(Path(path), _page(found, parts, w))


def write_systems(found: Systems, path: str | Path, *, lang: str = "en") -> Path:
    """Write what the systems of a world do. RunError where the file cannot be written."""
    w = Words(lang)
    return write_page(Path(path), _page(found, [{"title": "", "files": [], "tables": of_systems(found, w)}], w))


def _page(found: Comparison | Systems, parts: list[dict], w: Words) -> str:
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    title = w(found.world.label.en, found.world.label.zh)
    return environment.get_template("compare.html").render(w=w, title=title, lines=head(found, w), parts=parts, version=VERSION, style=Markup(SHARED_STYLE.read_text("utf-8")))
