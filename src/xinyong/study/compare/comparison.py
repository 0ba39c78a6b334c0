"""A world and its variants over several seeds: same people, same luck, one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xinyong.errors import XinyongError
from xinyong.study.compare.lived import AS_IS, Arm, Sizes, lived
from xinyong.study.compare.pair import Figure, Pair
from xinyong.study.compare.people import SHOWN, People, people
from xinyong.study.compare.spread import Spread

LOOKED = 300
"""Households looked at person by person, for each variant and seed."""
CLASS = {"en": "depends on assumptions", "zh": "取决于假设"}
PEOPLE_FIGURES = {
    "changed": ("subjects whose life differs", "人生不同者", "percent"), "fewer": ("restricted on fewer days", "受限天数减少者", "percent"),
    "more": ("restricted on more days", "受限天数增加者", "percent"), "restricted_days": ("days restricted a year, per subject", "人均每年受限天数", "days"),
}
"""What is asked person by person: English, Chinese, unit."""


@dataclass(frozen=True)
class Difference:
    """One figure as it is and under a variant; `change` is the mean of the differences seed by seed, with its interval."""

    figure: Figure
    as_is: Spread
    variant: Spread
    change: Spread

    def to_dict(self) -> dict:
        f = self.figure
        return {"metric": f.key, "group": f.group, "scheme": f.scheme or None, "kind": f.kind or None, "label": {"en": f.label_en, "zh": f.label_zh}, "unit": f.unit,
                "as_is": self.as_is.to_dict(), "variant": self.variant.to_dict(), "change": self.change.to_dict(), "sure": self.change.is_sure}


@dataclass
class Seen:
    """What is kept of the pairs of runs of one variant, a value a seed."""

    arm: Arm
    figures: dict[str, Figure]
    values: dict[str, list[tuple[float | None, float | None]]]
    people: list[dict]
    most: list[dict]
    rules: list[str]


class Comparison:
    """What a world's variants change. SYNTHETIC, and in this model.

    `metrics_df`: every figure of every variant and of the world as it is, mean and 95 % interval over seeds; `difference(variant)`: the differences,
    paired by seed; `people(variant)`: paired by person; `most_changed(variant)`: the ten whose lives change most; `report(path)`: all of it as a page.
    """

    def __init__(self, arms: list[Arm], size: Sizes, seen: dict[str, Seen], months: int):
        self.world, self.arms, self.size, self.months, self._seen = arms[0].world, arms, size, months, seen

    @property
    def variants(self) -> list[str]:
        return list(self._seen)

    def _of(self, variant: str) -> Seen:
        found = self._seen.get(variant) or self._seen.get(Path(variant).stem)
        if found is None:
            raise XinyongError(f"{variant} was not compared. There is: {', '.join(self.variants)}.")
        return found

    def differences(self, variant: str) -> list[Difference]:
        """Every figure, in the order of its groups."""
        seen = self._of(variant)
        return [Difference(figure, Spread.of([a for a, _ in pairs]), Spread.of([b for _, b in pairs]),
                           Spread.of([None if a is None or b is None else b - a for a, b in pairs]))
                for key, figure in seen.figures.items() for pairs in (seen.values[key],)]

    def difference(self, variant: str):
        """What a variant changes: a Polars frame, a row a figure; `low` and `high` are the 95 % interval of `change` over seeds."""
        import polars as pl

        return pl.DataFrame([{"metric": d.figure.key, "scheme": d.figure.scheme, "label_en": d.figure.label_en, "label_zh": d.figure.label_zh, "unit": d.figure.unit,
                              "as_is": d.as_is.mean, "variant": d.variant.mean, "change": d.change.mean, "low": d.change.low, "high": d.change.high,
                              "seeds": d.change.seeds} for d in self.differences(variant)], infer_schema_length=None)

    @cached_property
    def metrics_df(self):
        """Every figure of the world as it is and under each variant: a Polars frame; `low` and `high` are 95 % intervals over seeds."""
        import polars as pl

        rows = []
        for number, name in enumerate(self._seen):
            for d in self.differences(name):
                sides = ([(AS_IS, d.as_is)] if number == 0 else []) + [(name, d.variant)]
                rows += [{"variant": side, "metric": d.figure.key, "scheme": d.figure.scheme, "label_en": d.figure.label_en, "label_zh": d.figure.label_zh,
                          "unit": d.figure.unit} | s.to_dict() for side, s in sides]
        return pl.DataFrame(rows, infer_schema_length=None)

    def people(self, variant: str) -> dict[str, Spread]:
        """Person by person (`PEOPLE_FIGURES`), over seeds; of those who were looked at."""
        return {name: Spread.of([each[name] for each in self._of(variant).people]) for name in PEOPLE_FIGURES}

    def looked(self, variant: str) -> int:
        """Subjects whose two lives were laid side by side, of all seeds."""
        return sum(each["looked"] for each in self._of(variant).people)

    def most_changed(self, variant: str) -> list[dict]:
        """The ten whose lives change most, of all seeds: code and seed, days with another score or grade, days restricted, who it is before and after."""
        return self._of(variant).most

    def rules(self, variant: str) -> list[str]:
        """The rule files that differ."""
        return self._of(variant).rules

    def label(self, variant: str, lang: str = "en") -> str:
        return self._of(variant).arm.label[lang]

    def report(self, path: str | Path, *, lang: str = "en") -> Path:
        """Write all of it as one HTML file that opens offline; a file of that name is replaced. RunError where it cannot be written."""
        from xinyong.study.compare.page import write_comparison

        return write_comparison(self, path, lang=lang)

    def to_dict(self) -> dict:
        """As `xinyong compare --json` prints it."""
        return {
            "synthetic": True, "class": CLASS["en"], "world": self.world.id, "people": self.size.people, "months": self.months, "seeds": self.size.seeds, "interval": "95 % (Student), over seeds",
            "variants": [{
                "variant": name, "label": seen.arm.label, "rules": seen.rules, "differences": [d.to_dict() for d in self.differences(name)],
                "people": {"looked": self.looked(name)} | {key: spread.to_dict() for key, spread in self.people(name).items()},
                "most_changed": seen.most} for name, seen in self._seen.items()]}

    def __repr__(self) -> str:
        return f"<Comparison {self.world.id} SYNTHETIC: {', '.join(self.variants)}; {self.size.seeds} seeds, {self.size.people:,} people, {self.months} months>"


def compare_variants(arms: list[Arm], size: Sizes, told: Callable[[str], None]) -> Comparison:
    """Live the world as it is and under each variant with each seed, and keep what differs."""
    seen = {arm.name: Seen(arm, {}, {}, [], [], []) for arm in arms[1:]}
    months = 0
    for seed in range(1, size.seeds + 1):
        with lived(arms[0], size, seed, told) as a:
            months = a.months
            for arm in arms[1:]:
                with lived(arm, size, seed, told) as b:
                    told(f"{arm.name}, seed {seed} of {size.seeds}: life beside life")
                    _keep(seen[arm.name], Pair(a, b), seed)
    return Comparison(arms, size, seen, months)


def _keep(seen: Seen, pair: Pair, seed: int) -> None:
    """What one seed's pair of runs shows. A figure that earlier seeds had nothing of was nothing then."""
    for row in (row for rows in pair.rows.values() for row in rows):
        key, absent = row.figure.key, None if row.figure.group == "grades" else 0
        seen.figures.setdefault(key, row.figure)
        seen.values.setdefault(key, [(absent, absent)] * (seed - 1)).append((row.a, row.b))
    for key, pairs in seen.values.items():
        pairs += [(None, None) if seen.figures[key].group == "grades" else (0, 0)] * (seed - len(pairs))
    found = people(pair, units=LOOKED)
    seen.people.append(_share(found, pair))
    seen.most = sorted([*seen.most, *(c.to_dict() for c in found.changed[:SHOWN])], key=lambda c: -c["days"])[:SHOWN]
    seen.rules = pair.rules()


def _share(found: People, pair: Pair) -> dict:
    n = found.looked or 1
    years = max(pair.months, 1) / 12
    return {"looked": found.looked, "changed": 100 * len(found.changed) / n, "fewer": 100 * found.fewer / n, "more": 100 * found.more / n,
            "restricted_days": found.restricted_days / n / years}
