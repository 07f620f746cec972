"""The bytes of a raw file in, a Fragment with its header read out."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import NoReturn

from jiazhu.errors import JiazhuError
from jiazhu.ingest.steps.characters import visible
from jiazhu.limits import FIRST_YEAR, FRAGMENT_BYTES, LAST_YEAR, TITLE_CHARACTERS
from jiazhu.model import Fragment

_FIRST = int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
_LAST = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp())
_YEARS = f"{FIRST_YEAR} to {LAST_YEAR}"
_HINT = "expected `<!--EPOCH_MS-->`, `[title](url)`, `------`, an empty line and HTML"

_BREAK = re.compile(r"[\s>]")
_RULE = re.compile(r"-{3,}[ \t]*")
_DATE = re.compile(r"(?:日期|时间|時間|date)\s*[:：]\s*(.*)", re.IGNORECASE)
_HAN_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_BINARY_SHARE = 0.01
_GARBLED_SHARE = 0.3


def parse_fragment(data: bytes, name: str, path: Path) -> Fragment:
    """Read a fragment's header and keep its body as it came.

    `name` is the file's name under `content/raw`, `path` what an error names. In the body only invisible characters
    are dropped, line ends made `\\n` and repeated headers blanked, so that line numbers stay.
    Raises JiazhuError of kind `fragment` for what is no fragment.
    """
    text = _decode(data, path)
    lines = text.split("\n")
    at = _skip_blank(lines, 0)
    if at == len(lines):
        _fail("the file is empty", path, 0, "delete it, or list it in `ignore.txt`")
    stamp = _stamp(lines[at])
    stamp_line = at + 1
    if stamp is not None:
        at = _skip_blank(lines, at + 1)
    header = _header(lines[at]) if at < len(lines) else None
    if not header:
        _fail("no header: no `[title](url)` line", path, min(at + 1, len(lines)), _HINT)
    title_line = at + 1
    at += 1
    if at == len(lines) or not _RULE.fullmatch(lines[at]):
        _fail("no header: no `------` below the title", path, at + 1, _HINT)
    at += 1
    date = _DATE.fullmatch(lines[at].strip()) if at < len(lines) else None
    if date:
        at += 1
    title = " ".join(unescape(header[0]).split())
    if len(title) > TITLE_CHARACTERS:
        _fail(
            f"a title of more than {TITLE_CHARACTERS:,} characters",
            path,
            title_line,
            "shorten it in the fragment's header",
        )
    body = _without_repeats(lines[at:], *header)
    start = _skip_blank(body, 0)
    html = "\n".join(body[start:]).rstrip()
    if not title and not html:
        _fail("neither title nor body", path, title_line, "delete it, or list it in `ignore.txt`")
    return Fragment(
        name=name,
        epoch=_epoch(stamp or "", stamp_line, date[1] if date else "", path),
        title=visible(title),
        url=header[1].strip(),
        html=html,
        line=at + start + 1 if html else at,
    )


def _decode(data: bytes, path: Path) -> str:
    if len(data) > FRAGMENT_BYTES:
        _fail(
            f"larger than {FRAGMENT_BYTES // 1024 // 1024} MB", path, 0, "no article is that long; split or ignore it"
        )
    if data.count(0) > len(data) * _BINARY_SHARE:
        _fail("a binary file, or text that is not UTF-8", path, 0, "expected an HTML fragment, saved as UTF-8")
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        if data.decode("utf-8", "replace").count("\ufffd") > len(data) * _GARBLED_SHARE:
            _fail("a binary file, or text that is not UTF-8", path, 0, "expected an HTML fragment, saved as UTF-8")
        line = data.count(b"\n", 0, error.start) + 1
        _fail(f"not UTF-8: byte 0x{data[error.start]:02x}", path, line, "save the file as UTF-8")
    return visible(text)


def _stamp(line: str) -> str | None:
    """Read a comment of one word; None where the line is something else."""
    line = line.rstrip(" \t")
    word = line[4:-3].strip()
    is_stamp = line.startswith("<!--") and line.endswith("-->") and not _BREAK.search(word)
    return word if is_stamp else None


def _header(line: str) -> tuple[str, str] | None:
    """Read title and URL; None where the line is something else.

    The title runs to the last `](`, the URL to the last `)`: both may hold brackets.
    """
    line = line.rstrip(" \t")
    middle = line.rfind("](")
    if line.startswith("[") and middle > 0 and line.endswith(")"):
        return line[1:middle], line[middle + 2 : -1]
    return (line[1:-1], "") if line.startswith("[") and line.endswith("]") and len(line) > 1 else None


def _skip_blank(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _without_repeats(lines: list[str], title: str, url: str) -> list[str]:
    """Blank a header that stands once more inside the body, as some archivers wrote it."""
    kept = lines[:]
    for at in range(len(lines) - 1):
        if _stamp(lines[at]) is None:
            continue
        again = _header(lines[at + 1])
        if again and (again[0] == title or (url and again[1] == url)):
            kept[at] = kept[at + 1] = ""
            end = at + 2
            if end < len(lines) and _RULE.fullmatch(lines[end]):
                kept[end] = ""
                if end + 1 < len(lines) and _DATE.fullmatch(lines[end + 1].strip()):
                    kept[end + 1] = ""
    return kept


def _epoch(stamp: str, line: int, date: str, path: Path) -> int:
    """Tell when the fragment was fetched, in ms: by its stamp, else by its date line."""
    if re.fullmatch(r"\d{1,20}", stamp):
        value = int(stamp)
        for scale in (1, 1000):
            if _FIRST <= value // scale < _LAST:
                return value * 1000 // scale
        _fail(f"the epoch {stamp} is no plausible date", path, line, f"expected ms since 1970, in {_YEARS}")
    seconds = _seconds(date.strip())
    if seconds is None:
        found = f"the epoch `{stamp}` is no number" if stamp else "the epoch is missing"
        _fail(f"{found} and no date line stands in", path, line, "put `<!--EPOCH_MS-->` on the first line")
    if not _FIRST <= seconds < _LAST:
        _fail(f"the date `{date}` is not plausible", path, line, f"expected a date in {_YEARS}")
    return seconds * 1000


def _seconds(date: str) -> int | None:
    """Read a date line: RFC 5322, ISO 8601 or Chinese; UTC where it names no zone."""
    for read in (parsedate_to_datetime, datetime.fromisoformat, _chinese):
        with suppress(ValueError, OverflowError, TypeError):
            moment = read(date)
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return None


def _chinese(date: str) -> datetime:
    found = _HAN_DATE.match(date)
    if not found:
        raise ValueError(date)
    return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)


def _fail(message: str, path: Path, line: int, hint: str) -> NoReturn:
    raise JiazhuError(message, path, line, hint, "fragment")
