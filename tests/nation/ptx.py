"""Compiles the GPU's kernels to PTX for sm_90 without a GPU, typed by the very arrays that they are launched with, into a folder."""

import sys
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from numba import cuda, types
from numba.cuda import dispatcher

from xinyong.nation.gpu import LivingOnGpu
from xinyong.scheme.layout import H_WORDS
from xinyong.world.calendar import month_index
from xinyong.world.read import read_world
from xinyong.world.rulebook import compile_world

warnings.simplefilter("ignore")
SM = (9, 0)
dispatcher.get_current_device = lambda: SimpleNamespace(compute_capability=SM)     # a function of the device asks what it is compiled for


class Compiling(LivingOnGpu):
    """Compiles what it would launch."""

    def launch(self, kernel, threads, *arguments):
        signature = types.void(*map(kernel.typeof_pyval, arguments))
        ptx, _ = cuda.compile(kernel.py_func, signature, cc=SM, device=False, abi="numba", output="ptx")
        (FOLDER / f"{kernel.py_func.__name__}.ptx").write_bytes(ptx if isinstance(ptx, bytes) else ptx.encode())


FOLDER = Path(sys.argv[1])
world = read_world(str(Path(__file__).parents[1] / "world/good/village"))
book = compile_world(world)
nobody = SimpleNamespace(offsets=np.array([0, 1]), rows=np.zeros((1, book[H_WORDS]), np.int32))
living = Compiling(book, nobody, 1, first_month=month_index(world.first), threads=1, is_new=False)
living.relive(living.coupling[None])
