"""What officials enter that no text names: conduct of a world, entered as an act of a scheme at their discretion.

It is practice, not law. Each that is in use adds to the scheme's acts, for this world alone, versions of the act under which the conduct
falls; their basis is the practice's own, they bear its name, and whoever reads such a record is told that it is not what the rule says.
"""

from __future__ import annotations

from dataclasses import replace

from xinyong.scheme.model import Act, Label, Scheme
from xinyong.scheme.problems import Problems
from xinyong.scheme.when import TRUE
from xinyong.world.model import Discretion, World


def with_discretion(world: World) -> World:
    """The world with what is entered beyond the rules, where it says so."""
    used = [d for d in world.practice.discretion.values() if d.in_use]
    if not used:
        return world
    return replace(world, schemes=tuple(replace(s, acts=(*s.acts, *(a for d in used if d.scheme == s.id for a in _entered(s, d))))
                                        for s in world.schemes))


def _entered(scheme: Scheme, discretion: Discretion) -> list[Act]:
    """The act's versions, each as long as both it and the practice hold."""
    found = []
    for act in scheme.acts:
        first, last = max(act.first, discretion.first), min(act.last, discretion.last)
        if act.id == discretion.act and first < last and all(a.first != first for a in found):
            label = Label(f"{discretion.label.en}, entered as: {act.label.en}", f"{discretion.label.zh or discretion.label.en}，按“{act.label.zh or act.label.en}”记录")
            found.append(replace(act, label=label, conduct=discretion.conduct, channel=discretion.channel, when=TRUE, first=first, last=last,
                                 basis=discretion.basis, bases={}, by_practice=discretion.id, place=discretion.place))
    return found


def check_discretion(world: World, problems: Problems) -> None:
    """What is entered at discretion is an act that conduct can fall under, conduct of this world, seen by a channel of it."""
    schemes = {s.id: s for s in world.schemes}
    kinds = {c.id: c for c in world.conduct}
    channels = {c.id for c in world.channels}
    for d in world.practice.discretion.values():
        what = f"discretion {d.id}"
        if d.scheme not in schemes or not d.act:
            problems.add(d.place, f"{what}: entered_as: no scheme in force is called {d.scheme or 'so'}.",
                         problems.suggest(d.scheme, schemes) or "Write SCHEME.ACT.", rule="unknown-name")
        elif all(a.id != d.act for a in schemes[d.scheme].acts):
            problems.add(d.place, f"{what}: {d.scheme} has no act {d.act}.",
                         problems.suggest(d.act, {a.id for a in schemes[d.scheme].acts}) or "Acts stand in its acts.csv.", rule="unknown-name")
        elif all(not a.conduct for a in schemes[d.scheme].acts if a.id == d.act):
            problems.add(d.place, f"{what}: nobody's conduct falls under {d.act}: another rule enters it.", "Name an act with a conduct.", rule="practice")
        if d.conduct not in kinds or kinds[d.conduct].kind == "want":
            problems.add(d.place, f"{what}: no such conduct: {d.conduct}.",
                         problems.suggest(d.conduct, (k for k, c in kinds.items() if c.kind != "want")) or "Add it to conduct.csv.", rule="unknown-name")
        if d.channel not in channels:
            problems.add(d.place, f"{what}: no such channel: {d.channel}.", problems.suggest(d.channel, channels) or "Channels stand in channels.csv.",
                         rule="unknown-name")
        if d.basis.kind in ("text", "borrowed"):
            problems.add(d.place, f"{what}: what a text says is no discretion.", "Write `assumption why`, or `secondary DOC pin`.", rule="practice")
