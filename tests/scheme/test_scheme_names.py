"""What conditions may name where several schemes and a world's attributes are known."""

from __future__ import annotations

import pytest

from xinyong.scheme.names import Environment, Vocabulary, check
from xinyong.scheme.problems import Problems
from xinyong.scheme.source import File, Text
from xinyong.scheme.when import read_condition

CITY = Vocabulary("city", frozenset({"score"}), ("a", "b"), frozenset({"late"}), frozenset({"watch"}), frozenset({"barred"}), frozenset({"trips"}), shown="score")
COURT = Vocabulary("court", acts=frozenset({"listed"}), lists=frozenset({"debtors"}))
WORLD = {"income": ("1", "2", "3"), "hukou": ("rural", "urban"), "place": ("east", "west"), "role": ("head", "spouse")}


def told(text: str, **environment) -> list[str]:
    problems = Problems()
    condition = read_condition(Text(text, File("f", text), 1, 1), "when", problems)
    check(condition, Environment({"city": CITY, "court": COURT}, **environment), problems)
    return [str(problem) for problem in problems.sorted()]


@pytest.mark.parametrize("text", [
    "city.score > 5", "income <= 2 and hukou == rural", "place in (east, west)", "on(court.debtors) or has(city.late, within=1 year)",
    "city.grade < a", "spouse.income == 3", "denied(trips) and denied > 0", "not city.consented", "count(city.any) + sum(court.bad) > 0 - 3",
    "city.gap_up < 20", "told(court.debtors)", "spouse.city.grade == a", "city.no_score", "kind == person and age >= 18", "role != head",
])
def test_what_a_world_knows(text):
    assert told(text, attributes=WORLD, closed=True) == []


@pytest.mark.parametrize("text, message", [
    ("score > 5", "f:1:1: when: score: of which scheme? Write SCHEME.score."),
    ("grade < a", "f:1:1: when: grade: of which scheme? Write SCHEME.grade."),
    ("count(any) > 1", "f:1:7: when: count(any): of which scheme? Write count(SCHEME.any)."),
    ("has(late)", "f:1:5: when: has(late): of which scheme? Write has(SCHEME.late)."),
    ("has(town.late)", "f:1:5: when: town: no such scheme or role. Known: city, court, head, representative, spouse."),
    ("has(citi.late)", "f:1:5: when: citi: no such scheme or role. Did you mean city?"),
    ("town.score > 5", "f:1:1: when: town: no such scheme or role. Known: city, court, head, representative, spouse."),
    ("court.score > 5", "f:1:1: when: score: scheme court has no ledger."),
    ("court.grade < a", "f:1:1: when: grade: scheme court has no grades."),
    ("income == 4", "f:1:11: when: 4 is no value of income. Known: 1, 2, 3."),
    ("hukou == rurl", "f:1:10: when: rurl is no value of hukou. Did you mean rural?"),
    ("incom <= 2", "f:1:1: when: incom: no such attribute, ledger or standing. Did you mean income?"),
    ("city.score == income", "f:1:15: when: income stands on the wrong side. Put the attribute first."),
    ("city.score == high", "f:1:15: when: high: no such attribute, ledger or standing. Known: age, consented, gap_down, gap_up, grade, hukou, income, kind, "
                           "no_score, place, role, score."),
    ("denied(trip)", "f:1:8: when: denied(trip): no such thing. Did you mean trips?"),
    ("lateness(city.late)", "f:1:1: when: lateness(...): no such question. Known: has, on, told, bears, denied, granted, count, sum, most, owes, overdue."),
    ("city.has(late)", "f:1:1: when: city.has: 'city' is no role. A scheme goes inside: has(city.ID)."),
    ("income", "f:1:1: when: income is an attribute, not true or false. Compare it with a value: `income == yes`."),
])
def test_what_it_does_not(text, message):
    assert told(text, attributes=WORLD, closed=True) == [message]


def test_a_scheme_alone_takes_other_schemes_and_attributes_on_trust():
    assert told("town.grade < bb and town.score > 5 and not town.consented and has(town.late) and wealth >= 3", home="city") == []
    assert told("town.levels > 3", home="city") == ["f:1:1: when: town: no such scheme or role. Known: city, court, head, representative, spouse."]
