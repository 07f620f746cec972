"""A translation's body in, its marker lines read or moved on to the original's new blocks out.

A marker is a line of its own, `<!-- ID… [was ID…] [STATE] -->`; all text up to the next translates the blocks it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from jiazhu.model import State, record

_ID = r"[0-9a-f]{8,12}(?:\.\d+)?"
_MARKER = re.compile(
    rf"^<!--[ ]+(?P<ids>{_ID}(?:[ ]+{_ID})*)(?:[ ]+was[ ]+(?P<was>{_ID}(?:[ ]+{_ID})*))?"
    r"(?:[ ]+(?P<state>machine|draft|reviewed))?[ ]+-->[ \t]*$",
    re.MULTILINE,
)


@record
class Marker:
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


@record
class Segment:
    """A piece of a translation: a marker with the text below it."""

    marker: Marker
    text: str
    line: int
    """The marker's line in the body, counted from 0."""


def read_segments(body: str) -> tuple[str, list[Segment]]:
    """Split a translation's body: the text before the first marker, which should be none, and the segments."""
    matches = [*_MARKER.finditer(body)]
    starts = [match.start() for match in matches] + [len(body)]
    segments = [
        Segment(marker=_read(match), text=body[match.end() : end].strip("\n"), line=body.count("\n", 0, match.start()))
        for match, end in zip(matches, starts[1:], strict=True)
    ]
    return body[: starts[0]].strip("\n"), segments


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


def _read(match: re.Match[str]) -> Marker:
    was = tuple((match["was"] or "").split())
    return Marker(ids=tuple(match["ids"].split()), was=was, state=cast("State | None", match["state"]))
