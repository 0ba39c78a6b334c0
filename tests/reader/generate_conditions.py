"""Conditions of dealt schemes: of conduct, of records, of standing, of others in the unit, of another scheme."""

from __future__ import annotations

from hypothesis import strategies as st

from .generate_names import ATTRIBUTES, Names, pick, seldom, windows

_ORDERS = pick(("<", "<=", ">", ">="))


def of_deed(names: Names):
    """What `when` of acts asks."""
    deed = pick(("amount >= 3", "amount < 8 and severity < 700", "severity >= 400", "lasts >= 2", "lasts < 4", "amount != 1", "amount * 2 + lasts > 6"))
    return st.one_of(deed, deed, of_records(names), of_attributes())


def of_records(names: Names, *, kinds: bool = True):
    about = pick((*names.acts, *(("any", "bad", "good") if kinds else ())))
    looking_back = st.builds("{}, within={}{}".format, about, windows, pick(("", "", "", ", by=deed")))
    since = st.builds("{}, since={}".format, about, pick(names.acts))
    of = st.one_of(about, looking_back, looking_back, since)
    act = st.one_of(pick(names.acts), st.builds("{}, within={}".format, pick(names.acts), windows))
    count = st.builds("count({}) {} {}".format, of, pick(("<", "<=", ">", ">=", "==", "!=")), pick((0, 1, 2, 3)))
    total = st.builds("sum({}) {} {}".format, of, _ORDERS, pick((-20, -10, -3, 0, 2, 5)))
    most = st.builds("most({}) {} {}".format, of, _ORDERS, pick((1, 3, 10)))
    share = st.builds("100 * count({}) >= 20 * count({})".format, of, of)
    return st.one_of(st.builds("has({})".format, act), st.builds("has({})".format, act), count, count, total, most, share)


def of_attributes():
    return st.one_of(
        st.builds("hukou {} {}".format, pick(("==", "!=")), pick(ATTRIBUTES["hukou"])), st.just("income in (1, 2)"),
        st.builds("resident == {}".format, pick(("yes", "no"))), st.builds("kind == {}".format, pick(("person", "organisation"))),
        st.builds("age {} {}".format, pick(("<", ">=")), pick((12, 18, 30, 31, 32, 60))), st.just("consented"), st.just("role == spouse"))


def of_owing(names: Names):
    return st.one_of(st.builds("owes({}) {} {}".format, pick(names.obligations), pick((">", "==", ">=", "<")), pick((0, 1, 3, 5))),
                     st.builds("overdue({}) {} {}".format, pick(names.obligations), pick((">", "==", ">=", "<")), pick((0, 1, 30))))


def of_standing(names: Names):
    """Of scores, grades, gaps: what is judged at the end of a day."""
    scores = (*(["score"] if names.shown else []), *names.ledgers)
    parts = [st.builds("{} {} {}".format, pick(scores), pick(("<", ">=", "<=", ">", "==")), pick((0, 5, 80, 90, 95, 100)))]
    if names.grades:
        parts += [st.just("no_score"), st.builds("grade {} {}".format, pick(("<", "<=", ">", ">=", "==", "!=")), pick(names.grades)),
                  st.builds("grade in ({}, {})".format, pick(names.grades), pick(names.grades)),
                  st.builds("{} <= {}".format, pick(("gap_up", "gap_down")), pick((0, 5, 10)))]
    return st.one_of(parts)


def of_others(names: Names):
    """Of somebody in a role, and of all who are in one."""
    of = [f"has({names.acts[0]})", f"count({names.acts[-1]}) > 0"]
    of += ["no_score", "score < 95", f"grade < {names.grades[0]}", f"grade == {names.grades[-1]}"] if names.grades else []
    of += [f"on({names.lists[0]})"] if names.lists else []
    of += [f"overdue({names.obligations[0]}) > 0"] if names.obligations else []
    over = pick(("household", "household", "business", "head", "spouse", "child", "other"))
    whole = [st.builds("{}({}, {})".format, pick(("any", "all")), over, pick((*of, "age < 18", "not resident == yes"))),
             st.builds("number({}, {}) >= {}".format, over, pick((*of, "age >= 18")), pick((1, 2)))]
    if names.shown:
        whole.append(st.builds("average({}, {}) {} {}".format, over, pick(("score", f"count({names.acts[0]})", "age")), _ORDERS, pick((1, 30, 90, 95, 100))))
    return st.one_of(st.builds("{}.{}".format, pick(("head", "spouse", "representative")), pick(of)), *whole)


def of_other_scheme(other: Names):
    """What the scheme beside has of the same member."""
    parts = [f"has(beside.{other.acts[0]})", f"count(beside.{other.acts[-1]}, within=6 months) >= 1", "count(beside.bad) > 0", f"beside.{other.ledgers[-1]} > 5"]
    parts += [f"beside.grade < {other.grades[0]}", "beside.score >= 90", f"spouse.beside.grade == {other.grades[-1]}"] if other.grades else []
    parts += [f"on(beside.{other.lists[0]})", f"any(household, on(beside.{other.lists[0]}))"] if other.lists else []
    parts += [f"owes(beside.{other.obligations[0]}) > 0"] if other.obligations else []
    return pick(parts)


@st.composite
def condition(draw, names: Names, *, listed: bool = True, bears: tuple[str, ...] = (), denied: bool = False) -> str:
    """A condition of lists, measures, remedies. `listed`: may name lists; `bears`: measures that it may name; `denied`: may name things denied or granted."""
    found = [draw(_part(names, listed, bears, denied)) for _ in range(draw(pick((1, 1, 2, 3))))]
    found = [f"not {part}" if draw(seldom) else part for part in found]
    if len(found) == 3:
        return f"{found[0]} {draw(pick(('and', 'or')))} ({found[1]} {draw(pick(('and', 'or')))} {found[2]})"
    return f" {draw(pick(('and', 'or')))} ".join(found)


def _part(names: Names, listed: bool, bears: tuple[str, ...], denied: bool):
    parts = [of_records(names), of_records(names), of_attributes(), st.builds("told({})".format, pick(names.acts)),
             of_standing(names), of_standing(names), of_others(names)]
    parts += [of_other_scheme(names.other)] * 2 if names.other else []
    parts += [st.builds("bears({})".format, pick(bears))] if bears else []
    parts += [st.builds("{}({})".format, pick(("denied", "granted")), pick(names.things)), pick(("denied > 0", "granted >= 1"))] if denied else []
    if names.obligations:
        parts += [of_owing(names)] * 2
    if listed and names.lists:
        parts += [st.builds("{}({})".format, pick(("on", "on", "told")), pick(names.lists)),
                  st.builds("told({}, {})".format, pick(names.lists), pick(("before", "served", "published", "known")))]
    return st.one_of(parts)
