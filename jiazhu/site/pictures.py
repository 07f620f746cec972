"""The pictures of articles in; how pages show them out: from where they are, or from the site's own copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from msgspec.structs import replace

from jiazhu.library.pictures import picture_name
from jiazhu.model import Article, Library, Picture
from jiazhu.record import Record
from jiazhu.site.columns import Column
from jiazhu.site.urls import Urls
from jiazhu.text.pictures import is_foreign, with_pictures

FOLDER = "images"
"""Of the site."""
LEAD_SIZES = "(min-width: 56rem) 52.5rem, 100vw"
BODY_SIZES = "(min-width: 68rem) 27rem, (min-width: 48rem) 50vw, 100vw"
"""How wide the style sheet shows pictures: by it a browser chooses among copies before it knows the page."""

_PLAIN_HTTP = re.compile(r"\Ahttp:(//[^/?#]*?)(?::80)?(?=[/?#]|$)", re.IGNORECASE)
_ALONE = re.compile(r"<p>(?=(?:<a [^>]*>)?<img [^>]*>(?:</a>)?</p>)")
_NUMBER = r"(?:\u2060|<sup\b(?:(?!</sup>).)*</sup>)*"
_CAPTIONED = re.compile(
    rf'(?<=<figure>)(?:<a [^>]*>)?<span class="no-picture">[^<]*</span>({_NUMBER})(?:</a>)?({_NUMBER})(?=<figcaption>)'
)
"""What stands for a missing picture that has a caption; the numbers of notes behind it stay."""


class PictureView(Record):
    """A picture as a page shows it."""

    src: str
    copies: tuple[Picture, ...] = ()
    """The site's own, the narrowest first; none where it is shown from where it is. `src` is the widest."""
    html: str
    """Its safe tag."""


class Pictures:
    """How one site shows the pictures of its articles."""

    def __init__(self, library: Library, urls: Urls) -> None:
        self._copies = library.pictures
        self._mirrors = library.config.images == "mirror"
        self._urls = urls

    def files(self, used: Iterable[str]) -> dict[str, Path]:
        """Give the copies among the ingredients of all pages, by their place in the site."""
        names = sorted(name.removeprefix("picture ") for name in used if name.startswith("picture "))
        copies = [copy.path for name in names for copy in self._copies.get(name, ())]
        return {f"{FOLDER}/{path.name}": path for path in copies}

    def lead(self, article: Article) -> PictureView | None:
        """Show an article's lead picture; None where it has none, or no copy though there should be one.

        It is what a reader waits for, and does not come late.
        """
        image = article.matter.image
        words = {"alt": image.alt, **({"lang": article.matter.lang} if image.alt else {})} if image else {}
        return self._view(image.src, words, {"sizes": LEAD_SIZES, "fetchpriority": "high"}) if image else None

    def column(self, column: Column, *, plain: bool = False) -> Column:
        """Show the pictures of a text; `plain` where no style sheet will tell their size."""
        if not any("<img" in piece.html for piece in column.pieces):
            return column
        return replace(
            column,
            pieces=tuple(
                replace(piece, html=self._shown(piece.html, plain=plain)) if "<img" in piece.html else piece
                for piece in column.pieces
            ),
        )

    def _shown(self, html: str, *, plain: bool) -> str:
        def show(given: Mapping[str, str]) -> str:
            words = {name: given[name] for name in ("alt", "title") if name in given}
            picture = self._view(given.get("src", ""), words, {} if plain else {"sizes": BODY_SIZES, "loading": "lazy"})
            return picture.html if picture else f'<span class="no-picture">{escape(given.get("alt", ""))}</span>'

        shown = with_pictures(html if plain else _ALONE.sub('<p class="plate">', html), show)
        return _CAPTIONED.sub(r"\1\2", shown)

    def _view(self, address: str, words: Mapping[str, str], how: Mapping[str, str]) -> PictureView | None:
        """Show a picture with its words; `how` it loads is told to no reader of plain HTML."""
        if not self._mirrors or not is_foreign(address):
            return PictureView(src=address, html=_tag(upgraded(address) if how else address, words, how))
        copies = self._copies.get(picture_name(address), ())
        if not copies:
            return None
        urls = [self._urls.file(FOLDER, copy.path.name) for copy in copies]
        size = {"width": f"{copies[-1].width}", "height": f"{copies[-1].height}", "data-original": address}
        if how and copies[1:]:
            size["srcset"] = ", ".join(f"{url} {copy.width}w" for url, copy in zip(urls, copies, strict=True))
        return PictureView(src=urls[-1], copies=copies, html=_tag(urls[-1], {**words, **size}, how))


def upgraded(address: str) -> str:
    """Ask over https, as browsers do on a page that came so (W3C Mixed Content, 4.1): the policy allows no other."""
    return _PLAIN_HTTP.sub(r"https:\1", address)


def _tag(src: str, given: Mapping[str, str], how: Mapping[str, str]) -> str:
    """Write a picture's tag. No host is told which page shows it."""
    ways = {name: value for name, value in how.items() if name != "sizes" or "srcset" in given}
    ways |= {"decoding": "async", "referrerpolicy": "no-referrer"} if how else {}
    every = {"src": src, **given, **ways}
    return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in every.items()) + ">"
