"""Tokens: how texts are compared, and what they are found by."""

from __future__ import annotations

import re

import pytest
from engine import NODE, Engine
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.text.names import UNSPACED
from jiazhu.text.script import simplified_table
from jiazhu.text.tokens import GAP, fold, placed, terms, width

TABLE = simplified_table()
TOKENS = {
    "unspaced": UNSPACED,
    "traditional": "".join(map(chr, TABLE)),
    "simplified": "".join(TABLE.values()),
}
# What is not assigned yet may be folded otherwise by a newer Unicode.
ANYTHING = st.text(st.characters(exclude_categories=["Cs", "Cn"]))
LIKELY = st.text(st.sampled_from("中国國国裡里的Aaé\u0301ß１2G ,，。\n\u3000·-_’ΣαйกำคがｶﾞЁ한"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Start the search page's engine."""
    started = Engine(tmp_path_factory.mktemp("engine"))
    yield started
    started.close()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Moscow", "moscow"),
        ("Ｇ２０　峰會", "g20 峰会"),
        ("Lúkǎshēnkē", "lukashenke"),
        ("Xi’s", "xi’s"),
        ("Ёлка, ΟΔΟΣ", "елка, οδοσ"),
        ("北韓裡面", "北韩里面"),
        ("ガ 한국", "ガ 한국"),
        ("ﬁne", "fine"),
    ],
)
def test_texts_are_compared_without_regard_to_their_form(text, folded):
    """Width, case, accents and the script of Chinese make no difference."""
    assert folded == fold(text, TABLE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("军演", ["军演", "演"]),
        ("军，演", ["军", GAP, "演"]),
        ("军 演", ["军", GAP, "演"]),
        ("G20峰会", ["g20", "峰会", "会"]),
        ("G20 峰会", ["g20", "峰会", "会"]),
        ("峰会 G20", ["峰会", "会", "g20"]),
        ("two  words", ["two", "words"]),
        ("two, words – ", ["two", GAP, "words", GAP]),
        ("Xi’s", ["xi", GAP, "s"]),
        ("one\ntwo", ["one", GAP, GAP, "two"]),
        ("a_b", ["a", GAP, "b"]),
        ("𠮷野家", ["𠮷野", "野家", "家"]),
        ("", []),
    ],
)
def test_terms_stand_at_their_places(text, expected):
    """A character with the next one, or a word, is a term; what interrupts the text takes one, a line's end two."""
    assert expected == list(terms(fold(text, TABLE)))


@given(st.lists(st.sampled_from(["a", GAP]), max_size=9), st.lists(st.sampled_from(["a", GAP]), max_size=9))
def test_a_gap_is_as_wide_as_no_number_of_terms(one, other):
    """By that, a phrase is found only where it is interrupted as it should be."""
    if one.count(GAP) < 2 and other.count(GAP) < 2 and width(one) == width(other):
        assert sorted(one) == sorted(other)


@pytest.mark.skipif(not NODE, reason="no node; tests/browser/test_search.py asks the browser")
@given(ANYTHING | LIKELY)
def test_page_and_build_read_the_same(engine, text):
    """The search page finds the same units at the same places, in any text."""
    found = placed(terms(fold(text, TABLE)))
    assert [(place, _unit(term)) for place, term in found] == engine.units(text, TOKENS)


@pytest.mark.skipif(not NODE, reason="no node; tests/browser/test_search.py asks the browser")
def test_page_and_build_read_the_sample_alike(engine, sample):
    """Likewise in all that the sample digest says."""
    for path in sample.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        found = placed(terms(fold(text, TABLE)))
        assert [(place, _unit(term)) for place, term in found] == engine.units(text, TOKENS)


def _unit(term: str) -> str:
    """Give the first unit of a term: its first character where it is of a script without spaces."""
    return term[0] if re.match(f"[{UNSPACED}]", term) else term
