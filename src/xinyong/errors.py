"""Every error a user can meet.

XinyongError
├── SchemeError        a scheme, world or variant that does not check; carries .problems
├── CodeError          a unified social credit code that is mistyped or names nobody
├── RunError           a run that cannot start, go on or be kept
└── RunFileError       a file that is no run, is cut off, or is of another version
"""

from __future__ import annotations

from dataclasses import dataclass


class XinyongError(Exception):
    """What went wrong, in one sentence that also says what to do."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a rule file: where it stands, what it is, what to do about it. Line 0: there is no such file at all."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    rule: str = "error"
    """Id of the check that failed; a lint's id when `is_warning`."""
    is_warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.is_warning else ""
        tail = (f" {self.hint}" if self.hint else "") + (f" [{self.rule}]" if self.is_warning else "")
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where}: {kind}{self.message}{tail}"

    def to_dict(self) -> dict:
        """The problem as `xinyong check --json` prints it."""
        return {"file": self.file, "line": self.line, "column": self.column, "rule": self.rule,
                "message": self.message, "hint": self.hint, "warning": self.is_warning}


class SchemeError(XinyongError):
    """A folder of rules with errors; `problems` lists all of them in order of file and line."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class CodeError(XinyongError):
    """A code that cannot be looked up: says whether length, character, check character or the world is at fault."""


class RunError(XinyongError):
    """A run that cannot start, go on or be kept."""


class RunFileError(XinyongError):
    """A file that cannot be read as a run."""
