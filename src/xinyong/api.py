"""The Python interface: worlds and schemes read, runs lived, opened and looked into."""

from __future__ import annotations

from pathlib import Path

from xinyong.run.kept import KeptRun
from xinyong.scheme.model import Scheme
from xinyong.world.model import World


def load_world(world: str | Path, *variants: str | Path) -> World:
    """A world, checked: a built-in name or a folder; under variants, by name or file. SchemeError carries every problem."""
    from xinyong.world import apply_variant, read_world

    return apply_variant(world, *variants) if variants else read_world(world)


def load_scheme(scheme: str | Path) -> Scheme:
    """A scheme, checked: a built-in name or a folder. SchemeError carries every problem."""
    from xinyong.scheme import find_scheme

    return find_scheme(scheme)


class Run(KeptRun):
    """A run: what was kept of it, and everybody in it.

    `months_df`, `grades_df`, `lists_df`, `measures_df`, `acts_df` and one for each other table (`about_tables_df` describes them);
    `find`, `record`, `to_dict`, `to_parquet`, `query`, `frame`. In a notebook it shows itself.
    """

    def find(self, expression: str, *, limit: int = 20, **options) -> list[str]:
        """Codes of the first subjects for whom a condition held at the end of some day, e.g. `score < 950`."""
        from xinyong.record import find

        return find(self, expression, limit=limit, **options)

    def record(self, code: str, **options):
        """One subject's whole record, lived again from the run's file."""
        from xinyong.record import record

        return record(self, code, **options)

    def _repr_html_(self) -> str:
        from html import escape

        grades = "".join(f"<tr><td>{escape(grade or 'no grade')}</td><td style='text-align:right'>{n:,}</td></tr>"
                         for of in self.last_grades.values() for grade, n in of.items())
        r = self.row
        return (f"<div><p><strong>{escape(r['label_en'])}</strong> {escape(r['label_zh'])}: {r['people']:,} people and {r['organisations']:,} "
                f"organisations, {r['months']} months from {r['from_day']}, seed {r['seed']}. <em>SYNTHETIC</em></p>"
                f"<table><thead><tr><th>grade at the end</th><th>subjects</th></tr></thead><tbody>{grades}</tbody></table>"
                f"<p>In this model. File: <code>{escape(str(self.path))}</code></p></div>")


def run(world: World | str | Path | None = None, *, people: int | None = None, months: int | None = None, seed: int | None = None,
        variants=(), threads: int = 0, out: str | Path | None = None, resume: str | Path | None = None, progress=None) -> Run:
    """Live a world month by month and keep the run in one file.

    world: one that was loaded, a built-in name or a folder; may be left out with `resume`.
    people, months: the world's own size and span where not given. seed: of all luck; 1 where not given.
    variants: changes of rules, by name or file. threads: 0 for one a core; they change nothing in the result.
    out: the file; by default the first free one named after the world. resume: a file to go on with.
    progress: called with how far it is; by default a line in terminals and notebooks.

    SchemeError where rules do not check; RunError where the run cannot start, go on or be kept.
    """
    from xinyong.run.run import live

    if progress is not None:
        return Run(live(world, people=people, months=months, seed=seed, variants=variants, threads=threads, out=out, resume=resume,
                        progress=progress))
    from xinyong.run.watch import watching

    with watching() as shown:
        return Run(live(world, people=people, months=months, seed=seed, variants=variants, threads=threads, out=out, resume=resume,
                        progress=shown))


def open_run(path: str | Path) -> Run:
    """A run kept earlier. RunFileError says what is wrong with a file that is none."""
    return Run(path)


def compare(world: World | str | Path, variants=(), *, seeds: int | None = None, people: int | None = None, months: int | None = None, told=lambda _: None):
    """What each variant changes, the same people with the same luck: a Comparison. Without a variant, what the systems of the world do with the same
    conduct: a Systems.

    world: one that was loaded, a built-in name or a folder. variants: names or files, each compared with the world as it is. seeds: how many are lived (5).
    people, months: how much is lived with each (2,000 at most, and the world's span). told: called with what is being done.
    SchemeError where rules do not check; XinyongError where nothing could be compared.
    """
    from xinyong.study.compare import compare as compared

    return compared(world, variants, seeds=seeds, people=people, months=months, told=told)
