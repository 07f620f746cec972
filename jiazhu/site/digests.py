"""A digest in; what pages, feeds and mail show of it, in one interface language, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jiazhu.model import Article, Digest, StoryMatter, Words, record
from jiazhu.site.articles import ArticleView
from jiazhu.site.columns import Phrase
from jiazhu.site.speech import Prose, Speech
from jiazhu.site.urls import Urls


@record
class AlsoView:
    """An article beneath a story's lead."""

    article: ArticleView
    adds: Phrase | None
    """What it adds, in its editor's words."""
    other_adds: Phrase | None


@record
class StoryView:
    """Articles of a digest under one headline."""

    headline: Phrase
    other_headline: Phrase | None
    lead: ArticleView
    also: tuple[AlsoView, ...]


@record
class DigestView:
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

    def __init__(self, speech: Speech, urls: Urls, default: str, article: Callable[[Article], ArticleView]) -> None:
        """`default` is the language whose words hold the order; `article` shows an article."""
        self._speech = speech
        self._urls = urls
        self._default = default
        self._article = article

    def of(self, digest: Digest) -> DigestView:
        """Show a digest: its editor's stories, then a story for each article that is in none."""
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
        ordered = digest.texts.get(self._default)
        stories = [self._told(story, digest, articles) for story in ordered.matter.stories] if ordered else []
        told = {shown.slug for story in stories for shown in (story.lead, *(also.article for also in story.also))}
        return stories + [
            StoryView(headline=shown.title, other_headline=shown.other_title, lead=shown, also=())
            for slug, shown in articles.items()
            if slug not in told
        ]

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
