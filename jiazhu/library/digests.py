"""Articles and the editor's words in, digests out: one a period, and every hand-made edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from jiazhu.errors import JiazhuError, Problems
from jiazhu.library.frontmatter import read_matter
from jiazhu.library.periods import Period, period_bounds, period_name
from jiazhu.model import Article, Digest, DigestMatter, DigestText

KIND = "digest"


def load_texts(folder: Path, languages: Sequence[str], problems: Problems) -> dict[str, dict[str, DigestText]]:
    """Read the editor's words, by digest and language; a faulty file is left out and reported."""
    texts: dict[str, dict[str, DigestText]] = defaultdict(dict)
    for path in sorted(folder.glob("*.md")):
        with problems.collect():
            id_, _, language = path.stem.rpartition(".")
            if not id_ or language not in languages:
                raise JiazhuError(
                    f"`{path.name}` is no name for a digest",
                    path,
                    hint=f"such as 2023-W33.{languages[0]}.md",
                    kind=KIND,
                )
            matter, body = read_matter(path, DigestMatter)
            texts[id_][language] = DigestText(path=path, matter=matter, body=body)
    return texts


def make_digests(
    articles: Mapping[str, Article],
    dates: Mapping[str, date],
    texts: Mapping[str, Mapping[str, DigestText]],
    *,
    period: Period,
    default_language: str,
    problems: Problems,
) -> list[Digest]:
    """Gather articles into digests, newest first.

    `articles` and their `dates` (in the digest's zone) are by slug, newest first. A faulty edition is left out and
    reported.
    """
    grouped: dict[str, list[Article]] = defaultdict(list)
    for slug, article in articles.items():
        grouped[period_name(dates[slug], period)].append(article)
    digests = []
    for id_ in sorted({*grouped, *texts}):
        with problems.collect():
            digests.append(
                _digest(
                    id_,
                    grouped.get(id_, []),
                    articles=articles,
                    dates=dates,
                    texts=dict(texts.get(id_, {})),
                    default_language=default_language,
                )
            )
    return sorted(digests, key=lambda digest: (digest.last, digest.first, digest.id), reverse=True)


def _digest(
    id_: str,
    of_period: list[Article],
    *,
    articles: Mapping[str, Article],
    dates: Mapping[str, date],
    texts: dict[str, DigestText],
    default_language: str,
) -> Digest:
    """Make one digest.

    Its articles are those that its default language's text names, in that order, then the others of its days.
    """
    bounds = period_bounds(id_)
    text = texts.get(default_language)
    if not text:
        if texts:
            path, name = next(iter(texts.values())).path, f"{id_}.{default_language}.md"
            raise JiazhuError(
                f"`{name}` is missing, which holds the order", path, hint=f"write {name} first", kind=KIND
            )
        assert bounds, "only a period makes itself"
        return Digest(id=id_, first=bounds[0], last=bounds[1], edition=False, articles=tuple(of_period))
    named = _named(text, articles)
    for translation in texts.values():
        _named(translation, articles)
    matter = text.matter
    days = bounds or (matter.from_ and matter.to and (matter.from_, matter.to))
    if not days and not named:
        raise JiazhuError(
            "an edition without articles", text.path, 2, "give `from` and `to`, `articles` or `stories`", KIND
        )
    within = [article for slug, article in articles.items() if days and days[0] <= dates[slug] <= days[1]]
    chosen = [*named, *(article for article in within if article not in named)]
    if not days:
        days = min(dates[article.slug] for article in named), max(dates[article.slug] for article in named)
    return Digest(id=id_, first=days[0], last=days[1], edition=not bounds, articles=tuple(chosen), texts=texts)


def _named(text: DigestText, articles: Mapping[str, Article]) -> list[Article]:
    """Look up the articles that a text names, in its order, each once."""
    slugs: list[str] = []
    for story in text.matter.stories:
        slugs += [story.lead, *(also.article for also in story.also)]
    slugs += text.matter.articles
    return [_look_up(slug, text, articles) for slug in dict.fromkeys(slugs)]


def _look_up(slug: str, text: DigestText, articles: Mapping[str, Article]) -> Article:
    if slug in articles:
        return articles[slug]
    lines = text.path.read_text(encoding="utf-8").split("\n")
    line = next((number for number, line in enumerate(lines, 1) if slug in line), 0)
    raise JiazhuError(
        f"there is no article `{slug}`", text.path, line, "name its folder, as under content/articles", KIND
    )
