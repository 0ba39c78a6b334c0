"""The machine that figures were taken on, and what a process takes of it."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def machine() -> dict[str, str]:
    """Processor, cores, memory, system, and the versions of what is measured."""
    return {"processor": _processor(), "cores": str(len(os.sched_getaffinity(0))), "memory": f"{_memory() / 2**30:.0f} GiB",
            "system": f"{platform.system()} {platform.release().split('-')[0]}", "python": platform.python_version(), "gcc": _gcc(),
            **{name: _version(name) for name in ("numba", "numpy", "mesa")}}


def told(found: dict[str, str]) -> str:
    """The machine in one sentence."""
    return (f"{found['processor']}, {found['cores']} cores, {found['memory']} of memory, {found['system']}; Python {found['python']}, "
            f"Numba {found['numba']}, NumPy {found['numpy']}, {found['gcc']}, Mesa {found['mesa']}.")


def resident() -> int:
    """Bytes of memory that this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def busy() -> float:
    """How many processes wanted a core in the last minute, on average."""
    return os.getloadavg()[0]


def _processor() -> str:
    facts = {}
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        facts.setdefault(name.strip(), value.strip())
    return f"{facts.get('model name', platform.machine())} (family {facts.get('cpu family', '?')}, model {facts.get('model', '?')})"


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _gcc() -> str:
    return subprocess.run(["gcc", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
