"""What holds of every record, whatever the luck."""

from collections import Counter

from xinyong.record.ahead import Ahead, _borne
from xinyong.record.weigh import Scales


def days_of(record) -> list[int]:
    """Days on which something changed for the subject, and the days before them."""
    life = record.life
    days = {e.day for e in life.entries} | {e.ended for e in life.entries if e.ended}
    days |= {d for stays in (life.measures, *life.grades) for s in stays for d in (s.day, s.ended) if d}
    days |= {day for day in record.rules.epochs if record.conditions.first_day <= day <= record.as_of}
    return sorted(d for x in days for d in (x - 1, x) if record.conditions.first_day <= d <= record.as_of)


def test_score_is_start_plus_what_live_records_count_for(everybody):
    """On every day on which anything changed, and the day before it."""
    seen = 0
    for record in everybody:
        rules = record.rules
        for day in days_of(record):
            for ledger in range(len(rules.ledgers)):
                score = record.life.score(ledger, day)
                if score is not None:
                    start, floor, ceiling = rules.limits(ledger, day)
                    points = sum(e.points for e in record.life.live(day) if rules.acts[e.act]["ledger"] == ledger)
                    assert score == min(max(start + points, floor), ceiling), (record, day)
                    seen += points != 0
    assert seen > 500


def test_grade_is_the_one_that_score_and_overrides_give(everybody):
    """The band of the score, or a worse grade given directly or by a list."""
    for record in everybody:
        for slot, about in enumerate(record.rules.slots):
            for day in days_of(record):
                grade, score = record.life.grade(slot, day), record.life.score(about["ledger"], day)
                if score is None:
                    assert grade == ""
                    continue
                grades = [record.rules.band_of(slot, score, day)["id"]]
                grades += [record.rules.acts[e.act]["grade"] for e in record.life.entries
                           if record.rules.acts[e.act]["grade"] and e.day <= day < record.life.grade_end(e)]
                known = [g for g in grades if record.rules.rank(slot, g, day)]
                assert grade == min(known, key=lambda g: record.rules.rank(slot, g, day)), (record, day)


def test_measures_are_those_that_the_standing_brings(everybody):
    """None without its cause, and none missing: the kernel's measures against a second reading of their conditions."""
    seen = Counter()
    for record in everybody:
        ahead = Ahead(record)
        for day in days_of(record)[::3]:
            borne = {s.what for s in record.life.borne(day)}
            assert borne == {m for m, rule in enumerate(record.rules.measures) if _borne(ahead, rule, day, {})}, (record, day)
            seen.update(borne)
    assert len(seen) > 10


def test_every_restriction_has_a_complete_chain(everybody):
    """From the measure to a record, a grade's rule or who somebody is; every link with a document and pinpoint, or why it is assumed."""
    seen = 0
    for record in everybody:
        for row in record.to_dict()["measures"] if record.life.measures else []:
            chain = row["because"]
            assert chain[0]["link"] == "measure" and chain[0]["rule"] == row["measure"]
            for link in chain:
                assert link["rule"] and link["label"]["en"]
                assert link["document"] and link["title"]["en"] and link["seen"] or link["why"], link
            rule = next(m for m in record.rules.measures if m["id"] == row["measure"])
            if "grade" in rule["when"]:
                assert chain[1]["link"] == "grade"
                assert chain[-1]["link"] in ("score", "record"), chain
                seen += chain[-1]["link"] == "record"
    assert seen > 20


def test_a_restriction_that_records_brought_names_records_that_counted(busiest):
    """The records of a chain counted on the day that the measure began, and explain the score's distance from the start."""
    for record in busiest:
        for stay in record.life.measures:
            rule = record.rules.measures[stay.what]
            if rule["kind"] != "deny":
                continue
            named = {link["id"] for link in record.because.measure(stay) if link["link"] == "record"}
            live = {e.label for e in record.life.live(stay.day)}
            assert named and named <= live | {e.label for e in record.life.entries if record.rules.acts[e.act]["grade"]}


def test_replay_ends_where_the_run_did(town, everybody):
    """Everybody's grade at the end, counted, is what the run counted."""
    for scheme, grades in town.last_grades.items():
        slot = everybody[0].rules.slot_of[scheme]
        assert Counter(r.life.grade(slot, r.as_of) for r in everybody) == {g: n for g, n in grades.items() if n}


def test_a_record_as_of_a_day_is_what_had_happened_by_then(town, busiest):
    """The timeline as of a day is the whole timeline cut there; what had not ended has not ended."""
    for record in busiest[:15]:
        earlier = town.record(record.code, as_of="2018-03-14")
        assert earlier.timeline == [event for event in record.timeline if event["day"] <= "2018-03-14"]
        assert all(e.ended is None or e.ended <= earlier.as_of for e in earlier.life.entries)
        assert [e.label for e in earlier.life.entries] == [e.label for e in record.life.entries if e.day <= earlier.as_of]


def test_labels_stand_for_act_day_and_occurrence(busiest):
    for record in busiest:
        keys = [(e.act, e.day, e.occurrence) for e in record.life.entries]
        assert len(set(keys)) == len(keys)
        assert [e.label for e in record.life.entries] == [f"r{i}" for i in range(1, len(keys) + 1)]


def test_codes_lead_back_to_their_record(town, everybody):
    for record in everybody[::37]:
        found = town.record(record.code)
        assert (found.unit, found.member) == (record.unit, record.member)
        assert {m["code"] for m in found.household} >= {record.code}


def test_what_comes_is_what_came(town, busiest):
    """Where nothing else happened in between, the first change foretold in the middle of a life is the one that came."""
    seen = 0
    for record in busiest:
        earlier = town.record(record.code, as_of="2019-06-30")
        foretold = earlier.to_dict()["next"]["if_nothing_is_done"]
        if not foretold or foretold[0]["day"] > "2023-12-31" or foretold[0]["rules_change"]:
            continue
        first = foretold[0]
        between = [e for e in record.timeline if "2019-06-30" < e["day"] <= first["day"] and e["event"] in ("record", "decided", "filed", "rules")]
        if between or len(first["scores"]) != 1:
            continue
        came = dict(record.score_steps("rongcheng"))
        day = next(d for d in came if d > earlier.as_of)
        assert (day, came[day]) == (next(e.until for e in earlier.life.live(earlier.as_of) if e.until == day), first["scores"][0]["to"])
        seen += 1
    assert seen > 5


def test_weighing_agrees_with_the_rules_about_age_and_attributes(everybody):
    """Conditions on who somebody is, weighed for all against plain looking."""
    for record in everybody[::11]:
        scales = Scales(record.whole, record.member, record.as_of, "rongcheng")
        person = record.kind == "person"
        assert scales.weigh("kind == person").value == person
        if person:
            age = record.whole.age(record.member, record.as_of)
            assert scales.weigh("age >= 60").value == (age >= 60)
            assert bool(scales.weigh("hukou == rural and income in (1, 2)").value) == (
                record.attributes["hukou"] == "rural" and record.attributes["income"] in ("1", "2"))
        else:
            assert not scales.weigh("age >= 0").value
