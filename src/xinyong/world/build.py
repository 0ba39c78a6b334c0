"""From the nodes of a world's files to its dataclasses, one function a file; what is wrong is noted and left out."""

from __future__ import annotations

from collections.abc import Mapping

from xinyong.scheme import values
from xinyong.scheme.fields import NO_BASIS, bases, nested, read_fields, row_label, take
from xinyong.scheme.model import Label, Place, Span
from xinyong.scheme.names import RESERVED
from xinyong.scheme.problems import Problems, shown
from xinyong.scheme.source import Mapping as Node
from xinyong.scheme.source import Sequence
from xinyong.world import synthetic, tables
from xinyong.world.given import flatten
from xinyong.world.model import (
    AgreementPractice,
    Attribute,
    Channel,
    Conduct,
    ConsentPractice,
    Discretion,
    District,
    Member,
    ObligationPractice,
    Office,
    Performance,
    Practice,
    RemedyPractice,
    Response,
    Told,
    Trait,
    Weight,
)

MOST_ATTRIBUTES, MOST_VALUES = 32, 128
ALWAYS = ("place", "role", "kind")
"""Attributes that exist without being declared."""
_NEVER = RESERVED | {"age", *ALWAYS}
NO_PRACTICE = Practice({}, {}, {}, {})


class Unread:
    """Ids of what is written but could not be read, by kind: so that nobody is told that it does not exist."""

    def __init__(self):
        self._ids: dict[str, set[str]] = {}
        self._whole: set[str] = set()

    def add(self, kind: str, id: str) -> None:
        self._ids.setdefault(kind, set()).add(id)

    def add_all(self, kind: str) -> None:
        """A whole file of this kind could not be read."""
        self._whole.add(kind)

    def ids(self, kind: str) -> set[str]:
        return self._ids.get(kind, set())

    def has(self, kind: str, id: str) -> bool:
        return kind in self._whole or id in self.ids(kind)


def read_row(row: Node, fields, problems: Problems, what: str, unread: Unread | None = None) -> dict | None:
    """A row's fields, or None when one that it needs is missing or unreadable."""
    read = read_fields(row, fields, problems, what)
    read["basis"] = read["basis"] or NO_BASIS
    if all(read[field.name] is not None for field in fields if field.required and field.name != "basis"):
        return read
    if unread is not None and "id" in row.items:
        unread.add(what, row.items["id"].value)
    return None


def attributes(node, unread: Unread, problems: Problems) -> tuple[Attribute, ...]:
    """world.yaml's attributes, in order."""
    found = _attributes(node, problems)
    known = {attribute.id for attribute in found}
    for name in {*(node or ()), "age-band", "household"} - known:
        unread.add("attribute", name)
    if len(found) > MOST_ATTRIBUTES:
        problems.add(found[MOST_ATTRIBUTES].place, f"{len(found)} attributes; a world has at most {MOST_ATTRIBUTES}.",
                     "Leave out what no rule asks for.", rule="attribute")
    return found


def _attributes(node, problems: Problems) -> tuple[Attribute, ...]:
    found = []
    for name, value in (node or {}).items():
        key = value.place
        if not _may_be_attribute(name, key, problems):
            continue
        read = nested(tables.ATTRIBUTE, "attribute")(value, name, problems)
        if not read or not read["of"] or len(read["values"]) < len(getattr(value.items.get("values"), "items", ())):
            continue
        listed = tuple(dict.fromkeys(read["values"]))
        if len(listed) < len(read["values"]):
            problems.add(_items(value, "values"), f"{name}: a value is there twice.", "Keep one.", rule="attribute")
        if not 1 <= len(listed) <= MOST_VALUES:
            problems.add(_items(value, "values"), f"{name}: {len(listed)} values; it needs 1 to {MOST_VALUES}.", rule="attribute")
            continue
        if name == "age-band":
            _check_age_bands(value, read, problems)
        found.append(Attribute(name, read["of"], listed, read["label"] or Label(name), key))
    return tuple(found)


def _may_be_attribute(name: str, place: Place, problems: Problems) -> bool:
    if synthetic.names_people(name):
        problems.add(place, synthetic.MESSAGE.format(what=shown(name)), synthetic.HINT, rule="synthetic-only")
        return False
    if name in _NEVER:
        hint = "Give age-band instead; age follows." if name == "age" else "Choose another name."
        problems.add(place, f"{name}: conditions already know something else by this name.", hint, rule="attribute")
        return False
    return True


def _items(node: Node, key: str) -> Place:
    value = node.items.get(key)
    return value.place if value is not None else node.place


def _check_age_bands(node: Node, read: dict, problems: Problems) -> None:
    if read["of"] != "person":
        problems.add(_items(node, "of"), f"age-band: of {read['of']}; only persons have an age.", "Write person.", rule="age-band")
    spans = []
    for item in node.items["values"].items:
        first, dash, last = item.value.partition("-")
        if not (dash and first.isdigit() and last.isdigit()):
            problems.add(item.place, f"age-band: expected a range of years, found '{shown(item.value)}'.",
                         "Write it like 18-29.", rule="age-band")
        elif not int(first) <= int(last) <= 120:
            problems.add(item.place, f"age-band: {item.value} is no range of years up to 120.", rule="age-band")
        else:
            for other, (low, high) in spans:
                if int(first) <= high and low <= int(last):
                    problems.add(item.place, f"age-band: {item.value} and {other} overlap.",
                                 "A band ends the year before the next begins.", rule="age-band")
            spans.append((item.value, (int(first), int(last))))


def places(rows: list[Node], unread: Unread, problems: Problems) -> tuple[District, ...]:
    found = []
    for row in rows:
        read = read_row(row, tables.PLACES, problems, "place", unread)
        if read:
            found.append(District(read["id"], row_label(read), read["weight"], read["basis"], row.place,
                                  read["part_of"] or "", read["tile"]))
    return tuple(found)


def members(rows: list[Node], attributes: tuple[Attribute, ...], districts, unread: Unread,
            problems: Problems) -> tuple[Member, ...]:
    known = {a.id: a.values for a in attributes if a.of == "household"} | {"place": districts}
    missing = {a.id: f"{a.id} belongs to single members; who is there depends on the household."
               for a in attributes if a.of != "household"} | {"role": "role is what this row gives."}
    missing |= dict.fromkeys(unread.ids("attribute"), "")
    found = []
    for row in rows:
        read = read_row(row, tables.HOUSEHOLDS, problems, "member")
        given = read and flatten(read["when"], "when", known, problems, missing=missing)
        if given is not None and read:
            found.append(Member(read["household"], read["member"], read["role"], given, read["basis"], row.place))
    return tuple(found)


def weights(rows: list[Node], attributes: tuple[Attribute, ...], districts, unread: Unread,
            problems: Problems) -> tuple[Weight, ...]:
    known = {a.id: a for a in attributes}
    parents = {a.id: _parents(a, attributes, districts) for a in attributes}
    for _, missing in parents.values():
        missing |= {prefix + name: "" for name in unread.ids("attribute") for prefix in ("", "head.")}
    found = []
    for row in rows:
        read = read_row(row, tables.POPULATION, problems, "row of population.csv")
        if read is None:
            continue
        name, value = read["attribute"], read["value"]
        if synthetic.names_people(name):
            problems.add(row.place_of("attribute"), synthetic.MESSAGE.format(what=shown(name)), synthetic.HINT,
                         rule="synthetic-only")
        elif name not in known and unread.has("attribute", name):
            continue
        elif name not in known:
            problems.add(row.place_of("attribute"), f"no such attribute: {shown(name)}.",
                         problems.suggest(name, known) or "Declare it in world.yaml.", rule="unknown-name")
        elif value not in known[name].values:
            problems.add(row.place_of("value"), f"{shown(value)} is no value of {name}.",
                         problems.suggest(value, known[name].values) or f"Its values are {', '.join(known[name].values)}.",
                         rule="unknown-name")
        else:
            given = flatten(read["when"], "when", parents[name][0], problems, missing=parents[name][1])
            if given is not None:
                found.append(Weight(name, given, value, read["weight"], read["basis"], row.place))
    return tuple(found)


def a_noun(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _parents(attribute: Attribute, attributes: tuple[Attribute, ...], districts) -> tuple[dict, dict]:
    """What an attribute may depend on, with values; and what it may not, each with the reason."""
    before = attributes[: attributes.index(attribute)]
    known: dict[str, tuple[str, ...]] = {"place": districts}
    missing = {attribute.id: f"{attribute.id} cannot depend on itself."}
    for other in attributes:
        ahead = other in before and (other.of == "household" or other.of == attribute.of)
        if ahead:
            known[other.id] = other.values
        elif other is not attribute:
            missing[other.id] = (f"{attribute.id} is of {a_noun(attribute.of)} and cannot depend on {other.id}, which is of {a_noun(other.of)}."
                                 if other.of not in ("household", attribute.of) else
                                 f"{attribute.id} cannot depend on {other.id}, which comes after it in world.yaml.")
        if attribute.of != "household" and other.of == "person":
            known[f"head.{other.id}"] = other.values
        elif attribute.of != "household" and other.of == "household":
            missing[f"head.{other.id}"] = f"{other.id} belongs to the household: write {other.id}."
    if attribute.of == "household":
        missing |= {"role": f"{attribute.id} is of a household, which has no role."}
    else:
        known["role"] = tuple(r for r in tables.ROLES if (r == "business") == (attribute.of == "organisation"))
        known["kind"] = (attribute.of,)
    return known, missing


def conduct(rows: list[Node], unread: Unread, problems: Problems) -> tuple[Conduct, ...]:
    found = []
    for row in rows:
        read = read_row(row, tables.CONDUCT, problems, "kind of conduct", unread)
        if not read:
            continue
        if read["id"] in tables.CONDUCT_GROUPS:
            problems.add(row.place_of("id"), f"{read['id']} stands for a group of kinds.", "Choose another id.", rule="conduct")
        found.append(Conduct(read["id"], row_label(read), read["of"], read["kind"], read["per_1000_years"], read["at_most"],
                             read["amount"], read["lasts"], read["basis"], read["note"], row.place))
    return tuple(found)


def traits(rows: list[Node], attributes: tuple[Attribute, ...], districts, kinds, age_groups: tuple[int, ...],
           unread: Unread, problems: Problems) -> tuple[Trait, ...]:
    known = {"place": districts, "role": tables.ROLES, "kind": ("person", "organisation")}
    known |= {a.id: a.values for a in attributes}
    missing = dict.fromkeys(unread.ids("attribute"), "")
    found = []
    for row in rows:
        read = read_row(row, tables.TRAITS, problems, "trait")
        if not read:
            continue
        sound = _known_conduct(row, read["conduct"], kinds, problems)
        given = flatten(read["when"], "when", known, problems, ages=age_groups, missing=missing)
        if sound and given is not None:
            found.append(Trait(read["conduct"], given, read["factor"], read["basis"], row.place))
    return tuple(found)


def _known_conduct(row: Node, name: str, kinds, problems: Problems) -> bool:
    known = (*kinds, *tables.CONDUCT_GROUPS)
    if name in known:
        return True
    problems.add(row.place_of("conduct"), f"no such conduct: {shown(name)}.",
                 problems.suggest(name, known) or "Declare it in conduct.csv, or write bad, good, wants or any.",
                 rule="unknown-name")
    return False


def responses(rows: list[Node], kinds, problems: Problems) -> tuple[Response, ...]:
    found = []
    for row in rows:
        read = read_row(row, tables.RESPONSES, problems, "response")
        if not read or not _known_conduct(row, read["conduct"], kinds, problems):
            continue
        if (read["when"] is None) == (not read["neighbours"]) and (read["neighbours"] or "when" not in row.keys):
            what = "both `when` and `neighbours`" if read["neighbours"] else "neither `when` nor `neighbours`"
            problems.add(row.place_of("when"), f"{read['id']} has {what}.", "Give one of them.", rule="response")
            continue
        found.append(Response(read["id"], row_label(read), read["conduct"], read["when"], read["neighbours"], read["factor"],
                              read["basis"], row.place))
    return tuple(found)


def channels(rows: list[Node], first: int, unread: Unread, problems: Problems) -> tuple[Channel, ...]:
    found = []
    for row in rows:
        read = read_row(row, tables.CHANNELS, problems, "channel", unread)
        if read:
            begins = first if read["from"] is None else read["from"]
            found.append(Channel(read["id"], row_label(read), read["recall"], read["lag"], read["mistaken"], read["place"],
                                 begins, read["to"], read["basis"], bases(read), read["note"], row.place))
    return tuple(found)


def practice(node, problems: Problems) -> Practice:
    """practice.yaml; what cannot be read stands as never, and the problem is noted."""
    read = read_fields(node, tables.PRACTICE, problems, "practice")
    told = {name: Told(part["share"] or 0, part["after"] or Span(0, 0), part["basis"] or NO_BASIS)
            for name, part in (read["told"] or {}).items() if name != "node" and part}
    remedies = {name: _remedy(part, problems) for name, part in (read["remedies"] or {}).items()}
    offices = {name: Office(name, part["handles"] or 0, part["basis"] or NO_BASIS, part["node"].place)
               for name, part in (read["offices"] or {}).items()}
    consent = {name: ConsentPractice(part["share"] or 0, part["basis"] or NO_BASIS)
               for name, part in (read["consent"] or {}).items()}
    obligations = {name: ObligationPractice(tuple(_performance(row) for row in part["performed"]), part["node"].place)
                   for name, part in (read["obligations"] or {}).items()}
    agreements = {name: AgreementPractice(part["done"], part["mistaken"], part["followed"], part["basis"] or NO_BASIS)
                  for name, part in (read["agreements"] or {}).items()}
    discretion = {name: _discretion(name, part) for name, part in (read["discretion"] or {}).items()}
    return Practice(told, remedies, offices, consent, obligations, agreements, discretion)


def _discretion(name: str, read: Mapping) -> Discretion:
    scheme, _, act = (read["entered_as"] or "").partition(".")
    return Discretion(name, read["label"] or Label(name), read["in_use"] == "yes", read["conduct"] or "", scheme, act, read["channel"] or "",
                      read["from"] or 0, read["to"], read["basis"] or NO_BASIS, read["node"].place)


def _performance(read: Mapping) -> Performance:
    return Performance(read["when"], read["share"] or 0, read["after"] or Span(0, 0), read["pays"], read["basis"] or NO_BASIS)


def _remedy(read: Mapping, problems: Problems) -> RemedyPractice:
    filed, won, takes = (read[name] or {} for name in ("filed", "won", "takes"))
    filed_right, filed_wrong = _right_and_wrong(filed, "filed", problems)
    won_right, won_wrong = _right_and_wrong(won, "won", problems)
    never = Span(0, 0)
    told = {name: part.get("basis") or NO_BASIS for name, part in (("filed", filed), ("won", won), ("takes", takes))}
    return RemedyPractice(filed_right, filed_wrong, filed.get("after") or never, won_right, won_wrong, takes.get("days") or never,
                          told, read["node"].place)


def _right_and_wrong(part: Mapping, name: str, problems: Problems):
    """`share` for all, or `right` (the record is false) and `wrong` (it is true)."""
    if not part:
        return 0, 0
    node = part["node"]
    given = {key for key in ("share", "right", "wrong") if key in node.items}
    if given not in ({"share"}, {"right", "wrong"}):
        problems.add(node.place, f"{name}: expected share, or right and wrong; found {' and '.join(sorted(given)) or 'neither'}.",
                     "Write `share: 30 %`, or `right: 40 %` and `wrong: 2 %`.", rule="practice")
        return 0, 0
    if "share" in given:
        return part["share"] or 0, part["share"] or 0
    return part["right"] or 0, part["wrong"] or 0


def report_by(node, attributes: tuple[Attribute, ...], problems: Problems) -> tuple[str, ...]:
    """What results are broken down by."""
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        problems.add(node.place, "report_by: expected a list.", "Write [age, income].", rule="value")
        return ()
    known = {"age", "kind", "role", *(a.id for a in attributes if a.of != "organisation")}
    firms = {a.id for a in attributes if a.of == "organisation"}
    found = []
    for item in node.items:
        name = take(item, "report_by", values.free, problems)
        if name is not None and name in found:
            problems.add(item.place, f"report_by: {name} is there twice.", "Keep one.", rule="value")
        elif name is not None and name not in known:
            hint = "Places are always told apart." if name == "place" else problems.suggest(name, known)
            hint = "Organisations are reported as one group." if name in firms else hint
            problems.add(item.place, f"report_by: no such attribute: {shown(name)}.", hint, rule="unknown-name")
        elif name is not None:
            found.append(name)
    return tuple(found)
