"""One law for the CPU and for GPUs: it compiles to PTX and assembles without a GPU, and in CUDA's simulator it gives the bits of the CPU."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nvidia.cuda_nvcc
import pytest

import xinyong


def python(script: str, *arguments, **environment) -> str:
    """What one of the scripts beside this file prints, run with this environment."""
    here = {k: v for k, v in os.environ.items() if k != "NUMBA_ENABLE_CUDASIM"}
    done = subprocess.run([sys.executable, Path(__file__).with_name(script), *arguments], capture_output=True, text=True, check=False, env=here | environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def kernels(tmp_path_factory):
    """The GPU's kernels as PTX, by name, and where they lie."""
    folder = tmp_path_factory.mktemp("ptx")
    python("ptx.py", folder, XINYONG_DIALECT="cuda")
    return {path.stem: path for path in folder.iterdir()}


def test_the_kernels_compile_for_sm_90(kernels):
    assert set(kernels) == {"lay_out", "live", "write_back"}
    for name, path in kernels.items():
        assert re.search(rf"^\.target sm_90$.*^\.visible \.entry \w*{name}", path.read_text(), re.M | re.S)


def test_no_float_takes_part(kernels):
    for path in kernels.values():
        assert not re.search(r"\.b?f(16|32|64)\b", path.read_text())


def test_every_function_called_is_there(kernels):
    """What is called has a body in the same file; the law is there, as functions of its own."""
    for name, path in kernels.items():
        text = path.read_text()
        called = set(re.findall(r"^\s+call\S*\s+(?:\(\w+\),\s*)?(\w+)", text, re.M))
        bodies = set(re.findall(r"^\.\w+ \.func\s+(?:\([^)]*\)\s*)?(\w+)\([^)]*\)\s*\{", text, re.M))
        assert called <= bodies and ".extern" not in text
        assert (len(called) > 5) == (name == "live")


def test_sums_are_added_to_by_many_at_once(kernels):
    """Flows and stock are only ever added to by `add`, which is atomic on a GPU."""
    for name in ("live", "write_back"):
        assert "atom.add.u64" in kernels[name].read_text() or "atom.global.add.u64" in kernels[name].read_text()
    law = [path.read_text(encoding="utf-8") for path in Path(xinyong.__file__).parent.joinpath("life").glob("*.py")]
    assert len(law) > 10 and not any("L.F[" in text for text in law)


def test_the_assembler_takes_them(kernels, tmp_path):
    """Registers enough for each: nothing that a thread holds spills to memory."""
    ptxas = Path(nvidia.cuda_nvcc.__path__[0], "bin", "ptxas")
    for name, path in kernels.items():
        done = subprocess.run([ptxas, "-arch=sm_90", "-v", path, "-o", tmp_path / f"{name}.cubin"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        spilt = re.findall(r"(\d+) bytes spill", done.stderr)
        assert spilt and set(spilt) == {"0"}


def test_in_the_simulator_as_on_the_cpu():
    """Digests of each month, all that was counted, and the room that had to be made, on the way: by three readings of one law."""
    cpu, plain, gpu = (json.loads(python("simulated.py", **environment)) for environment in (
        {"XINYONG_DIALECT": "cpu"}, {"XINYONG_DIALECT": "python"}, {"XINYONG_DIALECT": "cuda", "NUMBA_ENABLE_CUDASIM": "1"}))
    assert cpu["lived"] > 400 and cpu["events"] > 1_000
    assert gpu == plain == cpu
