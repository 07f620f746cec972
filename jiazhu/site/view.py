"""Records of the Library in; what a page shows of them, in one interface language, out."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from jiazhu.library.coverage import Coverages
from jiazhu.model import Library
from jiazhu.site.articles import ArticleView, ArticleViews
from jiazhu.site.columns import Columns
from jiazhu.site.digests import DigestView, DigestViews
from jiazhu.site.feeds.feed import Feed, feeds_of
from jiazhu.site.mentioned import Mentioned
from jiazhu.site.notes import NoteView
from jiazhu.site.openings import Stories
from jiazhu.site.pictures import Pictures
from jiazhu.site.speech import Speech
from jiazhu.site.urls import Urls


class View:
    """What one interface language shows of a Library."""

    def __init__(
        self,
        library: Library,
        urls: Urls,
        language: str,
        columns: Columns,
        coverages: Coverages,
        *,
        mentioned: Mentioned | None = None,
        pictures: Pictures | None = None,
        stories: Stories | None = None,
        has_search: bool = True,
    ) -> None:
        self.library = library
        self.urls = urls
        self.language = language
        self.has_search = has_search
        self.speech = Speech(language, library)
        self.phrase = self.speech.phrase
        self.other = self.speech.other
        self.columns = columns
        self.mentioned = mentioned or Mentioned(library, columns)
        views = ArticleViews(
            library,
            urls,
            self.speech,
            columns,
            coverages,
            mentioned=self.mentioned,
            pictures=pictures or Pictures(library, urls),
        )
        self.zone = ZoneInfo(library.config.timezone)
        self.article = views.of
        self.reading = views.reading
        self.digest = DigestViews(self.speech, urls, stories or Stories(library, self.mentioned), self.article).of

    @cached_property
    def articles(self) -> tuple[ArticleView, ...]:
        """All articles, newest first."""
        return tuple(map(self.article, self.library.articles))

    @cached_property
    def digests(self) -> tuple[DigestView, ...]:
        """All digests, newest first."""
        return tuple(map(self.digest, self.library.digests))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that there are in this language."""
        return feeds_of(self.library, self.speech)

    @cached_property
    def notes(self) -> tuple[tuple[ArticleView, NoteView], ...]:
        """All notes with their articles, the newest first; a note without a date is as old as its article."""
        noted = [article for article in self.articles if article.article.notes]
        found = [(article, note) for article in noted for note in self.reading(article).notes]

        def day(pair: tuple[ArticleView, NoteView]) -> date:
            return pair[1].note.date or pair[0].published.date()

        return tuple(sorted(found, key=day, reverse=True))

    def moment(self, day: date) -> datetime:
        """Give the first minute of a day in the digest's zone."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)
