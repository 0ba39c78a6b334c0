"""A keyed permutation of the numbers 0 .. size-1: what makes codes unique without a table.

A Feistel network over mixed radix (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002): a number is
written as `left * right_radix + right`, and each round adds to one half, modulo its radix, a hash of the other half.
Every round can be undone, so the whole is a bijection whatever the hash. The two radices are the square root of the
size, rounded up; the few numbers that land at or above the size are permuted again until they land below it ("cycle
walking"), which keeps the bijection.

The arithmetic is written once, in `make_rounds`, and means the same for Python's integers, for NumPy's int64 arrays and
for compiled int64: no value leaves 0 .. 2**63-1, so nothing wraps. It scatters; it does not keep secrets.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from math import isqrt
from operator import index
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

ROUNDS = 6
"""Additions to a half, turn by turn: three to each."""

LARGEST_SIZE = 2**60
"""Up to here the halves stay below 2**31 and every product below 2**63."""

_CHUNK = 1 << 14
"""Numbers permuted at a time in an array: 128 KiB, so that the steps between stay in the processor's cache."""


def make_rounds(jit):
    """The network and its inverse, `(scatter, gather)`, each made by `jit`: a compiler's decorator or `same`.

    Both take `(x, keys, left_radix, right_radix)`, with x from 0 to left_radix * right_radix - 1 and ROUNDS keys of 32
    bits. The hash is Wellons' and TheIronBorn's two-multiplication mixer of 32-bit integers ("hash prospector", 2018).
    """

    @jit
    def mix(x):
        x = ((x ^ (x >> 16)) * 0x21F0AAAD) & 0xFFFFFFFF
        x = ((x ^ (x >> 15)) * 0x735A2D97) & 0xFFFFFFFF
        return x ^ (x >> 15)

    @jit
    def scatter(x, keys, left_radix, right_radix):
        left, right = x // right_radix, x % right_radix
        for turn in range(0, ROUNDS, 2):
            left = (left + mix(right ^ keys[turn])) % left_radix
            right = (right + mix(left ^ keys[turn + 1])) % right_radix
        return left * right_radix + right

    @jit
    def gather(x, keys, left_radix, right_radix):
        left, right = x // right_radix, x % right_radix
        for turn in range(ROUNDS - 2, -1, -2):
            right = (right - mix(left ^ keys[turn + 1])) % right_radix
            left = (left - mix(right ^ keys[turn])) % left_radix
        return left * right_radix + right

    return scatter, gather


def same(function):
    """No compiler: the function itself, for Python's integers and NumPy's arrays."""
    return function


_scatter, _gather = make_rounds(same)


@dataclass(frozen=True)
class Permutation:
    """A bijection of 0 .. size-1 onto itself; get one from `permutation`."""

    size: int
    keys: tuple[int, ...]
    left_radix: int
    right_radix: int

    def forward(self, x: int) -> int:
        """Where number `x` goes. ValueError when it is not in 0 .. size-1."""
        return self._walk(_scatter, index(x))

    def backward(self, y: int) -> int:
        """The number that goes to `y`. ValueError when `y` is not in 0 .. size-1."""
        return self._walk(_gather, index(y))

    def forward_many(self, xs: np.ndarray) -> np.ndarray:
        """`forward` of each, as int64 in the shape of `xs`. ValueError when one is not in 0 .. size-1."""
        return self._walk_many(_scatter, xs)

    def backward_many(self, ys: np.ndarray) -> np.ndarray:
        """`backward` of each, as int64 in the shape of `ys`. ValueError when one is not in 0 .. size-1."""
        return self._walk_many(_gather, ys)

    def _walk(self, step, x: int) -> int:
        if not 0 <= x < self.size:
            raise ValueError(f"{x} is not in 0 .. {self.size - 1}")
        x = step(x, self.keys, self.left_radix, self.right_radix)
        while x >= self.size:
            x = step(x, self.keys, self.left_radix, self.right_radix)
        return x

    def _walk_many(self, step, xs) -> np.ndarray:
        import numpy as np

        xs = np.asarray(xs)
        if xs.size and xs.dtype.kind not in "iu":
            raise ValueError(f"whole numbers are expected, not {xs.dtype}")
        if xs.size and not (xs.min() >= 0 and xs.max() < self.size):
            raise ValueError(f"numbers from {xs.min()} to {xs.max()} are not all in 0 .. {self.size - 1}")
        flat = xs.astype(np.int64).reshape(-1)
        for start in range(0, flat.size, _CHUNK):
            chunk = flat[start : start + _CHUNK]
            chunk[:] = step(chunk, self.keys, self.left_radix, self.right_radix)
            while (over := chunk >= self.size).any():
                chunk[over] = step(chunk[over], self.keys, self.left_radix, self.right_radix)
        return flat.reshape(xs.shape)


@lru_cache(maxsize=64)
def permutation(size: int, key: int, name: str) -> Permutation:
    """The permutation of 0 .. size-1 that belongs to a key of 64 bits and to the name of what is permuted.

    Equal arguments give the same permutation on every machine and in every version; other names or keys give others.
    ValueError when `size` is not in 1 .. LARGEST_SIZE.
    """
    if not 1 <= size <= LARGEST_SIZE:
        raise ValueError(f"a permutation of {size} numbers cannot be made: from 1 to {LARGEST_SIZE} can")
    secret = (index(key) & 0xFFFF_FFFF_FFFF_FFFF).to_bytes(8, "little")
    digest = hashlib.blake2b(name.encode(), key=secret, digest_size=4 * ROUNDS).digest()
    keys = tuple(int.from_bytes(digest[4 * turn : 4 * turn + 4], "little") for turn in range(ROUNDS))
    left_radix = isqrt(size - 1) + 1
    right_radix = -(-size // left_radix)
    return Permutation(size, keys, left_radix, right_radix)
