"""One fragment's bytes in, the original of an article out: nothing is read or written here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.ingest.clean import clean
from jiazhu.ingest.fragment import parse_fragment
from jiazhu.ingest.rules import find_source, shown_title
from jiazhu.ingest.selfcheck import first_difference
from jiazhu.ingest.serialize import write
from jiazhu.library.sources import generated_source
from jiazhu.model import OriginalMatter, Source, record
from jiazhu.text.languages import guess_tag
from jiazhu.text.markdown import render_markdown


@record
class Converted:
    """What a fragment became."""

    matter: OriginalMatter
    body: str
    moment: datetime
    """The article's date: what the page displayed, else when it was fetched."""
    difference: str | None
    """Where the Markdown does not come back as the cleaned HTML; None where all of it does."""


def convert_fragment(data: bytes, path: Path, sources: Sequence[Source]) -> Converted:
    """Clean a fragment and write it as Markdown, and check that this comes back the same.

    `path` is where it came from. Raises JiazhuError where it is no fragment.
    """
    fragment = parse_fragment(data, path.name, path)
    rule = find_source(sources, fragment.url)
    cleaned = clean(fragment.html, base_url=fragment.url, rule=rule)
    body = write(cleaned.body)
    if not body and not cleaned.image:
        raise JiazhuError(
            "nothing is left of it after cleaning", path, fragment.line, "name it in raw/ignore.txt", "fragment"
        )
    identity = fragment.url.encode() or data
    matter = OriginalMatter(
        id=hashlib.sha256(identity).hexdigest()[:12],
        title=shown_title(fragment.title, rule),
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
        difference=first_difference(cleaned.body, render_markdown(body)),
    )
