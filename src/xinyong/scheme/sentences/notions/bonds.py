"""What a record makes one owe, and what agreements pass on from other keepers or to other members."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Agreement, Obligation, Scheme
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, always, rows
from xinyong.scheme.sentences.mentions import mentions_of
from xinyong.scheme.sentences.notions.ledgers import used_by

_SORTS = {"any": ("every record", "一切记录"), "bad": ("every bad record", "一切失信记录"), "good": ("every good record", "一切守信记录")}
_AGAINST = {"subject": ("the same subject", "同一主体"), "household": ("every other person of the household", "同户其他自然人"),
            "representative": ("the organisation's representative", "该组织的代表人"), "head": ("the head of the household", "户主"), "spouse": ("the spouse", "配偶"),
            "child": ("the children", "子女"), "parent": ("the parents", "父母"), "other": ("the other members", "其他成员"), "business": ("every firm of the household", "同户各组织")}


# --- obligations ------------------------------------------------------------------------------------------------------

def _obligations(scheme: Scheme) -> Iterator[Rule]:
    for owed in scheme.obligations.values():
        yield always(scheme, owed.id, owed.label, owed, owed.place)


def how_much(teller: Teller, owed: Obligation) -> str:
    """What is owed: the conduct's amount, a fixed sum, or something to be done."""
    t = teller.tongue
    if owed.amount is None:
        return t("the amount, in yuan", "行为金额（元）")
    return t.money(owed.amount) if owed.amount else t("something to be done", "应完成的事项")


def _tell_obligation(teller: Teller, owed: Obligation) -> Iterator[Fact]:
    t, much, due = teller.tongue, how_much(teller, owed), teller.tongue.duration(owed.due)
    yield Fact("amount", t.sentence(t(f"what is owed is {much}", f"应履行：{much}")), much, owed.bases.get("amount", owed.basis))
    yield Fact("due", t.sentence(t(f"it is performed in time within {due} of the record", f"自记录之日起{due}内履行为按期")), due, owed.bases.get("due", owed.basis))
    ends = t("it ends when nothing is left, or with the conduct", "履行完毕或行为终了时终止") if owed.with_conduct else t("it ends when nothing is left", "履行完毕时终止")
    yield Fact("ends", t.sentence(ends), t("with the conduct", "随行为") if owed.with_conduct else t("performed", "履行"), owed.bases.get("ends", owed.basis))
    yield from used_by(teller, lambda act: act.owes == owed.id)
    found = mentions_of(teller, "obligation", owed.id)
    if found:
        yield Fact("leads", t.sentence(t("on it may depend ", "可影响：") + t.joined(found)), aside=True)


# --- agreements -------------------------------------------------------------------------------------------------------

def _agreements(scheme: Scheme) -> Iterator[Rule]:
    yield from rows(scheme, scheme.agreements.values())


def _tell_agreement(teller: Teller, rule: Agreement) -> Iterator[Fact]:
    t = teller.tongue
    basis = lambda name: rule.bases.get(name, rule.basis)  # noqa: E731
    yield _passed(teller, rule, basis("gives"))
    lag = t.duration(rule.lag) if rule.lag.count else t("at once", "当日")
    if rule.spread:
        lag = t(f"{rule.lag.count} to {rule.lag.count + rule.spread} days", f"{rule.lag.count}至{rule.lag.count + rule.spread}天")
    yield Fact("lag", t.sentence(t("it arrives at once" if lag == "at once" else f"it arrives {lag} later", f"{lag}到达" if lag == "当日" else f"{lag}后到达")), lag, basis("lag"))
    yield _followed(teller, rule, basis("follows"))
    yield Fact("onward", t.sentence(t(f"the copy {'may' if rule.onward else 'may not'} be passed on by another agreement", f"{'可' if rule.onward else '不得'}再转送")),
               t("yes" if rule.onward else "no", "可" if rule.onward else "不可"), basis("onward"))
    if rule.consent:
        yield Fact("consent", t.sentence(t("nothing passes from whoever has not consented", "未经本人同意不得传送")), t("required", "须同意"), basis("consent"))


def _passed(teller: Teller, rule: Agreement, basis) -> Fact:
    """What is given, and what it becomes against whom."""
    t, when = teller.tongue, teller.when(rule.when, rule.of)
    becomes: dict[str, list[str]] = {}
    for what, into in rule.gives:
        becomes.setdefault(into, []).append(_given(teller, rule, what))
    whom = t.joined(t(*_AGAINST.get(each, (each, each))) for each in rule.against)
    whose = t(f" of {t.kinds(rule.of)}", f"{t.kinds(rule.of)}的") if rule.of != "both" else ""
    said = []
    for into, given in becomes.items():
        some = t.joined(given, "or")
        copy = t("a record of the same act", "同一条款的记录") if into == "same" else t(f"a record of {teller.named('act', into)}", f"{teller.named('act', into)}的记录")
        said.append(t(f"{some}{whose} brings {copy} against {whom}", f"{whose}{some}使{whom}有{copy}"))
    condition = t(f", if {when}", f"，条件：{when}") if when else ""
    return Fact("passed", t.sentence(t("; ", "；").join(said) + condition), t("; ", "；").join(said) + condition, basis)


def _given(teller: Teller, rule: Agreement, what: str) -> str:
    t = teller.tongue
    scheme, id = rule.giver(what, teller.scheme.id)
    own = scheme == teller.scheme.id
    if rule.of_list:
        return t("being listed on ", "列入") + (teller.named("list", id) if own else t.quoted(what))
    if id in _SORTS:
        return t(*_SORTS[id]) + ("" if own else t(f" in {scheme}", f"（{scheme}）"))
    return t("a record of ", "") + (teller.named("act", id) if own else t.quoted(what)) + t("", "记录")


def _followed(teller: Teller, rule: Agreement, basis) -> Fact:
    """What becomes of the copy when the original ends or is corrected."""
    t, within = teller.tongue, teller.tongue.duration(rule.within)
    en, zh, short = {"none": ("the copy stays until its own end, whatever becomes of the original", "原记录终止或更正的，转来的记录仍至期满", ("none", "不随")),
                     "ends": ("when the original ends, the copy is withdrawn", "原记录终止的，转来的记录撤回", ("ends", "随终止")),
                     "corrections": ("when the original is corrected, the copy is withdrawn", "原记录更正的，转来的记录撤回", ("corrections", "随更正")),
                     "both": ("when the original ends or is corrected, the copy is withdrawn", "原记录终止或更正的，转来的记录撤回", ("both", "随终止和更正"))}[rule.follows]
    at_once = not rule.within.count and rule.within.unit != "for-ever"
    in_time = "" if rule.follows == "none" else t(" at once", "，即日") if at_once else t(f" within {within}", f"，期限{within}")
    return Fact("withdrawn", t.sentence(t(en, zh) + in_time), t(*short) + in_time, basis)


NOTIONS = (
    Notion("obligation", ("obligation", "义务"), "obligations", _obligations, _tell_obligation, like=lambda scheme, owed: owed.id),
    Notion("agreement", ("agreement", "信息共享安排"), "agreements", _agreements, _tell_agreement, like=lambda scheme, rule: rule.id),
)
