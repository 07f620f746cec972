"""`suggest`: content in, tags that articles may lack and names that are no entities yet out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from jiazhu.commands.ending import fails_clearly, show
from jiazhu.errors import Problems
from jiazhu.model import Article, Library
from jiazhu.options import Options, with_options

if TYPE_CHECKING:
    from jiazhu.suggest import TagGuess

NAMES = 20
"""So many names are told for each language."""


@click.command()
@click.argument("name", default="", metavar="[ARTICLE|DIGEST]")
@with_options
@fails_clearly
def suggest(options: Options, name: str) -> None:
    """Suggest tags that articles may lack, and frequent names that are no entities yet; change nothing.

    For one article, for those of a digest, or for all. Tags come from similar articles that have them, and from
    articles that name them; names are strings that hold together and stand in the texts three times or more.
    """
    from jiazhu.library.load import load_library
    from jiazhu.site.columns import Columns
    from jiazhu.suggest import Suggestions

    problems = Problems()
    config = options.config()
    library = load_library(options.content, config, problems, now=options.moment(config))
    library, articles = _chosen(options, library, name)
    suggestions = Suggestions(library, Columns(library.articles, options.jobs))
    show(*problems)
    for article in articles:
        for guess in suggestions.tags(article):
            click.echo(f"{guess.article}: tag {guess.tag}: {_reasons(guess)}")
    for code in config.languages:
        for each in suggestions.names(articles, code)[:NAMES]:
            found = each.found
            click.echo(f"{code}: name {found.text}: {found.times} times, in articles {found.texts}")
    if problems.errors or (options.strict and len(problems)):
        raise SystemExit(1)


def _chosen(options: Options, library: Library, name: str) -> tuple[Library, list[Article]]:
    """Choose the articles of a name: a digest's, an article's, or all; a draft is added to the library.

    Raises JiazhuError where there is neither.
    """
    from jiazhu.library.articles import find_article

    digest = next((digest for digest in library.digests if digest.id == name), None)
    if not name or digest:
        return library, list(digest.articles if digest else library.articles)
    found = find_article(options.content, name)
    known = [article for article in library.articles if article.slug == found.slug]
    return (library, known) if known else (replace(library, articles=(found, *library.articles)), [found])


def _reasons(guess: TagGuess) -> str:
    reasons = []
    if guess.named:
        reasons.append(f"its name stands there (times: {guess.named})")
    if guess.like:
        shared = f" (both: {', '.join(guess.shared)})" if guess.shared else ""
        reasons.append(f"{guess.share:.0%} of what is similar has it: {', '.join(guess.like)}{shared}")
    return "; ".join(reasons)
