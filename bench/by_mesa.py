"""The small rule set as a Mesa model, as one writes Mesa: a person is an agent with a step, luck is the model's own.

The same rules, rates and people; other luck, so it is compared by means, not by bits.
"""

from __future__ import annotations

from collections import deque

import mesa
import numpy as np

from bench.small_rules import Rules

START, LISTED_BELOW, LEAVES_AT, LIFE, TERM = 1000, 600, 700, 24, 24
PLACES, NEVER = 256, 1 << 20


class Person(mesa.Agent):
    """Somebody with points that count for two years, a grade, and perhaps a place on the list."""

    def __init__(self, model: Town, place: int, chances: list[float]):
        super().__init__(model)
        self.place, self.chances = place, chances
        self.score, self.grade = START, 3
        self.records: deque[tuple[int, int]] = deque()        # last day, points
        self.listed_until = 0
        self.spent = False                                       # a stay is over, and nothing new has come

    def step(self) -> None:
        """One month: what is done on its day, and what ends on its day."""
        model, random = self.model, self.random.random
        near = model.near[self.place]
        doings = []
        for kind, chance in enumerate(self.chances):
            luck = random()
            if luck < chance * model.most[kind]:
                doings.append((self.random.randrange(model.first, model.end), kind, luck))
        doings.sort()
        while True:
            day = min(doings[0][0] if doings else NEVER, self.records[0][0] if self.records else NEVER, self.listed_until or NEVER)
            if day >= model.end:
                break
            was_listed, left = self.listed_until > 0, False
            while self.records and self.records[0][0] == day:
                self.score -= self.records.popleft()[1]
            if self.listed_until == day:
                self.listed_until, left, self.spent = 0, True, True
            while doings and doings[0][0] == day:
                _, kind, luck = doings.pop(0)
                chance = self.chances[kind] * (1 + (model.near_factor[kind] - 1) * near) * (model.listed_factor[kind] if was_listed else 1)
                if luck < chance:
                    self.score += model.points[kind]
                    self.records.append((model.months_on(day, LIFE), model.points[kind]))
                    self.spent = self.spent and left
            self.settle(day)

    def settle(self, day: int) -> None:
        """The standing at the end of a day on which something changed."""
        score = self.score
        self.spent = self.spent and score < LISTED_BELOW
        self.grade = 1 + (score < 1050) + (score < 1030) + (score < 960) + (score < 850) + (score < 600)
        if self.listed_until:
            if score >= LEAVES_AT:
                self.listed_until = 0
        elif score < LISTED_BELOW and not self.spent:
            self.listed_until = self.model.months_on(day, TERM)


class Town(mesa.Model):
    """All people, and how many are restricted in each place."""

    def __init__(self, rules: Rules, cls: np.ndarray, place: np.ndarray, seed: int):
        super().__init__(seed=seed)
        self.starts = rules.month_start.tolist()
        self.month = rules.first_month
        self.points = rules.points.tolist()
        self.near_factor, self.listed_factor = (rules.near_factor / 65536).tolist(), (rules.listed_factor / 65536).tolist()
        self.most = [max(1.0, f) for f in self.listed_factor]
        self.adults = np.maximum(np.bincount(place, minlength=PLACES), 1)
        self.near = [0.0] * PLACES
        chances = (rules.rate.T / 2**32).tolist()
        for c, p in zip(cls.tolist(), place.tolist()):
            Person(self, p, chances[c])
        self.datacollector = mesa.DataCollector(model_reporters={
            "mean_score": lambda m: m.agents.agg("score", np.mean),
            "listed": lambda m: sum(a.listed_until > 0 for a in m.agents),
            "grades": lambda m: np.bincount(m.agents.get("grade"), minlength=7).tolist()})

    def step(self) -> None:
        """One month of everybody; then what next month is lived under."""
        self.first, self.end = self.starts[self.month], self.starts[self.month + 1]
        self.agents.do("step")
        restricted = np.bincount([a.place for a in self.agents if a.listed_until], minlength=PLACES)
        self.near = (restricted / self.adults).tolist()
        self.datacollector.collect(self)
        self.month += 1

    def months_on(self, day: int, months: int) -> int:
        """The day after the same day of the month so many months on, or after that month's last."""
        start = self.starts
        return min(start[self.month + months] + day - self.first, start[self.month + months + 1] - 1) + 1
