"""How values of the rules are said in one language: days, lengths of time, points, money, names, and things joined."""

from __future__ import annotations

from fractions import Fraction

from xinyong.scheme.model import FOREVER, Cap, Duration, Label, SetDays
from xinyong.scheme.values import date, plain

LANGUAGES = ("en", "zh")
_KINDS = {"person": ("person", "自然人"), "organisation": ("organisation", "组织"), "both": ("person or organisation", "自然人或组织")}
_WHO = {"person": ("the person", "本人"), "organisation": ("the organisation", "该组织"), "both": ("the subject", "该主体")}
_PER = {"year": ("a year", "每年"), "half-year": ("a half-year", "每半年"), "quarter": ("a quarter", "每季度"), "month": ("a month", "每月"), "ever": ("in all", "合计")}
_UNITS = {"days": ("day", "days", "天"), "working-days": ("working day", "working days", "个工作日"), "months": ("month", "months", "个月"),
          "years": ("year", "years", "年")}
_PERIODS = ((1, "month", "月"), (3, "quarter", "季度"), (6, "half-year", "半年"), (12, "year", "年"))
_COUNTED = {"days": ("day", "days", "天"), "documents": ("document", "documents", "份文件"), "inspections": ("inspection", "inspections", "次检查")}
"""What a measure's amount may count; anything else is said as the file writes it."""


class Tongue:
    """Says things in one language; called with English and Chinese it gives the one that is wanted."""

    def __init__(self, lang: str):
        self.lang = lang

    def __call__(self, en: str, zh: str) -> str:
        return en if self.lang == "en" else zh

    # ---- names

    def label(self, label: Label, id: str = "") -> str:
        """A rule's name in this language, else in the other, else its id."""
        return self(label.en or label.zh, label.zh or label.en) or id

    def quoted(self, text: str) -> str:
        return f"“{text}”"

    def named(self, label: Label, id: str) -> str:
        """A rule by its name and, where that differs, its id, by which it is looked up."""
        name = self.label(label, id)
        return self.quoted(name) if name == id else self.quoted(name) + self(f" ({id})", f"（{id}）")

    def kind(self, of: str) -> str:
        """Whom a rule is about: person, organisation, both."""
        return self(*_KINDS.get(of, (of, of)))

    def kinds(self, of: str) -> str:
        return self({"person": "persons", "organisation": "organisations", "both": "persons and organisations"}.get(of, of),
                    {"both": "自然人和组织"}.get(of, self.kind(of)))

    def who(self, of: str) -> str:
        """Whom the conditions of a rule are about."""
        return self(*_WHO.get(of, _WHO["both"]))

    # ---- time

    def day(self, day: int) -> str:
        return date(day).isoformat()

    def span(self, first: int, last: int) -> str:
        """From a day on, up to and not including another."""
        if last >= FOREVER:
            return self(f"from {self.day(first)} on", f"自{self.day(first)}起")
        return self(f"from {self.day(first)} until {self.day(last)}", f"自{self.day(first)}起至{self.day(last)}前")

    def duration(self, length: Duration) -> str:
        if length.unit == "for-ever":
            return self("for ever", "永久")
        if length.unit == "while-it-holds":
            return self("while it holds", "情形存续期间")
        if length.unit in ("to-end", "to-next-end"):
            following = length.unit == "to-next-end"
            en, zh = next(words for months, *words in _PERIODS if months == length.count)
            return self(f"to the end of the {'next ' * following}{en}", f"至{'下一' if following else '当'}{zh}末")
        count, unit = length.count, length.unit
        if unit == "months" and count % 12 == 0 and count:
            count, unit = count // 12, "years"
        one, more, zh = _UNITS[unit]
        return self(f"{count} {one if count == 1 else more}", f"{count}{zh}")

    def lasting(self, length: Duration) -> str:
        """A length of time as an answer to how long: `for 2 years`, `for ever`."""
        text = self.duration(length)
        return self(f"for {text}" if length.unit in _UNITS else text, text)

    def set_days(self, set_days: SetDays) -> str:
        """Days of assessment: on day 6 of every month; every year on 12-31."""
        if set_days.days[0][0] == 0:
            return self(f"on day {set_days.days[0][1]} of every month", f"每月{set_days.days[0][1]}日")
        days = self.joined([f"{month:02}-{day:02}" for month, day in set_days.days])
        return self(f"every year on {days}", f"每年{days}")

    # ---- amounts

    def number(self, number) -> str:
        """A number with thousands apart."""
        number = Fraction(number)
        return f"{number.numerator:,}" if number.denominator == 1 else plain(number)

    def points(self, steps: int, step: int) -> str:
        """So many points, without their sign."""
        n = abs(Fraction(steps * step, 100))
        return self(f"{self.number(n)} point{'' if n == 1 else 's'}", f"{self.number(n)}分")

    def signed(self, steps: int, step: int) -> str:
        n = Fraction(steps * step, 100)
        return ("+" if n > 0 else "-" if n < 0 else "") + self.number(abs(n))

    def score(self, steps: int, step: int) -> str:
        """A place on the ledger's ladder: 1,050."""
        return ("-" if steps < 0 else "") + self.number(abs(Fraction(steps * step, 100)))

    def money(self, fen: int) -> str:
        yuan = f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"
        return self(f"{yuan} yuan", f"{yuan}元")

    def counted(self, number: int, unit: str) -> str:
        """What a measure costs or gives: money, days, documents, ..."""
        if unit == "fen":
            return self.money(number)
        one, more, zh = _COUNTED.get(unit, (unit.removesuffix("s"), unit, unit))
        return self(f"{number:,} {one if number == 1 else more}", f"{number:,}{zh}")

    def cap(self, cap: Cap, step: int) -> str:
        per = self(*_PER[cap.per])
        return self(f"{self.points(cap.most, step)} {per}", f"{per}{self.points(cap.most, step)}")

    # ---- joining

    def joined(self, items, word: str = "and") -> str:
        """`a, b and c`."""
        items = list(items)
        if len(items) < 2:
            return "".join(items)
        last = self(f" {word} ", {"and": "和", "or": "或"}[word])
        return self(", ", "、").join(items[:-1]) + last + items[-1]

    def sentence(self, text: str) -> str:
        """A clause as a sentence: a capital first, a full stop last."""
        if not text:
            return ""
        text = text[0].upper() + text[1:]
        return text if text[-1] in ".。!？?…" else text + self(".", "。")
