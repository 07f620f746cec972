"""Which texts and URLs are the same article."""

from __future__ import annotations

import pytest
from invented import edited, text_of

from jiazhu.ingest.duplicates import Fingerprints, canonical_url, fingerprint, is_copy, letters


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://www.rfi.fr/cn/a", "http://rfi.fr//cn/a/"),
        ("https://www.rfi.fr/cn/a", "https://m.rfi.fr/cn/a#comments"),
        ("https://www.rfi.fr/cn/a?utm_source=rss", "https://www.rfi.fr/cn/a"),
        ("https://youtube.com/watch?v=1&fbclid=2", "https://www.youtube.com/watch?v=1"),
    ],
)
def test_one_page_has_one_canonical_url(url, other):
    """What a server does not mind is no other page."""
    assert canonical_url(url) == canonical_url(other)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://youtube.com/watch?v=1", "https://youtube.com/watch?v=2"),
        ("https://rfi.fr/cn/a", "https://rfi.fr/cn/b"),
        ("https://rfi.fr/cn/a", "https://voachinese.com/cn/a"),
        ("https://rfi.fr/%25E5", "https://rfi.fr/%E5"),
    ],
)
def test_other_pages_have_others(url, other):
    """A query names a page, and so does a second encoding."""
    assert canonical_url(url) != canonical_url(other)


def test_a_copy_is_found_among_others():
    """With a hundredth of its characters changed, and other punctuation."""
    prints = Fingerprints()
    for seed in range(50):
        prints.add(str(seed), fingerprint(text_of(seed)))
    copy = letters("，".join(edited(text_of(7), 0.01)))

    assert [*prints.like(fingerprint(copy))] == ["7"]
    assert is_copy(copy, text_of(7))


def test_other_texts_are_no_copies():
    """Nor is one that shares its first third: a column's preface."""
    prints = Fingerprints()
    prints.add("1", fingerprint(text_of(1)))
    preface = text_of(1)[:400] + text_of(2, 800)

    assert [*prints.like(fingerprint(text_of(2)))] == []
    assert not is_copy(preface, text_of(1))


def test_a_short_text_has_no_copies():
    """Two notices of a line may be alike and mean two events."""
    short = text_of(3, 199)

    assert not is_copy(short, short)
    assert fingerprint(short).sketch == ()


def test_a_new_print_takes_the_place_of_the_old():
    """An article's newer version is what a copy is compared with."""
    prints = Fingerprints()
    prints.add("1", fingerprint(text_of(1)))
    prints.add("1", fingerprint(text_of(2)))

    assert [*prints.like(fingerprint(text_of(2)))] == ["1"]
    assert [*prints.like(fingerprint(text_of(1)))] == []


def test_a_url_that_is_none_is_its_own():
    """What a proxy's address wraps may be nothing that can be split."""
    assert canonical_url("https://images.weserv.nl/?url=a%5B@b.com") == "https://images.weserv.nl/?url=a%5B@b.com"
