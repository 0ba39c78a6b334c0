"""Every kind of value a rule file may hold, from its text to whole numbers: days, steps, fen, fractions.

Each function takes the text and gives the value or raises `Unreadable`, which says what was expected and what to write instead;
the reader adds the field's name and place. The table in docs/reference/format.md, section 1, lists the kinds.
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from functools import lru_cache

from xinyong.scheme.model import FOREVER, ONCE, Basis, Cap, Duration, SetDays, Span
from xinyong.scheme.problems import shown, suggest

MOST = 999_999_999
"""Whole numbers have at most nine digits."""
MOST_FEN = 2_000_000_000
"""Money fits 32 bits: 20 million yuan."""

_EPOCH = dt.date(1970, 1, 1).toordinal()
FIRST_DAY = dt.date(1900, 1, 1).toordinal() - _EPOCH
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_DOCUMENT = re.compile(r"[A-Za-z][A-Za-z0-9]*([-_.][A-Za-z0-9]+)*", re.ASCII)
_often = lru_cache(maxsize=4096)       # a catalog repeats its dates, durations and bases on every row
_QUANTITY = re.compile(r"(\d{1,15})\s*([A-Za-z][A-Za-z -]*)", re.ASCII)


class Unreadable(ValueError):
    """A value that is not of its kind: `expected` names the kind, `hint` says what to write, `offset` where it goes wrong."""

    def __init__(self, expected: str, hint: str = "", offset: int = 0):
        super().__init__(expected)
        self.expected, self.hint, self.offset = expected, hint, offset


class OutOfRange(Unreadable):
    """A value of the right kind that cannot be: `expected` is a whole sentence about it."""


# --- numbers ----------------------------------------------------------------------------------------------------------

def whole(text: str, *, least: int = -MOST, most: int = MOST) -> int:
    """A whole number: `-20`."""
    if not _WHOLE.fullmatch(text):
        bare = text.replace(",", "").replace("_", "").replace(" ", "").replace("−", "-")
        raise Unreadable("a whole number", f"Write {int(bare)}." if bare != text and _WHOLE.fullmatch(bare) else "")
    return _within(int(text), least, most)


@_often
def decimal(text: str, *, least=-MOST, most=MOST) -> Fraction:
    """A decimal number, exactly: `0.5`."""
    if not _DECIMAL.fullmatch(text):
        bare = text.replace("−", "-").replace(" ", "")
        bare = f"0{bare}" if bare.startswith(".") else bare
        raise Unreadable("a number", f"Write {bare}." if bare != text and _DECIMAL.fullmatch(bare) else "")
    return _within(Fraction(text), least, most)


def _within(number, least, most):
    if number < least:
        raise OutOfRange(f"{plain(number)} is too small; the least is {plain(least)}.")
    if number > most:
        raise OutOfRange(f"{plain(number)} is too large; the most is {plain(most)}.")
    return number


def plain(number) -> str:
    """A number as a person writes it: whole, or with the decimals it needs."""
    number = Fraction(number)
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.9f}".rstrip("0")


@_often
def steps(text: str, step: int, *, most: int = 1_000_000) -> int:
    """Points as a number of the ledger's steps; `step` is in hundredths of a point."""
    number = decimal(text, least=-most, most=most) * 100
    if number % step:
        raise OutOfRange(f"{plain(number / 100)} is not a multiple of {plain(Fraction(step, 100))}, "
                         "the ledger's step.", "Change the points or the step.")
    return int(number / step)


def ledger_step(text: str) -> int:
    """The smallest part of a point, in hundredths: 1, 0.5, 0.1 or 0.01."""
    known = {"1": 100, "0.5": 50, "0.1": 10, "0.01": 1}
    if text not in known:
        raise Unreadable("a step", "Write 1, 0.5, 0.1 or 0.01.")
    return known[text]


def factor(text: str) -> int:
    """A factor in hundredths, at least 1: `2` is 200."""
    number = decimal(text, least=1, most=100) * 100
    if number.denominator != 1:
        raise OutOfRange(f"{text} has more than two decimals.", "Round it to hundredths.")
    return int(number)


def share(text: str) -> Fraction:
    """A share of cases, from none to all: `20 %`, `3 in 10000`."""
    if text.endswith("%"):
        number = text[:-1].strip()
        if _DECIMAL.fullmatch(number):
            return _share(Fraction(number) / 100, text)
    parts = text.split(" in ")
    if len(parts) == 2 and all(_WHOLE.fullmatch(part.strip()) for part in parts) and int(parts[1]) > 0:
        return _share(Fraction(int(parts[0]), int(parts[1])), text)
    hint = "Write it like '20 %' or '3 in 10000'."
    if _DECIMAL.fullmatch(text) and 0 <= Fraction(text) <= 1:
        hint = f"Write '{plain(Fraction(text) * 100)} %'."
    raise Unreadable("a share", hint)


def _share(value: Fraction, text: str) -> Fraction:
    if not 0 <= value <= 1:
        raise OutOfRange(f"{text} is not a share; it is less than none or more than all.", "Write 0 % to 100 %.")
    return value


def money(text: str) -> int:
    """Money in fen: `300 yuan`, `12.50 yuan`."""
    number, _, unit = text.rpartition(" ")
    if unit != "yuan" or not _DECIMAL.fullmatch(number):
        bare = re.sub(r"(yuan|rmb|cny|¥|元|,|\s)", "", text, flags=re.IGNORECASE)
        raise Unreadable("money", f"Write '{bare} yuan'." if _DECIMAL.fullmatch(bare) else "Write it like '300 yuan'.")
    fen = Fraction(number) * 100
    if fen.denominator != 1:
        raise OutOfRange(f"{text} has parts of a fen.", "Write at most two decimals.")
    if not 0 <= fen <= MOST_FEN:
        raise OutOfRange(f"{text} is too {'little' if fen < 0 else 'much'}; amounts go from 0 to {MOST_FEN // 100} yuan.")
    return int(fen)


# --- time -------------------------------------------------------------------------------------------------------------

@_often
def day(text: str) -> int:
    """A date as days since 1970-01-01."""
    found = _DATE.fullmatch(text)
    if not found:
        raise Unreadable("a date", _date_hint(text))
    year, month, number = (int(part) for part in found.groups())
    try:
        value = dt.date(year, month, number).toordinal() - _EPOCH
    except ValueError:
        raise OutOfRange(f"there is no day {text}.", "Write a day of the calendar as 2019-01-31.") from None
    if not FIRST_DAY <= value < FOREVER:
        raise OutOfRange(f"{text} is outside the model's calendar.", "Dates go from 1900-01-01 to 2149-06-05.")
    return value


def _date_hint(text: str) -> str:
    parts = re.fullmatch(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D?", text, re.ASCII)
    if parts and 1 <= int(parts[2]) <= 12 and 1 <= int(parts[3]) <= 31:
        return f"Write {parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}."
    if re.fullmatch(r"\d{4}(-\d{2})?", text, re.ASCII):
        return f"Write {text}-01." if "-" in text else f"Write {text}-01-01."
    return "Write it as 2019-01-31."


def is_day(text: str) -> bool:
    """Whether text has the form of a date."""
    return bool(_DATE.fullmatch(text))


def date(value: int) -> dt.date:
    """The date of a day number."""
    return dt.date.fromordinal(value + _EPOCH)


_UNITS = {"days": ("days", 1), "working days": ("working-days", 1), "months": ("months", 1), "years": ("months", 12)}
_UNIT_WORDS = {"d": "days", "day": "days", "wd": "working days", "working day": "working days", "work days": "working days",
               "workdays": "working days", "m": "months", "mo": "months", "month": "months", "y": "years", "yr": "years",
               "yrs": "years", "year": "years", "a": "years"}
PERIODS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""The calendar's periods, in months."""
_TO_END = re.compile(rf"to the end of the (next )?({'|'.join(PERIODS)})")
_MOST_OF = {"days": 65_535, "working-days": 10_000, "months": 2_400}


@_often
def duration(text: str, *, least: int = 1) -> Duration:
    """A length of time: `15 days`, `15 working days`, `24 months`, `3 years`, `for ever`, `to the end of the next year`."""
    if text == "for ever":
        return Duration(0, "for-ever")
    ends = _TO_END.fullmatch(text)
    if ends:
        return Duration(PERIODS[ends[2]], "to-next-end" if ends[1] else "to-end")
    found = _QUANTITY.fullmatch(text)
    word = " ".join(found[2].split()) if found else ""
    plural = word if word in _UNITS else f"{word}s"
    exact = bool(found) and text == f"{found[1]} {word}"
    if not exact or plural not in _UNITS:
        raise Unreadable("a duration", _duration_hint(text, found))
    unit, times = _UNITS[plural]
    count = int(found[1]) * times
    if count < least:
        raise OutOfRange(f"'{text}' is too short.", f"The least is {least} {plural[:-1] if least == 1 else plural}.")
    if count > _MOST_OF[unit]:
        raise OutOfRange(f"'{text}' is longer than the model's calendar.", "Write 'for ever' if it never ends.")
    return Duration(count, unit)


def term(text: str) -> tuple[Duration, Duration]:
    """A length of time, or a range of months or years that is left to discretion: `2 years`, `1 to 3 years`; the shortest and the longest."""
    ends = re.fullmatch(r"(\d{1,6}) to (\d{1,6} (?:months|years))", text, re.ASCII)
    if not ends:
        only = duration(text)
        return only, only
    longest = duration(ends[2])
    shortest = duration(f"{ends[1]} {ends[2].split()[1]}")
    if shortest.count >= longest.count:
        raise OutOfRange(f"'{text}' ends before it begins.", "Write the shorter one first.")
    return shortest, longest


EFFECTS = ("entry", "service", "publication")
_AFTER_ENTRY = re.compile(r"(.+) after entry")


def effect(text: str) -> tuple[str, Duration | None]:
    """From when a listing binds: `entry`, `service`, `publication`, or a time `after entry`: `10 working days after entry`."""
    found = _AFTER_ENTRY.fullmatch(text)
    if found:
        return "after entry", duration(found[1])
    return one_of(*EFFECTS, "DURATION after entry")(text), None


def _duration_hint(text: str, found) -> str:
    if text.lower() in ("forever", "for-ever", "ever", "permanent", "permanently", "unlimited", "indefinite"):
        return "Write 'for ever'."
    period = next((period for period in PERIODS if "end" in text and period in text.replace("half year", "half-year")), "")
    if period:
        return f"Write 'to the end of the {'next ' if 'next' in text or 'following' in text else ''}{period}'."
    if found:
        word = " ".join(found[2].lower().replace("-", " ").split())
        word = _UNIT_WORDS.get(word, word)
        if word in _UNITS:
            return f"Write '{int(found[1])} {word}'."
        if word in ("week", "weeks", "w"):
            return f"Write '{int(found[1]) * 7} days'."
        near = suggest(word, _UNITS)
        if near:
            return f"Write '{int(found[1])} {near[13:-1]}'."
    return "Write it like '15 days', '15 working days', '24 months', '3 years' or 'for ever'."


WHILE_IT_HOLDS = Duration(0, "while-it-holds")


def life(text: str) -> Duration:
    """A duration, or the life of what arises: `while it holds`."""
    return WHILE_IT_HOLDS if text == "while it holds" else duration(text)


def duration_text(value: Duration) -> str:
    """A duration as the files write it."""
    if value.unit in ("for-ever", "while-it-holds"):
        return value.unit.replace("-", " ")
    if value.unit in ("to-end", "to-next-end"):
        period = next(name for name, months in PERIODS.items() if months == value.count)
        return f"to the end of the {'next ' if value.unit == 'to-next-end' else ''}{period}"
    unit, count = value.unit.replace("-", " "), value.count
    if unit == "months" and count % 12 == 0 and count:
        unit, count = "years", count // 12
    return f"{count} {unit[:-1] if count == 1 else unit}"


def span(text: str) -> Span:
    """Days drawn evenly: `5 to 30 days`, or always the same: `3 days`."""
    found = re.fullmatch(r"(?:(\d{1,6}) to )?(\d{1,6}) days?", text, re.ASCII)
    if not found:
        raise Unreadable("a span of days", "Write it like '5 to 30 days' or '3 days'.")
    most = int(found[2])
    least = int(found[1]) if found[1] else most
    if least > most:
        raise OutOfRange(f"'{text}' ends before it begins.", f"Write '{most} to {least} days'.")
    if most > 3_660:
        raise OutOfRange(f"'{text}' is longer than ten years.", "Write at most 3660 days.")
    return Span(least, most)


_YEARLY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


def set_days(text: str) -> SetDays:
    """Days on which something is assessed: `continuously`, `monthly on 6`, `yearly on 12-31`, `yearly on 06-30 and 12-31`."""
    if text == "continuously":
        return SetDays()
    often, _, rest = text.partition(" on ")
    if often == "monthly" and re.fullmatch(r"\d\d?", rest, re.ASCII):
        if not 1 <= int(rest) <= 31:
            raise OutOfRange(f"no month has a day {rest}.", "Write 1 to 31; a month without that day has its last.")
        return SetDays(((0, int(rest)),))
    found = [_YEARLY.fullmatch(part) for part in rest.split(" and ")]
    if often != "yearly" or None in found:
        raise Unreadable("days on which it is assessed", "Write 'continuously', 'monthly on 6', 'yearly on 12-31' or 'yearly on 06-30 and 12-31'.")
    days = [(int(part[1]), int(part[2])) for part in found]
    for month, day in days:
        if not 1 <= month <= 12 or not 1 <= day <= _LONGEST[month - 1]:
            raise OutOfRange(f"no year has a day {month:02}-{day:02}.", "Write month and day as 12-31.")
    return SetDays(tuple(sorted(set(days))))


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def set_days_text(value: SetDays) -> str:
    """Set days as the files write them."""
    if not value.days:
        return "continuously"
    if value.days[0][0] == ONCE:
        return f"on {date(value.days[0][1])}"
    if value.days[0][0] == 0:
        return f"monthly on {value.days[0][1]}"
    return "yearly on " + " and ".join(f"{month:02}-{day:02}" for month, day in value.days)


# --- caps, amounts ----------------------------------------------------------------------------------------------------

_CAP_PER = {"a year": "year", "a half-year": "half-year", "a quarter": "quarter", "a month": "month", "in all": "ever"}
_CAP = re.compile(rf"(\S+) ({'|'.join(_CAP_PER)})")


@_often
def cap(text: str, step: int) -> Cap:
    """Most that may be moved in a period: `40 a year`, `10 a half-year`, `5 a quarter`, `1 a month`, `100 in all`."""
    found = _CAP.fullmatch(text)
    if not found or not _DECIMAL.fullmatch(found[1]):
        number = re.match(r"\d+(\.\d+)?", text)
        per = "a month" if "mo" in text else "a quarter" if "q" in text else "a half-year" if "half" in text else "a year" if "y" in text or text == (number and number[0]) else "in all"
        raise Unreadable("a cap", f"Write '{number[0]} {per}'." if number else "Write it like '40 a year' or '100 in all'.")
    most = steps(found[1], step)
    if most <= 0:
        raise OutOfRange(f"a cap of {found[1]} lets nothing through.", "Write it without a minus, above 0.")
    return Cap(most, _CAP_PER[found[2]])


def times(text: str) -> Cap:
    """How often something may be done in a period: `1 a year`, `2 in all`."""
    found = _CAP.fullmatch(text)
    if not found or not found[1].isdecimal():
        raise Unreadable("how often", "Write it like '1 a year', '1 a month' or '1 in all'.")
    return Cap(whole(found[1], least=1, most=255), _CAP_PER[found[2]])


def amount(text: str) -> tuple[int, str]:
    """What a measure costs or gives: fen, days, or a number of something counted."""
    if text.endswith(" yuan"):
        return money(text), "fen"
    found = re.fullmatch(r"(\d{1,9}) ([a-z][a-z-]*)", text, re.ASCII)
    if not found:
        raise Unreadable("an amount", "Write it like '300 yuan', '10 days' or '1 documents'.")
    unit = found[2] if found[2].endswith("s") else found[2] + "s"
    return int(found[1]), unit


# --- words ------------------------------------------------------------------------------------------------------------

@_often
def identifier(text: str) -> str:
    """An id: kebab-case, beginning with a letter."""
    if not _ID.fullmatch(text):
        fixed = "-".join(re.findall(r"[a-z0-9]+", text.lower(), re.ASCII))
        hint = f"Write {fixed}." if _ID.fullmatch(fixed) else "Write it in kebab-case, beginning with a letter."
        raise Unreadable("an id", hint)
    if len(text) > 60:
        raise OutOfRange(f"'{shown(text)}' has {len(text)} characters.", "An id has at most 60.")
    if text in RESERVED_WORDS:
        raise OutOfRange(f"'{text}' is a word of the conditions' language.", "Choose another id.")
    return text


RESERVED_WORDS = frozenset({"and", "or", "not", "in", "true", "false", "within"})


def document(text: str) -> str:
    """The id of a source: letters, digits and single hyphens, dots or underscores."""
    if not _DOCUMENT.fullmatch(text) or len(text) > 60:
        raise Unreadable("the id of a source", "Use letters, digits and hyphens, as in SPC-2017.")
    return text


def one_of(*words: str):
    """A reader of one of a few words."""
    def read(text: str) -> str:
        if text not in words:
            near = suggest(text.lower(), words)
            raise Unreadable(f"one of {', '.join(words)}" if len(words) > 1 else words[0], near)
        return text
    return read


BASIS_KINDS = ("text", "secondary", "borrowed", "assumption")


@_often
def basis(text: str) -> Basis:
    """Where a figure comes from: `text SEA art. 3`, `assumption because nothing is known`."""
    kind, _, rest = text.partition(" ")
    rest = rest.strip()
    if kind not in BASIS_KINDS:
        near = suggest(kind.lower(), BASIS_KINDS)
        raise Unreadable("a basis", near or "Begin it with text, secondary, borrowed or assumption.")
    if kind == "assumption":
        if not rest:
            raise Unreadable("an assumption with its reason", "Write why after 'assumption'.")
        return Basis(kind, why=rest)
    name, _, pin = rest.partition(" ")
    if not name:
        raise Unreadable(f"a document after '{kind}'", f"Write '{kind} DOC pin', DOC being an id in sources.yaml.")
    document(name)
    return Basis(kind, name, pin.strip())


def free(text: str) -> str:
    """Any text."""
    return text
