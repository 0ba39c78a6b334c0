"""Rule files as text with places: YAML and CSV read into light nodes, and everything wrong collected, never raised.

Every scalar stays text (`no`, `12:30`, `1_000`); what it means is decided by whoever asks for it (scheme/values.py).
YAML comes as events of PyYAML's C parser and is composed here, so that depth, anchors and doubled keys are ours to judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import yaml

from xinyong.scheme.model import Place
from xinyong.scheme.problems import Problems, shown

MAX_BYTES = 1_000_000
MAX_NODES = 100_000
MAX_ROWS = 10_000
MAX_DEPTH = 20
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class File:
    """One file's text and the name that errors give it."""

    __slots__ = ("name", "text", "_starts")

    def __init__(self, name: str, text: str):
        self.name = name
        self.text = text
        self._starts: list[int] | None = None

    def offset(self, line: int, column: int) -> int:
        """Where in the text a line and column (from 1) are."""
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        if line > len(self._starts):
            return len(self.text)
        return self._starts[line - 1] + column - 1


class Text:
    """A scalar or cell: its value, and where it and each of its characters stand."""

    __slots__ = ("value", "file", "line", "column", "style")

    def __init__(self, value: str, file: File, line: int, column: int, style: str = ""):
        self.value = value
        self.file = file
        self.line = line            # of the first character of the node, a quote or | included
        self.column = column
        self.style = style          # "" plain, ' " | > as in YAML, , for a quoted cell

    @property
    def place(self) -> Place:
        return Place(self.file.name, self.line, self.column)

    @property
    def given(self) -> bool:
        """Whether something is written here: `key:` alone gives nothing, `key: ""` gives an empty text."""
        return bool(self.value) or bool(self.style)

    def at(self, offset: int) -> Place:
        """The place of the value's character at `offset`, through quotes, escapes and folded lines."""
        if not self.style and "\n" not in self.value and " " not in self.value:
            return Place(self.file.name, self.line, self.column + offset)
        text = self.file.text
        start = self.file.offset(self.line, self.column)
        at = _follow(text, start, self.value, self.style, offset)
        line = self.line + text.count("\n", start, at)
        newline = text.rfind("\n", start, at)
        column = self.column + at - start if newline < 0 else at - newline
        return Place(self.file.name, line, column)


def _follow(text: str, at: int, value: str, style: str, offset: int) -> int:
    """Walk text from `at` while it spells value, up to value's character `offset`."""
    if style in ("'", '"', ","):
        at += 1
    elif style in ("|", ">"):
        newline = text.find("\n", at)
        at = newline + 1 if newline >= 0 else len(text)
    quote = {"'": "'", ",": '"'}.get(style, "")
    end = len(text)
    for index, char in enumerate(value):
        if style == '"':
            at = _skip_line_join(text, at)
        if not char.isspace():
            while at < end and text[at].isspace() and style != ",":
                at += 1
        if index == offset or at >= end:
            return at
        if style == '"' and text[at] == "\\":
            at += 2 + {"x": 2, "u": 4, "U": 8}.get(text[at + 1 : at + 2], 0)
        elif quote and text[at] == quote:
            at += 2
        elif char.isspace() and not text[at].isspace():
            continue
        else:
            at += 1
    return at


def _skip_line_join(text: str, at: int) -> int:
    """Step over backslashes that only join lines in a double-quoted YAML scalar."""
    while text.startswith("\\\n", at):
        at += 2
        while at < len(text) and text[at] in " \t":
            at += 1
    return at


class Sequence:
    """A list, in order."""

    __slots__ = ("items", "place")

    def __init__(self, place: Place):
        self.items: list[Node] = []
        self.place = place


class Mapping:
    """Keys (as Text, with their places) and values; also one row of a CSV file."""

    __slots__ = ("keys", "items", "place", "spots")

    def __init__(self, place: Place):
        self.keys: dict[str, Text] = {}
        self.items: dict[str, Node] = {}
        self.place = place
        self.spots: dict[str, Place] | None = None      # a row's empty cells too

    def place_of(self, key: str) -> Place:
        """Where a key stands (a row: its cell, also an empty one), or where the mapping begins."""
        if key in self.keys:
            return self.keys[key].place
        if self.spots and key in self.spots:
            return self.spots[key]
        return self.place


Node = Text | Sequence | Mapping


def decode(name: str, data: bytes, problems: Problems) -> File | None:
    """The text of a file, or None when it is none: too large, not UTF-8, or with characters nobody can see."""
    start = Place(name, 1, 1)
    if len(data) > MAX_BYTES:
        problems.add(start, f"the file has {len(data):,} bytes; a rule file has at most {MAX_BYTES:,}.",
                     "Split it.", rule="encoding")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        problems.add(_place_in(name, before, len(before)), f"not UTF-8: byte 0x{data[error.start]:02x}.",
                     "Save the file as UTF-8.", rule="encoding")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = _UNSEEN.search(text)
    if unseen:
        problems.add(_place_in(name, text, unseen.start()), f"character U+{ord(unseen.group()):04X} cannot be seen.",
                     "Delete it.", rule="encoding")
        return None
    return File(name, text)


def _place_in(name: str, text: str, offset: int) -> Place:
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text[:offset] else text
    offset = min(offset, len(text))
    line = text.count("\n", 0, offset) + 1
    return Place(name, line, offset - text.rfind("\n", 0, offset))


class Changed(bytes):
    """A file's bytes with what a variant changes in it: `change` is given the nodes (YAML) or rows (CSV) as soon as they are read."""

    change: Callable[[object], None]

    def __new__(cls, data: bytes, change: Callable[[object], None]):
        made = super().__new__(cls, data)
        made.change = change
        return made


def _changed(data: bytes, nodes):
    if isinstance(data, Changed):
        data.change(nodes)
    return nodes


def read_bytes(path: Path, name: str, problems: Problems) -> bytes | None:
    """A file's bytes (of a file too large only as many as show that it is), or None with a problem."""
    try:
        with open(path, "rb") as handle:
            return handle.read(MAX_BYTES + 1)
    except OSError as error:
        problems.add(Place(name, 1, 1), f"the file cannot be read: {error.strerror}.", rule="file")
        return None


# --- YAML -------------------------------------------------------------------------------------------------------------

class _Wrong(Exception):
    def __init__(self, place: Place, message: str, hint: str = ""):
        super().__init__(message)
        self.place, self.message, self.hint = place, message, hint


def read_yaml(name: str, data: bytes, problems: Problems) -> Node | None:
    """The one document of a YAML file, or None (with problems) when it cannot be read; an empty file is an empty mapping."""
    file = decode(name, data, problems)
    if file is None:
        return None
    try:
        return _changed(data, _Composer(file, problems).document())
    except _Wrong as wrong:
        problems.add(wrong.place, wrong.message, wrong.hint, rule="yaml")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        said = ", ".join(part for part in (error.context, error.problem) if part)
        problems.add(place, f"not YAML: {said}.", rule="yaml")
    except yaml.YAMLError as error:
        problems.add(Place(name, 1, 1), f"not YAML: {shown(str(error))}.", rule="yaml")
    return None


class _Composer:
    """Nodes out of the parser's events."""

    def __init__(self, file: File, problems: Problems):
        self.file = file
        self.problems = problems
        self.events = yaml.parse(file.text, Loader=yaml.CBaseLoader)
        self.depth = 0
        self.nodes = 0

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _Wrong(self.place(event), "a second document begins here; a rule file holds one.")
                root = self.node(next(self.events))
        return root if root is not None else Mapping(Place(self.file.name, 1, 1))

    def place(self, event) -> Place:
        mark = event.start_mark
        return Place(self.file.name, mark.line + 1, mark.column + 1)

    def node(self, event) -> Node:
        if event.anchor is not None:
            what = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            raise _Wrong(self.place(event), f"{what} '{shown(event.anchor)}': anchors and aliases are not used here.",
                         "Write the value out.")
        if event.tag is not None:
            raise _Wrong(self.place(event), f"tag '{shown(event.tag)}': tags are not used here; everything is text.",
                         "Leave it out, or put the text in quotes.")
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Wrong(self.place(event), f"more than {MAX_NODES:,} values in one file.", "Split it.")
        if isinstance(event, yaml.ScalarEvent):
            mark = event.start_mark
            return Text(event.value, self.file, mark.line + 1, mark.column + 1, event.style or "")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Wrong(self.place(event), f"nested more than {MAX_DEPTH} deep; no rule is.")
        node = self.mapping(event) if isinstance(event, yaml.MappingStartEvent) else self.sequence(event)
        self.depth -= 1
        return node

    def sequence(self, event) -> Sequence:
        node = Sequence(self.place(event))
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            node.items.append(self.node(event))
        return node

    def mapping(self, event) -> Mapping:
        node = Mapping(self.place(event))
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event)
            if not isinstance(key, Text):
                raise _Wrong(key.place, "a key is one word, not a list or mapping.")
            value = self.node(next(self.events))
            if key.value in node.keys:
                first = node.keys[key.value]
                self.problems.add(key.place, f"{shown(key.value)}: given twice; first on line {first.line}.",
                                  "Keep one.", rule="duplicate-key")
                continue
            node.keys[key.value] = key
            node.items[key.value] = value
        return node


# --- CSV --------------------------------------------------------------------------------------------------------------

def read_csv(name: str, data: bytes, problems: Problems, *, columns, required=()) -> list[Mapping]:
    """The rows of a CSV file as mappings from column to cell; empty cells are not given and so absent."""
    file = decode(name, data, problems)
    if file is None:
        return []
    rows = _csv_rows(file, problems)
    if not rows:
        problems.add(Place(name, 1, 1), "the file has no header.",
                     "Begin it with the line " + ",".join(required or columns) + ".", rule="csv")
        return []
    header = _header(name, rows[0], problems, columns, required)
    width = len(rows[0])
    result = []
    for row in rows[1:]:
        if len(row) != width:
            _wrong_width(row, width, problems)
            if len(row) < width:
                continue
        mapping = Mapping(row[0].place)
        mapping.spots = _Spots(header, row)
        for column, cell in zip(header, row):
            if column is not None and cell.value:
                mapping.keys[column] = cell
                mapping.items[column] = cell
        result.append(mapping)
    return _changed(data, result)


class _Spots:
    """Where each cell of a row is, looked up only when something is wrong."""

    __slots__ = ("header", "row")

    def __init__(self, header, row):
        self.header, self.row = header, row

    def __contains__(self, column) -> bool:
        return column in self.header

    def __getitem__(self, column) -> Place:
        return self.row[self.header.index(column)].place


def _header(name: str, row: list[Text], problems: Problems, columns, required) -> list[str | None]:
    header: list[str | None] = []
    for cell in row:
        column = cell.value
        if column not in columns:
            hint = problems.suggest(column, columns) or "Known columns: " + ", ".join(columns) + "."
            problems.add(cell.place, f"no such column: '{shown(column)}'.", hint, rule="csv")
            header.append(None)
        elif column in header:
            problems.add(cell.place, f"column {column} is there twice.", "Keep one.", rule="csv")
            header.append(None)
        else:
            header.append(column)
    for column in required:
        if column not in header:
            problems.add(Place(name, row[0].line, 1), f"column {column} is missing.", "Add it to the header.", rule="csv")
    return header


def _wrong_width(row: list[Text], width: int, problems: Problems) -> None:
    if len(row) < width:
        last = row[-1]
        place = last.at(len(last.value))
        hint = "Add commas for empty cells."
    else:
        place = row[width].place
        hint = "A cell that holds a comma stands in double quotes."
    problems.add(place, f"the row has {len(row)} cells, the header {width}.", hint, rule="csv")


def _csv_rows(file: File, problems: Problems) -> list[list[Text]]:
    rows: list[list[Text]] = []
    lines = file.text.split("\n")
    number = 0
    while number < len(lines):
        if len(rows) > MAX_ROWS:
            problems.add(Place(file.name, number + 1, 1), f"more than {MAX_ROWS:,} rows in one file.", "Split it.", rule="csv")
            break
        line = lines[number]
        if not line.strip(", \t") or line.startswith("#"):
            number += 1
            continue
        if '"' not in line:
            row, column = [], 1
            for piece in line.split(","):
                row.append(_cell(piece, file, number + 1, column))
                column += len(piece) + 1
            number += 1
        else:
            row, number = _quoted_row(file, lines, number, problems)
        rows.append(row)
    return rows


def _cell(piece: str, file: File, line: int, column: int) -> Text:
    stripped = piece.strip()
    if stripped and stripped is not piece:
        column += piece.index(stripped)
    return Text(stripped, file, line, column)


def _quoted_row(file: File, lines: list[str], number: int, problems: Problems) -> tuple[list[Text], int]:
    """A row with at least one quote: cells in double quotes may hold commas, lines and doubled quotes."""
    row: list[Text] = []
    line, column = lines[number], 0
    while True:
        if line.startswith('"', column):
            cell, number, column = _quoted_cell(file, lines, number, column, problems)
            line = lines[number]
            end = line.find(",", column)
            end = len(line) if end < 0 else end
            if line[column:end].strip():
                problems.add(Place(file.name, number + 1, column + 1),
                             f"'{shown(line[column:end])}' stands after a closing quote.",
                             "Double a quote that belongs to the text.", rule="csv")
        else:
            end = line.find(",", column)
            end = len(line) if end < 0 else end
            cell = _cell(line[column:end], file, number + 1, column + 1)
            quote = line.find('"', column, end)
            if quote >= 0:
                problems.add(Place(file.name, number + 1, quote + 1), "a quote inside a cell that does not begin with one.",
                             "Put the whole cell in double quotes and double this one.", rule="csv")
        row.append(cell)
        if end >= len(line):
            return row, number + 1
        column = end + 1


def _quoted_cell(file: File, lines: list[str], number: int, column: int, problems: Problems) -> tuple[Text, int, int]:
    """The cell whose opening quote is at `column`, the number of the line where it ends, and the column after it."""
    first, opening = number, column
    pieces: list[str] = []
    column += 1
    while True:
        line = lines[number]
        closing = line.find('"', column)
        if closing < 0:
            pieces.append(line[column:])
            if number + 1 >= len(lines):
                problems.add(Place(file.name, first + 1, opening + 1), "this quote is never closed.",
                             "Close it with another double quote.", rule="csv")
                return Text("".join(pieces), file, first + 1, opening + 1, ","), number, len(line)
            pieces.append("\n")
            number, column = number + 1, 0
        elif line.startswith('""', closing):
            pieces.append(line[column : closing + 1])
            column = closing + 2
        else:
            pieces.append(line[column:closing])
            return Text("".join(pieces), file, first + 1, opening + 1, ","), number, closing + 1
