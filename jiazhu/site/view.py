"""Records of the Library in; what a page shows of them, in one interface language, out."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from jiazhu.model import Article, Digest, Note
from jiazhu.site.articles import ArticleView, ArticleViews
from jiazhu.site.digests import DigestView, DigestViews
from jiazhu.site.feeds.feed import Feed, Feeds
from jiazhu.site.material import Material
from jiazhu.site.notes import NoteView
from jiazhu.site.reading import Reading
from jiazhu.site.speech import Speech

V = TypeVar("V")


class View:
    """What one interface language shows of a Library.

    Pages look at nothing else: what they are given here is noted as an ingredient of theirs.
    """

    def __init__(
        self, material: Material, language: str, views: dict[str, View] | None = None, *, has_search: bool = True
    ) -> None:
        """`views` are those of all languages, of which this becomes one."""
        self.views = views if views is not None else {}
        self.views[language] = self
        self.material = material
        self.library = material.library
        self.urls = material.urls
        self.groups = material.groups
        self.columns = material.columns
        self.mentioned = material.mentioned
        self.ingredients = material.ingredients
        self.notes = material.notes
        self.language = language
        self.has_search = has_search
        self.speech = Speech(language, material.library, material.ingredients)
        self.phrase = self.speech.phrase
        self.other = self.speech.other
        self.zone = ZoneInfo(material.library.config.timezone)
        self._articles = ArticleViews(material, self.speech)
        self._digests = DigestViews(self.speech, self.urls, material.stories, self.article)
        self._feeds = Feeds(material.library, self.speech, material.groups, notes=bool(material.notes))

    def beside(self, language: str) -> View:
        """Give the view of the same in another language."""
        return self.views[language]

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """Make a value once for all pages of this language."""
        return self.ingredients.once((self.language, key), make)

    def article(self, article: Article) -> ArticleView:
        """Show an article."""
        return self.once(("article", article.slug), partial(self._articles.of, article))

    def reading(self, shown: ArticleView, *, prefix: str = "") -> Reading:
        """Show an article as it is read; `prefix` keeps the ids of several apart where no names are linked."""
        read = partial(self._articles.reading, shown, prefix=prefix)
        # Notes are shown on other pages, too; what is shown once need not be kept.
        return self.once(("reading", shown.slug, prefix), read) if shown.article.notes else read()

    def note(self, article: Article, note: Note) -> tuple[ArticleView, NoteView]:
        """Show a note, with its article."""
        shown = self.article(article)
        return shown, next(one for one in self.reading(shown).notes if one.id == note.id)

    def digest(self, digest: Digest) -> DigestView:
        """Show a digest."""
        self.ingredients.use(f"digest {digest.id}")
        return self.once(("digest", digest.id), partial(self._digests.of, digest))

    @property
    def newest(self) -> datetime | None:
        """When the site was last changed: the latest date of an article; None where there is none."""
        self.ingredients.use("newest")
        return self.material.newest

    @property
    def feeds(self) -> list[Feed]:
        """The feeds that there are in this language, for a reader."""
        return self.once("feeds by name", self._feeds.by_name)

    @property
    def all_feeds(self) -> list[Feed]:
        """The same in the order of the Library: a reader's takes the tables of pinyin."""
        return self.once("feeds", self._feeds.all)

    def feeds_near(self, parts: tuple[str, ...]) -> list[Feed]:
        """List the feeds that may concern the page of an address."""
        return self.once(("feeds", parts[:2]), partial(self._feeds.near, parts))

    def moment(self, day: date) -> datetime:
        """Give the first minute of a day in the digest's zone."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)
