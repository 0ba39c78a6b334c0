"""Every command and every output of the tutorials is true."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from runner import Reader, Step, steps

PAGES = sorted((Path(__file__).parents[2] / "docs" / "tutorial").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_is_true(page, tmp_path):
    found, reader = steps(page.read_text(encoding="utf-8")), Reader(tmp_path)
    assert sum(bool(step.command) for step in found) > 5
    wrong = [told for step in found if (told := reader.take(step))]
    assert not wrong, "\n\n".join([str(page), *wrong])


@pytest.mark.parametrize(("expected", "printed", "fits"), [
    ("one\ntwo", "one\ntwo", True), ("one\ntwo", "one\ntwo\nthree", False), ("one\n...\nfour", "one\ntwo\nthree\nfour", True), ("one\n...", "one\ntwo\nthree", True),
    ("one\n...\nfour", "one\ntwo", False), ("took … s.", "took 1.5 s.", True), ("took … s.", "took 1.5 h.", False), ("...\nend", "end", True),
    ("001023196710077807 x", "000514193506288777 x", True), ("001023196710077807 001023196710077807", "000514193506288777 001023196710077808", False)])
def test_what_fits(expected, printed, fits, tmp_path, monkeypatch):
    reader = Reader(tmp_path)
    monkeypatch.setattr(reader, "run", lambda command: printed + "\n")
    assert (reader.take(Step(1, expected, command="x")) == "") is fits


def test_a_code_once_met_stands_for_itself(tmp_path, monkeypatch):
    reader, asked = Reader(tmp_path), []
    monkeypatch.setattr(reader, "run", lambda command: asked.append(command) or "000514193506288777\n")
    assert not reader.take(Step(1, "001023196710077807", command="first")) and not reader.take(Step(2, "001023196710077807", command="then 001023196710077807"))
    assert asked == ["first", "then 000514193506288777"]
