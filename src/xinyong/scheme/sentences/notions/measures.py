"""Measures: what a standing denies, burdens or grants."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Measure, Scheme
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, rows
from xinyong.scheme.sentences.mentions import mentions_of

KINDS = {"deny": ("denied", "限制"), "burden": ("made harder", "增加负担"), "grant": ("granted or eased", "给予便利")}


def _measures(scheme: Scheme) -> Iterator[Rule]:
    yield from rows(scheme, scheme.measures)


def _tell_measure(teller: Teller, rule: Measure) -> Iterator[Fact]:
    t = teller.tongue
    basis = lambda name: rule.bases.get(name, rule.basis)  # noqa: E731
    yield _does(teller, rule, basis("amount"))
    if rule.unless is not None:
        when = teller.when(rule.unless, rule.of) or t("in every case", "任何情形")
        yield Fact("spared", t.sentence(t(f"a want is not met by it if {when}", f"{when}的，不适用")), when, basis("unless"))
    if rule.executor:
        yield Fact("executor", t.sentence(t(f"it is carried out by “{rule.executor}”", f"由“{rule.executor}”执行")), rule.executor, basis("executor"))
    if rule.statutory_class:
        yield Fact("class", t.sentence(t(f"its statutory class is {rule.statutory_class}", f"法定类别：{rule.statutory_class}")), rule.statutory_class, basis("class"))
    found = mentions_of(teller, "measure", rule.id)
    if found:
        yield Fact("leads", t.sentence(t("on it may depend ", "可影响：") + t.joined(found)), aside=True)
    if rule.note:
        yield Fact("note", t.sentence(t("note: ", "备注：") + rule.note), aside=True)


def _does(teller: Teller, rule: Measure, basis) -> Fact:
    t, when = teller.tongue, teller.when(rule.when, rule.of)
    amount = t.counted(rule.amount, rule.amount_unit) if rule.amount_unit else ""
    a = "an" if rule.of == "organisation" else "a"
    each = t(f": {amount} each time", f"，每次{amount}") if amount else ""
    verb = {"deny": t(f"denies {a} {t.kind(rule.of)} “{rule.thing}”", f"限制{t.kind(rule.of)}“{rule.thing}”"),
            "burden": t(f"makes “{rule.thing}” harder for {a} {t.kind(rule.of)}", f"加重{t.kind(rule.of)}办理“{rule.thing}”的负担"),
            "grant": t(f"grants {a} {t.kind(rule.of)} “{rule.thing}” or eases it", f"在“{rule.thing}”上给予{t.kind(rule.of)}便利")}[rule.kind]
    condition = t(f"while {when}", f"{when}的期间内") if when else t("whatever the standing", "不论信用状况")
    said = t(f"it {verb}{each}, {condition}", f"{condition}，{verb}{each}")
    short = f"{t(*KINDS[rule.kind])}{': ' + amount if amount else ''}; {when or t('all', '一律')}"
    return Fact("does", t.sentence(said), short, basis)


NOTIONS = (Notion("measure", ("measure", "惩戒/激励措施"), "measures", _measures, _tell_measure, like=lambda scheme, rule: rule.thing),)
