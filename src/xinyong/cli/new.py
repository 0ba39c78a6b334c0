"""`xinyong new`: a scheme, a world or a variant to start from."""

from __future__ import annotations

from pathlib import Path

import click

from xinyong.cli.output import complete_schemes, examples, next_step, shell_word


@click.command(epilog=examples(
    "xinyong new scheme school                   a folder ./school with rules that check, and worked cases that pass",
    "xinyong new world academy --scheme ./school a world in which they are in force",
    "xinyong new world town --in worlds          a world with a small scheme of its own, in ./worlds/town",
    "xinyong new variant gentler --in academy    a file of changes, academy/variants/gentler.yaml"))
@click.argument("kind", type=click.Choice(["scheme", "world", "variant"]), metavar="scheme|world|variant")
@click.argument("name")
@click.option("--in", "folder", metavar="FOLDER", default=".", help="Where to make it; by default here.")
@click.option("--scheme", metavar="SCHEME", shell_complete=complete_schemes, help="The scheme in force in a new world; by default it brings its own.")
def new(kind: str, name: str, folder: str, scheme: str | None) -> None:
    """Make a folder (for a variant a file) to start from: small, commented, and without errors.

    A world gets a row for each kind of conduct, channel, thing and remedy that its scheme names, with numbers that are made up and say so.
    """
    from xinyong.world import start

    if scheme is not None and kind != "world":
        raise click.UsageError("--scheme says which rules are in force in a new world.")
    if kind == "variant":
        path = start.new_variant(name, folder)
        print(f"Made {path.as_posix()}.")
        world = path.parent.parent if path.parent.name == "variants" else None
        next_step(f"xinyong check {shell_word(world.as_posix())}" if world else f"xinyong run WORLD --variant {shell_word(path.as_posix())}")
        return
    path = start.new_scheme(name, folder) if kind == "scheme" else start.new_world(name, folder, scheme=scheme)
    print(f"Made {path.as_posix()}:")
    for file in sorted(p for p in Path(path).rglob("*") if p.is_file()):
        print(f"  {file.relative_to(path).as_posix()}")
    problems = _problems(kind, path)
    for problem in problems:
        print(problem)
    then = "test" if kind == "scheme" else "run"
    next_step(f"mend {'it' if len(problems) == 1 else 'them'}, then  xinyong check {shell_word(path.as_posix())}" if problems else f"xinyong {then} {shell_word(path.as_posix())}")


def _problems(kind: str, path: Path) -> list:
    """What a scheme asks of a world that its template does not know: told, as the folder is there."""
    from xinyong.world import check_world

    return [problem for problem in check_world(path)[1] if not problem.is_warning] if kind == "world" else []
