"""Remedies: against what, when, how long it takes, what it brings."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Remedy, Scheme
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, rows

KINDS = {"objection": ("an objection", "异议"), "correction": ("a correction", "更正"), "appeal": ("an appeal", "申诉复核"),
         "repair": ("a repair of credit", "信用修复"), "performance": ("a repair, by performing what is owed,", "履行义务")}


_PER = {"month": ("a month", "每月"), "quarter": ("a quarter", "每季"), "half-year": ("a half-year", "每半年"), "year": ("a year", "每年"), "ever": ("in all", "总共")}


def _remedies(scheme: Scheme) -> Iterator[Rule]:
    yield from rows(scheme, scheme.remedies)


def _tell_remedy(teller: Teller, rule: Remedy) -> Iterator[Fact]:
    t = teller.tongue
    basis = lambda name: rule.bases.get(name, rule.basis)  # noqa: E731
    yield _against(teller, rule, basis("against"))
    first = teller.named("remedy", rule.follows) if rule.follows else ""
    if first:
        yield Fact("follows", t.sentence(t(f"it is open only once {first} was lost on the same thing", f"须就同一事项{first}未成功之后方可提出")), rule.follows, basis("follows"))
    if rule.after is not None:
        length = t.duration(rule.after)
        yield Fact("after", t.sentence(t(f"it is open {length} after {'that decision' if first else 'entry'}", f"自{'该决定' if first else '录入'}起满{length}后方可提出")),
                   length, basis("after"))
    if rule.open_for is not None:
        length = t.duration(rule.open_for)
        since = ("that decision", "自该决定之日起{0}内提出") if first else ("being told, or of entry where one is not told", "自告知之日起{0}内提出，未告知的自录入之日起算")
        yield Fact("open", t.sentence(t(f"it must be filed within {length} of {since[0]}", f"须{since[1].format(length)}")), length, basis("open_for"))
    if rule.at_most is not None:
        n, per = rule.at_most.most, _PER[rule.at_most.per]
        often = t(f"at most {n} {'time' if n == 1 else 'times'} {per[0]}", f"{per[1]}至多{n}次")
        yield Fact("often", t.sentence(t(f"one may seek it {often}", often)), often, basis("at_most"))
    length = t.duration(rule.decided_within)
    yield Fact("decided", t.sentence(t(f"it is decided by “{rule.office}” within {length}", f"由“{rule.office}”在{length}内决定")), length, basis("decided_within"))
    yield Fact("meanwhile", t.sentence(t(f"meanwhile it {'does not count' if rule.suspends else 'goes on counting'}", f"期间{'暂停计入' if rule.suspends else '照常计入'}")),
               t("suspended" if rule.suspends else "counts", "暂停" if rule.suspends else "照常"), basis("meanwhile"))
    yield _won(teller, rule, basis("if_won"))
    if rule.not_again_for is not None:
        length = t.duration(rule.not_again_for)
        yield Fact("again", t.sentence(t(f"for {length} after success one is not listed again", f"成功后{length}内不再列入")), length, basis("not_again_for"))
    if rule.if_lost:
        act = teller.named("act", rule.if_lost)
        yield Fact("lost", t.sentence(t(f"to lose it is itself a record of {act}", f"未成功的，记为{act}")), rule.if_lost, basis("if_lost"))
    cost = t.money(rule.cost) if rule.cost else t("nothing", "免费")
    yield Fact("cost", t.sentence(t(f"it costs {cost}", f"费用：{cost}")), cost, basis("cost"))


def _against(teller: Teller, rule: Remedy, basis) -> Fact:
    t, when = teller.tongue, teller.when(rule.when)
    if rule.acts is None:
        what = t("any record", "任何记录")
    elif rule.acts:
        what = t("a record of ", "") + t.joined([teller.named("act", id) for id in rule.acts], "or") + t("", "的记录")
    else:
        what = t("being on ", "列入") + t.joined([teller.named("list", id) for id in rule.lists], "or")
    said = t(f"it is {KINDS[rule.kind][0]} against {what}", f"{KINDS[rule.kind][1]}，针对{what}")
    ids = ", ".join(rule.acts or rule.lists) or t("any record", "任何记录")
    return Fact("against", t.sentence(said + (t(f", open if {when}", f"，条件：{when}") if when else "")), ids + (f"; {when}" if when else ""), basis)


def _won(teller: Teller, rule: Remedy, basis) -> Fact:
    t = teller.tongue
    what = t("listing", "列入") if rule.lists else t("record", "记录")
    said, short = {
        "as if never": (t(f"if successful, the {what} ends on the day of decision, as if it had never been", f"成功的，{what}自决定之日终止，视同从未发生"), t("as if never", "视同从未")),
        "from now": (t(f"if successful, the {what} ends on the day of decision", f"成功的，{what}自决定之日终止"), t("ends from now", "自此终止")),
        "replace": (t(f"if successful, the {what} ends and a record of {teller.named('act', rule.replacement)} takes its place",
                      f"成功的，{what}终止，改记{teller.named('act', rule.replacement)}"), t(f"becomes {rule.replacement}", f"改为{rule.replacement}")),
    }[rule.if_won]
    return Fact("won", t.sentence(said), short, basis)


NOTIONS = (Notion("remedy", ("way out", "救济/信用修复"), "ways out", _remedies, _tell_remedy, like=lambda scheme, rule: rule.kind),)
