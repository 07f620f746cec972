"""A plain text, and words quoted from it with what stood beside them, in; where the words stand now out.

The words, with `before` and `after`, are the TextQuoteSelector of the W3C's Web Annotation Data Model, on texts as
`jiazhu.text.anchor.plain` makes them. Words and context are judged apart: the context tells which of several places is
meant, but does not make other words those that were quoted.

Every threshold is a choice between notes that are lost and notes that are put on wrong words. The figures beside them
are those of `benchmarks/anchoring.py`, on some 240 articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import Literal

from jiazhu.record import Record
from jiazhu.text.likeness import borders, likeness, prefix_likeness
from jiazhu.text.measure import width
from jiazhu.text.windows import STEP, likely_starts, occurrences

CONTEXT = 16
"""Characters of context that a note keeps on each side, if they tell its place apart."""

_VERY_SHORT = 4
"""Shorter words must be as they were, and so must the `_JOINED` characters on each side of them: 俄罗斯 is everywhere.
They need twice as much context in all; with less, words and context must be there as they were."""
_JOINED = 4
_SHORT = 8
"""Shorter words may have one character in four edited, and both sides of their context must be `_KEPT`."""
_LIKE_SHORT = 0.7

_KEPT = 0.75
"""So much of a side stays after small edits, 12 of 16 characters. With one in ten edited, that is 98 % of sides."""
_HALF = 0.5
"""Less than this of a side is none of it. Of unrelated sides one in a hundred is alike by 0.38 in English, by 0.12 in
Chinese."""
_LIKE_KEPT = 0.5
"""So much of the words must stay where all of the context did; for each tenth of it that is gone, a twentieth more. Of
other words in their place, one in a hundred is alike by 0.38."""
_LIKE_ALONE = 0.8
"""So much of the words must stay where a side of the context is gone. With 0.75, 1.3 % of the longer quotes whose block
was deleted were put on a sentence like theirs; with 0.85, 2 % of those beside a new block were lost."""
_COLUMNS = 32
"""Where not both sides are kept, what is there of words and context must be so long: 16 Han characters, or 32 letters.
With 24, one in a hundred quotes of 4 to 15 characters whose block was deleted was put on the same words elsewhere."""
_CLEAR = 0.1
"""A place is better than another by more than this share of the note's characters, or it is as good."""
_MOST = 16
"""Of more places with the very words, those where most characters beside them are the same are looked at."""

How = Literal["exact", "moved", "approximate"]


class Found(Record):
    """Where quoted words stand in a text."""

    start: int
    end: int
    """Offsets into the text: the words are `text[start:end]`, and never none."""
    how: How
    """`exact`: the very words, and beside them what was there, but for small edits. `moved`: the very words, but beside
    other words on a side at least. `approximate`: words like those quoted."""
    score: float
    """The share of the note's characters, words and context, that is there again: from 0 to 1."""


class _Place(Record):
    """A part of a text, and how like a note it is: all from 0 to 1."""

    start: int
    end: int
    words: float
    before: float
    after: float
    context: float
    """Of both sides together."""
    joined: bool
    """Whether the nearest characters on both sides are the same."""
    score: float

    @property
    def beside(self) -> float:
        """How like the worse side is."""
        return min(self.before, self.after)


class _Note(Record):
    """What is searched for."""

    words: str
    before: str
    after: str

    @property
    def context(self) -> int:
        """How many characters of context there are."""
        return len(self.before) + len(self.after)

    def compare(self, text: str, start: int, end: int) -> _Place:
        """Compare with a part of a text, and with what is beside that."""
        words = _same(self.words, text[start:end])
        before = prefix_likeness(self.before[::-1], text[max(0, start - 2 * len(self.before)) : start][::-1])
        after = prefix_likeness(self.after, text[end : end + 2 * len(self.after)])
        context = len(self.before) * before + len(self.after) * after
        return _Place(
            start=start,
            end=end,
            words=words,
            before=before,
            after=after,
            context=context / (self.context or 1),
            joined=text.endswith(self.before[-_JOINED:], 0, start) and text.startswith(self.after[:_JOINED], end),
            score=(len(self.words) * words + context) / (len(self.words) + self.context),
        )

    def is_safe(self, place: _Place, *, alone: bool) -> bool:
        """Tell whether a place is like enough; `alone` says that the very words stand nowhere else."""
        if place.words == 1 and not self.context:
            return True
        if place.beside < _KEPT and self._columns(place) < _COLUMNS:
            return False
        if len(self.words) < _VERY_SHORT:
            return place.words == 1 and place.beside >= _KEPT and place.joined
        if place.words == 1:
            return place.context >= _HALF or alone
        if len(self.words) < _SHORT:
            return place.words >= _LIKE_SHORT and place.beside >= _KEPT
        return place.words >= (1 - _LIKE_KEPT * place.context if place.beside >= _HALF else _LIKE_ALONE)

    def _columns(self, place: _Place) -> float:
        """Measure how much of the words and of both sides is there, in columns."""
        sides = ((place.words, self.words), (place.before, self.before), (place.after, self.after))
        return sum(share * width(words) for share, words in sides if share >= _HALF)


def find_quote(text: str, quote: str, before: str = "", after: str = "") -> Found | None:
    """Find the place of quoted words; None where there is none, or where several are as good (`find_places` tells)."""
    places = find_places(text, quote, before, after)
    return places[0] if len(places) == 1 else None


def find_places(text: str, quote: str, before: str = "", after: str = "") -> list[Found]:
    """Find the place of quoted words: one, or none, or several that are as good, the best first.

    The words with all of their context come first, and there is no search where these stand. Else the best is the place
    with the most of the note's characters, if it is like enough. But where what stood beside them stands elsewhere,
    they were deleted there, and the place is another's.
    """
    whole = exact_places(text, quote, before, after)
    if whole or not quote or (len(quote) < _VERY_SHORT and len(before + after) < 2 * _JOINED):
        return [Found(start=at, end=at + len(quote), how="exact", score=1.0) for at in whole]
    note = _Note(words=quote, before=before, after=after)
    starts = nlargest(_MOST, occurrences(text, quote), key=lambda at: _beside(text, at, note))
    places = [note.compare(text, start, start + len(quote)) for start in starts]
    places += [note.compare(text, *span) for span in _like(text, note)]
    return [
        _found(place)
        for place in _best(places)
        if note.is_safe(place, alone=len(starts) == 1) and not _is_elsewhere(place, places)
    ]


def exact_places(text: str, quote: str, before: str = "", after: str = "") -> list[int]:
    """List the offsets at which words stand between `before` and `after`, as they are; empty words stand nowhere."""
    return [at + len(before) for at in occurrences(text, before + quote + after)] if quote else []


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """Take what stands before and after `text[start:end]`: `CONTEXT` characters, or so many more as tell it apart."""
    size = CONTEXT
    while True:
        before, after = text[max(0, start - size) : start], text[end : end + size]
        if size >= len(text) or len(exact_places(text, text[start:end], before, after)) == 1:
            return before, after
        size *= 2


def shared_beginning(one: Sequence[object], other: Sequence[object]) -> int:
    """Count the characters, or lines, that two texts both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _like(text: str, note: _Note) -> Iterator[tuple[int, int]]:
    """Go through parts of a text that may be the words, edited: where they are, with their context, most like."""
    pattern = note.before + note.words + note.after
    slack = STEP + len(pattern) // 8
    for at in likely_starts(text, pattern, range(len(note.before), len(pattern) - len(note.after))):
        start = max(0, at - slack)
        window = text[start : at + 2 * STEP + len(pattern) + slack]
        left, right = borders(window, note.before, note.words, note.after)
        yield start + left, start + right


def _same(quote: str, words: str) -> float:
    """Tell how alike words are to those quoted. What was put in, or changed, at one place costs no more than one
    character and those that it replaced, however long it is."""
    if quote == words:
        return 1.0
    head = shared_beginning(quote, words)
    tail = shared_beginning(quote[head:][::-1], words[head:][::-1])
    return max(likeness(quote, words), (head + tail - 1) / len(quote))


def _beside(text: str, at: int, note: _Note) -> int:
    """Count the characters beside a place that are the same, each at its distance."""
    end = at + len(note.words)
    before = zip(reversed(note.before), reversed(text[max(0, at - len(note.before)) : at]), strict=False)
    after = zip(note.after, text[end : end + len(note.after)], strict=False)
    return sum(one == other for one, other in (*before, *after))


def _best(places: Sequence[_Place]) -> Iterator[_Place]:
    """Go through the places that are as good as the best, without those that overlap a better one."""
    best: list[_Place] = []
    for place in sorted(places, key=lambda place: (-place.score, place.start, place.end)):
        if best and place.score < best[0].score - _CLEAR:
            return
        if all(place.end <= other.start or other.end <= place.start for other in best):
            best.append(place)
            yield place


def _is_elsewhere(place: _Place, places: Sequence[_Place]) -> bool:
    """Tell whether what stood beside the words stands, on both sides, at another place, and clearly more of it."""
    return any(
        other.beside >= _KEPT
        and other.context > place.context + _CLEAR
        and (other.end + CONTEXT < place.start or place.end + CONTEXT < other.start)
        for other in places
    )


def _found(place: _Place) -> Found:
    how: How = "approximate" if place.words < 1 else "exact" if place.beside >= _KEPT else "moved"
    return Found(start=place.start, end=place.end, how=how, score=place.score)
