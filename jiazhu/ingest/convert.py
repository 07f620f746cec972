"""One fragment's bytes in, the original of an article out: nothing is read or written here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.ingest.clean import Cleaned, TooLong, clean
from jiazhu.ingest.duplicates import Fingerprint, body_fingerprint
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.ingest.rules import find_source, shown_title
from jiazhu.ingest.selfcheck import first_difference
from jiazhu.ingest.serialize import write
from jiazhu.ingest.time_limit import TimeUpError, computing
from jiazhu.ingest.tree import Node
from jiazhu.library.matter import is_plausible
from jiazhu.library.sources import generated_source
from jiazhu.limits import CLEANING_SECONDS
from jiazhu.model import Fragment, OriginalMatter, Source
from jiazhu.record import Record
from jiazhu.text.addresses import is_web_url
from jiazhu.text.bounds import too_much
from jiazhu.text.languages import guess_tag
from jiazhu.text.markdown import render_markdown
from jiazhu.text.measure import truncate

STANDS_IN = 60
"""So many columns of a text without a title stand in for one."""


class Converted(Record):
    """What a fragment became."""

    matter: OriginalMatter
    body: str
    moment: datetime
    """The article's date: what the page displayed, else when it was fetched."""
    print: Fingerprint
    """By which copies of the text are found."""
    difference: str | None
    """Where the Markdown does not come back as the cleaned HTML; None where all of it does."""
    line: int
    """The line of the fragment that holds its URL."""
    missing: tuple[str, ...] = ()
    """The keys of the source's rule that found nothing."""
    untitled: bool = False
    """Whether the first words stand in for a title."""


def convert_fragment(data: bytes, path: Path, sources: Sequence[Source]) -> Converted:
    """Clean a fragment and write it as Markdown, and check that this comes back the same.

    `path` is where it came from. Raises JiazhuError where it is no fragment, or tells what cannot be.
    """
    fragment = parse_fragment(data, path.name, path)
    with cleaning(fragment, path, sources) as rule:
        return _converted(fragment, data, path, rule)


@contextmanager
def cleaning(fragment: Fragment, path: Path, sources: Sequence[Source]) -> Iterator[Source | None]:
    """Give the source whose rule cleans a fragment, and bound the time of what is inside, finding it included.

    Raises JiazhuError where that takes too long.
    """
    rule = None
    try:
        with computing(CLEANING_SECONDS):
            rule = find_source(sources, fragment.url)
            yield rule
    except TimeUpError:
        by = f" by the rule of `{rule.id}`" if rule else ""
        fault = f"cleaning it{by} takes more than {CLEANING_SECONDS} seconds"
        mend = "mend an expression of that rule" if rule else "mend the `path` of its source, or shorten it"
        raise JiazhuError(fault, path, fragment.line, f"{mend}, or name it in raw/ignore.txt", "fragment") from None


def _converted(fragment: Fragment, data: bytes, path: Path, rule: Source | None) -> Converted:
    line = data.count(b"\n", 0, max(0, data.find(fragment.url.encode()))) + 1
    if fragment.url and not is_web_url(fragment.url):
        raise JiazhuError(
            f"the URL `{fragment.url}` is no address of the web", path, line, "expected https:// or http://", "fragment"
        )
    cleaned = clean_fragment(fragment, path, rule)
    body = write(cleaned.body).strip("\n")
    if excess := too_much(body):
        raise JiazhuError(f"it becomes {excess[1]}", path, fragment.line, "name it in raw/ignore.txt", "fragment")
    if not body and not cleaned.image:
        raise JiazhuError(
            "nothing is left of it after cleaning", path, fragment.line, "name it in raw/ignore.txt", "fragment"
        )
    if cleaned.published and not is_plausible(cleaned.published):
        shown = cleaned.published.isoformat()
        raise JiazhuError(
            f"the date it displays, {shown}, is not plausible",
            path,
            fragment.line,
            "mend its source's rule",
            "fragment",
        )
    identity = fragment.url.encode() or data
    title = shown_title(fragment.title, rule)
    matter = OriginalMatter(
        id=hashlib.sha256(identity).hexdigest()[:12],
        title=title or truncate(next(filter(None, map(_words, cleaned.body.children)), ""), STANDS_IN),
        lang=rule.lang if rule else guess_tag(fragment.title + cleaned.body.text()),
        epoch=fragment.epoch,
        published=cleaned.published,
        source=rule.id if rule else generated_source(fragment.url).id,
        url=fragment.url,
        authors=cleaned.authors,
        image=cleaned.image,
        caption=cleaned.caption,
        fragment=fragment.name,
    )
    return Converted(
        matter=matter,
        body=body,
        moment=cleaned.published or datetime.fromtimestamp(fragment.epoch / 1000, UTC),
        print=body_fingerprint(body),
        difference=first_difference(cleaned.body, render_markdown(body)),
        line=line,
        missing=cleaned.missing,
        untitled=not title,
    )


def _words(node: Node | str) -> str:
    return (node if isinstance(node, str) else node.text()).strip()


def clean_fragment(fragment: Fragment, path: Path, rule: Source | None) -> Cleaned:
    """Clean a fragment by its source's rule. Raises JiazhuError where it is too long for that."""
    try:
        return clean(fragment.html, base_url=fragment.url, rule=rule)
    except TooLong as error:
        hint = "no article is that long: split it, or name it in raw/ignore.txt"
        raise JiazhuError(f"{error}", path, fragment.line, hint, "fragment") from None
