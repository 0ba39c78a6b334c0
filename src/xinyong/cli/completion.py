"""`xinyong completion`: the script by which a shell completes commands, options, worlds and runs."""

from __future__ import annotations

import click

from xinyong.cli.output import examples


@click.command(epilog=examples(
    'eval "$(xinyong completion bash)"                                     for this shell; into ~/.bashrc for every one',
    'eval "$(xinyong completion zsh)"                                      the same for zsh, in ~/.zshrc',
    "xinyong completion fish > ~/.config/fish/completions/xinyong.fish"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options, worlds and run files in SHELL."""
    from click.shell_completion import get_completion_class

    from xinyong.cli import xinyong

    print(get_completion_class(shell)(xinyong, {}, "xinyong", "_XINYONG_COMPLETE").source())
