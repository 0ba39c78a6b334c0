"""Acts that arise by rule: as a condition comes to hold, or on set days."""

from __future__ import annotations

from datetime import date

from .days import ONE
from .entering import Said
from .rules import Act, Scheme
from .scoring import covered
from .state import Dossier, Record


def arise(life, of: Dossier, day: date, turned: set[tuple[str, str, int]]) -> bool:
    """Enters what arises as its condition comes to hold, ends what lives while it holds; each at most once a day (`turned`). Whether anything changed."""
    scheme, view, changed = life.schemes[of.scheme], life.view(of, day), False
    for act in scheme.arising:
        key = of.scheme, of.name, act.order
        if act.arises != "when it holds" or act.of not in ("both", of.kind) or key in turned:
            continue
        holds = act.span.holds(day) and covered(scheme, of, view) and bool(act.when.of(view))
        if holds == (act.order in of.arisen):
            continue
        turned.add(key)
        changed = True
        if holds:
            of.arisen[act.order] = life.enter(of, act, day, Said(day, day))
        else:
            _cease(act, of.arisen.pop(act.order), day)
    return changed


def _cease(act: Act, record: Record | None, day: date) -> None:
    if record is None or record.ended is not None:
        return
    if act.while_holds:
        record.ended = day
    elif act.grade_while_holds:
        record.grade_until = min(record.grade_until, day)


def tomorrow(life, scheme: Scheme, of: Dossier, day: date) -> list[Act]:
    """Acts of tomorrow's versions that tomorrow is a set day of and whose condition holds today."""
    def due(act: Act) -> bool:
        days = act.arises_on
        return days == day + ONE if isinstance(days, date) else days is not None and days.include(day + ONE)
    return [act for act in scheme.arising if act.arises == "set" and due(act) and act.span.holds(day + ONE)
            and act.of in ("both", of.kind) and act.when.of(life.view(of, day))]
