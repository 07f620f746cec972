"""A digest in; what pages, feeds and mail show of it, in one interface language, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jiazhu.model import Article, Digest, StoryMatter, Words
from jiazhu.record import Record
from jiazhu.site.articles import ArticleView
from jiazhu.site.columns import Phrase
from jiazhu.site.openings import Stories
from jiazhu.site.speech import Prose, Speech
from jiazhu.site.urls import Urls


class AlsoView(Record):
    """An article beneath a story's lead."""

    article: ArticleView
    adds: Phrase | None
    """What it adds, in its editor's words."""
    other_adds: Phrase | None


class StoryView(Record):
    """Articles of a digest under one headline."""

    headline: Phrase
    other_headline: Phrase | None
    lead: ArticleView
    also: tuple[AlsoView, ...]

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """All of them, the lead first."""
        return (self.lead, *(also.article for also in self.also))


class DigestView(Record):
    """A digest as a page in one interface language shows it."""

    id: str
    url: str
    digest: Digest
    title: Phrase | None
    """What its editor called it; None where nobody did."""
    other_title: Phrase | None
    introduction: Prose | None
    other_introduction: Prose | None
    stories: tuple[StoryView, ...]
    notes: int
    """How many its articles have."""


class DigestViews:
    """The digests of a Library, as one interface language shows them."""

    def __init__(self, speech: Speech, urls: Urls, stories: Stories, article: Callable[[Article], ArticleView]) -> None:
        """`article` shows an article."""
        self._speech = speech
        self._urls = urls
        self._by_themselves = stories
        self._article = article

    def of(self, digest: Digest) -> DigestView:
        """Show a digest.

        First the stories that its editor tells, and the articles listed there, each alone; then the stories that the
        others tell by themselves, under their lead's title; then the articles that are in none.
        """
        speech, texts = self._speech, digest.texts.items()
        titles = {code: text.matter.title for code, text in texts if text.matter.title}
        introductions = {code: text.body for code, text in texts if text.body}
        return DigestView(
            id=digest.id,
            digest=digest,
            url=self._urls.page(speech.language, "digests", digest.id),
            title=speech.phrase(titles) if titles else None,
            other_title=speech.other(titles),
            introduction=speech.prose(introductions, doc_id=digest.id),
            other_introduction=speech.other_prose(introductions, doc_id=digest.id),
            stories=tuple(self._stories(digest)),
            notes=sum(len(article.notes) for article in digest.articles),
        )

    def _stories(self, digest: Digest) -> list[StoryView]:
        articles = {article.slug: self._article(article) for article in digest.articles}
        by_hand = [self._told(story, digest, articles) for story in digest.order.stories]
        told = {shown.slug for story in by_hand for shown in story.articles}
        found = self._by_themselves.of(digest)
        together = {slug for story in found for slug in story.slugs}
        rest = [
            *((slug,) for slug in articles if slug in digest.placed - told),
            *(story.slugs for story in found),
            *((slug,) for slug in articles if slug not in digest.placed | together),
        ]
        return by_hand + [_by_itself([articles[slug] for slug in slugs]) for slugs in rest]

    def _told(self, story: StoryMatter, digest: Digest, articles: Mapping[str, ArticleView]) -> StoryView:
        """Show a story as its editor tells it, in every language that has words for it."""
        speech = self._speech
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
            headline=speech.phrase(headlines),
            other_headline=speech.other(headlines),
            lead=articles[story.lead],
            also=tuple(
                AlsoView(
                    article=articles[slug],
                    adds=speech.phrase(added) if added else None,
                    other_adds=speech.other(added),
                )
                for slug, added in adds.items()
            ),
        )


def _by_itself(articles: Sequence[ArticleView]) -> StoryView:
    lead, *others = articles
    also = tuple(AlsoView(article=other, adds=None, other_adds=None) for other in others)
    return StoryView(headline=lead.title, other_headline=lead.other_title, lead=lead, also=also)
