"""Characters that no document should hold."""

from __future__ import annotations

from jiazhu.text.characters import without_controls


def test_controls_go_and_line_ends_stay():
    """C0, C1 and what is no character go; white space, Han and emoji stay."""
    assert without_controls("甲\x00\x0b\x1f\x7f\x85\x9f乙\ufffe\ud800\uffff") == "甲乙"
    assert without_controls("a\tb\r\nc\u3000\u2028é龘😀") == "a\tb\r\nc\u3000\u2028é龘😀"
