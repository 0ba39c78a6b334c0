"""The portal in a browser (Debian's Chromium): nothing from outside, no error, accessible, usable by keyboard and without scripts."""

import re
import shutil
import socket
import threading
import time

import pytest
import uvicorn

from xinyong.portal.app import make_app

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SEEN = ((360, "light", "zh"), (1440, "dark", "en"))


@pytest.fixture(scope="module")
def here(folder) -> str:
    """The portal at an address of this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(make_app(folder), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium, here):
    """A tab that keeps what went wrong in it: errors of scripts, requests to elsewhere."""
    context = chromium.new_context(base_url=here, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda message: page.wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: page.wrong.append(request.url) if not request.url.startswith((here, "data:")) else None)
    yield page
    context.close()


@pytest.mark.parametrize(("width", "scheme", "lang"), SEEN)
def test_every_page_is_accessible_fits_and_loads_nothing_from_outside(tab, pages, width, scheme, lang):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    violations, wide = [], []
    for path in pages:
        tab.goto(f"/{lang}{path}")
        found = axe.Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
        violations += [(path, v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"]) for v in found]
        wide += [path] * (not tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))
    assert violations == [] and wide == []
    assert [w for w in tab.wrong if "status of 40" not in w] == []


def test_charts_come_to_life_under_the_content_policy(tab):
    tab.goto("/en/runs/town/grades")
    tab.wait_for_selector(".chart.alive", timeout=60_000)
    assert tab.wrong == []


def test_without_scripts_charts_are_pictures(chromium, here, life):
    context = chromium.new_context(base_url=here, java_script_enabled=False, viewport={"width": 400, "height": 900})
    page = context.new_page()
    for path in ("/zh/runs/town/grades", f"/zh/runs/town/subjects/{life.code}"):
        page.goto(path)
        assert page.locator(".picture.narrow svg").first.is_visible() and not page.locator(".picture.wide svg").first.is_visible()
    context.close()


def test_from_a_code_to_another_life_by_clicks(tab, life):
    tab.goto("/en")
    tab.get_by_label("Unified social credit code").fill(life.code.lower())
    tab.get_by_label("in the run").first.select_option("town")
    tab.get_by_role("button", name="Look up").first.click()
    assert tab.url.endswith(life.code)
    tab.get_by_role("link", name="What if?").click()
    label = min(life.life.entries, key=lambda e: e.points).label
    tab.get_by_role("checkbox", name=re.compile(rf"^{label} ")).check()
    tab.get_by_role("button", name="Live it again").click()
    assert f"without={label}" in tab.url
    assert tab.get_by_role("heading", name="Where they differ").is_visible()
    assert tab.wrong == []


def test_by_keyboard_alone(tab):
    tab.goto("/en")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('a.code')"):
            break
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/subjects/*")
    assert tab.get_by_role("heading", name="What they cannot do").is_visible()


def test_what_is_wrong_is_marked_while_one_types(tab):
    tab.goto("/en/rules/rongcheng/edit?file=measures.csv")
    tab.wait_for_selector(".gutter span")
    area = tab.get_by_label("Text of measures.csv")
    area.fill(area.input_value() + "nonsense,,\n")
    tab.wait_for_selector(".gutter .wrong-line", timeout=20_000)
    line = tab.locator(".gutter .wrong-line").first.text_content()
    tab.get_by_role("link", name=re.compile(f"^{line}:")).first.click()
    assert tab.evaluate("document.activeElement.id") == "text"
    assert tab.wrong == []


def test_a_run_is_watched_until_it_is_there(tab, here):
    tab.goto("/en")
    tab.get_by_role("textbox", name="persons").fill("150")
    tab.get_by_role("textbox", name="months").fill("12")
    tab.get_by_label("seed").fill("8")
    tab.get_by_role("button", name="Live it").click()
    assert tab.url == f"{here}/en/runs/rongcheng-seed8"
    until = time.monotonic() + 120
    while "what the rules did" not in tab.locator("h1").text_content():
        assert time.monotonic() < until
        tab.wait_for_timeout(200)
    assert tab.wrong == []
