"""Dead ends are found by living into them, and what has a way out is not one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, letter
from xinyong.record.dead_ends import NEEDS_MONEY, NO_WAY_OUT, dead_ends
from xinyong.scheme.values import date

OWES = """obligations:
  debt: {label: {en: D}, amount: 500 yuan, due: 10 days, basis: text D 1}
  pledge: {label: {en: P}, amount: none, due: 10 days, basis: text D 1}
"""


def found(tmp_path, ground: str, *, leaves: str = "", remedies: str | None = None) -> list[tuple[str, str]]:
    """What is found of a list with one ground, and what would open it."""
    text = f"listed:\n  label: {{en: L}}\n  of: person\n  colour: black\n  grounds: {{g: {{{ground}, basis: text D 1}}}}\n  basis: text D 1\n"
    if leaves:
        text += f'  leaves: {{when: "{leaves}", basis: text D 1}}\n'
    made = letter(tmp_path, head=OWES, acts=[act("lies", points=-10, counts_for="2 years"), act("owing", owes="debt", counts_for="for ever"),
                                             act("shirks", owes="pledge", counts_for="for ever")],
                  lists=text, **({"remedies": remedies} if remedies else {}))
    search = dead_ends(made.scheme)
    assert search.unreached == ()
    return [(end.rule, end.out) for end in search.found]


@pytest.mark.parametrize("ground", ['when: has(lies), term: 2 years', 'when: "count(lies, within=24 months) >= 3", term: 1 year', "when: age >= 18 and has(lies), term: 1 month"])
def test_time_opens_it(tmp_path, ground):
    assert found(tmp_path, ground) == []


def test_nothing_opens_it(tmp_path):
    assert found(tmp_path, "when: has(lies), term: for ever") == [(NO_WAY_OUT, "")]


def test_only_money_opens_it(tmp_path):
    assert found(tmp_path, 'when: "overdue(debt) > 0", term: for ever', leaves="owes(debt) == 0") == [(NEEDS_MONEY, "paying what is owed")]


def test_doing_what_costs_nothing_opens_it(tmp_path):
    assert found(tmp_path, 'when: "overdue(pledge) > 0", term: for ever', leaves="owes(pledge) == 0") == []


@pytest.mark.parametrize("kind, cost, ends", [("repair", "0 yuan", []), ("repair", "80 yuan", [(NEEDS_MONEY, "a remedy that costs money")]),
                                              ("objection", "0 yuan", [(NO_WAY_OUT, "")])])
def test_a_remedy_opens_it_where_it_asks_not_who_is_right(tmp_path, kind, cost, ends):
    remedies = f"r: {{kind: {kind}, label: {{en: R}}, against: {{lists: [listed]}}, cost: {cost}, decided_within: 10 days, if_won: from now, office: o, basis: text D 1}}\n"
    assert [(rule, out.replace("paying what is owed or ", "")) for rule, out in found(tmp_path, "when: has(lies), term: for ever", remedies=remedies)] == ends


def test_the_life_is_told(tmp_path):
    text = "listed: {label: {en: L}, of: person, colour: black, grounds: {g: {when: has(lies), term: for ever, basis: text D 1}}, basis: text D 1}\n"
    made = letter(tmp_path, acts=[act("lies", points=-10, counts_for="2 years")], lists=text)
    (end,) = dead_ends(made.scheme).found
    assert end.script == (f"{date(end.since)} enter lies amount=100000 severity=999",)
    assert str(end.problem()).startswith("small/lists.yaml:1:") and str(end.problem()).endswith("[no-way-out]")
