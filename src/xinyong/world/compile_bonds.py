"""Compiling what one thing brings another: obligations and agreements, with what practice makes of them."""

from __future__ import annotations

from xinyong.kernel.seeds import hash32
from xinyong.scheme.layout import *
from xinyong.scheme.model import Act, Scheme
from xinyong.scheme.read_bonds import SORTS
from xinyong.scheme.when import Name, walk
from xinyong.world.bytecode import duration, threshold
from xinyong.world.model import AgreementPractice

_OF = {"person": OF_PERSON, "organisation": OF_ORGANISATION, "both": OF_BOTH}
_SORT = {"any": ANY_ACT, "bad": ANY_BAD, "good": ANY_GOOD}
_FOLLOWS = {"none": 0, "ends": FOLLOWS_END, "corrections": FOLLOWS_CORRECTION, "both": FOLLOWS_END | FOLLOWS_CORRECTION}
_OF_LIST = 1 << 19
_PRACTICE = AgreementPractice()

LASTING = ("month", "quarter", "half-year", "year")
"""`per` of acts that are entered again while the conduct lasts."""


class Gifts:
    """What agreements give: a row for each act (version) or list and the act that it becomes."""

    def __init__(self, rules, schemes):
        self.rows: list[list[int]] = []                 # as in the rulebook
        self.acts: dict[int, list[int]] = {}            # act's row -> rows here
        self.lists: dict[int, list[int]] = {}
        self.of: dict[int, list[int]] = {}              # agreement -> rows here
        self.sized: set[int] = {i for i, (s, a) in enumerate(rules.acts) if a.owes or _lives_by_size(s, a) or _is_valued_anew(s, a)}
        """Acts of which the day of entry must know how much, how grave and on which day over it was."""
        rules_acts = [(s.id, a.id) for s, a in rules.acts]
        for g, (s, agreement) in enumerate(rules.agreements):
            for what, becomes in agreement.gives:
                giver, id = agreement.giver(what, s.id)
                if agreement.of_list:
                    sources = [_OF_LIST | i for i, (ls, rule) in enumerate(rules.lists) if (ls.id, rule.id) == (giver, id)]
                else:
                    sources = [i for i, (of, act) in enumerate(rules_acts) if of == giver and (id in SORTS or act == id)]
                for source in sources:
                    target = (s.id, rules_acts[source][1] if becomes == "same" else becomes)
                    versions = [i for i, act in enumerate(rules_acts) if act == target]
                    if versions:
                        self._add(g, source, _SORT.get(id, ANY_ACT), versions)
        self._size(rules)

    def _add(self, g: int, source: int, sort: int, versions: list[int]) -> None:
        (self.lists if source & _OF_LIST else self.acts).setdefault(source & (_OF_LIST - 1), []).append(len(self.rows))
        self.of.setdefault(g, []).append(len(self.rows))
        self.rows.append([g, source, sort, versions[0], len(versions)])

    def _size(self, rules) -> None:
        """What is given is sized where what it becomes asks for it, though it be by being passed on itself."""
        asks = {i for i, (s, a) in enumerate(rules.acts) if a.points.kind in ("range", "scale") or a.per == "units" or s.counting.clock == "end"}
        grown = True
        while grown:
            before = len(self.sized)
            self.sized |= {source for source, mine in self.acts.items() for _, _, _, first, versions in map(self.rows.__getitem__, mine)
                           if not (asks | self.sized).isdisjoint(range(first, first + versions))}
            grown = len(self.sized) > before


def _lives_by_size(s: Scheme, a: Act) -> bool:
    """Does the life of the act's records hang on how much or how grave the conduct was?"""
    lines = s.ledgers[a.ledger].counts_for if a.ledger and a.counts_for is None else ()
    return any(isinstance(part, Name) and part.path in (("amount",), ("severity",)) for line in lines for part in walk(line.when.tree))


def _is_valued_anew(s: Scheme, a: Act) -> bool:
    """May what lasts be entered later by another version of the act, with points of its own?"""
    return s.governed_by != "deed" and a.per in LASTING and any(other.id == a.id and other is not a for other in s.acts)


def write_gifts(c) -> list[tuple[int, int]]:
    """The table of what is given; of each act's row, where its own rows are listed and how many."""
    gifts = c.rules.gifts
    c.draft.table(H_GIVE, [w for row in gifts.rows for w in row], GIVE_WIDTH)
    at = c.draft.table(-1, [i for mine in gifts.acts.values() for i in mine])
    of_acts = {}
    for act, mine in gifts.acts.items():
        of_acts[act] = at, len(mine)
        at += len(mine)
    bonds = []
    at = c.draft.table(-1, [i for n in range(len(c.rules.lists)) for i in gifts.lists.get(n, ())])
    for i in range(len(c.rules.lists)):
        mine = gifts.lists.get(i, ())
        bonds += [at, len(mine), *_versions(c, c.rules.lists[i][0], c.rules.lists[i][1].enters)]
        at += len(mine)
    c.draft.table(H_LIST_BOND, bonds, LIST_BOND_WIDTH)
    c.draft.table(H_REMEDY_BOND, [w for s, rule in c.rules.remedies for act in (rule.if_lost, rule.replacement) for w in _versions(c, s, act)], REMEDY_BOND_WIDTH)
    return [of_acts.get(i, (0, 0)) for i in range(len(c.rules.acts))]


def _versions(c, scheme, act: str) -> tuple[int, int]:
    """The first row of an act, and how many versions it has."""
    mine = [i for i, (s, a) in enumerate(c.rules.acts) if s is scheme and a.id == act]
    return (mine[0], len(mine)) if mine else (0, 0)


def write_agreements(c) -> None:
    """The agreements of all schemes."""
    rows: list[int] = []
    roles = c.names.fields["role"].values
    for s, g in c.rules.agreements:
        practice = c.world.practice.agreements.get(g.id, _PRACTICE)
        to = 0
        for receiver in g.against:
            head = (roles.index("head") << 20) if "head" in roles else 0
            to |= {"subject": TO_SUBJECT, "household": TO_HOUSEHOLD, "representative": TO_REPRESENTATIVE | head}.get(receiver) or (
                1 << roles.index(receiver) if receiver in roles else 0)
        stray = c.conduct.passed.index((s.id, g.id)) + len(c.conduct.strays) if (s.id, g.id) in c.conduct.passed else -1
        rows += [c.world.schemes.index(s), _OF[g.of], to, c.pc(g.when, s, g.of), *duration(g.lag), g.spread + 1, _FOLLOWS[g.follows], *duration(g.within),
                 g.onward, g.consent, g.first, g.last, hash32(f"agreement {s.id} {g.id}"), threshold(practice.done), threshold(practice.mistaken),
                 threshold(practice.followed), stray]
    c.draft.set(H_AGREEMENTS=len(c.rules.agreements))
    c.draft.table(H_AGREEMENT, rows, AGREEMENT_WIDTH)


def write_obligations(c) -> None:
    """The obligations of all schemes (c: the compiler of their rules), once all conditions are compiled but those of practice."""
    rows: list[list[int]] = []
    performances: list[int] = []
    turns: list[int] = []
    for s, o in c.rules.obligations:
        practice = c.world.practice.obligations.get(o.id)
        of = practice.rows if practice else ()
        mine = sorted(t for t in c.asm.overdue.get((s.id, o.id), ()) if t > 0)
        kind = OWES_AMOUNT if o.amount is None else OWES_FIXED if o.amount else OWES_ACT
        rows.append([kind, o.amount or 1, *duration(o.due), o.with_conduct, hash32(f"obligation {s.id} {o.id}"), len(performances) // PERFORMANCE_WIDTH,
                     len(of), len(turns), len(mine)])
        for p in of:
            performances += [c.asm.compile(p.when), threshold(p.share), p.after.least, p.after.most - p.after.least + 1, int(p.pays * 65536)]
        turns += mine
    at, t = c.draft.table(-1, performances, PERFORMANCE_WIDTH), c.draft.table(-1, turns)
    for row in rows:
        row[OB_PRACTICE] = at + row[OB_PRACTICE] * PERFORMANCE_WIDTH
        row[OB_TURN] += t
    c.draft.set(H_OBLIGATIONS=len(rows))
    c.draft.table(H_OBLIGATION, [w for row in rows for w in row], OBLIGATION_WIDTH)
