"""The words of the house as records: frozen, slotted, keyword-only dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal, TypeVar, dataclass_transform

Words = dict[str, str]
"""The same words per language code: `{zh = "…", en = "…"}`."""

Rights = Literal["full", "excerpt", "link"]
State = Literal["machine", "draft", "reviewed"]


T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class one of the house's records."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@record
class Fragment:
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


@record
class DateRule:
    """Where a source displays its date, and how to read it."""

    select: str = ""
    """The element: the first that can be read. Empty where `url` is given."""
    attr: str = ""
    """An attribute to read instead of the element's words, such as `datetime`."""
    url: str = ""
    """Instead of `select`: a regular expression on the page's URL, for pages that display no date."""
    regex: str = ""
    """What to take of the element's text: group 1, or the whole match; all of it where empty."""
    format: str
    """As for `datetime.strptime`; `iso` for ISO 8601."""
    tz: str = "UTC"
    """The zone of a date that names none."""
    optional: bool = False
    """Whether some pages of the source have none: then finding none is a warning only where no page has one."""


@record
class TextRule:
    """An element whose words go to the front matter."""

    select: str = ""
    """Empty for `title`: that stands in the fragment's header."""
    regex: str = ""
    """What to take of the words: group 1, or the whole match; an element without a match is left where it is."""
    optional: bool = False
    """As in `DateRule`."""


@record
class ImageRule:
    """The lead image."""

    select: str
    optional: bool = False
    """As in `DateRule`."""


@record
class LeadRule:
    """How to know the lead paragraph."""

    first: Literal["all-bold"]


@record
class HeadingRule:
    """What a source writes where it means a heading."""

    when: Literal["all-bold"]
    level: int = 2


@record
class RemoveRule:
    """Elements that are no part of the article, where a selector alone would take too many."""

    select: str
    regex: str = ""
    """Only those in whose words it is found."""
    when: Literal["", "all-links"] = ""
    """Only those whose words are all in links: lists of other articles."""
    next: str = ""
    """Only those followed by elements that match this selector, which go too: a list under its heading."""


@record
class ExpectedFields:
    """What a rule's test says of the front matter; a key that is not there is not looked at."""

    title: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] | None = None
    caption: str | None = None
    image: str | None = None
    """The URL of the lead image; empty where there is none."""


@record
class RuleTest:
    """What must come out of a fragment when a source's rule has cleaned it."""

    fragment: str = ""
    """A file of `content/raw`; else `html` is cleaned."""
    html: str = ""
    """A fragment written for the test."""
    url: str = ""
    """The page's URL; it goes with `html`."""
    title: str = ""
    """The header's title; it goes with `html`."""
    contains: tuple[str, ...] = ()
    """What the Markdown of the body must contain."""
    absent: tuple[str, ...] = ()
    """What it must not."""
    fields: ExpectedFields | None = None


@record
class Source:
    """An outlet with its cleaning rule: one file under `content/sources`."""

    id: str = ""
    """The file's name; not a key of it."""
    hosts: tuple[str, ...] = ()
    path: str = ""
    """A regular expression that the URL's path must match; it tells apart sources on one host."""
    name: Words = field(default_factory=dict)
    lang: str = "zh-Hans"
    rights: Rights | None = None
    title: TextRule | None = None
    paragraphs: Literal["", "double-br"] = ""
    """What parts paragraphs beside `p`: two line breaks in a row. It comes first: selectors see the new paragraphs."""
    date: DateRule | None = None
    authors: TextRule | None = None
    """Names, each once, from all elements that are found."""
    image: ImageRule | None = None
    caption: TextRule | None = None
    """Of the lead image."""
    credit: TextRule | None = None
    """Whose picture it is: it stands in brackets behind the caption."""
    figures: tuple[str, ...] = ()
    """Selectors of elements that hold a picture and its caption, or hold the caption of the picture before them."""
    lead: LeadRule | None = None
    headings: HeadingRule | None = None
    remove: tuple[str | RemoveRule, ...] = ()
    """Selectors of what is no part of the article; `:scope` is the element the fragment is wrapped in."""
    test: tuple[RuleTest, ...] = ()
    """What the rule must do, with the rule."""


@record
class Image:
    """A picture somewhere else."""

    src: str
    alt: str = ""


@record
class OriginalMatter:
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
    rights: Rights | None = None
    remark: str = ""


@record
class TranslationMatter:
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


@record
class Translation:
    """An article's words in another language."""

    path: Path
    matter: TranslationMatter
    body: str


@record
class Article:
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


@record
class Tag:
    """A topic: one concept with a label in each language."""

    id: str
    label: Words
    about: Words = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    parent: str = ""


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


@record
class Library:
    """Everything under `content/`, read-only once loaded."""

    config: Config
    articles: tuple[Article, ...]
    """Newest first."""
    sources: Mapping[str, Source]
    tags: Mapping[str, Tag]
    digests: tuple[Digest, ...]
    """Newest first."""
    pages: Mapping[str, Mapping[str, PageText]]
    """By page name, then by language code."""
