"""The law is compiled at once (kernel/compiling.py); code of others is compiled as ever, also where the two meet."""

from collections import namedtuple

import numpy as np
import pytest
from numba import njit, types

from xinyong.kernel.dialect import called, law, law_on_cpu
from xinyong.life.scratch import Life

Pair = namedtuple("Pair", "a b")
"""A tuple of somebody else's."""


def life_of(whole) -> Life:
    return Life(*(whole,) * len(Life._fields))


@law
def twice(x):
    return x + x


@law
def of_a_life(L, i):
    return twice(L.X[i])


@called
def by_a_call(L, i):
    return of_a_life(L, i) + L.A[i]


@njit
def entry(L, i):
    return by_a_call(L, i) + of_a_life(L, i)


def test_a_life_goes_through_inlined_and_called_functions_unharmed():
    assert entry(life_of(np.arange(10, 20)), 3) == 13 * 5


def test_a_function_of_the_law_is_compiled_once_for_all_whole_numbers():
    function = law_on_cpu(lambda x: x + 1)

    @njit
    def widths(a, b):
        return function(a) + function(b) + function(7)

    assert widths(np.int32(1), np.int64(2)) == 2 + 3 + 8
    assert list(function.overloads) == [(types.int64,)]


def test_tuples_of_others_and_closures_are_compiled_as_ever():
    @njit
    def summed(pair):
        return sum([x * pair.b for x in pair.a])

    @njit
    def outer(pair):
        return summed(pair) + pair.a[-1]

    assert outer(Pair(np.arange(4), 10)) == 63


def test_mistakes_of_others_are_told_as_ever():
    @njit
    def wrong(a):
        return a + "no number"

    with pytest.raises(Exception, match="No implementation of function"):
        wrong(1)
