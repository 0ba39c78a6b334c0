"""Compiling what one thing brings another: obligations, with what practice makes of them."""

from __future__ import annotations

from xinyong.kernel.seeds import hash32
from xinyong.scheme.layout import *
from xinyong.world.bytecode import duration, threshold


def write_obligations(c) -> None:
    """The obligations of all schemes (c: the compiler of their rules), once all conditions are compiled but those of practice."""
    rows: list[list[int]] = []
    performances: list[int] = []
    turns: list[int] = []
    for s, o in c.rules.obligations:
        practice = c.world.practice.obligations.get(o.id)
        of = practice.rows if practice else ()
        mine = sorted(t for t in c.asm.overdue.get((s.id, o.id), ()) if t > 0)
        kind = OWES_AMOUNT if o.amount is None else OWES_FIXED if o.amount else OWES_ACT
        rows.append([kind, o.amount or 1, *duration(o.due), o.with_conduct, hash32(f"obligation {s.id} {o.id}"), len(performances) // PERFORMANCE_WIDTH,
                     len(of), len(turns), len(mine)])
        for p in of:
            performances += [c.asm.compile(p.when), threshold(p.share), p.after.least, p.after.most - p.after.least + 1, int(p.pays * 65536)]
        turns += mine
    at, t = c.draft.table(-1, performances, PERFORMANCE_WIDTH), c.draft.table(-1, turns)
    for row in rows:
        row[OB_PRACTICE] = at + row[OB_PRACTICE] * PERFORMANCE_WIDTH
        row[OB_TURN] += t
    c.draft.set(H_OBLIGATIONS=len(rows))
    c.draft.table(H_OBLIGATION, [w for row in rows for w in row], OBLIGATION_WIDTH)
