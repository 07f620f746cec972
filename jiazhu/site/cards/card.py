"""A page in; the card by which it is shown where somebody shares its address, out."""

from __future__ import annotations

from html import unescape

from jiazhu.record import Record
from jiazhu.site.articles import ArticleView
from jiazhu.site.columns import Phrase
from jiazhu.site.digests import DigestView
from jiazhu.site.look import PAPER, READABLE, legible
from jiazhu.site.page import Page, Render
from jiazhu.site.view import View

FILE = "card.png"
SIZE = (1200, 630)
"""Width and height in pixels at which Open Graph's and Twitter's large cards are shown."""

VERMILION = "#b5301f"
"""As in style.css."""


class Card(Record):
    """The words on a card."""

    seal: str
    """The colour of the 注, `#rrggbb`; empty where the digest has a logo of its own."""
    site: Phrase
    """The digest's title, beside its seal."""
    title: Phrase
    other: Phrase | None
    """The title in another language, or what else is said softly."""
    foot: Phrase
    """Where it is from, and of when."""

    @property
    def alt(self) -> str:
        """The same in one line, for who does not see it."""
        return " · ".join(filter(None, (self.title.text, self.foot.text)))


class CardImage(Record):
    """A card's picture, as a page speaks of it."""

    url: str
    """Absolute."""
    alt: str


def card_place(page: Page) -> tuple[str, ...]:
    """Say where a page's card is, from the root of the site: articles and digests have their own.

    A page that lacks the words in its language shows the card of one that has them.
    """
    language = page.language if page.language in page.real_in else page.real_in[0]
    own = isinstance(page.context.get("article"), ArticleView) or isinstance(page.context.get("digest"), DigestView)
    return (language, *page.parts, FILE) if own else (language, FILE)


def card_of(page: Page, view: View, render: Render) -> Card:
    """Write the words of a page's card."""
    config, titles = view.library.config, view.library.config.title
    seal = "" if config.theme.logo else legible(config.theme.accent or VERMILION, PAPER, READABLE)
    site, tag = view.phrase(titles), view.speech.tag
    foot = Phrase(text=unescape(render("card-foot.html", view.language, page.context)).strip(), lang=tag)
    article, digest = page.context.get("article"), page.context.get("digest")
    if isinstance(article, ArticleView):
        return Card(seal=seal, site=site, title=article.title, other=article.other_title, foot=foot)
    if isinstance(digest, DigestView):
        if digest.title:
            return Card(seal=seal, site=site, title=digest.title, other=digest.other_title, foot=foot)
        first = digest.stories[0]  # a digest that nobody named is made of the articles of its days
        return Card(seal=seal, site=site, title=first.headline, other=first.other_headline, foot=foot)
    about = view.phrase(config.description)
    other = view.other(titles) or Phrase(text="", lang=tag)
    return Card(seal=seal, site=Phrase(text="", lang=tag), title=site, other=about if about.text else None, foot=other)
