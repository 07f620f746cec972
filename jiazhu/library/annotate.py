"""An article and quoted words in; its `notes.yaml` with a note more, or with one anchored anew, out."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from jiazhu.errors import JiazhuError, Problem, Problems, SchemaError, nearest
from jiazhu.files import read_text
from jiazhu.library.anchors import lost_words
from jiazhu.library.note_entries import add_entry, change_entry, entry_line, read_entries
from jiazhu.library.notes import KIND, NOTES_FILE, load_notes
from jiazhu.library.saving import write_file
from jiazhu.library.strict_yaml import yaml_line
from jiazhu.library.wording import Wordings
from jiazhu.model import Article, Note
from jiazhu.record import Record
from jiazhu.text.anchor import bare, block_hash
from jiazhu.text.likeness import borders, likeness
from jiazhu.text.quotes import Found, exact_places, find_quote, shared_beginning

ALIKE = 0.5
"""From this likeness on, words in the text may be those that somebody meant to quote."""


class Annotated(Record):
    """What became of a note."""

    path: Path
    line: int
    """Of its entry."""
    id: str
    in_: str
    at: str
    quote: str
    """The words that it is anchored to, as they are written."""
    changed: bool
    """Whether the file is another now."""


class _Place(Record):
    """Where words stand in an article."""

    in_: str
    at: str
    start: int
    end: int


def add_note(
    article: Article,
    quote: str,
    *,
    in_: str = "",
    at: str = "",
    beside: tuple[str, str] = ("", ""),
    kind: str,
    keys: Mapping[str, object],
    was: str | None = None,
) -> Annotated:
    """Write a note at the end of an article's `notes.yaml`.

    The words must stand in its texts exactly once, white space aside; `in_` (a language code) and `at` (title, summary,
    caption or body) say in which. Of several places, that is meant where most is as `beside` says: what stands before
    and behind the words. `keys` come behind the quote; `was` is as for `write_file`. Raises JiazhuError where the words
    are not there, and SchemaError with each place where they stand more than once, or with what is wrong with the keys.
    """
    wordings = Wordings(article)
    if in_ and in_ not in wordings.languages:
        hint = f"it has {', '.join(wordings.languages)}"
        raise JiazhuError(f"the article has no text in `{in_}`", article.path.parent, hint=hint, kind=KIND)
    place = _only_place(wordings, quote, in_, at, path=article.path.parent, beside=beside)
    before, words, after = _anchor(wordings, place)
    path = article.path.with_name(NOTES_FILE)
    text = read_text(path, KIND) if path.exists() else ""
    id_ = _new_id(
        (place.in_, place.at, words, before, after), {str(entry.get("id")) for entry in read_entries(text, path)}
    )
    entry = {
        "id": id_,
        "kind": kind,
        "in": place.in_,
        **({"at": place.at} if place.at != "body" else {}),
        "quote": words,
        **({"before": before} if before else {}),
        **({"after": after} if after else {}),
        **keys,
    }
    new, line = add_entry(text, path, entry)
    faults = Problems()
    load_notes(path, faults, new)
    mine = [fault for fault in faults if fault.line >= line and fault.severity == "error"]
    if mine:
        raise SchemaError(mine)
    write_file(path, new, was=was)
    return Annotated(path=path, line=line, id=id_, in_=place.in_, at=place.at, quote=words, changed=True)


def accept_note(
    article: Article, id_: str, quote: str = "", *, beside: tuple[str, str] = ("", ""), was: str | None = None
) -> Annotated:
    """Anchor a note to the words that it was found at, or to others; the earlier ones are kept under its `was`.

    `beside` and `was` are as for `add_note`. Nothing changes for a note whose words stand where they did. Raises
    JiazhuError where there is no such note, where its words are gone and no `quote` is given, and where that stands not
    exactly once in the text that it is `in`.
    """
    path = article.path.with_name(NOTES_FILE)
    text = read_text(path, KIND) if path.exists() else ""
    entries = read_entries(text, path)
    note = _note(article, id_, path, [str(entry.get("id")) for entry in entries])
    index = next(at for at, entry in enumerate(entries) if (entry.get("id"), entry.get("quote")) == (id_, note.quote))
    wordings = Wordings(article)
    if quote:
        place = _only_place(wordings, quote, note.in_, note.at, path=wordings.path(note.in_), beside=beside)
    else:
        found = _found(article, note, wordings, path, yaml_line(text, index, "quote"))
        place = _Place(in_=note.in_, at=note.at, start=found.start, end=found.end)
    words = {"quote": note.quote, "before": note.before, "after": note.after}
    if quote or found.how != "exact":
        before, exact, after = _anchor(wordings, place)
        now = {"quote": exact, "before": before, "after": after}
        words |= {key: value for key, value in now.items() if bare(value) != bare(words[key])}
    new = change_entry(text, path, index, words, " ".join(note.quote.split()) if words["quote"] != note.quote else "")
    if new != text:
        write_file(path, new, was=was)
    return Annotated(
        path=path,
        line=yaml_line(new, index, "quote"),
        id=id_,
        in_=note.in_,
        at=note.at,
        quote=words["quote"].strip(),
        changed=new != text,
    )


def _found(article: Article, note: Note, wordings: Wordings, path: Path, line: int) -> Found:
    text = wordings.plain(note.in_, note.at)
    found = find_quote(text, bare(note.quote), bare(note.before), bare(note.after))
    if found is None:
        fault, hint = lost_words(article, note, text)
        raise JiazhuError(fault, path, line, hint, KIND)
    return found


def _only_place(wordings: Wordings, quote: str, in_: str, at: str, *, path: Path, beside: tuple[str, str]) -> _Place:
    """Find words that stand exactly once, or once as `beside` says. Raises JiazhuError or SchemaError."""
    wanted, told = bare(quote), " ".join(quote.split())
    if not wanted:
        raise JiazhuError("nothing is quoted", path, hint="copy the words that the note speaks of", kind=KIND)
    places = [
        _Place(in_=code, at=part, start=start, end=start + len(wanted))
        for code, part, wording in wordings.all(in_, at)
        for start in exact_places(wording.plain, wanted)
    ]
    if not places:
        hint = _nearest_words(wordings, wanted, in_, at)
        raise JiazhuError(f"the words “{told}” are not there", path, hint=hint, kind=KIND)
    places = _likeliest(wordings, places, bare(beside[0]), bare(beside[1]))
    if len(places) > 1:
        hint = "quote more words, or say which text they are in: --in LANGUAGE, --at title, summary, caption or body"
        text = f"the words “{told}” stand {len(places)} times"
        raise SchemaError(
            [Problem(kind=KIND, path=path, text=text, hint=hint), *(_candidate(wordings, place) for place in places)]
        )
    return places[0]


def _likeliest(wordings: Wordings, places: Sequence[_Place], before: str, after: str) -> list[_Place]:
    """Keep the places beside which most characters are those that should stand there."""

    def alike(place: _Place) -> int:
        text = wordings.plain(place.in_, place.at)
        ahead, behind = text[: place.start][::-1], text[place.end :]
        return shared_beginning(ahead, before[::-1]) + shared_beginning(behind, after)

    most = max(map(alike, places))
    return [place for place in places if alike(place) == most]


def _candidate(wordings: Wordings, place: _Place) -> Problem:
    wording = wordings.of(place.in_, place.at)
    before, words, after = wording.around(place.start, place.end)
    return Problem(
        kind=KIND,
        path=wordings.path(place.in_),
        line=wordings.line(place.in_, place.at, place.start),
        text=f"{place.in_} {place.at}: {before}[{words}]{after}",
    )


def _nearest_words(wordings: Wordings, wanted: str, in_: str, at: str) -> str:
    """Word a hint with the words that are most like those wanted."""
    best, hint = ALIKE, "copy them from the article; white space does not count"
    for code, part, wording in wordings.all(in_, at):
        start, end = borders(wording.plain, "", wanted, "")
        alike = likeness(wanted, wording.plain[start:end])
        if start < end and alike > best:
            _, words, _ = wording.around(start, end)
            best, hint = alike, f"did you mean “{words}”, in {code} {part}?"
    return hint


def _anchor(wordings: Wordings, place: _Place) -> tuple[str, str, str]:
    """Give the words before, in and behind a place, by which it will be found again."""
    wording = wordings.of(place.in_, place.at)
    before, words, after = (text.strip() for text in wording.around(place.start, place.end))
    found = find_quote(wording.plain, bare(words), bare(before), bare(after))
    if found is None or found.start != place.start or found.how != "exact":
        hint = "quote more of what stands there"
        line = wordings.line(place.in_, place.at, place.start)
        text = f"“{words}” is too little to be found again"
        raise JiazhuError(text, wordings.path(place.in_), line, hint, KIND)
    return before, words, after


def _new_id(anchor: Sequence[str], taken: Container[str]) -> str:
    """Name a note by the hash of its place and words: `n` and 6 hex digits, and `-2`, `-3` … where that is taken.

    An id is an address for ever, and nothing tells which numbers deleted notes have had.
    """
    id_ = f"n{block_hash(chr(0).join(anchor), 6)}"
    numbered = (f"{id_}-{number}" for number in count(2))
    return next(each for each in chain([id_], numbered) if each not in taken)


def _note(article: Article, id_: str, path: Path, ids: Sequence[str]) -> Note:
    for note in article.notes:
        if note.id == id_:
            return note
    if id_ in ids:
        raise JiazhuError(
            f"the note `{id_}` is faulty", path, entry_line(path, id_), "`check` says why: mend that first", KIND
        )
    hint = nearest(id_, ids, f"there are {', '.join(ids)}" if ids else "`notes add` makes one")
    raise JiazhuError(f"there is no note `{id_}`", path, hint=hint, kind=KIND)
