"""A long text and a short one in; where in the long one the short one may stand, edited or not, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

GRAM = 3
"""Characters of a gram. With one character in ten edited, 73 % of the grams are left; with one in four, 42 %."""
STEP = 16
"""Places are told to the nearest of these."""

_MOST = 3
"""So many places are given for the whole, and for the part."""
_LEAST = 1 / 4
"""A place with a smaller share of the votes that the best place has is none."""
_COMMON = 100
"""A gram that a text holds more often tells nothing of the place, and would take long."""


def occurrences(text: str, words: str) -> Iterator[int]:
    """Go through the offsets at which words stand in a text, one over another too; empty words stand nowhere."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def likely_starts(text: str, pattern: str, part: range) -> list[int]:
    """Guess where in a text a pattern begins: at an offset given or at most `2 * STEP` after it.

    Each gram that both hold votes for the place that the pattern would then have. As what is beside the words may be
    gone, the places that grams in the offsets `part` of the pattern vote for are given as well. The first may be
    before the text's beginning.
    """
    votes: Counter[int] = Counter()
    votes_of_part: Counter[int] = Counter()
    for at in range(len(pattern) - GRAM + 1):
        places = list(islice(occurrences(text, pattern[at : at + GRAM]), _COMMON + 1))
        if len(places) > _COMMON:
            continue
        # Each place counts for two steps, so that votes on both sides of a border come together.
        near = [step for place in places for step in ((place - at) // STEP, (place - at) // STEP - 1)]
        votes.update(near)
        if at in part and at + GRAM - 1 in part:
            votes_of_part.update(near)
    return [step * STEP for step in sorted({*_peaks(votes), *_peaks(votes_of_part)})]


def _peaks(votes: Counter[int]) -> list[int]:
    """Choose the steps with the most votes, the lowest of those with as many, and no two that are neighbours."""
    peaks: list[int] = []
    for step in sorted(votes, key=lambda step: (-votes[step], step)):
        if len(peaks) == _MOST or votes[step] < _LEAST * votes[peaks[0] if peaks else step]:
            break
        if all(abs(step - peak) > 1 for peak in peaks):
            peaks.append(step)
    return peaks
