"""The editor's notes, as an article's `notes.yaml` says them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from jiazhu.model.base import Words
from jiazhu.record import Record


class Claim(Record):
    """Who says something, and whether it is so."""

    by: str
    verdict: Literal["supported", "disputed", "false", "outdated", "unverified"]


class NoteSource(Record):
    """A page on which a note rests."""

    url: str
    title: str = ""
    lang: str = ""
    """BCP 47."""


class Note(Record):
    """An annotation, anchored to quoted words of an article."""

    id: str
    """Its address within the article."""
    kind: Literal["context", "translation", "claim", "correction", "source"]
    in_: str
    """The language code of the text that is quoted. The key is `in`: a Python keyword takes an underscore."""
    at: Literal["title", "summary", "caption", "body"] = "body"
    quote: str
    before: str = ""
    after: str = ""
    """Words beside the quote, which tell it from others of the same words."""
    claim: Claim | None = None
    """What a note of kind `claim` is about."""
    replacement: str = ""
    """What a note of kind `correction` puts in the place of the quote."""
    note: Words
    """What the editor says, by language code."""
    sources: tuple[NoteSource, ...] = ()
    by: str = ""
    date: date | None = None
    was: tuple[str, ...] = ()
    """Words that it was anchored to before, the first ones first."""
