"""URLs and names that can be addresses (not the cleaner's addresses of the same name)."""

from __future__ import annotations

import pytest

from jiazhu.text.addresses import host_of, is_slug, is_web_url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.rfi.fr:443/cn/", "www.rfi.fr"),
        ("http://[::1", ""),
        ("https://a℀b/", ""),
        ("rfi.fr/cn", ""),
        ("", ""),
    ],
)
def test_host_of_never_fails(url, host):
    """A URL that Python refuses to read has no host."""
    assert host == host_of(url)


@pytest.mark.parametrize(
    ("url", "good"),
    [("https://rfi.fr/a", True), ("HTTP://rfi.fr", True), ("javascript:alert(1)", False), ("//rfi.fr/a", False),
     ("ftp://rfi.fr/a", False), ("https:///a", False), ("http://[::1", False), ("data://x/y", False)],
)  # fmt: skip
def test_is_web_url_wants_scheme_and_host(url, good):
    """Nothing that runs, and nothing relative, is an address of the web."""
    assert good is is_web_url(url)


@pytest.mark.parametrize(
    ("name", "good"),
    [("2023-W33", True), ("李尚福", True), ("a.b", True), ("-", True), ("", False), (".", False), ("..", False),
     ("../x", False), ("a/b", False), ("a b", False), (".new-x", False), ("a?b", False),
     ("Index.html", False), ("index.htm", True)],
)  # fmt: skip
def test_is_slug_stays_in_its_folder(name, good):
    """A name is one step of an address, never a way out of the folder."""
    assert good is is_slug(name)
