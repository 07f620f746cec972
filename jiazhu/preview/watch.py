"""Folders in; a sign for each time that what a site is made of has changed in them out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

QUIET_MS = 20
"""Several quick saves make one build: it begins when nothing has changed for so long, ..."""
SETTLE_MS = 100
"""... or at the latest after this. What changes during a build makes one more, however much it is."""


def changes_in(folders: Sequence[Path], site: Path) -> AsyncIterator[object]:
    """Give a sign for each change of sources, from when the first is asked for; `site` is the output, and no source."""
    return awatch(
        *(folder.resolve() for folder in folders),
        watch_filter=source_filter(site.resolve()),
        debounce=SETTLE_MS,
        step=QUIET_MS,
    )


def source_filter(site: Path) -> Callable[[Change, str], bool]:
    """Make the filter of what a site is made of: not the site itself, which may stand among its sources."""
    by_itself = DefaultFilter()

    def is_source(change: Change, name: str) -> bool:
        path = Path(name)
        first = path.relative_to(site.parent).parts[:1] if path.is_relative_to(site.parent) else ()
        written = any(step == site.name or step.startswith(f".{site.name}.") for step in first)
        return by_itself(change, name) and not written

    return is_source
