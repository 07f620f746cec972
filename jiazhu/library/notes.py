"""An article's `notes.yaml` in, its notes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from jiazhu.errors import Problem, Problems
from jiazhu.library.frontmatter import LineOf
from jiazhu.library.matter import is_plausible
from jiazhu.library.records import read_records
from jiazhu.limits import FIRST_YEAR, LAST_YEAR, NOTES
from jiazhu.model import Note
from jiazhu.text.addresses import is_slug, is_web_url
from jiazhu.text.anchor import bare
from jiazhu.text.bounds import too_much
from jiazhu.text.languages import CODE

KIND: Final = "notes"
NOTES_FILE = "notes.yaml"
"""The name of the file in an article's folder."""

_OF_A_KIND = {"claim": ("claim", "{by: …, verdict: unverified}"), "replacement": ("correction", "the right words")}
"""Keys that notes of one kind need, and no others have; with what they take."""


def load_notes(path: Path, problems: Problems, text: str | None = None) -> tuple[Note, ...]:
    """Read an article's notes, in the order of the file; a faulty one is reported in `problems` and left out.

    `text` is what the file will hold, where that is not written yet.
    """
    notes: dict[str, Note] = {}
    lines: dict[str, LineOf] = {}
    for number, (note, line_of) in enumerate(_records(path, problems, text), 1):
        if number > NOTES:
            words, hint = f"more than {NOTES:,} notes on one article", "take out what is least needed"
            problems.add(Problem(kind=KIND, path=path, line=line_of("id"), text=words, hint=hint))
            break
        faults = [
            Problem(kind=KIND, path=path, line=line_of(*where), text=text, hint=hint)
            for where, text, hint in _faults(note)
        ]
        if note.id in notes:
            text, hint = f"the note `{note.id}` stands twice", f"it is on line {lines[note.id]('id')} too: rename one"
            faults.append(Problem(kind=KIND, path=path, line=line_of("id"), text=text, hint=hint))
        said = {code: words for code, words in note.note.items() if bare(words)}
        if not said:
            text, hint = f"the note `{note.id}` says nothing yet", "write it in one language at least, such as {en: …}"
            faults.append(Problem(kind=KIND, path=path, line=line_of("note"), text=text, hint=hint, severity="warning"))
        problems.add(*faults)
        if not faults:
            notes[note.id], lines[note.id] = replace(note, note=said), line_of
    return tuple(notes.values())


def _records(path: Path, problems: Problems, text: str | None) -> Iterator[tuple[Note, LineOf]]:
    with problems.collect():  # an article does without a file that cannot be read
        yield from read_records(path, Note, KIND, problems, text)


def _faults(note: Note) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Go through what no type can say: where it stands, fault and hint."""
    if not is_slug(note.id):
        yield ("id",), f"the note `{note.id}` is no address", "letters, digits, `-`"
    if not CODE.fullmatch(note.in_):
        yield ("in",), f"`in` is `{note.in_}`: no language code", "that of the text you quote, such as zh or en"
    if not bare(note.quote):
        yield ("quote",), f"the note `{note.id}` quotes nothing", "copy the words that it speaks of"
    for code in note.note:
        if not CODE.fullmatch(code):
            yield ("note", code), f"`note.{code}`: `{code}` is no language code", "such as zh or en"
    if note.date and not is_plausible(note.date):
        yield ("date",), f"`{note.date}`: no plausible date", f"expected one in {FIRST_YEAR} to {LAST_YEAR}"
    for code, words in note.note.items():
        if excess := too_much(words):
            yield ("note", code), excess[1], excess[2]
    yield from _faults_of_kind(note)
    yield from _faults_of_sources(note)


def _faults_of_kind(note: Note) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for key, (kind, wanted) in _OF_A_KIND.items():
        given = bool(getattr(note, key))
        if given and note.kind != kind:
            yield (key,), f"`{key}` in a note of kind `{note.kind}`", f"remove it, or make the kind `{kind}`"
        if not given and note.kind == kind:
            yield ("kind",), f"a {kind} without `{key}`", f"add `{key}`: {wanted}"


def _faults_of_sources(note: Note) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, source in enumerate(note.sources):
        if not is_web_url(source.url):
            yield ("sources", index), f"`{source.url}` is no address on the web", "write it with https:// or http://"
        if source.lang and not CODE.fullmatch(source.lang.lower()):
            yield ("sources", index), f"`{source.lang}`: no language", "a BCP 47 tag, such as zh-Hans or en"
