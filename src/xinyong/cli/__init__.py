"""The command line: `xinyong COMMAND ...`.

A command's module is imported only when it is called, so that help and completion answer at once. To add a command, add its row to COMMANDS.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from xinyong.errors import SchemeError, XinyongError

COMMANDS = {
    "run": ("xinyong.cli.run:run", "Live a world month by month and keep what came of it in one file."),
    "record": ("xinyong.cli.record:record", "Show one subject's whole record, and why each thing in it happened."),
    "find": ("xinyong.cli.find:find", "Find subjects by what happened to them."),
    "compare": ("xinyong.cli.compare:compare", "Live the same people under other rules, or under many systems, and tell what differs."),
    "report": ("xinyong.cli.report:report", "Write a run's report as one HTML file that opens offline."),
    "portal": ("xinyong.cli.portal:portal", "Serve the portal: all of this in a browser, offline."),
    "cite": ("xinyong.cli.report:cite", "Print what to cite for a run."),
    "check": ("xinyong.cli.rules:check", "Tell all errors and warnings in rules, with file, line and column."),
    "test": ("xinyong.cli.cases:test", "Live the worked cases kept beside the rules."),
    "explain": ("xinyong.cli.explain:explain", "Tell one rule, or a whole scheme, in plain sentences with their sources."),
    "diff": ("xinyong.cli.diff:diff", "Tell what differs between two dates of a scheme, or between two schemes."),
    "punished": ("xinyong.cli.punished:punished", "Tell what schemes punish, by the part of life it is about."),
    "timeline": ("xinyong.cli.timeline:timeline", "Tell what happened when, with sources, and which scheme covers it."),
    "new": ("xinyong.cli.new:new", "Make a scheme, a world or a variant to start from."),
    "schemes": ("xinyong.cli.rules:schemes", "List the built-in schemes, one line each."),
    "worlds": ("xinyong.cli.rules:worlds", "List the built-in worlds, one line each."),
    "schema": ("xinyong.cli.rules:schema", "Give the JSON Schemas of the rule files, for editors."),
    "completion": ("xinyong.cli.completion:completion", "Print the script that completes commands, worlds and runs in a shell."),
}
"""name: (module:function, what it does)."""


class Commands(click.Group):
    """A group whose commands are rows of COMMANDS."""

    def list_commands(self, ctx) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, function = COMMANDS[name][0].split(":")
        return getattr(importlib.import_module(module), function)

    def resolve_command(self, ctx, args):
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(near)}?" if near else f"Commands: {', '.join(COMMANDS)}."
            raise click.UsageError(f"There is no command '{args[0]}'. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx, formatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def shell_complete(self, ctx, incomplete: str):
        from click.shell_completion import CompletionItem

        found = [CompletionItem(n, help=text) for n, (_, text) in COMMANDS.items() if n.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)


def _version(ctx, _parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from xinyong.version import VERSION

        click.echo(f"xinyong {VERSION}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog="""\b
Begin with:
  xinyong run rongcheng             a city lives for ten years under its own rules
  xinyong record rongcheng.duckdb   whom to look at
Every command has examples: xinyong run --help
""")
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and end.")
def xinyong() -> None:
    """Xinyong (信用): an executable model of China's social-credit system.

    The rules are data, every person and firm is SYNTHETIC, and every consequence can be explained.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process: 0 done, 1 the input is wrong or a check failed, 2 the command line is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(_result(arguments))


def _result(arguments: list[str] | None) -> int:
    try:
        code = xinyong.main(arguments, prog_name="xinyong", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("Interrupted.", 130)
    except XinyongError as error:
        return _say(_told(error), 1)
    except BrokenPipeError:     # the reader of our output has gone, e.g. `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _say(f"{error.filename or 'The system'}: {error.strerror or error}.", 1)
    except MemoryError:
        return _say("There is not enough memory: take fewer --people.", 1)


def _told(error: XinyongError) -> str:
    if not isinstance(error, SchemeError):
        return str(error)
    errors = sum(not p.is_warning for p in error.problems)
    return f"{error}\n{errors} error{'' if errors == 1 else 's'}: nothing was run." if errors > 1 else str(error)


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code
