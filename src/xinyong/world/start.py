"""A folder to start from: a scheme, a world for a scheme, or a variant, each small, commented and free of errors.

The files are templates under data/new. A world's are filled from the scheme that is in force there: a row for every kind of conduct, thing,
channel, remedy and attribute that the scheme names, each with a made-up number that says it was made up.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from xinyong.errors import XinyongError
from xinyong.scheme import values
from xinyong.scheme.builtin import builtin_schemes, find_scheme
from xinyong.scheme.model import FOREVER, Scheme
from xinyong.scheme.names import attributes_needed, conditions
from xinyong.scheme.problems import shown
from xinyong.scheme.when import Among, Compare, Name, Number, walk, written
from xinyong.world.letter import named_schemes

FIRST_SCHEME = "points"
"""What the scheme is called that a world brings with it when none is named."""
_MONTHS = 24
_RATES = {"bad": 200, "good": 300, "want": 500}
_MOST_OUTCOMES = 8
_MOST_OPTIONS = 100
_GIVEN = ("household", "business", "age-band")


def new_scheme(name: str, folder: str | Path = ".") -> Path:
    """A scheme's folder, made in `folder`. XinyongError where the name is none or something of that name is there."""
    return _made(name, folder, lambda path: _write("scheme", path, id=name, title=_title(name)))


def new_world(name: str, folder: str | Path = ".", *, scheme: str | Path | None = None) -> Path:
    """A world's folder, made in `folder`, with a scheme (a built-in name or a folder) in force, and those that it names; without one it brings its own."""
    def write(path: Path) -> None:
        if scheme is None:
            _write("scheme", path / FIRST_SCHEME, id=FIRST_SCHEME, title=_title(FIRST_SCHEME))
        rules = find_scheme(path / FIRST_SCHEME if scheme is None else scheme)
        others = named_schemes(rules)
        paths = [_path_of(scheme, path), *(_path_of(other.id if other.id in builtin_schemes() else Path(rules.folder).parent / other.id, path) for other in others)]
        _write("world", path, id=name, title=_title(name), schemes=paths, **_filled((rules, *others)))

    if scheme is not None:
        find_scheme(scheme)     # before anything is made
    return _made(name, folder, write)


def new_variant(name: str, folder: str | Path = ".") -> Path:
    """A variant's file: in a world's folder under its variants/, elsewhere in the folder itself."""
    parent = _folder(folder)
    if (parent / "world.yaml").is_file():
        parent = parent / "variants"
        parent.mkdir(exist_ok=True)
    _check_name(name)
    path = parent / f"{name}.yaml"
    _refuse_existing(path)
    path.write_text(_rendered("variant.yaml", id=name, title=_title(name)), encoding="utf-8")
    return path


# --- making -----------------------------------------------------------------------------------------------------------

def _made(name: str, folder: str | Path, write) -> Path:
    """A new folder; nothing is left of it where it cannot be written."""
    _check_name(name)
    path = _folder(folder) / name
    _refuse_existing(path)
    path.mkdir()
    try:
        write(path)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return path


def _check_name(name: str) -> None:
    try:
        values.identifier(name)
    except values.OutOfRange as error:
        raise XinyongError(f"{error.expected} {error.hint}".strip()) from None
    except values.Unreadable as error:
        raise XinyongError(f"'{shown(name)}' is no name: it is in kebab-case (a-z, 0-9, -), beginning with a letter. {error.hint}".strip()) from None


def _folder(folder: str | Path) -> Path:
    path = Path(folder)
    if not path.is_dir():
        raise XinyongError(f"{folder}: no such folder. Make it first, or name another with --in.")
    return path


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise XinyongError(f"{path} is there already; nothing was changed. Choose another name.")


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _path_of(scheme: str | Path | None, world: Path) -> str:
    """How world.yaml names a scheme: a built-in name, or a path from its folder."""
    if scheme is None:
        return f"./{FIRST_SCHEME}"
    if isinstance(scheme, str) and scheme in builtin_schemes():
        return scheme
    path = Path(os.path.relpath(Path(scheme).resolve(), world.resolve())).as_posix()
    return path if "/" in path else f"./{path}"


# --- templates --------------------------------------------------------------------------------------------------------

def _write(kind: str, path: Path, **filled) -> None:
    root = _templates() / kind
    for template in sorted(p for p in root.rglob("*") if p.is_file()):
        inside = template.relative_to(root)
        (path / inside).parent.mkdir(parents=True, exist_ok=True)
        (path / inside).write_text(_rendered(f"{kind}/{inside.as_posix()}", **filled), encoding="utf-8")


def _rendered(template: str, **filled) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(_templates()), undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["words"] = _title
    return environment.get_template(template).render(**filled)


def _templates() -> Path:
    from importlib.resources import files

    return Path(str(files("xinyong") / "data" / "new"))


# --- what schemes ask of a world --------------------------------------------------------------------------------------

def _filled(schemes: tuple[Scheme, ...]) -> dict:
    """What the world's templates need to know of the schemes in force."""
    first, last = _span(schemes)
    acts = [act for scheme in schemes for act in scheme.acts]
    remedies = [remedy for scheme in schemes for remedy in scheme.remedies]
    organisations = any("organisation" in scheme.subjects for scheme in schemes) or any(act.of == "organisation" for act in acts)
    return {
        "first": first, "last": last, "organisations": organisations, "attributes": _attributes(schemes, organisations),
        "places": _named(schemes, "place") or ["east", "west"], "conduct": [*_conduct(schemes), *_wants(schemes)],
        "channels": sorted({act.channel for act in acts if act.channel}), "remedies": sorted({remedy.kind for remedy in remedies}),
        "offices": sorted({remedy.office for remedy in remedies}),
        "notices": ["before", "served"] if any(rule.before for scheme in schemes for rule in scheme.lists) else [],
        "obligations": sorted({id for scheme in schemes for id in scheme.obligations}),
        "consent": [scheme.id for scheme in schemes if any(value.asked != "not asked" for _, value in scheme.consent.values)],
    }


def _span(schemes: tuple[Scheme, ...]) -> tuple[str, str]:
    """Two years from the first month that lies in the schemes' time, or fewer where one ends before."""
    begins = values.date(max(0, *(scheme.first for scheme in schemes)))
    month = begins.year * 12 + begins.month - 1 + (begins.day > 1)
    end = month + _MONTHS
    for scheme in schemes:
        if scheme.last < FOREVER:
            ends = values.date(scheme.last)
            end = max(month + 1, min(end, ends.year * 12 + ends.month - 1))
    return tuple(f"{m // 12:04}-{m % 12 + 1:02}-01" for m in (month, end))


def _attributes(schemes: tuple[Scheme, ...], organisations: bool) -> list[dict]:
    """The attributes that conditions ask for, with values so that each is true of some and false of others."""
    of_firms = set(_asked([act.when for scheme in schemes for act in scheme.acts if act.of == "organisation"]))
    of_firms |= set(_asked([scheme.subjects["organisation"].when for scheme in schemes if "organisation" in scheme.subjects]))
    of_persons = set(_asked([scheme.subjects["person"].when for scheme in schemes if "person" in scheme.subjects]))
    needed: dict[str, dict[str, None]] = {}
    for scheme in schemes:
        for id, named in attributes_needed(scheme).items():
            needed.setdefault(id, {}).update(dict.fromkeys(named))
    found = [{"id": id, "of": "organisation" if organisations and id in of_firms - of_persons else "person", "options": _options(tuple(named))}
             for id, named in needed.items() if id not in _GIVEN]
    if organisations and not any(each["of"] == "organisation" for each in found):
        found.append({"id": "form", "of": "organisation", "options": ["shop", "company"]})      # a firm needs some attribute
    return found


def _options(named: tuple[str, ...]) -> list[str]:
    if set(named) <= {"yes", "no"}:
        return ["no", "yes"]
    if all(value.isdecimal() for value in named):
        numbers = sorted(int(value) for value in named)
        return [f'"{n}"' for n in range(max(0, numbers[0] - 1), numbers[-1] + 2)][:_MOST_OPTIONS]
    return [*named, "other"] if "other" not in named else list(named)


def _asked(some) -> list[str]:
    """The bare names that conditions compare."""
    return [item.path[0] for item, _ in _compared(some) if len(item.path) == 1]


def _named(schemes: tuple[Scheme, ...], attribute: str) -> list[str]:
    """The values with which an attribute is compared somewhere."""
    found = (value for scheme in schemes for item, others in _compared(conditions(scheme)) if item.path == (attribute,) for value in others)
    return list(dict.fromkeys(written(value) for value in found if isinstance(value, (Name, Number))))


def _compared(some):
    """(name, what it is compared with) in conditions."""
    for condition in some:
        for part in walk(condition.tree):
            if isinstance(part, Compare) and isinstance(part.left, Name):
                yield part.left, (part.right,)
            elif isinstance(part, Among) and isinstance(part.item, Name):
                yield part.item, part.values


def _conduct(schemes: tuple[Scheme, ...]):
    scales = {(scheme.id, id): scale for scheme in schemes for id, scale in scheme.scales.items()}
    lines: dict[str, list] = {}
    for scheme in schemes:
        for act in scheme.acts:
            if act.conduct:
                lines.setdefault(act.conduct, []).append((scheme.id, act))
    for id, named in lines.items():
        acts = [act for _, act in named]
        bad = any(act.grade or min(act.points.low, act.points.high) < 0 for act in acts)
        kind = "good" if not bad and any(act.points.kind == "scale" or act.points.low > 0 for act in acts) else "bad"
        ladders = [scales[scheme, act.points.scale] for scheme, act in named if act.points.kind == "scale"]
        yield {"id": id, "of": _of(acts), "kind": kind, "rate": _RATES[kind], "amount": _table(_amounts(acts, ladders)), "lasts": _table(_months(acts))}


def _wants(schemes: tuple[Scheme, ...]):
    wanted: dict[str, list] = {}
    for scheme in schemes:
        for measure in scheme.measures:
            wanted.setdefault(measure.thing, []).append(measure)
    for id, measures in wanted.items():
        yield {"id": id, "of": _of(measures), "kind": "want", "rate": _RATES["want"], "amount": "", "lasts": ""}


def _of(rules) -> str:
    kinds = {rule.of for rule in rules}
    return kinds.pop() if len(kinds) == 1 else "both"


def _amounts(acts, ladders) -> set[int]:
    """Amounts that reach every line: each number that a condition, a ladder or a unit names, and those beside it."""
    found = {n for act in acts for n in _beside(act.when, "amount")} | {act.units * times for act in acts if act.per == "units" for times in (1, 3)}
    return found | {amount for ladder in ladders for amount in ladder.borders if ladder.of == "amount"}


def _months(acts) -> set[int]:
    found = {n for act in acts for n in _beside(act.when, "lasts")}
    return found | {1, 3, 12} if found or any(act.per not in ("act", "units") for act in acts) else found


def _beside(condition, name: str) -> set[int]:
    """The numbers with which something is compared, and their neighbours."""
    numbers = {value.value for item, others in _compared([condition]) if item.path == (name,) for value in others if isinstance(value, Number)}
    return {n + by for n in numbers for by in (-1, 0, 1) if n + by > 0}


def _table(outcomes: set[int]) -> str:
    """Outcomes, equally likely; of many some, the least and the greatest among them."""
    found = sorted(outcomes)
    if len(found) > _MOST_OUTCOMES:
        found = [found[i * (len(found) - 1) // (_MOST_OUTCOMES - 1)] for i in range(_MOST_OUTCOMES)]
    return "|".join(f"{n}:1" for n in found)
