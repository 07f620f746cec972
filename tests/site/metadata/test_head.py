"""What a page says of its address and its languages."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from told import MIXED
from written import load, site

from jiazhu.site.metadata.head import page_head
from jiazhu.site.page import Page
from jiazhu.site.urls import Urls

BASE = "https://example.org/watch/"


@pytest.fixture
def files(make_content):
    """Give a site with an article in both languages, one in Chinese, one in English, and one that moved."""
    return site(make_content(MIXED))


def links(html, rel):
    """List the links of one rel in a page's head: hreflang, where there is one, and address."""
    found = re.findall(rf'<link rel="{rel}"(?: hreflang="([^"]*)")? href="([^"]*)">', html)
    return [tuple(filter(None, link)) for link in found]


@pytest.mark.parametrize(
    ("page", "canonical"),
    [
        ("en/articles/both/", "en/articles/both/"),
        ("zh/articles/chinese/", "zh/articles/chinese/"),
        ("en/articles/chinese/", "zh/articles/chinese/"),
        ("zh/articles/english/", "en/articles/english/"),
        ("en/tags/", "en/tags/"),
        ("en/", "en/"),
        ("", ""),
    ],
)
def test_canonical_is_the_page_that_has_the_words(files, page, canonical):
    """A page names its own address as canonical, a fallback page the original's."""
    assert [(BASE + canonical,)] == links(files[f"{page}index.html"], "canonical")


def test_alternates_are_there_where_both_have_words(files):
    """A page in two languages names both and the default; each names the same."""
    expected = [
        ("zh-Hans", f"{BASE}zh/articles/both/"),
        ("en", f"{BASE}en/articles/both/"),
        ("x-default", f"{BASE}zh/articles/both/"),
    ]
    for language in ("zh", "en"):
        assert expected == links(files[f"{language}/articles/both/index.html"], "alternate")


@pytest.mark.parametrize("name", ["chinese", "english"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_alternates_where_one_has_words(files, name, language):
    """An article in one language has no hreflang, on its own page or on the fallback."""
    assert links(files[f"{language}/articles/{name}/index.html"], "alternate") == []


def test_third_language_falls_back_without_alternates(make_content):
    """Where two of three languages have the words, the third has neither alternates nor itself as canonical."""
    config = load(make_content({})).config
    config = replace(config, languages=("zh", "en", "ru"))
    page = Page(language="ru", parts=("articles", "one"), template="", context={}, real_in=("zh", "en"))
    head = page_head(page, Urls(BASE), config)
    assert ((), f"{BASE}zh/articles/one/") == (head.alternates, head.canonical)
    assert list(head.links) == ["zh", "en", "ru"]


def test_every_page_links_to_itself_in_the_other_language(files):
    """The language menu leads to the same page, fallback or not."""
    for name, html in files.items():
        if name.startswith("en/") and name.endswith("index.html") and "/old/" not in name:
            other = f"/watch/zh/{name.removeprefix('en/').removesuffix('index.html')}"
            assert f'<a href="{other}" lang="zh-Hans" hreflang="zh-Hans">' in html, name
