"""What the portal refuses: other hosts, other sites' forms, ways out of its folder; and that no odd request gets a 5xx."""

import asyncio
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = "http://127.0.0.1"
ODD = ("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "\u202e", "<script>alert(1)</script>", "'; drop table run; --", "荣成", "a" * 5000, "-1", "1e999",
       "9" * 400, "NaN", "{{7*7}}", "%s%n", "\ud7ff", ".", "..", "town.duckdb", "town/../town")


def test_a_run_is_only_ever_one_of_the_folder(portal, folder):
    outside = folder.parent / "outside.duckdb"
    outside.write_bytes((folder / "town.duckdb").read_bytes())
    for name in ("../outside", "..%2Foutside", quote(str(outside.with_suffix("")), safe=""), ".%2Ftown", "town.duckdb"):
        assert portal.get(f"/en/runs/{name}").status_code == 404, name


def test_other_hosts_and_other_sites_forms_are_refused(portal):
    assert portal.get("/en", headers={"Host": "evil.example"}).status_code == 403
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}, {"Origin": ""}):
        answer = portal.post("/en/runs", data={"world": "rongcheng"}, headers=headers, follow_redirects=False)
        assert answer.status_code == 403, headers
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert portal.request(method, "/en/runs/town").status_code in (403, 405)


def test_what_is_sent_is_bounded_and_checked(portal):
    assert portal.post("/en/runs", content=b"world=" + b"x" * 5_000_000).status_code == 413
    assert portal.post("/en/runs", content="&".join(f"a{i}=1" for i in range(1000))).status_code == 400
    for fields in ({}, {"world": "/etc"}, {"world": "../rongcheng"}, {"world": "rongcheng", "variant": "../x"}, {"world": "rongcheng", "people": "many"},
                   {"world": "rongcheng", "seed": "1" * 30}, {"world": "rongcheng", "months": "１２"}):
        assert portal.post("/en/runs", data=fields, follow_redirects=False).status_code == 400, fields


def test_what_is_typed_is_shown_as_text(portal):
    for path in ("/en/find?run=town&ask=", "/en/runs/", "/en/look-up?run=town&code="):
        answer = portal.get(path + quote("<script>alert(1)</script>", safe=""))
        assert "<script>alert" not in answer.text


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_odd_request_gets_a_5xx(portal, pages, life, data):
    text = st.one_of(st.sampled_from(ODD), st.text(max_size=30), st.integers().map(str), st.dates().map(str))
    path = data.draw(st.one_of(st.sampled_from(pages), st.lists(text, max_size=5).map(lambda parts: "/" + "/".join(quote(p, safe="", errors="replace") for p in parts))))
    names = st.sampled_from(["as_of", "without", "do", "skip", "variant", "until", "since", "day", "event", "amount", "run", "ask", "code", "step", "v", "refuse", "whole"])
    query = data.draw(st.lists(st.tuples(names, text), max_size=4))
    asked = "&".join(f"{k}={quote(v, errors='replace')}" for k, v in query)
    lang = data.draw(st.sampled_from(["en", "zh", "xx", "", "EN"]))
    joined = f"{'&' if '?' in path else '?'}{asked}" if asked else ""
    answer = portal.request(data.draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST"])), f"/{lang}{path}{joined}", follow_redirects=False)
    assert answer.status_code < 500, (lang, path, asked)


@pytest.mark.parametrize("raw", [b"/en/runs/%ff%fe", b"/en/%2e%2e/%2e%2e", b"//evil.example/", b"/en/find?ask=%ff&run=%00", b"/static/..%2fapp.py", b"/static/%00"])
def test_raw_paths_are_answered(portal, raw):
    path, _, query = raw.partition(b"?")
    from urllib.parse import unquote

    said = {}

    async def call():
        scope = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": unquote(path.decode("ascii")), "raw_path": path,
                 "query_string": query, "root_path": "", "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                said["status"] = message["status"]

        await portal.app(scope, receive, send)

    asyncio.run(call())
    assert said["status"] < 500
