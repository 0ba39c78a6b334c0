"""What obligations and agreements ask of the rest of a scheme, and of other schemes: names, and that passing on comes to an end."""

from __future__ import annotations

from collections.abc import Sequence

from xinyong.scheme.model import Act, Agreement, Scheme
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_bonds import SORTS


def check_owed(scheme: Scheme, act: Act, problems: Problems) -> None:
    """What an act makes one owe is there, and the act has what it asks for."""
    if not act.owes:
        return
    owed = scheme.obligations.get(act.owes)
    if owed is None:
        problems.add(act.place, f"owes: no such obligation: {act.owes}.",
                     problems.suggest(act.owes, scheme.obligations) or "Obligations stand in scheme.yaml.", rule="unknown")
    elif not act.conduct and (owed.amount is None or owed.with_conduct):
        what = "the amount of a conduct" if owed.amount is None else "what ends with the conduct"
        problems.add(act.place, f"owes: {act.owes} is {what}, but no conduct falls under {act.id}.", "Owe a sum, or something to be done.", rule="act")


def check_agreement(scheme: Scheme, agreement: Agreement, problems: Problems) -> None:
    """What of the own scheme it names exists; other schemes are known to a world only."""
    acts, lists = sorted({act.id for act in scheme.acts}), [rule.id for rule in scheme.lists]
    for what, becomes in agreement.gives:
        giver, id = agreement.giver(what, scheme.id)
        noun, known = ("list", lists) if agreement.of_list else ("act", [*acts, *SORTS])
        if giver == scheme.id and id not in known and noun not in problems.unread:
            problems.add(agreement.place, f"gives: no such {noun}: {id}.", problems.suggest(id, known), rule="unknown")
        if becomes == "same":
            if agreement.of_list or (id not in SORTS and id not in acts and "act" not in problems.unread):
                problems.add(agreement.place, f"becomes: this scheme has no act {id}." if not agreement.of_list else "becomes: a listing is no act of the same id.",
                             "Name the act of this scheme that it becomes.", rule="unknown")
        elif becomes and becomes not in acts and "act" not in problems.unread:
            problems.add(agreement.place, f"becomes: no such act: {becomes}.", problems.suggest(becomes, acts), rule="unknown")
    if agreement.consent and all(consent.asked == "not asked" for _, consent in scheme.consent.values):
        problems.add(agreement.place, "consent: required, but the scheme never asks for it.", "Give the scheme `consent`.", rule="consent")


def check_circles(schemes: Sequence[Scheme], problems: Problems) -> None:
    """What is passed on and on comes to an end: no agreement is given, through others that let it go on, what it itself has passed."""
    agreements = [(scheme, agreement) for scheme in schemes for agreement in scheme.agreements.values()]
    leads = {(scheme.id, agreement.id): [(s.id, a.id) for s, a in agreements if agreement.onward and _given_on(scheme, agreement, s, a)]
             for scheme, agreement in agreements}
    for scheme, agreement in agreements:
        start, seen, waiting = (scheme.id, agreement.id), set(), [(scheme.id, agreement.id)]
        while waiting:
            for following in leads[waiting.pop()]:
                if following == start:
                    problems.add(agreement.place, f"onward: what {agreement.id} passes comes back to it without end.", "Write `onward: no` in one of the circle.",
                                 rule="circle")
                    return
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)


def _given_on(scheme: Scheme, agreement: Agreement, other: Scheme, following: Agreement) -> bool:
    """Does an agreement of another scheme, or the same, give what this one makes?"""
    made = {becomes if becomes != "same" else agreement.giver(what, scheme.id)[1] for what, becomes in agreement.gives}
    made = {act.id for act in scheme.acts} if made & set(SORTS) else made
    return not following.of_list and any(giver == scheme.id and (id in made or id in SORTS)
                                         for giver, id in (following.giver(what, other.id) for what, _ in following.gives))


def entered_by_rule(scheme: Scheme) -> set[str]:
    """Acts that other rules enter."""
    same = {given for agreement in scheme.agreements.values() for what, becomes in agreement.gives if becomes == "same"
            for given in ([agreement.giver(what, scheme.id)[1]] if what not in SORTS else [act.id for act in scheme.acts])}
    named = {remedy.replacement for remedy in scheme.remedies} | {remedy.if_lost for remedy in scheme.remedies} | {rule.enters for rule in scheme.lists}
    return named | same | {
        becomes for agreement in scheme.agreements.values() for _, becomes in agreement.gives}
