"""A Library in; the same with as much of each article as may be published, and no word more, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from jiazhu.library.anchors import Anchor, anchor_notes, plain_texts
from jiazhu.library.blocks import Block, read_blocks
from jiazhu.library.coverage import freshness_of
from jiazhu.library.markers import Marker, read_segments
from jiazhu.library.sources import rights_of
from jiazhu.library.translations import pair_blocks
from jiazhu.model import Article, Library, Note, Rights, State, Translation
from jiazhu.record import Record
from jiazhu.site.columns import beginning
from jiazhu.text.anchor import bare
from jiazhu.text.quotes import context_of, find_quote

_FIGURE = re.compile(r"<figure>.*?</figure>", re.DOTALL)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""What CommonMark (2.4) lets a backslash take the meaning from."""
_SPACE = re.compile(r"\s+")


def permitted(library: Library) -> Library:
    """Cut each article to what its rights allow: its own, else its source's, else those of the digest.

    One that is cut says in `matter.rights` which these are. Its text is a paragraph, or nothing: its summary, or its
    beginning. Its translations have the same of theirs. Pictures and captions are gone, and so is what
    notes keep of the words beside those that they quote, except of those that are still there.
    """
    config, sources = library.config, library.sources
    limited = config.rights != "full" or any(source.rights not in {None, "full"} for source in sources.values())
    cut = {
        article.slug: _cut(article, rights_of(article, sources, config))
        for article in library.articles
        if limited or article.matter.rights
    }
    if not cut:
        return library
    shown = {article.slug: cut.get(article.slug, article) for article in library.articles}
    return replace(
        library,
        articles=tuple(shown.values()),
        digests=tuple(
            replace(digest, articles=tuple(shown[article.slug] for article in digest.articles))
            for digest in library.digests
        ),
    )


def _cut(article: Article, rights: Rights) -> Article:
    if rights == "full":
        return article
    matter = replace(article.matter, rights=rights)
    blocks = read_blocks(article.body) if rights == "excerpt" and not matter.summary else []
    place, text = _beginning(blocks)
    body = paragraph(matter.summary or text)
    ids = tuple(block.id for block in read_blocks(body))
    translations = {}
    for code, translation in article.translations.items():
        words = _translated(translation, blocks, place) if blocks else _summary(article, translation)
        translations[code] = replace(
            translation,
            matter=replace(translation.matter, caption=""),
            body=words.under(ids) if ids else "",
        )
    shown = replace(
        article,
        matter=replace(matter, image=None, caption=""),
        body=body,
        translations=translations,
        version=article.version and f"{article.version}-{rights}",
    )
    return _with_notes(shown, article)


class _Words(Record):
    """A translation of what is shown."""

    text: str
    marked: bool = True
    """Whether it is known what it translates."""
    stale: bool = False
    state: State | None = None

    def under(self, ids: tuple[str, ...]) -> str:
        """Write it as a translation's body: under a marker that names the block, its own earlier wording if stale."""
        if not self.text:
            return ""
        marker = Marker(ids=ids, was=ids if self.stale else (), state=self.state)
        return f"{marker}\n{paragraph(self.text)}" if self.marked else paragraph(self.text)


def _summary(article: Article, translation: Translation) -> _Words:
    """Give the translation of a summary."""
    stale = freshness_of("summary", article.matter, translation.matter) == "stale"
    return _Words(text=translation.matter.summary, stale=stale)


def _translated(translation: Translation, blocks: Sequence[Block], place: int) -> _Words:
    """Give the beginning of what translates a block; of a translation without markers, its own."""
    segments = read_segments(translation.body)[1]
    if not segments:
        return _Words(text=_beginning(read_blocks(translation.body))[1], marked=False)
    pairs = pair_blocks([block.id for block in blocks], segments).pairs
    pair = next(pair for pair in pairs if place in pair.blocks)
    if pair.segment is None:
        return _Words(text="")
    text = _beginning(read_blocks(pair.segment.text))[1]
    return _Words(text=text, stale=pair.changed, state=pair.segment.marker.state)


def _beginning(blocks: Iterable[Block]) -> tuple[int, str]:
    """Find what a text begins with, as `beginning` does; the words of captions are no beginning."""
    return beginning(_FIGURE.sub("", block.text.html) for block in blocks)


def paragraph(words: str) -> str:
    """Write words as Markdown that says just them."""
    return _PUNCTUATION.sub(r"\\\g<0>", _SPACE.sub(" ", words).strip())


def _with_notes(shown: Article, whole: Article) -> Article:
    """Give a cut article its notes: those on its text have a place where their words are in what is left of it."""
    text_of, text_left = plain_texts(whole), plain_texts(shown)
    notes, unshown = [], set()
    for anchor in anchor_notes(whole, text_of):
        note = anchor.note
        if note.at in {"body", "caption"}:
            left = None
            if note.at == "body" and not whole.matter.summary:
                left = _left(anchor, text_of(note.in_, "body"), text_left(note.in_, "body"))
            unshown |= set() if left else {note.id}
            note = left or replace(note, before="", after="")
        notes.append(note)
    return replace(shown, notes=tuple(notes), unshown=frozenset(unshown))


def _left(anchor: Anchor, whole: str, left: str) -> Note | None:
    """Give a note with the context that its words have in what is left of a text; None where they are not in it."""
    found, left = anchor.found, left.removesuffix("…")
    at = whole.find(left) if left else -1
    if found is None or at < 0 or found.start < at or found.end > at + len(left):
        return None
    before, after = context_of(left, found.start - at, found.end - at)
    note = replace(anchor.note, before=before, after=after)
    return note if find_quote(left, bare(note.quote), before, after) else None
