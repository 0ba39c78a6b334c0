"""Conduct: which acts it falls under, and what a lasting wrong brings on later days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .entering import Said, catalog_points
from .rules import Act, Scheme
from .state import Dossier


@dataclass(frozen=True)
class Coming:
    """A record that a lasting wrong brings on a later day."""

    day: date
    of: Dossier
    act: Act
    said: Said


def falls_under(scheme: Scheme, of: Dossier, conduct: str, day: date, view) -> list[Act]:
    """The acts of a scheme that a conduct of that day falls under."""
    return [act for act in scheme.acts if act.conduct == conduct and act.span.holds(day) and act.of in ("both", of.kind) and act.when.of(view)]


def gravest(scheme: Scheme, fits: list[Act], day: date, said: Said) -> list[Act]:
    """Of the lines that one channel reports the gravest, in the order of acts.csv."""
    if scheme.same_conduct == "all":
        return fits
    places = scheme.on(day).places

    def gravity(act: Act):
        return places.get(act.grade, -1), abs(catalog_points(scheme, act, said)), -act.order
    found = {}
    for act in fits:
        if act.channel not in found or gravity(act) > gravity(found[act.channel]):
            found[act.channel] = act
    return sorted(found.values(), key=lambda act: act.order)
