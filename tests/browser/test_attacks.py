"""A poisoned digest in a browser: nothing of it runs, none of its words gets out of its place; nor would it run raw."""

from __future__ import annotations

import json
import re

import pytest
from conftest import DIGEST
from hostile import ATTACKS
from judge import skeleton
from lxml import etree
from poisoned import build_sites, by_hand
from written import original

from browser.conftest import serving_site
from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.library.load import load_library
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme
from jiazhu.text import markdown, sanitizer

PARSED = "html => new DOMParser().parseFromString(html, 'text/html').documentElement.outerHTML"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(scope="module", params=[32, pytest.param(1, marks=pytest.mark.slow)])
def sites(request, tmp_path_factory):
    """Build a poisoned site and its harmless twin."""
    return build_sites(tmp_path_factory.mktemp("sites"), request.param)


class Watched:
    """A tab, and in `seen` all that a page in it does beside being shown."""

    def __init__(self, browser, address):
        self.address = address
        self.seen: list[str] = []
        self.tab = browser.new_page()
        self.tab.on("dialog", self._dialog)
        self.tab.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        self.tab.on("popup", lambda page: self.seen.append(f"window: {page.url}"))
        self.tab.on("download", lambda download: self.seen.append(f"download: {download.url}"))
        self.tab.route("**/*", self._route)

    def _dialog(self, dialog):
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _route(self, route):
        request = route.request
        if request.url.startswith(self.address):
            route.continue_()
        elif request.resource_type == "image":
            route.fulfill(body='<svg xmlns="http://www.w3.org/2000/svg"/>', content_type="image/svg+xml")
        else:
            self.seen.append(f"{request.resource_type}: {request.url}")
            route.fulfill(status=204, body="")  # which leaves a page where it is

    def open(self, path):
        """Open a page, and tell what ran on it."""
        self.tab.goto(self.address + path)
        return self.tab.evaluate("window.ran")


@pytest.fixture
def watch(browser):
    """Give a function that opens a tab on a site at an address."""
    tabs = []

    def opened(address):
        tabs.append(Watched(browser, address))
        return tabs[-1]

    yield opened
    for watched in tabs:
        watched.tab.close()


def pages_of(site):
    """List the pages and mails of a site, in one language: the other ones are made of the same words."""
    return sorted(path.relative_to(site).as_posix() for path in site.glob("en/**/*.html"))


def test_nothing_runs(sites, watch):
    """On no page of a poisoned site anything happens, and nothing but pictures is asked of other hosts."""
    with serving_site(sites[0]) as address:
        watched = watch(address)
        refused: list[str] = []
        watched.tab.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
        for page in pages_of(sites[0]):
            assert watched.open(page) is None, page
            assert (watched.seen, refused) == ([], []), page


def test_the_browser_builds_each_page_as_its_harmless_twin(sites, browser):
    """What a browser makes of a page is the same as without attacks, outside of the writers' own text."""
    tab = browser.new_page()
    for page in pages_of(sites[0]):
        poisoned, harmless = (tab.evaluate(PARSED, (site / page).read_text(encoding="utf-8")) for site in sites)
        assert skeleton(poisoned) == skeleton(harmless), page
    tab.close()


def test_html_for_others_runs_nowhere(sites, watch):
    """What feeds and annotations hold does nothing where a program writes it into a page without any policy."""
    pieces = []
    for path in sites[0].rglob("feeds/**/*.xml"):
        root = etree.fromstring(path.read_bytes())
        pieces += [node.text for node in root.iter("{http://www.w3.org/2005/Atom}content", ENCODED, "description")]
    for path in sites[0].rglob("feeds/**/*.json"):
        pieces += [item["content_html"] for item in json.loads(path.read_bytes())["items"]]
    for path in sites[0].rglob("annotations.jsonld"):
        values = re.findall(r'"value": ("<.*"),?$', path.read_text(encoding="utf-8"), re.MULTILINE)
        pieces += map(json.loads, values)
    assert len(pieces) > 50
    with serving_site(sites[0]) as address:
        watched = watch(address)
        page = "<!doctype html><title>reader</title><main></main>"
        watched.tab.route(f"{address}reader", lambda route: route.fulfill(body=page, content_type="text/html"))
        watched.open("reader")
        watched.tab.evaluate(
            "pieces => document.querySelector('main').append(...pieces.map((html) => {"
            " const piece = document.createElement('article'); piece.innerHTML = html; return piece; }))",
            list(dict.fromkeys(filter(None, pieces))),
        )
        watched.tab.wait_for_timeout(200)
        assert watched.tab.evaluate("window.ran") is None
        assert watched.seen == []


def test_search_shows_attacks_as_words(sites, watch):
    """Results hold what was found as text, marked, and nothing of it runs."""
    with serving_site(sites[0]) as address:
        watched = watch(address)
        watched.open("en/search/?q=ran")
        watched.tab.locator(".results li").first.wait_for()
        assert "top.ran=" in watched.tab.locator(".results").inner_text()
        assert watched.tab.evaluate("window.ran") is None
        assert watched.seen == []


class Off:
    """A sanitizer that lets everything through."""

    def clean(self, html):
        return html


@pytest.mark.parametrize("share", [16, pytest.param(1, marks=pytest.mark.slow)])
def test_the_policy_holds_without_the_sanitizer(share, watch, tmp_path, monkeypatch):
    """Were the sanitizer to fail altogether, attacks would be on the pages as they are, and still none would run."""
    monkeypatch.setattr(sanitizer, "_CLEANER", Off())
    monkeypatch.setattr(sanitizer, "without_stray_items", lambda html: html)
    monkeypatch.setattr(markdown.PARSER, "validateLink", lambda _url: True)
    kinds = ("html", "svg", "mathml", "mutation", "markdown")
    attacks = [by_hand(attack) for kind in kinds for attack in ATTACKS[kind] if "top.ran" in attack][::share]
    content = tmp_path / "content"
    for number, attack in enumerate(attacks):
        path = content / "articles" / f"a{number}" / "zh.md"
        path.parent.mkdir(parents=True)
        path.write_text(original(f"a{number}", body=f"文 {attack}\n\n{attack}"), encoding="utf-8")
    (content / "digest.toml").write_text(DIGEST.replace('["zh", "en"]', '["zh"]'), encoding="utf-8")
    library = load_library(content, load_config(content / "digest.toml"), Problems())
    assert len(library.articles) > 0.95 * len(attacks)
    build(library, Theme(), tmp_path / "site")

    found = 0
    with serving_site(tmp_path / "site") as address:
        watched = watch(address)
        for article in library.articles:
            watched.tab.goto(f"{address}zh/articles/{article.slug}/", wait_until="domcontentloaded")
            found += watched.tab.evaluate(
                "() => { const bad = 'script, iframe, object, embed, svg, math, [onerror], [onload], [onclick]';"
                " const found = document.querySelectorAll('.prose :is(' + bad + ')').length;"
                " for (const link of document.querySelectorAll('.prose a[href]'))"
                "  if (!/^https?:$/.test(link.protocol)) link.dispatchEvent(new MouseEvent('click'));"
                " for (const button of document.querySelectorAll('.prose button, .prose input')) button.click();"
                " return found; }"
            )
            watched.tab.wait_for_timeout(50)
            assert watched.tab.evaluate("window.ran") is None, article.body
    assert found > len(attacks) / 2
    # A policy has no word on where a page leads: by a `<meta>`, as by a link.
    assert {what.partition(":")[0] for what in watched.seen} <= {"document", "error"}, watched.seen
