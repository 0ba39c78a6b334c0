"""A record as the portal shows it: what the Record says, with every reason, and the same life under a change."""

import re

import pytest

from xinyong.portal import timeline
from xinyong.record import timeline as record_timeline
from xinyong.record.rules import iso


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_record_shows_what_the_record_is(portal, life):
    text = _text(portal.get(f"/en/runs/town/subjects/{life.code}").text)
    whole = life.to_dict()
    for standing in whole["standings"]:
        if standing["score"] is not None:
            assert f"{standing['score']:,g} points" in text
    for r in whole["records"]:
        assert r["label"]["en"].replace("'", "&#39;") in text and r["day"] in text
    for m in whole["measures"]:
        assert m["label"]["en"].replace("'", "&#39;") in text
    for link in (x for m in whole["measures"] for x in m["because"] if x["document"]):
        assert link["document"] in text


def test_as_json_it_is_the_same(portal, life):
    assert portal.get(f"/en/runs/town/subjects/{life.code}/data.json").json() == life.to_dict()


def test_as_of_a_day(portal, life):
    day = iso(life.life.entries[0].day - 1)
    text = portal.get(f"/zh/runs/town/subjects/{life.code}?as_of={day}").text
    assert "没有任何记录" in text
    assert portal.get(f"/en/runs/town/subjects/{life.code}?as_of=1999-01-01").status_code == 400


def test_what_if_puts_two_lives_side_by_side(portal, life):
    entry = min(life.life.entries, key=lambda e: e.points)
    answer = portal.get(f"/en/runs/town/subjects/{life.code}/what-if?without={entry.label}")
    other = life.what_if(without=entry.label)
    for record in (life, other.record):
        for s in record.standings:
            if s["score"] is not None:
                assert f"{s['score']:,g} points" in _text(answer.text)
    assert "Records only as lived" in answer.text


@pytest.mark.parametrize(("query", "said"), [
    ("without=r999", "There is no record r999"), ("do=2016-01-01+do+nothing-known", "nothing-known"), ("do=1990-01-01+do+volunteers", "not within this life"),
    ("do=x", "expected"), ("variant=no-such", "no variant"), ("event=do+volunteers", "a day is missing")])
def test_a_change_that_cannot_be_is_told(portal, life, query, said):
    answer = portal.get(f"/en/runs/town/subjects/{life.code}/what-if?{query}")
    assert answer.status_code == 400 and said in answer.text


def test_playing_adds_what_was_decided_and_nothing_else(portal, life):
    first = portal.get(f"/en/runs/town/subjects/{life.code}/play/on?step=year&event=do+volunteers&amount=40", follow_redirects=False)
    assert first.status_code == 303
    where = first.headers["location"]
    assert "until=2014-12" in where and "do=2014-01-01+do+volunteers+amount%3D40" in where
    assert portal.get(where).status_code == 200
    beside = re.search(r'href="([^"]*what-if[^"]*)"', portal.get(where).text)[1].replace("&amp;", "&")
    assert portal.get(beside).status_code == 200


def test_a_refused_deed_leaves_its_records_out(portal, life):
    entry = next(e for e in life.life.entries if e.points < 0 and not e.false)
    deed = f"{iso(entry.deed)}:{life.rules.acts[entry.act]['conduct']}"
    last = "2017-04"
    played = portal.get(f"/en/runs/town/subjects/{life.code}/play", params={"skip": deed, "until": last, "since": "2014-01"})
    assert played.status_code == 200
    assert f"Record {entry.label}," not in played.text
    assert f"Record {entry.label}," in portal.get(f"/en/runs/town/subjects/{life.code}/play", params={"until": last, "since": "2014-01"}).text


def test_a_mistyped_code_is_answered_with_what_is_wrong(portal, life):
    swapped = life.code[:9] + life.code[10] + life.code[9] + life.code[11:]
    wrong = swapped if swapped != life.code else life.code[:-1] + ("1" if life.code[-1] != "1" else "2")
    answer = portal.get("/en/look-up", params={"run": "town", "code": wrong})
    assert answer.status_code == 404 and life.code in answer.text
    assert portal.get("/en/look-up", params={"run": "town", "code": life.code}, follow_redirects=False).headers["location"].endswith(life.code)
    for code in ("", "x", "110101199003078515", "🙂" * 20, "' or 1=1 --"):
        assert portal.get("/zh/look-up", params={"run": "town", "code": code}).status_code == 404


def test_every_kind_of_event_has_its_sentence():
    assert set(record_timeline._ORDER) == set(timeline._MAKERS)
