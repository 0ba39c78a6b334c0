"""Every notion that a scheme is made of, in the order of a text: an entry here is all that explaining, comparing and reading it needs."""

from xinyong.scheme.sentences.facts import Notion
from xinyong.scheme.sentences.notions import acts, bonds, grades, head, ledgers, lists, measures, named, remedies

NOTIONS: tuple[Notion, ...] = (
    *head.NOTIONS, *ledgers.NOTIONS, *grades.NOTIONS, *acts.NOTIONS, *lists.NOTIONS, *measures.NOTIONS, *remedies.NOTIONS, *bonds.NOTIONS, *named.NOTIONS,
)
BY_NAME: dict[str, Notion] = {notion.name: notion for notion in NOTIONS}
