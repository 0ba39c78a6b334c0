"""Relations that always hold, over scripts dealt at random from the acts of Rongcheng and of the school."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from small import life
from xinyong.record.cases import Letter
from xinyong.record.standing import standings
from xinyong.scheme.builtin import find_scheme
from xinyong.scheme.model import FOREVER, History
from xinyong.scheme.names import conditions
from xinyong.scheme.when import Arithmetic, Both, Compare, Name, Not, Number

SCHOOL = Path(__file__).parents[1] / "scheme" / "good" / "school"
EPOCH = dt.date(1970, 1, 1)
BEGIN, DAYS = dt.date(2020, 3, 1), 700
MEMBER = {"rongcheng": 'head: {age: 40, resident: "yes"}', "school": 'head: {age: 12, enrolled: "yes"}'}


@cache
def letter(name: str) -> Letter:
    return Letter(find_scheme(SCHOOL if name == "school" else name))


def scripts(name: str):
    """Up to twelve events of acts that persons may do; ranges at their ends, so that doubling is exact."""
    acts = sorted({act.id for act in letter(name).scheme.acts if act.of != "organisation" and act.last > day(BEGIN)})
    event = st.builds(lambda at, act, amount, grave: f"{BEGIN + dt.timedelta(days=at)} enter {act} amount={amount} severity={999 * grave}",
                      st.integers(0, DAYS), st.sampled_from(acts), st.sampled_from([1, 10, 60, 500, 3000]), st.integers(0, 1))
    if name == "school":                     # its objections suspend, which a standing does not show
        return st.lists(event, min_size=1, max_size=12).map(sorted)
    removed = st.builds(lambda at, remedy: f"{BEGIN + dt.timedelta(days=at)} file {remedy}", st.integers(0, DAYS),
                        st.sampled_from([remedy.id for remedy in letter(name).scheme.remedies]))
    return st.lists(st.one_of(event, event, event, removed), min_size=1, max_size=12).map(sorted)


def day(date: dt.date) -> int:
    return (date - EPOCH).days


def lived(made: Letter, name: str, script: list[str]):
    """The standing at the end of every day on which anything happened, and of the day before."""
    one = life(made, script, until=str(BEGIN + dt.timedelta(days=DAYS + 900)), members=MEMBER[name])
    days = sorted({day for row in one.trace.tolist() for day in (row[0] - 1, row[0])})
    return {at: members[0] for at, members in standings(made.book, one.trace, 1, days[1:]).items()}


@pytest.mark.parametrize("name", ["rongcheng", "school"])
def test_the_score_is_what_live_records_count_for(name):
    """On every day: start plus live records, within floor and ceiling; the grade is the one that score and overrides give."""
    @settings(max_examples=60, deadline=None)
    @given(scripts(name))
    def holds(script):
        made = letter(name)
        scheme = made.scheme
        for at, of in lived(made, name, script).items():
            for id, ledger in scheme.ledgers.items():
                points = sum(live.points for (act, _, _), live in of.records.items() if scheme.acts[act].ledger == id)
                floor, ceiling = ledger.floor.at(at), ledger.ceiling.at(at)
                score = ledger.start.at(at) + points
                score = max(score, floor) if floor is not None else score
                score = min(score, ceiling) if ceiling is not None else score
                if of.scores[id] is not None:
                    assert of.scores[id] == score
            if of.scores[scheme.grades.ledger] is not None:
                assert of.grade == graded(scheme, of, at)
    holds()


def graded(scheme, of, at) -> str:
    bands = scheme.grades.bands.at(at)
    by_score = next(i for i, band in enumerate(bands) if band.at_least is None or of.scores[scheme.grades.ledger] >= band.at_least)
    order = [band.id for band in bands]
    direct = [scheme.acts[act].grade for (act, _, _), live in of.records.items() if scheme.acts[act].grade and live.graded]
    listed = [scheme.lists[i].grade for i in of.lists if scheme.lists[i].grade]
    return order[max([by_score, *(order.index(grade) for grade in (*direct, *listed) if grade in order)])]


# --- relations between schemes -------------------------------------------------------------------------------------------------

def doubled(tree):
    """A condition on points in points of half the size."""
    match tree:
        case Number(value):
            return Number(2 * value)
        case Compare(op, Name(("points",)) as left, right):
            return Compare(op, left, doubled(right))
        case Not(of):
            return Not(doubled(of))
        case Both(op, parts):
            return Both(op, tuple(map(doubled, parts)))
        case Arithmetic(op, left, right):
            return Arithmetic(op, doubled(left), doubled(right))
    return tree


def twice(history: History) -> History:
    return History(tuple((first, value if value is None else 2 * value) for first, value in history.values))


def doubled_scheme(scheme):
    """All points, limits and starts doubled."""
    def ledger(of):
        return replace(of, start=twice(of.start), floor=twice(of.floor), ceiling=twice(of.ceiling),
                       counts_for=tuple(replace(line, when=replace(line.when, tree=doubled(line.when.tree))) for line in of.counts_for),
                       groups={id: replace(g, cap=g.cap and replace(g.cap, most=2 * g.cap.most)) for id, g in of.groups.items()})

    def act(of):
        points = replace(of.points, low=2 * of.points.low, high=2 * of.points.high)
        return replace(of, points=points, cap=of.cap and replace(of.cap, most=2 * of.cap.most))

    bands = History(tuple((first, tuple(replace(band, at_least=band.at_least and 2 * band.at_least) for band in version))
                          for first, version in scheme.grades.bands.values))
    scales = {id: replace(scale, reached=tuple((amount, 2 * points) for amount, points in scale.reached)) for id, scale in scheme.scales.items()}
    return replace(scheme, ledgers={id: ledger(of) for id, of in scheme.ledgers.items()}, acts=tuple(map(act, scheme.acts)),
                   grades=replace(scheme.grades, bands=bands), scales=scales)


@cache
def double() -> Letter:
    return Letter(doubled_scheme(letter("rongcheng").scheme))


@settings(max_examples=60, deadline=None)
@given(scripts("rongcheng"))
def test_doubling_all_points_doubles_scores_and_keeps_grades(script):
    one, two = lived(letter("rongcheng"), "rongcheng", script), lived(double(), "rongcheng", script)
    assert one.keys() == two.keys()
    for at, of in one.items():
        assert two[at].scores == {id: score if score is None else 2 * score for id, score in of.scores.items()}
        assert (two[at].grade, two[at].lists, two[at].measures, two[at].records.keys()) == (of.grade, of.lists, of.measures, of.records.keys())


@settings(max_examples=25, deadline=None)
@given(scripts("rongcheng"), st.randoms(use_true_random=False))
def test_removing_an_act_nobody_commits_changes_nothing(script, luck):
    scheme = letter("rongcheng").scheme
    kept = {line.split()[2] for line in script if line.split()[1] == "enter"} | {
        id for remedy in scheme.remedies for id in (*(remedy.acts or ()), remedy.replacement)}
    gone = luck.sample([act.id for act in scheme.acts if act.id not in kept], 40)
    named = " ".join(condition.text for condition in conditions(scheme))
    less = replace(scheme, acts=tuple(act for act in scheme.acts if act.id not in gone or act.id in named), cases=())
    made = Letter(less)
    one, two = lived(letter("rongcheng"), "rongcheng", script), lived(made, "rongcheng", script)
    assert one.keys() == two.keys()
    for at, of in one.items():
        other = two[at]
        assert (other.scores, other.grade, other.lists, other.measures) == (of.scores, of.grade, of.lists, of.measures)
        assert [(less.acts[act].id, *rest) for act, *rest in other.records] == [(scheme.acts[act].id, *rest) for act, *rest in of.records]


@settings(max_examples=40, deadline=None)
@given(scripts("rongcheng"))
def test_no_measure_without_a_live_cause(script):
    """Whoever has no record and is on no list has the start's grade, and bears only what that grade and who one is bring."""
    made = letter("rongcheng")
    nothing = lived(made, "rongcheng", [f"{BEGIN} set resident=yes"])
    for at, of in lived(made, "rongcheng", script).items():
        if not of.records:
            before = max((each for each in nothing if each <= at), default=None)
            if before is not None:
                assert (of.grade, of.measures, of.scores) == (nothing[before].grade, nothing[before].measures, nothing[before].scores)


@settings(max_examples=40, deadline=None)
@given(scripts("rongcheng"))
def test_no_record_outlives_its_term(script):
    made = letter("rongcheng")
    for at, of in lived(made, "rongcheng", script).items():
        assert all(live.until > at and entered <= at for (_, entered, _), live in of.records.items())
        assert all(until > at for _, _, until in of.lists.values() if until < FOREVER)
