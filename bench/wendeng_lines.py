"""Writes Wendeng's worked cases for the long plain tables from the tables of the text, never from the scheme's files.

`wendeng_lines.csv` holds the lines of both annexes and the heads of articles 10 to 16 in the text's order: the place, what is printed (points, a range, a
grade), the act that stands for the line and the conduct that falls under it. What follows from a line is worked out here by articles 8, 18 and 20.

    python bench/wendeng_lines.py [--check]
"""

from __future__ import annotations

import argparse
import calendar
import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SCHEMES = HERE.parent / "src" / "xinyong" / "data" / "schemes"
START = 1000                                                             # art. 8
BANDS = ((1050, "aaa"), (1030, "aa"), (960, "a"), (850, "b"), (600, "c"))    # art. 8, anything less: D
LOWEST = {"b": 850, "c": 600, "d": 0}                                    # art. 18(7): a direct grade counts as the lowest score of that grade
GRADE_YEARS = {"b": 2, "c": 3, "d": 5}                                   # art. 20(1)
LEVEL_YEARS = {"": 1, "prefecture": 2, "province": 3, "national": 5}     # art. 20(3)
DAY = dt.date(2020, 6, 1)
MEMBERS = {"person": ("other", "{age: 40}"), "organisation": ("business", "{kind: organisation}")}


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day number so many months later, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def grade_of(score: int) -> str:
    """The grade of a score."""
    return next((grade for least, grade in BANDS if score >= least), "d")


def outcomes(line: dict[str, str]) -> list[tuple[str, int, str, int]]:
    """Of a line: how the script says its extent, the score, the grade, the years of its life."""
    printed = line["printed"]
    if printed.startswith("grade "):
        grade = printed.removeprefix("grade ")
        return [("", LOWEST[grade], grade, GRADE_YEARS[grade])]
    ends = re.fullmatch(r"(-?\d+) to (-?\d+)", printed)
    values = [(" severity=0", int(ends[1])), (" severity=999", int(ends[2]))] if ends else [("", int(printed))]
    return [(extent, START + points, grade_of(START + points), LEVEL_YEARS[line["level"]] if points > 0 else 1 if points >= -40 else 2)
            for extent, points in values]


def case(line: dict[str, str]) -> list[str]:
    """One line's case: entered, on its last day, on the day after."""
    name, attributes = MEMBERS[line["of"]]
    tried = [(event, *outcome) for event in line["events"].split(" | ") for outcome in outcomes(line)]
    who = [name if number == 0 else f"{name}-{number + 1}" for number in range(len(tried))]
    expect: dict[dt.date, list[str]] = {}
    for member, (event, _, score, grade, years) in zip(who, tried, strict=True):
        lasts = re.search(r"lasts=(\d+)", event)
        last = months_later(months_later(DAY, int(lasts[1]) if lasts else 0), 12 * years)        # art. 20(5): from the wrong's end
        state = f"{member}.score: {score}, {member}.grade: {grade}, {member}.records: 1"
        for day in (DAY, last):
            expect.setdefault(day, []).append(state)
        expect.setdefault(last + dt.timedelta(days=1), []).append(f"{member}.score: {START}, {member}.grade: a, {member}.records: 0")
    return [f"- name: {line['act']}",
            "  members: {" + ", ".join(f"{member}: {attributes}" for member in who) + "}",
            "  script:",
            *(f'    - "{DAY} {member}: do {event}{extent}"' for member, (event, extent, *_) in zip(who, tried, strict=True)),
            "  expect:",
            *(f"    {day}: {{{', '.join(states)}}}" for day, states in sorted(expect.items())),
            f'  basis: "text {line["text"]} {line["place"]}"']


def steps(act: str, lines: list[dict[str, str]]) -> Iterator[tuple[int, int]]:
    """Of a ladder that the text prints over several lines: what is reached, and its points."""
    for line in lines:
        step = line["level"].removeprefix("step ")
        band = re.fullmatch(r"(\d+)-(\d+) per (\d+)", step)
        if not band:
            yield int(step), int(line["printed"])
        else:
            most = int(line["printed"])
            before = most * (lines.index(line))
            low, unit = int(band[1]) - int(band[1]) % int(band[3]) if before == 0 else int(band[1]) - 1, int(band[3])
            first = unit if before == 0 else low + unit
            yield from ((first + unit * number, before + number + 1) for number in range(most))


def ladder(act: str, lines: list[dict[str, str]]) -> list[str]:
    """A ladder's cases: each step just reached and just missed, ten subjects a case."""
    text = []
    name, attributes = MEMBERS[lines[0]["of"]]
    tried = []
    below = 0
    for reached, points in steps(act, lines):
        tried += [(reached, points), (reached - 1, below)]
        below = points
    for begin in range(0, len(tried), 10):
        some = tried[begin:begin + 10]
        who = [name if number == 0 else f"{name}-{number + 1}" for number in range(len(some))]
        text += [f"- name: {act} from {some[0][0]} to {some[-2][0]}",
                 "  members: {" + ", ".join(f"{member}: {attributes}" for member in who) + "}",
                 "  script:",
                 *(f'    - "{DAY} {member}: enter {act} amount={amount}"' for member, (amount, _) in zip(who, some, strict=True)),
                 "  expect:",
                 f"    {DAY}: {{{', '.join(f'{member}.score: {START + points}' for member, (_, points) in zip(who, some, strict=True))}}}",
                 f'  basis: "text {lines[0]["text"]} {lines[0]["place"]}"']
    return text


def files() -> dict[Path, str]:
    """The files of worked cases and what they hold."""
    with (HERE / "wendeng_lines.csv").open(encoding="utf-8", newline="") as table:
        lines = list(csv.DictReader(table))
    plain = [line for line in lines if line["events"]]
    ladders: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        if line["level"].startswith("step "):
            ladders.setdefault(line["act"], []).append(line)
    made = "Made by bench/wendeng_lines.py from the tables of the text, not by hand."
    folder = SCHEMES / "wendeng" / "tests"
    written = {folder / f"lines-{of}s.yaml": [f"# Every plain line for {of}s: points or grade, last day, end. {made}",
                                               *(text for line in plain if line["of"] == of for text in case(line))]
               for of in MEMBERS}
    written[folder / "lines-ladders.yaml"] = [f"# Every step of the ladders: just reached and just missed. {made}",
                                              *(text for act, some in ladders.items() for text in ladder(act, some))]
    return {path: "\n".join(text) + "\n" for path, text in written.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if a file is not what would be written")
    options = parser.parse_args()
    stale = [path for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if not options.check:
            path.write_text(files()[path], "utf-8")
        print(path.relative_to(HERE.parent))
    raise SystemExit(bool(options.check and stale))


if __name__ == "__main__":
    main()
