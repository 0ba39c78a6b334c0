"""`xinyong test`: live the worked cases kept beside the rules."""

from __future__ import annotations

import time

import click

from xinyong.cli.output import complete_schemes, emit_json, examples, json_option, next_step, progress, shell_word
from xinyong.cli.rules import targets
from xinyong.errors import RunError

_UNTOUCHED_AT_MOST = 40


@click.command(epilog=examples(
    "xinyong test rongcheng               every worked case of the built-in scheme",
    "xinyong test ./my-scheme --coverage  and which rules no case touches",
    "xinyong test ./schemes --json        every scheme in a folder, for a program to read"))
@click.argument("rules", metavar="SCHEME|FOLDER", shell_complete=complete_schemes)
@click.option("--coverage", "covering", is_flag=True, help="Also tell which acts, grades, lists, measures, remedies, ... no case touches.")
@json_option
def test(rules: str, covering: bool, as_json: bool) -> int:
    """Live the worked cases kept beside a scheme's rules (tests/*.yaml) and compare what they come to with what they expect.

    Nothing is drawn: what a case says happens is seen at once, and offices decide on the last lawful day, for who is right.
    Ends with 0 when every case passes, with 1 otherwise.
    """
    schemes = [(name, target) for name, kind, target in targets(rules) if kind == "scheme"]
    if not schemes:
        raise RunError(f"{rules} holds no scheme, only a world. Name one of its schemes, or the folder that holds it.")
    results = [_tested(name, target, covering) for name, target in schemes]
    failed = sum(len(result["failed"]) for result in results)
    if as_json:
        emit_json({"schemes": [result | {"failures": [f.to_dict() for f in result["failures"]]} for result in results]})
        return 1 if failed else 0
    for result in results:
        _print(result)
    if failed:
        next_step(f"mend the rules or the cases, then  xinyong test {shell_word(rules)}")
    else:
        next_step(f"xinyong {'check' if covering else 'test --coverage'} {shell_word(rules)}")
    return 1 if failed else 0


def _tested(name: str, target, covering: bool) -> dict:
    from xinyong.scheme.read import read_scheme

    with progress() as display:
        task = display.add_task(f"{name}: reading")
        scheme = read_scheme(target, name=name)
        display.update(task, description=f"{name}: compiling (the first time this takes up to a minute)")
        from xinyong.record.cases import Letter
        from xinyong.record.coverage import coverage, totals

        began = time.monotonic()
        letter = Letter(scheme)
        lived = []
        for number, life in enumerate(letter.live_all(), 1):
            lived.append(life)
            display.update(task, description=f"{name}: {number} of {len(scheme.cases)} cases")
        failures = sorted((failure for life in lived for failure in life.failures), key=lambda f: (f.place.file, f.place.line, f.place.column))
        failed = list(dict.fromkeys(life.case.name for life in lived if life.failures))
        result = {"scheme": scheme.id, "cases": len(lived), "passed": sum(not life.failures for life in lived), "failed": failed,
                  "failures": failures, "seconds": round(time.monotonic() - began, 3)}
        if covering:
            display.update(task, description=f"{name}: what no case touches")
            result["coverage"] = totals(coverage(letter, lived))
    return result


def _print(result: dict) -> None:
    for failure in result["failures"]:
        print(failure)
    n, failed = result["cases"], result["cases"] - result["passed"]
    if not n:
        print(f"{result['scheme']}: no worked cases. Write some into tests/*.yaml.")
    elif failed:
        print(f"{result['scheme']}: {failed} of {n} worked case{'' if n == 1 else 's'} fail{'s' if failed == 1 else ''} ({result['seconds']:.1f} s).")
    else:
        print(f"{result['scheme']}: {'the one worked case passes' if n == 1 else f'all {n:,} worked cases pass'} ({result['seconds']:.1f} s).")
    for part, counted in result.get("coverage", {}).items():
        if counted["all"]:
            missing = counted["untouched"]
            more = f", and {len(missing) - _UNTOUCHED_AT_MOST} more (--json has all)" if len(missing) > _UNTOUCHED_AT_MOST else ""
            told = f"; no case touches {', '.join(missing[:_UNTOUCHED_AT_MOST])}{more}" if missing else ""
            print(f"  {part}: {counted['touched']} of {counted['all']}{told}.")
