"""What a file of the site is made of in; the step that makes it, taken only where that changed, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from jiazhu.record import Record

Files = Iterable[tuple[str, bytes | Path]]
"""Each path below the output folder, with its bytes, or the file that it is."""


class Step(Record):
    """Some files of the site, before they are made."""

    name: str
    """What no other step is called; where it makes one file, its path below the output folder."""
    key: object
    """What they are made of beside what is used to make them: text and numbers, in tuples."""
    make: Callable[[], Files]
    age: float = 0.0
    """How old the articles are that it shows: from 0, the newest, to 1. Steps of like age have most in common."""
    seen: bool = False
    """Whether a reader sees it as a page: in a preview, these come first."""
