"""The folder of an article in; the article as it was read before, where its files are still the same, out.

What is kept are front matter and notes; texts stay where they are until somebody asks for one.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import msgspec

from jiazhu.cache import Store
from jiazhu.errors import JiazhuError
from jiazhu.files import read_text
from jiazhu.glance import UNSURE_NS, Entry, Look, entry_of
from jiazhu.library.frontmatter import split
from jiazhu.library.notes import NOTES_FILE
from jiazhu.model import Article, Note, OriginalMatter, Translation, TranslationMatter
from jiazhu.record import Record

Signature = tuple[tuple[str, Entry], ...]
"""Of a folder, whose name is empty, and of each file in it that counts."""


_OnShelf = tuple[Signature, str, bytes]
_IN_HAND: dict[Path, dict[str, tuple[_OnShelf, Article]]] = {}
"""The articles of each folder that this process has taken down, with what they were taken from."""


class _Kept(Record):
    """An article without its texts."""

    language: str
    matter: OriginalMatter
    translations: dict[str, TranslationMatter]
    notes: tuple[Note, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Kept).decode


class Shelf:
    """Articles as they were read before, in one file of the `cache` folder."""

    def __init__(self, articles: Path, cache: Path | None, look: Look) -> None:
        """`articles` is the folder of their folders; by the look it is seen what changed in them."""
        self._articles = articles
        self._look = look
        self._in_hand = _IN_HAND.setdefault(articles, {})
        self._store = Store(cache and cache / "articles")

    def get(self, slug: str, *, is_same: bool = False) -> Article | None:
        """Give an article without reading it again; None where it is another now, or there is none.

        With `is_same` somebody knows that no file of it has changed since this process looked at it.
        """
        key = slug.encode()
        kept = cast("_OnShelf | None", self._store.get(key))
        if kept is None:
            return None
        signature, version, data = kept
        known = self._in_hand.get(slug)
        if not (is_same and signature and known and known[0] is kept):
            try:
                folder = f"{self._articles}/{slug}"
                now = signature if signature and self._look.is_as(folder, signature) else signature_of(folder)
                if signature != now:
                    if version_of_files(self._articles / slug) != version:
                        self._store.drop(key)
                        return None
                    signature = now
                    kept = _sure(now), version, data
                    self._store.put(key, kept)
            except OSError:  # told when it is read
                self._store.drop(key)
                return None
        if known is None or known[0] is not kept:
            article = _taken_down(self._articles, slug, version, _decode(data), signature)
            known = self._in_hand[slug] = kept, article
        return known[1]

    def put(self, article: Article, signature: Signature) -> None:
        """Keep an article that was read without a fault; `signature` is that of its folder before it was read."""
        matters = {code: translation.matter for code, translation in article.translations.items()}
        kept = _Kept(language=article.language, matter=article.matter, translations=matters, notes=article.notes)
        on_shelf = _sure(signature), article.version, _encode(kept)
        self._store.put(article.slug.encode(), on_shelf)
        self._in_hand[article.slug] = on_shelf, article

    def save(self, *, later: bool) -> None:
        """Keep what was read for the next run; `later` is as for a Store."""
        self._store.save(later=later)


def with_texts(article: Article) -> Article:
    """Give an article whose texts have been read: later its files may hold others, or none."""
    _ = article.body, [translation.body for translation in article.translations.values()]
    return article


def signature_of(place: str) -> Signature:
    """Tell by what a change in an article's folder is seen without opening a file."""
    stat = os.stat(place)  # noqa: PTH116 -- of thousands of folders
    found = [("", entry_of(stat))]
    with os.scandir(place) as entries:
        found += [(entry.name, entry_of(entry.stat())) for entry in entries if _counts(entry.name)]
    return tuple(sorted(found))


def version_of_files(folder: Path) -> str:
    """Name the state of an article: by a hash of its files."""
    digest = hashlib.blake2b(digest_size=12)
    for name in sorted(filter(_counts, os.listdir(folder))):  # noqa: PTH208 -- of thousands of folders
        data = (folder / name).read_bytes()
        digest.update(f"{name} {len(data)} ".encode() + data)
    return digest.hexdigest()


def _counts(name: str) -> bool:
    return (name.endswith(".md") or name == NOTES_FILE) and not name.startswith(".")


def _sure(signature: Signature) -> Signature:
    """Leave out a signature that a later change might not show in: then the files are looked at again."""
    newest = max(max(written, changed) for _, (_, written, changed) in signature)
    return signature if newest < time.time_ns() - UNSURE_NS else ()


_LATER = object()
"""What stands where somebody has to ask first."""


def _lazy(slot: Any, make: Callable[[Any], object]) -> property:
    """Make an attribute that is made when somebody asks for it; `slot` is where it is kept from then on."""

    def read(self: Any) -> object:
        value: object = slot.__get__(self)
        if value is _LATER:
            value = make(self)
            slot.__set__(self, value)
        return value

    return property(read)


def _path(of: Any) -> Path:
    return Path(of.file)


def _text(of: Any) -> str:
    """Read a text from its file. Raises JiazhuError where this is another than was looked at."""
    whole = read_text(of.path, "article")
    stat = of.path.stat()
    if (stat.st_size, stat.st_mtime_ns) != dict(of.looked_at)[of.path.name][:2]:
        raise JiazhuError("has changed while it was read", of.path, hint="run this again", kind="article")
    return split(whole, of.path)[1]


class _Article(Article):
    """An article whose text has not been read yet; it has to be that of the folder that was `looked_at`, as its version
    and all else that is known of it: what is made of both is kept."""

    file: str
    looked_at: Signature
    path = _lazy(Article.path, _path)
    body = _lazy(Article.body, _text)


class _Translation(Translation):
    """A translation whose text has not been read yet, likewise."""

    file: str
    looked_at: Signature
    path = _lazy(Translation.path, _path)
    body = _lazy(Translation.body, _text)


def _taken_down(articles: Path, slug: str, version: str, kept: _Kept, looked_at: Signature) -> Article:
    folder, later = f"{articles}/{slug}", cast("Any", _LATER)
    translations: dict[str, Translation] = {
        code: _Translation(path=later, matter=matter, body=later, file=f"{folder}/{code}.md", looked_at=looked_at)
        for code, matter in kept.translations.items()
    }
    return _Article(
        slug=slug,
        path=later,
        language=kept.language,
        matter=kept.matter,
        body=later,
        translations=translations,
        notes=kept.notes,
        version=version,
        file=f"{folder}/{kept.language}.md",
        looked_at=looked_at,
    )
