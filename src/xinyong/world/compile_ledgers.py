"""Compiling ledgers: what they add up, the means they show, the features they weigh."""

from __future__ import annotations

from xinyong.scheme.layout import *
from xinyong.scheme.model import Duration, Ledger, Scheme
from xinyong.scheme.names import features
from xinyong.world.bytecode import duration

WHAT = {"any": ANY_ACT, "bad": ANY_BAD, "good": ANY_GOOD}
_OF = {"value": OF_VALUE, "positive": OF_POSITIVE, "defective": OF_DEFECTIVE}


class Ledgers:
    """Writes the ledgers' rows and features; `compiler` compiles conditions and set days."""

    def __init__(self, compiler):
        self.compiler = compiler
        self.rows: list[list[int]] = []
        self.features: list[list[int]] = []
        self.bins: list[int] = []
        self.weights: list = []
        self.given = 0
        """Ledgers for which a bit of its own says whether a score is given."""
        self.again = 0
        """What derived ledgers look at (`CH_...`): when it moves at the day's end, they are taken once more."""

    def add(self, scheme: Scheme, ledger: Ledger) -> None:
        """One ledger's row."""
        row = [0] * LEDGER_WIDTH
        by_grade = bool(scheme.grades) and ledger.kind == "points" and scheme.ledgers[scheme.grades.ledger].kind == "points"
        row[L_SCHEME] = self.compiler.world.schemes.index(scheme)
        row[L_STEP] = ledger.step
        row[L_SLOT] = self.compiler.names.slots.get(scheme.id, -1)
        row[L_GIVEN] = -1 if by_grade else self.given
        self.given += not by_grade
        row[L_KIND] = L_SUM
        row[L_LOOKS] = CH_RECORDS | CH_DATES
        if any(group.takes != "sum" for group in ledger.groups.values()):
            row[L_KIND] = L_CHOSEN
        row[L_FROZEN], row[L_CLIPPED] = NEVER, ledger.clipped == "entered"
        if ledger.frozen:
            row[L_KIND], row[L_FROZEN_WHAT] = L_CHOSEN, WHAT[ledger.frozen.what]
            row[L_FROZEN] = self._looking(row, lambda: self.compiler.pc(ledger.frozen.when, scheme))
        if ledger.mean:
            over = ledger.mean.over
            row[L_KIND], row[L_OF], row[L_SHOWN_FROM] = L_MEAN, _OF[ledger.mean.of], ledger.mean.shown_from
            row[L_OVER] = over if isinstance(over, int) else 0
            row[L_WINDOW_COUNT], row[L_WINDOW_UNIT] = duration(over if isinstance(over, Duration) else None)
        if ledger.card:
            self._card(scheme, ledger, row)
        self.rows.append(row)

    def _card(self, scheme: Scheme, ledger: Ledger, row: list[int]) -> None:
        card = ledger.card
        row[L_KIND], row[L_LOW], row[L_RANGE] = L_CARD, card.low, card.high - card.low
        row[L_FEATURE], row[L_FEATURES] = len(self.features), len(features(ledger))
        row[L_SET_DAY], row[L_SET_DAYS] = self.compiler.set_days(card.recomputed)
        for feature in card.features:
            self.features.append([len(self.bins), len(feature.bins)])
            self.weights.append(feature.weight)
            for each in feature.bins:
                self.bins += [self._looking(row, lambda each=each: self.compiler.pc(each.when, scheme)), each.points]

    def _looking(self, row: list[int], compile) -> int:
        """Where a condition of a derived ledger stands: when what it looks at changes, the ledger is taken anew."""
        before, self.compiler.looks = self.compiler.looks, 0
        pc = compile()
        row[L_LOOKS] |= self.compiler.looks
        self.again |= self.compiler.looks
        self.compiler.looks |= before
        return pc

    def write(self, draft, epochs: list[int]) -> None:
        """Their tables; what `write_row` sets later stands in `draft.ledger_part`."""
        at = draft.table(H_BIN, self.bins, BIN_WIDTH)
        draft.table(H_FEATURE, [w for bin, bins in self.features for w in (at + bin, bins)], FEATURE_WIDTH)
        draft.table(H_WEIGHT, [weight.at(day) or 0 for day in epochs for weight in self.weights])
        draft.ledger_part = len(draft.words)
        draft.table(H_LEDGER, [w for row in self.rows for w in row], LEDGER_WIDTH)
        draft.set(H_LEDGERS=len(self.rows), H_GIVEN=self.given, H_FEATURES=len(self.features),
                  H_DERIVED=sum(row[L_KIND] != L_SUM for row in self.rows), H_AGAIN=draft.header[H_AGAIN] | self.again & (CH_GRADE | CH_RECORDS | CH_LISTS))
