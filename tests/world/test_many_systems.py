"""Worlds in which many systems hold at once: one person, one luck, one conduct, whichever of the systems are in force."""

from pathlib import Path

import numpy as np
import pytest

from xinyong.errors import SchemeError
from xinyong.nation.replay import Alone
from xinyong.record.life import UnitLife
from xinyong.record.rules import Rules
from xinyong.scheme.layout import H_P_WIDTH, H_PLACES
from xinyong.world import apply_variant
from xinyong.world.calendar import month_index, month_starts
from xinyong.world.population import Population
from xinyong.world.rulebook import compile_world

SEED, UNITS, MONTHS = 5, range(0, 120, 3), 36
OWN = {
    "rongcheng": ["practice.offices.credit-office", "practice.consent.rongcheng", "world.schemes.city-memorandum", "practice.consent.city-memorandum", "practice.agreements.city-records",
                  "practice.agreements.company-records", "practice.offices.platform-office"], "joint-punishment": ["practice.agreements.list-to-bureau", "practice.agreements.list-2013-to-bureau"],
    "transport-bans": ["practice.obligations.put-right"], "sesame-like": ["practice.consent.sesame-like", "practice.agreements.court-list", "world.schemes.micro-enterprise-credit", "world.schemes.city-memorandum",
                    "practice.consent.micro-enterprise-credit", "practice.consent.city-memorandum", "practice.agreements.owner-to-firm", "practice.agreements.city-records",
                    "practice.agreements.company-records", "practice.offices.platform-office", "world.schemes.tencent-credit", "practice.consent.tencent-credit", "practice.offices.score-company"], "rural-credit": [],
    "experian-uk": ["practice.obligations.judgment-sum"], "fico": ["practice.obligations.balance"], "ebay": ["practice.consent.ebay"], "uber": ["practice.consent.uber"], "tencent-credit": ["practice.consent.tencent-credit"], "pboc-registry": ["practice.consent.pboc-registry"], "baihang": ["practice.consent.baihang"],
    "micro-enterprise-credit": ["practice.consent.micro-enterprise-credit", "practice.agreements.owner-to-firm"],
    "city-memorandum": ["practice.consent.city-memorandum", "practice.agreements.city-records", "practice.agreements.company-records", "practice.offices.platform-office"],
}
"""Schemes of `side-by-side` and what of its practice is theirs alone. The court's list is always there: it says who owes by a judgment, and only such can do some things."""


def without(folder, name: str, paths: list[str]):
    """A variant that takes a scheme out, with the practice that would speak of nothing then."""
    file = folder / f"without-{name}.yaml"
    file.write_text(f"label: {{en: Without {name}}}\nchange:\n" + "".join(f"  {path}: drop\n" for path in (f"world.schemes.{name}", *paths)), encoding="utf-8")
    return file


def conduct(world) -> list:
    """For each of some units what each member does and wants: kind, day, amount, severity and length. No month's couplings are felt."""
    book = compile_world(world)
    population, rules = Population(world, 600, SEED, threads=1), Rules(book)
    first = int(month_index(world.first))
    alone = Alone(book, np.zeros((MONTHS, book[H_PLACES], max(1, book[H_P_WIDTH])), np.int64), first, SEED)
    last = int(month_starts()[first + MONTHS]) - 1
    found = []
    for unit in UNITS:
        rows = population.mint_one(unit)
        life = UnitLife(rules, rows, alone.trace(unit, rows, None), last)
        found += [(unit, j, sorted((rules.kinds[d.kind]["id"], d.day, d.amount, d.severity, d.lasts) for d in life.member(j).deeds)) for j in range(len(rows))]
    return found


@pytest.fixture(scope="module")
def as_it_is() -> list:
    return conduct(apply_variant("side-by-side"))


@pytest.mark.parametrize("name", OWN)
def test_conduct_is_the_same_without_a_system(name, as_it_is, tmp_path):
    assert sum(len(deeds) for _, _, deeds in as_it_is) > 500
    assert conduct(apply_variant("side-by-side", without(tmp_path, name, OWN[name]))) == as_it_is


@pytest.mark.parametrize("name", ["rongcheng", "suzhou", "suqian", "xiamen", "yiwu"])
def test_conduct_is_the_same_in_each_city_alone(name, tmp_path):
    """The other four are taken out."""
    asked = {"rongcheng": ["practice.consent.rongcheng"], "xiamen": ["practice.consent.xiamen"]}
    offices = [] if name in ("rongcheng", "yiwu") else ["practice.offices.credit-office"]
    others = [without(tmp_path, other, asked.get(other, [])) for other in ("rongcheng", "suzhou", "suqian", "xiamen", "yiwu") if other != name]
    if offices:
        others.append(tmp_path / "no-office.yaml")
        others[-1].write_text("label: {en: No office}\nchange:\n  practice.offices.credit-office: drop\n", encoding="utf-8")
    everywhere = conduct(apply_variant("five-cities"))
    assert sum(len(deeds) for _, _, deeds in everywhere) > 100
    assert conduct(apply_variant("five-cities", *others)) == everywhere


def test_a_variant_of_an_unknown_feature(tmp_path):
    """The path leads to no feature; the known ones are told, at the variant's line."""
    file = tmp_path / "games.yaml"
    file.write_text("label: {en: Games}\nchange:\n  schemes.sesame-like.ledgers.score.features.gaming.weight: 10\n", encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        apply_variant("side-by-side", file)
    problem = caught.value.problems[0]
    assert (Path(problem.file).name, problem.line) == ("games.yaml", 3) and "gaming" in problem.message and "behaviour" in problem.hint
