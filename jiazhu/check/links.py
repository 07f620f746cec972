"""The files of a site in; which of its links lead nowhere out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from jiazhu.model import record
from jiazhu.site.urls import Urls

_LINK = re.compile(r'<(?:a|link|img|script)\b[^>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')


@record
class Marks:
    """What a file of the site links to, and what in it can be linked to."""

    links: frozenset[str]
    ids: frozenset[str]


def read_marks(files: Iterable[tuple[str, bytes | Path]]) -> dict[str, Marks]:
    """Read what each file of a site links to, and what can be linked to in it."""
    marks = {}
    for name, data in files:
        html = data.decode() if isinstance(data, bytes) and name.endswith(".html") else ""
        marks[name] = Marks(
            links=frozenset(map(unescape, _LINK.findall(html))), ids=frozenset(map(unescape, _ID.findall(html)))
        )
    return marks


def broken_links(marks: Mapping[str, Marks], urls: Urls) -> Iterator[tuple[str, str]]:
    """Go through the internal links that lead to no file, or to no element of it: page and link.

    A file is found as GitHub Pages finds it: `x` is also `x.html` and `x/index.html`, and case matters.
    """
    for page, found in marks.items():
        here = urls.absolute(urls.file(*page.split("/")))
        for link in sorted(found.links):
            if not _leads_somewhere(link, here, urls, marks):
                yield page, link


def _leads_somewhere(link: str, here: str, urls: Urls, marks: Mapping[str, Marks]) -> bool:
    """Tell whether a link on the page `here` leads out of the site, or to what it has."""
    try:
        named, target = urlsplit(link), urlsplit(urljoin(here, link))
    except ValueError:  # such as an open bracket of an IPv6 host
        return False
    base = urlsplit(urls.base_url)
    if (target.scheme, target.netloc) != (base.scheme, base.netloc):
        return True
    if not target.path.startswith(urls.base_path):
        return named.netloc != ""
    path = urls.path_of(target.path)
    file = next((name for name in (path, f"{path}.html", f"{path}/index.html") if name in marks), None)
    return file is not None and (not target.fragment or unquote(target.fragment) in marks[file].ids)
