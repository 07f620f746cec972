"""The documents of feeds in, their bytes in each format out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiazhu.site.feeds.atom import atom
from jiazhu.site.feeds.document import Document
from jiazhu.site.feeds.feed import ATOM, JSON_FEED, RSS, Format
from jiazhu.site.feeds.json_feed import json_feed
from jiazhu.site.feeds.rss import rss

WRITERS: Mapping[Format, Callable[[Document], bytes]] = {ATOM: atom, RSS: rss, JSON_FEED: json_feed}
