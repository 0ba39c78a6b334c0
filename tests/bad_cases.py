"""Bad inputs kept as files: small edits to a good folder, with the messages they must bring.

A case is a text file. Its first line says in a sentence what is wrong. Then for each file edited its name, and below it lines that begin
with `- ` (taken out; it must be there once), `+ ` (put in there, or at the end if nothing was taken out), or the word `delete`. After
`expect` come the messages, all of them, in order.

`refresh` writes the messages anew; read the difference before keeping it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Case:
    """What is wrong, the edits by file, and what must be said."""

    path: Path
    sentence: str
    edits: dict[str, list[str]] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Case:
        lines = path.read_text(encoding="utf-8").splitlines()
        case = cls(path, lines[0])
        name = ""
        for line in lines[1:]:
            if name == "expect":
                case.expected.append(line)
            elif line.startswith(("- ", "+ ")) or line in ("delete", "+", "-"):
                case.edits[name].append(line)
            elif line:
                name = line
                if name != "expect":
                    case.edits[name] = []
        return case

    def apply(self, base: Path, target: Path) -> Path:
        """A copy of the good folder with the edits made."""
        shutil.copytree(base, target)
        for name, edits in self.edits.items():
            _edit(target / name, edits)
        return target

    def write(self, expected: list[str]) -> None:
        """Keep new messages."""
        before = self.path.read_text(encoding="utf-8").partition("\nexpect\n")[0].rstrip("\n")
        self.path.write_text(before + "\nexpect\n" + "".join(f"{line}\n" for line in expected), encoding="utf-8")


def _edit(path: Path, edits: list[str]) -> None:
    if edits == ["delete"]:
        path.unlink()
        return
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    at = len(lines)
    for edit in edits:
        sign, text = edit[0], edit[2:]
        if sign == "-":
            assert lines.count(text) == 1, f"{path.name}: {lines.count(text)} lines are {text!r}"
            at = lines.index(text)
            del lines[at]
        else:
            lines.insert(at, text)
            at += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def cases(folder: Path) -> list[Case]:
    """All cases of a folder."""
    return [Case.read(path) for path in sorted(folder.glob("*.txt"))]


def refresh(folder: Path, base: Path, told) -> None:
    """Write the messages of all cases of a folder anew; `told(folder)` gives a folder's messages."""
    import tempfile

    for case in cases(folder):
        with tempfile.TemporaryDirectory() as place:
            case.write(told(case.apply(base, Path(place) / base.name)))
