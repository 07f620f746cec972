"""Tags, digests and pages; and the Library that holds everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import field

from jiazhu.model.articles import Article, Picture
from jiazhu.model.base import Words
from jiazhu.model.concepts import Concept
from jiazhu.model.config import Config
from jiazhu.model.entities import Entity
from jiazhu.model.sources import Source
from jiazhu.record import Record


class Tag(Concept):
    """A topic, with a label in each language."""

    label: Words
    aliases: tuple[str, ...] = ()
    parent: str = ""

    @property
    def names(self) -> Words:
        """What it is called."""
        return self.label


class Also(Record):
    """An article beneath a story's lead, with what it adds."""

    article: str
    adds: str = ""


class StoryMatter(Record):
    """A story as the editor writes it."""

    headline: str
    lead: str
    """The slug of the leading article."""
    also: tuple[Also, ...] = ()


class DigestMatter(Record):
    """The front matter of a digest's words."""

    title: str = ""
    from_: date | None = None
    """The key is `from`: a Python keyword takes an underscore."""
    to: date | None = None
    articles: tuple[str, ...] = ()
    stories: tuple[StoryMatter, ...] = ()


class DigestText(Record):
    """A digest's words in one language."""

    path: Path
    matter: DigestMatter
    body: str


class Digest(Record):
    """The articles of one period, or of one hand-made edition."""

    id: str
    first: date
    last: date
    """The first and last day, in the digest's zone."""
    edition: bool
    """Whether a hand made it: then no period moves it."""
    articles: tuple[Article, ...]
    """Those that the editor has placed, in that order; then the others, newest first."""
    texts: dict[str, DigestText] = field(default_factory=dict)
    """The editor's words, by language code."""
    order: DigestMatter = DigestMatter()
    """The front matter of the default language's text, which holds the order."""

    @property
    def placed(self) -> frozenset[str]:
        """The slugs of the articles that the editor has placed, in a story or by name."""
        told = (slug for story in self.order.stories for slug in (story.lead, *(also.article for also in story.also)))
        return frozenset((*told, *self.order.articles))


class PageText(Record):
    """A page of the editor's own, in one language."""

    path: Path
    title: str
    body: str


class Library(Record):
    """Everything under `content/`, read-only once loaded."""

    config: Config
    articles: Sequence[Article]
    """Newest first."""
    sources: Mapping[str, Source]
    tags: Mapping[str, Tag]
    entities: Mapping[str, Entity]
    digests: Sequence[Digest]
    """Newest first."""
    pages: Mapping[str, Mapping[str, PageText]]
    """By page name, then by language code."""
    logo: bytes = b""
    """The picture that `theme.logo` of the settings names."""
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    """Copies of pictures by the name of their address (`jiazhu.library.pictures`), the narrowest first; none where
    `images` is `remote`."""
