"""The folder `content/` in, the Library and what is wrong with it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from jiazhu.errors import JiazhuError, Kind, Problem, Problems, SchemaError, nearest
from jiazhu.glance import Look
from jiazhu.library.articles import article_slugs, load_articles
from jiazhu.library.clashes import without_clashes
from jiazhu.library.digests import load_texts, make_digests, with_present_names
from jiazhu.library.entities import load_entities
from jiazhu.library.frontmatter import line_in
from jiazhu.library.logo import read_logo
from jiazhu.library.note_entries import entry_line
from jiazhu.library.notes import NOTES_FILE
from jiazhu.library.pictures import load_pictures
from jiazhu.library.shelf import with_texts
from jiazhu.library.sources import generated_source, load_sources
from jiazhu.library.tags import load_tags, tag_ids
from jiazhu.library.texts import load_pages
from jiazhu.model import Article, Config, Entity, Library, Note, Source, Tag


def load_library(
    folder: Path,
    config: Config,
    problems: Problems,
    *,
    now: datetime | None = None,
    last: dict[str, Article] | None = None,
    drafts: bool = False,
    cache: Path | None = None,
    jobs: int = 1,
    touched: Collection[Path] | None = None,
    look: Look | None = None,
) -> Library:
    """Read everything under `content/`.

    Faults are collected in `problems`, and what they are in is left out: of an article the `last` reading without a
    fault, by its slug, takes its place where there is one; it is kept there for the next time. `cache`, `jobs`,
    `touched` and `look` are as for `load_articles`. Drafts, and articles dated after `now`, are left out too, or with
    `drafts` say that they are such. Raises JiazhuError for faults in sources and tags, and where the entities cannot be
    read: too much hangs on them.
    """
    zone = ZoneInfo(config.timezone)
    sources, tags = _shared(folder, config)
    names = tag_ids(tags)
    entities = load_entities(folder / "entities.yaml", problems)
    articles = []

    def take(article: Article, problems: Problems) -> None:
        article = _with_state(article, zone, now)
        if article.unpublished and not drafts:
            return
        source = _source_of(article, sources)
        _check_concepts(article, names, entities)
        sources[source.id] = source
        articles.append(_with_known_speakers(_with_tag_ids(article, names), entities, problems))

    slugs = article_slugs(folder / "articles")
    faulty = set(slugs)
    for article in load_articles(
        folder / "articles", problems, cache=cache, jobs=jobs, touched=touched, look=look, slugs=slugs
    ):
        with problems.collect():
            take(article, problems)
            faulty.discard(article.slug)
    if last is not None:
        _remember(articles, last)
        for slug in sorted(faulty & last.keys()):
            with Problems().collect():  # what is wrong is told of the article as it is now
                take(last[slug], Problems())
    articles = without_clashes(articles, problems)
    moments = {article.slug: published(article, zone) for article in articles}
    articles.sort(key=lambda article: (moments[article.slug], article.slug), reverse=True)
    by_slug = {article.slug: article for article in articles}
    digests = make_digests(
        by_slug,
        {slug: moments[slug].date() for slug in by_slug},
        with_present_names(load_texts(folder / "digests", config.languages, problems), _aliases(articles)),
        left_out=frozenset(slugs) - by_slug.keys(),
        period=config.period,
        default_language=config.languages[0],
        problems=problems,
    )
    return Library(
        config=config,
        articles=tuple(articles),
        sources=sources,
        tags=tags,
        entities=entities,
        digests=tuple(digests),
        pages=load_pages(folder / "pages", config.languages, problems),
        logo=read_logo(folder, config),
        pictures=load_pictures(folder) if config.images == "mirror" else {},
    )


def _remember(articles: Iterable[Article], last: dict[str, Article]) -> None:
    """Keep articles for the time when they are faulty."""
    for article in articles:
        known = last.get(article.slug)
        if known is None or known.matter is not article.matter or known.notes is not article.notes:
            last[article.slug] = with_texts(article)


def published(article: Article, zone: ZoneInfo) -> datetime:
    """Give an article's date in a zone: what its page displayed, else when it was fetched."""
    return _published(article.matter.published, article.matter.epoch, zone)


@cache
def _published(published: datetime | None, epoch: int, zone: ZoneInfo) -> datetime:
    moment = published or datetime.fromtimestamp(epoch / 1000, UTC)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _with_state(article: Article, zone: ZoneInfo, now: datetime | None) -> Article:
    """Note on an article whether it is a draft, or dated after `now`."""
    unpublished: Literal["", "draft", "future"] = ""
    if article.matter.draft:
        unpublished = "draft"
    elif now and published(article, zone) > now.astimezone(zone):
        unpublished = "future"
    return article if unpublished == article.unpublished else replace(article, unpublished=unpublished)


def _shared(folder: Path, config: Config) -> tuple[dict[str, Source], dict[str, Tag]]:
    """Read what articles share; the faults of both are raised together."""
    problems = Problems()
    sources: dict[str, Source] = {}
    tags: dict[str, Tag] = {}
    with problems.collect():
        sources = load_sources(folder / "sources")
    with problems.collect():
        tags = load_tags(folder / "tags.yaml", config.codes)
    problems.raise_all()
    return sources, tags


def _source_of(article: Article, sources: Mapping[str, Source]) -> Source:
    """Find an article's source; for a host without a rule, make it."""
    name, generated = article.matter.source, generated_source(article.matter.url)
    if name in {"", generated.id}:
        return sources.get(generated.id, generated)
    if name in sources:
        return sources[name]
    raise JiazhuError(
        f"there is no source `{name}`",
        article.path,
        line_in(article.path, "source"),
        nearest(name, sources, f"write content/sources/{name}.toml, or mend the name"),
        "source",
    )


def _check_concepts(article: Article, tags: Mapping[str, str], entities: Mapping[str, Entity]) -> None:
    """Make sure that an article's tags and entities are there. Raises SchemaError with all that are not."""
    choice = article.matter.entities
    if tags.keys() >= {*article.matter.tags} and not (choice.add or choice.skip):
        return
    of_tags: tuple[Kind, str] = ("tags", "tag")
    of_entities: tuple[Kind, str] = ("entities", "entity")
    problems = [
        Problem(
            kind=kind,
            path=article.path,
            line=line_in(article.path, *where, index),
            text=f"there is no {what} `{id_}`",
            hint=nearest(id_, known, f"add it to content/{kind}.yaml"),
        )
        for (kind, what), known, where, ids in (
            (of_tags, tags, ("tags",), article.matter.tags),
            (of_entities, entities, ("entities", "add"), choice.add),
            (of_entities, entities, ("entities", "skip"), choice.skip),
        )
        for index, id_ in enumerate(ids)
        if id_ not in known
    ]
    if problems:
        raise SchemaError(problems)


def _with_tag_ids(article: Article, names: Mapping[str, str]) -> Article:
    """Put the ids of tags in the place of their aliases, each once; `names` maps both to ids."""
    tags = tuple(dict.fromkeys(map(names.__getitem__, article.matter.tags)))
    return article if tags == article.matter.tags else replace(article, matter=replace(article.matter, tags=tags))


def _with_known_speakers(article: Article, entities: Mapping[str, Entity], problems: Problems) -> Article:
    """Leave out, and report, the notes on claims of somebody who is no entity."""

    if not article.notes:
        return article

    def is_known(note: Note) -> bool:
        return note.claim is None or note.claim.by in entities

    path = article.path.with_name(NOTES_FILE)
    for note in article.notes:
        if note.claim and not is_known(note):
            problems.add(
                Problem(
                    kind="notes",
                    path=path,
                    line=entry_line(path, note.id, "claim"),
                    text=f"there is no entity `{note.claim.by}`",
                    hint=nearest(note.claim.by, entities, "add it to content/entities.yaml"),
                )
            )
    known = tuple(filter(is_known, article.notes))
    return replace(article, notes=known) if known != article.notes else article


def _aliases(articles: Iterable[Article]) -> dict[str, str]:
    """Map the earlier names of articles to their present ones."""
    return {alias: article.slug for article in articles for alias in article.matter.aliases}
