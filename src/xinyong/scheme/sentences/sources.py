"""What a rule rests on, in words: which document, where in it, seen when; or that it is told, borrowed or assumed, and why."""

from __future__ import annotations

from xinyong.scheme.model import Basis, Scheme
from xinyong.scheme.sentences.tongue import Tongue
from xinyong.scheme.values import date

KINDS = {
    "text": ("read in the text", "原文"), "secondary": ("told by others", "他人转述"), "borrowed": ("borrowed from another keeper's text", "借用他处文本"),
    "assumption": ("assumed", "假设"),
}
SHORT = {"text": ("", ""), "secondary": ("told: ", "转述："), "borrowed": ("borrowed: ", "借用："), "assumption": ("assumed: ", "假设：")}
_NOTHING = ("no source is given", "未给出处")


def source_of(scheme: Scheme, basis: Basis | None) -> dict:
    """A basis with its document: basis, document, pin, why, title, address, seen (the shape that `record --json` has too)."""
    if basis is None:
        return {"basis": "assumption", "document": None, "pin": None, "why": _NOTHING[0], "title": None, "address": None, "seen": None}
    known = scheme.sources.get(basis.document)
    return {"basis": basis.kind, "document": basis.document or None, "pin": basis.pin or None, "why": basis.why or None,
            "title": {"en": known.title.en, "zh": known.title.zh or known.title.en} if known else None,
            "address": known.address if known else None,
            "seen": date(known.seen).isoformat() if known and known.seen is not None else None}


def told(basis: Basis | None, tongue: Tongue) -> str:
    """How a rule is known, and from where: `borrowed from another keeper's text: WD art. 8`."""
    t = tongue
    if basis is None:
        return t(*_NOTHING)
    return t(*KINDS[basis.kind]) + t(": ", "：") + (f"{basis.document} {basis.pin}".strip() if basis.document else basis.why)


def document(scheme: Scheme, id: str, tongue: Tongue) -> str:
    """A document by its title, what of it was read, and when: `WD: “Wendeng ...”, a copy elsewhere, seen on 2026-11-23`."""
    t, known = tongue, scheme.sources.get(id)
    if known is None:
        return id
    parts = [t.quoted(t.label(known.title)), t(*SORTS[known.kind])]
    if known.seen is not None:
        parts.append(t(f"seen on {t.day(known.seen)}", f"{t.day(known.seen)}查阅"))
    return f"{id}{t(': ', '：')}{t(', ', '，').join(parts)}"


SORTS = {"original": ("the original", "原文"), "translation": ("a translation", "译文"), "mirror": ("a copy elsewhere", "转载副本"), "news": ("a news report", "新闻报道"),
         "paper": ("a paper", "文献")}


def short(basis: Basis | None, tongue: Tongue) -> str:
    """A basis in a few words, as it stands behind a sentence: `WD art. 8`, `borrowed: WD art. 8`, `assumed: why`."""
    if basis is None:
        return tongue(*_NOTHING)
    return tongue(*SHORT[basis.kind]) + (f"{basis.document} {basis.pin}".strip() if basis.document else basis.why)
