"""What goes wrong with files, in one sentence that also says what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

_MAGIC_AT, _MAGIC = 8, b"DUCK"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def being_written(path: Path, who: str = "") -> str:
    """The sentence for a file that somebody else is writing."""
    return f"{path} is being written by another run{who}. Wait for it, or choose another --out."


def reason_of(error: Exception, path: Path, *, reading: bool = False) -> str:
    """Why a file cannot be written (or read), from what the system or DuckDB says."""
    text = str(error)
    number = getattr(error, "errno", None)
    cannot = f"{path} cannot be {'read' if reading else 'written'}"
    if "Could not set lock" in text or "already open" in text or "already attached" in text:
        who = re.search(r"PID (\d+)", text)
        return being_written(path, f" (process {who.group(1)})" if who else "")
    if re.search("not read enough bytes|checksum|corrupt|not a valid", text, re.IGNORECASE):
        return f"{path} is damaged or cut off. It is left as it is; run it anew" + ("." if reading else " with another --out.")
    if "version number" in text:
        return f"{path} was written by a newer DuckDB than this program has. Install a newer Xinyong or duckdb."
    if number in _FULL or re.search("no space left|disk quota|disk full|file too large|max_temp_directory_size", text, re.IGNORECASE):
        return f"{cannot}: the disk is full. Free some space" + ("." if reading else " or choose another --out.")
    if number in _FORBIDDEN or re.search("permission denied|read-only file system|operation not permitted", text, re.IGNORECASE):
        return f"{cannot}: no permission. " + ("Ask its owner." if reading else "Choose another folder with --out.")
    if not reading and not path.parent.is_dir():
        return f"{cannot}: there is no folder {path.parent}. Make it, or choose another --out."
    said = getattr(error, "strerror", None) or (text.splitlines()[0] if text else type(error).__name__)
    return f"{cannot}: {said.rstrip('.')}."


def is_duckdb(path: Path) -> bool:
    """Whether a file begins as DuckDB's do."""
    with path.open("rb") as file:
        return file.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC
