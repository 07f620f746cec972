"""Entries in, a gettext PO file out; and the way back.

An entry is a title, a summary, a caption, or the blocks under one marker. Babel reads and writes the format; what is
merged into which translation is known by the entry's context alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError
from babel.messages.pofile import read_po as read_catalog
from babel.messages.pofile import write_po as write_catalog

from jiazhu.errors import JiazhuError, Problem, Problems
from jiazhu.files import read_text
from jiazhu.record import Record
from jiazhu.text.languages import locale_of

KIND: Final = "po"

_UNPORTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_EXPORTED = re.compile(r"exported ([0-9a-f]{8})(, fuzzy)?")


class Stamp(NamedTuple):
    """A translation in short, by which it is known whether it has changed since."""

    hash: str
    fuzzy: bool

    def __str__(self) -> str:
        return f"exported {self.hash}{', fuzzy' if self.fuzzy else ''}"


class Entry(Record):
    """Something of an article to translate, with its translation."""

    article: str
    """Its slug."""
    part: str
    """`title`, `summary` or `caption`; else the ids of the blocks, with spaces between them."""
    source: str
    text: str
    """Empty where it is not translated."""
    fuzzy: bool
    """Whether somebody has to look at it: it is stale, a machine's, or a draft."""
    comments: tuple[str, ...] = ()
    """For the translator."""
    reference: str = ""
    """The original's file, below the content folder."""
    exported: Stamp | None = None
    """What the file said of it when it was exported; None where a tool has dropped that."""
    line: int = 0
    """Its line in a PO file that was read."""

    @property
    def context(self) -> str:
        """What it is known by."""
        return f"{self.article}/{self.part}"

    @property
    def stamp(self) -> Stamp:
        """The translation in short, as it is now."""
        return stamp(self.text, fuzzy=self.fuzzy)

    def is_changed(self, present: str, *, fuzzy: bool) -> bool:
        """Tell whether a translator has changed it; where a tool dropped the stamp, whether it differs at all.

        `present` are the words in the translation's file, `fuzzy` is whether they would be exported as such.
        """
        return self.stamp != (self.exported or stamp(present, fuzzy=fuzzy))

    def overwrites(self, present: str, *, reviewed: bool) -> bool:
        """Tell whether words in the translation's file would be lost that are not those that were exported.

        Where a tool dropped the stamp, these are any that are `reviewed`.
        """
        if not present or present == self.text:
            return False
        return stamp(present).hash != self.exported.hash if self.exported else reviewed


def stamp(text: str, *, fuzzy: bool = False) -> Stamp:
    """Put a translation in short: the first 8 hex digits of its SHA-256."""
    return Stamp(hashlib.sha256(text.encode()).hexdigest()[:8], fuzzy)


def portable(text: str) -> str:
    """Write a text so that all programs that read PO read the same.

    Line ends are `\\n`, and none stands at an end: the two texts of an entry would have to agree on it. Control
    characters, and what some take for a line's end, become spaces; spaces alone are nothing.
    """
    carried = _UNPORTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return carried if carried.strip() else ""


def conflict(entry: Entry, path: Path, line: int, po: Path) -> Problem:
    """Report an entry that would overwrite what a hand wrote in a translation's file since the export."""
    return Problem(
        kind=KIND,
        path=path,
        line=line,
        text=f"changed here since {po} was exported: `{entry.context}` on its line {entry.line} is not taken",
        hint="export again, and put the new words there",
    )


def refusal(entry: Entry, po: Path, fault: str, hint: str) -> Problem:
    """Report an entry that cannot stand in a file."""
    text = f"{fault} in `{entry.context}`: it is not taken"
    return Problem(kind=KIND, path=po, line=entry.line, text=text, hint=hint)


def write_po(entries: Iterable[Entry], *, code: str, project: str, moment: datetime) -> bytes:
    """Write a PO file for a language; the same entries make the same bytes.

    `project` is the digest's title, `moment` that of its newest article: it stands in for a clock.
    """
    catalog = Catalog(
        locale=locale_of(code),
        header_comment="# Texts are Markdown. `jiazhu po import` takes them back.",
        project=" ".join(project.split()),
        version=f"{moment:%Y-%m-%d}",
        creation_date=moment,
        revision_date=moment,
        language_team=code,
        fuzzy=False,
    )
    catalog.msgid_bugs_address = catalog.last_translator = ""  # nobody's, and not Babel's words for a form to fill in
    for entry in entries:
        message = Message(
            entry.source,
            entry.text,
            locations=[(entry.reference, None)],  # type: ignore[list-item]  # no line: it would change too often
            auto_comments=(*entry.comments, str(entry.exported)),
            context=entry.context,
        )
        message.flags = {"fuzzy"} if entry.fuzzy else set()  # a percentage is no format of a program's
        catalog[entry.source] = message
    file = BytesIO()
    write_catalog(file, catalog, width=0, include_previous=True)
    return file.getvalue()


def read_po(path: Path, problems: Problems) -> tuple[str, list[Entry]]:
    """Read a PO file: its language, as its header says it, and its entries. What is none of ours is reported.

    Raises JiazhuError where it is no PO file, or does not say its language.
    """
    text = read_text(path, KIND, controls=True)  # an entry that holds some is told alone
    try:
        # Lines end at `\n` alone: other characters that Python takes for a line's end stand in texts.
        catalog = read_catalog(StringIO(text), ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        raise _no_po(str(error).rpartition(" on ")[0], path, error.lineno + 1) from None
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:  # what Babel does not expect
        raise _no_po(str(error), path, 1) from None
    if not catalog.locale_identifier:
        raise JiazhuError("no `Language` in the header", path, 1, "add the line `Language: …` of the export", KIND)
    return catalog.locale_identifier, list(_entries(catalog, path, problems))


def _entries(catalog: Catalog, path: Path, problems: Problems) -> Iterator[Entry]:
    for message in catalog:
        if not message.id:
            continue
        article, _, part = (message.context or "").rpartition("/")
        if not article or not isinstance(message.id, str) or not isinstance(message.string, str):
            text, hint = "an entry that is none of a digest's", "import what `po export` wrote"
            problems.add(Problem(kind=KIND, path=path, line=message.lineno or 0, text=text, hint=hint))
            continue
        yield Entry(
            article=article,
            part=part,
            source=message.id,
            text=message.string.replace("\r\n", "\n").replace("\r", "\n").strip("\n"),
            fuzzy=message.fuzzy,
            exported=_stamp_in(message.auto_comments),
            line=message.lineno or 0,
        )


def _stamp_in(comments: Sequence[str]) -> Stamp | None:
    for comment in comments:
        found = _EXPORTED.fullmatch(comment)
        if found:
            return Stamp(found[1], bool(found[2]))
    return None


def _no_po(said: str, path: Path, line: int) -> JiazhuError:
    return JiazhuError(f"no PO file: {said or 'it cannot be read'}", path, line, "import what `po export` wrote", KIND)
