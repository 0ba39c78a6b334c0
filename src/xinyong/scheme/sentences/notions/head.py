"""Who is covered, how periods are counted, and consent."""

from __future__ import annotations

from collections.abc import Iterator

from xinyong.scheme.model import Label, Scheme
from xinyong.scheme.sentences.facts import Fact, Notion, Rule, Teller, always

_LABELS = {"person": Label("Persons covered", "适用的自然人"), "organisation": Label("Organisations covered", "适用的组织")}


_GOVERNED = {"deed": ("the day of the deed", "行为发生之日有效的版本认定", "行为日"), "entry": ("the day of entry", "记录录入之日有效的版本认定", "录入日"),
             "gentler": ("the day of the deed or on that of entry, whichever is gentler", "行为发生之日与记录录入之日的版本中较轻者认定", "从轻")}


def _subjects(scheme: Scheme) -> Iterator[Rule]:
    for kind, subjects in scheme.subjects.items():
        yield always(scheme, kind, _LABELS[kind], (kind, subjects), subjects.place)


def _tell_subjects(teller: Teller, thing) -> Iterator[Fact]:
    kind, subjects = thing
    t, when = teller.tongue, teller.when(subjects.when, kind)
    one = t({"person": "a person", "organisation": "an organisation"}[kind], t.kind(kind))
    every = t(f"every {kind} is covered", f"一切{t.kind(kind)}均适用")
    yield Fact("covers", t.sentence(t(f"{one} is covered if {when}", f"{one}，凡{when}的，适用") if when else every), when or t("all", "全部"), subjects.basis)


def _counting(scheme: Scheme) -> Iterator[Rule]:
    yield always(scheme, "counting", Label("How time is counted", "期间的计算"), scheme.counting)


def _tell_counting(teller: Teller, counting) -> Iterator[Fact]:
    t, scheme = teller.tongue, teller.scheme
    excluded = counting.first_day == "excluded"
    yield Fact("first-day", t.sentence(t("the day on which a period begins is not counted" if excluded else "the day on which a period begins is counted",
                                         "期间开始之日不计入" if excluded else "期间开始之日计入")),
               t(counting.first_day, "不计入" if excluded else "计入"), counting.basis)
    rolls = counting.roll != "none"
    yield Fact("roll", t.sentence(t("a last day that is a holiday moves to the next working day" if rolls else "a last day that is a holiday stays the last day",
                                    "末日为节假日的，顺延至下一工作日" if rolls else "末日为节假日的，不顺延")),
               t("moves on" if rolls else "stays", "顺延" if rolls else "不顺延"), counting.basis)
    yield Fact("clock", t.sentence(t(f"the time of a record runs from {CLOCKS[counting.clock][0]}", f"记录的期限自{CLOCKS[counting.clock][1]}起算")),
               t(*CLOCKS[counting.clock]), counting.basis)
    en, zh, short = _GOVERNED[scheme.governed_by]
    yield Fact("governed-by", t.sentence(t(f"an act is judged by the version in force on {en}", f"按{zh}")), t(scheme.governed_by, short), scheme.bases.get("governed_by"))
    gravest = scheme.same_conduct == "gravest"
    yield Fact("same-conduct", t.sentence(t(f"where one conduct fits several lines, {'only the gravest is' if gravest else 'all of them are'} entered",
                                            f"同一行为符合多项条款的，{'只记最重一项' if gravest else '各项均记'}")),
               t(scheme.same_conduct, "取最重" if gravest else "全部"), scheme.bases.get("same_conduct"))
    for day, what in sorted(scheme.transitions.items()):
        keeps = what == "keep"
        yield Fact(f"transition:{t.day(day)}",
                   t.sentence(t(f"when the rules changed on {t.day(day)}, records that counted {'went on counting' if keeps else 'lapsed, and all began anew'}",
                                f"{t.day(day)}规则变更时，有效记录{'继续有效' if keeps else '全部失效，重新起算'}")),
                   t("kept" if keeps else "lapsed", "保留" if keeps else "失效"), scheme.bases.get("transitions"))


CLOCKS = {"entry": ("the day of entry", "录入之日"), "deed": ("the day of the deed", "行为之日"), "end": ("the day on which the wrong ended", "行为终了之日")}
WITHOUT = {"score": ("has no score and no grade", "无积分和等级"), "grants": ("gets nothing that is granted", "不享受激励")}


def _consent(scheme: Scheme) -> Iterator[Rule]:
    days = [day for day, _ in scheme.consent.values]
    spans = tuple((max(day, scheme.first), last, value) for (day, value), last in zip(scheme.consent.values, [*days[1:], scheme.last]))
    yield Rule("consent", Label("Consent", "同意授权"), spans)


def _tell_consent(teller: Teller, consent) -> Iterator[Fact]:
    t = teller.tongue
    whose = t({"person": " by persons", "organisation": " by organisations"}.get(consent.of, ""), {"person": "自然人", "organisation": "组织"}.get(consent.of, ""))
    lost = t.joined([t(*WITHOUT[what]) for what in consent.without])
    without = t(f"; records are kept all the same, but whoever {'has not given it' if consent.asked == 'opt in' else 'has opted out'} {lost}",
                f"；记录照常保存，但{'未同意者' if consent.asked == 'opt in' else '选择退出者'}{lost}") if lost else ""
    said = {"not asked": t("nobody is asked for consent", "不征求同意"),
            "opt in": t(f"consent must be given{whose}", f"须经{whose or '本人'}同意"),
            "opt out": t(f"consent{whose.replace('by', 'of')} is taken as given until somebody opts out", f"视为{whose}同意，可选择退出")}[consent.asked]
    short = {"not asked": t("not asked", "不征求"), "opt in": t("opt in", "须同意"), "opt out": t("opt out", "可退出")}[consent.asked] + t(whose, whose and f"（{whose}）")
    yield Fact("consent", t.sentence(said + without), short + (t(f"; without it one {lost}", f"；否则{lost}") if lost else ""), consent.basis)


NOTIONS = (
    Notion("subjects", ("kind of subject", "适用主体"), "kinds of subject", _subjects, _tell_subjects, like=lambda scheme, thing: thing[0]),
    Notion("counting", ("counting of time", "期间计算"), "counting of time", _counting, _tell_counting, like=lambda scheme, counting: "counting"),
    Notion("consent", ("consent", "同意授权"), "consent", _consent, _tell_consent, like=lambda scheme, consent: "consent"),
)
