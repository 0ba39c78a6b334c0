"""Three-valued truth of conditions: what can be said of one when only some names have a value. Used by checks, never by a life."""

from __future__ import annotations

import operator

from xinyong.scheme.when import Among, Arithmetic, Both, Compare, Name, Not, Number, Truth

OPS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
        "+": operator.add, "-": operator.sub, "*": operator.mul}
"""What the signs of conditions do."""


def holds(tree, known: dict[str, object]):
    """The value of a tree given the values of some bare names: a bool, a number, or None where it cannot be told."""
    match tree:
        case Number(value) | Truth(value):
            return value
        case Name(path):
            return known.get(path[0]) if len(path) == 1 else None
        case Not(of):
            value = holds(of, known)
            return None if value is None else not value
        case Both(op, parts):
            return _both(op, [holds(part, known) for part in parts])
        case Compare(op, left, right) | Arithmetic(op, left, right):
            values = holds(left, known), holds(right, known)
            return None if None in values else OPS[op](*values)
        case Among(item, among):
            value = holds(item, known)
            return None if value is None else any(value == holds(each, known) for each in among)
    return None


def _both(op: str, values: list):
    decisive = op == "or"
    if any(value is not None and bool(value) == decisive for value in values):
        return decisive
    return None if None in values else not decisive
