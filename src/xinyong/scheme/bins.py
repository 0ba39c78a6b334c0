"""Bins of a feature: the first that holds gives the points. One that nobody ever reaches, as an earlier one takes all whom it fits, is a mistake."""

from __future__ import annotations

from xinyong.scheme.model import Bin
from xinyong.scheme.problems import Problems
from xinyong.scheme.truth import OPS
from xinyong.scheme.when import Both, Compare, Number, Truth


def check_reached(feature: str, bins: tuple[Bin, ...], problems: Problems) -> None:
    """Tell each bin of which the condition alone says that an earlier bin takes everybody whom it fits."""
    for i, late in enumerate(bins):
        early = next((b for b in bins[:i] if late.when is not None and b.when is not None and implies(late.when.tree, b.when.tree)), None)
        if early is not None:
            problems.add(late.place, f"feature {feature}: nobody reaches this bin: all whom it fits are in the one of line {early.place.line} already.",
                         "The first bin that holds gives the points: write the narrower one first, or take it out.", rule="bins")


def implies(a, b) -> bool:
    """Whether `b` surely holds wherever `a` does, as far as whole numbers and the shape of both tell; False where that cannot be told."""
    if a == b or b == Truth(True):
        return True
    if isinstance(b, Both):
        parts = [implies(a, part) for part in b.parts]
        if any(parts) if b.op == "or" else all(parts):
            return True
    if isinstance(a, Both):
        parts = [implies(part, b) for part in a.parts]
        return any(parts) if a.op == "and" else all(parts)
    return _narrower(a, b)


def _narrower(a, b) -> bool:
    """Two comparisons of one thing with whole numbers: `x >= 5` is narrower than `x >= 3`, `x == 4` than `x > 3`."""
    if not (isinstance(a, Compare) and isinstance(b, Compare) and a.left == b.left and isinstance(a.right, Number) and isinstance(b.right, Number)):
        return False
    x, y = a.right.value, b.right.value
    if a.op == "==":
        return OPS[b.op](x, y)
    least = {">=": x, ">": x + 1}.get(a.op)
    most = {"<=": x, "<": x - 1}.get(a.op)
    if least is not None:
        return (b.op in (">=", ">") and OPS[b.op](least, y)) or (b.op == "!=" and y < least)
    return most is not None and ((b.op in ("<=", "<") and OPS[b.op](most, y)) or (b.op == "!=" and y > most))
