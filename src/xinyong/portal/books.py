"""The schemes that can be read: built-in ones, and the versions that were saved beside the runs. A version, once saved, is never written again."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from xinyong.errors import Problem, XinyongError
from xinyong.portal.guard import Refused
from xinyong.scheme import builtin_schemes, scheme_folder
from xinyong.scheme.model import Scheme
from xinyong.scheme.problems import Problems
from xinyong.scheme.read import FILES, check_scheme_files, load_files

_SAVED = re.compile(r"([a-z][a-z0-9-]{0,60})-([1-9][0-9]{0,5})", re.ASCII)
_TEST = re.compile(r"tests/[A-Za-z0-9_-]{1,60}\.yaml", re.ASCII)
MOST_TEXT = 3_000_000


@dataclass(frozen=True)
class Book:
    """One version of a scheme: its id, the version's number (0: built in), and its files' texts by name."""

    id: str
    version: int
    name: str
    files: Mapping[str, bytes]

    def text(self, file: str) -> str:
        """A file's text; Refused where the scheme has none of that name."""
        if file not in self.files:
            raise Refused(404, f"{self.id} has no file {file[:60]}. It has: {', '.join(self.files)}.")
        return self.files[file].decode("utf-8", "replace")

    def with_text(self, file: str, text: str) -> Book:
        """The same with another text in one file."""
        return Book(self.id, self.version, self.name, {**self.files, file: text.encode()})

    def checked(self) -> tuple[Scheme | None, list[Problem]]:
        """The scheme, None where it does not check, and all that is wrong with it."""
        return _checked(self.id, self.name, tuple(self.files.items()))

    def told(self, at: str, lang: str):
        """The scheme in sentences as of a day ("": today, or its last); None where it does not check."""
        return _told(self.id, self.name, tuple(self.files.items()), at, lang, dt.date.today())


@lru_cache(maxsize=24)
def _told(id: str, name: str, files: tuple[tuple[str, bytes], ...], at: str, lang: str, today: dt.date):
    scheme, _ = _checked(id, name, files)
    return scheme.explain("", at=at or None, lang=lang) if scheme else None


@lru_cache(maxsize=24)
def _checked(id: str, name: str, files: tuple[tuple[str, bytes], ...]) -> tuple[Scheme | None, list[Problem]]:
    return check_scheme_files(dict(files), name=name, id=id)


class Books:
    """Schemes by id, each in its versions. Saved ones stand in FOLDER/schemes/ID-NUMBER/ID, where commands find them."""

    def __init__(self, runs: str | Path):
        self.folder = Path(runs) / "schemes"
        self._lock = Lock()

    def ids(self) -> list[str]:
        """All schemes there are."""
        return sorted({*builtin_schemes(), *(id for id, _ in self._saved())})

    def versions(self, id: str) -> list[int]:
        """The versions of a scheme, 0 being the built-in one; Refused where there is none."""
        found = [0] * (id in builtin_schemes()) + sorted(number for other, number in self._saved() if other == id)
        if not found:
            raise Refused(404, f"There is no scheme {id[:60]}. There is: {', '.join(self.ids())}.")
        return found

    def read(self, id: str, version: int = 0) -> Book:
        """A version of a scheme, as its files are."""
        known = self.versions(id)
        if version not in known:
            if version:
                raise Refused(404, f"{id} has no version {version}. It has: {', '.join(map(str, known))}.")
            version = known[-1]
        folder = self.where(id, version)
        name = scheme_folder(id)[1] if version == 0 else f"{id}-{version}/{id}"
        problems = Problems()
        return Book(id, version, name, load_files(folder, name, problems))

    def where(self, id: str, version: int) -> Path:
        """The folder of a version."""
        return scheme_folder(id)[0] if version == 0 else self.folder / f"{id}-{version}" / id

    def mine(self) -> list[tuple[str, Book]]:
        """The versions that were saved and check, by name, such as rongcheng-2."""
        books = [self.read(id, number) for id, number in sorted(self._saved())]
        return [(f"{book.id}-{book.version}", book) for book in books if book.checked()[0] is not None]

    def named(self, name: str) -> Path:
        """The folder of a saved version by its name; Refused where there is none that checks."""
        found = next((book for known, book in self.mine() if known == name), None)
        if found is None:
            raise Refused(400, f"rules: there is no saved version {name[:60]} that checks. There is: {', '.join(known for known, _ in self.mine()) or 'none'}.")
        return self.where(found.id, found.version)

    def save(self, book: Book, file: str, text: str) -> Book:
        """Keep a scheme with another text in one file as a new version; what was there stays as it is."""
        self.may_be_written(book, file)
        if len(text.encode()) > MOST_TEXT:
            raise Refused(413, f"{file}: the text is longer than {MOST_TEXT:,} bytes, which is more than a scheme may have.")
        with self._lock:
            numbers = [number for id, number in self._saved() if id == book.id]
            number = max(numbers, default=0) + 1
            while (self.folder / f"{book.id}-{number}").exists():
                number += 1
            self._write(book.with_text(file, text), number)
        return self.read(book.id, number)

    def may_be_written(self, book: Book, file: str) -> None:
        """Refused unless a file is one of a scheme."""
        if file not in FILES and not _TEST.fullmatch(file):
            raise Refused(400, f"{file[:60]} is no file of a scheme. Rule files are {', '.join(FILES)} and tests/*.yaml.")

    def _write(self, book: Book, number: int) -> None:
        part, whole = self.folder / f".{book.id}-{number}.part", self.folder / f"{book.id}-{number}"
        try:
            shutil.rmtree(part, ignore_errors=True)
            for file, data in book.files.items():
                path = part / book.id / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            os.rename(part, whole)
        except OSError as error:
            shutil.rmtree(part, ignore_errors=True)
            raise XinyongError(f"{whole} cannot be written: {(error.strerror or str(error)).lower()}. Nothing was changed.") from None

    def _saved(self) -> list[tuple[str, int]]:
        """(id, number) of every version that was saved."""
        if not self.folder.is_dir():
            return []
        found = [_SAVED.fullmatch(entry.name) for entry in os.scandir(self.folder) if entry.is_dir(follow_symlinks=False)]
        return [(m[1], int(m[2])) for m in found if m and (self.folder / m[0] / m[1] / "scheme.yaml").is_file()]
