"""The articles there are in, and a fragment that comes; the article it is another version or a copy of out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from jiazhu.cache import Store, key_of
from jiazhu.ingest.duplicates import (
    Fingerprint,
    Fingerprints,
    body_fingerprint,
    body_letters,
    canonical_url,
    is_copy,
)
from jiazhu.library.originals import is_edited
from jiazhu.model import Article, OriginalMatter
from jiazhu.record import Record


class Known(Record):
    """What an import keeps in mind of an article."""

    slug: str
    id: str
    page: str
    """Its canonical URL; empty where it has none."""
    fragments: tuple[str, ...]
    edited: bool


class Match(Record):
    """The article that a fragment belongs to."""

    slug: str
    copy: bool
    """Whether it is the same text at another address, and no other version of the same page."""


class Archive:
    """The articles of a digest, by page, identity and text; their bodies stay on the disk."""

    def __init__(self, articles: Iterable[Article], cache: Path | None) -> None:
        """`cache` is the folder in which fingerprints are kept from one import to the next."""
        self.articles: dict[str, Known] = {}
        self._pages: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._prints = Fingerprints()
        self._store = Store(cache / "fingerprints" if cache else None)
        for article in articles:
            kept = cast("tuple[int, tuple[int, ...]] | None", self._store.get(key_of(article.body)))
            print_ = Fingerprint(simhash=kept[0], sketch=kept[1]) if kept else body_fingerprint(article.body)
            self.add(article.slug, article.matter, article.body, print_, edited=is_edited(article))

    def add(self, slug: str, matter: OriginalMatter, body: str, print_: Fingerprint, *, edited: bool = False) -> None:
        """Take in an article, or its new state, with its body's fingerprint."""
        page = canonical_url(matter.url) if matter.url else ""
        fragments = tuple(name for name in (matter.fragment, *matter.also) if name)
        self.articles[slug] = Known(slug=slug, id=matter.id, page=page, fragments=fragments, edited=edited)
        self._ids[matter.id] = slug
        if page:
            self._pages[page] = slug
        self._store.put(key_of(body), (print_.simhash, print_.sketch))
        self._prints.add(slug, print_)

    def find(
        self, matter: OriginalMatter, body: str, print_: Fingerprint, body_of: Callable[[str], str]
    ) -> Match | None:
        """Find the article that a fragment is another version or a copy of; `body_of` reads an article's body."""
        slug = self._pages.get(canonical_url(matter.url)) if matter.url else self._ids.get(matter.id)
        if slug:
            return Match(slug=slug, copy=False)
        for slug in self._prints.like(print_):
            if is_copy(body_letters(body), body_letters(body_of(slug))):
                return Match(slug=slug, copy=True)
        return None

    def save(self) -> None:
        """Keep the fingerprints for the next import."""
        self._store.save()


def merged(
    known: OriginalMatter, body: str, new: OriginalMatter, new_body: str, *, copy: bool
) -> tuple[OriginalMatter, str]:
    """Give an article's importer's keys and body after a fragment came that belongs to it.

    Of versions of a page the latest stands; of copies of a text the earliest does. The others are named in `also`.
    """
    also = tuple(sorted({known.fragment, *known.also, new.fragment} - {""}))
    takes_over = new.epoch < known.epoch if copy else new.epoch > known.epoch
    matter, text = (new, new_body) if takes_over else (known, body)
    rest = tuple(name for name in also if name != matter.fragment)
    return replace(matter, id=known.id, also=rest, tags=known.tags), text
