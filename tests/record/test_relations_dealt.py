"""Relations that always hold, over scripts dealt at random, of schemes small enough to be changed in one thing."""

from __future__ import annotations

import datetime as dt
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from test_cases_together import scheme

from small import act, letter, life
from xinyong.record.cases import Letter
from xinyong.record.standing import standings
from xinyong.scheme.read import read_scheme

BEGIN = dt.date(2020, 3, 1)
MEMBERS = "head: {age: 40}, spouse: {age: 40}"
ACTS = [act("fine", points=-10, counts_for="2 months"), act("grave", points=-30, counts_for="1 year", cap="60 a year"), act("helps", points=5, counts_for="6 months")]
events = st.builds(lambda at, who, id: f"{BEGIN + dt.timedelta(days=at)} {who}: enter {id}", st.integers(0, 500), st.sampled_from(["head", "spouse"]),
                   st.sampled_from(["fine", "grave", "helps"]))
scripts = st.lists(events, max_size=9).map(lambda dealt: [f"{BEGIN} head: enter helps", *sorted(dealt)])
few = settings(max_examples=15, deadline=None)


def every_day(made: Letter, script: list[str]) -> list[list]:
    """Everybody's standing at the end of every third of nine hundred days."""
    first = (BEGIN - dt.date(1970, 1, 1)).days
    lived = life(made, script, until=str(BEGIN + dt.timedelta(days=900)), members=MEMBERS)
    return list(standings(made.book, lived.trace, 2, range(first, first + 900, 3)).values())


def folder() -> Path:
    return Path(mkdtemp())


@cache
def whole() -> Letter:
    return letter(folder(), acts=ACTS)


# ---- a scheme split in two with an agreement that passes everything at once is the unsplit scheme

@cache
def split() -> Letter:
    """Who enters and who counts are two keepers."""
    at = folder()
    noted = [act(id, conduct=f"does-{id}", channel="office", points=0, counts_for="1 day") for id in ("fine", "grave", "helps")]
    scheme(at, "office", noted)
    passes = "agreements: {all: {label: {en: All}, gives: {acts: [office.fine, office.grave, office.helps]}, against: subject, becomes: same, basis: text D 1}}\n"
    return Letter(read_scheme(scheme(at, "bureau", ACTS, grades=passes)))


@few
@given(scripts)
def test_a_scheme_split_in_two_is_the_unsplit_scheme(script):
    there = every_day(split(), [line.replace("enter ", "enter office.") for line in script])
    assert [[of.scores for of in both] for both in there] == [[of.scores for of in both] for both in every_day(whole(), script)]


# ---- nothing flows without the consent it needs

@cache
def asking() -> Letter:
    at = folder()
    scheme(at, "office", [act(id, conduct=f"does-{id}", channel="office", points=0, counts_for="1 year") for id in ("fine", "grave", "helps")])
    passes = ("agreements: {all: {label: {en: All}, gives: {acts: [office.fine, office.grave, office.helps]}, against: subject, becomes: same, consent: required, basis: text D 1}}\n"
              "consent: {2000-01-01: {asked: opt in, without: [score], basis: text D 1}}\n")
    return Letter(read_scheme(scheme(at, "bureau", ACTS, grades=passes)))


@few
@given(scripts)
def test_nothing_flows_without_the_consent_it_needs(script):
    """Only what is of the head: the spouse has not consented."""
    lines = [f"{BEGIN} spouse: set consented=no", *(line.replace("enter ", "enter office.") for line in script)]
    for (head, spouse), (alone, _) in zip(every_day(asking(), lines), every_day(whole(), script)):
        assert (head.scores, head.records.keys()) == (alone.scores, {(act, day, occ) for act, day, occ in alone.records})
        assert not spouse.records and spouse.scores.get("score") is None


# ---- nobody is scored outside the scheme's subjects

@cache
def covering(when: str) -> Letter:
    return letter(folder(), subjects=f'subjects: {{person: {{when: "{when}", basis: text D 1}}}}\n', acts=ACTS)


@few
@given(scripts)
def test_nobody_is_scored_outside_the_subjects(script):
    for (head, spouse), (alone, _) in zip(every_day(covering("role == head"), script), every_day(whole(), script)):
        assert not spouse.records and spouse.scores.get("score") is None and spouse.grade is None
        assert (head.scores, head.records) == (alone.scores, alone.records)


# ---- a shorter term never adds a restricted day to the same records; muting all measures leaves scores as they are

LIST = """\
bad-list:
  label: {en: L}
  of: person
  colour: black
  grounds: {two: {when: "count(bad, within=3 months) >= 2", term: TERM, basis: text D 1}}
  basis: text D 1
"""
MEASURES = 'id,label_en,thing,kind,when,of,basis\nno-trips,M,trips,deny,on(bad-list),person,text D 1\n'


@cache
def listing(term: str, measures: bool = True) -> Letter:
    return letter(folder(), acts=ACTS, lists=LIST.replace("TERM", term), **({"measures": MEASURES} if measures else {}))


@few
@given(scripts)
def test_a_shorter_term_never_adds_a_restricted_day(script):
    """The first stay of the shorter term lies within that of the longer; counted together there are no more days."""
    short, long = (every_day(listing(term), script) for term in ("2 months", "12 months"))
    for who in (0, 1):
        assert sum(bool(both[who].measures) for both in short) <= sum(bool(both[who].measures) for both in long)


@few
@given(scripts)
def test_without_measures_nobody_is_restricted_and_all_else_is_as_it_was(script):
    for one, other in zip(every_day(listing("2 months"), script), every_day(listing("2 months", measures=False), script)):
        for with_, without in zip(one, other):
            assert not without.measures and (with_.scores, with_.records, with_.lists) == (without.scores, without.records, without.lists)
            assert bool(with_.measures) == bool(with_.lists)                    # no measure without a live cause


# ---- doubling: the same over what repeats and caps cut

@cache
def doubled(by: int) -> Letter:
    ledger = (f"ledgers: {{score: {{kind: points, label: {{en: P}}, start: {100 * by}, floor: {20 * by}, ceiling: {110 * by}, step: 1, repeat: {{factor: 2, basis: text D 1}}, "
              "counts_for: [{when: 'true', for: 1 year, basis: text D 1}], basis: text D 1}}\n")
    acts = [act("fine", points=-10 * by, counts_for="2 months"), act("grave", points=-30 * by, counts_for="1 year", cap=f"{60 * by} a year"), act("helps", points=5 * by, counts_for="6 months")]
    return letter(folder(), ledger=ledger, acts=acts)


@few
@given(scripts)
def test_doubling_all_points_limits_and_starts_doubles_scores(script):
    for one, two in zip(every_day(doubled(1), script), every_day(doubled(2), script)):
        assert [of.scores["score"] * 2 for of in one] == [of.scores["score"] for of in two]
