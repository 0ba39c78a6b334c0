"""The language of `when:`: what binds how, writing and reading back, and the kernel's reading of it against a plain one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinyong.record.cases import Letter
from xinyong.scheme.read import read_scheme
from xinyong.scheme.truth import holds
from xinyong.scheme.when import (
    Among,
    Arithmetic,
    Both,
    Call,
    Compare,
    Name,
    Not,
    Number,
    Truth,
    WhenError,
    parse,
    written,
)

SCHOOL = Path(__file__).parent / "good" / "school"
age, score = Name(("age",)), Name(("score",))


@pytest.mark.parametrize("text, tree", [
    ("age < 18 or score > 5 and true", Both("or", (Compare("<", age, Number(18)), Both("and", (Compare(">", score, Number(5)), Truth(True)))))),
    ("(age < 18 or score > 5) and true", Both("and", (Both("or", (Compare("<", age, Number(18)), Compare(">", score, Number(5)))), Truth(True)))),
    ("not age < 18 and true", Both("and", (Not(Compare("<", age, Number(18))), Truth(True)))),
    ("not (age < 18 and true)", Not(Both("and", (Compare("<", age, Number(18)), Truth(True))))),
    ("not not true", Not(Not(Truth(True)))),
    ("age + 2 * score - 3 < 7", Compare("<", Arithmetic("-", Arithmetic("+", age, Arithmetic("*", Number(2), score)), Number(3)), Number(7))),
    ("age - (score - 3) == -7", Compare("==", Arithmetic("-", age, Arithmetic("-", score, Number(3))), Number(-7))),
    ("age-band == 18-59", Compare("==", Name(("age-band",)), Name(("18-59",)))),
    ("- age < 0", Compare("<", Arithmetic("-", Number(0), age), Number(0))),
    ("age in (1, -2) or spouse.on(watch)", Both("or", (Among(age, (Number(1), Number(-2))), Call(("spouse", "on"), ("watch",))))),
    ("count(court.late, within=24 months) >= 2", Compare(">=", Call(("count",), ("court.late",), (("within", "24 months"),)), Number(2))),
])
def test_what_binds_how(text, tree):
    assert parse(text) == tree


names = st.sampled_from(["amount", "severity", "lasts"])
numbers = st.integers(-999_999_999, 999_999_999).map(Number)
small = st.integers(-12, 12).map(Number)


def sums(leaves):
    return st.recursive(leaves, lambda part: st.builds(Arithmetic, st.sampled_from("+-*"), part, part), max_leaves=4)


def trees(leaf, number):
    comparisons = st.one_of(
        st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), leaf, number),
        st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.just(Name(("age",))), st.integers(6, 14).map(Number)),
        st.builds(Among, leaf, st.lists(small, min_size=1, max_size=4).map(tuple)), st.builds(Truth, st.booleans()))
    return st.recursive(comparisons, lambda part: st.one_of(
        st.builds(Not, part), st.builds(Both, st.sampled_from(["and", "or"]), st.lists(part, min_size=2, max_size=3).map(tuple))), max_leaves=8)


words = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,3})?", fullmatch=True).filter(lambda w: w not in ("and", "or", "not", "in", "true", "false"))
paths = st.lists(words, min_size=1, max_size=3).map(tuple)
calls = st.builds(Call, paths, st.lists(words, max_size=2).map(tuple), st.sampled_from([(), (("within", "24 months"),), (("within", "3 years"),)]))


@settings(max_examples=400, deadline=None)
@given(trees(sums(st.one_of(numbers, paths.map(Name), calls)), sums(st.one_of(numbers, paths.map(Name)))))
def test_what_is_written_is_read_back(tree):
    text = written(tree)
    try:
        again = parse(text)
    except WhenError as error:
        assert "the most is 2000" in error.message     # a large tree makes a long text
        return
    assert written(again) == text
    assert flat(again) == flat(tree)


def flat(tree):
    """Nested `and` in `and` says the same as one `and`; nothing else may differ."""
    match tree:
        case Both(op, parts):
            parts = [flat(part) for part in parts]
            return Both(op, tuple(each for part in parts for each in (part.parts if isinstance(part, Both) and part.op == op else (part,))))
        case Not(of):
            return Not(flat(of))
        case Compare(op, left, right):
            return Compare(op, flat(left), flat(right))
        case _:
            return tree


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(trees(sums(names.map(lambda name: Name((name,)))), sums(small)), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)),
                min_size=20, max_size=60), st.integers(6, 14))
def test_the_kernel_reads_it_as_written(tmp_path_factory, asked, years):
    """Each condition guards an act of its own conduct; it is entered exactly where the condition holds."""
    folder = Path(shutil.copytree(SCHOOL, tmp_path_factory.mktemp("when") / "school"))
    (folder / "tests" / "notions.yaml").unlink()
    rows = [f'act-{i},Act,,person,conduct-{i},"{written(tree)}",teacher,merit,,,,,,,1 year,,,text RULES art. 1,,,,,' for i, (tree, *_) in enumerate(asked)]
    (folder / "acts.csv").write_text((folder / "acts.csv").read_text() + "\n".join(rows) + "\n")
    script = "".join(f"    - 2020-03-05 do conduct-{i} amount={a} severity={s} lasts={n}\n" for i, (_, a, s, n) in enumerate(asked))
    (folder / "tests" / "merit.yaml").write_text(
        f'- name: all\n  subject: {{age: {years}, enrolled: "yes"}}\n  script:\n{script}  expect: {{2020-03-05: {{records: 0}}}}\n')
    scheme = read_scheme(folder)
    (life,) = Letter(scheme).live_all()
    entered = {scheme.acts[row[3]].id for row in life.trace.tolist() if row[1] == 3}
    assert entered == {f"act-{i}" for i, (tree, a, s, n) in enumerate(asked)
                       if holds(tree, {"amount": a, "severity": s, "lasts": n, "age": years})}
