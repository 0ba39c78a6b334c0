"""What if: the same luck, one thing changed."""

import shutil

import pytest

import xinyong as xy
from xinyong.errors import XinyongError
from xinyong.scheme import scheme_folder

DEED = "2020-03-05 utility-theft"


@pytest.fixture(scope="module")
def quiet(everybody):
    """A grown-up of whom nothing was ever recorded, whatever was done, and who is scored to the end."""
    return next(r for r in everybody if r.kind == "person" and not r.life.entries and r.life.grade(0, r.as_of)
                and r.whole.age(r.member, r.conditions.first_day) > 30)


def test_nothing_changed_changes_nothing(busiest):
    for record in busiest[:10]:
        assert record.what_if().difference.is_nothing


def test_a_script_that_names_nothing_that_was_changes_nothing(busiest):
    """A record of another member, where nothing the rules say crosses: this life stays as it was."""
    seen = 0
    for record in busiest:
        for j, role in enumerate(record.whole.roles):
            other = record.whole.member(j)
            if j != record.member and other.entries:
                assert record.what_if(without=f"{role}:{other.entries[0].label}").difference.is_nothing
                seen += 1
    assert seen > 5


def test_a_variant_that_says_what_is_so_changes_nothing(tmp_path, busiest):
    variant = tmp_path / "same.yaml"
    variant.write_text("label: {en: The same, zh: 不变}\nchange:\n  practice.told.records.share: 40 %\n", encoding="utf-8")
    for record in busiest[:3]:
        found = record.what_if(variant=str(variant))
        assert found.difference.is_nothing
        assert found.record.timeline == record.timeline


def test_a_record_left_out_is_gone_and_others_keep_their_labels(busiest):
    for record in busiest[:20]:
        bad = next((e for e in record.life.entries if e.points < 0), None)
        if bad is None:
            continue
        found = record.what_if(without=bad.label)
        labels = [e.label for e in found.record.life.entries]
        assert bad.label not in labels
        assert bad.label in [e.label for e in found.difference.only_as_lived]
        by_label = {e.label: e for e in record.life.entries}
        for e in found.record.life.entries:
            if e.label in by_label:
                same = by_label[e.label]
                assert (e.act, e.day, e.occurrence, e.deed) == (same.act, same.day, same.occurrence, same.deed)


def test_without_the_only_bad_record_the_score_is_never_lower(everybody):
    """Worked by the sign: who has one bad record is, without it, never worse off on any day."""
    seen = 0
    for record in everybody:
        bad = [e for e in record.life.entries if e.points < 0]
        if len(bad) == 1 and seen < 25:
            for span in record.what_if(without=bad[0].label).difference.spans:
                if None not in span.scores and bad[0].day <= span.first < bad[0].until:
                    assert span.scores[1] > span.scores[0]
            seen += 1
    assert seen == 25


def test_a_theft_entered_counts_as_the_worked_case_says(quiet):
    """Known answer: 60 points for two years, the first day not counted; from A to B and back."""
    found = quiet.what_if(do=DEED).record
    entry = found.life.entries[0]
    steps = [(day, score) for day, score in found.score_steps("rongcheng")]
    dates = {xy_date(day): score for day, score in steps}
    assert (entry.label, found.rules.acts[entry.act]["id"], entry.points) == ("n1", "utility-theft", -60)
    assert dates["2020-03-05"] == 940 and dates["2022-03-06"] == 1000
    assert found.life.grade(0, entry.day) == "b" and found.life.grade(0, entry.until) == "a"
    way = found.to_dict()
    assert way["records"][0]["displayed_until"] == "2022-03-06" and way["records"][0]["scripted"]


def test_what_comes_and_what_can_be_done_after_a_theft(town, quiet):
    """As of the middle of it: the end is foretold with score and grade, and an objection is open with its cost, days and chance."""
    half = town.record(quiet.code, as_of="2021-01-10").what_if(do=DEED).record.to_dict()
    (coming,) = [c for c in half["next"]["if_nothing_is_done"] if {"record": "n1"} in c["ends"]]
    assert (coming["day"], coming["scores"][0]["from"], coming["scores"][0]["to"]) == ("2022-03-06", 940, 1000)
    assert coming["grades"] == [{"scheme": "rongcheng", "from": "b", "to": "a"}]
    (way,) = half["next"]["can_be_done"]
    assert (way["remedy"], way["against"], way["cost"], way["is_open"]) == ("objection", "n1", 0, True)
    assert way["law"]["decided_within"] == "7 working days" and way["law"]["decided_by"] == "2021-01-19"
    assert way["assumed"]["chance"] == [0.1, 0.75]
    assert way["if_won"] == {"score": [940, 1000], "grade": ["b", "a"]}


def test_two_lives_are_told_apart_in_json(quiet):
    told = quiet.what_if(do=DEED).to_dict()
    assert told["synthetic"] and told["code"] == quiet.code
    what = told["what_if"]
    assert what["couplings"] == "kept" and what["do"] == [DEED] and not what["difference"]["same"]
    (span,) = what["difference"]["spans"]
    assert (span["from"], span["to"], span["score"], span["grade"]) == (
        "2020-03-05", "2022-03-06", {"as_lived": 1000, "what_if": 940}, {"as_lived": "a", "what_if": "b"})
    assert [r["id"] for r in what["difference"]["records_only_what_if"]] == ["n1"]


def test_under_a_variant_everybody_is_told(busiest):
    """notice-first tells of every record within ten days; nobody's deeds change by luck."""
    found = busiest[0].what_if(variant="notice-first")
    for e in found.record.life.entries:
        if e.until > e.day + 10 and e.day + 10 <= found.record.as_of and not e.filings:
            assert e.told is not None and 1 <= e.told - e.day <= 10


@pytest.mark.parametrize(("changes", "said"), [
    ({"without": "x3"}, "without: x3 is no record's label."),
    ({"without": "r999"}, "There is no record r999 in this life"),
    ({"without": "aunt:r1"}, "without: nobody in this household is aunt."),
    ({"do": "2019-06-01 do donate"}, "Did you mean donates?"),
    ({"do": "2039-06-01 do donates"}, "2039-06-01 is not within this life"),
    ({"do": "yesterday do donates"}, "day: expected a date"),
    ({"variant": "notice-frist"}, "Did you mean notice-first?"),
])
def test_what_cannot_be_done_is_said(busiest, changes, said):
    with pytest.raises(xy.XinyongError) as error:
        busiest[0].what_if(**changes)
    assert said in str(error.value)


def xy_date(day: int) -> str:
    from xinyong.record.rules import iso

    return iso(day)


def test_another_scheme_in_the_place_of_the_runs_own(busiest, tmp_path):
    """Its own scheme again changes nothing; one whose measures begin later brings them later and nothing else; one of another id is refused."""
    def begins(life) -> int:
        return min(s.day for s in life.life.measures if life.rules.measures[s.what]["id"] == "promotion-report")

    record = next(r for r in busiest if r.kind == "person" and any(r.rules.measures[s.what]["id"] == "promotion-report" for s in r.life.measures))
    own = tmp_path / "own" / "rongcheng"
    shutil.copytree(scheme_folder("rongcheng")[0], own)
    assert record.what_if(scheme=own).difference.is_nothing
    other = tmp_path / "other" / "rongcheng"
    shutil.copytree(own, other)
    text = (other / "measures.csv").read_text("utf-8")
    (other / "measures.csv").write_text(text.replace(",2017-01-01,2021-06-18,", ",2019-12-01,2021-06-18,"), "utf-8")
    later = record.what_if(scheme=other)
    assert begins(record) < begins(later.record)
    assert later.to_dict()["what_if"]["schemes"] == [str(other)]
    with pytest.raises(XinyongError, match="no scheme wendeng"):
        record.what_if(scheme="wendeng")
