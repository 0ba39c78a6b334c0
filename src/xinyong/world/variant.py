"""Variants: small files of changes to a world's assumptions and its schemes' rules, applied before anything is read.

The world and its schemes are read anew with the changes made in their nodes, so that a changed rule passes every check a written one passes.
"""

from __future__ import annotations

from collections.abc import Mapping as Named
from pathlib import Path

from xinyong.errors import Problem, SchemeError
from xinyong.scheme import values
from xinyong.scheme.fields import Field, day, found, label, read_fields, text
from xinyong.scheme.model import Place
from xinyong.scheme.problems import Problems, suggest
from xinyong.scheme.source import Changed, Mapping, Text, read_bytes, read_yaml
from xinyong.world.change import Change, Missing
from xinyong.world.folder import APPLIED, world_folder
from xinyong.world.in_force import Origin
from xinyong.world.model import World
from xinyong.world.read import check_origin, origin_of_folder

ROOTS = ("schemes", "practice", "channels", "conduct", "responses", "places", "world")
"""What a path may begin with."""
_WITHOUT_IDS = ("population", "households", "traits", "sources")
_OF_SCHEME = {"acts": "acts.csv", "measures": "measures.csv", "lists": "lists.yaml", "remedies": "remedies.yaml"}
_FIELDS = (
    Field("label", label, required=True),
    Field("from", day),
    Field("change", lambda node, name, problems: node, required=True),
    Field("note", text),
)


def apply_variant(world: World | str | Path, *variants: str | Path) -> World:
    """A world under variants, applied one after the other; SchemeError with every problem.

    `world`: one that was read, a built-in name or a folder. `variants`: names of the world's own variants, or files.
    """
    result, problems = check_variant(world, *variants)
    errors = [p for p in problems if not p.is_warning]
    if errors:
        raise SchemeError(errors)
    assert result is not None
    return result


def check_variant(world: World | str | Path, *variants: str | Path) -> tuple[World | None, list[Problem]]:
    """A world under variants (None if it does not check) and all errors and warnings."""
    problems = Problems()
    origin = _origin_of(world, problems)
    changes = origin.changes or Changes(problems)
    for variant in variants:
        path, name = find_variant(origin, variant)
        data = read_bytes(path, name, problems)
        if data is not None:
            changes.read(data, name)
    return check_origin(origin.with_changes(changes), problems)


def check_own_variants(origin: Origin, known: list[Problem]) -> list[Problem]:
    """What is wrong with the variants kept with a world that is itself sound, beyond what is known of it.

    A warning counts if it stands in the variant: what else a reform brings (a channel that sees nothing) is its meaning.
    """
    told: list[Problem] = []
    for id, file in origin.variants.items():
        problems = Problems()
        name = f"{origin.name}/variants/{id}.yaml"
        data = read_bytes(Path(file), name, problems)
        changes = Changes(problems)
        if data is not None:
            changes.read(data, name)
        result, found = check_origin(origin.with_changes(changes), problems)
        told += [problem for problem in found if not problem.is_warning or problem.file == name]
    return [problem for problem in told if problem not in known]


def find_variant(origin: Origin, variant: str | Path) -> tuple[Path, str]:
    """The file of a variant, by the name of one of the world's own or by its path, and how errors call it."""
    name, own = str(variant), origin.variants
    if isinstance(variant, str) and name in own:
        return Path(own[name]), f"{origin.name}/variants/{name}.yaml"
    try:
        if Path(name).is_file():
            return Path(name), name
    except (OSError, ValueError):
        pass
    problems = Problems()
    hint = suggest(name, own) or (f"The world has {', '.join(own)}." if own else "Name a file.")
    problems.add(Place(name, 0, 0), "no such variant or file.", hint, rule="file")
    raise SchemeError(problems.sorted())


def _origin_of(world: World | str | Path, problems: Problems) -> Origin:
    if not isinstance(world, World):
        return origin_of_folder(*world_folder(world), problems)
    origin = origin_of_files(world.text, {s.id: (s.folder, s.text) for s in world.schemes}, world.folder, problems)
    origin.variants = world.variants
    if origin.changes is None:
        origin.unchanged = {scheme.id: (scheme, []) for scheme in world.schemes}
    return origin


def origin_of_files(files: Named[str, str | bytes], schemes: Named[str, tuple[str, Named[str, str | bytes]]], name: str,
                    problems: Problems | None = None) -> Origin:
    """A world out of file contents; variants that were applied to it are applied again."""
    def data(contents: Named[str, str | bytes]) -> dict[str, bytes]:
        return {file: text.encode() if isinstance(text, str) else text for file, text in contents.items()}

    contents = data(files)
    origin = Origin({file: text for file, text in contents.items() if not file.startswith(APPLIED)}, name,
                    schemes={id: (shown, data(kept)) for id, (shown, kept) in schemes.items()})
    applied = [file for file in contents if file.startswith(APPLIED)]
    if applied:
        origin.changes = Changes(problems or Problems())
        for file in sorted(applied, key=_number):
            origin.changes.read(contents[file], file.removeprefix(APPLIED).partition("-")[2])
    return origin


def _number(file: str) -> int:
    number = file.removeprefix(APPLIED).partition("-")[0]
    return int(number) if number.isdigit() else 0


class Changes:
    """All changes of one or several variants, handed to the files they are about."""

    def __init__(self, problems: Problems):
        self.problems = problems
        self.texts: list[tuple[str, str]] = []
        self.known: tuple[str, ...] | None = None       # schemes in force, once world.yaml was read
        self._changes: list[Change] = []
        self._first: dict[str, int] = {}                # when a scheme ("" for the world) begins
        self._failed: set[Change] = set()

    def read(self, data: bytes, name: str) -> None:
        """The changes of one variant file."""
        self.texts.append((name.replace("\\", "/").rsplit("/", 1)[-1], data.decode("utf-8", "replace")))
        node = read_yaml(name, data, self.problems)
        if node is None:
            return
        read = read_fields(node, _FIELDS, self.problems, "variant")
        changes = read["change"]
        if changes is None:
            return
        if not isinstance(changes, Mapping):
            self.problems.add(changes.place, f"change: expected paths with their values, found {found(changes)}.",
                              "Write each as `practice.told.records.share: 100 %`.", rule="value")
            return
        if not changes.items:
            self.problems.warn(node.place_of("change"), "the variant changes nothing.", "Write paths with their values.",
                               rule="changes-nothing")
        for path, value in changes.items.items():
            if isinstance(value, Text) and not value.given:
                self.problems.add(changes.keys[path].place, f"{path}: nothing is written here.", "Write a value, or drop.", rule="missing")
                continue
            self._add(Change(changes.keys[path], value, read["from"]))

    def _add(self, change: Change) -> None:
        root = change.steps[0]
        if root in _WITHOUT_IDS:
            missing = Missing(0, message=f"rows of {root} have no ids, so no path leads to them.", hint="Change the file in a copy of the world.")
        elif root not in ROOTS or len(change.steps) < 2 or "" in change.steps:
            missing = Missing(0 if root not in ROOTS else 1, ROOTS if root not in ROOTS else (),
                              message="" if root not in ROOTS else "the path is cut off.")
        else:
            self._changes.append(change)
            return
        change.wrong(missing, self.problems)

    # ---- while the files are read

    def about(self, scheme: str) -> bool:
        """Whether a scheme is changed."""
        return any(_target(change.steps)[0] == scheme for change in self._changes)

    def on(self, files: Named[str, bytes], scheme: str) -> dict[str, bytes]:
        """File contents that change as they are read."""
        return {file: Changed(data, lambda nodes, file=file: self._apply(scheme, file, nodes)) for file, data in files.items()}

    def _apply(self, scheme: str, file: str, nodes) -> None:
        is_head = file in ("world.yaml", "scheme.yaml") and isinstance(nodes, Mapping)
        if is_head:
            self._first[scheme] = _first_day(nodes)
        for change in self._changes:
            about, wanted, start = _target(change.steps)
            if (about, wanted) != (scheme, file) or change in self._failed:
                continue
            try:
                change.apply(nodes, start, file.partition(".")[0], self._first.get(scheme, values.FIRST_DAY))
            except Missing as missing:
                self._failed.add(change)
                change.wrong(missing, self.problems)
        if is_head:
            self._first[scheme] = _first_day(nodes)

    def finish(self, problems: Problems) -> None:
        """Tell what found nothing to change, and what changed nothing."""
        for change in self._changes:
            if change in self._failed or self.known is None:
                continue
            if not change.applied:
                scheme, file, start = _target(change.steps)
                if scheme and scheme not in self.known:
                    change.wrong(Missing(1, self.known), problems)
                else:
                    change.wrong(Missing(start - 1, message=f"there is no {file}, or it cannot be read."), problems)
            elif not change.altered:
                problems.warn(change.path.place, f"{change.path.value}: already so; this changes nothing.", "Delete the line or correct it.",
                              rule="changes-nothing")


def _target(steps: tuple[str, ...]) -> tuple[str, str, int]:
    """The scheme ("" for the world) and the file a path is about, and the step at which it enters the file."""
    if steps[0] == "schemes":
        file = _OF_SCHEME.get(steps[2]) if len(steps) > 2 else None
        return (steps[1], file, 3) if file else (steps[1], "scheme.yaml", 2)
    return "", f"{steps[0]}.yaml" if steps[0] in ("practice", "world") else f"{steps[0]}.csv", 1


def _first_day(head: Mapping) -> int:
    value = head.items.get("from")
    try:
        return values.day(value.value) if isinstance(value, Text) else values.FIRST_DAY
    except values.Unreadable:
        return values.FIRST_DAY
