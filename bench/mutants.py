"""Changes one thing of a scheme at a time and asks whether a check or a worked case notices.

A mutant is one number of the rules that is another one (a date moves by a day, any other number by one of its last digit), or one line of the rules that is
left out, with what stands indented under it. Left alone is what says nothing to whoever is judged: ids, labels, what a scheme is about, notes, bases and sources.
What changes nothing is no mutant, and only counted (`same`): a line that states what holds anyway (the compiled rulebook is the same to the bit), and a weight, a bin's points or a
border of a scorecard with which every combination of bins shows the same score and grade, as rounding has it. A mutant that does not check counts as noticed. Those that live are told with their place. Ends with 1 if more than one in ten of either kind live.

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
from itertools import product

from xinyong.errors import SchemeError
from xinyong.life.scratch import TR_ENTERED
from xinyong.record.cases import Letter
from xinyong.scheme.builtin import find_scheme
from xinyong.scheme.names import features
from xinyong.scheme.problems import Problems
from xinyong.scheme.read import read_scheme_files
from xinyong.scheme.source import File, Mapping, Sequence, Text, read_csv, read_yaml

TABLES = ("acts.csv", "measures.csv")
TREES = ("scheme.yaml", "lists.yaml", "remedies.yaml")
SILENT = re.compile(r"id|about|keeper|note|label(_en|_zh)?|basis|.+_basis")
"""Columns and fields that rule nothing."""
NUMBER = re.compile(r"(?<![\w.-])(\d{4}-\d\d-\d\d|-?\d+(?:\.\d+)?)(?![\w.-])")
CARD_FIELDS = ("weight", "points", "at_least")
MOST_LIVING = 0.1


@dataclass(frozen=True)
class Mutant:
    """A number of a file and what is written in its place, or lines (`old`) that are left out."""

    file: str
    line: int
    column: int
    field: str
    old: str
    new: str

    def __str__(self) -> str:
        what = f"{self.old} for {self.new}" if self.new else f"left out: {self.old.strip().splitlines()[0]}"
        return f"{self.file}:{self.line}:{self.column}: {self.field + ': ' if self.field else ''}{what}"


def mutants(texts: dict[str, str]) -> Iterator[Mutant]:
    """Every mutant of a scheme's rules."""
    for file in TABLES:
        if file in texts:
            for row in read_csv(file, texts[file].encode(), Problems(), columns=texts[file].split("\n", 1)[0].split(",")):
                yield from (each for column, cell in row.items.items() if not SILENT.fullmatch(column) for each in _in(file, column, cell))
                yield _left_out(file, texts[file], row.place.line)
    for file in TREES:
        if file in texts:
            tree = read_yaml(file, texts[file].encode(), Problems())
            yield from _within(file, "", tree)
            yield from (_left_out(file, texts[file], line) for line in sorted(set(_lines(tree))))


def _within(file: str, field: str, node) -> Iterator[Mutant]:
    if isinstance(node, Mapping):
        for key, value in node.items.items():
            if not SILENT.fullmatch(key):
                yield from _in(file, field, node.keys[key])
                yield from _within(file, key, value)
    elif isinstance(node, Sequence):
        for each in node.items:
            yield from _within(file, field, each)
    elif isinstance(node, Text):
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


def _lines(node) -> Iterator[int]:
    """Lines on which a field or an item of the rules begins."""
    if isinstance(node, Mapping):
        for key, value in node.items.items():
            if not SILENT.fullmatch(key):
                yield node.keys[key].line
                yield from _lines(value)
    elif isinstance(node, Sequence):
        for each in node.items:
            yield each.place.line
            yield from _lines(each)


def _left_out(file: str, text: str, line: int) -> Mutant:
    """A line and, in a tree, those that are indented deeper."""
    lines = text.splitlines(keepends=True)
    after = line
    if file in TREES:
        deep = _indent(lines[line - 1])
        while after < len(lines) and (not lines[after].strip() or _indent(lines[after]) > deep):
            after += 1
    return Mutant(file, line, 1, "", "".join(lines[line - 1:after]), "")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class Judge:
    """A scheme's cases, those first that enter the act whose row was changed."""

    def __init__(self, scheme):
        self.scheme = scheme
        self.rules = {file: text for file, text in scheme.text.items() if not file.startswith("tests/")}
        self.by_line: dict[int, list[int]] = {}
        letter = Letter(scheme)
        self.array = letter.book.array.tobytes()
        self.cards = list(_cards(scheme))
        for number, life in enumerate(letter.live_all()):
            assert not life.failures, "the scheme's own cases must pass first"
            for act in {row[3] for row in life.trace.tolist() if row[1] == TR_ENTERED}:
                self.by_line.setdefault(scheme.acts[act].place.line, []).append(number)

    def notices(self, mutant: Mutant) -> str:
        """What notices a mutant: `check`, `case`, or `nothing`; `same` where it is none."""
        text = self.rules[mutant.file]
        at = File(mutant.file, text).offset(mutant.line, mutant.column)
        assert text.startswith(mutant.old, at), mutant
        files = self.rules if mutant.new else self.scheme.text          # a case may name what is left out: then the cases are checked too
        changed = files | {mutant.file: text[:at] + mutant.new + text[at + len(mutant.old):]}
        try:
            letter = Letter(replace(read_scheme_files(changed, name=self.scheme.folder, id=self.scheme.id), cases=self.scheme.cases))
        except SchemeError:
            return "check"
        if letter.book.array.tobytes() == self.array:
            return "same"
        if mutant.field in CARD_FIELDS and self.cards and self.cards == list(_cards(letter.scheme)):
            return "same"
        return "case" if any(self._fails(letter, self.scheme.cases[number]) for number in self._order(mutant)) else "nothing"

    def _fails(self, letter: Letter, case) -> bool:
        try:
            return bool(letter.live(case).failures)
        except SchemeError:                         # it says what can no more be said, as that somebody withdraws a consent that nobody asks
            return True

    def _order(self, mutant: Mutant) -> list[int]:
        first = self.by_line.get(mutant.line, []) if mutant.file == "acts.csv" else []
        return list(dict.fromkeys([*first, *range(len(self.scheme.cases))]))


def _cards(scheme) -> Iterator[tuple]:
    """Score and grade of every scorecard, for every combination of bins, on each day on which weights or borders change."""
    for ledger in scheme.ledgers.values():
        if not ledger.card:
            continue
        graded = scheme.grades.bands if scheme.grades and scheme.grades.ledger == ledger.id else None
        days = {day for feature in features(ledger) for day, _ in feature.weight.values} | {day for day, _ in (graded.values if graded else ())}
        for day in sorted(days):
            weights = [_on(feature.weight, day) for feature in features(ledger)]
            for points in product(*([each.points for each in feature.bins] for feature in features(ledger))):
                top, whole = (ledger.card.high - ledger.card.low) * sum(map(int.__mul__, weights, points)), 100 * sum(weights)
                score = ledger.card.low + (2 * top + whole) // (2 * whole)
                yield day, score, next(band.id for band in _on(graded, day) if band.at_least is None or score >= band.at_least) if graded else None


def _on(history, day: int):
    return next(value for since, value in reversed(history.values) if since <= day)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scheme", nargs="?", default="rongcheng")
    parser.add_argument("--mutants", type=int, default=300, help="how many, dealt at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every one")
    options = parser.parse_args()
    scheme = find_scheme(options.scheme)
    every = sorted(set(mutants(scheme.text)), key=str)
    dealt = every if options.all else random.Random(options.seed).sample(every, min(options.mutants, len(every)))
    began = time.perf_counter()
    judge = Judge(scheme)
    results = [(mutant, judge.notices(mutant)) for mutant in dealt]
    living = [mutant for mutant, by in results if by == "nothing"]
    for mutant in sorted(living, key=lambda mutant: (mutant.file, mutant.line, mutant.column)):
        print(mutant)
    kinds = {kind: _summed([by for mutant, by in results if bool(mutant.new) == (kind == "numbers")]) for kind in ("numbers", "lines")}
    print(json.dumps({"scheme": scheme.id, "mutants": len(every), **kinds, "seconds": round(time.perf_counter() - began, 1)}))
    raise SystemExit(any(kind["alive"] > MOST_LIVING * kind["tried"] for kind in kinds.values()))


def _summed(by: list[str]) -> dict:
    tried = len(by) - by.count("same")
    return {"tried": tried, "alive": by.count("nothing"), "alive_share": round(by.count("nothing") / max(1, tried), 4), "by": Counter(by)}


if __name__ == "__main__":
    main()
