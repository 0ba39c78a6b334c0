"""Whom to look at in a run, and a subject's record, each kept as long as its run is open."""

from __future__ import annotations

from threading import Lock

from xinyong.record.living import Conditions
from xinyong.record.offer import few_words
from xinyong.record.subject import Record
from xinyong.record.words import say

_lock = Lock()


def striking(run, lang: str) -> list[dict]:
    """The lives that the run noted as typical or striking: code, why, and who it is in a few words. Lived once."""
    with _lock:
        known = run.__dict__.setdefault("_striking_records", {})
        if "found" not in known:
            conditions = Conditions.of(run)
            day = conditions.last_day
            whys: dict[tuple[int, int], list[str]] = {}
            for row in run.query("select why, unit, member from striking"):
                whys.setdefault((row["unit"], row["member"]), []).append(row["why"])
            known["found"] = [(why, Record(run, conditions, *place, conditions.live(place[0], day), day)) for place, why in whys.items()]
    return [{"code": record.code, "why": ", ".join(say(lang, f"why {each}") for each in why), "words": few_words(record, lang)}
            for why, record in known["found"]]
