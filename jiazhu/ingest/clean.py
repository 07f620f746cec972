"""A fragment's HTML in; its clean HTML, and what belongs into the front matter, out."""

from __future__ import annotations

from datetime import datetime

from jiazhu.ingest.extract import take_out
from jiazhu.ingest.steps.builder import build
from jiazhu.ingest.steps.emails import reveal_emails
from jiazhu.ingest.steps.headings import bold_to_headings, drop_repeated_lead, regular_levels
from jiazhu.ingest.steps.soup import parse
from jiazhu.ingest.tree import Node, to_html
from jiazhu.limits import CLEAN_CHARACTERS, HTML_TAGS
from jiazhu.model import Image, Source
from jiazhu.record import Record

_MAX_WORDS = 300
"""Characters of what a step took away that are told: enough to find it in the fragment."""


class TooLong(ValueError):  # noqa: N818  # it says what is wrong
    """Raised for HTML that no article has."""


class Logged(Record):
    """One thing that cleaning took away or changed."""

    name: str
    """The step, or the key of the source's rule."""
    what: str
    """The words, address or selector it was about."""
    taken: str = ""
    """The words that a selector took away."""


class Cleaned(Record):
    """A fragment after cleaning."""

    body: Node
    """Its children are the blocks of the clean HTML."""
    published: datetime | None = None
    """What the page displayed, in the source's zone."""
    image: Image | None = None
    caption: str = ""
    authors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """The keys of the source's rule that found nothing."""
    steps: tuple[Logged, ...] = ()

    def html(self) -> str:
        """Write the body as clean HTML, a block a line."""
        return "\n".join(map(to_html, self.body.children))


def clean_html(html: str, *, base_url: str = "", rule: Source | None = None) -> str:
    """Clean a fragment's HTML.

    `base_url` is the page's address, for links that are relative to it; without a rule everything is kept.
    Raises TooLong.
    """
    return clean(html, base_url=base_url, rule=rule).html()


def clean(html: str, *, base_url: str = "", rule: Source | None = None) -> Cleaned:
    """Clean a fragment's HTML, and take out what the source's rule says belongs into the front matter.

    Raises TooLong.
    """
    if html.count("<") > HTML_TAGS:
        raise TooLong(f"it has more than {HTML_TAGS:,} tags")
    steps: list[Logged] = []

    def log(name: str, what: str, taken: str = "") -> None:
        steps.append(Logged(name=name, what=what[:_MAX_WORDS], taken=taken[:_MAX_WORDS]))

    scope = parse(html, log)
    reveal_emails(scope, html, log)
    matter = take_out(scope, rule, base_url, log) if rule else None
    body = build(scope, base_url, log)
    if sum(len(to_html(block)) for block in body.children) > CLEAN_CHARACTERS:
        raise TooLong(f"more than {CLEAN_CHARACTERS:,} characters are left of it after cleaning")
    if rule and rule.lead:
        repeat = drop_repeated_lead(body)
        if repeat:
            log("lead", repeat)
    if rule and rule.headings:
        for words in bold_to_headings(body, rule.headings.level):
            log("headings", words)
    for change in regular_levels(body):
        log("levels", change)
    if matter is None:
        return Cleaned(body=body, steps=tuple(steps))
    return Cleaned(
        body=body,
        published=matter.published,
        image=matter.image,
        caption=matter.caption,
        authors=matter.authors,
        missing=matter.missing,
        steps=tuple(steps),
    )
