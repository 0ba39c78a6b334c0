"""The exhibits of a run's report, made once for a language and drawn once each, as long as the run is open."""

from __future__ import annotations

from functools import cached_property
from threading import RLock

from xinyong.study.citation import Citation, citation
from xinyong.study.report import sections
from xinyong.study.report.exhibit import Exhibit, Section
from xinyong.study.report.grounds import documents
from xinyong.study.report.material import Material
from xinyong.study.report.pictures import drawn
from xinyong.study.report.words import Words

_lock = RLock()


class Exhibits:
    """A run's sections in a language, with its exhibits' pictures."""

    def __init__(self, run, lang: str):
        self.material = Material(run, Words(lang))
        self.sections: list[Section] = sections(run, lang=lang)
        self._drawn: dict[str, dict] = {}

    @classmethod
    def of(cls, run, lang: str) -> Exhibits:
        """Those of a run; made when they are first asked for."""
        with _lock:
            known = run.__dict__.setdefault("_exhibits", {})
            if lang not in known:
                known[lang] = cls(run, lang)
            return known[lang]

    @cached_property
    def documents(self) -> list[dict]:
        """The documents on which rules and assumptions rest."""
        return documents(self.material)

    @cached_property
    def citation(self) -> Citation:
        """What to cite for the run."""
        return citation(self.material.run)

    def section(self, id: str) -> Section | None:
        return next((s for s in self.sections if s.id == id), None)

    def exhibit(self, id: str) -> Exhibit | None:
        return next((e for s in self.sections for e in s.exhibits if e.id == id), None)

    def drawn(self, e: Exhibit) -> dict:
        """An exhibit's pictures and specifications."""
        with _lock:
            if e.id not in self._drawn:
                self._drawn[e.id] = drawn(self.material, e)
            return self._drawn[e.id]
