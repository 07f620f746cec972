"""Blocks of a body: their ids, and which of them changed."""

from __future__ import annotations

import pytest

from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.text.anchor import block_hash


def ids(body):
    """List the ids of a body's blocks."""
    return [block.id for block in read_blocks(body)]


@pytest.mark.parametrize(
    ("body", "plains"),
    [
        ("甲\n\n## 乙\n\n- 丙\n- 丁\n\n> 戊", ["甲", "乙", "丙丁", "戊"]),
        ("甲[^1]\n\n[^1]: 注\n\n乙", ["甲", "乙", "注"]),
        ("![图](https://e.org/a.jpg)\\\n说明", ["https://e.org/a.jpg图说明"]),
        ("<table><tr><td>甲</td></tr></table>\n\n乙", ["甲", "乙"]),
    ],
)
def test_blocks_are_the_top_level_pieces(body, plains):
    """A list, a quote, a figure, a table, a footnote's definition: each is one."""
    assert [block.plain for block in read_blocks(body)] == plains


def test_an_id_is_the_hash_of_the_words():
    """Rewrapping, emphasis and footnotes before it change nothing."""
    assert ids("甲乙丙") == [block_hash("甲乙丙")]
    assert ids("**甲**乙\n丙") == ids("甲乙丙")
    assert ids("[^1]甲\n\n乙[^2]\n\n[^1]: x\n[^2]: y")[1] == ids("乙[^2]\n\n[^2]: y")[0]


def test_equal_blocks_are_told_apart_by_number():
    """In their order."""
    first, second, third = ids("同\n\n同\n\n同")

    assert (second, third) == (f"{first}.2", f"{first}.3")


def test_colliding_blocks_take_twelve_digits(monkeypatch):
    """Two texts with the same eight digits."""
    monkeypatch.setattr(
        "jiazhu.library.blocks.block_hash", lambda text, digits=8: ("a" * 8 + f"{ord(text):04x}")[:digits]
    )

    assert ids("甲\n\n乙") == ["aaaaaaaa7532", "aaaaaaaa4e59"]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("甲乙丙丁\n\n子丑寅卯", "子丑寅卯\n\n甲乙丙丁", []),
        ("甲乙丙丁\n\n子丑寅卯", "甲乙丙戊\n\n子丑寅卯", [(0, 0)]),
        ("甲乙丙丁\n\n子丑寅卯", "子丑寅辰\n\n甲乙丙戊", [(0, 1), (1, 0)]),
        ("甲乙丙丁", "金木水火", []),
        ("甲乙丙丁\n\n甲乙丙戊", "甲乙丙己", [(0, 0)]),
    ],
)
def test_changed_blocks_are_paired_by_likeness(old, new, pairs):
    """A moved block is the same; one in other words is its earlier self; one that is unlike is another."""
    before, after = read_blocks(old), read_blocks(new)

    assert changed_blocks(before, after) == {before[i].id: after[j].id for i, j in pairs}


def test_an_empty_footnote_is_no_fault():
    """It has no line of its own."""
    assert [block.plain for block in read_blocks("甲[^1]\n\n[^1]:\n")] == ["甲", ""]
