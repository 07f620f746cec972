"""What a form of the preview says, as bytes, in; a record of it out."""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec
from msgspec import field

from jiazhu.model import State, Words
from jiazhu.record import Record
from jiazhu.text.characters import writable


class Place(Record):
    """Words that an editor has selected."""

    quote: str
    language: str = ""
    """The code of the text that they are in, and `at` its part: empty where the page does not tell."""
    at: Literal["", "title", "summary", "caption", "body"] = ""
    before: str = ""
    after: str = ""
    """What stands beside them on the page."""


class NoteForm(Record):
    """A new note."""

    hash: str
    """Of the file as it was when the form was opened, here and below; empty where there was none."""
    place: Place
    kind: str
    note: Words
    sources: tuple[dict[str, str], ...] = ()
    by: str = ""
    verdict: str = "unverified"
    replacement: str = ""


class AnchorForm(Record):
    """A note's new words."""

    hash: str
    place: Place
    id: str


class TranslationForm(Record):
    """A block's translation, or that of a title, summary or caption."""

    hash: str
    language: str
    part: str
    """`title`, `summary` or `caption`, or the ids of the blocks with spaces between them."""
    text: str
    state: State


class TagsForm(Record):
    """An article's tags."""

    hash: str
    """Of the original."""
    tags: tuple[str, ...]


class NameForm(Record):
    """A new entity."""

    hash: str
    """Of `entities.yaml`."""
    id: str
    type: str
    name: Words
    about: Words = field(default_factory=dict)


Form = TypeVar("Form", NoteForm, AnchorForm, TranslationForm, TagsForm, NameForm)


def read_form(data: bytes, type_: type[Form]) -> Form:
    """Read a form, with its texts as files have them: `\\n` ends lines, and there are no control characters.

    Raises msgspec.MsgspecError where it is none, such as one that our own page would never send.
    """
    try:
        return msgspec.convert(_as_in_files(msgspec.json.decode(data)), type_)
    except (RecursionError, UnicodeError) as error:
        raise msgspec.DecodeError("no form of ours") from error


def _as_in_files(value: object) -> object:
    if isinstance(value, str):
        return writable(value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {_as_in_files(key): _as_in_files(inner) for key, inner in value.items()}
    return [_as_in_files(inner) for inner in value] if isinstance(value, list) else value
