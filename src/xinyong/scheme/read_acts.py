"""acts.csv: the catalog, one row a version of an act."""

from __future__ import annotations

import re

from xinyong.scheme import values
from xinyong.scheme.fields import (
    NO_BASIS,
    SPAN,
    Field,
    bases,
    basis,
    check_span,
    columns,
    condition,
    identifier,
    of,
    read_fields,
    row_label,
    scalar,
    text,
)
from xinyong.scheme.model import DOMAINS, FOREVER, ONCE, Act, Ledger, Points, SetDays
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_ledgers import FINEST
from xinyong.scheme.source import Mapping, read_csv
from xinyong.scheme.when import TRUE

HOLDING = "when it holds"
PERIODS = ("act", "month", "quarter", "half-year", "year")
_RANGE = re.compile(r"(\S+) to (\S+)")


def _per(text: str) -> tuple[str, int]:
    """`month`, or `4 units`."""
    found = re.fullmatch(r"(\d{1,9}) units?", text, re.ASCII)
    if found:
        if int(found[1]) == 0:
            raise values.OutOfRange("0 units are never full.", "Write '1 unit' or more.")
        return "units", int(found[1])
    return values.one_of(*PERIODS, "N units")(text), 0


def _arises(text: str) -> str | SetDays:
    """`when it holds`, a day, or days of every year or month."""
    if text == HOLDING:
        return text
    if text.startswith("on "):
        return SetDays(((ONCE, values.day(text[3:])),))
    if text.partition(" ")[0] not in ("monthly", "yearly"):
        raise values.Unreadable("when an act arises", "Write 'when it holds', 'monthly on 6', 'yearly on 01-01' or 'on 2017-01-01'.")
    return values.set_days(text)


_FIELDS = (
    Field("id", identifier, required=True, default=""),
    Field("label_en", text, required=True, default=""),
    Field("label_zh", text, default=""),
    Field("of", of, required=True, default="both"),
    Field("conduct", identifier, default=""),
    Field("when", condition, default=TRUE),
    Field("channel", identifier, default=""),
    Field("arises", scalar(_arises)),
    Field("owes", identifier, default=""),
    Field("ledger", identifier, default=""),
    Field("points", text, default=""),
    Field("per", scalar(_per), default=("act", 0)),
    Field("cap", text),
    Field("group", identifier, default=""),
    Field("grade", identifier, default=""),
    Field("grade_for", scalar(values.life)),
    Field("counts_for", scalar(values.life)),
    Field("stays_while", condition),
    Field("counts_as", scalar(values.one_of("bad", "good", "neutral")), default=""),
    Field("domain", scalar(values.one_of(*DOMAINS)), default=""),
    *SPAN,
    Field("basis", basis, required=True, default=NO_BASIS),
    Field("conduct_basis", basis),
    Field("when_basis", basis),
    Field("channel_basis", basis),
    Field("points_basis", basis),
    Field("cap_basis", basis),
    Field("grade_basis", basis),
    Field("arises_basis", basis),
    Field("owes_basis", basis),
    Field("counts_for_basis", basis),
    Field("stays_while_basis", basis),
    Field("counts_as_basis", basis),
    Field("note", text, default=""),
)


def read_acts(name: str, data: bytes, ledgers: dict[str, Ledger], first: int, problems: Problems) -> tuple[Act, ...]:
    """All acts: ids in the order of the file, versions of one id in order of their first day."""
    known, required = columns(_FIELDS)
    acts = [_act(row, ledgers, first, problems) for row in read_csv(name, data, problems, columns=known, required=required)]
    order = {act.id: index for index, act in reversed(list(enumerate(acts)))}
    return tuple(sorted(acts, key=lambda act: (order[act.id], act.first)))


def _act(row: Mapping, ledgers: dict[str, Ledger], first: int, problems: Problems) -> Act:
    read = read_fields(row, _FIELDS, problems, "row")
    ledger = _ledger(row, read["ledger"], ledgers, problems)
    step = ledgers[ledger].step if ledger in ledgers else FINEST
    begins = first if read["from"] is None else read["from"]
    check_span(row, begins, read["to"], problems)
    points = _points(row, step, problems)
    per, units = read["per"]
    cap = _cell(row, "cap", lambda text: values.cap(text, step), problems)
    act = Act(
        id=read["id"], label=row_label(read), of=read["of"], conduct=read["conduct"], when=read["when"], channel=read["channel"],
        ledger=ledger, points=points, per=per, units=units, cap=cap, group=read["group"], grade=read["grade"],
        grade_for=read["grade_for"], counts_for=read["counts_for"], first=begins, last=read["to"] or FOREVER,
        basis=read["basis"], bases=bases(read), note=read["note"], place=row.place,
        stays_while=read["stays_while"], counts_as=read["counts_as"], arises=read["arises"] or (HOLDING if "arises" in row.items else None),
        owes=read["owes"], domain=read["domain"],
    )
    _check_together(act, row, ledgers, problems)
    return act


def _ledger(row: Mapping, name: str, ledgers: dict[str, Ledger], problems: Problems) -> str:
    if name:
        if name not in ledgers:
            problems.add(row.place_of("ledger"), f"ledger: no such ledger: {name}.",
                         problems.suggest(name, ledgers) or "Ledgers stand in scheme.yaml.", rule="unknown")
        return name
    if len(ledgers) > 1 and ("points" in row.items or "grade" in row.items):
        problems.add(row.place_of("ledger"), "ledger: missing, and the scheme has several.",
                     f"Write one of {', '.join(ledgers)}.", rule="missing")
    return next(iter(ledgers), "")


def _cell(row: Mapping, name: str, parse, problems: Problems):
    """A cell read once the ledger's step is known."""
    cell = row.items.get(name)
    return None if cell is None else scalar(parse)(cell, name, problems)


def _points(row: Mapping, step: int, problems: Problems) -> Points:
    def parse(text: str) -> Points:
        if text.startswith("scale "):
            return Points("scale", scale=values.identifier(text[6:].strip()))
        ends = _RANGE.fullmatch(text)
        if ends:
            low, high = (values.steps(end, step) for end in ends.groups())
            if low * high < 0:
                raise values.OutOfRange(f"{text} goes from good to bad.", "Write two acts.")
            return Points("range", low, high)
        try:
            number = values.steps(text, step)
        except values.OutOfRange:
            raise
        except values.Unreadable:
            raise values.Unreadable("points", _points_hint(text)) from None
        return Points("number", number, number)
    return _cell(row, "points", parse, problems) or Points("none")


def _points_hint(text: str) -> str:
    numbers = re.findall(r"[+−-]?\d+(?:\.\d+)?", text)
    if len(numbers) == 2:
        return f"Write '{numbers[0]} to {numbers[1]}'.".replace("−", "-")
    if len(numbers) == 1:
        return f"Write {numbers[0]}.".replace("−", "-")
    return "Write -20, '-5 to -50' or 'scale ID'."


def _check_together(act: Act, row: Mapping, ledgers: dict[str, Ledger], problems: Problems) -> None:
    """What one cell asks of another."""
    def wrong(column: str, message: str, hint: str = "") -> None:
        problems.add(row.place_of(column), f"{column}: {message}", hint, rule="act")

    if act.points.kind == "none" and "points" not in row.items:
        for column in ("per", "cap", "group"):
            if column in row.items and row.items[column].value != "act":
                wrong(column, "given, but the act has no points.", "Give points or empty this cell.")
    elif not ledgers and "ledger" not in row.items and act.points.kind != "none":
        wrong("points", "the scheme has no ledger.", "Add one to scheme.yaml or empty this cell.")
    if act.per == "units" and act.points.kind in ("range", "scale"):
        wrong("per", f"points for every {act.units} units need one number, not a {act.points.kind}.", "Write one number of points.")
    if act.grade and act.grade_for is None and "grade_for" not in row.items:
        wrong("grade_for", "missing.", "A direct grade needs its life, e.g. '2 years'.")
    if act.grade_for is not None and not act.grade:
        wrong("grade_for", "given, but there is no grade.", "Give the grade or empty this cell.")
    if act.group and "points" in row.items and act.ledger in ledgers and act.group not in ledgers[act.ledger].groups:
        groups = ledgers[act.ledger].groups
        wrong("group", f"no such group: {act.group}.", problems.suggest(act.group, groups) or "Groups stand under the ledger.")
    _check_entered(act, row, wrong)
    _check_stays(act, wrong)
    unsaid = act.counts_for is None and "counts_for" not in row.items
    if unsaid and (act.ledger in ledgers or not act.ledger) and not (act.ledger and ledgers[act.ledger].counts_for):
        wrong("counts_for", "missing, and no ledger says how long such records live.",
              "Write a duration, or give the ledger counts_for lines.")


def _check_stays(act: Act, wrong) -> None:
    """What never ends of itself need not stay."""
    endless = [column for column, life in (("counts_for", act.counts_for), ("grade_for", act.grade_for))
               if life is not None and (life == values.WHILE_IT_HOLDS or life.unit == "for-ever")]
    if act.stays_while is not None and endless:
        wrong("stays_while", f"given, but {endless[0]} has no end after which it could stay.", "Empty this cell, or give a length of time.")


def _check_entered(act: Act, row: Mapping, wrong) -> None:
    """An act is entered on conduct that a channel reports, or arises, or (checks.py) another rule enters it."""
    if act.arises is None:
        for column, other in (("conduct", "channel"), ("channel", "conduct")):
            if column not in row.items and other in row.items:
                wrong(column, "missing.", "Conduct is reported by a channel: give both, or neither where a rule enters the act.")
        for column, life in (("counts_for", act.counts_for), ("grade_for", act.grade_for)):
            if life == values.WHILE_IT_HOLDS:
                wrong(column, "'while it holds' is the life of an act that arises when it holds.", "Write a duration.")
        return
    for column in ("conduct", "channel"):
        if column in row.items:
            wrong(column, "given, but the act arises by rule.", "Empty this cell or that of `arises`.")
    if act.points.kind in ("range", "scale") or act.per != "act":
        wrong("points" if act.per == "act" else "per", "what arises by rule has no amount or severity.", "Write one number of points for each act.")
    if act.arises != HOLDING:
        for column, life in (("counts_for", act.counts_for), ("grade_for", act.grade_for)):
            if life == values.WHILE_IT_HOLDS:
                wrong(column, "what arises on set days has no such life.", "Write a duration, or arises 'when it holds'.")
    elif act.grade_for == values.WHILE_IT_HOLDS != act.counts_for:
        wrong("grade_for", "the grade holds longer than its record.", "Let the record count while it holds, too.")
