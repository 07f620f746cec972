"""Text in; what it is searched by, in order, out.

`theme/static/search-index.js` does the same with what a reader asks for, and tests hold both to be equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import add

from jiazhu.text.names import UNSPACED

GAP = ""
"""Stands for whatever interrupts a text. A line's end takes two of them: no phrase of one line goes on across it."""
TERM_PLACES, GAP_PLACES = 2, 3
"""So many places a term takes, and so many a GAP: whatever number of terms stands between two others, they are not as
far apart as with a GAP between them."""

_ACCENT = re.compile("[\u0300-\u036f]")
_run = cache(partial(re.compile, f"([{UNSPACED}]+)|([^\\W_{UNSPACED}]+)|((?:(?![{UNSPACED}])[\\W_])+)"))
"""Finds characters of scripts without spaces, each a unit; letters or digits, together a unit; and all else. Made when
it is needed, as it takes long."""


def fold(text: str, simplified: Mapping[int, str]) -> str:
    """Write a text as it is compared: NFKC, lower case, no accents, each Traditional character Simplified.

    `simplified` gives the Simplified character for the code point of a Traditional one.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower().replace("ς", "σ")
    text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", text).translate(simplified)


def terms(folded: str) -> Iterator[str]:
    """Go through what a folded text is found by, terms and GAPs, in the order of the text.

    The term of a word is the word; that of a Han character is it and the next one, where that follows at once. Spaces
    before or behind a word take no place: some write G20 峰会, some G20峰会.
    """
    spaces = False
    last_is_word = True
    for unspaced, word, rest in _run().findall(folded):
        if rest:
            spaces = not rest.strip(" ")
            if not spaces:
                yield from (GAP, GAP) if "\n" in rest else (GAP,)
                last_is_word = True
        elif word:
            yield word
            last_is_word, spaces = True, False
        else:
            if spaces and not last_is_word:
                yield GAP
            yield from map(add, unspaced, (*unspaced[1:], ""))
            last_is_word = spaces = False


def placed(found: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Go through terms with their places, counted from 0, and leave the GAPs out."""
    place = 0
    for term in found:
        if term == GAP:
            place += GAP_PLACES
        else:
            yield place, term
            place += TERM_PLACES


def width(found: Sequence[str]) -> int:
    """Count the places that terms and GAPs take."""
    gaps = found.count(GAP)
    return TERM_PLACES * (len(found) - gaps) + GAP_PLACES * gaps
