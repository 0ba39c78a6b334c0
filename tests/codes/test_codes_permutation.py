"""The keyed permutation: exact on every size, one arithmetic in three forms, and scattering like chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinyong.codes.permutation import LARGEST_SIZE, make_rounds, permutation

KEYS = st.integers(0, 2**64 - 1)


@pytest.mark.parametrize("size", [*range(1, 40), 365, 1000, 4096, 65_537, 1_000_003])
def test_every_number_below_the_size_is_reached_once(size):
    reached = permutation(size, 77, "test").forward_many(np.arange(size))
    assert np.array_equal(np.sort(reached), np.arange(size))


@given(st.integers(1, 300), KEYS)
def test_small_sizes_are_bijections_for_any_key(size, key):
    p = permutation(size, key, "test")
    assert sorted(p.forward(x) for x in range(size)) == list(range(size))


@given(st.data(), st.integers(1, LARGEST_SIZE), KEYS)
def test_backward_undoes_forward_and_stays_below_the_size(data, size, key):
    x = data.draw(st.integers(0, size - 1))
    p = permutation(size, key, "test")
    assert 0 <= p.forward(x) < size
    assert p.backward(p.forward(x)) == x
    assert p.forward(p.backward(x)) == x


@given(st.integers(1, LARGEST_SIZE), KEYS, st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20))
def test_arrays_and_single_numbers_agree(size, key, shares):
    xs = [min(int(share * size), size - 1) for share in shares]
    p = permutation(size, key, "test")
    assert p.forward_many(np.array(xs)).tolist() == [p.forward(x) for x in xs]
    assert p.backward_many(np.array(xs)).tolist() == [p.backward(x) for x in xs]


@pytest.mark.parametrize("size", [50, 1_825_000_000, LARGEST_SIZE - 3])
def test_compiled_rounds_give_the_same_bits(size):
    numba = pytest.importorskip("numba")
    scatter, gather = make_rounds(numba.njit)
    p = permutation(size, 2**64 - 1, "test")
    for x in (0, 1, size // 3, size - 1):
        y = scatter(x, p.keys, p.left_radix, p.right_radix)
        assert gather(y, p.keys, p.left_radix, p.right_radix) == x
        while y >= size:
            y = scatter(y, p.keys, p.left_radix, p.right_radix)
        assert y == p.forward(x)


def test_known_answers_never_change():
    """Golden: codes in kept runs and papers rest on these. They may change only with the run file's version."""
    p = permutation(1_825_000_000, 0x1234_5678_9ABC_DEF0, "person")
    assert [p.forward(x) for x in (0, 1, 2, 1_824_999_999)] == [308616617, 1518809132, 1477287137, 321229563]


def test_key_and_name_matter_and_only_their_64_bits():
    xs = np.arange(10_000)
    a = permutation(10_000, 1, "person").forward_many(xs)
    for other in (permutation(10_000, 2, "person"), permutation(10_000, 1, "organisation")):
        assert (other.forward_many(xs) == a).sum() < 12  # 1 expected by chance
    assert np.array_equal(permutation(10_000, 1 - 2**64, "person").forward_many(xs), a)


@pytest.mark.parametrize("lag", [1, 2, 3, 6, 42_720, 42_721])
def test_neighbours_are_scattered_independently(lag):
    """Members of a household have neighbouring numbers: the parts their birthdays come from must not go together."""
    size, cells = 1_825_000_000, 73
    cell = permutation(size, 5, "person").forward_many(np.arange(1_000_000)) // (size // cells)
    pairs = np.bincount(cell[:-lag] * cells + cell[lag:], minlength=cells**2)
    expected = pairs.sum() / cells**2
    freedom = cells**2 - 1
    chi_squared = ((pairs - expected) ** 2 / expected).sum()
    assert abs(chi_squared - freedom) < 5 * (2 * freedom) ** 0.5


def test_shape_is_kept_and_the_argument_left_alone():
    xs = np.arange(12).reshape(3, 4)
    ys = permutation(12, 3, "test").forward_many(xs)
    assert ys.shape == (3, 4) and ys.dtype == np.int64
    assert np.array_equal(xs, np.arange(12).reshape(3, 4))
    assert permutation(12, 3, "test").forward_many(np.array([])).shape == (0,)


@pytest.mark.parametrize("x", [-1, 10])
def test_numbers_outside_are_refused(x):
    p = permutation(10, 1, "test")
    with pytest.raises(ValueError, match=f"{x} is not in 0 .. 9"):
        p.forward(x)
    with pytest.raises(ValueError, match="not all in 0 .. 9"):
        p.backward_many(np.array([0, x]))
    with pytest.raises(ValueError, match="whole numbers are expected, not float64"):
        p.forward_many(np.array([0.5]))


@pytest.mark.parametrize("size", [0, -5, LARGEST_SIZE + 1])
def test_impossible_sizes_are_refused(size):
    with pytest.raises(ValueError, match=f"a permutation of {size} numbers cannot be made"):
        permutation(size, 1, "test")
