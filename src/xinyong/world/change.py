"""One change of a variant: a path through the nodes of a rule file, and the value it puts there.

Changes are made to nodes before any reader interprets them. So a changed rule is read and checked like a written one, and what is wrong
with it is told at the variant's line. What a change cannot find, it says itself.
"""

from __future__ import annotations

from xinyong.scheme import values
from xinyong.scheme.model import FOREVER, Place
from xinyong.scheme.problems import Problems, shown
from xinyong.scheme.source import Mapping, Node, Sequence, Text

DROP = "drop"
_DATED_ROWS = frozenset({"acts", "measures", "channels"})
_DATED_RULES = frozenset({"lists", "remedies"})
_HISTORIES = (("ledgers", "*", "start"), ("ledgers", "*", "floor"), ("ledgers", "*", "ceiling"), ("ledgers", "*", "repeat"),
              ("grades", "bands"), ("consent",))
_OPTIONAL_HISTORIES = ("floor", "ceiling", "repeat")


class Missing(Exception):
    """A path that does not lead anywhere: the step that is not there, what there is, and why."""

    def __init__(self, step: int, known=(), message: str = "", hint: str = ""):
        super().__init__(message)
        self.step, self.known, self.message, self.hint = step, tuple(known), message, hint


class Change:
    """A path, its value, and from which day (None: always) it holds."""

    def __init__(self, path: Text, value: Node, day: int | None):
        self.path, self.value, self.day = path, value, day
        self.steps = tuple(path.value.split("."))
        self.applied = self.altered = False

    def place(self, step: int) -> Place:
        """Where a step of the path stands."""
        return self.path.at(sum(len(each) + 1 for each in self.steps[:step]))

    @property
    def drops(self) -> bool:
        return isinstance(self.value, Text) and self.value.value == DROP and not self.value.style

    def step(self, at: int) -> Text:
        """A step of the path as a key that knows its place in the variant."""
        place = self.place(at)
        return Text(self.steps[at], self.path.file, place.line, place.column, self.path.style)

    def wrong(self, missing: Missing, problems: Problems) -> None:
        """Tell that a path leads nowhere."""
        step = min(missing.step, len(self.steps) - 1)
        if missing.message:
            problems.add(self.place(step), f"{self.path.value}: {missing.message}", missing.hint, rule="variant")
            return
        known = missing.known
        hint = problems.suggest(self.steps[step], known)
        if not hint and 0 < len(known) <= 12:
            hint = f"Known: {', '.join(known)}."
        before = ".".join(self.steps[:step]) or "the world"
        problems.add(self.place(step), f"{shown(self.path.value, 80)}: {before} has no {shown(self.steps[step])}.",
                     hint or "Correct the path.", rule="variant")

    # ---- applying

    def apply(self, root: Node | list[Mapping], start: int, part: str, first: int) -> None:
        """Change a file's nodes. `start`: the step at which the path enters the file; `part`: which file; `first`: when its rules begin."""
        if isinstance(root, list):
            self._rows(root, start, part, first)
        elif self.day is None or self.steps[start : start + 1] == ("transitions",):
            self._put(root, start)
        elif part in _DATED_RULES:
            self._dated_rule(root, start, part)
        else:
            self._dated(root, start, first)
        self.applied = True

    def _rows(self, rows: list[Mapping], start: int, part: str, first: int) -> None:
        """Change all versions of a row; from a day on: split the version that holds then."""
        ids = tuple(dict.fromkeys(name for row in rows for name in _names(row)))
        if start >= len(self.steps) or self.steps[start] not in ids:
            raise Missing(start, ids)
        if len(self.steps) > start + 2:
            raise Missing(start + 2, message="a cell has no parts.", hint="End the path at the column.")
        column = self.steps[start + 1] if len(self.steps) > start + 1 else ""
        if not column and not self.drops:
            raise Missing(start, message="which column?", hint="Write COLUMN after the id, or `drop` as the value to remove the row.")
        if column and not isinstance(self.value, Text):
            raise Missing(start + 1, message="a cell holds one value.", hint="Write it on one line.")
        if self.day is not None and part not in _DATED_ROWS:
            raise Missing(start, message="this file's rows have no dates, so nothing changes on a day.",
                          hint="Leave out `from`.")
        kept: list[Mapping] = []
        for row in rows:
            kept += self._versions(row, column, start, first) if self.steps[start] in _names(row) else [row]
        rows[:] = kept

    def _versions(self, row: Mapping, column: str, start: int, first: int) -> list[Mapping]:
        """What becomes of one row."""
        begins, ends = _day_of(row, "from", first), _day_of(row, "to", FOREVER)
        if self.day is not None and ends <= self.day:
            return [row]
        if column and not self._differs(row.items.get(column)):
            return [row]
        self.altered = True
        later = row
        before: list[Mapping] = []
        if self.day is not None and begins < self.day:
            earlier, later = _copied(row), _copied(row)
            self._set(earlier, "to", self._dated_text())
            self._set(later, "from", self._dated_text())
            before = [earlier]
        if not column:
            return before
        if self.drops:
            later.keys.pop(column, None)
            later.items.pop(column, None)
        else:
            later.keys[column] = self.step(start + 1)
            later.items[column] = self.value
        return [*before, later]

    def _set(self, node: Mapping, key: str, value: Text) -> None:
        node.keys[key] = Text(key, value.file, value.line, value.column)
        node.items[key] = value

    def _dated_text(self) -> Text:
        return Text(str(values.date(self.day)), self.path.file, self.path.line, self.path.column)

    def _differs(self, old: Node | None) -> bool:
        return old is not None if self.drops else old is None or _plain(old) != _plain(self.value)

    def _put(self, node: Node, at: int) -> None:
        """Put the value at the path's end, below `node`; under a history in every version of it."""
        step, last = self.steps[at], at == len(self.steps) - 1
        if isinstance(node, Text):
            raise Missing(at, message=f"{self.steps[at - 1]} is one value and has no parts.", hint="End the path there.")
        if isinstance(node, Mapping) and step not in node.items and _is_history(node) and not values.is_day(step):
            for version in node.items.values():
                self._put(version, at)
            return
        key = step if isinstance(node, Mapping) else _index(node, step, at)
        if not last:
            if isinstance(node, Mapping) and key not in node.items:
                raise Missing(at, node.items)
            self._put(node.items[key], at + 1)
            return
        old = node.items.get(key) if isinstance(node, Mapping) else node.items[key]
        if self.drops and old is None:
            raise Missing(at, node.items)
        self.altered = self.altered or self._differs(old)
        if self.drops:
            del node.items[key]
            if isinstance(node, Mapping):
                del node.keys[key]
        else:
            if isinstance(node, Mapping):
                node.keys[key] = self.step(at)
            node.items[key] = self.value

    # ---- from a day on

    def _dated_rule(self, root: Mapping, start: int, part: str) -> None:
        """Lists and remedies have one version; they can only end on a day."""
        if start >= len(self.steps) or self.steps[start] not in root.items:
            raise Missing(start, root.items)
        if len(self.steps) > start + 1 or not self.drops:
            raise Missing(start, message=f"{part} have one version each, so they cannot change on a day.",
                          hint="Leave out `from`; or write `drop` to end it that day.")
        rule = root.items[self.steps[start]]
        if isinstance(rule, Mapping):
            self.altered = _day_of(rule, "to", FOREVER) > self.day
            if self.altered:
                self._set(rule, "to", self._dated_text())

    def _dated(self, root: Mapping, start: int, first: int) -> None:
        """Change a history of scheme.yaml from a day on."""
        path = self.steps[start:]
        pattern = next((p for p in _HISTORIES if len(path) >= len(p) and all(a in ("*", b) for a, b in zip(p, path))), None)
        if pattern is None:
            raise Missing(start, message="this value has no dates, so it cannot change on a day.", hint="Leave out `from`.")
        holder: Node = root
        for at in range(start, start + len(pattern) - 1):
            if not isinstance(holder, Mapping) or self.steps[at] not in holder.items:
                raise Missing(at, getattr(holder, "items", ()))
            holder = holder.items[self.steps[at]]
        at = start + len(pattern) - 1
        if not isinstance(holder, Mapping):
            raise Missing(at)
        before = _plain(holder)
        self._split(holder, at, first)
        self.altered = self.altered or _plain(holder) != before
        if pattern != ("consent",) and self.altered and self.day > first:
            self._transition(root)

    def _split(self, holder: Mapping, at: int, first: int) -> None:
        """Give a history a version from the day on, and change that and all later ones."""
        name, day = self.steps[at], str(values.date(max(self.day, first)))
        last = at == len(self.steps) - 1
        history = holder.items.get(name)
        if history is None:
            if self.drops or not last:
                raise Missing(at, holder.items)
            history = Mapping(self.path.place)
        elif not _is_history(history):
            dated = Mapping(history.place)
            key = str(values.date(max(first, 0)))
            dated.keys[key] = Text(key, self.path.file, self.path.line, self.path.column)
            dated.items[key] = history
            history = dated
        else:
            history = _copied(history)
        held = max((key for key in history.items if key <= day), default=None)
        if held is None and not last:
            raise Missing(at, message=f"nothing holds there on {day}.", hint="Choose a later day.")
        value = self.value
        if self.drops and last:
            if name not in _OPTIONAL_HISTORIES:
                raise Missing(at, message="it must have a value.", hint="Write one.")
            value = Text("none", self.path.file, self.path.line, self.path.column)
        if last and held is not None and _plain(history.items[held]) == _plain(value) and all(key <= day for key in history.items):
            return
        if day not in history.items:
            history.keys[day] = Text(day, self.path.file, self.path.line, self.path.column)
            history.items[day] = value if last else _copied(history.items[held])
        for key in [key for key in history.items if key >= day]:
            if last:
                history.items[key] = value
            else:
                history.items[key] = _copied(history.items[key])
                self._put(history.items[key], at + 1)
        if not last and not self.altered:
            return
        if name not in holder.keys:
            holder.keys[name] = self.step(at)
        holder.items[name] = history

    def _transition(self, root: Mapping) -> None:
        """Live records are kept on the day, unless the scheme or the variant says otherwise."""
        day = str(values.date(self.day))
        found = root.items.get("transitions")
        if not isinstance(found, Mapping):
            found = Mapping(self.path.place)
            root.keys["transitions"] = Text("transitions", self.path.file, self.path.line, self.path.column)
            root.items["transitions"] = found
        if day not in found.items:
            self._set(found, day, Text("keep", self.path.file, self.path.line, self.path.column))


# --- nodes ------------------------------------------------------------------------------------------------------------

def _names(row: Mapping) -> list[str]:
    """What a path may call a row: its id and, where it is of one place, `ID@PLACE`."""
    id, place = (row.items[key].value if isinstance(row.items.get(key), Text) else "" for key in ("id", "place"))
    return [name for name in (id, f"{id}@{place}" if id and place else "") if name]


def _index(node: Sequence, step: str, at: int) -> int:
    """Which item of a list a step means: by its id, or by its number from 1."""
    ids = {}
    for index, item in enumerate(node.items):
        name = next((item.items[key].value for key in ("id", "scheme") if isinstance(item, Mapping)
                     and isinstance(item.items.get(key), Text)), None)
        ids.setdefault(name.rstrip("/").rsplit("/", 1)[-1] if name else item.value if isinstance(item, Text) else "", index)
    if step in ids:
        return ids[step]
    if step.isascii() and step.isdigit() and 1 <= int(step) <= len(node.items):
        return int(step) - 1
    known = [name for name in ids if name] or [str(n) for n in range(1, len(node.items) + 1)]
    raise Missing(at, known)


def _is_history(node: Node) -> bool:
    return isinstance(node, Mapping) and bool(node.items) and all(values.is_day(key) for key in node.items)


def _day_of(node: Mapping, key: str, default: int) -> int:
    """A day written in a row or rule; what is unreadable is the readers' to tell."""
    value = node.items.get(key)
    try:
        return values.day(value.value) if isinstance(value, Text) else default
    except values.Unreadable:
        return default


def _copied(node: Node) -> Node:
    """A copy that can be changed without changing the original; texts are shared, nobody writes in them."""
    if isinstance(node, Mapping):
        made = Mapping(node.place)
        made.keys, made.spots = dict(node.keys), node.spots
        made.items = {key: _copied(item) for key, item in node.items.items()}
        return made
    if isinstance(node, Sequence):
        made = Sequence(node.place)
        made.items = [_copied(item) for item in node.items]
        return made
    return node


def _plain(node: Node):
    """What a node says, without where."""
    if isinstance(node, Mapping):
        return {key: _plain(item) for key, item in node.items.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return node.value


