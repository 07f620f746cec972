"""An article in; what a page shows of it, in one interface language, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from jiazhu.library.coverage import Coverage
from jiazhu.library.load import published
from jiazhu.library.sources import source_id
from jiazhu.library.translations import Freshness
from jiazhu.model import Article, Rights, Source, Tag
from jiazhu.record import Record
from jiazhu.site.columns import Phrase, Side
from jiazhu.site.dates import updated
from jiazhu.site.material import Material
from jiazhu.site.names import NamesOf
from jiazhu.site.pictures import PictureView
from jiazhu.site.reading import Reading, read
from jiazhu.site.speech import Speech


class ArticleView(Record):
    """An article as a page in one interface language shows it, alone or in a list."""

    slug: str
    id: str
    url: str
    original: Side
    translation: Side | None
    """What stands beside the original."""
    mine: Side
    """That of the two which is in the interface language; the original where neither is."""
    other: Side | None
    covered: Callable[[], Coverage | None]
    """What gives `coverage`."""
    summary_state: Freshness | None
    """How far the translation's summary is; None where there is none to translate."""
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

    @property
    def coverage(self) -> Coverage | None:
        """How much of the article its translation covers: no list need be made again because a paragraph was."""
        return self.covered()


class ArticleViews:
    """The articles of a Library, as one interface language shows them."""

    def __init__(self, material: Material, speech: Speech) -> None:
        self._material = material
        self._library = material.library
        self._names = NamesOf(material, speech)
        self._urls = material.urls
        self._speech = speech
        self._pictures = material.pictures
        self._zone = material.zone

    def reading(self, shown: ArticleView, *, prefix: str = "") -> Reading:
        """Show an article as it is read; `prefix` keeps the ids of several apart where no names are linked."""
        beside = shown.translation.code if shown.translation else ""
        columns = self._material.columns
        read_it = partial(read, shown.article, beside, columns, self._speech, self._library, pictures=self._pictures)
        return read_it(prefix=prefix) if prefix else read_it(names=self._names.article(shown.article))

    def of(self, article: Article) -> ArticleView:
        """Show an article."""
        speech, matter = self._speech, article.matter
        beside = self._beside(article)
        abstract = self._material.abstracts.of(article)
        given = [abstract.sides[code] for code in (article.language, *beside)]
        sides = [speech.side(side) for side in given]
        mine, *others = sorted(sides, key=lambda side: side.code != speech.base)
        title, other_title = _first_two([side.title for side in (mine, *others)], mine.lang)
        summary, other_summary = _first_two([side.summary for side in (mine, *others)], mine.lang)
        moment = published(article, self._zone)
        return ArticleView(
            slug=article.slug,
            id=matter.id,
            url=self._urls.page(speech.language, "articles", article.slug),
            original=sides[0],
            translation=sides[1] if beside else None,
            mine=mine,
            other=others[0] if others else None,
            covered=partial(self._covered, article, *beside),
            summary_state=abstract.coverages[beside[0]].summary if beside else None,
            title=title,
            other_title=other_title,
            summary=summary,
            other_summary=other_summary,
            authors=tuple(speech.spoken(Phrase(text=name, lang=matter.lang)) for name in matter.authors),
            spoken=mine.code == speech.base,
            translated=speech.base in abstract.real_in,
            languages=(article.language, *article.translations),
            real_in=abstract.real_in,
            converted_from=next((side.lang for side in given if speech.converts(side.lang)), ""),
            source=self._library.sources[source_id(article)],
            published=moment,
            fetched=datetime.fromtimestamp(matter.epoch / 1000, UTC).astimezone(self._zone),
            updated=updated(article, self._zone, article.translations),
            updated_alone=updated(article, self._zone, {mine.code}),
            minutes=mine.minutes,
            rights=matter.rights or "full",
            tags=tuple(self._library.tags[tag] for tag in matter.tags),
            picture=self._pictures.lead(article),
            article=article,
        )

    def _covered(self, article: Article, code: str = "") -> Coverage | None:
        self._material.ingredients.use(f"text {article.slug}")
        return self._material.abstracts.known(article).coverages.get(code)

    def _beside(self, article: Article) -> list[str]:
        """Choose the translation that stands beside the original: the interface language's, else the first there is."""
        wanted = (self._speech.base, *self._library.config.languages)
        return [code for code in wanted if code in article.translations][:1]


def _first_two(phrases: Sequence[Phrase | None], lang: str) -> tuple[Phrase, Phrase | None]:
    """Give the first words that there are, no words where there are none; and the second."""
    first, second, *_ = [*filter(None, phrases), None, None]
    return first or Phrase(text="", lang=lang), second
