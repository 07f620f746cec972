"""The folder `content/` in, the Library and what is wrong with it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jiazhu.errors import JiazhuError, Problems
from jiazhu.library.articles import load_articles
from jiazhu.library.digests import load_texts, make_digests
from jiazhu.library.frontmatter import read_matter
from jiazhu.library.sources import generated_source, load_sources
from jiazhu.library.tags import load_tags
from jiazhu.model import Article, Config, Library, PageText, Source, Tag


def load_library(folder: Path, config: Config, problems: Problems, *, now: datetime | None = None) -> Library:
    """Read everything under `content/`.

    Faults are collected in `problems`, and what they are in is left out. Drafts, and articles dated after `now`,
    are left out too.
    """
    zone = ZoneInfo(config.timezone)
    sources = load_sources(folder / "sources", problems)
    tags = load_tags(folder / "tags.yaml", config.languages[0], problems)
    articles = []
    for article in load_articles(folder / "articles", problems):
        if article.matter.draft or (now and published(article, zone) > now.astimezone(zone)):
            continue
        with problems.collect():
            sources.update(_source_of(article, sources))
            _check_tags(article, tags)
            articles.append(article)
    articles = _without_clashes(articles, problems)
    articles.sort(key=lambda article: (published(article, zone), article.slug), reverse=True)
    by_slug = {article.slug: article for article in articles}
    digests = make_digests(
        by_slug,
        {slug: published(article, zone).date() for slug, article in by_slug.items()},
        load_texts(folder / "digests", config.languages, problems),
        period=config.period,
        default_language=config.languages[0],
        problems=problems,
    )
    return Library(
        config=config,
        articles=tuple(articles),
        sources=sources,
        tags=tags,
        digests=tuple(digests),
        pages=_load_pages(folder / "pages", config.languages, problems),
    )


def published(article: Article, zone: ZoneInfo) -> datetime:
    """Give an article's date in a zone: what its page displayed, else when it was fetched."""
    matter = article.matter
    moment = matter.published or datetime.fromtimestamp(matter.epoch / 1000, UTC)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageMatter:
    title: str


def _load_pages(folder: Path, languages: Sequence[str], problems: Problems) -> dict[str, dict[str, PageText]]:
    pages: dict[str, dict[str, PageText]] = defaultdict(dict)
    for path in sorted(folder.glob("*.md")):
        with problems.collect():
            name, _, language = path.stem.rpartition(".")
            if not name or language not in languages:
                raise JiazhuError(
                    f"`{path.name}` is no name for a page", path, hint=f"such as about.{languages[0]}.md", kind="page"
                )
            matter, body = read_matter(path, _PageMatter)
            pages[name][language] = PageText(path=path, title=matter.title, body=body)
    return pages


def _source_of(article: Article, sources: Mapping[str, Source]) -> dict[str, Source]:
    """Give the source to add for an article whose host has no rule; nothing where its source is known."""
    if article.matter.source in sources:
        return {}
    generated = generated_source(article.matter.url)
    if article.matter.source in {"", generated.id}:
        return {generated.id: generated}
    raise JiazhuError(
        f"there is no source `{article.matter.source}`",
        article.path,
        _line_of(article.path, "source:"),
        f"write content/sources/{article.matter.source}.toml, or mend the name",
        "source",
    )


def _check_tags(article: Article, tags: Mapping[str, Tag]) -> None:
    for tag in article.matter.tags:
        if tag not in tags:
            raise JiazhuError(
                f"there is no tag `{tag}`",
                article.path,
                _line_of(article.path, "tags:"),
                "add it to content/tags.yaml",
                "tag",
            )


def _without_clashes(articles: Sequence[Article], problems: Problems) -> list[Article]:
    """Leave out, and report, an article that claims an address or an identity another has."""
    addresses: dict[str, Article] = {article.slug: article for article in articles}
    identities: dict[str, Article] = {}
    kept = []
    for article in articles:
        with problems.collect():
            for alias in article.matter.aliases:
                if addresses.setdefault(alias, article) is not article:
                    raise _clash(f"the address `{alias}`", article, addresses[alias], "aliases:", "address")
            if identities.setdefault(article.matter.id, article) is not article:
                raise _clash(f"the id `{article.matter.id}`", article, identities[article.matter.id], "id:", "id")
            kept.append(article)
    return kept


def _clash(what: str, article: Article, other: Article, key: str, kind: str) -> JiazhuError:
    return JiazhuError(
        f"{what} is also that of {other.path}", article.path, _line_of(article.path, key), "change one of them", kind
    )


def _line_of(path: Path, key: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith(key)), 0)
