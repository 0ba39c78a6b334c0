"""Finding: against looking at every life, and what is said of wrong expressions."""

import pytest

import xinyong as xy
from xinyong.record.weigh import Scales
from xinyong.scheme.values import day as day_of


def holds_on(record, condition: str, day: int) -> bool:
    return bool(Scales(record.whole, record.member, day, "rongcheng").weigh(condition).value)


def turning_days(record) -> list[int]:
    """Days on which a condition may come to hold: whenever anything in the unit happened."""
    days = {int(d) for d in record.whole._trace[:, 0]}
    return sorted(days)


def found(town, expression: str) -> set[str]:
    return set(town.find(expression, limit=100_000))


@pytest.mark.parametrize("condition", ["grade == aaa", "score < 930 and not no_score", "has(red-light) and kind == person",
                                       "told(traffic-fine-le-500)", "granted >= 2", "count(bad, within=12 months) >= 3"])
def test_some_day_is_some_day(town, everybody, condition):
    expected = {r.code for r in everybody if any(holds_on(r, condition, d) for d in turning_days(r))}
    assert found(town, condition) == expected
    assert expected


@pytest.mark.parametrize("condition", ["grade == aa", "age > 60 and hukou == rural", "no_score", "on(local-blacklist)", "kind == organisation"])
def test_at_end_is_the_last_day(town, everybody, condition):
    assert found(town, f"at_end({condition})") == {r.code for r in everybody if holds_on(r, condition, r.as_of)}


@pytest.mark.parametrize("condition", ["grade >= a", "not has(red-light)"])
def test_always_is_every_day(town, everybody, condition):
    expected = {r.code for r in everybody if all(holds_on(r, condition, d) for d in turning_days(r))}
    assert found(town, f"always({condition})") == expected
    assert expected


@pytest.mark.parametrize("date", ["2014-01-01", "2017-01-01", "2018-06-30", "2019-02-13", "2023-12-31"])
def test_at_a_day(town, everybody, date):
    """The first day, the day of new rules, the last of a month, a day within, the last of all."""
    day = day_of(date)
    for condition in ("grade == b", "count(bad, within=6 months) >= 1", "no_score"):
        expected = {r.code for r in everybody if holds_on(r, condition, day)}
        assert found(town, f"at({date}, {condition})") == expected
        assert expected or date == "2014-01-01"


def test_moments_are_joined(town):
    b = found(town, "at(2018-06-30, grade == b)")
    ended = found(town, "at_end(grade >= a)")
    assert found(town, "at(2018-06-30, grade == b) and at_end(grade >= a)") == b & ended
    assert found(town, "at(2018-06-30, grade == b) and not at_end(grade >= a)") == b - ended
    assert found(town, "at(2018-06-30, grade == b) or at_end(grade >= a)") == b | ended


def test_the_first_by_number(town, everybody):
    """In order of households and members, and no more than asked for."""
    order = [r.code for r in everybody]
    all_of_them = town.find("grade == aaa", limit=100_000)
    assert all_of_them == sorted(all_of_them, key=order.index)
    assert town.find("grade == aaa", limit=3) == all_of_them[:3]


def test_progress_is_told(town):
    told = []
    town.find("score < 0", progress=lambda done, units, n: told.append((done, units, n)))
    assert told[-1][0] == told[-1][1] == town.population.units and told[-1][2] == 0


@pytest.mark.parametrize(("expression", "said"), [
    ("scor < 900", "expression:1:1: find: scor: no such attribute, ledger or standing. Did you mean score?"),
    ("grade == aaaa", "aaaa: no such grade. Did you mean aaa?"),
    ("at(2018, grade == a)", "expression:1:4: find: at: expected a date, found '2018'. Write 2018-01-01."),
    ("at(2031-01-01, grade == a)", "at: 2031-01-01 is not within the run. It was lived from 2014-01-01 to 2023-12-31."),
    ("grade == a and at_end(score < 900", "at_end( is never closed."),
    ("always(at_end(score < 900))", "always(...) holds a condition only, not another moment."),
    ("grade == a and at_end(on(blaklist))", "on(blaklist): no such list."),
    ("at_end(score < 900) > 3", "are true or false"),
    ("", "expected a name, a number or '('"),
])
def test_wrong_expressions_are_told_with_their_place(town, expression, said):
    with pytest.raises(xy.SchemeError) as error:
        town.find(expression)
    assert said in str(error.value)


def test_a_limit_below_one_is_told(town):
    with pytest.raises(xy.XinyongError, match="limit: 0"):
        town.find("true", limit=0)
