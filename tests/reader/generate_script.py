"""Scripts of dealt cases: what is done, entered, performed, sought and decided, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st

from .generate_names import ATTRIBUTES, Names, days_of_events, pick, seldom


@dataclass(frozen=True)
class Can:
    """What a script of a dealt scheme may speak of. `beside`: acts of the scheme beside; `terms`: lists with a term left to discretion."""

    conducts: tuple[str, ...]
    acts: tuple[str, ...]
    beside: tuple[str, ...]
    things: list[str]
    terms: tuple[str, ...]
    consents: bool


@st.composite
def happenings(draw, names: Names, can: Can) -> list[str]:
    """Two to twelve events."""
    return [draw(_event(names, can)) for _ in range(draw(st.integers(2, 12)))]


@st.composite
def _event(draw, names: Names, can: Can) -> str:
    day, member = draw(days_of_events), draw(pick(names.members))
    verbs = ["enter"] * 3 + ["do"] * 3 * bool(can.conducts) + ["set", "want"] + ["perform"] * 2 * bool(names.obligations) + ["beside"] * 3 * bool(can.beside)
    verb = draw(pick(verbs + ["term"] * bool(can.terms)))
    if verb == "set":
        attribute = draw(pick(("hukou", "income", "resident", *(["consented"] * 2 if can.consents else []))))
        said = f"set {attribute}={draw(pick(ATTRIBUTES.get(attribute, ('yes', 'no'))))}"
    elif verb == "perform":
        said = f"perform {draw(pick(names.obligations))}{draw(pick(('', ' amount=1', ' amount=2', ' amount=5')))}"
    elif verb == "want":
        said = f"want {draw(pick(can.things))}" if can.things else f"enter {can.acts[0]}"
    elif verb == "term":
        said = f"term {draw(pick(can.terms))} months={draw(pick((12, 14, 30, 36)))}"
    else:
        what = can.acts if verb == "enter" else can.conducts if verb == "do" else [f"beside.{id}" for id in can.beside]
        said = f"{'do' if verb == 'do' else 'enter'} {draw(pick(what))}{draw(_how(verb, day))}"
    return f"{day} {_whose(draw, names, member)}{said}"


@st.composite
def _how(draw, verb: str, day) -> str:
    said = f" amount={draw(pick((0, 1, 2, 5, 9, 40)))}" if draw(st.booleans()) else ""
    said += f" severity={draw(pick((0, 1, 333, 500, 998, 999)))}" if draw(st.booleans()) else ""
    if draw(st.booleans()):
        said += f" lasts={draw(pick((0, 1, 2, 3, 4, 7, 13)))}"
    if verb != "do" and draw(seldom):
        said += f" deed={day - timedelta(days=draw(pick((0, 1, 20, 40))))}"
    if verb == "do" and draw(seldom):
        said += f" seen={draw(pick(('yes', 'no')))}"
    return said


def _whose(draw, names: Names, member: str) -> str:
    return "" if member == names.members[0] and draw(st.booleans()) else f"{member}: "


@st.composite
def filings(draw, names: Names, remedies) -> list[str]:
    """Remedies that are sought and decided."""
    found = []
    for _ in range(draw(st.integers(0, 5)) if remedies else 0):
        day, member, remedy = draw(days_of_events), draw(pick(names.members)), draw(pick(remedies))
        said = draw(pick(("file", "file", "file", "decide")))
        said = f"file {remedy}{draw(pick(('', '', ' right=no')))}" if said == "file" else f"decide {remedy} {draw(pick(('won', 'lost')))}"
        found.append(f"{day} {_whose(draw, names, member)}{said}")
    return found
