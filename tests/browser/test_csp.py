"""The pages under their own Content-Security-Policy: all of theirs works, and nothing that got into them runs."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from conftest import copy_sample
from playwright.sync_api import expect
from running import serving, until

from browser.test_pages import ARTICLE
from jiazhu.preview.problems import PANEL

MAIN = '<main id="main">'
LEAVES = 'http-equiv="refresh"'
SMUGGLED = {
    "inline script": "<script>window.ran = true</script>",
    "handler": '<img src="/none.png" onerror="window.ran = true">',
    "link that runs": '<a id="trap" href="javascript:window.ran=true">x</a>',
    "data script": '<script src="data:text/javascript,window.ran=true"></script>',
    "foreign script": '<script src="https://elsewhere.example/x.js"></script>',
    "frame": '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>',
    "JSON that ends early": '<script type="application/ld+json">{"a": "</script><script>window.ran = true</script>"}',
}


@pytest.fixture
def smuggle(open_page, sample_site):
    """Give a function that opens an article into whose text some HTML was smuggled."""
    page = f"en/articles/{ARTICLE}/"

    def opened(html: str):
        tab = open_page("404.html")
        clean = (sample_site / page / "index.html").read_text(encoding="utf-8")
        assert MAIN in clean
        tab.route(
            f"**/{page}",
            lambda route: route.fulfill(body=clean.replace(MAIN, MAIN + html, 1), content_type="text/html"),
        )
        tab.route(
            "https://elsewhere.example/**",
            lambda route: route.fulfill(body="window.ran = true", content_type="text/javascript"),
        )
        tab.goto(tab.url.replace("404.html", page))
        return tab

    return opened


@pytest.mark.parametrize(
    "pages",
    ["*.html", "en/*.html", "en/*/*.html", "en/articles/*/*.html", pytest.param("**/*.html", marks=pytest.mark.slow)],
)
def test_every_page_keeps_its_policy(open_page, sample_site, address, pages):
    """No page of the site makes the browser refuse anything."""
    tab = open_page("")
    found = sorted(sample_site.glob(pages))
    assert found
    for page in found:
        here = address + quote(page.relative_to(sample_site).as_posix())
        tab.goto(here)
        if LEAVES in page.read_text(encoding="utf-8"):
            tab.wait_for_url(re.compile(f"^(?!{re.escape(here)}$)"))
    assert tab.errors == []


@pytest.mark.parametrize("way", SMUGGLED)
def test_nothing_smuggled_in_runs(smuggle, way):
    """What got past every gate into a page is still refused by the browser."""
    tab = smuggle(SMUGGLED[way])
    if tab.locator("#trap").count():
        tab.locator("#trap").click()
    until(lambda: tab.evaluate("true") and any("Content Security Policy" in error for error in tab.errors))
    assert tab.evaluate("window.ran") is None


def test_base_is_refused(smuggle):
    """No element changes where the page's links lead."""
    tab = smuggle('<base href="https://elsewhere.example/">')
    assert tab.evaluate("document.baseURI") == tab.url


def test_without_the_policy_it_would_run(smuggle):
    """What these tests smuggle in does run on a page without a policy."""
    tab = smuggle("")
    page = tab.content()
    bare = re.sub(r"<meta http-equiv=[^>]*>", "", page)
    tab.route("**/bare/", lambda route: route.fulfill(body=bare + SMUGGLED["inline script"], content_type="text/html"))
    tab.goto(tab.url + "bare/")
    assert tab.evaluate("window.ran") is True


def test_preview_shows_changes_under_the_policy(browser, tmp_path):
    """A page in the preview shows what is saved, and what is wrong, and the browser refuses nothing."""
    content = copy_sample(tmp_path / "content")
    with serving(content, "--port", "0") as preview:
        tab = browser.new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        tab.route(re.compile(r"^https:"), lambda route: route.fulfill(body="", content_type="image/png"))
        tab.goto(f"http://127.0.0.1:{preview.port}/watch/en/about/")
        page = content / "pages" / "about.en.md"
        page.write_text(page.read_text(encoding="utf-8") + "\nWritten just now.\n", encoding="utf-8")
        expect(tab.get_by_text("Written just now.")).to_be_visible()
        assert said == []
        (content / "tags.yaml").write_text("nope: [", encoding="utf-8")
        problems = tab.locator(f"#{PANEL}")
        expect(problems).to_contain_text("tags.yaml:")
        expect(problems).to_have_css("position", "fixed")
        assert said == []
        tab.close()
