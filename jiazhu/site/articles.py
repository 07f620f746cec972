"""An article in; what a page shows of it, in one interface language, out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from jiazhu.library.coverage import Coverage, Coverages
from jiazhu.library.load import published
from jiazhu.library.sources import source_id
from jiazhu.model import Article, Library, Rights, Source, Tag, record
from jiazhu.site.columns import Column, Columns, Phrase
from jiazhu.site.mentioned import Mentioned
from jiazhu.site.names import NamesOf
from jiazhu.site.pictures import Pictures, PictureView
from jiazhu.site.reading import Reading, read
from jiazhu.site.speech import Speech
from jiazhu.site.urls import Urls
from jiazhu.text.anchor import words
from jiazhu.text.measure import reading_minutes


@record
class ArticleView:
    """An article as a page in one interface language shows it, alone or in a list."""

    slug: str
    id: str
    url: str
    original: Column
    translation: Column | None
    """What stands beside the original."""
    mine: Column
    """That of the two which is in the interface language; the original where neither is."""
    other: Column | None
    coverage: Coverage | None
    """Of the translation."""
    title: Phrase
    other_title: Phrase | None
    summary: Phrase
    other_summary: Phrase | None
    authors: tuple[Phrase, ...]
    spoken: bool
    """Whether the interface language has any of the article's words."""
    translated: bool
    """Whether it has enough of them to count as translated."""
    languages: tuple[str, ...]
    """The codes of the languages that have its words, the original first."""
    real_in: tuple[str, ...]
    """The codes of the languages that it counts as translated into, the original first."""
    converted_from: str
    """The BCP 47 tag of what the interface's script was derived from; empty where nothing was."""
    source: Source
    published: datetime
    """In the digest's zone."""
    fetched: datetime
    updated: datetime
    """The latest of its date, its `updated`, and the dates of its translations and notes: no build changes it."""
    updated_alone: datetime
    """The same, of the text in the interface language alone."""
    minutes: int
    rights: Rights
    """How much of it is shown."""
    tags: tuple[Tag, ...]
    picture: PictureView | None
    """The lead picture."""
    article: Article


class ArticleViews:
    """The articles of a Library, as one interface language shows them."""

    def __init__(
        self,
        library: Library,
        urls: Urls,
        speech: Speech,
        columns: Columns,
        coverages: Coverages,
        *,
        mentioned: Mentioned,
        pictures: Pictures,
    ) -> None:
        self._library = library
        self._names = NamesOf(mentioned, library, speech, urls)
        self._urls = urls
        self._speech = speech
        self._pictures = pictures
        self._columns = columns
        self._coverages = coverages
        self._zone = ZoneInfo(library.config.timezone)
        self._made: dict[str, ArticleView] = {}
        self._read: dict[tuple[str, str], Reading] = {}

    def of(self, article: Article) -> ArticleView:
        """Show an article."""
        if article.slug not in self._made:
            self._made[article.slug] = self._view(article)
        return self._made[article.slug]

    def reading(self, shown: ArticleView, *, prefix: str = "") -> Reading:
        """Show an article as it is read; `prefix` keeps the ids of several apart where no names are linked."""
        key = shown.slug, prefix
        if key not in self._read:
            beside = shown.translation.code if shown.translation else ""
            read_it = partial(
                read, shown.article, beside, self._columns, self._speech, self._library, pictures=self._pictures
            )
            self._read[key] = read_it(prefix=prefix) if prefix else read_it(names=self._names.article(shown.article))
        return self._read[key]

    def _view(self, article: Article) -> ArticleView:
        speech, matter = self._speech, article.matter
        beside = self._beside(article)
        given = [self._columns.of(article, code) for code in (article.language, *beside)]
        columns = [speech.column(column) for column in given]
        mine, *others = sorted(columns, key=lambda column: column.code != speech.base)
        coverages = {code: self._coverages.of(article, code) for code in article.translations}
        real_in = (article.language, *(code for code, coverage in coverages.items() if coverage.translated))
        title, other_title = _first_two([column.title for column in (mine, *others)], mine.lang)
        summary, other_summary = _first_two([column.summary for column in (mine, *others)], mine.lang)
        moment = published(article, self._zone)
        return ArticleView(
            slug=article.slug,
            id=matter.id,
            url=self._urls.page(speech.language, "articles", article.slug),
            original=columns[0],
            translation=columns[1] if beside else None,
            mine=mine,
            other=others[0] if others else None,
            coverage=coverages[beside[0]] if beside else None,
            title=title,
            other_title=other_title,
            summary=summary,
            other_summary=other_summary,
            authors=tuple(speech.spoken(Phrase(text=name, lang=matter.lang)) for name in matter.authors),
            spoken=mine.code == speech.base,
            translated=speech.base in real_in,
            languages=(article.language, *article.translations),
            real_in=real_in,
            converted_from=next((column.lang for column in given if speech.converts(column.lang)), ""),
            source=self._library.sources[source_id(article)],
            published=moment,
            fetched=datetime.fromtimestamp(matter.epoch / 1000, UTC).astimezone(self._zone),
            updated=self._updated(article, moment, article.translations),
            updated_alone=self._updated(article, moment, {mine.code}),
            minutes=reading_minutes(words(mine.html)),
            rights=matter.rights or "full",
            tags=tuple(self._library.tags[tag] for tag in matter.tags),
            picture=self._pictures.lead(article),
            article=article,
        )

    def _beside(self, article: Article) -> list[str]:
        """Choose the translation that stands beside the original: the interface language's, else the first there is."""
        wanted = (self._speech.base, *self._library.config.languages)
        return [code for code in wanted if code in article.translations][:1]

    def _updated(self, article: Article, moment: datetime, codes: Container[str]) -> datetime:
        """Give the latest of an article's dates, with those of its translations into some languages."""
        dates = (translation.matter.date for code, translation in article.translations.items() if code in codes)
        days = filter(None, [*dates, *(note.date for note in article.notes)])
        moments = [moment, *(datetime(day.year, day.month, day.day, tzinfo=self._zone) for day in days)]
        if article.matter.updated:
            updated = article.matter.updated
            moments.append(updated if updated.tzinfo else updated.replace(tzinfo=self._zone))
        return max(moments)


def _first_two(phrases: Sequence[Phrase | None], lang: str) -> tuple[Phrase, Phrase | None]:
    """Give the first words that there are, no words where there are none; and the second."""
    first, second, *_ = [*filter(None, phrases), None, None]
    return first or Phrase(text="", lang=lang), second
