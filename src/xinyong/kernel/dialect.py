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
from numba.core.codegen import CPUCodeLibrary, JITCPUCodegen
from numba.extending import intrinsic
from numba.np import arrayobj

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


_WITHIN = {"_nrt": False, "error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""For functions that only compiled code calls: no counting of references, no way in from Python."""


_LAW = "xinyong-law"
"""Begins the qualified name, and so the library's, of every function of the law."""
_CALLED = "xinyong-law-called"
_WIDE = "xinyong-law-wide"


def _marked(mark, function):
    function.__qualname__ = f"{mark}.{function.__module__}.{function.__qualname__}"
    return function


def _once(dispatcher):
    """Have a function compiled once for numbers of a type, not anew for every constant that it is called with."""
    template = dispatcher.get_call_template
    dispatcher.get_call_template = lambda args, kws: template(tuple(types.unliteral(a) for a in args), kws)
    return dispatcher


class _Unfinished(CPUCodeLibrary):
    """Numba optimises and assembles every function with all it inlines, then again within each caller.

    A function of the law is only ever part of an entry point, so its library is linked and left at that; the entry point's is finished once
    for all. This makes the first compilation an order of magnitude shorter and changes nothing in its result. Within an entry point the law's
    functions are internal, so that LLVM drops what is inlined everywhere, and the many parts of arrays that a called function makes no use of.
    """

    _finish, _optimise = CPUCodeLibrary._finalize_final_module, CPUCodeLibrary._optimize_final_module

    def _optimize_final_module(self):
        if self.name.startswith(_WIDE):
            _Unfinished._optimise(self)
            return
        if self.name.startswith(_LAW):
            return
        law = [f for f in self._final_module.functions if _is_law(f.name) and not f.is_declaration]
        if not law:
            _Unfinished._optimise(self)
            return
        for function in law:
            function.linkage = "internal"
            if _is_law(function.name, _CALLED) or _is_law(function.name, _WIDE):
                function.add_function_attribute("noinline")
        vectorise, config.LOOP_VECTORIZE = config.LOOP_VECTORIZE, False     # the law's loops are short: it makes them longer to compile, not faster
        try:
            _Unfinished._optimise(self)
        finally:
            config.LOOP_VECTORIZE = vectorise

    def _finalize_final_module(self):
        if not self.name.startswith(_LAW):
            _Unfinished._finish(self)
        else:
            self._finalize_dynamic_globals()
            self._finalized = True


def _is_law(symbol: str, mark: str = "") -> bool:
    """Whether a mangled symbol is of a function of the law (or of those marked so)."""
    part = (mark or _LAW).replace("-", "_2d")
    return symbol.startswith("_ZN") and (f"{len(part)}{part}" if mark else part) in symbol


def _set_env(codegen, env_name, env):
    """Tell compiled code where its environment is, where it has one: a library left unfinished has not."""
    if codegen._engine.is_symbol_defined(env_name) or codegen._engine._ee.get_global_value_address(env_name):
        _SET_ENV(codegen, env_name, env)


_SET_ENV = JITCPUCodegen.set_env


def _index(context, builder, kind, index, size):
    """An index into an array: the law has none from the end, so its code does not look at every one whether it is below 0.

    Looking costs a quarter of living. Code of others keeps Python's meaning."""
    if builder.function.name.startswith(_PACKAGE) or _is_law(builder.function.name):
        return context.cast(builder, index, kind, types.intp if kind.signed else types.uintp)
    return _INDEX(context, builder, kind, index, size)


_INDEX = arrayobj.fix_integer_index
_PACKAGE = "_ZN7xinyong"
"""Begins the mangled symbol of every function of this package."""


def law_on_cpu(function):
    """A function of the kernel, inlined into its caller."""
    return _once(njit(forceinline=True, **_WITHIN)(_marked(_LAW, function)))


def called_on_cpu(function):
    """A function of the kernel that stays one of its own."""
    return _once(njit(forceinline=False, **_WITHIN)(_marked(_CALLED, function)))


def wide_on_cpu(function):
    """A function of the kernel that is one long loop, taken several turns at a time."""
    return _once(njit(forceinline=False, **_WITHIN)(_marked(_WIDE, function)))


def with_device(host, function, apart=False):
    """A function of the CPU's law that is, on a GPU, compiled from `function`; `apart`: never inlined there.

    numba-cuda itself makes a twin of every CPU function that a kernel calls, and looks for it where this one is put.
    """
    twin = _once(cuda.jit(device=True)(function))
    if apart:
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
    CPUCodeLibrary._optimize_final_module = _Unfinished._optimize_final_module
    CPUCodeLibrary._finalize_final_module = _Unfinished._finalize_final_module

    JITCPUCodegen.set_env = _set_env
    arrayobj.fix_integer_index = _index

    if DIALECT == "cuda":
        def law(function):
            """A function of the kernel, on the CPU and on a GPU."""
            return with_device(law_on_cpu(function), function)

        def called(function):
            """A function of the kernel that stays one of its own: a caller's compiler would take in everything everywhere, and minutes over it."""
            return with_device(called_on_cpu(function), function, apart=True)

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
