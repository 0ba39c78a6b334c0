"""The built-in worlds, as forms offer them."""

from __future__ import annotations

from functools import cache

from xinyong.world import builtin_worlds

FIRST = "rongcheng"     # what the README lives first: one city, done in seconds


@cache
def known_worlds() -> list[dict]:
    """Each built-in world, the one to begin with first: id, label, persons, months, and its variants with their labels."""
    from dataclasses import asdict

    from xinyong.scheme.values import date
    from xinyong.world import read_world
    from xinyong.world.folder import variants, world_folder

    found = []
    for world in map(read_world, sorted(builtin_worlds(), key=lambda id: (id != FIRST, id))):
        first, last = date(world.first), date(world.last)
        own = [{"id": id, "label": _label(path)} for id, path in variants(world_folder(world.id)[0]).items()]
        found.append({"id": world.id, "label": asdict(world.label), "people": world.people, "schemes": [s.id for s in world.schemes],
                      "months": (last.year - first.year) * 12 + last.month - first.month, "variants": own})
    return found


def own_variants(world: str) -> list[dict]:
    """The variants kept with a built-in world; none for a world of somebody's own."""
    return next((w["variants"] for w in known_worlds() if w["id"] == world), [])


def _label(path: str) -> dict:
    """What a variant's file calls itself; its name where it says nothing."""
    from pathlib import Path

    import yaml

    try:
        found = yaml.safe_load(Path(path).read_text("utf-8"))["label"]
        return {"en": str(found["en"]), "zh": str(found.get("zh") or found["en"])}
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        name = Path(path).stem
        return {"en": name, "zh": name}
