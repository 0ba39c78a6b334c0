"""Rules in sentences: known answers for one rule, its sources, its past and future, and for a whole scheme."""

import datetime as dt
from pathlib import Path

import pytest

import xinyong as xy
from xinyong.scheme import read_scheme
from xinyong.scheme.sentences.facts import ABOUT, Teller
from xinyong.scheme.sentences.notions import NOTIONS
from xinyong.scheme.sentences.telling import known_ids
from xinyong.scheme.sentences.tongue import Tongue

GOOD = Path(__file__).parent / "good"
SCHOOL = read_scheme(GOOD / "school")
RONGCHENG = xy.load_scheme("rongcheng")


def said(explanation, index: int = 0) -> list[str]:
    return explanation.sentences(explanation.rules[index].now)


def test_an_act_with_what_it_was_and_what_each_part_rests_on():
    told = RONGCHENG.explain("utility-theft", at="2019-01-01")
    (rule,) = told.rules
    assert said(told)[:5] == [
        "What falls under it is “steals-utilities” by a person.", "It is entered by “utility-company”.", "A record of it takes 60 points.",
        "It counts for 2 years, as every record that takes more than 40 points.",
        "A repeat while an earlier record of it counts takes 2 times as many points: 120 points."]
    assert told.state(rule) == "In force like this from 2019-01-01 on."
    assert told.rests_on(rule.now)[:3] == [
        ("what falls under it and points", "read in the text: RC-STD att. 1, social management: public services"),
        ("who enters it", "assumed: inferred from the kind of act; the table names no channel"),
        ("how long it counts", "borrowed from another keeper's text: WD art. 20(2)")]
    assert told.documents(rule.now)[0] == "RC-STD: “Rongcheng personal credit assessment standard, attachment 1”, a translation, seen on 2026-11-23"
    ((word, span, lines),) = told.others(rule)
    assert (word, span) == ("Before", "from 2014-01-01 until 2019-01-01")
    assert lines[0] == "A repeat takes no more points."
    assert lines[1].startswith("The same on another ground (what falls under it, who enters it and points): assumed: the table of these years was not seen")


def test_the_same_seen_from_before():
    told = RONGCHENG.explain("utility-theft", at=dt.date(2018, 12, 31))
    ((word, span, lines),) = told.others(told.rules[0])
    assert (word, span) == ("Later", "from 2019-01-01 on")
    assert lines[0] == "A repeat while an earlier record of it counts takes 2 times as many points: 120 points. [borrowed: WD art. 18(4)]"


def test_points_by_size_ladder_and_unit():
    assert "A record of it takes 5 to 50 points of “Merit” (merit), by how grave it is." in said(SCHOOL.explain("cheating", at="2021-01-01"))
    late = said(SCHOOL.explain("late", at="2022-01-01"))
    assert "A record of it takes 0.5 points of “Merit” (merit)." in late and "This act moves at most 10 points a month." in late
    assert "A repeat while an earlier record of it counts takes 1.5 times as many points, rounded down: 0.5 points." in late
    assert "A record of it brings points of “Merit” (merit) by the ladder “hours”: +1.5 from an amount of 10, up to +5 from 50." in said(SCHOOL.explain("helping"))
    assert "A record of it brings 0.5 points of “Merit” (merit) for every full 4 of the amount." in said(SCHOOL.explain("donating"))
    assert "A record of it takes 1 point of “Merit” (merit); while it lasts it is entered again every month." in said(SCHOOL.explain("fees"))
    assert "It is only recorded: no points." in said(SCHOOL.explain("visit"))


def test_lives_that_depend_on_the_points():
    assert [s for s in said(RONGCHENG.explain("other-commercial", at="2020-01-01")) if s.startswith("It counts")] == [
        "It counts for 2 years where the record takes more than 40 points.", "It counts for 1 year where the record takes points."]
    assert "It counts for ever, as every record." in said(SCHOOL.explain("overdue"))
    assert "It counts for 15 working days." in said(SCHOOL.explain("visit"))


def test_a_list_with_its_grounds_exceptions_and_what_hangs_on_it():
    lines = said(SCHOOL.explain("watch", at="2021-01-01"))
    assert "A person is listed, until a way out removes it, if the person has the grade C and has not consented (ground bad-standing)." in lines
    assert "Nobody is listed by the ground twice if the person's year is 1 (exception first-year)." in lines
    assert "It binds from the day on which the decision is served." in lines
    assert "Being on it may bring “No school trip” (no-trip) and “Pays a deposit” (deposit)." in lines
    assert "Against it there is “Appeal” (appeal)." in lines
    told = SCHOOL.explain("watch", at="2021-01-01")
    assert list(told.others(told.rules[0])) == [("Later", "from 2029-01-01 until 2030-09-01", ["Not in force."])]


def test_measures_remedies_grades_ledgers_and_consent():
    assert said(SCHOOL.explain("extra-essay", at="2020-01-01")) == ["It makes “exams” harder for a person: 2 essays each time, while the person has the grade B or C.", "It is carried out by “school”."]
    assert said(SCHOOL.explain("making-good")) == [
        "It is a repair of credit against a record of “Cheats in an exam, or helps” (cheating), open if at least 3 records of “Helps others” (helping) were entered within the last year.",
        "It is open 6 months after entry.", "It is decided by “headmaster” within 1 month.", "Meanwhile it goes on counting.",
        "If successful, the record ends and a record of “Warned” (warning) takes its place.", "It costs 5.50 yuan."]
    assert said(SCHOOL.explain("a", at="2022-01-01"))[0] == "It is the grade of a score of 100 or more, below 120."
    assert said(SCHOOL.explain("c", at="2020-01-01"))[:2] == ["It is the grade of every score below 60.5.", "It brings “Writes essays” (extra-essay)."]
    merit = said(SCHOOL.explain("merit", at="2022-01-01"))
    assert merit[:4] == ["Everybody starts at 80 points.", "The smallest part of a point is 0.5.", "The shown score is never below 0; the sum underneath is kept.",
                         "The shown score is never above 150; the sum underneath is kept."]
    assert "Every other record counts for 100 days." in merit and "There is no ceiling." in said(SCHOOL.explain("merit", at="2023-09-01"))
    assert said(SCHOOL.explain("consent", at="2022-01-01")) == ["Consent is taken as given until somebody opts out; records are kept all the same, but whoever has opted out "
                                                                "has no score and no grade and gets nothing that is granted."]
    assert said(SCHOOL.explain("objection"))[1] == "It must be filed within 15 working days of being told, or of entry where one is not told."


def test_what_rules_name():
    assert said(RONGCHENG.explain("RC-RP"))[-1] == "On it rests green-channel."
    assert said(RONGCHENG.explain("steals-utilities")) == ["Falls under “Steals tap water, gas, electricity or public heat” (utility-theft): -60."]
    assert said(SCHOOL.explain("trips")) == ["Denied: “No school trip” (no-trip), while the person is on “Watch list” (watch) and has come to know of “Watch list” (watch)."]
    assert said(SCHOOL.explain("headmaster")) == ["It decides “Objection” (objection) and “Making good” (making-good)."]


def test_an_id_of_two_rules_shows_both():
    told = RONGCHENG.explain("public-brawl", at="2018-01-01")
    assert {each.notion.name for each in told.rules} >= {"act", "ground"}
    assert "\n\n" in str(told)


def test_what_is_not_in_force_says_when_it_is():
    told = RONGCHENG.explain("a-plus", at="2020-01-01")
    (rule,) = told.rules
    assert told.state(rule) == "Not in force on 2020-01-01." and said(told) == []
    ((word, span, lines),) = told.others(rule)
    assert (word, span) == ("Before", "from 2014-01-01 until 2017-01-01") and lines[0].startswith("It is the grade of a score of 1,050 or more. [assumed: ")


@pytest.mark.parametrize(("id", "hint"), [("utility-thef", "Did you mean utility-theft?"), ("盗用公共服务资源", "Did you mean utility-theft?"),
                                          ("wd", "Did you mean WD?"), ("qqqqqq", "xinyong explain rongcheng tells them all.")])
def test_an_unknown_id_suggests_the_nearest(id, hint):
    with pytest.raises(xy.SchemeError) as error:
        RONGCHENG.explain(id)
    assert str(error.value) == f"schemes/rongcheng: {id}: nothing in this scheme is called so. {hint}"


@pytest.mark.parametrize(("at", "message"), [
    ("2019", "at: expected a date, found '2019'. Write 2019-01-01."), ("2019-02-30", "at: there is no day 2019-02-30. Write a day of the calendar as 2019-01-31."),
    ("2013-12-31", "at 2013-12-31: rongcheng is in force from 2014-01-01.")])
def test_a_date_that_is_none(at, message):
    with pytest.raises(xy.XinyongError, match="^at") as error:
        RONGCHENG.explain("utility-theft", at=at)
    assert str(error.value) == message


def test_every_id_is_told_in_both_languages_on_every_day_on_which_something_changes():
    for scheme in (SCHOOL, RONGCHENG):
        for id in list(known_ids(scheme))[:: 1 if scheme is SCHOOL else 7]:
            for lang in ("en", "zh"):
                told = scheme.explain(id, lang=lang)
                assert str(told) and told.to_dict()["rules"]


def test_every_fact_has_a_heading_a_sentence_and_a_rule_its_ground():
    for notion in NOTIONS:
        for rule in notion.rules(SCHOOL):
            for first, _, thing in rule.spans:
                for lang in ("en", "zh"):
                    for fact in notion.tell(Teller(SCHOOL, Tongue(lang), first), thing):
                        assert fact.about.partition(":")[0] in ABOUT, fact
                        assert fact.sentence and (fact.aside or notion.minor or fact.inherited or fact.basis or fact.about in ("repeat", "consent", "same-conduct")), fact


def test_a_scheme_from_top_to_bottom():
    told = SCHOOL.explain(at="2022-01-01")
    titles = [chapter.title.partition(" ")[2] for chapter in told.chapters]
    assert titles == ["Who is covered", "Points", "How long things count", "Grades", "Lists", "Measures", "Ways out", "Consent", "Wrongs of persons",
                      "Good deeds of persons", "Wrongs of organisations", "Only recorded", "What changed when", "What it rests on"]
    text = str(told)
    for act in {act.id for act in SCHOOL.acts}:
        assert f"({act})" in text
    assert "A person is covered if the person is 6 or older and “enrolled”. [RULES art. 1]" in text
    assert [part.id for part in told.chapters[3].parts] == ["a-plus", "a", "b", "c"]
    assert "2021-09-01: Ledgers: 1 changed; grades: 1 new, 3 changed; acts: 1 changed; measures: 1 dropped, 1 new." in text


def test_the_source_of_most_lines_is_told_once():
    chapter = next(c for c in RONGCHENG.explain(at="2018-01-01").chapters if c.title.endswith("Wrongs of persons"))
    assert chapter.common.why == "the table of these years was not seen; the line of about 2019 is carried back"


def test_in_a_notebook_it_shows_itself():
    assert RONGCHENG.explain("utility-theft")._repr_html_().startswith("<pre") and "&lt;" not in RONGCHENG.explain()._repr_html_()[:200]


def test_what_is_owed_and_what_is_passed_on():
    guild = read_scheme(GOOD / "guild")
    assert said(guild.explain("debt", at="2020-06-01"))[:3] == ["What is owed is the amount, in yuan.", "It is performed in time within 30 days of the record.", "It ends when nothing is left."]
    assert said(guild.explain("court-list", at="2020-06-01")) == [
        "Being listed on “court.defaulters” brings a record of “On the court's list” (listed) against the same subject.", "It arrives 1 working day later.",
        "When the original ends or is corrected, the copy is withdrawn within 3 working days.", "The copy may not be passed on by another agreement."]
    told = guild.explain("household-told", at="2020-06-01")
    assert told.sentences(told.rules[0].now)[0] == ("A record of “Convicted” (convicted) or a record of “Fined elsewhere” (fined-elsewhere) brings a record of “Of a convict's family” "
                                                    "(of-family) against every other person of the household.")
