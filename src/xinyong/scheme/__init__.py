"""What the rules say: reading and checking schemes.

find_scheme         a scheme by built-in name or folder
read_scheme         a folder's scheme, or SchemeError with every problem
check_scheme        a folder's scheme and all its errors and warnings
read_scheme_files   a scheme from file contents, as a run keeps them
builtin_schemes     the names of the built-in schemes

They are imported when they are first used: what lives rules that are compiled already needs none of them.
"""

from importlib import import_module

_PUBLIC = {"builtin_schemes": "builtin", "check_scheme": "read", "find_scheme": "builtin", "read_scheme": "read", "read_scheme_files": "read",
           "scheme_folder": "builtin"}
"""name -> the module here that has it."""

__all__ = list(_PUBLIC)


def __getattr__(name: str):
    if name not in _PUBLIC:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
