"""A good world is read field by field, from a folder, by name, and from the texts that a run keeps."""

from __future__ import annotations

import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import pytest

from xinyong.errors import SchemeError
from xinyong.scheme.model import FOREVER, Basis, Label, Span
from xinyong.scheme.values import day
from xinyong.world import builtin_worlds, check_world, find_world, read_world, read_world_files
from xinyong.world.synthetic import names_people

VILLAGE = Path(__file__).parent / "good" / "village"


@pytest.fixture(scope="module")
def village():
    world, problems = check_world(VILLAGE, name="village")
    assert problems == []
    return world


def test_head(village):
    assert (village.id, village.label, village.people) == ("village", Label("A village", "村"), 2000)
    assert (village.first, village.last) == (day("2020-01-01"), day("2022-01-01"))
    assert village.people_basis == Basis("secondary", "COUNT", "p. 3")
    assert [(r.scheme, r.places, r.first, r.last) for r in village.in_force] == [("points", (), day("2020-01-01"), FOREVER)]
    assert [scheme.id for scheme in village.schemes] == ["points"]
    assert village.report_by == ("age", "income", "hukou") and village.age_groups == (0, 18, 30, 45, 60, 75)
    assert village.folder == "village" and village.text["places.csv"].startswith("id,label_en")
    assert sorted(village.variants) == ["gentler", "no-camera", "softer-list"]
    assert set(village.sources) == {"COUNT"}


def test_people(village):
    attributes = {a.id: a for a in village.attributes}
    assert attributes["hukou"].label == Label("Registration", "户口") and attributes["form"].of == "organisation"
    assert attributes["age-band"].values == ("0-17", "18-59", "60-99")
    assert attributes["hukou"].place.line == 11
    assert [(p.id, p.weight) for p in village.places] == [("east", 2), ("west", Fraction(3, 2))]
    spouse = next(w for w in village.weights if w.place.line == 16)
    assert (spouse.attribute, spouse.value, spouse.weight) == ("age-band", "60-99", 1)
    assert spouse.given == (("role", ("spouse",)), ("head.age-band", ("60-99",)))
    family = [m for m in village.members if m.household == "family"]
    assert [m.role for m in family] == ["head", "spouse", "child", "parent", "business"]
    assert family[3].given == (("hukou", ("rural",)),)


def test_conduct(village):
    conduct = {c.id: c for c in village.conduct}
    assert (conduct["litters"].per_1000_years, conduct["litters"].at_most, conduct["litters"].amount) == (120, 3, ((1, 1),))
    assert conduct["owes-fees"].per_1000_years == Fraction(41, 2) and conduct["owes-fees"].at_most == 4
    assert conduct["owes-fees"].amount == ((500, 5), (1000, 3), (2000, 1)) and conduct["owes-fees"].lasts == ((1, 6), (3, 3), (12, 1))
    assert conduct["litters"].lasts == ((0, 1),) and conduct["takes-train"].kind == "want"
    assert [(t.conduct, t.given, t.factor) for t in village.traits[:4]] == [
        ("litters", (("age", ("0",)),), 2), ("litters", (("age", ("60", "75")),), Fraction(1, 2)),
        ("bad", (("sex", ("male",)), ("income", ("1",))), Fraction(3, 2)), ("good", (("age", ("30", "45")),), Fraction(5, 4))]
    responses = {r.id: r for r in village.responses}
    assert responses["imitates"].neighbours == "restricted" and responses["imitates"].when is None
    assert responses["strives"].when.text == "aware == yes and gap_up <= 20" and responses["strives"].label.zh == "争取升级"


def test_channels_and_practice(village):
    warden = [c for c in village.channels if c.id == "warden"]
    assert [(c.first, c.last, c.recall) for c in warden] == [
        (village.first, day("2021-01-01"), Fraction(3, 10)), (day("2021-01-01"), FOREVER, Fraction(2, 5))]
    camera = next(c for c in village.channels if c.where == "east")
    assert (camera.mistaken, camera.lag) == (Fraction(3, 1000), Span(1, 1))
    practice = village.practice
    assert (practice.told["records"].share, practice.told["lists"].after) == (Fraction(3, 10), Span(3, 30))
    objection, repair = practice.remedies["objection"], practice.remedies["repair"]
    assert (objection.filed_right, objection.filed_wrong, objection.won_right, objection.won_wrong) == (
        Fraction(2, 5), Fraction(1, 50), Fraction(7, 10), Fraction(1, 20))
    assert (repair.filed_right, repair.filed_wrong, repair.filed_after, repair.takes) == (
        Fraction(3, 10), Fraction(3, 10), Span(0, 90), Span(10, 10))
    assert objection.bases["takes"].document == "COUNT"
    assert practice.offices["committee"].handles == 2 and practice.consent["points"].share == Fraction(7, 10)


def test_from_texts(village):
    again = read_world_files(village.text, {s.id: s.text for s in village.schemes}, name="village")
    assert again.weights == village.weights and again.channels == village.channels and again.practice == village.practice
    assert [act.id for act in again.schemes[0].acts] == [act.id for act in village.schemes[0].acts]


def test_no_such_world():
    with pytest.raises(SchemeError) as error:
        find_world("vilage")
    assert "no such world or folder" in str(error.value)
    with pytest.raises(SchemeError):
        find_world("a\0b")


@pytest.mark.parametrize("name", builtin_worlds())
def test_builtin_worlds_check_without_a_word(name):
    world, problems = check_world(name)
    assert [str(p) for p in problems if not p.is_warning] == []
    assert world is not None and world.folder == f"worlds/{name}"


def test_reading_is_quick_and_imports_little():
    """The village in 150 ms even on a busy machine; no numpy, no numba."""
    read_world(VILLAGE)
    best = min(_seconds(lambda: read_world(VILLAGE)) for _ in range(3))
    assert best < 0.15
    code = "import sys, xinyong.world; sys.exit('numpy' in sys.modules or 'numba' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.parametrize("name", ["name", "full-name", "surname", "id-number", "citizen-id-no", "phone", "mobile-phone", "face", "photo",
                                  "home-address", "wechat", "weixin-id", "e-mail", "姓名", "身份证号", "id", "birth-date", "plate-number",
                                  "xingming", "bank-account-number", "faceId"])
def test_names_of_people_are_refused(name):
    assert names_people(name)


@pytest.mark.parametrize("name", ["age-band", "income", "hukou", "resident", "form", "aware", "origin", "work", "household", "household-size",
                                  "number-of-children", "credit", "has-car", "education", "surface", "telecoms-worker"])
def test_what_describes_groups_is_taken(name):
    assert not names_people(name)
