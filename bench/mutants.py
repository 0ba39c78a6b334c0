"""Changes one number of a scheme at a time and asks whether a check or a worked case notices.

A number is one of points, caps, ladders, borders, lives, terms, conditions, amounts, clocks or first days; a date moves by a day, any other number by one of
its last digit. A mutant that does not check counts as noticed. Those that live are told with their place. Ends with 1 if more than one in ten live.

    python bench/mutants.py [rongcheng] [--mutants 300] [--seed 1] [--all]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xinyong.errors import SchemeError
from xinyong.life.scratch import TR_ENTERED
from xinyong.record.cases import Letter
from xinyong.scheme.builtin import find_scheme
from xinyong.scheme.problems import Problems
from xinyong.scheme.read import read_scheme_files
from xinyong.scheme.source import File, Mapping, Sequence, Text, read_csv, read_yaml

COLUMNS = {"acts.csv": ("when", "points", "per", "cap", "grade_for", "counts_for", "from", "to"),
           "measures.csv": ("amount", "when", "from", "to")}
FIELDS = ("start", "floor", "ceiling", "repeat", "factor", "when", "for", "cap", "reached", "at_least", "term", "open_for", "after", "decided_within",
          "cost", "from", "to", "bands", "consent", "transitions")
NUMBER = re.compile(r"(?<![\w.-])(\d{4}-\d\d-\d\d|-?\d+(?:\.\d+)?)(?![\w.-])")
MOST_LIVING = 0.1


@dataclass(frozen=True)
class Mutant:
    """One number of one file, and what is written in its place."""

    file: str
    line: int
    column: int
    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.field}: {self.old} for {self.new}"


def numbers(texts: dict[str, str]) -> Iterator[Mutant]:
    """Every number of a scheme's rules."""
    for file in COLUMNS:
        if file in texts:
            for row in read_csv(file, texts[file].encode(), Problems(), columns=texts[file].split("\n", 1)[0].split(",")):
                yield from (each for column in COLUMNS[file] if column in row.items for each in _in(file, column, row.items[column]))
    for file in ("scheme.yaml", "lists.yaml", "remedies.yaml"):
        if file in texts:
            yield from _within(file, "", read_yaml(file, texts[file].encode(), Problems()))


def _within(file: str, field: str, node) -> Iterator[Mutant]:
    if isinstance(node, Mapping):
        for key, value in node.items.items():
            named = key if key in FIELDS else field if key[:1].isdigit() else ""
            if field in FIELDS and key[:1].isdigit():
                yield from _in(file, field, node.keys[key])
            yield from _within(file, named or (field if isinstance(value, Mapping | Sequence) and key not in ("label", "keeper") else ""), value)
    elif isinstance(node, Sequence):
        for each in node.items:
            yield from _within(file, field, each)
    elif isinstance(node, Text) and field in FIELDS:
        yield from _in(file, field, node)


def _in(file: str, field: str, cell: Text) -> Iterator[Mutant]:
    for found in NUMBER.finditer(cell.value):
        place = cell.at(found.start())
        yield Mutant(file, place.line, place.column, field, found[0], _other(found[0]))


def _other(number: str) -> str:
    if number.count("-") == 2:
        return str(dt.date.fromisoformat(number) + dt.timedelta(days=1))
    whole, dot, part = number.partition(".")
    if dot:
        return f"{whole}.{str(int(part) + 1).zfill(len(part))}" if set(part) != {"9"} else f"{whole}.{part[:-1]}8"
    return str(int(whole) - 1 if whole.startswith("-") else int(whole) + 1)


class Judge:
    """A scheme's cases, those first that enter the act whose row was changed."""

    def __init__(self, scheme):
        self.scheme = scheme
        self.rules = {file: text for file, text in scheme.text.items() if not file.startswith("tests/")}
        self.by_line: dict[int, list[int]] = {}
        for number, life in enumerate(Letter(scheme).live_all()):
            assert not life.failures, "the scheme's own cases must pass first"
            for act in {row[3] for row in life.trace.tolist() if row[1] == TR_ENTERED}:
                self.by_line.setdefault(scheme.acts[act].place.line, []).append(number)

    def notices(self, mutant: Mutant) -> str:
        """What notices a mutant: `check`, `case`, or nothing."""
        text = self.rules[mutant.file]
        at = File(mutant.file, text).offset(mutant.line, mutant.column)
        assert text.startswith(mutant.old, at), mutant
        changed = self.rules | {mutant.file: text[:at] + mutant.new + text[at + len(mutant.old):]}
        try:
            letter = Letter(replace(read_scheme_files(changed, name=self.scheme.folder, id=self.scheme.id), cases=self.scheme.cases))
        except SchemeError:
            return "check"
        first = self.by_line.get(mutant.line, []) if mutant.file == "acts.csv" else []
        order = dict.fromkeys([*first, *range(len(self.scheme.cases))])
        return "case" if any(letter.live(self.scheme.cases[number]).failures for number in order) else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scheme", nargs="?", default="rongcheng")
    parser.add_argument("--mutants", type=int, default=300, help="how many, dealt at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every number")
    options = parser.parse_args()
    scheme = find_scheme(options.scheme)
    mutants = sorted(set(numbers(scheme.text)), key=str)
    tried = mutants if options.all else random.Random(options.seed).sample(mutants, min(options.mutants, len(mutants)))
    began = time.perf_counter()
    judge = Judge(scheme)
    results = [(mutant, judge.notices(mutant)) for mutant in tried]
    living = [mutant for mutant, by in results if not by]
    for mutant in sorted(living, key=lambda mutant: (mutant.file, mutant.line, mutant.column)):
        print(mutant)
    print(json.dumps({"scheme": scheme.id, "numbers": len(mutants), "tried": len(tried), "by": Counter(by or "nothing" for _, by in results),
                      "living_share": round(len(living) / max(1, len(tried)), 4), "seconds": round(time.perf_counter() - began, 1)}))
    raise SystemExit(len(living) > MOST_LIVING * len(tried))


if __name__ == "__main__":
    main()
