"""Sums to which many lives add: one by one on the CPU, many at once on a GPU. Of whole numbers, so that the order does not matter."""

from numba import int64

from xinyong.kernel.dialect import DIALECT, IS_SIMULATED, law, with_device


@law
def add(sums, i, n):
    """Add a whole number to sums[i] (int64)."""
    sums[i] = int64(sums[i] + int64(n))


if DIALECT == "cuda":
    from numba import cuda

    def _add_at_once(sums, i, n):
        cuda.atomic.add(sums, i, int64(n))

    add = cuda.jit(device=True)(_add_at_once) if IS_SIMULATED else with_device(add, _add_at_once)
