"""What one file of a feed says, whatever its format: of the feed, and of its entries."""

from __future__ import annotations

from datetime import UTC, datetime

from jiazhu.record import Record
from jiazhu.site.columns import Phrase
from jiazhu.site.feeds.feed import Format

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed of nothing was updated: any other moment would change."""


class Picture(Record):
    """The lead image of an entry."""

    url: str
    type: str
    """Its media type; empty where the address does not tell."""
    length: int = 0
    """In bytes, of a copy; 0 where nobody knows."""


class Entry(Record):
    """An entry of a feed. All addresses are absolute."""

    id: str
    title: Phrase
    lang: str
    """BCP 47: of most of its words."""
    url: str
    via: str = ""
    """The outlet's page."""
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[tuple[str, Phrase], ...]
    """Term and label of each."""
    summary: Phrase
    content: str
    """HTML for a reader that knows no style."""
    picture: Picture | None = None


class Document(Record):
    """One file of a feed: its newest entries, or an archive of earlier ones (RFC 5005). All addresses are absolute."""

    id: str
    title: str
    subtitle: str
    author: str
    lang: str
    """BCP 47."""
    home: str
    """The page with the same contents."""
    entries: tuple[Entry, ...]
    """Newest first."""
    address: str
    """Its own."""
    current: str
    """Where the newest entries are; the same as `address` unless it is an archive."""
    older: str = ""
    newer: str = ""
    """The archives beside it, in Atom; empty where there are none."""
    languages: tuple[tuple[str, str], ...]
    """The same in other languages: BCP 47 tag and address of each."""
    formats: tuple[tuple[Format, str], ...]
    """The same in other formats."""

    @property
    def archive(self) -> bool:
        """Whether it is an archive."""
        return self.address != self.current

    @property
    def updated(self) -> datetime:
        """The latest moment at which one of its entries was updated."""
        return max((entry.updated for entry in self.entries), default=_NEVER)


class Outline(Record):
    """A feed in a list. All addresses are absolute."""

    name: str
    about: str
    lang: str
    """BCP 47."""
    feed: str
    page: str
