"""The sample site in a browser: readable by everybody, on any screen, with or without script."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BASE = "/watch/"
ARTICLE = "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo"
PAGES = [
    "",
    "404.html",
    *(
        f"{language}/{page}"
        for language in ("zh", "en")
        for page in (
            "",
            "digests/",
            "digests/russia-china-2023/",
            f"articles/{ARTICLE}/",
            "tags/",
            "tags/russia-china/",
            "sources/",
            "sources/rfi-zh/",
            "archive/",
            "archive/2023/08/",
            "about/",
            "subscribe/",
        )
    ),
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


class _AtBase(SimpleHTTPRequestHandler):
    """Serves a folder below the base path."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE.rstrip("/")) if path.startswith(BASE) else "/none")

    def log_message(self, *_: object) -> None:
        """Say nothing: tests speak."""


@pytest.fixture(scope="module")
def address(sample_site: Path) -> Iterator[str]:
    """Serve the sample site; give the address of its door."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_AtBase, directory=str(sample_site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser, once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, address: str):
    """Give a function that opens a page of the site; what is asked of other hosts is answered with an empty picture."""
    contexts = []

    def own_only(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            route.fulfill(status=200, content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg"/>')

    def opened(page: str, *, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script, bypass_csp=True
        )
        contexts.append(context)
        context.route("**/*", own_only)
        tab = context.new_page()
        tab.errors = []
        tab.on("console", lambda message: tab.errors.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.goto(address + page)
        return tab

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_page_is_accessible(open_page, page, width, scheme):
    """axe finds nothing, nothing scrolls sideways, and the console stays silent."""
    tab = open_page(page, width=width, scheme=scheme)
    found = [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in Axe().run(tab).response["violations"]
    ]
    assert found == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.errors == []


@pytest.mark.parametrize("page", PAGES)
def test_every_word_has_its_language(open_page, page):
    """No Han text is under `lang=en`, no block of Latin words under `lang=zh`; each element's lang is looked up."""
    texts = open_page(page).evaluate(
        """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
            while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                texts.push([walker.currentNode.data, element.closest("[lang]").lang]);
            }
            return texts;
        }"""
    )
    assert texts
    assert [(text, lang) for text, lang in texts if lang == "en" and re.search("[\u4e00-\u9fff]", text)] == []
    english_sentence = r"(?:\b[a-z]{2,}\b[ ,]+){4}"
    assert [(text, lang) for text, lang in texts if lang.startswith("zh") and re.search(english_sentence, text)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_reads_without_script(open_page, language):
    """With JavaScript off, both columns of an article are there to be read."""
    tab = open_page(f"{language}/articles/{ARTICLE}/", script=False)
    assert tab.locator(".original p").first.is_visible()
    assert tab.locator(".translation p").first.is_visible()
    assert "卢卡申科" in tab.locator(".pairs").inner_text()
    assert "Lukashenko" in tab.locator(".pairs").inner_text()


def test_keyboard_reaches_the_text_first(open_page):
    """The first Tab shows the link that skips to the text, and Enter follows it."""
    tab = open_page("en/")
    assert tab.locator(".skip").bounding_box()["x"] < 0
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert tab.locator(".skip").bounding_box()["x"] >= 0
    tab.keyboard.press("Enter")
    assert tab.url.endswith("/en/#main")


def test_each_block_stands_beside_its_translation_where_there_is_room(open_page):
    """On a wide screen each row starts on one line in both languages; on a phone the translation is below."""
    for width, beside in ((1280, True), (320, False)):
        pairs = open_page(f"en/articles/{ARTICLE}/", width=width).locator(".pair").all()
        assert len(pairs) == 9
        for pair in pairs:
            original, translation = (pair.locator(name).bounding_box() for name in (".original", ".translation"))
            assert beside == (translation["y"] == original["y"])
            assert beside == (translation["x"] >= original["x"] + original["width"])
            assert beside or translation["y"] >= original["y"] + original["height"]


def test_language_menu_leads_to_the_same_page(open_page):
    """A reader changes the language and stays on the article."""
    tab = open_page(f"en/articles/{ARTICLE}/")
    tab.get_by_role("navigation", name="Languages").get_by_text("中文").click()
    assert tab.url.endswith(f"/zh/articles/{ARTICLE}/")
    assert tab.locator("html").get_attribute("lang") == "zh-Hans"
