"""What is to be moved into a site, and what is to go from it, in; done one by one, by this build or the next, out.

Files are moved in an order in which no page leads to what is not there: new files first, then those that others have
already, then away with what is no more.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jiazhu.site.folders import make_way, remove_empty

Kept = tuple[Path, Path]
"""A file that tells of a site, and the place where it belongs from when the site is there."""


class Journal:
    """What a build that is killed has begun, in a file."""

    def __init__(self, path: Path, source: Path, target: Path) -> None:
        """Files of the folder `source` are to be moved to the same place in `target`."""
        self._path = path
        self._source = source
        self._target = target

    def exists(self) -> bool:
        """Tell whether something has been begun."""
        return self._path.exists()

    def write(self, names: Collection[str], last: Collection[str], gone: Sequence[str], manifest: Kept | None) -> None:
        """Begin: from now on this or another build does what is to be done.

        `names` are the files to be moved, `last` those that are there already, `gone` those that are no more.
        """
        ordered = sorted(names, key=lambda name: (name in last, name.endswith(".html"), name))
        journal = {"names": ordered, "gone": gone, "manifest": [*map(str, manifest)] if manifest else None}
        part = self._source / self._path.name
        part.write_bytes(json.dumps(journal).encode())
        part.replace(self._path)

    def carry_out(self) -> None:
        """Do what has been begun, or what is left of it; nothing where it cannot be read.

        By their stamps, the next build sees which files are not right.
        """
        journal = self._read()
        if not journal:
            return
        for name in journal["names"]:
            source, target = self._source / name, self._target / name
            if source.exists():
                make_way(target, self._target)
                source.replace(target)
        for name in journal["gone"]:
            path = self._target / name
            if not path.is_dir():  # as what has made way for one is now
                with suppress(FileNotFoundError, NotADirectoryError):
                    path.unlink()
            remove_empty(path.parent, self._target)
        if journal["manifest"]:
            take(tuple(map(Path, journal["manifest"])))

    def _read(self) -> dict[str, Any]:
        try:
            read = json.loads(self._path.read_bytes())
        except ValueError:
            return {}
        return read if isinstance(read, dict) and read.keys() == {"names", "gone", "manifest"} else {}


def take(manifest: tuple[Path, ...]) -> None:
    """Put a manifest where it belongs. Where that cannot be, the one before stays: its stamps are of other files."""
    part, path = manifest
    with suppress(OSError):
        part.replace(path)
