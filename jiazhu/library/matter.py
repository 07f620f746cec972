"""An original's front matter in; what is wrong with it that no type can say out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from jiazhu.errors import Problem, Problems
from jiazhu.limits import FIRST_YEAR, LAST_YEAR
from jiazhu.model import OriginalMatter
from jiazhu.text.addresses import is_slug, is_web_url
from jiazhu.text.languages import CODE
from jiazhu.text.sanitizer import is_safe_url

_YEARS = f"{FIRST_YEAR} to {LAST_YEAR}"
_ID = re.compile(r"[\w.-]+", re.ASCII)


def is_plausible(moment: date) -> bool:
    """Tell whether a moment or a day can be that of an article."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def check_original(matter: OriginalMatter, path: Path, line_of: Callable[[str], int]) -> None:
    """Make sure that an original's front matter can be worked with.

    `line_of` tells the line of a key. Raises SchemaError with every fault.
    """
    problems = Problems()
    for key, fault, hint in _faults(matter):
        problems.add(Problem(kind="front-matter", path=path, line=line_of(key), text=f"`{key}` is {fault}", hint=hint))
    problems.raise_all()


def _faults(matter: OriginalMatter) -> Iterator[tuple[str, str, str]]:
    if not _ID.fullmatch(matter.id):
        yield "id", f"`{matter.id}`: expected letters, digits, `.` and `-`", "it is identity in feeds: never change it"
    if not matter.title.strip():
        yield "title", "empty", "write it: every list shows it"
    if not CODE.fullmatch(matter.lang.lower()):
        yield "lang", f"`{matter.lang}`: expected a BCP 47 tag", "such as zh-Hans or en"
    if not _is_plausible_epoch(matter.epoch):
        yield "epoch", f"`{matter.epoch}`: no plausible date", f"expected ms since 1970, in {_YEARS}"
    for key, moment in (("published", matter.published), ("updated", matter.updated)):
        if moment and not is_plausible(moment):
            yield key, f"`{moment.isoformat()}`: no plausible date", f"expected one in {_YEARS}"
    yield from _faulty_addresses(matter)


def _faulty_addresses(matter: OriginalMatter) -> Iterator[tuple[str, str, str]]:
    if matter.url and not is_web_url(matter.url):
        yield "url", f"`{matter.url}`: no address of the web", "write it with https:// or http://"
    if matter.image and not is_safe_url(matter.image.src):
        yield "image", f"`{matter.image.src}`: no address of a picture", "write it with https:// or http://"
    for alias in matter.aliases:
        if not is_slug(alias):
            yield "aliases", f"`{alias}`: no address", "write the folder's earlier name: letters, digits, `-`"


def _is_plausible_epoch(epoch: int) -> bool:
    try:
        return is_plausible(datetime.fromtimestamp(epoch / 1000, UTC))
    except (ValueError, OverflowError, OSError):  # outside of what Python can tell
        return False
