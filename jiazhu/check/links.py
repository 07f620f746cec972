"""The files of a site in; where its links lead out: to a file, out of the site, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from jiazhu.record import Record
from jiazhu.site.urls import Urls

_LINK = re.compile(r'<(a|link|img|script)\b[^>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')
_MOVED = '<meta http-equiv="refresh"'

ELSEWHERE = ""
"""What a link out of the site leads to: no file of it."""


class Marks(Record):
    """What a file of the site links to, and what in it can be linked to."""

    links: frozenset[str]
    ways: frozenset[str]
    """Those of the links that a reader can follow."""
    ids: frozenset[str]
    moved: bool
    """Whether it only sends readers on, from an earlier address."""


def read_marks(files: Iterable[tuple[str, bytes | Path]]) -> dict[str, Marks]:
    """Read what each file of a site links to, and what can be linked to in it."""
    marks = {}
    for name, data in files:
        html = data.decode() if isinstance(data, bytes) and name.endswith(".html") else ""
        links = [(tag, unescape(link)) for tag, link in _LINK.findall(html)]
        marks[name] = Marks(
            links=frozenset(link for _, link in links),
            ways=frozenset(link for tag, link in links if tag == "a"),
            ids=frozenset(map(unescape, _ID.findall(html))),
            moved=_MOVED in html,
        )
    return marks


def links_in(html: str) -> list[str]:
    """List where the links and pictures in HTML lead to."""
    return [unescape(link) for _, link in _LINK.findall(html)]


class Links:
    """The links of a site, followed as GitHub Pages would.

    `x` is also `x.html` and `x/index.html`, and case matters.
    """

    def __init__(self, marks: Mapping[str, Marks], urls: Urls) -> None:
        """Take the files of a site by name, and its addresses."""
        self.marks = marks
        self._urls = urls
        self._base = urlsplit(urls.base_url)
        self._known: dict[str, str | None] = {}

    def target(self, page: str, link: str) -> str | None:
        """Tell to which file a link on a page leads: ELSEWHERE out of the site, None nowhere."""
        if not link.startswith("/"):
            return self._follow(page, link)
        if link not in self._known:  # the same from every page, and most links are on most pages
            self._known[link] = self._follow(page, link)
        return self._known[link]

    def _follow(self, page: str, link: str) -> str | None:
        here = self._urls.absolute(self._urls.file(*page.split("/")))
        try:
            named, target = urlsplit(link), urlsplit(urljoin(here, link))
        except ValueError:  # such as an open bracket of an IPv6 host
            return None
        if (target.scheme, target.netloc) != (self._base.scheme, self._base.netloc):
            return ELSEWHERE
        if not target.path.startswith(self._urls.base_path):
            return ELSEWHERE if named.netloc else None
        path = self._urls.path_of(target.path)
        file = next((name for name in (path, f"{path}.html", f"{path}/index.html") if name in self.marks), None)
        if file is None or (target.fragment and unquote(target.fragment) not in self.marks[file].ids):
            return None
        return file


def broken_links(marks: Mapping[str, Marks], urls: Urls) -> Iterator[tuple[str, str]]:
    """Go through the internal links that lead to no file, or to no element of it: page and link."""
    links = Links(marks, urls)
    for page, found in marks.items():
        for link in sorted(found.links):
            if links.target(page, link) is None:
                yield page, link
