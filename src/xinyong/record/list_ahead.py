"""What time alone does to stays on lists: when a term ends or goes on, when a way of leaving comes to hold, what notices are to come."""

from __future__ import annotations

from xinyong.record.rules import condition
from xinyong.record.stays import Listing
from xinyong.record.weigh import Scales
from xinyong.scheme.model import FOREVER
from xinyong.scheme.values import duration
from xinyong.scheme.when import Call, walk


def end_of_stay(ahead, s: Listing) -> int:
    """The first day on which somebody is on the list no more, if nothing more is done; FOREVER where time alone does not end it."""
    if s.leaving:
        return s.until
    rule = ahead.rules.lists[s.list]
    ground = rule["grounds"][s.ground]
    term = _term(ahead, s, rule, ground)
    ways = [text for text in (rule["leaves"], ground["leaves"]) if text]
    left = next((d for d in _turns(ahead, s, ways) if d < term and any(_holds(ahead, text, rule, d) for text in ways)), None)
    ends = term if left is None else left
    return ahead.rules.last_day(rule["scheme"], ends, duration(rule["removal"])) if rule["removal"] and ends < FOREVER else ends


def _term(ahead, s: Listing, rule: dict, ground: dict) -> int:
    """When the term is over, with the extensions that its ground would bring."""
    until, extend = s.until, ground["extend"]
    done = sum(1 for day, _ in s.terms if extend and day > s.day)
    while extend and done < extend["at_most"] and until < FOREVER and _holds(ahead, extend["when"], rule, until):
        last = until - 1 if ahead.rules.excludes_first(rule["scheme"]) else until
        until, done = ahead.rules.end_of(rule["scheme"], last, duration(extend["by"])), done + 1
    return until


def _turns(ahead, s: Listing, ways: list[str]) -> list[int]:
    """Days after today on which time may turn a condition: records end, ages and rules turn, windows move past a record."""
    if not ways:
        return []
    windows = [duration(value) for text in ways for part in walk(condition(text)) if isinstance(part, Call) for name, value in part.options
               if name == "within"]
    days = {e.until for e in ahead.entries} | set(ahead.turns)
    days |= {ahead.rules.after(e.day, length) + 1 for e in ahead.life.entries for length in windows}
    return sorted(d for d in days if ahead.as_of < d < FOREVER)


def _holds(ahead, text: str, rule: dict, day: int) -> bool:
    return bool(Scales(ahead.whole, ahead.member, day, rule["scheme"], ahead.known(day)).weigh(text).value)


def notices_to_come(ahead) -> list[tuple[int, dict]]:
    """(day, what) of what is still to come of lists: a listing after its notice, publication and its end, effect, and the end of a bar."""
    rules, life, found = ahead.rules, ahead.life, []
    for n in life.notices:
        if n.over > ahead.as_of and n.listing is None:
            found.append((n.over, {"list": rules.lists[n.list]["id"], "what": "listed if a ground still holds"}))
    for s in life.listings:
        rule = rules.lists[s.list]
        scheme = rule["scheme"]
        if s.ended is not None:
            if rule["not_again_for"]:
                found.append((rules.end_of(scheme, s.ended, duration(rule["not_again_for"])), {"list": rule["id"], "what": "may be listed again"}))
            continue
        if rule["published"] and s.published is None:
            found.append((rules.after(s.day, duration(rule["published"]["after"], least=0)), {"list": rule["id"], "what": "published"}))
        if rule["published"] and s.published is not None and s.taken_down is None and rule["published"]["for"]:
            found.append((rules.end_of(scheme, s.published, duration(rule["published"]["for"])), {"list": rule["id"], "what": "published no more"}))
        if rule["effect"] == "after entry" and s.in_effect is None:
            found.append((rules.end_of(scheme, s.day, duration(rule["effect_after"])), {"list": rule["id"], "what": "binds"}))
    return [(day, what) for day, what in found if ahead.as_of < day < FOREVER]
