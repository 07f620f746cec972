"""Headings in lines: of about one length, broken where they may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.text.lines import NEVER_FIRST, NEVER_LAST, set_lines
from jiazhu.text.measure import width


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 20, []),
        ("短标题", 20, ["短标题"]),
        ("李尚福诺与2俄加强军事合作 未提细节", 26, ["李尚福诺与2俄加强军事合作", "未提细节"]),
        ("中国国防部长访问莫斯科，双方签署协议", 26, ["中国国防部长访问莫斯科，", "双方签署协议"]),
        ("他说“我们不会停止”，随后离开了会场", 20, ["他说“我们不会停止”，", "随后离开了会场"]),
        ("a long line of short words in all", 20, ["a long line of", "short words in all"]),
        ("China–Russia Watch", 10, ["China–", "Russia", "Watch"]),
        ("Dampfschiff", 6, ["Dampf", "schiff"]),
    ],
)
def test_lines_are_broken_where_they_may_be(text, room, expected):
    """Lines are few and alike, break at spaces and after marks, and a closing mark begins none."""
    assert expected == set_lines(text, room, width)


@given(st.text("中俄军事，。“”《》（） abcde-—1，、", max_size=60), st.integers(6, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text, room):
    """Each character but spaces is in a line, in order; no line is wider than there is room."""
    lines = set_lines(text, room, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line == line.strip() and 0 < width(line) <= room for line in lines)


@given(st.text("中俄军事", min_size=1, max_size=40), st.sampled_from(sorted(NEVER_FIRST)), st.text("国", max_size=20))
def test_closing_marks_begin_no_line(before, mark, behind):
    """A mark stays with what it closes."""
    assert all(line[0] != mark for line in set_lines(before + mark + behind, 12, width))


@given(st.text("中俄军事", max_size=40), st.sampled_from(sorted(NEVER_LAST)), st.text("国", min_size=1, max_size=20))
def test_opening_marks_end_no_line(before, mark, behind):
    """A mark stays with what it opens."""
    assert all(line[-1] != mark for line in set_lines(before + mark + behind, 12, width))
