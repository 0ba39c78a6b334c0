"""The files of a scheme as they are written: YAML whose scalars are all text, and CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import yaml


class _Text(yaml.CSafeLoader):
    """Reads every scalar as the text that stands there (an empty one as nothing)."""


_Text.yaml_implicit_resolvers = {}


def read_yaml(path: Path):
    """Dictionaries, lists and text; an empty dictionary where there is no such file."""
    if not path.exists():
        return {}
    return yaml.load(path.read_text(encoding="utf-8"), _Text) or {}


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows by column, without empty cells; rows that begin with # are comments."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return [{column: cell.strip() for column, cell in zip(header, row) if cell.strip()} for row in rows if row and not row[0].startswith("#")]
