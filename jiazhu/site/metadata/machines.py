"""Pages in; what they tell machines out: to their templates, and in files of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from jiazhu.model import Config
from jiazhu.site.cards.card import Card, CardImage, card_of, card_place
from jiazhu.site.cards.drawn import drawn
from jiazhu.site.cards.fonts import system_fonts
from jiazhu.site.metadata.contents import changed, description
from jiazhu.site.metadata.head import PageHead, page_head
from jiazhu.site.metadata.json_ld import json_ld
from jiazhu.site.metadata.open_graph import open_graph
from jiazhu.site.metadata.sitemap import sitemaps
from jiazhu.site.metadata.subject import Subject
from jiazhu.site.page import Page, Render
from jiazhu.site.urls import Urls
from jiazhu.site.view import View

LACKS_FONTS = "no font for cards (docs/metadata.md)"
"""What is said where a system lacks them."""


def shows_cards(config: Config) -> bool:
    """Tell whether pages speak of cards."""
    told = config.metadata
    return told.cards and (told.open_graph or told.json_ld)


def lacks_fonts(config: Config) -> bool:
    """Tell whether pages would have cards, had this system a font that writes Chinese."""
    return shows_cards(config) and system_fonts() is None


class Machines:
    """What the pages of a site tell machines, as far as its settings let them."""

    def __init__(self, config: Config, urls: Urls) -> None:
        self._config = config
        self._told = config.metadata
        self._urls = urls
        self._heads: list[PageHead] = []
        self._cards: dict[str, Card] = {}
        self._fonts = system_fonts() if shows_cards(config) else None

    def told_by(self, page: Page, view: View, render: Render) -> dict[str, object]:
        """Give what a page's template says to machines, and remember the page for the sitemap."""
        head = page_head(page, self._urls, self._config, changed(page, view))
        real = page.language in page.real_in
        if real:
            self._heads.append(head)
        return self._told_with(head, page, view, render, real=real)

    def told_by_door(self, page: Page, view: View, render: Render) -> dict[str, object]:
        """Give the same for the door, which speaks of the site as the home page of the default language does."""
        head = replace(page_head(page, self._urls, self._config), canonical=self._urls.base_url)
        return self._told_with(head, page, view, render, real=False)

    def files(self, cache: Path | None, jobs: int) -> Iterator[tuple[str, bytes]]:
        """Go through the files that tell of all pages, and the cards; call it when all pages are told of."""
        if self._told.sitemap:
            yield from sitemaps(self._heads, self._urls.base_url)
        if self._told.robots:
            where = f"Sitemap: {self._urls.base_url}sitemap.xml\n" if self._told.sitemap else ""
            yield "robots.txt", f"User-agent: *\nAllow: /\n{where}".encode()
        if self._fonts:
            yield from drawn(self._cards, self._fonts, folder=cache and cache / "cards", jobs=jobs)

    def _told_with(self, head: PageHead, page: Page, view: View, render: Render, *, real: bool) -> dict[str, object]:
        subject = Subject(page=page, head=head, view=view, image=self._image(page, view, render))
        return {
            "page": head,
            "metadata": self._told,
            "described": description(page, view),
            "open_graph": partial(open_graph, subject),
            # Search engines are led from a page without words of its own to one that has them.
            "json_ld": partial(json_ld, subject) if real and self._told.json_ld else None,
        }

    def _image(self, page: Page, view: View, render: Render) -> CardImage | None:
        """Choose the picture of a page; one in its own language is drawn in the end."""
        if self._fonts is None or not page.real_in:
            return None
        place = card_place(page)
        name = "/".join(place)
        card = self._cards.get(name) or card_of(page, view, render)
        if place[0] == page.language:
            self._cards[name] = card
        return CardImage(url=self._urls.absolute(self._urls.file(*place)), alt=card.alt)
