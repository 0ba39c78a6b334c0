"""Who lives where and what is assumed of them: reading and checking worlds, and variants of them.

find_world          a world by built-in name or folder
read_world          the same, or SchemeError with every problem of it and of its schemes
check_world         a world and all errors and warnings of it, of its schemes and of its own variants
read_world_files    a world from file contents, as a run keeps them
apply_variant       a world under variants
check_variant       a world under variants, and all errors and warnings
builtin_worlds      the names of the built-in worlds

They are imported when they are first used: what lives rules that are compiled already needs none of them.
"""

from importlib import import_module

_PUBLIC = {"apply_variant": "variant", "builtin_worlds": "folder", "check_variant": "variant", "check_world": "read", "find_world": "read",
           "read_world": "read", "read_world_files": "read", "world_folder": "folder"}
"""name -> the module here that has it."""

__all__ = list(_PUBLIC)


def __getattr__(name: str):
    if name not in _PUBLIC:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
