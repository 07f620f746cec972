"""Safe HTML and places in its words in; the same HTML with what stands there wrapped out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

from jiazhu.text.names import Span

_TAG = re.compile(r"(<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)")
_IMAGE_WORDS = re.compile(r'\b(?:src|alt)="([^"]*)"')
_FOOTNOTE_LINK = re.compile(r'<sup class="footnote-ref">|<a [^>]*class="footnote-backref">')
_FOOTNOTE_END = {"sup": "</sup>", "a": "</a>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """What is put round the words of spans."""

    around: Callable[[Span, bool], tuple[str, str]]
    """Give the tags before and after words of a span; told whether they stand in a link, where none may begin."""
    behind: Callable[[Span], str]
    """Give what follows the last words of a span; after a link that they stand in."""


class MarkedText:
    """The words of safe HTML, with where in it they are.

    `text` is what stands between the tags, entities as characters, NFC; `plain` is what notes are anchored to
    (`jiazhu.text.anchor.plain`).
    """

    def __init__(self, html: str) -> None:
        self._pieces = _TAG.split(html)
        self._pieces[::2] = [unicodedata.normalize("NFC", unescape(piece)) for piece in self._pieces[::2]]
        self.text = "".join(self._pieces[::2])
        self._places: list[int] = []
        self.plain = "".join(self._plain())

    def _plain(self) -> Iterator[str]:
        """Go through the characters of the plain text, noting the place of each in `text`."""
        at, skipped_to = 0, ""
        for number, piece in enumerate(self._pieces):
            if number % 2:
                if skipped_to:
                    skipped_to = "" if piece == skipped_to else skipped_to
                elif found := _FOOTNOTE_LINK.match(piece):
                    skipped_to = _FOOTNOTE_END[re.match(r"<(\w+)", found[0])[1]]  # type: ignore[index]  # it is a tag
                elif piece.startswith("<img"):
                    words = "".join("".join(_IMAGE_WORDS.findall(piece)).split())
                    self._places += [at] * len(unescape(words))
                    yield unescape(words)
                continue
            if not skipped_to:
                kept = [place for place, char in enumerate(piece) if not char.isspace()]
                self._places += [at + place for place in kept]
                yield "".join(piece[place] for place in kept)
            at += len(piece)

    def from_plain(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in `text`, from one character to before another, of a place in `plain` that is not empty."""
        return self._places[start], self._places[end - 1] + 1

    def wrap(self, spans: Sequence[Span], wrapping: Wrapping) -> str:
        """Write the HTML with the words of spans, given as places in `text`, wrapped run by run.

        No tag is torn: words across tags are wrapped piece by piece. Where spans overlap, the words belong to the one
        that starts last, and of those to the shortest; what is behind a span follows its last words all the same.
        """
        out: list[str] = []
        waiting: list[Span] = []
        at = links = 0
        for number, piece in enumerate(self._pieces):
            if number % 2:
                links += piece.startswith("<a ") - piece.startswith("</a")
                out.append(piece)
                if not links:
                    out += map(wrapping.behind, waiting)
                    waiting = []
                continue
            for begin, end, inner in _runs(spans, at, at + len(piece)):
                words = escape(piece[begin - at : end - at], quote=False)
                before, after = wrapping.around(inner, links > 0) if inner and words.strip() else ("", "")
                out.append(f"{before}{words}{after}")
                ended = [span for span in spans if begin < span.end <= end]
                out += [] if links else map(wrapping.behind, ended)
                waiting += ended if links else []
            at += len(piece)
        return "".join(out)


def _runs(spans: Sequence[Span], start: int, end: int) -> Iterator[tuple[int, int, Span | None]]:
    """Cut a piece of text where spans begin and end: each run with the span that its words belong to."""
    cuts = sorted({start, end, *(place for span in spans for place in (span.start, span.end) if start < place < end)})
    for begin, stop in pairwise(cuts):
        over = [span for span in spans if span.start <= begin and stop <= span.end]
        yield begin, stop, max(over, key=lambda span: (span.start, -span.end), default=None)
