"""Reading a world: its files and those of the schemes in force in it, a `World` or all that is wrong with them out."""

from __future__ import annotations

from collections.abc import Mapping as Named
from pathlib import Path

from xinyong.errors import Problem, SchemeError
from xinyong.scheme.accepted import OF_WORLDS, accept
from xinyong.scheme.fields import found, read_fields
from xinyong.scheme.model import FOREVER, Label
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_cases import read_sources
from xinyong.scheme.source import Mapping
from xinyong.world import build, tables
from xinyong.world.against import check_against
from xinyong.world.check import check_alone, check_spread
from xinyong.world.discretion import check_discretion, with_discretion
from xinyong.world.folder import APPLIED, Documents, load_files, world_folder
from xinyong.world.in_force import Origin, Schemes
from xinyong.world.model import World


def read_world(world: str | Path, *, name: str = "") -> World:
    """The built-in world of that name, or the one in that folder; SchemeError with every problem of it and of its schemes."""
    result, problems = check_world(world, name=name, variants=False)
    return _sound(result, problems)


def check_world(world: str | Path, *, name: str = "", variants: bool = True) -> tuple[World | None, list[Problem]]:
    """A world (None if it does not check) and all errors and warnings of it, of its schemes and, if it checks, of its own variants."""
    path, shown_as = world_folder(world)
    problems = Problems()
    origin = origin_of_folder(path, name or shown_as, problems)
    result, found = check_origin(origin, problems)
    if result is not None and variants:
        from xinyong.world.variant import check_own_variants  # variants are read by reading a world

        found = sorted({*found, *check_own_variants(origin, found)})
    return result, found


def origin_of_folder(path: Path, name: str, problems: Problems) -> Origin:
    """The files of a world's folder; `name`: how errors call it."""
    return Origin(load_files(path, name, problems), name, id=path.resolve().name, path=path)


def find_world(name_or_folder: str | Path) -> World:
    """The built-in world of that name, or the world in that folder."""
    return read_world(name_or_folder)


def read_world_files(files: Named[str, str | bytes], schemes: Named[str, Named[str, str | bytes]], *, name: str = "") -> World:
    """A world from file contents, as a run keeps them in `World.text` and, by id, `Scheme.text`; variants kept there are applied again."""
    from xinyong.world.variant import origin_of_files

    kept = {id: (f"schemes/{id}", contents) for id, contents in schemes.items()}
    return _sound(*check_origin(origin_of_files(files, kept, name or "world"), Problems()))


def _sound(result: World | None, problems: list[Problem]) -> World:
    errors = [p for p in problems if not p.is_warning]
    if errors:
        raise SchemeError(errors)
    assert result is not None
    return result


# --- one pass ---------------------------------------------------------------------------------------------------------

def check_origin(origin: Origin, problems: Problems) -> tuple[World | None, list[Problem]]:
    """Read and check a world and its schemes in one pass."""
    told: list[Problem] = []
    result = _read(origin, problems, told)
    if origin.changes is not None:
        origin.changes.finish(problems)
    if problems.errors or any(not p.is_warning for p in told):
        result = None
    return result, sorted({*problems.sorted(), *told})


def _read(origin: Origin, problems: Problems, told: list[Problem]) -> World | None:
    documents = Documents(origin.changed(origin.files), origin.name, problems)
    head = documents.yaml("world.yaml")
    if not isinstance(head, Mapping):
        if head is not None:
            problems.add(head.place, f"expected the fields of a world, found {found(head)}.", "Begin with 'id: ...'.", rule="value")
        return None
    read = read_fields(head, tables.WORLD, problems, "world")
    written = head.items.get("id")
    if origin.id and read["id"] and read["id"] != origin.id:
        problems.add(written.place, f"id: the folder is called {origin.id}.", f"Write {origin.id} or rename the folder.", rule="id")
    schemes = Schemes(read["schemes"], origin, documents, problems)
    told += schemes.told
    if origin.changes is not None:
        origin.changes.known = schemes.ids
    unread = build.Unread()
    for file, kind in (("places.csv", "place"), ("conduct.csv", "kind of conduct"), ("channels.csv", "channel")):
        if file not in origin.files:
            unread.add_all(kind)
    world, readable = _assemble(read, schemes, origin, documents, unread, problems)
    if readable:
        check_alone(world, documents.where, unread, problems)
        check_against(world, documents.where, unread, problems, complete=schemes.complete)
        check_discretion(world, problems)
    if not problems.errors:
        check_spread(world, documents.where, problems)
    problems.check_citations(world.sources)
    accept(problems, {f"{origin.name}/{file}": text for file, text in world.text.items()}, {} if problems.errors else OF_WORLDS)
    for scheme in world.schemes:
        accept(problems, {f"{scheme.folder}/{file}": text for file, text in scheme.text.items()}, OF_WORLDS, complain=False)
    return world if problems.errors else with_discretion(world)


def _assemble(read: dict, schemes: Schemes, origin: Origin, documents: Documents, unread: build.Unread,
              problems: Problems) -> tuple[World, bool]:
    first, last = read["from"], read["to"]
    readable = first is not None and last is not None
    groups = read["age_groups"]
    attributes = build.attributes(read["attributes"], unread, problems)
    places = build.places(documents.rows("places.csv", tables.PLACES), unread, problems)
    districts = tuple(dict.fromkeys(place.id for place in places))
    members = build.members(documents.rows("households.csv", tables.HOUSEHOLDS), attributes, districts, unread, problems)
    weights = build.weights(documents.rows("population.csv", tables.POPULATION), attributes, districts, unread, problems)
    conduct = build.conduct(documents.rows("conduct.csv", tables.CONDUCT), unread, problems)
    kinds = (*(kind.id for kind in conduct), *sorted(unread.ids("kind of conduct")))
    practice, sources = documents.yaml("practice.yaml"), documents.yaml("sources.yaml")
    world = World(
        id=read["id"] or origin.id, label=read["label"] or Label(""), about=read["about"], first=first or 0, last=last or FOREVER,
        people=read["people"], people_basis=read["people_basis"] or build.NO_BASIS, in_force=tuple(schemes.rows), schemes=schemes.read,
        attributes=attributes, report_by=build.report_by(read["report_by"], attributes, problems), age_groups=groups,
        places=places, weights=weights, members=members, conduct=conduct,
        traits=build.traits(documents.rows("traits.csv", tables.TRAITS), attributes, districts, kinds, groups, unread, problems),
        responses=build.responses(documents.rows("responses.csv", tables.RESPONSES), kinds, problems),
        channels=build.channels(documents.rows("channels.csv", tables.CHANNELS), first or 0, unread, problems),
        practice=build.practice(practice, problems) if practice is not None else build.NO_PRACTICE,
        sources=read_sources(sources, problems) if sources is not None else {},
        variants=origin.variants, folder=origin.name, text=_texts(origin),
    )
    return world, readable and practice is not None


def _texts(origin: Origin) -> dict[str, str]:
    texts = {file: data.decode("utf-8", "replace") for file, data in origin.files.items()}
    if origin.changes is not None:
        texts |= {f"{APPLIED}{number}-{file}": text for number, (file, text) in enumerate(origin.changes.texts, 1)}
    return texts

