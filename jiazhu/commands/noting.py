"""`notes`: an article and words of it in, its `notes.yaml` with a note more, or one anchored anew, out."""

from __future__ import annotations

from typing import get_args, get_type_hints

import click

from jiazhu.commands.ending import end, fails_clearly
from jiazhu.errors import Problem, Problems, SchemaError, nearest
from jiazhu.model import Config, Note
from jiazhu.options import Options, with_options

KINDS = get_args(get_type_hints(Note)["kind"])
PARTS = get_args(get_type_hints(Note)["at"])


@click.group()
def notes() -> None:
    """Write notes on an article, and keep them where they belong.

    The words of a note are yours: neither import nor build ever writes to a notes.yaml.
    """


@notes.command()
@click.argument("article")
@click.argument("quote")
@click.option("--kind", type=click.Choice(KINDS), default="context", show_default=True, help="What the note is.")
@click.option("--in", "in_", default="", metavar="LANGUAGE", help="The language of the words, where it is not plain.")
@click.option("--at", type=click.Choice(PARTS), help="Which text they are in, where it is not plain.")
@click.option("--note", default="", metavar="TEXT", help="What the note says; else it is left for you to write.")
@click.option("--lang", default="", metavar="LANGUAGE", help="The language of --note; else the digest's first.")
@click.option("--by", default="", metavar="ENTITY", help="For a claim: whose it is, by id.")
@click.option("--replacement", default="", metavar="TEXT", help="For a correction: the right words.")
@with_options("content", "quiet")
@fails_clearly
def add(
    options: Options,
    article: str,
    quote: str,
    *,
    kind: str,
    in_: str,
    at: str | None,
    note: str,
    lang: str,
    by: str,
    replacement: str,
) -> None:
    """Add a note on words of an article.

    ARTICLE is its folder's name, an earlier one, or a path. QUOTE are words that stand in it once; white space does not
    count. The note goes to the end of the article's notes.yaml, with what stands beside the words, so that they are
    found again when the text changes.
    """
    from jiazhu.library.annotate import add_note
    from jiazhu.library.articles import find_article

    _check_usage(kind, by, replacement)
    config = options.config()
    if lang and lang not in config.languages:
        raise click.BadParameter(f"{lang!r} is not one of {', '.join(config.languages)}", param_hint="--lang")
    if lang and not note:
        raise click.UsageError("--lang is the language of --note, which is missing")
    if by:
        _check_entity(options, by)
    keys: dict[str, object] = {"claim": {"by": by, "verdict": "unverified"}} if by else {}
    if replacement:
        keys["replacement"] = replacement
    keys["note"] = _words(config, note, lang)
    done = add_note(find_article(options.content, article), quote, in_=in_, at=at or "", kind=kind, keys=keys)
    said = [f"{done.path}:{done.line}", done.id, f"{done.in_} {done.at}"]
    end(options, Problems(), [*said, *([] if note else ["now write what it says"])])


@notes.command()
@click.argument("article")
@click.argument("id_", metavar="ID")
@click.option("--quote", default="", metavar="WORDS", help="Where it belongs, if its words are gone.")
@with_options("content", "quiet")
@fails_clearly
def accept(options: Options, article: str, id_: str, quote: str) -> None:
    """Anchor a note to the words it is found at now.

    For notes that `check` tells of: look whether they still fit, then accept. Earlier words are kept under `was`.
    """
    from jiazhu.library.annotate import accept_note
    from jiazhu.library.articles import find_article

    done = accept_note(find_article(options.content, article), id_, quote)
    what = f"now at “{done.quote}”" if done.changed else "nothing to do"
    end(options, Problems(), [f"{done.path}:{done.line}", done.id, what])


def _check_usage(kind: str, by: str, replacement: str) -> None:
    """See that a note has what its kind needs, and nothing that only another takes."""
    for option, value, taker in (("--by", by, "claim"), ("--replacement", replacement, "correction")):
        if kind == taker and not value:
            raise click.UsageError(f"--kind {taker} needs {option}")
        if value and kind != taker:
            raise click.UsageError(f"{option} goes with --kind {taker}")


def _check_entity(options: Options, name: str) -> None:
    from jiazhu.library.entities import load_entities

    path = options.content / "entities.yaml"
    problems = Problems()
    known = load_entities(path, problems)
    if name not in known:
        hint = nearest(name, known, "add it there")
        unknown = Problem(kind="notes", path=path, text=f"there is no entity `{name}`", hint=hint)
        raise SchemaError([*problems, unknown])


def _words(config: Config, note: str, lang: str) -> dict[str, str]:
    """Give what a note says: without any words, a place for each language."""
    return {lang or config.languages[0]: note} if note else dict.fromkeys(config.languages, "")
