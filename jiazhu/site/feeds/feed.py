"""A Library and how a language speaks in, the feeds that there are, with their addresses, out: all who name one ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from jiazhu.model import Library
from jiazhu.record import Record
from jiazhu.site.columns import Phrase
from jiazhu.site.groups import Groups
from jiazhu.site.speech import Speech
from jiazhu.text.measure import sort_key


class Format(Record):
    """A format in which each feed is written."""

    name: str
    file: str
    type: str
    """Its media type."""


ATOM = Format(name="Atom", file="atom.xml", type="application/atom+xml")
RSS = Format(name="RSS", file="rss.xml", type="application/rss+xml")
JSON_FEED = Format(name="JSON", file="feed.json", type="application/feed+json")
FORMATS = (ATOM, RSS, JSON_FEED)


class Feed(Record):
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

    @property
    def listed(self) -> tuple[str, str]:
        """Name the list of the articles that it tells of; where it is of digests or notes, none is meant."""
        return (self.kind, self.path[1]) if self.kind in {"tag", "source"} else ("all", "")

    def parts(self, language: str, form: Format, archive: int = 0) -> tuple[str, ...]:
        """Give the steps of the path to one of its files: the newest entries, or an archive, counted from 1."""
        return (language, "feeds", *self.path, *([str(archive)] if archive else []), form.file)


def opml_parts(language: str) -> tuple[str, ...]:
    """Give the steps of the path to the list of all feeds of a language, for feed readers."""
    return (language, "feeds", "feeds.opml")


class Feeds:
    """The feeds of one interface language."""

    def __init__(self, library: Library, speech: Speech, groups: Groups, *, notes: bool) -> None:
        """`notes` says whether there are any."""
        self._library = library
        self._speech = speech
        self._groups = groups
        self._notes = notes
        self._of_topics = library.config.topic_feeds

    def all(self) -> list[Feed]:
        """List them: the digest's, then those of its tags and of its sources."""
        return [*self._of_digest(), *self._of_tags(), *self._of_sources()]

    def by_name(self) -> list[Feed]:
        """List the same for a reader, those of tags and those of sources in the order of their names."""
        return [*self._of_digest(), *self._by_name(self._of_tags()), *self._by_name(self._of_sources())]

    def near(self, parts: tuple[str, ...]) -> list[Feed]:
        """List those that may concern the page of an address: the digest's, and that of its tag or source."""
        section, id_ = (*parts, "", "")[:2]
        own = []
        if self._of_topics and section == "tags" and id_ in self._library.tags:
            own = [self._of_tag(id_)]
        if self._of_topics and section == "sources" and id_ in self._groups.ids("source"):
            own = [self._of_source(id_)]
        return [*self._of_digest(), *own]

    def _of_digest(self) -> Iterator[Feed]:
        yield Feed(kind="articles")
        if self._library.config.languages[1:]:
            yield Feed(kind="both", path=("both",))
        yield Feed(kind="digests", path=("digests",), page=("digests",))
        if self._notes:
            yield Feed(kind="notes", path=("notes",), page=("notes",))

    def _of_tags(self) -> Iterator[Feed]:
        return map(self._of_tag, self._library.tags if self._of_topics else ())

    def _of_sources(self) -> Iterator[Feed]:
        return map(self._of_source, self._groups.ids("source") if self._of_topics else ())

    def _of_tag(self, id_: str) -> Feed:
        tag, place = self._library.tags[id_], ("tags", id_)
        about = self._speech.phrase(tag.about) if tag.about else None
        return Feed(kind="tag", path=place, page=place, name=self._speech.phrase(tag.label), about=about)

    def _of_source(self, id_: str) -> Feed:
        place, name = ("sources", id_), self._library.sources[id_].name
        return Feed(kind="source", path=place, page=place, name=self._speech.phrase(name))

    def _by_name(self, feeds: Iterable[Feed]) -> list[Feed]:
        return sorted(feeds, key=lambda feed: sort_key(feed.name.text if feed.name else "", self._speech.language))


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
