"""Conditions as clauses of a sentence: `age >= 18 and on(watch)` is "the person is 18 or older and is on “Watch list” (watch)".

A tree becomes a clause of a subject and what is said of it, so that what is said of one subject is joined: one function for each form of
tree, one row of a table for each name or question that the language knows (scheme/names.py). Trees that differ are told differently.
"""

from __future__ import annotations

from dataclasses import dataclass

from xinyong.scheme import values
from xinyong.scheme.model import Label, Scheme
from xinyong.scheme.names import ROLES
from xinyong.scheme.sentences.tongue import Tongue
from xinyong.scheme.when import Among, Arithmetic, Both, Call, Compare, Name, Not, Number, Others, Truth, written

_OVER = {
    "household": ("person of the household", "all persons of the household", "户内自然人"), "business": ("firm of the household", "the firms of the household", "户内企业"),
    "head": ("head", "the heads", "户主"), "spouse": ("spouse", "the spouses", "配偶"), "child": ("child", "the children", "子女"),
    "parent": ("parent", "the parents", "父母"), "other": ("other member", "the other members", "其他成员"),
}
"""Whom any(), all(), number() and average() go through: one of them, several, in Chinese."""


@dataclass(frozen=True)
class Clause:
    """A subject ("" where the clause has none of its own) and what is said of it."""

    subject: str
    said: str

    def whole(self, tongue: Tongue) -> str:
        return f"{self.subject}{tongue(' ', '')}{self.said}" if self.subject else self.said


class Conditions:
    """Tells the conditions of one scheme in one language.

    who: whom a condition is about where it names nobody: `the person`.
    """

    def __init__(self, scheme: Scheme, tongue: Tongue, who: str):
        self.scheme, self.tongue, self.who = scheme, tongue, who
        self.shown = {act.id: act.label for act in reversed(scheme.acts)}
        self.lists = {rule.id: rule.label for rule in scheme.lists}
        self.owed = {owed.id: owed.label for owed in scheme.obligations.values()}
        self.measures = {rule.id: rule.label for rule in scheme.measures}
        self.grades: dict[str, Label] = {}
        for _, bands in scheme.grades.bands.values if scheme.grades else ():
            self.grades |= {band.id: band.label for band in bands}

    def text(self, tree) -> str:
        """A tree as a clause."""
        return self.clause(tree).whole(self.tongue)

    def clause(self, tree) -> Clause:
        t = self.tongue
        match tree:
            case Truth(value):
                return Clause("", t("in every case", "在任何情形下") if value else t("in no case", "在任何情形下都不"))
            case Both(op, parts):
                return self._both(op, parts)
            case Not(of):
                return self._not(of)
            case Compare(op, left, right):
                return self._compare(op, left, right)
            case Among(item, among):
                return self._among(item, among)
            case Call():
                return self._question(tree, True)
            case Name():
                return self._truth(tree, True)
            case Others("any" | "all"):
                return self._others(tree)
        return Clause("", self.amount(tree))

    # ---- forms

    def _both(self, op: str, parts) -> Clause:
        """`and` and `or`; what binds otherwise within stands in parentheses. What is said of one subject names it once."""
        t = self.tongue
        said, subject, verb = "", "", ""
        for part in parts:
            inner = isinstance(part, Both)
            clause = self.clause(part)
            text = t(f"({clause.whole(t)})", f"（{clause.whole(t)}）") if inner else clause.whole(t)
            if said and subject and not inner and clause.subject == subject:
                text = _further(verb, clause.said) if t.lang == "en" else clause.said
            else:
                verb = clause.said.partition(" ")[0]
            said += (t(f" {op} ", {"and": "且", "or": "或"}[op]) if said else "") + text
            subject = "" if inner else clause.subject
        return Clause("", said)

    def _not(self, of) -> Clause:
        if isinstance(of, Call):
            return self._question(of, False)
        if isinstance(of, Name):
            return self._truth(of, False)
        inner = self.text(of)
        return Clause("", self.tongue(f"it is not so that ({inner})", f"并非（{inner}）"))

    def _compare(self, op: str, left, right) -> Clause:
        t = self.tongue
        if isinstance(left, Call) and left.path[-1] in ("owes", "overdue") and left.arguments and op == ">" and isinstance(right, Number):
            return self._owing(left, right.value)
        if isinstance(left, Call) and left.path[-1] == "count" and isinstance(right, Number):
            return self._counted(left, op, right.value)
        if isinstance(left, Name):
            whose, path = self._whose(left.path)
            if path == ("age",) and isinstance(right, Number):
                return Clause(whose, t(_AGE[op][0], _AGE[op][1]).format(n=right.value))
            if path[-1] == "grade" and isinstance(right, Name):
                return Clause(whose, self._grade(op, path, self._grade_name(path, right)))
            if path == ("points",) and isinstance(right, Number) and (op, _sign(right.value)) in _TAKES:
                said = _TAKES[op, _sign(right.value)]
                return Clause(t("the record", "记录"), t(*said).format(n=t.number(abs(right.value))))
            if self._is_attribute(path):
                return self._attribute(whose, path[0], op, right)
        return self._is(self.amount(left), t(*_OPS[op]), self.amount(right))

    def _is(self, subject: str, verb: str, what: str) -> Clause:
        """`the points are below 3`: the verb in its number."""
        if subject.startswith(_PLURAL):
            verb = "are" + verb.removeprefix("is")
        return Clause(subject, f"{verb}{self.tongue(' ', '')}{what}")

    def _among(self, item, among) -> Clause:
        t = self.tongue
        if isinstance(item, Name):
            whose, path = self._whose(item.path)
            if path[-1] == "grade":
                grades = t.joined([self._grade_name(path, value) for value in among], "or")
                return Clause(whose, self._grade("==", path, grades))
            if self._is_attribute(path) and path != ("age",):
                return self._is(self._attribute_of(whose, path[0]), t(*_OPS["=="]), t.joined([self._value(v) for v in among], "or"))
        return self._is(self.amount(item), t(*_OPS["=="]), t.joined([self.amount(value) for value in among], "or"))

    # ---- attributes, grades

    def _is_attribute(self, path: tuple[str, ...]) -> bool:
        return len(path) == 1 and path[0] not in _NUMBERS and path[0] not in self.scheme.ledgers

    def _attribute_of(self, whose: str, name: str) -> str:
        if name == "kind":
            return whose
        return self.tongue(f"{whose}'s {name}", f"{whose}的“{name}”")

    def _attribute(self, whose: str, name: str, op: str, right) -> Clause:
        t = self.tongue
        value = right.path[0] if isinstance(right, Name) and len(right.path) == 1 else ""
        if name == "kind" and value:
            kind = t.kind(value)
            return Clause(whose, t(f"is {'not ' * (op == '!=')}{'an' if value == 'organisation' else 'a'} {kind}",
                                   f"{'不' * (op == '!=')}是{kind}"))
        if value in ("yes", "no") and op == "==":
            return Clause(whose, (t("is ", "属于") if value == "yes" else t("is not ", "不属于")) + t.quoted(name))
        return self._is(self._attribute_of(whose, name), t(*_OPS[op]), self._value(right))

    def _value(self, value) -> str:
        return self.tongue.quoted(written(value)) if isinstance(value, Name) else self.amount(value)

    def _grade_name(self, path: tuple[str, ...], value) -> str:
        id = written(value)
        own = len(path) == 1 or path[0] == self.scheme.id
        label = self.tongue.label(self.grades[id], id) if own and id in self.grades else id
        return label

    def _grade(self, op: str, path: tuple[str, ...], name: str) -> str:
        t = self.tongue
        of = t(f" in {path[0]}", f"在“{path[0]}”中") if len(path) > 1 else ""
        en, zh = _GRADE[op]
        return t(en.format(grade=name) + of, of + zh.format(grade=name))

    def _others(self, tree: Others) -> Clause:
        """`any` and `all` of the members in a role."""
        t = self.tongue
        one, several, zh = _OVER[tree.role]
        said = self.text(tree.of)
        if tree.word == "any":
            return Clause("", t(f"of at least one {one} it is so that ({said})", f"{zh}中至少一个（{said}）"))
        return Clause("", t(f"of {several} it is so that ({said})", f"{zh}全部（{said}）"))

    # ---- numbers

    def amount(self, tree) -> str:
        """A part that is a number."""
        t = self.tongue
        match tree:
            case Number(value):
                return t.number(value)
            case Arithmetic(op, left, right):
                sides = [self._factor(left), self._factor(right)]
                return t(f" {_SIGNS[op]} ", _SIGNS[op]).join(sides)
            case Name(path):
                return self._number(path)
            case Call():
                return self._sum(tree)
            case Others("number", role, of):
                return t(f"the number of {_OVER[role][1]} of whom it is so that ({self.text(of)})", f"{_OVER[role][2]}中（{self.text(of)}）的人数")
            case Others("average", role, of):
                return t(f"the average over {_OVER[role][1]} of {self.amount(of)}", f"{_OVER[role][2]}的平均{self.amount(of)}")
        return t(f"({self.text(tree)})", f"（{self.text(tree)}）")

    def _factor(self, tree) -> str:
        return self.tongue(f"({self.amount(tree)})", f"（{self.amount(tree)}）") if isinstance(tree, Arithmetic) else self.amount(tree)

    def _number(self, path: tuple[str, ...]) -> str:
        t = self.tongue
        whose, rest = self._whose(path)
        other = rest[0] if len(rest) > 1 else ""
        name = rest[-1]
        if name in _NUMBERS:
            text = t(*_NUMBERS[name])
        elif name in self.scheme.ledgers and (not other or other == self.scheme.id):
            text = t("the score ", "积分") + t.named(self.scheme.ledgers[name].label, name)
        else:
            text = self._attribute_of(whose, name) if self._is_attribute(rest) else t.quoted(name)
            return text if not other else t(f"{text} in {other}", f"“{other}”的{text}")
        if other:
            text = t(f"{text} in {other}", f"“{other}”的{text}")
        return text if rest == path else t(f"{whose}'s {text.removeprefix('the ')}", f"{whose}的{text}")

    def _sum(self, call: Call) -> str:
        t = self.tongue
        if call.path[-1] in ("owes", "overdue") and call.arguments:
            whose, owed = self._whose(call.path)[0], self._argument("owes", call.arguments[0])
            return t(f"what {whose} owes of {owed}", f"{whose}所欠{owed}") if call.path[-1] == "owes" else t(f"the days by which {whose} is overdue with {owed}", f"{whose}{owed}逾期天数")
        whose = self._owner(call.path)
        what, when = self._records(call, 2)
        if call.path[-1] == "count":
            return t(f"the number of {what}{whose}{when or ' that count'}", f"{when or '有效的'}{whose}{what}数")
        if call.path[-1] == "most":
            return t(f"the most points that one of the {what}{whose}{when or ' that count'} moves", f"{when or '有效的'}{whose}{what}中分值最大者")
        if call.path[-1] == "sum":
            return t(f"the points of all {what}{whose}{when or ' that count'} together", f"{when or '有效的'}{whose}{what}分值之和")
        return f"‘{written(call)}’"

    def _owing(self, call: Call, number: int) -> Clause:
        """`owes(fine) > 0`, `overdue(fine) > 30`."""
        t, whose, owed = self.tongue, self._whose(call.path)[0], self._argument("owes", call.arguments[0])
        if call.path[-1] == "owes":
            return Clause(whose, t(f"owes {f'more than {t.number(number)} of ' if number else ''}{owed}", f"所欠{owed}超过{t.number(number)}" if number else f"尚欠{owed}"))
        return Clause(whose, t(f"is {f'more than {t.number(number)} days ' if number else ''}overdue with {owed}", f"{owed}逾期{f'超过{t.number(number)}天' if number else ''}"))

    def _counted(self, call: Call, op: str, number: int) -> Clause:
        t = self.tongue
        what, when = self._records(call, number if op in ("==", ">=", "<=", ">", "<", "!=") else 2)
        whose = self._owner(call.path)
        amount = t(_COUNTS[op][0], _COUNTS[op][1]).format(n=t.number(number))
        verb = t("counts", "") if number == 1 and op != "!=" else t("count", "")
        was = t("was entered", "") if number == 1 and op != "!=" else t("were entered", "")
        if when:
            return Clause("", t(f"{amount} {what}{whose} {was}{when}", f"{when}{whose}{what}{amount}"))
        return Clause("", t(f"{amount} {what}{whose} {verb}", f"有效的{whose}{what}{amount}"))

    # ---- questions

    def _question(self, call: Call, is_so: bool) -> Clause:
        t = self.tongue
        word = call.path[-1]
        if word == "has":
            what, when = self._records(call, 1)
            whose = self._owner(call.path)
            some = t("a" if is_so else "no", "" if is_so else "没有")
            if when:
                return Clause("", t(f"{some} {what}{whose} was entered{when}", f"{when}{some or '有'}{whose}{what}"))
            return Clause("", t(f"{some} {what}{whose} counts", f"{some or '有'}仍有效的{whose}{what}"))
        if word in _QUESTIONS and len(call.arguments) == 1 and not call.options:
            whose, _ = self._whose(call.path)
            yes, no = _QUESTIONS[word]
            return Clause(whose, t(*(yes if is_so else no)).format(what=self._argument(word, call.arguments[0])))
        if word == "told" and len(call.arguments) == 2 and call.arguments[1] in _NOTICES:
            yes, no = _NOTICES[call.arguments[1]]
            return Clause(self._whose(call.path)[0], t(*(yes if is_so else no)).format(what=self._argument(word, call.arguments[0])))
        code = f"‘{written(call)}’"
        return Clause("", t(f"{code} holds" if is_so else f"{code} does not hold", f"{code}成立" if is_so else f"{code}不成立"))

    def _truth(self, name: Name, is_so: bool) -> Clause:
        t = self.tongue
        whose, path = self._whose(name.path)
        other = t(f" in {path[0]}", f"（{path[0]}）") if len(path) > 1 else ""
        if path[-1] in _TRUTHS:
            yes, no = _TRUTHS[path[-1]]
            return Clause(whose, t(*(yes if is_so else no)) + other)
        text = t.quoted(".".join(path))
        return Clause(whose, t(f"is {text}" if is_so else f"is not {text}", f"属于{text}" if is_so else f"不属于{text}"))

    def _argument(self, word: str, id: str) -> str:
        scheme, _, name = id.rpartition(".")
        known: dict[str, Label] = {}
        if scheme in ("", self.scheme.id):
            known = {"owes": self.owed, "on": self.lists, "bears": self.measures, "told": self.shown | self.lists}.get(word, {})
        return self.tongue.named(known[name], name) if name in known else self.tongue.quoted(id)

    def _records(self, call: Call, number: int) -> tuple[str, str]:
        """Which records, and within what time ("" for those that count)."""
        t = self.tongue
        id = call.arguments[0] if call.arguments else ""
        scheme, _, name = id.rpartition(".")
        noun = "record" if number == 1 else "records"
        if name in _SORTS:
            what = t(_SORTS[name][0].format(records=noun), _SORTS[name][1])
        elif scheme in ("", self.scheme.id) and name in self.shown:
            what = t(f"{noun} of {t.named(self.shown[name], name)}", f"{t.named(self.shown[name], name)}记录")
        else:
            what = t(f"{noun} of {t.quoted(id)}", f"{t.quoted(id)}记录")
        if scheme not in ("", self.scheme.id) and name in _SORTS:
            what = t(f"{what} in {scheme}", f"“{scheme}”的{what}")
        return what, self._window(call)

    def _window(self, call: Call) -> str:
        options = dict(call.options)
        since = ""
        if "since" in options:
            _, _, act = options["since"].rpartition(".")
            named = self.tongue.named(self.shown[act], act) if act in self.shown else self.tongue.quoted(options["since"])
            since = self.tongue(f" after the last record of {named}", f"上次{named}记录之后")
        if "within" not in options:
            return since
        since = (self.tongue(", by the day of the deed", "（按行为日）") if options.get("by") == "deed" else "") + since
        try:
            length = self.tongue.duration(values.duration(options["within"]))
        except values.Unreadable:
            length = options["within"]
        return self.tongue(f" within the last {length.removeprefix('1 ')}{since}", f"最近{length}内{since}")

    # ---- whose

    def _whose(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Whom a name is about, and the rest of it."""
        if len(path) > 1 and path[0] in ROLES:
            return self.tongue(*_ROLES.get(path[0], (f"the {path[0]}", path[0]))), path[1:]
        return self.who, path

    def _owner(self, path: tuple[str, ...]) -> str:
        """Whose records: nothing where they are one's own."""
        if len(path) > 1 and path[0] in ROLES:
            return self.tongue(f" of {self._whose(path)[0]}", f"{self._whose(path)[0]}的")
        return ""


def _further(verb: str, said: str) -> str:
    """What more is said of the same subject: `is 18 or older and “resident”` has its verb once."""
    return said.removeprefix(f"{verb} ") if verb in ("is", "are") else said


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


_TAKES = {
    ("<", -1): ("takes more than {n} points", "扣分超过{n}分"), ("<", 0): ("takes points", "扣分"), ("<=", -1): ("takes {n} points or more", "扣{n}分或以上"),
    (">=", 0): ("takes no points", "不扣分"), (">=", -1): ("takes at most {n} points", "扣分不超过{n}分"), (">=", 1): ("brings {n} points or more", "加{n}分或以上"),
    (">", -1): ("takes fewer than {n} points", "扣分少于{n}分"), (">", 0): ("brings points", "加分"), (">", 1): ("brings more than {n} points", "加分超过{n}分"),
}
_PLURAL = ("the points ", "the months ", "the days ")
_OPS = {"==": ("is", "为"), "!=": ("is not", "不为"), "<": ("is below", "低于"), "<=": ("is at most", "不超过"), ">": ("is above", "超过"),
        ">=": ("is at least", "不低于")}
_AGE = {"==": ("is exactly {n} years old", "恰为{n}周岁"), "!=": ("is not {n} years old", "不是{n}周岁"), "<": ("is under {n}", "未满{n}周岁"),
        "<=": ("is {n} or younger", "不超过{n}周岁"), ">": ("is older than {n}", "超过{n}周岁"), ">=": ("is {n} or older", "年满{n}周岁")}
_GRADE = {"==": ("has the grade {grade}", "等级为{grade}"), "!=": ("has another grade than {grade}", "等级不为{grade}"),
          "<": ("has a worse grade than {grade}", "等级低于{grade}"), "<=": ("has the grade {grade} or worse", "等级为{grade}或以下"),
          ">": ("has a better grade than {grade}", "等级高于{grade}"), ">=": ("has the grade {grade} or better", "等级为{grade}或以上")}
_COUNTS = {"==": ("exactly {n}", "恰为{n}条"), "!=": ("another number than {n} of", "不为{n}条"), "<": ("fewer than {n}", "少于{n}条"),
           "<=": ("at most {n}", "不超过{n}条"), ">": ("more than {n}", "超过{n}条"), ">=": ("at least {n}", "不少于{n}条")}
_SIGNS = {"+": "+", "-": "−", "*": "×"}
_ROLES = {"representative": ("the representative", "法定代表人"), "spouse": ("the spouse", "配偶"), "head": ("the head of the household", "户主")}

_NUMBERS = {
    "score": ("the score", "积分"), "gap_up": ("the points missing to the next better grade", "距上一等级所差分数"),
    "gap_down": ("the points above the next worse grade", "高出下一等级的分数"), "denied": ("the number of measures that deny something", "限制类措施数"),
    "granted": ("the number of measures that grant something", "激励类措施数"),
    "amount": ("the amount", "数量"), "severity": ("the severity (of 0 to 999)", "严重程度（0至999）"),
    "lasts": ("the months it lasts", "持续月数"), "points": ("the points of the record", "记录分值"),
}
"""Names that are numbers; an entry for each of the language."""

_TRUTHS = {
    "no_score": (("has no score", "没有积分"), ("has a score", "有积分")),
    "consented": (("has consented", "已同意授权"), ("has not consented", "未同意授权")),
}
"""Names that are true or false: how each is said, and how its contrary."""

_QUESTIONS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "on": (("is on {what}", "在{what}上"), ("is not on {what}", "不在{what}上")),
    "told": (("has come to know of {what}", "知悉{what}"), ("does not know of {what}", "不知悉{what}")),
    "bears": (("bears the measure {what}", "被采取措施{what}"), ("does not bear the measure {what}", "未被采取措施{what}")),
    "denied": (("is denied {what}", "被限制{what}"), ("is not denied {what}", "未被限制{what}")),
    "granted": (("is granted {what}", "获得便利{what}"), ("is not granted {what}", "未获便利{what}")),
}
"""Questions that are answered yes or no of one thing."""

_NOTICES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "known": (("has come to know of {what}", "知悉{what}"), ("does not know of {what}", "不知悉{what}")),
    "before": (("was told before being put on {what}", "列入{what}前已获告知"), ("was not told before being put on {what}", "列入{what}前未获告知")),
    "served": (("was served the decision on {what}", "已获送达列入{what}的决定"), ("was not served the decision on {what}", "未获送达列入{what}的决定")),
    "published": (("is published on {what}", "列入{what}已公示"), ("is not published on {what}", "列入{what}未公示")),
}
"""Kinds of notice of a listing."""

_SORTS = {"any": ("{records}", "记录"), "bad": ("bad {records}", "失信记录"), "good": ("good {records}", "守信记录")}

