"""How a report speaks: in English or Chinese, with numbers, shares and days written one way each."""

from __future__ import annotations

import datetime as dt

_BASIS = {"text": ("the scheme's own text", "规则原文"), "secondary": ("told by others", "他人转述"),
          "borrowed": ("borrowed from another text", "借自其他文本"), "assumption": ("assumed", "假设")}
BASES = tuple(_BASIS)
"""Kinds of basis, from the surest on."""

_KINDS = {"deny": ("denied", "禁止"), "burden": ("burdened", "加重"), "grant": ("granted", "给予")}
_ASKED = {"not asked": ("consent not asked", "不征求同意"), "opt in": ("only with consent", "同意后方可"), "opt out": ("unless one objects", "可选择退出")}
_VALUES = {"rural": "农村", "urban": "城镇", "female": "女", "male": "男", "yes": "是", "no": "否", "person": "个人", "organisation": "组织",
           "local": "本地", "outsider": "外来", "none": "无", "credit-office": "信用办", "head": "户主", "spouse": "配偶", "child": "子女",
           "parent": "父母", "other": "其他", "records": "记录", "lists": "名单"}
_DOCUMENTS = {"original": "原件", "translation": "译文", "mirror": "镜像", "news": "报道", "paper": "论文"}
_UNITS = {"fen": ("yuan", "元"), "days": ("days", "天"), "documents": ("documents", "份材料"), "inspections": ("inspections", "次检查")}


class Words:
    """A language's words. Called with an English and a Chinese text, it gives the one that is spoken."""

    def __init__(self, lang: str = "en"):
        self.lang = lang
        self.chinese = lang == "zh"

    def __call__(self, en: str, zh: str) -> str:
        return zh if self.chinese else en

    # ---- names

    def name(self, label: dict | None, otherwise: str = "") -> str:
        """A label of the rules' files: {en, zh}."""
        if not label:
            return otherwise
        return (label.get("zh") or label["en"]) if self.chinese else label["en"]

    def label(self, row: dict, otherwise: str = "") -> str:
        """The label of a table's row: label_en, label_zh."""
        return (row["label_zh"] if self.chinese else row["label_en"]) or row["label_en"] or otherwise

    def value(self, value: str | None) -> str:
        """An attribute's value, or an office: an id of a world's files."""
        if value is None:
            return self("organisations", "组织")
        return _VALUES.get(value, value) if self.chinese else value

    def basis(self, kind: str) -> str:
        return self(*_BASIS.get(kind, (kind, kind)))

    def kind(self, kind: str) -> str:
        """What a measure does."""
        return self(*_KINDS.get(kind, (kind, kind)))

    def asked(self, asked: str) -> str:
        """How consent is asked for."""
        return self(*_ASKED.get(asked, (asked, asked)))

    def document(self, kind: str) -> str:
        """What a document is: original, translation, ..."""
        return _DOCUMENTS.get(kind, kind) if self.chinese else kind

    def unit(self, unit: str) -> str:
        return self(*_UNITS.get(unit, (unit, unit)))

    # ---- numbers and days

    def number(self, value: float, decimals: int = 0) -> str:
        return f"{value:,.{decimals}f}".replace("-", "−")

    def percent(self, shown: str) -> str:
        """A share that was written already, with its sign."""
        return f"{shown}%" if self.chinese else f"{shown}\u00a0%"

    def of(self, number: str, one: str, many: str) -> str:
        """A number with what is counted, in English: `1 case`, `2 cases`."""
        return f"{number} {one if number == '1' else many}"

    def month(self, first: dt.date) -> str:
        """A month, by its first day."""
        return f"{first.year}年{first.month}月" if self.chinese else f"{first:%B %Y}"

    def join(self, items) -> str:
        return ("、" if self.chinese else ", ").join(items)

    def model(self, en: str, zh: str) -> str:
        """A finding that depends on assumptions."""
        return f"在本模型中，{zh}" if self.chinese else f"In this model, {en}"
