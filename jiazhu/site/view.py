"""Records of the Library in; what a page shows of them, in one interface language, out."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from jiazhu.library.coverage import Coverages
from jiazhu.model import Digest, Library, StoryMatter, Words, record
from jiazhu.site.articles import ArticleView, ArticleViews
from jiazhu.site.columns import Columns, Phrase
from jiazhu.site.mentioned import Mentioned
from jiazhu.site.notes import NoteView
from jiazhu.site.speech import Prose, Speech
from jiazhu.site.urls import Urls


@record
class StoryView:
    """Articles of a digest under one headline."""

    headline: Phrase
    other_headline: Phrase | None
    lead: ArticleView
    also: tuple[tuple[ArticleView, Phrase | None], ...]
    """Further articles, each with what it adds."""


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
    ) -> None:
        self.library = library
        self.urls = urls
        self.language = language
        self.speech = Speech(language, library)
        self.phrase = self.speech.phrase
        self.other = self.speech.other
        self.columns = columns
        self.mentioned = mentioned or Mentioned(library, columns)
        views = ArticleViews(library, urls, self.speech, columns, coverages, mentioned=self.mentioned)
        self.zone = ZoneInfo(library.config.timezone)
        self.article = views.of
        self.reading = views.reading

    @cached_property
    def articles(self) -> tuple[ArticleView, ...]:
        """All articles, newest first."""
        return tuple(map(self.article, self.library.articles))

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

    def digest_title(self, digest: Digest) -> Phrase | None:
        """Choose the title its editor gave a digest; None where nobody did."""
        titles = _titles(digest)
        return self.phrase(titles) if titles else None

    def other_digest_title(self, digest: Digest) -> Phrase | None:
        """Choose a digest's title in another language."""
        return self.other(_titles(digest))

    def introduction(self, digest: Digest) -> Prose | None:
        """Choose the editor's introduction; None where there is none."""
        return self.speech.prose(_introductions(digest), doc_id=digest.id)

    def other_introduction(self, digest: Digest) -> Prose | None:
        """Choose the introduction in another language."""
        return self.speech.other_prose(_introductions(digest), doc_id=digest.id)

    def stories(self, digest: Digest) -> list[StoryView]:
        """Show a digest: its editor's stories, then a story for each article that is in none."""
        default = digest.texts.get(self.library.config.languages[0])
        stories = [self._story(story, digest) for story in default.matter.stories] if default else []
        told = {view.slug for story in stories for view in (story.lead, *(also for also, _ in story.also))}
        rest = [self.article(article) for article in digest.articles if article.slug not in told]
        return stories + [
            StoryView(headline=view.title, other_headline=view.other_title, lead=view, also=()) for view in rest
        ]

    def _story(self, story: StoryMatter, digest: Digest) -> StoryView:
        by_slug = {article.slug: article for article in digest.articles}
        told = {
            code: same for code, text in digest.texts.items() for same in text.matter.stories if same.lead == story.lead
        }
        headlines = {code: same.headline for code, same in told.items()}
        adds: dict[str, Words] = {also.article: {} for also in story.also}
        for code, translated in told.items():
            for also in translated.also:
                if also.adds and also.article in adds:
                    adds[also.article][code] = also.adds
        return StoryView(
            headline=self.phrase(headlines),
            other_headline=self.other(headlines),
            lead=self.article(by_slug[story.lead]),
            also=tuple(
                (self.article(by_slug[slug]), self.phrase(added) if added else None) for slug, added in adds.items()
            ),
        )


def _titles(digest: Digest) -> Words:
    return {code: text.matter.title for code, text in digest.texts.items() if text.matter.title}


def _introductions(digest: Digest) -> Words:
    return {code: text.body for code, text in digest.texts.items() if text.body}
