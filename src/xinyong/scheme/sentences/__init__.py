"""Rules in sentences, English and Chinese: one rule with its sources, a scheme from top to bottom, two of them side by side.

explain        what an id names, as of a day: an Explanation
tell_scheme    a whole scheme by chapters: a Telling
compare        what differs between two days or two schemes: a Comparison
"""

from importlib import import_module

_PUBLIC = {"explain": "telling", "tell_scheme": "chapters", "compare": "differences"}
"""name -> the module here that has it, imported when it is first used."""

__all__ = list(_PUBLIC)


def __getattr__(name: str):
    if name not in _PUBLIC:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
