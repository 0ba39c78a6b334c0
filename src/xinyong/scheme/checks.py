"""What one rule of a scheme asks of another: names, versions, bands, transitions, lives. Everything here is an error."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from xinyong.scheme import names, values
from xinyong.scheme.check_bonds import check_agreement, check_circles, check_owed, entered_by_rule
from xinyong.scheme.check_cases import check_case
from xinyong.scheme.model import Act, History, Ledger, Place, Scheme
from xinyong.scheme.names import Environment, Vocabulary
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_cases import RawCase
from xinyong.scheme.truth import holds
from xinyong.scheme.when import Among, Compare, Condition, Name, walk

OF_CONDUCT = ("amount", "severity", "lasts")
OF_RECORD = ("points", "amount", "severity")


MOST_LISTS = 248
"""Lists of all schemes in force at once."""
MOST_GROUNDS = 31
"""Grounds of one list: exceptions name them by the bits of a word."""
MOST_GRADES = 127
"""Different grades of one scheme, over all its versions."""
MOST_ARISING = 248
"""Acts that arise, of all schemes in force at once."""


def check(scheme: Scheme, head, cases: list[RawCase], problems: Problems) -> None:
    """All checks of a scheme; `head` is the node of scheme.yaml, for places."""
    _sizes(scheme, problems)
    _ids(scheme, problems)
    _versions(scheme, problems)
    _scheme_span(scheme, head, problems)
    _ledgers(scheme, problems)
    _derived_ledgers(scheme, problems)
    _bands(scheme, problems)
    _conditions(scheme, problems)
    if "from" not in problems.unread and scheme.first < scheme.last:
        _transitions(scheme, head, problems)
        _grades_in_time(scheme, problems)
    _references(scheme, problems)
    _lives(scheme, problems)
    for case in cases:
        check_case(scheme, case, problems)
    problems.check_citations(scheme.sources)


def _date(day: int) -> str:
    return str(values.date(day))


def _sizes(scheme: Scheme, problems: Problems) -> None:
    """What a life has room for."""
    bands = [band for _, version in scheme.grades.bands.values for band in version] if scheme.grades else []
    first = {band.id: band for band in reversed(bands)}
    arising = list({act.id: act for act in reversed(scheme.acts) if act.arises}.values())
    for what, parts, most in (("lists", scheme.lists, MOST_LISTS), ("different grades", [band for band in bands if first[band.id] is band],
                                                                     MOST_GRADES),
                              ("acts that arise", arising, MOST_ARISING),
                              *(("grounds", rule.grounds, MOST_GROUNDS) for rule in scheme.lists)):
        if len(parts) > most:
            problems.add(parts[most].place, f"{len(parts)} {what}; the most is {most}.", "Bundle some.", rule="size")


# --- ids and versions -------------------------------------------------------------------------------------------------

def _ids(scheme: Scheme, problems: Problems) -> None:
    acts = {act.id for act in scheme.acts}
    for rule in scheme.lists:
        if rule.id in acts:
            problems.add(rule.place, f"{rule.id} is the id of an act already.", "told(...) must know which: rename one.", rule="id")
    for id, ledger in scheme.ledgers.items():
        if (id in names.RESERVED or id in names.BUILTIN_ATTRIBUTES) and id != "score":
            problems.add(ledger.place, f"ledger {id}: conditions use this word otherwise.", "Choose another id.", rule="id")


def _versions(scheme: Scheme, problems: Problems) -> None:
    for rules in (scheme.acts, scheme.measures):
        latest: dict[str, object] = {}
        for rule in sorted(rules, key=lambda rule: rule.first):
            before = latest.get(rule.id)
            if before is not None and rule.id and rule.first < before.last:
                problems.add(rule.place, f"{rule.id}: this version holds from {_date(rule.first)}, but the one on line "
                             f"{before.place.line} holds {_until(before.last)}.", "Give that one `to`.", rule="versions")
            latest[rule.id] = rule


def _until(last: int) -> str:
    return "for ever" if last == values.FOREVER else f"until {_date(last)}"


def _scheme_span(scheme: Scheme, head, problems: Problems) -> None:
    if scheme.last <= scheme.first:
        problems.add(head.place_of("to"), f"to: {_date(scheme.last)} is not after from: {_date(scheme.first)}.", rule="span")


# --- ledgers and grades -----------------------------------------------------------------------------------------------

def _ledgers(scheme: Scheme, problems: Problems) -> None:
    for id, ledger in scheme.ledgers.items():
        if ledger.start.values and ledger.start.values[0][0] > scheme.first and "from" not in problems.unread:
            problems.add(ledger.place, f"ledger {id}: start is not given before {_date(ledger.start.values[0][0])}, but the "
                         f"scheme holds from {_date(scheme.first)}.", rule="history")
        for day in _days(ledger.floor, ledger.ceiling):
            floor, ceiling = ledger.floor.at(day), ledger.ceiling.at(day)
            if floor is not None and ceiling is not None and floor >= ceiling:
                problems.add(ledger.place, f"ledger {id}: on {_date(day)} the floor {_points(floor, ledger)} is not below the "
                             f"ceiling {_points(ceiling, ledger)}.", rule="history")


def _derived_ledgers(scheme: Scheme, problems: Problems) -> None:
    """Acts of a scorecard bring no points; in a mean each record's points are a rating, which nothing cuts."""
    for act in scheme.acts:
        ledger = scheme.ledgers.get(act.ledger)
        if ledger is None:
            continue
        if ledger.kind == "scorecard" and act.points.kind != "none":
            problems.add(act.place, f"points: {act.id}: {ledger.id} is a scorecard, which takes no points.",
                         "Empty the cell, and let a feature ask for the act.", rule="act")
        if ledger.kind == "mean" and act.points.kind == "none":
            problems.add(act.place, f"points: {act.id}: {ledger.id} is a mean, in which a record without points would count as a rating of 0.",
                         "Write its rating, 0 if that is meant, or put the act in another ledger.", rule="act")
        if ledger.kind == "mean" and act.cap is not None:
            problems.add(act.place, f"cap: {act.id}: {ledger.id} is a mean; its ratings are not cut.", "Empty the cell.", rule="act")
    for ledger in scheme.ledgers.values():
        for feature in names.features(ledger):
            own = {ledger.id} | ({"score"} if names.shown_ledger(scheme) == ledger.id else set())
            for bin in feature.bins:
                for part in walk(bin.when.tree) if bin.when else ():
                    if isinstance(part, Name) and part.path[-1] in own and part.path[0] not in names.ROLES:
                        problems.add(bin.when.at(part.column), f"when: feature {feature.id} asks for the score that it makes.",
                                     "Ask for what the score rests on.", rule="bins")


def _points(steps: int, ledger: Ledger) -> str:
    return values.plain(Fraction(steps * ledger.step, 100))


def _days(*histories: History) -> list[int]:
    return sorted({day for history in histories for day, _ in history.values})


def _bands(scheme: Scheme, problems: Problems) -> None:
    if scheme.grades is None:
        return
    grades = scheme.grades
    if (not grades.bands.values or grades.bands.values[0][0] > scheme.first) and "from" not in problems.unread:
        problems.add(grades.place, f"grades: none are given on {_date(scheme.first)}, when the scheme begins.", rule="bands")
    ledger = scheme.ledgers.get(grades.ledger)
    for day, bands in grades.bands.values if "grade" not in problems.unread else ():
        _band_ladder(day, bands, ledger, grades.place, problems)


def _band_ladder(day: int, bands, ledger: Ledger | None, place: Place, problems: Problems) -> None:
    def shown(steps: int) -> str:
        return _points(steps, ledger) if ledger else str(steps)

    if not bands:
        problems.add(place, f"grades: no bands from {_date(day)}.", rule="bands")
        return
    seen: dict[str, Place] = {}
    better = None
    for index, band in enumerate(bands):
        if band.id in seen:
            problems.add(band.place, f"band {band.id}: given twice; first on line {seen[band.id].line}.", rule="bands")
        seen.setdefault(band.id, band.place)
        if band.at_least is None:
            if index < len(bands) - 1:
                problems.add(band.place, f"band {band.id}: otherwise stands before other bands.", "Put it last.", rule="bands")
            continue
        if better is not None and band.at_least >= better.at_least:
            problems.add(band.place, f"band {band.id}: at_least {shown(band.at_least)} is not below {better.id}'s "
                         f"{shown(better.at_least)}.", f"Bands go from best to worst; nobody would have {band.id}.", rule="bands")
        better = band
    last = bands[-1]
    if last.at_least is not None:
        problems.add(last.place, f"bands: {last.id} begins at {shown(last.at_least)}; a score below it has no grade.",
                     "End with a band that has otherwise: true.", rule="bands")


def _transitions(scheme: Scheme, head, problems: Problems) -> None:
    """Each day on which ledgers or grades change must say what becomes of live records, and no other day may."""
    changes: dict[int, str] = {}
    for id, ledger in scheme.ledgers.items():
        for what in ("start", "floor", "ceiling", "repeat"):
            for day, _ in getattr(ledger, what).values:
                changes.setdefault(day, f"ledger {id}: {what}")
    if scheme.grades is not None:
        for day, _ in scheme.grades.bands.values:
            changes.setdefault(day, "grades: bands")
    changes = {day: what for day, what in changes.items() if scheme.first < day < scheme.last}
    place = head.place_of("transitions")
    for day, what in sorted(changes.items()):
        if day not in scheme.transitions:
            problems.add(place, f"transitions: {_date(day)} is missing; {what} changes on that day.",
                         f"Write {{{_date(day)}: keep}}, or lapse.", rule="transitions")
    for day in scheme.transitions:
        if day not in changes:
            problems.add(place, f"transitions: no ledger or grade changes on {_date(day)}.", "Delete it.", rule="transitions")


# --- conditions -------------------------------------------------------------------------------------------------------

def _conditions(scheme: Scheme, problems: Problems) -> None:
    check_names(scheme, Environment({scheme.id: Vocabulary.of(scheme)}, scheme.id), problems)


def check_names(scheme: Scheme, environment: Environment, problems: Problems) -> None:
    """Every condition names only what the environment has."""
    for judged, conditions in (
        (OF_CONDUCT, [act.when for act in scheme.acts if act.conduct] + [measure.unless for measure in scheme.measures if measure.unless]),
        (OF_RECORD, [life.when for ledger in scheme.ledgers.values() for life in ledger.counts_for]),
        ((), [act.when for act in scheme.acts if not act.conduct]),
        ((), [when for when, _, _ in _standing_conditions(scheme)]),
        ((), [bin.when for ledger in scheme.ledgers.values() for feature in names.features(ledger) for bin in feature.bins if bin.when]),
        ((), [subjects.when for subjects in scheme.subjects.values()]),
    ):
        for condition in conditions:
            names.check(condition, replace(environment, judged=judged), problems)


def _standing_conditions(scheme: Scheme):
    """Conditions on a subject's standing, with the span of the rule they belong to."""
    for rule in scheme.lists:
        for when in rule.conditions():
            yield when, rule.first, rule.last
    for rule in (*scheme.measures, *scheme.remedies, *scheme.agreements.values(), *(act for act in scheme.acts if act.arises)):
        yield rule.when, rule.first, rule.last
    for act in scheme.acts:
        if act.stays_while:
            yield act.stays_while, act.first, act.last
    for ledger in scheme.ledgers.values():
        if ledger.frozen:
            yield ledger.frozen.when, scheme.first, scheme.last


def grades_named(condition: Condition, scheme_id: str) -> list[Name]:
    """The scheme's own grades that a condition compares with."""
    found = []
    for part in walk(condition.tree):
        item = part.left if isinstance(part, Compare) else part.item if isinstance(part, Among) else None
        if not isinstance(item, Name) or item.path[-1] != "grade":
            continue
        path = item.path[1:] if len(item.path) > 1 and item.path[0] in names.ROLES else item.path
        if path in (("grade",), (scheme_id, "grade")):
            among = part.values if isinstance(part, Among) else (part.right,)
            found += [value for value in among if isinstance(value, Name) and len(value.path) == 1]
    return found


def _grades_in_time(scheme: Scheme, problems: Problems) -> None:
    """A grade that a rule names exists in every version of the bands during which the rule holds."""
    known = names.grade_ids(scheme.grades)
    for act in scheme.acts:
        if act.grade:
            _grade_named(scheme, known, act.grade, act.place, "grade", act.first, act.last, problems)
    for rule in scheme.lists:
        if rule.grade:
            _grade_named(scheme, known, rule.grade, rule.place, "grade", rule.first, rule.last, problems)
    if known is None:
        return
    for condition, first, last in _standing_conditions(scheme):
        for value in grades_named(condition, scheme.id):
            if value.path[0] in known:
                _grade_holds(scheme, value.path[0], condition.at(value.column), "when", first, last, problems)


def _grade_named(scheme, known, grade: str, place: Place, name: str, first: int, last: int, problems: Problems) -> None:
    if known is None:
        problems.add(place, f"{name}: {grade}: the scheme has no grades.", "Add them to scheme.yaml.", rule="unknown")
    elif grade not in known and "grade" in problems.unread:
        return
    elif grade not in known:
        hint = problems.suggest(grade, known) or f"Known: {', '.join(known)}."
        problems.add(place, f"{name}: no such grade: {grade}.", hint, rule="unknown")
    else:
        _grade_holds(scheme, grade, place, name, first, last, problems)


def _grade_holds(scheme, grade: str, place: Place, name: str, first: int, last: int, problems: Problems) -> None:
    versions = scheme.grades.bands.values
    for index, (begins, bands) in enumerate(versions):
        ends = versions[index + 1][0] if index + 1 < len(versions) else values.FOREVER
        overlaps = max(begins, first, scheme.first) < min(ends, last, scheme.last) and "grade" not in problems.unread
        if overlaps and grade not in [band.id for band in bands]:
            problems.add(place, f"{name}: there is no grade {grade} from {_date(begins)}" +
                         (f" to {_date(ends)}." if ends != values.FOREVER else "."),
                         "End this rule with `to` and write a new version.", rule="grade-in-time")
            return


# --- references -------------------------------------------------------------------------------------------------------

def _references(scheme: Scheme, problems: Problems) -> None:
    acts, lists = sorted({act.id for act in scheme.acts}), [rule.id for rule in scheme.lists]
    by_rule = entered_by_rule(scheme)
    for agreement in scheme.agreements.values():
        check_agreement(scheme, agreement, problems)
    check_circles([scheme], problems)
    for act in scheme.acts:
        check_owed(scheme, act, problems)
    for field, rules in (("enters", scheme.lists), ("if_lost", scheme.remedies)):
        for rule in rules:
            id = getattr(rule, field)
            if id and id not in acts and "act" not in problems.unread:
                problems.add(rule.place, f"{field}: no such act: {id}.", problems.suggest(id, acts), rule="unknown")
    for act in scheme.acts:
        if act.arises is None and not act.conduct and not act.channel and act.id not in by_rule:
            problems.add(act.place, f"conduct: missing; nothing enters {act.id}.",
                         "Say which conduct falls under it and which channel reports it, or when it `arises`.", rule="missing")
        if act.points.kind == "scale" and act.points.scale not in scheme.scales:
            problems.add(act.place, f"points: no such scale: {act.points.scale}.",
                         problems.suggest(act.points.scale, scheme.scales) or "Scales stand in scheme.yaml.", rule="unknown")
    for remedy in scheme.remedies:
        for what, used, known in (("act", remedy.acts or (), acts), ("list", remedy.lists, lists),
                                  ("act", (remedy.replacement,) if remedy.replacement else (), acts)):
            for id in used:
                if id not in known and what not in problems.unread:
                    field = "if_won" if id == remedy.replacement else "against"
                    problems.add(remedy.place, f"{field}: no such {what}: {id}.", problems.suggest(id, known), rule="unknown")
    _steps_of_remedies(scheme, problems)


def _steps_of_remedies(scheme: Scheme, problems: Problems) -> None:
    """A remedy follows another one, which is against something that it is against, and none follows itself."""
    known = {remedy.id: remedy for remedy in scheme.remedies}
    for remedy in scheme.remedies:
        first = known.get(remedy.follows)
        if remedy.follows and first is None:
            problems.add(remedy.place, f"follows: no such remedy: {remedy.follows}.", problems.suggest(remedy.follows, known), rule="unknown")
        if first is None:
            continue
        step, steps = first, [remedy.id]
        while step is not None and step.id not in steps:
            steps.append(step.id)
            step = known.get(step.follows)
        if step is remedy:
            problems.add(remedy.place, f"follows: {' follows '.join([*steps, remedy.id])}.", "One of them must come first.", rule="remedy")
        elif not (set(remedy.lists) & set(first.lists) or _same_acts(remedy, first)):
            problems.add(remedy.place, f"follows: {first.id} is against nothing that {remedy.id} is against.", "Name the same acts or lists.",
                         rule="remedy")


def _same_acts(one, other) -> bool:
    if one.lists or other.lists:
        return False
    return one.acts is None or other.acts is None or bool(set(one.acts) & set(other.acts))


# --- lives ------------------------------------------------------------------------------------------------------------

def _lives(scheme: Scheme, problems: Problems) -> None:
    """Some line of `counts_for` fits every number of points."""
    for id, ledger in scheme.ledgers.items():
        if ledger.counts_for:
            wanting = [points for points in _samples(ledger) if _no_line(ledger, points)]
            if wanting:
                nearest = min(wanting, key=lambda points: (abs(points), points))
                problems.add(ledger.counts_for[0].place, f"ledger {id}: no line of counts_for fits {values.plain(nearest)} points.",
                             "Add a last line with when: \"true\".", rule="lives")
    for act in scheme.acts:
        _life_of_act(act, scheme, problems)


def _samples(ledger: Ledger) -> list[Fraction]:
    step = Fraction(ledger.step, 100)
    edges = {0, 1_000_000, -1_000_000}
    for life in ledger.counts_for:
        edges |= {part.value for part in walk(life.when.tree) if hasattr(part, "value") and not isinstance(part.value, bool)}
    return sorted({edge + by for edge in edges for by in (-step, 0, step)})


def _no_line(ledger: Ledger, points: Fraction) -> bool:
    return all(holds(life.when.tree, {"points": points}) is False for life in ledger.counts_for)


def _life_of_act(act: Act, scheme: Scheme, problems: Problems) -> None:
    if act.counts_for is None and act.points.kind == "none" and act.grade_for is None and not act.ledger:
        problems.add(act.place, f"counts_for: act {act.id} has no life.", "Write a duration.", rule="lives")
