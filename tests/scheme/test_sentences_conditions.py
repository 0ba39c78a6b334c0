"""Conditions as sentences: known answers, and that conditions which differ are told differently."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinyong.scheme import read_scheme
from xinyong.scheme.names import conditions
from xinyong.scheme.sentences.conditions import Conditions
from xinyong.scheme.sentences.tongue import Tongue
from xinyong.scheme.when import Among, Arithmetic, Both, Call, Compare, Name, Not, Number, Truth, parse, written

SCHOOL = read_scheme(Path(__file__).parent / "good" / "school")


def told(text: str, lang: str = "en", of: str = "person") -> str:
    tongue = Tongue(lang)
    return Conditions(SCHOOL, tongue, tongue.who(of)).text(parse(text))


@pytest.mark.parametrize(("text", "en", "zh"), [
    ("age >= 6 and enrolled == yes", "the person is 6 or older and “enrolled”", "本人年满6周岁且属于“enrolled”"),
    ("age < 10", "the person is under 10", "本人未满10周岁"),
    ("kind == organisation", "the person is an organisation", "本人是组织"),
    ("enrolled == no", "the person is not “enrolled”", "本人不属于“enrolled”"),
    ("year != 2", "the person's year is not 2", "本人的“year”不为2"),
    ("hukou in (rural, urban)", "the person's hukou is “rural” or “urban”", "本人的“hukou”为“rural”或“urban”"),
    ("amount > 500 and amount <= 2000", "the amount is above 500 and at most 2,000", "数量超过500且不超过2,000"),
    ("points < -40", "the record takes more than 40 points", "记录扣分超过40分"),
    ("points >= 0", "the record takes no points", "记录不扣分"),
    ("grade < b", "the person has a worse grade than B", "本人等级低于乙"),
    ("grade in (b, c)", "the person has the grade B or C", "本人等级为乙或丙"),
    ("grade >= a and library >= 10", "the person has the grade A or better and the score “Library card” (library) is at least 10",
     "本人等级为甲或以上且积分“Library card”（library）不低于10"),
    ("has(late)", "a record of “Comes late” (late) counts", "有仍有效的“迟到”（late）记录"),
    ("not has(late, within=2 years)", "no record of “Comes late” (late) was entered within the last 2 years", "最近2年内没有“迟到”（late）记录"),
    ("count(bad, within=12 months) >= 3", "at least 3 bad records were entered within the last year", "最近1年内失信记录不少于3条"),
    ("count(late) == 1", "exactly 1 record of “Comes late” (late) counts", "有效的“迟到”（late）记录恰为1条"),
    ("sum(bad) <= -30", "the points of all bad records that count together are at most -30", "有效的失信记录分值之和不超过-30"),
    ("on(watch) and told(watch)", "the person is on “Watch list” (watch) and has come to know of “Watch list” (watch)",
     "本人在“关注名单”（watch）上且知悉“关注名单”（watch）"),
    ("not denied(trips) or denied >= 2", "the person is not denied “trips” or the number of measures that deny something is at least 2",
     "本人未被限制“trips”或限制类措施数不低于2"),
    ("spouse.on(watch) or representative.grade < b", "the spouse is on “Watch list” (watch) or the representative has a worse grade than B",
     "配偶在“关注名单”（watch）上或法定代表人等级低于乙"),
    ("no_score or not consented", "the person has no score or has not consented", "本人没有积分或未同意授权"),
    ("score >= 60 and (age < 10 or on(watch))", "the score is at least 60 and (the person is under 10 or on “Watch list” (watch))",
     "积分不低于60且（本人未满10周岁或在“关注名单”（watch）上）"),
    ("not (age < 10 and on(watch))", "it is not so that (the person is under 10 and on “Watch list” (watch))", "并非（本人未满10周岁且在“关注名单”（watch）上）"),
    ("3 * count(late) + sum(bad) > 4", "(3 × the number of records of “Comes late” (late) that count) + the points of all bad records that count together is above 4",
     "（3×有效的“迟到”（late）记录数）+有效的失信记录分值之和超过4"),
    ("other.grade == aa and other.score > 3", "the person has the grade aa in other and the score in other is above 3", "本人在“other”中等级为aa且“other”的积分超过3"),
    ("owes(debt) > 0 and overdue(debt) > 30", "the person owes “debt” and is more than 30 days overdue with “debt”", "本人尚欠“debt”且“debt”逾期超过30天"),
    ("2 * owes(debt) >= 100", "2 × what the person owes of “debt” is at least 100", "2×本人所欠“debt”不低于100"),
    ("true", "in every case", "在任何情形下"),
])
def test_known_sentences(text, en, zh):
    assert told(text) == en
    assert told(text, "zh") == zh


def test_whom_a_condition_is_about():
    assert told("on(watch)", of="organisation") == "the organisation is on “Watch list” (watch)"
    assert told("on(watch)", "zh", of="both") == "该主体在“关注名单”（watch）上"


def test_a_question_that_has_no_sentence_yet_stands_as_it_is_written():
    assert told("ratio(late, helping) and age > 3") == "‘ratio(late, helping)’ holds and the person is older than 3"


def test_every_condition_of_a_scheme_is_told():
    for condition in conditions(SCHOOL):
        for lang in ("en", "zh"):
            assert "‘" not in told(condition.text, lang)


# --- what differs is told differently ---------------------------------------------------------------------------------

_OPS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
_numbers = st.sampled_from([-40, -1, 0, 1, 2, 18]).map(Number)
_acts = st.sampled_from(["late", "cheating", "any", "bad"])
_windows = st.sampled_from([(), (("within", "24 months"),), (("within", "15 days"),)])
_roles = st.sampled_from([(), ("spouse",), ("head",)])
_calls = st.builds(lambda role, word, id, window: Call((*role, word), (id,), window), _roles, st.just("has"), st.sampled_from(["late", "cheating"]), _windows) \
    | st.builds(lambda role, word, id: Call((*role, word), (id,)), _roles, st.sampled_from(["on", "told"]), st.sampled_from(["watch", "honours"])) \
    | st.builds(lambda word, id: Call((word,), (id,)), st.sampled_from(["denied", "granted"]), st.sampled_from(["trips", "lunches"])) \
    | st.builds(lambda id: Call(("bears",), (id,)), st.sampled_from(["no-trip", "deposit"]))
_counts = st.builds(lambda role, word, id, window: Call((*role, word), (id,), window), _roles, st.sampled_from(["count", "sum"]), _acts, _windows)
_named = st.sampled_from(["score", "library", "gap_up", "gap_down", "amount", "severity", "lasts", "points", "denied", "granted"]).map(lambda name: Name((name,)))
_amounts = st.recursive(_numbers | _named | _counts, lambda part: st.builds(Arithmetic, st.sampled_from("+-*"), part, part), max_leaves=3)
_grades = st.sampled_from(["a", "b", "c"]).map(lambda id: Name((id,)))
_plain = st.builds(lambda role, op, grade: Compare(op, Name((*role, "grade")), grade), _roles, _OPS, _grades) \
    | st.builds(lambda grades: Among(Name(("grade",)), tuple(grades)), st.lists(_grades, min_size=2, max_size=3, unique=True)) \
    | st.builds(lambda role, op, n: Compare(op, Name((*role, "age")), n), _roles, _OPS, _numbers) \
    | st.builds(lambda role, op, value: Compare(op, Name((*role, "enrolled")), Name((value,))), _roles, st.sampled_from(["==", "!="]), st.sampled_from(["yes", "no", "soon"])) \
    | st.builds(Compare, _OPS, _amounts.filter(lambda tree: not isinstance(tree, Number)), _amounts) \
    | _calls | st.sampled_from([Name(("consented",)), Name(("no_score",)), Truth(True), Truth(False)])
_trees = st.recursive(_plain, lambda part: st.builds(Not, part) | st.builds(lambda op, parts: Both(op, tuple(parts)), st.sampled_from(["and", "or"]),
                                                                         st.lists(part, min_size=2, max_size=3)), max_leaves=4)


def _collide(trees) -> list[tuple[str, str, str]]:
    """Pairs of conditions that one sentence tells."""
    found = []
    for lang in ("en", "zh"):
        tongue, seen = Tongue(lang), {}
        tell = Conditions(SCHOOL, tongue, tongue.who("person")).text
        for tree in trees:
            text, code = tell(tree), written(tree)
            if seen.setdefault(text, code) != code:
                found.append((text, seen[text], code))
    return found


def test_parts_that_differ_are_told_differently():
    roles = ["", "spouse.", "head."]
    texts = [f"{role}{left} {op} {right}" for role in roles for left, rights in (("age", "0 1 18"), ("grade", "a b c"), ("enrolled", "yes no 3 soon"), ("score", "-1 0 60 library"))
             for op in ("==", "!=", "<", "<=", ">", ">=") for right in rights.split()]
    texts += [f"{left} {op} {right}" for left in ("points", "amount", "severity", "lasts", "gap_up", "gap_down", "denied", "granted", "library", "count(late)", "spouse.count(late)",
              "count(bad, within=1 year)", "count(bad, within=2 years)", "count(any)", "sum(any)", "sum(good, within=15 days)", "spouse.sum(good)", "2 * count(late) - 1", "2 * (count(late) - 1)",
              "amount - (severity - 1)", "amount - severity - 1") for op in ("==", "!=", "<", "<=", ">", ">=") for right in (-40, -1, 0, 1, 2)]
    texts += [f"{role}{word}" for role in roles for word in ("has(late)", "has(cheating)", "has(late, within=1 year)", "on(watch)", "on(honours)", "told(watch)", "told(late)", "consented", "no_score")]
    texts += ["denied(trips)", "granted(trips)", "denied(books)", "bears(deposit)", "bears(no-trip)", "grade in (a, b)", "grade in (b, c)", "grade in (a, b, c)", "hukou in (a, b)", "true", "false"]
    trees = [parse(text) for text in texts]
    assert _collide([*trees, *(Not(tree) for tree in trees)]) == []


def test_joined_conditions_that_differ_are_told_differently():
    plain = [parse(text) for text in ("age < 1", "age < 2", "on(watch)", "score > 3", "grade == a", "has(late)")]
    pairs = [Both(op, pair) for op in ("and", "or") for pair in permutations(plain, 2)]
    some = [*plain, *pairs[::3]]
    nested = [Both(op, (left, right)) for op in ("and", "or") for left in some for right in some]
    threes = [Both(op, three) for op in ("and", "or") for three in permutations(plain, 3)]
    within = [Both(op, (Not(left), right)) for op in ("and", "or") for left in some for right in plain]
    assert _collide([*plain, *pairs, *threes, *nested, *within, *(Not(tree) for tree in (*pairs, *within))]) == []


@settings(max_examples=200, deadline=None)
@given(_trees)
def test_any_condition_is_told_on_one_line_without_code(tree):
    for lang in ("en", "zh"):
        tongue = Tongue(lang)
        text = Conditions(SCHOOL, tongue, tongue.who("person")).text(tree)
        assert text.strip() == text and "\n" not in text and "‘" not in text
        assert text.count("(") == text.count(")") and text.count("（") == text.count("）")
