"""A view of a Library in; what of each article is searched, in its interface language, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from jiazhu.record import Record
from jiazhu.site.abstracts import version_of
from jiazhu.site.articles import ArticleView
from jiazhu.site.view import View
from jiazhu.text.languages import code_of


class SearchedWords(Record):
    """The words of an article that are searched, as safe HTML."""

    title: str
    blocks: tuple[str, ...]
    """What the page shows in this language beneath the title."""
    notes: tuple[str, ...]
    """The editor's, in this language."""


class Searched(Record):
    """An article as the search page of one interface language knows it."""

    slug: str
    lang: str
    """A BCP 47 tag."""
    version: str
    """The state of all that its words hang on: while it is the same, so are they, and nobody need read them."""
    words: Callable[[], SearchedWords]
    day: str
    """Its date in the digest's zone, such as `2023-08-18`."""
    source: str
    tags: tuple[str, ...]
    entities: tuple[str, ...]
    """What it is about, by id."""


def searched(view: View, shown: ArticleView) -> Searched:
    """Gather what is searched of an article that has the words of the view's language."""
    article, script = shown.article, view.speech.script
    view.ingredients.use(f"text {article.slug}")
    if script:
        view.ingredients.use(script)
    notes = [note.id for note in article.notes]  # one on a claim of nobody known is none
    return Searched(
        slug=shown.slug,
        lang=shown.mine.lang,
        version=f"{version_of(article)} {notes} {shown.mine.code} {script and view.material.state(script)}",
        words=partial(_words, view, shown),
        day=f"{shown.published:%Y-%m-%d}",
        source=shown.source.id,
        tags=tuple(tag.id for tag in shown.tags),
        entities=tuple(id_ for id_ in view.mentioned.in_article(article) if id_ in view.library.entities),
    )


def _words(view: View, shown: ArticleView) -> SearchedWords:
    reading = view.reading(shown)
    pieces = view.speech.column(view.columns.of(shown.article, shown.mine.code)).pieces
    side = shown.mine.code != shown.original.code
    on_page = sorted({piece for row in reading.rows for piece in row.pieces[side]})
    notes = [note.words for note in reading.notes if code_of(note.words.lang) == code_of(shown.mine.lang)]
    return SearchedWords(
        title=escape(shown.title.text, quote=False),
        blocks=(*_beside(shown), *(pieces[piece].html for piece in on_page)),
        notes=tuple(note.html for note in notes if note.html),
    )


def _beside(shown: ArticleView) -> Iterator[str]:
    """Go through the words that stand beside the text: the summary, where it is not the text's beginning, and so on."""
    matter, mine = shown.article.matter, shown.mine
    translation = shown.article.translations.get(mine.code)
    phrases = [mine.summary if (translation.matter if translation else matter).summary else None]
    if matter.image:
        phrases.append(mine.caption)
    phrases += [author for author in shown.authors if code_of(author.lang) == code_of(mine.lang)]
    yield from (escape(phrase.text, quote=False) for phrase in phrases if phrase and phrase.text)
