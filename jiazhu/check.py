"""The content in, everything that an editor wants to know of it before publishing out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jiazhu.errors import Problem, Problems
from jiazhu.ingest.rules import check_source
from jiazhu.library.load import load_library
from jiazhu.model import Config, Library
from jiazhu.site.builder import site_files
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls

_LINK = re.compile(r'<(?:a|link|img|script)\b[^>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')


def check_content(
    content: Path,
    config: Config,
    problems: Problems,
    *,
    theme: Path | None = None,
    now: datetime | None = None,
    cache: Path | None = None,
) -> int:
    """Collect what is wrong with the content and what is missing; give the number of pages looked at.

    The site is rendered, but not written.
    """
    library = load_library(content, config, problems, now=now)
    for source in library.sources.values():
        path = content / "sources" / f"{source.id}.toml"
        if path.exists():
            with problems.collect():
                check_source(source, path)
    problems.add(*_without_rule(library), *_untranslated(library))
    pages = dict(site_files(library, Theme(theme), cache=cache))
    for page, link in broken_links(pages.items(), Urls(config.base_url)):
        problems.add(
            Problem(
                kind="link", path=Path(page), text=f"the link `{link}` leads nowhere", hint="mend what it stands in"
            )
        )
    return sum(name.endswith(".html") for name in pages)


def _without_rule(library: Library) -> Iterator[Problem]:
    for article in library.articles:
        source = library.sources.get(article.matter.source)
        if source is None or "" in source.name:
            host = urlsplit(article.matter.url).hostname or "no host"
            yield Problem(
                kind="rule",
                path=article.path,
                text=f"no rule cleans {host}: everything was kept",
                hint="write a rule under content/sources",
                severity="warning",
            )


def _untranslated(library: Library) -> Iterator[Problem]:
    for article in library.articles:
        for code in library.config.languages:
            if code != article.language and code not in article.translations:
                yield Problem(
                    kind="translation",
                    path=article.path,
                    text=f"not translated into `{code}`",
                    hint=f"write {code}.md beside it",
                    severity="warning",
                )


def broken_links(files: Iterable[tuple[str, bytes]], urls: Urls) -> Iterator[tuple[str, str]]:
    """Go through the internal links that lead to no file, or to no element of it: page and link."""
    pages = {name: data.decode() for name, data in files if name.endswith(".html")} | {
        name: "" for name, _ in files if not name.endswith(".html")
    }
    anchors = {name: set(_ID.findall(html)) for name, html in pages.items()}
    base = urlsplit(urls.base_url)
    for page, html in pages.items():
        for link in sorted({unescape(link) for link in _LINK.findall(html)}):
            parts = urlsplit(link)
            if parts.netloc and (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
                continue
            if parts.scheme and not parts.netloc:
                continue
            target = urls.path_of(parts.path) if parts.path else page
            outside = parts.path and not parts.path.startswith(urls.base_path)
            if outside or target not in pages or (parts.fragment and unquote(parts.fragment) not in anchors[target]):
                yield page, link
