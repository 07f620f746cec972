"""Records of the Library in; what a page shows of them, in one interface language, out."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from jiazhu.library.load import published
from jiazhu.library.sources import source_id
from jiazhu.model import Article, Digest, Library, Source, StoryMatter, Tag, Words, record
from jiazhu.site.columns import Column, Columns, Phrase
from jiazhu.site.urls import Urls
from jiazhu.text.anchor import words
from jiazhu.text.languages import tag_of
from jiazhu.text.measure import reading_minutes


@record
class ArticleView:
    """An article as a page in one interface language shows it, alone or in a list."""

    slug: str
    id: str
    url: str
    title: Phrase
    other_title: Phrase | None
    summaries: tuple[Phrase, ...]
    """In the interface language and in the other one, where there are both."""
    columns: tuple[Column, ...]
    """The original and its translation; the original alone where there is none."""
    translated: bool
    """Whether the interface language has the article's words."""
    languages: tuple[str, ...]
    """The codes of the languages that have its words, the original first."""
    source: Source
    published: datetime
    """In the digest's zone."""
    displayed: datetime | None
    """As the outlet's page displayed it, in the source's zone."""
    fetched: datetime
    updated: datetime
    minutes: int
    tags: tuple[Tag, ...]
    article: Article


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

    def __init__(self, library: Library, urls: Urls, language: str, columns: Columns) -> None:
        self.library = library
        self._columns = columns
        self.urls = urls
        self.language = language
        self.zone = ZoneInfo(library.config.timezone)
        self._articles: dict[str, ArticleView] = {}

    def phrase(self, given: Words) -> Phrase:
        """Choose words: the interface language's, else the default language's, else any."""
        for code in (self.language, *self.library.config.languages, *given):
            if code in given:
                return Phrase(text=given[code], lang=tag_of(code or self.language))
        return Phrase(text="", lang=tag_of(self.language))

    def other(self, given: Words) -> Phrase | None:
        """Choose the same words in another language, where there are some in both."""
        codes = [code for code in self.library.config.languages if code in given and code != self.language]
        return Phrase(text=given[codes[0]], lang=tag_of(codes[0])) if codes and self.language in given else None

    def article(self, article: Article) -> ArticleView:
        """Show an article."""
        if article.slug not in self._articles:
            self._articles[article.slug] = self._view(article)
        return self._articles[article.slug]

    @cached_property
    def articles(self) -> tuple[ArticleView, ...]:
        """All articles, newest first."""
        return tuple(map(self.article, self.library.articles))

    def digest_title(self, digest: Digest) -> Phrase | None:
        """Choose the title its editor gave a digest; None where nobody did."""
        titles = _titles(digest)
        return self.phrase(titles) if titles else None

    def other_digest_title(self, digest: Digest) -> Phrase | None:
        """Choose a digest's title in another language."""
        return self.other(_titles(digest))

    def introduction(self, digest: Digest) -> Phrase | None:
        """Choose the editor's introduction, which is Markdown; None where there is none."""
        bodies = {code: text.body for code, text in digest.texts.items() if text.body}
        return self.phrase(bodies) if bodies else None

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

    def _view(self, article: Article) -> ArticleView:
        codes = (article.language, *article.translations)
        beside = self._beside(article)
        columns = [self._columns.of(article, code) for code in (article.language, *beside)]
        ordered = sorted(columns, key=lambda column: column.code != self.language)
        matter = article.matter
        moment = published(article, self.zone)
        return ArticleView(
            slug=article.slug,
            id=matter.id,
            url=self.urls.page(self.language, "articles", article.slug),
            title=ordered[0].title,
            other_title=ordered[1].title if beside else None,
            summaries=tuple(column.summary for column in ordered),
            columns=tuple(columns),
            translated=self.language in codes,
            languages=codes,
            source=self.library.sources[source_id(article)],
            published=moment,
            displayed=matter.published,
            fetched=datetime.fromtimestamp(matter.epoch / 1000, UTC).astimezone(self.zone),
            updated=self._updated(article, moment),
            minutes=reading_minutes(words(ordered[0].html)),
            tags=tuple(self.library.tags[tag] for tag in matter.tags),
            article=article,
        )

    def _beside(self, article: Article) -> list[str]:
        """Choose the translation that stands beside the original: the interface language's, else the first there is."""
        wanted = (self.language, *self.library.config.languages)
        return [code for code in wanted if code in article.translations][:1]

    def _updated(self, article: Article, moment: datetime) -> datetime:
        """Give the latest of an article's dates, so that a feed tells of a change and never of a build."""
        days = [translation.matter.date for translation in article.translations.values() if translation.matter.date]
        moments = [moment, *(datetime(day.year, day.month, day.day, tzinfo=self.zone) for day in days)]
        if article.matter.updated:
            updated = article.matter.updated
            moments.append(updated if updated.tzinfo else updated.replace(tzinfo=self.zone))
        return max(moments)


def _titles(digest: Digest) -> Words:
    return {code: text.matter.title for code, text in digest.texts.items() if text.matter.title}
