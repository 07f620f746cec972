"""Articles and the editor's words in, digests out: one a period, and every hand-made edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from jiazhu.errors import JiazhuError, Problems
from jiazhu.library.clashes import Addresses
from jiazhu.library.digest_words import KIND, check_words, places
from jiazhu.library.frontmatter import line_in, read_matter
from jiazhu.library.periods import Period, is_impossible, period_bounds, period_name
from jiazhu.library.texts import named_texts
from jiazhu.model import Article, Digest, DigestMatter, DigestText

Days = tuple[date, date]


def load_texts(folder: Path, languages: Sequence[str], problems: Problems) -> dict[str, dict[str, DigestText]]:
    """Read the editor's words, by digest and language; a faulty file is left out and reported."""
    texts: dict[str, dict[str, DigestText]] = defaultdict(dict)
    for path, id_, language in named_texts(folder, languages, KIND, Addresses("digests"), problems):
        with problems.collect():
            matter, body = read_matter(path, DigestMatter)
            texts[id_][language] = DigestText(path=path, matter=matter, body=body)
    return texts


def make_digests(
    articles: Mapping[str, Article],
    dates: Mapping[str, date],
    texts: Mapping[str, Mapping[str, DigestText]],
    *,
    left_out: Container[str],
    period: Period,
    default_language: str,
    problems: Problems,
) -> list[Digest]:
    """Gather articles into digests, newest first.

    `articles` and their `dates` (in the digest's zone) are by slug, newest first. `left_out` are the slugs of drafts
    and faulty articles, which a digest's words may name: it does without them. A faulty edition is left out and
    reported.
    """
    grouped: dict[str, list[str]] = defaultdict(list)
    for slug in articles:
        grouped[period_name(dates[slug], period)].append(slug)
    digests = []
    for id_ in sorted({*grouped, *texts}):
        with problems.collect():
            spoken = texts.get(id_, {})
            check_words(spoken, spoken.get(default_language), articles, left_out)
            days, slugs = _contents(id_, grouped.get(id_, []), spoken, dates, default_language)
            if days and slugs:
                present = {code: _without_absent(text, articles) for code, text in spoken.items()}
                digests.append(
                    Digest(
                        id=id_,
                        first=days[0],
                        last=days[1],
                        edition=not period_bounds(id_),
                        articles=tuple(articles[slug] for slug in slugs),
                        texts=present,
                        order=present[default_language].matter if present else DigestMatter(),
                    )
                )
    return sorted(digests, key=lambda digest: (digest.last, digest.first, digest.id), reverse=True)


def with_present_names(
    texts: Mapping[str, Mapping[str, DigestText]], aliases: Mapping[str, str]
) -> dict[str, dict[str, DigestText]]:
    """Put the present names of renamed articles into digests' words; `aliases` maps earlier names to them."""

    def now(slug: str) -> str:
        return aliases.get(slug, slug)

    def renamed(text: DigestText) -> DigestText:
        stories = tuple(
            replace(
                story,
                lead=now(story.lead),
                also=tuple(replace(also, article=now(also.article)) for also in story.also),
            )
            for story in text.matter.stories
        )
        articles = tuple(map(now, text.matter.articles))
        return replace(text, matter=replace(text.matter, stories=stories, articles=articles))

    return {id_: {code: renamed(text) for code, text in spoken.items()} for id_, spoken in texts.items()}


def _contents(
    id_: str,
    of_period: list[str],
    texts: Mapping[str, DigestText],
    dates: Mapping[str, date],
    default_language: str,
) -> tuple[Days | None, list[str]]:
    """Choose a digest's first and last day, and its articles; no days where all that an edition names is left out.

    Its articles are those that its default language's text names, in that order, then the others of its days.
    """
    bounds = period_bounds(id_)
    _check_days(bounds, texts.values())
    if is_impossible(id_):
        hint = "weeks are those of ISO 8601, W01 to W52 or W53; name an edition otherwise"
        raise JiazhuError(f"the calendar has no `{id_}`", next(iter(texts.values())).path, hint=hint, kind=KIND)
    text = texts.get(default_language)
    if not text:
        if texts:
            path, name = next(iter(texts.values())).path, f"{id_}.{default_language}.md"
            raise JiazhuError(
                f"`{name}` is missing, which holds the order", path, hint=f"write {name} first", kind=KIND
            )
        return bounds, of_period
    days = bounds or _days(text)
    names = [slug for _, slug in places(text.matter)]
    if not days and not names:
        raise JiazhuError(
            "an edition without articles", text.path, 2, "give `from` and `to`, `articles` or `stories`", KIND
        )
    named = [slug for slug in names if slug in dates]
    within = [slug for slug, day in dates.items() if days and days[0] <= day <= days[1]]
    if not days and named:
        days = min(dates[slug] for slug in named), max(dates[slug] for slug in named)
    return days, list(dict.fromkeys([*named, *within]))


def _days(text: DigestText) -> Days | None:
    """Give the first and last day of an edition; None where it has none."""
    first, last = text.matter.from_, text.matter.to
    if first and last and first <= last:
        return first, last
    if first and last:
        raise JiazhuError("`from` is after `to`", text.path, line_in(text.path, "from"), "exchange them", KIND)
    if first or last:
        given, missing = ("from", "to") if first else ("to", "from")
        raise JiazhuError(f"`{given}` without `{missing}`", text.path, line_in(text.path, given), "add it", KIND)
    return None


def _check_days(bounds: Days | None, texts: Iterable[DigestText]) -> None:
    """Make sure that nobody gives other days to a digest that its name gives days to. Raises JiazhuError."""
    for text in texts:
        if bounds and (text.matter.from_ or text.matter.to):
            key = "from" if text.matter.from_ else "to"
            hint = f"take `{key}` out, or choose a name for an edition"
            raise JiazhuError(
                "a digest named after a period has that period's days", text.path, line_in(text.path, key), hint, KIND
            )


def _without_absent(text: DigestText, articles: Container[str]) -> DigestText:
    """Take the articles that are left out from the stories; a story goes with its lead."""
    stories = tuple(
        replace(story, also=tuple(also for also in story.also if also.article in articles))
        for story in text.matter.stories
        if story.lead in articles
    )
    return replace(text, matter=replace(text.matter, stories=stories))
