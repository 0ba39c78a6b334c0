"""Compiled law does not look whether an index is below 0 (kernel/compiling.py), so none may be; code of others keeps Python's meaning."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from numba import njit

from xinyong.kernel.dialect import law


@law
def of_the_law(a, i):
    return a[i]


@njit
def both(a, i):
    return of_the_law(a, i), a[i]


def test_only_the_law_goes_without_looking():
    """Entry -1 of a view is what stands before it in memory; in Python's meaning, its last."""
    whole = np.arange(5)
    assert both(whole[1:], -1) == (0, 4)
    assert both(whole[1:], 2) == (3, 3)


def test_no_index_of_the_law_is_below_0():
    """A village lived, minted, taken stock of in plain Python with every index checked."""
    done = subprocess.run([sys.executable, Path(__file__).with_name("indices.py")], capture_output=True, text=True, check=False,
                          env=os.environ | {"XINYONG_DIALECT": "python"}, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20
