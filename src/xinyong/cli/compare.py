"""`xinyong compare`: what variants change, or what the systems of a world do with the same conduct."""

from __future__ import annotations

from pathlib import Path

import click

from xinyong.cli.output import (
    complete_worlds,
    console,
    emit_json,
    examples,
    json_option,
    language_option,
    next_step,
    progress,
    shell_word,
)


@click.command(epilog=examples(
    "xinyong compare rongcheng --variant notice-first              the same people told of everything; 5 seeds",
    "xinyong compare rongcheng --variant notice-first --seeds 20   narrower intervals",
    "xinyong compare rongcheng --variant a.yaml --variant b.yaml   each with the world as it is",
    "xinyong compare side-by-side                                  what fifteen systems do with the same conduct",
    "xinyong compare five-cities --seeds 3 --out cities.html       also as a page that opens offline"))
@click.argument("world", shell_complete=complete_worlds)
@click.option("--variant", "variants", multiple=True, metavar="NAME|FILE", help="Change rules or assumptions; may be repeated, each is compared with the world as it is.")
@click.option("--seeds", type=int, metavar="K", help="How many seeds are lived; by default 5.")
@click.option("--people", type=int, metavar="N", help="Persons to mint for each; by default 2,000, or as many as the world has.")
@click.option("--months", type=int, metavar="M", help="Months to live; by default the world's span.")
@click.option("--out", metavar="FILE", help="Also write all of it as one HTML file; a file of that name is replaced.")
@language_option
@json_option
def compare(world, variants, seeds, people, months, out, lang: str, as_json: bool) -> None:
    """Live WORLD with several seeds, as it is and under each variant: the same people, the same luck, one thing changed.

    Differences are paired by seed and person by person; intervals are over seeds. Without --variant: what each system of the world does with the same
    conduct. No run is kept. Everybody is SYNTHETIC.
    """
    from xinyong.study.compare import compare as compared
    from xinyong.study.report import ready_to_write

    if out:
        ready_to_write(Path(out))
    with progress() as display:
        task = display.add_task("")
        found = compared(world, variants, seeds=seeds, people=people, months=months, told=lambda what: display.update(task, description=what))
    path = found.report(out, lang=lang) if out else None
    if as_json:
        emit_json(found.to_dict())
        return
    from xinyong.study.compare.screen import screen

    console().print(screen(found, lang))
    if path:
        print(f"\n{path}: open it in a browser; it needs no network.")
    next_step(_next(found, world, variants))


def _next(found, world: str, variants: tuple) -> str:
    """A life that changes, or the first system's rules, or a page."""
    name = shell_word(world)
    if not variants:
        return f"xinyong run {name} --people {found.size.people}     then look at one person in every system: xinyong record {name}.duckdb"
    most = next((m for v in found.variants for m in found.most_changed(v)), None)
    if most is None:
        return f"xinyong compare {name} --variant {shell_word(variants[0])} --people {10 * found.size.people}     more people: nobody's life differed"
    run = f"xinyong run {name} --people {found.size.people} --months {found.months} --seed {most['seed']} --out seed-{most['seed']}.duckdb"
    return f"{run} && xinyong record seed-{most['seed']}.duckdb {most['code']} --variant {shell_word(variants[0])}"
