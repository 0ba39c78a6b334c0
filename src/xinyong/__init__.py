"""Xinyong (信用): an executable model of China's social-credit system. Everybody in it is synthetic.

Public names are imported when they are first used, so that `xinyong --help` answers at once. They are:

load_world, load_scheme     rules read and checked: a built-in name or a folder
run, open_run               a world lived, and a run kept earlier: both give a Run
Run                         frames, records and figures of a run
compare                     what variants change, or what a world's systems do with the same conduct
Record                      one subject's life: why, frames, a chart, what if
XinyongError ...            every error a user can meet (xinyong/errors.py draws the tree)
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_PUBLIC = {
    "CodeError": "xinyong.errors", "Problem": "xinyong.errors", "RunError": "xinyong.errors", "RunFileError": "xinyong.errors",
    "SchemeError": "xinyong.errors", "XinyongError": "xinyong.errors",
    "Record": "xinyong.record.subject", "Run": "xinyong.api", "load_scheme": "xinyong.api", "load_world": "xinyong.api", "open_run": "xinyong.api", "compare": "xinyong.api", "run": "xinyong.api",
}
"""name -> the module that has it."""

__all__ = sorted(_PUBLIC)


def __getattr__(name: str):
    if name not in _PUBLIC:
        raise AttributeError(f"module 'xinyong' has no attribute '{name}'")
    value = getattr(import_module(_PUBLIC[name]), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """The package: `xinyong.run` is the function, also once the floor of that name has been imported (`from xinyong.run.kept import ...`)."""

    def __setattr__(self, name: str, value) -> None:
        if not (name in _PUBLIC and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
