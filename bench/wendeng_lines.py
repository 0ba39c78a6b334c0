"""Writes Wendeng's worked cases for the long plain tables from the tables of the texts, never from the schemes' files.

`wendeng_lines.csv` holds the lines of the annexes and the heads that set a grade, in the texts' order: the place, what is printed (points, a range, a grade),
the act that stands for the line and the conduct that falls under it. What follows from a line is worked out here: by articles 8, 18 and 20 of the district's
measures (WD), by articles 23, 24, 26, 29 and 30 of the rural ones (WDR). `wendeng_heads.csv` pairs the lines for organisations with the line of the persons' table
that is read to say the same (WD arts 6 and 18(5)).

    python bench/wendeng_lines.py [--check]
"""

from __future__ import annotations

import argparse
import calendar
import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
SCHEMES = HERE.parent / "src" / "xinyong" / "data" / "schemes"
MADE = "Made by bench/wendeng_lines.py from the tables of the text, not by hand."
DAY = dt.date(2020, 6, 1)
START = Decimal(1000)                                                    # WD art. 8, WDR art. 23
LEVEL_YEARS = {"": 1, "prefecture": 2, "province": 3, "national": 5}     # WD art. 20(3)
VILLAGE_COST = {"grade b": 50, "grade c": 80, "grade d": 100}            # WDR art. 24
DIRECT = {"grade b": (Decimal(850), "b", 2), "grade c": (Decimal(600), "c", 3), "grade d": (Decimal(0), "d", 5)}    # WD arts 18(7) and 20(1)


@dataclass(frozen=True)
class Outcome:
    """What a line brings: how the script says its extent, the score, the grade, the years it lives (0: to the end of the year)."""

    extent: str
    score: Decimal
    grade: str
    years: int


def district_grade(score: Decimal) -> str:
    """WD art. 8."""
    return next((grade for least, grade in ((1050, "aaa"), (1030, "aa"), (960, "a"), (850, "b"), (600, "c")) if score >= least), "d")


def village_stars(score: Decimal) -> str:
    """WDR art. 26: above the figure, not at it."""
    return next((stars for border, stars in ((1060, "five-stars"), (1040, "four-stars"), (1020, "three-stars"), (990, "two-stars"), (800, "one-star"))
                 if score > border), "zero-stars")


def outcomes(line: dict[str, str]) -> list[Outcome]:
    """What follows from a line; of a range both ends."""
    printed, village = line["printed"], line["scheme"] == "wendeng-villages"
    if printed in DIRECT:
        return [Outcome("", *DIRECT[printed])]
    if printed == "zero":                                                # WDR arts 24 and 29
        return [Outcome("", Decimal(0), "zero-stars", 0)]
    ends = re.fullmatch(r"(\S+) to (\S+)", printed)
    values = [(" severity=0", Decimal(ends[1])), (" severity=999", Decimal(ends[2]))] if ends else [("", Decimal(printed))]
    if village:
        return [Outcome(extent, START + points, village_stars(START + points), 0) for extent, points in values]
    return [Outcome(extent, START + points, district_grade(START + points), LEVEL_YEARS[line["level"]] if points > 0 else 1 if points >= -40 else 2)
            for extent, points in values]


def members(line: dict[str, str], number: int) -> list[tuple[str, str]]:
    """So many subjects to whom a line applies: their names and attributes."""
    name, attributes = ("business", "{kind: organisation}") if line["of"] == "organisation" else (
        "head" if line["of"] == "head" else "other", "{age: 40, hukou: rural}" if line["scheme"] == "wendeng-villages" else "{age: 40}")
    return [(name if each == 0 else f"{name}-{each + 1}", attributes) for each in range(number)]


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day number so many months later, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(event: str, years: int) -> dt.date:
    """The last day on which a record counts, from the end of the wrong (WD art. 20(5)) or to the end of its year (WDR art. 30)."""
    lasts = re.search(r"lasts=(\d+)", event)
    end = months_later(DAY, int(lasts[1]) if lasts else 0)
    return months_later(end, 12 * years) if years else dt.date(end.year, 12, 31)


def shown(points: Decimal) -> str:
    """As a case writes it."""
    return str(points.normalize().quantize(Decimal(1)) if points == points.to_integral() else points)


def written(name: str, who: list[tuple[str, str]], script: list[str], expect: dict[dt.date, list[str]], line: dict[str, str]) -> list[str]:
    """A case as it stands in the file."""
    return [f"- name: {name}",
            "  members: {" + ", ".join(f"{member}: {attributes}" for member, attributes in who) + "}",
            "  script:", *(f'    - "{event}"' for event in script),
            "  expect:", *(f"    {day}: {{{', '.join(states)}}}" for day, states in sorted(expect.items())),
            f'  basis: "text {line["text"]} {line["place"]}"']


def case(line: dict[str, str]) -> list[str]:
    """One line's case: entered, on its last day, on the day after."""
    tried = [(event, outcome) for event in line["events"].split(" | ") for outcome in outcomes(line)]
    who = members(line, len(tried))
    rest = "two-stars" if line["scheme"] == "wendeng-villages" else "a"
    expect: dict[dt.date, list[str]] = {}
    script = []
    for (member, _), (event, outcome) in zip(who, tried, strict=True):
        script.append(f"{DAY} {member}: {'' if event.startswith('enter ') else 'do '}{event}{outcome.extent}")
        last = last_day(event, outcome.years)
        for day in (DAY, last):
            expect.setdefault(day, []).append(f"{member}.score: {shown(outcome.score)}, {member}.grade: {outcome.grade}, {member}.records: 1")
        expect.setdefault(last + dt.timedelta(days=1), []).append(f"{member}.score: {shown(START)}, {member}.grade: {rest}, {member}.records: 0")
    return written(f"{line['act']}, {line['printed']}", who, script, expect, line)


def steps(lines: list[dict[str, str]]) -> Iterator[tuple[int, int]]:
    """Of a ladder that the text prints over several lines: what is reached, and its points."""
    before = 0
    for line in lines:
        step = line["level"].removeprefix("step ")
        most = int(line["printed"])
        band = re.fullmatch(r"(\d+)-\d+ per (\d+)", step)
        if not band:
            yield int(step), most
            continue
        low, unit = int(band[1]) - 1 if before else 0, int(band[2])      # 1001-5000 per 400: at 1400, 1800 and so on
        yield from ((low + unit * number, before + number) for number in range(1, most + 1))
        before += most


def ladder(act: str, lines: list[dict[str, str]]) -> list[str]:
    """A ladder's cases: each step just reached and just missed, ten subjects a case."""
    tried, below = [], 0
    for reached, points in steps(lines):
        tried += [(reached, points), (reached - 1, below)]
        below = points
    text = []
    for begin in range(0, len(tried), 10):
        some = tried[begin:begin + 10]
        who = members(lines[0], len(some))
        text += written(f"{act} from {some[0][0]} to {some[-2][0]}", who,
                        [f"{DAY} {member}: enter {act} amount={amount}" for (member, _), (amount, _) in zip(who, some, strict=True)],
                        {DAY: [f"{member}.score: {shown(START + points)}" for (member, _), (_, points) in zip(who, some, strict=True)]}, lines[0])
    return text


def head_case(firm: dict[str, str], head: dict[str, str]) -> list[str]:
    """What a firm does, and what its head gets by the persons' table (WD arts 6 and 18(5)); left to discretion the gravest where the firm's line is too."""
    theirs, his = outcomes(firm)[-1], outcomes(head)
    got = his[-1] if len(outcomes(firm)) > 1 else his[0]
    return written(f"{firm['act']} brings its head {head['act']}", [("head", "{age: 40}"), ("business", "{kind: organisation}")],
                   [f"{DAY} business: do {firm['events'].split(' | ')[0]}{theirs.extent}"],
                   {DAY: [f"business.score: {shown(theirs.score)}, business.grade: {theirs.grade}, score: {shown(got.score)}, grade: {got.grade}, records: 1"]},
                   firm | {"place": f"{firm['place']} and arts 6 and 18(5)"})


def village_cases(lines: list[dict[str, str]]) -> list[str]:
    """What each line that sets a grade in the district costs in the village (WDR art. 24), ten villagers a case."""
    text = []
    for begin in range(0, len(lines), 10):
        some = lines[begin:begin + 10]
        who = members({"of": "person", "scheme": "wendeng-villages"}, len(some))
        scores = [START - VILLAGE_COST[line["printed"]] for line in some]
        text += written(f"in the village, {some[0]['act']} to {some[-1]['act']}", who,
                        [f"{DAY} {member}: enter wendeng.{line['act']}" for (member, _), line in zip(who, some, strict=True)],
                        {DAY: [f"{member}.score: {shown(score)}, {member}.grade: {village_stars(score)}" for (member, _), score in zip(who, scores, strict=True)]},
                        {"text": "WDR", "place": "art. 24"})
    return text


def table() -> list[dict[str, str]]:
    """The lines of the texts."""
    with (HERE / "wendeng_lines.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def files() -> dict[Path, str]:
    """The files of worked cases and what they hold."""
    made: dict[Path, list[str]] = {}
    ladders: dict[tuple[str, str], list[dict[str, str]]] = {}
    for line in table():
        if line["events"]:
            path = SCHEMES / line["scheme"] / "tests" / f"lines-{'organisations' if line['of'] == 'organisation' else 'persons'}.yaml"
            made.setdefault(path, [f"# Every plain line: points or grade, last day, end. {MADE}"]).extend(case(line))
        elif line["level"].startswith("step "):
            ladders.setdefault((line["scheme"], line["act"]), []).append(line)
    for (scheme, act), lines in ladders.items():
        path = SCHEMES / scheme / "tests" / "lines-ladders.yaml"
        made.setdefault(path, [f"# Every step of the ladders: just reached and just missed. {MADE}"]).extend(ladder(act, lines))
    by_act = {line["act"]: line for line in reversed(table()) if line["scheme"] == "wendeng" and line["of"] != "head"}
    with (HERE / "wendeng_heads.csv").open(encoding="utf-8", newline="") as pairs:
        heads = [(by_act[pair["firm"]], by_act[pair["head"]]) for pair in csv.DictReader(pairs)]
    made[SCHEMES / "wendeng" / "tests" / "lines-heads.yaml"] = [f"# What each line for organisations brings the head of the firm. {MADE}", *(
        text for firm, head in heads if firm["events"] for text in head_case(firm, head))]
    grading = [line for line in by_act.values() if line["printed"] in VILLAGE_COST and line["of"] == "person"]
    made[SCHEMES / "wendeng-villages" / "tests" / "lines-district.yaml"] = [f"# What each district line that sets a grade costs in the village. {MADE}",
                                                                            *village_cases(grading[::-1])]
    return {path: "\n".join(text) + "\n" for path, text in made.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if a file is not what would be written")
    options = parser.parse_args()
    stale = {path: text for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        if not options.check:
            path.write_text(text, "utf-8")
        print(path.relative_to(HERE.parent))
    raise SystemExit(bool(options.check and stale))


if __name__ == "__main__":
    main()
