"""Two plain texts in; how alike they are, and where the one stands in the other, out.

Distances are Levenshtein's: the least number of characters to put in, leave out or replace. A column of the table in
which they are worked out is held as numbers, a bit for each character of the pattern (Myers 1999, in the form of Hyyrö
2003), so that a character of the text costs about a microsecond.
"""

from __future__ import annotations

from collections.abc import Iterator

_Column = tuple[int, int, int]
"""What the beginnings of the pattern cost against the text so far: bits where the cost is that of one character less on
both sides; bits where it is one more than for one character less of the pattern; the cost of the whole pattern."""


def likeness(one: str, other: str) -> float:
    """Tell how alike two texts are, from 0 to 1: their distance as a share of the longer, taken from 1."""
    if not one or not other:
        return float(one == other)
    *_, (_, _, cost) = _columns(one, other, anchored=True)
    return 1 - cost / max(len(one), len(other))


def prefix_likeness(pattern: str, text: str) -> float:
    """Tell how much of a pattern a text begins with, from 0 to 1; what follows in the text does not count.

    Of an empty pattern, that is all.
    """
    if text.startswith(pattern):
        return 1.0
    near = text[: len(pattern) + len(pattern) // 2]
    return 1 - min(cost for _, _, cost in _columns(pattern, near, anchored=True)) / len(pattern)


def borders(text: str, before: str, words: str, after: str) -> tuple[int, int]:
    """Find the likeliest place of words in a text, from what stands before and after them too: its beginning and end.

    It is where all three together cost least. What was put in at the words' borders is not theirs; a character that
    was replaced there is. Some place comes out of any text: look how alike it is.
    """
    pattern = before + words + after
    columns = list(_columns(pattern, text, anchored=False))
    costs = [cost for _, _, cost in columns]
    place = end = costs.index(min(costs))
    row = len(pattern)
    while row > len(before) and place:
        same, up, _ = columns[place]
        bit = 1 << (row - 1)
        if pattern[row - 1] == text[place - 1] or not same & bit:
            row, place = row - 1, place - 1
        elif up & bit:
            row -= 1
        else:
            place -= 1
        if row >= len(before) + len(words):
            end = place
    return place, end


def _columns(pattern: str, text: str, *, anchored: bool) -> Iterator[_Column]:
    """Go through the columns of the table for a pattern that is not empty, from that before the text's first character.

    An anchored pattern begins where the text does; any other may begin anywhere in it.
    """
    bits: dict[str, int] = {}
    for row, char in enumerate(pattern):
        bits[char] = bits.get(char, 0) | 1 << row
    full = (1 << len(pattern)) - 1
    last = 1 << (len(pattern) - 1)
    first = int(anchored)
    up, down, cost = full, 0, len(pattern)
    yield 0, up, cost
    for char in text:
        equal = bits.get(char, 0)
        same = (((equal & up) + up) ^ up) | equal | down
        more = down | ~(same | up) & full
        less = up & same
        if more & last:
            cost += 1
        elif less & last:
            cost -= 1
        more = more << 1 | first
        up = (less << 1 | ~(same | more)) & full
        down = same & more & full
        yield same, up, cost
