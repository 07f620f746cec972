"""A view of a Library in; what the pages on entities show, in its interface language, out."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from html import escape
from itertools import groupby
from typing import get_args, get_type_hints

from jiazhu.library.mentions import text_of
from jiazhu.model import Article, Entity, Note
from jiazhu.site.articles import ArticleView
from jiazhu.site.columns import Phrase, in_language
from jiazhu.site.mentioned import FirstMention
from jiazhu.site.names import reading_of
from jiazhu.site.notes import NoteView
from jiazhu.site.speech import Prose
from jiazhu.site.view import View
from jiazhu.text.addresses import host_of
from jiazhu.text.languages import is_chinese, tag_of
from jiazhu.text.measure import context, sort_key

TYPES: tuple[str, ...] = get_args(get_type_hints(Entity)["type"])
"""In the order of the index."""
CONTEXT = 60
"""So many columns of context stand before and behind a name: a sentence of Chinese or a line of English."""

_SPACE = re.compile(r"\s")


class EntityViews:
    """What a view shows of its Library's entities."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._entities = view.library.entities
        self._mentioned = view.mentioned

    def index(self) -> list[tuple[str, list[tuple[str, list[Entity]]]]]:
        """List all entities by type, and those of a type by their first letter: in pinyin, or without accents."""
        by_type: dict[str, list[Entity]] = defaultdict(list)
        for entity in sorted(self._entities.values(), key=self._place):
            by_type[entity.type].append(entity)
        return [
            (type_, [(letter, list(group)) for letter, group in groupby(by_type[type_], self._initial)])
            for type_ in TYPES
            if by_type[type_]
        ]

    def count(self, entity: Entity) -> int:
        """Count the articles that are about an entity."""
        return self._view.groups.count("entity", entity.id)

    def names(self, entity: Entity) -> list[tuple[Phrase, Phrase | None]]:
        """List an entity's names in all languages and scripts, as they are, each with how it is read."""
        names = [Phrase(text=name, lang=tag_of(key.lower())) for key, name in entity.name.items()]
        latin = next((name.text for name in names if not is_chinese(name.lang)), "")
        return [(name, reading_of(name, latin)) for name in names]

    def forms(self, entity: Entity) -> list[Phrase]:
        """List the other ways to write its name."""
        return [Phrase(text=form, lang=tag_of(key.lower())) for key, forms in entity.match.items() for form in forms]

    def links(self, entity: Entity) -> list[tuple[str, str]]:
        """List the pages about the same elsewhere: host and address."""
        return [(host_of(url), url) for url in entity.same_as]

    def notes(self, entity: Entity) -> list[tuple[ArticleView, NoteView]]:
        """List the notes that concern an entity, newest first: whose claim it is, or whose quoted words name it."""
        return [self._view.note(article, note) for article, note in self._notes.get(entity.id, [])]

    def note_names(self, id_: str) -> tuple[tuple[str, str], ...]:
        """Name the notes that concern an entity: the article's slug and the note's id."""
        return tuple((article.slug, note.id) for article, note in self._notes.get(id_, []))

    @cached_property
    def _notes(self) -> dict[str, list[tuple[Article, Note]]]:
        notes: dict[str, list[tuple[Article, Note]]] = defaultdict(list)
        for article, note in self._view.notes:
            named = {span.id for span in self._mentioned.names(note.in_).find(note.quote)}
            claimed = {note.claim.by} if note.claim else set()
            for id_ in (named - {*article.matter.entities.skip}) | claimed:
                notes[id_].append((article, note))
        return notes

    def passages(self, entity: Entity, shown: ArticleView) -> list[list[Prose]]:
        """Show the passages of an article that mention an entity: each in one language or in two, the page's first.

        The name stands in its context, and is a link to the paragraph.
        """
        beside = shown.translation.code if shown.translation else ""
        found = self._mentioned.passages(shown.article, beside).get(entity.id, [])
        base = self._view.speech.base
        return [
            [
                self._in_context(shown, place, f"{shown.url}#b-{passage.anchor}" if passage.anchor else shown.url)
                for place in sorted(passage.places, key=lambda place: place.code != base)
            ]
            for passage in found
        ]

    def _in_context(self, shown: ArticleView, place: FirstMention, url: str) -> Prose:
        column = self._view.columns.of(shown.article, place.code)
        text = _SPACE.sub(" ", text_of(column.pieces[place.block].html))
        before, behind = context(text, place.start, place.end, CONTEXT)
        words = [escape(part, quote=False) for part in (before, text[place.start : place.end], behind)]
        html = f'{words[0]}<a class="name" href="{escape(url)}"><mark>{words[1]}</mark></a>{words[2]}'
        return self._view.speech.written(Prose(html=in_language(html, column.lang), lang=column.lang))

    def _place(self, entity: Entity) -> tuple[str, str]:
        return sort_key(self._view.phrase(entity.names).text, self._view.language)

    def _initial(self, entity: Entity) -> str:
        initial = self._place(entity)[0][:1].upper()
        return initial if initial.isalpha() else "#"
