"""Comments that show an original's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.exchange.comments import commented, show_above, uncommented
from jiazhu.library.coverage import words_hash
from jiazhu.library.markers import COMMENT, is_blank, read_segments
from jiazhu.text.markdown import render_markdown

PARTS = ["-", ">", "<", "!", "\\", "\n", " ", "a", "中", "--", "-->", "--!>", "<!-- 5d740250 -->"]


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_any_markdown_is_a_comment_and_comes_back(markdown):
    """It is one comment, holds no marker, and shows nothing; blank lines at its edges alone are lost."""
    comment = commented(markdown)
    (found,) = COMMENT.finditer(comment)

    assert markdown.strip("\n") == uncommented(found["words"])
    assert found[0] == comment
    assert is_blank(comment)
    assert read_segments(comment)[1] == []
    assert render_markdown(f"{comment}\nWords.").strip() == "<p>Words.</p>"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("", "# 新\n"),
        ("# 旧\n", "# 新\n"),
        ("# mine\n", "# mine\n# 新\n"),
        ("remark: x\n# 旧\n", "remark: x\n# 新\n"),
        ("# 旧\n\n", "# 旧\n\n# 新\n"),
    ],
)
def test_words_stand_above_their_key(above, expected):
    """They take the place of those that were there, and of no comment that a hand wrote."""
    text = f'---\n{above}title: ""\n---\n\ntitle: x\n'
    shown = f'---\n{expected}title: ""\n---\n\ntitle: x\n'

    assert show_above(text, "title", "新", words_hash("旧")) == shown


def test_no_words_take_the_comment_away():
    """As after a translation."""
    text = '---\n# 旧\n"title" : ""\n---\n'

    assert show_above(text, "title", "", words_hash("旧")) == '---\n"title" : ""\n---\n'
