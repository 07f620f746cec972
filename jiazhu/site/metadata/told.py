"""What a page tells of itself to the files of the site that speak of many."""

from __future__ import annotations

from jiazhu.record import Record
from jiazhu.site.cards.card import Card


class Listed(Record):
    """A page of the sitemap."""

    address: str
    """Absolute."""
    changed: str
    """When, in ISO 8601; empty where no date says so."""
    alternates: tuple[tuple[str, str], ...]
    """`hreflang` and absolute address of the same page in each language."""


class Told(Record):
    """What a page tells beside itself: that it is there, and which card it has."""

    listed: Listed | None = None
    """Its place in the sitemap; None where it has no words of its own."""
    card: tuple[str, Card] | None = None
    """With the file of its picture; None where another page's is shown."""
