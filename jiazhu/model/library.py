"""Tags, digests, pages and settings; and the Library that holds everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Literal

from jiazhu.model.articles import Article
from jiazhu.model.base import Rights, Words, record
from jiazhu.model.concepts import Concept
from jiazhu.model.entities import Entity
from jiazhu.model.sources import Source


@record
class Tag(Concept):
    """A topic, with a label in each language."""

    label: Words
    aliases: tuple[str, ...] = ()
    parent: str = ""

    @property
    def names(self) -> Words:
        """What it is called."""
        return self.label


@record
class Also:
    """An article beneath a story's lead, with what it adds."""

    article: str
    adds: str = ""


@record
class StoryMatter:
    """A story as the editor writes it."""

    headline: str
    lead: str
    """The slug of the leading article."""
    also: tuple[Also, ...] = ()


@record
class DigestMatter:
    """The front matter of a digest's words."""

    title: str = ""
    from_: date | None = None
    """The key is `from`: a Python keyword takes an underscore."""
    to: date | None = None
    articles: tuple[str, ...] = ()
    stories: tuple[StoryMatter, ...] = ()


@record
class DigestText:
    """A digest's words in one language."""

    path: Path
    matter: DigestMatter
    body: str


@record
class Digest:
    """The articles of one period, or of one hand-made edition."""

    id: str
    first: date
    last: date
    """The first and last day, in the digest's zone."""
    edition: bool
    """Whether a hand made it: then no period moves it."""
    articles: tuple[Article, ...]
    """Newest first."""
    texts: dict[str, DigestText] = field(default_factory=dict)
    """The editor's words, by language code; the default language's text holds the order."""


@record
class PageText:
    """A page of the editor's own, in one language."""

    path: Path
    title: str
    body: str


@record
class Config:
    """`digest.toml`, with the options of the command line laid over it."""

    title: Words
    description: Words = field(default_factory=dict)
    base_url: str
    languages: tuple[str, ...]
    """Language codes; the first is the default."""
    variants: tuple[str, ...] = ()
    timezone: str = "UTC"
    period: Literal["day", "week", "month"] = "week"
    authority: str
    """Authority of feed ids (RFC 4151), such as `example.org,2023`: it never changes."""
    rights: Rights = "full"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all interface languages: those of `languages`, then the derived ones, such as `zh-hant`."""
        return (*self.languages, *(code.lower() for code in self.variants))

    def base_of(self, code: str) -> str:
        """Give the language whose words an interface language shows: for a derived script, what it is derived from."""
        return code if code in self.languages else code.partition("-")[0]


@record
class Library:
    """Everything under `content/`, read-only once loaded."""

    config: Config
    articles: tuple[Article, ...]
    """Newest first."""
    sources: Mapping[str, Source]
    tags: Mapping[str, Tag]
    entities: Mapping[str, Entity]
    digests: tuple[Digest, ...]
    """Newest first."""
    pages: Mapping[str, Mapping[str, PageText]]
    """By page name, then by language code."""
