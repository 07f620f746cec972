"""Safe HTML and places in its words in; the same HTML with what stands there wrapped out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from itertools import pairwise

from jiazhu.record import Record
from jiazhu.text.anchor import plain
from jiazhu.text.names import Span
from jiazhu.text.tags import split_tags

_FOOTNOTE_LINK = re.compile(r'<(?:(sup) class="footnote-ref"|(a) [^>]*class="footnote-backref")>')
_HELD = re.compile(r'<span data-held="(\d+)">')


class Wrapping(Record):
    """What is put round the words of spans."""

    around: Callable[[Span, bool], tuple[str, str]]
    """Give the tags before and after words of a span; told whether they stand in a link, where none may begin."""
    behind: Callable[[Span], str]
    """Give what follows the last words of a span, or its image; after a link that they stand in."""


class Held:
    """What is wrapped round words, held back while the words are changed.

    An empty tag stands for each piece of it: it parts no word, and holds none that are not the text's. No safe HTML has
    such a tag of its own, as `jiazhu.text.sanitizer` leaves it no such attribute.
    """

    def __init__(self) -> None:
        self._held: list[str] = []

    def wrapping(self, wrapping: Wrapping) -> Wrapping:
        """Make a wrapping that writes tags for what another writes."""

        def around(span: Span, in_link: bool) -> tuple[str, str]:
            before, after = wrapping.around(span, in_link)
            return self._tag(before), self._tag(after)

        return Wrapping(around=around, behind=lambda span: self._tag(wrapping.behind(span)))

    def put_back(self, html: str) -> str:
        """Put what was held back in the place of its tags."""
        return _HELD.sub(lambda tag: self._held[int(tag[1])], html)

    def _tag(self, html: str) -> str:
        if not html:
            return ""
        self._held.append(html)
        return f'<span data-held="{len(self._held) - 1}">'


class MarkedText:
    """The words of safe HTML, with where in it they are.

    `text` is what stands between the tags, entities as characters, NFC; `plain` is what notes are anchored to
    (`jiazhu.text.anchor.plain`).
    """

    def __init__(self, html: str) -> None:
        self._pieces = split_tags(html)
        self._pieces[::2] = [unicodedata.normalize("NFC", unescape(piece)) for piece in self._pieces[::2]]
        _join_across_tags(self._pieces)
        self.text = "".join(self._pieces[::2])
        self._places: list[tuple[int, int]] = []
        self.plain = "".join(self._plain())

    def _plain(self) -> Iterator[str]:
        """Go through the characters of the plain text, noting the place of each in `text`: an image's is empty."""
        at, skipped_to = 0, ""
        for number, piece in enumerate(self._pieces):
            if number % 2:
                if skipped_to:
                    skipped_to = "" if piece == skipped_to else skipped_to
                elif found := _FOOTNOTE_LINK.match(piece):
                    skipped_to = f"</{found[1] or found[2]}>"
                elif piece.startswith("<img"):
                    words = plain(piece)
                    self._places += [(at, at)] * len(words)
                    yield words
                continue
            if not skipped_to:
                kept = [place for place, char in enumerate(piece) if not char.isspace()]
                self._places += [(at + place, at + place + 1) for place in kept]
                yield "".join(piece[place] for place in kept)
            at += len(piece)

    def from_plain(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in `text`, from one character to before another, of a place in `plain` that is not empty.

        The words of an image are not in `text`: with others, they do not count; alone, their place is the empty one
        where the first image stands.
        """
        places = self._places[start:end]
        words = [place for place in places if place[0] < place[1]] or places[:1]
        return words[0][0], words[-1][1]

    def wrap(self, spans: Sequence[Span], wrapping: Wrapping) -> str:
        """Write the HTML with the words of spans, given as places in `text`, wrapped run by run.

        No tag is torn: words across tags are wrapped piece by piece. Where spans overlap, the words belong to the one
        that starts last, and of those to the shortest; what is behind a span follows its last words all the same. An
        empty span is that of an image, and what is behind it follows the image: of several with nothing between them,
        the first.
        """
        out: list[str] = []
        waiting: list[Span] = []
        of_images = [span for span in spans if span.start == span.end]
        at = links = 0
        for number, piece in enumerate(self._pieces):
            if number % 2:
                links += piece.startswith("<a ") - piece.startswith("</a")
                out.append(piece)
                if piece.startswith("<img"):
                    waiting += [span for span in of_images if span.start == at]
                    of_images = [span for span in of_images if span.start != at]
                if not links:
                    out += map(wrapping.behind, waiting)
                    waiting = []
                continue
            for begin, end, inner in _runs(spans, at, at + len(piece)):
                words = escape(piece[begin - at : end - at], quote=False)
                before, after = wrapping.around(inner, links > 0) if inner and words.strip() else ("", "")
                out.append(f"{before}{words}{after}")
                ended = [span for span in spans if begin < span.end <= end and span.start < span.end]
                out += [] if links else map(wrapping.behind, ended)
                waiting += ended if links else []
            at += len(piece)
        return "".join(out)


def _join_across_tags(pieces: list[str]) -> None:
    """Move what combines with a character before a tag to where that is: a plain text has both as one character."""
    if unicodedata.is_normalized("NFC", "".join(pieces[::2])):  # nearly always
        return
    before = 0
    for at in range(2, len(pieces), 2):
        if pieces[at - 1].startswith(("<img", "<sup", "</sup")):
            before = at  # between the two may be the words of an image, or a footnote's number, which are apart
        while before < at and pieces[at] and pieces[before]:
            whole = unicodedata.normalize("NFC", pieces[before] + pieces[at])
            if whole == pieces[before] + pieces[at]:
                break
            pieces[before], pieces[at] = unicodedata.normalize("NFC", pieces[before] + pieces[at][0]), pieces[at][1:]
        before = at if pieces[at] else before


def _runs(spans: Sequence[Span], start: int, end: int) -> Iterator[tuple[int, int, Span | None]]:
    """Cut a piece of text where spans begin and end: each run with the span that its words belong to."""
    cuts = sorted({start, end, *(place for span in spans for place in (span.start, span.end) if start < place < end)})
    for begin, stop in pairwise(cuts):
        over = [span for span in spans if span.start <= begin and stop <= span.end]
        yield begin, stop, max(over, key=lambda span: (span.start, -span.end), default=None)
