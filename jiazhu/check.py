"""The content in, everything that an editor wants to know of it before publishing out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from jiazhu.errors import Problem, Problems
from jiazhu.ingest.rule_tests import rule_faults
from jiazhu.ingest.rules import check_source
from jiazhu.library.coverage import WORDS, Coverages
from jiazhu.library.load import load_library
from jiazhu.model import Article, Config, Library, record
from jiazhu.site.builder import site_files
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.text.addresses import host_of

_LINK = re.compile(r'<(?:a|link|img|script)\b[^>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')


@record
class Marks:
    """What a file of the site links to, and what in it can be linked to."""

    links: frozenset[str]
    ids: frozenset[str]


def check_content(
    content: Path,
    config: Config,
    problems: Problems,
    *,
    theme: Path | None = None,
    now: datetime | None = None,
    cache: Path | None = None,
    jobs: int = 1,
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
                problems.add(*rule_faults(source, path, content / "raw"))
    coverages = Coverages(cache)
    problems.add(*_without_rule(library), *_untranslated(library), *_states(library, coverages))
    found = read_marks(site_files(library, Theme(theme), cache=cache, jobs=jobs))
    texts = _texts(library)
    for page, link in broken_links(found, Urls(config.base_url)):
        texts_there = texts.get(Path(page).parts[1:-1], [])
        place = next((path for path, body in texts_there if link in body), Path(page))
        problems.add(
            Problem(kind="link", path=place, text=f"the link `{link}` leads nowhere", hint="mend what it stands in")
        )
    return sum(name.endswith(".html") for name in found)


def _texts(library: Library) -> dict[tuple[str, ...], list[tuple[Path, str]]]:
    """Gather the files, with their Markdown, that are shown on a page; by the page's address below the language."""
    texts: dict[tuple[str, ...], list[tuple[Path, str]]] = {}
    for article in library.articles:
        translations = [(text.path, text.body) for text in article.translations.values()]
        texts["articles", article.slug] = [(article.path, article.body), *translations]
    for digest in library.digests:
        texts["digests", digest.id] = [(text.path, text.body) for text in digest.texts.values()]
    for name, versions in library.pages.items():
        texts[name,] = [(text.path, text.body) for text in versions.values()]
    return texts


def _without_rule(library: Library) -> Iterator[Problem]:
    """Name each host whose fragments no rule cleans, with an article of it."""
    ruled = {source.id for source in library.sources.values() if "" not in source.name}
    hosts: dict[str, list[Article]] = defaultdict(list)
    for article in library.articles:
        if article.matter.fragment and article.matter.source not in ruled:  # what a hand wrote needs no rule
            hosts[host_of(article.matter.url) or "what has no host"].append(article)
    for host, articles in sorted(hosts.items()):
        yield Problem(
            kind="rule",
            path=articles[0].path,
            text=f"no rule cleans {host} (articles: {len(articles)}): everything was kept",
            hint="write a rule under content/sources, then `import --again`",
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


def read_marks(files: Iterable[tuple[str, bytes]]) -> dict[str, Marks]:
    """Read what each file of a site links to, and what can be linked to in it."""
    marks = {}
    for name, data in files:
        html = data.decode() if name.endswith(".html") else ""
        marks[name] = Marks(
            links=frozenset(map(unescape, _LINK.findall(html))), ids=frozenset(map(unescape, _ID.findall(html)))
        )
    return marks


def _states(library: Library, coverages: Coverages) -> Iterator[Problem]:
    """Tell what of each translation is stale, missing or orphan, and what nobody can tell."""
    for article in library.articles:
        for code, translation in article.translations.items():
            if code not in library.config.languages:
                continue
            coverage = coverages.of(article, code)
            counts = {"stale": coverage.stale, "missing": coverage.missing, "orphan": coverage.orphans}
            words = {name: getattr(coverage, name) for name in WORDS}
            faults = []
            if not coverage.marked:
                faults.append(
                    ("no markers tell which blocks it translates", f"`translate {article.slug}` puts them there")
                )
            elif any(counts.values()):
                told = ", ".join(f"{state} {count}" for state, count in counts.items() if count)
                faults.append(
                    (
                        f"not as the original is now: {told} of {coverage.blocks} blocks",
                        "translate what the page marks so, then remove the `was` of its marker",
                    )
                )
            faults += [
                (f"the {name} is {state}", f"translate it, and write its hash under `of`: `translate {article.slug}`")
                for name, state in words.items()
                if state in {"stale", "missing"}
            ]
            for text, hint in faults:
                yield Problem(kind="translation", path=translation.path, text=text, hint=hint, severity="warning")


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
