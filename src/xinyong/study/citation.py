"""What to cite for a run: everything by which somebody else can make it again and see that it is the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xinyong.run.kept import KeptRun

AUTHORS = "The Xinyong authors"
TITLE = "Xinyong: an executable model of China's social-credit system"


@dataclass(frozen=True)
class Citation:
    """A run's reference as text and as BibTeX; `facts` is what both are made of."""

    facts: dict
    text: str
    bibtex: str

    def to_dict(self) -> dict:
        """As `xinyong cite --json` prints it."""
        return self.facts | {"text": self.text, "bibtex": self.bibtex}


def citation(run: KeptRun) -> Citation:
    """What to cite for a run. It names program, version, world, schemes with their documents, seed, variants, rules' hash and digest."""
    facts = _facts(run)
    return Citation(facts, _text(facts), _bibtex(facts))


def _facts(run: KeptRun) -> dict:
    row, names = run.row, run.names
    documents = run.query('select "of" as scheme, document, title_en, title_zh, address, seen from sources order by all')
    schemes = [{"id": s["id"], "label": s["label"],
                "documents": [{key: value for key, value in d.items() if key != "scheme"} for d in documents if d["scheme"] == s["id"]]}
               for s in names["schemes"]]
    return {
        "synthetic": True, "program": "xinyong", "version": row["program"], "authors": AUTHORS, "title": TITLE,
        "year": row["finished_at"].year, "world": row["world"], "label": names["world"]["label"], "schemes": schemes,
        "variants": list(row["variants"] or []), "seed": row["seed"], "people": row["people"], "organisations": row["organisations"],
        "months": row["months"], "months_asked": row["months_asked"], "from": row["from_day"], "to": row["to_day"],
        "rules": row["rules"], "digest": row["digest"], "command": command(run),
    }


def command(run: KeptRun) -> str:
    """The command that makes the run again, where its world and variants are at hand."""
    row = run.row
    parts = ["xinyong run", row["world"], f"--people {row['people']}", f"--months {row['months']}", f"--seed {row['seed']}"]
    return " ".join([*parts, *(f"--variant {name}" for name in row["variants"] or [])])


def _span(f: dict) -> str:
    lived = f"{f['months']} months from {f['from']}"
    return lived if f["months"] == f["months_asked"] else f"{lived} (stopped; {f['months_asked']} were asked for)"


def _text(f: dict) -> str:
    lines = [
        f"{f['authors']} ({f['year']}). {f['title']}, version {f['version']} [computer program].",
        f"Run of the world {f['world']} ({f['label']['en']}): {f['people']:,} persons and {f['organisations'] or 0:,} organisations, all SYNTHETIC, "
        f"{_span(f)}, seed {f['seed']}, {'variants ' + ', '.join(f['variants']) if f['variants'] else 'no variants'}.",
        f"Rules {f['rules']}.",
        f"Digest {f['digest']}.",
        f"Made again by: {f['command']}",
    ]
    for s in f["schemes"]:
        lines += ["", f"Scheme {s['id']} ({s['label']['en']}), after these documents:"]
        lines += [f"  {_document(d)}" for d in s["documents"]] or ["  none is named"]
    return "\n".join(lines)


def _document(d: dict) -> str:
    chinese = f" ({d['title_zh']})" if d["title_zh"] and d["title_zh"] != d["title_en"] else ""
    seen = f", seen {d['seen']}" if d["seen"] else ""
    return f"{d['document']}: {d['title_en']}{chinese}. {d['address'] or 'no address'}{seen}"


_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
            "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in text)


def _bibtex(f: dict) -> str:
    documents = "; ".join(f"{s['id']}: " + ", ".join(d["document"] for d in s["documents"]) for s in f["schemes"])
    fields = {
        "author": "{" + _escaped(f["authors"]) + "}", "title": _escaped(f["title"]), "year": str(f["year"]), "version": _escaped(f["version"]),
        "note": _escaped(f"Run of the world {f['world']}, {f['people']} synthetic persons, {_span(f)}, seed {f['seed']}, "
                         f"variants: {', '.join(f['variants']) or 'none'}; schemes and documents: {documents or 'none'}; "
                         f"rules {f['rules']}; digest {f['digest']}"),
    }
    key = re.sub(r"[^A-Za-z0-9-]", "-", f"xinyong-{f['world']}-{(f['digest'] or 'none')[:8]}")
    return "@software{" + key + ",\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}"
