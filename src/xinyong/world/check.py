"""What must hold within a world, whatever schemes are in force: each idea one function of the world and where its parts stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod

from xinyong.scheme import values
from xinyong.scheme.checks import MOST_LISTS
from xinyong.scheme.model import Place
from xinyong.scheme.problems import Problems
from xinyong.world import tables
from xinyong.world.build import Unread
from xinyong.world.model import World
from xinyong.world.rates import check_rates
from xinyong.world.support import check_population

Where = Callable[[object, str], Place]
"""The place of a field of a part of the world: `where(channel, "place")`; with `""` for the part, that of world.yaml's field."""

MOST_PLACES = 10_000
MOST_KINDS = 500
MOST_CHANNELS = 200
MOST_RESPONSES = 24
MOST_AGE_GROUPS = 16
MOST_GROUPS = 4_096
MOST_CLASSES = 32_767


def check_alone(world: World, where: Where, unread: Unread, problems: Problems) -> None:
    """All checks of a world on its own."""
    for check in (_span, _sizes, _ids, _age_groups, _map, _in_force, _channels, _groups, _classes):
        check(world, where, problems)
    _age_band(world, where, unread, problems)
    _places(world, where, unread, problems)
    _households(world, where, unread, problems)
    check_rates(world.conduct, world.traits, world.responses, where, problems)


def check_spread(world: World, where: Where, problems: Problems) -> None:
    """Whether population.csv says something of everybody; asked only when all its rows could be read."""
    check_population(world.attributes, (p.id for p in world.places if p.weight), world.members, world.weights, problems)


def _span(world: World, where: Where, problems: Problems) -> None:
    for name, day in (("from", world.first), ("to", world.last)):
        if values.date(day).day != 1:
            first = values.date(day).replace(day=1)
            problems.add(where("", name), f"{name}: {values.date(day)} is not the first of a month.", f"Write {first}.", rule="span")
    if world.first < 0:
        problems.add(where("", "from"), f"from: {values.date(world.first)} is before 1970.", "The model's days begin then.", rule="span")
    if world.last <= world.first:
        problems.add(where("", "to"), f"to: {values.date(world.last)} is not after from: {values.date(world.first)}.",
                     "`to` is the first day no longer lived.", rule="span")


def _sizes(world: World, where: Where, problems: Problems) -> None:
    limits = (("places", world.places, MOST_PLACES), ("kinds of conduct", world.conduct, MOST_KINDS),
              ("responses", world.responses, MOST_RESPONSES),
              ("channels", {c.id: c for c in world.channels}.values(), MOST_CHANNELS))
    lists = [rule for scheme in world.schemes for rule in scheme.lists]
    if len(world.schemes) > 1 and len(lists) > MOST_LISTS:
        problems.add(lists[MOST_LISTS].place, f"{len(lists)} lists in all schemes; the most is {MOST_LISTS}.", "Bundle some.", rule="size")
    for what, parts, most in limits:
        parts = tuple(parts)
        if len(parts) > most:
            problems.add(parts[most].place, f"{len(parts)} {what}; a world has at most {most}.", "Bundle some.", rule="size")
    if world.places and not any(place.weight for place in world.places):
        problems.add(world.places[0].place, "nobody lives anywhere: no place has a weight.", "Give places.csv a weight above 0.", rule="size")


def _ids(world: World, where: Where, problems: Problems) -> None:
    for what, field, parts in (("place", "id", world.places), ("conduct", "id", world.conduct),
                               ("response", "id", world.responses)):
        _once(what, field, ((part.id, part) for part in parts), where, problems)
    _once("member", "member", ((f"{m.household}.{m.member}", m) for m in world.members), where, problems)


def _once(what: str, field: str, named: Iterable[tuple[str, object]], where: Where, problems: Problems) -> None:
    seen: dict[str, object] = {}
    for name, part in named:
        if name in seen:
            problems.add(where(part, field), f"{what} {name}: given twice; first on line {seen[name].place.line}.",
                         "Keep one, or give another id.", rule="duplicate-id")
        seen.setdefault(name, part)


def _age_groups(world: World, where: Where, problems: Problems) -> None:
    groups = world.age_groups
    if not groups or groups[0] != 0 or list(groups) != sorted(set(groups)):
        problems.add(where("", "age_groups"), "age_groups: expected first years in order, beginning with 0.",
                     "Write them like [0, 18, 30, 45, 60].", rule="age-groups")
    elif len(groups) > MOST_AGE_GROUPS:
        problems.add(where("", "age_groups"), f"age_groups: {len(groups)} groups; the most is {MOST_AGE_GROUPS}.", rule="age-groups")


def _declared(world: World, where: Where, name: str) -> bool:
    """Whether world.yaml has an attribute, though perhaps an unreadable one."""
    return where("world.attributes", name) != where("world.attributes", "")


def _age_band(world: World, where: Where, unread: Unread, problems: Problems) -> None:
    if all(a.id != "age-band" for a in world.attributes) and not _declared(world, where, "age-band"):
        problems.add(where("", "attributes"), "attributes: age-band is missing; people have no age without it.",
                     'Add `age-band: {of: person, values: ["0-17", "18-59", "60-99"]}`.', rule="age-band")


def _places(world: World, where: Where, unread: Unread, problems: Problems) -> None:
    known = {place.id for place in world.places}
    for channel in world.channels:
        if channel.where and channel.where not in known and not unread.has("place", channel.where):
            problems.add(where(channel, "place"), f"place: no such place: {channel.where}.",
                         problems.suggest(channel.where, known) or "Places stand in places.csv.", rule="unknown-name")
    for rule in world.in_force:
        for place in rule.places:
            if place not in known and not unread.has("place", place):
                problems.add(where(rule, "places"), f"places: no such place: {place}.",
                             problems.suggest(place, known) or "Places stand in places.csv.", rule="unknown-name")


def _map(world: World, where: Where, problems: Problems) -> None:
    """A place is part of one that is whole, and a tile of the map is one place's."""
    known = {place.id: place for place in world.places}
    tiles: dict[tuple[int, int], object] = {}
    for place in world.places:
        whole = known.get(place.part_of)
        if place.part_of and whole is None:
            problems.add(where(place, "part_of"), f"part_of: no such place: {place.part_of}.",
                         problems.suggest(place.part_of, known) or "Places stand in places.csv.", rule="unknown-name")
        elif place.part_of and (whole is place or whole.part_of):
            problems.add(where(place, "part_of"), f"part_of: {place.part_of} is no whole of its own.",
                         "Name the place that it lies in and that lies in no other.", rule="map")
        if place.tile and place.part_of:
            problems.add(where(place, "tile"), f"{place.id} is part of {place.part_of} and has a tile of its own.",
                         "Leave the tile empty: it is shown with its whole.", rule="map")
        elif place.tile in tiles:
            problems.add(where(place, "tile"), f"tile: {tiles[place.tile].id} is there already, by line {tiles[place.tile].place.line}.",
                         "Give each place a tile of its own.", rule="map")
        elif place.tile:
            tiles[place.tile] = place


def _in_force(world: World, where: Where, problems: Problems) -> None:
    for index, rule in enumerate(world.in_force):
        if rule.last <= rule.first:
            problems.add(where(rule, "to"), f"to: {values.date(rule.last)} is not after from: {values.date(rule.first)}.",
                         "`to` is the first day on which it no longer holds.", rule="span")
        for other in world.in_force[:index]:
            meets = not rule.places or not other.places or set(rule.places) & set(other.places)
            if other.scheme == rule.scheme and meets and rule.first < other.last and other.first < rule.last:
                problems.add(where(rule, "scheme"), f"{rule.scheme} is in force there already, by line {other.place.line}.",
                             "Let the two differ in places or in time.", rule="overlap")


def _households(world: World, where: Where, unread: Unread, problems: Problems) -> None:
    attribute = next((a for a in world.attributes if a.id == "household"), None)
    types: dict[str, list] = {}
    for member in world.members:
        types.setdefault(member.household, []).append(member)
    if attribute is None and _declared(world, where, "household"):
        pass
    elif attribute is None:
        problems.add(where("", "attributes"), "attributes: household is missing.",
                     "Add `household: {of: household, values: [...]}` with the ids of households.csv.", rule="households")
    else:
        if attribute.of != "household":
            problems.add(attribute.place, f"household: of {attribute.of}.", "Write `of: household`.", rule="households")
        for name in attribute.values:
            if name not in types:
                problems.add(attribute.place, f"household: {name} has no members in households.csv.",
                             problems.suggest(name, types) or "Add its rows or leave it out.", rule="households")
    for name, members in types.items():
        if attribute is not None and name not in attribute.values:
            problems.add(where(members[0], "household"), f"{name} is no value of the attribute household.",
                         problems.suggest(name, attribute.values) or "Add it in world.yaml.", rule="households")
        _household(name, members, where, problems)
    business = next((m for m in world.members if m.role == "business"), None)
    if business and all(a.of != "organisation" for a in world.attributes) and not unread.ids("attribute"):
        problems.add(where(business, "role"), "role: a business needs attributes, and world.yaml has none of an organisation.",
                     "Add one, such as `form: {of: organisation, values: [shop]}`.", rule="households")


def _household(name: str, members: list, where: Where, problems: Problems) -> None:
    first = members[0]
    if first.role != "head":
        problems.add(where(first, "role"), f"{name}: the first member is {first.role}.", "Begin with the head.", rule="households")
    elif first.given:
        problems.add(where(first, "when"), f"{name}: the head is always there.", "Empty this cell.", rule="households")
    for member in members[1:]:
        if member.role == "head":
            problems.add(where(member, "role"), f"{name} has a second head.", "Write spouse, child, parent or other.", rule="households")
    if len(members) > tables.MOST_MEMBERS:
        problems.add(members[tables.MOST_MEMBERS].place, f"{name} has {len(members)} members; the most is {tables.MOST_MEMBERS}.",
                     "Leave some out.", rule="households")


def _channels(world: World, where: Where, problems: Problems) -> None:
    for index, channel in enumerate(world.channels):
        if channel.last <= channel.first:
            problems.add(where(channel, "to"), f"to: {values.date(channel.last)} is not after from: {values.date(channel.first)}.",
                         "`to` is the first day on which the row no longer holds.", rule="span")
        for other in world.channels[:index]:
            if (other.id, other.where) == (channel.id, channel.where) and channel.first < other.last and other.first < channel.last:
                problems.add(where(channel, "from"), f"{channel.id}: overlaps in time with line {other.place.line}.",
                             "Give the earlier row the `to` that the later has as `from`.", rule="overlap")


def _groups(world: World, where: Where, problems: Problems) -> None:
    sizes = {a.id: len(a.values) for a in world.attributes} | {"age": len(world.age_groups), "kind": 2, "role": len(tables.ROLES)}
    groups = prod(sizes[name] for name in world.report_by)
    if groups > MOST_GROUPS:
        problems.add(where("", "report_by"), f"report_by: {groups:,} groups; the most is {MOST_GROUPS:,}.",
                     "Break results down by less.", rule="size")


def _classes(world: World, where: Where, problems: Problems) -> None:
    """Rates are kept for every combination of what traits ask for, of persons and of organisations."""
    asked = {name for trait in world.traits for name, _ in trait.given}
    sizes = {a.id: len(a.values) for a in world.attributes} | {"age": len(world.age_groups), "role": len(tables.ROLES),
                                                               "place": len(world.places), "kind": 1}
    of = {a.id: a.of for a in world.attributes} | {"age": "person"}
    for kind in ("person", "organisation"):
        names = sorted(name for name in asked if of.get(name, "household") in ("household", kind))
        classes = prod(sizes[name] for name in names)
        if classes > MOST_CLASSES:
            problems.add(world.traits[0].place, f"traits.csv tells {classes:,} classes of {kind}s apart, by {', '.join(names)}; "
                         f"the most is {MOST_CLASSES:,}.", "Leave out the traits by one of them.", rule="size")
