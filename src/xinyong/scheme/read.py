"""Reading a scheme: a folder of files in, a `Scheme` or all that is wrong with it out."""

from __future__ import annotations

from collections.abc import Mapping as Named
from pathlib import Path

from xinyong.errors import Problem
from xinyong.scheme.accepted import OF_SCHEMES, accept
from xinyong.scheme.checks import check
from xinyong.scheme.fields import found
from xinyong.scheme.lint import lint
from xinyong.scheme.model import Place, Scheme
from xinyong.scheme.problems import Problems
from xinyong.scheme.read_acts import read_acts
from xinyong.scheme.read_cases import RawCase, read_cases, read_sources
from xinyong.scheme.read_head import read_grades, read_head, read_scales
from xinyong.scheme.read_lists import read_lists, read_measures, read_remedies
from xinyong.scheme.source import Mapping, Node, Sequence, Text, read_bytes, read_yaml

FILES = ("scheme.yaml", "acts.csv", "lists.yaml", "measures.csv", "remedies.yaml", "sources.yaml")
REQUIRED = ("scheme.yaml", "acts.csv", "sources.yaml")
MAX_FOLDER = 3_000_000


def read_scheme(folder: str | Path, *, name: str = "") -> Scheme:
    """The scheme in a folder; SchemeError with every problem if it does not check. `name`: how errors call the folder."""
    problems = Problems()
    scheme = _read_folder(Path(folder), name or str(folder), problems)
    problems.raise_errors()
    assert scheme is not None
    return scheme


def check_scheme(folder: str | Path, *, name: str = "") -> tuple[Scheme | None, list[Problem]]:
    """The scheme in a folder (None if it does not check) and all its errors and warnings in order of place."""
    problems = Problems()
    scheme = _read_folder(Path(folder), name or str(folder), problems)
    return (None if problems.errors else scheme), problems.sorted()


def read_scheme_files(files: Named[str, bytes | str], *, name: str, id: str = "") -> Scheme:
    """A scheme from file contents by name, as a run keeps them in `Scheme.text`."""
    problems = Problems()
    data = {file: text.encode() if isinstance(text, str) else text for file, text in files.items()}
    scheme = _read(data, name, id, problems)
    problems.raise_errors()
    assert scheme is not None
    return scheme


def check_scheme_files(files: Named[str, bytes], *, name: str, id: str = "") -> tuple[Scheme | None, list[Problem]]:
    """A scheme from file contents by name, and all its problems; a file may be `source.Changed`."""
    problems = Problems()
    scheme = _read(dict(files), name, id, problems)
    return (None if problems.errors else scheme), problems.sorted()


def _read_folder(folder: Path, name: str, problems: Problems) -> Scheme | None:
    if not folder.is_dir():
        problems.add(Place(name, 1, 1), "no such folder.", "Name a folder that holds scheme.yaml.", rule="file")
        return None
    return _read(load_files(folder, name, problems), name, folder.resolve().name, problems)


def load_files(folder: Path, name: str, problems: Problems) -> dict[str, bytes]:
    """The rule files of a folder; a YAML or CSV file that is none of them is an error."""
    files: dict[str, bytes] = {}
    tests = sorted(p for p in (folder / "tests").glob("*.y*ml")) if (folder / "tests").is_dir() else []
    beside = sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml", ".csv"))
    for path in [*beside, *tests]:
        inside = path.relative_to(folder).as_posix()
        shown = f"{name}/{inside}"
        if path.parent == folder and path.name not in FILES:
            hint = problems.suggest(path.name, FILES) or f"Rule files are {', '.join(FILES)} and tests/*.yaml."
            problems.add(Place(shown, 1, 1), "not a file of a scheme.", hint, rule="file")
        elif path.suffix == ".yml":
            problems.add(Place(shown, 1, 1), "not a file of a scheme.", "Rename it to end in .yaml.", rule="file")
        else:
            data = read_bytes(path, shown, problems)
            if data is not None:
                files[inside] = data
    return files


def _read(files: dict[str, bytes], name: str, folder_id: str, problems: Problems) -> Scheme | None:
    for required in REQUIRED:
        if required not in files:
            problems.add(Place(f"{name}/{required}", 1, 1), "the file is missing.", "Every scheme has one.", rule="file")
    size = sum(len(data) for data in files.values())
    if size > MAX_FOLDER:
        problems.add(Place(f"{name}/scheme.yaml", 1, 1), f"the files have {size:,} bytes; a scheme has at most {MAX_FOLDER:,}.",
                     "Split it.", rule="file")
        return None

    def yaml(file: str) -> Node | None:
        return read_yaml(f"{name}/{file}", files[file], problems) if file in files else None

    head, sources, lists, remedies = (yaml(file) for file in ("scheme.yaml", "sources.yaml", "lists.yaml", "remedies.yaml"))
    raw = [case for file in files if file.startswith("tests/") for case in _cases(yaml(file), problems)]
    if not isinstance(head, Mapping):
        if head is not None:
            problems.add(head.place, f"expected the fields of a scheme, found {found(head)}.", "Begin with 'id: ...'.", rule="value")
        return None
    if folder_id and "id" in head.items and getattr(head.items["id"], "value", folder_id) != folder_id:
        problems.add(head.items["id"].place, f"id: the folder is called {folder_id}.", f"Write {folder_id} or rename the folder.",
                     rule="id")
    scheme = _assemble(files, name, head, sources, lists, remedies, raw, problems)
    _note_unread(scheme, name, {"lists.yaml": lists, "remedies.yaml": remedies, "sources.yaml": sources}, problems)
    check(scheme, head, raw, problems)
    if not problems.errors:
        lint(scheme, problems)
    accept(problems, {f"{name}/{file}": text for file, text in scheme.text.items()}, {} if problems.errors else OF_SCHEMES)
    return scheme


_NOUNS = {"acts.csv": ("act", "conduct"), "lists.yaml": ("list",), "measures.csv": ("measure", "thing"), "remedies.yaml": ("remedy",),
          "sources.yaml": ("document",)}
_UNREADABLE = ("csv", "yaml", "encoding", "file")


def _note_unread(scheme: Scheme, name: str, nodes: dict[str, Node | None], problems: Problems) -> None:
    """Of which rules some could not be read: that others name them is no second mistake."""
    broken = {problem.file for problem in problems.found if problem.rule in _UNREADABLE}
    for file, nouns in _NOUNS.items():
        if f"{name}/{file}" in broken or isinstance(nodes.get(file), (Text, Sequence)):
            problems.unread |= set(nouns)
    for nouns, rules in ((("act",), scheme.acts), (("measure", "thing"), scheme.measures)):
        if not all(rule.id for rule in rules):
            problems.unread |= set(nouns)


def _cases(node: Node | None, problems: Problems) -> list[RawCase]:
    return read_cases(node, problems) if node is not None else []


def _assemble(files, name: str, head: Mapping, sources, lists, remedies, raw: list[RawCase], problems: Problems) -> Scheme:
    read = read_head(head, problems)
    first, ledgers = read["from"], read["ledgers"]
    acts = read_acts(f"{name}/acts.csv", files["acts.csv"], ledgers, first, problems) if "acts.csv" in files else ()
    steps: dict[str, set[int]] = {}
    for act in acts:
        if act.points.kind == "scale" and act.ledger in ledgers:
            steps.setdefault(act.points.scale, set()).add(ledgers[act.ledger].step)
    measures = files.get("measures.csv")
    return Scheme(
        id=read["id"], label=read["label"], about=read["about"], keeper=read["keeper"], first=first, last=read["to"],
        subjects=read["subjects"], counting=read["counting"], governed_by=read["governed_by"], same_conduct=read["same_conduct"],
        transitions=read["transitions"], ledgers=ledgers, scales=read_scales(read["scales"], steps, problems),
        grades=read_grades(read["grades"], ledgers, first, problems), consent=read["consent"], acts=acts,
        lists=read_lists(lists, first, problems) if lists is not None else (),
        measures=read_measures(f"{name}/measures.csv", measures, first, problems) if measures is not None else (),
        remedies=read_remedies(remedies, first, problems) if remedies is not None else (),
        sources=read_sources(sources, problems) if sources is not None else {}, cases=tuple(case.case for case in raw),
        folder=name, bases=read["bases"], obligations=read["obligations"], agreements=read["agreements"], text={file: data.decode("utf-8", "replace") for file, data in files.items()},
    )
