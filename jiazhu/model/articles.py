"""Fragments and the articles that they become."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Literal

from msgspec import field

from jiazhu.model.base import Rights, State, Words
from jiazhu.model.entities import EntityChoice
from jiazhu.model.notes import Note
from jiazhu.record import Record


class Fragment(Record):
    """A raw file as an archiver saved it, its header read."""

    name: str
    """File name under `content/raw`."""
    epoch: int
    """When it was fetched, in ms since 1970-01-01T00:00Z."""
    title: str
    url: str
    html: str
    """The body as it came."""
    line: int
    """The line of the file on which the body starts, counted from 1."""


class Image(Record):
    """A picture somewhere else."""

    src: str
    alt: str = ""


class Picture(Record):
    """A copy of a picture, in one size: a file under `content/images`."""

    path: Path
    width: int
    height: int
    """In pixels."""
    size: int
    """In bytes."""


class OriginalMatter(Record):
    """The front matter of an original. The importer owns the first keys, the editor all after `imported`."""

    id: str
    """Identity in feeds: it never changes."""
    title: str
    lang: str = "zh-Hans"
    epoch: int
    """When the fragment was fetched, in ms since 1970-01-01T00:00Z."""
    published: datetime | None = None
    """What the page displayed, in the source's zone."""
    source: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    image: Image | None = None
    caption: str = ""
    fragment: str = ""
    also: tuple[str, ...] = ()
    imported: str = ""
    """Hash of the importer's keys and the body as the importer wrote them."""
    tags: tuple[str, ...] = ()
    summary: str = ""
    draft: bool = False
    updated: datetime | None = None
    """A bare date is its first minute in the digest's zone."""
    aliases: tuple[str, ...] = ()
    entities: EntityChoice = EntityChoice()
    rights: Rights | None = None
    remark: str = ""


class TranslationMatter(Record):
    """The front matter of a translation."""

    title: str
    summary: str = ""
    caption: str = ""
    of: Words = field(default_factory=dict)
    """Which wording of the original's title, summary and caption these translate: hashes by name."""
    translator: str = ""
    date: date | None = None
    state: State = "draft"
    remark: str = ""


class Translation(Record):
    """An article's words in another language."""

    path: Path
    matter: TranslationMatter
    body: str


class Article(Record):
    """One folder under `content/articles`."""

    slug: str
    """The folder's name: the article's address."""
    path: Path
    """The original's file."""
    language: str
    """The language code of the original's file, such as `zh`."""
    matter: OriginalMatter
    body: str
    translations: dict[str, Translation] = field(default_factory=dict)
    """By language code."""
    notes: tuple[Note, ...] = ()
    """In the order of the file."""
    unpublished: Literal["", "draft", "future"] = ""
    """Why a site leaves it out, in a preview that shows it all the same; empty in every other."""
    unshown: frozenset[str] = frozenset()
    """Ids of the notes whose words may not be published; none before `jiazhu.site.rights` has cut the article."""
    version: str = ""
    """A hash of the files it was read from; empty where it was made of others."""
