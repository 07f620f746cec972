"""Paragraphs of bare words: they are not parsed, and come out as if they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.text.blocks import split_blocks
from jiazhu.text.markdown import render_markdown

SIGNS = " \t\"'!?&;:.,-+#=|()[]{}<>*_~`\\/$%^@\x7f\x85\xa0\u2028\ufeff“”。，中文ab1"
LINES = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(SIGNS)), min_size=1, max_size=30)
LOOKING_BARE = [
    "他说：“好！”",
    "\"quoted\" and 'so'",
    "a ! b",
    "１２３。",
    "no\xa0break",
    "a\x7fb",
    "a&b",
    "a;amp;",
    "😀 $5 | 3%",
]


@given(LINES)
def test_any_line_is_rendered_as_by_the_parser(line):
    """Whatever is in it: the HTML of its blocks is that of the whole."""
    assert "".join(block.html for block in split_blocks(line)) == render_markdown(line)


@pytest.mark.parametrize("line", LOOKING_BARE)
def test_lines_that_look_bare(line):
    """Quotes, exclamation marks, spaces that do not break, and the like."""
    assert "".join(block.html for block in split_blocks(line)) == render_markdown(line)
