"""The options that commands share, as one record."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from jiazhu.config import load_config
from jiazhu.model import Config
from jiazhu.record import Record
from jiazhu.text.addresses import is_site_url


class Options(Record):
    """What a command is told; of what it does not take, the default."""

    content: Path
    output: Path = Path("site")
    base_url: str = ""
    theme: Path | None = None
    jobs: int = 1
    no_cache: bool = False
    strict: bool = False
    now: str = ""
    quiet: bool = False

    @property
    def cache(self) -> Path | None:
        """The folder for what makes the next build cheap: beside the content."""
        return None if self.no_cache else self.content.absolute().parent / ".cache"

    def config(self) -> Config:
        """Read the settings."""
        return load_config(self.content / "digest.toml", base_url=self.base_url)

    def moment(self, config: Config) -> datetime | None:
        """Read `--now`; without a zone it is in the digest's."""
        if not self.now:
            return None
        try:
            moment = datetime.fromisoformat(self.now)
        except ValueError:
            raise click.BadParameter(f"{self.now!r} is no time; such as 2023-08-18T12:00", param_hint="--now") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(config.timezone))


def _address(_context: click.Context, _option: click.Parameter, url: str) -> str:
    """Read `--base-url`: what is wrong with it is wrong usage, not a fault of digest.toml."""
    if url and not is_site_url(url):
        raise click.BadParameter(f"{url!r} is no address of a site; such as https://example.org/watch/")
    return url and url.rstrip("/") + "/"


_FOLDER = click.Path(file_okay=False, path_type=Path)
_OPTIONS = {
    "content": click.option(
        "--content", type=_FOLDER, default="content", show_default=True, help="The digest's folder."
    ),
    "output": click.option("--output", type=_FOLDER, default="site", show_default=True, help="Where the site goes."),
    "base_url": click.option(
        "--base-url", default="", metavar="URL", callback=_address, help="Instead of digest.toml's base_url."
    ),
    "theme": click.option("--theme", type=_FOLDER, help="A folder whose templates and files override the theme's."),
    "jobs": click.option(
        "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes.  [default: one a core]"
    ),
    "no_cache": click.option("--no-cache", is_flag=True, help="Read and write nothing in .cache."),
    "strict": click.option("--strict", is_flag=True, help="Warnings fail too, and then nothing is changed."),
    "now": click.option("--now", default="", metavar="TIME", help="Leave out articles dated after it (ISO 8601)."),
    "quiet": click.option("--quiet", is_flag=True, help="Say nothing but what is wrong."),
}


ALL = tuple(_OPTIONS)


def with_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command those of the options that it reads, as one record: a decorator."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def wrapped(**given: Any) -> None:
            mine = {name: given.pop(name) for name in names}
            command(Options(**mine), **given)

        for name in reversed(names):
            wrapped = _OPTIONS[name](wrapped)
        return wrapped

    return decorate
