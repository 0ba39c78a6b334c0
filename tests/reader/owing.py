"""Obligations: what a record makes its subject owe, and how that ends."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .days import FOREVER
from .rules import Scheme
from .state import Debt, Dossier, Record


def arises(scheme: Scheme, of: Dossier, record: Record, day: date, over: date) -> None:
    """A record of an act that `owes` was entered; `over`: the day on which what it is of is over."""
    rule = scheme.obligations[record.act.owes]
    left = Fraction(1) if rule.amount == "none" else Fraction(record.amount or 0) if rule.amount == "amount" else rule.amount
    ends = over if rule.with_conduct else FOREVER
    if left and ends > day:
        of.debts.append(Debt(rule.id, record, left, scheme.counting.last(day, rule.due), ends))


def end(of: Dossier, day: date) -> None:
    """What was to end by this day is owed no more."""
    of.debts = [debt for debt in of.debts if debt.end > day]


def perform(of: Dossier, obligation: str, amount: Fraction | None) -> None:
    """So much is performed, the oldest first; all where no amount is said."""
    for debt in of.debts:
        if debt.obligation == obligation:
            paid = debt.left if amount is None else min(amount, debt.left)
            debt.left -= paid
            amount = None if amount is None else amount - paid
    of.debts = [debt for debt in of.debts if debt.left]


def forget(of: Dossier, record: Record) -> None:
    """A record that is as if never takes with it what it made owed."""
    of.debts = [debt for debt in of.debts if debt.record is not record]


def outstanding(of: Dossier, obligation: str) -> Fraction:
    """What is owed under an obligation."""
    return sum((debt.left for debt in of.debts if debt.obligation == obligation), Fraction(0))


def overdue(of: Dossier, obligation: str, day: date) -> int:
    """Days since the earliest due day of what is undone."""
    return max((max(0, (day - debt.due).days) for debt in of.debts if debt.obligation == obligation), default=0)
