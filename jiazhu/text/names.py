"""Plain text and a list of names in; where which name stands out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from jiazhu.text.han import HAN

UNSPACED = (
    f"{HAN}\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f\u1100-\u11ff\uac00-\ud7ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
"""Scripts that put no space between words, or join particles to them: Han, kana; Hangul; Thai, Lao, Burmese, Khmer."""


@cache
def _letter(more: str = "") -> re.Pattern[str]:
    """Find a letter or digit beside which a word of a script with spaces goes on; it takes long to compile."""
    return re.compile(f"[^\\W_{UNSPACED}]{more}")


_ACCENT = "|[\u0300-\u036f]"
"""One that is a character of its own belongs to the letter before it."""
_SPACE = re.compile(r"\s")


class Span(NamedTuple):
    """A name in a text: `text[start:end]`, and whose it is."""

    start: int
    end: int
    id: str


class Names:
    """The names of one language, prepared once to be found in many texts.

    `forms` gives the id that each way of writing a name stands for. `never` are longer words in which a name means
    something else: 朝鲜 (North Korea) is not in 朝鲜半岛 (the Korean peninsula). A form that is in both is a name.

    Capitals count: `Turkey` is a country, `turkey` a bird. A space inside a name stands for any white space character.
    Names and texts are compared in NFC: `é` is found as one character, and as a letter with an accent behind it.
    """

    def __init__(self, forms: Mapping[str, str], never: Iterable[str] = ()) -> None:
        self._ids: dict[str, str | None] = {_spaced(form): None for form in never}
        self._ids.update({_spaced(form): id_ for form, id_ in forms.items()})
        self._ids.pop("", None)
        lengths: dict[str, set[int]] = {}
        for form in self._ids:
            lengths.setdefault(form[0], set()).add(len(form))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._first = re.compile(f"[{re.escape(''.join(lengths))}]" if lengths else "(?!)")

    def find(self, text: str) -> list[Span]:
        """Find the names of a text, from left to right, the longest at each place; none overlaps another.

        A form that begins or ends with a letter of a script with spaces needs a word's border there.
        """
        if unicodedata.is_normalized("NFC", text):
            return self._find(text)
        composed, places = _composed(text)
        return [
            Span(places[start], places[end], id_)
            for start, end, id_ in self._find(composed)
            if start in places and end in places
        ]

    def _find(self, text: str) -> list[Span]:
        """Find the names of a text in NFC."""
        text = _SPACE.sub(" ", text)
        spans = []
        end = 0
        for found in self._first.finditer(text):
            if found.start() < end:
                continue
            form = self._longest(text, found.start())
            if form:
                end = found.start() + len(form)
                id_ = self._ids[form]
                if id_ is not None:
                    spans.append(Span(found.start(), end, id_))
        return spans

    def _longest(self, text: str, start: int) -> str:
        """Take the longest form that starts there; nothing where none does."""
        for length in self._lengths[text[start]]:
            form = text[start : start + length]
            if form in self._ids and _has_borders(text, start, start + length):
                return form
        return ""


def _spaced(form: str) -> str:
    return unicodedata.normalize("NFC", " ".join(form.split()))


def _composed(text: str) -> tuple[str, dict[int, int]]:
    """Give a text in NFC, and where the places between its characters are in the text as it was.

    Places within what is composed otherwise than it was written are none.
    """
    composed, places = "", {0: 0}
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _joins(text[start:end], text[end]):
            continue
        piece = unicodedata.normalize("NFC", text[start:end])
        if piece == text[start:end]:
            places.update((len(composed) + at, start + at) for at in range(1, len(piece)))
        composed += piece
        places[len(composed)] = start = end
    return composed, places


def _joins(before: str, character: str) -> bool:
    """Tell whether a character may be composed with, or sorted among, those before it."""
    if unicodedata.combining(character):
        return True
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", before + character) != apart


def _has_borders(text: str, start: int, end: int) -> bool:
    """Tell whether no word of a script with spaces goes on across the ends of a part of a text."""
    letter = _letter()
    across_start = start > 0 and letter.match(text, start - 1) and letter.match(text, start)
    across_end = letter.match(text, end - 1) and _letter(_ACCENT).match(text, end)
    return not across_start and not across_end
