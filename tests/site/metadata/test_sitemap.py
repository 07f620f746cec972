"""The sitemap: which pages are in it, and what it says of each."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from told import MIXED
from written import site

from jiazhu.site.metadata.sitemap import sitemaps
from jiazhu.site.metadata.told import Listed

BASE = "https://example.org/watch/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def files(make_content):
    """Give a site with an article in both languages, one in Chinese, one in English, and one that moved."""
    return site(make_content(MIXED))


def test_sitemap_holds_pages_with_words_only(files):
    """Fallback and redirect pages are not in the sitemap; every other page is, once, with its alternates."""
    root = etree.fromstring(files["sitemap.xml"].encode())
    found = [loc.text for loc in root.iterfind("s:url/s:loc", NAMES)]
    assert len(found) == len(set(found))
    pages = {f"{BASE}{name.removesuffix('index.html')}" for name in files if re.match(r"(zh|en)/.*index\.html", name)}
    absent = {"en/articles/chinese/", "zh/articles/english/", "zh/articles/old/", "en/articles/old/"}
    assert pages - {BASE + page for page in absent} == set(found)
    (both,) = (url for url in root.iterfind("s:url", NAMES) if url[0].text == f"{BASE}en/articles/both/")
    assert [link.get("hreflang") for link in both.iterfind("x:link", NAMES)] == ["zh-Hans", "en", "x-default"]


def test_page_says_when_it_changed(files):
    """An article's date is the latest of its own, and a page of the editor's without a date has none."""
    root = etree.fromstring(files["sitemap.xml"].encode())
    dates = {url[0].text: url.findtext("s:lastmod", namespaces=NAMES) for url in root.iterfind("s:url", NAMES)}
    assert dates[f"{BASE}en/articles/both/"] == dates[f"{BASE}en/"] == "2023-08-18T12:00:00+08:00"
    assert dates[f"{BASE}en/subscribe/"] is None


def head(number):
    """Make the place of a page."""
    return Listed(address=f"https://example.org/watch/{number}/", changed="", alternates=())


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (0, ["sitemap.xml"]),
        (3, ["sitemap.xml"]),
        (7, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]),
    ],
)
def test_large_sitemap_is_an_index_of_several(count, names):
    """Beyond the limit the file is an index, which names files that together hold every address once."""
    files = dict(sitemaps([head(number) for number in range(count)], BASE, limit=3))
    assert list(files) == names
    roots = {name: etree.fromstring(data) for name, data in files.items()}
    found = [loc.text for root in roots.values() for loc in root.iterfind("s:url/s:loc", NAMES)]
    assert found == [f"{BASE}{number}/" for number in range(count)]
    listed = [loc.text for loc in roots["sitemap.xml"].iterfind("s:sitemap/s:loc", NAMES)]
    assert listed == [BASE + name for name in names[:-1]]
