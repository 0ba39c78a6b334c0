"""Ledgers, the lives of their records, groups of acts and ladders."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Label, Ledger, Scheme
from xinyong.scheme.names import shown_ledger
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, always
from xinyong.scheme.sentences.tongue import Tongue

_ROW = 3
"""Steps of a ladder that are told as one when there are more of them in a row."""


def _ledgers(scheme: Scheme) -> Iterator[Rule]:
    for ledger in scheme.ledgers.values():
        yield always(scheme, ledger.id, ledger.label, ledger, ledger.place)


def _tell_ledger(teller: Teller, ledger: Ledger) -> Iterator[Fact]:
    if ledger.mean:
        yield from _mean(teller, ledger)
        yield from _lives(teller, ledger)
        return
    if ledger.card:
        yield from _card(teller, ledger)
        return
    yield from _limits(teller, ledger)
    yield _repeat(teller, ledger)
    yield from _lives(teller, ledger)
    for id, group in ledger.groups.items():
        yield from _group(teller, ledger, id, group)
    if ledger.frozen:
        yield _frozen(teller, ledger.frozen)
    if ledger.clipped == "entered":
        t = teller.tongue
        yield Fact("clipped", t.sentence(t("what would pass a limit of the score on the day of entry is not entered", "录入当日超出积分上下限的部分不予录入")), t("not entered", "不录入"),
                   ledger.bases.get("clipped", ledger.basis))


def _frozen(teller: Teller, frozen) -> Fact:
    t, when = teller.tongue, teller.when(frozen.when)
    what = t(*{"good": ("good records", "守信记录"), "bad": ("bad records", "失信记录"), "any": ("all records", "全部记录")}[frozen.what])
    return Fact("frozen", t.sentence(t(f"while {when or 'always'}, {what} are noted and count nothing", f"{when or '始终'}期间，{what}只登记不计分")), when, frozen.basis)


_MEAN = {"value": ("the mean of its records' ratings", "记录评分的平均值"), "positive": ("the share of good records among good and bad ones, in percent", "好评占好评与差评之和的百分比"),
         "defective": ("the share of bad records among all, in percent", "差评占全部记录的百分比")}


def _mean(teller: Teller, ledger: Ledger) -> Iterator[Fact]:
    t, about = teller.tongue, ledger.mean
    over = (t("all live records", "全部有效记录") if about.over is None else t(f"the latest {t.number(about.over)} records", f"最近{t.number(about.over)}条记录")
            if isinstance(about.over, int) else t(f"the records of the last {t.duration(about.over)}", f"最近{t.duration(about.over)}的记录"))
    yield Fact("mean", t.sentence(t("the score is ", "积分为") + t(*_MEAN[about.of]) + t(f", over {over}, rounded to {t.score(1, ledger.step)}", f"，以{over}计，四舍五入到{t.score(1, ledger.step)}")),
               over, ledger.bases.get("over", ledger.basis))
    if about.shown_from > 1:
        n = t.number(about.shown_from)
        yield Fact("shown-from", t.sentence(t(f"no score is given with fewer than {n} records", f"不足{n}条记录不显示积分")), n, ledger.bases.get("shown_from", ledger.basis))


def _card(teller: Teller, ledger: Ledger) -> Iterator[Fact]:
    t, about = teller.tongue, ledger.card
    low, high = t.score(about.low, ledger.step), t.score(about.high, ledger.step)
    yield Fact("range", t.sentence(t(f"the score goes from {low} to {high}, by the weighed points of its features", f"积分为{low}至{high}，按各项特征加权得分确定")), f"{low}–{high}",
               ledger.bases.get("range", ledger.basis))
    if about.recomputed.days:
        on = t.set_days(about.recomputed)
        yield Fact("assessed", t.sentence(t(f"it is taken anew {on} only", f"仅在{on}重新计算")), on, ledger.bases.get("recomputed", ledger.basis))
    for feature in about.features:
        weight = feature.weight.at(teller.day) or 0
        lines = [f"{t.number(each.points)} {t('where', '：')}{t(' ', '')}{teller.when(each.when)}" if each.when else t(f"else {t.number(each.points)}", f"其余{t.number(each.points)}")
                 for each in feature.bins]
        name = t.named(feature.label, feature.id)
        yield Fact(f"feature:{feature.id}", t.sentence(t(f"{name} weighs {t.number(weight)}; of 100 points it gives {', '.join(lines)}", f"{name}权重{t.number(weight)}；满分100，得分：{'；'.join(lines)}")),
                   t.number(weight), feature.basis)


def _limits(teller: Teller, ledger: Ledger) -> Iterator[Fact]:
    t, day, step = teller.tongue, teller.day, ledger.step
    basis = lambda name: ledger.bases.get(name, ledger.basis)  # noqa: E731
    start = ledger.start.at(day)
    if start is not None:
        yield Fact("start", t.sentence(t(f"everybody starts at {t.points(start, step)}", f"起始{t.points(start, step)}")), t.score(start, step), basis("start"))
    if step != 100:
        yield Fact("step", t.sentence(t(f"the smallest part of a point is {t.score(1, step)}", f"最小计分单位为{t.score(1, step)}分")), t.score(1, step), ledger.basis)
    for name, en, zh in (("floor", "below", "低于"), ("ceiling", "above", "高于")):
        limit = getattr(ledger, name).at(day)
        if limit is not None:
            kept = ledger.clipped == "shown"
            yield Fact(name, t.sentence(t(f"the shown score is never {en} {t.score(limit, step)}{'; the sum underneath is kept' * kept}",
                                          f"显示的积分不{zh}{t.score(limit, step)}分{'，实际累计照常保留' * kept}")), t.score(limit, step), basis(name))
        elif getattr(ledger, name).values:
            yield Fact(name, t.sentence(t(f"there is no {name}", f"不设{'下限' if name == 'floor' else '上限'}")), t("none", "无"), basis(name))


def _repeat(teller: Teller, ledger: Ledger) -> Fact:
    t, repeat = teller.tongue, ledger.repeat.at(teller.day)
    if repeat is None or repeat.factor == 100:
        return Fact("repeat", t.sentence(t("a repeated wrong takes no more points than the first", "重复失信不加倍扣分")), t("as the first", "不加倍"),
                    repeat.basis if repeat else None)
    times = t.score(repeat.factor, 1)
    return Fact("repeat", t.sentence(t(f"a wrong that is repeated while an earlier record of the same act counts takes {times} times the points",
                                       f"同一行为的前一记录仍有效时再犯的，按{times}倍扣分")), t(f"{times} times", f"{times}倍"), repeat.basis)


def _lives(teller: Teller, ledger: Ledger) -> Iterator[Fact]:
    t = teller.tongue
    for number, line in enumerate(ledger.counts_for, 1):
        when, length = teller.when(line.when), t.lasting(line.duration)
        record = records_that(when, t, "a record") if when else t("every other record" if number > 1 else "a record", "其他记录" if number > 1 else "记录")
        yield Fact(f"life:{number}", t.sentence(t(f"{record} counts {length}", f"{record}有效期{length}")), t(f"{when or 'any'}: {t.duration(line.duration)}", f"{when or '任何'}：{t.duration(line.duration)}"), line.basis)


def records_that(when: str, t, records: str) -> str:
    """Which records a line is about: `a record that takes points`, or `a record where the severity is at least 3`."""
    that = when.removeprefix(t("the record ", "记录"))
    if that != when and t("the record", "记录") not in that:
        return t(f"{records} that {that}", f"{that}的记录")
    return t(f"{records} where {when}", f"{when}的记录")


TAKES = {"highest": ("the one that moves most", "只按分值最高的一条计"), "latest": ("the one entered last", "只按最新的一条计")}


def _group(teller: Teller, ledger: Ledger, id: str, group) -> Iterator[Fact]:
    t = teller.tongue
    if group.takes != "sum":
        said = TAKES[group.takes]
        yield Fact(f"takes:{id}", t.sentence(t(f"of the live records of the group “{id}” only {said[0]} counts", f"“{id}”类有效记录{said[1]}")), t(*said), group.basis)
    if group.cap is not None:
        most = t.cap(group.cap, ledger.step)
        yield Fact(f"group:{id}", t.sentence(t(f"the acts of the group “{id}” together move at most {most}", f"“{id}”类行为{most}封顶")), most, group.basis)


# --- groups and ladders, by their own ids -----------------------------------------------------------------------------

def _groups(scheme: Scheme) -> Iterator[Rule]:
    for ledger in scheme.ledgers.values():
        for id, group in ledger.groups.items():
            yield always(scheme, id, Label(id), (ledger, id, group), ledger.place)


def _tell_group(teller: Teller, thing) -> Iterator[Fact]:
    ledger, id, group = thing
    yield from _group(teller, ledger, id, group)
    yield from used_by(teller, lambda act: act.group == id and act.ledger == ledger.id)


def _scales(scheme: Scheme) -> Iterator[Rule]:
    for scale in scheme.scales.values():
        yield always(scheme, scale.id, Label(scale.id), scale, scale.place)


def _tell_scale(teller: Teller, scale) -> Iterator[Fact]:
    t = teller.tongue
    step = next((teller.step(act.ledger) for act in teller.scheme.acts if act.points.scale == scale.id), 100)
    if scale.marginal:
        said = for_each_unit(t, scale)
        yield Fact("reached", t.sentence(said), said, scale.basis)
        yield from used_by(teller, lambda act: act.points.scale == scale.id)
        return
    rungs, (en, zh) = t.joined(_rungs(t, scale.reached, step)), SIZES[scale.of]
    yield Fact("reached", t.sentence(t(f"the highest step of {en.replace('an ', 'the ').replace('a ', 'the ')} that is reached gives the points: {rungs}; below, nothing",
                                       f"按{zh if scale.of != 'amount' else ''}达到的最高一级计分：{rungs}；未达最低一级的不计")),
               rungs, scale.basis)
    yield from used_by(teller, lambda act: act.points.scale == scale.id)


SIZES = {"amount": ("an amount", "数量"), "severity": ("a severity", "严重程度"), "lasts": ("a length in months", "持续月数")}
"""What a scale may go by."""


def for_each_unit(t: Tongue, scale) -> str:
    """What each unit brings: `+1 for each unit of the amount, +0.5 for each beyond 10`."""
    en, zh = SIZES[scale.of]
    parts = [t(f"{t.signed(each, 1)} for each {f'beyond {t.number(least)}' if i else f'unit of {en}' + (f' beyond {t.number(least)}' if least else '')}",
               f"{zh}{f'超过{t.number(least)}的部分' if least or i else ''}每单位{t.signed(each, 1)}分") for i, (least, each) in enumerate(scale.marginal)]
    return t(", ", "，").join(parts) + t(", rounded toward zero", "，向零取整")


def _rungs(t: Tongue, reached, step: int) -> Iterator[str]:
    """The steps of a ladder; several of one height and breadth in a row as one."""
    i = 0
    while i < len(reached):
        amount, points = reached[i]
        j, rise = i + 1, None
        while j < len(reached) and (further := (reached[j][0] - reached[j - 1][0], reached[j][1] - reached[j - 1][1])) == (rise or further):
            rise, j = further, j + 1
        if j - i > _ROW:
            most, best = reached[j - 1]
            yield t(f"{t.signed(points, step)} from {t.number(amount)}, then {t.signed(rise[1], step)} for every {t.number(rise[0])} more up to {t.signed(best, step)} from {t.number(most)}",
                    f"达{t.number(amount)}为{t.signed(points, step)}分，其后每增{t.number(rise[0])}为{t.signed(rise[1], step)}分，至{t.number(most)}为{t.signed(best, step)}分")
            i = j
        else:
            yield t(f"{t.signed(points, step)} from {t.number(amount)}", f"达{t.number(amount)}为{t.signed(points, step)}分")
            i += 1


def used_by(teller: Teller, fits) -> Iterator[Fact]:
    """The acts of this day that fit."""
    t = teller.tongue
    ids = dict.fromkeys(act.id for act in teller.scheme.acts if act.first <= teller.day < act.last and fits(act))
    if ids:
        yield Fact("used-by", t.sentence(t("it is used by ", "适用于") + t.joined([teller.named("act", id) for id in ids])), t.number(len(ids)), aside=True)


NOTIONS = (
    Notion("ledger", ("ledger", "积分账"), "ledgers", _ledgers, _tell_ledger, like=lambda scheme, ledger: "ledger" if ledger.id == shown_ledger(scheme) else ledger.id, dated=True),
    Notion("group", ("group of acts", "类别"), "groups of acts", _groups, _tell_group, minor=True),
    Notion("scale", ("ladder", "计分阶梯"), "ladders", _scales, _tell_scale, like=lambda scheme, scale: scale.id),
)
