"""The program's version: what the package says of itself, or what its source says where it is not installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("xinyong")
except PackageNotFoundError:
    VERSION = "0.1.0"
