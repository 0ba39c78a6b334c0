"""A history's series as arrays of known shape, also where nothing was lived; and the digest of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np

from xinyong.scheme.layout import (
    FLOW_ACT_WIDTH,
    FLOW_MEASURE_WIDTH,
    H_ACTS,
    H_CODES,
    H_F_PLACE_WIDTH,
    H_GROUPS,
    H_LEDGERS,
    H_LISTS,
    H_MEASURES,
    H_P_WIDTH,
    H_PLACES,
    H_SLOTS,
    METRICS,
    PLACE_STOCKS,
    SPELL_MONTHS,
)


def shapes(book) -> dict[str, tuple[int, ...]]:
    """The shape of one month's or one year's part of each series."""
    b = {name: int(book[at]) for name, at in (
        ("groups", H_GROUPS), ("slots", H_SLOTS), ("codes", H_CODES), ("ledgers", H_LEDGERS), ("lists", H_LISTS),
        ("measures", H_MEASURES), ("places", H_PLACES), ("acts", H_ACTS))}
    g, s, c = b["groups"], b["slots"], b["codes"]
    return {
        "metrics": (g, METRICS), "grades": (s, c), "scores": (b["ledgers"],), "lists": (b["lists"],), "measures": (b["measures"],),
        "place": (b["places"], PLACE_STOCKS), "couplings": (b["places"], max(1, int(book[H_P_WIDTH]))),
        "pools": (b["places"], int(book[H_F_PLACE_WIDTH])), "year_months": (), "grades_by": (s, c, g),
        "scores_by": (b["ledgers"], g), "lists_by": (b["lists"], g), "measures_by": (b["measures"], g), "moves": (s, c, c, g),
        "acts": (b["acts"], g, FLOW_ACT_WIDTH), "spells": (s, c, SPELL_MONTHS), "measure_flows": (b["measures"], g, FLOW_MEASURE_WIDTH),
    }


def shaped(stacked: Mapping[str, np.ndarray], book) -> dict[str, np.ndarray]:
    """The series in canonical order, each with its full shape; months or years first."""
    return {name: np.ascontiguousarray(stacked[name], "<i8").reshape(-1, *shape) if stacked[name].size
            else np.zeros((len(stacked[name]), *shape), "<i8") for name, shape in shapes(book).items()}


def rules_hash(book_array: np.ndarray, mint_array: np.ndarray) -> str:
    """SHA-256 over the compiled rules and the compiled population (that of nobody, under seed 0)."""
    digest = hashlib.sha256(np.ascontiguousarray(book_array, "<i4").tobytes())
    digest.update(np.ascontiguousarray(mint_array, "<i8").tobytes())
    return digest.hexdigest()


def run_digest(rules: str, seed: int, people: int, first_month: int, months: int, series: Mapping[str, np.ndarray], state: str) -> str:
    """SHA-256 over rules, seed, sizes, monthly and yearly tables and everybody's state: equal for equal inputs, however it was lived."""
    digest = hashlib.sha256(f"xinyong run 1 {rules} {seed} {people} {first_month} {months} {state}".encode())
    for name, array in series.items():
        digest.update(f" {name} {array.shape}".encode())
        digest.update(array)
    return digest.hexdigest()
