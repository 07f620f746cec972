"""Pairs of blocks: no sequence of edits loses a translated paragraph, or shows a stale one as fresh."""

from __future__ import annotations

import pytest
from chance import examples
from edits import WORDINGS, edited, edits
from hypothesis import given, settings
from hypothesis import strategies as st

from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.library.markers import follow_changes, read_segments
from jiazhu.library.translations import pair_blocks


def ids(body):
    """List the ids of a body's blocks."""
    return [block.id for block in read_blocks(body)]


def written(body):
    """Translate a body: each block by its own words in brackets."""
    blocks = read_blocks(body)
    return "\n\n".join(f"<!-- {block.id} -->\n[{block.plain}]" for block in blocks)


def paired(body, translation):
    """Pair; give each row as places, text and state, and the orphans' texts."""
    before, segments = read_segments(translation)
    assert before == ""
    pairing = pair_blocks(ids(body), segments)
    rows = [(pair.blocks, pair.segment.text if pair.segment else None, pair.freshness) for pair in pairing.pairs]
    return rows, [segment.text for segment in pairing.orphans]


def test_every_block_has_its_translation():
    """In the order of the original, whatever the order of the translation."""
    body = "甲\n\n乙\n\n丙"
    a, b, c = ids(body)
    rows, orphans = paired(body, f"<!-- {c} -->\nC\n\n<!-- {a} {b} -->\nA and\n\nB\n")

    assert rows == [((0, 1), "A and\n\nB", "fresh"), ((2,), "C", "fresh")]
    assert orphans == []


@pytest.mark.parametrize(
    ("marker", "state"), [("{a}", "fresh"), ("{a} was 00000000", "stale"), ("{a} 00000000", "stale")]
)
def test_a_segment_is_fresh_while_all_its_blocks_stand(marker, state):
    """A `was`, or a block of several that is gone, makes it stale."""
    (a,) = ids("甲")

    assert paired("甲", f"<!-- {marker.format(a=a)} -->\nA\n") == ([((0,), "A", state)], [])


def test_what_is_left_between_the_same_neighbours_pairs_in_order():
    """A hand changed two blocks: their translations stay beside them, as stale."""
    old = "首\n\n甲\n\n乙\n\n尾"
    rows, orphans = paired("首\n\n甲新\n\n乙新\n\n尾", written(old))

    assert [(places, state) for places, _, state in rows] == [
        ((0,), "fresh"),
        ((1,), "stale"),
        ((2,), "stale"),
        ((3,), "fresh"),
    ]
    assert [text for _, text, _ in rows] == ["[首]", "[甲]", "[乙]", "[尾]"]
    assert orphans == []


@pytest.mark.parametrize("new", ["首\n\n甲新\n\n又\n\n尾", "首\n\n尾"])
def test_other_numbers_are_missing_and_orphan(new):
    """Nobody knows which belongs to which."""
    rows, orphans = paired(new, written("首\n\n甲\n\n尾"))

    assert [text for _, text, _ in rows if text] == ["[首]", "[尾]"]
    assert orphans == ["[甲]"]


def test_a_block_named_twice_keeps_its_first_segment():
    """The second is an orphan, not lost."""
    (a,) = ids("甲")

    assert paired("甲", f"<!-- {a} -->\nA\n\n<!-- {a} -->\nB\n") == ([((0,), "A", "fresh")], ["B"])


@pytest.mark.parametrize("blank", ["", "<!--\n甲\n-->\n"])
def test_a_place_without_words_hides_none(blank):
    """What has words for the same block is shown, and the empty place is no orphan; alone it is missing."""
    a, b = ids("甲\n\n乙")
    empty = f"<!-- {a} -->\n{blank}\n"

    assert paired("甲\n\n乙", f"{empty}<!-- {b} -->\nB\n\n<!-- {a} -->\nA\n") == (
        [((0,), "A", "fresh"), ((1,), "B", "fresh")],
        [],
    )
    assert paired("甲", empty) == ([((0,), blank.strip(), "missing")], [])
    assert [row[1:] for row in paired("甲\n\n乙", f"<!-- {a} {b} -->\n\n<!-- {a} -->\nA\n")[0]] == [
        ("A", "fresh"),
        ("", "missing"),
    ]


def test_a_needless_place_changes_nothing_beside_it():
    """What is left between the same neighbours pairs as if it were not there."""
    (a, _) = ids("甲\n\n乙新")
    rows, orphans = paired("甲\n\n乙新", f"<!-- {a} -->\nA\n\n<!-- {a} -->\n\n<!-- 00000000 -->\nB\n")

    assert rows == [((0,), "A", "fresh"), ((1,), "B", "stale")]
    assert orphans == []


def test_text_before_the_first_marker_is_told_apart():
    """It translates nothing that is named."""
    assert read_segments("Lost.\n\n<!-- 00000000 -->\nA")[0] == "Lost."
    assert read_segments("Lost.\n\n<!-- a note -->\n") == ("Lost.\n\n<!-- a note -->", [])


@settings(max_examples=examples(100, 3_000), deadline=None)
@given(st.lists(st.sampled_from(WORDINGS), min_size=1, max_size=6), edits(most=8))
def test_no_edit_loses_a_translation_or_calls_it_fresh_wrongly(texts, edits):
    """By hand, where only hashes are known, or by import, where both originals are."""
    blocks, translation = texts, written("\n\n".join(texts))
    segments = sorted(segment.text for segment in read_segments(translation)[1])
    for kind, at, value, by_import in edits:
        new = edited(blocks, kind, at, value)
        if by_import:
            changed = changed_blocks(read_blocks("\n\n".join(blocks)), read_blocks("\n\n".join(new)))
            translation = follow_changes(translation, changed)
        blocks = new
        rows, orphans = paired("\n\n".join(blocks), translation)

        assert segments == sorted([text for _, text, _ in rows if text is not None] + orphans)
        assert sorted(place for places, _, _ in rows for place in places) == list(range(len(blocks)))
        for places, text, state in rows:
            if text is not None and state == "fresh":
                assert text == "[" + "".join(blocks[place] for place in places) + "]"
