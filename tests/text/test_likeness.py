"""How alike two texts are, and where the one stands in the other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.text.likeness import borders, likeness, prefix_likeness

few = st.text(st.sampled_from("核武器"), max_size=12)


def distance_to_prefixes(one, other):
    """Work out Levenshtein's distance to each beginning of the other text, by the table as it stands in textbooks."""
    row = list(range(len(other) + 1))
    for char in one:
        above, row = row, [row[0] + 1]
        for (diagonal, up), theirs in zip(pairwise(above), other, strict=True):
            row.append(min(up + 1, row[-1] + 1, diagonal + (char != theirs)))
    return row


@given(few, few)
def test_likeness_is_the_distance_as_a_share(one, other):
    """It is 1 for equal texts, and 0 for such as have nothing in common."""
    longer = max(len(one), len(other)) or 1

    assert likeness(one, other) == pytest.approx(1 - distance_to_prefixes(one, other)[-1] / longer)


@given(few, few)
def test_the_likeness_of_a_prefix_is_that_of_the_best(pattern, text):
    """Of all beginnings of the text, the one that is most like the pattern counts."""
    assert prefix_likeness(pattern, text) == pytest.approx(
        1 - min(distance_to_prefixes(pattern, text)) / (len(pattern) or 1)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲乙丙丁戊己庚辛", "丁戊己"),
        ("甲乙丙子丑丁戊己寅庚辛", "丁戊己"),
        ("甲乙丙子戊丑庚辛", "子戊丑"),
        ("甲乙丙丁子丑戊己庚辛", "丁子丑戊己"),
        ("子丑甲乙丙庚辛寅卯", ""),
        ("丁戊己庚辛", "丁戊己"),
        ("甲乙丙丁戊己", "丁戊己"),
    ],
)
def test_borders_of_words(text, found):
    """What was put in beside the words is not theirs; a character that was replaced is; deleted words are empty."""
    start, end = borders(text, "甲乙丙", "丁戊己", "庚辛")

    assert text[start:end] == found


@given(few, few, few, few)
def test_borders_are_within_the_text(text, before, words, after):
    """Some place comes out of any text."""
    start, end = borders(text, before, words + "器", after)

    assert 0 <= start <= end <= len(text)
