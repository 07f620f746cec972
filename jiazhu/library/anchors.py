"""An article and its notes in; where in its texts the words stand that each note quotes, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jiazhu.library.blocks import read_blocks
from jiazhu.model import Article, Note
from jiazhu.record import Record
from jiazhu.text.anchor import bare
from jiazhu.text.quotes import Found, find_places, find_quote

TextOf = Callable[[str, str], str]
"""Gives the plain text of an article's title, summary, caption or body, by language code and name; empty where none."""


class Anchor(Record):
    """A note with the place of the words it quotes."""

    note: Note
    found: Found | None
    """In the plain text; None where the words are gone (the note is an orphan) or may not be published."""


def anchor_notes(article: Article, text_of: TextOf | None = None) -> Iterator[Anchor]:
    """Find the words of an article's notes, in the order of the file.

    `text_of` gives texts that were worked out before.
    """
    text_of = text_of or plain_texts(article)
    for note in article.notes:
        if note.id in article.unshown:
            yield Anchor(note=note, found=None)
            continue
        quoted = text_of(note.in_, note.at)
        yield Anchor(note=note, found=find_quote(quoted, bare(note.quote), bare(note.before), bare(note.after)))


def lost_words(article: Article, note: Note, text: str) -> tuple[str, str]:
    """Say of a note whose words no place of a text was found for why that is, and what to do: fault and hint."""
    places = find_places(text, bare(note.quote), bare(note.before), bare(note.after))
    told = f"“{note.quote.strip()}”"
    if places:
        hint = "write under `before` or `after` what stands beside those that you mean"
        return f"the words of `{note.id}` stand in {len(places)} places: {told}", hint
    hint = f'`notes accept {article.slug} {note.id} --quote "…"` says where it belongs'
    return f"the words of `{note.id}` are gone: {told}", hint


def plain_texts(article: Article) -> TextOf:
    """Reduce the texts of an article to what notes are anchored to, each when it is asked for, and once."""
    known: dict[tuple[str, str], str] = {}

    def text_of(code: str, at: str) -> str:
        if (code, at) not in known:
            known[code, at] = _plain(article, code, at)
        return known[code, at]

    return text_of


def _plain(article: Article, code: str, at: str) -> str:
    text = article if code == article.language else article.translations.get(code)
    if text is None:
        return ""
    return "".join(block.plain for block in read_blocks(text.body)) if at == "body" else bare(getattr(text.matter, at))
