"""A whole scheme in sentences, by chapters, to be read from top to bottom: CHAPTERS says what stands where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xinyong.scheme.model import Basis, Scheme
from xinyong.scheme.sentences import sources
from xinyong.scheme.sentences.facts import Fact, Rule, Teller, history_days
from xinyong.scheme.sentences.notions import BY_NAME
from xinyong.scheme.sentences.notions.acts import worth
from xinyong.scheme.sentences.telling import day_of, tongue_of
from xinyong.scheme.sentences.tongue import Tongue

_LONG = 12


@dataclass(frozen=True)
class Part:
    """Some sentences of a chapter under a heading ("" for none), with the id of the rule they tell ("" for none)."""

    heading: str
    facts: tuple[Fact, ...]
    id: str = ""


@dataclass(frozen=True)
class Chapter:
    """`common`: the source of a long table's lines where nothing else is said, told once at its head."""

    title: str
    parts: tuple[Part, ...]
    common: Basis | None = None


class Telling:
    """A scheme as of a day, in sentences: `chapters` and, as JSON, `to_dict()`. `str()` gives it as text."""

    def __init__(self, scheme: Scheme, day: int, tongue: Tongue):
        self.scheme, self.day, self.tongue = scheme, day, tongue
        self.chapters = tuple(_chapters(Teller(scheme, tongue, day)))

    def title(self) -> str:
        label = self.scheme.label
        return self.tongue(f"{label.en}  {label.zh}" if label.zh and label.zh != label.en else label.en, label.zh or label.en)

    def what(self) -> str:
        t, s = self.tongue, self.scheme
        return t(f"scheme {s.id}, as on {t.day(self.day)}", f"方案 {s.id}，{t.day(self.day)}时")

    def legend(self) -> str:
        """How sources stand behind sentences."""
        return self.tongue("In brackets: what a sentence rests on. A document alone: its text was read. told: by others. borrowed: another keeper's text was read "
                           "and is assumed to hold here. assumed: a guess, and why.",
                           "方括号内为依据：仅列文件者，所读为原文；转述：他人所述；借用：所读为他处文本，假设此处相同；假设：推测及其理由。")

    def common(self, chapter: Chapter) -> str:
        """The source told once at the head of a chapter; "" for none."""
        t = self.tongue
        return t(f"Where nothing else is said: {sources.short(chapter.common, t)}.", f"未另注明者：{sources.short(chapter.common, t)}。") if chapter.common else ""

    def runs(self, part: Part, chapter: Chapter) -> list[tuple[str, str]]:
        """(sentences, their source in a few words): neighbours with one source together."""
        t, found = self.tongue, []
        for fact in part.facts:
            source = sources.short(fact.basis, t) if fact.basis not in (None, chapter.common) else ""
            if found and found[-1][1] == source:
                found[-1] = (found[-1][0] + t(" ", "") + fact.sentence, source)
            else:
                found.append((fact.sentence, source))
        return found

    def __str__(self) -> str:
        return "\n".join([self.title(), self.what(), self.legend(), *(line for chapter in self.chapters for line in self._text(chapter))])

    def _text(self, chapter: Chapter) -> Iterator[str]:
        t = self.tongue
        yield ""
        yield chapter.title
        yield from [f"  {self.common(chapter)}"] if chapter.common else []
        for part in chapter.parts:
            said = t(" ", "").join(text + (t(f" [{source}]", f"［{source}］") if source else "") for text, source in self.runs(part, chapter))
            yield f"  {part.heading}{t(': ', '：') if part.heading and said else ''}{said}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre style='white-space:pre-wrap'>{escape(str(self))}</pre>"

    def to_dict(self) -> dict:
        """As `xinyong explain SCHEME --json` prints it."""
        label = self.scheme.label
        return {"scheme": self.scheme.id, "label": {"en": label.en, "zh": label.zh or label.en}, "at": self.tongue.day(self.day),
                "chapters": [{"title": c.title, "parts": [self._part(part) for part in c.parts]} for c in self.chapters]}

    def _part(self, part: Part) -> dict:
        return {"id": part.id or None, "heading": part.heading or None,
                "sentences": [{"about": fact.about, "text": fact.sentence, "source": sources.source_of(self.scheme, fact.basis) if fact.basis else None}
                              for fact in part.facts]}


def tell_scheme(scheme: Scheme, *, at=None, lang: str = "en") -> Telling:
    """A scheme in sentences, as of a date (text or datetime.date; today by default)."""
    return Telling(scheme, day_of(scheme, at), tongue_of(lang))


# --- what stands where ------------------------------------------------------------------------------------------------

def _of(*notions: str, only: tuple[str, ...] = (), never: tuple[str, ...] = (), heads: bool = True) -> Callable[[Teller], Iterator[Part]]:
    """All rules of some notions that are in force, each with its facts (`only`, `never`: about what)."""
    def parts(teller: Teller) -> Iterator[Part]:
        for notion in notions:
            for rule in BY_NAME[notion].rules(teller.scheme):
                facts = tuple(f for f in _facts(teller, notion, rule) if (not only or _key(f) in only) and _key(f) not in never)
                if facts:
                    yield Part(_heading(teller, rule) if heads else "", facts, rule.id)
    return parts


def _facts(teller: Teller, notion: str, rule: Rule) -> tuple[Fact, ...]:
    thing = rule.at(teller.day)
    return tuple(BY_NAME[notion].tell(teller, thing)) if thing is not None else ()


def _key(fact: Fact) -> str:
    return fact.about.partition(":")[0]


def _heading(teller: Teller, rule: Rule) -> str:
    return teller.tongue.named(getattr(rule.at(teller.day), "label", rule.label), rule.id)


def _scheme(teller: Teller) -> Iterator[Part]:
    t, s = teller.tongue, teller.scheme
    if s.about:
        yield Part("", (Fact("about", t.sentence(s.about)),))
    kept = t(f"it is kept by {t.label(s.keeper)}", f"由{t.label(s.keeper)}主管")
    force = t(f"it is in force {t.span(s.first, s.last)}", f"{t.span(s.first, s.last)}施行")
    yield Part("", (Fact("keeper", t.sentence(kept)), Fact("force", t.sentence(force))))


def _ledger_rules(teller: Teller) -> Iterator[Part]:
    if not teller.scheme.ledgers:
        yield Part("", (Fact("points", teller.tongue("It keeps no ledger: nothing is scored.", "不设积分。")),))
    heads = len(teller.scheme.ledgers) > 1
    yield from _of("ledger", never=("life",), heads=heads)(teller)
    yield from _of("counting", only=("same-conduct",), heads=False)(teller)
    yield from _of("scale", never=("used-by",))(teller)


def _times(teller: Teller) -> Iterator[Part]:
    yield from _of("ledger", only=("life",), heads=len(teller.scheme.ledgers) > 1)(teller)
    yield from _of("counting", never=("same-conduct",), heads=False)(teller)


def _grades(teller: Teller) -> Iterator[Part]:
    """The bands of the day, best first."""
    order = [band.id for band in teller.bands()]
    yield from sorted(_of("grade")(teller), key=lambda part: order.index(part.id))


def _measures(teller: Teller) -> Iterator[Part]:
    """What is denied, then what is made harder, then what is granted."""
    for kind in ("deny", "burden", "grant"):
        for rule in BY_NAME["measure"].rules(teller.scheme):
            thing = rule.at(teller.day)
            if thing is not None and thing.kind == kind:
                yield Part(_heading(teller, rule), tuple(f for f in _facts(teller, "measure", rule) if _key(f) not in ("note", "leads")), rule.id)


def _changes(teller: Teller) -> Iterator[Part]:
    """Each day on which the rules change, with how much of what."""
    from xinyong.scheme.sentences.differences import Side, compare_sides

    t, s = teller.tongue, teller.scheme
    for day in history_days(s)[1:]:
        found = compare_sides(Side(s, day - 1), Side(s, day), t)
        yield Part(t(t.day(day), t.day(day)), (Fact("about", t.sentence(found.summary())),))


def _documents(teller: Teller) -> Iterator[Part]:
    t, s = teller.tongue, teller.scheme
    counts = dict.fromkeys(sources.KINDS, 0)
    for notion in BY_NAME.values():
        if not notion.minor:
            for rule in notion.rules(s):
                for fact in _facts(teller, notion.name, rule):
                    if fact.basis is not None and not fact.inherited:
                        counts[fact.basis.kind] += 1
    total = sum(counts.values())
    if total:
        shares = [t(f"{n:,} {sources.KINDS[kind][0]}", f"{n:,}条{sources.KINDS[kind][1]}") for kind, n in counts.items() if n]
        yield Part("", (Fact("about", t.sentence(t(f"of {total:,} statements in force {t.joined(shares)}", f"现行{total:,}条中，{t.joined(shares)}"))),))
    for source in s.sources.values():
        yield Part("", (Fact("title", sources.document(s, source.id, t) + t(".", "。")),), source.id)


def _acts(sign: int, of: tuple[str, ...]) -> Callable[[Teller], Iterator[Part]]:
    """Acts that take (-1), bring (1) or only record (0): one line each."""
    def parts(teller: Teller) -> Iterator[Part]:
        t = teller.tongue
        for rule in BY_NAME["act"].rules(teller.scheme):
            act = rule.at(teller.day)
            if act is None or act.of not in of or _sign(teller, act) != sign:
                continue
            facts = {_key(f): f for f in _facts(teller, "act", rule)}
            short = [worth(teller, act), facts["grade"].short if "grade" in facts else ""]
            length = t.joined(dict.fromkeys(f.short for f in _facts(teller, "act", rule) if _key(f) == "life"), "or")
            said = t("; ", "；").join(filter(None, (*short, length)))
            yield Part(_heading(teller, rule), (Fact("points", said, basis=facts["points"].basis),), rule.id)
    return parts


def _sign(teller: Teller, act) -> int:
    points = act.points
    if points.kind == "scale":
        reached = teller.scheme.scales[points.scale].samples(teller.step(act.ledger))
        return -1 if min(reached, default=0) < 0 else 1
    low = min(points.low, points.high)
    return -1 if act.grade or low < 0 else 1 if max(points.low, points.high) > 0 else 0


CHAPTERS: tuple[tuple[tuple[str, str], Callable[[Teller], Iterator[Part]]], ...] = (
    (("Who is covered", "适用对象"), lambda teller: (*_scheme(teller), *_of("subjects", heads=False)(teller))),
    (("Points", "积分"), _ledger_rules),
    (("How long things count", "有效期"), _times),
    (("Grades", "信用等级"), _grades),
    (("Lists", "名单"), _of("list")),
    (("Measures", "惩戒与激励措施"), _measures),
    (("Ways out", "救济与信用修复"), _of("remedy")),
    (("What is owed", "义务"), _of("obligation", never=("used-by",))),
    (("What is passed on", "信息共享"), _of("agreement")),
    (("Consent", "同意授权"), _of("consent", heads=False)),
    (("Wrongs of persons", "自然人失信行为"), _acts(-1, ("person", "both"))),
    (("Good deeds of persons", "自然人守信行为"), _acts(1, ("person", "both"))),
    (("Wrongs of organisations", "组织失信行为"), _acts(-1, ("organisation",))),
    (("Good deeds of organisations", "组织守信行为"), _acts(1, ("organisation",))),
    (("Only recorded", "仅作记录"), _acts(0, ("person", "organisation", "both"))),
    (("What changed when", "沿革"), _changes),
    (("What it rests on", "依据"), _documents),
)
"""(title, its parts): the order in which a scheme is read. A chapter without parts is left out."""


def _chapters(teller: Teller) -> Iterator[Chapter]:
    t, number = teller.tongue, 0
    for title, parts in CHAPTERS:
        found = tuple(parts(teller))
        if found:
            number += 1
            yield Chapter(t(f"{number}. {title[0]}", f"{number}、{title[1]}"), found, _common(found))


def _common(parts: tuple[Part, ...]) -> Basis | None:
    """The source of more than a third of the lines of a long table."""
    found = Counter(fact.basis for part in parts for fact in part.facts if fact.basis is not None)
    basis, number = found.most_common(1)[0] if found else (None, 0)
    return basis if number > _LONG and number * 3 > len(parts) else None
