"""How the law is compiled: one text, and the decorator is the host's choice.

`@law` marks a function of the kernel. On the CPU it becomes Numba code inlined into its caller without reference counting
(without that, counting references to array views costs more than the law). For CUDA it has a twin beside it,
a function of the device; in CUDA's simulator it stays Python.
`@called` marks the few law functions that stay functions of their own, to keep compilation short.

The compiled code is kept in a folder named by the hash of every source that takes part, so an edit is never answered
from an old compilation.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

import numba
import platformdirs
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils, config
from numba.extending import intrinsic

from xinyong.kernel.compiling import CALLED, LAW, WIDE, WITHIN, apart, compile_law_at_once, inlined, marked, once

DIALECT = os.environ.get("XINYONG_DIALECT", "cpu")
"""cpu; cuda: both for the CPU and a GPU or, where NUMBA_ENABLE_CUDASIM=1, for CUDA's simulator; python: as it stands."""

_SOURCES = ("scheme/layout.py", "codes/permutation.py", "kernel/*.py", "life/*.py", "nation/cpu.py", "nation/scan.py",
            "world/mint.py")


def _fingerprint() -> str:
    root = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{numba.__version__} {version('numpy')} {DIALECT}".encode())
    for pattern in _SOURCES:
        for path in sorted(root.glob(pattern)):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> str:
    """A folder that can be written: the user's cache, else a temporary one (the compilation is then lost on restart)."""
    base = Path(os.environ.get("XINYONG_CACHE", platformdirs.user_cache_dir("xinyong"))) / "kernels"
    folder = base / _fingerprint()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"xinyong-{os.getuid()}" / _fingerprint()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return str(folder)


def _plain(function):
    return function


def law_on_cpu(function):
    """A function of the kernel, inlined into its caller."""
    return once(njit(forceinline=True, **WITHIN)(marked(LAW, function)), inlined)


def called_on_cpu(function):
    """A function of the kernel that stays one of its own."""
    return once(njit(forceinline=False, **WITHIN)(marked(CALLED, function)), apart)


def wide_on_cpu(function):
    """A function of the kernel that is one long loop, taken several turns at a time."""
    return once(njit(forceinline=False, **WITHIN)(marked(WIDE, function)), apart)


def with_device(host, function, by_itself=False):
    """A function of the CPU's law that is, on a GPU, compiled from `function`; `by_itself`: never inlined there.

    numba-cuda itself makes a twin of every CPU function that a kernel calls, and looks for it where this one is put.
    """
    twin = once(cuda.jit(device=True)(function), types.unliteral)
    if by_itself:
        compile_device = twin.compile_device

        def compile_apart(args, return_type=None):
            result = compile_device(args, return_type)
            for part in result.library.modules:
                for each in part.functions:
                    if each.name == result.fndesc.llvm_func_name:
                        each.attributes.add("noinline")
            return result

        twin.compile_device = compile_apart
    host._CUDATypingContext__dispatcher = twin
    return host


IS_SIMULATED = DIALECT == "cuda" and bool(config.ENABLE_CUDASIM)

if DIALECT == "cuda":
    from numba import cuda

if DIALECT == "python" or IS_SIMULATED:
    law = called = wide = _plain
else:
    compile_law_at_once()

    if DIALECT == "cuda":
        def law(function):
            """A function of the kernel, on the CPU and on a GPU."""
            return with_device(law_on_cpu(function), function)

        def called(function):
            """A function of the kernel that stays one of its own: a caller's compiler would take in everything everywhere, and minutes over it."""
            return with_device(called_on_cpu(function), function, by_itself=True)

        def wide(function):
            """A function of the kernel that is one long loop: on a GPU, of a single turn."""
            return with_device(wide_on_cpu(function), function)
    else:
        law, called, wide = law_on_cpu, called_on_cpu, wide_on_cpu


def _no_fetch(array, i, j):
    """Nothing: only compiled code for a CPU can ask for memory ahead."""


if law is _plain:
    fetch = _no_fetch
else:
    @intrinsic
    def fetch(typing, array, i, j):
        """Have the CPU bring array[i, j] near, for whoever asks for it next."""
        def generate(context, builder, signature, arguments):
            view = context.make_array(signature.args[0])(context, builder, arguments[0])
            zeros = [context.get_constant(types.intp, 0)] * (signature.args[0].ndim - 2)
            place = cgutils.get_item_pointer(context, builder, signature.args[0], view, [*arguments[1:], *zeros])
            byte = builder.bitcast(place, cgutils.voidptr_t)
            i32 = ir.IntType(32)
            asks = ir.FunctionType(ir.VoidType(), [byte.type, i32, i32, i32])
            builder.call(cgutils.get_or_insert_function(builder.module, asks, "llvm.prefetch.p0"), [byte, i32(0), i32(3), i32(1)])
            return context.get_dummy_value()
        return types.void(array, types.intp, types.intp), generate


def entry(function):
    """A function that the host calls: compiled, free of the interpreter's lock, kept on disk."""
    if law is _plain:
        return function
    before = config.CACHE_DIR
    config.CACHE_DIR = _cache_folder()
    try:
        return njit(nogil=True, _nrt=False, error_model="numpy", cache=True)(function)
    finally:
        config.CACHE_DIR = before
