"""The warnings there are, and accepting one with a reason where it stands.

A comment `# accepts list-without-exit: the text gives no way out` on the warning's line, or on a line of its own above the rule, silences it.
Each warning has a page: docs/reference/warnings.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xinyong.errors import Problem
from xinyong.scheme.model import Place
from xinyong.scheme.problems import Problems

OF_SCHEMES = {
    "act-never-in-force": "The act's days lie outside those of its scheme.",
    "always-holds": "A list's ground or exception holds for everybody, always.",
    "defeats-nothing": "An exception that defeats no ground, since it can never hold.",
    "grade-never-reached": "A grade beyond the floor or the ceiling of its ledger.",
    "list-never-in-force": "The list's days lie outside those of its scheme.",
    "list-without-exit": "Whoever is on the list by this ground stays for ever.",
    "measure-before-notice": "A list that denies or burdens binds before anybody is told.",
    "measure-never-in-force": "The measure's days lie outside those of its scheme.",
    "measure-unreachable": "A measure for subjects that can never have the standing it asks for.",
    "misspelt-attribute": "A name that looks like one of the scheme's own words is taken for an attribute.",
    "remedy-never-in-force": "The remedy's days lie outside those of its scheme.",
    "never-holds": "A rule whose condition can never hold.",
    "rules-clash": "Two measures deny and grant the same thing to the same subjects.",
    "seen-long-ago": "A source that was last looked at more than a year ago.",
    "text-without-pin": "A figure from a text without the article it stands in.",
    "unused-group": "A group of acts that no act is in.",
    "unused-scale": "A scale that no act uses.",
    "unused-source": "A document on which no rule rests.",
}
OF_WORLDS = {
    "act-nobody-does": "An act for one kind of subject, of conduct of the other.",
    "act-nobody-sees": "An act whose channel sees nothing in this world.",
    "agreement-without-giver": "An agreement with a scheme that is not in force in this world.",
    "changes-nothing": "A variant, or a line of it, that changes nothing.",
    "conduct-without-rate": "An act whose conduct nobody does in this world.",
    "thing-without-want": "A measure on a thing that nobody wants in this world.",
    "unused-office": "An office at which no remedy is decided.",
}
OF_LIVES = {
    "no-way-out": "A life runs into a standing that nothing it can do ends.",
    "no-way-out-without-money": "A life runs into a standing that only money ends.",
}
OF_CLOSED_LISTS = {
    "act-outside-list": "A bad record that no kind of the national catalog covers, in force since that is closed.",
    "measure-outside-list": "A measure that no kind of the national list covers, in force since that is closed.",
}
WARNINGS = OF_SCHEMES | OF_WORLDS | OF_LIVES | OF_CLOSED_LISTS | {"accepts-nothing": "A comment that accepts a warning which is not given."}

_COMMENT = re.compile(r"#\s*accepts\s+(?P<id>[a-z-]+)\s*(?::\s*(?P<why>\S.*?))?\s*$")


def accept(problems: Problems, texts: Mapping[str, str], given: Mapping[str, str], *, complain: bool = True) -> None:
    """Take out the warnings that comments in the files accept. `texts`: by the names errors use. `given`: the warnings that this check gives.

    With `complain`, a comment without a reason or for an unknown warning is an error, one that accepts nothing is a warning.
    """
    for file, text in texts.items():
        if "accepts" not in text:
            continue
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            found = _COMMENT.search(line)
            if not found:
                continue
            place = Place(file, number, found.start() + 1)
            if complain and found["id"] not in WARNINGS:
                problems.add(place, f"accepts: there is no warning {found['id']}.", problems.suggest(found["id"], WARNINGS) or "See docs/reference/warnings.md.",
                             rule="accepts")
            elif complain and not found["why"]:
                problems.add(place, f"accepts {found['id']}: no reason is given.", f"Write # accepts {found['id']}: why.", rule="accepts")
            elif found["id"] in given and not _silence(problems, file, _rule_line(lines, number), found["id"]) and complain:
                problems.warn(place, f"accepts {found['id']}: no such warning is given here.", "Delete the comment, or move it to the line of the warning.",
                              rule="accepts-nothing")


def _rule_line(lines: list[str], number: int) -> int:
    """The line that a comment speaks of: its own, or the first below it that is more than a comment."""
    while number < len(lines) and lines[number - 1].lstrip().startswith("#"):
        number += 1
    return number


def _silence(problems: Problems, file: str, line: int, id: str) -> bool:
    def meant(p: Problem) -> bool:
        return p.is_warning and (p.file, p.line, p.rule) == (file, line, id)
    before = len(problems.found)
    problems.found = [p for p in problems.found if not meant(p)]
    return len(problems.found) < before
