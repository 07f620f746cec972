"""Fragments of entries: what is written is what `import` reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.ingest.feeds.entries import Entry
from jiazhu.ingest.feeds.fragments import fragment_name, fragment_of
from jiazhu.ingest.fragment import parse_fragment

WORDS = st.text("题[]()<>&;#amp \"'\\标", max_size=40).map(lambda text: " ".join(text.split()))


@given(title=WORDS, path=st.text("a1/[(%)?&=图", max_size=20), html=WORDS)
def test_a_fragment_reads_back(title, path, html):
    """Title, address, text and time, whatever brackets and entities are in them."""
    url, html = f"https://example.org/{path}", f"<p>{html}</p>"
    read = parse_fragment(fragment_of(Entry(title=title, url=url, html=html), 1700000000123), "x.txt", Path("x.txt"))
    assert (read.title, read.url, read.html, read.epoch) == (title, url, html, 1700000000123)


def test_a_fragment_is_as_an_archiver_saves_it():
    """Comment, title and address, rule, an empty line, HTML."""
    entry = Entry(title="A & B", url="https://e.org/1", html="<p>x</p>\r\n<p>y</p>")
    expected = b"<!--1700000000123-->\n[A &amp; B](https://e.org/1)\n------\n\n<p>x</p>\n<p>y</p>\n"
    assert fragment_of(entry, 1700000000123) == expected


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://www.rfi.fr/cn/1", "rfi.fr-"),
        ("https://CHINESE.example.org:8080/1", "chinese.example.org-"),
        ("https://中文.example/1", "example-"),
        ("https://[::1]/1", "1-"),
        (f"https://{'a' * 300}.org/1", f"{'a' * 60}-"),
        ("https://-/1", "feed-"),
    ],
)
def test_a_name_begins_with_the_host(url, start):
    """In letters that every disk takes, and it is no hidden file."""
    name = fragment_name(url)
    assert name.startswith(start)
    assert len(name) == len(start) + 16 + len(".txt")


def test_one_page_has_one_name():
    """However it was reached; another page has another."""
    names = {
        fragment_name(f"{start}{end}") for start in ("http://www.", "https://") for end in ("e.org/1/", "e.org/1#x")
    }
    assert len(names) == 1
    assert fragment_name("https://e.org/2") not in names
