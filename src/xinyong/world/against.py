"""What a world and the schemes in force in it ask of each other: names, channels, offices, practice, time."""

from __future__ import annotations

from dataclasses import replace

from xinyong.scheme import names, values
from xinyong.scheme.check_bonds import check_circles
from xinyong.scheme.checks import check_names
from xinyong.scheme.model import FOREVER, Scheme
from xinyong.scheme.names import Environment, Vocabulary
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_bonds import SORTS
from xinyong.world import tables
from xinyong.world.build import Unread, a_noun
from xinyong.world.check import Where
from xinyong.world.model import World


def check_against(world: World, where: Where, unread: Unread, problems: Problems, *, complete: bool = True) -> None:
    """All checks of a world with its schemes. `complete`: every scheme in force could be read, so that what none of them names is unknown."""
    environment = environment_of(world, unread, complete=complete)
    for scheme in world.schemes:
        check_names(scheme, replace(environment, home=scheme.id), problems)
        _channels(scheme, world, unread, problems)
        _conduct(scheme, world, unread, problems)
        _wants(scheme, world, unread, problems)
        _remedies(scheme, world, where, problems)
        _time(scheme, world, where, problems)
        _consent(scheme, world, where, problems)
        _told_before(scheme, world, where, problems)
        _obligations(scheme, world, environment, where, problems)
        _agreements(scheme, world, complete, problems)
    check_circles(world.schemes, problems)
    if complete:
        _responses(world, environment, problems)
        _unknown_practice(world, where, problems)


def check_named(world: World, problems: Problems) -> None:
    """What the schemes' rules name of each other and of subjects exists."""
    environment = environment_of(world)
    for scheme in world.schemes:
        check_names(scheme, replace(environment, home=scheme.id), problems)
        _agreements(scheme, world, True, problems)
    check_circles(world.schemes, problems)


def environment_of(world: World, unread: Unread | None = None, *, complete: bool = True) -> Environment:
    """What a condition on a world's subjects may name."""
    attributes: dict[str, tuple[str, ...]] = dict.fromkeys(unread.ids("attribute") if unread else (), ())
    attributes |= {a.id: a.values for a in world.attributes}
    attributes |= {"place": tuple(p.id for p in world.places), "role": tables.ROLES, "kind": ("person", "organisation")}
    wants = {c.id for c in world.conduct if c.kind == "want"} | {m.thing for s in world.schemes for m in s.measures}
    home = world.schemes[0].id if len(world.schemes) == 1 and complete else ""
    return Environment({s.id: Vocabulary.of(s) for s in world.schemes}, home, attributes, closed=complete,
                       things=frozenset(wants))


def _responses(world: World, environment: Environment, problems: Problems) -> None:
    for response in world.responses:
        if response.when is not None:
            names.check(response.when, environment, problems)


def _once(rules, field: str):
    """The first of all versions of a rule that agree in a field."""
    return {(rule.id, getattr(rule, field)): rule for rule in reversed(rules)}.values()


def _channels(scheme: Scheme, world: World, unread: Unread, problems: Problems) -> None:
    seen = {c.id: any(v.recall > 0 for v in world.channels if v.id == c.id) for c in world.channels}
    for act in _once(scheme.acts, "channel"):
        if not act.channel or unread.has("channel", act.channel):
            continue
        if act.channel not in seen:
            problems.add(act.place, f"{act.id}: the world {world.id} has no channel {act.channel}.",
                         problems.suggest(act.channel, seen) or "Add it to channels.csv.", rule="channel")
        elif not seen[act.channel]:
            problems.warn(act.place, f"{act.id}: nobody sees it; the channel {act.channel} has a recall of 0.",
                          "Give the channel a recall if that is not meant.", rule="act-nobody-sees")


def _conduct(scheme: Scheme, world: World, unread: Unread, problems: Problems) -> None:
    known = {c.id: c for c in world.conduct}
    for act in _once(scheme.acts, "conduct"):
        conduct = known.get(act.conduct)
        if not act.conduct or unread.has("kind of conduct", act.conduct):
            continue
        if conduct is None:
            problems.warn(act.place, f"{act.id}: the world {world.id} has no rate for {act.conduct}, so nobody does it.",
                          problems.suggest(act.conduct, known) or "Add it to conduct.csv if somebody should.",
                          rule="conduct-without-rate")
        elif conduct.kind == "want":
            problems.add(act.place, f"{act.id}: {act.conduct} is a want, not something done.", "Name a kind of conduct.", rule="conduct")
        elif "both" not in (conduct.of, act.of) and conduct.of != act.of:
            problems.warn(act.place, f"{act.id}: is for {a_noun(act.of)}, but {act.conduct} is done by {a_noun(conduct.of)}.",
                          "Correct one of them.", rule="act-nobody-does")


def _wants(scheme: Scheme, world: World, unread: Unread, problems: Problems) -> None:
    wants = {c.id for c in world.conduct if c.kind == "want"}
    for measure in _once(scheme.measures, "thing"):
        if measure.thing not in wants and not unread.has("kind of conduct", measure.thing):
            problems.warn(measure.place, f"{measure.id}: in the world {world.id} nobody wants {measure.thing}.",
                          problems.suggest(measure.thing, wants) or "Add it to conduct.csv as a want.", rule="thing-without-want")


def _remedies(scheme: Scheme, world: World, where: Where, problems: Problems) -> None:
    practice = world.practice
    missing: dict[str, list[str]] = {}
    for remedy in scheme.remedies:
        if remedy.office not in practice.offices:
            missing.setdefault(remedy.office, []).append(remedy.id)
        if remedy.id not in practice.remedies and remedy.kind not in practice.remedies:
            problems.add(where("practice", "remedies"), f"remedies: nothing on {remedy.id} of the scheme {scheme.id}, a remedy of the "
                         f"kind {remedy.kind}.", f"Add `{remedy.kind}:` with filed, won and takes.", rule="remedy")
    for office, remedies in missing.items():
        problems.add(where("practice", "offices"), f"offices: {office} is missing, which decides {', '.join(dict.fromkeys(remedies))} "
                     f"of the scheme {scheme.id}.", problems.suggest(office, practice.offices) or "Say what it handles.", rule="office")


def _time(scheme: Scheme, world: World, where: Where, problems: Problems) -> None:
    for rule in world.in_force:
        if rule.scheme != scheme.id:
            continue
        if rule.first < scheme.first:
            problems.add(where(rule, "from"), f"from: {scheme.id} is in force only from {values.date(scheme.first)}.",
                         f"Write {values.date(scheme.first)} or later.", rule="span")
        if scheme.last < rule.last < FOREVER:
            problems.add(where(rule, "to"), f"to: {scheme.id} is in force only until {values.date(scheme.last)}.",
                         f"Write {values.date(scheme.last)} or earlier.", rule="span")


def _consent(scheme: Scheme, world: World, where: Where, problems: Problems) -> None:
    asked = any(consent.asked != "not asked" for _, consent in scheme.consent.values)
    if asked and scheme.id not in world.practice.consent:
        problems.add(where("practice", "consent"), f"consent: nothing on {scheme.id}, which asks for it.",
                     f"Write `{scheme.id}: {{share: ..., basis: ...}}`.", rule="consent")


def _told_before(scheme: Scheme, world: World, where: Where, problems: Problems) -> None:
    asked = next((rule for rule in scheme.lists if rule.before), None)
    if asked and "before" not in world.practice.told:
        problems.add(where("practice", "told"), f"told: nothing on before, of which {asked.id} of the scheme {scheme.id} speaks.",
                     "Write `before: {share: ..., after: ..., basis: ...}`.", rule="told")


def _obligations(scheme: Scheme, world: World, environment: Environment, where: Where, problems: Problems) -> None:
    for id in scheme.obligations:
        if id not in world.practice.obligations:
            problems.add(where("practice", "obligations"), f"obligations: nothing on {id} of the scheme {scheme.id}.",
                         f"Write `{id}: {{performed: [{{share: ..., after: ..., basis: ...}}]}}`.", rule="obligation")
        else:
            for row in world.practice.obligations[id].rows:
                names.check(row.when, environment, problems)


def _agreements(scheme: Scheme, world: World, complete: bool, problems: Problems) -> None:
    """What other schemes of the world are to give exists; of a scheme that is not in force here nothing is given."""
    schemes = {s.id: s for s in world.schemes}
    for agreement in scheme.agreements.values():
        for what, _ in agreement.gives:
            giver, id = agreement.giver(what, scheme.id)
            if giver not in schemes:
                if complete:
                    problems.warn(agreement.place, f"{agreement.id}: the scheme {giver} is not in force in the world {world.id}, so nothing is passed.",
                                  "Name another one, or put it in force.", rule="agreement-without-giver")
            elif giver != scheme.id:
                other = schemes[giver]
                known = [rule.id for rule in other.lists] if agreement.of_list else [*sorted({act.id for act in other.acts}), *SORTS]
                if id not in known:
                    problems.add(agreement.place, f"gives: the scheme {giver} has no {'list' if agreement.of_list else 'act'} {id}.",
                                 problems.suggest(id, known), rule="unknown")


def _unknown_practice(world: World, where: Where, problems: Problems) -> None:
    remedies = {r.id for s in world.schemes for r in s.remedies}
    known = {"remedies": remedies | set(tables.REMEDY_KINDS), "consent": {s.id for s in world.schemes},
             "obligations": {id for s in world.schemes for id in s.obligations}, "agreements": {id for s in world.schemes for id in s.agreements}}
    nouns = {"remedies": "remedy or kind of remedy", "consent": "scheme", "obligations": "obligation", "agreements": "agreement"}
    for field, among in known.items():
        for name in getattr(world.practice, field):
            if name not in among:
                problems.add(where(f"practice.{field}", name), f"{field}: no such {nouns[field]}: {name}.",
                             problems.suggest(name, among) or (f"Known: {', '.join(sorted(among))}." if among else "The schemes in force have none: delete it."), rule="unknown-name")
    used = {r.office for s in world.schemes for r in s.remedies}
    for office in world.practice.offices.values():
        if office.id not in used:
            problems.warn(where("practice.offices", office.id), f"{office.id}: no remedy of the schemes in force is decided here.",
                          "Correct its id or delete it.", rule="unused-office")
