"""Pages in; what they tell machines out: to their templates, and in files of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from jiazhu.model import Config
from jiazhu.site.articles import ArticleView
from jiazhu.site.cards.card import Card, CardImage, card_of, card_place
from jiazhu.site.cards.drawn import card_steps
from jiazhu.site.cards.fonts import system_fonts
from jiazhu.site.metadata.contents import changed, description
from jiazhu.site.metadata.head import PageHead, page_head
from jiazhu.site.metadata.json_ld import json_ld
from jiazhu.site.metadata.open_graph import open_graph
from jiazhu.site.metadata.subject import Subject
from jiazhu.site.metadata.told import Listed, Told
from jiazhu.site.page import Page, Render
from jiazhu.site.step import Files, Step
from jiazhu.site.urls import Urls
from jiazhu.site.view import View

LACKS_FONTS = "no font for cards (install one such as Noto Serif CJK)"
"""What is said where a system lacks them."""


def shows_cards(config: Config) -> bool:
    """Tell whether pages speak of cards."""
    told = config.metadata
    return told.cards and (told.open_graph or told.json_ld)


def lacks_fonts(config: Config) -> bool:
    """Tell whether pages would have cards, had this system a font that writes Chinese."""
    return shows_cards(config) and system_fonts() is None


def font_files(config: Config) -> list[Path]:
    """List the files of the fonts that cards are drawn with."""
    fonts = system_fonts() if shows_cards(config) else None
    return [fonts.bold, fonts.regular] if fonts else []


class Machines:
    """What the pages of a site tell machines, as far as its settings let them."""

    def __init__(self, config: Config, urls: Urls) -> None:
        self._config = config
        self._told = config.metadata
        self._urls = urls
        self._cards: dict[str, Card] = {}
        self._fonts = system_fonts() if shows_cards(config) else None
        self.drawn_with = self._fonts.identity if self._fonts else ""
        """What names the fonts of cards; empty where none are drawn."""

    def told_by(self, page: Page, view: View, render: Render) -> tuple[dict[str, object], Told]:
        """Give what a page's template says to machines, and what else is told of the page."""
        head = page_head(page, self._urls, self._config, changed(page, view))
        real = page.language in page.real_in
        card = self._card(page, view, render)
        image = CardImage(url=self._urls.absolute(self._urls.file(*card[0])), alt=card[1].alt) if card else None
        listed = Listed(
            address=head.canonical,
            changed=head.changed.isoformat() if head.changed else "",
            alternates=head.alternates,
        )
        own = card is not None and card[0][0] == page.language
        told = Told(listed=listed if real else None, card=("/".join(card[0]), card[1]) if card and own else None)
        return self._told_with(head, page, view, image, real=real), told

    def told_by_door(self, page: Page, view: View, render: Render) -> dict[str, object]:
        """Give the same for the door, which speaks of the site as the home page of the default language does."""
        head = replace(page_head(page, self._urls, self._config), canonical=self._urls.base_url)
        card = self._card(page, view, render)
        image = CardImage(url=self._urls.absolute(self._urls.file(*card[0])), alt=card[1].alt) if card else None
        return self._told_with(head, page, view, image, real=False)

    def steps(self, told: Iterable[Told], cache: Path | None) -> Iterator[Step]:
        """Go through the files that tell of all pages, and the cards, each a step."""
        of_pages = list(told)
        if self._told.sitemap:
            listed = [one.listed for one in of_pages if one.listed]
            key = tuple((one.address, one.changed, one.alternates) for one in listed)
            yield Step(name="sitemap.xml", key=key, make=partial(_sitemaps, listed, self._urls.base_url))
        if self._told.robots:
            where = f"Sitemap: {self._urls.base_url}sitemap.xml\n" if self._told.sitemap else ""
            text = f"User-agent: *\nAllow: /\n{where}"
            yield Step(name="robots.txt", key=text, make=lambda: [("robots.txt", text.encode())])
        if self._fonts:
            cards = dict(one.card for one in of_pages if one.card)
            yield from card_steps(cards, self._fonts, folder=cache and cache / "cards")

    def _told_with(
        self, head: PageHead, page: Page, view: View, image: CardImage | None, *, real: bool
    ) -> dict[str, object]:
        subject = Subject(page=page, head=head, view=view, image=image)
        return {
            "page": head,
            "metadata": self._told,
            "described": description(page, view),
            "open_graph": partial(open_graph, subject),
            # Search engines are led from a page without words of its own to one that has them.
            "json_ld": partial(json_ld, subject) if real and self._told.json_ld else None,
        }

    def _card(self, page: Page, view: View, render: Render) -> tuple[tuple[str, ...], Card] | None:
        """Choose the card of a page, and where its picture is; one in its own language is drawn in the end."""
        if self._fonts is None or not page.real_in:
            return None
        place = card_place(page)
        name = "/".join(place)
        card = self._cards.get(name) or card_of(*_in_language(place[0], page, view), render)
        if place[1:] == (place[-1],):  # the site's, which most pages show
            self._cards[name] = card
        return place, card


def _sitemaps(pages: Sequence[Listed], base_url: str) -> Files:
    from jiazhu.site.metadata.sitemap import sitemaps  # noqa: PLC0415 -- after an edit most builds write none

    return sitemaps(pages, base_url)


def _in_language(language: str, page: Page, view: View) -> tuple[Page, View]:
    """Give the same page as another language has it: a page without words of its own shows the card of that."""
    if language == view.language:
        return page, view
    view = view.beside(language)
    article = page.context.get("article")
    same = {"article": view.article(article.article)} if isinstance(article, ArticleView) else {}
    return replace(page, language=language, context={**page.context, "view": view, **same}), view
