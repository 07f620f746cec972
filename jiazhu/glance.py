"""Folders in; whether anything in them is another than when they were looked at last, out: without opening a file."""

from __future__ import annotations

import marshal
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from jiazhu.cache import read_whole, write_whole
from jiazhu.files import beneath

UNSURE_NS = 2_000_000_000
"""What was written so shortly before a command began may change again without a trace: file systems tell times in
steps, the coarsest (FAT) of two seconds."""

_PACKAGE = Path(__file__).parent

_Entry = tuple[str, int, int, int]
"""A path, its size in bytes, and the times of its contents and of the entry itself in ns; a folder has no size."""


class Glance:
    """What a command looked at and what it left, as the file system tells of it; kept in a file."""

    def __init__(self, path: Path, about: str) -> None:
        """`about` is what else the outcome hangs on, such as the command's options."""
        self._path = path
        self._begun = time.time_ns()
        self._about = f"{about} {sys.version} {sys.prefix}"

    def said(self) -> list[str] | None:
        """Give what was said the last time, where nothing at all has changed since; None where anything has."""
        data = read_whole(self._path)
        if data is None:
            return None
        with suppress(OSError, ValueError, EOFError, TypeError):
            # As in `jiazhu.cache`: a file of the program's own, whose hash holds, read by what runs nothing.
            about, said, read, made = cast(
                "tuple[str, list[str], Sequence[_Entry], Sequence[_Entry]]",
                marshal.loads(data),  # noqa: S302 -- see above
            )
            stat = os.stat
            if about != self._about:
                return None
            for path, size, written, changed in read:
                now = stat(path)
                if now.st_mtime_ns != written or now.st_ctime_ns != changed or (size >= 0 and now.st_size != size):
                    return None
            for path, size, written, _ in made:
                now = stat(path)
                if now.st_mtime_ns != written or (size >= 0 and now.st_size != size):
                    return None
            return said
        return None

    def keep(self, said: Sequence[str], read: Iterable[Path], made: Path) -> None:
        """Keep what was said, with the files and folders that were read, the program, and what was made.

        Where some of it may have changed since it was read, nothing is kept; nor where nothing can be.
        """
        with suppress(OSError):
            packages = {Path(entry) for entry in sys.path if entry.endswith("site-packages")}
            looked = [entry for folder in (*read, _PACKAGE) for entry in _entries(folder)]
            looked += [_entry(str(folder), folder.stat(), folder=True) for folder in packages if folder.is_dir()]
            # What was changed last is likely to be changed again: this way, a look that finds that is a short one.
            looked.sort(key=lambda entry: -entry[2])
            if max(max(written, changed) for _, _, written, changed in looked) > self._begun - UNSURE_NS:
                self._path.unlink(missing_ok=True)
                return
            write_whole(self._path, marshal.dumps((self._about, list(said), looked, list(_entries(made)))))


def _entries(path: Path) -> Iterator[_Entry]:
    """Go through a file, or a folder and all that is beneath it. Raises OSError where some cannot be looked at."""
    is_folder = path.is_dir()
    yield _entry(str(path), path.stat(), folder=is_folder)
    for entry in beneath(path, but="__pycache__") if is_folder else ():
        is_folder = entry.is_dir()
        if is_folder and entry.is_symlink():
            raise OSError(f"{entry.path} leads elsewhere")
        yield _entry(entry.path, entry.stat(), folder=is_folder)


def _entry(path: str, stat: os.stat_result, *, folder: bool = False) -> _Entry:
    return path, -1 if folder else stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
