"""How Numba is made to compile the law at once and in time.

Numba compiles every function as if somebody might call it alone: it types and lowers it through every pass that any Python might need, then
links, optimises and assembles it with all it calls, and does so again within each caller. A function of the law is only ever part of an entry
point. So it is typed and lowered with what the law's plain text needs, its library is left as it was written, and the entry point's takes in all
that it calls, near and far, and is optimised and assembled once for all.
"""

from __future__ import annotations

from llvmlite.binding import newpassmanagers
from numba import types
from numba.core import config
from numba.core.codegen import CPUCodeLibrary, JITCPUCodegen
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager
from numba.core.datamodel import DataModelManager, default_manager
from numba.core.datamodel.models import TupleModel
from numba.core.imputils import lower_cast
from numba.core.registry import cpu_target
from numba.core.typeconv import Conversion
from numba.core.typed_passes import NopythonTypeInference, PreLowerStripPhis
from numba.core.types.functions import BaseFunction
from numba.core.untyped_passes import FixupArgs, GenericRewrites, IRProcessing, ReconstructSSA, TranslateByteCode
from numba.np import arrayobj

LAW = "xinyong-law"
"""Begins the qualified name, and so the library's, of every function of the law."""
CALLED = "xinyong-law-called"
"""Begins those of functions that stay functions of their own."""
WIDE = "xinyong-law-wide"
"""Begins those of single long loops, which are optimised by themselves, several turns at a time."""


class LawCompiler(CompilerBase):
    """The passes that plain loops over numbers and arrays need: no closures, no `with`, no unrolling by literals, no rewriting of array expressions."""

    def define_pipelines(self):
        passes = PassManager("law")
        for each in (TranslateByteCode, FixupArgs, IRProcessing, GenericRewrites, ReconstructSSA, NopythonTypeInference, PreLowerStripPhis):
            passes.add_pass(each, each.__name__)
        passes.passes.extend(DefaultPassBuilder.define_nopython_lowering_pipeline(self.state).passes)
        passes.finalize()
        return [passes]


WITHIN = {"_nrt": False, "error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": LawCompiler}
"""For functions that only compiled code calls: no counting of references, no way in from Python."""


def marked(mark: str, function):
    """The function, named as one of the law."""
    function.__qualname__ = f"{mark}.{function.__module__}.{function.__qualname__}"
    return function


def once(dispatcher, general):
    """Have a function compiled once for all kinds of arguments that `general` makes the same: not anew for every constant and width."""
    template = dispatcher.get_call_template
    dispatcher.get_call_template = lambda args, kws: template(tuple(map(general, args)), kws)
    return dispatcher


def inlined(kind):
    """The type as which a function that is inlined takes an argument."""
    kind = types.unliteral(kind)
    if isinstance(kind, types.Integer) and kind.signed:
        return types.int64
    return types.NamedTuple(kind.types, kind.instance_class) if isinstance(kind, _TakenApart) else kind


def apart(kind):
    """The type as which a function that is called takes an argument."""
    kind = inlined(kind)
    return _TakenApart(kind) if _is_own_tuple(kind) else kind


def compile_law_at_once() -> None:
    """Install all of this in Numba; code of others is compiled as ever."""
    CPUCodeLibrary.finalize = _Unfinished.finalize
    CPUCodeLibrary._optimize_functions = _Unfinished._optimize_functions
    CPUCodeLibrary._optimize_final_module = _Unfinished._optimize_final_module
    JITCPUCodegen.set_env = _set_env
    BaseFunction.get_call_type = _get_call_type
    arrayobj.fix_integer_index = _index
    models = DataModelManager().chain(default_manager)      # the CPU's own: a GPU's functions go on taking single values
    cpu_target.target_context.data_model_manager = models
    models.register(types.NamedTuple, _model_of_tuple)
    models.register(_TakenApart, TupleModel)


# ---- libraries

class _Unfinished(CPUCodeLibrary):
    """A library of the law, or an entry point's: within it the law's functions are internal, so that LLVM drops what is inlined everywhere, and the
    many parts of arrays that a called function makes no use of."""

    _finalize, _optimise = CPUCodeLibrary.finalize, CPUCodeLibrary._optimize_final_module
    _optimise_functions = CPUCodeLibrary._optimize_functions

    def finalize(self):
        if _is_left(self):
            self._raise_if_finalized()
            self._finalize_dynamic_globals()
            self._finalized = True
        else:
            self._linking_libraries = _all_called(self)
            _Unfinished._finalize(self)

    def _optimize_functions(self, ll_module):
        if not _is_left(self):
            _Unfinished._optimise_functions(self, ll_module)

    def _optimize_final_module(self):
        law = [f for f in self._final_module.functions if _is_law(f.name) and not f.is_declaration]
        if not law or self.name.startswith(WIDE):
            _Unfinished._optimise(self)
            return
        for function in law:
            function.linkage = "internal"
            if _is_law(function.name, CALLED) or _is_law(function.name, WIDE):
                function.add_function_attribute("noinline")
        tuning = newpassmanagers.create_pipeline_tuning_options(speed_level=config.OPT)
        tuning.loop_vectorization = tuning.loop_unrolling = False       # the law's loops are short: both make them longer to compile, not faster
        builder = newpassmanagers.create_pass_builder(self._codegen._tm, tuning)
        builder.getModulePassManager().run(self._final_module, builder)


def _is_left(library) -> bool:
    """Whether a library is the law's and left as it was written, for entry points to take in."""
    return library.name.startswith(LAW) and not library.name.startswith(WIDE)


def _all_called(library) -> list:
    """The libraries that one calls, and those that the law's among them call, each once."""
    found, seen = [], set()
    waiting = library._linking_libraries[::-1]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            found.append(each)
            if _is_left(each):
                waiting += each._linking_libraries[::-1]
    return found


def _is_law(symbol: str, mark: str = "") -> bool:
    """Whether a mangled symbol is of a function of the law (or of those marked so)."""
    part = (mark or LAW).replace("-", "_2d")
    return symbol.startswith("_ZN") and (f"{len(part)}{part}" if mark else part) in symbol


def _set_env(codegen, env_name, env):
    """Tell compiled code where its environment is, where it has one: a library left unfinished has not."""
    if codegen._engine.is_symbol_defined(env_name) or codegen._engine._ee.get_global_value_address(env_name):
        _SET_ENV(codegen, env_name, env)


_SET_ENV = JITCPUCodegen.set_env


# ---- types and indices

def _get_call_type(function, context, args, kws):
    """What a built-in function of numbers and arrays gives, asked of its many candidates once."""
    if kws or not all(isinstance(a, types.Number | types.Boolean | types.Literal | types.Array) for a in args):
        return _GET_CALL_TYPE(function, context, args, kws)
    asked = (function, id(context), len(function.templates), args)
    if asked not in _CALL_TYPES:
        _CALL_TYPES[asked] = _GET_CALL_TYPE(function, context, args, kws)
    return _CALL_TYPES[asked]


_GET_CALL_TYPE = BaseFunction.get_call_type
_CALL_TYPES: dict = {}


class _TakenApart(types.NamedTuple):
    """The same tuple as an argument of a called function, in single values: LLVM then drops those that the function has no use for."""

    def __init__(self, kind):
        super().__init__(kind.types, kind.instance_class)
        self.name = f"TakenApart{self.name}"

    def can_convert_from(self, context, other):
        return Conversion.safe if isinstance(other, types.NamedTuple) and other.instance_class is self.instance_class else None

    can_convert_to = can_convert_from


class _Whole(TupleModel):
    """The law's tuples of arrays are passed on whole: Numba would take each apart into some seventy values, and put it together again, at every call."""

    def get_argument_type(self):
        return self.get_value_type()

    def as_argument(self, builder, value):
        return value

    from_argument = as_argument


def _is_own_tuple(kind) -> bool:
    return isinstance(kind, types.NamedTuple) and kind.instance_class.__module__.startswith("xinyong.")


def _model_of_tuple(manager, kind):
    return (_Whole if _is_own_tuple(kind) else TupleModel)(manager, kind)


@lower_cast(types.NamedTuple, _TakenApart)
@lower_cast(_TakenApart, types.NamedTuple)
def _as_it_is(context, builder, fromty, toty, value):
    return value


def _index(context, builder, kind, index, size):
    """An index into an array: the law has none from the end, so its code does not look at every one whether it is below 0.

    Looking costs a quarter of living. Code of others keeps Python's meaning."""
    if builder.function.name.startswith(_PACKAGE) or _is_law(builder.function.name):
        return context.cast(builder, index, kind, types.intp if kind.signed else types.uintp)
    return _INDEX(context, builder, kind, index, size)


_INDEX = arrayobj.fix_integer_index
_PACKAGE = "_ZN7xinyong"
"""Begins the mangled symbol of every function of this package."""
