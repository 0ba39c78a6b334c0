"""Whole schemes with a script, dealt by Hypothesis in the breadth of the format.

Periods are short and days cluster around month ends, 29 February, holidays and changes of version, so that what could meet on a day does. A second
scheme stands beside some, of which the first takes records, listings and standing.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import yaml
from hypothesis import strategies as st

from .generate_names import ATTRIBUTES, MEMBERS, NAME, OTHER, Names, often, pick, seldom
from .generate_rules import act, head, list_, measure, remedy
from .generate_script import Can, filings, happenings

COLUMNS = ["id", "label_en", "of", "conduct", "when", "channel", "arises", "ledger", "points", "per", "cap", "group", "grade", "grade_for", "counts_for", "stays_while",
           "counts_as", "owes", "from", "to", "basis"]


@dataclass(frozen=True)
class Dealt:
    """A scheme's files by name, as text (of the other scheme `../other/...`), and the lines of its script."""

    files: dict[str, str]
    script: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        """Writes the folder, and the other scheme's beside it."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    def __repr__(self) -> str:
        return "\n".join(f"--- {name}\n{text}" for name, text in self.files.items())


@st.composite
def dealt(draw) -> Dealt:
    """A scheme and a worked case of it."""
    members = tuple(dict.fromkeys(draw(st.lists(pick(MEMBERS), min_size=1, max_size=3))))
    names = draw(_names(members))
    other = draw(_names(members, of=OTHER)) if draw(st.booleans()) else None
    files, acts, things = draw(_scheme(replace(names, other=other)))
    if other:
        beside, _, _ = draw(_scheme(other))
        files |= {f"../{OTHER}/{name}": text for name, text in beside.items()}
    terms = tuple(id for id, rule in yaml.safe_load(files.get("lists.yaml", "{}")).items() if "1 to 3 years" in str([ground["term"] for ground in rule["grounds"].values()]))
    can = Can(conducts=tuple(dict.fromkeys(row["conduct"] for row in acts if "conduct" in row)), things=things, terms=terms, consents="asked: opt" in files["scheme.yaml"],
              acts=names.acts, beside=other.acts if other and f"{OTHER}." in str(files) else ())
    said = draw(happenings(names, can))
    remedies = tuple(f"remedy-{n}" for n in range(files.get("remedies.yaml", "").count("decided_within:")))
    script = tuple(sorted([*said, *draw(filings(names, remedies))]))
    last = max(date.fromisoformat(line[:10]) for line in script)
    case = {"name": "a case", "members": {name: draw(_subject(name)) for name in members}, "from": draw(pick(("2018-12-01", "2018-12-15", "2019-01-01"))),
            "script": list(script), "expect": {str(last + timedelta(days=draw(pick((40, 200, 400))))): {"records": "0"}}}
    files["tests/case.yaml"] = _yaml([case])
    return Dealt(files, script)


@st.composite
def _names(draw, members: tuple[str, ...], of: str = NAME) -> Names:
    own = of == NAME
    ledgers = tuple(f"ledger-{n}" for n in range(draw(pick((1, 1, 2, 3)))))
    kinds = {id: draw(pick(("points", "points", "points", "points", "mean", "scorecard"))) if place or not own else draw(pick(("points",) * 6 + ("mean", "scorecard")))
             for place, id in enumerate(ledgers)}
    return Names(
        scheme=of, members=members, acts=tuple(f"{'act' if own or not n else 'x'}-{n}" for n in range(draw(st.integers(2, 5)))),
        ledgers=ledgers, kinds=kinds, lists=tuple(f"list-{n}" for n in range(draw(pick((0, 1, 1, 2))))),
        things=("flies", "borrows"), measures=tuple(f"measure-{n}" for n in range(draw(pick((0, 1, 2, 3, 4) if own else (0, 1))))),
        grades=("a", "b", "c", "d")[:draw(st.integers(2, 4))] if draw(often) else (),
        obligations=tuple(f"duty-{n}" for n in range(draw(pick((0, 1, 2))))), arising=(), other=None,
        steps={id: draw(pick(("1", "1", "0.5", "0.1"))) for id in ledgers},
        groups={id: draw(pick(((), ("group",), ("group",)))) if kinds[id] == "points" else () for id in ledgers},
        ladder=draw(pick(("good", "bad", "marginal"))))


@st.composite
def _scheme(draw, names: Names) -> tuple[dict[str, str], list[dict], list[str]]:
    """A scheme's files, its acts, and the things that its measures are about."""
    written = draw(head(names))
    acts, arising = [], ()
    for place, id in enumerate(names.acts):
        arises = place > 0 and draw(seldom)
        acts += draw(act(id, replace(names, arising=arising), arises=arises))
        arising += (id,) if arises else ()
    measures = [draw(measure(id, names)) for id in names.measures]
    names = replace(names, things=tuple(sorted({row["thing"] for row in measures})))
    files = {
        "scheme.yaml": _yaml(written), "acts.csv": _csv(COLUMNS, acts), "sources.yaml": "D: {title: {en: D}, kind: original}\n",
        "lists.yaml": _yaml({id: draw(list_(id, names)) for id in names.lists}),
        "measures.csv": _csv(["id", "label_en", "thing", "kind", "amount", "when", "of", "from", "to", "basis"], measures),
        "remedies.yaml": _yaml(_steps(draw, [draw(remedy(names)) for _ in range(draw(pick((0, 1, 2, 2)) if names.scheme == NAME else st.just(0)))])),
    }
    files = {name: text for name, text in files.items() if text.strip() not in ("", "{}") and text.count("\n") > (1 if name.endswith(".csv") else 0)}
    return files, acts, sorted({row["thing"] for row in measures})


def _steps(draw, remedies: list[dict]) -> dict[str, dict]:
    """Remedies by id; a second may follow the first, if both are against the same."""
    found = {f"remedy-{n}": written for n, written in enumerate(remedies)}
    if len(remedies) == 2 and draw(seldom):
        found["remedy-1"] |= {"follows": "remedy-0", "against": remedies[0]["against"]}
        found["remedy-1"].pop("not_again_for", None)
        if "lists" in remedies[0]["against"] and remedies[1]["if_won"].startswith("replace"):
            found["remedy-1"]["if_won"] = "from now"
    return found


@st.composite
def _subject(draw, name: str) -> dict:
    said = {id: draw(pick(values)) for id, values in ATTRIBUTES.items() if draw(st.booleans())}
    if not name.startswith("business") and draw(st.booleans()):
        said["age"] = str(draw(pick((5, 12, 17, 18, 29, 30, 59, 60))))
    return said


# ---- writing

class _Plain(yaml.SafeDumper):
    """No anchors."""

    def ignore_aliases(self, data) -> bool:
        return True


def _yaml(written) -> str:
    return yaml.dump(written, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10000)


def _csv(columns, rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
