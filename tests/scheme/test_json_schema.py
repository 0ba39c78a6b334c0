"""The JSON Schemas and the tables that reading fills tell the same fields; what checks validates; what is misspelt does not."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from xinyong.scheme import builtin_schemes, check_scheme, fields, scheme_folder
from xinyong.scheme.json_schema import FILES, OBJECTS, fields_of, json_schema
from xinyong.world import builtin_worlds, check_world

ROOT = Path(__file__).parents[2]
READERS = ("scheme.read_acts", "scheme.read_bonds", "scheme.read_cases", "scheme.read_head", "scheme.read_ledgers", "scheme.read_lists", "world.read", "world.build",
           "world.variant")
DATA = ROOT / "src/xinyong/data"
RULES = [*sorted(DATA.glob("schemes/*")), *sorted(DATA.glob("worlds/*")), ROOT / "tests/scheme/good/school", ROOT / "tests/world/good/village"]


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, bool]]:
    """The tables of fields that reading all rules goes through, by the noun that errors use; of nouns of several tables the fields together."""
    found: dict[str, dict[str, bool]] = {}
    read = fields.read_fields

    def spy(node, table, problems, what="rule"):
        for field in table:
            found.setdefault(what.replace(" ", "-"), {})[field.name] = field.required
        return read(node, table, problems, what)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields, "read_fields", spy)
        for name in READERS:
            module = importlib.import_module(f"xinyong.{name}")
            if hasattr(module, "read_fields"):
                patch.setattr(module, "read_fields", spy)
        for name in builtin_schemes():
            folder, shown = scheme_folder(name)
            check_scheme(folder, name=shown)
        for folder in (p for root in ("scheme/good", "scheme/good_guild", "scheme/kinds") for p in (ROOT / "tests" / root).glob("*/scheme.yaml")):
            check_scheme(folder.parent)
        for world in (*builtin_worlds(), ROOT / "tests/world/good/village"):
            check_world(world)
    return found


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_has_the_fields_that_are_read(told, name):
    if name not in told:                      # two tables may share a noun: told under another one, or nobody writes it yet
        assert any(set(fields_of(name)) <= set(table) for table in told.values()) or name in ("feature", "bin", "practice-of-an-agreement", "kinds-of-subject")
        return
    mine = {field: needed for field, (_, needed) in fields_of(name).items()}
    assert set(told[name]) - set(mine) <= SHARED.get(name, set())
    assert set(mine) - set(told[name]) <= SHARED.get(name, set()) | UNUSED.get(name, set())
    differ = {field for field in set(mine) & set(told[name]) if mine[field] != told[name][field]}
    assert differ <= SHARED.get(name, set())


SHARED = {"practice-of-telling": {"share", "after", "basis"}, "practice-of-deciding": {"days", "share"}, "ledger": {"start", "label"}}
"""Fields that belong to another table of the same noun."""
UNUSED = {"ledger": {"of", "of_basis", "over", "over_basis", "shown_from", "shown_from_basis", "range", "range_basis", "recomputed", "recomputed_basis", "features", "weights", "clipped",
                     "clipped_basis"}}
"""Fields of tables that no rule here uses: those of other kinds of ledgers and scales."""


def files():
    for folder in RULES:
        for pattern in FILES:
            for path in sorted(folder.glob(pattern)):
                yield pytest.param(pattern, path, id=str(path.relative_to(ROOT)))


def read(path: Path):
    """As an editor reads it: YAML 1.2, dates and the words yes and no as text."""
    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {k: [(tag, r) for tag, r in v if tag.rsplit(":", 1)[-1] in ("int", "float", "null")]
                                   for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    return yaml.load(re.sub(r"(?m)^(\s*)(\d{4}-\d\d-\d\d):", r"\1'\2':", path.read_text(encoding="utf-8")), Loader)


@pytest.mark.parametrize("pattern, path", files())
def test_what_checks_validates(pattern, path):
    value = read(path)
    if value is not None:
        jsonschema.Draft202012Validator(json_schema(pattern)).validate(value)


@pytest.mark.parametrize("pattern, wrong", [
    ("lists.yaml", {"listed": {"labl": {"en": "L"}}}), ("remedies.yaml", {"r": {"kind": "appeel"}}), ("scheme.yaml", {"id": "Not An Id"}),
    ("practice.yaml", {"told": {"records": {"share": "many", "after": "3 days", "basis": "assumption so"}}}), ("variants/*.yaml", {"label": {"en": "V"}}),
])
def test_what_is_wrong_does_not_validate(pattern, wrong):
    assert list(jsonschema.Draft202012Validator(json_schema(pattern)).iter_errors(wrong))
