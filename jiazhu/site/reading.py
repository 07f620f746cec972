"""An article in; what its own page shows in one interface language, with its notes marked, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from msgspec.structs import replace

from jiazhu.model import Article, Library
from jiazhu.record import Record
from jiazhu.site.columns import Column, Columns, Phrase
from jiazhu.site.names import NameTags
from jiazhu.site.notes import PARTS, NoteMarks, NoteView, Spans, note_views
from jiazhu.site.parallel import Row, parallel_rows
from jiazhu.site.pictures import Pictures
from jiazhu.site.speech import Speech
from jiazhu.text.marks import Held, MarkedText, Wrapping
from jiazhu.text.names import Span


class Reading(Record):
    """An article as it is read: its texts with the words marked that notes speak of."""

    columns: tuple[Column, ...]
    """The original, and what stands beside it; the one in the interface language first."""
    rows: list[Row]
    notes: list[NoteView]
    """In reading order; those whose words are not on the page come last."""

    @property
    def titles(self) -> list[Phrase]:
        """The titles that there are."""
        return [column.title for column in self.columns if column.title]

    @property
    def captions(self) -> list[Phrase]:
        """The captions of the lead picture."""
        return [column.caption for column in self.columns if column.caption]

    @property
    def pictured(self) -> bool:
        """Whether there is a picture in the text."""
        return any("<img" in piece.html for column in self.columns for piece in column.pieces)


def read(
    article: Article,
    beside: str,
    columns: Columns,
    speech: Speech,
    library: Library,
    *,
    prefix: str = "",
    pictures: Pictures,
    names: NameTags = lambda _column, _taken: {},
) -> Reading:
    """Show an article with the translation `beside` (a language code; empty for none).

    `prefix` keeps the ids of several articles on one page apart. `names` gives the names to be linked.
    """
    given = [columns.of(article, code) for code in (article.language, beside) if code]
    marks = NoteMarks(article, given, _rows(given, article, beside) if article.notes else [])
    notes = note_views(marks, speech, {id_: entity.name for id_, entity in library.entities.items()})
    pieces = Counter(span.id for spans in marks.spans.values() for span in spans)
    wrapping = _wrapping({note.id: note.number for note in notes}, pieces, prefix)
    marked = [_marked(column, marks.spans, wrapping, names, speech) for column in given]

    def with_pictures() -> tuple[list[Column], list[Row]]:
        # They come last: to notes, they are the address and the words that the text gives them.
        shown = [pictures.column(column, plain=bool(prefix)) for column in marked]
        return shown, _rows(shown, article, beside)

    as_given = all(one is other for one, other in zip(marked, given, strict=True))
    key = article.slug, beside, bool(prefix)
    shown, rows = columns.once(key, with_pictures) if as_given else with_pictures()
    return Reading(columns=_mine_first(shown, speech), rows=rows, notes=notes)


def _mine_first(columns: Sequence[Column], speech: Speech) -> tuple[Column, ...]:
    return tuple(sorted(columns, key=lambda column: column.code != speech.base))


def _rows(columns: Sequence[Column], article: Article, beside: str) -> list[Row]:
    return parallel_rows(columns[0], article.translations.get(beside), columns[1] if columns[1:] else None)


def _wrapping(numbers: Mapping[str, int], pieces: Counter[str], prefix: str) -> Wrapping:
    """Make the quoted words a link to their note, and put its number behind the last of its `pieces`.

    The note leads back to the first of its words; where others have them all, or it quotes an image, to its number.
    """
    begun: set[str] = set()
    left = pieces.copy()

    def begin(id_: str) -> str:
        if id_ in begun:
            return ""
        begun.add(id_)
        return f' id="{prefix}quote-{id_}"'

    def around(span: Span, in_link: bool) -> tuple[str, str]:
        if in_link:
            return f'<span class="quoted"{begin(span.id)}>', "</span>"
        return f'<a class="quoted"{begin(span.id)} href="#{prefix}note-{span.id}" tabindex="-1">', "</a>"

    def behind(span: Span) -> str:
        left[span.id] -= 1
        if left[span.id]:
            return ""
        link = f'<a href="#{prefix}note-{span.id}" role="doc-noteref">{numbers[span.id]}</a>'
        return f'\u2060<sup class="noteref"{begin(span.id)}>{link}</sup>'  # the number stays on the line of its words

    return Wrapping(around=around, behind=behind)


def _with_names(wrapping: Wrapping, names: Mapping[Span, tuple[str, str]]) -> Wrapping:
    return Wrapping(
        around=lambda span, in_link: names.get(span) or wrapping.around(span, in_link),
        behind=lambda span: "" if span in names else wrapping.behind(span),
    )


def _marked(column: Column, spans: Spans, wrapping: Wrapping, names: NameTags, speech: Speech) -> Column:
    """Mark words in a column, what notes quote and names, and write it in the page's script.

    What is written round words is held back meanwhile: a number or a tooltip would be read as part of the words.
    """
    quoted = {place: given for (code, part, place), given in spans.items() if (code, part) == (column.code, "body")}
    named = names(column, quoted)
    if not spans and not named:
        return speech.column(column)
    held = Held()

    def phrase(part: str) -> Phrase | None:
        given: Phrase | None = getattr(column, part)
        here = spans.get((column.code, part, 0), [])
        if given is None or not here:
            return given
        return replace(given, html=MarkedText(escape(given.text, quote=False)).wrap(here, held.wrapping(wrapping)))

    title, caption = map(phrase, PARTS)
    pieces = tuple(
        replace(
            piece,
            html=MarkedText(piece.html).wrap(
                [*quoted.get(number, ()), *here], held.wrapping(_with_names(wrapping, here))
            ),
        )
        if (here := named.get(number, {})) or number in quoted
        else piece
        for number, piece in enumerate(column.pieces)
    )
    written = speech.column(replace(column, title=title, caption=caption, pieces=pieces))
    return replace(
        written,
        title=written.title and replace(written.title, html=held.put_back(written.title.html)),
        caption=written.caption and replace(written.caption, html=held.put_back(written.caption.html)),
        pieces=tuple(replace(piece, html=held.put_back(piece.html)) for piece in written.pieces),
    )
