"""Everything wrong in some rule files, collected in one pass, with the nearest known name for an unknown one."""

from __future__ import annotations

import difflib

from xinyong.errors import Problem, SchemeError
from xinyong.scheme.model import Place

MAX_PROBLEMS = 500
MAX_SUGGESTIONS = 60


def shown(text: str, most: int = 40) -> str:
    """Text as an error quotes it: on one line, not too long."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


class Problems:
    """All that is wrong in some files, in one pass."""

    def __init__(self):
        self.found: list[Problem] = []
        self.left_out = 0
        self.unread: set[str] = set()
        """Nouns (act, list, grade, ...) of which some could not be read, so that one that is not found may well be there."""
        self.cited: list[tuple[str, str, object]] = []      # (field, document, the Text that cites it)
        self._suggested = 0
        self._seen: set[Problem] = set()

    def add(self, place: Place, message: str, hint: str = "", *, rule: str = "error") -> None:
        """An error: the files do not check."""
        self._note(Problem(place.file, place.line, place.column, message, hint, rule))

    def warn(self, place: Place, message: str, hint: str = "", *, rule: str) -> None:
        """A warning: the files check, but somebody should look."""
        self._note(Problem(place.file, place.line, place.column, message, hint, rule, is_warning=True))

    def _note(self, problem: Problem) -> None:
        if problem in self._seen:
            return
        if len(self.found) >= MAX_PROBLEMS:
            self.left_out += 1
            return
        self._seen.add(problem)
        self.found.append(problem)

    def check_citations(self, known) -> None:
        """Every document that some basis cites has its entry in sources.yaml."""
        for name, document, text in self.cited:
            if document not in known and "document" not in self.unread:
                hint = self.suggest(document, known) or "Add it to sources.yaml."
                self.add(text.at(text.value.find(document)), f"{name}: {document} is not in sources.yaml.", hint, rule="source")

    def suggest(self, name: str, known) -> str:
        """`Did you mean x?` for the nearest known name, or nothing."""
        if self._suggested >= MAX_SUGGESTIONS or len(name) > 60:
            return ""
        self._suggested += 1
        return suggest(name, known)

    def sorted(self) -> list[Problem]:
        """All problems in order of file and place; the last one says how many more there are."""
        found = sorted(self.found)
        if self.left_out:
            last = found[-1]
            found.append(Problem(last.file, last.line, last.column, f"{self.left_out} more problems are not shown.",
                                 "Mend these first.", "too-many"))
        return found

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.sorted() if not p.is_warning]

    @property
    def warnings(self) -> list[Problem]:
        return [p for p in self.sorted() if p.is_warning]

    def raise_errors(self) -> None:
        """Raise SchemeError when anything but warnings was found."""
        errors = self.errors
        if errors:
            raise SchemeError(errors)


def suggest(name: str, known, *, cutoff: float = 0.6) -> str:
    """`Did you mean x?` for the nearest of the known names, or nothing."""
    near = difflib.get_close_matches(name, [k for k in known if len(k) <= 80], n=1, cutoff=cutoff)
    return f"Did you mean {near[0]}?" if near else ""
