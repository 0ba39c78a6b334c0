"""The rule files as a run keeps them: out of a world, and back to the same world."""

from __future__ import annotations

from xinyong.errors import XinyongError
from xinyong.scheme.model import Scheme
from xinyong.world.folder import APPLIED
from xinyong.world.model import World

Inputs = dict[tuple[str, str, str], str]
"""(world or scheme, id, file) -> exact text."""


def inputs_of(world: World) -> Inputs:
    """The exact rule files of a world and its schemes."""
    found = {("world", world.id, file): text for file, text in world.text.items()}
    for scheme in world.schemes:
        found |= {("scheme", scheme.id, file): text for file, text in scheme.text.items()}
    return found


def world_from(inputs: Inputs) -> World:
    """The world that was kept."""
    from xinyong.world import read_world_files

    own, schemes, name = {}, {}, ""
    for (part, id, file), text in inputs.items():
        if part == "world":
            own[file], name = text, id
        else:
            schemes.setdefault(id, {})[file] = text
    return read_world_files(own, schemes, name=f"worlds/{name}")


def with_scheme(inputs: Inputs, scheme: Scheme) -> Inputs:
    """The same rule files with another text of one scheme; XinyongError where the world has no scheme of that id."""
    ids = sorted({id for part, id, _ in inputs if part == "scheme"})
    if scheme.id not in ids:
        raise XinyongError(f"scheme: the world has no scheme {scheme.id} that another could take the place of. It has: {', '.join(ids) or 'none'}.")
    kept = {key: text for key, text in inputs.items() if key[:2] != ("scheme", scheme.id)}
    return kept | {("scheme", scheme.id, file): text for file, text in scheme.text.items()}


def changed_files(before: Inputs, now: Inputs) -> list[str]:
    """Which rule files differ, worked cases aside."""
    keys = sorted(k for k in before.keys() | now.keys() if not k[2].startswith("tests/"))
    return [f"{part}s/{id}/{file}" for part, id, file in keys if before.get((part, id, file)) != now.get((part, id, file))]


def variants_of(world: World) -> list[str]:
    """The variants that were applied, in order."""
    numbered = [file.removeprefix(APPLIED).partition("-") for file in world.text if file.startswith(APPLIED)]
    return [name.removesuffix(".yaml") for _, _, name in sorted(numbered, key=lambda part: int(part[0]))]
