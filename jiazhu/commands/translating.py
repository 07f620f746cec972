"""`translate`: an article in, the file of its translation out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from jiazhu.commands.ending import end, fails_clearly
from jiazhu.errors import Problems
from jiazhu.model import Article, Config, Entity
from jiazhu.options import Options, with_options

if TYPE_CHECKING:
    from jiazhu.exchange.machine import Piece
    from jiazhu.exchange.provider import Answer


@click.command()
@click.argument("article")
@click.option("--to", "language", default="", metavar="LANGUAGE", help="One of the digest's languages.")
@click.option("--with", "provider", metavar="COMMAND", help="Have a program translate what is missing.")
@with_options("content", "strict", "quiet")
@fails_clearly
def translate(options: Options, article: str, language: str, provider: str | None) -> None:
    """Make a translation's file, or bring it up to date.

    ARTICLE is its folder's name. Each block gets a marker, with the original as a comment below which to write. Where
    the file is there already, only what it lacks is added. --to may be left out where the digest has two languages.
    """
    from jiazhu.exchange.translate import translate as translated
    from jiazhu.library.articles import find_article

    problems = Problems()
    found = find_article(options.content, article)
    code = target_of(options.config(), [found], language)
    ask = None
    if provider is not None:
        ask = partial(_ask, provider, found, code, _entities(options, problems))
    if options.strict and len(problems):
        end(options, problems, ["nothing was changed"])
    done = translated(found, code, ask)
    said = [f"{done.path}"] if done.written else [f"{done.path}", "nothing to add"]
    counts = {"new blocks": done.added, "by machine": done.machine, "unanswered": done.unanswered}
    said += [f"{what} {count}" for what, count in counts.items() if count]
    said += [f"to translate {done.missing}", f"stale {done.stale}"]
    said += [f"orphans {done.orphans}"] if done.orphans else []
    said += [f"left for a hand: {', '.join(done.left)}"] if done.left else []
    end(options, problems, said)


def target_of(config: Config, articles: Sequence[Article], language: str) -> str:
    """Choose the language to translate into: one that not all of the articles are in. Raises click.UsageError."""
    languages = {article.language for article in articles}
    choices = [code for code in config.languages if languages != {code}]
    named = ", ".join(choices)
    if language in choices:
        return language
    if not choices:
        raise click.UsageError(f"the digest has no language but {config.languages[0]}: add one to `languages`")
    if language in languages:
        raise click.BadParameter(f"the original is in {language} already; choose of {named}", param_hint="--to")
    if language:
        raise click.BadParameter(f"{language!r} is not one of {named}", param_hint="--to")
    if len(choices) > 1:
        raise click.UsageError(f"--to is missing: one of {named}")
    return choices[0]


def _entities(options: Options, problems: Problems) -> dict[str, Entity]:
    from jiazhu.library.entities import load_entities

    return load_entities(options.content / "entities.yaml", problems)


def _ask(command: str, article: Article, code: str, entities: Mapping[str, Entity], pieces: Sequence[Piece]) -> Answer:
    """Ask a provider for pieces, with the names that occur in them."""
    from jiazhu.exchange.provider import Name, Request, ask
    from jiazhu.library.entities import names_in
    from jiazhu.text.anchor import words
    from jiazhu.text.languages import tag_of
    from jiazhu.text.markdown import render_markdown

    source, target = article.matter.lang, tag_of(code)
    text = "\n".join(words(render_markdown(piece.text)) for piece in pieces)
    names = names_in(entities, text, source, target)
    request = Request(
        article=article.slug,
        source=source,
        target=target,
        glossary=tuple(Name(source=name, target=other) for name, other in names),
        blocks=tuple(pieces),
    )
    return ask(command, request)
