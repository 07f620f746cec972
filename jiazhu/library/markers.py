"""A translation's body in; its segments out, or the body with one of them written, or all moved on to new blocks.

A marker is a line of its own, `<!-- ID… [was ID…] [STATE] -->`; all text up to the next translates the blocks it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from jiazhu.model import State
from jiazhu.record import Record

_ID = r"[0-9a-f]{8,12}(?:\.\d+)?"
_MARKER = re.compile(
    rf"<!--(?<![^\n]<!--)[ ]+(?P<ids>{_ID}(?:[ ]+{_ID})*)(?:[ ]+was[ ]+(?P<was>{_ID}(?:[ ]+{_ID})*))?"
    r"(?:[ ]+(?P<state>machine|draft|reviewed))?[ ]+-->[ \t]*(?=\n|\Z)"
)
_NEARLY = re.compile(r"^[ \t]*<!--[ \t]*[0-9a-fA-F]{8,12}(?:\.\d+)?(?![0-9a-zA-Z])[^\n]*", re.MULTILINE)
"""What a hand means as a marker, well written or not."""
COMMENT = re.compile(r"<!--(?P<words>.*?)-->", re.DOTALL)
"""Any comment, over several lines too."""


class Marker(Record):
    """What a marker line says."""

    ids: tuple[str, ...]
    """The blocks that the text below translates."""
    was: tuple[str, ...] = ()
    """Their earlier wording, which it was written for: while it says so, the text is stale."""
    state: State | None = None
    """Instead of the whole translation's."""

    def __str__(self) -> str:
        parts = [*self.ids, *(("was", *self.was) if self.was else ()), *((self.state,) if self.state else ())]
        return f"<!-- {' '.join(parts)} -->"


class Segment(Record):
    """A piece of a translation: a marker with the text below it."""

    marker: Marker
    text: str
    line: int
    """The marker's line in the body, counted from 0."""
    number: int
    """Its place among the segments, counted from 0."""
    blank: bool
    """Whether nothing is translated yet: no words, or comments alone."""


def own_state(wanted: State, present: State | None, whole: State) -> State | None:
    """Give the state that a marker shall say: none where the whole says it; what a hand wrote so already stays."""
    if wanted == (present or whole):
        return present
    return None if wanted == whole else wanted


def read_segments(body: str) -> tuple[str, list[Segment]]:
    """Split a translation's body: the text before the first marker, which should be none, and the segments."""
    matches = [*_MARKER.finditer(body)]
    starts = [match.start() for match in matches] + [len(body)]
    segments = []
    line = 0
    for number, (match, end) in enumerate(zip(matches, starts[1:], strict=True)):
        line += body.count("\n", starts[number - 1] if number else 0, match.start())
        text = body[match.end() : end].strip("\n")
        segments.append(Segment(marker=_read(match), text=text, line=line, number=number, blank=is_blank(text)))
    return body[: starts[0]].strip("\n"), segments


def is_blank(text: str) -> bool:
    """Tell whether a text has no words: it is empty, or comments alone."""
    return not (COMMENT.sub("", text) if "<!--" in text else text).strip()


def find_slips(body: str) -> Iterator[tuple[int, str]]:
    """Go through the lines that look like markers and are none, each with its number, counted from 0.

    Read as text, the words below would pass for the translation of another block. What a comment over several lines
    shows is none.
    """
    shown = [comment.span() for comment in COMMENT.finditer(body) if "\n" in comment[0]]
    for found in _NEARLY.finditer(body):
        if not _MARKER.fullmatch(found[0]) and not any(start < found.start() < end for start, end in shown):
            yield body.count("\n", 0, found.start()), found[0].strip()


def holds_marker(text: str) -> bool:
    """Tell whether a text would be cut in two by a line of its own."""
    return _MARKER.search(text) is not None


def write_segment(body: str, number: int, marker: Marker, text: str) -> str:
    """Put another marker and text in the place of a body's segment, counted from 0; no other line changes."""
    matches = [*_MARKER.finditer(body)]
    end = matches[number + 1].start() if number + 1 < len(matches) else len(body)
    old = body[matches[number].end() : end]
    below = old[len(old.rstrip("\n")) :] if old.strip("\n") else "\n\n"
    head = f"{_line(matches[number], marker)}\n{text}".rstrip("\n")
    return f"{body[: matches[number].start()]}{head}{below if body[end:] else ''}{body[end:]}"


def write_marker(body: str, number: int, marker: Marker) -> str:
    """Put another marker in the place of that of a body's segment, counted from 0; no other line changes."""
    match = [*_MARKER.finditer(body)][number]
    return f"{body[: match.start()]}{_line(match, marker)}{body[match.end() :]}"


def insert_segment(body: str, order: Sequence[str], marker: Marker, text: str) -> str:
    """Put a new segment into a body, behind that of the nearest block before its own.

    `order` holds the ids of the original's blocks; a segment that names none of them comes last.
    """
    places = {id_: place for place, id_ in enumerate(order)}
    place = min((places[id_] for id_ in marker.ids if id_ in places), default=len(order))
    before, at = -1, None
    matches = [*_MARKER.finditer(body)]
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        named = [places[id_] for id_ in _read(match).ids if places.get(id_, place) < place]
        if named and max(named) > before:
            before, at = max(named), following.start() if following else len(body)
    if at is None:
        at = matches[0].start() if matches and place < len(order) else len(body)
    parts = [body[:at].rstrip("\n"), _written(marker, text), body[at:].strip("\n")]
    return "\n\n".join(filter(None, parts))


def follow_changes(body: str, changed: Mapping[str, str]) -> str:
    """Move the markers of a translation on to the changed wording of its original's blocks.

    `changed` maps old ids to new. A marker keeps the first wording it was written for under `was`, and loses that
    when the wording returns. Lines of markers that name no changed block stay as they are.
    """

    def moved(match: re.Match[str]) -> str:
        marker = _read(match)
        ids = tuple(changed.get(id_, id_) for id_ in marker.ids)
        if ids == marker.ids:
            return match[0]
        was = marker.was or marker.ids
        return str(Marker(ids=ids, was=() if was == ids else was, state=marker.state))

    return _MARKER.sub(moved, body)


def _line(match: re.Match[str], marker: Marker) -> str:
    """Write a marker in the place of another; one that says the same stays as a hand wrote it."""
    return match[0] if _read(match) == marker else str(marker)


def _written(marker: Marker, text: str) -> str:
    return f"{marker}\n{text}".rstrip("\n")


def _read(match: re.Match[str]) -> Marker:
    was = tuple((match["was"] or "").split())
    return Marker(ids=tuple(match["ids"].split()), was=was, state=cast("State | None", match["state"]))
