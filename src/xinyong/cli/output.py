"""What commands share: where they print, their common options and arguments, and how they end."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

WIDTH_WITHOUT_TERMINAL = 100


def console(*, stderr: bool = False):
    """A Rich console as wide as the terminal; no colour where there is no terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(file=stream, width=width, no_color=not stream.isatty(), highlight=False, soft_wrap=False, emoji=False)


def paragraph(out, text, indent: int = 2, hang: int = 2) -> None:
    """Print text (or a Rich Text) wrapped to the console's width: `indent` columns in, its further lines `hang` more; no spaces at line ends."""
    from rich.text import Text

    text = text if isinstance(text, Text) else Text(text)
    room = max(out.width - indent - hang, 12)
    for number, line in enumerate(text.wrap(out, room)):
        line.rstrip()
        out.print(Text(" " * (indent + hang * (number > 0))) + line)


def emit_json(value) -> None:
    """Print one JSON document; nothing else may go to standard output."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(json.dumps(value, ensure_ascii=plain, indent=2, allow_nan=False, default=_jsonable))


def _jsonable(value):
    """Days as ISO dates, NumPy numbers as numbers, paths as text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    return str(value)


def next_step(text: str) -> None:
    """End a command by naming the next useful one."""
    print(f"\nNext: {text}")


def examples(*lines: str) -> str:
    """A help page's closing examples."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def shell_word(text) -> str:
    """A file's name as it is typed in a shell."""
    import shlex

    return shlex.quote(str(text))


@contextmanager
def progress() -> Iterator:
    """A Rich progress display on standard error while something long is done; hidden where that is no terminal."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = sys.stderr.isatty() and shutil.get_terminal_size().columns > 20
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console(stderr=True),
                  transient=True, disable=not shown) as display:
        yield display


# --- options and arguments --------------------------------------------------------------------------------------------

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead.")
language_option = click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of what is shown.")


def complete_worlds(_ctx, _parameter, incomplete: str):
    """Built-in worlds, then folders."""
    from xinyong.world.folder import builtin_worlds

    return _complete(builtin_worlds(), incomplete)


def complete_schemes(_ctx, _parameter, incomplete: str):
    """Built-in schemes, then folders."""
    from xinyong.scheme.builtin import builtin_schemes

    return _complete(builtin_schemes(), incomplete)


def complete_ids(ctx, _parameter, incomplete: str):
    """What a scheme's rules are called."""
    from click.shell_completion import CompletionItem

    from xinyong.errors import XinyongError
    from xinyong.scheme import find_scheme
    from xinyong.scheme.sentences.telling import known_ids

    try:
        known = known_ids(find_scheme(ctx.params.get("scheme") or ""))
    except (XinyongError, OSError):
        return []
    return [CompletionItem(id) for id in known if id.startswith(incomplete)]


def complete_rules(ctx, parameter, incomplete: str):
    """Built-in schemes and worlds, then folders."""
    from xinyong.scheme.builtin import builtin_schemes
    from xinyong.world.folder import builtin_worlds

    return _complete(sorted({*builtin_schemes(), *builtin_worlds()}), incomplete)


def complete_runs(_ctx, _parameter, incomplete: str):
    """Run files (*.duckdb); where none fits, any file."""
    from glob import escape, glob

    from click.shell_completion import CompletionItem

    found = sorted(glob(escape(incomplete) + "*.duckdb"))
    return [CompletionItem(name) for name in found] or [CompletionItem(incomplete, type="file")]


def _complete(known: list[str], incomplete: str):
    from click.shell_completion import CompletionItem

    found = [CompletionItem(name) for name in known if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="dir")]


world_argument = click.argument("world", shell_complete=complete_worlds)
run_argument = click.argument("run_file", metavar="RUN", shell_complete=complete_runs)
