"""Shows that no two people of a nation share a code, by writing down where every single one stands.

Carries the numbers 0 .. people-1 through the permutation behind `person_code` and marks each place (day of the year,
last four digits of the division, serial without its sex) in a bitmap of 228 MB; a place met twice would be told. Year
and sex, which the code also holds, can only tell codes further apart. Codes written by `person_code` itself are
compared with the places on a sample of every chunk.

    python bench/codes_unique.py [--people 1400000000] [--key 1]
"""

from __future__ import annotations

import argparse
import json
import time

import numba
import numpy as np

from xinyong.codes import PEOPLE_LIMIT, person_code
from xinyong.codes.permutation import make_rounds, permutation

CHUNK = 1 << 22
SAMPLE = 500
_scatter, _ = make_rounds(numba.njit(inline="always"))


@numba.njit(parallel=True)
def carry(first, places, size, keys, left_radix, right_radix):
    """Where the numbers from `first` on go, one for each of `places`."""
    for i in numba.prange(places.size):
        place = _scatter(first + i, keys, left_radix, right_radix)
        while place >= size:
            place = _scatter(place, keys, left_radix, right_radix)
        places[i] = place


@numba.njit
def mark(places, bitmap):
    """Marks the places; how many were marked before."""
    met = 0
    for place in places:
        bit = np.uint8(1) << np.uint8(place & 7)
        met += (bitmap[place >> 3] & bit) != 0
        bitmap[place >> 3] |= bit
    return met


def disagreements(first, places, key):
    """How many codes of a sample do not stand where `carry` put their numbers."""
    wrong = 0
    for i in np.linspace(0, places.size - 1, min(SAMPLE, places.size)).astype(int):
        code = person_code(first + int(i), 1990, True, key=key)
        day = np.datetime64(f"1990-{code[10:12]}-{code[12:14]}") - np.datetime64("1990-01-01")
        wrong += (int(day.astype(int)) * 10_000 + int(code[2:6])) * 500 + int(code[14:17]) // 2 != places[i]
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_400_000_000, help=f"at most {PEOPLE_LIMIT}")
    parser.add_argument("--key", type=int, default=1)
    options = parser.parse_args()
    if not 0 < options.people <= PEOPLE_LIMIT:
        parser.error(f"--people must be from 1 to {PEOPLE_LIMIT}")
    p = permutation(PEOPLE_LIMIT, options.key, "person")
    bitmap = np.zeros(PEOPLE_LIMIT // 8 + 1, dtype=np.uint8)
    met = wrong = 0
    began = time.perf_counter()
    for first in range(0, options.people, CHUNK):
        places = np.empty(min(CHUNK, options.people - first), dtype=np.int64)
        carry(first, places, p.size, p.keys, p.left_radix, p.right_radix)
        met += int(mark(places, bitmap))
        wrong += int(disagreements(first, places, options.key))
    seconds = time.perf_counter() - began
    marked = int(np.bitwise_count(bitmap).sum(dtype=np.int64))
    print(json.dumps({"people": options.people, "key": options.key, "places": marked, "shared": met,
                      "disagreeing_codes": wrong, "seconds": round(seconds, 1), "threads": numba.get_num_threads()}))
    raise SystemExit(met > 0 or wrong > 0 or marked != options.people)


if __name__ == "__main__":
    main()
