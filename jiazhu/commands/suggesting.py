"""`suggest`: content in, stories of digests, tags that articles may lack and names that are no entities yet out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from jiazhu.commands.ending import fails_clearly, show
from jiazhu.errors import Problems
from jiazhu.model import Article, Digest, Library
from jiazhu.options import Options, with_options

if TYPE_CHECKING:
    from jiazhu.site.stories import Bond
    from jiazhu.suggest import TagGuess

NAMES = 20
"""So many names are told for each language."""


@click.command()
@click.argument("name", default="", metavar="[ARTICLE|DIGEST]")
@with_options("content", "jobs", "strict", "now")
@fails_clearly
def suggest(options: Options, name: str) -> None:
    """Suggest tags that articles may lack, and frequent names that are no entities yet; change nothing.

    For one article, for those of a digest, or for all. The stories that a digest makes by itself are told first, with
    what their articles have in common. Tags come from similar articles that have them, and from articles that name
    them; names are strings that hold together and stand in the texts three times or more.
    """
    from jiazhu.library.load import load_library
    from jiazhu.site.material import Material
    from jiazhu.site.urls import Urls
    from jiazhu.suggest import Suggestions

    problems = Problems()
    config = options.config()
    library = load_library(options.content, config, problems, now=options.moment(config))
    library, digests, articles = _chosen(options, library, name)
    material = Material(library, Urls(config.base_url), jobs=options.jobs)
    suggestions = Suggestions(library, material)
    show(*problems)
    _tell_stories(library, digests, articles)
    for article in articles:
        for guess in suggestions.tags(article):
            click.echo(f"{guess.article}: tag {guess.tag}: {_reasons(guess)}")
    for code in config.languages:
        for each in suggestions.names(articles, code)[:NAMES]:
            click.echo(f"{code}: name {each.text}: {each.times} times, in articles {each.texts}")
    if problems.errors or (options.strict and len(problems)):
        raise SystemExit(1)


def _tell_stories(library: Library, digests: Sequence[Digest], articles: Sequence[Article]) -> None:
    """Say which stories digests tell by themselves, of those that hold any of some articles."""
    from jiazhu.site.material import Material
    from jiazhu.site.rights import permitted
    from jiazhu.site.urls import Urls

    ids, slugs = {digest.id for digest in digests}, {article.slug for article in articles}
    shown = permitted(library)  # the site sees no more of an article either
    stories = Material(shown, Urls(shown.config.base_url)).stories
    for digest in shown.digests:
        for story in stories.of(digest) if digest.id in ids else ():
            for also, bond in zip(story.also, story.bonds, strict=True):
                if slugs & {*story.slugs}:
                    click.echo(f"{digest.id}: story {story.lead} + {also}: {_bond(bond, library)}")


def _chosen(options: Options, library: Library, name: str) -> tuple[Library, list[Digest], list[Article]]:
    """Choose the digests and articles of a name: a digest, an article, or all; a draft is added to the library.

    Raises JiazhuError where there is neither.
    """
    from jiazhu.library.articles import find_article

    for digest in library.digests:
        if digest.id == name:
            return library, [digest], list(digest.articles)
    if not name:
        return library, list(library.digests), list(library.articles)
    found = find_article(options.content, name)
    known = [article for article in library.articles if article.slug == found.slug]
    if not known:
        return replace(library, articles=(found, *library.articles)), [], [found]
    return library, [digest for digest in library.digests if known[0] in digest.articles], known


def _bond(bond: Bond, library: Library) -> str:
    """Say why two articles tell one story."""
    reasons = ["the same day" if not bond.days else f"{bond.days} {'day' if bond.days == 1 else 'days'} apart"]
    if bond.copied:
        reasons.append(f"{bond.copied:.0%} of the shorter text stands in both")
    if bond.names:
        names = (next(iter(library.entities[id_].name.values())) for id_ in bond.names)
        reasons.append(f"both open with {', '.join(names)}")
    if bond.tags:
        reasons.append(f"both have the tag {', '.join(bond.tags)}")
    return "; ".join(reasons)


def _reasons(guess: TagGuess) -> str:
    reasons = []
    if guess.named:
        reasons.append(f"its name stands there (times: {guess.named})")
    if guess.like:
        shared = f" (both: {', '.join(guess.shared)})" if guess.shared else ""
        reasons.append(f"{guess.share:.0%} of what is similar has it: {', '.join(guess.like)}{shared}")
    return "; ".join(reasons)
