"""The links of a site in; the pages that no reader comes to by following them out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jiazhu.check.links import Links
from jiazhu.check.places import Places
from jiazhu.errors import Problem
from jiazhu.site.mail import ALONE, BOTH

_DOOR = "index.html"
_WITHOUT_WAY = {"404.html"}
"""Pages that nobody should be led to."""


def unreached_pages(links: Links, places: Places) -> Iterator[Problem]:
    """Name the pages that cannot be reached from the site's door, but those meant to be come upon otherwise.

    These are the 404 page, what was left at earlier addresses, and mails.
    """
    reached: set[str] = set()
    ahead = [_DOOR]
    while ahead:
        page = ahead.pop()
        if page in links.marks and page not in reached:
            reached.add(page)
            ahead += [file for link in links.marks[page].ways if (file := links.target(page, link))]
    for page, marks in links.marks.items():
        aside = marks.moved or page in _WITHOUT_WAY or Path(page).name in {BOTH, ALONE}
        if page.endswith(".html") and page not in reached and not aside:
            yield Problem(
                kind="unreachable",
                path=next(iter(places.files_of(page)), Path(page)),
                text=f"no page leads to {page.removesuffix('index.html')}",
                hint="link to it from a page that readers come to",
                severity="warning",
            )
