"""A Library and how a language speaks in, the feeds that there are, with their addresses, out: all who name one ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from jiazhu.library.sources import source_id
from jiazhu.model import Article, Library, record
from jiazhu.site.columns import Phrase
from jiazhu.site.speech import Speech
from jiazhu.site.tagged import articles_by_tag
from jiazhu.text.measure import sort_key


@record
class Format:
    """A format in which each feed is written."""

    name: str
    file: str
    type: str
    """Its media type."""


ATOM = Format(name="Atom", file="atom.xml", type="application/atom+xml")
RSS = Format(name="RSS", file="rss.xml", type="application/rss+xml")
JSON_FEED = Format(name="JSON", file="feed.json", type="application/feed+json")
FORMATS = (ATOM, RSS, JSON_FEED)


@record
class Feed:
    """What one can subscribe to, in each language and each format."""

    kind: Literal["articles", "both", "digests", "notes", "tag", "source"]
    path: tuple[str, ...] = ()
    """Where it is below a language's `feeds/`."""
    page: tuple[str, ...] = ()
    """What the address of the page with the same contents is made of, below the language."""
    name: Phrase | None = None
    """That of its tag or source."""
    about: Phrase | None = None
    """A line about its tag."""
    articles: tuple[Article, ...] = ()
    """What it tells of, newest first; none where it is of digests or notes."""
    count: int

    def parts(self, language: str, form: Format, archive: int = 0) -> tuple[str, ...]:
        """Give the steps of the path to one of its files: the newest entries, or an archive, counted from 1."""
        return (language, "feeds", *self.path, *([str(archive)] if archive else []), form.file)


def opml_parts(language: str) -> tuple[str, ...]:
    """Give the steps of the path to the list of all feeds of a language, for feed readers."""
    return (language, "feeds", "feeds.opml")


def feeds_of(library: Library, speech: Speech) -> tuple[Feed, ...]:
    """List the feeds of one interface language: the digest's, then those of its tags and of its sources, by name."""
    return (
        *_of_all(library),
        *_by_name(_of_tags(library, speech), speech),
        *_by_name(_of_sources(library, speech), speech),
    )


def announced(feeds: Sequence[Feed], parts: tuple[str, ...]) -> Iterator[tuple[Feed, Format]]:
    """Go through the feeds that a page names to feed readers: its own first, then those of the whole digest.

    A page's own are those of its list, or of the list that it is in. Only the first of all is named in each format:
    readers show what they are told, and few people want to choose among formats.
    """
    own = [feed for feed in feeds if feed.page and feed.page == parts[: len(feed.page)]]
    others = [feed for feed in feeds if feed.kind not in {"tag", "source"} and feed not in own]
    for form in FORMATS:
        yield from ((feed, form) for feed in [*own, *others][:1])
    yield from ((feed, ATOM) for feed in [*own, *others][1:])


def _of_all(library: Library) -> Iterator[Feed]:
    articles, digests = library.articles, library.digests
    yield Feed(kind="articles", articles=articles, count=len(articles))
    if library.config.languages[1:]:
        yield Feed(kind="both", path=("both",), articles=articles, count=len(articles))
    yield Feed(kind="digests", path=("digests",), page=("digests",), count=len(digests))
    notes = sum(len(article.notes) for article in articles)
    if notes:
        yield Feed(kind="notes", path=("notes",), page=("notes",), count=notes)


def _of_tags(library: Library, speech: Speech) -> Iterator[Feed]:
    for id_, articles in articles_by_tag(library).items():
        tag = library.tags[id_]
        about = speech.phrase(tag.about) if tag.about else None
        yield _listed("tag", ("tags", id_), speech.phrase(tag.label), articles, about)


def _of_sources(library: Library, speech: Speech) -> Iterator[Feed]:
    articles: dict[str, list[Article]] = defaultdict(list)
    for article in library.articles:
        articles[source_id(article)].append(article)
    for id_, found in articles.items():
        yield _listed("source", ("sources", id_), speech.phrase(library.sources[id_].name), found)


def _listed(
    kind: Literal["tag", "source"],
    place: tuple[str, str],
    name: Phrase,
    articles: Iterable[Article],
    about: Phrase | None = None,
) -> Feed:
    found = tuple(articles)
    return Feed(kind=kind, path=place, page=place, name=name, about=about, articles=found, count=len(found))


def _by_name(feeds: Iterable[Feed], speech: Speech) -> list[Feed]:
    return sorted(feeds, key=lambda feed: sort_key(feed.name.text if feed.name else "", speech.language))
