"""`new`: a few answers in, a folder with a digest of one's own out."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from msgspec.structs import replace

from jiazhu.commands.ending import fails_clearly
from jiazhu.model import Config, Words

_UNTELLABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no title holds, and neither XML nor UTF-8 can write."""

Settle = Callable[[str, str, str, Callable[[str], Config]], Config]
"""Takes a question, what is given or proposed, a key of the settings, and what reads an answer into them."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--languages", default="", metavar="CODES", help="Such as zh,en: the default first.")
@click.option("--title", "titles", multiple=True, metavar="LANGUAGE=TITLE", help="Its title, once for each language.")
@click.option("--base-url", default="", metavar="URL", help="Where the site will be, path included.")
@click.option("--timezone", default="", metavar="ZONE", help="Of its dates, such as Asia/Shanghai.")
@click.option("--authority", default="", metavar="NAME,YEAR", help="Of feed ids: a domain of yours, and a year.")
@click.option("--quiet", is_flag=True, help="Say nothing but what is wrong.")
@fails_clearly
def new(
    *,
    folder: Path,
    languages: str,
    titles: Sequence[str],
    base_url: str,
    timezone: str,
    authority: str,
    quiet: bool,
) -> None:
    """Make a digest of your own in a new folder.

    It asks a few questions, unless an option answers one or nobody sits at a terminal: then what is not said is as the
    questions would propose. `jiazhu` in that folder builds it.
    """
    from jiazhu.scaffold.digest import check_free, new_digest

    check_free(folder)  # before anybody answers questions
    is_asked = sys.stdin.isatty() and not any((languages, titles, base_url, timezone, authority))
    given = {"languages": languages, "base_url": base_url, "timezone": timezone, "authority": authority}
    config = _settled(folder.resolve().name, given, _by_language(titles), _asked if is_asked else _taken)
    files = new_digest(folder, config)
    if not quiet:
        click.echo(f"{folder}/ · files {len(files)} · now build it: cd {shlex.quote(str(folder))} && jiazhu")


def _settled(name: str, given: Words, titles: Words, settle: Settle) -> Config:
    """Go through the settings, each of which proposes the next. `name` is the folder's."""
    from jiazhu.scaffold import settings

    config = Config(title={}, base_url=settings.default_base_url(name), languages=(), authority="")
    proposed = given["languages"] or ",".join(settings.LANGUAGES)
    config = settle("Languages, the default one first", proposed, "languages", partial(_with_languages, config))
    for code in titles:
        if code not in config.languages:
            raise click.BadParameter(f"`{code}` is not one of {', '.join(config.languages)}", param_hint="--title")
    for code in config.languages:
        proposed = titles.get(code, settings.TITLES[code])
        config = settle(f"Title in `{code}`", proposed, "title", partial(_with_title, config, code))
    proposed = given["base_url"] or config.base_url
    config = settle("Address of the site, path included", proposed, "base_url", partial(_with, config, "base_url"))
    proposed = given["timezone"] or settings.default_timezone(config.languages)
    config = settle("Time zone of its dates", proposed, "timezone", partial(_with, config, "timezone"))
    proposed = given["authority"] or settings.default_authority(config.base_url, datetime.now(UTC).year)
    question = "Authority of its feeds' ids, for ever: a domain or mail address of yours, and a year"
    return settle(question, proposed, "authority", partial(_with, config, "authority"))


def _taken(_question: str, given: str, key: str, read: Callable[[str], Config]) -> Config:
    """Read a setting that is given, or proposed. Raises BadParameter, which names its option."""
    from jiazhu.config import faults

    option = f"--{key.replace('_', '-')}"
    try:
        config = read(given)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
    for faulty, fault, hint in faults(config):
        if faulty == key:
            raise click.BadParameter(f"{fault}; {hint}", param_hint=option)
    return config


def _asked(question: str, proposed: str, key: str, read: Callable[[str], Config]) -> Config:
    """Ask for a setting until it can be taken."""
    config: Config = click.prompt(
        question, default=proposed, value_proc=lambda answer: _taken(question, answer, key, read)
    )
    return config


def _by_language(titles: Sequence[str]) -> Words:
    found = {code.strip(): title for code, equals, title in (each.partition("=") for each in titles) if equals}
    if len(found) < len(titles):
        hint = "give each language one, as LANGUAGE=TITLE, such as en=China–Russia Watch"
        raise click.BadParameter(hint, param_hint="--title")
    return found


def _with_languages(config: Config, answer: str) -> Config:
    from jiazhu.scaffold.settings import LANGUAGES

    codes = tuple(filter(None, map(str.strip, answer.split(","))))
    for code in codes:
        if code not in LANGUAGES:
            begin = " and ".join(LANGUAGES)
            raise ValueError(f"`{code}`: a digest begins in {begin}; add others to digest.toml later")
    return replace(config, languages=codes)


def _with_title(config: Config, code: str, answer: str) -> Config:
    title = " ".join(answer.split())
    if not title or _UNTELLABLE.search(title):
        raise ValueError(f"no title in `{code}`; write some words")
    return replace(config, title={**config.title, code: title})


def _with(config: Config, key: str, answer: str) -> Config:
    return replace(config, **{key: answer.strip()})
