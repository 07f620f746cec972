"""Addresses: the base path is in each of them once."""

from __future__ import annotations

import pytest

from jiazhu.site.urls import Urls

ROOT = Urls("https://example.org/")
REPO = Urls("https://example.org/repo/", {"style.css": "style.1234.css"})


@pytest.mark.parametrize(
    ("urls", "parts", "expected"),
    [
        (ROOT, ("en",), "/en/"),
        (REPO, ("en",), "/repo/en/"),
        (REPO, ("en", "tags", "trade"), "/repo/en/tags/trade/"),
        (REPO, ("zh", "articles", "2023-习 访俄"), "/repo/zh/articles/2023-%E4%B9%A0%20%E8%AE%BF%E4%BF%84/"),
        (REPO, ("zh-Hant",), "/repo/zh-hant/"),
    ],
)
def test_page_is_below_base_path_and_language(urls, parts, expected):
    """A page's address is the base path, the language in lower case and the parts, each percent-encoded."""
    assert expected == urls.page(*parts)


def test_file_has_no_slash_at_its_end():
    """A file's address ends with its name."""
    assert REPO.file("en", "feeds", "atom.xml") == "/repo/en/feeds/atom.xml"


def test_asset_carries_its_hash():
    """A static file is linked under the name that has its hash."""
    assert REPO.asset("style.css") == "/repo/static/style.1234.css"


def test_missing_asset_is_named():
    """Asking for a static file that the theme lacks tells which."""
    with pytest.raises(LookupError, match=r"static/nope\.css"):
        REPO.asset("nope.css")


def test_absolute_adds_scheme_and_host_once():
    """An absolute address has the base path once."""
    assert REPO.absolute(REPO.page("en")) == "https://example.org/repo/en/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/repo/", "index.html"),
        ("/repo/en/", "en/index.html"),
        ("/repo/en/feeds/atom.xml", "en/feeds/atom.xml"),
        ("/repo/zh/articles/%E4%B9%A0/", "zh/articles/习/index.html"),
    ],
)
def test_path_of_is_the_file_a_server_sends(url, expected):
    """An address that ends in a slash is an index.html, and file names are not percent-encoded."""
    assert expected == REPO.path_of(url)


def test_base_path_is_taken_off_the_front_only():
    """A page whose name holds the base path keeps it."""
    assert REPO.path_of(REPO.page("en", "repo")) == "en/repo/index.html"


@pytest.mark.parametrize("parts", [(), ("tags", "trade"), ("sources", "中国 %"), ("repo",)])
def test_a_page_is_where_its_address_leads(parts):
    """The builder's file for a page is the one that a server sends for its address."""
    assert REPO.page_file("zh-Hant", *parts) == REPO.path_of(REPO.page("zh-Hant", *parts))
