"""Outlets with their cleaning rules, as `content/sources/*.toml` says them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import field

from jiazhu.model.base import Rights, Words
from jiazhu.record import Record


class DateRule(Record):
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


class TextRule(Record):
    """An element whose words go to the front matter."""

    select: str = ""
    """Empty for `title`: that stands in the fragment's header."""
    regex: str = ""
    """What to take of the words: group 1, or the whole match; an element without a match is left where it is."""
    optional: bool = False
    """As in `DateRule`."""


class ImageRule(Record):
    """The lead image."""

    select: str
    optional: bool = False
    """As in `DateRule`."""


class LeadRule(Record):
    """How to know the lead paragraph."""

    first: Literal["all-bold"]


class HeadingRule(Record):
    """What a source writes where it means a heading."""

    when: Literal["all-bold"]
    level: int = 2


class RemoveRule(Record):
    """Elements that are no part of the article, where a selector alone would take too many."""

    select: str
    regex: str = ""
    """Only those in whose words it is found."""
    when: Literal["", "all-links"] = ""
    """Only those whose words are all in links: lists of other articles."""
    next: str = ""
    """Only those followed by elements that match this selector, which go too: a list under its heading."""


class ExpectedFields(Record):
    """What a rule's test says of the front matter; a key that is not there is not looked at."""

    title: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] | None = None
    caption: str | None = None
    image: str | None = None
    """The URL of the lead image; empty where there is none."""


class RuleTest(Record):
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


class Source(Record):
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
