"""`xinyong check`, `schemes` and `worlds`: what rules there are, and what is wrong with them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from xinyong.cli.output import (
    complete_rules,
    console,
    emit_json,
    examples,
    json_option,
    next_step,
    progress,
    shell_word,
)
from xinyong.errors import Problem, RunError


@click.command(epilog=examples(
    "xinyong check rongcheng            the built-in world and its schemes",
    "xinyong check ./my-scheme          a folder with scheme.yaml or world.yaml",
    "xinyong check ./schemes --json     every scheme and world in a folder",
    "xinyong check wendeng --closed-lists         what lies outside the national lists of 2021 and after",
    "xinyong check court-defaulters --dead-ends   lives that run into a standing and do not get out"))
@click.argument("rules", metavar="SCHEME|WORLD|FOLDER", shell_complete=complete_rules)
@click.option("--dead-ends", "living", is_flag=True, help="Also live into every standing of the schemes, and tell those without a way out, or with none but money.")
@click.option("--closed-lists", "closed", is_flag=True, help="Also tell what lies outside China's national lists of what may be recorded and which measures exist.")
@json_option
def check(rules: str, living: bool, closed: bool, as_json: bool) -> int:
    """Tell all errors and warnings in a scheme, a world or a folder of them, as file:line:column.

    Ends with 0 when there is no error, with 1 otherwise. Warnings are no errors; each ends with its id, under which docs/reference/warnings.md explains it.
    """
    if closed and all(kind == "world" for _, kind, _ in targets(rules)):
        raise RunError(f"{rules} is a world, and --closed-lists looks at schemes. {in_force(rules)}")
    checked, problems = check_rules(rules)
    if living and all(p.is_warning for p in problems):
        problems = sorted({*problems, *_dead_ends(rules)})
    if closed and all(p.is_warning for p in problems):
        problems = sorted({*problems, *_outside_lists(rules)})
    errors = sum(not p.is_warning for p in problems)
    if as_json:
        emit_json({"checked": checked, "errors": errors, "warnings": len(problems) - errors, "problems": [p.to_dict() for p in problems]})
        return 1 if errors else 0
    for problem in problems:
        print(problem)
    print(f"{', '.join(checked)}: {_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}.")
    if errors:
        next_step(f"mend {'it' if errors == 1 else 'them'}, then  xinyong check {shell_word(rules)}")
    elif any(kind == "world" for kind in checked.values()):
        next_step(f"xinyong run {shell_word(rules)}")
    else:
        next_step(f"xinyong test {shell_word(rules)}")
    return 1 if errors else 0


def _outside_lists(rules: str) -> list[Problem]:
    """What of the schemes that the argument names lies outside the national closed lists."""
    from xinyong.scheme.closed_lists import outside_closed_lists
    from xinyong.scheme.read import read_scheme

    return [problem for name, kind, target in targets(rules) if kind == "scheme" for problem in outside_closed_lists(read_scheme(target, name=name), name)]


def _dead_ends(rules: str) -> list[Problem]:
    """The dead ends of all schemes that the argument names, but for those that a comment accepts."""
    from xinyong.record.dead_ends import dead_ends
    from xinyong.scheme.accepted import OF_LIVES, accept
    from xinyong.scheme.problems import Problems
    from xinyong.scheme.read import read_scheme

    problems = Problems()
    with progress() as display:
        task = display.add_task("")
        for name, kind, target in targets(rules):
            if kind == "scheme":
                display.update(task, description=f"{name}: compiling (the first time this takes up to a minute)")
                scheme = read_scheme(target, name=name)
                search = dead_ends(scheme, told=lambda what, name=name: display.update(task, description=f"{name}: living into {what}"))
                problems.found += [end.problem() for end in search.found]
                accept(problems, {f"{name}/{file}": text for file, text in scheme.text.items()}, OF_LIVES, complain=False)
    return problems.found


def check_rules(rules: str) -> tuple[dict[str, str], list[Problem]]:
    """What was checked (name -> scheme or world), and every problem found, each once."""
    from xinyong.scheme import check_scheme
    from xinyong.world import check_world

    checked, problems = {}, set()
    for name, kind, target in targets(rules):
        checked[f"{name} ({kind})"] = kind
        found = check_world(target)[1] if kind == "world" else check_scheme(target, name=name)[1]
        problems |= set(found)
    return checked, sorted(problems)


def targets(rules: str) -> list[tuple[str, str, str | Path]]:
    """(how errors call it, scheme or world, where) for all that the argument names."""
    from xinyong.scheme import builtin_schemes, scheme_folder
    from xinyong.world import builtin_worlds

    found: list[tuple[str, str, str | Path]] = []
    if rules in builtin_schemes():
        folder, name = scheme_folder(rules)
        found.append((name, "scheme", folder))
    if rules in builtin_worlds():
        found.append((f"worlds/{rules}", "world", rules))
    if found:
        return found
    path = Path(rules)
    if path.is_dir():
        beside = [path, *sorted(p for p in path.iterdir() if p.is_dir() and not p.name.startswith("."))]
        found = [(str(p), kind, p) for p in beside for kind in ("scheme", "world") if (p / f"{kind}.yaml").is_file()]
        if found:
            return found
        raise RunError(f"{rules} holds no scheme.yaml and no world.yaml, and neither does a folder in it.")
    from xinyong.scheme.problems import suggest

    known = sorted({*builtin_schemes(), *builtin_worlds()})
    raise RunError(f"There is no scheme, world or folder {rules}. {suggest(rules, known) or 'Built in: ' + ', '.join(known) + '.'}")


def in_force(world: str | Path) -> str:
    """The schemes in force in a world, as a hint to somebody who named it where a scheme is asked for."""
    from xinyong.world import check_world

    found, _ = check_world(world, variants=False)
    return f"In force in it: {', '.join(scheme.id for scheme in found.schemes)}." if found else f"Look at it first: xinyong check {world}"


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


@click.command(epilog=examples("xinyong schema --out .xinyong-schema     one file for each kind of YAML file", "xinyong schema --json"))
@click.option("--out", metavar="FOLDER", help="Folder to write them into; files of the same names are replaced.")
@json_option
def schema(out: str | None, as_json: bool) -> None:
    """Give the JSON Schemas of the YAML rule files, by which editors complete and underline.

    With an editor that knows the YAML language server (VS Code: the extension YAML), put the lines that this prints into its settings.
    """
    from xinyong.scheme.json_schema import FILES, json_schema

    if as_json or not out:
        emit_json({file: json_schema(file) for file in FILES})
        return
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    names = {file: f"{file.split('.')[0].split('/')[0]}.schema.json" for file in FILES}
    for file, name in names.items():
        (folder / name).write_text(json.dumps(json_schema(file), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{folder}: {len(names)} schemas. For the settings of an editor:")
    print(json.dumps({"yaml.schemas": {str(folder / name) if folder.is_absolute() else f"./{folder / name}": f"**/{file}" for file, name in names.items()}}, indent=2))
    next_step("xinyong check FOLDER     tells the rest")


# --- what is there ----------------------------------------------------------------------------------------------------

@click.command(epilog=examples("xinyong schemes", "xinyong schemes --json"))
@json_option
def schemes(as_json: bool) -> None:
    """List the built-in schemes, one line each."""
    from xinyong.scheme import builtin_schemes, find_scheme
    from xinyong.scheme.values import date

    rows = []
    for scheme in map(find_scheme, builtin_schemes()):
        acts = len({act.id for act in scheme.acts})
        rows.append({"id": scheme.id, "label": asdict(scheme.label), "keeper": asdict(scheme.keeper), "about": scheme.about,
                     "from": date(scheme.first).isoformat(), "acts": acts, "lists": len(scheme.lists),
                     "measures": len(scheme.measures), "cases": len(scheme.cases),
                     "line": f"{acts} acts, {len(scheme.cases)} worked cases, from {date(scheme.first).year}"})
    _list(rows, as_json, "xinyong check {}")


@click.command(epilog=examples("xinyong worlds", "xinyong worlds --json"))
@json_option
def worlds(as_json: bool) -> None:
    """List the built-in worlds, one line each."""
    from xinyong.scheme.values import date
    from xinyong.world import builtin_worlds, read_world

    rows = []
    for world in map(read_world, builtin_worlds()):
        first, last = date(world.first), date(world.last - 1)
        rows.append({"id": world.id, "label": asdict(world.label), "about": world.about, "people": world.people,
                     "from": first.isoformat(), "to": date(world.last).isoformat(), "schemes": [s.id for s in world.schemes],
                     "line": f"{world.people:,} people, {first.year} to {last.year}"})
    _list(rows, as_json, "xinyong run {}")


def _list(rows: list[dict], as_json: bool, then: str) -> None:
    """One line each: id, names, what it holds."""
    lines = [row.pop("line") for row in rows]
    if as_json:
        return emit_json(rows)
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for row, line in zip(rows, lines):
        table.add_row(row["id"], row["label"]["en"], row["label"]["zh"], line)
    console().print(table)
    return next_step(then.format(rows[0]["id"]))
