"""The feeds that the settings name in; a fragment of each entry that is new under `content/raw`, out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from jiazhu.cache import Store, key_of
from jiazhu.errors import JiazhuError, Problem, Problems
from jiazhu.files import read_text
from jiazhu.ingest.download import Answer, Downloader, DownloadError
from jiazhu.ingest.duplicates import canonical_url
from jiazhu.ingest.feeds.entries import Feed, FeedError, read_feed
from jiazhu.ingest.feeds.fragments import fragment_name, fragment_of
from jiazhu.library.articles import load_articles
from jiazhu.library.raw import fragment_files, ignored_fragments, save_fragment
from jiazhu.limits import FEED_BYTES, FEED_SECONDS
from jiazhu.model import Config, PolledFeed
from jiazhu.schema import toml_line
from jiazhu.text.addresses import host_of

ACCEPTED = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
PAUSE = 1.0
"""Seconds between two requests to one host."""

KIND: Final = "fetch"
_VALIDATOR = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,299}")


@dataclass(slots=True)
class Polled:
    """What was done."""

    saved: list[str] = field(default_factory=list)
    """Names of new fragments."""
    known: int = 0
    """Entries that are fragments or articles already, or shall never be."""
    left: int = 0
    """Entries for the next time."""
    unchanged: int = 0
    """Feeds of which the server says that nothing is new."""


class Poll:
    """One round of asking feeds for what is new: one after the other."""

    def __init__(
        self,
        content: Path,
        config: Config,
        problems: Problems,
        *,
        cache: Path | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Get ready. Raises JiazhuError where there is no feed to ask, or feedparser is not installed."""
        self._settings = content / "digest.toml"
        if not config.fetch:
            hint = "add `[[fetch]]` and below it `url = …`, at the end of the file"
            raise JiazhuError("it names no feed to fetch", self._settings, hint=hint)
        if find_spec("feedparser") is None:
            raise JiazhuError("feedparser is not installed", self._settings, hint="pip install 'jiazhu[fetch]'")
        self._raw = content / "raw"
        self._feeds = config.fetch
        self._problems = problems
        self._clock, self._sleep = clock, sleep
        self._store = Store(cache / "fetch" if cache else None)
        self._download = Downloader(config.base_url, accept=ACCEPTED, most_bytes=FEED_BYTES, most_seconds=FEED_SECONDS)
        self._names = {path.name for path in fragment_files(self._raw)} | ignored_fragments(self._raw)
        articles = load_articles(content / "articles", Problems())
        self._pages = {canonical_url(article.matter.url) for article in articles if article.matter.url}

    def run(self) -> Polled:
        """Ask all feeds; what is wrong with one is a warning, and the others go on.

        Raises JiazhuError where fragments cannot be written.
        """
        report = Polled()
        asked: set[str] = set()
        for place, feed in enumerate(self._feeds):
            if host_of(feed.url) in asked:
                self._sleep(PAUSE)
            asked.add(host_of(feed.url))
            try:
                self._poll(place, feed, report)
            except (DownloadError, FeedError) as error:
                self._warn(place, f"{feed.url}: {error}", "look at it in a browser; the next fetch tries again")
        self._store.save()
        return report

    def _poll(self, place: int, feed: PolledFeed, report: Polled) -> None:
        key = key_of("feed", feed.url)
        answer = self._download.ask(feed.url, _conditions(self._store.get(key)), trusted=True)
        if not answer.changed:
            report.unchanged += 1
            return
        read = read_feed(answer.data, answer.url, answer.headers.get("content-type", ""))
        for fault in read.faults:
            self._warn(place, f"{feed.url}: {fault}", "save that article by hand, if you want it")
        left = self._save(read, feed.limit, report)
        report.left += left
        if not left:
            self._store.put(key, _validators(answer))

    def _save(self, read: Feed, limit: int, report: Polled) -> int:
        """Save as many entries as may be; tell how many are left."""
        taken = left = 0
        for entry in read.entries:
            name = fragment_name(entry.url)
            if name in self._names or canonical_url(entry.url) in self._pages:
                report.known += 1
            elif taken == limit:
                left += 1
            else:
                save_fragment(self._raw, name, fragment_of(entry, int(self._clock() * 1000)))
                self._names.add(name)
                report.saved.append(name)
                taken += 1
        return left

    def _warn(self, place: int, text: str, hint: str) -> None:
        line = toml_line(read_text(self._settings, KIND), f"fetch[{place}]")
        self._problems.add(Problem(kind=KIND, path=self._settings, line=line, text=text, hint=hint, severity="warning"))


def _validators(answer: Answer) -> tuple[str, ...]:
    """Take what the server wants to be asked by next time."""
    found = [answer.headers.get(name, "") for name in ("etag", "last-modified")]
    return tuple(value if _VALIDATOR.fullmatch(value) else "" for value in found)


def _conditions(kept: object) -> dict[str, str]:
    """Ask for a feed only if it is another than the one seen last (RFC 9110, 13.1)."""
    if not isinstance(kept, tuple):
        return {}
    asked = zip(("If-None-Match", "If-Modified-Since"), map(str, kept), strict=True)
    return {name: value for name, value in asked if value}
