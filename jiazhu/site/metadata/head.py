"""A page in; what its head says of its address and its languages out."""

from __future__ import annotations

from datetime import datetime

from jiazhu.model import Config
from jiazhu.record import Record
from jiazhu.site.page import Page
from jiazhu.site.urls import Urls
from jiazhu.text.languages import tag_of


class PageHead(Record):
    """What a page says of itself."""

    parts: tuple[str, ...]
    url: str
    canonical: str
    """The absolute address of the page in a language that has its words."""
    links: dict[str, str]
    """Its address in each interface language, by code."""
    changed: datetime | None
    """When what it shows was last changed; None where no date says so."""
    alternates: tuple[tuple[str, str], ...]
    """`hreflang` and absolute address of each language that has its words; empty on a fallback page."""


def page_head(page: Page, urls: Urls, config: Config, changed: datetime | None = None) -> PageHead:
    """Gather what a page says of itself."""
    links = {code: urls.page(code, *page.parts) for code in config.codes}
    real = page.language in page.real_in
    told = config.metadata.hreflang and real and page.real_in[1:]
    alternates = [(tag_of(code), urls.absolute(links[code])) for code in page.real_in] if told else []
    if alternates:
        alternates.append(("x-default", alternates[0][1]))
    return PageHead(
        parts=page.parts,
        url=links[page.language],
        canonical=urls.absolute(links[page.language if real or not page.real_in else page.real_in[0]]),
        links=links,
        changed=changed,
        alternates=tuple(alternates),
    )
