"""Lists in front matter, changed in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiazhu.errors import JiazhuError
from jiazhu.library.listed import rewrite_list

PATH = Path("zh.md")


def around(tags: str) -> str:
    """Write a file with some lines of front matter in the midst of others."""
    return f"---\n# first\ntitle: 'It''s'   # quoted so\n{tags}date: x\n---\n\nBody.\n"


@pytest.mark.parametrize(
    ("tags", "items", "expected"),
    [
        ("tags: [a, 'b']  # why\n", ["a", "b", "c"], "tags: [a, 'b', c]  # why\n"),
        ("tags: [a, 'b']  # why\n", ["b"], "tags: ['b']  # why\n"),
        ("tags: []\n", ["中俄", "no"], 'tags: ["中俄", "no"]\n'),
        ("tags: [a]\n", [], "tags: []\n"),
        ("tags:\n  - a  # one\n  - 'b'\n", ["a", "b", "c"], "tags:\n  - a  # one\n  - 'b'\n  - c\n"),
        ("tags:\n- a  # one\n- b\n", ["b", "c"], "tags:\n- b\n- c\n"),
        ("tags:\n- a\n- b\n- c\n", ["a", "c"], "tags:\n- a\n- c\n"),
        ("tags:\n- a\n- b\n", ["a", "b"], "tags:\n- a\n- b\n"),
    ],
)
def test_only_the_list_changes(tags, items, expected):
    """Its style, comments and quotes stay, and so does every other line."""
    assert around(expected) == rewrite_list(around(tags), PATH, "tags", items)


def test_a_list_that_was_not_there_comes_last():
    """Below all that a hand wrote; none is written for no item."""
    text = around("")
    assert rewrite_list(text, PATH, "tags", ["a"]) == text.replace("date: x\n", "date: x\ntags: [a]\n")
    assert rewrite_list(text, PATH, "tags", []) == text


def test_a_list_that_cannot_be_told_apart_is_left_to_the_hand():
    """A comment within brackets would be lost."""
    with pytest.raises(JiazhuError, match="must be changed by hand"):
        rewrite_list(around("tags: [a, # why\n  b]\n"), PATH, "tags", ["a"])
