"""The words of the sample site: each stands under the language it is in, on every page."""

from __future__ import annotations

import re

import pytest
from lxml import html

HAN = re.compile("[\u3400-\u9fff]")
ENGLISH_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b[ ,]+){4}")
SIMPLIFIED = re.compile("[们这为说国时来会对学发后经过吗东车门问间见让还进运远达连选边]")
SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "content", "placeholder")


def words_of(page):
    """Go through the words of a page, those in attributes too: each with the language of the nearest element."""
    for element in html.fromstring(page).iter("*"):
        if element.tag in {"script", "style"}:
            continue
        lang = element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        yield element.text or "", lang
        for child in element:
            yield child.tail or "", lang
        if element.tag == "meta" and lang == "en":
            continue  # what it says in one text for machines may name things in both languages
        for name in SPOKEN_ATTRIBUTES:
            yield element.get(name, ""), lang


@pytest.fixture(scope="module")
def pages(sample_site):
    """Give the pages of the sample site, each with its words."""
    found = {
        path.relative_to(sample_site).as_posix(): list(words_of(path.read_bytes()))
        for path in sorted(sample_site.rglob("*.html"))
    }
    assert {name.partition("/")[0] for name in found} >= {"zh", "en", "zh-hant"}
    assert len(found) > 100
    return found


def test_no_han_is_under_english(pages):
    """On no page, in no attribute, whatever the page's own language is."""
    assert [
        (name, text) for name, words in pages.items() for text, lang in words if lang == "en" and HAN.search(text)
    ] == []


def test_no_english_sentence_is_under_chinese(pages):
    """Four words of Latin script in a row have the language they are in."""
    assert [
        (name, text)
        for name, words in pages.items()
        for text, lang in words
        if lang.startswith("zh") and ENGLISH_SENTENCE.search(text)
    ] == []


def test_traditional_is_traditional(pages):
    """No character that is written in Simplified Chinese alone stands under `zh-Hant`."""
    traditional = [(name, text) for name, words in pages.items() for text, lang in words if lang == "zh-Hant"]
    assert sum(len(text) for _, text in traditional) > 10_000
    assert [(name, text) for name, text in traditional if SIMPLIFIED.search(text)] == []


def test_every_word_has_a_language(pages):
    """There is none under no language."""
    assert [(name, text) for name, words in pages.items() for text, lang in words if text.strip() and not lang] == []
