"""The content in, everything that an editor wants to know of it before publishing out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from jiazhu.check.links import broken_links, read_marks
from jiazhu.check.notes import note_faults
from jiazhu.check.pictures import picture_faults
from jiazhu.check.translations import states, untranslated
from jiazhu.errors import Problem, Problems
from jiazhu.ingest.rule_tests import rule_faults
from jiazhu.ingest.rules import check_source
from jiazhu.library.coverage import Coverages
from jiazhu.library.load import load_library
from jiazhu.model import Article, Config, Library
from jiazhu.site.builder import site_files
from jiazhu.site.mail import ALONE, BOTH
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls
from jiazhu.text.addresses import host_of


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
    problems.add(*_without_rule(library), *untranslated(library), *states(library, coverages), *note_faults(library))
    problems.add(*picture_faults(content, config))
    found = read_marks(site_files(_without_cards(library), Theme(theme), cache=cache, jobs=jobs, search=False))
    texts = _texts(library)
    for page, link in broken_links(found, Urls(config.base_url)):
        if Path(page).name in {BOTH, ALONE}:  # it repeats its digest's page, with whole addresses
            continue
        texts_there = texts.get(Path(page).parts[1:-1], [])
        place = next((path for path, body in texts_there if link in body), Path(page))
        problems.add(
            Problem(kind="link", path=place, text=f"the link `{link}` leads nowhere", hint="mend what it stands in")
        )
    return sum(name.endswith(".html") for name in found)


def _without_cards(library: Library) -> Library:
    """Let no picture be drawn for pages that are not written: nothing on them can be at fault."""
    metadata = replace(library.config.metadata, cards=False)
    return replace(library, config=replace(library.config, metadata=metadata))


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
