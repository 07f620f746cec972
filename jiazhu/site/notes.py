"""An article's notes and the columns of its page in; what each note shows, and the words it marks, out."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from jiazhu.library.anchors import Anchor, anchor_notes, plain_texts
from jiazhu.model import Article, Note, Words
from jiazhu.record import Record
from jiazhu.site.columns import Column, Phrase
from jiazhu.site.parallel import Row, without_headings
from jiazhu.site.speech import Prose, Speech
from jiazhu.text.languages import tag_of
from jiazhu.text.marks import MarkedText
from jiazhu.text.names import Span
from jiazhu.text.quotes import Found

PARTS = ("title", "caption")
"""What a page shows above the body and notes can be anchored to, in that order."""

Spans = dict[tuple[str, str, int], list[Span]]
"""Marked words: by the column's code, the part (`title`, `caption`, `body`) and the place of the piece in it."""


_NOWHERE = (sys.maxsize,)
"""The place of notes whose words are not on the page: behind all others."""


class NoteView(Record):
    """A note as a page in one interface language shows it."""

    id: str
    number: int
    """In reading order, counted from 1."""
    row: int
    """The row beside which it stands, counted from 1; 0 where it speaks of what is above the first."""
    placed: bool
    """Whether the words it quotes are marked on the page."""
    orphan: bool
    """Whether they are gone from the text."""
    unshown: bool
    """Whether they may not be published."""
    quote: Phrase
    words: Prose
    replacement: Phrase | None
    by: Phrase | None
    """Whose claim it is."""
    note: Note


class NoteMarks:
    """Where an article's notes stand on its page: the words to mark, and the notes in reading order."""

    def __init__(self, article: Article, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        self.spans: Spans = defaultdict(list)
        self._columns = {column.code: column for column in columns}
        self._rows = rows
        self._has_image = article.matter.image is not None
        self._article = article
        self._bodies: dict[str, list[MarkedText]] = {}
        known = plain_texts(article)

        def text_of(code: str, at: str) -> str:
            if at == "body" and code in self._columns:
                return "".join(text.plain for text in self._body(code))
            return known(code, at)

        placed = [(self._place(anchor), anchor) for anchor in anchor_notes(article, text_of)]
        self.anchors = [anchor for _, anchor in sorted(placed, key=lambda pair: pair[0])]
        self.rows = {anchor.note.id: place[0] for place, anchor in placed if place != _NOWHERE}
        """The row of each note whose words are on the page, counted from 1; 0 is above the first."""

    def lang_of(self, code: str) -> str:
        """Give the BCP 47 tag of the article's text in a language."""
        return self._article.matter.lang if code == self._article.language else tag_of(code)

    def may_not_show(self, note: Note) -> bool:
        """Tell whether the words that a note quotes may not be published."""
        return note.id in self._article.unshown

    def doc_id_of(self, note: Note) -> str:
        """Name a note so that its footnotes are told from those of others on the page."""
        return f"{self._article.matter.id}-{note.id}"

    def _body(self, code: str) -> list[MarkedText]:
        if code not in self._bodies:
            self._bodies[code] = [MarkedText(piece.html) for piece in self._columns[code].pieces]
        return self._bodies[code]

    def _place(self, anchor: Anchor) -> tuple[int, ...]:
        """Note the words to mark; tell where in reading order they begin."""
        note = anchor.note
        column = self._columns.get(note.in_)
        shown = note.at in (*PARTS, "body") and (note.at != "caption" or self._has_image)
        if column is None or anchor.found is None or not shown:
            return _NOWHERE
        texts = self._body(note.in_) if note.at == "body" else [_words(getattr(column, note.at))]
        found = list(_pieces(texts, anchor.found, note.id))
        (first, span), order = found[0], [*self._columns].index(note.in_)
        row = next((number for number, row in enumerate(self._rows, 1) if first in row.pieces[order]), 0)
        if note.at == "body" and not row:
            return _NOWHERE  # in an orphan of the translation
        for piece, words in found:
            self.spans[note.in_, note.at, piece].append(words)
        return (row, order, first, span.start) if note.at == "body" else (0, PARTS.index(note.at), order, span.start)


def _words(phrase: Phrase | None) -> MarkedText:
    return MarkedText(escape(phrase.text, quote=False) if phrase else "")


def _pieces(texts: Sequence[MarkedText], found: Found, id_: str) -> Iterator[tuple[int, Span]]:
    """Cut a place in the plain text of a body into those in its pieces."""
    at = 0
    for number, text in enumerate(texts):
        start, end = max(found.start - at, 0), min(found.end - at, len(text.plain))
        if start < end:
            yield number, Span(*text.from_plain(start, end), id_)
        at += len(text.plain)


def note_views(marks: NoteMarks, speech: Speech, names: Mapping[str, Words]) -> list[NoteView]:
    """Show notes in an interface language; `names` are those of entities, by id."""
    return [_view(anchor, number, marks, speech, names) for number, anchor in enumerate(marks.anchors, 1)]


def _view(anchor: Anchor, number: int, marks: NoteMarks, speech: Speech, names: Mapping[str, Words]) -> NoteView:
    note = anchor.note
    lang = marks.lang_of(note.in_)
    by = note.claim.by if note.claim else ""
    words = speech.prose(note.note, doc_id=marks.doc_id_of(note))
    return NoteView(
        id=note.id,
        number=number,
        row=marks.rows.get(note.id, 0),
        placed=note.id in marks.rows,
        orphan=anchor.found is None and not marks.may_not_show(note),
        unshown=marks.may_not_show(note),
        quote=speech.spoken(Phrase(text=note.quote, lang=lang)),
        words=Prose(html=without_headings(words.html), lang=words.lang) if words else Prose(html="", lang=speech.tag),
        replacement=speech.spoken(Phrase(text=note.replacement, lang=lang)) if note.replacement else None,
        by=speech.phrase(names[by]) if by in names else Phrase(text=by, lang=speech.tag) if by else None,
        note=note,
    )
