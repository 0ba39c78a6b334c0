"""What happened when: dated facts about social credit in China with their sources, and which built-in scheme covers what of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from xinyong.errors import XinyongError
from xinyong.scheme.builtin import builtin_schemes

_WHEN = re.compile(r"\d{4}(?:s|-\d\d(?:-\d\d)?)?", re.ASCII)
_FIELDS = {"when", "kind", "en", "zh", "source", "basis", "covered"}
BASES = ("text", "secondary", "assumption")


@dataclass(frozen=True)
class Fact:
    """One fact. `when`: as exact as what was read (1980s, 2014, 2020-12, 2014-06-14). `covered`: built-in schemes whose rules hold some of it."""

    when: str
    kind: str
    label: dict[str, str]           # en, zh
    basis: str                      # text | secondary | assumption
    sources: tuple[tuple[str, str, str], ...]       # id, title, address
    covered: tuple[str, ...]

    def to_dict(self) -> dict:
        """As `xinyong timeline --json` gives it."""
        return {"when": self.when, "kind": self.kind, "label": self.label, "basis": self.basis, "covered": list(self.covered),
                "sources": [{"id": id, "title": title, "address": address} for id, title, address in self.sources]}


@cache
def timeline() -> tuple[Fact, ...]:
    """All facts in order of time; XinyongError says what is wrong with the file."""
    return facts_in((files("xinyong") / "data" / "timeline.yaml").read_text("utf-8"))


def facts_in(text: str) -> tuple[Fact, ...]:
    """The facts of a file like data/timeline.yaml, in order of time; XinyongError where one is not sound."""
    whole = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    known, schemes = whole["sources"], set(builtin_schemes())
    found = [_fact(number, row, known, schemes) for number, row in enumerate(whole["facts"], 1)]
    return tuple(sorted(found, key=lambda fact: (fact.when.replace("s", ""), fact.kind)))


def _fact(number: int, row: dict, known: dict, schemes: set[str]) -> Fact:
    def wrong(what: str) -> XinyongError:
        return XinyongError(f"timeline.yaml: fact {number}: {what}")

    if set(row) != _FIELDS:
        raise wrong(f"expected the fields {', '.join(sorted(_FIELDS))}; found {', '.join(sorted(row))}.")
    when, sources = str(row["when"]), row["source"] if isinstance(row["source"], list) else [row["source"]]
    if not _WHEN.fullmatch(when):
        raise wrong(f"when: {when} is no day, month, year or decade.")
    if row["basis"] not in BASES:
        raise wrong(f"basis: expected one of {', '.join(BASES)}, found {row['basis']}.")
    for what, names, there in (("source", sources, known), ("covered", row["covered"], schemes)):
        if unknown := [name for name in names if name not in there]:
            raise wrong(f"{what}: no such: {', '.join(unknown)}.")
    cited = tuple((id, known[id]["title"], known[id]["address"]) for id in sources)
    return Fact(when, row["kind"], {"en": row["en"], "zh": row["zh"]}, row["basis"], cited, tuple(row["covered"]))


def as_page() -> str:
    """The docs page of the timeline, in Markdown: English and Chinese side by side."""
    rows = [f"| {f.when} | {f.label['en']} | {f.label['zh']} | {_cited(f)} | {', '.join(f'`{s}`' for s in f.covered) or 'not modelled'} |"
            for f in timeline()]
    return "\n".join([*_HEAD, *rows, ""])


def _cited(fact: Fact) -> str:
    told = {"text": "read", "secondary": "told", "assumption": "recalled"}[fact.basis]
    return f"{told}: " + ", ".join(f"[{id}]({address})" for id, _, address in fact.sources)


_HEAD = (
    "# Social credit in China, year by year", "",
    "Written by `python -m xinyong.study.timeline` from `src/xinyong/data/timeline.yaml`; `xinyong timeline` shows the same in a terminal, `--lang zh` in Chinese, `--json` for programs.",
    "*Read*: the text's own words were read. *Told*: by news, research or officials. *Recalled*: not read again. The last column names the built-in schemes whose rules hold some of it; how much,",
    "their own README says.", "",
    "| when | what | 事件 | source | covered by |", "| --- | --- | --- | --- | --- |",
)

if __name__ == "__main__":
    print(as_page(), end="")
