"""Every page of the portal, in both languages: well formed, accessible in what can be read off its text, loading nothing from outside."""

import re
from pathlib import Path

import pytest

from html_page import VOID, Page
from xinyong.portal import words
from xinyong.portal.frame import address, preferred

EXPECTED = {"/runs/broken": 404, "/runs/nobody": 404, "/find?run=town&ask=scor+%3C": 400}
TEMPLATES = Path(words.__file__).parent / "templates"


@pytest.fixture(scope="session", params=words.LANGUAGES)
def read(request, portal, pages):
    """(address, status, text, the page taken apart) of every page in a language."""
    found = []
    for path in pages:
        answer = portal.get(f"/{request.param}{path}")
        found.append((path, answer, Page(answer.text)))
    return request.param, found


def test_every_page_answers(read):
    for path, answer, _ in read[1]:
        assert answer.status_code == EXPECTED.get(path, 200), path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_every_page_is_well_formed_and_its_ids_are_its_own(read):
    for path, _, page in read[1]:
        assert page.wrong == [] and page.open == [], path
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids)), (path, [i for i in ids if ids.count(i) > 1][:5])


def test_nothing_is_loaded_from_outside(read):
    for path, answer, page in read[1]:
        loaded = [a.get("src") or a.get("href") for tag, a in page.tags if tag in ("script", "link", "img") and (a.get("src") or a.get("href"))]
        assert loaded and all(x.startswith("/static/") for x in loaded), path
        assert "style=" not in re.sub(r"<script type=.application/json.*?</script>", "", answer.text, flags=re.S), path
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_every_page_says_that_it_is_synthetic_and_in_which_language(read):
    lang, found = read
    for path, answer, page in found:
        assert "SYNTHETIC" in answer.text
        html = next(a for tag, a in page.tags if tag == "html")
        assert html["lang"] == ("zh-Hans" if lang == "zh" else "en"), path
        assert [tag for tag, _ in page.tags].count("h1") == 1, path
        assert {"main", "header", "footer", "nav"} <= {tag for tag, _ in page.tags}, path


def test_every_field_has_a_label_and_every_link_a_text(read):
    for path, answer, page in read[1]:
        hidden = [a for tag, a in page.tags if tag in ("input", "select") and a.get("type") != "hidden" and not a.get("id")]
        labels = re.findall(r"<label[^>]*>.*?</label>|<label[^>]*>.*", answer.text, flags=re.S)
        inside = sum(len(re.findall(r"<(?:input|select|textarea)\b", label)) for label in labels)
        assert inside >= len(hidden), path
        assert not re.findall(r"<a [^>]*>\s*</a>", answer.text), path


def test_links_within_the_portal_lead_somewhere(portal, read):
    lang, found = read
    links = {a["href"].partition("#")[0] for _, answer, page in found for tag, a in page.tags
             if tag == "a" and a["href"].startswith("/") and answer.status_code == 200}
    elsewhere = [link for link in links if not re.search(r"/subjects/|/figures/", link)]
    assert len(elsewhere) > 20
    for link in elsewhere:
        assert portal.get(link).status_code == (404 if link.endswith("/runs/broken") else 200), link


def test_the_language_link_leads_to_the_same_page(portal, pages):
    answer = portal.get("/en/find?run=town&ask=score+%3C+900")
    assert 'href="/zh/find?run=town&amp;ask=score+%3C+900"' in answer.text


@pytest.mark.parametrize(("accepted", "lang"), [("", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,zh;q=0.5", "en"), ("fr,zh;q=0.2,en;q=0.1", "zh"), ("zh;q=0", "en"),
                                                ("de", "en"), ("zh;q=x", "en"), (",;,", "en")])
def test_the_browser_chooses_the_language(portal, accepted, lang):
    assert preferred(accepted) == lang
    answer = portal.get("/", headers={"Accept-Language": accepted}, follow_redirects=False)
    assert answer.status_code == 302 and answer.headers["location"] == f"/{lang}"


def test_every_word_in_a_template_is_in_the_catalog_in_both_languages():
    used = {key for path in TEMPLATES.glob("*.html") for key in re.findall(r"\bt\('([^']+)'[,)]", path.read_text("utf-8"))}
    assert used <= set(words._WORDS), used - set(words._WORDS)
    for key, (en, zh) in words._WORDS.items():
        assert set(re.findall(r"{\w+}", en)) == set(re.findall(r"{\w+}", zh)), key
        assert en or not zh, key


def test_addresses_are_written_one_way():
    assert address("en", "runs", "a b/c", "subjects", "x") == "/en/runs/a%20b%2Fc/subjects/x"
    assert address("zh", "find", run="a", ask="", do=["1 x", "2 y"]) == "/zh/find?run=a&do=1+x&do=2+y"
    assert "input" in VOID


def test_figures_can_be_taken_away(portal):
    csv = portal.get("/en/runs/town/figures/grades-rongcheng.csv")
    assert csv.content.startswith(b"\xef\xbb\xbf# SYNTHETIC") and "attachment" in csv.headers["content-disposition"]
    svg = portal.get("/zh/runs/town/figures/grades-rongcheng.svg").text
    assert "SYNTHETIC" in svg and "var(--" not in svg and svg.startswith("<svg")
    assert portal.get("/en/runs/town/figures/grades-rongcheng.png").content.startswith(b"\x89PNG")
    assert portal.get("/en/runs/town/figures/nothing.png").status_code == 404
    assert portal.get("/en/runs/town/figures/grades-rongcheng.exe").status_code == 404
