"""Worked cases of a scheme that names another: both are in force, what is named and expected is the scheme's own."""

import pytest

from small import COLUMNS, LEDGER, PERSONS, act, failures
from xinyong.errors import SchemeError
from xinyong.record.cases import Letter
from xinyong.scheme.read import read_scheme


def scheme(folder, id, acts, *, cases="", grades=""):
    """A small scheme in a folder of its own."""
    folder = folder / id
    (folder / "tests").mkdir(parents=True)
    (folder / "scheme.yaml").write_text(f"id: {id}\nlabel: {{en: {id}}}\nkeeper: {{en: Nobody}}\nfrom: 2000-01-01\n{PERSONS}{LEDGER}{grades}")
    (folder / "acts.csv").write_text("\n".join([COLUMNS, *acts]) + "\n")
    (folder / "sources.yaml").write_text("D: {title: {en: D}, kind: original}\n")
    if cases:
        (folder / "tests" / "cases.yaml").write_text(cases)
    return folder


GRADES = """\
grades:
  ledger: score
  bands:
    - {id: good, label: {en: Good}, at_least: 110, basis: text D 1}
    - {id: plain, label: {en: Plain}, otherwise: true, basis: text D 1}
"""
VILLAGE = [act("helps", conduct="helps", channel="office", points=10, counts_for="to the end of the year"),
           act("fine", conduct="spits", channel="office", points=-1, counts_for="1 year")]
TOWN = [act("helps", conduct="helps", channel="office", points=3, counts_for="1 year"),
        act("stars", arises="yearly on 01-01", when="village.grade == good", points=5, counts_for="1 year")]


def town(folder, cases, *, acts=TOWN):
    """The town's scheme, with a village's in the folder beside it."""
    scheme(folder, "village", VILLAGE, grades=GRADES)
    return Letter(read_scheme(scheme(folder, "town", acts, cases=cases)))


def test_what_another_scheme_gives_comes_over_on_its_day(tmp_path):
    assert failures(town(tmp_path, """\
- name: one deed is seen once and enters both; a good grade in the village brings five points in January
  members: {head: {age: 40}, spouse: {age: 40}}
  script:
    - 2020-05-04 do helps
  expect:
    2020-05-04: {score: 103, records: 1, spouse.score: 100}
    2020-12-31: {score: 103, records: 1}
    2021-01-01: {score: 108, records: 2, spouse.score: 100}
    2021-05-05: {score: 105, records: 1}
    2022-01-02: {score: 100, records: 0}
""")) == []


def test_an_id_means_the_scheme_s_own_and_another_s_is_written_with_its_scheme(tmp_path):
    assert failures(town(tmp_path, """\
- name: the town's own line brings nothing in the village, the village's none in the town
  members: {head: {age: 40}, spouse: {age: 40}}
  script:
    - 2020-05-04 helps
    - "2020-05-04 spouse: enter village.helps"
    - "2020-05-04 spouse: enter town.helps"
    - "2020-05-05 spouse: enter village.fine"
  expect:
    2020-05-05: {score: 103, records: 1, spouse.score: 103, spouse.records: 1}
    2021-01-01: {score: 103, spouse.score: 103}
- name: the village's line alone brings the grade
  script:
    - 2020-05-04 enter village.helps
  expect:
    2020-05-04: {score: 100, records: 0}
    2021-01-01: {score: 105, records: 1}
""")) == []


def test_an_act_that_the_other_scheme_does_not_have_is_told_at_its_event(tmp_path):
    made = town(tmp_path, "- name: x\n  script:\n    - 2020-05-04 enter village.helpss\n  expect:\n    2020-05-04: {score: 100}\n")
    with pytest.raises(SchemeError, match=r"cases.yaml:3:\d+: script: no such act: village.helpss"):
        list(made.live_all())


def test_a_scheme_that_is_nowhere_is_told_at_its_name(tmp_path):
    acts = [act("stars", arises="yearly on 01-01", when="hamlet.grade == good", points=5, counts_for="1 year")]
    with pytest.raises(SchemeError, match="acts.csv:2:.*hamlet.grade: scheme hamlet is not in force"):
        town(tmp_path, "", acts=acts)


def test_what_another_scheme_does_not_have_is_told_at_its_name(tmp_path):
    acts = [act("stars", arises="yearly on 01-01", when="on(village.defaulterz) or has(village.helpss)", points=5, counts_for="1 year")]
    with pytest.raises(SchemeError, match=r"acts.csv:2:\d+: when: on\(defaulterz\): no such list"):
        town(tmp_path, "", acts=acts)
