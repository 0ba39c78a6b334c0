"""Lists: grounds with their own terms and exits, notice before and after, and when one may come again. Every date worked by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import act, at, day, letter, life
from xinyong.errors import SchemeError
from xinyong.record.ahead import Ahead
from xinyong.record.life import UnitLife
from xinyong.record.rules import Rules

FAR = "2026-01-01"
ACTS = [act("debt", points=-10, counts_for="2 months"), act("hides", points=-10, counts_for="5 years"), act("lies", points=-10, counts_for="1 month")]
MEASURES = "id,label_en,thing,kind,when,of,basis\n"


def list_of(*fields: str, grounds: str = "able: {when: has(debt), term: for ever, basis: text D 1}") -> str:
    more = "".join(f"\n  {field}" for field in fields)
    return f"listed:\n  label: {{en: L}}\n  of: person\n  colour: black\n  grounds: {{{grounds}}}{more}\n  basis: text D 1\n"


def made_of(folder, lists, *, head="", measures=(), remedies=None):
    files = {"remedies": remedies} if remedies else {}
    if measures:
        files["measures"] = MEASURES + "".join(f'm{i},M,trips,deny,"{when}",person,text D 1\n' for i, when in enumerate(measures))
    return letter(folder, acts=ACTS, lists=lists, head=head, **files)


def on(made, lived, *days) -> list[int]:
    """Whether on the list at the end of each day."""
    return [len(at(made, lived, each).lists) for each in days]


def measures(made, lived, *days) -> list[set]:
    return [at(made, lived, each).measures for each in days]


def stays(made, lived):
    return UnitLife(Rules(made.book), np.zeros((1, 1), np.int32), lived.trace, day(FAR)).member(0)


# --- grounds ----------------------------------------------------------------------------------------------------------

OWN = """able: {when: has(debt) and not has(hides), term: for ever, leaves: {when: "not has(debt)", basis: text D 10}, basis: text D 1},
    evades: {when: has(hides), term: 2 years, basis: text D 2}"""


def test_a_ground_has_its_own_way_of_leaving(tmp_path):
    """The debt is a live record until 5 May; who hid property stays two years."""
    made = made_of(tmp_path, list_of(grounds=OWN))
    lived = life(made, ["2020-03-05 debt"], until=FAR)
    assert on(made, lived, "2020-03-05", "2020-05-05", "2020-05-06") == [1, 1, 0]
    lived = life(made, ["2020-03-05 hides", "2020-03-06 debt"], until=FAR)
    assert on(made, lived, "2020-05-07", "2022-03-05", "2022-03-06") == [1, 1, 0]


def test_a_ground_that_one_would_leave_at_once_stands_in_no_other_ones_way(tmp_path):
    """The debt would list, but who hid property leaves that ground at once: the other one lists."""
    two = """able: {when: has(debt), term: for ever, leaves: {when: has(hides), basis: text D 10}, basis: text D 1},
    evades: {when: has(hides), term: 2 years, basis: text D 2}"""
    made = made_of(tmp_path, list_of(grounds=two))
    lived = life(made, ["2020-03-05 hides", "2020-03-05 debt"], until=FAR)
    assert on(made, lived, "2020-03-05", "2022-03-05", "2022-03-06") == [1, 1, 0]


def test_a_measure_that_asks_for_one_before_it_begins_on_the_same_day(tmp_path):
    made = made_of(tmp_path, list_of(), measures=["on(listed)", "bears(m0)"])
    lived = life(made, ["2020-03-05 debt"], until=FAR)
    assert [len(each) for each in measures(made, lived, "2020-03-04", "2020-03-05")] == [0, 2]


EXTEND = """evades: {when: "has(hides, within=1 month)", term: 2 years,
    extend: {by: 1 year, when: "count(hides, within=3 years) >= 2", at_most: 2, basis: text D 2}, basis: text D 2}"""


@pytest.mark.parametrize("first_day, script, ends", [
    ("excluded", ["2020-03-05 hides"], "2022-03-06"),
    # on 6 March 2022 both lie within three years: a year more, to 5 March 2023; on the 6th only that of 6 March 2020 does
    ("excluded", ["2020-03-05 hides", "2020-03-06 hides"], "2023-03-06"),
    ("excluded", ["2020-03-05 hides", "2021-06-01 hides"], "2023-03-06"),
    # the first day counts: to 4 March 2022; on 5 March 2022 and on 5 March 2023, the anniversary, both do: two years more, and no third
    ("included", ["2020-03-05 hides", "2021-06-01 hides"], "2024-03-05"),
])
def test_a_term_is_extended(tmp_path, first_day, script, ends):
    made = made_of(tmp_path, list_of(grounds=EXTEND), head=f"counting: {{first_day: {first_day}}}\n")
    lived = life(made, script, until=FAR)
    assert [(s.day, s.ended) for s in stays(made, lived).listings] == [(day("2020-03-05"), day(ends))]


RANGE = 'evades: {when: "has(hides, within=1 month)", term: 1 to 3 years, basis: text D 2}'


def test_a_term_left_to_discretion(tmp_path):
    """In the letter the shortest, one year; a script may decide thirty months, and nothing beyond three years."""
    made = made_of(tmp_path, list_of(grounds=RANGE))
    lived = life(made, ["2020-03-05 hides"], until=FAR)
    assert on(made, lived, "2021-03-05", "2021-03-06") == [1, 0]
    lived = life(made, ["2020-03-05 hides", "2020-03-10 term listed months=30"], until=FAR)
    assert on(made, lived, "2022-09-05", "2022-09-06") == [1, 0]
    with pytest.raises(SchemeError, match="no ground of listed leaves a term of 37 months to discretion"):
        letter(tmp_path / "b", acts=ACTS, lists=list_of(grounds=RANGE), cases=(
            "- {name: x, subject: {age: 40}, script: [2020-03-05 term listed months=37], expect: {2020-03-06: {records: 0}}}\n"))


# --- notice -----------------------------------------------------------------------------------------------------------

BEFORE = "before: {told: 10 working days, basis: text D 8}"


def test_told_before_and_listed_when_the_time_is_over(tmp_path):
    """Thursday 5 March 2020 and ten working days: the last is Thursday the 19th, listed on the 20th."""
    made = made_of(tmp_path, list_of(BEFORE), measures=["told(listed, before)", "on(listed)", "told(listed)"])
    lived = life(made, ["2020-03-05 debt"], until=FAR)
    assert on(made, lived, "2020-03-19", "2020-03-20") == [0, 1]
    assert measures(made, lived, "2020-03-05", "2020-03-19", "2020-03-20") == [{0}, {0}, {0, 1, 2}]
    (told,) = stays(made, lived).notices
    assert (told.day, told.told, told.over, told.listing.before) == (day("2020-03-05"), day("2020-03-05"), day("2020-03-20"), day("2020-03-05"))


def test_what_no_longer_holds_then_brings_no_listing_and_a_new_notice_later(tmp_path):
    """A lie counts until 5 April: the notice of 40 days is over on the 15th. It holds again from 1 May: another notice, over on 11 June."""
    made = made_of(tmp_path, list_of("before: {told: 40 days, basis: text D 8}", grounds="lied: {when: has(lies), term: for ever, basis: text D 1}"))
    lived = life(made, ["2020-03-05 lies", "2020-05-01 lies", "2020-05-20 lies"], until=FAR)
    assert on(made, lived, "2020-04-15", "2020-06-10", "2020-06-11") == [0, 0, 1]
    assert [n.over for n in stays(made, lived).notices] == [day("2020-04-15"), day("2020-06-11")]


@pytest.mark.parametrize("fields, binds", [
    (["effect: entry"], "2020-03-05"),
    (["effect: service"], "2020-03-05"),                       # in the letter served at once
    (["effect: 7 working days after entry"], "2020-03-17"),    # 6, 9, 10, 11, 12, 13 and 16 March; binds from the day after
    (["effect: publication", "published: {after: 7 days, basis: text D 7}"], "2020-03-12"),
])
def test_from_when_a_listing_binds(tmp_path, fields, binds):
    made = made_of(tmp_path, list_of(*fields), measures=["on(listed)"])
    lived = life(made, ["2020-03-05 debt"], until=FAR)
    before = str(np.datetime64(binds) - 1)
    assert on(made, lived, "2020-03-05") == [1]
    assert measures(made, lived, before, binds) == [set(), {0}]
    (stay,) = stays(made, lived).listings
    effect = made.book.names["lists"][0]["effect"]
    assert (stay.binds(day(before), effect), stay.binds(day(binds), effect)) == (False, True)


def test_published_for_a_time(tmp_path):
    """From the 12th, the seventh day after entry, for three months: until 12 June."""
    made = made_of(tmp_path, list_of("published: {after: 7 days, for: 3 months, basis: text D 7}"), measures=["told(listed, published)"])
    lived = life(made, ["2020-03-05 debt"], until=FAR)
    assert measures(made, lived, "2020-03-11", "2020-03-12", "2020-06-12", "2020-06-13") == [set(), {0}, {0}, set()]


# --- leaving ----------------------------------------------------------------------------------------------------------

LEAVES = 'leaves: {when: "not has(debt)", basis: text D 10}'


def test_the_name_is_taken_off_within_three_working_days(tmp_path):
    """The debt ends on Wednesday 6 May 2020 (the days to the 5th are free, Saturday the 9th is worked): the 7th, the 8th, the 9th."""
    made = made_of(tmp_path, list_of(LEAVES, "removal: 3 working days"))
    lived = life(made, ["2020-03-05 debt"], until=FAR)
    assert on(made, lived, "2020-05-08", "2020-05-09") == [1, 0]
    (stay,) = stays(made, lived).listings
    assert (stay.leaving, stay.how) == ((day("2020-05-06"), "rule"), "rule")


def test_a_term_that_is_over_takes_as_long(tmp_path):
    """Two years from 5 March 2020 are over on Sunday 6 March 2022: the third working day is Wednesday the 9th."""
    made = made_of(tmp_path, list_of("removal: 3 working days", grounds=RANGE.replace("1 to 3 years", "2 years")))
    lived = life(made, ["2020-03-05 hides"], until=FAR)
    assert on(made, lived, "2022-03-08", "2022-03-09") == [1, 0]


def test_not_again_for_six_months(tmp_path):
    """Left on 6 May; a debt of 1 October lists at once only where nothing bars it: half a year is over on 6 November, listed on the 7th."""
    for folder, field, listed in (("a", [], "2020-10-01"), ("b", ["not_again_for: 6 months"], "2020-11-07")):
        made = made_of(tmp_path / folder, list_of(LEAVES, *field))
        lived = life(made, ["2020-03-05 debt", "2020-10-01 debt"], until=FAR)
        assert [s.day for s in stays(made, lived).listings] == [day("2020-03-05"), day(listed)]


CONSENT = """\
consent: {kind: performance, label: {en: C}, against: {lists: [listed]}, decided_within: 3 working days, if_won: from now, not_again_for: 6 months, office: o,
  basis: text D 10}
dispute: {kind: objection, label: {en: D}, against: {lists: [listed]}, decided_within: 15 days, meanwhile: suspended, if_won: as if never, office: o, basis: text D 11}
"""


def test_after_the_creditors_consent_no_new_listing_for_six_months(tmp_path):
    """Filed on Thursday 5 March, decided on Tuesday the 10th; the debt is renewed: listed again on 11 September."""
    made = made_of(tmp_path, list_of(), remedies=CONSENT)
    script = [f"2020-{m:02}-05 debt" for m in range(3, 13)] + ["2020-03-05 file consent"]
    lived = life(made, sorted(script), until=FAR)
    assert on(made, lived, "2020-03-05") == [1]
    lived = life(made, sorted([*script, "2020-03-06 file consent"]), until=FAR)
    assert [s.day for s in stays(made, lived).listings][:2] == [day("2020-03-05"), day("2020-09-12")]


def test_a_disputed_listing_does_not_bind_meanwhile(tmp_path):
    made = made_of(tmp_path, list_of(), remedies=CONSENT, measures=["on(listed)"])
    lived = life(made, ["2020-03-05 debt", "2020-03-06 file dispute right=no"], until=FAR)
    assert measures(made, lived, "2020-03-05", "2020-03-06", "2020-03-20", "2020-03-21") == [{0}, set(), set(), {0}]
    assert on(made, lived, "2020-03-06") == [1]


def test_all_of_it_is_told_in_sentences(tmp_path):
    made = made_of(tmp_path, list_of(BEFORE, "effect: 7 working days after entry", "published: {after: 7 days, for: 3 months, basis: text D 7}",
                                     "removal: 3 working days", "not_again_for: 6 months", grounds=OWN + "," + EXTEND.replace("evades", "resists") + "," + RANGE.replace("evades", "lasts")),
                   remedies=CONSENT + "review: {kind: appeal, label: {en: R}, against: {lists: [listed]}, follows: dispute, open_for: 10 days, at_most: 1 a year,"
                                      " decided_within: 15 days, if_won: from now, office: p, basis: text D 12}\n")
    told = made.scheme.explain("listed", at="2020-01-01")
    said = " ".join(told.sentences(told.rules[0].now))
    for part in ("is told 10 working days before", "binds once 7 working days from listing are over", "published 7 days after entry, for 3 months",
                 "taken off within 3 working days of leaving", "obody is listed again within 6 months", "goes on 1 year longer if", "up to 2 times",
                 "the term may be up to 3 years", "whoever is on it by this ground leaves as soon as"):
        assert part in said, part
    told = made.scheme.explain("review", at="2020-01-01")
    said = " ".join(told.sentences(told.rules[0].now))
    for part in ("open only once “D” (dispute) was lost on the same thing", "within 10 days of that decision", "at most 1 time a year"):
        assert part in said, part


# --- listed anew ------------------------------------------------------------------------------------------------------

TWICE = """often: {when: "count(hides, within=3 years) >= 2", term: 3 months, basis: text D 1}"""


def test_a_ground_whose_stay_is_over_waits_for_something_new(tmp_path):
    """Two records of 6 January: listed to 6 April; nothing that says nothing new lists again, a third record does."""
    made = made_of(tmp_path, list_of(grounds=TWICE), measures=["on(listed)"])
    script = ["2020-01-06 hides", "2020-01-06 hides", "2020-05-01 want trips"]
    lived = life(made, script, until=FAR)
    assert on(made, lived, "2020-01-06", "2020-04-06", "2020-04-07", "2020-05-01", "2022-12-31") == [1, 1, 0, 0, 0]
    lived = life(made, [*script, "2020-07-01 hides"], until=FAR)
    assert on(made, lived, "2020-06-30", "2020-07-01", "2020-10-01", "2020-10-02") == [0, 1, 1, 0]


def test_a_ground_that_ceased_and_holds_again_lists_anew(tmp_path):
    """`has(debt)` ceases on 6 May; whoever is 60 days on the list by then has left; it lists again with the next debt."""
    made = made_of(tmp_path, list_of(grounds="able: {when: has(debt), term: 1 month, basis: text D 1}"))
    lived = life(made, ["2020-03-05 debt", "2020-08-03 debt"], until=FAR)
    assert on(made, lived, "2020-04-05", "2020-04-06", "2020-05-05", "2020-05-06", "2020-08-02", "2020-08-03") == [1, 0, 0, 0, 0, 1]


def test_what_is_entered_on_the_day_a_stay_ends_is_nothing_new(tmp_path):
    """The stay of 5 March ends with 5 April: the record of 6 April, the day off the list, does not bring one back; that of 7 April does."""
    grounds = "able: {when: has(hides), term: 1 month, basis: text D 1}"
    lived = life(made := made_of(tmp_path, list_of(grounds=grounds)), ["2020-03-05 hides", "2020-04-06 debt"], until=FAR)
    assert on(made, lived, "2020-04-05", "2020-04-06", "2020-04-07", "2021-01-01") == [1, 0, 0, 0]
    lived = life(made, ["2020-03-05 hides", "2020-04-07 debt"], until=FAR)
    assert on(made, lived, "2020-04-06", "2020-04-07", "2020-05-07", "2020-05-08") == [0, 1, 1, 0]


def test_another_ground_may_list_on_the_day_a_stay_ends(tmp_path):
    grounds = """first: {when: has(lies), term: 1 day, basis: text D 1},
    second: {when: "has(lies, within=10 days)", term: 1 day, basis: text D 1}"""
    made = made_of(tmp_path, list_of(grounds=grounds))
    lived = life(made, ["2020-06-05 lies"], until=FAR)
    assert on(made, lived, "2020-06-05", "2020-06-06", "2020-06-07", "2020-06-08", "2020-06-09") == [1, 1, 1, 1, 0]


def test_nobody_is_listed_while_the_way_out_is_open(tmp_path):
    made = made_of(tmp_path, list_of("leaves: {when: has(hides), basis: text D 1}"))
    lived = life(made, ["2020-03-05 hides", "2020-03-05 debt"], until=FAR)
    assert on(made, lived, "2020-03-05", "2020-04-01") == [0, 0]
    assert not [row for row in lived.trace.tolist() if row[1] == 7]


def test_a_list_that_is_no_more_holds_nobody(tmp_path):
    made = made_of(tmp_path, list_of("to: 2020-06-01"))
    lived = life(made, ["2020-03-05 hides", "2020-05-20 debt"], until=FAR)
    assert on(made, lived, "2020-05-20", "2020-05-31", "2020-06-01") == [1, 1, 0]


@pytest.mark.parametrize("filed, off", [("2020-06-08", True), ("2020-06-09", False)])
def test_a_time_to_seek_a_remedy_rolls_on(tmp_path, filed, off):
    """Known on Friday 5 June; a day on is Saturday, so Monday the 8th."""
    remedies = "o: {kind: objection, label: {en: O}, against: {acts: any}, open_for: 1 day, decided_within: 0 days, if_won: from now, office: o, basis: text D 1}\n"
    made = made_of(tmp_path, list_of(), head="counting: {roll: next working day}\n", remedies=remedies)
    lived = life(made, ["2020-06-05 hides", f"{filed} file o"], until=FAR)
    assert (at(made, lived, "2020-07-01").scores["score"] == 100) is off


# --- what comes -------------------------------------------------------------------------------------------------------

def ahead_of(made, script, date: str) -> Ahead:
    """What is foretold at the end of a day of who lived a script until then."""
    lived = life(made, script, until=date)
    whole = UnitLife(Rules(made.book), made._unit(lived.case, day("2020-01-01")), lived.trace, day(date))
    return Ahead(SimpleNamespace(whole=whole, member=0, rules=whole.rules, as_of=day(date), life=whole.member(0)))


@pytest.mark.parametrize("lists, script, ends", [
    (list_of(grounds=OWN), ["2020-03-05 debt"], "2020-05-06"),                               # the ground's own way, when the debt's record ends
    (list_of(LEAVES, "removal: 3 working days"), ["2020-03-05 debt"], "2020-05-09"),
    (list_of(grounds=RANGE), ["2020-03-05 hides"], "2021-03-06"),
    (list_of(grounds=EXTEND), ["2020-03-05 hides", "2020-03-06 hides"], "2023-03-06"),       # with the year that will be added
    (list_of(), ["2020-03-05 debt"], "2149-06-06"),
])
def test_the_end_of_a_stay_is_foretold_as_it_comes(tmp_path, lists, script, ends):
    made = made_of(tmp_path, lists)
    foretold = ahead_of(made, script, "2020-03-10")
    assert list(foretold.ends.values()) == [day(ends)]
    if ends < FAR:
        assert [s.ended for s in stays(made, life(made, script, until=FAR)).listings] == [day(ends)]


def test_notices_to_come_are_foretold(tmp_path):
    made = made_of(tmp_path, list_of(BEFORE, "effect: 7 working days after entry", "published: {after: 7 days, for: 3 months, basis: text D 7}"))
    told = [(str(np.datetime64("1970-01-01") + d), what["what"]) for d, what in ahead_of(made, ["2020-03-05 debt"], "2020-03-10").notices]
    assert told == [("2020-03-20", "listed if a ground still holds")]
    told = [(str(np.datetime64("1970-01-01") + d), what["what"]) for d, what in ahead_of(made, ["2020-03-05 debt"], "2020-03-20").notices]
    assert told == [("2020-03-27", "published"), ("2020-04-01", "binds")]         # the 20th is a Friday: 23 to 27, 30 and 31 March
    told = [(str(np.datetime64("1970-01-01") + d), what["what"]) for d, what in ahead_of(made, ["2020-03-05 debt"], "2020-04-02").notices]
    assert told == [("2020-06-28", "published no more")]


def test_an_extension_left_to_discretion(tmp_path):
    """In the letter one year; a script may decide as much as two years and three more."""
    made = made_of(tmp_path, list_of(grounds=EXTEND.replace("by: 1 year", "by: 1 to 3 years").replace("at_most: 2", "at_most: 1")))
    script = ["2020-03-05 hides", "2020-03-06 hides"]
    assert [s.ended for s in stays(made, life(made, script, until=FAR)).listings] == [day("2023-03-06")]
    lived = life(made, [*script, "2020-03-20 term listed months=60"], until=FAR)
    assert on(made, lived, "2025-03-05", "2025-03-06") == [1, 0]
