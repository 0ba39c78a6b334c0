"""Luck: counter-based random numbers whose key is who, when and the name of what is decided.

Philox4x32 with seven rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). Nothing is keyed by a
position in a table or a running count, so adding or removing a rule re-deals nothing.
"""

from numba import int64, uint32, uint64

from xinyong.kernel.dialect import law

MEMBERS = 16
"""A unit's upper size: member j of unit u is subject u * MEMBERS + j wherever luck asks who."""
CELL_UNITS = 1024
"""Units of a cell: they share one rotation of the slots of conduct, and one prefix count of people."""

# What a draw is for: no two purposes share a key.
MONTH, SLOT, CONDUCT, SEEN, ENTRY, REMEDY, MINT, OWING, PASSING = range(1, 10)


@law
def philox(c0, c1, c2, c3, k0, k1):
    """Four 32-bit words from a counter of four words and a key of two."""
    for _ in range(7):
        p0 = uint64(c0) * uint64(0xD2511F53)
        p1 = uint64(c2) * uint64(0xCD9E8D57)
        n0 = uint32(uint32(uint32(p1 >> uint64(32)) ^ c1) ^ k0)
        n2 = uint32(uint32(uint32(p0 >> uint64(32)) ^ c3) ^ k1)
        c1 = uint32(p1 & uint64(0xFFFFFFFF))
        c3 = uint32(p0 & uint64(0xFFFFFFFF))
        c0 = n0
        c2 = n2
        k0 = uint32((uint64(k0) + uint64(0x9E3779B9)) & uint64(0xFFFFFFFF))
        k1 = uint32((uint64(k1) + uint64(0xBB67AE85)) & uint64(0xFFFFFFFF))
    return c0, c1, c2, c3


@law
def draw(who, when, name, purpose, k0, k1):
    """Four words, as int64 in 0..2^32-1, for member `who` (below 2^44), a day or month, and a name's 32-bit hash."""
    c0 = uint32(int64(who) & int64(0xFFFFFFFF))
    c1 = uint32(((int64(who) >> int64(32)) & int64(0xFFF)) | (int64(purpose) << int64(12)))
    a, b, c, d = philox(c0, c1, uint32(int64(when) & int64(0xFFFFFFFF)), uint32(int64(name) & int64(0xFFFFFFFF)), k0, k1)
    return int64(a), int64(b), int64(c), int64(d)


@law
def chance(word, threshold):
    """Does it come true: with a chance of `threshold` in 2^32, and always where that is the largest word?"""
    t = int64(threshold) & int64(0xFFFFFFFF)
    return word < t or t == int64(0xFFFFFFFF)


@law
def below(word, n):
    """A whole number in 0..n-1 from a word."""
    return int64((int64(word) * int64(n)) >> int64(32))
