"""What is missing: no comparison with it holds, whatever it asks (docs/reference/format.md, section 3)."""

import pytest

from small import LEDGER, act, at, letter, life

BOTH = 'subjects: {person: {when: "true", basis: text D 1}, organisation: {when: "true", basis: text D 1}}\n'
FIRM = "business: {kind: organisation}"


def listed(tmp_path, condition: str, members: str) -> bool:
    """Is the first member listed by the condition, after a record?"""
    rules = f"some: {{label: {{en: S}}, of: both, colour: black, grounds: {{g: {{when: '{condition}', term: for ever, basis: text D 1}}}}, basis: text D 1}}\n"
    made = letter(tmp_path, ledger=LEDGER, acts=[act(of="both", points=-1, counts_for="for ever")], lists=rules, subjects=BOTH)
    lived = life(made, ["2020-03-05 act"], until="2020-03-05", members=members)
    return at(made, lived, "2020-03-05").lists != {}


@pytest.mark.parametrize("condition", ["age >= 0", "age < 200", "age != 7", "age in (0, 30)"])
def test_an_organisation_has_no_age(tmp_path, condition):
    assert listed(tmp_path, condition, "head: {age: 30}") and not listed(tmp_path, condition, FIRM)


@pytest.mark.parametrize("condition", ["spouse.age < 200", "spouse.age != 7", "spouse.score >= 0", "spouse.score < 5000",
                                       "spouse.kind != organisation", "count(act) > spouse.count(act) - 5"])
def test_nobody_in_a_role_has_no_value(tmp_path, condition):
    assert listed(tmp_path, condition, "head: {age: 30}, spouse: {age: 30}")
    assert not listed(tmp_path, condition, "head: {age: 30}")


def test_nobody_in_a_role_has_no_attribute(tmp_path):
    assert listed(tmp_path, "spouse.hukou != rural or spouse.hukou == urban", "head: {age: 30}, spouse: {hukou: urban}")
    assert not listed(tmp_path, "spouse.hukou != rural or spouse.hukou == urban", "head: {age: 30}")


def test_a_comparison_that_fails_for_want_of_a_value_can_be_denied(tmp_path):
    assert listed(tmp_path, "not age < 18", FIRM)


def test_only_an_organisation_has_a_representative(tmp_path):
    assert listed(tmp_path, "representative.age > 0", "business: {kind: organisation}, head: {age: 30}")
    assert not listed(tmp_path, "representative.age > 0", "spouse: {age: 30}, head: {age: 30}")


FEW = 'subjects: {person: {when: "enrolled == yes", basis: text D 1}}\n'
GRADED = "grades: {ledger: score, bands: [{id: a, label: {en: A}, at_least: 200, basis: text D 1}, {id: b, label: {en: B}, otherwise: true, basis: text D 1}]}\n"
ASKED = "consent: {asked: opt in, without: [score], basis: text D 1}\n"


def listed_days(tmp_path, condition: str, head: str, script: list[str], days: list[str], subjects: str = FEW) -> list[bool]:
    """Whether somebody is on a list, which one leaves when the condition ceases to hold, at the end of each day."""
    rules = (f"some: {{label: {{en: S}}, of: both, colour: black, grounds: {{g: {{when: '{condition}', term: for ever, basis: text D 1}}}}, "
             f"leaves: {{when: 'not ({condition})', basis: text D 1}}, basis: text D 1}}\n")
    made = letter(tmp_path, head=head, subjects=subjects, acts=[act(points=-1, counts_for="for ever")], lists=rules)
    lived = life(made, script, until=days[-1], members='head: {age: 30, enrolled: "no"}')
    return [at(made, lived, d).lists != {} for d in days]


@pytest.mark.parametrize("head", ["", GRADED])
@pytest.mark.parametrize("condition, then", [("score < 5000", True), ("score != 7", True), ("2 * score >= 0", True), ("100 == score", True), ("no_score", False)])
def test_who_is_not_covered_has_no_score(tmp_path, head, condition, then):
    assert listed_days(tmp_path, condition, head, ["2020-03-05 set enrolled=yes", "2020-06-05 set enrolled=no"],
                       ["2020-03-04", "2020-03-05", "2020-06-04", "2020-06-05"]) == [not then, then, then, not then]


@pytest.mark.parametrize("head", ["", GRADED])
def test_who_does_not_consent_has_no_score(tmp_path, head):
    assert listed_days(tmp_path, "score < 5000", head + ASKED, ["2020-03-05 set consented=no"], ["2020-03-04", "2020-03-05"],
                       FEW.replace("enrolled == yes", "enrolled in (yes, no)")) == [True, False]


GRADES = """grades:
  ledger: score
  bands: [{id: a, label: {en: A}, at_least: 90, basis: text D 1}, {id: b, label: {en: B}, otherwise: true, basis: text D 1}]
"""


@pytest.mark.parametrize("condition, holds", [
    ("gap_up > 0", False), ("gap_up != 5", False), ("gap_up <= 20", False), ("gap_up + 1 > 0", False), ("gap_down > 0", True), ("gap_down == 9", True), ("not gap_up > 0", True)])
def test_there_is_no_gap_to_what_is_better_than_the_best(tmp_path, condition, holds):
    rules = f"some: {{label: {{en: S}}, of: both, colour: black, grounds: {{g: {{when: '{condition}', term: for ever, basis: text D 1}}}}, basis: text D 1}}\n"
    made = letter(tmp_path, head=GRADES, acts=[act(points=-1, counts_for="for ever")], lists=rules)
    lived = life(made, ["2020-03-05 act"], until="2020-03-05")
    assert (at(made, lived, "2020-03-05").lists != {}) is holds
