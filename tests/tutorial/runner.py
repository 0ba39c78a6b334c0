"""Reads a tutorial and does what it says: writes its files, runs its commands, compares what they print.

A box of `console` holds commands after `$ ` and what they print. In what is expected `…` stands for anything within a line, a line of `...` for
any lines; the code of a synthetic subject stands for whichever code is printed there, also in the commands that follow. A line **`FILE`** above a box
says that the box is the file.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\w*)$")
_FILE = re.compile(r"^\*\*`([^`]+)`\*\*$")
_CODE = re.compile(r"\b00\d{15}[\dX]\b")


@dataclass(frozen=True)
class Step:
    """A file to write (`file`, `text`), or a command with what it is expected to print (`text`)."""

    line: int
    text: str
    file: str = ""
    command: str = ""


def steps(page: str) -> list[Step]:
    """What a page says to do, in order."""
    found, lines, i, file = [], page.splitlines(), 0, ""
    while i < len(lines):
        if named := _FILE.match(lines[i]):
            file = named[1]
        elif fence := _FENCE.match(lines[i]):
            end = lines.index("```", i + 1)
            box = lines[i + 1:end]
            if fence[1] == "console":
                found += _commands(box, i + 2)
            elif file:
                found.append(Step(i + 2, "\n".join(box) + "\n", file=file))
            i, file = end, ""
        i += 1
    return found


def _commands(box: list[str], line: int) -> list[Step]:
    starts = [i for i, text in enumerate(box) if text.startswith("$ ")]
    return [Step(line + i, "\n".join(box[i + 1:after]), command=box[i][2:]) for i, after in zip(starts, [*starts[1:], len(box)])]


class Reader:
    """Somebody who does what the page says, in a folder; `codes` are those met so far, by how the page writes them."""

    def __init__(self, folder: Path):
        self.folder, self.codes = folder, {}
        self.environment = os.environ | {"XINYONG_DIALECT": "python", "PYTHONWARNINGS": "ignore", "PYTHONIOENCODING": "utf-8"}

    def take(self, step: Step) -> str:
        """Do a step; what differs from what the page says, "" for nothing."""
        if step.file:
            path = self.folder / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
            return ""
        printed = self.run(_CODE.sub(lambda code: self.codes.get(code[0], code[0]), step.command))
        printed = "\n".join(line.rstrip() for line in printed.rstrip("\n").split("\n"))
        met = re.fullmatch(self.pattern(step.text), printed)
        if met is None:
            return f"line {step.line}: $ {step.command}\n--- the page says\n{step.text}\n--- printed\n{printed}"
        self.codes |= {code: met[f"c{i}"] for i, code in enumerate(self._new(step.text))}
        return ""

    def run(self, command: str) -> str:
        words = shlex.split(command)
        words = [sys.executable, "-m", "xinyong", *words[1:]] if words[0] == "xinyong" else words
        done = subprocess.run(words, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=300)
        return done.stdout

    def _new(self, text: str) -> list[str]:
        return [code for code in dict.fromkeys(_CODE.findall(text)) if code not in self.codes]

    def pattern(self, text: str) -> str:
        """What is expected, as a regular expression of all that is printed."""
        new, met = self._new(text), set()

        def code(found) -> str:
            name = found[0]
            if name in self.codes:
                return re.escape(self.codes[name])
            group = f"c{new.index(name)}"
            if name in met:
                return f"(?P={group})"
            met.add(name)
            return f"(?P<{group}>00[0-9]{{15}}[0-9X])"

        parts = []
        for line in text.split("\n"):
            if line == "...":
                parts.append(r"(?:[^\n]*\n)*?")
            else:
                pieces = re.split(r"( ?… ?)", line.rstrip())
                parts.append("".join(r"[^\n]*" if "…" in piece else _escaped(piece, code) for piece in pieces) + "\n")
        return "".join(parts).removesuffix("\n") + r"\n?" if not text.endswith("...") else "".join(parts) + r"[^\n]*"


def _escaped(text: str, code) -> str:
    pieces = _CODE.split(text)
    codes = [code(found) for found in _CODE.finditer(text)]
    return "".join(re.escape(piece) + (codes[i] if i < len(codes) else "") for i, piece in enumerate(pieces))
