"""Whatever the format can say has its sentence: each field of the model is read by some notion, each word of conditions has its words."""

import ast
from dataclasses import fields, is_dataclass
from pathlib import Path

import xinyong.scheme.sentences as sentences
from xinyong.scheme import model, names, read_scheme
from xinyong.scheme.sentences.conditions import Conditions
from xinyong.scheme.sentences.tongue import Tongue
from xinyong.scheme.when import parse

SCHOOL = read_scheme(Path(__file__).parent / "good" / "school")
NOT_TOLD = {"place", "bases", "cases", "text", "folder", "line", "column", "file"}
"""Where something stands and what files hold: no part of what the rules say."""
NO_RULE = {"Case", "Place", "History", "Span"}


def _read() -> set[str]:
    """Every name that the sentences read of something, or name in text."""
    found = set()
    for path in Path(sentences.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_field_of_a_rule_is_told():
    read = _read()
    untold = [f"{name}.{each.name}" for name, shape in vars(model).items() if is_dataclass(shape) and isinstance(shape, type) and name not in NO_RULE
              for each in fields(shape) if each.name not in NOT_TOLD | read]
    assert untold == [], "write how it is said in scheme/sentences/notions"


def test_every_word_of_conditions_is_told():
    argument = {"has": "late", "on": "watch", "told": "watch", "bears": "deposit", "denied": "trips", "granted": "trips", "count": "late", "sum": "late"}
    texts = [f"{name} > 3" for name in (*names._NUMBERS, *names.JUDGED)] + list(names._TRUTHS)
    texts += [f"{word}({argument.get(word, 'late')}){' > 3' if kind == 'number' else ''}" for word, kind in names._CALLS.items()]
    texts += [f"told(watch, {notice})" for notice in names.NOTICES]
    for lang in ("en", "zh"):
        tongue = Tongue(lang)
        for text in texts:
            told = Conditions(SCHOOL, tongue, tongue.who("person")).text(parse(text))
            assert "‘" not in told, f"{text}: {told}"
