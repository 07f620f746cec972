"""The sitemap: which pages are in it, and what it says of each."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from written import original, site, translation

BASE = "https://example.org/watch/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def files(make_content):
    """Give a site with an article in both languages, one in Chinese, one in English, and one that moved."""
    return site(
        make_content(
            {
                "articles/both/zh.md": original("a1", aliases="[old]"),
                "articles/both/en.md": translation(),
                "articles/chinese/zh.md": original("a2"),
                "articles/english/en.md": original("a3", lang="en"),
            }
        )
    )


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
