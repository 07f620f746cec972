"""What a piece of a translation leaves open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiazhu.library.endings import leaves_open
from jiazhu.text.blocks import split_blocks


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("One.", False),
        ("```\ncode", True),
        ("```\ncode\n```", False),
        ("~~~\ncode", True),
        ("<!-- a comment", True),
        ("<!-- a comment -->", False),
        ("<pre>\nx", True),
        ("<table><tr><td>x</td></tr></table>", False),
        ("- item\n\n  > quote", False),
        ("", False),
    ],
)
def test_fences_comments_and_html_can_stay_open(text, is_open):
    """What follows would be taken for a part of them."""
    assert leaves_open(text) == is_open


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="`~<>!-/prea*_[]():#1. \n\tx甲^|=\\&;", max_size=40))
def test_nothing_else_stays_open(text):
    """What is told without the parser is what the parser says."""
    following = text.count("\n") + 2
    assert leaves_open(text) == all(block.line != following for block in split_blocks(f"{text}\n\nx"))
