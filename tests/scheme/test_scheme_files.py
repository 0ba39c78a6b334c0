"""Files as they come: odd encodings, line ends, sizes; folders that are none; too many problems."""

import shutil
from pathlib import Path

import pytest

from xinyong.errors import SchemeError
from xinyong.scheme.builtin import builtin_schemes, find_scheme, scheme_folder
from xinyong.scheme.problems import MAX_PROBLEMS, Problems
from xinyong.scheme.read import check_scheme, read_scheme, read_scheme_files
from xinyong.scheme.source import read_csv

SCHOOL = Path(__file__).parent / "good" / "school"


@pytest.fixture
def school(tmp_path):
    return Path(shutil.copytree(SCHOOL, tmp_path / "school", ignore=shutil.ignore_patterns("notions.yaml")))


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in check_scheme(folder, name="school")[1]]


def test_a_byte_that_is_no_text(school):
    (school / "lists.yaml").write_bytes("a: 好\nb: 校".encode() + b"\xff\n")
    assert told(school) == ["school/lists.yaml:2:5: not UTF-8: byte 0xff. Save the file as UTF-8."]


def test_line_ends_and_a_mark_of_other_systems_change_nothing(school):
    before = read_scheme(school, name="school")
    for path in (*school.glob("*.*"), *school.glob("tests/*")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = read_scheme(school, name="school")
    assert (after.acts, after.lists, after.measures, after.remedies, after.cases) == (
        before.acts, before.lists, before.measures, before.remedies, before.cases)


def test_a_file_cut_off_within_a_folded_text(school):
    """The last line ends the file: what is missing is told behind it."""
    text = (school / "lists.yaml").read_text()
    cut = text[:text.index("when:") + len("when:")] + " >"
    (school / "lists.yaml").write_text(cut)
    line, column = cut.count("\n") + 1, len(cut) - cut.rindex("\n")
    assert f"school/lists.yaml:{line}:{column}: when: expected a name, a number or '(', found the end of the condition." in told(school)


def test_a_file_too_large(school):
    (school / "README.md").write_text("x" * 2_000_000)     # no rule file
    (school / "lists.yaml").write_text("# " + "x" * 1_000_000)
    assert told(school)[0] == "school/lists.yaml:1:1: the file has 1,000,001 bytes; a rule file has at most 1,000,000. Split it."


def test_a_folder_too_large(school):
    for number in range(4):
        (school / "tests" / f"more-{number}.yaml").write_text("# " + "x" * 900_000)
    (problem,) = told(school)
    assert problem.startswith("school/scheme.yaml:1:1: the files have 3,6") and problem.endswith("at most 3,000,000. Split it.")


def test_too_many_values(school):
    (school / "lists.yaml").write_text("a: [" + "1," * 100_000 + "]\n")
    assert told(school) == ["school/lists.yaml:1:199999: more than 100,000 values in one file. Split it."]


def test_too_many_rows():
    problems = Problems()
    rows = read_csv("m.csv", b"id,of\n" + b"a,b\n" * 10_001, problems, columns=("id", "of"))
    assert len(rows) == 10_000
    assert [str(problem) for problem in problems.found] == ["m.csv:10002:1: more than 10,000 rows in one file. Split it."]


def test_a_file_that_cannot_be_read(school):
    (school / "lists.yaml").unlink()
    (school / "lists.yaml").mkdir()
    assert told(school) == ["school/lists.yaml:1:1: the file cannot be read: Is a directory."]


def test_the_last_problem_says_how_many_more(school):
    (school / "acts.csv").write_text((SCHOOL / "acts.csv").read_text() + "Bad Id,,,,,,,,,,,,,,,,,,,,,,\n" * 200)
    found = check_scheme(school, name="school")[1]
    assert len(found) == MAX_PROBLEMS + 1
    assert "more problems are not shown. Mend these first." in str(found[-1])


def test_an_empty_file_is_one_without_fields(school):
    (school / "lists.yaml").write_text("# nothing\n")
    assert any("no such list: watch" in problem for problem in told(school))
    (school / "scheme.yaml").write_text("")
    assert "school/scheme.yaml:1:1: id: missing. A scheme needs it." in told(school)


@pytest.mark.parametrize("text, message", [
    ("- a\n", "expected the fields of a scheme, found a list. Begin with 'id: ...'."),
    ("scheme\n", "expected the fields of a scheme, found 'scheme'. Begin with 'id: ...'."),
])
def test_what_is_no_scheme(school, text, message):
    (school / "scheme.yaml").write_text(text)
    assert told(school) == [f"school/scheme.yaml:1:1: {message}"]


def test_other_files_that_hold_something_else(school):
    (school / "sources.yaml").write_text("- RULES\n")
    (school / "lists.yaml").write_text("watch\n")
    (school / "tests" / "merit.yaml").write_text("name: x\n")
    assert told(school) == [
        "school/lists.yaml:1:1: lists: expected names and what they stand for, found 'watch'. Write each as `id: {...}`.",
        "school/sources.yaml:1:1: expected documents by id, found a list. Write each as `ID: {title: ...}`.",
        "school/tests/merit.yaml:1:1: expected a list of worked cases, found a mapping. Begin each with '- name: ...'."]


def test_no_such_folder():
    assert told(Path("nowhere")) == ["school:1:1: no such folder. Name a folder that holds scheme.yaml."]
    with pytest.raises(SchemeError, match="no such scheme") as raised:
        find_scheme("rongchen")
    assert str(raised.value) == "rongchen: no such scheme or folder. Did you mean rongcheng?"


def test_a_scheme_from_what_a_run_keeps_is_the_same():
    for name in builtin_schemes():
        scheme = find_scheme(name)
        again = read_scheme_files(scheme.text, name=scheme.folder, id=scheme.id)
        assert again == scheme


@pytest.mark.parametrize("name", builtin_schemes())
def test_every_built_in_scheme_checks_without_warnings(name):
    folder, shown = scheme_folder(name)
    assert check_scheme(folder, name=shown)[1] == []
