"""Folders in; which files of what a site is made of have changed in them out, each time that some have."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

QUIET_MS = 20
"""Several quick saves make one build: it begins when nothing has changed for so long, ..."""
SETTLE_MS = 100
"""... or at the latest after this. What changes during a build makes one more, however much it is."""


def changes_in(folders: Sequence[Path], site: Path) -> AsyncIterator[set[Path]]:
    """Give the sources that have changed, from when it is asked first; `site` is the output, and no source."""
    resolved = [folder.resolve() for folder in folders]
    changes = awatch(*resolved, watch_filter=source_filter(site.resolve()), debounce=SETTLE_MS, step=QUIET_MS)
    return ({Path(name) for _, name in found} async for found in changes)


def source_filter(site: Path) -> Callable[[Change, str], bool]:
    """Make the filter of what a site is made of: not the site itself, which may stand among its sources."""
    by_itself = DefaultFilter()

    def is_source(change: Change, name: str) -> bool:
        path = Path(name)
        first = path.relative_to(site.parent).parts[:1] if path.is_relative_to(site.parent) else ()
        written = any(step == site.name or step.startswith(f".{site.name}.") for step in first)
        return by_itself(change, name) and not written

    return is_source
