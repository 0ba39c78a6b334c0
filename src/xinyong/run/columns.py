"""From the history of a life to the columns of a run's tables.

Each function gives one table: a mapping from column to array, in the order that `tables.py` declares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from xinyong.run.tables import METRICS, group_columns
from xinyong.scheme.layout import FA_COUNT, FA_FALSE, FA_MOVED, FA_POINTS, FM_AMOUNT, FM_TIMES
from xinyong.scheme.model import FOREVER

Columns = dict[str, np.ndarray]


def month_dates(months) -> np.ndarray:
    """First days of months counted from January 1900."""
    return (np.asarray(months, np.int64) - 840).astype("datetime64[M]").astype("datetime64[D]")


def day_dates(days) -> np.ndarray:
    """Days since 1970 as dates; an open end is NULL."""
    a = np.array([np.iinfo(np.int64).min if d is None or d == FOREVER else d for d in days], np.int64)
    return a.astype("datetime64[D]")


def texts(values) -> np.ndarray:
    """Text as an array; None is NULL."""
    out = np.empty(len(values), object)
    out[:] = list(values)
    return out


class Story:
    """A history with the names of its rows, and from it the tables."""

    def __init__(self, history: Mapping[str, np.ndarray], names: dict, first_month: int):
        self.h, self.names = history, names
        self.months = np.arange(len(history["metrics"])) + first_month
        self.dates = month_dates(self.months)
        self.years = np.asarray(history["year_months"], np.int64).reshape(-1) // 12 + 1900
        self._groups = self._group_values()

    def tables(self) -> Iterator[tuple[str, Columns]]:
        """Every table that follows from the history and the names, each made when it is asked for."""
        yield "months", self.totals()
        for name in ("months_by_group", "scores", "scores_by_group", "grades", "grades_by_group", "moves", "spells", "lists", "lists_by_group",
                     "measures", "measures_by_group", "measure_flows", "acts", "places", "offices", "astray", "sources"):
            yield name, getattr(self, name)()

    # ---- what rows are called

    def _group_values(self) -> Columns:
        """The value of each group in each group column; organisations are the last group."""
        dims = [_values(d) for d in self.names["groups"]]
        size = int(np.prod([len(d) for d in dims], dtype=np.int64))
        cells = np.indices([len(d) for d in dims]).reshape(len(dims), size) if dims else np.zeros((0, 1), int)
        names = [c.name for c in group_columns(self.names)]
        values = {names[0]: texts(["person"] * size + ["organisation"])}
        for name, dim, cell in zip(names[1:], dims, cells):
            values[name] = texts([dim[i] for i in cell] + [None])
        return values

    def _group(self, index) -> Columns:
        return {name: values[index] for name, values in self._groups.items()}

    def _labels(self, what: str, rows: list[dict], index, **more: str) -> Columns:
        """Scheme, id and labels of rules, and what else stands in their rows."""
        out = {"scheme": texts([r["scheme"] for r in rows])[index], what: texts([r["id"] for r in rows])[index],
               "label_en": texts([r["label"]["en"] for r in rows])[index], "label_zh": texts([r["label"]["zh"] for r in rows])[index]}
        return out | {column: texts([r[key] for r in rows])[index] for column, key in more.items()}

    def _measure(self, index) -> Columns:
        rows = self.names["measures"]
        return (self._labels("measure", rows, index) | {"version_from": day_dates([r["from"] for r in rows])[index]}
                | {key: texts([r[key] for r in rows])[index] for key in ("kind", "thing")})

    def _grade(self, slot, code, name: str = "grade") -> Columns:
        """The grade of each (slot, code); code 0 is no grade."""
        widest = max((len(s["codes"]) for s in self.names["slots"]), default=1)
        ids, en, zh = (np.full((len(self.names["slots"]) or 1, widest), None, object) for _ in range(3))
        for i, s in enumerate(self.names["slots"]):
            for c, id in enumerate(s["codes"]):
                ids[i, c] = id or None
                en[i, c] = s["labels"][id]["en"] if id else "no grade"
                zh[i, c] = s["labels"][id]["zh"] if id else "无等级"
        if name != "grade":
            return {name: ids[slot, code]}
        return {"scheme": self._slot(slot), "grade": ids[slot, code], "label_en": en[slot, code], "label_zh": zh[slot, code]}

    def _slot(self, slot) -> np.ndarray:
        return texts([s["scheme"] for s in self.names["slots"]])[slot]

    def _per_point(self, ledger) -> np.ndarray:
        """Steps of a ledger in a point: -1 stands for no ledger."""
        return np.array([100 / r["step"] for r in self.names["ledgers"]] + [1.0])[ledger]

    def _in_force(self, rows: list[dict]) -> np.ndarray:
        """(months, rows): which rules hold on some day of the month."""
        first = self.dates.astype(np.int64)[:, None]
        end = month_dates(self.months + 1).astype(np.int64)[:, None]
        return (np.array([r["from"] for r in rows])[None] < end) & (np.array([r["to"] for r in rows])[None] > first)

    # ---- flows by month

    def totals(self) -> Columns:
        """What happened in each month, all groups together."""
        total = self.h["metrics"].sum(axis=1)
        return {"month": self.dates} | {c.name: total[:, i] for i, c in enumerate(METRICS)}

    def months_by_group(self) -> Columns:
        m, g = _cells(self.h["metrics"][:, :, 0], everywhere=True)
        return ({"month": self.dates[m]} | self._group(g)
                | {c.name: self.h["metrics"][:, :, i].reshape(-1) for i, c in enumerate(METRICS)})

    # ---- stocks at months' and years' ends

    def scores(self) -> Columns:
        m, ledger = _cells(self.h["scores"], everywhere=True)
        epoch = np.searchsorted(self.names["epochs"], month_dates(self.months + 1).astype(np.int64) - 1, side="right") - 1
        start = np.array([r["start"] for r in self.names["ledgers"]], np.int64).reshape(len(self.names["ledgers"]), len(self.names["epochs"]))
        return ({"month": self.dates[m]} | self._labels("ledger", self.names["ledgers"], ledger)
                | {"start": start[ledger, epoch[m]] / self._per_point(ledger),
                   "points_over_start": self.h["scores"].reshape(-1) / self._per_point(ledger)})

    def scores_by_group(self) -> Columns:
        y, ledger, g = _cells(self.h["scores_by"], everywhere=True)
        return ({"year": self.years[y]} | self._labels("ledger", self.names["ledgers"], ledger) | self._group(g)
                | {"points_over_start": self.h["scores_by"].reshape(-1) / self._per_point(ledger)})

    def grades(self) -> Columns:
        held = self.h["grades"] != 0
        ends = month_dates(self.months + 1).astype(np.int64)
        for i, slot in enumerate(self.names["slots"]):
            version = np.searchsorted([v["from"] for v in slot["versions"]], ends, side="left") - 1
            for n, v in enumerate(slot["versions"]):
                for band in v["bands"]:
                    held[version == n, i, slot["codes"].index(band["id"])] = True
        m, slot, code = np.nonzero(held)
        return {"month": self.dates[m]} | self._grade(slot, code) | {"subjects": self.h["grades"][held]}

    def grades_by_group(self) -> Columns:
        y, slot, code, g = _cells(self.h["grades_by"])
        return {"year": self.years[y]} | self._grade(slot, code) | self._group(g) | {"subjects": _some(self.h["grades_by"])}

    def moves(self) -> Columns:
        y, slot, before, now, g = _cells(self.h["moves"])
        return ({"year": self.years[y], "scheme": self._slot(slot)} | self._grade(slot, before, "from_grade")
                | self._grade(slot, now, "to_grade") | self._group(g) | {"subjects": _some(self.h["moves"])})

    def spells(self) -> Columns:
        y, slot, code, months = _cells(self.h["spells"])
        return {"year": self.years[y]} | self._grade(slot, code) | {"months": months, "stays": _some(self.h["spells"])}

    def lists(self) -> Columns:
        rows = self.names["lists"]
        shown = self._in_force(rows) | (self.h["lists"] != 0)
        m, i = np.nonzero(shown)
        return {"month": self.dates[m]} | self._labels("list", rows, i) | {"subjects": self.h["lists"][shown]}

    def lists_by_group(self) -> Columns:
        y, i, g = _cells(self.h["lists_by"])
        return ({"year": self.years[y]} | self._labels("list", self.names["lists"], i) | self._group(g)
                | {"subjects": _some(self.h["lists_by"])})

    def measures(self) -> Columns:
        shown = self._in_force(self.names["measures"]) | (self.h["measures"] != 0)
        m, i = np.nonzero(shown)
        return {"month": self.dates[m]} | self._measure(i) | {"subjects": self.h["measures"][shown]}

    def measures_by_group(self) -> Columns:
        y, i, g = _cells(self.h["measures_by"])
        return {"year": self.years[y]} | self._measure(i) | self._group(g) | {"subjects": _some(self.h["measures_by"])}

    # ---- flows by year

    def measure_flows(self) -> Columns:
        flows = self.h["measure_flows"]
        y, i, g = _cells(flows.any(axis=3))
        return ({"year": self.years[y]} | self._measure(i) | self._group(g)
                | {"times": flows[y, i, g, FM_TIMES], "amount": flows[y, i, g, FM_AMOUNT],
                   "amount_unit": texts([r["unit"] or None for r in self.names["measures"]])[i]})

    def acts(self) -> Columns:
        rows, flows = self.names["acts"], self.h["acts"]
        y, i, g = _cells(flows[..., FA_COUNT])
        basis = [r["basis"].get("points") or r["basis"][""] for r in rows]
        per_point = self._per_point(np.array([r["ledger"] for r in rows], np.int64))[i]
        found = flows[y, i, g]
        return ({"year": self.years[y]} | self._labels("act", rows, i) | {"version_from": day_dates([r["from"] for r in rows])[i]}
                | self._group(g)
                | {"records": found[:, FA_COUNT], "points": found[:, FA_POINTS] / per_point,
                   "points_moved": found[:, FA_MOVED] / per_point, "false_records": found[:, FA_FALSE],
                   "points_basis": texts([b["kind"] for b in basis])[i], "document": texts([b["document"] or None for b in basis])[i],
                   "pin": texts([b["pin"] or None for b in basis])[i]})

    # ---- places

    def places(self) -> Columns:
        rows = self.names["places"]
        m, i = _cells(self.h["place"][:, :, 0], everywhere=True)
        stock = self.h["place"][m, i]
        return {"month": self.dates[m], "place": texts([r["id"] for r in rows])[i],
                "label_en": texts([r["label"]["en"] for r in rows])[i], "label_zh": texts([r["label"]["zh"] for r in rows])[i],
                "adults": stock[:, 0], "restricted": stock[:, 1], "praised": stock[:, 2], "active": stock[:, 3]}

    def offices(self) -> Columns:
        offices = self.names["offices"]
        waiting = self.h["pools"][:, :, :len(offices)]
        m, p, i = _cells(waiting, everywhere=True)
        return {"month": self.dates[m], "place": texts([r["id"] for r in self.names["places"]])[p], "office": texts(offices)[i],
                "waiting": waiting.reshape(-1)}

    def astray(self) -> Columns:
        pools = self.h["pools"][:, :, len(self.names["offices"]):]
        m, p, i = _cells(pools)
        strays = [k["id"].split(":")[1:] for k in self.names["kinds"] if k["kind"] == "stray"]
        return {"month": self.dates[m], "place": texts([r["id"] for r in self.names["places"]])[p],
                "conduct": texts([s[0] for s in strays])[i], "channel": texts([s[1] for s in strays])[i], "records": _some(pools)}

    def sources(self) -> Columns:
        rows = [(of, id, d) for of, documents in self.names["sources"].items() for id, d in documents.items()]
        return {"of": texts([r[0] for r in rows]), "document": texts([r[1] for r in rows]),
                "title_en": texts([r[2]["title"]["en"] for r in rows]), "title_zh": texts([r[2]["title"]["zh"] for r in rows]),
                "address": texts([r[2]["address"] or None for r in rows]), "from_day": day_dates([r[2]["from"] for r in rows]),
                "seen": day_dates([r[2]["seen"] for r in rows]), "kind": texts([r[2]["kind"] for r in rows])}


def _values(dim: dict) -> list[str]:
    """The values of a group's attribute; first years of age groups as `18-29`."""
    if dim["attribute"] != "age":
        return list(dim["values"])
    first = [int(v) for v in dim["values"]]
    return [f"{a}-{b - 1}" for a, b in zip(first, first[1:])] + [f"{first[-1]}+"]


def _cells(a: np.ndarray, *, everywhere: bool = False):
    """Positions of the cells of an array: all of them, or those that are not 0."""
    if everywhere:
        return np.indices(a.shape).reshape(a.ndim, -1)
    return np.nonzero(a)


def _some(a: np.ndarray) -> np.ndarray:
    return a[a != 0]
