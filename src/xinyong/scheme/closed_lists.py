"""Whether a local scheme stays within the national closed lists: what may be recorded against somebody, and which measures exist, by year.

Asked for by `xinyong check --closed-lists`: it is a question of law about public schemes in China, and none for others. Only what denies, burdens or counts
against somebody is asked; benefits are free. The lists are in data/closed_lists.yaml, with what was read of them and what is assumed.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from xinyong.scheme import values
from xinyong.scheme.accepted import OF_CLOSED_LISTS, accept
from xinyong.scheme.model import Act, Scheme
from xinyong.scheme.problems import Problems


@cache
def closed_lists() -> tuple[dict[str, dict], dict[str, dict]]:
    """Kinds of measures and kinds of records, each with the first day on which its list holds."""
    whole = yaml.load((files("xinyong") / "data" / "closed_lists.yaml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple({id: kind | {"from": values.day(str(kind["from"]))} for id, kind in whole[part].items()} for part in ("measures", "recorded"))


def outside_closed_lists(scheme: Scheme, name: str) -> list:
    """Warnings for measures and acts in force under the lists that no kind of them covers; those that a comment accepts are left out."""
    problems = Problems()
    measures, recorded = closed_lists()
    _measures(scheme, measures, problems)
    _acts(scheme, recorded, problems)
    accept(problems, {f"{name}/{file}": text for file, text in scheme.text.items()}, OF_CLOSED_LISTS, complain=False)
    return problems.found


def _measures(scheme: Scheme, kinds: dict[str, dict], problems: Problems) -> None:
    since = min(kind["from"] for kind in kinds.values())
    for rule in scheme.measures:
        last = min(rule.last, scheme.last)
        if rule.kind == "grant" or last <= since or _covered(rule.thing, "things", kinds, last):
            continue
        day = values.date(max(since, rule.first))
        problems.warn(rule.place, f"{rule.id}: in force on or after {day}, and no kind of the national list of measures covers {rule.thing}.",
                      "Look whether a law, regulation or central policy of its own carries it; end it before, or accept it with that law.", rule="measure-outside-list")


def _acts(scheme: Scheme, kinds: dict[str, dict], problems: Problems) -> None:
    since = min(kind["from"] for kind in kinds.values())
    for act in scheme.acts:
        last = min(act.last, scheme.last)
        if not _against(act) or not act.channel or last <= since or _covered(act.channel, "channels", kinds, last):
            continue
        day = values.date(max(since, act.first))
        problems.warn(act.place, f"{act.id}: in force on or after {day}, and entered by {act.channel}, upon no judgment or decision that the national "
                      "catalog names.", "Let it rest on an effective document; end it before, or accept it with the law that allows it.", rule="act-outside-list")


def _covered(what: str, part: str, kinds: dict[str, dict], last: int) -> bool:
    return any(what in kind[part] and kind["from"] < last for kind in kinds.values())


def _against(act: Act) -> bool:
    if act.counts_as:
        return act.counts_as == "bad"
    return bool(act.grade) or act.points.low < 0 or act.points.high < 0


