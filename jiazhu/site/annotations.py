"""An article with notes in; the same notes as a W3C Annotation Collection, for other programs, out.

Sections are those of the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/). A file holds one
Collection with its only page embedded (5.1, 5.2), so that it is whole without another request.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC
from html import escape, unescape

from msgspec.structs import replace

from jiazhu.library.anchors import Anchor, anchor_notes
from jiazhu.library.wording import Wordings
from jiazhu.model import Article, Note, NoteSource
from jiazhu.site.columns import Phrase
from jiazhu.site.view import View
from jiazhu.text.anchor import bare
from jiazhu.text.languages import tag_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FILE = "annotations.jsonld"
MOTIVATIONS = {
    "context": "commenting",
    "translation": "describing",
    "claim": "assessing",
    "correction": "editing",
    "source": "linking",
}
"""By kind of note, the nearest of those in 3.3.5: background is a comment about the words, a note on the translation
tells what the words say, a verdict assesses them, a correction asks for an edit, a source is a resource beside them."""

Json = dict[str, object]


def annotation_collection(view: View, article: Article) -> bytes:
    """Write an article's notes in the order of its `notes.yaml`, as JSON-LD in UTF-8.

    An annotation's `id` is the address of the note on the page of this language; its `canonical` (3.3.7) is the same in
    all of them. A note of several languages is a Choice of bodies (3.2.7), the page's own first. A note whose words
    were found anew selects the words as they are now; one whose words are gone keeps the last that it was anchored to,
    so that its selector finds nothing, and never other words. What a script is converted to is converted here too.
    """
    file = view.urls.absolute(view.urls.file(view.language, "articles", article.slug, FILE))
    wordings = Wordings(article, lambda code: [piece.html for piece in view.columns.of(article, code).pieces])
    anchors = anchor_notes(article, wordings.plain)
    items = [_Annotation(view, article, anchor, wordings).data() for anchor in anchors]
    collection = {
        "@context": CONTEXT,
        "id": file,
        "type": "AnnotationCollection",
        "label": view.article(article).title.text,
        "total": len(items),
        "first": {"id": f"{file}#page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return (json.dumps(collection, ensure_ascii=False, indent=2) + "\n").encode()


class _Annotation:
    """A note, as an interface language tells of it."""

    def __init__(self, view: View, article: Article, anchor: Anchor, wordings: Wordings) -> None:
        self._view = view
        self._article = article
        self._note: Note = anchor.note
        self._anchor = anchor
        self._wordings = wordings

    def data(self) -> Json:
        """Write it, the keys in the order of the Recommendation's examples."""
        note, view = self._note, self._view
        config = view.library.config
        bodies = list(self._bodies())
        return {
            "id": f"{self._page(view.language)}#note-{note.id}",
            "type": "Annotation",
            "canonical": f"tag:{config.authority}:{self._article.matter.id}/notes/{note.id}",
            "motivation": MOTIVATIONS[note.kind],
            **({"creator": {"name": note.by}} if note.by else {}),
            **({"created": f"{view.moment(note.date).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"} if note.date else {}),
            "body": bodies[0] if len(bodies) == 1 else bodies,
            "target": {"type": "SpecificResource", "source": self._source(), "selector": self._selector()},
        }

    def _bodies(self) -> Iterator[Json]:
        note = self._note
        yield self._words()
        if note.replacement:
            phrase = self._quoted(note.replacement)
            yield _text(phrase.text, phrase.lang, "text/plain", "editing")
        if note.claim:
            yield self._claimant(note.claim.by)
            yield _text(note.claim.verdict, "", "text/plain", "classifying")
        yield from map(_link, note.sources)

    def _words(self) -> Json:
        """Write what the note says: a text, or a choice of them."""
        said = {code: words for code, words in self._note.note.items() if bare(words)}
        view = self._view
        order = sorted(said, key=lambda code: code != view.speech.base)
        prose = [shown for code in order if (shown := view.speech.prose({code: said[code]}))]
        texts = [_text(shown.html.strip(), shown.lang, "text/html", "commenting") for shown in prose]
        return texts[0] if len(texts) == 1 else {"type": "Choice", "items": texts}

    def _claimant(self, id_: str) -> Json:
        """Tag the words with who says them: by a page about that entity (4.1), else by name."""
        entity = self._view.library.entities[id_]
        if entity.same_as:
            return {"type": "SpecificResource", "purpose": "tagging", "source": entity.same_as[0]}
        name = self._view.phrase(entity.name)
        return _text(name.text, name.lang, "text/plain", "tagging")

    def _source(self) -> str:
        """Choose the page whose text is quoted: this language's own, or that of the language of the words."""
        view, config = self._view, self._view.library.config
        own = self._note.in_ == config.base_of(view.language) or self._note.in_ not in config.languages
        return self._page(view.language if own else self._note.in_)

    def _selector(self) -> Json:
        """Quote the words with what stands beside them (4.2.4), in the script of the page."""
        note, found = self._note, self._anchor.found
        prefix, exact, suffix = note.before, note.quote, note.after
        if found:
            prefix, exact, suffix = self._wordings.of(note.in_, note.at).around(found.start, found.end)
        prefix, exact, suffix = self._in_script(prefix, exact, suffix)
        given = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
        return {key: value for key, value in given.items() if value}

    def _in_script(self, *texts: str) -> Sequence[str]:
        """Write words in the page's script, all at once: a word across their borders is understood as one."""
        mark = "<em>"  # inside a block, as the words are
        html = mark.join(escape(text, quote=False) for text in texts)
        phrase = self._view.speech.spoken(replace(self._quoted("".join(texts)), html=html))
        return [unescape(part) for part in phrase.html.split(mark)]

    def _quoted(self, text: str) -> Phrase:
        lang = self._article.matter.lang if self._note.in_ == self._article.language else tag_of(self._note.in_)
        return Phrase(text=text, lang=lang)

    def _page(self, code: str) -> str:
        return self._view.urls.absolute(self._view.urls.page(code, "articles", self._article.slug))


def _text(value: str, lang: str, format_: str, purpose: str) -> Json:
    """Write a text that is part of the annotation (3.2.4) with its purpose (3.3.5); a verdict is of no language."""
    text: Json = {"type": "TextualBody", "purpose": purpose, "value": value, "format": format_}
    return {**text, "language": lang} if lang else text


def _link(source: NoteSource) -> Json:
    """Write a page on which a note rests, with its purpose (4.1)."""
    named = {"id": source.url, "label": source.title, "language": source.lang}
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": {key: value for key, value in named.items() if value},
    }
