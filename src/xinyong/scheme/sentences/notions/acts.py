"""Acts: what falls under one, what it is worth, how long it counts, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from xinyong.scheme.model import DOMAINS, Act, Ledger, Scheme, SetDays
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, rows
from xinyong.scheme.sentences.mentions import mentions_of, ways_out
from xinyong.scheme.sentences.notions.bonds import how_much
from xinyong.scheme.sentences.notions.head import CLOCKS
from xinyong.scheme.sentences.notions.ledgers import SIZES, TAKES, for_each_unit, records_that
from xinyong.scheme.sentences.tongue import Tongue
from xinyong.scheme.truth import holds
from xinyong.scheme.values import set_days_text

_MOST_UNITS = 1_000
_PERIODS = {"month": ("every month", "每月"), "quarter": ("every quarter", "每季度"), "half-year": ("every half-year", "每半年"), "year": ("every year", "每年")}


def _acts(scheme: Scheme) -> Iterator[Rule]:
    yield from rows(scheme, scheme.acts)


def _tell_act(teller: Teller, act: Act) -> Iterator[Fact]:
    t = teller.tongue
    ledger = teller.scheme.ledgers.get(act.ledger)
    yield _conduct(teller, act)
    if act.channel:
        yield Fact("channel", t.sentence(t(f"it is entered by “{act.channel}”", f"由“{act.channel}”录入")), act.channel, act.basis_of("channel"))
    yield _points(teller, act, ledger)
    if act.cap is not None:
        most = t.cap(act.cap, teller.step(act.ledger))
        yield Fact("cap", t.sentence(t(f"this act moves at most {most}", f"本项{most}封顶")), most, act.basis_of("cap"))
    yield from _group(teller, act, ledger)
    if act.grade:
        length = t.lasting(act.grade_for) if act.grade_for else ""
        grade = teller.grade(act.grade)
        yield Fact("grade", t.sentence(t(f"it sets a grade: {length}{' ' * bool(length)}the grade is no better than {grade}", f"直接定级：{length}等级不高于{grade}")),
                   t(f"{grade} {length}", f"{grade} {length}").strip(), act.basis_of("grade"))
    yield from _life(teller, act, ledger)
    if act.stays_while is not None:
        when = teller.when(act.stays_while, act.of)
        yield Fact("stays", t.sentence(t(f"when that is over it goes on counting while {when}", f"期满后，{when}的，继续有效")), when, act.basis_of("stays_while"))
    if act.counts_as:
        word = t(act.counts_as, {"bad": "失信", "good": "守信", "neutral": "中性"}[act.counts_as])
        yield Fact("counts-as", t.sentence(t(f"its records count as {word} ones, whatever their points", f"其记录一律视为{word}记录")), word, act.basis_of("counts_as"))
    yield from _repeat(teller, act, ledger)
    yield from _owes(teller, act)
    if act.points.kind != "none" or act.grade or act.counts_for:
        yield _counting(teller)
    yield from _leads(teller, act)
    if act.domain:
        yield Fact("domain", t.sentence(t(f"it is counted under {DOMAINS[act.domain][0]}", f"归类：{DOMAINS[act.domain][1]}")), t(*DOMAINS[act.domain]), aside=True)
    if act.by_practice:
        yield Fact("note", t.sentence(t("this is not what the rule says", "此非规则所定")), aside=True)
    if act.note:
        yield Fact("note", t.sentence(t("note: ", "备注：") + act.note), aside=True)


def _conduct(teller: Teller, act: Act) -> Fact:
    """What brings an act: conduct, a standing, or another rule."""
    t, when = teller.tongue, teller.when(act.when, act.of)
    if act.arises is not None:
        return Fact("conduct", t.sentence(_arises(t, act, when)), when, act.basis_of("arises"))
    if not act.conduct:
        return Fact("conduct", t.sentence(t("another rule enters it", "由其他规则录入")), t("another rule", "其他规则"), act.basis)
    said = t(f"what falls under it is “{act.conduct}” by {'an' if act.of == 'organisation' else 'a'} {t.kind(act.of)}", f"{t.kind(act.of)}的“{act.conduct}”行为属于本项")
    return Fact("conduct", t.sentence(said + (t(f", where {when}", f"，条件：{when}") if when else "")), f"{act.conduct}{': ' + when if when else ''}",
                act.basis_of("when"))


def _arises(t: Tongue, act: Act, when: str) -> str:
    whom = t(f"{'an' if act.of == 'organisation' else 'a'} {t.kind(act.of)}", t.kind(act.of))
    if not isinstance(act.arises, SetDays):
        return t(f"it arises by itself on the day on which it comes to hold of {whom} that {when or 'the scheme covers it'}", f"{whom}自符合以下情形之日自动产生：{when or '本方案适用'}")
    on = set_days_text(act.arises)
    return t(f"it arises by itself {on} for {whom} of whom it held the day before that {when or 'the scheme covers it'}", f"按设定日（{on}）对前一日符合以下情形的{whom}自动产生：{when or '本方案适用'}")


def _owes(teller: Teller, act: Act) -> Iterator[Fact]:
    t, owed = teller.tongue, teller.scheme.obligations.get(act.owes)
    if owed is None:
        return
    much = how_much(teller, owed) if owed.amount != 0 else ""
    what = t.named(owed.label, owed.id) + (t(f": {much}", f"：{much}") if much else "")
    ends = t("; it ends with the conduct at the latest", "，至迟随行为结束") if owed.with_conduct else ""
    yield Fact("owes", t.sentence(t(f"who is recorded owes {what}, within {t.duration(owed.due)}{ends}", f"被记录者应履行{what}，期限{t.duration(owed.due)}{ends}")), what, act.basis_of("owes"))


# --- points -----------------------------------------------------------------------------------------------------------

def worth(teller: Teller, act: Act) -> str:
    """What an act is worth, in a few words: `-60`, `-5 to -50`, `ladder donation`, ``."""
    t, points, step = teller.tongue, act.points, teller.step(act.ledger)
    text = {"none": "", "number": t.signed(points.low, step), "range": t(f"{t.signed(points.low, step)} to {t.signed(points.high, step)}",
            f"{t.signed(points.low, step)}至{t.signed(points.high, step)}"), "scale": t(f"ladder {points.scale}", f"阶梯{points.scale}")}[points.kind]
    return f"{text} {_per(act, t)}".strip() if text else ""


def _per(act: Act, t: Tongue) -> str:
    if act.per == "units":
        return t(f"for {t.number(act.units)}", f"每{t.number(act.units)}")
    return t(*_PERIODS[act.per]) if act.per in _PERIODS else ""


def _points(teller: Teller, act: Act, ledger: Ledger | None) -> Fact:
    t, points, step = teller.tongue, act.points, teller.step(act.ledger)
    of = t(f" of {t.named(ledger.label, ledger.id)}", t.named(ledger.label, ledger.id)) if ledger and len(teller.scheme.ledgers) > 1 else ""
    verb = t("takes", "扣") if min(points.low, points.high) < 0 else t("brings", "加")
    size = lambda steps: t.points(steps, step)  # noqa: E731
    if points.kind == "none":
        said = t("it is only recorded: no points", "仅作记录，不计分")
        return Fact("points", t.sentence(said), "" if act.grade else t("no points", "不计分"), act.basis_of("points"))
    if points.kind == "number":
        amount = t(f"{verb} {size(points.low)}{of}", f"{of}{verb}{size(points.low)}")
    elif points.kind == "range":
        amount = t(f"{verb} {t.number(abs(Fraction(points.low * step, 100)))} to {size(points.high)}{of}, by how grave it is",
                   f"{of}视严重程度{verb}{t.number(abs(Fraction(points.low * step, 100)))}至{size(points.high)}")
    else:
        amount = t(f"brings points{of} by the ladder “{points.scale}”: {_ladder(teller, points.scale, step)}", f"{of}按阶梯“{points.scale}”计分：{_ladder(teller, points.scale, step)}")
    said = t(f"a record of it {amount}", f"每条记录{amount}")
    if act.per == "units":
        said += t(f" for every full {t.number(act.units)} of the amount", f"，数量每满{t.number(act.units)}计一次")
    elif act.per in _PERIODS:
        said += t(f"; while it lasts it is entered again {_PERIODS[act.per][0]}", f"；持续期间{_PERIODS[act.per][1]}再记一次")
    return Fact("points", t.sentence(said), worth(teller, act), act.basis_of("points"))


def _ladder(teller: Teller, id: str, step: int) -> str:
    t, scale = teller.tongue, teller.scheme.scales.get(id)
    if scale is None or not scale.borders:
        return id
    if scale.marginal:
        return for_each_unit(t, scale)
    (least, first), (most, last) = scale.reached[0], scale.reached[-1]
    en, zh = SIZES[scale.of]
    return t(f"{t.signed(first, step)} from {en} of {t.number(least)}, up to {t.signed(last, step)} from {t.number(most)}",
             f"{zh}达{t.number(least)}为{t.signed(first, step)}分，最高达{t.number(most)}为{t.signed(last, step)}分")


def _group(teller: Teller, act: Act, ledger: Ledger | None) -> Iterator[Fact]:
    t, group = teller.tongue, ledger.groups.get(act.group) if ledger else None
    if group is not None and group.takes != "sum":
        said = TAKES[group.takes]
        yield Fact("takes", t.sentence(t(f"of all records of the group “{act.group}” only {said[0]} counts", f"“{act.group}”类各项{said[1]}")), t(*said), group.basis, True)
    if group is not None and group.cap is not None:
        most = t.cap(group.cap, ledger.step)
        yield Fact("group", t.sentence(t(f"with all acts of the group “{act.group}” it moves at most {most}", f"与“{act.group}”类各项合计{most}封顶")), most, group.basis, True)


# --- time -------------------------------------------------------------------------------------------------------------

def _life(teller: Teller, act: Act, ledger: Ledger | None) -> Iterator[Fact]:
    t = teller.tongue
    if act.counts_for is not None:
        yield Fact("life", t.sentence(t(f"it counts {t.lasting(act.counts_for)}", f"有效期{t.lasting(act.counts_for)}")), t.duration(act.counts_for), act.basis_of("counts_for"))
        return
    lines = _lines(teller, act, ledger)
    for number, line in enumerate(lines, 1):
        when, length = teller.when(line.when), t.lasting(line.duration)
        if len(lines) == 1:
            every = records_that(when, t, "every record") if when else t("every record", "所有记录")
            said = t(f"it counts {length}, as {every}", f"有效期{length}，与{every}相同")
        else:
            said = t(f"it counts {length} where {when}" if when else f"it counts {length} in all other cases", f"{when or '其他情形'}的，有效期{length}")
        yield Fact(f"life:{number}", t.sentence(said), t.duration(line.duration), line.basis, inherited=True)


def _lines(teller: Teller, act: Act, ledger: Ledger | None, times: int = 100) -> list:
    """The lines of the ledger that may say how long a record of the act counts; of several that fit, the first does."""
    if ledger is None:
        return []
    found = []
    for steps in _may_bring(teller, act):
        for line in ledger.counts_for:
            answer = holds(line.when.tree, {"points": Fraction(steps * ledger.step * times, 10_000)})
            if answer is not False and line not in found:
                found.append(line)
            if answer:
                break
    return sorted(found, key=ledger.counts_for.index)


def _may_bring(teller: Teller, act: Act):
    """The points, in steps, that a record of an act may bring, before repeats and caps."""
    points = act.points
    if points.kind == "scale":
        return teller.scheme.scales[points.scale].samples(teller.step(act.ledger))
    if points.kind == "range":
        return range(min(points.low, points.high), max(points.low, points.high) + 1)
    if points.kind == "number" and act.per == "units":
        return [points.low * n for n in range(1, _MOST_UNITS)]
    return [points.low]


def _repeat(teller: Teller, act: Act, ledger: Ledger | None) -> Iterator[Fact]:
    if ledger is None or not ledger.repeat.values or min(act.points.low, act.points.high) >= 0:
        return
    t, repeat = teller.tongue, ledger.repeat.at(teller.day)
    if repeat is None or repeat.factor == 100:
        yield Fact("repeat", t.sentence(t("a repeat takes no more points", "重复失信不加倍")), t("as the first", "不加倍"), repeat.basis if repeat else None, True)
        return
    times, more = t.score(repeat.factor, 1), ""
    if act.points.kind == "number":
        exact = Fraction(act.points.low * repeat.factor, 100)
        again = int(exact)              # toward zero, as the score counts it
        rounded = t("" if again == exact else ", rounded down", "" if again == exact else "（舍尾）")
        more = t(f"{rounded}: {t.points(again, ledger.step)}", f"{rounded}，即{t.points(again, ledger.step)}")
        before, then = _lines(teller, act, ledger), _lines(teller, act, ledger, repeat.factor)
        if act.counts_for is None and len(then) == 1 and before != then:
            more += t(f", and counts {t.lasting(then[0].duration)}", f"，有效期{t.lasting(then[0].duration)}")
    yield Fact("repeat", t.sentence(t(f"a repeat while an earlier record of it counts takes {times} times as many points{more}", f"前一记录仍有效时再犯的，按{times}倍扣分{more}")),
               t(f"{times} times", f"{times}倍"), repeat.basis, True)


def _counting(teller: Teller) -> Fact:
    t, counting = teller.tongue, teller.scheme.counting
    en, zh = CLOCKS[counting.clock]
    out = counting.first_day == "excluded"
    return Fact("counting", t.sentence(t(f"its time runs from {en}{', which itself is not counted' if out else ', that day included'}", f"期限自{zh}起算，{'当日不计入' if out else '当日计入'}")),
                "", counting.basis, True)


# --- what hangs on it -------------------------------------------------------------------------------------------------

def _leads(teller: Teller, act: Act) -> Iterator[Fact]:
    t = teller.tongue
    found = mentions_of(teller, "act", act.id)
    if found:
        yield Fact("leads", t.sentence(t("on its records may depend ", "其记录可影响：") + t.joined(found)), aside=True)
    yield from ways_out(teller, "act", act.id)


NOTIONS = (Notion("act", ("act", "行为条款"), "acts", _acts, _tell_act, like=lambda scheme, act: act.conduct or act.id),)
