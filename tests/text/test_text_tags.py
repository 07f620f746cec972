"""Tags and their attributes."""

from __future__ import annotations

import pytest

from jiazhu.text.tags import attributes, split_tags


def test_tags_and_words_alternate():
    """Words are at the even places, tags at the odd ones; a `>` in quotes ends no tag."""
    assert split_tags('a<b title=">">c</b>') == ["a", '<b title=">">', "c", "</b>", ""]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<p>", []),
        ("</p>", []),
        ('<a href="x" id="y">', [("href", "x"), ("id", "y")]),
        ("<a href='x' id=y hidden>", [("href", "x"), ("id", "y"), ("hidden", "")]),
        ('<img alt=" src=&quot;a" src="b&amp;c">', [("alt", ' src="a'), ("src", "b&c")]),
        ("<img alt=' src=\"a\"' src='b'>", [("alt", ' src="a"'), ("src", "b")]),
        ('<a\nhref = "x">', [("href", "x")]),
    ],
)
def test_attributes_are_read_one_after_the_other(tag, expected):
    """What stands within a value is no attribute."""
    assert expected == list(attributes(tag))
